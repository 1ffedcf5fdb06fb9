"""Drawing: the elements of a file become the display list of an artwork, in painting order."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from layouts.artwork import LONGER, Artwork, Matrix, Outline, bounds, mapped, times
from layouts.located import quote
from layouts.scene import Path
from layouts.units import Rect
from reports.svg.clipping import clips
from reports.svg.document import Document
from reports.svg.layers import Item, depth_of, wrapped
from reports.svg.paint import paint
from reports.svg.refusal import (
    DEPTH,
    ELEMENTS,
    LAYERS,
    REACH,
    SEGMENTS,
    RefusedError,
    TooLargeError,
    UnsupportedError,
)
from reports.svg.shapes import SHAPES
from reports.svg.strokes import stroke
from reports.svg.style import Style, computed
from reports.svg.tree import Element
from reports.svg.values import View, length, share, transform
from reports.svg.viewports import inner, outer

_UNSEEN = frozenset(
    {"defs", "symbol", "clipPath", "linearGradient", "radialGradient", "stop", "style"}
    | {"filter", "marker", "mask", "pattern", "view"}
)
"""Elements that are drawn only where something refers to them, or not at all."""
_TEXT = "text needs a font; convert text to outlines"
_HINTS = {
    "a": "a link inside a picture is not followed",
    "switch": "what depends on the reader is not followed",
    "text": _TEXT,
    "textPath": _TEXT,
    "tspan": _TEXT,
}
_CONDITIONS = ("systemLanguage", "requiredFeatures", "requiredExtensions")
_FLAT = 1e-18
"""Area to which a matrix brings a unit, below which nothing is seen of it."""


class _At(NamedTuple):
    """What an element finds where it stands."""

    style: Style
    """Of the element around it."""
    matrix: Matrix
    """From there into the picture."""
    view: View
    depth: int = 0
    within: tuple[Element, ...] = ()
    """Elements that are being used."""


def draw(document: Document) -> Artwork | None:
    """The artwork of a file; None after at least one problem was reported."""
    root = document.root
    try:
        _unconditional(root)
        frame, natural = outer(root)
        if root.get("transform"):
            raise UnsupportedError("svg: transform is not followed here", "it on a group inside")
        scale = LONGER / max(frame.width, frame.height)
        width, height = round(frame.width * scale, 3), round(frame.height * scale, 3)
        if min(width, height) < 1:
            raise RefusedError("svg: one side is 1,000 times the other", "a broader picture")
        matrix = times(frame.matrix, (scale, 0.0, 0.0, scale, 0.0, 0.0))
        items = _Walk(document).contents(root, _At({}, matrix, frame.view))
        if depth_of(items) > LAYERS:
            many = "too many clips and transparent groups inside one another"
            raise TooLargeError(many, f"at most {LAYERS}")
        if not items and not document.refused:
            raise RefusedError("svg: draws nothing", "a path that is seen")
    except RefusedError as refusal:
        with suppress(TooLargeError):
            document.refuse(refusal, root)
    if document.refused:
        return None
    return Artwork(width, height, tuple(items), natural)


class _Walk:
    """One walk over a file; counts what would otherwise grow without end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sheets = document.sheets
        self._elements = self._segments = 0

    def contents(self, element: Element, at: _At) -> list[Item]:
        """The items of an element's children, with its own clip and opacity around them."""
        style = computed(element, at.style, self._sheets)
        if style["display"] == "none":
            return []
        inside = at._replace(style=style, depth=at.depth + 1)
        items: list[Item] = []
        for child in element.children:
            items += self._element(child, inside)
        return self._around(items, style, at, None)

    def _element(self, element: Element, at: _At) -> list[Item]:
        """The items of one element; a refusal is reported there and gives none."""
        try:
            self._elements += 1
            if self._elements > ELEMENTS:
                raise TooLargeError("too many elements once every use is followed", f"{ELEMENTS:,}")
            self._document.spend(element)
            if at.depth > DEPTH:
                raise TooLargeError("elements too deep inside one another", f"at most {DEPTH}")
            return self._drawn(element, at)
        except RefusedError as refusal:
            self._document.refuse(refusal, element)
            return []

    def _drawn(self, element: Element, at: _At) -> list[Item]:
        name = element.name
        if name in _UNSEEN:
            return []
        _unconditional(element)
        if name == "svg":
            if element.get("transform"):
                raise UnsupportedError(
                    "svg: transform is not followed here", "it on a group around"
                )
            return self._viewport(element, element, at)
        if name not in SHAPES and name not in ("g", "use"):
            if computed(element, at.style, self._sheets)["display"] == "none":
                return []
            why = _HINTS.get(name, "this element is not drawn")
            raise UnsupportedError(f"{quote(name)}: {why}", "paths and shapes")
        at = at._replace(matrix=times(transform(element.get("transform")), at.matrix))
        a, b, c, d, _, _ = at.matrix
        if abs(a * d - b * c) < _FLAT:
            return []
        if name == "g":
            return self.contents(element, at)
        return self._used(element, at) if name == "use" else self._shape(element, at)

    def _viewport(self, element: Element, sized: Element, at: _At) -> list[Item]:
        """A viewport inside the picture: ``svg``, or a ``symbol``, as large as ``sized`` says."""
        frame = inner(element, sized, at.view)
        if frame is None:
            return []
        inside = at._replace(matrix=times(frame.matrix, at.matrix), view=frame.view)
        items = self.contents(element, inside)
        if computed(element, at.style, self._sheets)["overflow"] in ("visible", "auto"):
            return items
        return wrapped(items, 1.0, (frame.clip(at.matrix),))

    def _used(self, element: Element, at: _At) -> list[Item]:
        style = computed(element, at.style, self._sheets)
        if style["display"] == "none":
            return []
        target = self._document.named(element.get("href"), "href")
        if target is self._document.root or any(target is one for one in at.within):
            raise RefusedError("use: it uses itself", "an element that does not use this one")
        x, y = (length(element.get(axis) or "0", axis, at.view, axis) for axis in ("x", "y"))
        inside = at._replace(
            style=style,
            matrix=times((1.0, 0.0, 0.0, 1.0, x, y), at.matrix),
            depth=at.depth + 1,
            within=(*at.within, target),
        )
        if target.name in ("svg", "symbol"):
            items = self._viewport(target, element, inside)
        else:
            items = self._element(target, inside)
        return self._around(items, style, at, None)

    def _shape(self, element: Element, at: _At) -> list[Item]:
        style = computed(element, at.style, self._sheets)
        if style["display"] == "none":
            return []
        path = SHAPES[element.name](element, at.view)
        self._segments += len(path)
        if self._segments > SEGMENTS:
            raise TooLargeError("too many segments in all paths", f"at most {SEGMENTS:,}")
        if not path or style["visibility"] != "visible":
            return []
        painted = [self._filled(style, path, at), self._lined(style, path, at)]
        if style["paint-order"].split()[0:1] == ["stroke"] or (
            style["paint-order"].split()[0:2] == ["markers", "stroke"]
        ):
            painted.reverse()
        items: list[Item] = list(_joined([one for one in painted if one is not None]))
        return self._around(items, style, at, path)

    def _filled(self, style: Style, path: Path, at: _At) -> Outline | None:
        found = paint(self._document, style, "fill", path, at.matrix, at.view)
        path = _solid(path)
        if found is None or not path:
            return None
        rule = style["fill-rule"].lower()
        if rule not in ("nonzero", "evenodd"):
            raise RefusedError(f"fill-rule: {quote(rule[:40])}", "nonzero or evenodd")
        return Outline(_near(mapped(path, at.matrix)), found[0], rule == "evenodd", found[1])

    def _lined(self, style: Style, path: Path, at: _At) -> Outline | None:
        found = paint(self._document, style, "stroke", path, at.matrix, at.view)
        if found is None:
            return None
        line = stroke(style, found, path, at.matrix, at.view)
        if line is not None:
            _near(mapped(path, at.matrix))
        return line

    def _around(self, items: list[Item], style: Style, at: _At, path: Path | None) -> list[Item]:
        """The items with the element's own clip and opacity."""
        if not items:
            return []
        alpha = share(style["opacity"], "opacity")
        if alpha == 1 and style["clip-path"] == "none":
            return items
        box: Rect | None = None if path is None else bounds(path)
        found = clips(self._document, style["clip-path"], at.matrix, at.view, box)
        if found is None:
            return []
        for one in found:
            self._segments += len(_near(one.path))
        return wrapped(items, alpha, found)


def _unconditional(element: Element) -> None:
    for condition in _CONDITIONS:
        if condition in element.attributes:
            raise UnsupportedError(f"{condition}: {_HINTS['switch']}", "one picture for all")


def _near(path: Path) -> Path:
    """The path, unless it reaches too far from the picture."""
    for _, *values in path:
        for value in values:
            if not -REACH <= value <= REACH:
                raise RefusedError("a path reaches too far out of the picture", "one nearer to it")
    return path


def _solid(path: Path) -> Path:
    """The path without subpaths that are a line and hold no area: PDF would fill them with the
    thinnest line of the device (ISO 32000-1, 8.5.3.3.1), SVG fills nothing."""
    kept: list[tuple[object, ...]] = []
    begin = 0
    for n in range(1, len(path) + 1):
        if n == len(path) or path[n][0] == "M":
            part = path[begin:n]
            box = bounds(part)
            straight = sum(segment[0] != "Z" for segment in part) < 3
            if box.width and box.height and not (straight and part[-1][0] != "C"):
                kept += part
            begin = n
    return tuple(kept)


def _joined(outlines: list[Outline]) -> list[Outline]:
    """Fill and line of one path as one item, where the fill lies below."""
    if len(outlines) == 2:
        fill, line = outlines
        if line.stroke is not None and fill.path == line.path:
            return [fill._replace(stroke=line.stroke)]
    return outlines
