"""Rows out of Excel workbooks, read by calamine.

calamine (MIT, python-calamine) is read with care: it takes memory for the whole rectangle that a
sheet spans (10 GB for two cells at A1 and XFD20001, measured with 0.9.1) and makes empty cells out
of errors such as #DIV/0!. The archive is therefore opened by the container that opens templates,
and the sheet looked through, before calamine gets either.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from layouts.located import quote
from reports.csvfile import COLUMNS, ROWS
from reports.datasource import XlsxPull
from reports.live.fault import Fault, needed, shown
from reports.live.files import read_bytes
from reports.live.pulled import Pulled, day
from reports.source import Folder
from reports.template.container import Container, Refused

XLSX_BYTES = 20_000_000
CELLS = 2_000_000
"""Cells of the rectangle that the cells with content span."""
ROW, COLUMN = 1_048_576, 16_384
"""Rows and columns of a sheet (ECMA-376, and Excel's own limits)."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_KEPT = re.compile(r"(\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?[^/]+\.(xml|rels))", re.I)
_OLE = b"\xd0\xcf\x11\xe0"


def pull_xlsx(pull: XlsxPull, door: Folder) -> Pulled:
    """The rows of a sheet. Raises :class:`Fault`."""
    calamine = needed("python_calamine", "python-calamine", "live")
    data = read_bytes(door, pull.xlsx, XLSX_BYTES)
    archive = _opened(data)
    part = _part(archive, pull.sheet)
    scan = _scanned(archive, part)
    try:
        book = calamine.load_workbook(io.BytesIO(_packed(archive, part)))
        sheet = book.get_sheet_by_name(pull.sheet)
        cells = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Fault("pull-file", f"the workbook cannot be read: {shown(error)}") from None
    grid = _Grid(cells, scan, merged)
    top, left, bottom, right = grid.area(pull.range)
    names = grid.header(top, left, right)
    rows = [grid.row(n, left, left + len(names)) for n in range(top + 1, bottom + 1)]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()

    def where(row: int, column: int) -> str:
        return grid.where(top + 1 + row, left + column)

    as_of = ""
    if pull.as_of:
        as_of = day(grid.value(*located(pull.as_of)))
    return Pulled(names, rows, where, as_of, sources=dict(door.inputs))


def located(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell such as ``B1``. Raises :class:`Fault`."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Fault("pull-file", f"a cell {quote(reference)} in the sheet", "one such as B1")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match.group(2))
    if row > ROW or column > COLUMN:
        raise Fault("pull-file", f"a cell {reference}", "one inside the sheet")
    return row - 1, column - 1


def lettered(column: int) -> str:
    """The letters of a column, from 0."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def _opened(data: bytes) -> Container:
    if data.startswith(_OLE):
        found = "an old .xls file, or one with a password"
        raise Fault("pull-file", found, "an .xlsx file without a password")
    if not data.startswith(b"PK"):
        raise Fault("pull-file", "not an Excel workbook", "an .xlsx file")
    try:
        return Container(data)
    except Refused as refused:
        raise _refused(refused) from None


def _refused(refused: Refused) -> Fault:
    code = "pull-unsafe" if refused.code == "template-unsafe" else "pull-file"
    return Fault(code, f"the workbook: {refused.found}", refused.expected)


def _read(archive: Container, name: str) -> bytes:
    try:
        return archive.read(name)
    except Refused as refused:
        raise _refused(refused) from None


def _packed(archive: Container, part: str) -> bytes:
    """The workbook with one sheet, and nothing packed in it: what was judged is what is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as kept:
        for name in archive.names():
            if _KEPT.fullmatch(name) or name == archive.written(part):
                kept.writestr(name, _read(archive, name))
    return out.getvalue()


def _part(archive: Container, sheet: str) -> str:
    """Name of the part with a sheet. Raises :class:`Fault`."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def in_book(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            sheets[attributes.get("name", "")] = relation

    def in_relations(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _walk(_read(archive, "xl/workbook.xml"), in_book)
    _walk(_read(archive, "xl/_rels/workbook.xml.rels"), in_relations)
    if sheet not in sheets:
        found = f"the workbook has no sheet {quote(sheet)}"
        expected = "one of " + ", ".join(map(quote, list(sheets)[:COLUMNS]))
        raise Fault("unknown-name", found, expected, given=sheet, names=sheets)
    if sheets[sheet] not in targets:
        raise Fault("pull-file", f"{quote(sheet)} is no sheet of cells", "a worksheet")
    target = targets[sheets[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


@dataclass
class _Scan:
    """What a sheet spans, and its cells with errors."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    at: tuple[int, int] = (-1, -1)
    kind: str = ""
    inside: str = ""
    """Name of the element of content that is open."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "row":
            given = attributes.get("r", "")
            row = int(given) - 1 if given.isdecimal() and len(given) < 8 else self.at[0] + 1
            self.at = (row, -1)
        elif name == "c":
            row, column = self.at
            given = attributes.get("r", "")
            self.at = located(given) if given else (row, column + 1)
            self.kind, self.inside = attributes.get("t", ""), ""
        elif name in ("v", "is", "f"):
            self.inside = name
            self.rows = max(self.rows, self.at[0] + 1)
            self.columns = max(self.columns, self.at[1] + 1)
            if self.rows * self.columns > CELLS:
                found = f"cells as far as {lettered(self.at[1])}{self.at[0] + 1}"
                expected = f"a sheet of at most {CELLS:,} cells"
                raise Fault("pull-too-large", found, expected)

    def said(self, text: str) -> None:
        """Text inside an element."""
        if self.inside == "v" and self.kind == "e":
            self.errors[self.at] = self.errors.get(self.at, "") + text


def _scanned(archive: Container, part: str) -> _Scan:
    scan = _Scan()
    _walk(_read(archive, part), scan.begin, scan.said)
    return scan


def _walk(data: bytes, begin: Any, said: Any = None) -> None:
    """Go through XML without a DTD: ``begin`` gets local names. Raises :class:`Fault`."""

    def started(name: str, attributes: dict[str, str]) -> None:
        begin(name.rpartition(":")[2], attributes)

    def refuse(*_declared: object) -> None:
        raise Fault("pull-unsafe", "the workbook: a DOCTYPE in its XML", "none")

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse
    if said is not None:
        parser.CharacterDataHandler = said
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Fault("pull-file", f"the workbook: no XML inside ({error})") from None


@dataclass(frozen=True)
class _Error:
    """A cell in which a formula failed."""

    said: str
    """Such as ``#DIV/0!``."""


class _Grid:
    """The cells of a sheet."""

    def __init__(self, cells: list[list[Any]], scan: _Scan, merged: list[Any]) -> None:
        self._cells, self._errors, self._merged = cells, scan.errors, merged

    def value(self, row: int, column: int) -> Any:
        """A cell; None where it is empty or outside, an error as what it is."""
        if (row, column) in self._errors:
            return _Error(self._errors[row, column].strip())
        line = self._cells[row] if row < len(self._cells) else []
        value = line[column] if column < len(line) else None
        return None if isinstance(value, str) and not value.strip() else value

    def row(self, row: int, left: int, right: int) -> list[Any]:
        """Cells side by side. Raises :class:`Fault` where one is an error."""
        found = [self.value(row, column) for column in range(left, right)]
        for column, value in enumerate(found, left):
            if isinstance(value, _Error):
                where = self.where(row, column)
                raise Fault("pull-value", f"the error {value.said} in {where}", "a value")
        return found

    def area(self, asked: str) -> tuple[int, int, int, int]:
        """First and last row and column, from 0, of what is asked for; of all cells for nothing.
        One row more than a dataset may have is enough."""
        last = len(self._cells) - 1
        if last < 0:
            raise Fault("pull-empty", "the sheet is empty", "names of columns and rows below")
        if not asked:
            top = next(n for n in range(last + 1) if self._any(n))
            right = max(len(line) for line in self._cells) - 1
            left = next(n for n in range(right + 1) if self.value(top, n) is not None)
            return top, left, min(last, top + ROWS + 1), right
        begin, _, end = asked.partition(":")
        top, left = located(begin)
        bottom, right = located(end) if end[-1].isdecimal() else (last, located(f"{end}1")[1])
        if bottom <= top and end[-1].isdecimal() or right < left:
            raise Fault("pull-file", f"the range {asked}", "names in its first row, rows below")
        return top, left, min(bottom, last, top + ROWS + 1), right

    def _any(self, row: int) -> bool:
        return any(self.value(row, column) is not None for column in range(len(self._cells[row])))

    def header(self, row: int, left: int, right: int) -> list[str]:
        """The names of the columns; without a range, up to the last column with a name."""
        if right - left >= 2 * COLUMNS:
            raise Fault("pull-too-large", "too many columns", f"at most {COLUMNS}")
        names = [self.value(row, column) for column in range(left, right + 1)]
        while names and names[-1] is None and self._blank(row, left + len(names) - 1):
            names.pop()
        for column, name in enumerate(names, left):
            if not isinstance(name, (str, float, int)):
                found = f"no name in {self.where(row, column)}, at the head of a column"
                raise Fault("pull-columns", found, "a name above each column")
        return [name.strip() if isinstance(name, str) else f"{name:g}" for name in names]

    def _blank(self, head: int, column: int) -> bool:
        rows = range(head + 1, len(self._cells))
        return all(self.value(row, column) is None for row in rows)

    def where(self, row: int, column: int) -> str:
        """A cell in words."""
        said = f"cell {lettered(column)}{row + 1}"
        for (top, left), (bottom, right) in self._merged:
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                return f"{said}, merged with {lettered(left)}{top + 1}"
        return said
