"""Decks of whole packs drawn by LibreOffice: no text leaves its frame, no two frames overlap."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reports import cli
from tests import torture
from tests.judges_pptx import need_office
from tests.render.fonts import carried_fonts, without_fonts
from tests.render.frames import Finding, frames_ok
from tests.render.libreoffice import render
from tests.reports.pack_words import words_of_slides

pytestmark = pytest.mark.render


def findings(deck: Path, folder: Path, *, with_fonts: bool) -> list[Finding]:
    """What stands where it should not, with the fonts that the deck carries or without any."""
    need_office()
    folder.mkdir(exist_ok=True)
    if with_fonts:
        return frames_ok(deck, render(deck, folder, carried_fonts(deck, folder / "fonts")))
    bare = without_fonts(deck, folder / "without")
    return frames_ok(bare, render(bare, folder))


either = pytest.mark.parametrize("with_fonts", [True, False], ids=["own fonts", "fonts missing"])


@either
@pytest.mark.parametrize("audience", ["delegation", "press"])
def test_the_shipped_pack(shipped: Path, audience: str, with_fonts: bool, tmp_path: Path) -> None:
    deck = shipped / f"buenos-aires-{audience}-en.pptx"
    assert findings(deck, tmp_path, with_fonts=with_fonts) == []


@either
@pytest.mark.parametrize("audience", ["delegation", pytest.param("press", marks=pytest.mark.slow)])
def test_every_text_at_its_longest(
    limits: Path, audience: str, with_fonts: bool, tmp_path: Path
) -> None:
    deck = limits / f"torture-{audience}-en.pptx"
    assert findings(deck, tmp_path, with_fonts=with_fonts) == []


@pytest.mark.slow
def test_many_of_the_longest_texts(tmp_path: Path) -> None:
    """Lists as long as may be, in both documents."""
    pack, out = tmp_path / "pack", tmp_path / "out"
    torture.write(pack, torture.pack(counts=torture.MANY))
    options = [str(pack), "--audience", torture.AUDIENCES, "--out", str(out)]
    assert cli.main(["build", *options]) == 0
    assert cli.main(["check", *options]) == 0
    for audience in torture.AUDIENCES.split(","):
        deck = out / f"torture-{audience}-en.pptx"
        assert findings(deck, tmp_path / audience, with_fonts=True) == []


def test_all_24_long_bullets_are_drawn(tmp_path: Path) -> None:
    need_office()
    bullets = [
        f"Bullet {n} says at some length what a delegation should have in mind in the room"
        for n in range(1, 25)
    ]
    pack = {
        "pack": {"id": "bullets", "language": "en"},
        "title": "Twenty-four bullets",
        "sections": [
            {
                "id": "points",
                "title": "What to have in mind",
                "blocks": [{"kind": "list", "id": "all", "items": bullets}],
            }
        ],
    }
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.yaml").write_text(yaml.safe_dump(pack), encoding="utf-8")
    assert cli.main(["build", str(tmp_path / "pack"), "--out", str(tmp_path / "out")]) == 0
    deck = tmp_path / "out" / "bullets-delegation-en.pptx"
    pdf = render(deck, tmp_path, carried_fonts(deck, tmp_path / "fonts"))
    assert frames_ok(deck, pdf) == []
    drawn = words_of_slides(pdf)
    for bullet in bullets:
        assert drawn.count(bullet) == 1, bullet
