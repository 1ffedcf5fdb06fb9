"""Rules on the show: animation, timing, sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reports.deckcheck.deck import Deck, Section, Slide
from reports.deckcheck.markup import P, flag, integer, local
from reports.deckcheck.package import Unreadable
from reports.deckcheck.rule import Spot, quoted, rule, slides
from reports.findings import ERROR, WARNING

LONG = 10
"""Decks of more slides need sections."""
_EFFECTS = ("anim", "animClr", "animEffect", "animMotion", "animRot", "animScale", "set", "cmd")
_DEFAULT = re.compile(
    r"(default|untitled)( section)?|section ?\d*|standardabschnitt|section par défaut", re.I
)


@rule(
    "animation",
    "Nothing on a slide is animated",
    "WCAG 2.2, 2.2.2 and 2.3.3; EN 301 549, 10.2.2.2; our own promise",
    slides,
    severity=WARNING,
    mend="Take the animation away; several slides tell steps to everybody.",
)
def animation(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        timing = slide.root.find(P + "timing")
        effects = [] if timing is None else [e for e in timing.iter() if local(e) in _EFFECTS]
        if effects:
            yield Spot(slide.number, "animation", f"{len(effects)} effects")


@rule(
    "auto-advance",
    "Slides wait for the speaker: none goes on by itself, and the show does not run in a loop",
    "WCAG 2.2, 2.2.1 and 2.2.2; EN 301 549, 10.2.2.1",
    slides,
    mend="Advance slides on click (Transitions, Timing).",
)
def auto_advance(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        for transition in slide.root.iter(P + "transition"):
            if transition.get("advTm") is not None:
                seconds = integer(transition.get("advTm")) / 1000
                yield Spot(slide.number, "transition", f"goes on after {seconds:g} s")
                break
    for part in deck.main.of_kind("presProps"):
        try:
            show = part.root.find(P + "showPr")
        except Unreadable:
            continue
        if show is not None and (flag(show.get("loop")) or show.find(P + "kiosk") is not None):
            yield Spot(0, "show", "runs in a loop or as a kiosk")


def _sectioned(deck: Deck) -> list[Deck]:
    needed = deck.sections or deck.expected.pack is not None or len(deck.slides) > LONG
    return [deck] if needed else []


@rule(
    "section-missing",
    "Every slide stands in one section of the slide sorter",
    "MS-PPTX, 2.3.6; our own promise",
    _sectioned,
    mend="Put the slide into a section.",
)
def section_missing(deck: Deck, things: Sequence[Deck]) -> Iterator[Spot]:
    if not deck.sections:
        grave = ERROR if deck.expected.pack is not None else WARNING
        yield Spot(0, "sections", f"there are none for {len(deck.slides)} slides", severity=grave)
        return
    counts = Counter(ident for section in deck.sections for ident in section.slides)
    for number, entry in enumerate(deck.listed, 1):
        count = counts[str(entry.get("id"))]
        if count != 1:
            found = "stands in no section" if not count else f"stands in {count} sections"
            yield Spot(number, "slide", found)


@rule(
    "section-name",
    "Sections have names that say what is in them, each its own",
    "Microsoft, All sections have meaningful names; WCAG 2.2, 2.4.6",
    lambda deck: deck.sections,
    mend="Name the section after what it tells.",
)
def section_name(deck: Deck, things: Sequence[Section]) -> Iterator[Spot]:
    numbers = {str(entry.get("id")): n for n, entry in enumerate(deck.listed, 1)}
    seen: set[str] = set()
    for section in things:
        first = next((numbers[ident] for ident in section.slides if ident in numbers), 0)
        name = section.name.strip()
        if not name or _DEFAULT.fullmatch(name):
            yield Spot(first, "section", f"is called {quoted(name)}")
        elif name.casefold() in seen:
            yield Spot(first, "section", f"{quoted(name)} is the name of two", severity=WARNING)
        seen.add(name.casefold())
