"""Rows out of CSV and JSON files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from layouts.located import Origin, quote
from layouts.problems import Place, Problems
from reports.csvfile import COLUMNS, ROWS, BrokenError, Cell, field_count, read_row, separated
from reports.datasource import CsvPull, JsonPull
from reports.live.fault import Fault, of_problem
from reports.live.pulled import Pulled, day
from reports.source import Folder, decoded

CSV_SOURCE_BYTES = 20_000_000
JSON_SOURCE_BYTES = 20_000_000


def read_bytes(door: Folder, name: str, most: int) -> bytes:
    """The bytes of a source, through the door of the pack. Raises :class:`Fault`."""
    problems = Problems()
    data = door.read(name, Place(""), problems, most, "pull-too-large")
    if data is None:
        raise of_problem(next(iter(problems)))
    return data


def read_text(door: Folder, name: str, most: int) -> Origin:
    """The text of a source; what characters it has, its snapshot will tell. Raises
    :class:`Fault`."""
    data = read_bytes(door, name, most)
    problems = Problems()
    origin = decoded(data, door.place(name).file, problems, "csv-encoding")
    if origin is None:
        problem = next(iter(problems))
        raise Fault(problem.code, f"{problem.found} (at {problem.place})", problem.expected)
    return origin


def pull_csv(pull: CsvPull, door: Folder) -> Pulled:
    """The rows of a CSV file. Raises :class:`Fault`."""
    origin = read_text(door, pull.csv, CSV_SOURCE_BYTES)
    head, rows = _table(origin)
    names = [text for text, _ in head]

    def where(row: int, column: int) -> str:
        return str(origin.place(rows[row][column][1]))

    as_of = ""
    if pull.as_of:
        if pull.as_of not in names:
            found = f"the source has no column {quote(pull.as_of)}, which 'as_of' names"
            raise Fault("pull-columns", found, "a column of it", given=pull.as_of, names=names)
        column = names.index(pull.as_of)
        as_of = max((day(row[column][0]) for row in rows), default="")
    texts = [[text or None for text, _ in row] for row in rows]
    return Pulled(names, texts, where, as_of, sources=dict(door.inputs))


def _table(origin: Origin) -> tuple[list[Cell], list[list[Cell]]]:
    """The header and the rows below it; one row more than a dataset may have is enough."""
    text = origin.text.rstrip("\n")
    origin = Origin(origin.file, text)
    problems = Problems()
    rows: list[list[Cell]] = []
    index = 0
    try:
        while index < len(text) and len(rows) < ROWS + 2:
            row, index = read_row(origin, index, problems)
            rows.append(row)
    except BrokenError:
        problem = next(iter(problems))
        raise Fault(
            problem.code, f"{problem.found} (at {problem.place})", problem.expected
        ) from None
    if not rows:
        raise Fault("pull-empty", "the source is empty", "a header and rows")
    if not separated(rows[0], origin, problems):
        problem = next(iter(problems))
        raise Fault(problem.code, f"{problem.found} of the source", problem.expected)
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            found = f"{field_count(len(row))} (at {origin.place(row[0][1])})"
            raise Fault("csv-ragged", found, f"{len(rows[0])}, as in the header")
    return rows[0], rows[1:]


def pull_json(pull: JsonPull, door: Folder) -> Pulled:
    """The records of a JSON document. Raises :class:`Fault`."""
    origin = read_text(door, pull.json, JSON_SOURCE_BYTES)
    document = _parsed(origin)
    records = step_into(document, pull.rows, "rows")
    if not isinstance(records, list):
        found = f"{_called(records)} at {pull.rows or 'the top of the document'}"
        raise Fault("pull-file", found, "a list of records")
    names: dict[str, None] = {}
    for number, record in enumerate(records[: ROWS + 1]):
        if not isinstance(record, dict):
            raise Fault("pull-file", f"{_called(record)} as record {number + 1}", "a mapping")
        names |= dict.fromkeys(record)
        if len(names) > COLUMNS + len(pull.ignore):
            raise Fault("pull-columns", "more columns than a dataset may have", f"{COLUMNS}")
    columns = list(names)
    rows = [[record.get(name) for name in columns] for record in records[: ROWS + 1]]

    def where(row: int, column: int) -> str:
        missing = "" if columns[column] in records[row] else ", which lacks it"
        return f"{quote(columns[column])} of record {row + 1}{missing}"

    as_of = day(step_into(document, pull.as_of, "as_of")) if pull.as_of else ""
    return Pulled(columns, rows, where, as_of, sources=dict(door.inputs))


def _parsed(origin: Origin) -> Any:
    try:
        return json.loads(
            origin.text, parse_float=Decimal, parse_constant=_constant, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        where = f"{origin.file}:{error.lineno}:{error.colno}"
        raise Fault("pull-file", f"no JSON: {error.msg} (at {where})") from None
    except RecursionError:
        raise Fault("pull-file", "JSON that is nested too deep", "less nesting") from None
    except ValueError as error:
        raise Fault("pull-file", f"no JSON: {error}", "plain JSON (RFC 8259)") from None


def _constant(name: str) -> NoReturn:
    raise ValueError(f"the number {name}")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a record that has a key twice")
    return found


def step_into(document: Any, path: str, field: str) -> Any:
    """What a path with dots leads to; digits are places in a list, from 0. Raises
    :class:`Fault`."""
    at = document
    for step in path.split(".") if path else ():
        if isinstance(at, dict) and step in at:
            at = at[step]
        elif isinstance(at, list) and step.isdecimal() and int(step) < len(at):
            at = at[int(step)]
        else:
            found = f"nothing at {quote(path)}, which {field!r} names ({quote(step)})"
            keys = list(at) if isinstance(at, dict) else []
            raise Fault("pull-file", found, "a path inside it", given=step[:100], names=keys)
    return at


def _called(value: Any) -> str:
    if value is None:
        return "nothing"
    kinds = {dict: "a mapping", list: "a list", str: "text", bool: "a flag"}
    return kinds.get(type(value), "a number")
