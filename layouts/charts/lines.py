"""Line charts: named at the ends of their lines, labelled at points where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layouts.charts.axes import (
    axis_left,
    centred,
    heading,
    name_below,
    names_fit,
    names_height,
    tick_room,
    ticks,
    title_below,
    title_height,
)
from layouts.charts.bars import LEAST_PLOT, SHAPE
from layouts.charts.ground import BASE, FIGURES, GRID, LOOSE, Ground
from layouts.charts.markers import SYMBOLS, marker
from layouts.charts.plan import ChartPlan
from layouts.charts.scale import covering, from_zero, hidden
from layouts.paths import polyline
from layouts.runs import Run
from layouts.segments import Point, crosses
from layouts.textblock import TextBlock, set_block, widths
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.chart import Chart

MARKED = 16
"""With more points than this the points are not marked, and only the telling ones labelled."""


@dataclass(eq=False, repr=False)
class _End:
    """The name of a series at the end of its line."""

    series: int
    block: TextBlock
    point: Point
    top: float = 0.0


def lay_lines(chart: Chart, ground: Ground, plan: ChartPlan, height: float | None) -> None:
    """Lay out a line chart; without a value axis where every point can be labelled."""
    several = len(chart.series) > 1
    plan.end_labels = several
    plan.markers = len(chart.categories) <= MARKED
    plan.symbols = tuple(SYMBOLS[n % len(SYMBOLS)] for n in range(len(chart.series)))
    plan.stroke, plan.radius = (2.75, 3.6) if ground.slide else (1.75, 2.3)
    plan.label_size, plan.label_position = ground.label.size, "above"
    # Either every point carries its value, or there is an axis and the telling points do.
    for axis, legend in ((False, False), (True, False), (True, True)):
        if not axis and (not plan.markers or len(chart.series) > 2):
            continue
        start = len(ground.items), len(ground.filled)
        plan.axis_visible, plan.end_labels = axis, several and not legend
        plan.legend = None
        if _Lines(chart, ground, plan).lay(height, legend=legend and several):
            return
        del ground.items[start[0] :], ground.filled[start[1] :]
    raise AssertionError("a chart with a legend always fits")


class _Lines:
    def __init__(self, chart: Chart, ground: Ground, plan: ChartPlan) -> None:
        self.chart, self.ground, self.plan = chart, ground, plan
        self.radius = plan.radius
        # A native label is of one style, that of labels.
        self.end_style = ground.label if ground.slide else ground.axis

    def lay(self, height: float | None, *, legend: bool) -> bool:
        """False when the labels do not fit this way."""
        chart, ground, plan = self.chart, self.ground, self.plan
        top = heading(chart, ground, plan, legend=legend)
        left = 0.0
        values = [value for series in chart.series for value in series.values]
        zero = from_zero(values)
        plan.scale = covering(values, zero=zero) if plan.axis_visible else hidden(values, zero=zero)
        if plan.axis_visible:
            ticks(chart, ground, plan)
            left = tick_room(ground, plan.scale, chart.form) + 2 * ground.unit
        right = self._end_width() if plan.end_labels else 0.0
        width = plan.width - left - right
        self.slot = width / len(chart.categories)
        self.name_style, step = names_fit(chart, ground, self.slot, thin=True)
        plan.category_step, plan.axis_size = step, self.name_style.size
        names = names_height(chart, ground, plan, self.name_style, self.slot)
        foot = title_height(chart, ground, plan)
        over = max(ground.label.leading + self.radius, ground.axis.leading / 2)
        under = ground.unit * 1.6
        total = max(SHAPE * plan.width, top + 150.0) if height is None else height
        plot = max(total - top - over - under - names - foot, LEAST_PLOT)
        plan.plot = Rect(left, top + over, width, plot)
        plan.height = plan.plot.bottom + under + names + foot
        self.points = [self._points(series.values) for series in chart.series]
        ends = self._ends() if plan.end_labels else []
        if ends is None:
            return False
        self._draw(ends, plan.plot.bottom + under)
        title_below(chart, ground, plan, plan.plot.bottom + under + names)
        self._point_labels()
        return plan.axis_visible or all(map(all, plan.shown))

    def _points(self, values: Sequence[float]) -> list[Point]:
        plot, scale = self.plan.plot, self.plan.scale
        return [
            (plot.x + (n + 0.5) * self.slot, plot.bottom - scale.share(value) * plot.height)
            for n, value in enumerate(values)
        ]

    def _end_runs(self, n: int) -> tuple[Run, ...]:
        series = self.chart.series[n]
        return (Run(series.name + " "), Run(series.labels[-1], strong=True))

    def _end_width(self) -> float:
        """Room right of the plot for the names; half a slot of the plot itself is free too."""
        ground = self.ground
        runs = [self._end_runs(n) for n in range(len(self.chart.series))]
        wanted = [widths(r, self.end_style, ground.setting) for r in runs]
        least = max(low for low, _ in wanted)
        widest = max(high for _, high in wanted)
        narrow = max(min(widest, self.plan.width * 0.26), least)
        self.end_measure = min(narrow, self.plan.width * 0.4) + 0.1
        return self.end_measure + 2 * ground.unit

    def _ends(self) -> list[_End] | None:
        """Names beside the last points, moved apart where they would touch; None: no room.

        On slides a name stands on one line close to its point: a viewer breaks no lines as we
        would, and no line leads from the point to a name that was moved away.
        """
        ground, plan = self.ground, self.plan
        ends = []
        for n, points in enumerate(self.points):
            style = replace(self.end_style, ink=plan.label_inks[n])
            block = set_block(
                self._end_runs(n), style, self.end_measure, ground.setting, ground.node, "left"
            )
            end = _End(n, block, points[-1])
            end.top = end.point[1] - centred(ground, style, block.baseline, block.lines)
            ends.append(end)
        natural = [end.top for end in ends]
        ordered = sorted(ends, key=lambda end: end.top)
        low, high = plan.plot.y - ground.axis.leading, plan.plot.bottom + ground.axis.leading / 2
        if sum(ground.tall(end.block, self.end_style) for end in ends) > high - low:
            return None
        for end in ordered:
            end.top = low = max(end.top, low)
            low += ground.tall(end.block, self.end_style)
        for end in reversed(ordered):
            end.top = min(end.top, high - ground.tall(end.block, self.end_style))
            high = end.top
        moved = max(abs(end.top - top) for end, top in zip(ends, natural, strict=True))
        if ground.slide and (
            moved > self.end_style.leading * 0.9 or any(end.block.lines > 1 for end in ends)
        ):
            return None
        plan.end_middles = tuple(self._middle(end) for end in ends)
        return ends

    def _middle(self, end: _End) -> float:
        block = end.block
        return end.top + centred(self.ground, self.end_style, block.baseline, block.lines)

    def _draw(self, ends: Sequence[_End], names_top: float) -> None:
        ground, plan, plot = self.ground, self.plan, self.plan.plot
        if plan.axis_visible:
            axis_left(ground, plan)
        base = plan.scale.low < 0 < plan.scale.high
        ink = GRID if plan.scale.low > 0 or base else BASE
        ground.rule(plot.x, plot.bottom, plot.right, plot.bottom, ink, 0.7)
        if base:
            zero = plot.bottom - plan.scale.share(0.0) * plot.height
            ground.rule(plot.x, zero, plot.right, zero, BASE, 0.7)
        for n in range(0, len(self.chart.categories), plan.category_step):
            middle = plot.x + (n + 0.5) * self.slot
            name_below(ground, plan, self.chart.categories[n], self.name_style, middle, names_top)
        for series, points in enumerate(self.points):
            ink = plan.inks[series]
            if len(points) > 1:
                ground.shape(polyline(points), None, ink, plan.stroke)
            if plan.markers or len(points) == 1:
                for point in points:
                    ground.shape(marker(plan.symbols[series], *point, self.radius), ink)
        for end in ends:
            self._name(end)

    def _name(self, end: _End) -> None:
        ground, plan = self.ground, self.plan
        x = plan.plot.right + 2 * ground.unit
        middle = plan.end_middles[end.series]
        if plan.plot.right - end.point[0] > 3 * ground.unit or abs(middle - end.point[1]) > 2:
            start = end.point[0] + self.radius + ground.unit * 0.6
            ground.rule(start, end.point[1], x - ground.unit * 0.6, middle, GRID, 0.5)
        ground.put(end.block, x, end.top, self.end_measure)

    def _point_labels(self) -> None:
        """Label points wherever nothing is touched: all, or beside an axis the telling ones."""
        count = len(self.chart.categories)
        shown = [[False] * count for _ in self.chart.series]
        below = [[False] * count for _ in self.chart.series]
        for s, series in enumerate(self.chart.series):
            if self.plan.end_labels:
                shown[s][-1] = True
            if len(self.chart.series) > 2:
                continue
            for n in _telling(series.values, everything=not self.plan.axis_visible):
                if shown[s][n]:
                    continue
                for under in (False, True):
                    if self._label(s, n, under=under):
                        shown[s][n], below[s][n] = True, under
                        break
        self.plan.shown = tuple(map(tuple, shown))
        self.plan.below = tuple(map(tuple, below))

    def _label(self, series: int, n: int, *, under: bool) -> bool:
        ground, plan = self.ground, self.plan
        text = self.chart.series[series].labels[n]
        x, y = self.points[series][n]
        style = ground.label
        width = ground.width(text, style)
        block = ground.block(text, style, width, "left", plan.label_inks[series])
        off = self.radius + ground.unit * 0.5
        figures = style.size * FIGURES
        # Figures have no descenders: they may come as close as their baseline allows. In a native
        # label they stand farther away, by what the face keeps free above and below.
        loose = style.size * LOOSE if ground.slide else 0.0
        base = y + off + figures if under else y - off
        top = base - block.baseline
        rect = Rect(x - width / 2, base - figures - (0 if under else loose), width, figures + loose)
        inside = rect.x >= plan.plot.x - 0.01 and rect.right <= plan.plot.right + 0.01
        if not inside or rect.bottom > plan.plot.bottom - 1 or not ground.free(rect):
            return False
        away = -(2.0 if ground.slide else 0.4) - plan.stroke / 2
        room = rect.inset(away, away, away, away)
        if any(_crosses(points, room) for points in self.points):
            return False
        tall = Rect(rect.x, base - figures, width, figures)
        if plan.axis_visible:
            ground.bar(tall.inset(-1, -1, -1, -1), "paper")
        ground.put(block, rect.x, top, width)
        ground.filled[-1] = rect
        return True


def _telling(values: Sequence[float], *, everything: bool) -> list[int]:
    """Indices in the order in which points earn a label: last, first, highest, lowest, the rest."""
    last = len(values) - 1
    highest = max(range(last + 1), key=values.__getitem__)
    lowest = min(range(last + 1), key=values.__getitem__)
    rest = range(last + 1) if everything else ()
    return list(dict.fromkeys((last, 0, highest, lowest, *rest)))


def _around(point: Point, radius: float) -> Rect:
    return Rect(point[0] - radius, point[1] - radius, 2 * radius, 2 * radius)


def _crosses(points: Sequence[Point], rect: Rect) -> bool:
    """Whether a line through ``points`` enters ``rect``."""
    if len(points) == 1:
        return rect.overlaps(_around(points[0], 0.1), 0.0)
    return any(crosses(a, b, rect) for a, b in zip(points, points[1:], strict=False))
