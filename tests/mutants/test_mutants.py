"""Random mutants of packs and layouts: refused with their place, or made and sound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.base import NONSENSE, PERHAPS, SENSE, Project
from tests.mutants.corpus import Bench, Count, Mutant, judged
from tests.mutants.generator import mutant, operators
from tests.mutants.judging import complaints, tree
from tests.mutants.project import SEEDS, copied
from tests.mutants.regressions import REGRESSIONS, Regression

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are watched after fork")

SEED = 6
MANY = 500
FEW = range(0, 120, 40)
"""Those of the many that are judged in every run."""
SHARE = 0.95
"""Least share of the messages that name file and line."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with Bench(tmp_path_factory.mktemp("mutants")) as made:
        yield made


@pytest.mark.parametrize("case", REGRESSIONS, ids=lambda case: case.name)
def test_what_came_through_once_does_not_again(case: Regression, bench: Bench) -> None:
    project: Project = copied(bench.sound, bench.place(), SEEDS[case.seed])
    case.change(project)
    outcome = bench.outcome(Mutant(case.name, case.verdict, case.seed, project))
    assert list(complaints(outcome)) == []


def test_some_of_them_in_every_run(bench: Bench) -> None:
    assert list(judged(bench, SEED, FEW, Count())) == []


@pytest.mark.slow
def test_five_hundred(bench: Bench) -> None:
    count = Count()
    assert list(judged(bench, SEED, range(MANY), count)) == [], str(count)
    assert count.share >= SHARE, str(count)
    assert count.verdicts[NONSENSE] > MANY / 4, str(count)
    assert count.statuses[0] > MANY / 10, str(count)


def test_a_number_is_always_the_same_mutant(bench: Bench, tmp_path: Path) -> None:
    for n in (3, 7, 12):
        made = []
        for name in ("a", "b"):
            (tmp_path / f"{name}{n}").mkdir()
            one = mutant(SEED, n, bench.sound, tmp_path / f"{name}{n}")
            made.append((one.verdict, one.name, one.project.words, tree(one.project.root)))
        assert made[0][3] == made[1][3]
        assert made[0][:2] == made[1][:2]
        assert made[0][3] != tree(bench.sound / "project") or made[0][2] != SEEDS[one.seed]


def test_there_is_every_kind_of_change() -> None:
    found = operators()
    assert len(found) >= 80
    assert {one.verdict for _, one in found} == {NONSENSE, PERHAPS, SENSE}
    assert len({family.name for family, _ in found}) >= 10
