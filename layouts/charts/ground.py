"""The ground that a chart is drawn on: marks and words in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layouts.paths import box, line
from layouts.runs import Run
from layouts.scene import Item, Path, ShapeItem
from layouts.setting import Setting
from layouts.textblock import TextBlock, set_block, widths
from layouts.theme import TextStyle
from layouts.tree import Node
from layouts.units import Rect

GRID = "rule"
"""Ink of grid lines."""
BASE = "muted"
"""Ink of the line that bars stand on."""
FIGURES = 0.66
"""Height of figures and capitals, of the size of the type."""
LOOSE = 0.4
"""How much farther from its point a native label stands than the figures in it could, of the size
of the type (LibreOffice 7.4 with Source Sans 3)."""
NATIVE = 1.4
"""Height of a line of text in a native chart, of its size (LibreOffice 7.4 with Source Sans 3)."""
SMALLER = 0.9
"""The one step down that labels may take before some are left out."""


class Ground:
    """Collects the items of one chart; all of them belong to its node.

    Words are recorded with the rectangle that they fill, so that a label can be asked whether it
    would touch another.
    """

    def __init__(self, node: Node, setting: Setting) -> None:
        self.node, self.setting = node, setting
        self.items: list[Item] = []
        self.filled: list[Rect] = []
        """Rectangles of the words set so far."""
        self.label = setting.style("chart-label")
        self.axis = setting.style("axis")

    @property
    def slide(self) -> bool:
        """Whether the chart is set on a slide, with its larger marks."""
        return self.setting.kind == "slide"

    @property
    def unit(self) -> float:
        """A small distance, in points: the gap between a mark and its label."""
        return 6.0 if self.slide else 3.5

    def smaller(self, style: TextStyle) -> TextStyle:
        """The style one step down, or the same where the theme's floor forbids it."""
        below = round(style.size * SMALLER, 2) < self.setting.medium.floor
        return style if below else style.scaled(SMALLER)

    def width(self, text: str, style: TextStyle) -> float:
        """Width of ``text`` on one line."""
        return widths((Run(text),), style, self.setting)[1]

    def widest(self, texts: Sequence[str], style: TextStyle) -> float:
        """Width of the widest of ``texts``, each on one line."""
        return max((self.width(text, style) for text in texts), default=0.0)

    def longest(self, texts: Sequence[str], style: TextStyle) -> float:
        """Width of the longest word in ``texts``."""
        return max((widths((Run(t),), style, self.setting)[0] for t in texts), default=0.0)

    def block(
        self, text: str, style: TextStyle, width: float, align: str = "left", ink: str = ""
    ) -> TextBlock:
        """``text`` set at ``width``, not yet placed."""
        inked = replace(style, ink=ink) if ink and ink != style.ink else style
        return set_block((Run(text),), inked, width, self.setting, self.node, align)

    def tall(self, block: TextBlock, style: TextStyle) -> float:
        """Height to keep free for a block: on slides what its lines take in a native chart."""
        return max(block.height, block.lines * self.pitch(style))

    def pitch(self, style: TextStyle) -> float:
        """Distance of lines: on slides that of a native chart, which knows no leading."""
        return max(style.leading, NATIVE * style.size) if self.slide else style.leading

    def put(self, block: TextBlock, x: float, y: float, width: float, align: str = "left") -> Rect:
        """Place a block that was set at ``width``; the rectangle that its words fill."""
        self.items += block.placed(x, y)
        rect = filled(block, x, y, width, align)
        self.filled.append(rect)
        return rect

    def words(
        self,
        text: str,
        style: TextStyle,
        x: float,
        y: float,
        width: float,
        align: str = "left",
        ink: str = "",
    ) -> Rect:
        """Set ``text`` in the column from ``x`` of this width, from ``y`` down."""
        return self.put(self.block(text, style, width, align, ink), x, y, width, align)

    def free(self, rect: Rect) -> bool:
        """Whether no words stand in ``rect``."""
        return not any(rect.overlaps(other, 0.1) for other in self.filled)

    def rule(self, x1: float, y1: float, x2: float, y2: float, ink: str, width: float) -> None:
        """A straight line."""
        self.items.append(ShapeItem(line(x1, y1, x2, y2), stroke=ink, width=width, node=self.node))

    def bar(self, rect: Rect, ink: str) -> None:
        """A filled rectangle."""
        self.items.append(ShapeItem(box(rect), fill=ink, node=self.node))

    def shape(
        self, path: Path, fill: str | None, stroke: str | None = None, width: float = 0.0
    ) -> None:
        """Any other mark."""
        self.items.append(ShapeItem(path, fill, stroke, width, (), self.node))


def filled(block: TextBlock, x: float, y: float, width: float, align: str) -> Rect:
    """The rectangle that the words of a block fill when it stands in a column of ``width``."""
    shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * (width - block.width)
    return Rect(x + shift, y, block.width, block.height)
