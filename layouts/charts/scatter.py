"""Scatter charts: points on two scales, named where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from layouts.charts.axes import (
    axis_below,
    axis_left,
    heading,
    tick_room,
    tick_texts,
    ticks,
    title_below,
    title_height,
)
from layouts.charts.bars import LEAST_PLOT
from layouts.charts.ground import BASE, FIGURES, LOOSE, Ground
from layouts.charts.markers import SYMBOLS, marker
from layouts.charts.plan import ChartPlan
from layouts.charts.scale import Scale, covering, from_zero
from layouts.segments import Point
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.chart import Chart

SHAPE = 0.55
"""Height of a chart on a page, relative to its width."""
CROWDED = 40
"""With more points than this the markers are smaller."""
SIDES = ("right", "above", "left", "below")
"""Where the name of a point may stand, in the order in which places are tried."""
TAILS = 0.2
"""How far letters reach below the baseline, of the size of the type."""


def lay_scatter(chart: Chart, ground: Ground, plan: ChartPlan, height: float | None) -> None:
    """Lay out a scatter chart; a name that would touch something is left out."""
    _Scatter(chart, ground, plan).lay(height)


class _Scatter:
    def __init__(self, chart: Chart, ground: Ground, plan: ChartPlan) -> None:
        self.chart, self.ground, self.plan = chart, ground, plan
        radius = 5.0 if ground.slide else 3.0
        many = len(chart.xs) * len(chart.series) > CROWDED
        self.radius = plan.radius = radius * (0.7 if many else 1.0)
        plan.symbols = tuple(SYMBOLS[n % len(SYMBOLS)] for n in range(len(chart.series)))
        plan.label_size, plan.axis_size = ground.label.size, ground.axis.size
        plan.axis_visible = True

    def lay(self, height: float | None) -> None:
        """Scales, axes, points, and then the names around them."""
        chart, ground, plan = self.chart, self.ground, self.plan
        top = heading(chart, ground, plan, legend=len(chart.series) > 1)
        self._scales()
        left = tick_room(ground, plan.scale, chart.form) + 2 * ground.unit
        right = max(ground.width(text, ground.axis) for _, text in plan.x_ticks) / 2
        over = max(ground.axis.leading / 2, self.radius)
        names = ground.unit + ground.axis.leading
        foot = title_height(chart, ground, plan)
        total = max(SHAPE * plan.width, top + 150.0) if height is None else height
        tall = max(total - top - over - names - foot, LEAST_PLOT)
        plan.plot = Rect(left, top + over, plan.width - left - right, tall)
        plan.height = plan.plot.bottom + names + foot
        axis_left(ground, plan)
        axis_below(ground, plan, plan.x_scale, plan.x_ticks)
        self._base()
        self.points = [self._points(series.values) for series in chart.series]
        for row, points in enumerate(self.points):
            for point in points:
                path = marker(plan.symbols[row], *point, self.radius)
                ground.shape(path, plan.inks[row], "paper", 0.75)
        self._names()
        title_below(chart, ground, plan, plan.plot.bottom + names)

    def _scales(self) -> None:
        chart, ground, plan = self.chart, self.ground, self.plan
        values = [value for series in chart.series for value in series.values]
        plan.scale = covering(values, zero=from_zero(values))
        ticks(chart, ground, plan)
        steps = 6 if ground.slide else 8
        plan.x_scale = covering(chart.xs, most=steps, zero=from_zero(chart.xs))
        plan.x_ticks = tick_texts(ground, plan.x_scale, chart.x_form)
        plan.x_tick_format = chart.x_form.axis_code(plan.x_scale, ground.setting.language)

    def _base(self) -> None:
        """The two axes: at zero where that is inside, else at the edge of the plot."""
        ground, plot = self.ground, self.plan.plot
        width = 1.0 if ground.slide else 0.7
        y = plot.bottom - _base(self.plan.scale) * plot.height
        ground.rule(plot.x, y, plot.right, y, BASE, width)
        x = plot.x + _base(self.plan.x_scale) * plot.width
        ground.rule(x, plot.y, x, plot.bottom, BASE, width)

    def _points(self, values: tuple[float, ...]) -> list[Point]:
        plot, plan = self.plan.plot, self.plan
        return [
            (
                plot.x + plan.x_scale.share(x) * plot.width,
                plot.bottom - plan.scale.share(value) * plot.height,
            )
            for x, value in zip(self.chart.xs, values, strict=True)
        ]

    def _names(self) -> None:
        """Name each point once, at its first series, where nothing else stands."""
        chart, plan = self.chart, self.plan
        rooms = {n: self._rooms(n) for n in self._telling()} if chart.categories else {}
        sides = [""] * len(chart.xs)
        for n, side in _arranged(rooms):
            self._set(n, side)
            sides[n] = side
        plan.sides = tuple(sides)
        shown = tuple(map(bool, sides))
        plan.shown = (shown, *((False,) * len(sides) for _ in chart.series[1:]))
        plan.label_position = "point" if any(shown) else "none"

    def _telling(self) -> list[int]:
        """Points in the order in which they earn a name: those at the edges of the cloud first."""
        xs, ys = self.chart.xs, self.chart.series[0].values
        order = sorted(range(len(xs)), key=lambda n: ys[n])
        across = sorted(range(len(xs)), key=lambda n: xs[n])
        ends = (order[-1], order[0], across[-1], across[0])
        return list(dict.fromkeys((*ends, *range(len(xs)))))

    def _rooms(self, n: int) -> dict[str, Rect]:
        """Where the name of a point may stand: inside, beside all markers, on one line."""
        ground, style, plot = self.ground, self.ground.label, self.plan.plot
        width = ground.width(self.chart.categories[n], style)
        off = self.radius + ground.unit * 0.5
        tall = style.size * (FIGURES + TAILS)
        loose = style.size * LOOSE if ground.slide else 0.0
        found: dict[str, Rect] = {}
        for side in SIDES:
            rect = _beside(self.points[0][n], side, width, tall, off, loose)
            inside = plot.x <= rect.x and rect.right <= self.plan.width
            inside = inside and plot.y - style.size <= rect.y and rect.bottom <= plot.bottom
            if inside and ground.free(rect) and not self._marked(rect, n):
                found[side] = rect
        return found

    def _set(self, n: int, side: str) -> None:
        """Set the name of a point on one side of it."""
        ground, style = self.ground, self.ground.label
        text = self.chart.categories[n]
        width = ground.width(text, style) + 0.1
        block = ground.block(text, style, width, "left", self.plan.label_inks[0])
        tall = style.size * (FIGURES + TAILS)
        off = self.radius + ground.unit * 0.5
        rect = _beside(self.points[0][n], side, width, tall, off, 0.0)
        ground.bar(rect.inset(-1, -1, -1, -1), "paper")
        ground.put(block, rect.x, rect.y + style.size * FIGURES - block.baseline, width)

    def _marked(self, rect: Rect, own: int) -> bool:
        """Whether a marker stands in ``rect``, that of the point itself apart."""
        reach = -self.radius - 1
        room = rect.inset(reach, reach, reach, reach)
        return any(
            room.x < x < room.right and room.y < y < room.bottom
            for row, points in enumerate(self.points)
            for n, (x, y) in enumerate(points)
            if (row, n) != (0, own)
        )


def _arranged(rooms: dict[int, dict[str, Rect]]) -> Iterator[tuple[int, str]]:
    """One side for each point of ``rooms`` that can have one, so that no two names touch.

    The point with the fewest sides left comes first, and takes the side that costs others least.
    """
    left = {n: dict(sides) for n, sides in rooms.items() if sides}
    while left:
        n = min(left, key=lambda one: len(left[one]))
        sides = left.pop(n)
        touched = {
            side: [
                (other, there)
                for other, others in left.items()
                for there, place in others.items()
                if rect.overlaps(place, 0.1)
            ]
            for side, rect in sides.items()
        }
        best = min(sides, key=lambda side: sum(1 / len(left[other]) for other, _ in touched[side]))
        yield n, best
        for other, there in touched[best]:
            del left[other][there]
        left = {other: others for other, others in left.items() if others}


def _base(scale: Scale) -> float:
    """Where on a scale its axis stands, as a share: at zero, or at the end that is nearer to it."""
    return scale.share(min(max(0.0, scale.low), scale.high))


def _beside(point: Point, side: str, width: float, tall: float, off: float, loose: float) -> Rect:
    """The room of a name on one side of its point, and ``loose`` points farther above or below."""
    x, y = point
    if side in ("above", "below"):
        top = y + off if side == "below" else y - off - tall - loose
        return Rect(x - width / 2, top, width, tall + loose)
    left = x + off if side == "right" else x - off - width
    return Rect(left, y - tall / 2, width, tall)
