"""Whether text drawn from a deck stays where its shapes say: measured on LibreOffice's PDF.

The deck is read by python-pptx, the drawing by PyMuPDF; neither knows how the deck was composed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
from pptx import Presentation

from tests.render.chartframes import ChartFrame, chart_frames
from tests.render.letters import Box, Letters, plain

EMU = 12700
SLACK = 1.0
"""Points by which a letter may pass an edge: rounding, and the overhang of italics."""


class Finding(NamedTuple):
    """One thing that stands where it should not."""

    slide: int
    shape: str
    rule: str
    """``lost`` (not drawn), ``outside`` (its frame), ``off-slide`` or ``overlap``."""
    detail: str


class Frame(NamedTuple):
    """A shape that holds text."""

    name: str
    paragraphs: list[tuple[str, Box]]
    """Each with the box in which it must stay: that of the shape, or of its table cell."""


def frames_ok(deck: Path, pdf: Path) -> list[Finding]:
    """Every word of a frame or chart inside its box and the slide; none overlapping another."""
    findings: list[Finding] = []
    slides = Presentation(str(deck)).slides
    with pymupdf.open(pdf) as document:
        if len(document) != len(slides):
            return [Finding(0, "", "lost", f"{len(slides)} slides, {len(document)} pages")]
        for number, (slide, page) in enumerate(zip(slides, document, strict=True), 1):
            findings += _slide(number, slide, page)
    return findings


def drawn_sizes(pdf: Path) -> list[set[float]]:
    """Type sizes on every page, in points."""
    with pymupdf.open(pdf) as document:
        return [
            {
                round(span["size"], 1)
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
                if span["text"].strip()
            }
            for page in document
        ]


def _slide(number: int, slide: Any, page: Any) -> Iterator[Finding]:
    letters = Letters(page)
    edge = Box(0, 0, page.rect.width, page.rect.height)
    drawn: list[tuple[str, Box]] = []
    for words, outer in _scenery(slide, number):
        box = letters.take(words, outer)
        if box is not None:
            drawn.append(("a text of the layout", box))
    for frame in text_frames(slide.shapes):
        whole: Box | None = None
        for paragraph, outer in frame.paragraphs:
            box = letters.take(paragraph, outer)
            if box is None:
                yield Finding(number, frame.name, "lost", paragraph[:60])
                continue
            if box.excess(edge) > SLACK:
                yield Finding(number, frame.name, "off-slide", f"{paragraph[:40]!r} {box}")
            over = box.excess(outer)
            if over > SLACK:
                detail = f"{over:.1f} pt: {paragraph[:40]!r}"
                yield Finding(number, frame.name, "outside", detail)
            whole = box if whole is None else whole.around(box)
        if whole is not None:
            for name, other in drawn:
                if whole.overlap(other) > SLACK:
                    detail = f"{whole.overlap(other):.1f} pt with {name}"
                    yield Finding(number, frame.name, "overlap", detail)
            drawn.append((frame.name, whole))
    for chart in chart_frames(slide.shapes):
        yield from _chart(number, chart, letters, drawn)


def _chart(
    number: int, chart: ChartFrame, letters: Letters, drawn: list[tuple[str, Box]]
) -> Iterator[Finding]:
    """Every text of a chart is drawn, inside its frame, and touches no other.

    A slide holds one chart: what no frame of text has taken is the chart's.
    """
    rest = list(letters.rest())
    for words in chart.texts:
        if letters.take(words, chart.box) is None:
            yield Finding(number, chart.name, "lost", words[:60])
    for n, (words, box) in enumerate(rest):
        if box.excess(chart.box) > SLACK:
            detail = f"{box.excess(chart.box):.1f} pt: {words[:40]!r}"
            yield Finding(number, chart.name, "outside", detail)
        for other, there in (*rest[n + 1 :], *drawn):
            if box.overlap(there) > SLACK:
                detail = f"{box.overlap(there):.1f} pt: {words[:40]!r} with {other[:40]!r}"
                yield Finding(number, chart.name, "overlap", detail)


def _scenery(slide: Any, number: int) -> Iterator[tuple[str, Box]]:
    """The text that layout and master draw by themselves, on a slide of this number."""
    for owner in (slide.slide_layout, slide.slide_layout.slide_master):
        for shape in owner.shapes:
            if not shape.is_placeholder and shape.has_text_frame:
                box = _box(shape.left, shape.top, shape.width, shape.height)
                for paragraph in shape.text_frame.paragraphs:
                    field = any(node.get("type") == "slidenum" for node in paragraph._p.iter())
                    yield (str(number) if field else _words(paragraph)), box


def text_frames(shapes: Any) -> Iterator[Frame]:
    """Shapes and tables with text, in the order in which they are drawn; groups are opened."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from text_frames(shape.shapes)
            continue
        if getattr(shape, "has_table", False):
            yield Frame(shape.name, list(_cells(shape)))
        elif shape.has_text_frame:
            box = _box(shape.left, shape.top, shape.width, shape.height)
            words = map(_words, shape.text_frame.paragraphs)
            paragraphs = [(paragraph, box) for paragraph in words if plain(paragraph.strip())]
            if paragraphs:
                yield Frame(shape.name, paragraphs)


def _box(left: int, top: int, width: int, height: int) -> Box:
    return Box(left / EMU, top / EMU, (left + width) / EMU, (top + height) / EMU)


def _cells(shape: Any) -> Iterator[tuple[str, Box]]:
    """The paragraphs of a table, each with the box of its cell."""
    widths = [column.width for column in shape.table.columns]
    top = shape.top
    for row in shape.table.rows:
        for n, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            wide = sum(widths[n : n + (cell.span_width if cell.is_merge_origin else 1)])
            box = _box(shape.left + sum(widths[:n]), top, wide, row.height)
            for paragraph in map(_words, cell.text_frame.paragraphs):
                if plain(paragraph.strip()):
                    yield paragraph, box
        top += row.height


def _words(paragraph: Any) -> str:
    """The text of a paragraph with its fields, which python-pptx leaves out."""
    return "".join(
        node.text or ""
        for node in paragraph._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
    )
