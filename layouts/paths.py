"""Paths of simple forms, as the segments of a :class:`layouts.scene.ShapeItem`."""

from __future__ import annotations

import math

from layouts.scene import Path
from layouts.units import Rect

ROUND = 0.5522847498
"""Length of the handles of a quarter circle drawn as a Bézier curve, relative to its radius."""


def line(x1: float, y1: float, x2: float, y2: float) -> Path:
    """A straight line."""
    return (("M", x1, y1), ("L", x2, y2))


def polygon(*points: tuple[float, float]) -> Path:
    """The closed path through ``points``."""
    (x, y), *rest = points
    return (("M", x, y), *(("L", px, py) for px, py in rest), ("Z",))


def polyline(points: list[tuple[float, float]]) -> Path:
    """The open path through ``points``."""
    (x, y), *rest = points
    return (("M", x, y), *(("L", px, py) for px, py in rest))


def box(rect: Rect) -> Path:
    """The closed path around ``rect``."""
    return polygon(
        (rect.x, rect.y),
        (rect.right, rect.y),
        (rect.right, rect.bottom),
        (rect.x, rect.bottom),
    )


def rounded(rect: Rect, radius: float) -> Path:
    """The path around ``rect`` with round corners of ``radius`` points."""
    r = min(radius, rect.width / 2, rect.height / 2)
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    k = r * (1 - ROUND)
    return (
        ("M", left + r, top),
        ("L", right - r, top),
        ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom),
        ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r),
        ("C", left, top + k, left + k, top, left + r, top),
        ("Z",),
    )


def ellipse(rect: Rect) -> Path:
    """The ellipse inside ``rect``."""
    cx, cy = rect.x + rect.width / 2, rect.y + rect.height / 2
    dx, dy = rect.width / 2 * ROUND, rect.height / 2 * ROUND
    return (
        ("M", cx, rect.y),
        ("C", cx + dx, rect.y, rect.right, cy - dy, rect.right, cy),
        ("C", rect.right, cy + dy, cx + dx, rect.bottom, cx, rect.bottom),
        ("C", cx - dx, rect.bottom, rect.x, cy + dy, rect.x, cy),
        ("C", rect.x, cy - dy, cx - dx, rect.y, cx, rect.y),
        ("Z",),
    )


def sector(cx: float, cy: float, inner: float, outer: float, start: float, end: float) -> Path:
    """The part of a ring between two angles (radians, clockwise from twelve o'clock)."""
    path: list[tuple[object, ...]] = [("M", *around(cx, cy, outer, start))]
    path += _arc(cx, cy, outer, start, end)
    path.append(("L", *around(cx, cy, inner, end)))
    path += _arc(cx, cy, inner, end, start)
    path.append(("Z",))
    return tuple(path)


def around(cx: float, cy: float, radius: float, angle: float) -> tuple[float, float]:
    """The point at ``angle`` (radians, clockwise from twelve o'clock) on a circle."""
    return cx + radius * math.sin(angle), cy - radius * math.cos(angle)


def _arc(cx: float, cy: float, radius: float, start: float, end: float) -> list[tuple[object, ...]]:
    pieces = max(1, math.ceil(abs(end - start) / (math.pi / 2) - 1e-9))
    step = (end - start) / pieces
    handle = 4 / 3 * math.tan(step / 4) * radius
    out: list[tuple[object, ...]] = []
    for n in range(pieces):
        a, b = start + n * step, start + (n + 1) * step
        (x1, y1), (x2, y2) = around(cx, cy, radius, a), around(cx, cy, radius, b)
        out.append(
            (
                "C",
                x1 + handle * math.cos(a),
                y1 + handle * math.sin(a),
                x2 - handle * math.cos(b),
                y2 - handle * math.sin(b),
                x2,
                y2,
            )
        )
    return out
