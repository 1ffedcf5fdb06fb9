"""Rules on links: what they say, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from reports.deckcheck.deck import Deck, Slide, kept
from reports.deckcheck.markup import A, P, R
from reports.deckcheck.package import Relation
from reports.deckcheck.rule import Spot, quoted, rule
from reports.deckcheck.shapes import Shape
from reports.deckcheck.tables import tables
from reports.findings import LIKELY, POSSIBLE, WARNING

_PURPOSE = "WCAG 2.2, 2.4.4; EN 301 549, 10.2.4.4; Microsoft, hyperlink text is meaningful"
SCHEMES = ("http", "https", "mailto")
JUMPS = ("firstslide", "lastslide", "nextslide", "previousslide", "lastslideviewed", "endshow")
"""Jumps of the show that need no target (20.1.2.2.23)."""
LONG_ADDRESS = 40
"""Characters; a longer address is hard to listen to."""
NOTHING_SAID = frozenset(
    ("here", "click here", "click", "click this", "link", "this link", "this", "more", "read more")
    + ("learn more", "see more", "details", "more details", "website", "web site", "page", "go")
    + ("hier", "hier klicken", "mehr", "weiterlesen", "ici", "cliquez ici", "lire la suite")
    + ("en savoir plus", "aquí", "haga clic aquí", "más", "leer más")
)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


class Link(NamedTuple):
    """One link of a slide."""

    slide: Slide
    thing: str
    words: str
    """What one clicks; for a shape its text or alternative text."""
    action: str
    relation: Relation | None
    ident: str
    """Relationship that it names."""


@kept
def links(deck: Deck) -> list[Link]:
    """All links on slides: of texts, then of whole shapes."""
    return [link for slide in deck.slides for link in _on_slide(slide)]


def _on_slide(slide: Slide) -> Iterator[Link]:
    for shape in slide.seen:
        if shape.body is not None:
            for one in slide.text(shape).paragraphs:
                yield from _in_text(slide, shape, one.runs)
        mark = next(shape.element.iter(P + "cNvPr"), None)
        click = mark.find(A + "hlinkClick") if mark is not None else None
        if click is not None:
            yield _link(slide, shape, shape.words.strip() or shape.alt, click)
    for table in tables(slide):
        for cell in table.cells:
            for one in cell.paragraphs:
                yield from _in_text(slide, table.shape, one.runs)


def _in_text(slide: Slide, shape: Shape, runs: Sequence[Any]) -> Iterator[Link]:
    """Links of a paragraph; neighbouring runs that lead to one place are one link."""

    def target(run: Any) -> tuple[str, str] | None:
        link = run.link
        return None if link is None else (link.get(R + "id") or "", link.get("action") or "")

    for key, group in groupby(runs, target):
        inside = list(group)
        if key is not None:
            words = "".join(run.text for run in inside).strip()
            yield _link(slide, shape, words, inside[0].link)


def _link(slide: Slide, shape: Shape, words: str, click: Any) -> Link:
    ident = str(click.get(R + "id") or "")
    relation = slide.part.relations.get(ident)
    return Link(slide, shape.called, words, str(click.get("action") or ""), relation, ident)


@rule(
    "link-text",
    "The words of a link say where it leads",
    _PURPOSE,
    links,
    severity=WARNING,
    certainty=LIKELY,
    mend="Link the name of what it leads to.",
)
def link_text(deck: Deck, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        said = re.sub(r"[\W_]+", " ", link.words).strip().casefold()
        if not said:
            yield Spot(link.slide.number, link.thing, "a link has no words")
        elif said in NOTHING_SAID:
            detail = f"the link {quoted(link.words)} does not say where it leads"
            yield Spot(link.slide.number, link.thing, detail)


@rule(
    "link-address",
    "The words of a link are no long address",
    _PURPOSE,
    links,
    severity=WARNING,
    certainty=LIKELY,
    mend="Link the name of the page or of its site; the address stays behind it.",
)
def link_address(deck: Deck, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        if _ADDRESS.fullmatch(link.words) and len(link.words) > LONG_ADDRESS:
            detail = f"the link reads {quoted(link.words)}, {len(link.words)} characters"
            yield Spot(link.slide.number, link.thing, detail)


@rule(
    "link-astray",
    "Every link leads to a slide of the deck or to a web or mail address",
    "ISO/IEC 29500-1, 21.1.2.3.5; our own promise",
    links,
    mend="Link again, or take the link away.",
)
def link_target(deck: Deck, things: Sequence[Link]) -> Iterator[Spot]:
    present = {slide.part.name for slide in deck.slides}
    for link in things:
        why = _astray(link, present)
        if why:
            yield Spot(link.slide.number, link.thing, f"the link {quoted(link.words)} {why}")


def _astray(link: Link, present: set[str]) -> str:
    """What is wrong with the target of a link; empty when nothing is."""
    kind, _, rest = link.action.partition("://")
    command = rest.partition("?")[0]
    if kind == "ppaction" and command == "hlinkshowjump":
        jump = rest.partition("jump=")[2]
        return "" if jump in JUMPS else f"jumps to {jump!r}"
    if kind == "ppaction" and command not in ("hlinksldjump", "noaction", "hlinkfile", ""):
        return f"runs {command!r}"
    if link.relation is None:
        return "" if command == "noaction" or not link.ident else "leads nowhere"
    if not link.relation.external:
        gone = link.relation.kind == "slide" and link.relation.target not in present
        return "leads to a slide that is not in the deck" if gone else ""
    scheme = link.relation.target.partition(":")[0].casefold()
    return "" if scheme in SCHEMES else f"leads to {quoted(link.relation.target)}"


@rule(
    "link-hidden",
    "No link leads to a hidden slide, unless its words say that it is a back-up slide",
    "Our own promise: a print or PDF without hidden slides has no such slide",
    lambda deck: [link for link in links(deck) if link.relation and link.relation.kind == "slide"],
    severity=WARNING,
    certainty=POSSIBLE,
    mend="Show the slide, or say beside the link that it is a back-up slide.",
)
def link_hidden(deck: Deck, things: Sequence[Link]) -> Iterator[Spot]:
    hidden = {slide.part.name: slide.number for slide in deck.slides if slide.hidden}
    for link in things:
        number = hidden.get(link.relation.target) if link.relation is not None else None
        said = deck.expected.backup and deck.expected.backup in link.words
        if number is not None and not said:
            detail = f"the link {quoted(link.words)} leads to the hidden slide {number}"
            yield Spot(link.slide.number, link.thing, detail)
