"""A query over files, run by DuckDB where it can do no harm.

The files are read through the door of the pack and loaded into a database in memory. Only then
does the query run, with the file system and the network switched off, within limits of memory and
time, in one thread, so that sums of fractions come out alike every time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from types import ModuleType
from typing import Any, Generic, TypeVar

from layouts.located import quote
from reports.csvfile import ROWS
from reports.datasource import Table, TablesPull
from reports.interrupts import careful
from reports.live.fault import Fault, needed, shown
from reports.live.files import read_bytes
from reports.live.pulled import Pulled, day
from reports.live.sqlitefile import MAGIC as SQLITE
from reports.live.sqlitefile import Column, columns_of
from reports.scratch import scratch
from reports.source import Folder

TABLE_BYTES = 200_000_000
"""Of one file; each is copied once."""
MEMORY = "1GB"
SECONDS = 60.0
"""For loading the files, and for each query."""
BEGINNING = 2.0
"""In which a thread begins."""
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
READERS = {
    "parquet": "read_parquet($1)",
    "csv": """read_csv($1, delim=',', quote='"', escape='"', header=true, sample_size=-1)""",
}
ZONED = "TIMESTAMP WITH TIME ZONE"
_COPY = re.compile(r"[^\s'\"]*/table\.[a-z]+")
"""Path of the copy that is loaded."""
T = TypeVar("T")


def pull_tables(pull: TablesPull, door: Folder) -> Pulled:
    """The rows of a query. Raises :class:`Fault`."""
    duckdb = needed("duckdb", "duckdb", "live")
    base = _Base(duckdb, duckdb.connect(":memory:", config=SETTINGS))
    try:
        base.connection.execute("SET enable_progress_bar = false")
        for name, table in pull.tables.items():
            base.within(f"table {quote(name)}", partial(_load, base, name, table, door), table.file)
        for setting in LOCKED:
            base.connection.execute(setting)
        names, rows = _asked(base, pull.sql, "sql")
        as_of = single_day(*_asked(base, pull.as_of, "as_of")) if pull.as_of else ""
    finally:
        base.connection.close()
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


class _Task(Thread, Generic[T]):
    """Work in a thread that never keeps the process from ending."""

    def __init__(self, work: Callable[[], T], stopped: Event) -> None:
        super().__init__(daemon=True)
        self._work, self._stopped = work, stopped
        self._begun, self.done = Event(), Event()
        self._results: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        self._begun.set()
        try:
            if not self._stopped.is_set():
                self._results.append(self._work())
        except BaseException as error:
            self._error = error
        finally:
            self.done.set()

    def left(self) -> bool:
        """Whether it is done, or will do nothing: a signal can come before it has begun."""
        return self.done.is_set() or not self._begun.wait(BEGINNING)

    def result(self) -> T:
        """What the work returned. Raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._results[0]


class _Base:
    """A database in memory, and work on it within :data:`SECONDS`."""

    def __init__(self, duckdb: ModuleType, connection: Any) -> None:
        self.duckdb, self.connection = duckdb, connection
        self.stopped = Event()
        """Whether nobody waits for the work any more."""

    def within(self, what: str, work: Callable[[], T], file: str = "") -> T:
        """What ``work`` returns; errors of DuckDB become faults, of the ``file`` if there is one.

        The work has a thread of its own: in the main thread DuckDB would turn a signal, such as
        that of Ctrl-C, into an error that does not tell which it was.
        """
        task = _Task(work, self.stopped)
        with careful():  # a copy of a file may lie in a folder of the system's
            try:
                task.start()
                late = not task.done.wait(SECONDS)
            finally:
                self.stopped.set()
                while not task.left():
                    self.connection.interrupt()
                    task.done.wait(0.05)
        self.stopped.clear()
        if late:
            raise Fault("pull-time", f"{what} takes longer than {SECONDS:g} s", "less to do")
        try:
            return task.result()
        except self.duckdb.OutOfMemoryException:
            found = f"{what} takes more than {MEMORY} of memory"
            raise Fault("pull-too-large", found, "less to do") from None
        except self.duckdb.Error as error:
            if file:
                said = _COPY.sub(file, shown(error))
                raise Fault("pull-file", f"{quote(file)} cannot be read: {said}") from None
            raise Fault("pull-query", f"{what}: {shown(error)}", "a query that runs") from None


def _load(base: _Base, name: str, table: Table, door: Folder) -> None:
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
            columns = columns_of(path, table, door, base.stopped.is_set)
            _fill(base.connection, name, columns)
        else:
            made = f'CREATE TABLE "{name}" AS SELECT * FROM {READERS[kind]}'
            base.connection.execute(made, [str(path)])


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


def _asked(base: _Base, sql: str, field: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows of the answer to one SELECT. Raises :class:`Fault`."""
    return base.within(f"the query under {field!r}", partial(_answer, base, sql, field))


def _answer(base: _Base, sql: str, field: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    statements = base.connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != base.duckdb.StatementType.SELECT:
        many = f"{len(statements)} statements" if len(statements) != 1 else "no SELECT"
        raise Fault("pull-query", f"{many} under {field!r}", "one SELECT")
    answer = base.connection.execute(statements[0])
    for name, kind, *_ in answer.description:
        if str(kind) == ZONED:
            found = f"column {quote(name)} is a time with a zone"
            raise Fault("pull-query", found, f"a cast of it, such as {name}::DATE")
    return [str(column[0]) for column in answer.description], answer.fetchmany(ROWS + 1)
