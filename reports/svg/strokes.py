"""Strokes: how the line of a form is drawn (SVG 2, 13.5)."""

from __future__ import annotations

import math
import re

from layouts.artwork import Gradient, Matrix, Outline, Paint, Stroke, mapped
from layouts.located import quote
from layouts.scene import Path
from reports.svg.refusal import RefusedError, UnsupportedError
from reports.svg.style import Style
from reports.svg.values import View, length, number

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_ROUND = 1e-4
"""Share by which a pen may be longer than it is broad and still count as round."""
FINEST = 0.2
"""Units that dashes and gaps are long together; finer ones would be too many to draw."""
DASHES = 20
DOT = 0.001
"""Length in units of what SVG says has none and shows all the same."""


def stroke(
    style: Style, found: tuple[Paint, float], path: Path, matrix: Matrix, view: View
) -> Outline | None:
    """The line of a form alone, or None where it has no width.

    ``path`` is the form in its own coordinates, ``matrix`` takes them into the picture; ``found``
    is paint and opacity.
    """
    width = length(style["stroke-width"], "stroke-width", view)
    if width < 0:
        raise RefusedError("stroke-width is negative", "0 or more")
    a, b, c, d, e, f = matrix
    scale = math.sqrt(abs(a * d - b * c))
    pen = round(width * scale, 3)
    if not pen:
        return None
    paint, alpha = found
    made = Stroke(
        paint,
        pen,
        _word(style, "stroke-linecap", _CAPS),
        _word(style, "stroke-linejoin", _JOINS),
        _mitre(style),
        *_dashes(style, scale, view),
        alpha,
    )
    if _is_round(matrix, scale):
        return Outline(_dotted(mapped(path, matrix), made.cap), stroke=made)
    if isinstance(paint, Gradient):
        raise UnsupportedError("stroke: a gradient under uneven scaling is not drawn", "a colour")
    own = _dotted(mapped(path, (scale, 0.0, 0.0, scale, 0.0, 0.0)), made.cap)
    even: Matrix = (a / scale, b / scale, c / scale, d / scale, e, f)
    return Outline(own, stroke=made, matrix=even)


def _dotted(path: Path, cap: int) -> Path:
    """The path with subpaths of no length made :data:`DOT` long, where square ends show them.

    SVG draws a square there (SVG 2, 13.5.4), PDF nothing (ISO 32000-1, 8.5.3.2).
    """
    if cap != 2:
        return path
    out: list[tuple[object, ...]] = []
    start: tuple[object, ...] = ()
    for n, segment in enumerate(path):
        if segment[0] == "M":
            start = segment[1:]
        ends = n + 1 == len(path) or path[n + 1][0] == "M"
        alone = n > 0 and path[n - 1][0] == "M"
        if ends and alone and (segment[0] == "Z" or segment[-2:] == start):
            segment = ("L", path[n - 1][1] + DOT, path[n - 1][2])
        out.append(segment)
    return tuple(out)


def _is_round(matrix: Matrix, scale: float) -> bool:
    a, b, c, d, _, _ = matrix
    slack = _ROUND * scale * scale
    return abs(a * a + b * b - c * c - d * d) < slack and abs(a * c + b * d) < slack


def _word(style: Style, name: str, words: dict[str, int]) -> int:
    value = style[name].lower()
    if value not in words:
        raise UnsupportedError(f"{name}: {quote(value[:40])} is not drawn", ", ".join(words))
    return words[value]


def _mitre(style: Style) -> float:
    value = number(style["stroke-miterlimit"], "stroke-miterlimit")
    if value < 1:
        raise RefusedError("stroke-miterlimit is below 1", "1 or more")
    return round(value, 3)


def _dashes(style: Style, scale: float, view: View) -> tuple[tuple[float, ...], float]:
    """Dashes and gaps in units of the picture, and where in them the line begins."""
    text = style["stroke-dasharray"]
    if text.lower() == "none":
        return (), 0.0
    parts = [part for part in re.split(r"[\s,]+", text) if part]
    if len(parts) > DASHES:
        raise UnsupportedError("stroke-dasharray: too many numbers", f"at most {DASHES}")
    lengths = [length(part, "stroke-dasharray", view) for part in parts]
    if any(one < 0 for one in lengths):
        raise RefusedError("stroke-dasharray: a negative length", "0 or more")
    if not sum(lengths):
        return (), 0.0
    shortest = DOT if style["stroke-linecap"].lower() == "square" else 0.0
    dash = tuple(max(round(one * scale, 3), shortest) for one in lengths)
    if sum(dash) < FINEST:
        raise UnsupportedError(
            "stroke-dasharray: dashes too fine to be seen", "longer ones, or none"
        )
    offset = length(style["stroke-dashoffset"], "stroke-dashoffset", view) * scale
    # SVG repeats an odd number of lengths once; viewers of PDF disagree about where it then begins.
    dash = dash * 2 if len(dash) % 2 else dash
    # A negative phase is not allowed in PDF; one round more begins in the same place.
    return dash, round(offset % sum(dash), 3)
