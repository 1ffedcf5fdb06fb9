"""Settings and documents that several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("briefpack", deadline=None, derandomize=True)
settings.load_profile("briefpack")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack, built for every audience."""
    from reports import cli

    out = tmp_path_factory.mktemp("shipped")
    assert cli.main(["build", "--audience", "all", "--out", str(out)]) == 0
    return out


ENDURING = "delegation,press,donors"
"""Audiences for a pack at its limits: they promise no length, and their type is of common size."""


@pytest.fixture(scope="session")
def limits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with every block kind and every text at its longest, for audiences that take it."""
    from reports import cli
    from tests import torture

    folder = torture.write(tmp_path_factory.mktemp("limits") / "pack", torture.pack())
    out = folder.parent / "out"
    assert cli.main(["build", str(folder), "--audience", ENDURING, "--out", str(out)]) == 0
    return out
