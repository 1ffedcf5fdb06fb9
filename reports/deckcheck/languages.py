"""Rules on language: of texts, charts, notes and the document, and on the document's title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reports.deckcheck.cascade import Cascade, Paragraph, paragraph
from reports.deckcheck.charts import Chart, charts
from reports.deckcheck.deck import Deck, Slide, kept
from reports.deckcheck.markup import A, P
from reports.deckcheck.rule import Spot, quoted, rule, whole
from reports.deckcheck.shapes import Shape, shapes_of
from reports.deckcheck.tables import tables
from reports.findings import ERROR, LIKELY, WARNING

_PARTS = "WCAG 2.2, 3.1.2; EN 301 549, 10.3.1.2; ISO/IEC 29500-1, 21.1.2.3.9 (lang)"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{1,8})*")
"""A language tag of BCP 47, as far as its form goes."""
_RUNS = tuple(A + name for name in ("r", "fld", "br"))
_LONGEST = 255
_DEFAULT_TITLES = ("powerpoint presentation", "presentation", "title", "slide 1")

Spoken = tuple[Slide, Shape, list[Paragraph]]


@kept
def spoken(deck: Deck) -> list[Spoken]:
    """All text on slides: of shapes, and of tables."""
    found: list[Spoken] = [
        (slide, shape, slide.text(shape).paragraphs)
        for slide in deck.slides
        for shape in slide.seen
        if shape.body is not None
    ]
    for slide in deck.slides:
        for table in tables(slide):
            inside = [one for cell in table.cells for one in cell.paragraphs]
            found.append((slide, table.shape, inside))
    return found


def _silent(paragraphs: Sequence[Paragraph]) -> str:
    """What has no language among the runs and marks of some paragraphs."""
    bare = [r for p in paragraphs for r in p.runs if not r.look.lang and r.kind != "none"]
    texts = [run for run in bare if run.text.strip()]
    if texts:
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        return f"{quoted(texts[0].text)}{more}"
    return "a break or the mark at the end of a paragraph" if bare else ""


@rule(
    "text-language",
    "Every run of text, every field and every paragraph mark has a language, its own or inherited",
    _PARTS,
    spoken,
    mend="Set the proofing language of the text.",
)
def text_language(deck: Deck, things: Sequence[Spoken]) -> Iterator[Spot]:
    for slide, shape, paragraphs in things:
        silent = _silent(paragraphs)
        if silent:
            yield Spot(slide.number, shape.called, f"{silent}: no language")


@rule(
    "language-tag",
    "Languages are given by proper tags",
    "BCP 47; WCAG 2.2, 3.1.2",
    spoken,
    mend="Give a tag such as en-GB.",
)
def language_tag(deck: Deck, things: Sequence[Spoken]) -> Iterator[Spot]:
    for slide, shape, paragraphs in things:
        tags = {run.look.lang for one in paragraphs for run in one.runs if run.look.lang}
        for tag in sorted(tags):
            if not _TAG.fullmatch(tag):
                yield Spot(slide.number, shape.called, f"{tag!r} is no language tag")


@rule(
    "language-agrees",
    "Text that only inherits its language has that of the document",
    _PARTS,
    lambda deck: spoken(deck) if deck.core.get("language") else [],
    severity=WARNING,
    certainty=LIKELY,
    mend="Set the proofing language of the text to that in which it is written.",
)
def language_agrees(deck: Deck, things: Sequence[Spoken]) -> Iterator[Spot]:
    wanted = deck.core["language"].split("-")[0].casefold()
    for slide, shape, paragraphs in things:
        runs = [run for one in paragraphs for run in one.runs if run.text.strip()]
        inherited = [run.look.lang for run in runs if not run.look.own_lang and run.look.lang]
        other = next((tag for tag in inherited if tag.split("-")[0].casefold() != wanted), "")
        if other:
            detail = f"inherits {other!r}, the document is in {deck.core['language']!r}"
            yield Spot(slide.number, shape.called, detail)


@rule(
    "chart-language",
    "A chart has a language",
    _PARTS + "; 21.2.2.87 (c:lang)",
    lambda deck: [chart for slide in deck.slides for chart in charts(slide)],
    mend="Set the proofing language of the chart's texts.",
)
def chart_language(deck: Deck, things: Sequence[Chart]) -> Iterator[Spot]:
    for chart in things:
        if not chart.lang and any(not text.look.lang for text in chart.texts):
            yield Spot(chart.slide.number, chart.shape.called, "declares no language for its texts")


def _notes(deck: Deck) -> list[tuple[Slide, list[Paragraph]]]:
    """Slides with notes: those paragraphs that do not say their language wholly themselves."""
    return [(slide, list(_noted(deck, slide))) for slide in deck.slides if slide.notes is not None]


def _noted(deck: Deck, slide: Slide) -> Iterator[Paragraph]:
    if slide.notes is None:
        return
    style = None
    for master in slide.notes.of_kind("notesMaster"):
        style = master.root.find(P + "notesStyle")
    lists = tuple(one for one in (style, deck.default_text) if one is not None)
    for shape in shapes_of(slide.notes.root.find(f"{P}cSld/{P}spTree")):
        if shape.body is not None:
            own = shape.body.find(A + "lstStyle")
            cascade = Cascade((*(() if own is None else (own,)), *lists))
            for element in shape.body.iterfind(A + "p"):
                if not _says_all(element):
                    yield paragraph(element, cascade, slide.palette)


def _says_all(element: Any) -> bool:
    """Whether every run and mark of a paragraph says its language: most do, and cost nothing."""
    marks = [element.find(A + "endParaRPr")] if element.find(A + "endParaRPr") is not None else []
    marks += [run.find(A + "rPr") for run in element if run.tag in _RUNS]
    return all(mark is not None and mark.get("lang") for mark in marks)


@rule(
    "notes-language",
    "Speaker notes have a language",
    _PARTS,
    _notes,
    mend="Set the proofing language of the notes.",
)
def notes_language(deck: Deck, things: Sequence[tuple[Slide, list[Paragraph]]]) -> Iterator[Spot]:
    for slide, paragraphs in things:
        silent = _silent(paragraphs)
        if silent:
            yield Spot(slide.number, "notes", f"{silent}: no language", "notes")


@rule(
    "document-language",
    "The document's properties name its language",
    "WCAG 2.2, 3.1.1; EN 301 549, 10.3.1.1; ISO/IEC 29500-2, 11.1 (dc:language)",
    whole,
    severity=WARNING,
    mend="Build the deck again; elsewhere, set the language in the file's properties.",
)
def document_language(deck: Deck, things: Sequence[Deck]) -> Iterator[Spot]:
    found, wanted = deck.core.get("language", ""), deck.expected.language
    grave = ERROR if wanted else ""
    if not found:
        yield Spot(0, "properties", "name no language", severity=grave)
    elif wanted and found != wanted:
        detail = f"name the language {found!r}, the pack is in {wanted!r}"
        yield Spot(0, "properties", detail, severity=grave)


@rule(
    "document-title",
    "The document's properties have a title that says what it is about",
    "WCAG 2.2, 2.4.2; EN 301 549, 10.2.4.2; ISO/IEC 29500-2, 11.1 (dc:title)",
    whole,
    mend="Build the deck again; elsewhere, write the title under File, Info.",
)
def document_title(deck: Deck, things: Sequence[Deck]) -> Iterator[Spot]:
    found, wanted = deck.core.get("title", ""), deck.expected.title
    if not found:
        yield Spot(0, "properties", "have no title")
    elif found.casefold() in _DEFAULT_TITLES:
        yield Spot(0, "properties", f"{quoted(found)} is what a program writes by itself")
    elif wanted and found != wanted and len(wanted) <= _LONGEST:
        yield Spot(0, "properties", f"the title is {quoted(found)}, not {quoted(wanted)}")
