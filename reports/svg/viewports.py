"""Viewports: the size of a picture, and nested coordinate systems (SVG 2, 8)."""

from __future__ import annotations

import math
from typing import NamedTuple

from layouts.artwork import IDENTITY, Clip, Matrix, mapped
from layouts.paths import polygon
from reports.svg.refusal import RefusedError
from reports.svg.tree import Element
from reports.svg.values import View, fitted, length, view_box

_POINTS = 72 / 96
"""In one pixel."""
_NOWHERE = View(0.0, 0.0)


class Frame(NamedTuple):
    """A viewport: where it stands, how its content comes there, and what per cent mean in it."""

    x: float
    y: float
    width: float
    height: float
    matrix: Matrix
    """From the content to what the frame stands in."""
    view: View

    def clip(self, matrix: Matrix) -> Clip:
        """Its edges, taken into the picture by ``matrix``."""
        right, bottom = self.x + self.width, self.y + self.height
        edges = polygon((self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom))
        return Clip(mapped(edges, matrix))


def outer(root: Element) -> tuple[Frame, float]:
    """The viewport of a whole picture in pixels, and the width in points that its author gave
    (infinite where he gave none)."""
    box = view_box(root.get("viewBox"))
    width, height = (_given(root, name) for name in ("width", "height"))
    natural = math.inf if width is None else width * _POINTS
    if width is None or height is None:
        if box is None:
            raise RefusedError("svg: no size", "a viewBox, or width and height")
        ratio = box[3] / box[2]
        if height is not None:
            width, natural = height / ratio, height / ratio * _POINTS
        elif width is not None:
            height = width * ratio
        else:
            width, height = box[2], box[3]
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise RefusedError("svg: a picture without extent", "width and height above 0")
    return _framed(root, 0.0, 0.0, width, height, box), natural


def _given(root: Element, name: str) -> float | None:
    """A side of the whole picture; a percentage says nothing there."""
    text = root.get(name)
    if text is None or text == "auto" or text.endswith("%"):
        return None
    return length(text, name, _NOWHERE)


def inner(element: Element, sized: Element, view: View) -> Frame | None:
    """The viewport of a nested ``svg``, or of one that ``sized``, a ``use``, sizes; None where it
    has no extent. A ``use`` has moved it already."""
    x, y = (
        0.0 if (text := element.get(axis)) is None else length(text, axis, view, axis)
        for axis in ("x", "y")
    )
    sides = []
    for name, axis in (("width", "x"), ("height", "y")):
        text = sized.get(name) or element.get(name)
        sides.append(length("100%" if text in (None, "auto") else text or "", name, view, axis))
    width, height = sides
    if width < 0 or height < 0:
        raise RefusedError(f"{element.name}: a side is negative", "0 or more")
    if not width or not height:
        return None
    return _framed(element, x, y, width, height, view_box(element.get("viewBox")))


def _framed(
    element: Element,
    x: float,
    y: float,
    width: float,
    height: float,
    box: tuple[float, float, float, float] | None,
) -> Frame:
    matrix, view = IDENTITY, View(width, height)
    if box is not None:
        matrix = fitted(box, width, height, element.get("preserveAspectRatio"))
        view = View(box[2], box[3])
    a, b, c, d, e, f = matrix
    return Frame(x, y, width, height, (a, b, c, d, e + x, f + y), view)
