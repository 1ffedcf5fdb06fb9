"""Parts of the print edition: sheets, bleed, blank pages, pictures in ink, marks, addresses."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pikepdf
import pytest
from PIL import Image

import layouts
from layouts.master import Frame, Furniture, Master, PageTemplate, Panel
from layouts.paths import box
from layouts.press import (
    BLANK,
    HAIRLINE,
    Press,
    Sheet,
    bounds,
    padded,
    prepared,
    sheet,
    thickened,
)
from layouts.presschecks import coarse, ending_at_trim, overloaded, overprinted, overprints
from layouts.problems import Place, Problems
from layouts.scene import Asset, ImageItem, Page, ShapeItem
from layouts.theme import Ink, Theme
from layouts.units import MM, Rect, Size
from reports import cli
from reports.inline import Link
from reports.profilefile import unfit
from reports.telling import address, shows_address
from reports.writers import Order, press
from reports.writers.pdf import marks, separation
from tests.reports import pdf_specimen as specimen
from tests.reports import print_rules as rules

PROFILES = Path(layouts.__file__).parent / "profiles"
FOGRA39 = zlib.decompress((PROFILES / "FOGRA39L_coated.icc.z").read_bytes())
PAGE = Size(400, 600)
BLEED = 3 * MM


def printed(settings: Press | None = None, **changes: Any) -> pikepdf.Pdf:
    """The specimen in print."""
    order = Order(settings or Press(), "FOGRA39", FOGRA39, False, "specimen", ("specimen", "1"))
    faces = SimpleNamespace(
        by_key=specimen.FACES.by_key, face=lambda *_: specimen.FACES.by_key("head-700")
    )
    scene = replace(specimen.scene(), **changes)
    return pikepdf.open(BytesIO(press(order)(scene, specimen.THEME, cast(Any, faces))))


# --- sheets and bleed -----------------------------------------------------------------------------


def test_the_sheet_holds_bleed_and_marks() -> None:
    with_marks, without = sheet(PAGE, Press()), sheet(PAGE, Press(marks=False, bleed=0))
    assert with_marks.margin == 38 > 13 * MM
    assert with_marks.trim_box == Rect(38, 38, 400, 600)
    assert Rect(0, 0, *with_marks.size).contains(with_marks.bleed_box)
    assert without.size == PAGE
    assert without.bleed_box == without.trim_box == Rect(0, 0, 400, 600)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Rect(0, 0, 400, 200), Rect(-BLEED, -BLEED, 400 + 2 * BLEED, 200 + BLEED)),
        (Rect(0.3, 100, 22, 50), Rect(-BLEED, 100, 22.3 + BLEED, 50)),
        (Rect(380, 560, 20, 40), Rect(380, 560, 20 + BLEED, 40 + BLEED)),
        (Rect(-50, 10, 100, 20), Rect(-50, 10, 100, 20)),
        (Rect(1, 100, 22, 50), Rect(1, 100, 22, 50)),
    ],
)
def test_art_at_the_edge_reaches_the_bleed(given: Rect, wanted: Rect) -> None:
    page = Page(1, "cover", furniture=[ShapeItem(box(given), fill="accent")])
    scene = replace(specimen.scene(), size=PAGE, pages=[page])
    (item,) = prepared(scene, Press()).pages[0].furniture
    assert isinstance(item, ShapeItem)
    assert bounds(item.path) == pytest.approx(wanted)
    (own,) = page.furniture
    assert isinstance(own, ShapeItem)
    assert bounds(own.path) == pytest.approx(given)  # the screen edition's scene is untouched


def test_shapes_of_fragments_at_the_edge_reach_it_too() -> None:
    scene = specimen.scene()
    page = scene.pages[0]
    fragment = replace(specimen.fragment([specimen.box(Rect(0, 0, 90, 9), fill="accent")]))
    fragment.rect = Rect(0, 0, 90, 9)
    page.fragments.insert(0, fragment)
    item = prepared(scene, Press()).pages[0].fragments[0].items[0]
    assert isinstance(item, ShapeItem)
    assert bounds(item.path).x == pytest.approx(-BLEED)
    assert prepared(scene, Press()).pages[0].fragments[1] is page.fragments[1]


@pytest.mark.parametrize(
    ("count", "last", "numbers", "blank"),
    [
        (4, False, [1, 2, 3, 4], []),
        (5, False, [1, 2, 3, 4, 5, 6, 7, 8], [6, 7, 8]),
        (5, True, [1, 2, 3, 4, 5, 6, 7, 8], [5, 6, 7]),
        (1, True, [1, 2, 3, 4], [1, 2, 3]),
    ],
)
def test_blank_pages(count: int, last: bool, numbers: list[int], blank: list[int]) -> None:
    pages = padded([Page(n + 1, "body") for n in range(count)], before_last=last)
    assert [page.number for page in pages] == numbers
    assert [page.number for page in pages if page.template == BLANK] == blank


def test_a_back_cover_stays_the_last_page() -> None:
    frame = Frame(slots=(), x=0.0, y=0.0, width=9.0, height=9.0)
    cover = PageTemplate(title="Back", flows=False, frames={"a": frame})
    body = PageTemplate(title="Body", flows=True, frames={"main": frame})
    master = Master(
        kind="page", width=400.0, height=600.0, templates={"text": body, "back": cover}, layouts={}
    )
    pages = [Page(1, "text"), Page(2, "back")]
    scene = replace(specimen.scene(), pages=pages)
    stitched = prepared(scene, Press(saddle_stitch=True), master)
    assert [page.template for page in stitched.pages] == ["text", BLANK, BLANK, "back"]
    scene.pages = [Page(1, "text"), Page(2, "text")]
    stitched = prepared(scene, Press(saddle_stitch=True), master)
    assert [page.template for page in stitched.pages] == ["text", "text", BLANK, BLANK]


def test_lines_that_would_not_hold_are_made_thicker() -> None:
    thin = box(Rect(10, 10, 100, 0.1))
    assert bounds(thickened(thin, HAIRLINE)) == pytest.approx(Rect(10, 9.925, 100, 0.25))
    thick = box(Rect(10, 10, 100, 0.4))
    assert thickened(thick, HAIRLINE) is thick
    scene = specimen.scene()
    scene.pages[0].furniture += [
        specimen.box(Rect(9, 9, 50, 50), stroke="text", width=0.05),
        specimen.box(Rect(9, 99, 50, 0.01), fill="accent"),
    ]
    with printed(pages=scene.pages) as pdf:
        assert rules.faults(pdf) == []
        code = pdf.pages[0].Contents.read_bytes()
    assert b"0.25 w" in code
    assert b"0.05 w" not in code
    assert b"9 743.01 m 59 743.01 l 59 742.76 l" in code


# --- facing pages and millimetres -----------------------------------------------------------------


def _master(**settings: Any) -> Master:
    template = PageTemplate(
        title="Body",
        flows=True,
        frames={"main": Frame(slots=("body",), x=18.0, y=20.0, width=110.0, height=150.0)},
        panels=(Panel(ink="rule", x=0.0, y=0.0, width=5.0, height=210.0),),
        furniture=(Furniture(role="folio", text="{folio}", x=100.0, y=200.0, width=30.0),),
        gutter=5.0,
        hang=10.0,
    )
    return Master(
        kind="page",
        width=148.0,
        height=210.0,
        templates={"body": template},
        layouts={"default": "body"},
        **settings,
    )


def test_left_hand_pages_are_mirrored() -> None:
    master = _master(facing=True)
    right, left = master.on("body", 3), master.on("body", 4)
    assert right is master.templates["body"]
    assert left.frames["main"].rect == Rect(20, 20, 110, 150)
    assert (left.panels[0].x, left.furniture[0].x) == (143, 18)
    assert _master().on("body", 4) is not left
    assert _master().on("body", 4).frames["main"].x == 18


def test_millimetres_become_points() -> None:
    master = _master(unit="mm").in_points()
    assert master.unit == "pt"
    assert master.size == (419.53, 595.28)
    body = master.templates["body"]
    assert body.frames["main"].rect == pytest.approx(Rect(51.02, 56.69, 311.81, 425.2))
    assert (body.gutter, body.hang) == (14.17, 28.35)
    assert (body.panels[0].height, body.furniture[0].y) == (595.28, 566.93)
    assert master.in_points() is master


def _lefts(path: Path) -> list[tuple[float, float]]:
    """Where the text of each page begins on the left, and where its folio does.

    Quotation marks hang in the margin: the words that are not led by one say where it is.
    """
    import pdfplumber

    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[1:]:
            words = page.extract_words()
            body = [w["x0"] for w in words if 60 < w["top"] < 530 and w["text"][0] not in "“‘"]
            folio = [w["x0"] for w in words if w["top"] > 540]
            found.append((min(body), min(folio)))
    return found


def test_the_a5_master_has_inner_and_outer_margins(tmp_path: Path) -> None:
    (tmp_path / "own" / "audiences").mkdir(parents=True)
    (tmp_path / "own" / "audiences" / "booklet.yaml").write_text(
        "extends: delegation\nname: Booklet\ntheme: ocean-small\npages: {master: a5-brief}\n"
    )
    words = ["--audience", "booklet", "--layouts", str(tmp_path / "own"), "--to", "pdf,print"]
    assert cli.main(["build", *words, "--out", str(tmp_path)]) == 0
    rows = _lefts(tmp_path / "buenos-aires-booklet-en.pdf")
    assert len(rows) > 10
    for number, (text, folio) in enumerate(rows, start=2):
        inner = number % 2 == 1
        assert text == pytest.approx((18 if inner else 14) * MM, abs=1.0), number
        assert (folio > 300) == inner, number
    with pikepdf.open(tmp_path / "buenos-aires-booklet-en-print.pdf") as pdf:
        assert rules.faults(pdf) == []
        trim = [float(v) for v in pdf.pages[0].TrimBox]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((419.53, 595.28), abs=0.02)


@pytest.mark.parametrize(
    ("master", "size"), [("letter-brief", (612, 792)), ("a5-brief", (419.53, 595.28))]
)
def test_shipped_masters_of_other_sizes(master: str, size: tuple[float, float]) -> None:
    from reports.config import Layouts

    problems = Problems()
    found = Layouts().master(master, "page", Place("test"), problems)
    assert not problems
    assert found is not None
    assert found.size == pytest.approx(size)


# --- ink ------------------------------------------------------------------------------------------


def _theme(**inks: tuple[float, float, float, float]) -> Theme:
    known = {"text": (0, 0, 0, 100), **inks}
    made = {name: Ink(rgb="#000000", cmyk=cmyk, slot="dk1") for name, cmyk in known.items()}
    return cast(Theme, SimpleNamespace(inks=made))


def test_which_text_overprints() -> None:
    inks = _theme(paper=(0, 0, 0, 0), grey=(0, 0, 0, 75), rich=(60, 40, 40, 100)).inks
    assert [name for name, ink in inks.items() if overprints(ink)] == ["text"]


def test_inks_above_the_limit() -> None:
    theme = _theme(deep=(95, 51, 9, 61), rich=(90, 90, 90, 40))
    assert [tuple(heavy) for heavy in overloaded(theme, 300)] == [("rich", 310, 0)]
    assert list(overloaded(theme, 310)) == []


def test_black_text_on_a_heavy_surface() -> None:
    theme = _theme(deep=(95, 60, 60, 0), tint=(20, 0, 0, 0), accent=(0, 0, 0, 50))
    scene = specimen.scene()
    assert list(overprinted(scene, theme, 300)) == []  # nothing heavy below text yet
    page = scene.pages[0]
    page.furniture.insert(0, specimen.box(Rect(50, 100, 300, 60), fill="deep"))
    assert [tuple(heavy) for heavy in overprinted(scene, theme, 300)] == [("deep", 315, 1)]
    assert list(overprinted(scene, theme, 320)) == []
    page.furniture[0] = specimen.box(Rect(500, 650, 60, 60), fill="deep")
    assert list(overprinted(scene, theme, 300)) == []


def test_pictures_and_their_resolution() -> None:
    scene = specimen.scene()
    assert {round(placed.density, 1) for placed in coarse(scene)} == {4.8}
    assert [placed.ident for placed in coarse(scene)] == ["doc/figures/picture"] * 2
    assert list(coarse(scene, 4.7)) == []
    assert list(ending_at_trim(scene)) == []
    scene.pages[0].furniture.append(ImageItem(Rect(0, 5, 9, 9), specimen.png()))
    assert [placed.ident for placed in ending_at_trim(scene)] == [""]


def asset(image: Image.Image, form: str = "PNG") -> Asset:
    out = BytesIO()
    image.save(out, form)
    data = out.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    return Asset("a", data, form.lower(), image.width, image.height, digest)


def cube() -> Image.Image:
    """Colours from the whole of sRGB: 16 steps of each component."""
    image = Image.new("RGB", (64, 64))
    steps = [n * 17 for n in range(16)]
    image.putdata([(r, g, b) for r in steps for g in steps for b in steps])
    return image


@pytest.mark.parametrize("limit", [300, 240, 180])
def test_no_colour_of_a_picture_is_above_the_limit(limit: float) -> None:
    pixels = separation.separated(asset(cube()), FOGRA39, limit)
    assert pixels.mode == "CMYK"
    assert separation.heaviest(pixels) <= limit
    assert separation.heaviest(pixels) > limit - 4


def test_a_picture_that_was_not_limited_is_found_too_heavy() -> None:
    raw = separation._converted(cube(), FOGRA39)
    assert separation.heaviest(raw) > 290
    thin = separation.limited(raw, 200)
    assert thin.getchannel("K").tobytes() == raw.getchannel("K").tobytes()
    full = Image.new("CMYK", (2, 2), (255, 255, 255, 255))
    assert separation.heaviest(full) == pytest.approx(400)
    assert separation.limited(full, 300).getpixel((0, 0)) == (170, 170, 170, 255)


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_grey_pictures_are_black_alone(mode: str) -> None:
    grey = Image.linear_gradient("L").convert(mode)
    pixels = separation.separated(asset(grey), FOGRA39, 300)
    cyan, magenta, yellow, black = pixels.split()
    assert {one.getextrema() for one in (cyan, magenta, yellow)} == {(0, 0)}
    assert black.getextrema() == (0, 255)
    colours = separation.separated(asset(cube()), FOGRA39, 300)
    assert colours.getchannel("C").getextrema()[1] > 200


def test_colour_goes_through_the_profile() -> None:
    blue = Image.new("RGB", (1, 1), (11, 60, 93))
    pixels = separation.separated(asset(blue), FOGRA39, 300)
    per_cent = [round(value / 2.55) for value in pixels.getpixel((0, 0))]  # type: ignore[union-attr]
    assert per_cent == pytest.approx([95, 51, 9, 61], abs=1)


def test_transparency_lies_on_white() -> None:
    clear = Image.new("RGBA", (2, 2), (200, 0, 0, 0))
    pixels = separation.separated(asset(clear), FOGRA39, 300)
    assert pixels.getpixel((0, 0)) == (0, 0, 0, 0)


def test_pictures_of_the_file_are_in_cmyk() -> None:
    with printed() as pdf:
        assert rules.faults(pdf) == []
        pictures = [
            thing for thing in pdf.pages[0].Resources.XObject.values() if thing.Subtype == "/Image"
        ]
        assert len(pictures) == 2
        (pixel, *_) = [picture.read_bytes()[:4] for picture in pictures]
        expected = separation.separated(specimen.png(), FOGRA39, 300)
        assert pixel == expected.tobytes()[:4]
        pictures[0].ColorSpace = pikepdf.Name.DeviceRGB
        assert rules.faults(pdf) == ["picture: page 1"]


def test_the_shipped_profile_is_the_one_that_its_licence_names() -> None:
    assert unfit(FOGRA39) == ""
    digest = hashlib.sha256(FOGRA39).hexdigest()
    assert digest == rules.FOGRA39
    assert digest in (PROFILES / "LICENCE.md").read_text(encoding="utf-8")


# --- marks ----------------------------------------------------------------------------------------


def _points(code: str) -> list[tuple[float, float]]:
    """All points of lines and curves."""
    points = []
    for numbers in re.findall(r"((?:-?[\d.]+ )+)[mlc]\b", code):
        values = [float(value) for value in numbers.split()]
        points += list(zip(values[::2], values[1::2], strict=True))
    return points


def test_marks_stand_outside_the_bleed_and_on_the_sheet() -> None:
    plate = sheet(PAGE, Press())
    code = marks.marks(plate)
    bleed = plate.bleed_box
    points = _points(code)
    assert len(points) > 60
    for x, y in points:
        assert not (bleed.x < x < bleed.right and bleed.y < y < bleed.bottom), (x, y)
        assert 0 <= x <= plate.size.width
        assert 0 <= y <= plate.size.height
    assert code.count(" K ") == 1
    assert code.startswith(f"{marks.REGISTRATION} K 0.25 w")
    ends = {round(x, 1) for x, _ in points}
    assert {round(plate.trim_box.x, 1), round(plate.trim_box.right, 1)} <= ends


def test_a_mark_inside_the_bleed_is_found() -> None:
    plate = sheet(PAGE, Press())
    lying = Sheet(plate.trim, 0.0, plate.margin)  # thinks that there is no bleed
    inside = [
        (x, y)
        for x, y in _points(marks.marks(lying))
        if plate.bleed_box.inset(0.1, 0.1, 0.1, 0.1).contains(Rect(x, y, 0, 0))
    ]
    assert inside


def test_the_colour_bar_is_left_out_where_it_has_no_room() -> None:
    assert " re f" in marks.marks(sheet(PAGE, Press()))
    assert " re f" not in marks.marks(sheet(Size(120, 300), Press()))


def test_the_slug_fits_its_half_of_the_sheet() -> None:
    face = specimen.FACES.by_key("head-700")
    for width in (150, 400):
        plate = sheet(Size(width, 300), Press())
        slug = marks.Slug(
            plate, face, ("a long name of a pack", "edition 12.3", "delegation", "中")
        )
        places = [float(x) for x in re.findall(r"([\d.]+) [\d.]+ cm", slug.common)]
        assert places[0] > plate.trim_box.x
        assert max(places) < plate.size.width / 2 - marks.RADIUS
        right = [float(x) for x in re.findall(r"([\d.]+) [\d.]+ cm", slug.page(10, 12))]
        assert plate.size.width / 2 + marks.RADIUS < right[0]


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "url", "shown"),
    [
        ("https://example.org/a", "https://example.org/a", True),
        ("example.org", "https://example.org/", True),
        ("example.org/", "http://example.org", True),
        ("a@example.org", "mailto:a@example.org", True),
        ("their page", "https://example.org/", False),
        ("example.org", "https://example.org/a", False),
        ("example.org", "https://example.com", False),
    ],
)
def test_which_links_show_their_address(words: str, url: str, shown: bool) -> None:
    assert shows_address(Link(words, url, False, False, 0)) is shown
    assert address(Link("x", "mailto:a@example.org", False, False, 0)) == "a@example.org"


LINKS = """
pack: {id: links, language: en}
title: Links
sections:
  - id: one
    title: One
    blocks:
      - kind: paragraph
        id: p
        text: "See [their page](https://example.org/page), or example.org."
      - kind: table
        id: t
        title: "With [a link](https://example.org/title)"
        columns: [Site, What]
        rows:
          - ["[Cell](https://example.org/cell)", one]
          - ["[example.org](https://example.org)", two]
"""


def test_every_address_is_on_paper(tmp_path: Path) -> None:
    import pdfplumber

    (tmp_path / "pack.yaml").write_text(LINKS, encoding="utf-8")
    out = tmp_path / "out"
    assert cli.main(["build", str(tmp_path), "--to", "pdf,print,pptx", "--out", str(out)]) == 0
    assert cli.main(["check", str(tmp_path), "--out", str(out)]) == 0
    for name in ("links-delegation-en.pdf", "links-delegation-en-print.pdf"):
        with pdfplumber.open(out / name) as pdf:
            text = " ".join(pdf.pages[-1].extract_text().split())
        assert "See their page,1 or example.org." in text.replace(" 1 ", "1 ")
        assert "a link (https://example.org/title)" in text
        for number, url in ((1, "https://example.org/page"), (2, "https://example.org/cell")):
            assert f"{number} {url}" in text
        assert text.count("https://example.org") == 3
