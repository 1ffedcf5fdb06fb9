"""Recipients: the table that turns one audience into many packs, a row for each.

A row is one line of the file, so that a quote left open spoils its own row and no other. What is
wrong with a row stays with the row; what is wrong with the table as a whole is the run's problem.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layouts.fields import NAME
from layouts.located import Origin, clip, quote
from layouts.problems import Place, Problem, Problems
from reports.csvfile import BrokenError, Cell, field_count, read_row, separated
from reports.source import BAD_CHARACTERS, TABLE_BYTES, bad_character, decoded, read_path

ROWS = 20_000
VALUE = 200
"""Characters of one cell."""
ID, LANGUAGE = "id", "language"
"""Columns that the program reads itself; all others are for texts and ``only``."""
LONGEST_ID = 60

_ID = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""Names that no file has on Windows (Microsoft, Naming Files, Paths, and Namespaces)."""
_SPACE = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Recipient:
    """One reader: what the columns of the table say of them."""

    id: str
    """Name of the folder of their pack."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Text by column, empty where the cell is."""
    row: Place = Place("")
    """Where their row begins."""
    starts: Mapping[str, int] = field(default_factory=dict, compare=False)
    """By column, the column of the line where the cell begins, from 1."""
    everyone: bool = False
    """Stands for all rows of the table: is told what any of them may be told."""

    @classmethod
    def anyone(cls, columns: Collection[str]) -> Recipient:
        """What stands for all rows of a table with these columns."""
        return cls("", dict.fromkeys(columns, ""), everyone=True)

    def place(self, column: str) -> Place:
        """Where the cell of a column is."""
        return self.row._replace(column=self.starts.get(column, self.row.column))

    def value(self, column: str) -> str:
        """What a column says; empty when there is no such column."""
        return self.values.get(column, "")

    def gets(self, only: Mapping[str, Collection[str]]) -> bool:
        """Whether every column named in ``only`` says one of the words given there."""
        return self.everyone or all(self.value(c) in allowed for c, allowed in only.items())

    @property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of what the row says, for the manifest: a change elsewhere in the table leaves
        it as it is."""
        said = json.dumps(self.values, ensure_ascii=False, sort_keys=True)
        return {f"recipients/{self.id}": hashlib.sha256(said.encode()).hexdigest()}


@dataclass
class Row:
    """One row as it was read."""

    id: str
    line: int
    recipient: Recipient | None = None
    """None when something is wrong with the row."""
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Table:
    """The rows of a table, good and bad, in order."""

    file: str
    columns: tuple[str, ...]
    rows: list[Row]


def read_table(path: Path, place: Place, problems: Problems) -> Table | None:
    """The table at ``path``, which ``place`` (an option) names.

    None after what is wrong with the file or its header was added to ``problems``.
    """
    data = read_path(path, place, problems, TABLE_BYTES)
    origin = None if data is None else decoded(data, str(path), problems, "csv-encoding")
    if origin is None:
        return None
    lines = [(n, line) for n, line in enumerate(origin.text.split("\n"), 1) if line.strip(" \t,")]
    if len(lines) < 2:
        found = "no row below the header" if lines else "the file is empty"
        problems.add("csv-empty", Place(origin.file), found, "a header and at least one row")
        return None
    if len(lines) - 1 > ROWS:
        where = Place(origin.file, lines[ROWS + 1][0], 1)
        problems.add("csv-too-large", where, "too many rows", f"at most {ROWS:,}")
        return None
    (first, header), *rest = lines
    columns = _header(Origin(origin.file, header), first, problems)
    if columns is None:
        return None
    rows = [_row(Origin(origin.file, line), n, columns) for n, line in rest]
    _told_apart(rows, origin.file)
    return Table(origin.file, columns, rows)


def _cells(origin: Origin, line: int, problems: Problems) -> list[Cell] | None:
    """The fields of one line; None after what is wrong with it was added."""
    found = Problems()
    try:
        cells, end = read_row(origin, 0, found)
    except BrokenError:
        for one in found:
            problems.add(one.code, one.place._replace(line=line), one.found, one.expected)
        return None
    assert end > len(origin.text)
    return cells


def _header(origin: Origin, line: int, problems: Problems) -> tuple[str, ...] | None:
    head = _cells(origin, line, problems)
    if head is None:
        return None
    before = len(problems)
    if not separated(head, origin, problems):
        return None
    names = [text for text, _ in head]
    for n, (name, start) in enumerate(head):
        where = Place(origin.file, line, start + 1)
        if not re.fullmatch(NAME, name) or len(name) > LONGEST_ID:
            found, expected = f"column {quote(name)}", "a lower-case name such as country"
            problems.add("csv-header", where, found, expected)
        elif name in names[:n]:
            problems.add("csv-header", where, f"column {quote(name)} twice", "each column once")
    if ID not in names:
        given = next((name for name in names if name.casefold() == ID), "")
        where = Place(origin.file, line, 1)
        problems.add(
            "csv-header", where, f"no column '{ID}'", "a column of ids", given=given, names=[ID]
        )
    return tuple(names) if len(problems) == before else None


def _row(origin: Origin, line: int, columns: tuple[str, ...]) -> Row:
    problems = Problems()
    cells = _cells(origin, line, problems)
    if cells is None:
        return Row("", line, None, list(problems))
    start = Place(origin.file, line, 1)
    at = columns.index(ID)
    row = Row(clip(cells[at][0], LONGEST_ID) if at < len(cells) else "", line)
    if len(cells) != len(columns):
        where = start._replace(column=cells[min(len(cells), len(columns) + 1) - 1][1] + 1)
        expected = f"{len(columns)}, as in the header"
        problems.add("csv-ragged", where, field_count(len(cells)), expected)
        row.problems = list(problems)
        return row
    values, starts = {}, {}
    for name, (text, index) in zip(columns, cells, strict=True):
        where = start._replace(column=index + 1)
        values[name], starts[name] = _SPACE.sub(" ", text), index + 1
        bad = BAD_CHARACTERS.search(text)
        if bad:
            bad_character(bad.group(), where, problems)
        elif name == ID:
            _check_id(text, where, problems)
        elif len(text) > VALUE:
            found = f"{len(text)} characters in column {quote(name)}"
            problems.add("too-long", where, found, f"at most {VALUE}")
    row.problems = list(problems)
    if not problems:
        row.recipient = Recipient(row.id, values, start, starts)
    return row


def _check_id(text: str, where: Place, problems: Problems) -> None:
    """An id is the name of a folder on any file system."""
    if not _ID.fullmatch(text) or _DEVICES.fullmatch(text) or len(text) > LONGEST_ID:
        expected = f"at most {LONGEST_ID} of the characters a–z, A–Z, 0–9, - and _ inside"
        found = f"id {quote(text)}" if text else "no id"
        problems.add("bad-value", where, found, expected + ", no name of a device")


def _told_apart(rows: list[Row], file: str) -> None:
    """Rows with the same id, in capitals or not, are all bad: nobody can say whose pack it is."""
    met: dict[str, list[Row]] = {}
    for row in rows:
        if row.id:
            met.setdefault(row.id.casefold(), []).append(row)
    for same in met.values():
        for row in same if len(same) > 1 else ():
            other = next(one for one in same if one is not row)
            column = row.recipient.starts[ID] if row.recipient is not None else 1
            row.problems.append(
                Problem(
                    "duplicate-id",
                    Place(file, row.line, column),
                    f"id {quote(row.id)} is also on line {other.line}",
                    "each id once, whether in capitals or not",
                )
            )
            row.recipient = None
