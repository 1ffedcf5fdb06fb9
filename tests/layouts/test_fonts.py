"""Faces: files found and checked, words shaped, missing glyphs named."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from layouts.fonts import SOFT_HYPHEN, Face, Faces, MissingGlyph, locate
from layouts.problems import ResourceError
from tests.layouts.text_specimen import SANS, faces, theme


def serif() -> Face:
    return faces().face("body", 400, False)


def test_a_font_package_is_found_but_not_imported() -> None:
    code = (
        "import sys; from layouts.fonts import locate;"
        f"print(locate({SANS.upright!r}).is_file(), 'fontpkg_source_sans_3' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_a_plain_path_stays_a_path() -> None:
    assert locate("fonts/Some.ttf") == Path("fonts/Some.ttf")
    assert locate(r"C:\fonts\Some.ttf") == Path(r"C:\fonts\Some.ttf")


@pytest.mark.parametrize(
    ("upright", "names"),
    [
        ("no_such_font_package:Some.ttf", "no_such_font_package"),
        ("fontpkg_source_sans_3:files/Other.ttf", "Other.ttf"),
        ("/nowhere/Some.ttf", "/nowhere/Some.ttf"),
    ],
)
def test_a_missing_font_is_named(upright: str, names: str) -> None:
    changed = replace(theme(), faces={"head": replace(SANS, upright=upright)})
    with pytest.raises(ResourceError, match=names):
        Faces(changed).face("head", 400, False)


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.ttf"
    path.write_text("these are words, not a font")
    with pytest.raises(ResourceError, match=r"words\.ttf"):
        Face("head-400", "Words", path, {})


def test_the_hash_of_the_theme_is_checked() -> None:
    digest = sha256(locate(SANS.upright).read_bytes()).hexdigest()
    right = replace(theme(), faces={"head": replace(SANS, upright_sha256=digest.upper())})
    assert Faces(right).face("head", 400, False).word("a").advance > 0
    wrong = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    other = replace(theme(), faces={"head": replace(SANS, upright_sha256=wrong)})
    with pytest.raises(ResourceError, match="SHA-256"):
        Faces(other).face("head", 400, False)


def test_keys_lead_back_to_faces_and_name_weight_and_slope() -> None:
    bold = faces().face("head", 700, True)
    assert bold.key == "head-700-italic"
    assert faces().by_key("head-700-italic") is bold
    assert bold.axes == {"wght": 700.0}
    assert Faces(theme()).by_key("body-600").axes["wght"] == 600.0
    for unknown in ("foot-400", "head", "head-x", "head-400-oblique"):
        with pytest.raises(KeyError):
            faces().by_key(unknown)


def test_axes_are_whole_and_within_their_range() -> None:
    assert faces().face("body", 9999, False).axes == {"wght": 900.0, "opsz": 10.0}


def test_weights_differ() -> None:
    assert faces().face("head", 700, False).word("m").advance > (
        faces().face("head", 300, False).word("m").advance
    )


def test_metrics_are_in_thousandths_of_an_em() -> None:
    face = serif()
    assert 900 < face.ascent < 1100
    assert -400 < face.descent < -200
    assert 400 < face.x_height < face.cap_height < 750


def test_words_are_shaped_once() -> None:
    assert serif().word("office") is serif().word("office")
    assert serif().word("1234", ("tnum",)) is not serif().word("1234")


def test_ligatures_and_kerning() -> None:
    word = serif().word("office")
    assert [glyph.text for glyph in word.glyphs] == ["o", "ffi", "c", "e"]
    assert word.advance == sum(glyph.advance for glyph in word.glyphs)
    assert serif().word("AVATAR").advance < serif().plain("AVATAR")
    assert serif().plain("AVATAR") == sum(serif().plain(c) for c in "AVATAR")


def test_every_character_stands_in_the_glyphs_once() -> None:
    for text in ("South–South", "e\u0301te\u0301", "Привет", "A/RES/73/291", "“4.2\u00a0%”"):
        assert "".join(glyph.text for glyph in serif().word(text).glyphs) == text


def test_tabular_figures_are_all_as_wide() -> None:
    face = faces().face("head", 400, False)
    assert len({face.word(digit, ("tnum",)).advance for digit in "0123456789"}) == 1


def test_hyphens_and_spaces_of_other_kinds() -> None:
    face = serif()
    hyphen = face.word("-").glyphs[0]
    assert face.word(SOFT_HYPHEN).glyphs[0][:2] == hyphen[:2]
    assert face.word(SOFT_HYPHEN).text == SOFT_HYPHEN
    inside = face.word("co\u00adop")
    assert inside.text == "co\u00adop"
    assert inside.advance == pytest.approx(face.word("coop").advance, abs=20)
    assert face.word("\u2011").glyphs[0][:2] == hyphen[:2]
    assert face.word("3\u00a0m").advance == pytest.approx(face.plain("3 m"))
    assert 0 < face.word("\u202f").advance < face.word(" ").advance


def test_a_missing_glyph_is_an_error_that_names_it() -> None:
    with pytest.raises(MissingGlyph) as caught:
        serif().word("a中b国")
    assert caught.value.characters == "中国"
    assert caught.value.face == "body-400"
    assert "U+4E2D" in str(caught.value)
    assert serif().missing("中a≥₂№中国") == "中国"
    assert serif().missing("plain words") == ""


def test_edges_rise_to_the_advance() -> None:
    for text in ("office", "cooperation", "e\u0301te"):
        edges = serif().edges(text)
        assert len(edges) == len(text) + 1
        assert list(edges) == sorted(edges)
        assert edges[-1] == pytest.approx(serif().word(text).advance)
