"""Outside judges on the print edition, each shown a broken twin as well."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pikepdf
import pytest
import yaml
from PIL import Image

from layouts.press import Press, sheet
from layouts.problems import Problems
from layouts.scene import Page, Scene, TextItem
from layouts.theme import Theme
from layouts.units import Rect
from reports import cli, printing
from reports.edition import Edition
from reports.editions import editions
from reports.writers import press
from reports.writers.pdf.separation import heaviest
from tests import judges, judges_print
from tests.sharing import once

pytestmark = pytest.mark.conform

DPI = 150
A4 = ("--trim-mm", "210x297", "--bleed-mm", "3")
A5 = ("--trim-mm", "148x210", "--bleed-mm", "3")
STRICT = ("--strict-cmyk", "--require-bleed")
AUDIENCES = ("delegation", "press")
SHIFT = 0.001
"""Points by which a word may stand elsewhere on paper: rounding."""


def _own(folder: Path) -> Path:
    """Own layouts: the audiences without marks, and a booklet."""
    (folder / "audiences").mkdir(parents=True)
    for name in AUDIENCES:
        plain = {"extends": name, "print": {"marks": False}}
        (folder / "audiences" / f"{name}_bare.yaml").write_text(yaml.safe_dump(plain))
    booklet = {
        "extends": "delegation",
        "name": "Booklet",
        "theme": "ocean-small",
        "pages": {"master": "a5-brief"},
        "print": {"saddle_stitch": True},
    }
    (folder / "audiences" / "booklet.yaml").write_text(yaml.safe_dump(booklet))
    return folder


@pytest.fixture(scope="session")
def own(common: Path) -> Path:
    """The shipped pack in both editions, all audiences without marks, and as a booklet."""

    def make(folder: Path) -> None:
        names = [*(f"{name}_bare" for name in AUDIENCES), "booklet"]
        words = ["--audience", ",".join(names), "--layouts", str(_own(folder / "own"))]
        out = str(folder / "out")
        assert cli.main(["build", *words, "--to", "pdf,print", "--out", out]) == 0

    return once(common / "printed-otherwise", make) / "out"


@pytest.fixture(scope="session")
def full(common: Path, limits: Path) -> Path:
    """The pack with every block kind at its limits, pictures among them, in both editions."""

    def make(out: Path) -> None:
        pack = str(limits.parent / "pack")
        assert cli.main(["build", pack, "--to", "pdf,print", "--out", str(out)]) == 0

    return once(common / "printed-limits", make)


def prints(*folders: Path) -> list[Path]:
    found = sorted(path for folder in folders for path in folder.glob("*-print.pdf"))
    assert found
    return found


def _screen(path: Path) -> Path:
    """The screen edition beside a print edition."""
    return path.with_name(f"{path.stem.removesuffix('-print')}.pdf")


# --- text and boxes -------------------------------------------------------------------------------


def _texts(path: Path, *options: str) -> tuple[list[str], list[str]]:
    """Text of the screen edition and of the print edition beside it, page by page."""
    return judges_print.text(_screen(path), *options), judges_print.text(path, *options)


@pytest.mark.parametrize("option", ["-raw", "-layout"], ids=["as drawn", "as laid out"])
def test_both_editions_say_the_same_page_by_page(
    option: str, printed: Path, own: Path, full: Path
) -> None:
    judges.need("pdftotext")
    for path in prints(printed, own, full):
        screen, paper = _texts(path, option)
        assert len(screen) > 5
        assert paper[: len(screen)] == screen
        assert "".join(paper[len(screen) :]).strip() == ""
        assert len(paper) == len(screen) or "booklet" in path.name


def _moved(path: Path) -> list[str]:
    """Words that stand elsewhere within the trim than in the screen edition, or in one alone."""
    margin = judges_print.margin(path)
    screen = judges_print.words(_screen(path))
    paper = judges_print.words(path, *margin)[: len(screen)]
    return [
        f"page {number}: {ours or theirs}"
        for number, (here, there) in enumerate(zip(screen, paper, strict=True), 1)
        for ours, theirs in zip_longest(here, there)
        if ours is None
        or theirs is None
        or ours.text != theirs.text
        or max(abs(a - b) for a, b in zip(ours.box, theirs.box, strict=True)) > SHIFT
    ]


def test_every_word_stands_where_it_stands_on_the_screen(
    printed: Path, own: Path, full: Path
) -> None:
    """Poppler puts words into an order of reading by distances that it rounds, and labels of
    crowded charts come out in another one; so words are compared in the order of their places."""
    judges.need("pdftotext")
    for path in prints(printed, own, full):
        assert _moved(path) == []


def test_words_that_moved_are_found(printed: Path, tmp_path: Path) -> None:
    judges.need("pdftotext")
    path = printed / "buenos-aires-delegation-en-print.pdf"
    shutil.copy(_screen(path), _screen(tmp_path / path.name))
    with pikepdf.open(path) as pdf:
        content = pdf.pages[2].Contents
        content.write(b"q 1 0 0 1 0.1 0 cm " + content.read_bytes() + b" Q")
        pdf.save(tmp_path / path.name)
    moved = _moved(tmp_path / path.name)
    assert {said.partition(":")[0] for said in moved} == {"page 3"}
    assert len(moved) == len(judges_print.words(path)[2]) > 100


def test_a_word_more_on_paper_is_found(printed: Path, tmp_path: Path) -> None:
    judges.need("pdftotext")
    path = printed / "buenos-aires-delegation-en-print.pdf"
    twin = tmp_path / path.name
    with pikepdf.open(path) as pdf:
        content = pdf.pages[2].Contents
        text = re.search(rb"BT .*? ET", content.read_bytes())
        assert text is not None
        content.write(content.read_bytes() + b"\n/F1 9 Tf " + text.group())
        pdf.save(twin)
    shutil.copy(_screen(path), _screen(twin))
    for option in ("-raw", "-layout"):
        screen, paper = _texts(twin, option)
        assert paper[2] != screen[2]
        assert paper[:2] == screen[:2]
    assert _moved(twin)


def test_trim_lies_inside_bleed_inside_media(
    printed: Path, own: Path, full: Path, tmp_path: Path
) -> None:
    judges.need("pdfinfo")
    for path in prints(printed, own, full):
        if "bare" not in path.name:
            with pikepdf.open(path) as pdf:
                count = len(pdf.pages)
            assert all(judges_print.nested(judges_print.boxes(path, n)) for n in (1, count))
    twin = tmp_path / "twin.pdf"
    with pikepdf.open(prints(full)[0]) as pdf:
        pdf.pages[0].obj.BleedBox = pdf.pages[0].obj.TrimBox
        pdf.save(twin)
    assert not judges_print.nested(judges_print.boxes(twin, 1))


def test_the_booklet_is_a_multiple_of_four(own: Path) -> None:
    judges.need("pdfinfo")
    path = own / "buenos-aires-booklet-en-print.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) % 4 == 0
    left, foot, right, top = judges_print.boxes(path, 1)["Trim"]
    assert (right - left, top - foot) == pytest.approx((419.53, 595.28), abs=0.02)


def test_qpdf_finds_nothing(printed: Path, own: Path, full: Path) -> None:
    judges.need("qpdf")
    for path in prints(printed, own, full):
        assert judges.syntax(path) == ""


# --- proof-pdf ------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [pytest.param("delegation", marks=pytest.mark.slow), "press"])
def test_proof_pdf_passes(audience: str, own: Path) -> None:
    judges_print.need_proof()
    bare = own / f"buenos-aires-{audience}_bare-en-print.pdf"
    assert judges_print.proof([bare], *STRICT, *A4) == [[]]


def _with_marks(folder: Path) -> dict[tuple[str, ...], list[Path]]:
    """What is printed for every audience, by the options for its size."""
    found: dict[tuple[str, ...], list[Path]] = {A4: [], A5: []}
    for path in prints(folder):
        found[A5 if "print-shop" in path.name else A4].append(path)
    return found


def test_proof_pdf_passes_with_marks_but_for_their_ink(printed: Path, tmp_path: Path) -> None:
    """It takes the ink of the whole sheet, and registration marks are 400 per cent by their nature:
    ink inside the bleed is measured apart (see below). The pages are those without marks."""
    judges_print.need_proof()
    for size, paths in _with_marks(printed).items():
        some = [judges_print.excerpt(path, tmp_path / path.name, [2]) for path in paths]
        for said in judges_print.proof(some, *STRICT, *size):
            assert len(said) == 1
            assert all(line.startswith("tac:") for line in said), said


@pytest.mark.slow
def test_proof_pdf_passes_every_page_with_marks(printed: Path, full: Path) -> None:
    judges_print.need_proof()
    options = (*STRICT, "--max-tac", "400", "--min-dpi", "120")
    for size, paths in _with_marks(printed).items():
        assert judges_print.proof(paths, *options, *size) == [[]] * len(paths)
    assert judges_print.proof(prints(full), *options, *A4) == [[]]


def _pictured(path: Path) -> list[int]:
    """Pages with a picture or a chart, from 0."""
    with pikepdf.open(path) as pdf:
        pages = list(pdf.pages)
        return [
            n
            for n, page in enumerate(pages)
            if len(page.Resources.get("/XObject", {})) > 1 or b" c\n" in page.Contents.read_bytes()
        ]


def test_proof_pdf_passes_with_pictures_and_other_sizes(
    own: Path, full: Path, tmp_path: Path
) -> None:
    judges_print.need_proof()
    options = (*STRICT, "--max-tac", "400", "--min-dpi", "120")
    pictures = _pictured(prints(full)[0])
    assert pictures
    some = judges_print.excerpt(prints(full)[0], tmp_path / "some.pdf", pictures[:4])
    assert judges_print.proof([some], *options, *A4) == [[]]
    booklet = own / "buenos-aires-booklet-en-print.pdf"
    some = judges_print.excerpt(booklet, tmp_path / "booklet.pdf", [0, 1, -1])
    assert judges_print.proof([some], *options, *A5) == [[]]


def _spoilt(path: Path, twin: Path, rule: str) -> Path:
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        if rule == "bleed":
            page.obj.BleedBox = page.obj.TrimBox
        elif rule == "rgb":
            content = page.Contents.read_bytes()
            page.Contents.write(re.sub(rb"[\d. ]+ k (?=[-\d.]+ [-\d.]+ m)", b" 1 0 0 rg ", content))
        elif rule == "identity":
            data = pdf.Root.Metadata.read_bytes()
            pdf.Root.Metadata.write(re.sub(rb"<pdfxid.*?</pdfxid:\w+>", b"", data))
        elif rule == "intent":
            del pdf.Root.OutputIntents
        else:
            page.obj.TrimBox = pikepdf.Array([9, 9, 200, 300])
        pdf.save(twin)
    return twin


def test_proof_pdf_refuses_each_broken_twin(own: Path, tmp_path: Path) -> None:
    judges_print.need_proof()
    whole = own / "buenos-aires-delegation_bare-en-print.pdf"
    good = judges_print.excerpt(whole, tmp_path / "good.pdf", [0])
    rules = ("bleed", "rgb", "identity", "intent", "trim")
    twins = [_spoilt(good, tmp_path / f"{rule}.pdf", rule) for rule in rules]
    passed, *refused = judges_print.proof([good, *twins], *STRICT, *A4)
    assert passed == []
    assert [rule for rule, said in zip(rules, refused, strict=True) if not said] == []


# --- separations ----------------------------------------------------------------------------------


def _inside(box: Rect, height: float) -> tuple[int, int, int, int]:
    """A rectangle of the sheet (from its foot, points) in pixels of its plates."""
    scale = DPI / 72
    return (
        round(box.x * scale) + 1,
        round((height - box.bottom) * scale) + 1,
        round(box.right * scale) - 1,
        round((height - box.y) * scale) - 1,
    )


def bled(image: Image.Image, settings: Press, scene: Scene) -> Image.Image:
    """The part of a sheet inside the bleed."""
    plate = sheet(scene.size, settings)
    return image.crop(_inside(plate.bleed_box, plate.size.height))


def _edition(audience: str = "delegation") -> tuple[Edition, Scene]:
    (edition,) = editions(None, audience, None)
    return edition, edition.compose("page")[0]


def _written(edition: Edition, scene: Scene, theme: Theme, path: Path) -> Path:
    order = printing.order(edition.audience.press, edition.profile, edition.pack, "test")
    path.write_bytes(press(order)(scene, theme, edition.faces))
    return path


def mixed(images: list[Image.Image], scene: Scene, black: set[str]) -> list[str]:
    """Text in a black ink that shows on a plate other than black: on those plates its rectangle
    must be as even as what it stands on."""
    plate = sheet(scene.size, Press())
    found = []
    for page, image in zip(scene.pages, images, strict=True):
        for item in page.items():
            if not isinstance(item, TextItem) or item.ink not in black or not item.text.strip():
                continue
            if any(_extrema(image, _place(item, plate.margin), n) for n in range(3)):
                found.append(f"page {page.number}: {item.text.strip()}")
    return found


def _place(item: TextItem, margin: float) -> tuple[int, int, int, int]:
    width = sum(word.advance for word in item.words) * item.size / 1000
    scale = DPI / 72
    return (
        round((margin + item.x) * scale) + 1,
        round((margin + item.y - item.size * 0.5) * scale),
        max(round((margin + item.x + width) * scale) - 1, round((margin + item.x) * scale) + 2),
        round((margin + item.y) * scale),
    )


def _extrema(image: Image.Image, place: tuple[int, int, int, int], channel: int) -> int:
    low, high = image.crop(place).getchannel(channel).getextrema()
    return int(high) - int(low)  # type: ignore[arg-type]


def _shown(images: list[Image.Image], scene: Scene) -> int:
    """How much of the body text shows on the black plate."""
    plate = sheet(scene.size, Press())
    return sum(
        _extrema(image, _place(item, plate.margin), 3) > 200
        for page, image in zip(scene.pages, images, strict=True)
        for item in page.items()
        if isinstance(item, TextItem) and item.ink == "text" and len(item.text) > 20
    )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_black_text_is_on_the_black_plate_alone(audience: str, tmp_path: Path) -> None:
    judges.need("gs")
    edition, scene = _edition(audience)
    path = _written(edition, scene, edition.theme, tmp_path / "print.pdf")
    images = judges_print.plates(path, tmp_path, DPI)
    assert _shown(images, scene) > 200
    assert mixed(images, scene, {"text"}) == []
    limit = edition.audience.press.ink_limit
    loads = [heaviest(bled(image, edition.audience.press, scene)) for image in images]
    assert 200 < max(loads) <= limit
    assert heaviest(images[0]) == pytest.approx(400)  # the marks, outside the bleed


def _with_ink(theme: Theme, **inks: tuple[float, float, float, float]) -> Theme:
    changed = {name: replace(theme.inks[name], cmyk=cmyk) for name, cmyk in inks.items()}
    return replace(theme, inks={**theme.inks, **changed})


def test_text_in_four_inks_and_too_much_ink_are_found(tmp_path: Path) -> None:
    judges.need("gs")
    edition, scene = _edition()
    scene.pages = scene.pages[:3]
    theme = _with_ink(edition.theme, text=(60, 40, 40, 100), deep=(100, 80, 80, 90))
    images = judges_print.plates(
        _written(edition, scene, theme, tmp_path / "twin.pdf"), tmp_path, DPI
    )
    assert len(mixed(images, scene, {"text"})) > 30
    assert heaviest(bled(images[0], Press(), scene)) == pytest.approx(350, abs=1)


def _on_tint(edition: Edition, scene: Scene) -> Scene:
    """One page with a black word on a surface of the ink ``mist``."""
    from layouts.paths import box
    from layouts.scene import ShapeItem

    face = edition.faces.face("head", 700, False)
    surface = ShapeItem(box(Rect(50, 50, 300, 100)), fill="mist")
    word = TextItem(60, 120, 60, (face.word("Over"),), "text")
    return replace(scene, pages=[Page(1, "body", furniture=[surface, word])])


def test_black_text_leaves_the_surface_below_it(tmp_path: Path) -> None:
    judges.need("gs")
    edition, scene = _edition()
    theme = _with_ink(edition.theme, mist=(60, 30, 10, 0))
    page = _on_tint(edition, scene)
    path = _written(edition, page, theme, tmp_path / "print.pdf")
    (image,) = judges_print.plates(path, tmp_path, DPI)
    assert mixed([image], page, {"text"}) == []
    twin = tmp_path / "twin.pdf"
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        pdf.pages[0].Resources.ExtGState.Over = pdf.pages[0].Resources.ExtGState.Knock
        pdf.save(twin)
    (image,) = judges_print.plates(twin, tmp_path, DPI)
    assert mixed([image], page, {"text"}) == ["page 1: Over"]


def test_art_reaches_the_bleed(tmp_path: Path) -> None:
    judges.need("gs")
    edition, scene = _edition()
    scene.pages = scene.pages[:1]
    path = _written(edition, scene, edition.theme, tmp_path / "print.pdf")
    (image,) = judges_print.plates(path, tmp_path, DPI)
    art = bled(image, Press(), scene)
    corner = (round(255 * 0.95), round(255 * 0.51), round(255 * 0.09), round(255 * 0.61))
    for x in (0, art.width // 2, art.width - 1):
        assert art.getpixel((x, 0)) == pytest.approx(corner, abs=2)
    for y in (10, 500, 1000):
        assert art.getpixel((0, y)) == pytest.approx(corner, abs=2)
        assert art.getpixel((art.width - 1, y)) == pytest.approx(corner, abs=2)
    twin = tmp_path / "twin.pdf"
    with pikepdf.open(path) as pdf:
        content = pdf.pages[0].Contents
        trim = b"q 38 38 595.28 841.89 re W n"
        content.write(re.sub(rb"q [-\d. ]+ re W n", trim, content.read_bytes(), count=1))
        pdf.save(twin)
    (image,) = judges_print.plates(twin, tmp_path, DPI)
    assert bled(image, Press(), scene).getpixel((0, 0)) == (0, 0, 0, 0)


def test_pictures_are_within_the_limit(full: Path, tmp_path: Path) -> None:
    judges.need("gs")
    path = prints(full)[0]
    with pikepdf.open(path) as pdf:
        pages = [n for n, page in enumerate(pdf.pages) if len(page.Resources.XObject) > 1]
        assert pages
        kept = pikepdf.Pdf.new()
        kept.pages.extend(pdf.pages[n] for n in pages)
        kept.save(tmp_path / "pictures.pdf")
    _, scene = _edition()
    for image in judges_print.plates(tmp_path / "pictures.pdf", tmp_path, DPI):
        assert heaviest(bled(image, Press(), scene)) <= 300


def test_nothing_is_wrong_with_the_shipped_themes() -> None:
    """Neither warning nor problem in print for what comes with the program."""
    problems = Problems()
    for audience in AUDIENCES:
        edition, scene = _edition(audience)
        settings = edition.audience.press
        assert printing.examine(scene, edition.theme, settings, edition.pack.place_of) == []
    assert not problems
