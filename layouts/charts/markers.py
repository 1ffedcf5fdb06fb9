"""Markers of points: forms that are told apart without their colour."""

from __future__ import annotations

from layouts.paths import box, ellipse, polygon
from layouts.scene import Path
from layouts.units import Rect

SYMBOLS = ("circle", "square", "diamond", "triangle")
"""In the order in which series take them; the names are those of ISO/IEC 29500-1, 21.2.3.25."""


def marker(symbol: str, x: float, y: float, radius: float) -> Path:
    """The outline of a marker around a point, inside a square of twice ``radius``."""
    left, top, right, bottom = x - radius, y - radius, x + radius, y + radius
    if symbol == "circle":
        return ellipse(Rect(left, top, 2 * radius, 2 * radius))
    if symbol == "diamond":
        return polygon((x, top), (right, y), (x, bottom), (left, y))
    if symbol == "triangle":
        return polygon((x, top), (right, bottom), (left, bottom))
    inner = radius * 0.88
    return box(Rect(x - inner, y - inner, 2 * inner, 2 * inner))
