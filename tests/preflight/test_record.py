"""What the preflight found stands in the manifest beside the hash of the file that was judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reports import cli
from reports.check import check, record
from tests.broken.base import write_good

NAME = "small-press-en.pdf"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack that was built."""
    write_good(tmp_path / "pack")
    build(tmp_path / "pack")
    return tmp_path / "pack"


def build(pack: Path) -> None:
    words = [str(pack), "-a", "press", "--quiet", "-o", str(pack.parent / "out")]
    assert cli.main(words) == 0


def told(pack: Path) -> dict[str, Any]:
    book = json.loads((pack.parent / "out" / "manifest.json").read_bytes())
    found: dict[str, Any] = book["packs"]["small"]["audiences"]["press"]["files"][NAME]
    return found


def test_a_build_between_check_and_record_is_another_file(pack: Path) -> None:
    out = pack.parent / "out"
    report = check(str(pack), "press", out)
    path = pack / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("A small pack", "Another pack"), "utf-8")
    build(pack)
    record(report, out)
    assert "preflight" not in told(pack)
    record(check(str(pack), "press", out), out)
    assert told(pack)["preflight"]["rules"]["passed"] > 0


def test_a_build_during_the_preflight_is_another_file(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.preflight import report as module

    out = pack.parent / "out"
    honest = module.judge

    def judging(*given: Any) -> Any:
        found = honest(*given)
        path = pack / "pack.yaml"
        path.write_text(path.read_text("utf-8").replace("A small pack", "Another pack"), "utf-8")
        build(pack)
        return found

    monkeypatch.setattr(module, "judge", judging)
    record(check(str(pack), "press", out), out)
    assert "preflight" not in told(pack)
