"""Rules on what keeps a deck editable and on brand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.deckcheck.colour import LITERAL
from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.ground import fill
from reports.deckcheck.markup import A, P, local
from reports.deckcheck.rule import Spot, on_slides, quoted, rule, slides
from reports.deckcheck.shapes import Shape
from reports.findings import LIKELY, POSSIBLE, WARNING

MOST_OF_A_SLIDE = 0.6
"""A picture that takes more of a slide is a slide that cannot be edited."""
_FACES = tuple(A + name for name in ("latin", "ea", "cs", "sym", "buFont"))
_SHAPES = tuple(P + name for name in ("sp", "pic", "cxnSp", "graphicFrame", "grpSp"))
_BESIDE = (A + "extLst", P + "extLst")
"""What stands here is for other programs, and not shown."""


@rule(
    "picture-of-a-slide",
    "No picture covers more than 60 per cent of a slide",
    "WCAG 2.2, 1.4.5 (images of text); our own promise",
    on_slides(lambda shape: shape.pictured),
    mend="Use text, tables and charts; let a picture leave room for them.",
)
def picture_of_a_slide(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        box, edge = shape.bounds, slide.edge()
        if box is None:
            continue
        wide = min(box.right, edge.width) - max(box.x, 0)
        high = min(box.bottom, edge.height) - max(box.y, 0)
        part = max(wide, 0) * max(high, 0) / (edge.width * edge.height)
        if part > MOST_OF_A_SLIDE:
            detail = f"covers {100 * part:.0f} per cent of the slide"
            yield Spot(slide.number, shape.called, detail)


def _free_texts(deck: Deck) -> list[tuple[Slide, Shape]]:
    """Texts outside placeholders. Where nothing is known of diagrams, words in filled or grouped
    shapes are labels of one."""
    known = deck.expected.pack is not None
    return [
        (slide, shape)
        for slide in deck.slides
        for shape in slide.texts
        if shape.holder is None
        and not deck.expected.is_label(shape.name)
        and (known or (shape.parent is None and _loose(slide, shape)))
    ]


def _loose(slide: Slide, shape: Shape) -> bool:
    return shape.text_box or fill(slide, shape).kind == "none"


@rule(
    "text-box",
    "Text stands in placeholders, labels of diagrams apart",
    "Our own promise: text boxes are missing in the outline and do not follow the layout",
    _free_texts,
    severity=WARNING,
    certainty=LIKELY,
    mend="Put the text into a placeholder of the layout.",
)
def text_box(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        detail = f"{quoted(shape.words)} is drawn outside the placeholders"
        sure = "" if deck.expected.pack is not None else POSSIBLE
        yield Spot(slide.number, shape.called, detail, certainty=sure)


def _owner(element: Any) -> str:
    """Name of the shape that an element stands in; empty for one of the background."""
    for above in element.iterancestors(*_SHAPES):
        mark = next(above.iter(P + "cNvPr"), None)
        return "" if mark is None else str(mark.get("name") or f"shape {mark.get('id')}")
    return ""


def _shown(element: Any) -> bool:
    return next(element.iterancestors(*_BESIDE), None) is None


@rule(
    "literal-colour",
    "Slides take their colours from the theme (parts of charts apart)",
    "ISO/IEC 29500-1, 20.1.2.3.29; our own promise",
    slides,
    mend="Choose a theme colour, or reset the slide.",
)
def literal_colour(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        found: dict[str, list[str]] = {}
        for element in slide.root.iter(*LITERAL):
            if _shown(element):
                value = element.get("val") or local(element)
                found.setdefault(_owner(element) or "background", []).append(value)
        for name, values in found.items():
            listed = ", ".join(dict.fromkeys(values))
            yield Spot(slide.number, name, f"sets the colour {listed} by itself")


@rule(
    "literal-font",
    "Slides take their fonts from the theme (parts of charts apart)",
    "ISO/IEC 29500-1, 20.1.4.1; our own promise",
    slides,
    mend="Choose a theme font, or reset the slide.",
)
def literal_font(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        found: dict[str, list[str]] = {}
        for element in slide.root.iter(*_FACES):
            face = element.get("typeface", "")
            if face and not face.startswith("+") and _shown(element):
                found.setdefault(_owner(element) or "background", []).append(face)
        for name, faces in found.items():
            listed = ", ".join(dict.fromkeys(faces))
            yield Spot(slide.number, name, f"sets the font {listed} by itself")


@rule(
    "empty-placeholder",
    "No placeholder is left empty on a slide",
    "Our own promise: it prompts whoever edits, and screen readers stop at it",
    on_slides(lambda shape: shape.holder is not None and not shape.is_furniture),
    severity=WARNING,
    mend="Fill it or delete it.",
)
def empty_placeholder(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        if shape.kind == "shape" and not shape.is_title and not shape.words.strip():
            if shape.pictured:
                continue
            yield Spot(slide.number, shape.called, f"the placeholder ({shape.holds}) is empty")
