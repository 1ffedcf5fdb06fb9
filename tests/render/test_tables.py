"""Rows of native tables are as high as planned, in LibreOffice, with any font."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges_pptx import need_office
from tests.render.fonts import carried_fonts, without_fonts
from tests.render.libreoffice import render
from tests.render.rows import Row, rows
from tests.reports.deck_specimen import deck
from tests.reports.deck_twins import put, twin

pytestmark = [pytest.mark.render, pytest.mark.slow]

_SLIDE = "ppt/slides/slide7.xml"


def found(deck_: Path, folder: Path, *, with_fonts: bool) -> list[Row]:
    need_office()
    if with_fonts:
        pdf = render(deck_, folder, carried_fonts(deck_, folder / "fonts"))
        return list(rows(deck_, pdf))
    bare = without_fonts(deck_, folder / "without")
    return list(rows(bare, render(bare, folder)))


either = pytest.mark.parametrize("with_fonts", [True, False], ids=["own fonts", "fonts missing"])


@either
def test_rows_of_the_specimen(with_fonts: bool, tmp_path: Path) -> None:
    """With empty cells, cells over several columns, and shades instead of rules."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck())
    drawn = found(path, tmp_path, with_fonts=with_fonts)
    assert len(drawn) == 31
    assert [row for row in drawn if not row.exact] == []


@either
@pytest.mark.parametrize("audience", ["delegation", "press"])
def test_rows_of_the_shipped_pack(
    shipped: Path, audience: str, with_fonts: bool, tmp_path: Path
) -> None:
    drawn = found(shipped / f"buenos-aires-{audience}-en.pptx", tmp_path, with_fonts=with_fonts)
    assert drawn
    assert [row for row in drawn if not row.exact] == []


@either
def test_rows_with_every_text_at_its_longest(
    limits: Path, with_fonts: bool, tmp_path: Path
) -> None:
    drawn = found(limits / "torture-delegation-en.pptx", tmp_path, with_fonts=with_fonts)
    assert len(drawn) > 40
    assert [row for row in drawn if not row.exact] == []


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r"(Country 3.*?)<a:lnSpc>.*?</a:lnSpc>", r"\1"),
        (r'(Country 3.*?marT=")\d+', r"\g<1>190500"),
        ("<a:t>Country 3", "<a:t>Country 3" + " of many words" * 9),
    ],
)
def test_a_row_that_grows_is_seen(pattern: str, replacement: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(twin(deck(), _SLIDE, put(pattern, replacement)))
    grown = [row for row in found(path, tmp_path, with_fonts=True) if not row.exact]
    assert [(row.slide, row.number) for row in grown][:1] == [(7, 3)]
