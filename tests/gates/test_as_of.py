"""The day of the numbers below charts, on pages and slides alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import cli
from reports.readback.deck import read_deck
from reports.readback.pdf import read_pdf
from tests.gates.dated import write

DAY = "Source: A report [1], as of 31 January 2030."


def said(folder: Path, *kinds: str) -> list[str]:
    """The text of each page or slide that has the chart, of both documents."""
    pack, out = write(folder / "pack", *kinds), folder / "out"
    assert cli.main(["build", str(pack), "--out", str(out), "--quiet"]) == cli.FINE
    found = []
    for document in (
        read_pdf(out / "small-delegation-en.pdf"),
        read_deck(out / "small-delegation-en.pptx"),
    ):
        texts = (" ".join(text.split()) for text in document.whole.values())
        found.append(next(text for text in texts if "More than half" in text))
    return found


def test_the_day_stands_after_the_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in said(tmp_path, "dataset"):
        assert DAY in text.replace("\N{NO-BREAK SPACE}", " ")
    assert cli.main(["check", str(tmp_path / "pack"), "--out", str(tmp_path / "out")]) == cli.FINE


def test_without_a_day_there_is_none(tmp_path: Path) -> None:
    for text in said(tmp_path):
        assert "as of" not in text
