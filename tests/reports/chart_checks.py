"""Rules that every native chart keeps, read from the bytes of the deck: it must stay editable.

They read the parts as XML and know nothing of the writer. The tests show that each turns red.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.reports.deck_checks import MOMENT, A, Parts, R

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = re.compile(r"(\w+)!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")


def charts(parts: Parts) -> Iterator[tuple[str, Any]]:
    """Name and root of every chart."""
    for name in parts.named(r"ppt/charts/chart\d+\.xml"):
        yield name, parts.tree(name)


class Book:
    """The workbook of a chart."""

    def __init__(self, parts: Parts, name: str) -> None:
        root = parts.tree(name)
        relation = parts.relations(name)[root.find(f"{C}externalData").get(R + "id")]
        self.kind = relation.get("Type")
        path = posixpath.normpath(posixpath.join("ppt/charts", relation.get("Target")))
        with zipfile.ZipFile(io.BytesIO(parts.blobs[path])) as archive:
            self.infos = archive.infolist()
            self.blobs = {info.filename: archive.read(info) for info in self.infos}
        self.sheet = self.tree("xl/worksheets/sheet1.xml")
        strings = [
            "".join(node.itertext()) for node in self.tree("xl/sharedStrings.xml").iter(f"{S}si")
        ]
        self.cells: dict[str, tuple[str, str]] = {}
        """Kind and content by reference."""
        for cell in self.sheet.iter(f"{S}c"):
            value = "".join(cell.itertext())
            kind = cell.get("t", "n")
            self.cells[cell.get("r")] = (kind, strings[int(value)] if kind == "s" else value)
        self.formats = {cell.get("r"): int(cell.get("s", "0")) for cell in self.sheet.iter(f"{S}c")}

    def tree(self, name: str) -> Any:
        """The root of one of its parts."""
        return etree.fromstring(self.blobs[name])

    def column(self, letter: str) -> list[tuple[str, str]]:
        """The cells of a column below its head."""
        rows = sorted(int(r[len(letter) :]) for r in self.cells if re.fullmatch(letter + r"\d+", r))
        return [self.cells[f"{letter}{row}"] for row in rows if row > 1]


def axes(parts: Parts) -> Iterator[str]:
    """Axis ids are positive, unique in their chart, and name each other."""
    for name, root in charts(parts):
        found = [
            axis for kind in ("catAx", "valAx", "dateAx", "serAx") for axis in root.iter(C + kind)
        ]
        ids = [axis.find(f"{C}axId").get("val") for axis in found]
        crossed = [axis.find(f"{C}crossAx").get("val") for axis in found]
        drawn = [node.get("val") for node in root.find(f"{C}chart/{C}plotArea")[1].iter(f"{C}axId")]
        if not all(0 < int(one) < 2**31 for one in (*ids, *crossed, *drawn)):
            yield f"{name}: axis ids {ids}"
        if (
            len(set(ids)) != len(ids)
            or sorted(ids) != sorted(crossed)
            or sorted(drawn) != sorted(ids)
        ):
            yield f"{name}: axes {ids} cross {crossed}, marks use {drawn}"


def workbooks(parts: Parts) -> Iterator[str]:
    """The workbook opens from the chart, holds nothing active, and text is text."""
    for name, root in charts(parts):
        if root.find(f"{C}externalData/{C}autoUpdate") is None:
            yield f"{name}: does not say whether it updates"
        book = Book(parts, name)
        if not book.kind.endswith("/package"):
            yield f"{name}: its data are {book.kind}"
        if any(info.date_time != MOMENT for info in book.infos):
            yield f"{name}: its workbook tells the time"
        if any(b'TargetMode="External"' in blob for blob in book.blobs.values()):
            yield f"{name}: its workbook leads outside"
        if (
            book.sheet.find(f".//{S}f") is not None
            or book.sheet.find(f".//{S}hyperlink") is not None
        ):
            yield f"{name}: its workbook holds something active"
        styles = book.tree("xl/styles.xml")
        forms = [xf for xf in styles.find(f"{S}cellXfs")]
        for place, (kind, content) in book.cells.items():
            form = forms[book.formats[place]]
            text = form.get("numFmtId") == "49" and form.get("quotePrefix") == "1"
            if kind not in ("s", "n") or (kind == "s") != text:
                yield f"{name}: {place} holds {content!r} as {kind}"
        yield from (f"{name}: {problem}" for problem in _table(book))


def _table(book: Book) -> Iterator[str]:
    """The table, if there is one, spans all cells, and its heads are those of the sheet."""
    names = [name for name in book.blobs if name.startswith("xl/tables/")]
    heads = [
        content for place, (_, content) in book.cells.items() if re.fullmatch("[A-Z]+1", place)
    ]
    if len({head.casefold() for head in heads}) < len(heads):
        return
    if len(names) != 1:
        yield f"its range is {len(names)} tables"
        return
    table = book.tree(names[0])
    first, last = list(book.cells)[0], list(book.cells)[-1]
    if table.get("ref") != f"{first}:{last}":
        yield f"its table is {table.get('ref')}, its cells {first}:{last}"
    if [column.get("name") for column in table.iter(f"{S}tableColumn")] != heads:
        yield f"its table has other heads than {heads}"


def references(parts: Parts) -> Iterator[str]:
    """Names, categories and values are references to whole columns, with what these hold."""
    for name, root in charts(parts):
        book = Book(parts, name)
        sheets = [node.get("name") for node in book.tree("xl/workbook.xml").iter(f"{S}sheet")]
        for series in root.iter(f"{C}ser"):
            wanted = ("xVal", "yVal") if series.find(f"{C}xVal") is not None else ("cat", "val")
            for part in ("tx", *wanted):
                kind = "strRef" if part in ("tx", "cat") else "numRef"
                found = series.find(f"{C}{part}/{C}{kind}")
                if found is None:
                    yield f"{name}: {part} is no {kind}"
                    continue
                yield from (f"{name}: {p}" for p in _reference(found, book, sheets))
            for found in series.iter(f"{C15}datalabelsRange"):
                yield from (f"{name}: {p}" for p in _reference(found, book, sheets))


def _reference(found: Any, book: Book, sheets: list[str]) -> Iterator[str]:
    formula = (found.findtext(f"{C}f") or found.findtext(f"{C15}f") or "").strip()
    match = FORMULA.fullmatch(formula)
    if match is None or match[1] not in sheets:
        yield f"no reference: {formula!r}"
        return
    letter = match[2]
    if match[4] is None:
        cells = [book.cells.get(f"{letter}{match[3]}", ("", ""))]
    else:
        cells = book.column(letter)
        if (match[3], match[4], int(match[5])) != ("2", letter, len(cells) + 1):
            yield f"{formula} is not the whole column"
    cached = [node.text or "" for node in found.iter(f"{C}v")]
    if [content for _, content in cells] != cached:
        yield f"{formula} is {cells} in the workbook, {cached} in the chart"
    text = found.tag != f"{C}numRef"
    if any((kind == "s") != text for kind, _ in cells):
        yield f"{formula} is of another kind than its cells"
    code = found.find(f".//{C}formatCode")
    if (
        code is not None
        and f'formatCode="{_escaped(code.text)}"' not in book.blobs["xl/styles.xml"].decode()
    ):
        yield f"{formula} has the format {code.text}, which no cell has"


def _escaped(code: str) -> str:
    return (
        code.replace("&", "&amp;").replace('"', "&quot;").replace(">", "&gt;").replace("<", "&lt;")
    )


def overrides(parts: Parts) -> Iterator[str]:
    """Nothing is said of single marks that would not follow when numbers change.

    Only the parts of a ring have looks of their own, no label holds words of its own (but a field
    that shows a cell), and an axis is told an end only where that is zero or the whole.
    """
    for name, root in charts(parts):
        ring = root.find(f".//{C}doughnutChart") is not None
        if root.find(f".//{C}dPt") is not None and not ring:
            yield f"{name}: a point of its own look"
        for vary in root.iter(f"{C}varyColors"):
            if vary.get("val") != str(int(ring)):
                yield f"{name}: colours vary by point"
        for label in root.iter(f"{C}dLbl"):
            fields = [node.get("type") for node in label.iter(f"{A}fld")]
            if label.find(f".//{A}r") is not None or any(kind != "CELLRANGE" for kind in fields):
                yield f"{name}: a label of its own words"
        for end, kept in (("min", ("0",)), ("max", ("0", "100", "1"))):
            for node in root.iter(C + end):
                if node.get("val") not in kept:
                    yield f"{name}: an axis that ends at {node.get('val')}"
        for axis in root.iter(f"{C}valAx"):
            seen = axis.find(f"{C}majorGridlines") is not None
            if seen and axis.find(f"{C}majorUnit") is not None:
                yield f"{name}: a drawn axis with steps of its own"


def legible(parts: Parts) -> Iterator[str]:
    """No text of a chart is smaller than 14 points."""
    for name, root in charts(parts):
        for tag in ("defRPr", "rPr"):
            for node in root.iter(A + tag):
                if int(node.get("sz", "0")) < 1400:
                    yield f"{name}: text of {node.get('sz')} hundredths of a point"


CHECKS = (axes, workbooks, references, overrides, legible)
