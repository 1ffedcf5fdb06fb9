"""Publishing: complete old or complete new files, whatever happens in between."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from layouts.problems import ResourceError
from reports import publish as module
from reports.publish import locked, publish

OLD = {"a.pdf": b"old a", "b.pptx": b"old b"}
NEW = {"a.pdf": b"new a", "b.pptx": b"new b", "c.json": b"new c"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    assert publish(tmp_path, OLD) == ["a.pdf", "b.pptx"]
    assert publish(tmp_path, {**OLD, "b.pptx": b"other"}) == ["b.pptx"]
    assert content(tmp_path) == {"a.pdf": b"old a", "b.pptx": b"other"}


@pytest.mark.parametrize("trouble", [OSError("disk"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_was_there_comes_back(
    trouble: BaseException, at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, OLD)
    real, calls = os.replace, iter(range(100))

    def failing(source: Path, target: Path) -> None:
        if next(calls) == at:
            raise trouble
        real(source, target)

    monkeypatch.setattr(module.os, "replace", failing)
    with pytest.raises((ResourceError, KeyboardInterrupt)):
        publish(tmp_path, NEW)
    assert content(tmp_path) == OLD


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(module.os, "link", refuse)
    publish(tmp_path, OLD)
    assert publish(tmp_path, NEW) == list(NEW)
    assert content(tmp_path) == NEW


def test_a_build_waits_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    order: list[str] = []

    def second() -> None:
        with locked(tmp_path):
            order.append("second")

    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_it_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    refused = pytest.raises(ResourceError, match="another build")
    with locked(tmp_path), refused, locked(tmp_path):
        pass


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / f"{module.STAGE}-1"
    left.mkdir(parents=True)
    (left / "a.pdf").write_bytes(b"half")
    publish(tmp_path, OLD)
    assert content(tmp_path) == OLD


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signal masks here")
def test_a_signal_waits_until_the_files_have_changed_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, OLD)
    real = os.replace

    def interrupted(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        real(source, target)

    monkeypatch.setattr(module.os, "replace", interrupted)
    # Started in the background, a shell has Python ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, NEW)
    finally:
        signal.signal(signal.SIGINT, before)
    assert content(tmp_path) == NEW
