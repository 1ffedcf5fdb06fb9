"""Scatter charts: points where their values are, names beside them, nothing on anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.chart import Chart, ChartPlan, NumberForm, Series, objection
from layouts.charts.markers import SYMBOLS, marker
from layouts.scene import Item, ShapeItem, TextItem
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

NAMES = ("Kenya", "Brazil", "Viet Nam", "Côte d’Ivoire", "Argentina", "Cuba", "Nigeria", "India")
INCOME = (1.8, 9.1, 2.6, 2.3, 10.0, 8.8, 2.2, 2.1)
USERS = (22.6, 70.4, 70.3, 36.3, 77.8, 68.0, 33.6, 34.4)


def series(name: str, *values: float) -> Series:
    return Series(name, tuple(map(float, values)), tuple(f"{v:g}" for v in values))


def scatter(xs: tuple[float, ...], *rows: Series, names: tuple[str, ...] = ()) -> Chart:
    return Chart(
        *(figure(), "scatter", names, rows, "per cent"),
        **{"xs": xs, "x_title": "Income a head", "y_title": "Internet users"},
        **{"x_form": NumberForm("plain"), "name": "test"},
    )


CHARTS = {
    "named": scatter(INCOME, series("Users", *USERS), names=NAMES),
    "without names": scatter(INCOME, series("Users", *USERS)),
    "two series": scatter(
        INCOME, series("Before", *USERS), series("After", *(v + 9 for v in USERS)), names=NAMES
    ),
    "eight series": scatter(INCOME, *(series(f"S{n}", *(v - n for v in USERS)) for n in range(8))),
    "years": scatter((1990, 1995, 2000, 2005, 2010), series("Share", 3, 5, 4, 6, 8)),
    "around zero": scatter((-3, -1, 0, 2, 5), series("Balance", -9, 4, 0, 7, -2), names=NAMES[:5]),
    "one point": scatter((4,), series("Share", 5), names=("Only",)),
    "all in one place": scatter((4,) * 8, series("Share", *[5] * 8), names=NAMES),
    "long names": scatter(
        INCOME, series("Users", *USERS), names=tuple(words(60, 9 * n) for n in range(8))
    ),
    "two hundred": scatter(
        tuple(float(n % 23) for n in range(200)),
        series("a", *((n * 7) % 41 for n in range(200))),
        names=tuple(f"Point {n}" for n in range(200)),
    ),
    "small and large": scatter((1e-3, 2e-3, 5e-3), series("a", 1e9, 3e9, 2e9), names=NAMES[:3]),
}


def laid(made: Chart, kind: str) -> tuple[ChartPlan, list[Item]]:
    if kind == "page":
        [box] = boxes(made.set(PAGE_MEASURE, setting("page")))
    else:
        [box] = boxes(made.set(SLIDE_MEASURE, setting("slide"), SLIDE_HEIGHT))
    assert isinstance(box.content.plan, ChartPlan)
    return box.content.plan, box.content.items


def markers(plan: ChartPlan, items: list[Item]) -> list[Rect]:
    """The markers in the plot, series by series."""
    inks = set(plan.inks)
    found = [outline(i) for i in items if isinstance(i, ShapeItem) and i.fill in inks]
    legend = plan.legend
    return [rect for rect in found if legend is None or not legend.contains(rect, 1.0)]


def misplaced(plan: ChartPlan, items: list[Item]) -> list[str]:
    """Points whose marker does not stand at their values, on the scales that are printed."""
    found, rects = [], markers(plan, items)
    plot, n = plan.plot, 0
    for one in plan.chart.series:
        for x, y in zip(plan.chart.xs, one.values, strict=True):
            left = plot.x + (x - plan.x_scale.low) / (plan.x_scale.high - plan.x_scale.low) * (
                plot.width
            )
            top = plot.bottom - (y - plan.scale.low) / (plan.scale.high - plan.scale.low) * (
                plot.height
            )
            rect = rects[n]
            middle = rect.x + rect.width / 2, rect.y + rect.height / 2
            if max(abs(middle[0] - left), abs(middle[1] - top)) > 0.01:
                found.append(f"{one.name} at {x}, {y}: {middle}")
            n += 1
    return found


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_leaves_the_chart_and_no_words_touch(name: str, kind: str) -> None:
    plan, items = laid(CHARTS[name], kind)
    assert outside(items, Rect(0, 0, plan.width, plan.height), 2.0) == []
    assert collisions(items) == []
    assert {item.node for item in items} == {CHARTS[name].node}
    if kind == "slide":
        assert plan.height == pytest.approx(SLIDE_HEIGHT)


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize("name", CHARTS)
def test_points_stand_at_their_values(name: str, kind: str) -> None:
    plan, items = laid(CHARTS[name], kind)
    assert misplaced(plan, items) == []
    assert len(markers(plan, items)) == len(plan.chart.xs) * len(plan.chart.series)
    for scale, values in (
        (plan.x_scale, plan.chart.xs),
        (plan.scale, [v for s in plan.chart.series for v in s.values]),
    ):
        assert scale.low <= min(values) <= max(values) <= scale.high


def test_a_point_in_the_wrong_place_is_seen() -> None:
    plan, items = laid(CHARTS["named"], "page")
    plan.x_scale = plan.x_scale._replace(high=plan.x_scale.high * 1.1)
    assert misplaced(plan, items)


@pytest.mark.parametrize("kind", ["page", "slide"])
@pytest.mark.parametrize("name", CHARTS)
def test_no_name_stands_on_a_marker(name: str, kind: str) -> None:
    plan, items = laid(CHARTS[name], kind)
    known = set(plan.chart.categories)
    labels = [extent(i) for i in texts(items) if i.text.strip() in known]
    assert len(labels) == sum(map(bool, plan.sides))
    for mark in markers(plan, items):
        assert not any(label.overlaps(mark, 0.1) for label in labels)


def test_names_stand_on_the_side_that_the_plan_says() -> None:
    plan, items = laid(CHARTS["named"], "page")
    rects = markers(plan, items)
    labels = {i.text.strip(): extent(i) for i in texts(items)}
    assert plan.label_position == "point"
    for name, side, mark in zip(NAMES, plan.sides, rects, strict=True):
        if not side:
            continue
        label = labels[name]
        assert {
            "right": label.x > mark.right,
            "left": label.right < mark.x,
            "above": label.bottom < mark.y + 1,
            "below": label.y > mark.bottom - 1,
        }[side], name
    assert sum(map(bool, plan.sides)) >= 7


def test_series_are_told_apart_by_form_and_named_in_a_legend() -> None:
    plan, items = laid(CHARTS["eight series"], "page")
    assert plan.symbols[:4] == SYMBOLS
    assert len(set(zip(plan.symbols, plan.inks, strict=True))) == 8
    said = {item.text.strip() for item in texts(items)}
    assert {one.name for one in plan.chart.series} <= said
    assert len({marker(symbol, 0, 0, 3) for symbol in SYMBOLS}) == 4


def test_both_axes_have_ticks_and_titles_and_years_are_not_grouped() -> None:
    plan, items = laid(CHARTS["years"], "page")
    said = [item.text.strip() for item in texts(items)]
    assert {"1990", "2000"} <= set(said)
    assert plan.x_tick_format == "General"
    assert plan.x_title_lines == ("Income a head",)
    assert plan.unit_lines == ("Internet users (per cent)",)
    assert all(text in said for _, text in (*plan.ticks, *plan.x_ticks))


def test_every_name_on_a_slide_is_at_least_as_large_as_the_floor() -> None:
    for made in CHARTS.values():
        _, items = laid(made, "slide")
        sizes = [item.size for item in items if isinstance(item, TextItem)]
        assert min(sizes) >= setting("slide").medium.floor >= 14


values = st.floats(-1e6, 1e6).map(lambda v: 0.0 if abs(v) < 1e-6 else v)


@given(
    st.lists(st.tuples(values, values), min_size=1, max_size=25), st.sampled_from(["page", "slide"])
)
@settings(max_examples=40, deadline=None)
def test_any_points_are_drawn_inside_the_chart(
    points: list[tuple[float, float]], kind: str
) -> None:
    xs, ys = zip(*points, strict=True)
    made = scatter(xs, series("a", *ys), names=tuple(words(8 + n, n) for n in range(len(xs))))
    plan, items = laid(made, kind)
    assert outside(items, Rect(0, 0, plan.width, plan.height), 2.0) == []
    assert collisions(items) == []
    assert misplaced(plan, items) == []


@pytest.mark.parametrize(
    ("xs", "names", "rows", "said"),
    [
        ((), (), [series("a")], "needs a point"),
        ((1.0,), (), [], "needs a point and a series"),
        ((1.0, 2.0), ("one",), [series("a", 1, 2)], "not every point has a name"),
        ((1.0, float("nan")), (), [series("a", 1, 2)], "the x value at 'nan'"),
        ((1.0, 2.0), ("a", "b"), [series("s", 1)], "'s' has not one value"),
        ((1.0,) * 201, (), [series("s", *[1] * 201)], "201 points are too many"),
        ((1.0,), (), [series(f"s{n}", 1) for n in range(9)], "9 series are too many"),
    ],
)
def test_what_makes_no_scatter_chart_is_refused_with_a_reason(
    xs: tuple[float, ...], names: tuple[str, ...], rows: list[Series], said: str
) -> None:
    assert said in objection("scatter", names, rows, xs)
    with pytest.raises(ValueError, match="pack.block/figure"):
        scatter(xs, *rows, names=names)
