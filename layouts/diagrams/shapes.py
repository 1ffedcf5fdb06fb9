"""Shapes, connectors and bands: what diagrams are made of.

A band is the part of a diagram that is never parted; a diagram of several bands may be broken
between them. Shapes stand relative to the top left corner of their band.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from layouts.paths import box, ellipse, line, polygon, rounded
from layouts.runs import Run
from layouts.scene import Item, Path, ShapeItem
from layouts.setting import Setting
from layouts.textblock import TextBlock, set_block
from layouts.theme import TextStyle
from layouts.tree import Node
from layouts.units import Rect

TOP, LEFT, BOTTOM, RIGHT = range(4)
"""Connection sites, numbered as in PowerPoint."""

Insets = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""


class Phrase(NamedTuple):
    """Runs, and the structure node that owns them."""

    runs: Sequence[Run]
    node: Node | None


@dataclass(eq=False, repr=False)
class Shape:
    """One form with its text; lengths in points, relative to the band."""

    form: str
    """``rect``, ``rounded``, ``ellipse``, ``dot`` (a small ellipse), ``chevron`` or ``line`` (from
    the top left to the bottom right corner of ``rect``)."""
    rect: Rect
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0
    paragraphs: list[tuple[Sequence[Run], str, str]] = field(default_factory=list)
    """Runs, text role and alignment; the space between paragraphs is what their styles say."""
    owners: list[Node | None] = field(default_factory=list)
    """The structure node of each paragraph."""
    lines: list[Item] = field(default_factory=list)
    """The text, set; relative to the band."""
    valign: str = "top"
    insets: Insets = (0.0, 0.0, 0.0, 0.0)
    node: Node | None = None
    """The node that the shape as a whole belongs to; None: decoration."""
    name: str = ""
    decorative: bool = False
    radius: float = 0.0
    """Of the corners of ``rounded``."""
    notes: tuple[str, ...] = ()
    """Keys of the notes called in the text."""

    @property
    def path(self) -> Path:
        """The outline."""
        rect = self.rect
        if self.form == "rounded":
            return rounded(rect, self.radius)
        if self.form in ("ellipse", "dot"):
            return ellipse(rect)
        if self.form == "line":
            return line(rect.x, rect.y, rect.right, rect.bottom)
        if self.form == "chevron":
            tip = min(rect.height / 2, rect.width / 2)
            middle = rect.y + rect.height / 2
            return polygon(
                (rect.x, rect.y),
                (rect.right - tip, rect.y),
                (rect.right, middle),
                (rect.right - tip, rect.bottom),
                (rect.x, rect.bottom),
                (rect.x + tip, middle),
            )
        return box(rect)

    def site(self, n: int) -> tuple[float, float]:
        """The point of a connection site."""
        rect = self.rect
        x = {LEFT: rect.x, RIGHT: rect.right}.get(n, rect.x + rect.width / 2)
        y = {TOP: rect.y, BOTTOM: rect.bottom}.get(n, rect.y + rect.height / 2)
        return x, y


@dataclass(eq=False, repr=False)
class Connector:
    """A straight line from a site of one shape to a site of another, by their numbers."""

    start: int
    end: int
    start_site: int
    end_site: int
    ink: str
    width: float
    arrow: bool = True
    """An arrow head at the end."""
    label: int | None = None
    """Number of the shape that holds its label."""
    node: Node | None = None


@dataclass(eq=False, repr=False)
class Band:
    """Shapes and connectors that stay together; ``height`` counts the space to the next band."""

    shapes: list[Shape]
    connectors: list[Connector]
    height: float

    def ends(self, connector: Connector) -> tuple[tuple[float, float], tuple[float, float]]:
        """Start and end of a connector."""
        start = self.shapes[connector.start].site(connector.start_site)
        return start, self.shapes[connector.end].site(connector.end_site)

    @property
    def notes(self) -> tuple[str, ...]:
        """Keys of the notes called in the band."""
        return tuple(dict.fromkeys(key for shape in self.shapes for key in shape.notes))

    def items(self) -> list[Item]:
        """The display list: decoration, connectors, then shapes with their text."""
        out: list[Item] = []
        for shape in self.shapes:
            if shape.decorative:
                _draw(shape, out)
        for connector in self.connectors:
            start, end = self.ends(connector)
            out += arrow(start, end, connector)
        for shape in self.shapes:
            if not shape.decorative:
                _draw(shape, out)
        return out


class Arranger(Protocol):
    """Turns content into bands."""

    def arrange(self, measure: float, setting: Setting, height: float | None) -> list[Band]:
        """Bands at this measure; they may be taller than ``height``, never wider than measure."""
        ...


class ShapeText:
    """The paragraphs of one shape, set at the width inside its insets."""

    def __init__(
        self, phrases: Sequence[tuple[Phrase, str, str]], width: float, setting: Setting
    ) -> None:
        """``phrases``: words with their role and alignment (empty: that of the role)."""
        self.phrases = [(p, role, align) for p, role, align in phrases if p.runs]
        self.blocks: list[tuple[float, TextBlock]] = []
        self.height = self.width = 0.0
        before: TextStyle | None = None
        for phrase, role, align in self.phrases:
            style = setting.style(role)
            block = set_block(phrase.runs, style, width, setting, phrase.node, align)
            if before is not None:
                self.height += before.after + style.before
            self.blocks.append((self.height, block))
            self.height += block.height
            self.width = max(self.width, block.width)
            before = style

    @property
    def baseline(self) -> float:
        """Distance from the top of the text to its first baseline."""
        return self.blocks[0][1].baseline if self.blocks else 0.0

    def put(self, shape: Shape) -> Shape:
        """Give the text to a shape of the width that it was set for."""
        left, top, _, bottom = shape.insets
        spare = shape.rect.height - top - bottom - self.height
        y = shape.rect.y + top + {"middle": 0.5, "bottom": 1.0}.get(shape.valign, 0.0) * spare
        for (phrase, role, align), (offset, block) in zip(self.phrases, self.blocks, strict=True):
            shape.paragraphs.append((phrase.runs, role, align))
            shape.owners.append(phrase.node)
            shape.lines += block.placed(shape.rect.x + left, y + offset)
            shape.notes += tuple(key for key in block.notes if key not in shape.notes)
        return shape


def arrow(start: tuple[float, float], end: tuple[float, float], connector: Connector) -> list[Item]:
    """The line of a connector, and the head at its end: a triangle of three line widths."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    items: list[Item] = []
    if not length:
        return items
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    head = min(4.2 * connector.width, length / 2) if connector.arrow else 0.0
    bx, by = x2 - dx * head, y2 - dy * head
    path = line(x1, y1, bx, by)
    items.append(ShapeItem(path, stroke=connector.ink, width=connector.width, node=connector.node))
    if head:
        half = head * 0.46
        tip = polygon((x2, y2), (bx - dy * half, by + dx * half), (bx + dy * half, by - dx * half))
        items.append(ShapeItem(tip, fill=connector.ink, node=connector.node))
    return items


def _draw(shape: Shape, out: list[Item]) -> None:
    node = None if shape.decorative else shape.node
    if shape.fill or shape.stroke:
        stroke = shape.stroke if shape.stroke_width else None
        out.append(ShapeItem(shape.path, shape.fill, stroke, shape.stroke_width, (), node))
    out += shape.lines


def decoration(form: str, rect: Rect, *, fill: str | None = None, **fields: object) -> Shape:
    """A shape without meaning: a rule, a dot, a bar."""
    return Shape(form, rect, fill, decorative=True, **fields)  # type: ignore[arg-type]
