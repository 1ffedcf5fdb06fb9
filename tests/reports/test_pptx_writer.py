"""The deck writer: what python-pptx reads back, the rules of a deck, and a twin for each rule."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from layouts.scene import Fragment
from tests.reports import deck_checks
from tests.reports.deck_checks import CHECKS, A, P, Parts
from tests.reports.deck_look import master, theme
from tests.reports.deck_specimen import DATE, deck, scene, written
from tests.reports.deck_twins import put, twin

ROOT = Path(__file__).resolve().parents[2]
BULLET, NUMBER = f"{A}buChar", f"{A}buAutoNum"
Change = Callable[[bytes], bytes | None]


@cache
def parts() -> Parts:
    return Parts(deck())


@cache
def slides() -> Any:
    return Presentation(io.BytesIO(deck())).slides


def titled(words: str) -> Any:
    """The slide with this title."""
    return next(slide for slide in slides() if slide.shapes.title.text == words)


def shape(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_deck_keeps(check: Callable[[Parts], Iterator[str]]) -> None:
    assert list(check(parts())) == []


RED = 'rPr lang="en-GB"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr'
TEXT, TABLE, CHART = (f"ppt/slides/slide{n}.xml" for n in (3, 7, 11))
FLOW, PICTURE = (f"ppt/slides/slide{n}.xml" for n in (28, 29))
_GRAPH = "ppt/charts/chart1.xml"
TWINS: list[tuple[str, str, Change]] = [
    ("theme_only", TEXT, put('rPr lang="en-GB"/', RED)),
    ("theme_only", _GRAPH, put(r'typeface="\+m[nj]-lt"', 'typeface="Calibri"')),
    ("languages", TEXT, put('<a:endParaRPr lang="en-GB"/>', "<a:endParaRPr/>")),
    ("languages", CHART, put('rPr lang="en-GB"', 'rPr dirty="0"')),
    ("reading_order", TEXT, put('type="title"', 'type="body" idx="77"')),
    ("reading_order", TEXT, put('type="ftr"', 'type="sldNum"')),
    ("described", CHART, put('descr="Numbers', 'title="Numbers')),
    ("described", FLOW, put('descr="Japan pays', 'title="Japan pays')),
    ("described", PICTURE, put("descr=", "title=")),
    ("identifiers", TABLE, put('cNvPr id="3"', 'cNvPr id="2"')),
    ("identifiers", FLOW, put(r'stCxn id="\d+"', 'stCxn id="999"')),
    ("relationships", TEXT, put('r:id="rId', 'r:id="rId9')),
    ("relationships", "ppt/slides/_rels/slide3.xml.rels", put("https:", "file:")),
    ("relationships", "ppt/slides/_rels/slide11.xml.rels", put("chart1", "chart77")),
    ("bullets", TEXT, put("<a:t>Respect", "<a:t>• Respect")),
    ("bullets", TEXT, put("<a:t>Respect", "<a:t>1. Respect")),
    ("inherited", TEXT, put(r'(type="sldNum".*?<a:rPr lang="en-GB")/>', r'\1 sz="1200"/>')),
    ("inherited", TEXT, put(r'(type="title".*?<a:rPr lang="en-GB")/>', r'\1 b="1"/>')),
    ("frames", TEXT, put("<a:bodyPr/>", '<a:bodyPr wrap="none"/>')),
    ("frames", TEXT, put("<a:bodyPr/>", "<a:bodyPr><a:normAutofit/></a:bodyPr>")),
]


@pytest.mark.parametrize(("check", "part", "change"), TWINS)
def test_a_broken_twin_is_seen(check: str, part: str, change: Change) -> None:
    assert list(getattr(deck_checks, check)(Parts(twin(deck(), part, change))))


def test_a_clock_in_the_archive_is_seen() -> None:
    broken = Parts(deck())
    broken.infos[3].date_time = (2024, 1, 1, 0, 0, 0)
    assert list(deck_checks.clock(broken))


def test_nothing_but_the_input_shows_in_the_bytes() -> None:
    code = (
        "import hashlib; from tests.reports.deck_specimen import deck;"
        "print(hashlib.sha256(deck()).hexdigest())"
    )
    here = hashlib.sha256(deck()).hexdigest()
    assert hashlib.sha256(written(scene())).hexdigest() == here
    odd = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **odd, "PYTHONPATH": str(ROOT)},
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == here
    assert written(scene(), date=DATE.replace(year=2020)) != deck()


def test_layouts_are_those_of_the_master_and_no_others() -> None:
    deck_ = Presentation(io.BytesIO(deck()))
    titles = [template.title for template in master().templates.values()]
    assert [layout.name for layout in deck_.slide_layouts] == titles
    for page, slide in zip(scene().pages, deck_.slides, strict=True):
        assert slide.slide_layout.name == master().templates[page.template].title
        assert slide.shapes.title.text == page.title
    blob = b"".join(parts().blobs.values())
    assert b"Office Theme" not in blob
    assert b"printerSettings" not in blob


def test_every_word_set_is_in_the_deck() -> None:
    for page, slide in zip(scene().pages, parts().slides(), strict=True):
        words = "".join(node.text or "" for node in slide.iter(f"{A}t"))
        folded = "".join(words.split())
        for fragment in page.fragments:
            for text in _told(fragment):
                assert "".join(text.split()) in folded


def _told(fragment: Fragment) -> Iterator[str]:
    plan = fragment.plan
    if hasattr(plan, "paragraph"):
        yield "".join(run.text for run in plan.part(*fragment.part) if run.page_of is None)
    elif hasattr(plan, "bands"):
        for band in plan.bands[slice(*fragment.part)]:
            for form in band.shapes:
                yield from ("".join(run.text for run in runs) for runs, _, _ in form.paragraphs)
    elif hasattr(plan, "table"):
        for row in plan.table.rows[slice(*fragment.part)]:
            yield from ("".join(run.text for run in cell.runs) for cell in row)


def test_placeholders_hold_the_text_and_keep_their_place() -> None:
    body = shape(titled("Runs, links and lists"), "texts.runs texts.french texts.bullets")
    assert body.placeholder_format.idx == 1
    assert body._element.spPr.xfrm is None
    assert len(body.text_frame.paragraphs) == 6
    assert [p.level for p in body.text_frame.paragraphs] == [0, 0, 0, 1, 1, 2]
    french = body.text_frame.paragraphs[1].runs[0]
    assert french._r.rPr.get("lang") == "fr-FR"
    assert french._r.rPr.get("sz") is None


def test_sizes_that_differ_from_the_layout_stand_on_the_run() -> None:
    body = shape(titled("A numbered list"), "texts.numbers")
    assert {run.font.size.pt for p in body.text_frame.paragraphs for run in p.runs} == {16.8}


def test_numbers_are_counted_by_powerpoint_and_go_on_over_slides() -> None:
    starts = []
    for words in ("A numbered list", "A numbered list (2)"):
        marks = list(shape(titled(words), "texts.numbers")._element.iter(f"{A}buAutoNum"))
        assert {mark.get("type") for mark in marks} == {"arabicPeriod"}
        starts.append({mark.get("startAt") for mark in marks})
    assert starts == [{None}, {"11"}]


def test_tables_keep_rows_widths_and_heads() -> None:
    rows = []
    for words in ("A table over two slides", "A table over two slides (2)"):
        frame = shape(titled(words), "tables.long")
        assert frame.is_placeholder
        table = frame.table
        assert table.first_row
        assert table.first_col
        assert [cell.text for cell in table.rows[0].cells][0] == "Country"
        rows += [row.cells[0].text for row in list(table.rows)[1:]]
        assert frame.height == sum(row.height for row in table.rows)
        assert frame.width == pytest.approx(sum(c.width for c in table.columns), abs=5)
    assert rows == [f"Country {n}" for n in range(1, 15)]
    styles = parts().tree("ppt/tableStyles.xml")
    known = {style.get("styleId") for style in styles}
    used = {node.text for slide in parts().slides() for node in slide.iter(f"{A}tableStyleId")}
    assert used == known
    banded = shape(titled("Shaded rows and cells over columns"), "tables.banded").table
    assert banded.horz_banding
    assert banded.cell(0, 1).span_width == 2


def test_links_lead_where_they_say() -> None:
    slide = titled("Runs, links and lists")
    runs = [
        r
        for p in shape(slide, "texts.runs texts.french texts.bullets").text_frame.paragraphs
        for r in p.runs
    ]
    outside = next(run for run in runs if run.text == "the United Nations")
    assert outside.hyperlink.address == "https://www.un.org/a?b=1&c=2"
    inside = next(run for run in runs if run.text == "the table")._r.rPr.hlinkClick
    assert inside.get("action") == "ppaction://hlinksldjump"
    target = slide.part.related_part(inside.rId).slide
    assert target.shapes.title.text == "A table over two slides"
    numbers = [p.runs[-1].text for p in shape(titled("Contents"), "contents").text_frame.paragraphs]
    assert numbers == ["3", "7", "11"]


def test_notes_have_paragraphs_weight_and_links() -> None:
    notes = titled("Runs, links and lists").notes_slide
    paragraphs = notes.notes_text_frame.paragraphs
    assert [p.text for p in paragraphs] == [
        "First paragraph of the notes, with weight.",
        *("A point", "a point below it", "See the source."),
        *("Step 1 of one list", "Step 2 of one list"),
        *("Step 1 of the next", "Step 2 of the next"),
        "There is a table on slide 7",
    ]
    assert paragraphs[0].runs[1].font.bold
    assert paragraphs[3].runs[1].hyperlink.address == "https://www.un.org/notes"
    assert all(slide.has_notes_slide for slide in slides())
    assert sum(bool(slide.notes_slide.notes_text_frame.text) for slide in slides()) == 1


def test_lists_in_the_notes_are_lists() -> None:
    paragraphs = titled("Runs, links and lists").notes_slide.notes_text_frame.paragraphs
    marks = [
        next((node.get("char") or node.get("type") for node in p._pPr.iter(BULLET, NUMBER)), None)
        if p._pPr is not None
        else None
        for p in paragraphs
    ]
    one, next_ = ["arabicPeriod"] * 2, ["arabicParenR"] * 2
    assert marks == [None, "•", "–", None, *one, *next_, None]
    assert [p.level for p in paragraphs] == [0, 0, 1, *[0] * 6]
    indents = [(p._pPr.get("marL"), p._pPr.get("indent")) for p in paragraphs[1:3]]
    assert indents == [("228600", "-228600"), ("457200", "-228600")]


def test_connectors_are_glued_and_groups_described() -> None:
    group = shape(titled("Who gives what"), "diagrams.flow")
    assert group._element.nvGrpSpPr.cNvPr.get("descr").startswith("Japan pays")
    names = {inner.shape_id: inner.name for inner in group.shapes}
    glued = [
        tuple(
            names[int(end.get("id"))]
            for end in (cxn.find(f".//{A}stCxn"), cxn.find(f".//{A}endCxn"))
        )
        for cxn in group._element.iter(f"{P}cxnSp")
        if cxn.find(f".//{A}stCxn") is not None
    ]
    assert glued == [
        ("diagrams.flow/japan", "diagrams.flow/cambodia"),
        ("diagrams.flow/cambodia", "diagrams.flow/colombia"),
    ]


def test_a_picture_is_stored_once_and_described_or_decorative() -> None:
    assert len(parts().named(r"ppt/media/.*")) == 1
    shown = shape(titled("A picture"), "pictures.shown")
    assert shown._element._nvXxPr.cNvPr.get("descr") == "Four coloured discs in a row"
    assert shown.width / shown.height == pytest.approx(640 / 360, rel=0.001)
    plain = shape(titled("The same picture, as decoration"), "pictures.plain")
    assert plain._element.find(f".//{deck_checks.DECORATIVE}") is not None


def test_footers_are_placeholders_with_fields() -> None:
    for number, slide in enumerate(slides(), 1):
        kinds = {s.placeholder_format.type.name: s for s in slide.placeholders}
        if number == 1:
            assert "FOOTER" not in kinds
            continue
        assert kinds["FOOTER"].text_frame.text == "Specimen"
        field = kinds["SLIDE_NUMBER"]._element.find(f".//{A}fld")
        assert (field.get("type"), field.find(f"{A}t").text) == ("slidenum", str(number))
        assert dict(field.find(f"{A}rPr").attrib) == {"lang": "en-GB"}
        assert kinds["SLIDE_NUMBER"].text_frame.text.endswith(f" / {len(slides())}")


def test_sections_hold_every_slide_once() -> None:
    root = parts().tree("ppt/presentation.xml")
    space = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = {
        s.get("name"): len(list(s.iter(f"{space}sldId"))) for s in root.iter(f"{space}section")
    }
    assert list(sections)[1:] == ["Words", "Rows & columns", "Numbers", "Shapes"]
    assert sum(sections.values()) == len(slides())
    ids = [s.get("id") for s in root.iter(f"{space}section")]
    assert len(set(ids)) == len(ids)


def test_properties_say_what_the_deck_is() -> None:
    core = Presentation(io.BytesIO(deck())).core_properties
    assert core.title == "A specimen <of> the deck writer"
    assert (core.author, core.subject) == ("Briefpack", "Every kind of plan")
    assert (core.keywords, core.language) == ("deck, specimen", "en-GB")
    assert core.created == core.modified == DATE


def test_another_theme_restyles_the_deck_in_its_theme_part_alone() -> None:
    inks = {**theme().inks, "accent": replace(theme().inks["accent"], rgb="#118855")}
    other = Parts(written(scene(), theme=replace(theme(), inks=inks)))
    slides_ = r"ppt/slides/slide\d+\.xml"
    assert all(other.blobs[name] == parts().blobs[name] for name in other.named(slides_))
    assert b"118855" in other.blobs["ppt/theme/theme1.xml"]
