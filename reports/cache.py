"""The cache: small JSON files beside the work, by which a run knows what an earlier one has done.

Nothing in it is needed: without it everything is made anew. What it says is believed only after
every file that it speaks of, read or made, was hashed again; the program is taken to be the same
by the sizes and times of its files and the versions of the packages beside it, as Python takes its
own compiled files.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

FOLDER = ".briefpack_cache"
VARIABLE = "BRIEFPACK_CACHE"
"""Names another folder; ``off`` keeps no cache."""
OFF = "off"
FORMAT = 1
"""Raised when the shape of what is kept changes."""
MOST = 500
"""Files kept; of more the oldest go."""
LARGEST = 200_000_000
"""Bytes of a file that is hashed; nothing that a run reads is larger."""
_BINARY = getattr(os, "O_BINARY", 0)


def folder() -> Path | None:
    """The folder of the cache; None when none is wanted."""
    named = os.environ.get(VARIABLE, "")
    return None if named == OFF else Path(named or FOLDER)


def name(*parts: Any) -> str:
    """The name of the file for what these parts say."""
    return hashlib.sha256(json.dumps([FORMAT, *parts]).encode()).hexdigest()[:40] + ".json"


def load(path: Path) -> dict[str, Any] | None:
    """What was kept; None when it is not there or cannot be read."""
    try:
        book = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return book if isinstance(book, dict) else None


def digest(path: str | os.PathLike[str]) -> str:
    """SHA-256 of a regular file of at most :data:`LARGEST` bytes; empty when there is none that can
    be read. A pipe or device that has taken its place is not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        with open(descriptor, "rb") as file:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
                return ""
            return hashlib.sha256(file.read(LARGEST)).hexdigest()
    except (OSError, ValueError):
        return ""


def program() -> str:
    """What the program is: its files, those of its layouts, Python, and the packages beside it."""
    found: list[object] = [sys.version, sys.platform]
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for part in ("reports", "layouts"):
        _walk(os.path.join(here, part), found)
    for path in sys.path:
        try:
            names = os.listdir(path or ".") if path.endswith("-packages") else ()
        except OSError:
            continue
        found += sorted(one for one in names if one.endswith(".dist-info"))
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def _walk(top: str, found: list[object]) -> None:
    with os.scandir(top) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name in ("__pycache__",):
                continue
            if entry.is_dir():
                _walk(entry.path, found)
            else:
                state = entry.stat()
                found.append((entry.path, state.st_size, state.st_mtime_ns))


def listing(top: Path) -> list[str]:
    """The files below a folder, sorted; empty when there is no such folder."""
    return sorted(os.path.join(where, one) for where, _, names in os.walk(top) for one in names)[
        : MOST * 10
    ]
