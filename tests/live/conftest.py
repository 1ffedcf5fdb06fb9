"""The pack that the tests of live data pull for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.server import Server, need_postgres
from tests.live.shop import Shop


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests that want one."""
    need_postgres()
    made = Server()
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture
def shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shop:
    """A folder for a pack, on a day that stays."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780444800")
    folder = tmp_path / "pack"
    folder.mkdir()
    return Shop(folder, capsys)
