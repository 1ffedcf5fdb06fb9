"""Publish: the only module that writes files. Every file appears whole or not at all.

The files of one run change places together: an error, Ctrl-C or SIGTERM leaves all of them as they
were. A machine that stops, or ``kill -9``, in the instant of the renames can leave some of them new
and some old; ``check`` then says so.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from layouts.problems import ResourceError

STAGE = ".briefpack-stage"
PATIENCE = 30.0
"""Seconds for which a build waits for another one that writes into the same folder."""


def publish(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write ``files`` (name to content) into ``folder``; returns the names that changed.

    Everything is written and synced in a hidden folder on the same file system first and then
    renamed into place, so a full disk or an interruption leaves the earlier files as they were. A
    file whose content would be the same is not touched. Raises :class:`ResourceError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in files:
            if (folder / name).is_dir():
                raise ResourceError(f"{folder / name}: is a folder; move it away and try again")
        fresh = {name: data for name, data in files.items() if not _same(folder / name, data)}
        if fresh:
            _exchange(folder, fresh)
    except OSError as error:
        where = error.filename or folder
        raise ResourceError(f"{where}: cannot be written: {error.strerror or error}") from error
    return list(fresh)


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _exchange(folder: Path, files: Mapping[str, bytes]) -> None:
    for left in folder.glob(f"{STAGE}-*"):  # of a build that was killed
        shutil.rmtree(left, ignore_errors=True)
    stage = folder / f"{STAGE}-{os.getpid()}"
    stage.mkdir()
    replaced: list[str] = []
    try:
        for name, data in files.items():
            with open(stage / name, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            if (folder / name).exists():
                _keep(folder / name, stage / f"{name}.old")
        with _undisturbed():
            try:
                for name in files:
                    replaced.append(name)
                    os.replace(stage / name, folder / name)
            except BaseException:
                for name in replaced:
                    old = stage / f"{name}.old"
                    if old.exists():
                        os.replace(old, folder / name)
                    else:
                        (folder / name).unlink(missing_ok=True)
                raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """SIGINT and SIGTERM wait until the files have changed places, or are back in theirs."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _keep(path: Path, to: Path) -> None:
    """A second name for a file; a copy on file systems that know no links."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """While it lasts no other build publishes into ``folder``.

    The lock is on the folder itself and goes with the process. Raises :class:`ResourceError` when
    another build holds it for :data:`PATIENCE` seconds. Without effect where the system has no
    such locks.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ResourceError(f"{folder}: cannot be written: {error.strerror}") from error
    try:
        end = monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > end:
                    raise ResourceError(f"{folder}: another build is writing there") from None
                sleep(0.05)
        yield
    finally:
        os.close(handle)


def keep(folder: Path, name: str, book: Any, most: int = 500) -> None:
    """Write a small file of a cache, whole or not at all, as JSON; whatever fails is of no account.

    The folder keeps itself out of version control and backups; of more than ``most`` files the
    oldest go.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n")
            (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
        stage = folder / f".{name}.{os.getpid()}"
        stage.write_text(json.dumps(book))
        os.replace(stage, folder / name)
        there = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in there[: max(len(there) - most, 0)]:
            path.unlink(missing_ok=True)
    except OSError:
        return
