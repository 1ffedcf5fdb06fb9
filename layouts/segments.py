"""Straight lines and what they run through."""

from __future__ import annotations

from layouts.units import Rect

Point = tuple[float, float]


def crosses(start: Point, end: Point, rect: Rect) -> bool:
    """Whether the straight line between two points enters ``rect`` (Liang and Barsky 1984)."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    enter, leave = 0.0, 1.0
    for delta, distance in (
        (-dx, x1 - rect.x),
        (dx, rect.right - x1),
        (-dy, y1 - rect.y),
        (dy, rect.bottom - y1),
    ):
        if delta == 0:
            if distance <= 0:
                return False
        elif delta < 0:
            enter = max(enter, distance / delta)
        else:
            leave = min(leave, distance / delta)
    return enter < leave
