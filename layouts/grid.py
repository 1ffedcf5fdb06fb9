"""Glue that ends on a grid, so that what stands in columns side by side keeps to the same lines."""

from __future__ import annotations

from math import floor

from layouts.boxes import Glue

UP = 0.4
"""A space that ends so much of a line below the grid or more goes on to the next line."""
_EXACT = 0.02


class Snap(Glue):
    """Glue that ends on the grid; ``stretch`` is its pitch."""

    __slots__ = ()


def advanced(height: float, gap: float, glue: Glue) -> float:
    """Space below ``height`` once ``glue`` is added to a space of ``gap``; all in points.

    Heights count from the top of the column. Glue that snaps is rounded, to nothing at the least.
    """
    gap += glue.size
    if not isinstance(glue, Snap):
        return gap
    pitch = glue.stretch
    line = floor((height + gap) / pitch + 1 - UP)
    if line * pitch < height - _EXACT:
        line += 1
    return line * pitch - height
