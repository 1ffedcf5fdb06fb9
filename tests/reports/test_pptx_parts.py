"""The small parts of the deck writer: inks, levels, bullets, text, furniture."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from layouts.lines import percent
from layouts.master import Furniture
from layouts.runs import Run
from layouts.scene import GlyphRun, Page, TextItem
from layouts.theme import Ink
from reports.writers import SceneError
from reports.writers.pptx import assembly, markup
from reports.writers.pptx.bullets import Bullet, Numbering, bullet
from reports.writers.pptx.furniture import resolved
from reports.writers.pptx.inks import Inks, variation, vary
from reports.writers.pptx.levels import Levels, Typefaces
from reports.writers.pptx.markup import A
from reports.writers.pptx.properties import stamp
from reports.writers.pptx.text import Shape, TextMaker
from tests.reports.deck_look import master, theme

channel = st.integers(0, 255).map(lambda n: n / 255)
colour = st.tuples(channel, channel, channel)


@given(colour, colour)
def test_a_variation_reaches_the_colour_it_was_asked_for(
    base: tuple[float, float, float], wanted: tuple[float, float, float]
) -> None:
    found = vary(base, *variation(base, wanted))
    assert all(abs(a - b) <= 5 / 255 for a, b in zip(found, wanted, strict=True))


def test_inks_are_slots_or_variations_of_them() -> None:
    inks = Inks(theme())
    assert inks.colour("text") == '<a:schemeClr val="tx1"/>'
    assert inks.colour("accent") == '<a:schemeClr val="accent1"/>'
    pale = inks.colour("pale")
    assert pale.startswith('<a:schemeClr val="accent1"><a:')
    assert "lumMod" in pale
    assert "lumOff" in pale
    assert inks.slots["accent1"] == "4A4FB5"
    assert len(inks.slots) == 12
    assert inks.slots["folHlink"] == inks.slots["hlink"]
    assert inks.fill(None) == "<a:noFill/>"


def test_a_theme_with_few_inks_still_fills_every_slot() -> None:
    few = replace(
        theme(), inks={"text": Ink(rgb="#112233", cmyk=(0, 0, 0, 100), slot="dk1")}, series=()
    )
    assert Inks(few).slots == {
        "dk1": "112233",
        **{"lt1": "FFFFFF", "lt2": "FFFFFF", "dk2": "112233"},
        **{f"accent{n}": "112233" for n in range(1, 7)},
        **{"hlink": "112233", "folHlink": "112233"},
    }


def test_typefaces_give_both_families_a_place() -> None:
    faces = Typefaces(theme())
    assert (faces.major, faces.minor) == ("Source Sans 3", "Source Serif 4")
    assert (faces.token("head"), faces.token("body")) == ("+mj-lt", "+mn-lt")
    slide = theme().slide
    plain = {name: replace(style, face="head") for name, style in slide.styles.items()}
    alone = Typefaces(replace(theme(), slide=replace(slide, styles=plain)))
    assert alone.major == alone.minor == "Source Sans 3"
    assert (alone.token("head"), alone.token("head", heading=True)) == ("+mn-lt", "+mj-lt")


def test_levels_of_a_body_are_its_text_and_its_lists() -> None:
    inks, faces = Inks(theme()), Typefaces(theme())
    levels = Levels(theme(), inks, faces)
    body = levels.of(master().templates["text"].frames["body"])
    assert [(level.role, level.depth, level.bullet) for level in body] == [
        ("body", 0, ""),
        *(("list", depth, sign) for depth, sign in enumerate("•––")),
    ]
    assert len(levels.of(master().templates["text"].frames["title"])) == 1
    root = etree.fromstring(f'<x xmlns:a="{A}">{levels.markup(body)}</x>'.encode())
    sizes = [node.get("sz") for node in root.iter(f"{{{A}}}defRPr")]
    assert sizes == ["2100"] * 4
    [first, *_] = root.iter(f"{{{A}}}spcPct")
    assert int(first.get("val")) == 1000 * percent(theme().slide.styles["body"])


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("•", Bullet(sign="•")),
        ("–", Bullet(sign="–")),
        ("3.", Bullet(scheme="arabicPeriod", number=3)),
        ("12)", Bullet(scheme="arabicParenR", number=12)),
        ("(b)", Bullet(scheme="alphaLcParenBoth", number=2)),
        ("C.", Bullet(scheme="alphaUcPeriod", number=3)),
        ("7", Bullet(scheme="arabicPlain", number=7)),
        ("0.", Bullet(written="0.")),
        ("a", Bullet(written="a")),
        ("[12]", Bullet(written="[12]")),
        ("(3.", Bullet(written="(3.")),
        ("Note", Bullet(written="Note")),
    ],
)
def test_labels_become_bullets(label: str, expected: Bullet) -> None:
    assert bullet(f" {label} ") == expected


def test_a_list_has_one_start_and_a_jump_begins_another() -> None:
    count = Numbering()
    starts = [count.start(bullet(label), 0) for label in ("4.", "5.", "6.", "9.", "10.")]
    assert starts == [4, 4, 4, 9, 9]
    assert count.start(bullet("a)"), 1) == 1
    assert count.start(bullet("11."), 0) == 9
    assert count.start(bullet("a)"), 1) == 1
    assert count.start(Bullet(), 0) == 1
    assert count.start(bullet("12."), 0) == 12


def maker() -> TextMaker:
    return TextMaker(Inks(theme()), Typefaces(theme()), "en-GB", lambda t: f"<link {t}/>")


def test_a_paragraph_says_only_what_its_level_does_not() -> None:
    levels = Levels(theme(), Inks(theme()), Typefaces(theme()))
    level = levels.of(master().templates["text"].frames["body"])[0]
    style = theme().slide.styles["body"]
    plain = maker().paragraph((Run("a < b"),), style, Shape(before=9.0), (0, level))
    assert plain == (
        '<a:p><a:r><a:rPr lang="en-GB"/><a:t>a &lt; b</a:t></a:r><a:endParaRPr lang="en-GB"/></a:p>'
    )
    other = maker().paragraph((Run("x", strong=True),), style.scaled(0.9), Shape(), (0, level))
    assert 'sz="1890" b="1"' in other
    assert '<a:spcBef><a:spcPts val="0"/>' in other


def test_line_breaks_and_written_labels() -> None:
    style = theme().slide.styles["body"]
    broken = maker().paragraph((Run("one\ntwo"),), style, Shape())
    assert broken.count("<a:br>") == 1
    shape = Shape(left=30.0, hanging=30.0, bullet=bullet("[3]"))
    labelled = maker().paragraph((Run("Source"),), style, shape)
    assert "<a:t>[3]\t</a:t>" in labelled
    assert f'<a:tab pos="{30 * markup.EMU}" algn="l"/>' in labelled


def test_lines_with_a_link_stand_at_an_exact_distance() -> None:
    style = theme().slide.styles["body"]
    linked = maker().paragraph((Run("x", link="https://a.example"),), style, Shape())
    assert '<a:lnSpc><a:spcPts val="2772"/></a:lnSpc>' in linked
    assert "spcPct" in maker().paragraph((Run("x"),), style, Shape())


def test_characters_without_a_place_in_xml_are_refused() -> None:
    assert markup.value('a"b\n&') == "a&quot;b&#10;&amp;"
    for wrong in ("\0", "\x0b", "\ud800", "\ufffe"):
        with pytest.raises(SceneError, match="cannot stand in XML"):
            markup.text(f"a{wrong}")


def test_running_texts_are_found_where_their_entry_stands() -> None:
    style = theme().slide.styles["running"]
    entry = Furniture(text="{running}", role="running", x=48.0, y=513.0, width=600.0, height=16.0)
    page = Page(3, "text")
    word = GlyphRun("f", (), "Here", 0.0)
    page.furniture = [TextItem(48.0, 513.0 + style.size, style.size, (word,), "muted")]
    assert resolved(page, entry, style) == "Here"
    page.furniture = [TextItem(700.0, 513.0 + style.size, style.size, (word,), "muted")]
    assert resolved(page, entry, style) == ""


def test_moments_are_told_in_utc() -> None:
    east = timezone(timedelta(hours=9))
    assert stamp(datetime(2019, 3, 22, 8, tzinfo=east)) == "2019-03-21T23:00:00Z"
    assert stamp(datetime(2019, 3, 22, 8)) == "2019-03-22T08:00:00Z"


def test_python_pptx_finds_the_parts_and_relationships_that_were_made() -> None:
    from pptx.opc.package import OpcPackage

    package = assembly.Package()
    main = package.part("/ppt/presentation.xml", assembly.CT.PML_PRESENTATION_MAIN, "<x/>")
    slide = package.part("/ppt/slides/slide1.xml", assembly.CT.PML_SLIDE, "<y/>")
    picture = package.part("/ppt/media/image1.png", assembly.CT.PNG, b"png")
    package.root(main, assembly.RT.OFFICE_DOCUMENT)
    assert main.relate(slide, assembly.RT.SLIDE) == "rId1"
    assert slide.relate(picture, assembly.RT.IMAGE) == "rId1"
    assert slide.relate(main, assembly.RT.SLIDE_LAYOUT) == "rId2"
    assert slide.link('https://un.org/?a=1&b="2"') == "rId3"
    assert slide.link('https://un.org/?a=1&b="2"') == "rId3"
    assert slide.relate(picture, assembly.RT.IMAGE) == "rId1"
    saved = package.save()
    assert saved == package.save()

    read = OpcPackage.open(io.BytesIO(saved))
    found = {part.partname: part for part in read.iter_parts()}
    assert list(found) == [
        "/ppt/presentation.xml",
        "/ppt/slides/slide1.xml",
        "/ppt/media/image1.png",
    ]
    kinds = [part.content_type for part in found.values()]
    assert kinds == [main.kind, slide.kind, picture.kind]
    rels = found["/ppt/slides/slide1.xml"].rels
    assert rels["rId1"].target_part.blob == b"png"
    assert rels["rId2"].target_part is found["/ppt/presentation.xml"]
    assert rels["rId2"].target_ref == "../presentation.xml"
    assert rels["rId3"].is_external
    assert rels["rId3"].target_ref == 'https://un.org/?a=1&b="2"'
    again = io.BytesIO()
    read.save(again)
    with zipfile.ZipFile(io.BytesIO(saved)) as ours, zipfile.ZipFile(again) as theirs:
        assert ours.namelist() == [
            *("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"),
            *("ppt/_rels/presentation.xml.rels", "ppt/slides/slide1.xml"),
            *("ppt/slides/_rels/slide1.xml.rels", "ppt/media/image1.png"),
        ]
        for name in ours.namelist():
            if name.endswith(".rels") or name.startswith("["):
                assert ours.read(name) == theirs.read(name), name


def test_new_relationships_of_a_carried_part_take_free_ids() -> None:
    package = assembly.Package()
    main = package.part("/ppt/presentation.xml", assembly.CT.PML_PRESENTATION_MAIN, "<x/>")
    slide = package.part("/ppt/slides/slide1.xml", assembly.CT.PML_SLIDE, "<y/>")
    assert slide.relate(main, assembly.RT.SLIDE_LAYOUT) == "rId1"
    slide.relations["rId3"] = slide.relations.pop("rId1")
    assert slide.link("https://un.org/") == "rId2"
    assert slide.link("https://un.int/") == "rId4"


def test_a_part_that_nothing_leads_to_is_left_out() -> None:
    package = assembly.Package()
    main = package.part("/ppt/presentation.xml", assembly.CT.PML_PRESENTATION_MAIN, "<x/>")
    package.part("/ppt/slides/slide1.xml", assembly.CT.PML_SLIDE, "<y/>")
    package.root(main, assembly.RT.OFFICE_DOCUMENT)
    with zipfile.ZipFile(io.BytesIO(package.save())) as archive:
        assert "ppt/slides/slide1.xml" not in archive.namelist()


def test_a_chain_of_links_may_be_as_long_as_a_deck() -> None:
    package = assembly.Package()
    last = package.part("/ppt/presentation.xml", assembly.CT.PML_PRESENTATION_MAIN)
    package.root(last, assembly.RT.OFFICE_DOCUMENT)
    for n in range(1, 3000):
        part = package.part(f"/ppt/slides/slide{n}.xml", assembly.CT.PML_SLIDE)
        last.relate(part, assembly.RT.SLIDE)
        last = part
    with zipfile.ZipFile(io.BytesIO(package.save())) as archive:
        assert len(archive.namelist()) == 1 + 1 + 2 * 3000 - 1
