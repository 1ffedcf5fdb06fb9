"""Fills and strokes: colours and gradients (SVG 2, 13 and 14)."""

from __future__ import annotations

import math
from typing import NamedTuple

from layouts.artwork import Gradient, Matrix, Paint, bounds, times
from layouts.located import quote
from layouts.scene import Path
from reports.svg.document import Document, linked
from reports.svg.refusal import DEPTH, RefusedError, UnsupportedError
from reports.svg.style import Style, colour
from reports.svg.tree import Element
from reports.svg.values import View, length, share, transform

_GRADIENTS = {
    "linearGradient": (
        ("x1", "0%", "x"),
        ("y1", "0%", "y"),
        ("x2", "100%", "x"),
        ("y2", "0%", "y"),
    ),
    "radialGradient": (("cx", "50%", "x"), ("cy", "50%", "y"), ("r", "50%", ""), ("fr", "0", "")),
}
"""Coordinates of each kind: name, what it is where nothing is said, and axis."""
STOPS = 60
"""In one gradient."""
_EDGE = 0.999
"""Share of the radius beyond which a focus counts as outside: renderers differ there."""
_FLAT = 1e-9
"""Area to which a matrix brings a unit, below which a gradient cannot be told."""
_UNIT = View(1.0, 1.0)


class _Series(NamedTuple):
    """A gradient element: itself and those that it takes over from, and its stops."""

    chain: list[Element]
    stops: tuple[tuple[float, str], ...]
    alpha: float
    """Opacity of all stops."""


def paint(
    document: Document, style: Style, name: str, path: Path, matrix: Matrix, view: View
) -> tuple[Paint, float] | None:
    """What ``fill`` or ``stroke`` of a style paints with, and its opacity; None for nothing.

    ``path`` is the form in its own coordinates, ``matrix`` takes them into the picture.
    """
    value, opacity = style[name], share(style[f"{name}-opacity"], f"{name}-opacity")
    link = linked(value)
    if link is not None:
        target, value = link
        try:
            element = document.named(target, name)
        except RefusedError:
            if not value:
                raise
        else:
            found = _served(document, element, name, path, matrix, view)
            if found is not None:
                return (found[0], found[1] * opacity) if found[1] and opacity else None
            value = value or "none"
    if value.lower() == "none" or not opacity:
        return None
    flat = colour(value, name, style["color"])
    return (flat.rgb, flat.alpha * opacity) if flat.alpha else None


def _served(
    document: Document, element: Element, name: str, path: Path, matrix: Matrix, view: View
) -> tuple[Paint, float] | None:
    """Paint of a gradient element; None where the form has no box that it could fill."""
    if element.name not in _GRADIENTS:
        raise UnsupportedError(
            f"{name}: {quote(element.name)} is not drawn", "a colour or a gradient"
        )
    series = document.gradients.get(id(element))
    if series is None:
        chain = _chain(document, element)
        series = document.gradients[id(element)] = _Series(chain, *_stops(document, chain))
    chain, stops, alpha = series
    for one in chain:
        document.spend(one)
    if not stops:
        raise UnsupportedError(f"{element.name}: a gradient without stops", "two stops or more")
    last = stops[-1][1]
    if len({rgb for _, rgb in stops}) == 1:
        return last, alpha
    units = _first(chain, "gradientUnits", "objectBoundingBox")
    if units not in ("objectBoundingBox", "userSpaceOnUse"):
        raise RefusedError(
            f"gradientUnits: {quote(units[:40])}", "userSpaceOnUse or objectBoundingBox"
        )
    if _first(chain, "spreadMethod", "pad") != "pad":
        raise UnsupportedError("spreadMethod: a gradient that repeats is not drawn", "pad")
    if units == "objectBoundingBox":
        box = bounds(path)
        if not box.width or not box.height:
            return None
        view = _UNIT
        matrix = times((box.width, 0.0, 0.0, box.height, box.x, box.y), matrix)
    matrix = times(transform(_first(chain, "gradientTransform", "none")), matrix)
    coordinates = _coordinates(element.name, chain, view)
    if abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) < _FLAT:
        raise UnsupportedError(f"{element.name}: a gradient squeezed to nothing", "a transform")
    if coordinates is None:
        return last, alpha
    return Gradient(coordinates, stops, matrix), alpha


def _chain(document: Document, element: Element) -> list[Element]:
    """The gradient and those that it takes over from."""
    chain = [element]
    while (target := chain[-1].get("href")) is not None:
        following = document.named(target, "href")
        if any(following is one for one in chain) or len(chain) > DEPTH:
            raise RefusedError("href: a gradient that refers to itself", "an end")
        if following.name not in _GRADIENTS:
            raise RefusedError(f"href: refers to {quote(following.name)}", "another gradient")
        chain.append(following)
    return chain


def _first(chain: list[Element], name: str, otherwise: str) -> str:
    return next((value for one in chain if (value := one.get(name)) is not None), otherwise)


def _coordinates(kind: str, chain: list[Element], view: View) -> tuple[float, ...] | None:
    """The coordinates of :class:`layouts.artwork.Gradient`; None where they span nothing."""
    one, two, three, four = (
        length(_first([e for e in chain if e.name == kind], name, otherwise), name, view, axis)
        for name, otherwise, axis in _GRADIENTS[kind]
    )
    if kind == "linearGradient":
        return None if (one, two) == (three, four) else (one, two, three, four)
    if three < 0 or four:
        why = "r is negative" if three < 0 else "fr is not followed"
        raise UnsupportedError(f"radialGradient: {why}", "a circle, and a focus inside it")
    same = [e for e in chain if e.name == kind]
    fx = length(_first(same, "fx", f"{one!r}"), "fx", view, "x")
    fy = length(_first(same, "fy", f"{two!r}"), "fy", view, "y")
    if not three:
        return None
    if math.hypot(fx - one, fy - two) > three * _EDGE:
        raise UnsupportedError(
            "radialGradient: the focus is not inside the circle", "one inside it"
        )
    return fx, fy, 0.0, one, two, three


def _stops(document: Document, chain: list[Element]) -> tuple[tuple[tuple[float, str], ...], float]:
    """The stops, and the opacity that all of them have."""
    found: list[tuple[float, str]] = []
    alphas: set[float] = set()
    holder = next((one for one in chain if any(c.name == "stop" for c in one.children)), None)
    before = 0.0
    stops = [child for child in holder.children if child.name == "stop"] if holder else []
    if len(stops) > STOPS:
        raise UnsupportedError("gradient: too many stops", f"at most {STOPS}")
    for stop in stops:
        style = document.style(stop)
        flat = colour(style["stop-color"], "stop-color", style["color"])
        alphas.add(round(flat.alpha * share(style["stop-opacity"], "stop-opacity"), 4))
        before = max(before, share(stop.get("offset") or "0", "offset"))
        found.append((round(before, 4), flat.rgb))
    if len(alphas) > 1:
        raise UnsupportedError(
            "stop-opacity: a gradient between opacities is not drawn", "one opacity for all stops"
        )
    return tuple(found), next(iter(alphas), 0.0)
