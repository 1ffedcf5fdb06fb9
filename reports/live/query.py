"""A query over files, run by DuckDB where it can do no harm.

The files are read through the door of the pack and loaded into a database in memory. Only then
does the query run, with the file system and the network switched off, within limits of memory and
time, in one thread, so that sums of fractions come out alike every time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from layouts.located import quote
from reports.csvfile import ROWS
from reports.datasource import Table, TablesPull
from reports.live.fault import Fault, needed, shown
from reports.live.files import read_bytes
from reports.live.pulled import Pulled, day
from reports.live.sqlitefile import MAGIC as SQLITE
from reports.live.sqlitefile import Column, columns_of
from reports.publish import scratch
from reports.source import Folder

TABLE_BYTES = 200_000_000
"""Of one file; each is copied once."""
MEMORY = "1GB"
SECONDS = 60.0
"""For loading the files, and for each query."""
PARQUET = b"PAR1"
CHUNK = 20_000
"""Rows that are handed to DuckDB at a time."""
SETTINGS = {
    "threads": 1,
    "memory_limit": MEMORY,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}
"""Of the database: nothing is swapped to disk, nothing is fetched, and names in the query are never
those of variables of ours."""
LOCKED = (
    "SET TimeZone = 'UTC'",
    "SET enable_external_access = false",
    "SET disabled_filesystems = 'LocalFileSystem'",
    "SET lock_configuration = true",
)
"""Run before the query, after which none of it can be undone."""
ZONED = "TIMESTAMP WITH TIME ZONE"
_COPY = re.compile(r"[^\s'\"]*/table\.[a-z]+")
"""Path of the copy that is loaded."""


def pull_tables(pull: TablesPull, door: Folder) -> Pulled:
    """The rows of a query. Raises :class:`Fault`."""
    duckdb = needed("duckdb", "duckdb", "live")
    connection = duckdb.connect(":memory:", config=SETTINGS)
    try:
        for name, table in pull.tables.items():
            with _guarded(duckdb, connection, f"table {quote(name)}", table.file):
                _load(connection, name, table, door)
        with _guarded(duckdb, connection, "the settings"):
            for setting in LOCKED:
                connection.execute(setting)
        names, rows = _asked(duckdb, connection, pull.sql, "sql")
        as_of = ""
        if pull.as_of:
            as_of = single_day(*_asked(duckdb, connection, pull.as_of, "as_of"))
    finally:
        connection.close()
    return Pulled(names, rows, row_of_result, as_of, query_digest(pull.sql), dict(door.inputs))


def row_of_result(row: int, _column: int) -> str:
    """Where a cell stands in the answer to a query."""
    return f"row {row + 1} of the result"


def query_digest(sql: str) -> str:
    """SHA-256 of the text of a query."""
    return hashlib.sha256(sql.encode()).hexdigest()


def single_day(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """The day that the query under ``as_of`` answers. Raises :class:`Fault`."""
    if len(names) != 1 or len(rows) != 1:
        found = f"{len(rows)} rows of {len(names)} columns under 'as_of'"
        raise Fault("pull-as-of", found, "one row with one date")
    return day(rows[0][0])


@contextmanager
def _guarded(duckdb: Any, connection: Any, what: str, file: str = "") -> Iterator[None]:
    """Within :data:`SECONDS`; errors of DuckDB become faults."""
    timer = Timer(SECONDS, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        found, expected = f"{what} takes longer than {SECONDS:g} s", "less to do"
        raise Fault("pull-time", found, expected) from None
    except duckdb.OutOfMemoryException:
        raise Fault("pull-too-large", f"{what} takes more than {MEMORY} of memory") from None
    except duckdb.Error as error:
        if file:
            said = _COPY.sub(file, shown(error))
            raise Fault("pull-file", f"{quote(file)} cannot be read: {said}") from None
        raise Fault("pull-query", f"{what}: {shown(error)}", "a query that runs") from None
    finally:
        timer.cancel()


def _load(connection: Any, name: str, table: Table, door: Folder) -> None:
    """Make a table of a file, told apart by its first bytes."""
    data = read_bytes(door, table.file, TABLE_BYTES)
    sqlite = data.startswith(SQLITE)
    if bool(table.table) != sqlite:
        found = f"{quote(table.file)} is {'a' if sqlite else 'no'} SQLite file"
        expected = "'table' beside its path" if sqlite else "no 'table' beside its path"
        raise Fault("pull-file", found, expected)
    kind = "sqlite" if sqlite else "parquet" if data.startswith(PARQUET) else "csv"
    with scratch(f"table.{kind}", data) as path:
        del data
        if sqlite:
            _fill(connection, name, columns_of(path, table, door, SECONDS))
        else:
            _read(connection, name, kind, path)


def _read(connection: Any, name: str, kind: str, path: Path) -> None:
    reader = (
        "read_parquet($1)"
        if kind == "parquet"
        else "read_csv($1, delim=',', quote='\"', escape='\"', header=true, sample_size=-1)"
    )
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM {reader}', [str(path)])


def _fill(connection: Any, name: str, columns: list[Column]) -> None:
    """Make a table out of columns of Python values."""
    made = ", ".join(f"{_identifier(one.name)} {one.kind}" for one in columns)
    connection.execute(f'CREATE TABLE "{name}" ({made})')
    lists = ", ".join(f"unnest(${n}::{one.kind}[])" for n, one in enumerate(columns, 1))
    for start in range(0, len(columns[0].values), CHUNK):
        part = [one.values[start : start + CHUNK] for one in columns]
        connection.execute(f'INSERT INTO "{name}" SELECT {lists}', part)


def _identifier(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _asked(
    duckdb: Any, connection: Any, sql: str, field: str
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows of the answer to one SELECT. Raises :class:`Fault`."""
    with _guarded(duckdb, connection, f"the query under {field!r}"):
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            many = f"{len(statements)} statements" if len(statements) != 1 else "no SELECT"
            raise Fault("pull-query", f"{many} under {field!r}", "one SELECT")
        answer = connection.execute(statements[0])
        names = [str(column[0]) for column in answer.description]
        for name, kind, *_ in answer.description:
            if str(kind) == ZONED:
                found = f"column {quote(name)} is a time with a zone"
                raise Fault("pull-query", found, f"a cast of it, such as {name}::DATE")
        return names, list(answer.fetchmany(ROWS + 1))
