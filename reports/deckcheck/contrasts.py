"""Rules on contrast: text against what is behind it, on shapes, in tables and in charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from layouts.units import Rect
from reports.deckcheck.cascade import Look
from reports.deckcheck.charts import charts
from reports.deckcheck.colour import Colour, ratio
from reports.deckcheck.deck import Deck, Slide, kept
from reports.deckcheck.ground import COVERS, Coat, Ground, behind, below, settle
from reports.deckcheck.measure import extent
from reports.deckcheck.rule import Spot, quoted, rule
from reports.deckcheck.shapes import Shape
from reports.deckcheck.tables import tables
from reports.findings import LIKELY, POSSIBLE, WARNING

_SOURCE = "WCAG 2.2, 1.4.3; EN 301 549, 10.1.4.3; Microsoft, Sufficient contrast"
LEAST, LEAST_LARGE = 4.5, 3.0
"""Least contrast of text, and of large text."""
_MEND = "Take a darker or lighter colour for the text, or for what is behind it."


class Seen(NamedTuple):
    """Text of one look on one ground."""

    slide: int
    thing: str
    words: str
    look: Look
    ground: Ground


@kept
def on_shapes(deck: Deck) -> list[Seen]:
    """Text of shapes."""
    found: list[Seen] = []
    for slide in deck.slides:
        for shape in slide.texts:
            coats = _coats(deck, slide, shape)
            runs = [run for one in slide.text(shape).paragraphs for run in one.runs]
            looks = {run.look: run.text for run in reversed(runs) if run.text.strip()}
            for look, words in looks.items():
                ground = settle([*_marker(look), *coats])
                found.append(Seen(slide.number, shape.called, quoted(words), look, ground))
    return found


def _marker(look: Look) -> list[Coat]:
    return [] if look.marked is None else [Coat(look.marked)]


def _coats(deck: Deck, slide: Slide, shape: Shape) -> list[Coat]:
    """What lies behind a shape's text; where something is behind a part of the shape alone, the
    place of the text itself decides."""
    bounds = shape.bounds
    if bounds is None:
        return behind(slide, shape, Rect(0, 0, 0, 0))
    coats = behind(slide, shape, bounds)
    if any(coat.share < COVERS and coat.paint.kind != "none" for coat in coats):
        filled = extent(shape, slide.text(shape), deck.expected.measure)
        if filled is not None and filled[0].width and filled[0].height:
            return behind(slide, shape, filled[0])
    return coats


@kept
def in_tables(deck: Deck) -> list[Seen]:
    """Text of table cells."""
    found: list[Seen] = []
    for slide in deck.slides:
        for table in tables(slide):
            for cell in table.cells:
                coats = [*cell.coats, *below(slide, table.shape, cell.box)]
                for one in cell.paragraphs:
                    looks = {run.look: run.text for run in reversed(one.runs) if run.text.strip()}
                    for look, words in looks.items():
                        ground = settle([*_marker(look), *coats])
                        thing = table.shape.called
                        found.append(Seen(slide.number, thing, quoted(words), look, ground))
    return found


@kept
def in_charts(deck: Deck) -> list[Seen]:
    """Text of charts."""
    found: list[Seen] = []
    for slide in deck.slides:
        for chart in charts(slide):
            box = chart.shape.bounds or Rect(0, 0, 0, 0)
            under = below(slide, chart.shape, box)
            for text in chart.texts:
                ground = settle([*text.coats, *under])
                thing = chart.shape.called
                found.append(Seen(slide.number, thing, text.what, text.look, ground))
    return found


class _Worst(NamedTuple):
    ratio: float
    least: float
    text: Colour
    ground: Colour


def _worst(seen: Seen, grounds: Sequence[Colour]) -> _Worst | None:
    """The least contrast of a text on ``grounds``; None where it or they are unknown."""
    pairs = [(text.over(ground), ground) for ground in grounds for text in seen.look.paint.colours]
    if not pairs:
        return None
    text, ground = min(pairs, key=lambda pair: ratio(*pair))
    least = LEAST_LARGE if seen.look.large else LEAST
    return _Worst(ratio(text, ground), least, text, ground)


def _spots(things: Iterable[Seen]) -> Iterator[Spot]:
    """One finding for each shape: its worst text, on what is behind most of it if that is bad."""
    found: dict[tuple[int, str], tuple[bool, float, Spot]] = {}
    for seen in things:
        for edge, grounds in ((False, seen.ground.colours), (True, seen.ground.edges)):
            worst = _worst(seen, grounds)
            if worst is None or worst.ratio >= worst.least:
                continue
            rank = edge, worst.ratio / worst.least
            known = found.get((seen.slide, seen.thing))
            if known is None or rank < known[:2]:
                found[seen.slide, seen.thing] = *rank, _spot(seen, worst, edge=edge)
    for *_, spot in found.values():
        yield spot


def _spot(seen: Seen, worst: _Worst, *, edge: bool) -> Spot:
    detail = (
        f"{seen.words}: {worst.text.hex} on {worst.ground.hex} has a contrast of "
        f"{worst.ratio:.2f} to 1, at least {worst.least:g} is needed"
    )
    if edge:
        return Spot(seen.slide, seen.thing, detail, "", WARNING, POSSIBLE)
    single = not seen.ground.why and len(seen.look.paint.colours) == 1
    return Spot(seen.slide, seen.thing, detail, certainty="" if single else LIKELY)


@rule(
    "contrast-text",
    "Text has a contrast of 4.5 to 1, large text of 3 to 1, to what is behind it",
    _SOURCE,
    on_shapes,
    mend=_MEND,
)
def contrast_of_text(deck: Deck, things: Sequence[Seen]) -> Iterator[Spot]:
    yield from _spots(things)


@rule(
    "contrast-table",
    "Text in tables has that contrast to the fill of its cell, or to what shines through",
    _SOURCE,
    in_tables,
    mend=_MEND,
)
def contrast_in_tables(deck: Deck, things: Sequence[Seen]) -> Iterator[Spot]:
    yield from _spots(things)


@rule(
    "contrast-chart",
    "Labels, axes, legends and titles of charts have that contrast to the marks and areas below",
    _SOURCE,
    in_charts,
    certainty=LIKELY,
    mend=_MEND,
)
def contrast_in_charts(deck: Deck, things: Sequence[Seen]) -> Iterator[Spot]:
    yield from _spots(things)


def _all(deck: Deck) -> list[Seen]:
    return [*on_shapes(deck), *in_tables(deck), *in_charts(deck)]


@rule(
    "contrast-unknown",
    "No text stands on a picture, or on what cannot be told",
    "WCAG 2.2, 1.4.3 (technique G18); EN 301 549, 10.1.4.3",
    _all,
    severity=WARNING,
    certainty=POSSIBLE,
    mend="Look at it; put a plain ground between picture and text.",
)
def contrast_unknown(deck: Deck, things: Sequence[Seen]) -> Iterator[Spot]:
    told: set[tuple[int, str]] = set()
    for seen in things:
        unknown = seen.ground.why in ("picture", "unknown") or not seen.look.paint.colours
        if unknown and (seen.slide, seen.thing) not in told:
            told.add((seen.slide, seen.thing))
            where = "on a picture" if seen.ground.why == "picture" else "in or on an unknown colour"
            yield Spot(seen.slide, seen.thing, f"{seen.words} stands {where}")
