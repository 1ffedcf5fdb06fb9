"""Refresh: pulls datasets from where they come from into snapshots that builds read.

The only verb that opens sources of data, reaches a server and looks at a clock. Snapshots and the
lock that names them are published together. A dataset that cannot be pulled keeps its snapshot and
its place in the lock; the others of the run are published all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layouts.composites import MappingField
from layouts.fields import FAILED
from layouts.located import Entries, quote
from layouts.problems import Place, Problem, Problems
from reports import datasource
from reports.clock import today
from reports.datalock import Locked, dump, pull_digest, read_lock
from reports.datasource import (
    LOCK,
    CsvPull,
    JsonPull,
    PostgresPull,
    Pull,
    TablesPull,
    XlsxPull,
)
from reports.editions import find_pack
from reports.live.fault import Fault
from reports.live.pulled import Pulled, snapshot
from reports.pack import Dataset, Pack, gathered
from reports.publish import locked, publish
from reports.source import CSV_BYTES, Folder
from reports.statuses import BAD_INPUT, FINE

ONLY = "--only"


@dataclass
class Result:
    """What a refresh did."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Of the datasets that were not pulled."""
    status: int = FINE


@dataclass(frozen=True)
class Fresh:
    """A dataset that was pulled."""

    data: bytes
    lock: Locked


def refresh(pack: str | None, only: str | None = None) -> Result:
    """Pull the datasets of a pack that say ``from``; ``only``: ids with commas between.

    Raises :class:`InputError` for a pack whose datasets cannot be read, and
    :class:`ResourceError` when nothing can be written.
    """
    folder = find_pack(pack)
    door = Folder(folder)
    datasets = read_datasets(door)
    live = {name: data for name, data in datasets.items() if data.pull is not None}
    wanted = _wanted(only, live)
    result = Result()
    fresh: dict[str, Fresh] = {}
    for name in wanted:
        one = _pulled(live[name], door, result)
        if one is not None:
            fresh[name] = one
    _publish(folder, live, fresh, result)
    result.lines += [f"{name}  not pulled" for name in wanted if name not in fresh]
    if not live:
        result.lines.append("no dataset of the pack says where it is pulled from")
    return result


def read_datasets(door: Folder) -> dict[str, Dataset]:
    """The datasets of a pack, whatever the rest of it is like. Raises :class:`InputError`."""
    problems = Problems()
    tree = gathered(door, problems)
    given = tree.get("datasets") if isinstance(tree, Entries) else None
    problems.stop()
    kind = Pack.fields()["datasets"]
    assert isinstance(kind, MappingField)
    found = kind.read(given, problems) if given is not None else {}
    if found is not FAILED:
        datasource.check(found, problems)
    problems.stop()
    return dict(found)


def _wanted(only: str | None, live: Mapping[str, Dataset]) -> Sequence[str]:
    if only is None:
        return list(live)
    names = [name for name in (part.strip() for part in only.split(",")) if name]
    problems = Problems()
    for name in names:
        if name not in live:
            found = f"no dataset {name[:60]!r} that is pulled"
            problems.add("unknown-name", Place(ONLY), found, given=name[:60], names=live)
    if not names:
        problems.add("usage", Place(ONLY), "no dataset is named", "ids with commas between")
    problems.stop()
    return [name for name in live if name in names]


def _pulled(dataset: Dataset, door: Folder, result: Result) -> Fresh | None:
    """One dataset, or None after what is wrong with it was added to the result."""
    assert dataset.pull is not None
    problems = Problems()
    status = BAD_INPUT
    try:
        pulled = pull(dataset.pull, Folder(door.root, door.label))
        made = snapshot(pulled, dataset, problems)
    except Fault as fault:
        made, status = None, fault.status
        problems.add(
            *(fault.code, dataset.at("pull"), fault.found, fault.expected),
            given=fault.given,
            names=fault.names,
        )
    if made is None:
        result.problems += list(problems)
        result.status = max(result.status, status)
        return None
    told = Locked(
        dataset.file,
        hashlib.sha256(made.data).hexdigest(),
        made.sheet.rows,
        dict(dataset.columns),
        pulled.as_of or today().isoformat(),
        bool(pulled.as_of),
        pull_digest(dataset.pull),
        dict(sorted(pulled.sources.items())),
        pulled.query,
    )
    return Fresh(made.data, told)


def pull(source: Pull, door: Folder) -> Pulled:
    """The rows of a source; ``door`` is the folder's own, whose inputs are those of the dataset.

    Raises :class:`Fault`.
    """
    if isinstance(source, CsvPull):
        from reports.live.files import pull_csv

        return pull_csv(source, door)
    if isinstance(source, JsonPull):
        from reports.live.files import pull_json

        return pull_json(source, door)
    if isinstance(source, XlsxPull):
        from reports.live.workbook import pull_xlsx

        return pull_xlsx(source, door)
    if isinstance(source, TablesPull):
        from reports.live.query import pull_tables

        return pull_tables(source, door)
    from reports.live.postgres import pull_postgres

    assert isinstance(source, PostgresPull)
    return pull_postgres(source)


def _publish(
    folder: Path, live: Mapping[str, Dataset], fresh: dict[str, Fresh], result: Result
) -> None:
    """Put the snapshots in place together with the lock, which keeps what was not pulled; those
    that would replace somebody's own file leave ``fresh``."""
    if not fresh:
        return
    with locked(folder):
        door, problems = Folder(folder), Problems()
        before = read_lock(door, Place("refresh"), problems)
        problems.stop()
        assert before is not None
        ours = {(entry.file, entry.sha256) for entry in before.values()}
        for name in [name for name, one in fresh.items() if not _ours(one, door, ours)]:
            del fresh[name]
            result.problems.append(_not_ours(live[name]))
            result.status = max(result.status, BAD_INPUT)
        if not fresh:
            return
        kept = {name: entry for name, entry in before.items() if name in live}
        entries = kept | {name: one.lock for name, one in fresh.items()}
        files = {one.lock.file: one.data for one in fresh.values()}
        changed = publish(folder, {**files, LOCK: dump(entries)}, stays=True)
    for name, one in fresh.items():
        said = "written" if one.lock.file in changed else "unchanged"
        rows = f"{one.lock.rows:,} row{'s' if one.lock.rows != 1 else ''}"
        result.lines.append(f"{name}  {one.lock.file}  {said}  {rows}, as of {one.lock.as_of}")


def _ours(fresh: Fresh, door: Folder, ours: Container[tuple[str, str]]) -> bool:
    """Whether a snapshot replaces nothing but one that ``ours`` names by file and SHA-256, or a
    file with the same content."""
    problems = Problems()
    data = door.read(fresh.lock.file, Place("refresh"), problems, CSV_BYTES, "csv-too-large")
    if data is None:
        return all(problem.code == "missing-file" for problem in problems)
    return data == fresh.data or (fresh.lock.file, hashlib.sha256(data).hexdigest()) in ours


def _not_ours(dataset: Dataset) -> Problem:
    problems = Problems()
    found = f"{quote(dataset.file)} is not what a refresh has written, and would be replaced"
    problems.add("not-a-snapshot", dataset.at("file"), found, "it to be moved away")
    return next(iter(problems))
