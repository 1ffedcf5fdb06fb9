"""Decks of whole packs drawn by LibreOffice: no text leaves its frame, no two frames overlap."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from layouts.problems import Place, Problems
from reports import cli
from reports.config import Layouts
from tests.judges_pptx import need_office
from tests.render.fonts import static_fonts
from tests.render.frames import frames_ok
from tests.render.libreoffice import render
from tests.reports.pack_words import words_of_slides

pytestmark = pytest.mark.render


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    need_office()
    problems = Problems()
    theme = Layouts().theme("ocean", Place("test"), problems)
    problems.stop()
    assert theme is not None
    return static_fonts(theme, tmp_path_factory.mktemp("fonts"))


@pytest.mark.parametrize("with_fonts", [True, False], ids=["own fonts", "fonts missing"])
@pytest.mark.parametrize("audience", ["delegation", "press"])
def test_the_shipped_pack(
    shipped: Path, audience: str, with_fonts: bool, fonts: list[Path], tmp_path: Path
) -> None:
    deck = shipped / f"buenos-aires-{audience}-en.pptx"
    assert frames_ok(deck, render(deck, tmp_path, fonts if with_fonts else [])) == []


@pytest.mark.parametrize("with_fonts", [True, False], ids=["own fonts", "fonts missing"])
def test_every_text_at_its_longest(
    limits: Path, with_fonts: bool, fonts: list[Path], tmp_path: Path
) -> None:
    deck = limits / "torture-delegation-en.pptx"
    assert frames_ok(deck, render(deck, tmp_path, fonts if with_fonts else [])) == []


def test_all_24_long_bullets_are_drawn(fonts: list[Path], tmp_path: Path) -> None:
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
    pdf = render(deck, tmp_path, fonts)
    assert frames_ok(deck, pdf) == []
    drawn = words_of_slides(pdf)
    for bullet in bullets:
        assert drawn.count(bullet) == 1, bullet
