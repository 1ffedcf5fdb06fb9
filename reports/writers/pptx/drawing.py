"""Diagrams: native shapes, and connectors that stay glued when a shape is moved."""

from __future__ import annotations

from typing import Any

from layouts.scene import Fragment
from layouts.theme import TextStyle
from layouts.units import Rect
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.markup import emu, identity, offset
from reports.writers.pptx.master import ANCHOR, Ids
from reports.writers.pptx.text import Shape, TextMaker

FORMS = {
    "rect": "rect",
    "rounded": "roundRect",
    "ellipse": "ellipse",
    "dot": "ellipse",
    "chevron": "chevron",
}
"""Preset geometries (ST_ShapeType)."""
_SITES = {"ellipse": 2, "dot": 2}
"""An ellipse has eight connection sites, the others four: top, left, bottom, right."""


def site(rect: Rect, which: int) -> tuple[float, float]:
    """The middle of the top (0), left (1), bottom (2) or right (3) side."""
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    return ((x, rect.y), (rect.x, y), (x, rect.bottom), (rect.right, y))[which]


class DrawingMaker:
    """Composes the bands of a drawing that stand in one fragment."""

    def __init__(
        self,
        fragment: Fragment,
        styles: dict[str, TextStyle],
        inks: Inks,
        maker: TextMaker,
        ids: Ids,
    ) -> None:
        self.fragment, self.inks, self.maker, self.ids = fragment, inks, maker, ids
        self.drawing: Any = fragment.plan
        self.node = self.drawing.diagram.node
        self._styles = styles

    def markup(self) -> str:
        """A group with the diagram's alternative text; free shapes where it has none."""
        if not self.node.alt:
            return self._bands()
        number = self.ids.next()
        inside = self._bands()
        rect = self.fragment.rect
        box = offset(*rect)
        children = f'<a:chOff x="{emu(rect.x)}" y="{emu(rect.y)}"/>' + (
            f'<a:chExt cx="{emu(rect.width)}" cy="{emu(rect.height)}"/>'
        )
        return (
            f"<p:grpSp><p:nvGrpSpPr>{identity(number, self.node.id, self.node.alt)}"
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{box}{children}</a:xfrm>"
            f"</p:grpSpPr>{inside}</p:grpSp>"
        )

    def _bands(self) -> str:
        first, last = self.fragment.part
        rect, y, out = self.fragment.rect, self.fragment.rect.y, []
        for n, band in enumerate(self.drawing.bands[first:last], first):
            out.append(self._band(band, n, rect.x, y))
            y += band.height
        return "".join(out)

    def _band(self, band: Any, n: int, x: float, y: float) -> str:
        """Decoration, then connectors, then shapes with their text, as the plan draws them."""
        numbers = [self.ids.next() for _ in band.shapes]
        rects = [shape.rect.moved(x, y) for shape in band.shapes]
        lines = [
            self._connector(c, f"{self.node.id}/connector {n + 1}.{k}", numbers, band, rects)
            for k, c in enumerate(band.connectors, 1)
        ]
        behind: list[str] = []
        before: list[str] = []
        for shape, number, rect in zip(band.shapes, numbers, rects, strict=True):
            (behind if shape.decorative else before).append(self._shape(shape, number, rect))
        return "".join(behind + lines + before)

    def _shape(self, shape: Any, number: int, rect: Rect) -> str:
        node = shape.node
        name = self._name(shape, number)
        alt = node.alt if node is not None and node is not self.node else None
        if shape.form == "line":
            return self._line(shape, number, name, rect)
        words = self._words(shape) if shape.paragraphs else ""
        decorative = shape.decorative and not words
        adjust = "<a:avLst/>"
        if shape.form == "rounded":
            side = min(rect.width, rect.height) or 1.0
            ratio = min(shape.radius / side, 0.5)
            adjust = f'<a:avLst><a:gd name="adj" fmla="val {round(ratio * 100000)}"/></a:avLst>'
        kind = '<p:cNvSpPr txBox="1"/>' if _bare(shape) else "<p:cNvSpPr/>"
        return (
            f"<p:sp><p:nvSpPr>{identity(number, name, alt, decorative=decorative)}{kind}<p:nvPr/>"
            f"</p:nvSpPr><p:spPr><a:xfrm>{offset(*rect)}</a:xfrm>"
            f'<a:prstGeom prst="{FORMS[shape.form]}">{adjust}</a:prstGeom>'
            f"{self.inks.fill(shape.fill)}{self._stroke(shape.stroke, shape.stroke_width)}"
            f"</p:spPr>{words}</p:sp>"
        )

    def _name(self, shape: Any, number: int) -> str:
        if shape.name:
            return f"{self.node.id}/{shape.name}"
        if shape.node is not None and shape.node is not self.node:
            return str(shape.node.id)
        return f"{self.node.id}/{'decoration' if shape.decorative else 'shape'} {number}"

    def _line(self, shape: Any, number: int, name: str, rect: Rect) -> str:
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{identity(number, name, decorative=True)}<p:cNvCxnSpPr/>"
            f"<p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm>{offset(*rect)}</a:xfrm>"
            '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f"{self._stroke(shape.stroke or shape.fill, shape.stroke_width or 1.0)}</p:spPr>"
            "</p:cxnSp>"
        )

    def _stroke(self, ink: str | None, width: float, ends: str = "") -> str:
        if ink is None or not width:
            return "<a:ln><a:noFill/></a:ln>"
        return f'<a:ln w="{emu(width)}">{self.inks.fill(ink)}{ends}</a:ln>'

    def _connector(
        self, connector: Any, name: str, numbers: list[int], band: Any, rects: list[Rect]
    ) -> str:
        start, end = connector.start, connector.end
        x1, y1 = site(rects[start], connector.start_site)
        x2, y2 = site(rects[end], connector.end_site)
        flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        glue = "".join(
            f'<a:{tag} id="{numbers[index]}" idx="{_index(band.shapes[index].form, which)}"/>'
            for tag, index, which in (
                ("stCxn", start, connector.start_site),
                ("endCxn", end, connector.end_site),
            )
        )
        ends = '<a:tailEnd type="triangle" w="lg" len="lg"/>' if connector.arrow else ""
        box = offset(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{identity(self.ids.next(), name, decorative=True)}"
            f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>"
            f"<a:xfrm{flips}>{box}</a:xfrm>"
            '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
            f"{self._stroke(connector.ink, connector.width, ends)}</p:spPr></p:cxnSp>"
        )

    def _words(self, shape: Any) -> str:
        left, top, right, bottom = shape.insets
        paragraphs: list[str] = []
        above: TextStyle | None = None
        for runs, role, align in shape.paragraphs:
            style = self._styles[role]
            before = above.after + style.before if above else 0.0
            form = Shape(before, align=align or style.align)
            lang = shape.node.lang if shape.node is not None else None
            paragraphs.append(self.maker.paragraph(runs, style, form, None, lang))
            above = style
        return (
            f'<p:txBody><a:bodyPr wrap="square" lIns="{emu(left)}" tIns="{emu(top)}"'
            f' rIns="{emu(right)}" bIns="{emu(bottom)}" rtlCol="0"'
            f' anchor="{ANCHOR[shape.valign]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{''.join(paragraphs)}</p:txBody>"
        )


def _index(form: str, which: int) -> int:
    return which * _SITES.get(form, 1)


def _bare(shape: Any) -> bool:
    return shape.fill is None and shape.stroke is None and bool(shape.paragraphs)
