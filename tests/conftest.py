"""Settings and documents that several tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import distribution, sharing

settings.register_profile("briefpack", deadline=None, derandomize=True)
settings.load_profile("briefpack")
os.environ["BRIEFPACK_CACHE"] = "off"  # what is tested is made; tests of the cache name a folder


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return distribution.scheduler(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    distribution.slowest_first(items)


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of a run have in common."""
    return sharing.common(tmp_path_factory)


@pytest.fixture(scope="session")
def shipped(common: Path) -> Path:
    """The shipped pack, built for every audience. To be left as it is."""
    from reports import cli

    def make(out: Path) -> None:
        assert cli.main(["build", "--audience", "all", "--out", str(out)]) == 0

    return sharing.once(common / "shipped", make)


@pytest.fixture(scope="session")
def printed(common: Path) -> Path:
    """The shipped pack in both editions, the one for the print shop among them. To be left as it
    is."""
    from reports import cli

    def make(out: Path) -> None:
        words = ["--audience", sharing.PRINTED, "--to", "pdf,print"]
        assert cli.main(["build", *words, "--out", str(out)]) == 0

    return sharing.once(common / "printed", make)


@pytest.fixture(scope="session")
def limits(common: Path) -> Path:
    """A pack with every block kind and every text at its longest, for audiences that take it. To be
    left as it is; the pack is in the folder ``pack`` beside it."""
    from reports import cli
    from tests import torture

    def make(folder: Path) -> None:
        pack = torture.write(folder / "pack", torture.pack())
        options = ["--audience", torture.AUDIENCES, "--out", str(folder / "out")]
        assert cli.main(["build", str(pack), *options]) == 0

    return sharing.once(common / "limits", make) / "out"


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """``check`` reads a PDF that it has read before no second time."""
    sharing.read_pdf_once(monkeypatch)


@pytest.fixture
def check_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command checks the same documents once, whatever it is asked to print."""
    sharing.check_once(monkeypatch)
