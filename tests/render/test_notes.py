"""Notes pages drawn by LibreOffice: all that is said stands on its page, below the slide."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from pptx import Presentation

from tests.judges_pptx import need_office
from tests.render.libreoffice import render

pytestmark = pytest.mark.render
MARGIN = 24.0
SMALLEST = 6.5
"""Points below which nobody reads on paper."""


def faults(deck: Path, pdf: Path) -> list[str]:
    """Notes that are not on their page, or that reach over its edge; too small type."""
    out: list[str] = []
    slides = Presentation(str(deck)).slides
    with pymupdf.open(pdf) as pages:
        assert len(pages) == len(slides)
        for number, (slide, page) in enumerate(zip(slides, pages, strict=True), 1):
            assert page.rect.height > page.rect.width
            inner = page.rect + (MARGIN, 0, -MARGIN, -MARGIN)
            drawn = "".join(page.get_text("text", clip=inner).split())
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                if "".join(paragraph.text.split()) not in drawn:
                    out.append(f"slide {number}: {paragraph.text[:40]!r} is not there")
            below = pymupdf.Rect(0, page.rect.height * 0.42, page.rect.width, page.rect.height)
            for block in page.get_text("dict", clip=below)["blocks"]:
                for line in block.get("lines", ()):
                    sizes = [span["size"] for span in line["spans"] if span["text"].strip()]
                    if sizes and min(sizes) < SMALLEST:
                        out.append(f"slide {number}: type of {min(sizes):.1f} pt")
    return out


def test_the_shipped_notes(shipped: Path, tmp_path: Path) -> None:
    need_office()
    deck = shipped / "buenos-aires-delegation-en.pptx"
    pdf = render(deck, tmp_path, notes=True)
    assert faults(deck, pdf) == []
    changed = Presentation(str(deck))
    said = changed.slides[4].notes_slide.notes_text_frame.paragraphs[0].runs[0]
    said.text = "Words that were never drawn"
    twin = tmp_path / "twin.pptx"
    changed.save(str(twin))
    assert [fault[:8] for fault in faults(twin, pdf)] == ["slide 5:"]


def test_notes_at_their_longest(limits: Path, tmp_path: Path) -> None:
    need_office()
    deck = limits / "torture-delegation-en.pptx"
    assert faults(deck, render(deck, tmp_path, notes=True)) == []
