"""Tasks that take too long: they are given up, named, and stop no other."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layouts.problems import ResourceError
from reports import batch, pool
from reports.batch import Outcome

SHORT = 3.0
"""Seconds for a task here: enough for a process to begin."""


class Sleepy:
    """Work that does not come back from some tasks."""

    def __call__(self) -> Callable[[Any], Any]:
        return self.work

    def work(self, task: Any) -> Any:
        if task == "deaf":  # as a library that is busy in machine code
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        if task in ("busy", "deaf"):
            while True:
                time.sleep(0.01)
        if task == "swallow":
            try:
                time.sleep(60)
            except Exception:
                return "swallowed"
        return task * 2


LATE = pool.Lost(f"took longer than {SHORT:g} seconds", bug=False)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "TASK_SECONDS", SHORT)


def test_processes_that_take_too_long_are_replaced() -> None:
    tasks = [1, "busy", 2, "deaf", 3, 4]
    found = dict(pool.run(Sleepy(), tasks, 2))
    assert [found[n] for n in (0, 2, 4, 5)] == [2, 4, 6, 8]
    assert found[1] == found[3] == LATE


def test_what_comes_in_time_is_left_alone() -> None:
    assert sorted(pool.run(Sleepy(), [1, 2, 3], 2)) == [(0, 2), (1, 4), (2, 6)]


def test_with_one_job_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "TASK_SECONDS", 0.2)
    late = pool.Lost("took longer than 0.2 seconds", bug=False)
    before = signal.getsignal(signal.SIGALRM)
    found = dict(pool.run(Sleepy(), [1, "busy", "swallow", 2], 1))
    assert found == {0: 2, 1: late, 2: late, 3: 4}
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


class Stuck:
    """Work that never begins."""

    def __call__(self) -> Callable[[Any], Any]:
        time.sleep(60)
        raise AssertionError


def test_a_process_that_does_not_begin_ends_the_run() -> None:
    with pytest.raises(ResourceError, match="does not begin"):
        list(pool.run(Stuck(), [1, 2], 2))


def test_the_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from tests.reports.test_recipients import build, write

    made = batch._Press._made

    def hang(press: Any, recipient: Any) -> Outcome:
        while recipient.id == "kenya":
            time.sleep(0.01)
        return made(press, recipient)

    monkeypatch.setattr(batch._Press, "_made", hang)
    assert build(tmp_path, write(tmp_path)) == 70
    said = capsys.readouterr()
    assert f"table.csv:3:1: not-made: took longer than {SHORT:g} seconds" in said.err
    assert "2 made, 0 unchanged, 1 failed" in said.out
    assert sorted(os.listdir(tmp_path / "out")) == ["brazil", "fiji", "recipients.json"]


def test_the_limit_is_far_from_any_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert pool.TASK_SECONDS >= 60


def test_a_system_without_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGALRM")
    assert dict(pool.run(Sleepy(), [1, 2], 1)) == {0: 2, 1: 4}
