"""Values of attributes: numbers, lengths, lists, transforms (SVG 1.1, 4.2 and 7.6; SVG 2, 4.3)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from layouts.artwork import IDENTITY, Matrix, times
from layouts.located import quote
from reports.svg.refusal import RefusedError, UnsupportedError

NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_SPACE = " \t\r\n\f"
_LENGTH = re.compile(rf"({NUMBER.pattern})([a-zA-Z]+|%)?")
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 96 / 101.6,
}
"""Pixels in each unit (CSS Values 3, 6.2)."""
_STEP = re.compile(r"\s*,?\s*([A-Za-z]+)\s*\(([^()]*)\)")


class View(NamedTuple):
    """The viewport that percentages refer to."""

    width: float
    height: float

    def share(self, axis: str) -> float:
        """What 100 per cent are: ``x``, ``y``, or neither (SVG 2, 8.9)."""
        if axis == "x":
            return self.width
        if axis == "y":
            return self.height
        return math.hypot(self.width, self.height) / math.sqrt(2)


def finite(value: float, name: str) -> float:
    """The value, refused when it is infinite."""
    if not math.isfinite(value):
        raise RefusedError(f"{name}: a number beyond all measure", "a finite number")
    return value


def number(text: str, name: str) -> float:
    """One number without a unit."""
    text = text.strip(_SPACE)
    if not NUMBER.fullmatch(text):
        raise RefusedError(f"{name}: {quote(text[:40])} is no number", "a number such as 12.5")
    return finite(float(text), name)


def numbers(text: str, name: str) -> list[float]:
    """A list of numbers with blanks or commas between."""
    rest = NUMBER.sub(" ", text)
    if rest.strip(_SPACE + ",") or _misplaced_comma(text):
        raise RefusedError(f"{name}: {quote(text.strip()[:40])} is no list of numbers", "numbers")
    values = list(map(float, NUMBER.findall(text)))
    if not math.isfinite(sum(values)):
        for value in values:
            finite(value, name)
    return values


def _misplaced_comma(text: str) -> bool:
    bare = "".join(text.split())
    return ",," in bare or bare[:1] == "," or bare[-1:] == ","


def length(text: str, name: str, view: View, axis: str = "") -> float:
    """A length in pixels; a percentage is one of the viewport along ``axis``."""
    found = _LENGTH.fullmatch(text.strip(_SPACE))
    unit = (found[2] or "").lower() if found else ""
    if found and unit == "%":
        return finite(float(found[1]) / 100 * view.share(axis), name)
    if not found or unit not in _UNITS:
        raise RefusedError(f"{name}: {quote(text[:40])} is no length", "a number, px, pt, mm or %")
    return finite(float(found[1]) * _UNITS[unit], name)


def share(text: str, name: str) -> float:
    """An opacity: a number or a percentage, brought between 0 and 1."""
    if text == "1":
        return 1.0
    text = text.strip(_SPACE)
    value = number(text[:-1], name) / 100 if text.endswith("%") else number(text, name)
    return min(1.0, max(0.0, value))


def _rotation(angle: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turned: Matrix = (cosine, sine, -sine, cosine, 0.0, 0.0)
    return times(times((1, 0, 0, 1, -x, -y), turned), (1, 0, 0, 1, x, y))


def _tangent(angle: float) -> float:
    return math.tan(math.radians(angle))


_TRANSFORMS: dict[tuple[str, int], Callable[..., Matrix]] = {
    ("matrix", 6): lambda a, b, c, d, e, f: (a, b, c, d, e, f),
    ("translate", 1): lambda x: (1, 0, 0, 1, x, 0),
    ("translate", 2): lambda x, y: (1, 0, 0, 1, x, y),
    ("scale", 1): lambda x: (x, 0, 0, x, 0, 0),
    ("scale", 2): lambda x, y: (x, 0, 0, y, 0, 0),
    ("rotate", 1): _rotation,
    ("rotate", 3): _rotation,
    ("skewX", 1): lambda angle: (1, 0, _tangent(angle), 1, 0, 0),
    ("skewY", 1): lambda angle: (1, _tangent(angle), 0, 1, 0, 0),
}
"""By name and number of arguments."""


def transform(text: str | None, name: str = "transform") -> Matrix:
    """The matrix of a list of transforms; the identity without one."""
    matrix = IDENTITY
    if text is None or text.strip(_SPACE) in ("", "none"):
        return matrix
    place = 0
    text = text.rstrip(_SPACE)
    while place < len(text):
        step = _STEP.match(text, place)
        if step is None:
            raise RefusedError(
                f"{name}: {quote(text[place : place + 40])} is no transform", "translate(3 4)"
            )
        values = numbers(step[2], name)
        make = _TRANSFORMS.get((step[1], len(values)))
        if make is None:
            found = f"{name}: {quote(step[0].strip()[:40])} is no transform"
            raise RefusedError(found, "matrix, translate, scale, rotate, skewX or skewY")
        matrix = times(make(*values), matrix)
        place = step.end()
    for value in matrix:
        finite(value, name)
    return matrix


def view_box(text: str | None) -> tuple[float, float, float, float] | None:
    """``x y width height``, or None without the attribute."""
    if text is None:
        return None
    values = numbers(text, "viewBox")
    if len(values) != 4 or values[2] <= 0 or values[3] <= 0:
        found = f"viewBox: {quote(text[:40])} is no rectangle with an area"
        raise RefusedError(found, "x, y, width and height, the last two above 0")
    x, y, width, height = values
    return x, y, width, height


_ALIGN = re.compile(r"(none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+(meet|slice))?")
_SIDE = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def fitted(
    box: tuple[float, float, float, float], width: float, height: float, align: str | None
) -> Matrix:
    """The matrix that takes a viewBox into ``width`` by ``height`` (SVG 2, 8.6)."""
    found = _ALIGN.fullmatch((align or "xMidYMid").strip(_SPACE))
    if found is None:
        given = quote((align or "")[:40])
        raise RefusedError(
            f"preserveAspectRatio: {given} is no alignment", "none, or xMidYMid meet"
        )
    x, y, wide, high = box
    across, down = width / wide, height / high
    if found[1] != "none":
        across = down = max(across, down) if found[4] == "slice" else min(across, down)
    left = (width - wide * across) * _SIDE.get(found[2], 0.0)
    top = (height - high * down) * _SIDE.get(found[3], 0.0)
    matrix: Matrix = (across, 0.0, 0.0, down, left - x * across, top - y * down)
    for value in matrix:
        finite(value, "viewBox")
    return matrix


def reference(text: str | None, name: str) -> str:
    """The identifier in ``#name``."""
    if text is None or not text.startswith("#") or len(text) < 2:
        raise RefusedError(f"{name}: refers to nothing", "#name of an element of the file")
    return text[1:]


def unsupported(name: str, why: str) -> UnsupportedError:
    """The refusal of something that is not drawn, with what to do."""
    return UnsupportedError(f"{name}: {why}")
