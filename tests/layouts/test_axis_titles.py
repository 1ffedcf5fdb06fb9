"""Titles of axes: where they stand for each form of chart, to each other and to the plot.

- The title of the value axis, with the unit, stands at the top left, above legend and plot.
- Upright marks: the title of the other axis is the last thing below, centred under the plot, or
  moved inwards where it would pass an edge of the chart.
- Lying bars: it ends above the end of the names, and the title of the value axis begins level with
  it, above the beginning of the plot. A title that is wider than the names (on slides also one that
  takes over 18 per cent of the chart, which viewers would wrap) has lines of its own at the left
  edge, and the title of the value axis stands right below it, at the left edge too.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

import pytest

from layouts.chart import Chart, ChartPlan
from layouts.charts.axes import NARROW
from layouts.scene import Item
from layouts.units import Rect
from tests.layouts.figure_specimen import extent, texts, words
from tests.layouts.test_chart import CHARTS, laid
from tests.layouts.test_scatter import CHARTS as SCATTERS

FORMS = {
    **{name: CHARTS[name] for name in ("column", "column of one", "columns below zero")},
    **{name: CHARTS[name] for name in ("stacked", "stacked below zero", "two lines", "doughnut")},
    **{name: CHARTS[name] for name in ("bar", "bars below zero", "bars of long names")},
    **{name: CHARTS[name] for name in ("columns of long names", "stacked names")},
    **{f"scatter {name}": SCATTERS[name] for name in ("named", "around zero")},
}
LONG = (words(60), words(60, 7), words(60, 20))
TITLES = {
    "short": ("Year", "Dollars", "per cent"),
    "long": LONG,
    "long below": (LONG[0], "", "%"),
    "long above": ("Year", *LONG[1:]),
    "unit alone": ("", "", "per cent"),
    "name alone": ("Field", "", ""),
}
"""Title of the axis of categories, of the value axis, and its unit."""
CLOSE = 0.01


def titled(name: str, titles: tuple[str, str, str]) -> Chart:
    made = copy.copy(FORMS[name])
    made.x_title, made.y_title, made.unit = titles
    if made.type == "doughnut":
        made.x_title = ""  # it has no such axis
    return made


def misplaced(plan: ChartPlan, items: list[Item], gap: float) -> Iterator[str]:
    """What stands elsewhere than it must; ``gap``: between a mark and its label, in points."""
    below = [rect for rect in (plan.legend, plan.plot) if rect is not None]
    if plan.unit is not None:
        if plan.chart.type != "doughnut" and any(plan.unit.bottom > rect.y for rect in below):
            yield "the title of the value axis reaches into legend or plot"
        if plan.unit.right > plan.width + CLOSE:
            yield "the title of the value axis leaves the chart"
    if plan.horizontal:
        yield from _over_names(plan, below, gap)
    else:
        yield from _under_plot(plan, items)


def _under_plot(plan: ChartPlan, items: list[Item]) -> Iterator[str]:
    if plan.unit is not None and (plan.unit.x, plan.unit.y) != (0, 0):
        yield "the title of the value axis is not at the top left"
    title = plan.x_title
    if title is None:
        return
    others = [extent(item) for item in texts(items) if item.text.strip() not in plan.x_title_lines]
    if title.y < max([plan.plot.bottom, *(box.bottom for box in others)]) - CLOSE:
        yield "the other title is not below all else"
    if title.bottom > plan.height + CLOSE or title.x < -CLOSE or title.right > plan.width + CLOSE:
        yield "the other title leaves the chart"
    off = (title.x + title.width / 2) - (plan.plot.x + plan.plot.width / 2)
    at_edge = (off > 0 and title.x <= 0.5) or (off < 0 and title.right >= plan.width - 0.5)
    if abs(off) > 0.5 and not at_edge:
        yield "the other title is not centred under the plot"


def _over_names(plan: ChartPlan, below: list[Rect], gap: float) -> Iterator[str]:
    title, unit = plan.x_title, plan.unit
    names = plan.plot.x - 2 * gap
    if title is None:
        if unit is not None and (unit.x, unit.y) != (0, 0):
            yield "the title of the value axis is not at the top left"
        return
    if title.y != 0:
        yield "the title of the names is not at the top"
    if any(title.bottom > rect.y for rect in below):
        yield "the title of the names reaches into legend or plot"
    fits = title.width <= names and (gap < 5 or title.width <= NARROW * plan.width)
    if fits and abs(title.right - names) > 0.2:
        yield "the title of the names does not end where they end"
    if fits and unit is not None and (unit.y != 0 or abs(unit.x - plan.plot.x) > CLOSE):
        yield "the title of the value axis does not begin level, above the plot"
    if not fits and title.x != 0:
        yield "the title of the names is not at the left edge"
    if not fits and unit is not None and (unit.x != 0 or abs(unit.y - title.bottom) > CLOSE):
        yield "the title of the value axis is not right below that of the names"


GAPS = {"page": 3.5, "slide": 6.0}


@pytest.mark.parametrize("kind", GAPS)
@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("name", FORMS)
def test_titles_stand_at_their_axes(name: str, titles: str, kind: str) -> None:
    made = titled(name, TITLES[titles])
    plan, items = laid(made, kind)
    assert list(misplaced(plan, items, GAPS[kind])) == []
    assert (plan.x_title is None) == (not made.x_title)
    assert (plan.unit is None) == (not made.value_title)
    assert " ".join(plan.x_title_lines) == made.x_title
    assert " ".join(plan.unit_lines) == made.value_title
    said = " ".join(item.text for item in texts(items))
    assert all(line in said for line in (*plan.x_title_lines, *plan.unit_lines))


def test_both_places_above_lying_bars_occur() -> None:
    beside = laid(titled("bar", TITLES["short"]), "page")[0]
    above = laid(titled("bar", TITLES["long"]), "page")[0]
    assert beside.x_title is not None
    assert beside.unit is not None
    assert beside.x_title.y == beside.unit.y
    assert beside.x_title.right < beside.unit.x == beside.plot.x
    assert above.x_title is not None
    assert above.unit is not None
    assert above.x_title.bottom == above.unit.y


def _moved(which: str, x: float = 0.0, y: float = 0.0) -> Callable[[ChartPlan], None]:
    def move(plan: ChartPlan) -> None:
        rect = getattr(plan, which)
        setattr(plan, which, rect._replace(x=rect.x + x, y=rect.y + y))

    return move


TWINS: tuple[tuple[str, str, Callable[[ChartPlan], None], str], ...] = (
    ("column", "short", _moved("unit", y=40), "reaches into"),
    ("column", "short", _moved("unit", x=3), "not at the top left"),
    ("column", "short", _moved("x_title", y=-9), "not below all else"),
    ("column", "short", _moved("x_title", y=9), "leaves the chart"),
    ("two lines", "short", _moved("x_title", x=9), "not centred"),
    ("scatter named", "short", _moved("x_title", x=-9), "not centred"),
    ("stacked", "long", _moved("unit", x=400), "leaves the chart"),
    ("doughnut", "unit alone", _moved("unit", x=3), "not at the top left"),
    ("bar", "short", _moved("x_title", x=9), "does not end where"),
    ("bar", "short", _moved("x_title", x=-9), "does not end where"),
    ("bar", "short", _moved("x_title", y=9), "not at the top"),
    ("bar", "short", _moved("unit", x=-9), "does not begin level"),
    ("bar", "short", _moved("unit", y=9), "does not begin level"),
    ("bar", "long", _moved("x_title", x=9), "not at the left edge"),
    ("bar", "long", _moved("unit", x=9), "not right below"),
    ("bar", "long", _moved("unit", y=-9), "not right below"),
    ("bars below zero", "unit alone", _moved("unit", x=9), "not at the top left"),
    ("bar", "long", _moved("plot", y=-40), "the title of the names reaches into"),
)


@pytest.mark.parametrize(("name", "titles", "move", "said"), TWINS)
def test_a_title_that_stands_elsewhere_is_seen(
    name: str, titles: str, move: Callable[[ChartPlan], None], said: str
) -> None:
    plan, items = laid(titled(name, TITLES[titles]), "page")
    move(plan)
    assert any(said in found for found in misplaced(plan, items, GAPS["page"]))
