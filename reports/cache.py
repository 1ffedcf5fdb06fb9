"""The cache: small JSON files beside the work, by which a run knows what an earlier one has done.

Nothing in it is needed: without it everything is made anew. What it says is believed only after
every file that it speaks of, read or made, was hashed again, and those of the program with them;
packages beside it are taken to be the same by their versions. A file of the cache that is not what
was kept, by its own hash, is none.
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
FORMAT = 2
"""Raised when the shape of what is kept changes."""
MOST = 5_000
"""Files of a folder that is looked through; of one with more there is no record."""
LARGEST = 200_000_000
"""Bytes of a file that is hashed; nothing that a run reads is larger."""
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of the program."""
_BINARY = getattr(os, "O_BINARY", 0)


def folder() -> Path | None:
    """The folder of the cache; None when none is wanted."""
    named = os.environ.get(VARIABLE, "")
    return None if named == OFF else Path(named or FOLDER)


def name(*parts: Any) -> str:
    """The name of the file for what these parts say."""
    return hashlib.sha256(json.dumps([FORMAT, *parts]).encode()).hexdigest()[:40] + ".json"


def load(path: Path) -> dict[str, Any] | None:
    """What was kept; None when it is not there, cannot be read, or is something else."""
    try:
        kept = json.loads(path.read_bytes())
        book = kept["book"]
        whole = kept["sha256"] == seal(book)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return book if whole and isinstance(book, dict) else None


def sealed(book: dict[str, Any]) -> dict[str, Any]:
    """A book as it is kept: with what tells whether it is whole."""
    return {"sha256": seal(book), "book": book}


def seal(book: Any) -> str:
    """SHA-256 of a book."""
    return hashlib.sha256(json.dumps(book).encode()).hexdigest()


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
    """What the program is: the content of its files and of its layouts, Python, and the versions
    of the packages beside it. Where it stands, and when it was put there, is no part of it."""
    found = hashlib.sha256(f"{sys.version} {sys.platform}".encode())
    for part in ("reports", "layouts"):
        _walk(os.path.join(HERE, part), part, found)
    for path in sys.path:
        try:
            names = os.listdir(path or ".") if path.endswith("-packages") else ()
        except OSError:
            continue
        packages = sorted(one for one in names if one.endswith(".dist-info"))
        found.update(json.dumps(packages).encode())
    return found.hexdigest()


def _walk(top: str, name: str, found: Any) -> None:
    """Hash the names and contents of all files below a folder."""
    with os.scandir(top) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            inner = f"{name}/{entry.name}"
            if entry.is_file():
                # 450 files: a file object for each would take four times as long as reading them.
                data = _content(entry.path)
                found.update(b"%s\0%d\0" % (os.fsencode(inner), len(data)))
                found.update(data)
            elif entry.is_dir() and entry.name != "__pycache__":
                _walk(entry.path, inner, found)


def _content(path: str) -> bytes:
    """All of a small file; nothing of one that cannot be read, which the program does not use."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY)
    except OSError:
        return b""
    try:
        return os.read(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def listing(top: str | os.PathLike[str]) -> list[str] | None:
    """The files below a folder, sorted, links followed; empty when there is no such folder, None
    when there are more than :data:`MOST`."""
    found: list[str] = []
    for where, folders, names in os.walk(top, followlinks=True):
        found += (os.path.join(where, one) for one in names)
        if len(found) + len(folders) > MOST:
            return None
    return sorted(found)
