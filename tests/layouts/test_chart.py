"""Charts: scales, what is printed, and that nothing printed touches anything else."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.chart import MOST_CATEGORIES, Chart, ChartPlan, NumberForm, Series, objection
from layouts.charts.palette import readable
from layouts.charts.scale import Scale, covering
from layouts.contrast import contrast
from layouts.scene import Item, ShapeItem, TextItem
from layouts.setting import Setting
from layouts.units import Rect
from tests.layouts.figure_specimen import (
    PAGE_MEASURE,
    SLIDE_HEIGHT,
    SLIDE_MEASURE,
    boxes,
    collisions,
    extent,
    figure,
    outline,
    outside,
    setting,
    texts,
    words,
)

YEARS = tuple(str(year) for year in range(2008, 2020))
FIELDS = (
    "Agricultural development",
    "Human rights",
    "Urbanization",
    "Health",
    "Climate change",
    "Telecommunications infrastructure",
)


def series(name: str, *values: float, decimals: int = 1) -> Series:
    """A series labelled with its values."""
    labels = tuple(f"{v:,.{decimals}f}".replace(",", "\u00a0") for v in values)
    return Series(name, tuple(map(float, values)), labels)


def chart(
    kind: str, categories: tuple[str, ...], *rows: Series, unit: str = "per cent", **given: Any
) -> Chart:
    form = NumberForm("number", 1)
    return Chart(figure(), kind, categories, rows, unit, form, name="test", **given)


SOUTH = series("South–South", 12, 15.4, 26, 31.5)
NORTH = series("North–South", 45.2, 40, 36, 32.1)
THIRD = series("Triangular", 2, 3.1, 5.5, 7.9)
DECADES = ("1990", "2000", "2010", "2019")
RISING = series("Remittances", 303, 305, 330, 370, 400, 420, 435, 440, 430, 425, 466, 490)
CHARTS = {
    "column": chart("column", FIELDS[:4], series("Share", 52, 26, 33, 61.5)),
    "column of one": chart("column", ("Only",), series("Share", 5)),
    "columns by year": chart("column", YEARS, RISING, series("Other", *range(1, 13))),
    "columns of long names": chart(
        "column", tuple(words(50, 5 * n) for n in range(12)), series("Share", *range(12))
    ),
    "columns below zero": chart("column", DECADES, series("Balance", 12, -5.4, 26, -31.5), NORTH),
    "many columns": chart("column", tuple(map(str, range(1984, 2020))), series("a", *range(36))),
    "bar": chart("bar", FIELDS, series("Cases", 12, 34, 5, 44, 27, 9, decimals=0)),
    "bars below zero": chart("bar", DECADES, series("Balance", 12, -5.4, 26, -31.5), NORTH),
    "bars of long names": chart("bar", (words(200), words(120, 9)), series("Share", 1, 2)),
    "many bars": chart("bar", tuple(words(24, n) for n in range(16)), series("a", *range(16))),
    "stacked": chart("stacked", DECADES, SOUTH, NORTH, THIRD),
    "stacked names": chart(
        "stacked",
        tuple(words(50, n) for n in range(9)),
        *(series(f"Series {n}", *range(1, 10)) for n in range(6)),
    ),
    "stacked below zero": chart("stacked", DECADES, SOUTH, series("Out", -3, -4, -5, -6)),
    "line": chart("line", YEARS, RISING),
    "line of one": chart("line", ("2019",), series("Share", 5)),
    "two lines": chart(
        "line",
        YEARS,
        series("Developing countries", 30, 33, 33, 37, 40, 42, 43, 44, 43, 42, 46, 49),
        series("Developed countries", 70, 67, 67, 63, 60, 58, 57, 56, 57, 58, 54, 51),
    ),
    "six lines that end together": chart(
        "line", YEARS, *(series(words(60, 9 * n), *[n] * 11, 5.0 + n / 99) for n in range(6))
    ),
    "line of two hundred": chart(
        "line", tuple(map(str, range(200))), series("a", *(n % 7 for n in range(200)))
    ),
    "doughnut": chart("doughnut", FIELDS[:4], series("Share", 41.2, 30.1, 22.7, 6.0)),
    "doughnut of slivers": chart(
        "doughnut", tuple(words(60, n) for n in range(8)), series("Share", 91, 4, 2, 1, 1, 1, 0, 0)
    ),
    "doughnut of one": chart("doughnut", ("All",), series("Share", 100)),
    "doughnut of twelve": chart(
        "doughnut", tuple(words(60, n) for n in range(12)), series("Share", *range(1, 13))
    ),
    "titled columns": chart(
        *("column", DECADES, SOUTH, NORTH),
        **{"x_title": words(60), "y_title": words(60, 7), "unit": words(60, 20)},
    ),
    "titled bars": chart(
        *("bar", FIELDS, series("Cases", 12, 34, 5, 44, 27, 9)),
        **{"x_title": words(60), "y_title": words(60, 7), "unit": words(60, 20)},
    ),
    "titled lines": chart(
        "line", YEARS, RISING, series("Other", *range(1, 13)), x_title="Year", y_title="Dollars"
    ),
    "stacked of twelve": chart(
        "stacked", DECADES, *(series(f"Donor {n}", n, n + 1, 20 - n, 3) for n in range(12))
    ),
    "eight columns": chart(
        "column", DECADES, *(series(f"Donor {n}", n, n + 1, 20 - n, 3) for n in range(8))
    ),
    "twelve lines": chart(
        "line", YEARS, *(series(f"Donor {n}", *(n + k % 3 for k in range(12))) for n in range(12))
    ),
    "zeros": chart("column", DECADES, series("Nothing", 0, 0, 0, 0)),
    "huge": chart("column", DECADES, series("Much", 1e14, 2e14, 5e13, 9e14, decimals=0)),
}
"""Charts of every kind, with texts as long as packs allow."""


def laid(made: Chart, kind: str, step: float = 1.0) -> tuple[ChartPlan, list[Item]]:
    if kind == "page":
        found = boxes(made.set(PAGE_MEASURE, setting("page")))
    else:
        found = boxes(made.set(SLIDE_MEASURE, setting("slide", step), SLIDE_HEIGHT))
    [box] = found
    assert isinstance(box.content.plan, ChartPlan)
    assert box.size == box.content.plan.height
    return box.content.plan, box.content.items


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_leaves_the_chart_and_no_words_touch(name: str, kind: str) -> None:
    plan, items = laid(CHARTS[name], kind)
    room = Rect(0, 0, plan.width, plan.height)
    assert outside(items, room, 2.0) == []
    assert collisions(items) == []
    assert room.contains(plan.plot, 2.0)


def test_words_that_touch_or_leave_are_seen() -> None:
    plan, items = laid(CHARTS["column"], "page")
    first, second = texts(items)[:2]
    second.x, second.y = first.x, first.y
    assert collisions(items)
    second.x = plan.width
    assert outside(items, Rect(0, 0, plan.width, plan.height))


@pytest.mark.parametrize("name", CHARTS)
def test_everything_belongs_to_the_figure(name: str) -> None:
    _, items = laid(CHARTS[name], "page")
    assert {item.node for item in items} == {CHARTS[name].node}


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize("name", CHARTS)
def test_labels_are_the_texts_of_the_series(name: str, kind: str) -> None:
    made = CHARTS[name]
    plan, items = laid(made, kind)
    said = [item.text.strip() for item in texts(items)]
    for one, shown in zip(made.series, plan.shown, strict=True):
        for label, seen in zip(one.labels, shown, strict=True):
            if seen:
                assert label in said
                said.remove(label)
    if plan.listed:
        for label in made.series[0].labels:
            said.remove(label)
    for _, tick in plan.ticks if plan.axis_visible else []:
        said.remove(tick)
    rest = " ".join(said)
    for one in made.series:
        unnamed = len(made.series) == 1
        assert unnamed or letters(one.name) in letters(rest)
    for n, category in enumerate(made.categories):
        if n % plan.category_step == 0:
            assert letters(category) in letters(rest)


def letters(text: str) -> str:
    """Letters and figures alone."""
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("kind", ["page", "slide"])
def test_every_value_is_printed_where_there_is_room(kind: str) -> None:
    names = ["column", "bar", "columns below zero", "bars below zero", "doughnut"]
    # On slides twelve labels of a line would touch it where a wider face is shown.
    for name in [*names, "line"] if kind == "page" else names:
        plan, _ = laid(CHARTS[name], kind)
        assert all(map(all, plan.shown)), name
        assert not plan.axis_visible, name


@pytest.mark.parametrize("name", CHARTS)
def test_an_axis_is_drawn_where_values_are_missing(name: str) -> None:
    plan, _ = laid(CHARTS[name], "slide")
    complete = all(map(all, plan.shown)) or plan.chart.type == "doughnut"
    assert plan.axis_visible != complete


def bars_of(plan: ChartPlan, items: list[Item]) -> list[Rect]:
    """The bars, in the order drawn: category by category."""
    inks = set(plan.inks)
    found = [outline(i) for i in items if isinstance(i, ShapeItem) and i.fill in inks]
    legend = plan.legend
    return [rect for rect in found if legend is None or not legend.contains(rect, 1.0)]


def bar_faults(plan: ChartPlan, items: list[Item]) -> list[str]:
    """Bars that do not begin at zero or are not as long as their values say."""
    bars, found = bars_of(plan, items), []
    scale, plot = plan.scale, plan.plot
    span = plot.width if plan.horizontal else plot.height
    for n, rect in enumerate(bars):
        category, row = divmod(n, len(plan.chart.series))
        value = plan.chart.series[row].values[category]
        length = rect.width if plan.horizontal else rect.height
        if abs(length - abs(value) / (scale.high - scale.low) * span) > 0.01:
            found.append(f"bar {n} is not as long as {value}")
        if plan.chart.type == "stacked":
            continue
        low, high = (
            (rect.x - plot.x, rect.right - plot.x)
            if plan.horizontal
            else (plot.bottom - rect.bottom, plot.bottom - rect.y)
        )
        zero = scale.share(0.0) * span
        if min(abs(low - zero), abs(high - zero)) > 0.01:
            found.append(f"bar {n} does not begin at zero")
    return found


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize(
    "name", [n for n, c in CHARTS.items() if c.type not in ("line", "doughnut")]
)
def test_bars_begin_at_zero_and_are_as_long_as_their_values(name: str, kind: str) -> None:
    plan, items = laid(CHARTS[name], kind)
    assert plan.scale.low <= 0 <= plan.scale.high
    assert len(bars_of(plan, items)) == len(plan.chart.series) * len(plan.chart.categories)
    assert bar_faults(plan, items) == []


def test_a_bar_that_is_cut_off_is_seen() -> None:
    plan, items = laid(CHARTS["column"], "page")
    plan.scale = Scale(20.0, plan.scale.high, plan.scale.step)
    assert bar_faults(plan, items)


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize("name", ["stacked", "stacked names", "stacked below zero"])
def test_labels_of_a_stack_stand_inside_its_parts(name: str, kind: str) -> None:
    plan, items = laid(CHARTS[name], kind)
    bars = bars_of(plan, items)
    labels = [i for i in texts(items) if i.size == plan.label_size and i.ink in ("paper", "text")]
    inside = [i for i in labels if any(bar.contains(extent(i), 0.5) for bar in bars)]
    assert len(inside) == sum(map(sum, plan.shown))
    assert inside or name == "stacked names"


def test_columns_with_long_names_lie_down_and_others_stand() -> None:
    assert laid(CHARTS["columns of long names"], "slide")[0].horizontal
    assert not laid(CHARTS["column"], "slide")[0].horizontal
    assert not laid(CHARTS["many columns"], "slide")[0].horizontal
    assert laid(CHARTS["many columns"], "slide")[0].category_step > 1


def test_a_chart_fills_the_height_of_a_slide() -> None:
    for name in ("column", "bar", "stacked", "line", "doughnut", "many columns"):
        assert laid(CHARTS[name], "slide")[0].height == pytest.approx(SLIDE_HEIGHT)


def test_a_chart_that_cannot_fit_says_so_by_its_height() -> None:
    made = chart("bar", tuple(words(30, n) for n in range(30)), series("a", *range(30)))
    assert laid(made, "slide")[0].height > SLIDE_HEIGHT


def test_no_label_is_smaller_than_the_floor() -> None:
    for made in CHARTS.values():
        for step in (1.0, 0.9, 0.8):
            _, items = laid(made, "slide", step)
            assert min(item.size for item in texts(items)) >= setting("slide").medium.floor


def test_lines_run_through_their_values() -> None:
    plan, items = laid(CHARTS["two lines"], "page")
    paths = [i.path for i in items if isinstance(i, ShapeItem) and i.width == plan.stroke]
    for path, one in zip(paths, plan.chart.series, strict=True):
        ys = [segment[2] for segment in path]
        want = [plan.plot.bottom - plan.scale.share(v) * plan.plot.height for v in one.values]
        assert ys == pytest.approx(want)


def test_labels_on_marks_can_be_read() -> None:
    theme = setting("page").theme
    for name in ("stacked", "doughnut"):
        plan, _ = laid(CHARTS[name], "page")
        for mark, ink in zip(plan.inks, plan.label_inks, strict=True):
            assert contrast(theme.inks[mark].rgb, theme.inks[ink].rgb) >= 4.5


def test_an_ink_that_cannot_be_read_is_not_taken() -> None:
    theme = setting("page").theme
    assert readable(theme, "paper", "sun", "text") == "text"
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_series_take_the_inks_of_the_theme_in_order() -> None:
    plan, _ = laid(CHARTS["six lines that end together"], "page")
    order = setting("page").theme.series
    assert tuple(re.sub(r"[+-]\d+$", "", ink) for ink in plan.inks[:4]) == order
    assert len(set(plan.inks)) == 6


finite = st.floats(-1e15, 1e15).map(lambda v: 0.0 if abs(v) < 1e-6 else v)


@given(st.lists(finite, min_size=1, max_size=8), st.booleans(), st.integers(3, 6))
@settings(deadline=None)
def test_a_scale_covers_its_values_in_round_steps(
    values: list[float], zero: bool, most: int
) -> None:
    scale = covering(values, most=most, zero=zero)
    size = max(map(abs, values))
    assert scale.low <= min(values) + 1e-6 * size
    assert scale.high >= max(values) - 1e-6 * size
    assert scale.low < scale.high
    if zero:
        assert scale.low <= 0 <= scale.high
    assert all(-1e-6 <= scale.share(value) <= 1 + 1e-6 for value in values)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= most + 1
    assert ticks[0] == pytest.approx(scale.low, abs=1e-9 * size)
    assert ticks[-1] == pytest.approx(scale.high, abs=1e-9 * size)
    lead = scale.step / 10 ** math.floor(math.log10(scale.step) + 1e-9)
    assert min(abs(lead - f) for f in (1, 2, 2.5, 5)) < 1e-6


def test_a_series_without_a_name_leaves_its_place_in_the_legend() -> None:
    rows = (series("Before", 3, 4), series("", 1, 2), series("", 2, 2), series("After", 5, 1))
    plan, items = laid(chart("column", DECADES[:2], *rows), "page")
    assert plan.legend is not None
    assert plan.legend.height > 0
    assert collisions(items) == []
    first, last = (
        next(t for t in texts(items) if t.text.strip() == n) for n in ("Before", "After")
    )
    assert first.y == last.y


@given(
    st.sampled_from(["column", "bar", "stacked", "line"]),
    st.integers(1, 12),
    st.integers(1, 4),
    st.sampled_from(["page", "slide"]),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_any_values_are_drawn_inside_the_chart(
    kind: str, count: int, rows: int, medium: str, data: st.DataObject
) -> None:
    numbers = st.lists(st.integers(-999, 999), min_size=count, max_size=count)
    made = chart(
        kind,
        tuple(words(data.draw(st.integers(2, 60)), n) for n in range(count)),
        *(
            series(words(data.draw(st.integers(3, 60)), 9 * n), *data.draw(numbers), decimals=0)
            for n in range(rows)
        ),
    )
    plan, items = laid(made, medium)
    assert outside(items, Rect(0, 0, plan.width, plan.height), 2.0) == []
    assert collisions(items) == []


@pytest.mark.parametrize(
    ("kind", "categories", "rows", "said"),
    [
        ("pie", ("a",), [series("s", 1)], "no chart of type 'pie'"),
        ("column", (), [series("s")], "needs a category"),
        ("column", ("a",), [], "needs a category"),
        ("column", ("a", "b"), [series("s", 1)], "'s' has not one value"),
        ("column", ("a",), [series("s", math.nan)], "'s' at 'a' is not a number"),
        ("column", ("a",), [series("s", math.inf)], "'s' at 'a' is not a number"),
        ("column", ("a",), [series("s", 2e15)], "'s' at 'a' is not a number"),
        ("doughnut", ("a", "b"), [series("s", 1, -1)], "'s' at 'b' is below zero"),
        ("doughnut", ("a", "b"), [series("s", 0, 0)], "add up to nothing"),
        ("doughnut", ("a",), [series("s", 1), series("t", 1)], "2 series are too many"),
        ("line", ("a",) * 201, [series("s", *[1] * 201)], "201 categories are too many"),
    ],
)
def test_what_makes_no_chart_is_refused_with_a_reason(
    kind: str, categories: tuple[str, ...], rows: list[Series], said: str
) -> None:
    assert said in objection(kind, categories, rows)
    with pytest.raises(ValueError, match="pack.block/figure"):
        Chart(figure(), kind, categories, rows)


def test_the_most_categories_are_drawn() -> None:
    for kind, most in MOST_CATEGORIES.items():
        xs = tuple(map(float, range(most))) if kind == "scatter" else ()
        names = tuple(str(n) for n in range(most))
        made = chart(kind, names, series("a", *range(1, most + 1)), xs=xs)
        plan, items = laid(made, "page")
        assert collisions(items) == []
        assert plan.height < 690


def test_settings_do_not_touch_the_chart() -> None:
    made = CHARTS["stacked"]
    one: Setting = setting("page")
    first, second = (boxes(made.set(PAGE_MEASURE, one))[0].content.items for _ in range(2))
    assert [i for i in first if isinstance(i, TextItem)] == texts(second)
    assert [extent(i) for i in texts(first)] == [extent(i) for i in texts(second)]
