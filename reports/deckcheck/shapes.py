"""Shapes of a slide, layout or master: where they stand, what they are called, what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, radians, sin
from typing import Any, NamedTuple

from layouts.units import Rect
from reports.deckcheck.markup import DECORATIVE, EMU, A, C, P, R, chosen, flag, integer, local

KINDS = {"sp": "shape", "pic": "picture", "cxnSp": "line", "grpSp": "group", "contentPart": "ink"}
FRAMES = {
    "table": "table",
    "chart": "chart",
    "chartex": "chart",
    "diagram": "smartart",
    "ole": "object",
}
"""What a graphic frame holds, by the last word of its ``uri``."""
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")
"""Placeholders for date, footer, number and header."""


class Holder(NamedTuple):
    """What a shape says as a placeholder: type and ``idx`` (19.3.1.36)."""

    kind: str
    number: int


class _Space(NamedTuple):
    """How coordinates inside a group become those of the slide."""

    sx: float = 1.0
    sy: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def rect(self, box: Rect) -> Rect:
        x, y = box.x * self.sx + self.dx, box.y * self.sy + self.dy
        return Rect(x, y, box.width * self.sx, box.height * self.sy)


@dataclass(eq=False)
class Shape:
    """One shape; lengths in points on the slide."""

    element: Any
    kind: str
    """``shape``, ``picture``, ``line``, ``group``, ``ink``, or what a frame holds: ``table``,
    ``chart``, ``smartart``, ``object``, ``graphic``."""
    parent: Shape | None
    own_box: Rect | None
    """Without what it inherits from a layout; None where the shape does not say."""
    turn: float = 0.0
    """Degrees of rotation."""
    children: list[Shape] = field(default_factory=list)
    inherited: Shape | None = None
    """The placeholder of the layout or master that it follows."""

    @cached_property
    def _mark(self) -> Any:
        found = next(self.element.iter(P + "cNvPr"), None)
        return self.element.makeelement(P + "cNvPr") if found is None else found

    @property
    def ident(self) -> str:
        """Its id on the slide, as written."""
        return str(self._mark.get("id", ""))

    @property
    def name(self) -> str:
        """Its name; in our decks the ids of the nodes that it shows."""
        return str(self._mark.get("name", ""))

    @property
    def called(self) -> str:
        """How messages name it."""
        return self.name or f"shape {self.ident}"

    @property
    def alt(self) -> str:
        """Its alternative text, without white space around it."""
        return str(self._mark.get("descr", "")).strip()

    @cached_property
    def decorative(self) -> bool:
        """Marked as decoration (MS-ODRAWXML, 2.3.1)."""
        return any(flag(mark.get("val")) for mark in self._mark.iter(DECORATIVE))

    @property
    def hidden(self) -> bool:
        """Not shown at all."""
        inside = self.parent is not None and self.parent.hidden
        return inside or flag(self._mark.get("hidden"))

    @cached_property
    def holder(self) -> Holder | None:
        """The placeholder that it fills; None for a free shape."""
        for part in self.element:
            if local(part).startswith("nv"):
                mark = next(part.iter(P + "ph"), None)
                if mark is not None:
                    return Holder(mark.get("type", "obj"), integer(mark.get("idx")))
        return None

    @property
    def holds(self) -> str:
        """Type of its placeholder; empty for a free shape."""
        return self.holder.kind if self.holder is not None else ""

    @property
    def is_title(self) -> bool:
        """Fills the title's placeholder."""
        return self.holds in TITLES

    @property
    def is_furniture(self) -> bool:
        """Fills the placeholder of a date, footer or number."""
        return self.holds in FURNITURE

    @property
    def text_box(self) -> bool:
        """Drawn as a text box."""
        mark = self.element.find(f"{P}nvSpPr/{P}cNvSpPr")
        return mark is not None and flag(mark.get("txBox"))

    @cached_property
    def box(self) -> Rect | None:
        """Where it stands, by itself or by what it inherits; None where nothing says so."""
        shape: Shape | None = self
        while shape is not None:
            if shape.own_box is not None:
                return shape.own_box
            shape = shape.inherited
        return None

    @cached_property
    def bounds(self) -> Rect | None:
        """The upright rectangle around it as it is turned."""
        box = self.box
        if box is None or not self.turn % 180:
            return box
        wide, high = abs(cos(radians(self.turn))), abs(sin(radians(self.turn)))
        width = box.width * wide + box.height * high
        height = box.width * high + box.height * wide
        x = box.x + (box.width - width) / 2
        return Rect(x, box.y + (box.height - height) / 2, width, height)

    @property
    def upright(self) -> bool:
        """Turned by nothing, or by a half turn."""
        return not self.turn % 180

    @cached_property
    def body(self) -> Any:
        """The ``p:txBody``; None without one."""
        return self.element.find(P + "txBody")

    @cached_property
    def properties(self) -> Any:
        """The ``p:spPr`` or ``p:grpSpPr``; None for a graphic frame."""
        found = self.element.find(P + "spPr")
        return self.element.find(P + "grpSpPr") if found is None else found

    @cached_property
    def geometry(self) -> str:
        """Name of its preset geometry; ``custom`` for a path of its own, empty when unsaid."""
        if self.properties is None:
            return ""
        preset = self.properties.find(A + "prstGeom")
        if preset is not None:
            return str(preset.get("prst", ""))
        return "custom" if self.properties.find(A + "custGeom") is not None else ""

    @cached_property
    def words(self) -> str:
        """All text of a shape or a table, its paragraphs on lines."""
        lines = ["".join(node.text or "" for node in p.iter(A + "t")) for p in self.paragraphs]
        return "\n".join(lines)

    @property
    def paragraphs(self) -> list[Any]:
        """The ``a:p`` of its text; for a table those of all cells."""
        return [] if self.kind == "group" else list(self.element.iter(A + "p"))

    @cached_property
    def content(self) -> Any:
        """What a graphic frame holds: the ``a:tbl``, ``c:chart`` or other; None for others."""
        data = self.element.find(f"{A}graphic/{A}graphicData")
        return next(chosen(data), None) if data is not None else None

    @property
    def relation(self) -> str | None:
        """Relationship of the part that a chart leads to."""
        if self.content is None:
            return None
        found = self.content.get(R + "id")
        return None if found is None else str(found)

    @property
    def pictured(self) -> bool:
        """Is a picture, or is filled with one."""
        filled = self.properties is not None and self.properties.find(A + "blipFill") is not None
        return self.kind == "picture" or filled

    def walk(self) -> Iterator[Shape]:
        """This shape and all inside it, in drawing order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def inside(self, group: Shape) -> bool:
        """Whether it stands in a group, at any depth."""
        above = self.parent
        while above is not None and above is not group:
            above = above.parent
        return above is group


def shapes_of(tree: Any) -> list[Shape]:
    """The shapes of a ``p:spTree`` at the top level, each with its children."""
    return [] if tree is None else list(_children(tree, None, _Space()))


def _children(holder: Any, parent: Shape | None, space: _Space) -> Iterator[Shape]:
    for element in chosen(holder):
        kind = _kind(element)
        if not kind:
            continue
        place = _transform(element)
        box = turn = None
        if place is not None:
            box, turn = _box(place), integer(place.get("rot")) / 60000
        shape = Shape(element, kind, parent, space.rect(box) if box else None, turn or 0.0)
        if kind == "group":
            inner = _inside(place, space) if place is not None else space
            shape.children = list(_children(element, shape, inner))
        yield shape


def _kind(element: Any) -> str:
    name = local(element)
    if name != "graphicFrame":
        return KINDS.get(name, "")
    data = element.find(f"{A}graphic/{A}graphicData")
    uri = "" if data is None else str(data.get("uri", ""))
    return FRAMES.get(uri.rpartition("/")[2], "graphic")


def _transform(element: Any) -> Any:
    for path in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
        found = element.find(path)
        if found is not None:
            return found
    return None


def _box(place: Any, start: str = "off", size: str = "ext") -> Rect | None:
    offset, extent = place.find(A + start), place.find(A + size)
    if offset is None or extent is None:
        return None
    return Rect(
        integer(offset.get("x")) / EMU,
        integer(offset.get("y")) / EMU,
        integer(extent.get("cx")) / EMU,
        integer(extent.get("cy")) / EMU,
    )


def _inside(place: Any, space: _Space) -> _Space:
    """The coordinates inside a group (20.1.7.5): its child box becomes its own."""
    outer, inner = _box(place), _box(place, "chOff", "chExt")
    if outer is None or inner is None or not inner.width or not inner.height:
        return space
    sx, sy = outer.width / inner.width, outer.height / inner.height
    dx, dy = outer.x - inner.x * sx, outer.y - inner.y * sy
    return _Space(space.sx * sx, space.sy * sy, space.sx * dx + space.dx, space.sy * dy + space.dy)


def chart_element(shape: Shape) -> bool:
    """Whether a chart is of the older kind, whose part can be read."""
    return shape.content is not None and shape.content.tag == C + "chart"
