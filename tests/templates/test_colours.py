"""Colours of templates: worked out, made readable, and what becomes of those of links."""

from __future__ import annotations

from colorsys import rgb_to_hls
from dataclasses import replace
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from layouts.contrast import contrast
from layouts.problems import Place, Problems
from layouts.scene import Scene
from layouts.theme import Theme
from reports.config import Layouts
from reports.template.colours import Palette, channels
from reports.template.inks import TEXT, TemplateInks, adjusted, distance, least_of, worst
from reports.template.markup import A
from reports.template.scheme import SLOTS
from reports.writers import SceneError
from reports.writers.pptx.assembly import CT, Package
from reports.writers.pptx.deck import Deck, Links
from reports.writers.pptx.inks import Inks

HARBOUR = "1B1B1B FFFFFF 14405A EEF2F4 0F6B8C B5471B 2E7D4F 8A6D00 6B4C9A 52616B 0B5C8A 6A4A80"
PALE = "1B1B1B FFFFFF 9CB8CC EEF2F4 9CD4E8 F4C2A8 B8E0C4 F0DE90 D4C4EC C4CCD0 9CC8F0 D8C0E8"
NIGHT = "0E1726 FFFFFF 16243B C9D6E8 5BB8F5 FFB454 7BD88F F28FAD C9A5FF 9FB0C4 8CCBFF C3B4E6"
GREYS = "000000 FFFFFF 444444 DDDDDD 555555 666666 777777 888888 999999 AAAAAA 333333 444444"
LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
DARK = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}


def palette(colours: str = HARBOUR, mapping: dict[str, str] | None = None) -> Palette:
    """A scheme of twelve colours under a map."""
    found = zip(SLOTS, colours.split(), strict=True)
    return Palette({slot: f"#{one}" for slot, one in found}, mapping or LIGHT)


def colour(inside: str, scheme: Palette | None = None, placeholder: str = "#000000") -> str:
    """What a colour element comes to."""
    text = inside.replace(" ", f' xmlns:a="{A}" ', 1)
    return (scheme or palette()).colour(etree.fromstring(text), placeholder)


def blue(*changes: str) -> str:
    """The accent of Office 2007 with these changes."""
    inside = "".join(f"<a:{one.split()[0]} val='{one.split()[1]}'/>" for one in changes)
    return colour(f'<a:srgbClr val="4F81BD">{inside}</a:srgbClr>')


def close(one: str, other: str, by: int = 1) -> bool:
    """Whether channels differ by ``by`` at most."""
    pairs = zip(channels(one), channels(other), strict=True)
    return all(abs(a - b) <= (by + 0.01) / 255 for a, b in pairs)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), "#4F81BD"),
        # as PowerPoint's own palette shows them: lighter by 80, 60 and 40, darker by 25 and 50
        (("lumMod 20000", "lumOff 80000"), "#DCE6F2"),
        (("lumMod 40000", "lumOff 60000"), "#B9CDE5"),
        (("lumMod 60000", "lumOff 40000"), "#95B3D7"),
        (("lumMod 75000",), "#376092"),
        (("lumMod 50000",), "#254061"),
        (("lumMod 75%",), "#376092"),
        (("alpha 50000",), "#4F81BD"),
    ],
)
def test_luminance(changes: tuple[str, ...], expected: str) -> None:
    assert close(blue(*changes), expected, 2)


def test_changes_are_made_in_their_order() -> None:
    after = blue("lumMod 40000", "lumOff 60000")
    assert not close(blue("lumOff 60000", "lumMod 40000"), after, 20)
    assert not close(blue("lumMod 40000"), after, 20)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        # half of the light, not of the figure: linear 0.5 is BC (IEC 61966-2-1)
        ('<a:srgbClr val="000000"><a:tint val="50000"/></a:srgbClr>', "#BCBCBC"),
        ('<a:srgbClr val="FFFFFF"><a:shade val="50000"/></a:srgbClr>', "#BCBCBC"),
        ('<a:srgbClr val="FF0000"><a:tint val="100000"/></a:srgbClr>', "#FF0000"),
        ('<a:srgbClr val="FF0000"><a:tint val="0"/></a:srgbClr>', "#FFFFFF"),
        ('<a:srgbClr val="FF0000"><a:shade val="0"/></a:srgbClr>', "#000000"),
        ('<a:srgbClr val="FF8000"><a:inv/></a:srgbClr>', "#007FFF"),
        ('<a:srgbClr val="FF0000"><a:comp/></a:srgbClr>', "#00FFFF"),
        ('<a:srgbClr val="FF0000"><a:gray/></a:srgbClr>', "#4C4C4C"),
        ('<a:srgbClr val="FF0000"><a:hueOff val="7200000"/></a:srgbClr>', "#00FF00"),
        ('<a:srgbClr val="FF0000"><a:satMod val="0"/></a:srgbClr>', "#808080"),
        ('<a:srgbClr val="FF0000"><a:lum val="100000"/></a:srgbClr>', "#FFFFFF"),
        ('<a:scrgbClr r="50000" g="0" b="100000"/>', "#BC00FF"),
        ('<a:hslClr hue="14400000" sat="100000" lum="50000"/>', "#0000FF"),
        ('<a:prstClr val="teal"/>', "#008080"),
        ('<a:prstClr val="nonsense"/>', "#000000"),
        ('<a:srgbClr val="nonsense"/>', "#000000"),
    ],
)
def test_kinds_and_changes(inside: str, expected: str) -> None:
    assert close(colour(inside), expected)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<a:sysClr val="window" lastClr="FDFDFD"/>', "#FDFDFD"),
        ('<a:sysClr val="windowText" lastClr="101010"/>', "#101010"),
        ('<a:sysClr val="window"/>', "#FFFFFF"),
        ('<a:sysClr val="windowText"/>', "#000000"),
        ('<a:sysClr val="window" lastClr="FFFFFF"><a:lumMod val="50000"/></a:sysClr>', "#808080"),
    ],
)
def test_colours_of_the_system(inside: str, expected: str) -> None:
    assert colour(inside) == expected


def test_names_go_through_the_colour_map() -> None:
    text = '<a:schemeClr val="tx1"/>'
    assert colour(text, palette(HARBOUR, LIGHT)) == "#1B1B1B"
    assert colour(text, palette(HARBOUR, DARK)) == "#FFFFFF"
    assert colour('<a:schemeClr val="dk1"/>', palette(HARBOUR, DARK)) == "#1B1B1B"
    swapped = palette(HARBOUR, {**LIGHT, "accent1": "accent2"})
    assert colour('<a:schemeClr val="accent1"/>', swapped) == "#B5471B"
    assert colour('<a:schemeClr val="accent1"/>') == "#0F6B8C"


def test_the_placeholder_colour_is_what_the_reference_says() -> None:
    assert colour('<a:schemeClr val="phClr"/>', placeholder="#123456") == "#123456"
    assert palette().colour(None, "#123456") == "#123456"


@lru_cache(maxsize=1)
def ours() -> Theme:
    """A theme that comes with the program."""
    problems = Problems()
    theme = Layouts().theme("ocean", Place("test"), problems)
    problems.stop()
    assert theme is not None
    return theme


@pytest.mark.parametrize("ground", ["#FFFFFF", "#000000", "#14405A", "#EEF2F4", "#777777"])
@pytest.mark.parametrize("given", ["#9CD4E8", "#0F6B8C", "#FFFF00", "#808080", "#123456"])
def test_colours_are_shaded_to_the_contrast_of_text(given: str, ground: str) -> None:
    found = adjusted(given, (ground,), TEXT)
    assert contrast(found, ground) >= TEXT
    if contrast(given, ground) >= TEXT:
        assert found == given
    elif found not in ("#000000", "#FFFFFF"):
        before, after = (rgb_to_hls(*channels(one)) for one in (given, found))
        assert abs((before[0] - after[0] + 0.5) % 1.0 - 0.5) < 0.02


def test_shading_goes_no_further_than_it_must() -> None:
    found = adjusted("#9CD4E8", ("#FFFFFF",), TEXT)
    assert TEXT <= contrast(found, "#FFFFFF") < TEXT + 0.3
    assert contrast("#9CD4E8", "#FFFFFF") < TEXT


def test_all_grounds_count() -> None:
    one, both = ("#FFFFFF",), ("#FFFFFF", "#C0C0C0")
    assert worst(adjusted("#9CD4E8", one, TEXT), both) < TEXT
    assert worst(adjusted("#9CD4E8", both, TEXT), both) >= TEXT


def test_where_nothing_reads_the_better_of_black_and_white_is_taken() -> None:
    assert adjusted("#FF0000", ("#FFFFFF", "#606060"), 7.0) == "#000000"
    assert adjusted("#FF0000", ("#000000", "#A0A0A0"), 7.0) == "#FFFFFF"


def test_large_text_needs_less() -> None:
    assert (least_of(36.0), least_of(35.9)) == (3.0, 4.5)


def inks(colours: str, mapping: dict[str, str] | None = None) -> TemplateInks:
    """Inks of a scheme on its background."""
    scheme = palette(colours, mapping)
    return TemplateInks(ours(), scheme, (scheme.named("bg1"),), scheme.named("tx1"))


SCHEMES = {
    "harbour": inks(HARBOUR),
    "pale": inks(PALE),
    "night": inks(NIGHT, DARK),
    "greys": inks(GREYS),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_inks_read_on_what_stands_behind(name: str) -> None:
    found = SCHEMES[name]
    for ink in ("text", "deep", "accent", "warm", "muted"):
        assert worst(found.inks[ink].rgb, found.grounds) >= TEXT, ink
    for ink in ours().series:
        assert worst(found.inks[ink].rgb, found.grounds) >= 3.0, ink
    assert contrast(found.inks["mist"].rgb, found.inks["text"].rgb) >= TEXT


def test_accents_that_read_stay_as_they_are_and_pale_ones_do_not() -> None:
    assert SCHEMES["harbour"].inks["accent"].rgb == "#0F6B8C"
    assert SCHEMES["pale"].inks["accent"].rgb != "#9CD4E8"
    assert SCHEMES["pale"].inks["accent"].slot == "accent1"


def test_series_differ_and_a_scheme_of_greys_says_that_it_is_alike() -> None:
    for name, found in SCHEMES.items():
        series = [found.inks[one].rgb for one in found.series]
        assert len(set(series)) == len(series), name
    apart = [SCHEMES["harbour"].inks[one].rgb for one in SCHEMES["harbour"].series]
    assert min(distance(a, b) for a in apart for b in apart if a != b) >= 0.25
    assert (SCHEMES["harbour"].alike, SCHEMES["greys"].alike) == (False, True)


@pytest.mark.parametrize("name", SCHEMES)
def test_the_deck_tells_readable_inks_as_variations_that_read(name: str) -> None:
    made = SCHEMES[name]
    names = [f"accent{n}" for n in range(1, 7)]
    for slot in names:
        made.readable(made.slots[slot], made.grounds, TEXT)
    writer = Inks(replace(ours(), inks=made.inks, series=made.series))
    writer.slots = {slot: one[1:] for slot, one in made.slots.items()}
    shown = Palette({slot: f"#{one}" for slot, one in writer.slots.items()}, LIGHT)
    told = ["text", "accent", "warm", *(one for one in made.inks if one.startswith("readable"))]
    assert len(told) > 3
    for ink in told:
        markup = writer.colour(ink)
        assert worst(colour(markup, shown), made.grounds) >= TEXT, (ink, markup)


def test_text_that_can_hardly_be_seen_takes_the_colour_of_text() -> None:
    found = inks(HARBOUR)
    lost, faint = (
        found.inks[found.readable(c, ("#FFFFFF",), TEXT)] for c in ("#EEF2F4", "#4FA8C8")
    )
    assert lost.slot in ("dk1", "dk2")
    assert faint.slot == "accent1"


def deck(link: str, paper: str = "FFFFFF") -> Deck:
    """A deck of one slide with links of this colour."""
    shown: Any = SimpleNamespace(slots={"hlink": link, "lt1": paper})
    nothing: Any = None
    scene = Scene("slide", nothing, [], nothing, "en", "", places={"here": 1, "beyond": 9})
    package = Package()
    made = Deck(scene, nothing, nothing, package, shown, nothing, nothing)
    made.slides.append(package.part("/ppt/slides/slide1.xml", CT.PML_SLIDE))
    return made


def click(made: Deck, target: str, tip: str = "") -> str:
    """The link to ``target`` on its slide."""
    return Links(made, made.slides[0]).click(target, tip)


LINKS = ["https://example.org/?a=1&b=2", "mailto:a@example.org", "#here"]


@pytest.mark.parametrize("target", LINKS)
@pytest.mark.parametrize(
    ("link", "paper", "pale"),
    [
        ("0B5C8A", "FFFFFF", False),
        ("9CC8F0", "FFFFFF", True),
        ("767676", "FFFFFF", False),  # 4.54 to 1
        ("777777", "FFFFFF", True),  # 4.48 to 1
        ("9CC8F0", "0E1726", False),
        ("0B5C8A", "0E1726", True),
    ],
)
def test_pale_links_take_the_colour_of_their_text(
    target: str, link: str, paper: str, pale: bool
) -> None:
    made = deck(link, paper)
    assert made.pale_links == pale
    element = etree.fromstring(
        f'<x xmlns:a="{A}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships">{click(made, target, "A & B")}</x>'
    )[0]
    found = element.xpath(".//*[local-name()='hlinkClr']/@val")
    assert found == (["tx"] if pale else [])
    assert element.xpath("@*[local-name()='id']")


def test_links_to_nowhere_are_none_and_odd_ones_are_errors() -> None:
    made = deck("0B5C8A")
    assert (click(made, "#there"), click(made, "#beyond")) == ("", "")
    assert click(made, "#here").startswith("<a:hlinkClick ")
    with pytest.raises(SceneError, match="file:"):
        click(made, "file:///etc/passwd")
