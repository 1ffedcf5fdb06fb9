"""What a chart is made of, and how it was laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layouts.charts.scale import Scale
from layouts.units import Rect, Size

if TYPE_CHECKING:
    from layouts.chart import Chart

SHORT = 6
"""Category names of up to this many characters (years, codes) may be left out in between."""


@dataclass(eq=False)
class Series:
    """One row of values, with the text of each value exactly as it is to be printed."""

    name: str
    values: tuple[float, ...]
    labels: tuple[str, ...]
    ink: str = ""
    """Empty: the theme's ink for a series in this place."""


@dataclass(eq=False, repr=False)
class ChartPlan:
    """A chart laid out; lengths in points, rectangles relative to its top left corner.

    Everything that a native chart must be told to look the same stands here.
    """

    chart: Chart
    width: float
    height: float
    setting_step: float
    inks: tuple[str, ...] = ()
    """One for each series; for a doughnut one for each category."""
    label_inks: tuple[str, ...] = ()
    """Ink of the labels of each series (doughnut: of each category)."""
    plot: Rect = Rect(0, 0, 0, 0)
    """The inner plot area, without axis labels: the doughnut's square, else where marks stand."""
    scale: Scale = Scale(0.0, 1.0, 1.0)
    low_told: bool = False
    """Whether viewers are told where the scale begins, instead of finding it by themselves."""
    high_told: bool = False
    """Whether viewers are told where the scale ends."""
    axis_visible: bool = False
    """Whether the value axis and its grid lines are drawn: not where every mark is labelled."""
    number_format: str = "0"
    """Number format of the values in cells, as spreadsheets write it."""
    label_format: str = "0"
    """Number format of the values at marks: it may leave those near to zero out."""
    tick_format: str = "0"
    """Number format of the value axis."""
    x_scale: Scale = Scale(0.0, 1.0, 1.0)
    """Scatter: the scale from left to right."""
    x_format: str = "0"
    """Scatter: number format of the x values in cells."""
    x_tick_format: str = "0"
    """Scatter: number format of the axis below."""
    horizontal: bool = False
    """Bars lie: always for ``bar``, and for upright types whose category names are too long."""
    gap_width: int = 60
    """Space between the groups of bars, in per cent of the width of one bar."""
    overlap: int = 0
    """Per cent of a bar's width by which bars of one group overlap; negative: a gap."""
    label_position: str = "none"
    """``outside_end``, ``center`` (stacked), ``above`` (line), ``ring`` (doughnut), ``point``
    (scatter) or ``none``."""
    shown: tuple[tuple[bool, ...], ...] = ()
    """Series by category: whether this value carries its label."""
    below: tuple[tuple[bool, ...], ...] = ()
    """Lines: whether that label stands below its point instead of above."""
    sides: tuple[str, ...] = ()
    """Scatter: where the name of each point stands (``right``, ``left``, ``above``, ``below``)."""
    symbols: tuple[str, ...] = ()
    """Lines and scatter: ``circle``, ``square``, ``diamond`` or ``triangle`` for each series."""
    end_labels: bool = False
    """Lines: the last point of each series carries the series' name, before its value."""
    end_middles: tuple[float, ...] = ()
    """Lines: where the middle of each series' name stands, moved apart from others."""
    markers: bool = False
    """Lines: the points are marked."""
    radius: float = 0.0
    """Lines and scatter: half the size of a marker."""
    stroke: float = 0.0
    """Lines: width of the line."""
    hole: int = 60
    """Doughnut: size of the hole in per cent of the diameter."""
    listed: bool = False
    """Doughnut on a page: values stand in the list beside the ring, as not all fit on it."""
    label_size: float = 0.0
    """Type size of the labels of values."""
    axis_size: float = 0.0
    """Type size of categories, ticks, legend and unit."""
    category_step: int = 1
    """Every n-th category name is set, from the first."""
    unit: Rect | None = None
    """Where the title of the value axis, or the unit, stands above the plot."""
    unit_lines: tuple[str, ...] = ()
    """The lines of what stands there."""
    x_title: Rect | None = None
    """Where the title of the other axis stands: below the plot, of lying bars above the names."""
    x_title_lines: tuple[str, ...] = ()
    legend: Rect | None = None
    """Where the legend stands: above the plot, or beside the ring; None: there is none."""
    ticks: list[tuple[float, str]] = field(default_factory=list)
    """Value and text of each tick, when the axis is drawn."""
    x_ticks: list[tuple[float, str]] = field(default_factory=list)
    """Scatter: value and text of each tick of the axis below."""

    @property
    def level(self) -> bool:
        """Whether the category names of a native chart are never turned to make room.

        LibreOffice knows of no step: it leaves out what it may turn, and breaks what it may not.
        """
        return self.category_step == 1 or max(map(len, self.chart.categories)) > SHORT

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)
