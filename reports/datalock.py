"""The lock of pulled datasets, ``data.lock.json``: which snapshot belongs to which source.

``refresh`` writes it together with the snapshots; builds hold both against each other and open
nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from layouts.located import quote
from layouts.problems import Place, Problems
from reports.datasource import LOCK, REFRESH, Pull, said
from reports.source import Folder

if TYPE_CHECKING:
    from reports.pack import Dataset

FORMAT = 1
"""Raised when the shape of the file changes."""
LOCK_BYTES = 2_000_000


@dataclass(frozen=True)
class Locked:
    """What the lock says of one dataset."""

    file: str
    """Name of the snapshot."""
    sha256: str
    """Of the snapshot."""
    rows: int
    columns: dict[str, str]
    """Type by column, in their order in the snapshot."""
    as_of: str
    """Day that the numbers are of, such as ``2026-06-03``."""
    told: bool
    """Whether the source tells that day; else it is the day of the pull, which says how fresh the
    numbers are and is printed nowhere."""
    pull: str
    """SHA-256 of what ``from`` said."""
    sources: dict[str, str]
    """SHA-256 of each file that was read, by its path."""
    query: str = ""
    """SHA-256 of the text of the query; empty where there is none."""

    @property
    def day(self) -> date:
        """The day as such."""
        return date.fromisoformat(self.as_of)

    @property
    def digest(self) -> str:
        """SHA-256 of what a document may show of the dataset: its numbers, and the day of which
        they are where the source tells it."""
        day = self.as_of if self.told else ""
        shown = json.dumps([self.file, self.sha256, self.rows, self.columns, day])
        return hashlib.sha256(shown.encode()).hexdigest()


def pull_digest(pull: Pull) -> str:
    """SHA-256 of what ``from`` says, in whatever order."""
    return hashlib.sha256(json.dumps(said(pull), sort_keys=True).encode()).hexdigest()


def read_lock(door: Folder, place: Place, problems: Problems) -> dict[str, Locked] | None:
    """What the lock of a pack says, by dataset; empty when there is none.

    ``place``: what asks for it. None after a problem was added.
    """
    apart, found = Folder(door.root, door.label), Problems()
    data = apart.read(LOCK, place, found, LOCK_BYTES, "bad-lock")
    if data is None:
        if [problem.code for problem in found] == ["missing-file"]:
            return {}
        for problem in found:
            problems.add(problem.code, problem.place, problem.found, problem.expected)
        return None
    try:
        return _entries(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found_ = "not a lock that refresh has written"
        problems.add("bad-lock", door.place(LOCK), found_, f"{REFRESH} after it was moved away")
        return None


def _entries(book: Any) -> dict[str, Locked]:
    """Raises ValueError, KeyError, TypeError or AttributeError for anything that was not dumped."""
    if book["format"] != FORMAT:
        raise ValueError(book["format"])
    found = {}
    for name, told in book["datasets"].items():
        entry = Locked(**told)
        texts = (entry.file, entry.sha256, entry.as_of, entry.pull, entry.query)
        pairs = (*entry.columns.items(), *entry.sources.items())
        if not all(isinstance(text, str) for text in (*texts, *(t for two in pairs for t in two))):
            raise TypeError(name)
        if type(entry.rows) is not int or type(entry.told) is not bool or not entry.day:
            raise TypeError(name)
        found[name] = entry
    return found


def dump(entries: Mapping[str, Locked]) -> bytes:
    """The file: JSON, sorted by dataset, with a line for each value."""
    told = {name: asdict(entries[name]) for name in sorted(entries)}
    book = {"format": FORMAT, "datasets": told}
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()


def fits(name: str, dataset: Dataset, locked: Locked, digest: str, problems: Problems) -> bool:
    """Whether snapshot, lock and pack agree; ``digest`` is the SHA-256 of the snapshot."""
    assert dataset.pull is not None
    wanted = REFRESH
    if locked.file != dataset.file or locked.sha256 != digest:
        found = f"the snapshot {quote(dataset.file)} of {quote(name)} is not that of the last pull"
        place, wanted = dataset.at("file"), f"that one, or {REFRESH} after it was moved away"
    elif locked.columns != dataset.columns:
        found = f"{quote(name)} was pulled with other columns or types"
        place = dataset.at("columns")
    elif locked.pull != pull_digest(dataset.pull):
        found = f"'from' of {quote(name)} has changed since the last pull"
        place = dataset.at("pull")
    else:
        return True
    problems.add("snapshot-differs", place, found, wanted)
    return False


def pulled(name: str, dataset: Dataset, lock: Mapping[str, Locked], problems: Problems) -> bool:
    """Whether a dataset has been pulled at all."""
    if name in lock:
        return True
    found = f"{quote(name)} has not been pulled: {LOCK} does not name it"
    problems.add("not-pulled", dataset.at("pull"), found, REFRESH)
    return False
