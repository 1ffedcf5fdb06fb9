"""Characters that no face has: refused at the text that holds them, for both documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import cli
from tests.broken.base import PACK, write_good

WORDS = "Well said."
CASES = {
    "emoji": ("Well said \U0001f600", "missing-glyph", "U+1F600"),
    "Chinese": ("Well said 中文", "missing-glyph", "U+4E2D"),
    "Hebrew": ("שלום", "missing-glyph", "U+05E9"),
    "Arabic": ("مرحبا", "missing-glyph", "U+0645"),
    "private use": ("\ue000", "missing-glyph", "U+E000"),
    "last of all": ("\U0010fffd", "missing-glyph", "U+10FFFD"),
    "two hundred accents": ("e" + "\u0301" * 200, "long-word", "200 letters"),
}


def build(folder: Path, text: str, target: str) -> int:
    write_good(folder)
    (folder / "pack.yaml").write_text(PACK.replace(WORDS, text), encoding="utf-8")
    return cli.main(
        ["build", str(folder), "-a", "press", "--to", target, "-o", str(folder / "out")]
    )


@pytest.mark.parametrize("target", ["pdf", "pptx"])
@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_alike_for_both_documents(
    name: str, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, code, says = CASES[name]
    assert build(tmp_path, text, target) == 2
    said = capsys.readouterr().err
    line = PACK[: PACK.index(WORDS)].count("\n") + 1
    assert f"pack.yaml:{line}:" in said
    assert f"{code}: " in said
    assert says in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["Ñandú, Ýmir und Straße", "Ελληνικά", "Русский", "e\u0301"])
def test_what_the_faces_have_is_printed(text: str, tmp_path: Path) -> None:
    assert build(tmp_path, text, "pdf") == 0
