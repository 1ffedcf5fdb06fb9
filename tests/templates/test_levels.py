"""Levels of text: what a placeholder inherits from the layout up to the presentation's default."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from reports.template.bodies import INSETS, BodyProperties
from reports.template.colours import Palette
from reports.template.deckfile import Placeholder, read
from reports.template.markup import A, Element
from reports.template.package import Package
from reports.template.textlevels import Fonts, Inheritance, TextLevel
from tests.templates.hostile.base import few
from tests.templates.package import (
    MASTER,
    PRESENTATION,
    Parts,
    changed,
    layout,
    packed,
)

LAYOUT = layout(2)
"""A title and content, which names a list of its own nowhere."""
SCHEME = {"dk1": "#111111", "lt1": "#FFFFFF", "accent1": "#0F6B8C", "accent2": "#B5471B"}
PALETTE = Palette(SCHEME, {"tx1": "dk1", "bg1": "lt1"})
FONTS = Fonts("Georgia", "Verdana")
PLACES = ("layout", "master", "style", "default")
"""From the nearest to the farthest."""


def xml(inside: str, tag: str = "lstStyle") -> Element:
    """An element of DrawingML."""
    return etree.fromstring(f'<a:{tag} xmlns:a="{A}">{inside}</a:{tag}>')


def first(*lists: str, prompts: tuple[str, ...] = (), title: bool = False) -> TextLevel:
    """The first level that these lists give, nearest first."""
    bodies = [xml(one, "txBody") for one in prompts]
    found = [xml(one) for one in lists]
    return Inheritance(found, PALETTE, FONTS, bodies, 20.0, title).levels()[0]


def level(inside: str = "", n: int = 1, **attributes: str) -> str:
    """A level of a list."""
    said = "".join(f' {name}="{one}"' for name, one in attributes.items())
    return f"<a:lvl{n}pPr{said}>{inside}</a:lvl{n}pPr>"


def runs(inside: str = "", **attributes: str) -> str:
    """Properties of the runs of a level."""
    said = "".join(f' {name}="{one}"' for name, one in attributes.items())
    return f"<a:defRPr{said}>{inside}</a:defRPr>"


def solid(name: str) -> str:
    """A fill in a colour of the scheme."""
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


GRADIENT = (
    "<a:gradFill><a:gsLst><a:gs pos='0'><a:schemeClr val='accent2'/></a:gs>"
    "<a:gs pos='100000'><a:schemeClr val='accent1'/></a:gs></a:gsLst></a:gradFill>"
)


def test_each_property_comes_from_the_first_that_has_it() -> None:
    near, far = level(runs(b="1")), level(runs(sz="3200", b="0", i="1"), marL="12700")
    found = first(near, far)
    assert (found.size, found.bold, found.italic, found.left) == (32.0, True, True, 1.0)
    turned = first(far, near)
    assert (turned.size, turned.bold) == (32.0, False)


def test_levels_are_told_apart() -> None:
    texts = level(runs(sz="2400")) + level(runs(sz="1800"), 3)
    found = Inheritance([xml(texts)], PALETTE, FONTS, (), 20.0).levels()
    assert [one.size for one in found[:4]] == [24.0, 20.0, 18.0, 20.0]
    assert [one.blank for one in found[:4]] == [False, True, False, True]
    assert len(found) == 9


def test_what_holds_for_all_levels_comes_after_the_level_of_the_same_list() -> None:
    every = f"<a:defPPr>{runs(sz='1400', b='1')}</a:defPPr>"
    found = first(every + level(runs(sz="2400")), level(runs(b="0")))
    assert (found.size, found.bold) == (24.0, True)
    assert first(level(runs(sz="2400")), level(runs(b="0"))).bold is False


@pytest.mark.parametrize(
    ("inside", "spacing", "exact"),
    [
        ("", 1.0, False),
        ('<a:lnSpc><a:spcPct val="90000"/></a:lnSpc>', 0.9, False),
        ('<a:lnSpc><a:spcPct val="90%"/></a:lnSpc>', 0.9, False),
        ('<a:lnSpc><a:spcPts val="3600"/></a:lnSpc>', 1.5, True),
        ('<a:lnSpc><a:spcPct val="0"/></a:lnSpc>', 0.01, False),
    ],
)
def test_spacing_of_lines(inside: str, spacing: float, exact: bool) -> None:
    far = level('<a:lnSpc><a:spcPct val="130000"/></a:lnSpc>' + runs(sz="2000"))
    found = first(level(inside + runs(sz="2000")))
    assert (round(found.spacing, 4), found.exact) == (spacing, exact)
    found = first(level(inside), far)
    assert round(found.spacing, 4) == (spacing if inside else 1.3)


def test_space_around_paragraphs_in_points_and_lines() -> None:
    points, lines = '<a:spcPts val="600"/>', '<a:spcPct val="20000"/>'
    around = f"<a:spcBef>{points}</a:spcBef><a:spcAft>{lines}</a:spcAft>"
    found = first(level(around + runs(sz="2000")))
    assert (found.before, round(found.after, 4)) == (6.0, 4.8)  # a fifth of a line of 24 pt
    nearer = level('<a:spcBef><a:spcPts val="0"/></a:spcBef>')
    assert first(nearer, level(f"<a:spcBef>{points}</a:spcBef>")).before == 0.0


@pytest.mark.parametrize(
    ("inside", "bullet", "sign"),
    [
        ("", "char", "•"),
        ("<a:buNone/>", "", ""),
        ('<a:buChar char="–"/>', "char", "–"),
        ('<a:buAutoNum type="arabicPeriod"/>', "number", ""),
        ("<a:buBlip/>", "picture", ""),
        ('<a:buFont typeface="Wingdings"/>', "char", "•"),
    ],
)
def test_bullets(inside: str, bullet: str, sign: str) -> None:
    found = first(level(inside), level('<a:buChar char="•"/>', marL="342900", indent="-342900"))
    assert (found.bullet, found.sign, found.left, found.hanging) == (bullet, sign, 27.0, 27.0)


def test_alignment_capitals_and_tracking() -> None:
    found = first(level(runs(cap="all", spc="150"), algn="ctr", rtl="1"))
    assert (found.align, found.caps, found.tracking, found.rtl) == ("center", "all", 1.5, True)
    found = first(level(runs(sz="2000")))
    assert (found.align, found.caps, found.tracking, found.rtl) == ("left", "none", 0.0, False)


@pytest.mark.parametrize(
    ("typeface", "family", "heading", "themed"),
    [
        ("+mj-lt", "Georgia", True, True),
        ("+mn-lt", "Verdana", False, True),
        ("Impact", "Impact", False, False),
        ("", "Verdana", False, True),
    ],
)
def test_families(typeface: str, family: str, heading: bool, themed: bool) -> None:
    latin = f'<a:latin typeface="{typeface}"/>' if typeface else ""
    found = first(level(runs(latin, sz="2000")))
    assert (found.family, found.heading, found.themed) == (family, heading, themed)


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        ("", "#111111"),
        (solid("accent1"), "#0F6B8C"),
        (solid("bg1"), "#FFFFFF"),
        ('<a:solidFill><a:srgbClr val="ABCDEF"/></a:solidFill>', "#ABCDEF"),
        ("<a:noFill/>", "#111111"),
        (GRADIENT, "#B5471B"),
    ],
)
def test_colours_of_text(fill: str, expected: str) -> None:
    assert first(level(runs(fill, sz="2000"))).colour == expected
    farther = first(level(runs(fill)), level(runs(solid("accent1"))))
    assert farther.colour == (expected if fill else "#0F6B8C")


def test_prompts_stand_in_where_no_list_gives_a_size() -> None:
    prompt = f"<a:p><a:r><a:rPr sz='4400' b='1'>{solid('accent2')}</a:rPr><a:t>x</a:t></a:r></a:p>"
    found = first(level(), prompts=(prompt,))
    assert (found.size, found.bold, found.colour, found.blank) == (44.0, True, "#B5471B", True)
    found = first(level(runs(sz="2400")), prompts=(prompt,))
    assert (found.size, found.bold, found.colour, found.blank) == (24.0, False, "#111111", False)
    assert first(level()).size == 20.0
    deeper = prompt.replace("<a:r>", '<a:pPr lvl="1"/><a:r>', 1)
    assert first(level(), prompts=(deeper,)).size == 20.0


def test_titles_without_a_list_are_set_in_the_family_of_headings() -> None:
    assert first(level(), title=True).heading
    assert not first(level()).heading
    assert not first(level(runs(sz="2400")), title=True).heading


def say(parts: Parts, place: str, inside: str) -> None:
    """Give the first level of content at a place; what it said before goes."""
    own = level(inside)
    if place == "layout":
        pattern = r'(<p:ph idx="1"/>.*?)<a:lstStyle\s*/>'
        changed(parts, LAYOUT, pattern, rf"\1<a:lstStyle>{own}</a:lstStyle>", 1)
    elif place == "master":
        pattern = r'(<p:ph type="body"[^>]*/>.*?)<a:lstStyle\s*/>'
        changed(parts, MASTER, pattern, rf"\1<a:lstStyle>{own}</a:lstStyle>", 1)
    else:
        styled = place == "style"
        part, tag = (MASTER, "bodyStyle") if styled else (PRESENTATION, "defaultTextStyle")
        changed(parts, part, rf"(<p:{tag}>.*?)<a:lvl1pPr.*?</a:lvl1pPr>", rf"\1{own}", 1)


def content(parts: Parts, part: str = LAYOUT) -> Placeholder:
    """The first content of a layout."""
    (master,) = read(Package(packed(parts)), [MASTER]).masters
    (found,) = [one for one in master.layouts if one.part == part]
    return next(one for one in found.placeholders if one.index == 1)


def silent() -> Parts:
    """A template that says nothing of the first level of content."""
    parts = few(2, 4)
    changed(parts, PRESENTATION, r"<a:defPPr>.*?</a:defPPr>", "")
    for place in ("style", "default"):
        say(parts, place, "")
    return parts


@pytest.mark.parametrize("place", PLACES)
def test_a_file_gives_a_level_at_any_of_the_places(place: str) -> None:
    parts = silent()
    assert content(parts).levels[0].blank
    inside = '<a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:buChar char="–"/>' + runs(
        solid("accent2"), sz="2600", b="1"
    )
    say(parts, place, inside)
    found = content(parts).levels[0]
    assert (found.size, found.bold, found.spacing, found.sign) == (26.0, True, 0.9, "–")
    assert (found.colour, found.blank) == ("#B5471B", False)


@pytest.mark.parametrize(("near", "far"), list(zip(PLACES, PLACES[1:], strict=False)))
def test_the_nearer_place_wins(near: str, far: str) -> None:
    parts = silent()
    say(parts, far, runs(sz="1600", b="1"))
    assert (content(parts).levels[0].size, content(parts).levels[0].bold) == (16.0, True)
    say(parts, near, runs(sz="3000"))
    assert (content(parts).levels[0].size, content(parts).levels[0].bold) == (30.0, True)


def test_titles_take_the_style_of_titles_and_fields_that_of_others() -> None:
    (master,) = read(Package(packed(few(2, 4))), [MASTER]).masters
    (found,) = [one for one in master.layouts if one.part == LAYOUT]
    kinds = {one.kind: one.levels[0] for one in found.placeholders}
    assert (kinds["title"].size, kinds["title"].bold) == (32.0, True)
    assert kinds["title"].bullet == kinds["ftr"].bullet == ""
    assert kinds["obj"].bullet == "char"
    assert kinds["ftr"].size == 12.0


def mapping(swapped: bool) -> str:
    """Attributes of a colour map."""
    light, dark = ("dk", "lt") if swapped else ("lt", "dk")
    names = {"bg1": f"{light}1", "tx1": f"{dark}1", "bg2": f"{light}2", "tx2": f"{dark}2"}
    names |= {f"accent{n}": f"accent{n}" for n in range(1, 7)}
    names |= {"hlink": "hlink", "folHlink": "folHlink"}
    return " ".join(f'{name}="{slot}"' for name, slot in names.items())


def test_the_colour_map_of_the_master_holds() -> None:
    parts = few(2, 4)
    assert content(parts).levels[0].colour == "#1B1B1B"
    changed(parts, MASTER, r"<p:clrMap [^>]*/>", f"<p:clrMap {mapping(True)}/>", 1)
    found = content(parts)
    assert found.levels[0].colour == "#FFFFFF"
    assert found.ground.colours == ("#1B1B1B",)


def test_a_layout_maps_colours_anew_for_itself_alone() -> None:
    parts = few(2, 4)
    override = f"<p:clrMapOvr><a:overrideClrMapping {mapping(True)}/></p:clrMapOvr>"
    changed(parts, LAYOUT, r"<p:clrMapOvr>.*?</p:clrMapOvr>", override, 1)
    assert content(parts).levels[0].colour == "#FFFFFF"
    assert content(parts).ground.colours == ("#1B1B1B",)
    assert content(parts, layout(4)).levels[0].colour == "#1B1B1B"
    (master,) = read(Package(packed(parts)), [MASTER]).masters
    told = {one.part: one.map_override for one in master.layouts}
    assert re.match('<a:overrideClrMapping bg1="dk1" tx1="lt1"', told[LAYOUT])
    assert told[layout(4)] == ""


def bodies(*attributes: str, inside: str = "") -> BodyProperties:
    """Properties of text bodies, nearest first."""
    written = (f'<a:bodyPr xmlns:a="{A}" {one}>{inside}</a:bodyPr>' for one in attributes)
    return BodyProperties([etree.fromstring(one) for one in written])


def test_insets_come_one_by_one_from_the_nearest() -> None:
    assert bodies('lIns="0"', 'lIns="12700" tIns="25400"').insets == (0.0, 2.0, 7.2, 3.6)
    assert bodies("").insets == INSETS


def test_how_text_is_made_to_fit() -> None:
    shrunk = bodies("", inside='<a:normAutofit fontScale="62500"/>')
    assert (shrunk.fit, shrunk.scaled) == ("normAutofit", True)
    ready = bodies("", inside="<a:normAutofit/>")
    assert (ready.fit, ready.scaled) == ("normAutofit", False)
    assert (bodies("").fit, bodies("").scaled) == ("", False)
