"""Make the pictures of the pages on block kinds: ``python docs/make_block_pages.py``.

The examples of docs/blocks/*.md become the sections of docs/blocks/example/, which is built for
delegations. Needs the extra ``test`` (PyMuPDF) and LibreOffice, which draws the deck.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WIDTH, COLOURS = 840, 64
MARGIN, GAP, KEPT = 10, 60, 22
"""In points: around what is shown of a page, the least gap that is shortened, and what is left."""
AUDIENCE = "delegation"


def main() -> None:
    """Copy the examples into the pack, build it, and draw page and slide of each."""
    from reports import cli
    from reports.editions import editions
    from tests.render.fonts import carried_fonts
    from tests.render.libreoffice import render
    from tests.reports.block_pages import EXAMPLE, PICTURES, all_examples, sections

    examples = all_examples()
    (EXAMPLE / "sections.yaml").write_text(sections(examples), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        if cli.main(["build", str(EXAMPLE), "--strict", "--out", str(out), "--quiet"]):
            raise SystemExit("the examples could not be built")
        pdf, deck = (out / f"blocks-{AUDIENCE}-en.{form}" for form in ("pdf", "pptx"))
        [edition] = editions(str(EXAMPLE), AUDIENCE, None)
        frame = edition.masters["page"].template("text")[1].frames["main"].rect
        (out / "drawn").mkdir()
        drawn = render(deck, out / "drawn", carried_fonts(deck, out / "fonts"))
        book = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        landed = book["packs"]["blocks"]["audiences"][AUDIENCE]["sections"]
        made = set()
        for example in examples:
            places = landed[example.section]
            page, slide = example.pictures
            made |= {page, slide}
            save(page_picture(pdf, places["pages"][0], frame), PICTURES / page)
            save(slide_picture(drawn, places["slides"][0]), PICTURES / slide)
    for left in PICTURES.glob("*.png"):
        if left.name not in made:
            left.unlink()


def save(picture: Any, to: Path) -> None:
    """With few colours, which takes a third of the bytes."""
    picture.quantize(COLOURS, dither=0).save(to, optimize=True)


def slide_picture(deck: Path, number: int) -> Any:
    """A slide as a picture."""
    import pymupdf

    with pymupdf.open(deck) as document:
        return pixels(document[number - 1], document[number - 1].rect, WIDTH)


def page_picture(pdf: Path, number: int, main: Any) -> Any:
    """What stands below the heading of the section in the frame of a page, long gaps shortened."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        page = document[number - 1]
        inside = (main.x, main.y - MARGIN, main.right, main.bottom)
        heading = page.get_text("dict", clip=inside, sort=True)["blocks"][0]
        top = heading["lines"][0]["bbox"][3] + 2
        frame = pymupdf.Rect(main.x - MARGIN, top, main.right + MARGIN, main.bottom + MARGIN)
        return shortened(pixels(page, frame, WIDTH), WIDTH / frame.width)


def pixels(page: Any, frame: Any, width: int) -> Any:
    """A part of a page as a picture of this width."""
    import pymupdf
    from PIL import Image

    zoom = width / frame.width
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), clip=frame)
    made = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
    return made.crop((0, 0, width, drawn.height))


def shortened(picture: Any, zoom: float) -> Any:
    """The picture without the white above and below, and with less of it where there is much."""
    from PIL import Image, ImageChops

    white = Image.new("RGB", picture.size, "white")
    inks, width = ImageChops.difference(picture, white).convert("L").tobytes(), picture.width
    inked = [y for y in range(picture.height) if any(inks[y * width : (y + 1) * width])]
    kept: list[int] = []
    for before, y in zip([inked[0] - 1, *inked], inked, strict=False):
        gap = range(before + 1, y)
        kept += gap if len(gap) < GAP * zoom else list(gap)[-round(KEPT * zoom) :]
        kept.append(y)
    edge = round(MARGIN * zoom)
    out = Image.new("RGB", (picture.width, len(kept) + 2 * edge), "white")
    for at, y in enumerate(kept):
        out.paste(picture.crop((0, y, picture.width, y + 1)), (0, edge + at))
    return out


if __name__ == "__main__":
    main()
