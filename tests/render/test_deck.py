"""The deck drawn by LibreOffice: text stays in its frames, with its own fonts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layouts.scene import TextItem
from tests.judges_pptx import need_office
from tests.render.fonts import carried_fonts, without_fonts
from tests.render.frames import drawn_sizes, frames_ok
from tests.render.libreoffice import render
from tests.reports.deck_specimen import deck, scene
from tests.reports.deck_twins import only, put, twin

pytestmark = pytest.mark.render


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The fonts that the specimen carries."""
    need_office()
    folder = tmp_path_factory.mktemp("specimen")
    (folder / "deck.pptx").write_bytes(deck())
    return carried_fonts(folder / "deck.pptx", folder / "fonts")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The specimen and its drawing where its fonts are neither inside nor installed."""
    need_office()
    folder = tmp_path_factory.mktemp("bare")
    (folder / "deck.pptx").write_bytes(deck())
    path = without_fonts(folder / "deck.pptx", folder / "without")
    return path, render(path, folder)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, fonts: list[Path]) -> tuple[Path, Path]:
    """The specimen and its drawing."""
    return _drawn(deck(), tmp_path_factory.mktemp("deck"), fonts)


def _drawn(content: bytes, folder: Path, fonts: list[Path]) -> tuple[Path, Path]:
    path = folder / "deck.pptx"
    path.write_bytes(content)
    return path, render(path, folder, fonts)


def test_text_stays_in_its_frames(drawn: tuple[Path, Path]) -> None:
    assert frames_ok(*drawn) == []


def test_text_stays_in_its_frames_when_the_fonts_are_missing(bare: tuple[Path, Path]) -> None:
    assert not any(name.startswith("Source") for name in _families(bare[1]))
    assert frames_ok(*bare) == []


def test_nothing_is_shrunk_or_enlarged(drawn: tuple[Path, Path]) -> None:
    for page, found in zip(scene().pages, drawn_sizes(drawn[1]), strict=True):
        planned = {item.size for item in page.items() if isinstance(item, TextItem)}
        raised = {0.58 * size for size in planned}
        for size in found:
            assert any(abs(size - other) < 0.35 for other in planned | raised), (page.number, size)


def test_the_faces_are_the_themes_and_all_that_are_carried(
    drawn: tuple[Path, Path], fonts: list[Path]
) -> None:
    names = _families(drawn[1])
    assert all(re.fullmatch(r"Source(Sans3|Serif4)-\w+", name) for name in names), names
    assert len(names) == len(fonts)


def _families(pdf: Path) -> set[str]:
    """Names of the fonts of a drawing."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        return {font[3].partition("+")[2] for page in document for font in page.get_fonts()}


_TEXT, _FLOW = 3, 28
"""Slides with a list, and with boxes."""
_LONG = "<a:t>" + "A sentence that was never measured. " * 40
_BODY = r'(type="body" idx="1"/></p:nvPr></p:nvSpPr>)<p:spPr/>'
_MOVED = (
    r'\1<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="3810000"/></a:xfrm></p:spPr>'
)


def _part(slide: int) -> str:
    return f"ppt/slides/slide{slide}.xml"


@pytest.mark.parametrize(
    ("rule", "slide", "pattern", "replacement"),
    [
        ("outside", _TEXT, "<a:t>Equality", _LONG + "Equality"),
        ("outside", _FLOW, "<a:t>sends experts", _LONG + "sends experts"),
        ("off-slide", _TEXT, _BODY, _MOVED.format(x=9000000, y=1778000, w=10972800)),
        ("overlap", _TEXT, _BODY, _MOVED.format(x=609600, y=600000, w=10972800)),
    ],
)
def test_a_broken_twin_is_seen(
    rule: str, slide: int, pattern: str, replacement: str, tmp_path: Path, fonts: list[Path]
) -> None:
    broken = twin(deck(), _part(slide), put(pattern, replacement))
    found = frames_ok(*_drawn(only(broken, slide), tmp_path, fonts))
    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize("slide", [_TEXT, _FLOW])
def test_a_slide_alone_has_no_finding(slide: int, tmp_path: Path, fonts: list[Path]) -> None:
    found = frames_ok(*_drawn(only(deck(), slide), tmp_path, fonts))
    assert [(one.shape, one.rule) for one in found] == [("Slide number", "lost")]


def test_text_that_is_not_drawn_is_seen(drawn: tuple[Path, Path], tmp_path: Path) -> None:
    fuller = tmp_path / "fuller.pptx"
    fuller.write_bytes(twin(deck(), _part(_TEXT), put("<a:t>Equality", "<a:t>Full equality")))
    assert [finding.rule for finding in frames_ok(fuller, drawn[1])] == ["lost"]
