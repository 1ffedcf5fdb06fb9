"""Vector pictures in the documents: drawn in the PDF, SVG with a fallback in the deck."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pptx import Presentation

from layouts.artwork import Artwork, Outline
from layouts.picture import Picture
from layouts.presschecks import coarse
from layouts.problems import Place, Problems
from layouts.scene import Asset
from layouts.units import Rect, Size
from reports import cli
from reports.check import check
from reports.editions import editions
from reports.picturefile import read_picture
from reports.preflight.expected import expected
from reports.preflight.inks import Ink
from reports.preflight.judge import failures, judge
from reports.writers.pdf.separation import operands, separated
from reports.writers.pdf.writer import write
from reports.writers.pptx.fallback import fallback
from tests import judges
from tests.broken.base import write_good
from tests.layouts.figure_specimen import (
    PAGE_MEASURE,
    SLIDE_HEIGHT,
    SLIDE_MEASURE,
    boxes,
    figure,
    setting,
)
from tests.reports import pdf_specimen as specimen
from tests.svg import packs
from tests.svg.base import (
    EMBLEM,
    FOGRA39,
    OWN,
    SPECIMEN,
    by_poppler,
    by_resvg,
    form,
    marks,
    opened,
    pdf,
    printed,
    read,
    scene,
    strayed,
    svg,
)

CELLS = (8, 6)
"""Of the specimen, one construct in each."""
TOLERANCE = 1.5
"""Per cent of a cell's pixels: edges that poppler and resvg smooth or place differently."""
CLEAN = 1.0
"""The same where one renderer draws both."""
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of :mod:`tests.svg.packs` in all forms, with the pack beside the output."""
    folder = tmp_path_factory.mktemp("svg")
    pack = packs.write_pack(folder / "pack")
    words = ["build", "--quiet", str(pack), "-a", "delegation", "--to", "pdf,pptx,print"]
    assert cli.main([*words, "--out", str(folder / "out")]) == 0
    return folder / "out"


def part(built: Path, name: str) -> bytes:
    with zipfile.ZipFile(built / f"{packs.STEM}.pptx") as archive:
        return archive.read(name)


# --- what is drawn --------------------------------------------------------------------------------


@pytest.mark.render
@pytest.mark.parametrize(("data", "cells"), [(SPECIMEN, CELLS), (EMBLEM, (6, 5))])
def test_the_pdf_looks_as_resvg_draws_the_file(
    data: bytes, cells: tuple[int, int], tmp_path: Path
) -> None:
    judges.need("pdftoppm")
    asset = read(data)
    drawn = by_poppler(pdf(asset), tmp_path)
    wanted = by_resvg(data, drawn.height)
    assert max(strayed(drawn, wanted, cells)) < TOLERANCE
    assert max(strayed(by_resvg(asset.data, drawn.height), wanted, cells)) < CLEAN


def _recoloured(text: str) -> str:
    return text.replace("#A62", "#26A")


def _other_rule(text: str) -> str:
    return text.replace('fill="crimson" fill-rule="evenodd"', 'fill="crimson"')


def _opaque(text: str) -> str:
    return text.replace('opacity="0.5"', "")


def _unclipped(text: str) -> str:
    return text.replace('<g clip-path="url(#round)">', "<g>")


def _other_arc(text: str) -> str:
    return text.replace("a8 12 30 1 0 32 0", "a8 12 30 0 1 32 0")


def _solid(text: str) -> str:
    return text.replace('stroke-dasharray="6,2,1"', "")


def _sharp(text: str) -> str:
    return text.replace("stroke-miterlimit:2", "stroke-miterlimit:9")


def _even_scale(text: str) -> str:
    return text.replace('viewBox="0 0 8 8" preserveAspectRatio="none"', 'viewBox="0 0 9 7"')


TWINS: tuple[dict[Callable[[str], str], int], ...] = (
    {_other_rule: 6, _other_arc: 11, _solid: 14, _opaque: 21, _unclipped: 24}
    | {_even_scale: 29, _sharp: 38},
    {_recoloured: 24},
)
"""Faults that are drawn together, each with the cell that it is in, from the top left."""


@pytest.mark.render
@pytest.mark.parametrize("faults", TWINS)
def test_a_drawing_with_faults_does_not_just_where_they_are(
    faults: dict[Callable[[str], str], int], tmp_path: Path
) -> None:
    judges.need("pdftoppm")
    text = SPECIMEN.decode()
    for spoil in faults:
        before, text = text, spoil(text)
        assert text != before
    drawn = by_poppler(pdf(read(text)), tmp_path)
    found = strayed(drawn, by_resvg(SPECIMEN, drawn.height), CELLS)
    assert [n for n, share in enumerate(found) if share > TOLERANCE] == list(faults.values())


# --- pages ----------------------------------------------------------------------------------------


def test_a_picture_is_one_form_of_paths() -> None:
    with opened(pdf(read(SPECIMEN))) as file:
        found = form(file)
        assert found.Subtype == "/Form"
        assert [float(v) for v in found.BBox] == [0, 0, 1000, 750]
        kinds = {str(thing.Subtype) for thing in _streams(file) if "/Subtype" in thing}
        assert "/Image" not in kinds
        content = file.pages[0].Contents.read_bytes().decode()
    assert re.search(r"1920 0 0 1440 0 0 cm/P[0-9a-f]{12} Do", content)


def _streams(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [thing for thing in file.objects if isinstance(thing, pikepdf.Stream)]


def test_a_form_does_not_take_over_the_pen_of_the_page() -> None:
    with opened(pdf(read(svg('<path d="M0 0H9" stroke="red"/>')))) as file:
        assert form(file).read_bytes().startswith(b"[]0 d 0 J 0 j\n")


def test_opacity_of_a_group_is_a_transparency_group() -> None:
    body = '<g opacity=".5"><rect width="9" height="9"/><circle r="9"/></g>'
    with opened(pdf(read(svg(body)))) as file:
        outer = form(file)
        assert dict(outer.Resources.ExtGState)["/A0"].ca == pikepdf.Object.parse(b"0.5")
        [inner] = outer.Resources.XObject.values()
        assert inner.Group.S == "/Transparency"


def test_the_same_picture_is_stored_once(built: Path) -> None:
    made = scene(read(EMBLEM))
    fragment = made.pages[0].fragments[0]
    fragment.items.append(fragment.items[0])
    with opened(write(made, specimen.THEME, specimen.FACES)) as file:
        assert len(file.pages[0].Resources.XObject) == 1
        assert file.pages[0].Contents.read_bytes().count(b" Do") == 2


@pytest.mark.render
def test_poppler_finds_no_pixels(built: Path) -> None:
    judges.need("pdfimages")
    for name in (f"{packs.STEM}.pdf", f"{packs.STEM}-print.pdf"):
        done = subprocess.run(
            ["pdfimages", "-list", str(built / name)], capture_output=True, text=True, check=True
        )
        assert len(done.stdout.splitlines()) == 2 + 1, "the photograph alone"


def test_the_same_file_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    words = ["build", "--quiet", str(built.parent / "pack"), "-a", "delegation"]
    assert cli.main([*words, "--to", "pdf,pptx,print", "--out", str(tmp_path)]) == 0
    for path in built.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


# --- print ----------------------------------------------------------------------------------------


def test_the_print_edition_is_in_cmyk_with_greys_in_black(built: Path) -> None:
    inks = {mark.ink for mark in marks(built / f"{packs.STEM}-print.pdf", "print")}
    assert {ink.space for ink in inks} <= {"DeviceCMYK", "Pattern"}
    # #202020, #444 and #000 of the specimen, and its white.
    for black in (0.8745, 0.7333, 1, 0):
        assert Ink("DeviceCMYK", (0, 0, 0, black)) in inks
    assert max(ink.total for ink in inks) <= 400


def test_a_colour_is_converted_as_a_pixel_of_it(built: Path) -> None:
    for rgb in ("#0B5A7A", "#E0A030", "#808080", "#FF0000"):
        out = io.BytesIO()
        Image.new("RGB", (2, 2), rgb).save(out, "PNG")
        asset = read_picture(out.getvalue(), "p", OWN, Problems())
        assert asset is not None
        pixel = separated(asset, FOGRA39, 300).getpixel((0, 0))
        assert isinstance(pixel, tuple)
        found = [float(part) for part in operands(rgb, FOGRA39, 300).split()]
        assert found == pytest.approx([part / 255 for part in pixel], abs=1e-4)
        assert sum(found) <= 3.0


def test_lines_hold_on_the_plate_however_small_the_picture(tmp_path: Path) -> None:
    body = (
        '<path d="M0 0H90" stroke="red" stroke-width=".01"/><rect y="5" width="90" height=".01"/>'
    )
    asset = read(svg(body))
    for width in (100.0, 400.0):
        path = tmp_path / "print.pdf"
        path.write_bytes(printed(scene(asset, width)))
        line, area = marks(path, "print")
        assert min(line.box.height, area.box.height) == pytest.approx(0.25, abs=0.01)


# --- slides ---------------------------------------------------------------------------------------


def test_the_deck_shows_the_svg_and_holds_a_fallback(built: Path) -> None:
    slide = part(built, "ppt/slides/slide2.xml").decode()
    found = re.search(r'<a:blip r:embed="(\w+)">(.*?)</a:blip>', slide)
    assert found is not None
    assert "{96DAC541-7B7A-43D3-8B79-37D633B846F1}" in found[2]
    vector = re.search(r'<asvg:svgBlip[^>]* r:embed="(\w+)"', found[2])
    assert vector is not None
    rels = part(built, "ppt/slides/_rels/slide2.xml.rels").decode()
    targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="\.\./media/([^"]+)"', rels)) | {
        b: a for a, b in re.findall(r'Target="\.\./media/([^"]+)"[^>]*Id="(\w+)"', rels)
    }
    assert targets[vector[1]].endswith(".svg")
    assert targets[found[1]].endswith(".png")
    assert part(built, f"ppt/media/{targets[vector[1]]}") == read(EMBLEM).data
    assert b'"image/svg+xml"' in part(built, "[Content_Types].xml")
    assert "Two circles joined" in slide


def test_a_decorative_vector_picture_is_marked(built: Path) -> None:
    slide = part(built, "ppt/slides/slide3.xml").decode()
    assert 'decorative" val="1"' in slide
    assert "svgBlip" in slide


def test_no_slide_has_a_literal_colour(built: Path) -> None:
    with zipfile.ZipFile(built / f"{packs.STEM}.pptx") as archive:
        for name in archive.namelist():
            if name.startswith("ppt/slides/"):
                assert b"srgbClr" not in archive.read(name)


def test_pictures_in_pixels_stay_as_they_are(built: Path) -> None:
    slide = part(built, "ppt/slides/slide4.xml").decode()
    assert re.search(r'<a:blip r:embed="\w+"/>', slide)


def test_the_fallback_is_the_same_every_time_and_fits_a_screen() -> None:
    asset = read(SPECIMEN)
    first = fallback(asset, Size(960, 540))
    assert first == fallback(asset, Size(960, 540))
    with Image.open(io.BytesIO(first)) as image:
        assert image.size == (1440, 1080)
        assert image.mode == "RGBA"
        assert image.getpixel((718, 5))[3] == 0, "what is not painted is transparent"  # type: ignore[index]
    with Image.open(
        io.BytesIO(fallback(read(svg('<circle r="9"/>', "0 0 90 9")), Size(960, 540)))
    ) as image:
        assert image.size == (1920, 192)


def test_the_deck_is_read_back(built: Path) -> None:
    deck = Presentation(str(built / f"{packs.STEM}.pptx"))
    [picture] = [s for s in deck.slides[1].shapes if s._element.tag.endswith("}pic")]
    assert picture.name == "shown.emblem/picture"
    assert picture.image.content_type == "image/png"
    assert picture.width / picture.height == pytest.approx(360 / 300, rel=1e-4)


# --- check and manifest ---------------------------------------------------------------------------


def findings(out: Path) -> set[tuple[str, str]]:
    report = check(str(out.parent / "pack"), None, out)
    return {(f.rule, f.document) for f in report.findings if f.rule != "manifest-differs"}


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built.parent, tmp_path / "copy")
    return tmp_path / "copy" / "out"


def test_check_finds_nothing(out: Path) -> None:
    assert findings(out) == set()


def test_check_finds_a_deck_without_its_vectors(out: Path) -> None:
    path = out / f"{packs.STEM}.pptx"
    deck = Presentation(str(path))
    for shape in deck.slides[1].shapes:
        for blip in shape._element.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
        ):
            del blip[:]
    deck.save(str(path))
    assert findings(out) == {("vector-lost", path.name)}


def test_check_finds_pixels_in_place_of_a_drawing(out: Path) -> None:
    path = out / f"{packs.STEM}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        page = next(page for page in file.pages if "/XObject" in page.Resources)
        image = file.make_stream(b"\x80")
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width = image.Height = 1
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        for name in list(page.Resources.XObject.keys()):
            page.Resources.XObject[name] = image
        file.save(path)
    assert ("vector-lost", path.name) in findings(out)


def test_the_manifest_names_the_file_as_it_is(built: Path) -> None:
    book = json.loads((built / "manifest.json").read_text())
    text = json.dumps(book)
    assert hashlib.sha256(EMBLEM).hexdigest() in text


# --- size and cost --------------------------------------------------------------------------------


def placed(asset: Asset, kind: str) -> Rect:
    made = Picture(figure(), asset)
    if kind == "page":
        [box] = boxes(made.set(PAGE_MEASURE, setting("page")))
    else:
        [box] = boxes(made.set(SLIDE_MEASURE, setting("slide"), SLIDE_HEIGHT))
    rect: Rect = box.content.plan.rect
    assert box.content.plan.density == float("inf")
    return rect


def test_a_vector_picture_is_as_wide_as_its_author_made_it() -> None:
    small = svg('<rect width="9" height="9"/>', more='width="96" height="96"')
    assert placed(read(small), "page").width == pytest.approx(72)
    assert placed(read(small), "slide").height == pytest.approx(SLIDE_HEIGHT)
    assert placed(read(svg('<rect width="9" height="9"/>', "0 0 90 9")), "page").width == (
        pytest.approx(PAGE_MEASURE)
    )


def test_a_vector_picture_is_never_too_coarse() -> None:
    made = scene(read(EMBLEM), 5000)
    assert list(coarse(made)) == []


def test_a_broken_svg_is_told_at_its_own_line() -> None:
    problems = Problems()
    data = svg("\n\n<text/>").encode()
    assert read_picture(data, "a.svg", Place("pack.yaml", 3, 7), problems, Place("p/a.svg")) is None
    assert [str(problem.place) for problem in problems] == ["p/a.svg:3:1"]


def test_nothing_is_imported_for_pictures_in_pixels(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    write_good(tmp_path / "pack")
    code = (
        "import sys; from reports import cli;"
        f"cli.main(['build', '--quiet', {str(tmp_path / 'pack')!r}, '-a', 'delegation',"
        f" '--to', 'pdf,pptx', '--out', {str(tmp_path / 'out')!r}]);"
        "print(*[m for m in ('resvg_py', 'tinycss2', 'reports.svg', 'reports.writers.pdf.artwork',"
        " 'layouts.artwork') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_an_artwork_knows_its_colours() -> None:
    art = Artwork(10, 10, (Outline((("M", 0, 0),), "#000000"),))
    assert art.colours() == {"#000000"}


def test_colours_of_a_picture_are_not_judged_as_those_of_a_chart(built: Path) -> None:
    [edition] = editions(str(built.parent / "pack"), "delegation", None)
    wanted = expected(edition.selections["page"], edition.language)
    assert wanted.pictures == ("shown.emblem", "shown.specimen", "shown.photo")
    path = built / f"{packs.STEM}.pdf"
    unknown = {rule.ident for rule, _ in failures(judge(path, "screen", None))}
    assert "told-without-colour" in unknown
    assert failures(judge(path, "screen", wanted)) == []
