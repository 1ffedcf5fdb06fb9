"""The reader below the rules: marks of content streams, fonts, colours, geometry."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from reports.preflight.colour import behind, contrast_of_text
from reports.preflight.content import Reader
from reports.preflight.document import Document
from reports.preflight.elements import Content
from reports.preflight.geometry import Box, inside, moved, times
from reports.preflight.glyphs import Font
from reports.preflight.images import decoded, pixel
from reports.preflight.inks import Ink, contrast, space_name
from reports.preflight.marks import Area, Line, Mark, Picture, Text

Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


def one_page(code: bytes, **resources: object) -> pikepdf.Pdf:
    """A page of 200 by 100 points with Helvetica as F1."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        Widths=Array([500] * 100),
    )
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
    page.Contents = pdf.make_stream(code)
    return pdf


def marks(code: bytes, **resources: object) -> list[Mark]:
    pdf = one_page(code, **resources)
    return Reader().read(pdf.pages[0]).marks


def test_text_operators_move_on() -> None:
    code = b"""BT /F1 10 Tf 10 50 Td (ab) Tj [(c) -500 (d)] TJ 12 TL T* (e) Tj
    1 2 (f) " (g) ' ET"""
    texts = [mark for mark in marks(code) if isinstance(mark, Text)]
    assert [text.text for text in texts] == ["ab", "cd", "e", "f", "g"]
    assert [text.start for text in texts] == [(10, 50), (20, 50), (10, 38), (10, 26), (10, 14)]
    assert texts[1].end == (35, 50)
    assert texts[3].end == (17, 26)  # 2 points of character spacing
    assert texts[0].size == 10


def test_state_is_saved_and_scaled() -> None:
    code = b"q 2 0 0 2 10 10 cm 1 w 1 0 0 RG 0 0 m 10 0 l S Q 0 0 m 10 0 l S"
    big, small = marks(code)
    assert isinstance(big, Line)
    assert isinstance(small, Line)
    assert (big.width, small.width) == (2, 1)
    assert big.box == Box(9, 9, 31, 11)
    assert big.ink == Ink("DeviceRGB", (1, 0, 0))
    assert small.ink == Ink("DeviceGray", (0,))


def test_clips_forms_and_marked_content() -> None:
    pdf = one_page(
        b"/P <</MCID 3>> BDC q 0 0 50 50 re W n /Fx Do Q EMC /Artifact BMC 0 0 1 1 re f EMC"
    )
    form = pdf.make_stream(
        b".5 g 0 0 100 100 re f",
        Subtype=Name.Form,
        BBox=[0, 0, 100, 100],
        Matrix=[1, 0, 0, 1, 20, 0],
    )
    pdf.pages[0].Resources.XObject = Dictionary(Fx=form)
    run = Reader().read(pdf.pages[0])
    first, second = run.marks
    assert first.box == Box(20, 0, 50, 50)
    assert first.owner is not None
    assert (first.owner.tag, first.owner.mcid) == ("P", 3)
    assert second.owner is not None
    assert second.owner.artifact
    assert run.opened == {3}


def test_a_form_that_draws_itself_ends() -> None:
    pdf = one_page(b"/Fx Do")
    form = pdf.make_indirect(pdf.make_stream(b"0 0 1 1 re f /Fx Do", Subtype=Name.Form))
    form.Resources = Dictionary(XObject=Dictionary(Fx=form))
    pdf.pages[0].Resources.XObject = Dictionary(Fx=form)
    assert 1 < len(Reader().read(pdf.pages[0]).marks) < 20


def test_colour_spaces_and_states() -> None:
    spaces = Dictionary(S=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()]))
    states = Dictionary(G=Dictionary(op=True, OPM=1, ca=0.5))
    code = (
        b"/S cs .3 scn /G gs 0 0 9 9 re f 1 0 0 0 K 0 0 9 9 re S BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"
    )
    area, line, picture = marks(code, ColorSpace=spaces, ExtGState=states)
    assert area.ink == Ink("Separation", (0.3,))
    assert (area.overprint, area.alpha) == (True, 0.5)
    assert (line.overprint, line.alpha) == (False, 1.0)
    assert isinstance(picture, Picture)
    assert space_name(Array([Name.Separation, Name.Gold, Name.DeviceRGB, Dictionary()])) == (
        "Separation over DeviceRGB"
    )


def test_codes_of_composite_fonts() -> None:
    pdf = pikepdf.new()
    cmap = b"""2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar
    2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<0078> <0079>] endbfrange"""
    inner = Dictionary(
        Subtype=Name.CIDFontType2, W=Array([1, Array([400, 600]), 3, 5, 700]), DW=900
    )
    font = Dictionary(
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Some-Bold"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([inner]),
        ToUnicode=pdf.make_stream(cmap),
    )
    read = Font(font, "F1")
    shown = read.show(bytes.fromhex("0001000200040007000900"))
    assert shown.text == "Afiby\N{REPLACEMENT CHARACTER}"
    assert shown.advance == 400 + 600 + 700 + 900 + 900
    assert (read.subset, read.bold, read.program) == (True, True, None)


@pytest.mark.parametrize(
    ("name", "bold"),
    [
        ("A-Bold", True),
        ("A-SemiBold", False),
        ("A-ExtraBold", True),
        ("A-Black", True),
        ("A", False),
    ],
)
def test_bold_is_700_and_more(name: str, bold: bool) -> None:
    assert Font(Dictionary(Subtype=Name.Type1, BaseFont=Name(f"/{name}")), "F").bold is bold


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0x76 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)
    assert Ink("DeviceCMYK", (0, 0, 0, 1)).rgb == (0, 0, 0)
    assert Ink("Pattern", ()).rgb is None


def test_what_lies_behind_a_point() -> None:
    code = b"1 0 0 rg 0 0 m 100 0 l 0 100 l h f /G gs 0 0 1 rg 0 0 50 50 re f"
    found = marks(code, ExtGState=Dictionary(G=Dictionary(ca=0.5)))
    assert behind(found, (10, 10)) == (0.5, 0, 0.5)
    assert behind(found, (60, 20)) == (1, 0, 0)
    assert behind(found, (90, 90)) == (1, 1, 1)


def _on_a_picture(text_grey: bytes, tmp_path: Path, *, mask: bool = False) -> list[bool]:
    """Warnings (True) and errors of contrast of a word on a picture, black left, white right."""
    pdf = one_page(
        b"q 200 0 0 100 0 0 cm /I Do Q BT %b g /F1 10 Tf 10 50 Td (word) Tj ET" % text_grey
    )
    image = pdf.make_stream(
        b"\0\xff",
        Subtype=Name.Image,
        Width=2,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    if mask:
        image.SMask = pdf.make_stream(b"\x80\x80", Subtype=Name.Image, Width=2, Height=1)
    pdf.pages[0].Resources.XObject = Dictionary(I=image)
    path = tmp_path / "picture.pdf"
    pdf.save(path)
    document = Document(path)
    found = [spot.warning for spot in contrast_of_text.judge(document).spots]
    document.close()
    return found


def test_contrast_on_a_picture(tmp_path: Path) -> None:
    assert _on_a_picture(b"1", tmp_path) == []
    assert _on_a_picture(b".1", tmp_path) == [False]
    assert _on_a_picture(b"1", tmp_path, mask=True) == [True]


def test_pixels_of_a_picture_that_is_turned_over() -> None:
    pdf = pikepdf.new()
    image = pdf.make_stream(
        b"\xff\0\0\0\0\xff",
        Width=2,
        Height=1,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Decode=Array([1, 0, 1, 0, 1, 0]),
    )
    picture = Picture(
        Box(0, 0, 2, 1),
        Ink("DeviceRGB", ()),
        None,
        1.0,
        False,
        "P",
        image,
        (2.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (2, 1),
    )
    assert decoded(picture).size == (2, 1)
    assert pixel(picture, (0.5, 0.5)) == (0, 1, 1)
    assert pixel(picture, (1.5, 0.5)) == (1, 1, 0)
    assert picture.resolution == 72


def test_geometry() -> None:
    assert moved((1, 2), times((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 6))) == (7, 10)
    ring = [[(0, 0), (9, 0), (9, 9), (0, 9)], [(3, 3), (3, 6), (6, 6), (6, 3)]]
    assert inside((1, 1), ring)
    assert not inside((4, 4), ring)
    assert Box(0, 0, 9, 9).holds(Box(1, 1, 9.5, 9), 0.5)
    assert not Box(0, 0, 9, 9).meets(Box(9, 0, 12, 9))


def test_areas_know_what_they_cover() -> None:
    [area] = [mark for mark in marks(b"0 0 m 50 0 l 50 80 0 80 0 0 c f") if isinstance(mark, Area)]
    assert area.covers((25, 20))
    assert not area.covers((1, 55))


def test_structure_of_the_shipped_pack(shipped: Path) -> None:
    document = Document(shipped / "buenos-aires-press-en.pdf")
    top = document.tree.top[0]
    assert top.role == "Document"
    owned = {content for element in document.elements for content in element.contents()}
    assert owned == set(document.by_content)
    assert Content(0, 0) in owned
    assert document.parents == {c: e.key for c, e in document.tree.owners.items()}
    document.close()
