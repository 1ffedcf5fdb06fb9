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


@cache
def dated(root: Path, epoch: str | None, what: Surroundings = ONE) -> dict[str, str]:
    return hashes(root, replace(what, epoch=epoch))


@pytest.fixture(scope="module")
def one(root: Path) -> dict[str, str]:
    """With a date, which must not be that of a zone."""
    return dated(root, EPOCHS[0])


def test_whatever_is_around_it(root: Path, one: dict[str, str]) -> None:
    """Path, time zone, locale, hash seed, processes, home, working directory, umask, file times."""
    assert dated(root, EPOCHS[0], OTHER) == one


@pytest.mark.slow
@pytest.mark.parametrize("epoch", [None, EPOCHS[1]])
def test_whatever_is_around_it_on_another_day(epoch: str | None, root: Path) -> None:
    assert dated(root, epoch, OTHER) == dated(root, epoch)


@pytest.mark.parametrize("other", [None, pytest.param(EPOCHS[1], marks=pytest.mark.slow)])
def test_another_date_gives_other_documents(
    other: str | None, root: Path, one: dict[str, str]
) -> None:
    """So what is compared here can differ."""
    found = dated(root, other)
    assert [name for name in one if one[name] == found[name]] == []


@pytest.mark.parametrize("n", range(2))
def test_with_other_pythons(n: int, root: Path, one: dict[str, str]) -> None:
    found = pythons()
    if n >= len(found):
        pytest.skip(f"no other Python with the packages; {PYTHONS} may name some")
    assert dated(root, EPOCHS[0], replace(OTHER, python=found[n])) == one


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["where", "zone", "locale", "bare", "seed", "jobs", "home", "elsewhere", "umask", "touched"],
)
def test_each_by_itself(name: str, root: Path, one: dict[str, str]) -> None:
    """Which it is, when a build heeds something."""
    assert dated(root, EPOCHS[0], replace(ONE, **{name: getattr(OTHER, name)})) == one


@pytest.mark.slow
def test_again_and_again(root: Path, one: dict[str, str]) -> None:
    for seed in range(2, 12):
        assert dated(root, EPOCHS[0], replace(ONE, seed=str(seed))) == one
