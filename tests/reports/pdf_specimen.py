"""A scene made by hand that holds every kind of item and structure the PDF writer knows."""

from __future__ import annotations

import hashlib
import struct
import zlib
from types import SimpleNamespace
from typing import cast

from layouts.fonts import SOFT_HYPHEN, Face, Faces, locate
from layouts.scene import (
    Asset,
    Fragment,
    GlyphRun,
    ImageItem,
    Item,
    LinkItem,
    Page,
    Scene,
    ShapeItem,
    TextItem,
)
from layouts.theme import Theme
from layouts.tree import Node, Role
from layouts.units import Rect, Size

A4 = Size(595.28, 841.89)
THEME = cast(
    Theme,
    SimpleNamespace(
        inks={
            "text": SimpleNamespace(rgb="#1A1A1A", cmyk=(0, 0, 0, 90)),
            "accent": SimpleNamespace(rgb="#0A6EB4", cmyk=(90, 50, 0, 10)),
            "tint": SimpleNamespace(rgb="#E8F1F8", cmyk=(8, 3, 0, 0)),
        }
    ),
)
_SANS = "fontpkg_source_sans_3:files/SourceSans3[wght].ttf"
_SERIF = "fontpkg_source_serif_4:files/SourceSerif4[opsz,wght].ttf"
_SLANTED = "fontpkg_source_serif_4:files/SourceSerif4-Italic[opsz,wght].ttf"


class _Faces:
    """Three faces of the font packages, as :class:`layouts.fonts.Faces` would open them."""

    def __init__(self, body: str = _SERIF) -> None:
        self._known = {
            "body-400": ("Source Serif 4", body, {"wght": 400.0, "opsz": 10.0}),
            "body-400-italic": ("Source Serif 4", _SLANTED, {"wght": 400.0, "opsz": 10.0}),
            "head-700": ("Source Sans 3", _SANS, {"wght": 700.0}),
        }
        self._open: dict[str, Face] = {}

    def by_key(self, key: str) -> Face:
        if key not in self._open:
            family, where, axes = self._known[key]
            self._open[key] = Face(key, family, locate(where), axes)
        return self._open[key]


FACES = cast(Faces, _Faces())


def set_in(scene: Scene, body: str) -> Faces:
    """Set the text of a scene in another body face, a font file; returns the faces."""
    faces = cast(Faces, _Faces(body))
    for page in scene.pages:
        for item in page.items():
            if isinstance(item, TextItem):
                item.words = tuple(faces.by_key(word.face).word(word.text) for word in item.words)
    return faces


def words(text: str, face: str = "body-400") -> tuple[GlyphRun, ...]:
    """The words and spaces of a line."""
    shaped: list[GlyphRun] = []
    for index, word in enumerate(text.split(" ")):
        if index:
            shaped.append(FACES.by_key(face).word(" "))
        if word.endswith(SOFT_HYPHEN):
            shaped += [FACES.by_key(face).word(word[:-1]), FACES.by_key(face).word(SOFT_HYPHEN)]
        elif word:
            shaped.append(FACES.by_key(face).word(word))
    return tuple(shaped)


def line(
    x: float,
    y: float,
    text: str,
    node: Node | None,
    *,
    face: str = "body-400",
    size: float = 10,
    ink: str = "text",
    space: float = 0.0,
) -> TextItem:
    """One stretch of text."""
    return TextItem(x, y, size, words(text, face), ink, node, space)


def box(rect: Rect, **look: object) -> ShapeItem:
    """A rectangle."""
    x, y, width, height = rect
    path = (
        ("M", x, y),
        ("L", x + width, y),
        ("L", x + width, y + height),
        ("L", x, y + height),
        ("Z",),
    )
    return ShapeItem(path, **look)  # type: ignore[arg-type]


def png(width: int = 4, height: int = 4, colour: int = 2) -> Asset:
    """A small PNG of one colour (RGB or, with ``colour`` 6, RGBA half transparent)."""
    pixel = bytes((10, 110, 180)) if colour == 2 else bytes((10, 110, 180, 128))
    rows = (b"\0" + pixel * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
        check = zlib.crc32(kind + body)
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
    return Asset("dot.png", data, "png", width, height, hashlib.sha256(data).hexdigest())


def fragment(items: list[Item], repeated: int = 0) -> Fragment:
    """A fragment of which only the items matter to this writer."""
    return Fragment("main", Rect(60, 60, 475, 700), None, (0, 1), items, repeated)


def _text_part(tree: Node) -> list[Item]:
    section = tree.child(Role.SECTION, "text")
    head = section.child(Role.H1, "title", title="Growth – and its price")
    lead = section.child(Role.PARAGRAPH, "lead")
    link = lead.child(Role.LINK, "source")
    mark = lead.child(Role.REFERENCE, "mark")
    note = lead.child(Role.NOTE, "note")
    note_label = note.child(Role.LABEL, "label")
    note_text = note.child(Role.PARAGRAPH, "text")
    items: list[Item] = [
        line(60, 90, "Growth – and its price", head, face="head-700", size=22, ink="accent"),
        line(60, 120, "The office found that difficult waves of in\u00ad", lead, space=0.4),
        line(60, 134, "vestment, see ", lead),
        line(130, 134, "the report", link, ink="accent"),
        LinkItem(
            Rect(130, 124, 60, 14), "https://example.org/r\u00e9sum\u00e9?a=1", link, "The report"
        ),
        line(190, 134, ", rose by 12\u00a0% in 2024–2025.", lead),
        line(330, 131, "1", mark, size=6),
        LinkItem(Rect(330, 124, 6, 10), f"#{note.id}", mark, "Note 1"),
        line(340, 134, " Nothing else did. ", lead),
        line(60, 780, "1 ", note_label, size=8),
        line(70, 780, "Measured at constant prices. ", note_text, size=8),
    ]
    items += _listed(section)
    quote = section.child(Role.QUOTE, "quote", lang="fr-FR").child(Role.PARAGRAPH, "text")
    items.append(line(60, 200, "L’été sera chaud. ", quote, face="body-400-italic", size=12))
    section.child(Role.PARAGRAPH, "dropped")
    return items


def _listed(section: Node) -> list[Item]:
    listed = section.child(Role.LIST, "list", numbering="Disc")
    items: list[Item] = []
    for index, text in enumerate(("first point ", "second point ")):
        entry = listed.child(Role.ITEM, f"item-{index}")
        label = entry.child(Role.LABEL, "label")
        body = entry.child(Role.BODY, "body").child(Role.PARAGRAPH, "text")
        y = 150 + 14 * index
        items += [line(60, y, "• ", label), line(72, y, text, body)]
    return items


def _figure_part(tree: Node) -> list[Item]:
    section = tree.child(Role.SECTION, "figures")
    head = section.child(Role.H3, "title", title="Figures")
    figure = section.child(Role.FIGURE, "chart", alt="Bars: 2024 is twice as high as 2023")
    label = figure.child(Role.PARAGRAPH, "label")
    caption = section.child(Role.CAPTION, "caption")
    picture = section.child(Role.FIGURE, "picture", alt="A blue dot")
    path = (("M", 60, 420), ("L", 80, 400), ("C", 90, 390, 100, 400, 110, 395))
    return [
        line(60, 240, "Figures ", head, face="head-700", size=14),
        box(Rect(60, 300, 40, 80), fill="accent", node=figure),
        box(Rect(110, 260, 40, 120), fill="accent", stroke="text", width=0.5, node=figure),
        line(60, 392, "2023 ", label, face="head-700", size=8),
        line(110, 392, "2024 ", label, face="head-700", size=8),
        ShapeItem(path, stroke="text", width=1.5, dash=(3, 2), node=figure),
        line(60, 440, "Figure 1. Twice as high. ", caption, size=9),
        ImageItem(Rect(300, 300, 60, 60), png(), picture),
        ImageItem(Rect(370, 300, 60, 60), png(colour=6), picture),
    ]


def _table_part(tree: Node) -> tuple[list[Item], list[Item]]:
    table = tree.child(Role.TABLE, "table")
    row = table.child(Role.ROW, "head")
    heads = [row.child(Role.HEADER, f"c{c}", scope="Column") for c in range(2)]
    titles = ("Year ", "Value ")

    def header(y: float) -> list[Item]:
        cells: list[Item] = [box(Rect(60, y - 12, 200, 16), fill="tint")]
        for column, (node, text) in enumerate(zip(heads, titles, strict=True)):
            cells.append(line(64 + 100 * column, y, text, node, face="head-700", size=9))
        return cells

    first, second = header(500), header(80)
    for index in range(4):
        body = table.child(Role.ROW, f"r{index}")
        name = body.child(Role.HEADER, "name", scope="Row")
        value = body.child(Role.CELL, "value")
        y = 516 + 16 * index if index < 2 else 96 + 16 * (index - 2)
        cells = first if index < 2 else second
        cells.append(line(64, y, f"{2020 + index} ", name, size=9))
        if index != 1:  # a cell without content
            cells.append(line(164, y, f"{index * 7}.5 ", value, size=9))
    wide = table.child(Role.ROW, "sum").child(Role.CELL, "all")
    wide.columns = 2
    second.append(line(64, 130, "All years: 31.5 ", wide, size=9))
    return first, second


def scene() -> Scene:
    """Two pages: text, list, note, quote, figures, and a table that goes on."""
    tree = Node(Role.DOCUMENT, "doc", lang="en-GB")
    text, figures = _text_part(tree), _figure_part(tree)
    first, second = _table_part(tree)
    last = tree.child(Role.SECTION, "end").child(Role.PARAGRAPH, "text")
    contents = tree.child(Role.CONTENTS, "toc").child(Role.CONTENTS_ITEM, "figures")
    closing: list[Item] = [
        line(60, 160, "Thanks to all who read on. ", last),
        line(60, 180, "Figures 1 ", contents),
        LinkItem(Rect(60, 170, 60, 14), "#doc/figures/title", contents),
    ]
    pages = []
    for number, parts in enumerate(((text, figures, first), (second, closing)), start=1):
        running = line(60, 30, "Running head ", None, size=8)
        folio = line(520, 810, f"{number} ", None, size=8)
        rule = box(Rect(60, 36, 475, 0.5), fill="accent")
        page = Page(number, "text", furniture=[running, rule, folio])
        page.fragments = [fragment(items, repeated=int(items is second)) for items in parts]
        pages.append(page)
    places, tops = _places(pages, tree)
    return Scene(
        "page",
        A4,
        pages,
        tree,
        "en-GB",
        "Growth – and its price",
        "A specimen",
        "The office <press>",
        ("growth", "prices & costs"),
        places,
        tops,
    )


def _places(pages: list[Page], tree: Node) -> tuple[dict[str, int], dict[str, float]]:
    """Where each node begins, as the composer would note it."""
    places: dict[str, int] = {}
    tops: dict[str, float] = {}
    above = {child.id: node for node in tree.walk() for child in node.children}
    for page in pages:
        for item in page.items():
            node = item.node
            while node is not None:
                if node.id not in places:
                    places[node.id] = page.number
                    tops[node.id] = item.y - 10 if isinstance(item, TextItem) else 0.0
                node = above.get(node.id)
    return places, tops
