"""Diagrams: shapes, connectors and their words, arranged in bands."""

from __future__ import annotations

from dataclasses import dataclass

from layouts.boxes import Box, Glue, Part, Penalty
from layouts.diagrams.shapes import Arranger, Band, Connector, Phrase, Shape
from layouts.flow import Piece
from layouts.setting import Setting
from layouts.tree import Node

__all__ = ["Arranger", "Band", "Connector", "Diagram", "Drawing", "Phrase", "Shape"]

LONELY = 1000.0
"""Cost of a break after the first or before the last of three bands and more."""


@dataclass(eq=False, repr=False)
class Drawing:
    """A diagram arranged at a measure: bands below one another, without space between them."""

    diagram: Diagram
    bands: list[Band]
    measure: float
    setting_step: float

    def top(self, n: int, first: int = 0) -> float:
        """Distance of the band ``n`` from the top of the band ``first``."""
        return sum(band.height for band in self.bands[first:n])


@dataclass(eq=False, repr=False)
class Diagram:
    """A flowable of shapes; ``arranger`` makes them of its content when the measure is known."""

    node: Node
    arranger: Arranger
    slot: str = "diagram"

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """One box for each band; it may break between them, on slides too."""
        bands = self.arranger.arrange(measure, setting, height)
        drawing = Drawing(self, bands, measure, setting.step)
        space = Glue(setting.style("body").leading / 2)
        parts: list[Part] = [space]
        last = len(bands) - 1
        for n, band in enumerate(bands):
            if n:
                lonely = last > 1 and setting.kind == "page" and n in (1, last)
                parts.append(Penalty(LONELY if lonely else 0.0))
            parts.append(Box(band.height, Piece(drawing, n, band.items()), band.notes))
        return [*parts, space]
