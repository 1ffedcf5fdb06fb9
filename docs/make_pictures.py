"""Make the pictures of the documentation from the shipped pack: ``python docs/make_pictures.py``.

Needs the extra ``test`` (PyMuPDF) and LibreOffice with its Python bridge, which draws the deck.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PICTURES = ROOT / "docs" / "pictures"
PAGE_HEIGHT, SLIDE_HEIGHT, GAP = 400, 193, 14
PAPER, GROUND = (255, 255, 255), (226, 231, 236)


def main() -> None:
    """Build every audience and lay pages and slides out side by side."""
    from reports import cli
    from tests.render.fonts import carried_fonts
    from tests.render.libreoffice import render

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        if cli.main(["build", "--audience", "all", "--out", str(out), "--quiet"]):
            raise SystemExit("the pack could not be built")
        for audience, pages, slides in (
            ("delegation", (1, 3, 7, 8), (1, 3, 7, 9, 10, 13, 15, 16)),
            ("press", (1, 3, 4, 7), (1, 3, 5, 6, 8, 11, 12, 14)),
        ):
            stem = out / f"buenos-aires-{audience}-en"
            (out / audience).mkdir()
            made = stem.with_suffix(".pptx")
            fonts = carried_fonts(made, out / audience / "fonts")
            deck = render(made, out / audience, fonts)
            sheet(stem.with_suffix(".pdf"), pages, deck, slides, PICTURES / f"{audience}.png")


def sheet(pdf: Path, pages: tuple[int, ...], deck: Path, slides: tuple[int, ...], to: Path) -> None:
    """Pages in one row, slides in two rows below them."""
    from PIL import Image

    shown = [picture(pdf, number, PAGE_HEIGHT) for number in pages]
    drawn = [picture(deck, number, SLIDE_HEIGHT) for number in slides]
    across = len(drawn) // 2
    width = GAP + sum(d.width + GAP for d in drawn[:across])
    left = (width - sum(p.width + GAP for p in shown) + GAP) // 2
    height = GAP * 4 + PAGE_HEIGHT + SLIDE_HEIGHT * 2
    ground = Image.new("RGB", (width, height), GROUND)
    for page in shown:
        ground.paste(page, (left, GAP))
        left += page.width + GAP
    for n, slide in enumerate(drawn):
        x = GAP + (n % across) * (slide.width + GAP)
        y = GAP * 2 + PAGE_HEIGHT + (n // across) * (SLIDE_HEIGHT + GAP)
        ground.paste(slide, (x, y))
    ground.quantize(128).save(to, optimize=True)


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
