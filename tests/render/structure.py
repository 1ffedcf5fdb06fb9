"""What a deck is made of, as python-pptx reads it: what another program must keep when it saves.

``KEPT`` is what LibreOffice 7.4 keeps of any deck. ``LOST`` is what it loses of any deck, whoever
made it; the test shows the same loss on a deck that plain python-pptx saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
Reading = Callable[[Any], Any]

_KINDS = {
    PP_PLACEHOLDER.CENTER_TITLE: "title",
    PP_PLACEHOLDER.TITLE: "title",
    PP_PLACEHOLDER.FOOTER: "footer",
    PP_PLACEHOLDER.SLIDE_NUMBER: "number",
    PP_PLACEHOLDER.DATE: "date",
}
"""Kinds that LibreOffice tells apart; all others are its outline."""


def flat(shapes: Any) -> Iterator[Any]:
    """Shapes, with those inside groups after their group."""
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from flat(shape.shapes)


def every(deck: Any) -> Iterator[tuple[int, Any]]:
    """Every shape with the number of its slide."""
    for number, slide in enumerate(deck.slides, 1):
        for shape in flat(slide.shapes):
            yield number, shape


def _words(paragraph: Any) -> str:
    """The text of a paragraph; of a field its type, since every program fills it in anew."""
    fields = [f"<{field.get('type')}>" for field in paragraph._p.iter(f"{A}fld")]
    return "".join(fields) or str(paragraph.text)


def _texts(deck: Any) -> list[tuple[int, list[str]]]:
    return [
        (number, [_words(paragraph) for paragraph in shape.text_frame.paragraphs])
        for number, shape in every(deck)
        if shape.has_text_frame and shape.text_frame.text
    ]


def _tables(deck: Any) -> list[Any]:
    return [
        (number, shape.name, [[cell.text for cell in row.cells] for row in shape.table.rows])
        for number, shape in every(deck)
        if getattr(shape, "has_table", False)
    ]


def _charts(deck: Any) -> list[Any]:
    return [
        (number, shape.name, list(map(str, plot.categories)), list(map(_series, plot.series)))
        for number, shape in every(deck)
        if getattr(shape, "has_chart", False)
        for plot in shape.chart.plots
    ]


def _series(series: Any) -> tuple[str, list[float]]:
    return series.name, list(series.values)


def _notes(deck: Any) -> list[Any]:
    return [
        [(p.level, p.text) for p in slide.notes_slide.notes_text_frame.paragraphs]
        if slide.has_notes_slide
        else []
        for slide in deck.slides
    ]


def _links(deck: Any) -> list[Any]:
    """Links of words: where they stand, what they say, and the address or the slide's title."""
    found = []
    for number, slide in enumerate(deck.slides, 1):
        for run in slide._element.iter(f"{A}r"):
            link = run.find(f"{A}rPr/{A}hlinkClick")
            if link is not None:
                found.append((number, run.find(f"{A}t").text, _target(slide.part, link.rId)))
    return found


def _target(part: Any, ident: str) -> str:
    relation = part.rels[ident]
    if relation.is_external:
        return str(relation.target_ref)
    return str(relation.target_part.slide.shapes.title.text)


def _placeholders(deck: Any) -> list[tuple[int, str]]:
    return [
        (number, _KINDS.get(shape.placeholder_format.type, "outline"))
        for number, shape in every(deck)
        if shape.is_placeholder and shape.has_text_frame
    ]


KEPT: dict[str, Reading] = {
    "slides": lambda deck: len(deck.slides),
    "titles": lambda deck: [slide.shapes.title.text for slide in deck.slides],
    "hidden": lambda deck: [slide._element.get("show") == "0" for slide in deck.slides],
    "placeholders": _placeholders,
    "texts": _texts,
    "tables": _tables,
    "charts": _charts,
    "notes": _notes,
    "links": _links,
}


def _alts(deck: Any) -> list[Any]:
    marks = ((n, shape._element._nvXxPr.cNvPr.get("descr")) for n, shape in every(deck))
    return [(number, alt) for number, alt in marks if alt]


def _shape_links(deck: Any) -> list[Any]:
    """Links of placeholders as a whole."""
    found = []
    for number, shape in every(deck):
        link = shape._element._nvXxPr.cNvPr.find(f"{A}hlinkClick")
        if link is not None and shape.is_placeholder:
            found.append((number, _target(shape.part, link.rId)))
    return found


def _frames(deck: Any) -> list[int]:
    """Slides with a table or chart that fills a placeholder."""
    return [n for n, shape in every(deck) if shape.is_placeholder and not shape.has_text_frame]


def _workbooks(deck: Any) -> list[int]:
    return [
        number
        for number, shape in every(deck)
        if getattr(shape, "has_chart", False) and shape.chart.part.chart_workbook.xlsx_part
    ]


def _indices(deck: Any) -> list[Any]:
    return [(n, s.placeholder_format.idx) for n, s in every(deck) if s.is_placeholder]


LOST: dict[str, Reading] = {
    "layouts by name": lambda deck: [slide.slide_layout.name for slide in deck.slides],
    "indices of placeholders": _indices,
    "names of placeholders": lambda deck: [s.name for _, s in every(deck) if s.is_placeholder],
    "tables and charts in placeholders": _frames,
    "alternative texts": _alts,
    "links of placeholders": _shape_links,
    "workbooks of charts": _workbooks,
    "colours of the theme": lambda deck: [
        number
        for number, slide in enumerate(deck.slides, 1)
        if slide._element.find(f".//{A}srgbClr") is None
    ],
    "sections of the slide sorter": lambda deck: [
        section.get("name") for section in deck.part._element.iter(f"{P14}section")
    ],
}


def kept(deck: Any) -> dict[str, Any]:
    """What must be the same after another program has saved the deck."""
    return {name: read(deck) for name, read in KEPT.items()}


def lost(before: Any, after: Any) -> set[str]:
    """What of :data:`LOST` the deck had before and does not have after."""
    return {name for name, read in LOST.items() if read(before) and read(before) != read(after)}
