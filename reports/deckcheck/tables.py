"""Tables: cells with their text and ground, after the table style.

The parts of a style outdo one another in this order: whole table, bands, first and last column,
first and last row, corners (ISO/IEC 29500-1, 20.1.4.2.27).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from layouts.units import Rect
from reports.deckcheck.cascade import Cascade, Given, Paragraph, paragraph
from reports.deckcheck.colour import COLOURS, resolve, tinted
from reports.deckcheck.deck import Deck, Slide, kept
from reports.deckcheck.ground import Coat
from reports.deckcheck.markup import EMU, A, first, flag, integer
from reports.deckcheck.package import Unreadable
from reports.deckcheck.palette import NOTHING, UNKNOWN, Paint, Palette
from reports.deckcheck.shapes import Shape

FLAGS = ("firstRow", "firstCol", "lastRow", "lastCol", "bandRow", "bandCol")
MEDIUM_2 = {
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}": "accent1",
    "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}": "accent2",
    "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}": "accent3",
    "{00A15C55-8517-42AA-B614-E9B94910E393}": "accent4",
    "{7DF18680-E054-41AD-8BC1-D1AEF772440D}": "accent5",
    "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}": "accent6",
}
""""Medium Style 2", which PowerPoint gives to new tables and knows without a definition."""
PLAIN = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
""""No Style", without and with a grid."""
_SPAN = ("gridSpan", "rowSpan")
_MERGED = ("hMerge", "vMerge")


@dataclass
class Cell:
    """One cell."""

    element: Any
    row: int
    column: int
    box: Rect
    """On the slide, in points; cells that it spans included."""
    coats: list[Coat]
    paragraphs: list[Paragraph]

    @property
    def words(self) -> str:
        """Its text."""
        return "\n".join(one.text for one in self.paragraphs).strip()

    @property
    def spans(self) -> bool:
        """Takes the place of others."""
        return any(integer(self.element.get(name), 1) > 1 for name in _SPAN)

    @property
    def spanned(self) -> bool:
        """Another stands in its place."""
        return any(flag(self.element.get(name)) for name in _MERGED)


class Table:
    """The table in a graphic frame."""

    def __init__(self, slide: Slide, shape: Shape) -> None:
        self.slide, self.shape = slide, shape
        self.element = shape.content
        properties = self.element.find(A + "tblPr")
        attributes = {} if properties is None else properties.attrib
        self.flags = {name: flag(attributes.get(name)) for name in FLAGS}
        """What the table says of its first row and the like."""
        self.style = Style(slide, properties)
        self.rows = list(self.element.iterfind(A + "tr"))

    @cached_property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return list(self._cells())

    def _cells(self) -> Iterator[Cell]:
        place = self.shape.box or Rect(0, 0, 0, 0)
        columns = self.element.iterfind(f"{A}tblGrid/{A}gridCol")
        widths = [integer(column.get("w")) / EMU for column in columns]
        heights = [integer(row.get("h")) / EMU for row in self.rows]
        lefts, tops = [0.0, *accumulate(widths)], [0.0, *accumulate(heights)]
        for r, row in enumerate(self.rows):
            for c, element in enumerate(row.iterfind(A + "tc")):
                across = integer(element.get("gridSpan"), 1)
                down = integer(element.get("rowSpan"), 1)
                left, top = lefts[min(c, len(lefts) - 1)], tops[r]
                right = lefts[min(c + across, len(lefts) - 1)]
                bottom = tops[min(r + down, len(tops) - 1)]
                box = Rect(place.x + left, place.y + top, right - left, bottom - top)
                yield self._cell(element, r, c, len(widths), box)

    def _cell(self, element: Any, row: int, column: int, columns: int, box: Rect) -> Cell:
        parts = self._parts(row, column, len(self.rows), columns)
        palette = self.slide.palette
        own = element.find(A + "tcPr")
        paint = palette.paint(own) if own is not None else None
        coats = [Coat(paint if paint is not None else self.style.fill(parts))]
        lists: list[Any] = [element.find(f"{A}txBody/{A}lstStyle")]
        lists += [self.style.text(part) for part in parts]
        lists.append(self.slide.deck.default_text)
        cascade = Cascade(tuple(one for one in lists if one is not None))
        paragraphs = [paragraph(p, cascade, palette) for p in element.iterfind(f"{A}txBody/{A}p")]
        return Cell(element, row, column, box, coats, paragraphs)

    def _parts(self, row: int, column: int, rows: int, columns: int) -> list[str]:
        """Names of the parts of the style that apply, the strongest first."""
        on = self.flags
        top, left = on["firstRow"] and row == 0, on["firstCol"] and column == 0
        bottom, right = on["lastRow"] and row == rows - 1, on["lastCol"] and column == columns - 1
        corners = (
            *(("nwCell", top and left), ("neCell", top and right)),
            *(("swCell", bottom and left), ("seCell", bottom and right)),
        )
        edges = (("firstRow", top), ("lastRow", bottom), ("firstCol", left), ("lastCol", right))
        inner = not any((top, bottom))
        band_row = f"band{(row - on['firstRow']) % 2 + 1}H" if on["bandRow"] and inner else ""
        inner = not any((left, right))
        band_column = f"band{(column - on['firstCol']) % 2 + 1}V" if on["bandCol"] and inner else ""
        found = [name for name, applies in (*corners, *edges) if applies]
        return [*found, *(name for name in (band_column, band_row) if name), "wholeTbl"]


class Style:
    """The style that a table names."""

    def __init__(self, slide: Slide, properties: Any) -> None:
        self.palette: Palette = slide.palette
        named = "" if properties is None else properties.findtext(A + "tableStyleId") or ""
        self.named = named.strip()
        self.element = _defined(slide.deck, self.named)

    @property
    def known(self) -> bool:
        """Whether its looks are known; a style that only PowerPoint has is not."""
        return self.element is not None or not self.named or self.named in (*MEDIUM_2, *PLAIN)

    def fill(self, parts: list[str]) -> Paint:
        """The fill that the strongest of ``parts`` gives."""
        if not self.known:
            return UNKNOWN
        for part in parts:
            found = self._fill(part)
            if found is not None:
                return found
        return NOTHING

    def _fill(self, part: str) -> Paint | None:
        if self.element is None:
            return self._usual(part)
        holder = self.element.find(f"{A}{part}/{A}tcStyle")
        if holder is None:
            return None
        fill = holder.find(A + "fill")
        if fill is not None:
            return self.palette.paint(fill)
        return self.palette.style_fill(holder.find(A + "fillRef"))

    def text(self, part: str) -> Given | None:
        """The weight and colour of text that a part gives."""
        if self.element is None:
            return self._usual_text(part)
        style = self.element.find(f"{A}{part}/{A}tcTxStyle")
        if style is None:
            return None
        bold = flag(style.get("b")) if style.get("b") in ("on", "off") else None
        inner = first(style, COLOURS)
        colour = resolve(inner, self.palette.colours) if inner is not None else None
        return Given(bold, Paint("solid", (colour,)) if colour is not None else None)

    def _usual(self, part: str) -> Paint | None:
        """The fills of "Medium Style 2"."""
        accent = self.palette.colours.get(MEDIUM_2.get(self.named, ""))
        if accent is None:
            return None
        if part in ("firstRow", "lastRow", "firstCol", "lastCol"):
            return Paint("solid", (accent,))
        tints = {"wholeTbl": 0.2, "band1H": 0.4, "band1V": 0.4}
        return Paint("solid", (tinted(accent, tints[part]),)) if part in tints else None

    def _usual_text(self, part: str) -> Given | None:
        if self.named not in MEDIUM_2:
            return None
        dark, light = self.palette.colours.get("dk1"), self.palette.colours.get("lt1")
        if part in ("firstRow", "lastRow", "firstCol", "lastCol") and light is not None:
            return Given(True, Paint("solid", (light,)))
        if part == "wholeTbl" and dark is not None:
            return Given(None, Paint("solid", (dark,)))
        return None


def _defined(deck: Deck, named: str) -> Any:
    """The definition of a table style in the file; None without one."""
    for part in deck.main.of_kind("tableStyles"):
        try:
            for style in part.root.iterfind(A + "tblStyle"):
                if style.get("styleId") == named:
                    return style
        except Unreadable:
            return None
    return None


@kept
def tables(slide: Slide) -> list[Table]:
    """The tables of a slide that are shown."""
    return [
        Table(slide, shape)
        for shape in slide.seen
        if shape.kind == "table" and shape.content is not None
    ]
