"""Tables of SQLite files, as columns.

Read by Python's own sqlite3: DuckDB's extension for SQLite would have to be fetched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layouts.located import quote
from layouts.problems import Place, Problems
from reports.datasource import Table
from reports.live.fault import Fault, shown
from reports.source import Folder

MAGIC = b"SQLite format 3\0"
ROWS = 1_000_000
"""Rows of one table or view."""
STEPS = 10_000
"""Instructions of SQLite's machine between two looks at ``stop``."""
BIGGEST = 2**63
LEFTOVERS = ("-wal", "-journal")
"""Files beside a database whose changes are not in it yet."""


@dataclass
class Column:
    """A column with its values."""

    name: str
    kind: str
    """Its type in DuckDB."""
    values: list[Any]


def columns_of(path: Path, table: Table, door: Folder, stop: Callable[[], bool]) -> list[Column]:
    """The columns of a table or view of the database at ``path``, a copy of ``table.file``.

    ``stop`` says whether to leave off, which ends in the fault of a file that cannot be read.
    Raises :class:`Fault`.
    """
    _settled(table.file, door)
    uri = f"{path.as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_progress_handler(stop, STEPS)
            return _columns(connection, table)
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        found = f"{quote(table.file)} cannot be read: {shown(error)}"
        raise Fault("pull-file", found) from None


def _settled(file: str, door: Folder) -> None:
    """Raises :class:`Fault` for a database that some program has not finished to write."""
    apart = Folder(door.root, door.label)
    for ending in LEFTOVERS:
        if apart.read(file + ending, Place(""), Problems(), 1 << 26, "pull-too-large") == b"":
            continue
        if file + ending in apart.inputs:
            found = f"{quote(file)} has changes in {quote(file + ending)}"
            expected = "the program that writes it to close it first"
            raise Fault("pull-file", found, expected)


def _columns(connection: sqlite3.Connection, table: Table) -> list[Column]:
    listed = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
    known = [str(row[0]) for row in connection.execute(listed)]
    if table.table not in known:
        found = f"{quote(table.file)} has no table {quote(table.table)}"
        raise Fault("unknown-name", found, "a table or view", given=table.table, names=known)
    name = table.table.replace('"', '""')
    declared = [str(row[2]).upper() for row in connection.execute(f'PRAGMA table_info("{name}")')]
    cursor = connection.execute(f'SELECT * FROM "{name}"')
    rows = cursor.fetchmany(ROWS + 1)
    if len(rows) > ROWS:
        raise Fault("pull-too-large", f"more than {ROWS:,} rows in {quote(table.table)}")
    columns = []
    for n, column in enumerate(cursor.description):
        values = [row[n] for row in rows]
        kind = affinity(declared[n] if n < len(declared) else "") or _kind(values)
        columns.append(
            Column(str(column[0]), kind, _converted(values, kind, str(column[0]), table))
        )
    return columns


def affinity(declared: str) -> str:
    """The type in DuckDB of a declared type, after sqlite.org/datatype3.html, 3.1; empty for a
    column that is declared without one. Dates stay texts."""
    if "INT" in declared or "BOOL" in declared:
        return "BIGINT"
    if any(word in declared for word in ("CHAR", "CLOB", "TEXT", "DATE", "TIME")):
        return "VARCHAR"
    if "BLOB" in declared:
        return "BLOB"
    return "DOUBLE" if declared else ""


def _kind(values: list[Any]) -> str:
    """The type of values of a column that has none, such as one that a view computes."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int}:
        return "BIGINT"
    if kinds <= {int, float}:
        return "DOUBLE"
    return "BLOB" if kinds <= {bytes} else "VARCHAR"


def _converted(values: list[Any], kind: str, name: str, table: Table) -> list[Any]:
    takes: dict[str, tuple[type, ...]] = {
        "BIGINT": (int,),
        "DOUBLE": (int, float),
        "BLOB": (bytes,),
        "VARCHAR": (str, int, float),
    }
    for row, value in enumerate(values, 1):
        if value is not None and not isinstance(value, takes[kind]):
            held = "bytes" if isinstance(value, bytes) else quote(str(value))
            found = f"{held} in row {row} of {quote(table.table)}, column {quote(name)}"
            raise Fault("pull-value", found, f"what the column is declared for ({kind})")
    if kind == "VARCHAR":
        return [value if value is None else str(value) for value in values]
    return [float(v) if v is not None else v for v in values] if kind == "DOUBLE" else values
