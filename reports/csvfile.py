"""CSV files: typed columns, checked cell by cell, every fault at its row and column.

RFC 4180 with commas; the standard library's reader is not used because it does not say in which
column of the file a field begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from layouts.located import Origin, clip, quote
from layouts.problems import Place, Problems

NOUNS = {"text": "a text", "integer": "a whole number", "number": "a number"}
"""What a cell of each type is."""
ROWS = 2_000
COLUMNS = 50
CELL = 200
"""Characters in one cell."""
LARGEST = 1e15
"""Beyond this a float no longer tells whole numbers apart."""
FAULTS = 20
"""After so many problems the rest of the file is not looked at."""

_FIELD = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*|([^",\n]*)')
_QUOTED = re.compile(r'[ \t]*"(?:[^"]|"")*"')
_OPENS = re.compile(r'[ \t\n]*"')
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_WITH_UNIT = re.compile(r"[-+]?[0-9.,]+\s*[^0-9.,\s]+")


@dataclass(frozen=True)
class Sheet:
    """A dataset that was read: for each column its values, one for each row."""

    columns: Mapping[str, tuple[Any, ...]]
    types: Mapping[str, str]
    """``text``, ``integer`` or ``number`` by column."""
    rows: int
    origin: Origin = field(compare=False)
    starts: Mapping[str, tuple[int, ...]] = field(compare=False)

    def place(self, column: str, row: int) -> Place:
        """Where the cell of ``column`` in data row ``row`` (from 0) stands in the file."""
        return self.origin.place(self.starts[column][row])


Cell = tuple[str, int]
"""Text of a field and the index in the file where it begins."""


class BrokenError(Exception):
    """The text cannot be divided into fields; the problem has been added."""


def read_sheet(origin: Origin, types: Mapping[str, str], problems: Problems) -> Sheet | None:
    """The sheet, or None after every problem (at most :data:`FAULTS`) was added.

    ``types`` names the columns that the header must have, in any order.
    """
    before = len(problems)
    try:
        rows = list(_rows(origin, problems))
    except BrokenError:
        return None
    if not rows:
        problems.add("csv-empty", origin.place(0), "the file is empty", "a header and rows")
        return None
    head = rows[0]
    if not _header(head, types, origin, problems):
        return None
    if len(rows) == 1:
        problems.add("csv-empty", origin.place(0), "a header and no rows", "at least one row")
        return None
    names = [text for text, _ in head]
    values: dict[str, list[Any]] = {name: [] for name in names}
    starts: dict[str, list[int]] = {name: [] for name in names}
    for row in rows[1:]:
        if len(problems) - before >= FAULTS:
            break
        if len(row) != len(head):
            place = origin.place(row[min(len(row), len(head) + 1) - 1][1])
            problems.add(
                "csv-ragged", place, field_count(len(row)), f"{len(head)}, as in the header"
            )
            continue
        for name, (text, start) in zip(names, row, strict=True):
            value = _value(text, types[name], name, origin, start, problems)
            values[name].append(value)
            starts[name].append(start)
    if len(problems) > before:
        return None
    return Sheet(
        {name: tuple(column) for name, column in values.items()},
        dict(types),
        len(rows) - 1,
        origin,
        {name: tuple(column) for name, column in starts.items()},
    )


def _rows(origin: Origin, problems: Problems) -> Iterator[list[Cell]]:
    """Rows of fields; blank lines at the end are no rows."""
    origin = Origin(origin.file, origin.text.rstrip("\n"))
    index = count = 0
    while index < len(origin.text):
        row, index = read_row(origin, index, problems)
        yield row
        count += 1
        if count > ROWS + 1:
            problems.add("csv-too-large", origin.place(index), "too many rows", f"at most {ROWS}")
            raise BrokenError


def read_row(origin: Origin, index: int, problems: Problems) -> tuple[list[Cell], int]:
    """The fields of the row at ``index``, and where the next row begins.

    Raises :class:`BrokenError` after a problem was added.
    """
    text = origin.text
    row: list[Cell] = []
    while True:
        match = _FIELD.match(text, index)
        assert match is not None
        end = match.end()
        after = text[end : end + 1]
        if after not in ("", ",", "\n"):
            _quoting(origin, index, problems)
        quoted = match.group(1)
        value = match.group(2) if quoted is None else quoted.replace('""', '"')
        row.append((value.strip(" \t"), index))
        index = end + 1
        if after != ",":
            return row, index
        if len(row) > COLUMNS:
            place = origin.place(index)
            problems.add("csv-too-large", place, "too many columns", f"at most {COLUMNS}")
            raise BrokenError


def _quoting(origin: Origin, index: int, problems: Problems) -> None:
    closed = _QUOTED.match(origin.text, index)
    if _OPENS.match(origin.text, index) and closed is None:
        found, expected = "a quote that is not closed", "the closing quote"
    else:
        found, expected = "a quote inside a field", 'the whole field in quotes, each quote as ""'
    problems.add("csv-quote", origin.place(index), found, expected)
    raise BrokenError


def field_count(count: int) -> str:
    """The number of fields in words."""
    return f"{count} fields" if count != 1 else "1 field"


def separated(head: list[Cell], origin: Origin, problems: Problems) -> bool:
    """Whether the header is not one field with another mark than commas between its names."""
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(head) == 1 and separator in head[0][0]:
            problems.add("csv-separator", origin.place(0), f"{name} between fields", "commas")
            return False
    return True


def _header(head: list[Cell], types: Mapping[str, str], origin: Origin, problems: Problems) -> bool:
    names = [text for text, _ in head]
    if len(types) > 1 and not separated(head, origin, problems):
        return False
    good = True
    for number, (name, start) in enumerate(head):
        if name in names[:number]:
            found = f"column {quote(name)} twice"
            problems.add("csv-header", origin.place(start), found, "each column once")
            good = False
        elif name not in types:
            found = f"column {quote(name)}"
            expected = "the columns of the dataset: " + ", ".join(types)
            problems.add(
                "csv-header", origin.place(start), found, expected, given=name[:100], names=types
            )
            good = False
    missing = [name for name in types if name not in names]
    if missing and good:
        found = "no column " + ", ".join(quote(name) for name in missing)
        problems.add("csv-header", origin.place(0), found, "the columns of the dataset")
        good = False
    return good


def _value(text: str, kind: str, name: str, origin: Origin, start: int, problems: Problems) -> Any:
    """The cell as its column's type; None after a problem was added."""
    where = f"in column {quote(name)}"
    if not text:
        problems.add("csv-value", origin.place(start), f"an empty cell {where}", NOUNS[kind])
        return None
    if len(text) > CELL:
        found = f"{len(text)} characters {where}"
        problems.add("too-long", origin.place(start), found, f"at most {CELL}")
        return None
    if kind == "text":
        return re.sub(r"[ \t\n]+", " ", text)
    good = (_INTEGER if kind == "integer" else _NUMBER).fullmatch(text)
    if not good:
        problems.add(
            "csv-value", origin.place(start), f"{quote(text)} {where}", _wanted(text, kind)
        )
        return None
    if abs(float(text)) >= LARGEST:
        found = f"{clip(text)} {where}"
        problems.add("out-of-range", origin.place(start), found, f"less than {LARGEST:g}")
        return None
    return int(text) if kind == "integer" else float(text)


def _wanted(text: str, kind: str) -> str:
    if kind == "integer" and _NUMBER.fullmatch(text):
        return f"{NOUNS[kind]}, without decimals"
    wanted = "a whole number" if kind == "integer" else "a number with a point as decimal mark"
    if _WITH_UNIT.fullmatch(text):
        return f"{wanted}, without a unit"
    if re.fullmatch(r"[-+0-9., ']*[0-9][-+0-9., ']*", text):
        return f"{wanted}, without marks between thousands"
    return wanted
