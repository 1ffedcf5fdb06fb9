"""Rules on where shapes stand: on the slide, beside one another, around their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from layouts.units import Rect
from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.measure import extent, frame
from reports.deckcheck.rule import Spot, on_slides, quoted, rule, slides
from reports.deckcheck.shapes import Shape
from reports.findings import LIKELY, POSSIBLE, WARNING

SLACK = 1.0
"""Points by which a shape may pass an edge: rounding."""
TOUCH = 2.0
"""Points by which texts may reach into one another: line spacing, not letters."""
ROUGH = 1.25
"""How much higher than its frame an estimated text must be to be told."""
_TEXTUAL = ("table", "chart")


def _placed(shape: Shape) -> bool:
    if shape.kind == "group" or shape.decorative or shape.bounds is None:
        return False
    return not shape.is_furniture or bool(shape.words.strip())


@rule(
    "off-slide",
    "Nothing but decoration reaches beyond the slide",
    "WCAG 2.2, 1.4.4; our own promise",
    on_slides(_placed),
    mend="Move it onto the slide, or delete it.",
)
def off_slide(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        box, edge = shape.bounds, slide.edge()
        if box is None or edge.contains(box, SLACK):
            continue
        textual = shape.kind in _TEXTUAL or bool(shape.words.strip())
        outside = not edge.overlaps(box)
        over = max(-box.x, -box.y, box.right - edge.right, box.bottom - edge.bottom)
        how = "lies beside the slide" if outside else f"reaches {over:.0f} pt beyond the slide"
        if textual or outside:
            yield Spot(slide.number, shape.called, how)
        else:
            yield Spot(slide.number, shape.called, how, "", WARNING, POSSIBLE)


def _textual(slide: Slide) -> list[Shape]:
    """Shapes with text, tables and charts, as far as they stand upright."""
    return [
        shape
        for shape in slide.seen
        if shape.upright
        and (shape.kind in _TEXTUAL or (shape.body is not None and shape.words.strip()))
    ]


def _filled(deck: Deck, slide: Slide, shape: Shape) -> tuple[Rect, bool]:
    """Where the text of a shape stands, and whether that was measured."""
    nowhere = Rect(0, 0, 0, 0)
    if shape.kind in _TEXTUAL:
        return shape.bounds or nowhere, True
    return extent(shape, slide.text(shape), deck.expected.measure) or (nowhere, False)


@rule(
    "text-overlap",
    "No text stands on another",
    "WCAG 2.2, 1.4.3 and 1.4.8; our own promise",
    slides,
    certainty=LIKELY,
    mend="Move one of the two, or shorten it.",
)
def text_overlap(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        for one, other in combinations(_textual(slide), 2):
            if not one.bounds or not other.bounds or not one.bounds.overlaps(other.bounds, TOUCH):
                continue
            first, second = (_filled(deck, slide, shape) for shape in (one, other))
            if first[0].overlaps(second[0], TOUCH):
                sure = "" if first[1] and second[1] else POSSIBLE
                detail = f"stands on the text of {other.called!r}"
                yield Spot(slide.number, one.called, detail, certainty=sure)


@rule(
    "text-overflow",
    "Text does not leave its frame",
    "Our own promise: measured with the theme's faces, and 1 per cent of width to spare",
    on_slides(lambda shape: shape.body is not None and bool(shape.words.strip())),
    certainty=LIKELY,
    mend="Shorten the text, or enlarge the frame.",
)
def text_overflow(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        text = slide.text(shape)
        room = frame(shape, text)
        if room is None or not shape.upright or not text.wraps:
            continue
        filled = extent(shape, text, deck.expected.measure)
        if filled is None:
            continue
        height, known = filled[0].height, filled[1]
        if height > room.height * (1.0 if known else ROUGH) + TOUCH:
            detail = f"{quoted(shape.words)} needs {height:.0f} pt, the frame has {room.height:.0f}"
            severity = "" if known else WARNING
            yield Spot(slide.number, shape.called, detail, "", severity, "" if known else POSSIBLE)
