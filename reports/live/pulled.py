"""Rows as a source has them, and the snapshot that they become.

A snapshot is UTF-8 with LF, RFC 4180, columns in the order of the dataset, numbers in plain
decimals, white space in texts as single spaces: the same rows give the same bytes, whatever kind
of source they come from.
"""

from __future__ import annotations

import contextlib
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from layouts.located import quote
from layouts.problems import Problem, Problems
from reports.csvfile import NOUNS, ROWS, Sheet, read_sheet
from reports.datasource import FilePull
from reports.live.fault import SAID, Fault
from reports.source import CSV_BYTES, decode

if TYPE_CHECKING:
    from reports.pack import Dataset

DIGITS = 40
"""Digits before or after the point; more are written with an exponent, which no column takes."""
OFFERED = 12
"""Names of columns in one message."""
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_SPACE = re.compile(r"[ \t\r\n]+")
_PLAIN = re.compile(r'[^",]+')
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$", re.DOTALL)


@dataclass
class Pulled:
    """What a source has."""

    names: Sequence[str]
    """Of its columns."""
    rows: Sequence[Sequence[Any]]
    """Python values; None where there is none."""
    where: Callable[[int, int], str]
    """Where a cell stands in the source, by the indices of its row and column."""
    as_of: str = ""
    """Day of the numbers; empty where the source does not tell."""
    query: str = ""
    """SHA-256 of the text of the query."""
    sources: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file that was read, by its path."""


@dataclass(frozen=True)
class Snapshot:
    """A dataset as builds read it."""

    data: bytes
    sheet: Sheet


def snapshot(pulled: Pulled, dataset: Dataset, problems: Problems) -> Snapshot | None:
    """The snapshot of what was pulled, checked by the reader of builds.

    None after problems were added, at the dataset's ``from``. Raises :class:`Fault` for rows that
    are no such table at all.
    """
    if not pulled.rows:
        raise Fault("pull-empty", "the source has no rows", "at least one")
    chosen = _chosen(pulled, dataset)
    if len(pulled.rows) > ROWS:
        raise Fault(
            "pull-too-large", f"the source has more than {ROWS:,} rows", f"at most {ROWS:,}"
        )
    text, starts = _written(pulled, dataset, chosen)
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > CSV_BYTES:
        raise Fault("pull-too-large", f"{len(data):,} bytes of rows", f"at most {CSV_BYTES:,}")
    wrong = Problems()
    sheet = None
    origin = decode(data, dataset.file, wrong, "csv-encoding")
    if origin is not None:
        sheet = read_sheet(origin, dataset.columns, wrong)
    place = dataset.at("pull")
    for problem in wrong:
        where = _where(problem, pulled, chosen, starts)
        problems.add(problem.code, place, f"{problem.found}{where}", problem.expected)
    return None if wrong or sheet is None else Snapshot(data, sheet)


def _chosen(pulled: Pulled, dataset: Dataset) -> list[int]:
    """For each column of the dataset its index in the source. Raises :class:`Fault`."""
    assert dataset.pull is not None
    names, expected = list(pulled.names), "the columns of the dataset"
    for number, name in enumerate(names):
        if name in names[:number]:
            raise Fault("pull-columns", f"the source has two columns {quote(name)}", expected)
    wanted = [dataset.pull.columns.get(ours, ours) for ours in dataset.columns]
    ignored = dataset.pull.ignore if isinstance(dataset.pull, FilePull) else ()
    extra = [name for name in names if name not in wanted and name not in ignored]
    missing = [name for name in wanted if name not in names]
    if missing:
        found = f"the source has no column {_listed(missing)}; it has {_listed(names)}"
        raise Fault("pull-columns", found, expected, given=missing[0], names=extra)
    if extra:
        if isinstance(dataset.pull, FilePull):
            expected += " alone, others under 'ignore'"
        raise Fault("pull-columns", f"the source has a column {_listed(extra)}, too", expected)
    return [names.index(name) for name in wanted]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - OFFERED} more" if len(names) > OFFERED else ""
    return ", ".join(map(quote, names[:OFFERED])) + more if names else "none"


def _written(pulled: Pulled, dataset: Dataset, chosen: list[int]) -> tuple[str, list[list[int]]]:
    """The text of the snapshot, and for each row the columns (from 1) where its fields begin."""
    kinds = list(dataset.columns.values())
    lines = [",".join(_quoted(_SPACE.sub(" ", name)) for name in dataset.columns)]
    starts: list[list[int]] = []
    for n, row in enumerate(pulled.rows):
        fields, begins, at = [], [], 1
        for column, kind in zip(chosen, kinds, strict=True):
            text = cell(row[column], kind)
            if text is None:
                what = f"{_noun(row[column])} in {pulled.where(n, column)}"
                raise Fault("pull-value", what, NOUNS[kind])
            fields.append(_quoted(text))
            begins.append(at)
            at += len(fields[-1]) + 1
        lines.append(",".join(fields))
        starts.append(begins)
    return "\n".join(lines) + "\n", starts


def _where(problem: Problem, pulled: Pulled, chosen: list[int], starts: list[list[int]]) -> str:
    """Where in the source the cell stands that a problem of the snapshot is about."""
    row = problem.place.line - 2
    if not 0 <= row < len(starts):
        return ""
    column = bisect_right(starts[row], problem.place.column) - 1
    return f" ({pulled.where(row, chosen[column])})"


def cell(value: Any, kind: str) -> str | None:
    """A value as the snapshot writes it in a column of ``kind``; None for no single value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return _decimal(value)
    if isinstance(value, datetime):
        whole = value.tzinfo is None and value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if not isinstance(value, str):
        return None
    text = _SPACE.sub(" ", value).strip(" ")
    number = kind != "text" and len(text) <= 2 * DIGITS and _NUMBER.fullmatch(text)
    return _decimal(Decimal(text)) if number else text


def _decimal(value: float | Decimal) -> str:
    """A number without exponent and without noughts behind; ``nan`` and ``inf`` as they are."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        value = Decimal(repr(value))
    elif isinstance(value, int):
        return str(value)
    if not value.is_finite() or abs(value.adjusted()) > DIGITS:
        return str(value) if value else "0"
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _quoted(text: str) -> str:
    """A field; an empty one in quotes, so that a row of one column is no blank line."""
    if _PLAIN.fullmatch(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _noun(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "bytes"
    return "a duration" if isinstance(value, timedelta) else f"a {type(value).__name__}"


def day(value: Any) -> str:
    """The day that a value stands for, such as ``2026-06-03``. Raises :class:`Fault`."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str) and _DAY.match(value.strip()):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value.strip()[:10]).isoformat()
    said = "nothing" if value is None else quote(str(value)[:SAID])
    raise Fault("pull-as-of", f"{said} under 'as_of'", "a date such as 2026-06-03")
