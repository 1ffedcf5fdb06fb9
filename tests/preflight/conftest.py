"""The document that faults are planted in."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import cli
from tests import sharing

KIT = Path(__file__).parent / "kit"
"""Layout files of a press kit with a cover, contents and two columns. It stays as it is while the
shipped one is drawn anew, so that the pages of the faults stay theirs."""


@pytest.fixture(scope="session")
def kit(common: Path) -> Path:
    """The shipped pack as that press kit. To be left as it is."""

    def make(out: Path) -> None:
        words = ["build", "--audience", "press", "--layouts", str(KIT), "--out", str(out)]
        assert cli.main(words) == 0

    return sharing.once(common / "kit", make)
