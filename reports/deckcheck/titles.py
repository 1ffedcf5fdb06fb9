"""Rules on the titles of slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.rule import Spot, quoted, rule, slides


@rule(
    "no-title",
    "Every slide has a title",
    "WCAG 2.2, 2.4.2 and 2.4.6; EN 301 549, 10.2.4.6; Microsoft, All slides have titles",
    slides,
    mend="Write a title for the slide; screen readers and links find slides by it.",
)
def no_title(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        if slide.title is None:
            yield Spot(slide.number, "slide", "has no title placeholder")
        elif not slide.title_text:
            yield Spot(slide.number, slide.title.called, "the title is empty", "title")
        elif slide.title.hidden:
            yield Spot(slide.number, slide.title.called, "the title is hidden", "title")


@rule(
    "title-twice",
    "No two slides have the same title",
    "WCAG 2.2, 2.4.6; Microsoft, Slide titles in a deck are unique",
    slides,
    mend="Say in each title what is different; “(continued)” will do for a second part.",
)
def title_twice(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    first: dict[str, int] = {}
    for slide in things:
        title = slide.title_text.casefold()
        if not title or slide.title is None:
            continue
        if title in first:
            detail = f"{quoted(slide.title_text)} is the title of slide {first[title]}, too"
            yield Spot(slide.number, slide.title.called, detail, "title")
        first.setdefault(title, slide.number)


@rule(
    "one-title",
    "A slide has one title placeholder",
    "ISO/IEC 29500-1, 19.7.10; our own promise",
    lambda deck: [slide for slide in deck.slides if slide.title is not None],
    mend="Keep one title; put other text into the placeholders for content.",
)
def one_title(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        for shape in [one for one in slide.all_shapes if one.is_title][1:]:
            detail = f"is a second title, {quoted(shape.words)}"
            yield Spot(slide.number, shape.called, detail, "title")
