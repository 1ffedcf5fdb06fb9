"""Publish: the only module that writes files. The files of one run appear together or not at all.

One file changes by a rename, which has no moment in between. Several change with their folder: its
next content is made in a hidden folder beside it, and the two change places. Where that is not
possible they are renamed one by one, after a synced journal has said which: a build that is killed
among them is carried to its end by whoever locks the folder next.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import Any

from layouts.problems import ResourceError
from reports.exchange import SYSTEMS, exchange, like, sync
from reports.interrupts import careful, undisturbed
from reports.lock import Lock

STAGE = ".briefpack-stage"
"""Name of the hidden folder in the output folder; beside it that folder's name follows."""
MOST_LINKED = 500
"""Other files in a folder that changes places, each of which is linked anew: about 5 ms."""
_NEW, _OLD, _BOOK, _JOURNAL, _UNDO = "new", "old", "book", "journal", "undo"
"""In a stage: files to come and files replaced; ``book`` says of a folder beside the output folder
what was put into it, ``journal`` that its files are being renamed, ``undo`` that they go back."""
_KEPT = re.compile(r"\.?[0-9a-f]{40}\.json(\.[0-9]+)?")
"""Names of the files of a cache, and of drafts that a run which was killed has left there."""
_held: dict[Path, Lock] = {}
"""The folders that this process has locked, by their real paths."""


def publish(folder: Path, files: Mapping[str, bytes], *, stays: bool = False) -> list[str]:
    """Write ``files`` (name to content) into ``folder``; returns the names that changed.

    ``stays``: the folder is somebody's place of work, and does not change places with another.

    Everything is written and synced on the same file system first, so a full disk, an interruption
    or ``kill -9`` leaves the earlier files as they were, or all the new ones. A file whose content
    would be the same is not touched; what others have put into the folder stays in it. Raises
    :class:`ResourceError`.
    """
    real = _real(folder)
    with nullcontext() if real in _held else locked(folder), _named(folder):
        for name in files:
            if (real / name).is_dir():
                raise ResourceError(f"{folder / name}: is a folder; move it away and try again")
        fresh = {name: data for name, data in files.items() if not _same(real / name, data)}
        renamed = len(fresh) == 1 or stays
        if fresh and (renamed or not _by_exchange(real, fresh)):
            _by_renames(real, fresh)
        return list(fresh)


def settle(folder: Path) -> None:
    """Carry to its end what a build that was killed has begun; before the files are read.

    Takes one look where there is nothing to do. Raises :class:`ResourceError` when the files are
    partly old and partly new and cannot be changed.
    """
    if not _unsettled(_real(folder)):
        return
    try:
        with locked(folder):
            pass
    except ResourceError as error:
        raise ResourceError(
            f"{folder}: a run was stopped while the files changed, so that some are old and some "
            f"new; run it again ({error})"
        ) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """While it lasts no other build publishes into ``folder``; what a killed one left is cleared.

    Raises :class:`ResourceError` when another build keeps the lock, or left something that cannot
    be finished. Without effect where the system has no such locks.
    """
    real = _real(folder)
    with _named(folder):
        lock = Lock(real)
    _held[real] = lock
    try:
        with _named(folder):
            _clear(real)
        yield
    finally:
        _held.pop(real).release()


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Errors of the system as :class:`ResourceError`, with the place."""
    try:
        yield
    except OSError as error:
        named = str(error.filename or folder)
        where = folder if STAGE in named else named
        raise ResourceError(f"{where}: cannot be written: {error.strerror or error}") from error


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _by_exchange(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Publish by letting two folders change places; False, and nothing done, where that cannot be.

    Raises :class:`OSError` when the files cannot be written.
    """
    if not _can_change_places(folder):
        return False
    stage = _beside(folder)
    try:
        with careful():
            try:
                linked = _next_content(folder, stage / _NEW, files)
            except OSError:
                _remove(stage)
                return False
            for name, data in files.items():
                _write(stage / _NEW / name, data, folder / name)
            inode = (stage / _NEW).stat().st_ino
            book = {"names": list(files), "linked": linked, "inode": inode}
            _write(stage / _BOOK, json.dumps(book).encode())
            sync(stage / _NEW)
            sync(stage)
            with undisturbed():
                return _change_places(folder, stage, book)
    except BaseException:
        with undisturbed(), suppress(OSError):
            _clear_beside(folder)
        raise


def _change_places(folder: Path, stage: Path, book: dict[str, Any]) -> bool:
    new = old = stage / _NEW
    try:
        # Whoever meets the new folder in the old one's place must find it locked.
        _held[folder].extend(new)
        exchange(folder, new)
    except OSError:
        _remove(stage)
        return False
    with suppress(OSError):  # what stays is cleared next time
        sync(folder.parent)
        there = set(os.listdir(old))
        for name, inode in book["linked"].items():
            if name not in there and _inode(folder / name) == inode:
                (folder / name).unlink()  # somebody has removed it meanwhile
        _clear_beside(folder)
    return True


def _can_change_places(folder: Path) -> bool:
    """Whether a folder may be written, holds files alone, is no mount point, and we do not stand
    in it."""
    if sys.platform not in SYSTEMS:
        return False
    try:
        if os.path.samefile(folder, os.curdir) or os.path.ismount(folder):
            return False
        if not os.access(folder, os.W_OK):
            return False
        entries = list(os.scandir(folder))
    except OSError:
        return False
    return len(entries) <= MOST_LINKED and not any(
        entry.is_dir(follow_symlinks=False) for entry in entries
    )


def _next_content(folder: Path, new: Path, without: Container[str]) -> dict[str, int]:
    """A folder like ``folder``, with second names for the files in it; their inodes by name."""
    new.parent.mkdir(0o700)
    new.mkdir()
    like(folder, new)
    linked = {}
    for entry in list(os.scandir(folder)):
        if entry.name in without:
            continue
        os.link(entry.path, new / entry.name, follow_symlinks=False)
        linked[entry.name] = entry.inode()
    return linked


def stages(folder: Path) -> tuple[Path, Path]:
    """Where a build into ``folder`` that was killed may have left something."""
    return _real(folder) / STAGE, _beside(_real(folder))


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{STAGE}-{folder.name}") if folder.name else folder / STAGE


def _clear_beside(folder: Path) -> None:
    """Remove the folder that has changed places, or that was to; nothing of others goes with it."""
    stage = _beside(folder)
    if not folder.name or not _is_folder(stage):
        return
    book, old = _told(stage / _BOOK), stage / _NEW
    while book and _inode(old) not in (None, book["inode"]):
        for entry in list(os.scandir(old)):
            _let_go(entry, folder / entry.name, book)
        try:
            old.rmdir()
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # more has come meanwhile
                raise
    _remove(stage)


def _let_go(entry: os.DirEntry[str], live: Path, book: dict[str, Any]) -> None:
    """What is ours or has another name goes; what others made meanwhile moves to the folder."""
    linked = book["linked"].get(entry.name)
    ours = entry.name in book["names"] and not entry.is_dir(follow_symlinks=False)
    if not ours and linked != entry.inode() and _inode(live) in (None, linked):
        os.rename(entry.path, live)
    elif entry.is_dir(follow_symlinks=False):
        free = (live.with_name(f"{live.name}.{n}") for n in count(2))
        os.rename(entry.path, next(one for one in free if not os.path.lexists(one)))
    else:
        os.unlink(entry.path)


def _by_renames(folder: Path, files: Mapping[str, bytes]) -> None:
    """Publish by renaming one file after the other. Raises :class:`OSError`, with all as it was."""
    stage = folder / STAGE
    try:
        with careful():
            for one in (stage, stage / _NEW, stage / _OLD):
                one.mkdir()
            for name, data in files.items():
                _write(stage / _NEW / name, data, folder / name)
            if len(files) > 1:
                _write_journal(folder, stage, files)
            with undisturbed():
                try:
                    _forward(folder, stage, files)
                except BaseException:
                    _take_back(folder, stage)
                    raise
                _remove(stage)
    except BaseException:
        with undisturbed():
            if not _unsettled(folder):
                _remove(stage)
        raise


def _take_back(folder: Path, stage: Path) -> None:
    if (stage / _JOURNAL).exists():
        os.rename(stage / _JOURNAL, stage / _UNDO)
        sync(stage)
        _back(folder, stage, _told(stage / _UNDO) or {})
        (stage / _UNDO).unlink()


def _write_journal(folder: Path, stage: Path, files: Mapping[str, bytes]) -> None:
    added = []
    for name in files:
        if os.path.lexists(folder / name):
            _second_name(folder / name, stage / _OLD / name)
        else:
            added.append(name)
    draft = stage / f"{_JOURNAL}.draft"
    _write(draft, json.dumps({"names": list(files), "added": added}).encode())
    for one in (stage / _NEW, stage / _OLD, stage, folder):
        sync(one)
    os.rename(draft, stage / _JOURNAL)
    sync(stage)


def _forward(folder: Path, stage: Path, names: Iterable[str]) -> None:
    for name in names:
        os.replace(stage / _NEW / name, folder / name)
    sync(folder)


def _back(folder: Path, stage: Path, journal: dict[str, Any]) -> None:
    for name in journal.get("names", ()):
        if name in journal["added"]:
            (folder / name).unlink(missing_ok=True)
            continue
        with suppress(FileNotFoundError):
            os.replace(stage / _OLD / name, folder / name)
    sync(folder)


def _unsettled(folder: Path) -> bool:
    return any(os.path.exists(folder / STAGE / name) for name in (_JOURNAL, _UNDO))


def _clear(folder: Path) -> None:
    """Finish or remove what a killed build left. Raises :class:`OSError` when it has to finish
    something and cannot."""
    stage = folder / STAGE
    with undisturbed():
        if (undo := _told(stage / _UNDO)) is not None:
            _back(folder, stage, undo)
        elif (journal := _told(stage / _JOURNAL)) is not None:
            left = (name for name in journal["names"] if os.path.lexists(stage / _NEW / name))
            _forward(folder, stage, left)
        _remove(stage)
        with suppress(OSError):  # it is in nobody's way
            _clear_beside(folder)


def _told(path: Path) -> dict[str, Any] | None:
    """What a file of a stage says; None when it is not there, or was not written to its end."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _remove(stage: Path) -> None:
    """Remove a stage, and before the rest of it what says that there is something to finish."""
    if not _is_folder(stage):
        return
    for name in (_JOURNAL, _UNDO):
        with suppress(OSError):
            (stage / name).unlink()
    shutil.rmtree(stage, ignore_errors=True)


def _write(path: Path, data: bytes, model: Path | None = None) -> None:
    """Write and sync a file; it gets mode and owner of ``model``, which it will replace."""
    with open(path, "xb") as out:
        out.write(data)
        out.flush()
        if model is not None:
            with suppress(OSError):
                like(model, path, "system.")
        os.fsync(out.fileno())


def _second_name(path: Path, to: Path) -> None:
    """A second name for a file; a copy on file systems that know no links."""
    try:
        os.link(path, to, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, to, follow_symlinks=False)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _inode(path: Path) -> int | None:
    try:
        return path.lstat().st_ino
    except FileNotFoundError:
        return None


def keep(folder: Path, name: str, book: Any, most: int = 500) -> None:
    """Write a small file of a cache, whole or not at all, as JSON; whatever fails is of no account.

    The folder keeps itself out of version control and backups; of more than ``most`` files of the
    cache the oldest go, and whatever else is in the folder stays.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n")
            (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
        stage = folder / f".{name}.{os.getpid()}"
        with undisturbed():
            stage.write_text(json.dumps(book))
            os.replace(stage, folder / name)
        ours = [path for path in folder.iterdir() if _KEPT.fullmatch(path.name)]
        there = sorted(ours, key=lambda path: path.stat().st_mtime)
        for path in there[: max(len(there) - most, 0)]:
            path.unlink(missing_ok=True)
    except OSError:
        return
