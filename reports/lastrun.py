"""The last run of the same words: when nothing that it read or made has changed, nothing is to do.

What it read, wrote and said is kept under the words of the command. The answer is given before the
command line is parsed or a library imported, after hashing all of these files again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import cache

if TYPE_CHECKING:
    from layouts.readings import Readings

AFRESH = "--afresh"
"""Option of ``build``: neither ask the cache nor trust it."""
_VARIABLES = ("SOURCE_DATE_EPOCH", "BRIEFPACK_DEBUG", "GITHUB_WORKSPACE")


def answered(words: Sequence[str]) -> int | None:
    """The exit status of a run that has nothing to do, after printing what it has to say; None when
    it must be run."""
    folder = cache.folder()
    if folder is None or AFRESH in words:
        return None
    book = cache.load(folder / _name(words))
    if book is None or not _holds(book):
        return None
    for line in book["warnings"]:
        say(line)
    for line in book["lines"]:
        print(line)
    status: int = book["status"]
    return status


def remember(
    words: Sequence[str],
    status: int,
    lines: Sequence[str],
    warnings: Sequence[str],
    read: Readings,
    made: Mapping[str, str],
    *,
    absent: Iterable[Path] = (),
    listed: Iterable[Path] = (),
    until: str = "",
) -> None:
    """Keep what a run read and made (SHA-256 by path), and what the next one has to say.

    ``absent``: more paths that would have been taken before others, had they been there;
    ``listed``: more folders whose files were looked up by name; ``until``: the day (ISO) from which
    on it would have something else to say. Where a folder has too many files nothing is kept.
    """
    from reports.publish import keep

    folder = cache.folder()
    if folder is None:
        return
    tops = {*read.listed, *map(str, listed)}
    listings = {top: cache.listing(top) for top in sorted(tops)}
    if None in listings.values():
        return
    files = {path: list(one) for path, one in read.files.items()}
    files |= {path: [sha256, os.path.realpath(path)] for path, sha256 in made.items()}
    book = {
        "program": cache.program(),
        "status": status,
        "lines": list(lines),
        "warnings": list(warnings),
        "files": files,
        "absent": sorted({*read.absent, *map(str, absent)}),
        "listed": listings,
        "until": until,
    }
    keep(folder, _name(words), cache.sealed(book))


def say(text: str) -> None:
    """Print a line on standard error, whatever characters it takes.

    Those that steer terminals, which names of files and cells of tables may hold, are told by their
    numbers.
    """
    text = "".join(f"\\x{ord(c):02x}" if unprintable(c) else c for c in text)
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def unprintable(char: str) -> bool:
    """Whether a character is a control (C0 but for line ends and tabs, DEL, C1)."""
    return (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f"


def _name(words: Sequence[str]) -> str:
    said = {name: os.environ.get(name, "") for name in _VARIABLES}
    return cache.name("run", list(words), os.getcwd(), cache.HERE, said)


def _holds(book: Mapping[str, Any]) -> bool:
    """Whether all is as it was, the cheapest looked at first."""
    try:
        return (
            not any(os.path.lexists(path) for path in book["absent"])
            and not (book["until"] and _today() >= book["until"])
            and book["program"] == cache.program()
            and all(cache.listing(top) == names for top, names in book["listed"].items())
            and all(
                os.path.realpath(path) == real and cache.digest(path) == sha256
                for path, (sha256, real) in book["files"].items()
            )
        )
    except (KeyError, TypeError, AttributeError, ValueError, OSError):
        return False


def _today() -> str:
    """The day that staleness is judged by."""
    from datetime import datetime, timezone

    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = int(stamp) if stamp.isascii() and stamp.isdigit() else None
    now = datetime.now(timezone.utc) if when is None else datetime.fromtimestamp(when, timezone.utc)
    return now.date().isoformat()
