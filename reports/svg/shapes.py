"""Basic shapes as paths (SVG 2, 10)."""

from __future__ import annotations

from collections.abc import Callable

from layouts.paths import ROUND, line, polygon, polyline
from layouts.scene import Path
from reports.svg.pathdata import parse
from reports.svg.refusal import SEGMENTS, RefusedError, TooLargeError
from reports.svg.tree import Element
from reports.svg.values import View, length, numbers


def _length(element: Element, name: str, view: View, axis: str = "") -> float:
    text = element.get(name)
    return 0.0 if text is None else length(text, name, view, axis)


def size(element: Element, name: str, view: View, axis: str = "") -> float:
    """A length that may not be negative; 0 where it is not given."""
    value = _length(element, name, view, axis)
    if value < 0:
        raise RefusedError(f"{element.name}: {name} is negative", "0 or more")
    return value


def _radii(element: Element, view: View) -> tuple[float, float]:
    """``rx`` and ``ry``; one that is not given is as large as the other."""
    rx, ry = (
        None if element.get(name) in (None, "auto") else size(element, name, view, axis)
        for name, axis in (("rx", "x"), ("ry", "y"))
    )
    return (rx if rx is not None else ry or 0.0), (ry if ry is not None else rx or 0.0)


def _rect(element: Element, view: View) -> Path:
    x, y = _length(element, "x", view, "x"), _length(element, "y", view, "y")
    width, height = size(element, "width", view, "x"), size(element, "height", view, "y")
    if not width or not height:
        return ()
    rx, ry = _radii(element, view)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        return polygon((x, y), (right, y), (right, bottom), (x, bottom))
    dx, dy = rx * (1 - ROUND), ry * (1 - ROUND)
    return (
        ("M", x + rx, y),
        ("L", right - rx, y),
        ("C", right - dx, y, right, y + dy, right, y + ry),
        ("L", right, bottom - ry),
        ("C", right, bottom - dy, right - dx, bottom, right - rx, bottom),
        ("L", x + rx, bottom),
        ("C", x + dx, bottom, x, bottom - dy, x, bottom - ry),
        ("L", x, y + ry),
        ("C", x, y + dy, x + dx, y, x + rx, y),
        ("Z",),
    )


def _round(element: Element, view: View) -> Path:
    cx, cy = _length(element, "cx", view, "x"), _length(element, "cy", view, "y")
    if element.name == "circle":
        rx = ry = size(element, "r", view)
    else:
        rx, ry = _radii(element, view)
    if not rx or not ry:
        return ()
    dx, dy = rx * ROUND, ry * ROUND
    # From three o'clock, clockwise: where dashes begin (SVG 2, 10.3).
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + dy, cx + dx, cy + ry, cx, cy + ry),
        ("C", cx - dx, cy + ry, cx - rx, cy + dy, cx - rx, cy),
        ("C", cx - rx, cy - dy, cx - dx, cy - ry, cx, cy - ry),
        ("C", cx + dx, cy - ry, cx + rx, cy - dy, cx + rx, cy),
        ("Z",),
    )


def _line(element: Element, view: View) -> Path:
    return line(
        _length(element, "x1", view, "x"),
        _length(element, "y1", view, "y"),
        _length(element, "x2", view, "x"),
        _length(element, "y2", view, "y"),
    )


def _points(element: Element, view: View) -> Path:
    text = element.get("points") or ""
    values = numbers(text, "points")
    if len(values) % 2:
        raise RefusedError(f"{element.name}: points has an odd number of coordinates", "pairs")
    points = list(zip(values[::2], values[1::2], strict=True))
    if len(points) > SEGMENTS:
        raise TooLargeError(f"{element.name}: too many points", f"at most {SEGMENTS:,}")
    if not points:
        return ()
    return polygon(*points) if element.name == "polygon" else polyline(points)


def _path(element: Element, view: View) -> Path:
    return parse(element.get("d") or "")


SHAPES: dict[str, Callable[[Element, View], Path]] = {
    "path": _path,
    "rect": _rect,
    "circle": _round,
    "ellipse": _round,
    "line": _line,
    "polyline": _points,
    "polygon": _points,
}
"""What makes the path of each element that is drawn; empty where it has no extent."""
