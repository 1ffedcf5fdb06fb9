"""Rows of tables as LibreOffice drew them: how far the rules below them are from the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
from pptx import Presentation

EMU = 12700
THICK = 2.0
"""Points up to which a filled shape is a rule."""
SLACK = 0.5
"""Points by which the height of a row may differ from the plan."""


class Row(NamedTuple):
    """One row of a table on a slide, with its planned and drawn height in points."""

    slide: int
    shape: str
    number: int
    planned: float
    drawn: float

    @property
    def exact(self) -> bool:
        """Whether both are the same."""
        return abs(self.planned - self.drawn) <= SLACK


def rows(deck: Path, pdf: Path) -> Iterator[Row]:
    """Every row between two rules, by ``deck`` and by its drawing ``pdf``.

    The drawn height is that between the rules nearest to where the row should begin and end; a
    row that no rule ends is counted as 0 points high.
    """
    with pymupdf.open(pdf) as document:
        for number, slide in enumerate(Presentation(str(deck)).slides, 1):
            drawings = None
            for shape in slide.shapes:
                if getattr(shape, "has_table", False):
                    drawings = drawings or document[number - 1].get_drawings()
                    yield from _rows(number, shape, drawings)


def _rows(number: int, shape: Any, drawings: list[Any]) -> Iterator[Row]:
    table = shape.table
    left, top = shape.left / EMU, shape.top / EMU
    right = left + sum(column.width for column in table.columns) / EMU
    edges = sorted(set(_edges(drawings, left, right)))
    planned = drawn = top
    for n, row in enumerate(table.rows):
        height = row.height / EMU
        planned += height
        # From the drawn edge on, so that errors of one row are not those of the next.
        found = min(edges, key=lambda y: abs(y - planned), default=drawn)
        yield Row(number, shape.name, n, height, found - drawn)
        planned = drawn = found


def _edges(drawings: list[Any], left: float, right: float) -> Iterator[float]:
    """Heights of the rules and of the edges of shaded rows within a table."""
    for shape in drawings:
        for item in shape["items"]:
            if item[0] == "l":
                box = pymupdf.Rect(item[1], item[2]).normalize()
            elif item[0] in ("re", "qu"):
                box = item[1] if item[0] == "re" else item[1].rect
            else:
                continue
            if box.x0 < left - 3 or box.x1 > right + 3 or box.width < 5:
                continue
            if box.height <= THICK:
                yield (box.y0 + box.y1) / 2
            else:
                yield from (box.y0, box.y1)
