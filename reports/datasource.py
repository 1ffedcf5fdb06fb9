"""Where datasets are pulled from: what ``from`` of a dataset says, and what fits beside it.

Nothing here opens a source: builds read the snapshot alone (``reports/datalock``), ``refresh``
pulls (``reports/live``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from layouts.fields import NAME
from layouts.located import quote
from layouts.problems import Problems
from layouts.records import Record, many, mapping, one, text

if TYPE_CHECKING:
    from reports.pack import Dataset

LOCK = "data.lock.json"
"""Name of the file, beside pack.yaml, that says what was pulled."""
REFRESH = "build.py refresh to be run"
"""What mends most of what is wrong with a pull."""
QUERY = 8_000
"""Characters of a query."""
TABLES = 20
"""Files that one query is over."""
SNAPSHOT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .-]*\.csv")


class Pull(Record):
    """What all kinds of sources have."""

    columns: dict[str, str] = mapping(text(max=200), keys=None, default={})
    """Columns that have another name there: our name, then theirs."""


class FilePull(Pull):
    """What sources have that are one file, whose columns nothing chooses."""

    ignore: tuple[str, ...] = many(text(max=200), high=200, default=())
    """Columns of the source that are left out; any other that is no column of ours is an error."""


class CsvPull(FilePull):
    """A CSV file."""

    csv: str = text(max=300)
    """Path of the file, relative to the folder of the pack."""
    as_of: str = text(max=200, default="")
    """Column of the file with dates, of which the latest counts."""


class XlsxPull(FilePull):
    """A sheet of an Excel workbook, or a range of it; the first row has the names."""

    xlsx: str = text(max=300)
    """Path of the workbook, relative to the folder of the pack."""
    sheet: str = text(max=80)
    """Name of the sheet."""
    range: str = text(
        max=24,
        pattern=r"[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}([1-9][0-9]{0,6})?",
        shape="a range such as A3:D20, or A3:D for all rows below",
        default="",
    )
    """Cells with the names and the rows, such as ``A3:D20``; ``A3:D`` goes down to the last row."""
    as_of: str = text(
        max=12, pattern=r"[A-Z]{1,3}[1-9][0-9]{0,6}", shape="a cell such as B1", default=""
    )
    """Cell of the sheet with the date, such as ``B1``."""


class JsonPull(FilePull):
    """A list of records in a JSON file."""

    json: str = text(max=300)
    """Path of the file, relative to the folder of the pack."""
    rows: str = text(max=300, default="")
    """Path to the list inside the document, with dots, such as ``data.items``; empty: the document
    is the list."""
    as_of: str = text(max=300, default="")
    """Path to the date inside the document, such as ``meta.updated``."""


class Table(Record):
    """A file that a query is over."""

    file: str = text(max=300)
    """Path of a CSV, Parquet or SQLite file, relative to the folder of the pack."""
    table: str = text(max=200, default="")
    """Table or view of the SQLite file."""


class QueryPull(Pull):
    """What sources have that a query is put to."""

    sql: str = text(max=QUERY, blank=True)
    """One SELECT; ``ORDER BY`` decides the order of the rows."""
    as_of: str = text(max=QUERY, blank=True, default="")
    """A second SELECT, for the date: one row of one column."""


class TablesPull(QueryPull):
    """A query over files, run by DuckDB."""

    tables: dict[str, Table] = mapping(one(Table, short="file"), keys=NAME, low=1, high=TABLES)
    """The files by the names that the query has for them."""


class PostgresPull(QueryPull):
    """A query to a PostgreSQL server."""

    postgres: str = text(
        max=80,
        pattern=r"[A-Z][A-Z0-9_]*",
        shape="the name of an environment variable such as BRIEFPACK_PG",
    )
    """Name of the environment variable that holds the connection string, such as
    ``BRIEFPACK_PG``."""


PULLS: Mapping[str, type[Pull]] = {
    "csv": CsvPull,
    "xlsx": XlsxPull,
    "json": JsonPull,
    "tables": TablesPull,
    "postgres": PostgresPull,
}
"""Kinds of sources by the key that each alone has."""


def files_named(pull: Pull) -> Iterator[str]:
    """Paths of the files that a source is read from."""
    if isinstance(pull, CsvPull):
        yield pull.csv
    elif isinstance(pull, XlsxPull):
        yield pull.xlsx
    elif isinstance(pull, JsonPull):
        yield pull.json
    elif isinstance(pull, TablesPull):
        yield from (table.file for table in pull.tables.values())


def said(record: Record) -> dict[str, Any]:
    """What a record says, as plain data in the order of its fields."""
    return {name: _plain(getattr(record, name)) for name in record.fields()}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return said(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def check(datasets: Mapping[str, Dataset], problems: Problems) -> None:
    """That snapshots are files of their own beside pack.yaml, and renamed columns are there."""
    live = {name: data for name, data in datasets.items() if data.pull is not None}
    sources = {file for data in live.values() if data.pull for file in files_named(data.pull)}
    owners: dict[str, str] = {}
    for name, data in datasets.items():
        first = owners.setdefault(data.file, name)
        place = data.at("file")
        if first != name and (name in live or first in live):
            found = f"{quote(data.file)} is the file of dataset {quote(first)}, too"
            problems.add("bad-value", place, found, "a file for each dataset that is pulled")
        if data.pull is None:
            continue
        if not SNAPSHOT.fullmatch(data.file):
            expected = "a name that ends in .csv, without a folder"
            problems.add("bad-value", place, f"{quote(data.file)} for a snapshot", expected)
        elif data.file in sources:
            found = f"{quote(data.file)} is a source, which the snapshot would replace"
            problems.add("bad-value", place, found, "another name for the snapshot")
        for ours in data.pull.columns:
            if ours not in data.columns:
                found = f"no column {quote(ours)} in the dataset"
                where = data.pull.at("columns", ours)
                problems.add("unknown-name", where, found, given=ours, names=data.columns)


def name_in_inputs(dataset: str) -> str:
    """What the part of the lock that tells of one dataset is called among inputs."""
    return f"{LOCK}#{dataset}"
