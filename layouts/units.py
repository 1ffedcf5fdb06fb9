"""Lengths and rectangles.

Every length in the program is in points (1/72 inch) unless its name says otherwise. The origin is
the top left corner of the trimmed page or slide, and y grows downwards.
"""

from __future__ import annotations

from typing import NamedTuple

MM = 72 / 25.4
"""Points in one millimetre."""


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float


class Rect(NamedTuple):
    """A rectangle: left edge, top edge, width and height in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.y + self.height

    def contains(self, other: Rect, tolerance: float = 0.01) -> bool:
        """Whether ``other`` lies inside this rectangle, give or take ``tolerance`` points."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def overlaps(self, other: Rect, tolerance: float = 0.01) -> bool:
        """Whether the two share more than an edge ``tolerance`` points wide."""
        return (
            self.x < other.right - tolerance
            and other.x < self.right - tolerance
            and self.y < other.bottom - tolerance
            and other.y < self.bottom - tolerance
        )

    def union(self, other: Rect) -> Rect:
        """The smallest rectangle around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        return Rect(x, y, right - x, bottom - y)

    def moved(self, dx: float, dy: float) -> Rect:
        """The same rectangle, moved."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def inset(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """The rectangle inside these distances from each edge."""
        return Rect(
            self.x + left, self.y + top, self.width - left - right, self.height - top - bottom
        )
