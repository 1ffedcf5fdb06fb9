"""The last run of the same words: when nothing that it read or made has changed, nothing is to do.

What it read, wrote and said is kept under the words of the command. The answer is given before the
command line is parsed or a library imported, after hashing all of these files again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reports import cache

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
    return int(book["status"])


def remember(
    words: Sequence[str],
    status: int,
    lines: Sequence[str],
    warnings: Sequence[str],
    read: Mapping[str, str],
    made: Mapping[str, str],
    *,
    absent: Iterable[Path] = (),
    listed: Iterable[Path] = (),
    until: str = "",
) -> None:
    """Keep what a run read and made (SHA-256 by path), and what the next one has to say.

    ``absent``: paths that would have been taken before others, had they been there; ``listed``:
    folders whose files were looked up by name; ``until``: the day (ISO) from which on it would have
    something else to say.
    """
    from reports.publish import keep

    folder = cache.folder()
    if folder is None:
        return
    book = {
        "program": cache.program(),
        "status": status,
        "lines": list(lines),
        "warnings": list(warnings),
        "files": {**read, **made},
        "absent": [str(path) for path in absent],
        "listed": {str(path): cache.listing(path) for path in listed},
        "until": until,
    }
    keep(folder, _name(words), book)


def say(text: str) -> None:
    """Print a line on standard error, whatever characters it takes."""
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def _name(words: Sequence[str]) -> str:
    said = {name: os.environ.get(name, "") for name in _VARIABLES}
    return cache.name("run", list(words), os.getcwd(), said)


def _holds(book: Mapping[str, Any]) -> bool:
    """Whether all is as it was, the cheapest looked at first."""
    try:
        return (
            not any(os.path.lexists(path) for path in book["absent"])
            and not (book["until"] and _today() >= book["until"])
            and book["program"] == cache.program()
            and all(cache.listing(Path(top)) == names for top, names in book["listed"].items())
            and all(cache.digest(path) == known for path, known in book["files"].items())
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _today() -> str:
    """The day that staleness is judged by."""
    from datetime import datetime, timezone

    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = int(stamp) if stamp.isascii() and stamp.isdigit() else None
    now = datetime.now(timezone.utc) if when is None else datetime.fromtimestamp(when, timezone.utc)
    return now.date().isoformat()
