"""Kills a process at every call by which it publishes, one after the other, and looks each time.

Run as a program of its own (``python -m tests.publishing.crashing WAY FOLDER``), because it forks:
every crash point is a child that kills itself with SIGKILL before its n-th call. Prints a line of
JSON for each.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reports import publish as module
from reports.publish import locked, publish, settle

OLD = {"a.pdf": b"old a" * 9000, "b.pptx": b"old b", "manifest.json": b"old m", "c.pdf": b"c"}
NEW = {"a.pdf": b"new a" * 9000, "b.pptx": b"new b", "manifest.json": b"new m", "d.pdf": b"new d"}
"""One file of the old set is none of the new one, and stays; one is new."""
FOREIGN = {"minutes.txt": b"somebody else's"}
CALLS = ("replace", "rename", "link", "fsync", "mkdir", "unlink", "rmdir", "open", "chmod")
"""Of ``os``; the exchange counts besides."""
WAYS = ("exchange", "journal", "undo", "former")


def formerly(folder: Path, files: Mapping[str, bytes]) -> None:
    """The broken twin: files are renamed one by one, and nobody says which."""
    stage = folder / ".briefpack-stage"
    stage.mkdir(exist_ok=True)
    for name, data in files.items():
        (stage / name).write_bytes(data)
    for name in files:
        os.replace(stage / name, folder / name)
    stage.rmdir()


def run(way: str, folder: Path) -> None:
    """Publish the new set, in one of the ways."""
    if way == "former":
        formerly(folder, NEW)
        return
    with locked(folder):
        publish(folder, NEW)


def dying(at: int, way: str) -> None:
    """Let this process say the name of call number ``at``, and kill itself before it."""
    count = iter(range(1_000_000))
    replaced = iter(range(1_000_000))

    def wrap(name: str, honest: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **more: Any) -> Any:
            if next(count) == at:
                os.write(2, name.encode())
                os.kill(os.getpid(), signal.SIGKILL)
            if way == "undo" and name == "replace" and next(replaced) == 2:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return honest(*given, **more)

        return counted

    for name in CALLS:
        setattr(os, name, wrap(name, getattr(os, name)))
    module.exchange = wrap("exchange", module.exchange)


def prepare(way: str, folder: Path) -> None:
    """The old set, with what others have put beside it."""
    folder.mkdir(parents=True)
    for name, data in {**OLD, **FOREIGN}.items():
        (folder / name).write_bytes(data)
    (folder / "link").symlink_to("minutes.txt")
    if way in ("journal", "undo"):
        (folder / "sub").mkdir()


def content(folder: Path) -> dict[str, bytes]:
    """What a reader meets; hidden names left out."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".")
    }


def hidden(folder: Path) -> list[str]:
    """What was left in the folder and beside it."""
    return sorted(
        str(path.relative_to(folder.parent))
        for place in (folder.parent, folder)
        for path in place.iterdir()
        if path.name.startswith(".")
    )


def state(folder: Path) -> str:
    """``old``, ``new``, or ``mixed``."""
    others = {**FOREIGN, "link": FOREIGN["minutes.txt"]}
    found = content(folder)
    sets = {"old": {**OLD, **others}, "new": {**OLD, **NEW, **others}}
    return next((name for name, one in sets.items() if one == found), "mixed")


def crash(way: str, folder: Path, at: int) -> dict[str, Any]:
    """What is there after a kill before call number ``at``, and after the next build."""
    prepare(way, folder)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writing, 2)
        dying(at, way)
        try:
            run(way, folder)
        except module.ResourceError:
            os._exit(3)
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        call = pipe.read().decode()
    told: dict[str, Any] = {"at": at, "call": call, "killed": os.WIFSIGNALED(status)}
    told["raw"], told["left"] = state(folder), hidden(folder)
    if way != "former":
        settle(folder)
    told["settled"] = state(folder)
    run("exchange", folder)
    told["next"], told["left after"] = state(folder), hidden(folder)
    return told


def main(way: str, root: Path) -> None:
    """Every crash point of one way, until the child lives."""
    for at in range(1000):
        told = crash(way, root / f"{at}" / "out", at)
        print(json.dumps(told))
        if not told["killed"]:
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
