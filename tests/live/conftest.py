"""The pack that the tests of live data pull for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.shop import Shop


@pytest.fixture
def shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shop:
    """A folder for a pack, on a day that stays."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780444800")
    folder = tmp_path / "pack"
    folder.mkdir()
    return Shop(folder, capsys)
