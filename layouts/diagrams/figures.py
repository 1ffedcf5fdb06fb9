"""Key figures: a large number over what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from layouts.diagrams.grids import best_grid, column_choices
from layouts.diagrams.shapes import Band, Phrase, Shape, ShapeText, decoration
from layouts.setting import Setting
from layouts.textblock import widths
from layouts.tree import Node
from layouts.units import Rect

RULE = "accent"


class KeyFigure(NamedTuple):
    """One figure; ``node`` is the whole of it, so that number and label are read together."""

    value: Phrase
    label: Phrase
    node: Node | None


class Figures:
    """Arranges key figures in rows under thin rules."""

    def __init__(self, figures: Sequence[KeyFigure]) -> None:
        self.figures = tuple(figures)

    def arrange(self, measure: float, setting: Setting, height: float | None) -> list[Band]:
        """One band for each row; columns are wide enough for every value on one line."""
        value, label = setting.style("figure-value"), setting.style("figure-label")
        gap = 30.0 if setting.kind == "slide" else 18.0
        wanted = max(widths(figure.value.runs, value, setting)[1] for figure in self.figures)
        least = max(min(wanted, measure), label.size * 11)
        choices = column_choices(len(self.figures), measure, least, gap, 4)

        def made(columns: int) -> list[Band]:
            return self._rows(columns, measure, gap, setting)

        return best_grid(len(self.figures), choices, height, made)

    def _rows(self, columns: int, measure: float, gap: float, setting: Setting) -> list[Band]:
        slide = setting.kind == "slide"
        above, stroke = (10.0, 2.5) if slide else (5.0, 1.25)
        width = (measure - gap * (columns - 1)) / columns
        rows = [self.figures[n : n + columns] for n in range(0, len(self.figures), columns)]
        bands: list[Band] = []
        for n, row in enumerate(rows):
            texts = [
                ShapeText(
                    [(f.value, "figure-value", "left"), (f.label, "figure-label", "left")],
                    width,
                    setting,
                )
                for f in row
            ]
            tallest = max(text.height for text in texts)
            shapes: list[Shape] = []
            for k, (figure, text) in enumerate(zip(row, texts, strict=True)):
                x = k * (width + gap)
                rule = Rect(x, 0.0, width, stroke)
                shapes.append(decoration("rect", rule, fill=RULE))
                rect = Rect(x, stroke + above, width, tallest)
                shapes.append(text.put(Shape("rect", rect, node=figure.node)))
            last = n == len(rows) - 1
            below = 0.0 if last else gap * 0.9
            bands.append(Band(shapes, [], stroke + above + tallest + below))
        return bands
