"""Doughnut charts: shares of a whole, with the names in a list beside the ring."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from layouts.charts.axes import centred, heading
from layouts.charts.ground import Ground
from layouts.charts.numbers import between
from layouts.charts.plan import ChartPlan
from layouts.paths import around, sector
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.chart import Chart

HOLE = 58
"""Per cent of the diameter."""
LARGEST = 210.0
"""Greatest diameter on a page, in points."""


def lay_doughnut(chart: Chart, ground: Ground, plan: ChartPlan, height: float | None) -> None:
    """Lay out a ring from twelve o'clock, clockwise, and the list of its parts to the right."""
    top = heading(chart, ground, plan, legend=False)
    plan.hole = HOLE
    across = min(0.36 * plan.width, LARGEST) if height is None else max(height - top, 60.0)
    across = min(across, plan.width * 0.42)
    side = ground.axis.size * 0.68
    gap = ground.axis.size * 2.2
    values = chart.series[0].values
    total = math.fsum(values)
    inner, outer = across / 2 * HOLE / 100, across / 2
    angles = [2 * math.pi * math.fsum(values[:n]) / total for n in range(len(values) + 1)]
    spans = list(zip(angles, angles[1:], strict=False))
    label = ground.label
    sizes = [(ground.width(text, label), label.size * 0.7) for text in chart.series[0].labels]
    fits = [_fits(size, span, inner, outer) for size, span in zip(sizes, spans, strict=True)]
    # A list of values beside the names is our own: a native legend holds names alone.
    plan.listed = not all(fits) and not ground.slide
    plan.shown = ((False,) * len(values) if plan.listed else _shown(chart, ground, plan, fits),)
    plan.label_position = "ring" if any(plan.shown[0]) else "none"
    plan.label_size, plan.axis_size = label.size, ground.axis.size
    listing = _Listing(chart, ground, plan, across + gap, side)
    room = max(across, listing.height)
    plan.plot = Rect(0.0, top + (room - across) / 2, across, across)
    cx, cy = across / 2, top + room / 2
    for n, (start, end) in enumerate(spans):
        if end > start:
            # A full circle has no edges to part from its neighbours.
            whole = end - start > 2 * math.pi - 1e-6
            path = sector(cx, cy, inner, outer, start, end)
            ground.shape(path, plan.inks[n], None if whole else "paper", 0 if whole else 1.2)
    listing.draw(top + (room - listing.height) / 2)
    for n, span in enumerate(spans):
        if plan.shown[0][n]:
            x, y = around(cx, cy, (inner + outer) / 2, sum(span) / 2)
            block = ground.block(
                chart.series[0].labels[n], label, sizes[n][0], "left", plan.label_inks[n]
            )
            top_of = y - centred(ground, label, block.baseline, 1)
            ground.put(block, x - sizes[n][0] / 2, top_of, sizes[n][0])
    plan.height = top + room


def _shown(chart: Chart, ground: Ground, plan: ChartPlan, fits: Sequence[bool]) -> tuple[bool, ...]:
    """Parts that carry their value: from the largest down to one that is too small for it.

    A viewer can be told so by a number, and shows labels anew when numbers change.
    """
    values = chart.series[0].values
    small = max((v for v, fit in zip(values, fits, strict=True) if not fit), default=-1.0)
    least = min((value for value in values if value > small), default=0.0)
    if small >= 0 and least > small:
        plan.label_format = chart.form.code(ground.setting.language, between(small, least))
    return tuple(value > small for value in values)


def _fits(size: tuple[float, float], span: tuple[float, float], inner: float, outer: float) -> bool:
    """Whether a label of this size, in the middle of its part of the ring, stays inside it."""
    start, end = span
    x, y = around(0, 0, (inner + outer) / 2, (start + end) / 2)
    width, height = size[0] + 3, size[1] + 3
    for i in range(-2, 3):
        for j in (-1, 0, 1):
            px, py = x + width / 4 * i, y + height / 2 * j
            angle = math.atan2(px, -py) % (2 * math.pi)
            if not inner <= math.hypot(px, py) <= outer:
                return False
            if end - start < 2 * math.pi - 1e-6 and not start <= angle <= end:
                return False
    return True


class _Listing:
    """Names of the parts under each other, after a square of their ink, with their values."""

    def __init__(
        self, chart: Chart, ground: Ground, plan: ChartPlan, left: float, side: float
    ) -> None:
        self.chart, self.ground, self.plan = chart, ground, plan
        self.left, self.side = left, side
        style = ground.axis
        self.text_left = left + side * 1.8
        values = ground.widest(chart.series[0].labels, ground.label) if plan.listed else 0.0
        self.values = values
        room = plan.width - self.text_left - (values + 2 * style.size if values else 0.0)
        widest = ground.widest(chart.categories, style)
        self.measure = min(room, widest + 0.1)
        self.blocks = [
            ground.block(name, style, self.measure, "left", "text") for name in chart.categories
        ]
        self.gap = style.leading * 0.45
        self.height = sum(b.height for b in self.blocks) + self.gap * (len(self.blocks) - 1)

    def draw(self, top: float) -> None:
        """Set the list from ``top`` down."""
        ground, plan, style = self.ground, self.plan, self.ground.axis
        y = top
        right = self.text_left + self.measure
        for n, block in enumerate(self.blocks):
            middle = y + centred(ground, style, block.baseline, 1)
            ground.bar(Rect(self.left, middle - self.side / 2, self.side, self.side), plan.inks[n])
            baseline = y + block.baseline
            rect = ground.put(block, self.text_left, y, self.measure)
            y = rect.bottom + self.gap
            if plan.listed:
                text = self.chart.series[0].labels[n]
                value = ground.block(text, ground.label, self.values, "right")
                x = right + 2 * style.size
                ground.put(value, x, baseline - value.baseline, self.values, "right")
        width = right + (2 * style.size + self.values if plan.listed else 0.0) - self.left
        plan.legend = Rect(self.left, top, width, self.height)
