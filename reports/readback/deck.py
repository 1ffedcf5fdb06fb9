"""A deck read back by python-pptx: text by shape name, chart caches and their workbooks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation

from reports.readback import Document

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def read_deck(path: Path) -> Document:
    """The deck at ``path``."""
    found = Document()
    deck = Presentation(str(path))
    for number, slide in enumerate(deck.slides, 1):
        whole: list[str] = []
        for shape in _shapes(slide.shapes):
            text = _shape(shape, number, found)
            if text:
                whole.append(text)
        found.whole[number] = "\n".join(whole)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            found.notes[number] = slide.notes_slide.notes_text_frame.text
    return found


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)


def _shape(shape: Any, number: int, found: Document) -> str:
    """Enter one shape under its name; returns its text."""
    text = ""
    if shape.has_text_frame:
        text = shape.text_frame.text
    elif getattr(shape, "has_table", False) and shape.has_table:
        text = "\n".join(cell.text for row in shape.table.rows for cell in row.cells)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        text = _chart(shape, found)
    alt = shape._element._nvXxPr.cNvPr.get("descr")
    for name in shape.name.split(" "):  # a placeholder that holds several blocks names them all
        pages = found.texts.setdefault(name, {})
        pages[number] = f"{pages.get(number, '')} {text}".strip()
        if alt:
            found.alts[name] = alt
    return text


def _chart(shape: Any, found: Document) -> str:
    chart = shape.chart
    series = []
    for plot in chart.plots:
        categories = [str(category) for category in plot.categories]
        for one in plot.series:
            series.append((one.name, categories, list(one.values)))
    found.charts[shape.name] = series
    part = chart.part.chart_workbook.xlsx_part
    if part is not None:
        found.workbooks[shape.name] = _cells(part.blob)
    words = [name for name, _, _ in series] + [c for _, cs, _ in series[:1] for c in cs]
    return "\n".join([*words, *(str(v) for _, _, values in series for v in values)])


def _cells(blob: bytes) -> list[list[str]]:
    """The cells of the first sheet, row by row; text and numbers as written."""
    with zipfile.ZipFile(io.BytesIO(blob)) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            root = etree.fromstring(book.read("xl/sharedStrings.xml"), _SAFE)
            shared = ["".join(si.itertext()) for si in root.iter(f"{_SHEET}si")]
        sheets = sorted(n for n in book.namelist() if re.match(r"xl/worksheets/.*\.xml$", n))
        root = etree.fromstring(book.read(sheets[0]), _SAFE)
    rows = []
    for row in root.iter(f"{_SHEET}row"):
        cells = []
        for cell in row.iter(f"{_SHEET}c"):
            value = "".join(cell.itertext())
            cells.append(shared[int(value)] if cell.get("t") == "s" else value)
        rows.append(cells)
    return rows
