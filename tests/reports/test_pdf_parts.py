"""Parts of the PDF writer: fonts, pictures, operators, colours, reportlab's private parts."""

from __future__ import annotations

import hashlib
import re
import struct
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image, ImageCms

from layouts.fonts import SOFT_HYPHEN
from layouts.problems import ResourceError
from layouts.scene import Asset, Glyph, GlyphRun, ImageItem, Scene, ShapeItem, TextItem
from layouts.tree import Node, Role
from layouts.units import Rect
from reports.writers import SceneError
from reports.writers.pdf import canvas, syntax
from reports.writers.pdf.cmaps import texts
from reports.writers.pdf.fonts import Font
from reports.writers.pdf.icc import srgb
from reports.writers.pdf.profile import SCREEN, Inks
from reports.writers.pdf.writer import write
from tests.reports import pdf_specimen as specimen


def one_page(*items: TextItem | ShapeItem | ImageItem) -> pikepdf.Pdf:
    """A document of one page with these items, all of one paragraph."""
    scene = specimen.scene()
    tree = Node(Role.DOCUMENT, "doc")
    node = tree.child(Role.PARAGRAPH, "p")
    for item in items:
        item.node = node
    page = scene.pages[0]
    page.furniture, page.fragments = [], [specimen.fragment(list(items))]
    sheet = Scene("page", specimen.A4, [page], tree, "en", "Specimen")
    return pikepdf.open(BytesIO(write(sheet, specimen.THEME, specimen.FACES)))


def operators(*items: TextItem | ShapeItem | ImageItem) -> str:
    """The content stream of a page with these items, without the marks."""
    with one_page(*items) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode()
    return "\n".join(content.split("\n")[1:-1])


def font(face: str = "body-400") -> Font:
    return Font(specimen.FACES.by_key(face), "F1")


# --- text -----------------------------------------------------------------------------------------


def run(*glyphs: Glyph) -> GlyphRun:
    return GlyphRun("body-400", glyphs, "".join(g.text for g in glyphs), 0.0)


def natural(gid: int) -> float:
    return specimen.FACES.by_key("body-400").word("A").advance if gid == _gid("A") else 0.0


def _gid(text: str) -> int:
    return specimen.FACES.by_key("body-400").word(text).glyphs[0].gid


def test_a_stream_that_ends_in_a_carriage_return_keeps_it_apart_from_the_line_end() -> None:
    from reports.writers.pdf.serial import stream

    assert stream("", b"data\r", packed=False).endswith(b"data\r\r\nendstream")
    assert stream("", b"data", packed=False).endswith(b"data\nendstream")


def test_kerning_becomes_a_number_between_glyphs() -> None:
    kerned = specimen.FACES.by_key("body-400").word("AV")
    shown = font().show(kerned, 10)
    assert re.fullmatch(r"<0001>\d+(\.\d)?<0002>", shown)
    correction = float(shown[6:-6])
    plain = specimen.FACES.by_key("body-400").plain("AV")
    assert correction == pytest.approx(plain - kerned.advance, abs=0.1)


def test_unkerned_glyphs_are_one_string() -> None:
    wide = natural(_gid("A"))
    glyph = Glyph(_gid("A"), wide, 0, 0, "A")
    assert font().show(run(glyph, glyph, glyph), 10) == "<000100010001>"


def test_offsets_move_a_glyph_and_nothing_after_it() -> None:
    wide = natural(_gid("A"))
    still, moved = Glyph(_gid("A"), wide, 0, 0, "A"), Glyph(_gid("A"), wide, 30, 200, "A")
    shown = font().show(run(still, moved, still), 10)
    assert shown == "<0001>-30]TJ 2 Ts[<0001>]TJ 0 Ts[30<0001>"
    assert font().show(run(still, moved, still), 20).count("4 Ts") == 1


def test_runs_off_the_baseline_are_not_kept_for_another_size() -> None:
    wide = natural(_gid("A"))
    raised = run(Glyph(_gid("A"), wide, 0, 100, "A"))
    small, large = (TextItem(60, y, y / 10, (raised,), "text") for y in (100, 200))
    assert re.findall(r"([\d.]+) Ts\[<", operators(small, large)) == ["1", "2"]


def test_space_added_goes_to_the_spaces_alone() -> None:
    item = specimen.line(60, 100, "no\u00a0break here", None, space=0.5)
    assert operators(item).count(">-50<") == 1
    item.space = 0.0
    assert "-50" not in operators(item)


def test_one_text_object_for_each_stretch_and_state_set_once() -> None:
    told = operators(
        specimen.line(60, 100, "one", None),
        specimen.line(60, 114, "two", None),
        specimen.line(60, 128, "three", None, face="head-700", ink="accent"),
    )
    first, second, third = told.split("\n")
    assert first.startswith("0.102 0.102 0.102 rg BT /F1 10 Tf 1 0 0 1 60 741.89 Tm[<")
    assert second.startswith("BT 1 0 0 1 60 727.89 Tm[<")
    assert third.startswith("0.0392 0.4314 0.7059 rg BT /F2 10 Tf 1 0 0 1 60 713.89 Tm[<")


def test_a_stretch_may_change_its_face() -> None:
    item = specimen.line(60, 100, "one ", None)
    item.words += specimen.words("two", "head-700") + item.words[:1]
    assert re.search(
        r"/F1 10 Tf 1 0 0 1 60 741.89 Tm\[<\w+>\]TJ /F2 10 Tf \[<\w+>.*\]TJ /F1 10 Tf \[<\w+",
        operators(item),
    )


@pytest.mark.parametrize("text", ["q\u0303", "office", "12\u00a0%", SOFT_HYPHEN, "A\u2011B"])
def test_every_code_gives_its_text_back(text: str) -> None:
    item = TextItem(60, 100, 10, (specimen.FACES.by_key("body-400").word(text),), "text")
    with one_page(item) as pdf:
        (resource,) = pdf.pages[0].Resources.Font.values()
        cmap = resource.ToUnicode.read_bytes().decode()
    known = dict(re.findall(r"<(\w{4})> <(\w+)>", cmap))
    drawn = "".join(re.findall(r"<(\w+)>", operators(item)))
    codes = [drawn[start : start + 4] for start in range(0, len(drawn), 4)]
    assert "".join(bytes.fromhex(known[code]).decode("utf-16-be") for code in codes) == text


def test_a_glyph_without_a_character_left_is_silent() -> None:
    shown = font()
    pair = run(Glyph(_gid("A"), 0, 0, 0, "Å"), Glyph(_gid("V"), 0, 0, 0, ""))
    shown.show(pair, 10)
    assert [text for _, text in shown._codes] == ["Å", "\u200b"]


def test_blocks_of_a_cmap_hold_a_hundred_entries() -> None:
    cmap = texts((code, "x") for code in range(1, 251))
    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "50"]


@pytest.mark.parametrize("face", ["body-400", "body-400-italic", "head-700"])
def test_widths_are_those_of_the_embedded_program(face: str) -> None:
    item = specimen.line(60, 100, "The quick brown fox (1234567890) jumps", None, face=face)
    with one_page(item) as pdf:
        (resource,) = pdf.pages[0].Resources.Font.values()
        inner = resource.DescendantFonts[0]
        program = inner.FontDescriptor.FontFile2.read_bytes()
        mapping = inner.CIDToGIDMap.read_bytes()
        first, widths = int(inner.W[0]), [float(width) for width in inner.W[1]]
        slope = float(inner.FontDescriptor.ItalicAngle)
    (count,) = struct.unpack_from(">H", program, 4)
    records = [struct.unpack_from(">4s4xI", program, 12 + 16 * index) for index in range(count)]
    tables = dict(records)
    assert set(tables) == {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}
    assert first == 1
    (metrics,) = struct.unpack_from(">H", program, tables[b"hhea"] + 34)
    for code, width in enumerate(widths, start=1):
        (gid,) = struct.unpack_from(">H", mapping, 2 * code)
        place = tables[b"hmtx"] + 4 * min(gid, metrics - 1)
        (advance,) = struct.unpack_from(">H", program, place)
        assert abs(width - advance) <= 1
    assert (slope != 0) == face.endswith("italic")


def test_a_font_without_outlines_is_refused() -> None:
    face = SimpleNamespace(
        path=__file__, key="x", family="X", axes={}, ascent=0, descent=0, cap_height=0
    )
    with pytest.raises(ResourceError, match="neither TrueType nor CFF"):
        Font(face, "F1")  # type: ignore[arg-type]


# --- shapes and pictures --------------------------------------------------------------------------


def test_paths() -> None:
    rect = Rect(10, 20, 30, 40)
    assert operators(specimen.box(rect, fill="accent")) == (
        "0.0392 0.4314 0.7059 rg 10 821.89 m 40 821.89 l 40 781.89 l 10 781.89 l h f"
    )
    both = operators(specimen.box(rect, fill="accent", stroke="text", width=0.5))
    assert "0.102 0.102 0.102 RG 0.5 w[]0 d 0 j" in both
    assert both.endswith("h B")
    curve = ShapeItem((("M", 0, 0), ("C", 1, 2, 3, 4, 5, 6)), stroke="text", width=1, dash=(3, 2))
    assert operators(curve) == (
        "0.102 0.102 0.102 RG 1 w[3 2]0 d 1 j 0 841.89 m 1 839.89 3 837.89 5 835.89 c S"
    )


def picture(asset: Asset) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    pdf = one_page(ImageItem(Rect(10, 20, 30, 40), asset))
    (image,) = pdf.pages[0].Resources.XObject.values()
    return pdf, image


def asset(image: Image.Image, kind: str, **options: object) -> Asset:
    out = BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    data = out.getvalue()
    return Asset("a", data, kind, *image.size, hashlib.sha256(data).hexdigest())


def test_a_picture_stands_in_its_rectangle() -> None:
    drawn = operators(ImageItem(Rect(10, 20, 30, 40), specimen.png()))
    assert re.fullmatch(r"q 30 0 0 40 10 781.89 cm/P\w{12} Do Q", drawn)


def test_a_picture_drawn_twice_is_stored_once() -> None:
    items = [ImageItem(Rect(x, 20, 30, 40), specimen.png()) for x in (10, 50)]
    with one_page(*items) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 1


SHADES = Image.linear_gradient("L").resize((7, 5))


@pytest.mark.parametrize(
    ("image", "kind", "passed"),
    [
        (Image.merge("RGB", [SHADES, SHADES.rotate(180), SHADES]), "png", True),
        (SHADES, "png", True),
        (SHADES.convert("P"), "png", False),
        (Image.merge("RGB", [SHADES] * 3), "jpeg", True),
        (SHADES, "jpeg", True),
    ],
)
def test_pictures_keep_their_pixels(image: Image.Image, kind: str, passed: bool) -> None:
    source = asset(image, kind)
    pdf, stored = picture(source)
    with pdf:
        shown = pikepdf.PdfImage(stored).as_pil_image()
        expected = Image.open(BytesIO(source.data)).convert(shown.mode)
        assert shown.tobytes() == expected.tobytes()
        raw = stored.read_raw_bytes()
        assert (raw in source.data) == passed


def test_transparency_becomes_a_mask() -> None:
    image = Image.merge("RGBA", [SHADES, SHADES, SHADES, SHADES.rotate(180)])
    pdf, stored = picture(asset(image, "png"))
    with pdf:
        assert stored.SMask.read_bytes() == SHADES.rotate(180).tobytes()
        assert stored.read_bytes() == Image.merge("RGB", [SHADES] * 3).tobytes()


def test_a_cmyk_picture_becomes_rgb() -> None:
    pdf, stored = picture(asset(Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "jpeg"))
    with pdf:
        assert stored.ColorSpace == "/DeviceRGB"
        assert stored.read_bytes()[0] > 200 > 50 > stored.read_bytes()[1]


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
def test_a_picture_that_is_none(kind: str) -> None:
    with pytest.raises(SceneError, match="picture a"):
        picture(Asset("a", b"not a picture", kind, 1, 1, "0" * 64))


# --- colour, syntax, reportlab --------------------------------------------------------------------


def test_inks_are_resolved_by_the_edition() -> None:
    inks = Inks(specimen.THEME.inks, SCREEN)
    assert inks.fill("accent") == "0.0392 0.4314 0.7059 rg"
    assert inks.stroke("tint").endswith(" RG")
    with pytest.raises(KeyError):
        inks.fill("gold")


def test_the_profile_is_srgb() -> None:
    data = srgb()
    assert struct.unpack_from(">I", data) == (len(data),)
    ours = ImageCms.ImageCmsProfile(BytesIO(data))
    assert ours.profile.xcolor_space == "RGB "
    same = ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    grid = Image.merge(
        "RGB", [SHADES, SHADES.rotate(180), SHADES.transpose(Image.Transpose.ROTATE_180)]
    )
    after = ImageCms.applyTransform(grid, same)
    assert after is not None
    apart = [abs(a - b) for a, b in zip(grid.tobytes(), after.tobytes(), strict=True)]
    assert max(apart) <= 1


def test_numbers_and_strings() -> None:
    assert syntax.numbers(1, 0.005, -0.001, 595.2756) == "1 0.01 -0 595.28"
    assert syntax.number(1e-9) == "0"
    assert syntax.text("a(b)\\") == r"(a\(b\)\\)"
    assert syntax.text("é") == "<FEFF00E9>"
    assert syntax.octets("é") == "<C3A9>"


def test_another_release_of_reportlab_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas.check()
    with pytest.raises(ResourceError, match=r"reportlab 5\.1\.0 is needed .* found 5\.2\.0"):
        canvas.check("5.2.0")
    monkeypatch.setattr(canvas, "_PRIVATE", ((canvas._pdfdoc, ("PDFNothing",)),))
    with pytest.raises(ResourceError, match="PDFNothing"):
        canvas.check()


def test_an_object_that_was_never_filled_is_noticed() -> None:
    document = canvas.Document(specimen.A4, (1, 7), "en", {})
    document.page("", {}, (), {}, ())
    document.add()
    with pytest.raises(AssertionError, match="never filled"):
        document.save("")
