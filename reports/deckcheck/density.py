"""Rules on density: how much there is on a slide, and in what size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.deckcheck.bodies import bodies, closing, is_small
from reports.deckcheck.charts import charts
from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.measure import frame
from reports.deckcheck.rule import Spot, on_slides, quoted, rule
from reports.deckcheck.shapes import Shape
from reports.deckcheck.tables import tables
from reports.findings import LIKELY, POSSIBLE, WARNING

MOST_WORDS, MOST_BULLETS, MOST_LINES, LONGEST_ALT = 40, 6, 2, 250
_NEAR = 0.01
"""Points by which sizes may be rounded."""
_OURS = "Our own promise (density)"


def _with_bodies(deck: Deck) -> list[tuple[Slide, list[Shape]]]:
    """Slides with running text; those that list contents or sources apart."""
    found = [(slide, bodies(deck, slide)) for slide in deck.slides if not closing(deck, slide)]
    return [(slide, shapes) for slide, shapes in found if shapes]


def words_in(text: str) -> int:
    """Number of words: pieces between white space with a letter or figure in them."""
    return sum(any(c.isalnum() for c in piece) for piece in text.split())


@rule(
    "words-on-slide",
    "The text bodies of a slide hold no more than 40 words (titles, captions, sources, tables and "
    "labels do not count; slides that list contents or sources are exempt)",
    _OURS,
    _with_bodies,
    severity=WARNING,
    mend="Shorten the text (the key short), divide the slide, or say it in the notes.",
)
def words_on_slide(deck: Deck, things: Sequence[tuple[Slide, list[Shape]]]) -> Iterator[Spot]:
    for slide, shapes in things:
        count = sum(words_in(slide.text(shape).words) for shape in shapes)
        if count > MOST_WORDS:
            detail = f"{count} words, more than {MOST_WORDS}"
            yield Spot(slide.number, shapes[0].called, detail)


@rule(
    "bullets-on-slide",
    "A slide has no more than 6 bullets (slides that list contents or sources are exempt)",
    _OURS,
    _with_bodies,
    severity=WARNING,
    mend="Divide the list over two slides, or join what belongs together.",
)
def bullets_on_slide(deck: Deck, things: Sequence[tuple[Slide, list[Shape]]]) -> Iterator[Spot]:
    for slide, shapes in things:
        paragraphs = [one for shape in shapes for one in slide.text(shape).paragraphs]
        count = sum(one.bullet and bool(one.text.strip()) for one in paragraphs)
        if count > MOST_BULLETS:
            detail = f"{count} bullets, more than {MOST_BULLETS}"
            yield Spot(slide.number, shapes[0].called, detail)


class Sized(NamedTuple):
    """The smallest type of one text."""

    slide: int
    thing: str
    words: str
    size: float
    certainty: str = ""


def _sizes(deck: Deck, *, small: bool) -> list[Sized]:
    """The smallest type of each shape that holds small print, or of each that does not."""
    found: list[Sized] = []
    for slide in deck.slides:
        for shape in slide.texts:
            if is_small(deck, slide, shape) == small:
                runs = [run for one in slide.text(shape).paragraphs for run in one.runs]
                sizes = [(run.look.size, run.text) for run in runs if run.text.strip()]
                if sizes:
                    size, words = min(sizes)
                    found.append(Sized(slide.number, shape.called, quoted(words), size))
    return found


def _content(deck: Deck) -> list[Sized]:
    """The smallest type of content: shapes, tables, charts."""
    found = _sizes(deck, small=False)
    for slide in deck.slides:
        for table in tables(slide):
            runs = [run for cell in table.cells for one in cell.paragraphs for run in one.runs]
            sizes = [(run.look.size, run.text) for run in runs if run.text.strip()]
            if sizes:
                size, words = min(sizes)
                found.append(Sized(slide.number, table.shape.called, quoted(words), size))
        for chart in charts(slide):
            texts = [(text.look.size, text.what) for text in chart.texts]
            if texts:
                size, words = min(texts)
                found.append(Sized(slide.number, chart.shape.called, words, size, LIKELY))
    return found


@rule(
    "type-floor",
    "No content is set smaller than the floor of the theme (14 pt where no theme says it)",
    _OURS + "; WCAG 2.2, 1.4.4, has no least size",
    _content,
    severity=WARNING,
    mend="Shorten the text or divide the slide, so that it may be larger.",
)
def type_floor(deck: Deck, things: Sequence[Sized]) -> Iterator[Spot]:
    floor = deck.expected.floor
    for one in things:
        if one.size < floor - _NEAR:
            detail = f"{one.words} is set in {one.size:g} pt, less than {floor:g}"
            yield Spot(one.slide, one.thing, detail, certainty=one.certainty)


@rule(
    "small-print",
    "Captions, sources and running lines are not set smaller than the theme allows (12 pt where no "
    "theme says it)",
    _OURS,
    lambda deck: _sizes(deck, small=True),
    severity=WARNING,
    mend="Shorten the line, so that it may be larger.",
)
def small_print(deck: Deck, things: Sequence[Sized]) -> Iterator[Spot]:
    least = deck.expected.least
    for one in things:
        if one.size < least - _NEAR:
            detail = f"{one.words} is set in {one.size:g} pt, less than {least:g}"
            yield Spot(one.slide, one.thing, detail)


@rule(
    "title-lines",
    "A title takes no more than two lines at the width of its placeholder",
    _OURS,
    lambda deck: [slide for slide in deck.slides if slide.title_text],
    severity=WARNING,
    certainty=LIKELY,
    mend="Shorten the title to what the slide says.",
)
def title_lines(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        title = slide.title
        if title is None or title.body is None:
            continue
        text = slide.text(title)
        room = frame(title, text)
        if room is None:
            continue
        lines = [deck.expected.measure.lines(one, room.width) for one in text.paragraphs]
        count = sum(n for n, _, _ in lines)
        if count > MOST_LINES:
            sure = "" if all(measured for _, _, measured in lines) else POSSIBLE
            detail = f"{quoted(slide.title_text)} takes {count} lines"
            yield Spot(slide.number, title.called, detail, "title", certainty=sure)


@rule(
    "alt-long",
    "An alternative text has no more than 250 characters",
    "Microsoft, alternative text in one or two sentences; our own promise (density)",
    on_slides(lambda shape: bool(shape.alt)),
    severity=WARNING,
    mend="Say what matters in one or two sentences; the rest belongs into the notes.",
)
def alt_long(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        if len(shape.alt) > LONGEST_ALT:
            detail = f"the alternative text has {len(shape.alt)} characters"
            yield Spot(slide.number, shape.called, detail, "alt")


@rule(
    "text-shrunk",
    "No text is shrunk by the viewer to fit its frame",
    "ISO/IEC 29500-1, 21.1.2.1.3 (fontScale); our own promise",
    on_slides(lambda shape: shape.body is not None),
    severity=WARNING,
    mend="Shorten the text, and switch “shrink text on overflow” off.",
)
def text_shrunk(deck: Deck, things: Sequence[tuple[Slide, Shape]]) -> Iterator[Spot]:
    for slide, shape in things:
        scale = slide.text(shape).scale
        if scale < 1:
            yield Spot(slide.number, shape.called, f"is shrunk to {100 * scale:.0f} per cent")
