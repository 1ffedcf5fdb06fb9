"""Column, bar and stacked charts: lengths from zero, labelled at the bars."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from layouts.charts.axes import (
    axis_below,
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
from layouts.charts.ground import BASE, Ground
from layouts.charts.numbers import between
from layouts.charts.plan import ChartPlan
from layouts.charts.scale import Scale, covering, hidden
from layouts.paths import box
from layouts.theme import TextStyle
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.chart import Chart

OVERLAP = -6
"""Per cent: a thin gap between the bars of one group."""
GAP = 0.6
"""Space between groups, in bars; where bars reach their greatest width there is more of it."""
WIDEST_GAP = 5.0
"""PowerPoint takes no gap wider than 500 per cent."""
SHAPE = 0.42
"""Height of a chart on a page, relative to its width."""
LEAST_PLOT = 70.0
"""Fewest points of height for columns; less, and differences are not seen."""


class _Bar(NamedTuple):
    """One value between ``start`` and ``end`` on the scale."""

    series: int
    category: int
    start: float
    end: float
    text: str
    rank: int
    """Place in its group; all of a stack have 0."""


def lay_bars(chart: Chart, ground: Ground, plan: ChartPlan, height: float | None) -> None:
    """Lay out a chart of bars; upright ones lie down where names do not fit below them."""
    plan.overlap = OVERLAP if chart.type != "stacked" and len(chart.series) > 1 else 0
    if chart.type == "stacked":
        plan.overlap = 100
    plan.horizontal = chart.type == "bar"
    if not plan.horizontal:
        slot = plan.width / len(chart.categories)
        plan.horizontal = not names_fit(chart, ground, slot * 0.92, thin=False)[1]
    bars = _bars(chart)
    plan.label_position = "center" if chart.type == "stacked" else "outside_end"
    form = _Lying if plan.horizontal else _Upright
    form(chart, ground, plan, bars).lay(height)


def _bars(chart: Chart) -> list[_Bar]:
    """All bars, category by category; in a stack, values below zero hang from it."""
    bars: list[_Bar] = []
    for c in range(len(chart.categories)):
        above = below = 0.0
        for s, series in enumerate(chart.series):
            value = series.values[c]
            if chart.type != "stacked":
                bars.append(_Bar(s, c, 0.0, value, series.labels[c], s))
                continue
            start = above if value >= 0 else below
            bars.append(_Bar(s, c, start, start + value, series.labels[c], 0))
            above, below = (above + value, below) if value >= 0 else (above, below + value)
    return bars


class _Bars:
    """What upright and lying bars share: widths, gaps, labels."""

    def __init__(self, chart: Chart, ground: Ground, plan: ChartPlan, bars: list[_Bar]) -> None:
        self.chart, self.ground, self.plan, self.bars = chart, ground, plan, bars
        self.stacked = chart.type == "stacked"
        self.abreast = 1 if self.stacked else len(chart.series)
        self.label = ground.label
        self.thick = 0.0
        self.negative = any(bar.end < 0 for bar in bars)

    def thickness(self, slot: float, widest: float) -> float:
        """Width of one bar in a slot; sets the plan's gap to match."""
        spread = self.abreast + (self.abreast - 1) * (-OVERLAP / 100)
        thick = min(slot / (spread + GAP), widest)
        gap = min(slot / thick - spread, WIDEST_GAP)
        thick = slot / (spread + gap)
        self.plan.gap_width = round(gap * 100)
        return thick

    def offset(self, bar: _Bar, slot: float, thick: float) -> float:
        """Distance of a bar from the beginning of the plot, along the categories."""
        pitch = thick * (1 - OVERLAP / 100)
        group = thick + (self.abreast - 1) * pitch
        return bar.category * slot + (slot - group) / 2 + bar.rank * pitch

    def mark(self, bar: _Bar, rect: Rect) -> None:
        """Draw one bar; the parts of a stack are set apart by a thin line."""
        edge = ("paper", 0.8) if self.stacked else (None, 0.0)
        self.ground.shape(box(rect), self.plan.inks[bar.series], *edge)

    def show(self, fits: list[bool]) -> None:
        """Note which bars carry a label; the axis is drawn when not all do."""
        shown = [[False] * len(self.chart.categories) for _ in self.chart.series]
        for bar, fit in zip(self.bars, fits, strict=True):
            shown[bar.series][bar.category] = fit
        self.plan.shown = tuple(tuple(row) for row in shown)
        self.plan.axis_visible = not all(fits)
        if not any(fits):
            self.plan.label_position = "none"
        self.plan.label_size = self.label.size

    def fit_scale(self, below: float = 0.0) -> None:
        """Choose the scale; ``below``: the share to keep free for labels below zero.

        Bars begin at zero, so viewers are told it: by themselves they begin where values that lie
        close together do. Per cent of a whole end at the whole.
        """
        plan, form = self.plan, self.chart.form
        ends = [end for bar in self.bars for end in (bar.start, bar.end)]
        plan.low_told, plan.high_told = min(ends) >= 0, max(ends) <= 0
        if plan.axis_visible:
            plan.scale = covering(ends)
            whole = {"percent": 100.0, "fraction": 1.0}.get(form.kind)
            if whole is not None and plan.low_told and 0.98 * whole <= max(ends) <= whole * 1.001:
                step = whole / 4
                plan.scale, plan.high_told = Scale(0.0, whole, step), True
            ticks(self.chart, self.ground, plan)
        else:
            plan.scale = hidden(ends, below=below)

    def fit_labels(self, length: float, room: float | None = None) -> None:
        """Label the parts of a stack that are long enough, from the longest down to one that is
        not: a viewer can be told so by a number, and shows labels anew when numbers change.

        ``length``: of the plot along the bars; ``room``: width of upright bars.
        """
        plan, style = self.plan, self.label
        lying = room is None
        # Viewers end an axis up to a quarter later than we do.
        length = length / (1.25 if self.ground.slide and plan.axis_visible else 1.0)
        length /= plan.scale.high - plan.scale.low
        sizes = sorted(((self.size(bar), bar) for bar in self.bars), key=lambda pair: -pair[0])
        least, widest = math.inf, 0.0
        for size, bar in sizes:
            width = self.ground.width(bar.text, style)
            if size * length < (width + 4 if lying else style.leading * 1.02):
                break
            least, widest = size, max(widest, width)
        tall = style.leading * 0.9 <= self.thick if lying else widest <= (room or 0.0)
        self.show([tall and self.size(bar) >= least for bar in self.bars])
        over = next((size for size, _ in sizes if size < least), None)
        if tall and over is not None and math.isfinite(least):
            edge = between(over, least)
            plan.label_format = self.chart.form.code(self.ground.setting.language, edge)

    def size(self, bar: _Bar) -> float:
        """The size of the value that a bar shows."""
        return abs(self.chart.series[bar.series].values[bar.category])


class _Upright(_Bars):
    def lay(self, height: float | None) -> None:
        chart, ground, plan = self.chart, self.ground, self.plan
        top = heading(chart, ground, plan, legend=len(chart.series) > 1)
        self.left, self.under, self.name_style = 0.0, 0.0, ground.axis
        total = max(SHAPE * plan.width, top + 150.0) if height is None else height
        self._arrange(top, total)
        if plan.axis_visible:
            self.fit_scale()
            self.left = tick_room(ground, plan.scale, chart.form) + 2 * ground.unit
            self._arrange(top, total)
            plan.axis_visible = True
        names = names_height(chart, ground, plan, self.name_style, self.slot)
        plan.axis_size = self.name_style.size
        bottom = plan.plot.bottom + self.under
        plan.height = bottom + names + title_height(chart, ground, plan)
        self._draw(bottom)
        title_below(chart, ground, plan, bottom + names)

    def _arrange(self, top: float, total: float) -> None:
        """Slots, labels and plot at the present left edge, with or without an axis."""
        chart, ground, plan = self.chart, self.ground, self.plan
        self._divide()
        self.fit_scale()
        if not self.stacked:
            self._labels_above()
        names = names_height(chart, ground, plan, self.name_style, self.slot)
        names += title_height(chart, ground, plan)
        over = (
            ground.pitch(self.label) + ground.unit * 0.3
            if plan.label_position == "outside_end"
            else 0
        )
        over = max(over, ground.axis.leading / 2 if plan.axis_visible else ground.unit)
        self.under = ground.unit * 1.6
        plot = max(total - top - over - self.under - names, LEAST_PLOT)
        plan.plot = Rect(self.left, top + over, plan.width - self.left, plot)
        if self.negative and plan.label_position == "outside_end":
            self.fit_scale((self.label.leading + ground.unit) / plot)
        if self.stacked:
            self._labels_inside()

    def _divide(self) -> None:
        """Slots for the categories, bars in them, and the style of the names below."""
        chart, ground, plan = self.chart, self.ground, self.plan
        self.slot = (plan.width - self.left) / len(chart.categories)
        widest = 84.0 if ground.slide else 46.0
        if self.stacked:
            widest *= 1.5
        self.thick = self.thickness(self.slot, widest)
        self.name_style, step = names_fit(chart, ground, self.slot, thin=True)
        plan.category_step = max(step, 1)

    def _labels_above(self) -> None:
        """Labels above bars: all of them or none."""
        across = self.slot if self.abreast == 1 else self.thick * (1 - OVERLAP / 100)
        texts = [bar.text for bar in self.bars]
        for style in (self.ground.label, self.ground.smaller(self.ground.label)):
            self.label = style
            if self.ground.widest(texts, style) <= across - 2:
                self.show([True] * len(self.bars))
                return
        self.show([False] * len(self.bars))

    def _labels_inside(self) -> None:
        """Labels in the parts of a stack, where they are long enough and all bars wide enough."""
        for style in (self.ground.label, self.ground.smaller(self.ground.label)):
            self.label = style
            self.fit_labels(self.plan.plot.height, self.thick - 2)
            if self.plan.label_position != "none":
                return
            self.plan.label_position = "center"
        self.plan.label_position = "none"

    def _draw(self, names_top: float) -> None:
        chart, ground, plan = self.chart, self.ground, self.plan
        if plan.axis_visible:
            axis_left(ground, plan)
        plot, scale = plan.plot, plan.scale
        for c, name in enumerate(chart.categories):
            if c % plan.category_step == 0:
                middle = plot.x + (c + 0.5) * self.slot
                name_below(ground, plan, name, self.name_style, middle, names_top)
            for bar in (bar for bar in self.bars if bar.category == c):
                y1 = plot.bottom - scale.share(bar.start) * plot.height
                y2 = plot.bottom - scale.share(bar.end) * plot.height
                x = plot.x + self.offset(bar, self.slot, self.thick)
                rect = Rect(x, min(y1, y2), self.thick, abs(y1 - y2))
                self.mark(bar, rect)
                if plan.shown[bar.series][c]:
                    self._label(bar, rect)
        zero = plot.bottom - scale.share(0.0) * plot.height
        ground.rule(plot.x, zero, plot.right, zero, BASE, 1.0 if ground.slide else 0.7)

    def _label(self, bar: _Bar, rect: Rect) -> None:
        ground, style = self.ground, self.label
        ink = self.plan.label_inks[bar.series]
        block = ground.block(bar.text, style, self.slot, "center", ink)
        if self.stacked:
            y = rect.y + rect.height / 2 - centred(ground, style, block.baseline, 1)
        elif bar.end < 0:
            y = rect.bottom + ground.unit * 0.3
        else:
            y = rect.y - block.height - ground.unit * 0.3
        ground.put(block, rect.x + rect.width / 2 - self.slot / 2, y, self.slot, "center")


class _Lying(_Bars):
    def lay(self, height: float | None) -> None:
        chart, ground, plan = self.chart, self.ground, self.plan
        self.names = self._name_column()
        top = heading(chart, ground, plan, legend=len(chart.series) > 1, names=self.names)
        lines = self._name_height()
        count = len(chart.categories)
        slot = max(self._natural_slot(), lines + ground.unit * 0.8)
        if height is not None:
            slot = max((height - top) / count, lines)
        self.slot = slot
        self.thick = self.thickness(slot, 44.0 if ground.slide else 15.0)
        self._labels()
        foot = ground.axis.leading + ground.unit if plan.axis_visible else 0.0
        if height is not None and foot:
            self.slot = max((height - top - foot) / count, lines)
            self.thick = self.thickness(self.slot, 44.0)
            self._labels()
            plan.axis_visible = True
        self._place_plot(top)
        plan.height = plan.plot.bottom + foot
        plan.axis_size = ground.axis.size
        self._draw()

    def _name_height(self) -> float:
        """Least room for one name: its lines, of which a single one may stand without leading."""
        ground = self.ground
        blocks = [ground.block(name, ground.axis, self.names) for name in self.chart.categories]
        if ground.slide:
            lines = max(block.lines for block in blocks) - 1
            return lines * ground.pitch(ground.axis) + ground.axis.size * 1.15
        return max(block.height if block.lines > 1 else ground.axis.size * 1.05 for block in blocks)

    def _natural_slot(self) -> float:
        """Room for one category on a page: bars as thick as their labels are high."""
        bar = self.label.leading * (1.1 if self.abreast == 1 else 0.95)
        spread = self.abreast + (self.abreast - 1) * (-OVERLAP / 100)
        return bar * (spread + GAP)

    def _name_column(self) -> float:
        """Width of the category names: as much as they want, up to two fifths of the chart."""
        chart, ground, plan = self.chart, self.ground, self.plan
        widest = ground.widest(chart.categories, ground.axis)
        least = min(ground.longest(chart.categories, ground.axis), plan.width * 0.5)
        return max(min(widest, plan.width * 0.36), least)

    def _labels(self) -> None:
        if self.stacked:
            self._labels_inside()
            if self.plan.axis_visible:
                # The axis has round ends: every part is a little shorter than it was measured.
                self._labels_inside()
                self.plan.axis_visible = True
            return
        pitch = self.thick * (1 - OVERLAP / 100) if self.abreast > 1 else self.slot
        for style in (self.ground.label, self.ground.smaller(self.ground.label)):
            self.label = style
            if style.leading * 0.88 <= pitch:
                self.show([True] * len(self.bars))
                return
        self.show([False] * len(self.bars))

    def _labels_inside(self) -> None:
        """Labels in the parts of a stack that are long enough."""
        self._place_plot(0.0)
        self.fit_labels(self.plan.plot.width)

    def _place_plot(self, top: float) -> None:
        """The plot between the names and the longest label; bars below zero label to the left."""
        chart, ground, plan = self.chart, self.ground, self.plan
        left = self.names + 2 * ground.unit
        right, ends = 0.0, []
        if not self.stacked and plan.label_position == "outside_end":
            ends = [(bar.end < 0, ground.width(bar.text, self.label)) for bar in self.bars]
            right = max((w for below, w in ends if not below), default=0.0) + ground.unit
        below = max((w for below, w in ends if below), default=0.0)
        share = (below + 2 * ground.unit) / (plan.width - left - right) if below else 0.0
        self.fit_scale(share)
        if plan.axis_visible:
            first, last = (ground.width(plan.ticks[n][1], ground.axis) / 2 for n in (0, -1))
            left, right = max(left, first), max(right, last)
        height = self.slot * len(chart.categories)
        plan.plot = Rect(left, top, plan.width - left - right, height)

    def _draw(self) -> None:
        chart, ground, plan = self.chart, self.ground, self.plan
        if plan.axis_visible:
            axis_below(ground, plan, plan.scale, plan.ticks)
        plot, scale = plan.plot, plan.scale
        for c, name in enumerate(chart.categories):
            block = ground.block(name, ground.axis, self.names, "right", "text")
            middle = plot.y + (c + 0.5) * self.slot
            y = middle - centred(ground, ground.axis, block.baseline, block.lines)
            ground.put(block, 0.0, y, self.names, "right")
            for bar in (bar for bar in self.bars if bar.category == c):
                x1 = plot.x + scale.share(bar.start) * plot.width
                x2 = plot.x + scale.share(bar.end) * plot.width
                y = plot.y + self.offset(bar, self.slot, self.thick)
                rect = Rect(min(x1, x2), y, abs(x2 - x1), self.thick)
                self.mark(bar, rect)
                if plan.shown[bar.series][c]:
                    self._label(bar, rect, self.label)
        zero = plot.x + scale.share(0.0) * plot.width
        ground.rule(zero, plot.y, zero, plot.bottom, BASE, 1.0 if ground.slide else 0.7)

    def _label(self, bar: _Bar, rect: Rect, style: TextStyle) -> None:
        ground = self.ground
        width = ground.width(bar.text, style)
        block = ground.block(bar.text, style, width, "left", self.plan.label_inks[bar.series])
        y = rect.y + rect.height / 2 - centred(ground, style, block.baseline, 1)
        if self.stacked:
            x = rect.x + (rect.width - width) / 2
        else:
            x = rect.x - ground.unit - width if bar.end < 0 else rect.right + ground.unit
        ground.put(block, x, y, width)
