"""Rules on the order in which a slide is read: that of its shapes in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from layouts.units import Rect
from reports.deckcheck.bodies import is_foot
from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.expected import Expected
from reports.deckcheck.rule import Spot, rule, slides
from reports.deckcheck.shapes import Shape
from reports.findings import LIKELY, WARNING

_SOURCE = "WCAG 2.2, 1.3.2; EN 301 549, 10.1.3.2; Microsoft, Check reading order"
SLACK = 2.0
"""Points by which one shape may reach over another and still stand below or beside it."""
SAME_ROW = 0.5
"""Share of the lower of two heights that shapes in one row have in common."""


def read(slide: Slide) -> list[Shape]:
    """What is read of a slide, in order: decoration and connectors apart, groups as one."""
    return [
        shape
        for shape in slide.shapes
        if not shape.hidden and not shape.decorative and shape.kind != "line"
    ]


@rule(
    "title-first",
    "The title is read first",
    _SOURCE,
    lambda deck: [slide for slide in deck.slides if slide.title is not None],
    mend="Move the title to the first place in the reading order (bottom of the selection pane).",
)
def title_first(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        shapes = read(slide)
        if shapes and slide.title in shapes and shapes[0] is not slide.title:
            detail = f"is read after {shapes[0].called!r}"
            yield Spot(slide.number, slide.title.called if slide.title else "", detail)


@rule(
    "furniture-last",
    "Date, footer and slide number are read last",
    _SOURCE + "; our own promise",
    lambda deck: [s for s in deck.slides if any(shape.is_furniture for shape in s.shapes)],
    severity=WARNING,
    mend="Move date, footer and number to the end of the reading order.",
)
def furniture_last(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        shapes = read(slide)
        for before, after in zip(shapes, shapes[1:], strict=False):
            if before.is_furniture and not after.is_furniture:
                yield Spot(slide.number, before.called, f"is read before {after.called!r}")


@rule(
    "slide-order",
    "Content is read as the pack tells it, or else from top to bottom and from left to right",
    _SOURCE,
    slides,
    certainty=LIKELY,
    mend="Put the shapes in the order in which they are to be read (selection pane, from below).",
)
def reading_order(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        content = [s for s in read(slide) if not s.is_furniture and not s.is_title]
        told: set[Shape] = set()
        for first, second in combinations(content, 2):
            why = _wrong(deck.expected, first, second)
            if why and first not in told:
                told.add(first)
                yield Spot(slide.number, first.called, f"is read before {second.called!r}, {why}")


def _wrong(expected: Expected, first: Shape, second: Shape) -> str:
    """Why ``second`` should be read before ``first``; empty when it should not."""
    by_pack = _by_pack(expected, first.name, second.name)
    if by_pack is not None:
        return "which the pack tells first" if by_pack else ""
    one, other = first.bounds, second.bounds
    if one is None or other is None:
        return ""
    if _across(one, other) > SLACK and other.bottom <= one.y + SLACK:
        return "which stands above it"
    shared = _down(one, other) / max(min(one.height, other.height), 1e-6)
    if shared >= SAME_ROW and other.right <= one.x + SLACK:
        return "which stands to the left of it"
    return ""


def _by_pack(expected: Expected, first: str, second: str) -> bool | None:
    """Whether the pack tells ``second`` before ``first``; None where it says nothing of them.

    Shapes that show whole blocks are compared by block, those that show one node by node; captions
    and sources come last in their block.
    """
    one, other = first.split(" ")[0], second.split(" ")[0]
    if one.partition("/")[0] == other.partition("/")[0] and is_foot(first) != is_foot(second):
        return is_foot(first)
    if "/" not in one or "/" not in other:
        one, other = one.partition("/")[0], other.partition("/")[0]
        if one == other or other.startswith(f"{one}.") or one.startswith(f"{other}."):
            return None
    places = expected.order.get(one), expected.order.get(other)
    if places[0] is None or places[1] is None or one == other:
        return None
    return places[1] < places[0]


def _across(one: Rect, other: Rect) -> float:
    return min(one.right, other.right) - max(one.x, other.x)


def _down(one: Rect, other: Rect) -> float:
    return min(one.bottom, other.bottom) - max(one.y, other.y)
