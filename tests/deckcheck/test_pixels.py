"""Contrast as computed against what LibreOffice draws: the same colours stand in the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from layouts.units import Rect
from reports.deckcheck.colour import Colour, ratio
from reports.deckcheck.contrasts import Seen, in_tables, on_shapes
from reports.deckcheck.deck import Deck
from reports.deckcheck.expected import Expected, expected
from reports.deckcheck.measure import extent
from reports.deckcheck.tables import tables
from reports.editions import editions
from tests.deckcheck.editing import Twin
from tests.deckcheck.faults import FAULTS
from tests.judges_pptx import need_office
from tests.render.fonts import carried_fonts
from tests.render.libreoffice import render

pytestmark = [pytest.mark.render, pytest.mark.slow]

PLANTED = ("pale run", "translucent run", "panel behind", "pale box", "dark cell", "dark head row")
ZOOM = 4
CLOSE = 4 / 255
"""Difference in a channel that rounding may make."""
FEWEST = 6
"""Pixels that must show the colour of a text: the middle of its strokes."""


class Shown:
    """The colours of the pixels of some slides."""

    def __init__(self, pdf: Path, slides: set[int]) -> None:
        import pymupdf
        from PIL import Image

        self.pictures = {}
        with pymupdf.open(pdf) as document:
            for number in slides:
                pixels = document[number - 1].get_pixmap(
                    matrix=pymupdf.Matrix(ZOOM, ZOOM), alpha=False
                )
                size = (pixels.width, pixels.height)
                self.pictures[number] = Image.frombytes("RGB", size, pixels.samples)

    def colours(self, number: int, box: Rect) -> list[tuple[Colour, int]]:
        """Colours with the count of their pixels, the commonest first."""
        edges = (box.x + 1, box.y + 1, box.right - 1, box.bottom - 1)
        crop = self.pictures[number].crop(tuple(round(edge * ZOOM) for edge in edges))
        found = Counter(
            crop.get_flattened_data() if hasattr(crop, "get_flattened_data") else crop.getdata()
        )
        return [(Colour(*(v / 255 for v in c)), n) for c, n in found.most_common()]


def placed(deck: Deck) -> Iterator[tuple[Seen, Rect]]:
    """Every text with the place where it stands."""
    texts, cells = on_shapes(deck), iter(in_tables(deck))
    for slide in deck.slides:
        for shape in slide.texts:
            filled = extent(shape, slide.text(shape), deck.expected.measure)
            mine = [
                seen for seen in texts if (seen.slide, seen.thing) == (slide.number, shape.called)
            ]
            if filled is not None:
                yield from ((seen, filled[0]) for seen in mine)
        for table in tables(slide):
            for cell in table.cells:
                looks = {r.look for p in cell.paragraphs for r in p.runs if r.text.strip()}
                for _ in looks:
                    yield next(cells), cell.box


def apart(one: Colour, other: Colour) -> float:
    return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True))


def differences(deck: Deck, shown: Shown) -> tuple[list[str], int]:
    """Texts that are drawn in other colours than computed, and the number of all."""
    found, count = [], 0
    for seen, box in placed(deck):
        if seen.slide not in shown.pictures:
            continue
        count += 1
        colours = shown.colours(seen.slide, box)
        [ground] = seen.ground.colours
        [ink] = seen.look.paint.colours
        text = ink.over(ground)
        drawn = min((colour for colour, n in colours if n >= FEWEST), key=lambda c: apart(c, text))
        behind = colours[0][0]
        if apart(drawn, text) > CLOSE or apart(behind, ground) > CLOSE:
            found.append(
                f"slide {seen.slide}: {seen.words}: {text.hex} on {ground.hex}, "
                f"drawn {drawn.hex} on {behind.hex}: "
                f"{ratio(text, ground):.2f} or {ratio(drawn, behind):.2f} to 1"
            )
    return found, count


@pytest.fixture(scope="module")
def drawn(
    shipped: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Shown, Expected]:
    """The good deck, its twin with faults in colours, and the drawing of the twin."""
    need_office()
    [edition] = editions(None, "delegation", None)
    good = shipped / f"{edition.stem}.pptx"
    folder = tmp_path_factory.mktemp("pixels")
    twin = Twin(good)
    slides = {1} | {fault.plant(twin) for fault in FAULTS if fault.name in PLANTED}
    path = folder / "twin.pptx"
    twin.save(path)
    fonts = carried_fonts(good, folder / "fonts")
    return good, path, Shown(render(path, folder, fonts), slides), expected(edition)


def test_the_pixels_have_the_colours_that_the_rule_computes(
    drawn: tuple[Path, Path, Shown, Expected],
) -> None:
    _, path, shown, wanted = drawn
    deck = Deck(path, wanted)
    found, count = differences(deck, shown)
    deck.close()
    assert found == []
    assert count > 30


def test_another_deck_than_the_drawn_one_is_told(
    drawn: tuple[Path, Path, Shown, Expected],
) -> None:
    good, _, shown, wanted = drawn
    deck = Deck(good, wanted)
    found, _ = differences(deck, shown)
    deck.close()
    assert len(found) >= len(PLANTED)
