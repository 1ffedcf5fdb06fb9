"""Boxes, matrices and outlines in the default user space of a page: points, y upwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STEPS = 8
"""Straight pieces that stand for one Bézier segment; only insides of areas are asked for."""


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Distance between the left and right edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Distance between the lower and upper edge."""
        return self.top - self.bottom

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Whether ``other`` lies inside, or at most ``slack`` points outside."""
        return (
            other.left >= self.left - slack
            and other.bottom >= self.bottom - slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def meets(self, other: Box, slack: float = 0.0) -> bool:
        """Whether both have an area in common of more than ``slack`` points each way."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )

    def cut(self, other: Box) -> Box:
        """What both have in common; of no extent where they do not meet."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(
            left,
            bottom,
            max(left, min(self.right, other.right)),
            max(bottom, min(self.top, other.top)),
        )

    def grown(self, by: float) -> Box:
        """All edges ``by`` points farther out."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def __str__(self) -> str:
        return " ".join(f"{edge:g}" for edge in (round(edge, 1) for edge in self))


EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)


def around(points: Iterable[Point]) -> Box:
    """The smallest box that holds all points; ValueError without any."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all boxes; ValueError without any."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first``, then ``then`` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(point: Point, matrix: Matrix) -> Point:
    """The point under the matrix."""
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale_of(matrix: Matrix) -> float:
    """By how much the matrix enlarges lengths, in the mean of all directions."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def curve(start: Point, one: Point, two: Point, end: Point) -> list[Point]:
    """Points on a Bézier segment, without its first."""
    out = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        out.append(
            (
                a * start[0] + b * one[0] + c * two[0] + d * end[0],
                a * start[1] + b * one[1] + c * two[1] + d * end[1],
            )
        )
    return out


def inside(point: Point, outlines: Sequence[Sequence[Point]]) -> bool:
    """Whether a point lies within closed outlines (non-zero winding number, 8.5.3.3.2)."""
    x, y = point
    winding = 0
    for outline in outlines:
        for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
            if (y0 <= y) != (y1 <= y):
                across = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
                if across > x:
                    winding += 1 if y1 > y0 else -1
    return winding != 0
