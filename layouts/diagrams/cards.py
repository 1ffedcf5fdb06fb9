"""Cards: things of equal rank in equal boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from layouts.diagrams.grids import best_grid, column_choices
from layouts.diagrams.shapes import Band, Phrase, Shape, ShapeText, decoration
from layouts.setting import Setting
from layouts.tree import Node
from layouts.units import Rect

FILL, BAR = "mist", "accent"


class Card(NamedTuple):
    """One card; ``node`` is the whole of it."""

    title: Phrase
    text: Phrase
    node: Node | None


class Cards:
    """Arranges cards in rows; all cards of a row are equally high."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self.cards = tuple(cards)

    def arrange(self, measure: float, setting: Setting, height: float | None) -> list[Band]:
        """One band for each row."""
        least = setting.style("card-text").size * 13
        gap = 20.0 if setting.kind == "slide" else 12.0
        choices = column_choices(len(self.cards), measure, least, gap, 4)

        def made(columns: int) -> list[Band]:
            return self._rows(columns, measure, gap, setting)

        return best_grid(len(self.cards), choices, height, made)

    def _rows(self, columns: int, measure: float, gap: float, setting: Setting) -> list[Band]:
        slide = setting.kind == "slide"
        side, top, bar = (15.0, 13.0, 4.0) if slide else (10.0, 9.0, 2.25)
        width = (measure - gap * (columns - 1)) / columns
        rows = [self.cards[n : n + columns] for n in range(0, len(self.cards), columns)]
        bands: list[Band] = []
        for n, row in enumerate(rows):
            texts = [
                ShapeText(
                    [(card.title, "card-title", "left"), (card.text, "card-text", "left")],
                    width - 2 * side,
                    setting,
                )
                for card in row
            ]
            height = max(text.height for text in texts) + 2 * top + bar
            shapes: list[Shape] = []
            for k, (card, text) in enumerate(zip(row, texts, strict=True)):
                x = k * (width + gap)
                insets = (side, top, side, top)
                rect = Rect(x, bar, width, height - bar)
                shapes.append(text.put(Shape("rect", rect, FILL, insets=insets, node=card.node)))
                shapes.append(decoration("rect", Rect(x, 0.0, width, bar), fill=BAR))
            last = n == len(rows) - 1
            bands.append(Band(shapes, [], height + (0.0 if last else gap)))
        return bands
