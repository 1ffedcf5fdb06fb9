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
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LABELS = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
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
        if slide._element.get("show") in ("0", "false"):
            found.hidden.add(number)
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
    if shape._element.tag.endswith("}pic") and _drawn(shape):
        found.vectors.add(shape.name)
    alt = shape._element._nvXxPr.cNvPr.get("descr")
    for name in shape.name.split(" "):  # a placeholder that holds several blocks names them all
        pages = found.texts.setdefault(name, {})
        pages[number] = f"{pages.get(number, '')} {text}".strip()
        if alt:
            found.alts[name] = alt
    return text


def _drawn(shape: Any) -> bool:
    """Whether a picture is shown as the SVG that it leads to."""
    for blip in shape._element.iter(_SVG_BLIP):
        rid = blip.get(_EMBED)
        if rid in shape.part.rels:
            try:
                root = etree.fromstring(shape.part.related_part(rid).blob, _SAFE)
            except etree.XMLSyntaxError:
                return False
            return bool(root.tag == "{http://www.w3.org/2000/svg}svg")
    return False


def _chart(shape: Any, found: Document) -> str:
    chart = shape.chart
    series = []
    words: list[str] = []
    for plot in chart.plots:
        categories = [str(category) for category in plot.categories]
        for one in plot.series:
            across = _xs(one._element)
            series.append((one.name, categories if across is None else across, list(one.values)))
            words += [one.name, *_names(one._element)]
        words += categories
    found.charts[shape.name] = series
    part = chart.part.chart_workbook.xlsx_part
    if part is not None:
        found.workbooks[shape.name] = _cells(part.blob)
    return "\n".join([*words, *(str(v) for _, _, values in series for v in values)])


def _xs(series: Any) -> list[float | None] | None:
    """The x values of a series of points; None for a series over categories."""
    across = series.find(f"{_CHART}xVal")
    if across is None:
        return None
    count = int(across.find(f".//{_CHART}ptCount").get("val"))
    found: list[float | None] = [None] * count
    for point in across.iter(f"{_CHART}pt"):
        found[int(point.get("idx"))] = float(point.findtext(f"{_CHART}v"))
    return found


def _names(series: Any) -> list[str]:
    """The names of the points of a series, from the cells that its labels show."""
    return [
        point.findtext(f"{_CHART}v") or ""
        for cache in series.iter(f"{_LABELS}dlblRangeCache")
        for point in cache.iter(f"{_CHART}pt")
    ]


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
