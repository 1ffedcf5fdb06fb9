"""What stands around the marks: titles, legend, category names, value axes and grid lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layouts.charts.ground import GRID, Ground
from layouts.charts.markers import marker
from layouts.charts.numbers import NumberForm
from layouts.charts.plan import SHORT, ChartPlan
from layouts.charts.scale import Scale
from layouts.scene import TextItem
from layouts.theme import TextStyle
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.chart import Chart

HAIR = 0.4
"""Width of grid lines on pages; on slides twice as much."""
STEPS = (1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200)
"""Every so many-th name may be set; of years, those that end in 0 or 5 where many are left out."""
NARROW, WIDE = 0.18, 0.78
"""Slides: shares of a chart's width in which the title of an axis at its side, and any other
title, is kept on a line: viewers wrap them from 0.2 and 0.8 on (measured in LibreOffice 7.4)."""
MOST_LINES = 5
"""Lines of a name for which room is kept where a viewer breaks all of them."""


def heading(
    chart: Chart, ground: Ground, plan: ChartPlan, *, legend: bool, names: float = 0.0
) -> float:
    """Set the title of the value axis, and the legend below it, in the top left; their height.

    ``names``: width of the column of category names of lying bars, above which the title of that
    column stands; on lines of its own where it is too wide for that.
    """
    y = left = below = 0.0
    if names and chart.x_title:
        width = ground.width(chart.x_title, ground.axis) + 0.1
        beside = width <= min(names, NARROW * plan.width if ground.slide else names)
        at, room = (names - width, width) if beside else (0.0, plan.width * _wide(ground))
        plan.x_title, plan.x_title_lines = title(ground, chart.x_title, at, 0.0, room)
        left, below = (names + 2 * ground.unit, 0.0) if beside else (0.0, plan.x_title.bottom)
        y = plan.x_title.bottom + ground.unit
    if chart.value_title:
        room = (plan.width - left) * _wide(ground)
        plan.unit, plan.unit_lines = title(ground, chart.value_title, left, below, room)
        y = max(y, plan.unit.bottom + ground.unit)
    if legend:
        plan.legend = _legend(chart, ground, plan, y)
        y = plan.legend.bottom + ground.unit
    return y


def _wide(ground: Ground) -> float:
    """Share of a chart's width that a title may take."""
    return WIDE if ground.slide else 1.0


def title(
    ground: Ground, text: str, x: float, y: float, room: float, align: str = "left"
) -> tuple[Rect, tuple[str, ...]]:
    """Set the title of an axis in a column; the rectangle it fills, and its lines."""
    block = ground.block(text, ground.axis, room, align)
    lines: dict[float, str] = {}
    for item in block.items:
        if isinstance(item, TextItem):
            lines[item.y] = lines.get(item.y, "") + item.text
    rect = ground.put(block, x, y, room, align)._replace(height=ground.tall(block, ground.axis))
    return rect, tuple(line.strip() for line in lines.values())


def title_height(chart: Chart, ground: Ground, plan: ChartPlan) -> float:
    """What the title of the axis below takes, with the space above it."""
    if not chart.x_title:
        return 0.0
    block = ground.block(chart.x_title, ground.axis, _below(chart, ground, plan))
    return ground.tall(block, ground.axis) + ground.unit * 0.5


def title_below(chart: Chart, ground: Ground, plan: ChartPlan, top: float) -> None:
    """Set the title of the axis below, centred under the plot or moved inwards from the edge."""
    if not chart.x_title:
        return
    width = _below(chart, ground, plan)
    left = plan.plot.x + (plan.plot.width - width) / 2
    left = max(min(left, plan.width - width), 0.0)
    top += ground.unit * 0.5
    plan.x_title, plan.x_title_lines = title(ground, chart.x_title, left, top, width, "center")


def _below(chart: Chart, ground: Ground, plan: ChartPlan) -> float:
    """Width in which the title of the axis below is set."""
    return min(ground.width(chart.x_title, ground.axis) + 0.1, plan.width * _wide(ground))


def _legend(chart: Chart, ground: Ground, plan: ChartPlan, top: float) -> Rect:
    """Names of the series in a row, each after a key to its marks; rows wrap.

    The rectangle has a little air above and below: LibreOffice leaves out a native legend whose
    place is no higher than its text.
    """
    style = ground.axis
    air = style.leading * 0.2
    top = max(top, air)
    side = round(style.size * 0.68, 2)
    key = 1.9 * style.size if chart.type == "line" else side
    gap, between = side * 0.7, style.size * 1.5
    x, y, right = 0.0, top, 0.0
    for n, series in enumerate(chart.series):
        width = min(ground.width(series.name, style), plan.width - key - gap)
        if x and x + key + gap + width > plan.width:
            x, y = 0.0, y + ground.pitch(style)
        _key(ground, plan, n, Rect(x, y + (style.leading - side) / 2, key, side))
        words = ground.words(series.name, style, x + key + gap, y, width, ink="text")
        y += max(words.height - style.leading, 0.0)  # a name may be empty
        right = max(right, words.right)
        x += key + gap + width + between
    return Rect(0.0, top - air, right, y + style.leading - top + 2 * air)


def _key(ground: Ground, plan: ChartPlan, n: int, rect: Rect) -> None:
    """What the marks of series ``n`` look like: a square, a marker, or a piece of the line."""
    ink, middle = plan.inks[n], rect.y + rect.height / 2
    if plan.stroke:
        ground.rule(rect.x, middle, rect.right, middle, ink, plan.stroke)
    if plan.symbols and (plan.markers or not plan.stroke):
        path = marker(plan.symbols[n], rect.x + rect.width / 2, middle, plan.radius)
        ground.shape(path, ink)
    elif not plan.stroke:
        ground.bar(rect, ink)


def ticks(chart: Chart, ground: Ground, plan: ChartPlan) -> list[tuple[float, str]]:
    """Ticks of the plan's scale with their texts, and the format that makes them so."""
    plan.tick_format = chart.form.axis_code(plan.scale, ground.setting.language)
    plan.ticks = tick_texts(ground, plan.scale, chart.form)
    return plan.ticks


def tick_texts(ground: Ground, scale: Scale, form: NumberForm) -> list[tuple[float, str]]:
    """The values at the ticks of a scale, with their texts."""
    form = form.of_ticks(scale)
    return [(value, form.text(value, ground.setting.language)) for value in scale.ticks()]


def tick_room(ground: Ground, scale: Scale, form: NumberForm) -> float:
    """Width of the widest tick left of a plot; on slides also of those of finer steps.

    A viewer chooses the steps of a native chart, and may choose more of them than we do.
    """
    found = tick_texts(ground, scale, form)
    if ground.slide:
        found += tick_texts(ground, scale._replace(step=scale.step / 5), form)
    return ground.widest([text for _, text in found], ground.axis)


def axis_left(ground: Ground, plan: ChartPlan) -> None:
    """Grid lines across the plot, and their values right-aligned to the left of it."""
    plot, style = plan.plot, ground.axis
    room = plot.x - ground.unit
    for value, text in plan.ticks:
        y = plot.bottom - plan.scale.share(value) * plot.height
        ground.rule(plot.x, y, plot.right, y, GRID, HAIR * (2 if ground.slide else 1))
        block = ground.block(text, style, room, "right")
        ground.put(block, 0.0, _beside(block.baseline, y, ground, style), room, "right")


def axis_below(
    ground: Ground, plan: ChartPlan, scale: Scale, marks: Sequence[tuple[float, str]]
) -> None:
    """Grid lines down the plot, and their values centred below it."""
    plot = plan.plot
    widest = ground.widest([text for _, text in marks], ground.axis) + 2
    for value, text in marks:
        x = plot.x + scale.share(value) * plot.width
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
    """Height of the tallest category name below its slot, on slides of whatever is shown there."""
    width = name_width(ground, plan, slot)
    shown = chart.categories[:: plan.category_step]
    tallest = max(ground.tall(ground.block(name, style, width), style) for name in shown)
    if not ground.slide or plan.category_step == 1:
        return tallest
    if plan.level:
        lines = max(ground.block(name, style, slot).lines for name in chart.categories)
        return max(tallest, min(lines, MOST_LINES) * ground.pitch(style))
    # Where there is no room to turn them LibreOffice shows none of the names.
    return max(tallest, ground.widest(chart.categories, style) + 0.6 * style.size)


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
