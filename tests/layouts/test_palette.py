"""Inks of charts: any number is told apart, on screen, by the colour-blind, and in print."""

from __future__ import annotations

import io
import zlib
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from layouts.charts.palette import palette, readable
from layouts.colours import difference, lightened
from layouts.contrast import contrast
from layouts.problems import Place, Problems
from layouts.shades import Shades, shade
from layouts.theme import Theme
from reports.config import Layouts
from reports.writers.pptx.inks import Inks
from tests.layouts.figure_specimen import setting
from tests.reports.deck_look import theme as dusk

PROFILE = Path(__file__).parents[2] / "layouts" / "profiles" / "FOGRA39L_coated.icc.z"
APART = 5.0
"""CIE 1976 difference of two printed colours; 2.3 is just noticeable."""


def theme(name: str) -> Theme:
    if name == "dusk":
        return dusk()
    problems = Problems()
    found = Layouts().theme(name, Place("test"), problems)
    problems.stop()
    assert found is not None
    return found


THEMES = ("ocean", "terra", "cabinet", "plaza", "podium", "ledger", "dusk")


def printed(look: Theme, names: list[str]) -> list[tuple[float, ...]]:
    """The colours as a press lays them down: L*, a*, b* by the profile of coated paper."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(zlib.decompress(PROFILE.read_bytes())))
    to_lab = ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", 3)
    image = Image.new("CMYK", (len(names), 1))
    for n, name in enumerate(names):
        image.putpixel((n, 0), tuple(round(part * 2.55) for part in look.inks[name].cmyk))
    lab = ImageCms.applyTransform(image, to_lab)
    assert lab is not None
    pixels = [lab.getpixel((n, 0)) for n in range(len(names))]
    return [
        (light / 2.55, *(part - 256 if part > 127 else part for part in rest))
        for light, *rest in pixels
    ]


@pytest.mark.parametrize("named", [False, True], ids=["series", "parts"])
@pytest.mark.parametrize("name", THEMES)
def test_twelve_inks_are_told_apart_on_screen_and_on_paper(name: str, named: bool) -> None:
    look = theme(name)
    names = palette(look, 12, named=named)
    assert len(set(names)) == 12
    for one, other in combinations(names, 2):
        own = one in look.series and other in look.series
        assert own or difference(look.inks[one].rgb, look.inks[other].rgb) > 0.03, (one, other)
    if name == "dusk":  # a theme of the tests, whose inks are all the same grey in print
        return
    for (one, a), (other, b) in combinations(zip(names, printed(look, names), strict=True), 2):
        apart = sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5
        assert apart > APART, (one, other, apart)


@pytest.mark.parametrize("thin", [False, True])
@pytest.mark.parametrize("name", THEMES)
def test_series_differ_in_lightness(name: str, thin: bool) -> None:
    """The measure is that of the preflight rule ``told-without-colour``."""
    look = theme(name)
    for count in (2, 3, 4, 6, 8):
        inks = [look.inks[ink].rgb for ink in palette(look, count, thin=thin)]
        assert min(contrast(a, b) for a, b in combinations(inks, 2)) >= 1.25


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("named", [False, True])
def test_words_on_every_ink_can_be_read(name: str, named: bool) -> None:
    look = theme(name)
    for ink in palette(look, 12, worded=True, named=named):
        words = readable(look, ink, "paper", "text")
        assert contrast(look.inks[words].rgb, look.inks[ink].rgb) >= 4.5


def test_an_ink_that_no_word_can_be_read_on_is_left_for_a_shade_of_it() -> None:
    look = theme("ocean")
    grey = Shades(
        {
            **look.inks,
            "accent": look.inks["accent"].__class__(
                **{"rgb": "#7F7F7F", "cmyk": (0.0, 0.0, 0.0, 50.0), "slot": "accent1"}
            ),
        }
    )
    broken = Theme(**{**{f: getattr(look, f) for f in Theme.fields()}, "inks": grey})
    assert max(contrast("#7F7F7F", broken.inks[i].rgb) for i in ("paper", "text")) < 4.5
    for named in (False, True):
        first = palette(broken, 4, worded=True, named=named)[0]
        assert first.startswith("accent")
        assert first != "accent"


def test_one_series_has_the_first_ink_and_further_ones_keep_the_order() -> None:
    look = theme("ocean")
    assert palette(look, 1) == ["accent"]
    bases = [name.rstrip("+-0123456789") for name in palette(look, 8)]
    assert bases[:4] == list(look.series)
    assert palette(look, 4, named=True) == list(look.series)
    assert len(palette(look, 200)) == 200


def test_shades_are_variations_of_their_slot() -> None:
    look = theme("ocean")
    inks = Inks(look)
    dark, pale = inks.colour("accent-40"), inks.colour("accent+40")
    assert dark == '<a:schemeClr val="accent1"><a:lumMod val="60000"/></a:schemeClr>'
    assert '<a:lumMod val="60000"/><a:lumOff val="40000"/>' in pale
    assert (shade("leaf", 0), shade("leaf", -5), shade("leaf", 5)) == ("leaf", "leaf-5", "leaf+5")
    assert lightened("#808080", 1.0) == "#FFFFFF"
    assert lightened("#808080", -1.0) == "#000000"


def test_shades_are_found_and_are_no_members() -> None:
    inks = setting("page").theme.inks
    assert "accent+40" not in inks
    assert inks["accent+40"].slot == inks["accent"].slot
    assert len(list(inks)) == len(set(inks))
    for wrong in ("nothing+40", "accent+", "accent+400", "accent*40"):
        with pytest.raises(KeyError, match=r"nothing|accent"):
            inks[wrong]


@pytest.mark.parametrize("name", THEMES)
def test_darker_shades_do_not_drown_the_paper(name: str) -> None:
    look = theme(name)
    for ink in look.series:
        for step in range(-65, 75, 5):
            cmyk = look.inks[shade(ink, step)].cmyk
            assert all(0 <= part <= 100 for part in cmyk)
            assert sum(cmyk) <= max(200.5, sum(look.inks[ink].cmyk))


def test_colours_are_as_far_apart_as_the_worst_eye_sees() -> None:
    assert difference("#000000", "#FFFFFF") == pytest.approx(1.0, abs=0.01)
    assert difference("#123456", "#123456") == 0
    assert difference("#C00000", "#006000") < 0.15 < difference("#C00000", "#0000C0")
