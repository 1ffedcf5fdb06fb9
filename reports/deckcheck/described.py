"""Rules on alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.rule import Spot, on_slides, quoted, rule
from reports.deckcheck.shapes import Shape
from reports.findings import LIKELY, WARNING

_SOURCE = (
    "WCAG 2.2, 1.1.1; EN 301 549, 10.1.1.1; Microsoft, All non-text content has alternative text"
)
SHOWN = {
    **{"picture": "picture", "chart": "chart", "table": "table", "smartart": "diagram"},
    **{"object": "embedded object", "ink": "drawing", "graphic": "graphic"},
}
"""Kinds of shapes that need words, as messages call them."""
EMPTY_WORDS = frozenset(
    (
        *("picture", "image", "photo", "photograph", "graphic", "graphics", "chart", "table"),
        *("diagram", "figure", "icon", "logo", "screenshot", "object", "shape", "drawing"),
        *("clipart", "illustration", "group", "smartart", "bild", "foto", "grafik", "diagramm"),
        *("tabelle", "imagen", "gráfico", "tabla"),
    )
)
"""What says no more than that something is there."""
_FILE = re.compile(
    r"\S*\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp|heic|pdf|xlsx?|pptx?)", re.IGNORECASE
)
_NUMBERED = re.compile(r"[\W\d_]+")
_GENERATED = re.compile(r"description automatically generated|automatically generated", re.I)


def _graphic(shape: Shape) -> bool:
    return shape.kind in SHOWN and not _in_described(shape)


def _in_described(shape: Shape) -> bool:
    """Whether a group around it speaks for it."""
    above = shape.parent
    while above is not None:
        if above.alt or above.decorative:
            return True
        above = above.parent
    return False


@rule(
    "alt-missing",
    "Pictures, charts, tables, diagrams and embedded objects have an alternative text or are "
    "marked as decorative",
    _SOURCE,
    on_slides(_graphic),
    mend="Say what it shows (the key alt), or mark it as decorative.",
)
def alt_missing(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        if not shape.alt and not shape.decorative:
            detail = f"the {SHOWN[shape.kind]} has no alternative text"
            yield Spot(slide.number, shape.called, detail, "alt")


def _drawn(shape: Shape) -> bool:
    """A group that draws more than it says in words."""
    inner = [one for child in shape.children for one in child.walk()]
    return shape.kind == "group" and any(
        one.kind in ("line", "picture", "ink") or (one.kind == "shape" and not one.words.strip())
        for one in inner
        if not one.decorative
    )


@rule(
    "alt-group",
    "A group of shapes that draws something has an alternative text or is marked as decorative",
    _SOURCE,
    on_slides(lambda shape: shape.kind == "group" and shape.parent is None),
    certainty=LIKELY,
    mend="Say what the shapes show together; a screen reader reads that instead of each of them.",
)
def alt_group(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        labelled = deck.expected.is_label(shape.name)
        if not shape.alt and not shape.decorative and (labelled or _drawn(shape)):
            yield Spot(slide.number, shape.called, "the group has no alternative text", "alt")


def _bare(shape: Shape) -> bool:
    """A free shape or line that says nothing in words."""
    if shape.kind not in ("shape", "line") or shape.holder is not None or _in_described(shape):
        return False
    return not shape.words.strip()


@rule(
    "alt-shape",
    "A shape or line without words has an alternative text or is marked as decorative",
    _SOURCE,
    on_slides(_bare),
    severity=WARNING,
    mend="Mark it as decorative, or say what it means.",
)
def alt_shape(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        if not shape.alt and not shape.decorative:
            yield Spot(slide.number, shape.called, "says nothing and is not marked as decorative")


@rule(
    "alt-meaningless",
    "An alternative text says what is to be seen: it is no file name, and more than “picture”",
    "WCAG 2.2, 1.1.1 (failure F30); Microsoft, alt text without file extensions",
    on_slides(lambda shape: bool(shape.alt) and not shape.decorative),
    certainty=LIKELY,
    mend="Say in a sentence what one learns from it.",
)
def alt_meaningless(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        why = _meaningless(shape)
        if why:
            yield Spot(slide.number, shape.called, f"{quoted(shape.alt)} is {why}", "alt")


def _meaningless(shape: Shape) -> str:
    alt = shape.alt
    if _FILE.fullmatch(alt):
        return "a file name"
    words = [word for word in _NUMBERED.split(alt.casefold()) if word]
    if not words:
        return "no word"
    if all(word in EMPTY_WORDS for word in words):
        return "no description"
    if alt == shape.name:
        return "the name of the shape"
    return "left by a program" if _GENERATED.search(alt) else ""


@rule(
    "alt-decorative",
    "What is marked as decorative has no alternative text",
    "MS-ODRAWXML, 2.3.1; our own promise",
    on_slides(lambda shape: shape.decorative),
    severity=WARNING,
    mend="Keep one of the two.",
)
def alt_decorative(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        if shape.alt:
            detail = f"is marked as decorative, and says {quoted(shape.alt)}"
            yield Spot(slide.number, shape.called, detail, "alt")
