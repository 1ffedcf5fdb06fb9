"""Words of a rendered deck, as a reader of the drawing sees them."""

from __future__ import annotations

from pathlib import Path


def words_of_slides(pdf: Path) -> str:
    """All words of the pages of ``pdf`` with single blanks between them."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        return " ".join(" ".join(page.get_text().split()) for page in document)
