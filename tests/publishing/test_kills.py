"""The command, killed at random moments, and two of it at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from reports import cli, lock, pipeline
from reports.publish import settle, stages
from tests.publishing.running import WORDINGS, Bench, heeds_signals, hidden

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
FEW, MANY = 4, 100
"""Kills of each kind in the everyday suite, by turns in both ways, and in each with ``-m slow``."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    root = tmp_path_factory.mktemp("kills")
    return Bench(root / "packs", root / "place" / "out")


def often(few: int, many: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rounds", [few, pytest.param(many, marks=pytest.mark.slow)])


@pytest.fixture(scope="module")
def whole(bench: Bench) -> float:
    """Seconds that a build takes here, at best."""
    taken = []
    for _ in range(3):
        bench.renew()
        began = time.monotonic()
        assert bench.build("second") == (0, "")
        taken.append(time.monotonic() - began)
        assert bench.found() == "second"
    return min(taken)


@often(FEW // 2, MANY)
@pytest.mark.parametrize("way", ["exchange", "journal"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_kill_at_any_moment_leaves_a_complete_set(
    number: signal.Signals, way: str, rounds: int, bench: Bench, whole: float
) -> None:
    chance = random.Random(f"{number.name} {way}")
    bench.renew()
    if way == "journal":
        (bench.out / "sub").mkdir()
    seen, killed = {"first"}, 0
    for n in range(rounds):
        process = bench.start(bench.other())
        if number != signal.SIGKILL:
            assert heeds_signals(process)
        # Half of them where files are written, which is a twentieth of the time.
        time.sleep(whole * chance.uniform((0, 0.7)[n % 2], 1.1))
        process.send_signal(number)
        said, errors = process.communicate(timeout=60)
        killed += process.returncode != 0
        if number == signal.SIGKILL:
            assert process.returncode in (0, -number)
            assert len(hidden(bench.out)) <= 1
            settle(bench.out)
        else:
            # At its very end the interpreter has put the handlers away.
            assert process.returncode in (0, 128 + number, -number)
            assert hidden(bench.out) == []
        assert (said, errors) == ("", "")
        assert bench.found() in WORDINGS
        assert bench.agrees()
        seen.add(bench.found())
    assert killed >= rounds // 4
    print(f"{rounds} kills, {killed} before the end, sets seen: {sorted(seen)}")
    assert bench.build("first")[0] == bench.build("second")[0] == 0
    assert (bench.found(), hidden(bench.out)) == ("second", [])
    assert seen <= set(WORDINGS)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_modules_are_imported_ends_quietly(number: int, bench: Bench) -> None:
    bench.renew()
    for _ in range(3):
        process = bench.start("second")
        assert heeds_signals(process)
        process.send_signal(number)
        said = process.communicate(timeout=60)
        assert (process.returncode, *said) == (128 + number, "", "")
    assert (bench.found(), hidden(bench.out)) == ("first", [])


@often(2, 20)
def test_two_builds_at_once_leave_one_of_the_sets(rounds: int, bench: Bench) -> None:
    chance = random.Random("two at once")
    bench.renew()
    for _ in range(rounds):
        order = chance.sample(WORDINGS, 2)
        both = [bench.start(order[0])]
        time.sleep(chance.uniform(0, 0.02))
        both.append(bench.start(order[1]))
        said = [process.communicate(timeout=60) for process in both]
        assert [process.returncode for process in both] == [0, 0], said
        assert bench.found() in WORDINGS
        assert bench.agrees()
        assert hidden(bench.out) == []


def test_a_build_that_is_overtaken_makes_its_documents_anew(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knew them from an earlier run, and another build comes before it publishes."""
    monkeypatch.setenv("BRIEFPACK_CACHE", str(bench.root / "own"))
    bench.renew()
    words = bench.words("first", bench.out)
    assert cli.main([*words, "--afresh"]) == 0
    assert cli.main([*words, "--jobs", "1"]) == 0
    honest = pipeline.release
    overtaken = []

    def late(out: Path, *more: Any) -> Any:
        if not overtaken:
            shutil.copytree(bench.root / "second-set", out, dirs_exist_ok=True)
            overtaken.append(out)
        return honest(out, *more)

    monkeypatch.setattr(pipeline, "release", late)
    assert cli.main([*words, "--jobs", "2"]) == 0
    assert overtaken
    assert bench.found() == "first"


def test_a_run_that_has_nothing_to_do_still_clears(bench: Bench) -> None:
    bench.renew()
    assert bench.build("first") == bench.build("first") == (0, "")
    for left in stages(bench.out):
        left.mkdir()
        assert bench.build("first") == (0, "")
        assert hidden(bench.out) == []


def test_a_mixed_set_is_seen(bench: Bench) -> None:
    bench.renew()
    name = next(name for name in bench.sets["first"] if name.endswith(".pdf"))
    (bench.out / name).write_bytes((bench.root / "second-set" / name).read_bytes())
    assert bench.found().startswith("mixed")
    assert not bench.agrees()


def test_a_build_that_waits_too_long_ends_with_status_3(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    bench.renew()
    handle = os.open(bench.out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        monkeypatch.setattr(lock, "PATIENCE", 0.2)
        assert cli.main(bench.words("second", bench.out)) == 3
    finally:
        os.close(handle)
    assert bench.found() == "first"
