"""The judge of mutants goes red for every program with a fault, and stays green for a sound one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.base import NONSENSE, PERHAPS, SENSE
from tests.mutants.corpus import Bench, Count, Mutant
from tests.mutants.judging import complaints, said
from tests.mutants.project import SEEDS, copied
from tests.mutants.running import Press

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are watched after fork")

TWINS = {
    "tracebacks": (NONSENSE, "a bug"),
    "bug": (NONSENSE, "a bug"),
    "dies": (NONSENSE, "ended with -11"),
    "hangs": (NONSENSE, "hangs"),
    "slow": (NONSENSE, "slow"),
    "large": (NONSENSE, "large"),
    "loses": (NONSENSE, "output folder was touched"),
    "changes": (NONSENSE, "output folder was touched"),
    "leaves_stage": (NONSENSE, "left behind"),
    "leaves_temporary": (NONSENSE, "left behind"),
    "touches": (NONSENSE, "project was touched"),
    "says_token": (NONSENSE, "leaks in a message"),
    "writes_token": (PERHAPS, "leaks"),
    "silent": (NONSENSE, "without a word"),
    "escapes": (NONSENSE, "prints what it should not"),
    "takes": (NONSENSE, "nonsense was taken"),
    "corrupt_pdf": (PERHAPS, "is broken"),
    "corrupt_deck": (PERHAPS, "is broken"),
    "sound": (SENSE, "refused"),
}
"""Faulty programs of tests/mutants/fakes.py: for which mutants, and what is to be said of them."""
PATIENCE = {"hangs": 0.5}
"""Seconds that a program gets."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with Bench(tmp_path_factory.mktemp("mutants")) as made:
        made.built("own")
        yield made


def _complaints(bench: Bench, program: str, verdict: str, *, checked: bool = False) -> list[str]:
    project = copied(bench.sound, bench.place(), SEEDS["own"])
    one = Mutant("made up", verdict, "own", project)
    with Press(
        f"tests.mutants.fakes:{program}", patience=PATIENCE.get(program, 60.0), preloaded=False
    ) as press:
        outcome = bench.outcome(one, checked=checked, press=press)
    return list(complaints(outcome))


@pytest.mark.parametrize("program", TWINS)
def test_a_faulty_program_is_found_out(program: str, bench: Bench) -> None:
    verdict, wanted = TWINS[program]
    found = _complaints(bench, program, verdict)
    assert any(wanted in complaint for complaint in found), found


def test_a_sound_refusal_raises_no_complaint(bench: Bench) -> None:
    assert _complaints(bench, "sound", NONSENSE) == []
    assert _complaints(bench, "sound", PERHAPS) == []


def test_documents_of_other_content_are_unsound(bench: Bench) -> None:
    """A program that is content with a changed title, and leaves the documents as they were."""
    project = copied(bench.sound, bench.place(), SEEDS["own"])
    path: Path = project.pack / "pack.yaml"
    path.write_text(path.read_text().replace("The second section", "Another title"))
    one = Mutant("made up", PERHAPS, "own", project)
    with Press("tests.mutants.fakes:takes", patience=60.0, preloaded=False) as press:
        outcome = bench.outcome(one, press=press)
    assert any("unsound" in complaint for complaint in complaints(outcome))


def test_messages_are_counted_by_what_they_name() -> None:
    found = said(
        "a/pack.yaml:3:4: bad-value: x; expected y\n"
        "--set: bad-setting: z\n"
        "warning: a/pack.yaml:3:4: unused: y\n"
        "cannot be written\n"
        "3 problems found; nothing was written\n"
    )
    assert (found.placed, found.named, found.others, found.all) == (1, 1, ["cannot be written"], 3)


def test_a_share_below_the_promise_is_seen() -> None:
    count = Count()
    count.said.placed, count.said.named = 94, 6
    assert count.share == pytest.approx(0.94)
