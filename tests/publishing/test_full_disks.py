"""Disks that are full, read-only, or over a quota: the earlier files stay, the status is 3."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from layouts.problems import ResourceError
from reports import publish as module
from reports.publish import publish, settle
from tests.publishing.crashing import NEW, OLD, content
from tests.publishing.disks import Failing, read_only, small_disk
from tests.publishing.running import Bench, hidden

POINTS = 20
WAYS = ("exchange", "journal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def prepare(folder: Path, way: str) -> None:
    publish(folder, OLD)
    if way == "journal":
        (folder / "sub").mkdir()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_write_that_fails_at_any_byte_leaves_the_old_set(
    number: int, way: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(folder, way)
    disk = Failing(1 << 30, number)
    with monkeypatch.context() as patched:
        patched.setattr(module, "open", disk, raising=False)
        publish(folder, NEW)
    total = disk.asked
    assert total > sum(map(len, NEW.values()))
    publish(folder, OLD)
    (folder / "d.pdf").unlink()
    for point in range(POINTS):
        with monkeypatch.context() as patched:
            failing = Failing(total * point // POINTS, number)
            patched.setattr(module, "open", failing, raising=False)
            with pytest.raises(ResourceError, match=os.strerror(number)):
                publish(folder, NEW)
        assert content(folder) == OLD
        assert hidden(folder) == []
    publish(folder, NEW)
    assert content(folder) == {**OLD, **NEW}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("way", WAYS)
def test_a_sync_that_fails_is_an_error(
    way: str, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems find out only then that there is no room."""
    prepare(folder, way)

    def failing(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", failing)
        with pytest.raises(ResourceError, match=os.strerror(number)):
            publish(folder, NEW)
    assert content(folder) == OLD
    assert hidden(folder) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_small_disk_that_is_full_at_any_point(way: str, tmp_path: Path) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    data = {name: bytes(7 * page) for name in NEW}
    refused = 0
    with small_disk(tmp_path / "disk", 100 * page) as there:
        if not there:
            pytest.skip("needs the right to mount")
        folder = tmp_path / "disk" / "out"
        prepare(folder, way)
        ballast = tmp_path / "disk" / "ballast"
        for point in range(POINTS):
            free = os.statvfs(folder).f_bavail * page
            ballast.write_bytes(bytes(free - 2 * point * page))
            said = ""
            try:
                publish(folder, data)
            except ResourceError as error:
                said = str(error)
            if said:
                refused += 1
                assert "No space left" in said
                assert content(folder) == OLD
            else:
                assert content(folder) == {**OLD, **data}
                publish(folder, OLD)
                (folder / "d.pdf").unlink()
            ballast.unlink()
            assert hidden(folder) == []
    assert POINTS // 2 < refused < POINTS


def test_a_read_only_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1 << 20) as there:
        if not there:
            pytest.skip("needs the right to mount")
        folder = tmp_path / "disk" / "out"
        publish(folder, OLD)
        assert read_only(tmp_path / "disk", on=True)
        for files in (NEW, {"a.pdf": b"one"}):
            with pytest.raises(ResourceError, match="Read-only"):
                publish(folder, files)
        assert content(folder) == OLD
        assert publish(folder, OLD) == []
        settle(folder)


def test_a_set_that_is_unfinished_on_a_read_only_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", 1 << 20) as there:
        if not there:
            pytest.skip("needs the right to mount")
        folder = tmp_path / "disk" / "out"
        prepare(folder, "journal")
        with monkeypatch.context() as patched:
            patched.setattr(module, "_forward", stop)
            patched.setattr(module, "_take_back", lambda *_: None)
            with pytest.raises(ResourceError):
                publish(folder, NEW)
        assert read_only(tmp_path / "disk", on=True)
        with pytest.raises(ResourceError, match=r"some are old and some new.*Read-only"):
            settle(folder)
        assert read_only(tmp_path / "disk", on=False)
        settle(folder)
        assert content(folder) == {**OLD, **NEW}


def stop(folder: Path, stage: Path, names: object) -> None:
    raise OSError(errno.EIO, "stopped")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_the_right_to_write(folder: Path) -> None:
    publish(folder, OLD)
    folder.chmod(0o555)
    try:
        with pytest.raises(ResourceError, match="Permission"):
            publish(folder, NEW)
        assert content(folder) == OLD
    finally:
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_parent_without_the_right_to_write(folder: Path) -> None:
    publish(folder, OLD)
    folder.parent.chmod(0o555)
    try:
        publish(folder, NEW)
        assert content(folder) == {**OLD, **NEW}
        assert hidden(folder) == []
    finally:
        folder.parent.chmod(0o755)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    root = tmp_path_factory.mktemp("disks")
    with small_disk(root / "disk", 4 << 20) as there:
        if not there:
            pytest.skip("needs the right to mount")
        yield Bench(root / "packs", root / "disk" / "place" / "out")


@pytest.mark.parametrize("points", [3, pytest.param(POINTS, marks=pytest.mark.slow)])
def test_the_command_on_a_full_disk(points: int, bench: Bench) -> None:
    bench.renew()
    disk = bench.out.parent
    ballast = disk / "ballast"
    most = sum(path.stat().st_size for path in bench.out.iterdir())
    statuses = []
    for point in range(points):
        stats = os.statvfs(disk)
        free = stats.f_bavail * stats.f_frsize
        ballast.write_bytes(bytes(free - most * (point + 1) // points))
        before = bench.found()
        status, said = bench.build(bench.other())
        statuses.append(status)
        ballast.unlink()
        if status:
            assert (status, bench.found()) == (3, before)
            assert "No space left on device" in said
            assert "Traceback" not in said
        assert bench.found() in bench.sets
        assert bench.agrees()
        assert hidden(bench.out) == []
    assert statuses.count(3) >= points - 1


def test_the_command_with_a_limit_on_the_size_of_files(bench: Bench) -> None:
    resource = pytest.importorskip("resource")
    bench.renew()
    biggest = max(path.stat().st_size for path in bench.out.iterdir())
    for most in (0, biggest // 2, biggest - 1):

        def limit(most: int = most) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        status, said = bench.build("second", before=limit)
        assert (status, bench.found(), hidden(bench.out)) == (3, "first", [])
        assert "File too large" in said
