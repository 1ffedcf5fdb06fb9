"""What outsiders say of the documents that the program makes of whole packs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from reports.landing import folded
from tests import judges, judges_pptx

pytestmark = pytest.mark.conform

FACTS = [
    "Second High-level United Nations Conference on South-South Cooperation",
    "BAPA+40",
    "Buenos Aires",
    "20–22 March 2019",
    "fortieth anniversary",
    "an opportunity to achieve the 2030 Agenda for Sustainable Development",
    "Buenos Aires Plan of Action for Promoting and Implementing Technical Cooperation among "
    "Developing Countries",
    "138 Member States",
    "18 September",
    "12 September",
    "1960s and 1970s",
    "Cold War",
    "respect for sovereignty",
    "non-interference in internal affairs",
    "equality of rights",
    "legal frameworks and financing mechanisms",
    "national, regional, interregional and global",
    "an instrument capable of promoting the exchange of successful experiences among countries "
    "that share similar historical realities and similar challenges",
    "South-South",
    "North-South",
    "Triangular",
    "JICA",
    "Cambodia",
    "Colombia",
    "more than half",
    "more than a quarter",
    "a third",
    "466 billion",
    "2017",
    "more than 100",
    "United Nations Office for South-South Cooperation",
    "Innovative forms of knowledge exchange, technology transfer, emergency response and recovery "
    "of livelihoods led by the South are transforming lives",
    "The facts speak for themselves",
    "António Guterres",
    "Cuba",
    "West Africa",
    "Ebola",
    "Mexico",
    "Kenya",
    "maize",
    "Mesoamerica",
    "hunger",
    "Chile",
    "Caribbean",
    "label",
]
"""What the shipped pack must say in both documents, by readers that are not ours."""


PRESS = "torture-press-en"
"""The edition of the pack at its limits that is judged weekly."""


def pdfs(*folders: Path) -> list[Path]:
    """Those for the screen, but for :data:`PRESS`; print editions have judges of their own."""
    found = (path for folder in folders for path in folder.glob("*.pdf"))
    return sorted(p for p in found if not p.stem.endswith("-print") and p.stem != PRESS)


def decks(*folders: Path) -> list[Path]:
    """All but :data:`PRESS`."""
    found = (path for folder in folders for path in folder.glob("*.pptx"))
    return sorted(path for path in found if path.stem != PRESS)


def deck_text(path: Path) -> str:
    """The words of a deck's slides: text frames, tables and charts, groups opened; no notes."""
    out: list[str] = []

    def read(shapes) -> None:  # type: ignore[no-untyped-def]
        for shape in shapes:
            if hasattr(shape, "shapes"):
                read(shape.shapes)
            elif getattr(shape, "has_table", False):
                out.extend(cell.text for row in shape.table.rows for cell in row.cells)
            elif getattr(shape, "has_chart", False):
                out.extend(str(category) for category in shape.chart.plots[0].categories)
            elif shape.has_text_frame:
                out.append(shape.text_frame.text)

    for slide in Presentation(str(path)).slides:
        read(slide.shapes)
    return folded(" ".join(out))


def test_verapdf_finds_nothing(shipped: Path, limits: Path) -> None:
    judges.need("java", "verapdf")
    assert judges.verapdf(pdfs(shipped, limits), ["ua1", "2a"]) == []


def test_page_validation_finds_nothing(shipped: Path, limits: Path) -> None:
    judges.need("page")
    assert judges.page_validation(pdfs(shipped, limits), ["ua1", "2a"]) == []


def test_qpdf_finds_nothing(shipped: Path, limits: Path) -> None:
    judges.need("qpdf")
    for path in pdfs(shipped, limits):
        assert judges.syntax(path) == ""


def test_reading_order_is_content_order(shipped: Path, limits: Path) -> None:
    for path in pdfs(shipped, limits):
        assert judges.unclaimed(path) == []
        assert judges.out_of_order(path) == []


def test_the_open_xml_sdk_finds_nothing(shipped: Path, limits: Path) -> None:
    judges_pptx.need_sdk()
    for path in decks(shipped, limits):
        assert judges_pptx.sdk(path) == []


def test_openxml_audit_finds_nothing(shipped: Path) -> None:
    """A second opinion, on every third deck."""
    judges_pptx.need_audit()
    for path in decks(shipped)[::3]:
        assert judges_pptx.audit(path) == []


@pytest.mark.slow
def test_the_others_too(shipped: Path, limits: Path) -> None:
    judges.need("java", "verapdf", "page", "qpdf")
    judges_pptx.need_sdk()
    judges_pptx.need_audit()
    page, deck = limits / f"{PRESS}.pdf", limits / f"{PRESS}.pptx"
    assert judges.verapdf([page], ["ua1", "2a"]) == []
    assert judges.page_validation([page], ["ua1", "2a"]) == []
    assert judges.syntax(page) == ""
    assert judges.unclaimed(page) == judges.out_of_order(page) == []
    assert judges_pptx.sdk(deck) == []
    for path in [*decks(shipped, limits), deck]:
        assert judges_pptx.audit(path) == []


@pytest.mark.parametrize("audience", ["delegation", "press"])
def test_every_fact_is_in_both_documents(shipped: Path, audience: str) -> None:
    judges.need("pdftotext")
    stem = shipped / f"buenos-aires-{audience}-en"
    words = " ".join(judges.words(stem.with_suffix(".pdf")))
    # A reader gives line by line: words go on after a soft hyphen, and after a written one.
    page = folded(words.replace("\N{SOFT HYPHEN} ", "").replace("- ", "-")).casefold()
    slide = deck_text(stem.with_suffix(".pptx")).casefold()
    for fact in FACTS:
        assert fact.casefold() in slide, fact
    for fact in FACTS:
        assert fact.casefold() in page, fact


def test_a_fact_that_is_not_there_is_missed(shipped: Path) -> None:
    assert "139 member states" not in deck_text(decks(shipped)[0]).casefold()


def test_no_picture_of_text(shipped: Path) -> None:
    """Slides of the shipped pack hold no picture at all, and each has words of its own."""
    for path in decks(shipped):
        for slide in Presentation(str(path)).slides:
            kinds = [type(shape).__name__ for shape in slide.shapes]
            assert not any("Picture" in kind for kind in kinds)
            assert slide.shapes.title.text_frame.text.strip()
