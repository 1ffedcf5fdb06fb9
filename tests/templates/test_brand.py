"""Brand: the template that an audience or the command line names, and decks made on it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from layouts.audience import Audience
from layouts.problems import Place, Problems
from reports import cli
from reports.brand import Brand, Brands, Choice
from reports.config import Layouts
from reports.setup import setup
from tests.templates.hostile.base import few
from tests.templates.package import THEME, changed, packed

PACK = """\
pack: {id: small, edition: "1", language: en}
title: A small pack
sections:
  - id: first
    title: The first section
    blocks:
      - kind: paragraph
        id: opening
        text: They met in [the harbour](https://example.org/) and agreed on all points.
"""
SOME = (2, 8, 10)
"""Layouts of the template: running text, text beside text, upright text."""
AUDIENCE = """\
extends: press
name: Mine
slides:
  template: brand.pptx
"""


@dataclass
class House:
    """A folder with a pack, layouts of its own and two templates, and runs of the command."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    err: str = ""
    out: str = ""

    @property
    def layouts(self) -> Path:
        """The folder of its own layouts."""
        return self.folder / "layouts"

    def audience(self, text: str = AUDIENCE, name: str = "mine") -> None:
        """Write an audience."""
        (self.layouts / "audiences" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def run(self, verb: str, *words: object, audience: str = "press") -> int:
        """The status of a verb of the command line."""
        before = [str(self.folder)] if verb != "doctor" else []
        options = [] if verb == "doctor" else ["--out", str(self.folder / "out")]
        if verb == "build":
            options += ["--to", "pptx", "--quiet"]
        shared = ["--audience", audience, "--layouts", str(self.layouts)]
        self.capture.readouterr()
        status = cli.main([verb, *before, *shared, *options, *map(str, words)])
        self.out, self.err = self.capture.readouterr()
        return status

    def brand(self, name: str = "mine", choice: Choice | None = None) -> tuple[Brand, Audience]:
        """The brand of an audience, and the audience."""
        brands, problems = Brands(Layouts(self.layouts), choice or Choice()), Problems()
        brand, told = branded(brands, name, problems)
        problems.stop()
        assert brand is not None
        return brand, told


def branded(brands: Brands, name: str, problems: Problems) -> tuple[Brand | None, Audience]:
    """The brand of an audience under ``brands``, or None, and the audience."""
    layouts, here = brands.layouts, Place("test")
    found = setup(layouts, name, here, problems)
    problems.stop()
    assert found is not None
    language = layouts.language("en", here, problems)
    assert found.theme is not None
    assert found.slide is not None
    assert language is not None
    brand = brands.of(found.audience, found.theme, found.slide, language, problems)
    return brand, found.audience


def coloured(link: str) -> bytes:
    """The sound template with links of another colour."""
    parts = few(*SOME)
    changed(
        parts, THEME, r"<a:hlink>.*?</a:hlink>", f'<a:hlink><a:srgbClr val="{link}"/></a:hlink>'
    )
    return packed(parts)


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    """A house in a folder of its own."""
    made = House(tmp_path, capsys)
    (made.layouts / "audiences").mkdir(parents=True)
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    (made.layouts / "brand.pptx").write_bytes(packed(few(*SOME)))
    (tmp_path / "other.pptx").write_bytes(coloured("0B5C8B"))
    made.audience()
    return made


def test_an_audience_without_a_template_has_no_brand(house: House) -> None:
    problems = Problems()
    brands = Brands(Layouts(house.layouts))
    assert branded(brands, "press", problems)[0] is None
    assert branded(brands, "mine", problems)[0] is not None
    assert not problems


def test_the_command_line_goes_before_the_audience(house: House) -> None:
    usual, _ = house.brand()
    chosen, _ = house.brand(choice=Choice(house.folder / "other.pptx"))
    assert list(usual.inputs) == ["template/brand.pptx"]
    assert list(chosen.inputs) == ["template/other.pptx"]
    assert list(usual.inputs.values()) != list(chosen.inputs.values())


def test_a_file_is_opened_once_for_all_audiences(house: House) -> None:
    house.audience(AUDIENCE.replace("Mine", "Yours"), "yours")
    brands, problems = Brands(Layouts(house.layouts)), Problems()
    mine, yours = (branded(brands, name, problems)[0] for name in ("mine", "yours"))
    assert mine is not None
    assert yours is not None
    assert mine.template is yours.template
    (house.layouts / "second.pptx").write_bytes(packed(few(*SOME)))
    house.audience(AUDIENCE.replace("brand", "second"), "theirs")
    theirs = branded(brands, "theirs", problems)[0]
    assert theirs is not None
    assert theirs.template is not mine.template


def test_sections_get_slides_where_titles_have_no_line_above_them(house: House) -> None:
    brand, told = house.brand()
    assert (told.slides.dividers, brand.told(told).slides.dividers) == (False, True)
    assert brand.dress.dividers
    brand.dress.master = brand.base
    assert brand.told(told) is told


def test_layouts_that_an_audience_names_are_used(house: House) -> None:
    brand, _ = house.brand()
    assert brand.dress.mapping.matches["quotation"].rule == "instead"
    house.audience(f"{AUDIENCE}  template_layouts:\n    quotation: TEXT beside text\n")
    match = house.brand()[0].dress.mapping.matches["quotation"]
    assert (match.layout.name, match.rule) == ("Text beside text", "audience")


def test_unknown_names_of_layouts_are_told_with_their_place_and_the_nearest(house: House) -> None:
    lines = "  template_layouts:\n    content: Runing text\n    qotation: Running text\n"
    house.audience(AUDIENCE + lines)
    assert house.run("doctor", audience="mine") == 2
    first, second, _ = house.err.strip().splitlines()
    where = re.escape(str(house.layouts / "audiences" / "mine.yaml"))
    assert re.search(rf"{where}:6:\d+: unknown-name: 'Runing text' is no layout of brand", first)
    assert first.endswith("did you mean 'Running text'?")
    assert re.search(rf"{where}:7:\d+: unknown-name: 'qotation' is no layout of the slides", second)
    assert second.endswith("did you mean 'quotation'?")
    assert house.run("build", audience="mine") == 2
    assert house.err.endswith("2 problems found; nothing was written\n")
    assert not (house.folder / "out" / "small-mine-en.pptx").exists()
    house.audience(AUDIENCE + lines.replace("Runing", "Running").replace("qot", "quot"))
    assert house.run("doctor", audience="mine") == 1
    assert house.err == ""


def test_a_layout_named_and_not_tried_is_warned_of(house: House) -> None:
    house.audience(f"{AUDIENCE}  template_layouts:\n    quotation: Upright text\n")
    found = [one.found for one in house.brand()[0].warnings if one.code == "template-layout"]
    assert any("'Upright text'" in one and "stands upright" in one for one in found)
    house.audience()
    assert not any("Upright text" in one.found for one in house.brand()[0].warnings)


@pytest.mark.parametrize(
    ("name", "code"), [("brnd.pptx", "missing-file"), ("../brand.pptx", "bad-path")]
)
def test_a_template_that_is_not_there_is_told_at_its_place(
    house: House, name: str, code: str
) -> None:
    house.audience(AUDIENCE.replace("brand.pptx", name))
    assert house.run("doctor", audience="mine") == 2
    assert re.search(rf"mine\.yaml:4:\d+: {code}: ", house.err)
    house.audience()
    assert house.run("doctor", audience="mine") == 1


def test_a_folder_of_fonts_that_is_not_there_is_told(house: House) -> None:
    assert house.run("doctor", "--fonts", house.folder / "none", audience="mine") == 2
    assert "--fonts: usage: there is no folder" in house.err
    assert house.run("doctor", "--fonts", house.folder, audience="mine") == 1


def test_what_is_no_font_file_is_warned_of(house: House) -> None:
    fonts = house.folder / "fonts"
    fonts.mkdir()
    (fonts / "notes.txt").write_text("no font", encoding="utf-8")
    choice = Choice(fonts=fonts)
    assert not any(one.code == "template-fonts" for one in house.brand(choice=choice)[0].warnings)
    (fonts / "arial.ttf").write_bytes(b"no font")
    found = [one for one in house.brand(choice=choice)[0].warnings if "arial.ttf" in one.found]
    assert [one.code for one in found] == ["template-fonts"]


def slides(path: Path) -> str:
    """The slides of a deck."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        names = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
        return "".join(archive.read(name).decode() for name in names)


@pytest.mark.parametrize(("link", "pale"), [("9CC8F0", True), ("0B5C8A", False)])
def test_links_of_a_deck_follow_the_link_colour_of_its_template(
    house: House, link: str, pale: bool
) -> None:
    path = house.folder / "links.pptx"
    path.write_bytes(coloured(link))
    assert house.run("build", "--template", path) == 0
    found = slides(house.folder / "out" / "small-press-en.pptx")
    links = found.count("<a:hlinkClick ")
    assert links
    assert found.count("<ahyp:hlinkClr") == found.count('val="tx"/></a:ext>') == links * pale


def test_check_refuses_a_deck_made_on_another_template(house: House) -> None:
    brand, other = house.layouts / "brand.pptx", house.folder / "other.pptx"
    assert house.run("build", "--template", brand) == 0
    refused = "was made on brand.pptx, or on another version of it; give the same with --template"
    for words in (("--template", other), ()):
        assert house.run("check", *words) == 3
        assert refused in house.err
    assert house.run("check", "--template", brand) == 3  # for the PDF, which was not built
    assert "small-press-en.pdf: is not there" in house.err
    brand.write_bytes(other.read_bytes())
    assert house.run("check", "--template", brand) == 3
    assert refused in house.err


def test_check_refuses_a_template_for_a_deck_made_on_none(house: House) -> None:
    assert house.run("build") == 0
    assert house.run("check", "--template", house.folder / "other.pptx") == 3
    assert "leave --template out" in house.err
    assert house.run("check") == 3
    assert "leave --template out" not in house.err
