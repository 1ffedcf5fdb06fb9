"""Charts: columns, bars, stacks, lines, rings and points, drawn as vectors, labelled directly."""

from __future__ import annotations

import math
from collections.abc import Sequence

from layouts.boxes import Box, Glue, Part
from layouts.charts.bars import lay_bars
from layouts.charts.doughnut import lay_doughnut
from layouts.charts.ground import Ground
from layouts.charts.lines import lay_lines
from layouts.charts.numbers import NumberForm
from layouts.charts.palette import palette, readable
from layouts.charts.plan import ChartPlan, Series
from layouts.charts.scale import LARGEST
from layouts.charts.scatter import lay_scatter
from layouts.flow import Piece
from layouts.setting import Setting
from layouts.theme import Theme
from layouts.tree import Node

__all__ = ["MOST_CATEGORIES", "MOST_SERIES", "Chart", "ChartPlan", "NumberForm", "Series"]

_LAID = {
    "column": lay_bars,
    "bar": lay_bars,
    "stacked": lay_bars,
    "line": lay_lines,
    "doughnut": lay_doughnut,
    "scatter": lay_scatter,
}
MOST_CATEGORIES = {
    **{"column": 36, "bar": 30, "stacked": 36, "line": 200},
    **{"doughnut": 12, "scatter": 200},
}
"""Most categories, or points, that a chart of each type can show in a readable way, on a page."""
MOST_SERIES = {
    **{"column": 8, "bar": 8, "stacked": 12, "line": 12},
    **{"doughnut": 1, "scatter": 8},
}
"""Most series that a chart of each type can show in a readable way."""

WHOLE = NumberForm()
"""Whole numbers, grouped by thousands."""


class Chart:
    """A chart of one or more series over the same categories, or over the same x values.

    ``type`` is one of ``column``, ``bar``, ``stacked``, ``line``, ``doughnut`` and ``scatter``;
    ``unit`` and the titles of the axes stand at the plot. ``form`` and ``x_form`` say how numbers
    are written. A scatter chart has ``xs``, one for each point; its ``categories`` are the names
    of the points, or none. ``heads`` are the heads of the columns before those of the series, in
    the workbook of a native chart: categories, or names and x values. ValueError when the chart
    makes no sense: :func:`objection` says why beforehand.
    """

    def __init__(
        self,
        node: Node,
        type: str,
        categories: Sequence[str],
        series: Sequence[Series],
        unit: str = "",
        form: NumberForm = WHOLE,
        slot: str = "chart",
        name: str = "",
        *,
        x_title: str = "",
        y_title: str = "",
        xs: Sequence[float] = (),
        x_form: NumberForm = WHOLE,
        heads: Sequence[str] = (),
    ) -> None:
        self.node, self.type = node, type
        self.categories, self.series = tuple(categories), list(series)
        self.unit, self.form, self.x_form = unit, form, x_form
        self.x_title, self.y_title = x_title, y_title
        self.xs, self.heads = tuple(xs), tuple(heads)
        self.slot, self.name = slot, name
        wrong = objection(type, self.categories, self.series, self.xs)
        if wrong:
            raise ValueError(f"{node.id}: {wrong}")

    @property
    def value_title(self) -> str:
        """What stands above the plot: the title of the value axis, its unit, or both."""
        if self.y_title and self.unit:
            return f"{self.y_title} ({self.unit})"
        return self.y_title or self.unit

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """One box that fills ``height``, or has a natural height on a page.

        It is taller than ``height`` when names and labels would not fit otherwise.
        """
        plan = ChartPlan(self, measure, 0.0, setting.step)
        plan.inks = self._inks(setting.theme)
        plan.label_inks = self._label_inks(setting.theme, plan.inks)
        plan.number_format = plan.label_format = self.form.code(setting.language)
        plan.x_format = self.x_form.code(setting.language)
        ground = Ground(self.node, setting)
        _LAID[self.type](self, ground, plan, height)
        space = Glue(setting.style("body").leading / 2)
        return [space, Box(plan.height, Piece(plan, 0, ground.items)), space]

    def _inks(self, theme: Theme) -> tuple[str, ...]:
        """Inks in the order of the theme, or shades of them that are told apart."""
        ring = self.type == "doughnut"
        given = [""] * len(self.categories) if ring else [s.ink for s in self.series]
        thin, worded = self.type in ("line", "scatter"), self.type in ("stacked", "doughnut")
        inks = palette(theme, len(given), thin=thin, worded=worded, named=ring)
        return tuple(own or ink for own, ink in zip(given, inks, strict=True))

    def _label_inks(self, theme: Theme, inks: Sequence[str]) -> tuple[str, ...]:
        """On a mark whatever can be read there; beside one its own ink if it can be read."""
        if self.type in ("stacked", "doughnut"):
            return tuple(readable(theme, ink, "paper", "text") for ink in inks)
        if self.type in ("line", "scatter") and len(self.series) > 1:
            return tuple(readable(theme, "paper", ink, "text") for ink in inks)
        return ("text",) * len(inks)


def objection(
    type: str, categories: Sequence[str], series: Sequence[Series], xs: Sequence[float] = ()
) -> str:
    """Why these values make no chart of this type, in one clause; empty when they do."""
    if type not in _LAID:
        return f"there is no chart of type {type!r}"
    scatter = type == "scatter"
    points, what = (len(xs), "point") if scatter else (len(categories), "category")
    if not points or not series:
        return f"a chart needs a {what} and a series"
    if points > MOST_CATEGORIES[type]:
        what = "points" if scatter else "categories"
        return (
            f"{points} {what} are too many for a {type} chart, which takes {MOST_CATEGORIES[type]}"
        )
    if len(series) > MOST_SERIES[type]:
        most = MOST_SERIES[type]
        return f"{len(series)} series are too many for a {type} chart, which takes {most}"
    if scatter and len(categories) not in (0, points):
        return "not every point has a name"
    return _wrong_number(type, categories or tuple(map(str, xs)), series, xs)


def _wrong_number(
    type: str, names: Sequence[str], series: Sequence[Series], xs: Sequence[float]
) -> str:
    """What is wrong with the first number that cannot be drawn; empty when all can."""
    for name, x in zip(names, xs, strict=False):
        if not math.isfinite(x) or abs(x) > LARGEST:
            return f"the x value at {name!r} is not a number that can be drawn"
    for one in series:
        if len(one.values) != len(names) or len(one.labels) != len(names):
            return f"the series {one.name!r} has not one value and one label for each category"
        for name, value in zip(names, one.values, strict=True):
            if not math.isfinite(value) or abs(value) > LARGEST:
                return f"{one.name!r} at {name!r} is not a number that can be drawn"
            if type == "doughnut" and value < 0:
                return f"{one.name!r} at {name!r} is below zero, and a share cannot be"
    if type == "doughnut" and not math.fsum(series[0].values):
        return "the shares of a doughnut add up to nothing"
    return ""
