"""What is behind a text: its shape's fill, shapes below it, layout, master, background."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot

from layouts.units import Rect
from reports.deckcheck.colour import Colour
from reports.deckcheck.deck import Layer, Slide
from reports.deckcheck.markup import A, P
from reports.deckcheck.palette import NOTHING, UNKNOWN, Paint
from reports.deckcheck.shapes import Shape

WHITE = Colour(1.0, 1.0, 1.0)
COVERS = 0.98
"""Share of a text that a shape must lie behind to be its ground."""
HALF = 0.5
"""Share from which a shape may be the ground of most of it."""
TOUCHES = 0.05
"""Share from which a shape that lies behind a part of a text is one of its grounds."""
_OPEN = ("line", "arc", "bracePair", "bracketPair", "leftBrace", "rightBrace")
"""Geometries that have no area, or none that can be told from their box."""
MOST = 16
"""Colours that one ground may have; a text on more is on a picture."""


@dataclass(frozen=True)
class Ground:
    """The colours behind a text."""

    colours: tuple[Colour, ...] = ()
    """All that occur behind most of it, opaque; empty: unknown, or ``edges`` alone."""
    edges: tuple[Colour, ...] = ()
    """Those that may be behind a part of it."""
    why: str = ""
    """What makes it uncertain: ``picture``, ``unknown``, ``part``, ``mixed``; empty: certain."""


@dataclass(frozen=True)
class Coat:
    """One layer of paint behind a text."""

    paint: Paint
    share: float = 1.0
    """Of the text that it lies behind."""


def settle(coats: Sequence[Coat]) -> Ground:
    """What shines through ``coats``, given from the top."""
    over: list[tuple[Colour, ...]] = []
    found: tuple[Colour, ...] = (WHITE,)
    edges: list[Colour] = []
    why, most = "", 0.0
    for coat in coats:
        paint = coat.paint
        if paint.kind in ("none", "group"):
            continue
        if paint.kind in ("picture", "unknown"):
            return Ground(why=paint.kind)
        if coat.share < COVERS:
            why, most = "part", max(most, coat.share)
            edges += _shown(over, [colour for colour in paint.colours if colour.alpha >= 1.0])
            continue
        if paint.kind == "mixed":
            why = why or "mixed"
        if all(colour.alpha >= 1.0 for colour in paint.colours):
            found = paint.colours
            break
        over.append(paint.colours)
    colours = tuple(dict.fromkeys(_shown(over, found)))
    if len(colours) + len(edges) > MOST:
        return Ground(why="picture")
    if most >= HALF:  # which of the two is behind the letters cannot be told
        return Ground((), (*colours, *edges), why)
    return Ground(colours, tuple(edges), why)


def _shown(over: Sequence[Sequence[Colour]], found: Sequence[Colour]) -> Iterator[Colour]:
    """Every colour of the ground under every mixture of translucent coats."""
    for base in found:
        for coats in product(*over):
            colour = base
            for coat in reversed(coats):
                colour = coat.over(colour)
            yield colour


def behind(slide: Slide, shape: Shape, box: Rect) -> list[Coat]:
    """The coats of paint behind ``box``, which belongs to ``shape``, from the top down."""
    return [*_own(slide, shape), *below(slide, shape, box)]


def below(slide: Slide, shape: Shape, box: Rect) -> list[Coat]:
    """The same without the shape's own fill."""
    coats: list[Coat] = []
    order = slide.all_shapes
    for other in reversed(order[: order.index(shape)]):
        coats += _coat(slide, other, box)
    shows = slide.shows_above
    layer = slide.above
    while layer is not None:
        for other in reversed(layer.all_shapes):
            if shows and other.holder is None:
                coats += _coat(layer, other, box)
        shows = shows and layer.shows_above
        layer = layer.above
    return [*coats, Coat(_background(slide))]


def _own(layer: Layer, shape: Shape) -> Iterator[Coat]:
    yield Coat(fill(layer, shape))


def _coat(layer: Layer, other: Shape, box: Rect) -> Iterator[Coat]:
    if other.hidden or other.kind in ("line", "group", "ink"):
        return
    part = covered(other, box)
    if part < TOUCHES:
        return
    if other.kind not in ("shape", "picture"):
        # A chart or table below another text: what it paints there is not told by its frame.
        yield Coat(UNKNOWN if part >= COVERS else NOTHING, part)
        return
    yield Coat(fill(layer, other), part)


def fill(layer: Layer, shape: Shape) -> Paint:
    """What a shape is filled with, by itself, its group, its placeholder or its style."""
    followed: Shape | None = shape
    while followed is not None:
        if followed.kind == "picture":
            return Paint("picture")
        if followed.properties is not None:
            own = layer.palette.paint(followed.properties)
            if own is not None and own.kind == "group":
                return fill(layer, shape.parent) if shape.parent is not None else NOTHING
            if own is not None:
                return own
        followed = followed.inherited
    reference = shape.element.find(f"{P}style/{A}fillRef")
    return layer.palette.style_fill(reference) or NOTHING


def _background(slide: Slide) -> Paint:
    """The background of the nearest layer that has one."""
    for layer in slide.layers():
        ground = layer.background
        if ground is None:
            continue
        own = ground.find(P + "bgPr")
        if own is not None:
            return slide.palette.paint(own) or NOTHING
        return slide.palette.style_fill(ground.find(P + "bgRef")) or NOTHING
    return NOTHING


def covered(shape: Shape, box: Rect) -> float:
    """The share of ``box`` behind which a shape lies, from 0 to 1."""
    bounds = shape.bounds
    if bounds is None or shape.geometry in _OPEN:
        return 0.0
    wide = min(bounds.right, box.right) - max(bounds.x, box.x)
    high = min(bounds.bottom, box.bottom) - max(bounds.y, box.y)
    if wide <= 0 or high <= 0:
        return 0.0
    part = wide * high / max(box.width * box.height, 1e-6)
    if part >= COVERS and (shape.geometry == "ellipse" or shape.turn % 90):
        return part if _round(bounds, box) else 0.9
    return min(part, 1.0)


def _round(outer: Rect, box: Rect) -> bool:
    """Whether all corners of a box lie inside the ellipse in ``outer``."""
    x, y = outer.x + outer.width / 2, outer.y + outer.height / 2
    return all(
        hypot((cx - x) / (outer.width / 2 or 1), (cy - y) / (outer.height / 2 or 1)) <= 1
        for cx in (box.x, box.right)
        for cy in (box.y, box.bottom)
    )
