"""The same input gives the same bytes: PDF, print PDF, deck and manifest."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.reproducible.building import PYTHONS, Surroundings, hashes, pythons

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no umask and no TZ here")
ONE = Surroundings(
    zone="Asia/Tokyo", locale="C", bare=True, seed="0", touched=1_000_000_000, umask=0o077
)
OTHER = Surroundings(
    where="another place é/deeper/project",
    zone="UTC",
    locale="C.UTF-8",
    seed="1",
    jobs="2",
    home=False,
    elsewhere=True,
    touched=1_700_000_000,
    umask=0o002,
)
"""Different in all that a build must not heed."""
EPOCHS = ("86400", "1700000000")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("same")


@pytest.fixture(scope="module")
def one(root: Path) -> dict[str, str]:
    return hashes(root, ONE)


def test_whatever_is_around_it(root: Path, one: dict[str, str]) -> None:
    """Path, time zone, locale, hash seed, processes, home, working directory, umask, file times."""
    assert hashes(root, OTHER) == one


@cache
def dated(root: Path, epoch: str, what: Surroundings) -> dict[str, str]:
    return hashes(root, replace(what, epoch=epoch))


def test_the_date_is_that_of_source_date_epoch(root: Path, one: dict[str, str]) -> None:
    assert dated(root, EPOCHS[0], OTHER) == dated(root, EPOCHS[0], ONE)


def test_another_date_gives_other_documents(root: Path, one: dict[str, str]) -> None:
    """So what is compared here can differ."""
    first, second = dated(root, EPOCHS[0], ONE), dated(root, EPOCHS[1], ONE)
    for name in one:
        assert len({one[name], first[name], second[name]}) == 3, name


@pytest.mark.parametrize("n", range(2))
def test_with_other_pythons(n: int, root: Path, one: dict[str, str]) -> None:
    found = pythons()
    if n >= len(found):
        pytest.skip(f"no other Python with the packages; {PYTHONS} may name some")
    assert hashes(root, replace(OTHER, python=found[n])) == one


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["where", "zone", "locale", "bare", "seed", "jobs", "home", "elsewhere", "umask", "touched"],
)
def test_each_by_itself(name: str, root: Path, one: dict[str, str]) -> None:
    """Which it is, when a build heeds something."""
    assert hashes(root, replace(ONE, **{name: getattr(OTHER, name)})) == one


@pytest.mark.slow
def test_again_and_again(root: Path, one: dict[str, str]) -> None:
    for seed in range(2, 12):
        assert hashes(root, replace(ONE, seed=str(seed))) == one
