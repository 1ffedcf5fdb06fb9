"""Rules on colour for the screen: contrast, and nothing told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.landing import folded
from reports.preflight.document import Document, Sheet
from reports.preflight.elements import Element
from reports.preflight.geometry import Point
from reports.preflight.images import pixel
from reports.preflight.inks import PAPER, contrast, mixed
from reports.preflight.marks import Area, Mark, Picture, Text
from reports.preflight.rule import SCREEN, Spot, quoted, rule
from reports.preflight.structure import figures

NORMAL, LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 18.0, 14.0
"""Points from which text counts as large (WCAG 2.2, 1.4.3)."""
_ROUNDING = 0.005
APART = 1.25
"""Contrast by which the fills of a chart differ, so that they are told apart without hue."""
_LEAST = 4.0
"""Square points below which a fill is no part of a chart that anybody compares."""


def needed(text: Text) -> float:
    """The contrast that a text must have."""
    least = _LARGE_BOLD if text.font.bold else _LARGE
    return LARGE if text.size >= least - _ROUNDING else NORMAL


def behind(marks: Sequence[Mark], point: Point) -> tuple[float, float, float] | None:
    """The colour at a point after painting ``marks`` on white; None if it cannot be told."""
    under: tuple[float, float, float] | None = PAPER.rgb
    for mark in marks:
        colour: tuple[float, float, float] | None
        if isinstance(mark, Area) and mark.covers(point):
            colour = None if mark.shading is not None else mark.ink.rgb
        elif isinstance(mark, Picture) and mark.box.left <= point[0] <= mark.box.right:
            if not mark.box.bottom <= point[1] <= mark.box.top:
                continue
            colour = pixel(mark, point)
        else:
            continue
        if colour is None or under is None:
            under = colour if mark.alpha >= 1 else None
        else:
            under = mixed(colour, under, mark.alpha) if mark.alpha < 1 else colour
    return under


@rule(
    "contrast",
    "Text stands out from what is painted behind it: 4.5 to 1, large text 3 to 1",
    "WCAG 2.2, 1.4.3 (large: 18 pt, or 14 pt bold); not seen by veraPDF",
    SCREEN,
    lambda document: [sheet for sheet in document.sheets if sheet.texts],
)
def contrast_of_text(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        grounds: list[Mark] = []
        for mark in sheet.marks:
            if isinstance(mark, (Area, Picture)):
                grounds.append(mark)
            elif isinstance(mark, Text) and _speaks(mark):
                yield from _judged(sheet.number, mark, grounds)


def _speaks(text: Text) -> bool:
    """Whether a text says something: dots that lead to page numbers do not."""
    decoration = text.owner is not None and text.owner.artifact
    shown = text.text.strip()
    return any(c.isalnum() for c in shown) if decoration else bool(shown)


def _judged(number: int, text: Text, grounds: Sequence[Mark]) -> Iterator[Spot]:
    near = [mark for mark in grounds if mark.box.meets(text.box)]
    worst: float | None = None
    for point in text.samples:
        ground = behind(near, point)
        ink = text.ink.rgb
        if ground is None or ink is None:
            detail = f"{text.ink} stands on something whose colour cannot be told"
            yield Spot(number, quoted(text.text), detail, warning=True)
            return
        found = contrast(mixed(ink, ground, text.alpha), ground)
        worst = found if worst is None else min(worst, found)
    if worst is not None and worst < needed(text) - _ROUNDING:
        detail = f"contrast {worst:.2f} to 1 at {text.size:g} pt; {needed(text):g} to 1 is needed"
        yield Spot(number, quoted(text.text), detail)


@rule(
    "colours-on-screen",
    "Every colour is RGB or grey, as the output intent is",
    "ISO 19005-2, 6.2.4.3",
    SCREEN,
    lambda document: [sheet for sheet in document.sheets if sheet.marks],
)
def colours_on_screen(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        for mark in sheet.marks:
            if "CMYK" in mark.ink.space and not mark.ink.space.startswith("ICC"):
                thing = quoted(mark.text) if isinstance(mark, Text) else type(mark).__name__.lower()
                yield Spot(sheet.number, f"{thing} at {mark.box}", f"is in {mark.ink}")


def _several(document: Document) -> list[tuple[str, Element, tuple[str, ...]]]:
    """Charts of several series by the pack: identifier, figure and names of the series."""
    if document.expected is None:
        return []
    found = []
    for figure in figures(document):
        for ident, names in document.expected.series.items():
            if figure.ident.startswith(f"{ident}/"):
                found.append((ident, figure, names))
    return found


@rule(
    "series-named",
    "A chart of several series has the name of each in its own text",
    "WCAG 2.2, 1.4.1; what is checked is that the names are there, not where they stand",
    SCREEN,
    _several,
)
def series_named(
    document: Document, things: Sequence[tuple[str, Element, tuple[str, ...]]]
) -> Iterator[Spot]:
    for ident, figure, names in things:
        text = folded(document.said[figure])
        for name in names:
            if name not in text:
                yield Spot(
                    document.page_of(figure), ident, f"the series {quoted(name)} is not named"
                )


def _coloured(document: Document) -> list[tuple[Element, list[Any]]]:
    """Figures that fill with several colours, and these colours.

    A picture is left out, as one in pixels is: what it shows is said by its alternative text.
    """
    found = []
    pictures = document.expected.pictures if document.expected is not None else ()
    for figure in figures(document):
        if figure.ident.startswith(tuple(f"{ident}/" for ident in pictures)):
            continue
        inks: dict[Any, None] = {}
        for _, mark in document.marks_of(figure):
            if isinstance(mark, Area) and mark.box.width * mark.box.height > _LEAST:
                inks.setdefault(mark.ink)
        if len(inks) > 1:
            found.append((figure, list(inks)))
    return found


@rule(
    "told-without-colour",
    "Fills of one figure differ in lightness, or the figure labels each of its parts",
    "WCAG 2.2, 1.4.1 and 1.4.11; decided by lightness and by the number of texts alone",
    SCREEN,
    _coloured,
)
def told_without_colour(
    document: Document, things: Sequence[tuple[Element, list[Any]]]
) -> Iterator[Spot]:
    for figure, inks in things:
        marks = [mark for _, mark in document.marks_of(figure)]
        texts = sum(isinstance(mark, Text) and bool(mark.text.strip()) for mark in marks)
        areas = sum(
            isinstance(mark, Area) and mark.box.width * mark.box.height > _LEAST for mark in marks
        )
        if texts >= areas:
            continue
        for n, one in enumerate(inks):
            for other in inks[n + 1 :]:
                if one.rgb and other.rgb and contrast(one.rgb, other.rgb) < APART:
                    detail = (
                        f"{one} and {other} differ in hue alone, and not every part has a label"
                    )
                    yield Spot(document.page_of(figure), str(figure), detail)
