"""Publishing: complete old or complete new files, whatever happens in between."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layouts.problems import ResourceError
from reports import lock
from reports import publish as module
from reports.publish import STAGE, locked, publish, settle

OLD = {"a.pdf": b"old a", "b.pptx": b"old b"}
NEW = {"a.pdf": b"new a", "b.pptx": b"new b", "c.json": b"new c"}
changes_places = pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="no exchange of folders here"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def alone(folder: Path) -> bool:
    """Whether nothing was left beside it."""
    return [path.name for path in folder.parent.iterdir()] == [folder.name]


def refused(number: int) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.fixture
def by_renames(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where folders cannot change places."""
    monkeypatch.setattr(module, "exchange", refused(errno.EINVAL))


@pytest.fixture
def by_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files must not be renamed one by one."""
    monkeypatch.setattr(module, "_by_renames", refused(errno.EPERM))


def at_the_exchange(monkeypatch: pytest.MonkeyPatch, what: Callable[[Path], None]) -> None:
    """Do something in the folder in the instant before it changes places."""
    honest = module.exchange

    def late(one: Path, other: Path) -> None:
        what(one)
        honest(one, other)

    monkeypatch.setattr(module, "exchange", late)


def test_only_what_changed_is_written(folder: Path) -> None:
    assert publish(folder, OLD) == ["a.pdf", "b.pptx"]
    was = (folder / "a.pdf").stat()
    assert publish(folder, {**OLD, "b.pptx": b"other"}) == ["b.pptx"]
    assert publish(folder, {**OLD, "b.pptx": b"more", "c": b"c"}) == ["b.pptx", "c"]
    assert content(folder) == {"a.pdf": b"old a", "b.pptx": b"more", "c": b"c"}
    now = (folder / "a.pdf").stat()
    assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)
    assert alone(folder)


def test_without_a_change_nothing_is_touched(folder: Path) -> None:
    publish(folder, OLD)
    was = folder.stat()
    assert publish(folder, OLD) == []
    now = folder.stat()
    assert (now.st_ino, now.st_mtime_ns) == (was.st_ino, was.st_mtime_ns)


@changes_places
def test_several_files_come_with_their_folder(folder: Path, by_exchange: None) -> None:
    publish(folder, OLD)
    was = folder.stat().st_ino
    assert publish(folder, NEW) == list(NEW)
    assert content(folder) == NEW
    assert folder.stat().st_ino != was
    assert alone(folder)


def test_one_file_is_renamed_and_the_folder_stays(folder: Path) -> None:
    publish(folder, OLD)
    was = folder.stat().st_ino
    assert publish(folder, {"a.pdf": b"new a"}) == ["a.pdf"]
    assert folder.stat().st_ino == was
    assert content(folder) == {**OLD, "a.pdf": b"new a"}


@changes_places
def test_what_others_put_there_stays_the_same_file(folder: Path, by_exchange: None) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "link").symlink_to("notes.txt")
    (folder / "nowhere").symlink_to("gone")
    was = (folder / "notes.txt").stat()
    publish(folder, NEW)
    assert (folder / "notes.txt").stat().st_ino == was.st_ino
    assert os.readlink(folder / "link") == "notes.txt"
    assert os.readlink(folder / "nowhere") == "gone"


@changes_places
def test_mode_owner_and_attributes_go_along(folder: Path, by_exchange: None) -> None:
    publish(folder, OLD)
    folder.chmod(0o2750)
    (folder / "a.pdf").chmod(0o640)
    if hasattr(os, "setxattr"):
        try:
            os.setxattr(folder, "user.kept", b"yes")
        except OSError:
            pytest.skip("no extended attributes here")
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
        os.chown(folder / "a.pdf", 65534, 65534)
    was, file = folder.stat(), (folder / "a.pdf").stat()
    publish(folder, NEW)
    now, made = folder.stat(), (folder / "a.pdf").stat()
    assert (now.st_mode, now.st_uid, now.st_gid) == (was.st_mode, was.st_uid, was.st_gid)
    assert (made.st_mode, made.st_uid, made.st_gid) == (file.st_mode, file.st_uid, file.st_gid)
    if hasattr(os, "getxattr"):
        assert os.getxattr(folder, "user.kept") == b"yes"


@changes_places
def test_the_output_folder_may_be_a_link(tmp_path: Path, folder: Path, by_exchange: None) -> None:
    real = tmp_path / "elsewhere" / "real"
    real.mkdir(parents=True)
    folder.symlink_to(real)
    with locked(folder):
        publish(folder, OLD)
        publish(folder, NEW)
    assert folder.is_symlink()
    assert content(real) == NEW
    assert [path.name for path in real.parent.iterdir()] == ["real"]


@changes_places
@pytest.mark.parametrize("killed", [False, True])
def test_what_others_do_meanwhile_is_not_lost(
    killed: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the build is killed after the exchange, and the next one finds its folder."""
    publish(folder, OLD)
    for name in ("stays", "goes", "changes"):
        (folder / name).write_bytes(b"before")

    def meanwhile(there: Path) -> None:
        (there / "came").write_bytes(b"came")
        (there / "goes").unlink()
        (there / "changes.new").write_bytes(b"after")
        (there / "changes.new").rename(there / "changes")
        (there / "sub").mkdir()
        (there / "sub" / "file").write_bytes(b"deep")

    at_the_exchange(monkeypatch, meanwhile)
    if killed:
        honest = module._clear_beside
        monkeypatch.setattr(module, "_clear_beside", lambda _: None)
        publish(folder, NEW)
        assert not (folder / "came").exists()
        monkeypatch.setattr(module, "_clear_beside", honest)
        (folder / "stays").unlink()  # by its owner, who does not want it back
        publish(folder, OLD)
    else:
        publish(folder, NEW)
        (folder / "stays").unlink()
        publish(folder, OLD)
    deep = (folder / "sub" / "file").read_bytes()
    assert deep == b"deep"
    (folder / "sub" / "file").unlink()
    (folder / "sub").rmdir()
    assert content(folder) == {**NEW, **OLD, "came": b"came", "changes": b"after"}
    assert alone(folder)


@changes_places
def test_a_folder_that_came_meanwhile_twice_stays_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, OLD)

    def meanwhile(there: Path) -> None:
        (there / "sub").mkdir()
        (there / "sub" / "file").write_bytes(b"first")

    at_the_exchange(monkeypatch, meanwhile)
    honest = module._clear_beside
    monkeypatch.setattr(module, "_clear_beside", lambda _: None)
    publish(folder, NEW)
    monkeypatch.setattr(module, "_clear_beside", honest)
    (folder / "sub").mkdir()
    publish(folder, OLD)
    assert (folder / "sub.2" / "file").read_bytes() == b"first"


@changes_places
def test_what_a_killed_build_staged_does_not_come_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the exchange; what the owner has removed since then stays away."""
    publish(folder, OLD)
    (folder / "mine").write_bytes(b"mine")
    honest = module._remove
    monkeypatch.setattr(module, "exchange", refused(errno.EINVAL))
    monkeypatch.setattr(module, "_remove", lambda _: None)
    monkeypatch.setattr(module, "_by_renames", lambda *_: None)
    publish(folder, NEW)
    assert (folder.parent / f"{STAGE}-out" / "new" / "c.json").exists()
    monkeypatch.undo()
    assert module._remove is honest
    (folder / "mine").unlink()
    publish(folder, {"b.pptx": b"one"})
    assert content(folder) == {"a.pdf": b"old a", "b.pptx": b"one"}
    assert alone(folder)


def test_where_folders_cannot_change_places(folder: Path, by_renames: None) -> None:
    publish(folder, OLD)
    was = folder.stat().st_ino
    assert publish(folder, NEW) == list(NEW)
    assert folder.stat().st_ino == was
    assert content(folder) == NEW
    assert alone(folder)


@pytest.mark.parametrize("why", ["subfolder", "many", "stand in it", "parent"])
def test_a_folder_that_stays_where_it_is(
    why: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, OLD)
    if why == "subfolder":
        (folder / "sub").mkdir()
    elif why == "many":
        monkeypatch.setattr(module, "MOST_LINKED", 1)
    elif why == "stand in it":
        monkeypatch.chdir(folder)
    else:
        (folder.parent / f"{STAGE}-out").write_bytes(b"in the way, and not ours")
    was = folder.stat().st_ino
    publish(folder, NEW)
    assert folder.stat().st_ino == was
    (folder / "sub").rmdir() if why == "subfolder" else None
    assert content(folder) == NEW


@pytest.mark.parametrize("trouble", [OSError("disk"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_was_there_comes_back(
    trouble: BaseException,
    at: int,
    folder: Path,
    by_renames: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(folder, OLD)
    real, calls = os.replace, iter(range(100))

    def failing(source: Path, target: Path) -> None:
        if next(calls) == at:
            raise trouble
        real(source, target)

    monkeypatch.setattr(module.os, "replace", failing)
    with pytest.raises((ResourceError, KeyboardInterrupt)):
        publish(folder, NEW)
    assert content(folder) == OLD
    assert alone(folder)


def test_a_file_system_without_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "link", refused(errno.EPERM))
    publish(folder, OLD)
    (folder / "mine").write_bytes(b"mine")
    assert publish(folder, NEW) == list(NEW)
    assert content(folder) == {**NEW, "mine": b"mine"}


def unfinished(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set of which some files are old and some new, as a killed build leaves it."""
    (folder / "sub").mkdir(parents=True)
    publish(folder, OLD)
    real, calls = os.replace, iter(range(100))

    def failing(source: Path, target: Path) -> None:
        if next(calls) == 1:
            raise OSError
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(module.os, "replace", failing)
        patched.setattr(module, "_take_back", lambda *_: None)
        with pytest.raises(ResourceError):
            publish(folder, NEW)
    (folder / "sub").rmdir()
    assert (folder / "a.pdf").read_bytes() == b"new a"
    assert (folder / "b.pptx").read_bytes() == b"old b"


def test_a_reader_settles_what_is_unfinished(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished(folder, monkeypatch)
    settle(folder)
    assert content(folder) == NEW
    settle(folder)


def test_a_check_settles_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.check import check

    unfinished(folder, monkeypatch)
    with pytest.raises(ResourceError, match="manifest"):
        check(None, None, folder)
    assert content(folder) == NEW


def test_a_reader_says_what_it_cannot_settle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished(folder, monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(module.os, "replace", refused(errno.EROFS))
        with pytest.raises(ResourceError, match=r"some are old and some new.*Read-only"):
            settle(folder)
    settle(folder)
    assert content(folder) == NEW


def test_settling_where_there_is_nothing_takes_no_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "locked", refused(errno.EPERM))
    settle(folder)
    assert not folder.exists()


def test_a_build_waits_for_another(folder: Path) -> None:
    pytest.importorskip("fcntl")
    order: list[str] = []

    def second() -> None:
        with locked(folder):
            order.append("second")

    with locked(folder):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


@changes_places
def test_who_waits_gets_the_folder_that_took_the_place(folder: Path, by_exchange: None) -> None:
    seen: list[dict[str, bytes]] = []

    def second() -> None:
        with locked(folder):
            seen.append(content(folder))
            publish(folder, OLD)

    publish(folder, OLD)
    with locked(folder):
        thread = threading.Thread(target=second)
        thread.start()
        publish(folder, NEW)
        thread.join(0.3)
        assert seen == []  # the new folder is locked as well
    thread.join(5)
    assert seen == [NEW]
    assert content(folder) == {**NEW, **OLD}


def test_it_does_not_wait_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    late = pytest.raises(ResourceError, match="another build")
    with locked(folder), late, locked(folder):
        pass


def test_a_file_system_without_locks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", refused(errno.ENOLCK))
    with locked(folder):
        assert publish(folder, NEW) == list(NEW)
    assert content(folder) == NEW


def test_what_a_killed_build_left_is_cleared(folder: Path) -> None:
    for left in (folder / STAGE, folder.parent / f"{STAGE}-out"):
        (left / "new").mkdir(parents=True)
        (left / "new" / "a.pdf").write_bytes(b"half")
        (left / "journal.draft").write_bytes(b'{"nam')
    with locked(folder):
        assert content(folder) == {}
    publish(folder, OLD)
    assert content(folder) == OLD
    assert alone(folder)


@pytest.mark.parametrize("way", ["by_renames", pytest.param("by_exchange", marks=changes_places)])
@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signal masks here")
def test_a_signal_waits_until_the_files_have_changed_places(
    way: str, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    request.getfixturevalue(way)
    publish(folder, OLD)
    place, name = (module, "exchange") if way == "by_exchange" else (module.os, "replace")
    real = getattr(place, name)

    def interrupted(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        real(source, target)

    monkeypatch.setattr(place, name, interrupted)
    # Started in the background, a shell has Python ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            publish(folder, NEW)
    finally:
        signal.signal(signal.SIGINT, before)
    assert content(folder) == NEW
    assert alone(folder)


def test_a_signal_during_writing_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, OLD)
    monkeypatch.setattr(module.os, "fsync", lambda _: signal.raise_signal(signal.SIGINT))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            publish(folder, NEW)
    finally:
        signal.signal(signal.SIGINT, before)
    assert content(folder) == OLD
    assert alone(folder)


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    (folder / "a.pdf").mkdir(parents=True)
    with pytest.raises(ResourceError, match=r"a\.pdf: is a folder; move it away"):
        publish(folder, NEW)
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]


def test_a_file_in_the_place_of_the_folder(folder: Path) -> None:
    folder.write_bytes(b"a file")
    with pytest.raises(ResourceError, match=r"out: cannot be written"):
        publish(folder, NEW)
    assert folder.read_bytes() == b"a file"


def test_a_folder_that_stays_is_the_same_afterwards(folder: Path) -> None:
    publish(folder, OLD)
    inode = folder.stat().st_ino
    assert publish(folder, NEW, stays=True) == list(NEW)
    assert content(folder) == NEW
    assert folder.stat().st_ino == inode
    assert publish(folder, NEW, stays=True) == []
    assert alone(folder)
    if sys.platform in ("linux", "darwin"):  # the exchange that it does without
        publish(folder, OLD)
        assert folder.stat().st_ino != inode
