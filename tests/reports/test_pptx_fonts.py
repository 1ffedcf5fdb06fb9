"""Embedded fonts: outsiders open the container and the font, and set the deck's words in it."""

from __future__ import annotations

import ctypes
import ctypes.util
import io
import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pptx import Presentation

from layouts.fonts import Face, Faces, locate
from layouts.scene import Scene, TextItem
from reports import cli, licences
from reports.writers.pptx import embedding
from reports.writers.pptx.truetype import spans
from tests.layouts.text_specimen import SANS
from tests.reports.deck_checks import P, Parts, R
from tests.reports.deck_look import faces, theme
from tests.reports.deck_specimen import deck, scene, written
from tests.reports.eot import Eot, EotError, read

FONT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
STYLES = {
    "regular": ("Regular", 400, 0x40, 0),
    "bold": ("Bold", 700, 0x20, 1),
    "italic": ("Italic", 400, 0x01, 2),
    "boldItalic": ("Bold Italic", 700, 0x21, 3),
}
"""Name, usWeightClass, the RIBBI bits of fsSelection, and macStyle, by slot."""
SAMPLES = {
    "English": "The quick brown fox jumps over 1,234,567.89 lazy dogs – “office” & fjord?",
    "Lithuanian": "Įlinkdama fechtuotojo špaga sublykčiojusi pragręžė apvalų arbūzą",
    "Vietnamese": "Ngưỡng cửa phòng họp đã được mở từ sáng",
    "Yoruba": "Ìwọ̀fà ń yò̩ séji tó gbojúmó̩, ó hàn pákànpákàn",
    "Hausa": "Ƙungiyar ƙasashe ta yi ɗaki, ɓera, ƴar uwa",
    "Turkish": "Pijamalı hasta yağız şoföre çabucak güvendi",
}
"""Latin texts that whoever edits the deck must be able to type."""


@cache
def parts() -> Parts:
    return Parts(deck())


def listed(found: Parts) -> dict[tuple[str, str], bytes]:
    """The embedded fonts by typeface and slot, found as a viewer finds them."""
    name = "ppt/presentation.xml"
    relations = found.relations(name)
    out: dict[tuple[str, str], bytes] = {}
    for family in found.tree(name).iter(P + "embeddedFont"):
        font, *slots = family
        assert font.tag == P + "font"
        for slot in slots:
            relation = relations[slot.get(R + "id")]
            assert relation.get("Type") == FONT_RELATION
            key = font.get("typeface"), slot.tag.removeprefix(P)
            assert key not in out
            out[key] = found.blobs["ppt/" + relation.get("Target")]
    return out


@cache
def embedded() -> dict[tuple[str, str], Eot]:
    return {key: read(blob) for key, blob in listed(parts()).items()}


def face_of(family: str, slot: str) -> Face:
    """The face that slides are measured with."""
    which = next(key for key, one in theme().faces.items() if one.family == family)
    return faces().face(which, STYLES[slot][1], "talic" in slot)


KEYS = [
    ("Source Sans 3", "regular"),
    ("Source Sans 3", "bold"),
    ("Source Serif 4", "regular"),
    ("Source Serif 4", "bold"),
    ("Source Serif 4", "italic"),
    ("Source Serif 4", "boldItalic"),
]
each_font = pytest.mark.parametrize("key", KEYS, ids=" ".join)


# The parts


def test_the_deck_carries_the_faces_that_its_slides_use() -> None:
    assert sorted(embedded()) == sorted(KEYS)
    names = [name for name in parts().blobs if name.startswith("ppt/fonts/")]
    assert names == [f"ppt/fonts/font{n}.fntdata" for n in range(1, len(KEYS) + 1)]
    types = parts().blobs["[Content_Types].xml"].decode()
    assert 'Extension="fntdata" ContentType="application/x-fontdata"' in types


def test_typefaces_are_those_of_the_theme_each_once() -> None:
    named = [font.get("typeface") for font in parts().tree("ppt/presentation.xml").iter(P + "font")]
    known = set(
        re.findall(r'<a:latin typeface="([^"]+)"', parts().blobs["ppt/theme/theme1.xml"].decode())
    )
    assert len(named) == len(set(named))
    assert set(named) == known


def test_the_list_follows_the_size_of_notes_and_nothing_cuts_it_down_on_saving() -> None:
    root = parts().tree("ppt/presentation.xml")
    tags = [child.tag.removeprefix(P) for child in root]
    assert tags[tags.index("notesSz") + 1] == "embeddedFontLst"
    assert root.get("embedTrueTypeFonts") == "1"
    assert root.get("saveSubsetFonts") is None


def test_a_deck_without_fonts_names_none() -> None:
    bare = Parts(written(scene(), embed=False))
    root = bare.tree("ppt/presentation.xml")
    assert root.find(P + "embeddedFontLst") is None
    assert root.get("embedTrueTypeFonts") is None
    assert not any("font" in name for name in bare.blobs)
    others = {name: blob for name, blob in parts().blobs.items() if name in bare.blobs}
    told = {"ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "[Content_Types].xml"}
    assert {name for name, blob in others.items() if blob != bare.blobs[name]} == told


def test_the_same_fonts_come_out_of_another_process_of_making() -> None:
    embedding.cut.cache_clear()
    assert listed(Parts(written(scene()))) == listed(parts())


def test_the_fonts_survive_python_pptx() -> None:
    saved = io.BytesIO()
    Presentation(io.BytesIO(deck())).save(saved)
    assert listed(Parts(saved.getvalue())) == listed(parts())


# The container


@each_font
def test_the_header_repeats_what_the_font_says(key: tuple[str, str]) -> None:
    eot = embedded()[key]
    font = TTFont(io.BytesIO(eot.font))
    os2, names = font["OS/2"], font["name"]
    panose = [getattr(os2.panose, field) for field in vars(os2.panose)]
    assert list(eot.panose) == panose
    assert (eot.weight, eot.italic) == (os2.usWeightClass, os2.fsSelection & 1)
    assert eot.permissions == os2.fsType == 0
    assert eot.unicode_ranges == tuple(getattr(os2, f"ulUnicodeRange{n}") for n in range(1, 5))
    assert eot.code_pages == tuple(getattr(os2, f"ulCodePageRange{n}") for n in (1, 2))
    assert eot.adjustment == font["head"].checkSumAdjustment
    said = [names.getDebugName(ident) for ident in (1, 2, 5, 4)]
    assert [eot.family, eot.style, eot.version, eot.full] == said


_FONT = listed(parts())[KEYS[0]]
BROKEN: dict[str, Callable[[bytearray], None]] = {
    "size": lambda data: data.append(0),
    "flags": lambda data: data.__setitem__(12, 4),
    "version": lambda data: data.__setitem__(8, 1),
    "magic": lambda data: data.__setitem__(34, 0),
    "reserved": lambda data: data.__setitem__(64, 1),
    "padding": lambda data: data.__setitem__(80, 1),
    "half a character": lambda data: data.__setitem__(82, data[82] - 1),
    "name": lambda data: data.__setitem__(84, ord("X")),
    "root": lambda data: data.__setitem__(len(data) - len(embedded()[KEYS[0]].font) - 20, 0),
    "cut short": lambda data: data.__delitem__(slice(-4, None)),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_container_is_seen(fault: str) -> None:
    data = bytearray(_FONT)
    BROKEN[fault](data)
    with pytest.raises(EotError):
        read(bytes(data))


@each_font
def test_libeot_takes_the_font_out_as_it_is(key: tuple[str, str]) -> None:
    name = ctypes.util.find_library("eot")
    if name is None:
        reason = "libeot is missing: apt-get install libeot0"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    library = ctypes.CDLL(name)
    data = listed(parts())[key]
    metadata = ctypes.create_string_buffer(4096)
    out, size = ctypes.POINTER(ctypes.c_uint8)(), ctypes.c_uint()
    status = library.EOT2ttf_buffer(
        data, len(data), metadata, ctypes.byref(out), ctypes.byref(size)
    )
    assert status == 0
    assert ctypes.string_at(out, size.value) == embedded()[key].font


# The font


@each_font
def test_the_font_is_static_truetype_under_the_name_of_the_theme(key: tuple[str, str]) -> None:
    family, slot = key
    style, weight, selection, mac = STYLES[slot]
    font = TTFont(io.BytesIO(embedded()[key].font), checkChecksums=2)
    tags = set(font.keys())
    assert all(font[tag] is not None for tag in sorted(tags))  # each is parsed
    assert font.sfntVersion == "\x00\x01\x00\x00"
    assert {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post"} <= tags
    assert not {"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT", "CFF ", "DSIG"} & tags
    names = font["name"]
    assert names.getDebugName(1) == family
    assert names.getDebugName(2) == style
    assert names.getDebugName(4) == (family if slot == "regular" else f"{family} {style}")
    assert re.fullmatch(r"[A-Za-z0-9]+-[A-Za-z]+", names.getDebugName(6))
    assert names.getDebugName(16) is names.getDebugName(17) is None
    assert "Reserved Font Name" in names.getDebugName(0) or names.getDebugName(0)
    assert "OFL" in names.getDebugName(14) or "scripts.sil.org" in names.getDebugName(14)
    os2 = font["OS/2"]
    assert os2.usWeightClass == weight
    assert os2.fsSelection & 0x61 == selection
    assert font["head"].macStyle == mac
    assert os2.panose.bWeight == (8 if weight == 700 else 5)
    assert (font["post"].italicAngle != 0) == bool(mac & 2)
    assert font["maxp"].numGlyphs == len(font.getGlyphOrder()) == len(font["hmtx"].metrics)


@each_font
def test_any_latin_text_can_be_typed(key: tuple[str, str]) -> None:
    cut = TTFont(io.BytesIO(embedded()[key].font)).getBestCmap()
    whole = TTFont(face_of(*key).path).getBestCmap()
    latin = {point for point in whole if any(a <= point <= b for a, b in embedding.LATIN)}
    assert latin <= set(cut)
    assert len(latin) > 600
    for language, text in SAMPLES.items():
        lost = {c for c in text if ord(c) in whole and ord(c) not in cut}
        assert not lost, (language, lost)


@each_font
def test_letters_are_as_wide_as_those_that_were_measured(key: tuple[str, str]) -> None:
    face = face_of(*key)
    font = TTFont(io.BytesIO(embedded()[key].font))
    scale = 1000 / font["head"].unitsPerEm
    for point, glyph in font.getBestCmap().items():
        if face.missing(chr(point)):
            continue
        advance, _ = font["hmtx"][glyph]
        assert abs(advance * scale - face.plain(chr(point))) <= 1, chr(point)


def shaped(font: hb.Font, text: str) -> list[float]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return [position.x_advance for position in buffer.glyph_positions]


@each_font
def test_words_are_shaped_as_they_were_measured(key: tuple[str, str]) -> None:
    face = face_of(*key)
    variable = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))
    variable.set_variations(face.axes)
    static = hb.Font(hb.Face(hb.Blob(embedded()[key].font)))
    assert static.face.upem == variable.face.upem
    words = {word for text in SAMPLES.values() for word in text.split()} | words_of(
        scene(), face.key
    )
    assert len(words) > 40
    for word in sorted(words):
        if face.missing(word):
            continue
        mine, theirs = shaped(static, word), shaped(variable, word)
        assert len(mine) == len(theirs), word
        assert all(abs(a - b) <= 1 for a, b in zip(mine, theirs, strict=True)), word


def words_of(made: Scene, key: str) -> set[str]:
    """The words of a scene in one face."""
    return {
        word.text
        for page in made.pages
        for item in page.items()
        if isinstance(item, TextItem)
        for word in item.words
        if word.face == key and word.text.strip()
    }


# Which characters


def has(ranges: embedding.Ranges, text: str) -> bool:
    return all(any(a <= ord(c) <= b for a, b in ranges) for c in text)


def test_an_alphabet_goes_in_whole_once_the_deck_uses_it() -> None:
    assert has(embedding.coverage("plain"), "Any Latin text, ≤ 5 € → “ﬁn”")
    assert not has(embedding.coverage("plain"), "Я")
    assert has(embedding.coverage("Да"), "Съешь же ещё этих мягких французских булок")
    assert not has(embedding.coverage("Да"), "Ω")
    assert has(embedding.coverage("μ"), "Ξεσκεπάζω")
    assert has(embedding.coverage("会议"), "会议")
    assert not has(embedding.coverage("会议"), "国")


def test_characters_as_ranges() -> None:
    assert spans([5, 3, 4, 9, 4]) == ((3, 5), (9, 9))
    assert spans([]) == ()


# Licences and other obstacles


def licensed(folder: Path, kind: int, change: Callable[[TTFont], Any] = lambda font: None) -> Path:
    """A static font with these bits in fsType."""
    font = TTFont(io.BytesIO(embedded()["Source Sans 3", "regular"].font))
    font["OS/2"].fsType = kind
    change(font)
    path = folder / f"licence-{kind:04x}.ttf"
    font.save(path)
    return path


def with_sans(path: Path) -> Any:
    """The theme with its sans in another file."""
    family = replace(theme().faces["head"], upright=str(path), italic=str(path))
    return replace(theme(), faces={**theme().faces, "head": family})


def families_with(path: Path) -> list[embedding.Embedded]:
    other = with_sans(path)
    return embedding.embedded(scene(), other, Faces(other))


@pytest.mark.parametrize("kind", [0x0000, 0x0008])
def test_fonts_that_may_be_edited_travel(kind: int, tmp_path: Path) -> None:
    found = families_with(licensed(tmp_path, kind))
    assert [family.name for family in found] == ["Source Serif 4", "Source Sans 3"]
    assert read(found[1].fonts["regular"]).permissions == kind


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (0x0002, "0x0002 (restricted licence)"),
        (0x0004, "0x0004 (preview and print alone)"),
        (0x000C, "0x000C (preview and print alone)"),
        (0x0208, "0x0208 (bitmaps alone)"),
    ],
)
def test_a_licence_that_forbids_it_keeps_the_font_at_home(
    kind: int, says: str, tmp_path: Path
) -> None:
    path = licensed(tmp_path, kind)
    assert [family.name for family in families_with(path)] == ["Source Serif 4"]
    [problem] = licences.examine(scene(), with_sans(path), Faces(with_sans(path)))
    assert problem.code == "font-not-embedded"
    assert path.name in problem.found
    assert "Source Sans 3" in problem.found
    assert says in problem.found


def test_a_licence_against_subsets_takes_the_whole_font(tmp_path: Path) -> None:
    whole = locate(SANS.upright)
    font = TTFont(whole)
    font["OS/2"].fsType = 0x0100
    path = tmp_path / "whole.ttf"
    font.save(path)
    glyphs = hb.Face(hb.Blob.from_file_path(str(whole))).glyph_count
    [_, sans] = families_with(path)
    assert TTFont(io.BytesIO(read(sans.fonts["bold"]).font))["maxp"].numGlyphs == glyphs
    assert TTFont(io.BytesIO(embedded()[KEYS[0]].font))["maxp"].numGlyphs < glyphs


def test_a_font_without_truetype_outlines_stays_at_home(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    source = TTFont(io.BytesIO(embedded()["Source Sans 3", "regular"].font))
    order = source.getGlyphOrder()
    pen = T2CharStringPen(500, None)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(source.getBestCmap())
    builder.setupCFF("Outlines", {}, dict.fromkeys(order, pen.getCharString()), {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Outlines", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "outlines.otf"
    builder.save(path)
    [problem] = licences.examine(scene(), with_sans(path), Faces(with_sans(path)))
    assert "has no TrueType outlines" in problem.found


# The option


def build(folder: Path, kind: int, slides: str, *more: str) -> int:
    """The shipped pack for an audience whose sans has these bits in fsType."""
    path = licensed(folder, kind)
    for kinds, text in (
        (
            "audiences",
            f"extends: base\nclearance: internal\nname: Own\ntheme: own\nslides: {slides}\n",
        ),
        (
            "themes",
            f"extends: ocean\nname: Own\nfaces:\n  head:\n    upright: {path.name}\n"
            "    upright_sha256: ''\n",
        ),
    ):
        (folder / kinds).mkdir()
        (folder / kinds / "own.yaml").write_text(text, encoding="utf-8")
    options = ["--layouts", str(folder), "-a", "own", "--to", "pptx", "--out", str(folder / "out")]
    return cli.main(["build", "--strict", *options, *more])


def carried(folder: Path) -> list[str]:
    [path] = (folder / "out").glob("*.pptx")
    return [name for name in Parts(path.read_bytes()).blobs if "fonts/" in name]


def test_the_warning_leads_to_the_face_in_the_theme(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, 0x0004, "{text: short}") == cli.FINDINGS
    said = capsys.readouterr().err
    assert re.search(r"ocean\.yaml:\d+:\d+: font-not-embedded: licence-0004\.ttf", said)
    assert carried(tmp_path) == []


def test_who_embeds_no_fonts_is_not_warned(tmp_path: Path) -> None:
    assert build(tmp_path, 0x0004, "{embed_fonts: false}") == cli.FINE
    assert carried(tmp_path) == []


def test_fonts_are_embedded_unless_the_audience_says_no(tmp_path: Path) -> None:
    assert build(tmp_path, 0x0008, "{text: short}") == cli.FINE
    assert carried(tmp_path)
