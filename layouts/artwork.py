"""Artwork: a vector picture as a display list of painted paths, clips and transparent groups.

It is plain data with literal colours, made when the picture is read: the PDF draws it, and the
deck's SVG and its fallback in pixels are written from it. Coordinates count from the top left
corner, y downwards, in units of which the longer side of the picture has :data:`LONGER`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from layouts.scene import Path
from layouts.units import Rect

LONGER = 1000.0
"""Length of the longer side of a picture. Three decimals are a millionth of it."""
Matrix = tuple[float, float, float, float, float, float]
"""``a b c d e f``: x becomes ax + cy + e, y becomes bx + dy + f."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Gradient(NamedTuple):
    """A fill that changes along a line (four coordinates) or from circle to circle (six)."""

    coordinates: tuple[float, ...]
    """``x1 y1 x2 y2``, or ``fx fy 0 cx cy r``: focus and circle."""
    stops: tuple[tuple[float, str], ...]
    """Place from 0 to 1, never falling, and colour; beyond the ends the colour goes on."""
    matrix: Matrix
    """From the coordinates to the picture."""


Paint = str | Gradient
"""A colour as ``#RRGGBB``, or a gradient."""


class Stroke(NamedTuple):
    """How the line of a path is drawn."""

    paint: Paint
    width: float
    cap: int = 0
    """0 butt, 1 round, 2 square, as PDF counts (ISO 32000-1, 8.4.3.3)."""
    join: int = 0
    """0 mitred, 1 round, 2 bevelled (8.4.3.4)."""
    mitre: float = 4.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    alpha: float = 1.0


class Outline(NamedTuple):
    """A path, filled or stroked or both; the fill lies below."""

    path: Path
    fill: Paint | None = None
    even_odd: bool = False
    alpha: float = 1.0
    """Of the fill."""
    stroke: Stroke | None = None
    matrix: Matrix = IDENTITY
    """From the path to the picture; another than the identity where the pen is not round, and then
    there is no fill and no gradient."""


class Clip(NamedTuple):
    """A path outside which nothing is seen."""

    path: Path
    even_odd: bool = False


class Cluster(NamedTuple):
    """Items painted as one: seen inside all clips, with one opacity for the whole."""

    items: tuple[Outline | Cluster, ...]
    alpha: float = 1.0
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True)
class Artwork:
    """A picture as drawn; what lies outside its rectangle is not seen."""

    width: float
    height: float
    items: tuple[Outline | Cluster, ...]
    natural: float = math.inf
    """Width in points that its author gave; infinite: as wide as there is room."""

    def outlines(self) -> Iterator[Outline]:
        """All paths in painting order."""
        stack = list(reversed(self.items))
        while stack:
            item = stack.pop()
            if isinstance(item, Outline):
                yield item
            else:
                stack.extend(reversed(item.items))

    def colours(self) -> set[str]:
        """All colours in it, as ``#RRGGBB``."""
        found: set[str] = set()
        for outline in self.outlines():
            for paint in (outline.fill, outline.stroke.paint if outline.stroke else None):
                if isinstance(paint, Gradient):
                    found.update(colour for _, colour in paint.stops)
                elif paint is not None:
                    found.add(paint)
        return found


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first``, then ``then``."""
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


def decimal(value: float, places: int = 3) -> str:
    """A number without an exponent."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def mapped(path: Path, matrix: Matrix) -> Path:
    """The path under a matrix, rounded to a thousandth of a unit."""
    a, b, c, d, e, f = matrix
    out: list[tuple[object, ...]] = []
    for kind, *values in path:
        points: list[float] = []
        for n in range(0, len(values), 2):
            x, y = values[n], values[n + 1]
            points += (round(a * x + c * y + e, 3), round(b * x + d * y + f, 3))
        out.append((kind, *points))
    return tuple(out)


def bounds(path: Path) -> Rect:
    """The smallest rectangle around a path, bends of curves counted; of no size where it is
    empty."""
    xs: list[float] = []
    ys: list[float] = []
    x = y = 0.0
    for kind, *values in path:
        if kind == "C":
            xs += _bends(x, *values[0::2])
            ys += _bends(y, *values[1::2])
        if kind != "Z":
            x, y = values[-2], values[-1]
            xs.append(x)
            ys.append(y)
    if not xs:
        return Rect(0.0, 0.0, 0.0, 0.0)
    left, top = min(xs), min(ys)
    return Rect(left, top, max(xs) - left, max(ys) - top)


def _bends(p0: float, p1: float, p2: float, p3: float) -> Iterator[float]:
    """Values where a Bézier segment turns round in one coordinate: zeros of its derivative."""
    low, high = min(p0, p3), max(p0, p3)
    if low <= p1 <= high and low <= p2 <= high:
        return
    a, b, c = -p0 + 3 * p1 - 3 * p2 + p3, 2 * (p0 - 2 * p1 + p2), p1 - p0
    roots: list[float] = []
    if abs(a) < 1e-12:
        roots = [-c / b] if b else []
    else:
        under = b * b - 4 * a * c
        if under >= 0:
            roots = [(-b + sign * math.sqrt(under)) / (2 * a) for sign in (1, -1)]
    for t in roots:
        if 0 < t < 1:
            u = 1 - t
            yield u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3
