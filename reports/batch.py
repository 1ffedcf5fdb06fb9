"""Batch: one pack, one audience and a table: a set of documents for each recipient.

Every set is published by itself as soon as it is done, in a folder of the recipient's id. A row
that fails leaves its folder as it was and stops no other.
"""

from __future__ import annotations

import gc
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layouts.problems import InputError, Place, Problem, Problems, ResourceError
from reports import manifest
from reports.bases import Bases
from reports.clock import today
from reports.editions import Request
from reports.personal import OPTION, unmatched
from reports.pipeline import date_of_build, make, one_sided, release
from reports.pool import Lost, run
from reports.progress import Progress
from reports.publish import locked, publish
from reports.recipients import Recipient, Row, Table, read_table
from reports.staleness import stale_in
from reports.statuses import BAD_INPUT, NO_RESOURCE, OUR_BUG

if TYPE_CHECKING:
    from layouts.dates import Day

SUMMARY = "recipients.json"
FORMAT = 1
"""Raised when the shape of the summary changes."""
MADE, UNCHANGED, FAILED = "made", "unchanged", "failed"


@dataclass
class Outcome:
    """What came of one row."""

    status: str
    files: dict[str, Any] = field(default_factory=dict)
    """SHA-256 and bytes by name."""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    exit: int = 0


@dataclass(frozen=True)
class Job:
    """The work of one process on the rows that it is handed."""

    request: Request
    columns: tuple[str, ...]
    """Of the table."""
    out: Path
    targets: tuple[str, ...] | None
    """None: what each audience says."""
    date: datetime
    inputs: tuple[dict[str, str], ...]
    """Hashes of what the first process has read: all must have read the same."""
    day: Day = field(default_factory=today)
    """On which it is looked whether anything is stale: the same for all rows."""

    def __call__(self) -> Callable[[Recipient], Outcome]:
        bases = Bases(self.request, self.columns)
        if tuple(edition.inputs for edition in bases.main) != self.inputs:
            raise ResourceError("the files of the pack have changed meanwhile; run it again")
        return self.work(bases)

    def work(self, bases: Bases) -> Callable[[Recipient], Outcome]:
        """The work in this process."""
        return _Press(self, bases).outcome


class _Press:
    """Makes one pack after the other and keeps nothing of them."""

    def __init__(self, job: Job, bases: Bases) -> None:
        self._job, self._bases = job, bases
        self._settled = False

    def outcome(self, recipient: Recipient) -> Outcome:
        """What came of one recipient's row."""
        try:
            return self._made(recipient)
        except InputError as error:
            return _failed(_told_of(recipient, error.problems), BAD_INPUT)
        except (ResourceError, OSError) as error:
            return _failed([Problem("not-written", recipient.place(""), str(error))], NO_RESOURCE)
        except Exception as error:
            if os.environ.get("BRIEFPACK_DEBUG"):
                raise
            said = f"a bug in briefpack: {type(error).__name__}: {error}"
            return _failed([Problem("not-made", recipient.place(""), said)], OUR_BUG)
        finally:
            self._tidy()

    def _made(self, recipient: Recipient) -> Outcome:
        files: dict[str, bytes] = {}
        entries: dict[str, Any] = {}
        warnings: list[Problem] = []
        editions = self._bases.of(recipient)
        for edition in editions:
            targets = self._job.targets or edition.audience.formats
            made, entry = make(edition, targets, self._job.date)
            files |= made
            entries[edition.audience_name] = entry
            warnings += edition.warnings
        changed, _ = release(self._job.out / recipient.id, editions, files, entries)
        told = {
            name: {"sha256": file["sha256"], "bytes": file["bytes"]}
            for entry in entries.values()
            for name, file in entry["files"].items()
        }
        said = [one for edition in editions for one in edition.pack.warnings]
        for edition in editions:
            said += one_sided(edition, entries[edition.audience_name])
        warnings = list(dict.fromkeys([*said, *warnings, *stale_in(editions, self._job.day)]))
        return Outcome(MADE if changed else UNCHANGED, told, warnings=warnings)

    def _tidy(self) -> None:
        """Memory is what one pack takes, however many there are.

        What lives through the first pack lives on, so cycles are looked for among the rest alone.
        """
        self._bases.tidy()
        gc.collect()
        if not self._settled:
            gc.freeze()
            self._settled = True


def _failed(problems: list[Problem], status: int) -> Outcome:
    return Outcome(FAILED, problems=problems, exit=status)


def _told_of(recipient: Recipient, problems: Sequence[Problem]) -> list[Problem]:
    """Problems as those of the row: one that stands in the pack says so there."""
    file, line, _ = recipient.row
    if any(one.place[:2] == (file, line) for one in problems):
        return list(problems)
    return [
        replace(one, place=recipient.row, found=f"{one.found} (at {one.place})") for one in problems
    ]


@dataclass
class Summary:
    """What came of the rows that were asked for."""

    out: Path
    told: list[tuple[Row, Outcome]]
    """In the order of the table."""
    warnings: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How many there are of each status."""
        return Counter(outcome.status for _, outcome in self.told)

    @property
    def problems(self) -> list[Problem]:
        """All of them, by place."""
        found = {problem for _, outcome in self.told for problem in outcome.problems}
        return sorted(found, key=lambda p: (p.place, p.code, p.found))

    @property
    def status(self) -> int:
        """Exit status: that of the worst row."""
        return max((outcome.exit for _, outcome in self.told), default=0)

    def __str__(self) -> str:
        counts, many = self.counts, len(self.told)
        return (
            f"{many:,} recipient{'s' if many != 1 else ''}: {counts[MADE]:,} made, "
            f"{counts[UNCHANGED]:,} unchanged, {counts[FAILED]:,} failed; see {self.out / SUMMARY}"
        )


def build_packs(
    request: Request,
    table: Table,
    asked: Sequence[Row],
    out: Path,
    targets: Sequence[str] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Make and publish the packs of the rows ``asked`` for, and the summary beside them.

    Raises :class:`InputError` when nothing can be made for anybody.
    """
    made_on = date_of_build()
    bases = Bases(request, table.columns)
    inputs = tuple(edition.inputs for edition in bases.main)
    made = None if targets is None else tuple(targets)
    job = Job(request, table.columns, out, made, made_on, inputs)
    outcomes = {
        row.line: _failed(row.problems, BAD_INPUT) for row in asked if row.recipient is None
    }
    good = [row for row in asked if row.recipient is not None]
    try:
        for n, one in run(job, [row.recipient for row in good], jobs, job.work(bases)):
            row = good[n]
            if isinstance(one, Lost):
                place = Place(table.file, row.line, 1)
                one = _failed([Problem("not-made", place, one.why)], OUR_BUG)
            outcomes[row.line] = one
            if progress:
                progress.step(row.id, len(outcomes), len(asked))
    finally:
        gc.unfreeze()
    summary = Summary(out, [(row, outcomes[row.line]) for row in asked])
    summary.warnings = _warnings(summary, bases, table, whole=len(asked) == len(table.rows))
    with locked(out):
        publish(out, {SUMMARY: manifest.dump(_book(out, table, summary))})
    return summary


def _warnings(summary: Summary, bases: Bases, table: Table, *, whole: bool) -> list[Problem]:
    """Each once, in the order of the table."""
    found = [one for _, outcome in summary.told for one in outcome.warnings]
    if whole:
        everyone = [row.recipient for row in table.rows if row.recipient is not None]
        pages = [edition.selections["page"] for edition in bases.main]
        found += [one for selection in pages for one in unmatched(selection, everyone)]
    return list(dict.fromkeys(found))


def _book(out: Path, table: Table, summary: Summary) -> dict[str, Any]:
    """The summary; of rows that were not asked for it says what it said before."""
    from reports import VERSION

    told = {row.line: _entry(outcome) for row, outcome in summary.told}
    before = _earlier(out / SUMMARY)
    rows = []
    for row in table.rows:
        entry = told.get(row.line) or before.get(row.id)
        if entry is not None:
            rows.append({"id": row.id, "line": row.line, **entry})
    return {"format": FORMAT, "briefpack": VERSION, "recipients": rows}


def _entry(outcome: Outcome) -> dict[str, Any]:
    return {
        "status": outcome.status,
        "files": outcome.files,
        "problems": [
            {
                "code": one.code,
                "file": one.place.file,
                "line": one.place.line,
                "column": one.place.column,
                "found": one.found,
                "expected": one.expected,
            }
            for one in outcome.problems
        ],
    }


def _earlier(path: Path) -> dict[str, dict[str, Any]]:
    """What a summary written before says, by id; nothing when there is none that can be read."""
    try:
        book = json.loads(path.read_bytes())
        if book["format"] != FORMAT:
            return {}
        return {
            row["id"]: {key: row[key] for key in ("status", "files", "problems")}
            for row in book["recipients"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def read_asked(file: Path, only: str | None) -> tuple[Table, list[Row]]:
    """The table, and those of its rows that ``only`` names: ids with commas between; None: all.

    Raises :class:`InputError` for a table that cannot be read, and for an id that is not in it.
    """
    problems = Problems()
    table = read_table(file, Place(OPTION), problems)
    problems.stop()
    assert table is not None
    if only is None:
        return table, table.rows
    ids = [name for name in (part.strip() for part in only.split(",")) if name]
    known = {row.id for row in table.rows if row.id}
    for name in ids:
        if name not in known:
            found = f"the table has no recipient {name[:60]!r}"
            problems.add("unknown-name", Place("--only"), found, given=name[:60], names=known)
    if not ids:
        problems.add("usage", Place("--only"), "no recipient is named", "ids with commas between")
    problems.stop()
    return table, [row for row in table.rows if row.id in ids]
