"""Grids: how many things of one kind stand side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from layouts.diagrams.shapes import Band

EMPTY = 0.1
"""What an empty place at the end of a grid costs, as a share of the height."""


def best_grid(
    count: int, choices: Sequence[int], height: float | None, made: Callable[[int], list[Band]]
) -> list[Band]:
    """The bands of the number of columns in ``choices`` that gives the best grid.

    What fits ``height`` comes before what does not, and low before tall; every empty place in the
    last row counts against a choice.
    """
    best: tuple[bool, float] | None = None
    found: list[Band] = []
    for columns in choices:
        bands = made(columns)
        total = sum(band.height for band in bands)
        empty = -count % columns
        over = height is not None and total > height + 0.01
        score = (over, total * (1 + EMPTY * empty))
        if best is None or score < best:
            best, found = score, bands
    return found


def column_choices(count: int, measure: float, least: float, gap: float, most: int) -> list[int]:
    """Numbers of columns whose width is at least ``least``, from ``most`` down; never none."""
    fitting = max(1, min(most, count, math.floor((measure + gap) / (least + gap))))
    lowest = min(2, fitting)
    return list(range(fitting, lowest - 1, -1))
