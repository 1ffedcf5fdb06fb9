"""Axes of charts: where they end, what they say, and how numbers are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.chart import NumberForm
from layouts.charts.numbers import between
from layouts.charts.scale import AIR, Scale, automatic, covering, from_zero, hidden
from layouts.language import Language
from tests.layouts.figure_specimen import setting
from tests.layouts.test_chart import CHARTS, DECADES, chart, laid, series

ENGLISH = setting("page").language
GERMAN = Language(code="de-DE", decimal=",", group=".", percent="\u00a0%", labels={})


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert NumberForm("number", 1).text(1234567.5, ENGLISH) == "1 234 567.5"
    assert NumberForm("number", 1).text(1234567.5, GERMAN) == "1.234.567,5"
    assert NumberForm("plain").text(2015, ENGLISH) == "2015"
    assert NumberForm().text(-20, ENGLISH) == "\u221220"
    assert NumberForm().text(-0.2, ENGLISH) == "0"
    assert NumberForm("percent", 1).text(61.5, ENGLISH) == "61.5%"
    assert NumberForm("fraction", 1).text(0.615, GERMAN) == "61,5\u00a0%"


def test_spreadsheets_are_told_the_same() -> None:
    assert NumberForm("number", 2).code(ENGLISH) == "#,##0.00"
    assert NumberForm("plain", 1).code(ENGLISH) == "0.0"
    assert NumberForm("percent").code(GERMAN) == '0"\u00a0%"'
    assert NumberForm("fraction", 1).code(ENGLISH) == "0.0%"
    assert NumberForm("fraction", 1).code(GERMAN) == '0.0"\u00a0"%'
    assert NumberForm().code(ENGLISH, 2.5) == '[>=2.5]#,##0;[<=-2.5]-#,##0;""'
    assert NumberForm().code(ENGLISH, 2e14).startswith("[>=200000000000000]")
    assert NumberForm().code(ENGLISH, 8.0).startswith("[>=8]")
    assert NumberForm().code(ENGLISH, 2e-6).startswith("[>=0.000002]")


def test_an_axis_that_scales_itself_has_a_format_for_any_step() -> None:
    assert NumberForm().axis_code(Scale(0, 80, 20), ENGLISH) == "General"
    assert NumberForm().axis_code(Scale(0, 8000, 2000), ENGLISH) == "#,##0"
    assert NumberForm("plain").axis_code(Scale(1990, 2020, 10), ENGLISH) == "General"
    assert NumberForm("percent").axis_code(Scale(0, 80, 20), ENGLISH) == 'General"%"'
    assert NumberForm("fraction").axis_code(Scale(0, 0.8, 0.2), ENGLISH) == "0%"
    assert NumberForm("fraction").axis_code(Scale(0, 0.04, 0.01), ENGLISH) == "0.0%"


@given(st.floats(0, 1e12), st.floats(0, 1e12))
def test_a_number_between_two_others_is_above_one_and_not_above_the_other(
    one: float, other: float
) -> None:
    low, high = sorted((one, other))
    if low < high:
        assert low < between(low, high) <= high
    assert between(6, 9) == 8
    assert between(2.1, 2.2) == 2.2


@pytest.mark.parametrize(
    ("low", "high", "step", "ends"),
    [
        # Measured in LibreOffice 7.4 on column and line charts with these steps.
        *((0, 9.5, 5, (0, 10)), (0, 9.6, 5, (0, 15)), (0, 10, 5, (0, 15))),
        *((-31.5, 45.2, 11.26, (-45.04, 56.3)), (-9.5, 8.9, 5, (-15, 10))),
        *((-8.9, 9.2, 5, (-10, 15)), (95, 98, 1, (93, 99)), (95, 98, 0.5, (93.5, 98.5))),
    ],
)
def test_axes_end_where_viewers_end_them(
    low: float, high: float, step: float, ends: tuple[float, float]
) -> None:
    found = automatic(low, high, step)
    assert (found.low, found.high) == pytest.approx(ends)


def test_positions_begin_at_zero_unless_they_lie_close_together() -> None:
    assert from_zero([31, 42])
    assert from_zero([81, 98])
    assert not from_zero([95, 98])
    assert not from_zero([-98, -95])
    assert from_zero([-2, 98])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), st.floats(0, 0.3))
def test_a_hidden_scale_leaves_air_and_room_for_labels(values: list[float], below: float) -> None:
    values = [0.0 if abs(v) < 1e-3 else v for v in values]
    scale = hidden(values, below=below)
    low, high = min([*values, 0.0]), max([*values, 0.0])
    if low == high:
        return
    assert scale.low <= low <= high <= scale.high
    span = scale.high - scale.low
    if high > 0:
        assert scale.high - high >= AIR * (high - low) * 0.999
    if low < 0:
        assert low - scale.low >= max(AIR * (high - low), below * span) * 0.85
    # Viewers that know the step and the values come to the same ends.
    assert automatic(low, high, scale.step) == scale


def test_a_value_axis_that_is_drawn_leaves_air_too() -> None:
    assert covering([70]).high > 70 * 1.05
    assert covering([100]).high == 125


def test_per_cent_of_a_whole_end_at_the_whole() -> None:
    rows = [series("a", 40, 3, 30, 45), series("b", 60, 97, 70, 55)]
    plan, _ = laid(chart("stacked", DECADES, *rows), "page")
    assert plan.scale.high > 100
    made = chart("stacked", DECADES, *rows)
    made.form = NumberForm("percent", 1)
    plan, _ = laid(made, "page")
    assert plan.axis_visible
    assert (plan.scale.low, plan.scale.high, plan.high_told) == (0, 100, True)


def test_bars_are_told_to_begin_at_zero_and_lines_are_not() -> None:
    assert laid(CHARTS["column"], "slide")[0].low_told
    below = laid(CHARTS["columns below zero"], "slide")[0]
    assert not below.low_told
    assert not below.high_told
    line = laid(CHARTS["line"], "slide")[0]
    assert not line.low_told


def test_parts_of_a_stack_carry_a_label_from_a_size_on() -> None:
    """Which labels show is decided by the number alone, so that a viewer can decide it anew."""
    for name in ("stacked", "stacked of twelve", "stacked names", "stacked below zero"):
        for kind in ("page", "slide"):
            plan, _ = laid(CHARTS[name], kind)
            sizes = [
                (abs(value), shown)
                for one, row in zip(plan.chart.series, plan.shown, strict=True)
                for value, shown in zip(one.values, row, strict=True)
            ]
            least = min((size for size, shown in sizes if shown), default=float("inf"))
            assert all(shown == (size >= least) for size, shown in sizes)
            if 0 < sum(shown for _, shown in sizes) < len(sizes):
                edge = float(plan.label_format[3 : plan.label_format.index("]")])
                assert all(shown == (size >= edge) for size, shown in sizes)
            else:
                assert "[" not in plan.label_format


def test_parts_of_a_ring_on_a_slide_carry_a_label_from_a_size_on() -> None:
    plan, _ = laid(CHARTS["doughnut of slivers"], "slide")
    assert not plan.listed
    assert plan.shown[0][0]
    assert not plan.shown[0][-1]
    assert plan.label_format.startswith("[>=")
    page, _ = laid(CHARTS["doughnut of slivers"], "page")
    assert page.listed
