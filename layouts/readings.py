"""Readings: which files a run has read, and what they held.

One run has one record; outside a run nothing is kept. A run that reads a file twice must find the
same in it, or its documents would be of two states of their inputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from layouts.problems import ResourceError

CHANGED = "files have changed during the build; run it again"


class Reading(NamedTuple):
    """What a path led to."""

    sha256: str
    """Of the content, in lower case."""
    real: str
    """The path after links are followed."""


@dataclass
class Readings:
    """What one run has read, and where it has looked."""

    files: dict[str, Reading] = field(default_factory=dict)
    """By absolute path, before links are followed."""
    absent: set[str] = field(default_factory=set)
    """Paths that would have gone before others, had they been there."""
    listed: set[str] = field(default_factory=set)
    """Folders of which all files were looked at."""


_current: Readings | None = None


@contextmanager
def recording() -> Iterator[Readings]:
    """A record of all that is read inside; one that is begun inside another takes its place."""
    global _current
    before, _current = _current, Readings()
    try:
        yield _current
    finally:
        _current = before


def note(path: Path, sha256: str) -> None:
    """Enter a file that was read just now.

    Raises :class:`ResourceError` when it held something else earlier in the run.
    """
    if _current is None:
        return
    found = Reading(sha256.lower(), str(path.resolve()))
    if _current.files.setdefault(str(path.absolute()), found) != found:
        raise ResourceError(f"{path}: {CHANGED}")


def note_absent(path: Path) -> None:
    """Enter a path that was looked for first and is not there."""
    if _current is not None:
        _current.absent.add(str(path.absolute()))


def note_listed(folder: Path) -> None:
    """Enter a folder whose files were looked at."""
    if _current is not None:
        _current.listed.add(str(folder.absolute()))
