"""Publish: the only module that writes files. Outputs of one run appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from layouts.problems import ResourceError

STAGE = ".briefpack-stage"


def publish(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write ``files`` (name to content) into ``folder``; returns the names that changed.

    Everything is written and synced in a hidden folder on the same file system first and then
    renamed into place, so a full disk or a crash leaves the earlier files as they were. A file
    whose content would be the same is not touched. Raises :class:`ResourceError`.
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
    stage = folder / f"{STAGE}-{os.getpid()}"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    replaced: list[str] = []
    try:
        for name, data in files.items():
            with open(stage / name, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            if (folder / name).exists():
                os.link(folder / name, stage / f"{name}.old")
        try:
            for name in files:
                os.replace(stage / name, folder / name)
                replaced.append(name)
        except OSError:
            for name in replaced:
                old = stage / f"{name}.old"
                if old.exists():
                    os.replace(old, folder / name)
                else:
                    (folder / name).unlink()
            raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)
