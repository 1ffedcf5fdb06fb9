"""Disks for tests: a small one in memory, one that is read-only, and writes that fail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[bool]:
    """A disk of ``size`` bytes at ``place``; False where we may not have one."""
    place.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if not (sys.platform == "linux" and os.geteuid() == 0 and _run("mount", *options)):
        yield False
        return
    try:
        yield True
    finally:
        _run("umount", "-l", str(place))


def read_only(place: Path, *, on: bool) -> bool:
    """Make a disk of :func:`small_disk` read-only, or writable again; whether it worked."""
    return _run("mount", "-o", f"remount,{'ro' if on else 'rw'}", str(place))


def _run(*words: str) -> bool:
    try:
        return subprocess.run(words, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


class Failing:
    """In place of ``open``: files that take so many bytes in all, then fail with an error."""

    def __init__(self, room: int, number: int) -> None:
        self.room, self.number = room, number
        self.asked = 0
        """Bytes that were to be written."""

    def __call__(self, path: Path, mode: str) -> Any:
        return _File(open(path, mode), self)


class _File:
    def __init__(self, file: BinaryIO, disk: Failing) -> None:
        self._file, self._disk = file, disk

    def write(self, data: bytes) -> int:
        disk = self._disk
        disk.asked += len(data)
        left = max(0, disk.room)
        disk.room -= len(data)
        self._file.write(data[:left])
        if left < len(data):
            raise OSError(disk.number, os.strerror(disk.number))
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
