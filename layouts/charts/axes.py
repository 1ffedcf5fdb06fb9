"""What stands around the marks: unit, legend, category names, value axis and grid lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.charts.ground import GRID, Ground
from layouts.charts.plan import ChartPlan
from layouts.charts.scale import tick_text
from layouts.theme import TextStyle
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.chart import Chart

HAIR = 0.4
"""Width of grid lines on pages; on slides twice as much."""
STEPS = (1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200)
"""Every so many-th name may be set; of years, those that end in 0 or 5 where many are left out."""
SHORT = 6
"""Category names of up to this many characters (years, codes) may be left out in between."""


def heading(chart: Chart, ground: Ground, plan: ChartPlan, *, legend: bool) -> float:
    """Set the unit, and the legend below it, in the top left; the height they take."""
    y = 0.0
    if chart.unit:
        plan.unit = ground.words(chart.unit, ground.axis, 0.0, y, plan.width)
        y = plan.unit.bottom + ground.unit
    if legend:
        plan.legend = _legend(chart, ground, plan, y)
        y = plan.legend.bottom + ground.unit
    return y


def _legend(chart: Chart, ground: Ground, plan: ChartPlan, top: float) -> Rect:
    """Names of the series in a row, each after a square of its ink; rows wrap.

    The rectangle has a little air above and below: LibreOffice leaves out a native legend whose
    place is no higher than its text.
    """
    style = ground.axis
    air = style.leading * 0.2
    top = max(top, air)
    side = round(style.size * 0.68, 2)
    gap, between = side * 0.7, style.size * 1.5
    x, y, right = 0.0, top, 0.0
    for series, ink in zip(chart.series, plan.inks, strict=True):
        width = min(ground.width(series.name, style), plan.width - side - gap)
        if x and x + side + gap + width > plan.width:
            x, y = 0.0, y + style.leading
        ground.bar(Rect(x, y + (style.leading - side) / 2, side, side), ink)
        words = ground.words(series.name, style, x + side + gap, y, width, ink="text")
        y += words.height - style.leading
        right = max(right, words.right)
        x += side + gap + width + between
    return Rect(0.0, top - air, right, y + style.leading - top + 2 * air)


def ticks(ground: Ground, plan: ChartPlan) -> list[tuple[float, str]]:
    """Ticks of the plan's scale with their texts, and the format that makes them so."""
    decimals = plan.scale.decimals
    plan.tick_format = "#,##0" + ("." + "0" * decimals if decimals else "")
    language = ground.setting.language
    plan.ticks = [(value, tick_text(value, decimals, language)) for value in plan.scale.ticks()]
    return plan.ticks


def axis_left(ground: Ground, plan: ChartPlan) -> None:
    """Grid lines across the plot, and their values right-aligned to the left of it."""
    plot, style = plan.plot, ground.axis
    room = plot.x - ground.unit
    for value, text in plan.ticks:
        y = plot.bottom - plan.scale.share(value) * plot.height
        ground.rule(plot.x, y, plot.right, y, GRID, HAIR * (2 if ground.slide else 1))
        block = ground.block(text, style, room, "right")
        ground.put(block, 0.0, _beside(block.baseline, y, ground, style), room, "right")


def axis_below(ground: Ground, plan: ChartPlan) -> None:
    """Grid lines down the plot, and their values centred below it."""
    plot = plan.plot
    widest = ground.widest([text for _, text in plan.ticks], ground.axis) + 2
    for value, text in plan.ticks:
        x = plot.x + plan.scale.share(value) * plot.width
        ground.rule(x, plot.y, x, plot.bottom, GRID, HAIR * (2 if ground.slide else 1))
        top = plot.bottom + ground.unit
        ground.words(text, ground.axis, x - widest / 2, top, widest, "center")


def _beside(baseline: float, y: float, ground: Ground, style: TextStyle) -> float:
    """Top of a block whose first line has the middle of its capitals at ``y``."""
    return y - baseline + cap_height(ground, style) / 2


def cap_height(ground: Ground, style: TextStyle) -> float:
    """Height of the capitals (and of the figures, which are as high), in points."""
    return ground.setting.face(style).cap_height * style.size / 1000


def centred(ground: Ground, style: TextStyle, baseline: float, lines: int) -> float:
    """Distance from the top of a block to the middle of its letters, over all its lines."""
    return baseline - cap_height(ground, style) / 2 + (lines - 1) * style.leading / 2


def names_fit(chart: Chart, ground: Ground, slot: float, *, thin: bool) -> tuple[TextStyle, int]:
    """Style and step of the category names below slots of this width; step 0: they do not fit.

    Tried in order: wrapped, one step smaller, and where names are short (or ``thin`` says so)
    every second, third … name alone.
    """
    gap = ground.unit * 0.8
    for style in (ground.axis, ground.smaller(ground.axis)):
        if ground.longest(chart.categories, style) <= slot - gap:
            return style, 1
    style = ground.axis
    if thin or all(len(name) <= SHORT for name in chart.categories):
        need = ground.longest(chart.categories, style) + gap
        step = next((step for step in STEPS if step * slot >= need), STEPS[-1])
        if step < len(chart.categories) or thin:
            return style, min(step, len(chart.categories))
    return style, 0


def names_height(
    chart: Chart, ground: Ground, plan: ChartPlan, style: TextStyle, slot: float
) -> float:
    """Height of the tallest category name set below its slot."""
    width = name_width(ground, plan, slot)
    shown = chart.categories[:: plan.category_step]
    return max(ground.block(name, style, width, "center").height for name in shown)


def name_below(
    ground: Ground, plan: ChartPlan, name: str, style: TextStyle, middle: float, top: float
) -> None:
    """Set a category name centred below its mark, moved inwards at the edges of the chart."""
    width = name_width(ground, plan, plan.plot.width / len(plan.chart.categories))
    block = ground.block(name, style, width, "center", "text")
    half = block.width / 2
    middle = max(min(middle, plan.width - half), half)
    ground.put(block, middle - width / 2, top, width, "center")


def name_width(ground: Ground, plan: ChartPlan, slot: float) -> float:
    """Width of the column in which a category name below the axis is set."""
    return slot * plan.category_step - ground.unit * 0.8
