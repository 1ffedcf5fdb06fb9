"""Fields, hidden slides, the way back, and the sheets that a deck prints on."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from layouts.furniture import DATE_GAP, date_entry
from layouts.runs import Remark, Run
from reports.writers.pptx.notes import notes_slide
from reports.writers.pptx.sheets import Marks
from tests.reports.deck_checks import CHECKS, A, P, Parts, R
from tests.reports.deck_look import master
from tests.reports.deck_specimen import DATE, dated, deck, scene, written

MASTERS = {
    "ppt/slideMasters/slideMaster1.xml": ["title", "body", "dt", "ftr", "sldNum"],
    "ppt/notesMasters/notesMaster1.xml": ["hdr", "dt", "sldImg", "body", "ftr", "sldNum"],
    "ppt/handoutMasters/handoutMaster1.xml": ["hdr", "dt", "ftr", "sldNum"],
}


def kinds(root: Any) -> list[str]:
    """Types of the placeholders of a part, in order."""
    return [mark.get("type") for mark in root.iter(f"{P}ph")]


def slide(parts: Parts, number: int) -> Any:
    return parts.tree(f"ppt/slides/slide{number}.xml")


def holder(root: Any, kind: str) -> Any:
    """The shape of a placeholder of this type."""
    return next(
        sp for sp in root.iter(f"{P}sp") if sp.find(f".//{P}ph[@type='{kind}']") is not None
    )


def target(parts: Parts, name: str, ident: str) -> str:
    """The part that a relationship of ``name`` leads to."""
    relation = parts.relations(name)[ident].get("Target")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), relation))


@pytest.mark.parametrize("without_notes", [False, True])
def test_every_master_has_its_placeholders_and_a_theme_of_its_own(without_notes: bool) -> None:
    made = scene()
    for page in made.pages if without_notes else ():
        page.notes = []
    parts = Parts(written(made))
    themes = []
    for name, wanted in MASTERS.items():
        root = parts.tree(name)
        assert kinds(root) == wanted
        [theme] = [
            key for key, r in parts.relations(name).items() if r.get("Type").endswith("/theme")
        ]
        themes.append(target(parts, name, theme))
        assert root.find(f"{P}clrMap") is not None
    assert len(set(themes)) == 3
    assert len({parts.blobs[name] for name in themes}) == 1
    listed = [child.tag.removeprefix(P) for child in parts.tree("ppt/presentation.xml")]
    assert listed[:4] == ["sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst"]
    assert all(list(check(parts)) == [] for check in CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_whole_packs_keep_the_rules_of_decks(
    check: Callable[[Parts], Iterator[str]], shipped: Path, limits: Path
) -> None:
    for path in sorted([*shipped.glob("*.pptx"), *limits.glob("*.pptx")]):
        assert list(check(Parts(path.read_bytes()))) == [], path.name


def test_layouts_offer_a_date_beside_the_number() -> None:
    parts = Parts(deck())
    field = holder(parts.tree("ppt/slideLayouts/slideLayout3.xml"), "dt").find(f".//{A}fld")
    assert (field.get("type"), field.find(f"{A}t").text) == ("datetime1", f"{DATE:%Y-%m-%d}")
    entry = date_entry(master().templates["text"])
    assert entry is not None
    placed = {e.field: e for e in master().templates["text"].furniture}
    assert entry.x >= placed["footer"].x + placed["footer"].width + DATE_GAP - 0.01
    assert entry.x + entry.width == pytest.approx(placed["number"].x - DATE_GAP)
    assert date_entry(master().templates["cover"]) is None
    shown = {name: parts.tree(name).find(f"{P}hf") for name in MASTERS}
    assert [dict(hf.attrib) for hf in shown.values()] == [
        {"hdr": "0", "dt": "0"},
        *[{"ftr": "0", "dt": "0"}] * 2,
    ]
    assert all("dt" not in kinds(root) for root in parts.slides())


def test_a_date_of_words_stands_on_every_slide_with_a_number() -> None:
    parts = Parts(written(dated("20 March 2019")))
    assert all(list(check(parts)) == [] for check in CHECKS)
    for number, root in enumerate(parts.slides(), 1):
        assert ("dt" in kinds(root)) == (number > 1)
    shape = holder(slide(parts, 5), "dt")
    assert shape.find(f".//{A}fld") is None
    assert [node.text for node in shape.iter(f"{A}t")] == ["20 March 2019"]
    notes = parts.tree("ppt/notesSlides/notesSlide3.xml")
    assert [node.text for node in holder(notes, "dt").iter(f"{A}t")] == ["20 March 2019"]
    assert parts.tree("ppt/slideMasters/slideMaster1.xml").find(f"{P}hf").get("dt") is None


def test_a_live_date_is_a_field_and_the_bytes_know_no_day_but_that_of_the_document() -> None:
    made = dated("00/00/0000", live=True)
    first, second = (written(made, date=datetime(2020, month, 9)) for month in (5, 6))
    assert first == written(made, date=datetime(2020, 5, 9))
    for blob, day in ((first, "2020-05-09"), (second, "2020-06-09")):
        field = holder(slide(Parts(blob), 5), "dt").find(f".//{A}fld")
        assert (field.get("type"), field.find(f"{A}t").text) == ("datetime1", day)


def test_a_date_that_is_too_long_is_cut_as_running_texts_are() -> None:
    parts = Parts(written(dated("a date of very many words " * 3)))
    assert holder(slide(parts, 5), "dt").find(f".//{A}t").text.endswith("…")


def test_every_slide_but_cover_and_contents_leads_back_to_the_contents() -> None:
    parts = Parts(deck())
    for number, root in enumerate(parts.slides(), 1):
        found = [mark for mark in root.iter(f"{P}cNvPr") if mark.find(f"{A}hlinkClick") is not None]
        if number < 3:
            assert found == []
            continue
        [mark] = found
        link = mark.find(f"{A}hlinkClick")
        assert mark.get("name") == "Footer"
        assert link.get("action") == "ppaction://hlinksldjump"
        assert link.get("tooltip") == "Back to the contents"
        name = f"ppt/slides/slide{number}.xml"
        assert target(parts, name, link.get(R + "id")) == "ppt/slides/slide2.xml"
        run = holder(root, "ftr").find(f".//{A}rPr")
        assert list(run) == []


def test_without_contents_nothing_leads_back() -> None:
    made = scene()
    made.home = None
    assert b"tooltip" not in b"".join(Parts(written(made)).blobs.values())


def test_hidden_slides_are_marked_and_counted() -> None:
    made = scene()
    for page in made.pages[-2:]:
        page.hidden, page.section = True, "Kept for questions"
    parts = Parts(written(made))
    shown = [root.get("show") for root in parts.slides()]
    assert shown == [None] * (len(shown) - 2) + ["0", "0"]
    assert b"<HiddenSlides>2</HiddenSlides>" in parts.blobs["docProps/app.xml"]
    assert b"<HiddenSlides>0</HiddenSlides>" in Parts(deck()).blobs["docProps/app.xml"]
    numbers = [f.text for f in slide(parts, len(shown)).iterfind(f".//{A}fld/{A}t")]
    assert numbers == [str(len(shown))]


@pytest.mark.parametrize(("count", "scale"), [(1, None), (6, None), (7, "92500"), (40, "62500")])
def test_long_notes_shrink_to_their_page(count: int, scale: str | None) -> None:
    made = scene()
    made.pages[2].notes = [Remark((Run("words " * 35),))] * count
    body = holder(Parts(written(made)).tree("ppt/notesSlides/notesSlide3.xml"), "body")
    fit = body.find(f"{P}txBody/{A}bodyPr/{A}normAutofit")
    assert (None if fit is None else fit.get("fontScale")) == scale


def test_the_number_of_a_slide_that_is_not_there_is_a_dash() -> None:
    from tests.reports.test_pptx_parts import maker

    marks = Marks("Short", "2019-03-22", "en-GB")
    remarks = [Remark((Run("see slide "), Run("0", page_of="nowhere")))]
    assert "<a:t>–</a:t>" in notes_slide(remarks, 3, (960, 540), marks, maker(), {})


def test_pythonpptx_reads_the_notes_as_its_own() -> None:
    found = Presentation(io.BytesIO(deck()))
    notes = found.slides[2].notes_slide
    assert [p.placeholder_format.type.name for p in notes.placeholders] == [
        *("HEADER", "SLIDE_IMAGE", "BODY", "SLIDE_NUMBER")
    ]
    assert found.notes_master.placeholders
    first = replace(scene().pages[2].notes[0]).runs[0].text
    assert notes.notes_text_frame.text.startswith(first)
