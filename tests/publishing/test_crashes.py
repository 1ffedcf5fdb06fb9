"""A process that is killed at any call by which it publishes leaves one of the two sets."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.crashing import WAYS

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL here")


Crashes = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def crashes(tmp_path_factory: pytest.TempPathFactory) -> Crashes:
    """What was there after each crash point of a way, the last of which is none."""

    @cache
    def told(way: str) -> list[dict[str, Any]]:
        folder = tmp_path_factory.mktemp(way)
        command = [sys.executable, "-m", "tests.publishing.crashing", way, str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return told


def faults(told: list[dict[str, Any]]) -> list[str]:
    """What must not be."""
    found = []
    for one in told:
        where = f"before call {one['at']}, {one['call']}"
        if one["settled"] not in ("old", "new"):
            found.append(f"{where}: {one['settled']}")
        if len(one["left"]) > 1:
            found.append(f"{where}: left {one['left']}")
        if one["next"] != "new" or one["left after"]:
            found.append(f"{where}: the next build gives {one['next']}, {one['left after']}")
    return found


@pytest.mark.parametrize("way", [way for way in WAYS if way != "former"])
def test_every_crash_point_leaves_one_of_the_sets(way: str, crashes: Crashes) -> None:
    told = crashes(way)
    assert len(told) > 30
    assert [one["killed"] for one in told] == [True] * (len(told) - 1) + [False]
    assert faults(told) == []
    assert {one["settled"] for one in told} == {"old", "new"}


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange of folders here")
def test_with_an_exchange_there_is_nothing_to_settle(crashes: Crashes) -> None:
    told = crashes("exchange")
    assert "exchange" in {one["call"] for one in told}
    assert {one["raw"] for one in told} == {"old", "new"}


def test_the_journal_is_needed(crashes: Crashes) -> None:
    """Among the renames the set is mixed, until somebody settles it."""
    told = crashes("journal")
    assert [one["call"] for one in told if one["raw"] == "mixed"].count("replace") >= 2


def test_files_renamed_without_a_journal_are_caught(crashes: Crashes) -> None:
    found = faults(crashes("former"))
    assert [said for said in found if said.endswith("replace: mixed")]
