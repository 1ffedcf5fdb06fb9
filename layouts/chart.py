"""Charts: columns, bars, stacks, lines and rings, drawn as vectors and labelled directly."""

from __future__ import annotations

import math
from collections.abc import Sequence

from layouts.boxes import Box, Glue, Part
from layouts.charts.bars import lay_bars
from layouts.charts.doughnut import lay_doughnut
from layouts.charts.ground import Ground, readable
from layouts.charts.lines import lay_lines
from layouts.charts.plan import ChartPlan, Series
from layouts.charts.scale import LARGEST
from layouts.flow import Piece
from layouts.setting import Setting
from layouts.theme import Theme
from layouts.tree import Node

__all__ = ["MOST_CATEGORIES", "MOST_SERIES", "Chart", "ChartPlan", "Series"]

_LAID = {
    "column": lay_bars,
    "bar": lay_bars,
    "stacked": lay_bars,
    "line": lay_lines,
    "doughnut": lay_doughnut,
}
MOST_CATEGORIES = {"column": 36, "bar": 30, "stacked": 36, "line": 200, "doughnut": 8}
"""Most categories that a chart of each type can show in a readable way, on a page."""
MOST_SERIES = {"column": 6, "bar": 6, "stacked": 6, "line": 6, "doughnut": 1}
"""Most series that a chart of each type can show in a readable way."""

QUIETER = ("deep", "muted", "visited", "rule")
"""Inks for series beyond those that the theme names for them."""


class Chart:
    """A chart of one or more series over the same categories.

    ``type`` is one of ``column``, ``bar``, ``stacked``, ``line`` and ``doughnut``; ``unit`` stands
    above the plot; ``number_format`` (as spreadsheets write it) and ``name`` are for a native
    chart. ValueError when the chart makes no sense: :func:`objection` says why beforehand.
    """

    def __init__(
        self,
        node: Node,
        type: str,
        categories: Sequence[str],
        series: Sequence[Series],
        unit: str = "",
        number_format: str = "General",
        slot: str = "chart",
        name: str = "",
    ) -> None:
        self.node, self.type = node, type
        self.categories, self.series = tuple(categories), list(series)
        self.unit, self.number_format = unit, number_format
        self.slot, self.name = slot, name
        wrong = objection(type, self.categories, self.series)
        if wrong:
            raise ValueError(f"{node.id}: {wrong}")

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """One box that fills ``height``, or has a natural height on a page.

        It is taller than ``height`` when names and labels would not fit otherwise.
        """
        plan = ChartPlan(self, measure, 0.0, setting.step)
        plan.inks = self._inks(setting.theme)
        plan.label_inks = self._label_inks(setting.theme, plan.inks)
        ground = Ground(self.node, setting)
        _LAID[self.type](self, ground, plan, height)
        space = Glue(setting.style("body").leading / 2)
        return [space, Box(plan.height, Piece(plan, 0, ground.items)), space]

    def _inks(self, theme: Theme) -> tuple[str, ...]:
        """Inks in the order of the theme; quieter ones follow before they begin again."""
        ring = self.type == "doughnut"
        given = [""] * len(self.categories) if ring else [s.ink for s in self.series]
        order = dict.fromkeys((*theme.series, *QUIETER))
        inks = [ink for ink in order if ink in theme.inks]
        return tuple(ink or inks[n % len(inks)] for n, ink in enumerate(given))

    def _label_inks(self, theme: Theme, inks: Sequence[str]) -> tuple[str, ...]:
        """On a mark whatever can be read there; beside a line its own ink if it can be read."""
        if self.type in ("stacked", "doughnut"):
            return tuple(readable(theme, ink, "paper", "text") for ink in inks)
        if self.type == "line" and len(self.series) > 1:
            return tuple(readable(theme, "paper", ink, "text") for ink in inks)
        return ("text",) * len(inks)


def objection(type: str, categories: Sequence[str], series: Sequence[Series]) -> str:
    """Why these values make no chart of this type, in one clause; empty when they do."""
    if type not in _LAID:
        return f"there is no chart of type {type!r}"
    if not categories or not series:
        return "a chart needs a category and a series"
    if len(categories) > MOST_CATEGORIES[type]:
        most = MOST_CATEGORIES[type]
        return f"{len(categories)} categories are too many for a {type} chart, which takes {most}"
    if len(series) > MOST_SERIES[type]:
        most = MOST_SERIES[type]
        return f"{len(series)} series are too many for a {type} chart, which takes {most}"
    for one in series:
        if len(one.values) != len(categories) or len(one.labels) != len(categories):
            return f"the series {one.name!r} has not one value and one label for each category"
        for category, value in zip(categories, one.values, strict=True):
            if not math.isfinite(value) or abs(value) > LARGEST:
                return f"{one.name!r} at {category!r} is not a number that can be drawn"
            if type == "doughnut" and value < 0:
                return f"{one.name!r} at {category!r} is below zero, and a share cannot be"
    if type == "doughnut" and not math.fsum(series[0].values):
        return "the shares of a doughnut add up to nothing"
    return ""
