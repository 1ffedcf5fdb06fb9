"""Make all pictures of the documentation: ``python docs/make_pictures.py``.

A sheet of the shipped pack for each audience, and those of the pages on block kinds
(``make_block_pages``).

Needs the extra ``test`` (PyMuPDF) and LibreOffice with its Python bridge, which draws the deck.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PICTURES = ROOT / "docs" / "pictures"
PAGE_HEIGHT, SLIDE_HEIGHT, GAP, WIDTH, COLOURS = 400, 193, 14, 1440, 96
GROUND = (226, 231, 236)


def main() -> None:
    """Draw the pages on block kinds, and for each audience some pages and slides side by side."""
    import make_block_pages

    from reports import cli
    from reports.config import Layouts
    from tests.render.fonts import carried_fonts
    from tests.render.libreoffice import render

    make_block_pages.main()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        words = ["build", "--audience", "all", "--strict", "--out", str(out), "--quiet"]
        if cli.main(words):
            raise SystemExit("the pack could not be built")
        for audience in Layouts().audiences():
            stem = f"buenos-aires-{audience}-en"
            paper, made = next(out.glob(f"{stem}*.pdf")), out / f"{stem}.pptx"
            drawn = None
            if made.is_file():
                (out / audience).mkdir()
                drawn = render(made, out / audience, carried_fonts(made, out / audience / "fonts"))
            sheet(paper, drawn).quantize(COLOURS).save(PICTURES / f"{audience}.png", optimize=True)


def sheet(pages: Path, slides: Path | None):  # type: ignore[no-untyped-def]
    """Up to four pages in one row, and up to eight slides in rows of four below them."""
    from PIL import Image

    shown: list[Any] = []
    for most in (4, 3, 2):
        shown = [picture(pages, number, PAGE_HEIGHT) for number in spread(pages, most)]
        if sum(one.width + GAP for one in shown) + GAP <= WIDTH:
            break
    numbers = spread(slides, 8) if slides else []
    drawn = [picture(slides, number, SLIDE_HEIGHT) for number in numbers if slides]
    rows = [shown, *(drawn[n : n + 4] for n in range(0, len(drawn), 4))]
    height = GAP + sum(row[0].height + GAP for row in rows)
    ground = Image.new("RGB", (WIDTH, height), GROUND)
    top = GAP
    for row in rows:
        left = (WIDTH - sum(one.width + GAP for one in row) + GAP) // 2
        for one in row:
            ground.paste(one, (left, top))
            left += one.width + GAP
        top += row[0].height + GAP
    return ground


def spread(pdf: Path, most: int) -> list[int]:
    """Numbers of up to ``most`` pages: the first, and others from front to back."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        count = len(document)
    shown = min(most, count)
    return [1 + n * (count - 1) // max(shown - 1, 1) for n in range(shown)]


def picture(pdf: Path, number: int, height: int):  # type: ignore[no-untyped-def]
    """One page as a picture of this height."""
    import pymupdf
    from PIL import Image

    with pymupdf.open(pdf) as document:
        page = document[number - 1]
        zoom = height / page.rect.height
        drawn = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom))
        return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


if __name__ == "__main__":
    main()
