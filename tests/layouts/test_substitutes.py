"""Substitutes: the table against the faces themselves, and how slides are measured with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from layouts.fonts import Face, Faces, locate
from layouts.runs import Run
from layouts.substitutes import OTHER, POINTS, Widths, packed
from layouts.textblock import widths as extents
from tests.layouts.text_specimen import SANS, faces, slide, theme

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
STYLES = [(False, False), (True, False), (False, True), (True, True)]
SUFFIX = {"Sans": ("", "-Bold", "-Oblique", "-BoldOblique")}
SUFFIX["Serif"] = ("", "-Bold", "-Italic", "-BoldItalic")
each_style = pytest.mark.parametrize(("bold", "italic"), STYLES)


def widths(sans: bool, bold: bool, italic: bool) -> dict[str, int]:
    """The table of one style."""
    table = Widths(sans, bold, italic)
    return {chr(point): table.of(chr(point)) for point in POINTS if table.of(chr(point))}


def narrower(table: Mapping[str, float], face: Face) -> list[str]:
    """The characters that run wider in a face than the table says."""
    return [
        character
        for character, width in table.items()
        if not face.missing(character) and face.plain(character) > width
    ]


@each_style
@pytest.mark.parametrize("genus", ["Sans", "Serif"])
def test_no_letter_of_dejavu_is_wider(genus: str, bold: bool, italic: bool) -> None:
    path = DEJAVU / f"DejaVu{genus}{SUFFIX[genus][STYLES.index((bold, italic))]}.ttf"
    if not path.exists():
        reason = "DejaVu is missing: apt-get install fonts-dejavu-core fonts-dejavu-extra"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    face = Face("head-400", path.stem, path, {})
    assert narrower(widths(genus == "Sans", bold, italic), face) == []


@each_style
@pytest.mark.parametrize("sans", [True, False])
def test_no_letter_of_arial_is_wider(sans: bool, bold: bool, italic: bool) -> None:
    name = "Arimo-Italic[wght].ttf" if italic else "Arimo[wght].ttf"
    axes = {"wght": 700.0 if bold else 400.0}
    face = Face("head-400", "Arimo", locate(f"fontpkg_arimo:files/{name}"), axes)
    table = widths(sans, bold, italic)
    assert narrower(table, face) == []
    assert narrower({**table, "m": table["m"] * 0.6}, face) == ["m"]


def test_the_table_has_what_latin_greek_and_cyrillic_texts_need() -> None:
    for sans in (True, False):
        for bold, italic in STYLES:
            known = set(widths(sans, bold, italic))
            assert set("AZaz09 –—“”€№ßøñçőșțąžİıẞẢạỆΑΩάωЯяЁёЖщ≤≥→") <= known | {"ẞ"}
    assert len(POINTS) == len(set(POINTS))


def test_widths_are_packed_without_making_them_narrower() -> None:
    row = packed([0.0, 1.0, 500.0, 501.0, 1200.4, 9999.0])
    steps = [int(row[n : n + 2], 36) * 2 for n in range(0, len(row), 2)]
    assert steps == [0, 2, 500, 502, 1202, 2590]


def test_text_on_slides_is_as_wide_as_the_widest_face_that_may_show_it() -> None:
    face = faces().face("head", 700, False)
    table = widths(True, True, False)
    word = "Wide"
    assert face.shown(word) == sum(max(table[c], face.plain(c)) for c in word)
    assert face.shown(word) > 1.2 * face.plain(word)
    _, most = extents((Run("Wide Wide"),), theme().slide.styles["h2"], slide(margin=0.0))
    assert most > (2 * face.shown(word) + face.shown(" ")) * theme().slide.styles["h2"].size / 1000


def test_a_face_that_is_wider_than_all_others_is_measured_by_itself() -> None:
    path = locate("fontpkg_source_sans_3:files/SourceSans3[wght].ttf")
    wide = Face("head-400", "Wide", path, {}, room=2.0)
    assert wide.shown("abc") == 2 * wide.plain("abc")


def test_a_character_that_is_not_in_the_table_is_taken_as_wide_as_any_text() -> None:
    face = faces().face("head", 400, False)
    assert ord("ḁ") not in POINTS
    assert face.shown("ḁ") == face.plain("ḁ") * OTHER


def test_a_serif_is_measured_with_serifs_too() -> None:
    sans, serif = faces().face("head", 400, False), faces().face("body", 400, False)
    assert sans.shown("m") == max(widths(True, False, False)["m"], sans.plain("m"))
    assert serif.shown("m") == max(widths(False, False, False)["m"], serif.plain("m"))
    assert widths(True, False, False)["r"] < widths(False, False, False)["r"]


def test_a_theme_may_ask_for_more_room() -> None:
    more = Faces(replace(theme(), faces={"head": SANS}, substitute=1.5))
    plain = faces().face("head", 400, False)
    assert more.face("head", 400, False).shown("m") == 1.5 * plain.plain("m")
