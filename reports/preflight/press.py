"""Rules on ink: colour spaces, black, overprint, total ink, hairlines (print edition)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.preflight.document import Document
from reports.preflight.inks import RGB_LIKE, Ink, space_name
from reports.preflight.marks import Area, Line, Mark, Picture, Text
from reports.preflight.rule import PRINT, Spot, quoted, rule

_INKS = ("DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "ImageMask", "Pattern")
_FULL = 0.995
"""Share of black from which ink is solid black."""
_DARK = 0.6
"""Share of black from which coloured ink in text is an attempt at black."""
_EXCESS = 0.5
"""Per cent of ink that rounding may add."""
_HAIR = 0.005


def _painted(document: Document) -> list[tuple[int, Mark]]:
    return [(sheet.number, mark) for sheet in document.sheets for mark in sheet.marks]


def _named(mark: Mark) -> str:
    if isinstance(mark, Text):
        return quoted(mark.text)
    if isinstance(mark, Picture):
        return f"picture {mark.name}"
    return f"{type(mark).__name__.lower()} at {mark.box}"


def cmyk(ink: Ink) -> tuple[float, float, float, float] | None:
    """The four inks of a colour; None where it is not in them."""
    if ink.space == "DeviceCMYK" and len(ink.values) == 4:
        c, m, y, k = ink.values
        return c, m, y, k
    if ink.space == "DeviceGray" and len(ink.values) == 1:
        return 0.0, 0.0, 0.0, 1 - ink.values[0]
    return None


@rule(
    "cmyk-only",
    "Nothing painted is in RGB, in a calibrated space or through a profile",
    "ISO 15930-7 (colour spaces); house rule: CMYK only, greys as black",
    PRINT,
    _painted,
)
def cmyk_only(document: Document, things: Sequence[tuple[int, Mark]]) -> Iterator[Spot]:
    for page, mark in things:
        space = mark.ink.space
        if space not in _INKS:
            yield Spot(page, _named(mark), f"is in {mark.ink if mark.ink.values else space}")


@rule(
    "cmyk-resources",
    "No transparency group, shading, pattern or colour space of the resources is in RGB",
    "ISO 15930-7",
    PRINT,
    lambda document: document.resources,
)
def cmyk_resources(
    document: Document, things: Sequence[tuple[int, str, str, Any]]
) -> Iterator[Spot]:
    for page, kind, name, thing in things:
        space = None
        if kind == "ColorSpace":
            space = thing
        elif kind == "Shading":
            space = thing.get("/ColorSpace")
        elif kind in ("Group", "XObject", "Pattern"):
            space = (thing if kind == "Group" else thing.get("/Group", {})).get("/CS")
        found = "" if space is None else space_name(space)
        if found.split(" over ")[-1] in RGB_LIKE:
            yield Spot(page, f"{kind} {name}", f"is in {found}")


@rule(
    "black-text",
    "Dark text is of black ink alone",
    "House rule: black text K-only; Ghent Workgroup, registration of small text",
    PRINT,
    lambda document: [(n, text) for n, text in document.texts if text.text.strip()],
)
def black_text(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        inks = cmyk(text.ink)
        if inks is None:
            continue
        c, m, y, k = inks
        grey = min(c, m, y) > 0 and max(c, m, y) - min(c, m, y) < 0.15
        if (k >= _FULL and max(c, m, y) > 0) or (grey and k + min(c, m, y) >= _DARK):
            yield Spot(page, quoted(text.text), f"is in {text.ink}, not in black alone")


def _black(document: Document) -> list[tuple[int, Text]]:
    """Text in solid black ink."""
    found = []
    for page, text in document.texts:
        inks = cmyk(text.ink)
        if inks is not None and text.text.strip() and inks[3] >= _FULL and not any(inks[:3]):
            found.append((page, text))
    return found


@rule(
    "black-overprints",
    "Black text overprints what is below it",
    "ISO 32000-1, 8.6.7 (OP, op, OPM 1); house rule",
    PRINT,
    _black,
)
def black_overprints(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        if text.ink.space == "DeviceGray":
            yield Spot(page, quoted(text.text), "is in DeviceGray, to which OPM 1 does not apply")
        elif not text.overprint:
            yield Spot(page, quoted(text.text), "knocks out what is below it")


@rule(
    "white-knocks-out",
    "Nothing white overprints: it would vanish",
    "Ghent Workgroup; ISO 32000-1, 8.6.7",
    PRINT,
    _painted,
)
def white_knocks_out(document: Document, things: Sequence[tuple[int, Mark]]) -> Iterator[Spot]:
    for page, mark in things:
        inks = cmyk(mark.ink)
        if inks is not None and mark.overprint and not any(inks):
            yield Spot(page, _named(mark), "is white and overprints")


@rule(
    "total-ink",
    "On the page and its bleed no colour takes more ink than the limit, with what it overprints",
    "ISO 12647-2 (tone value sum); the limit is the audience's, 300 per cent if it says none",
    PRINT,
    lambda document: [
        (sheet.number, mark)
        for sheet in document.sheets
        for mark in sheet.marks
        if mark.box.meets(sheet.bleed)
    ],
)
def total_ink(document: Document, things: Sequence[tuple[int, Mark]]) -> Iterator[Spot]:
    limit = document.limits.ink + _EXCESS
    for page, mark in things:
        total = mark.ink.total
        if total > limit:
            yield Spot(page, _named(mark), f"{total:.0f} per cent of ink; {limit:.0f} are allowed")
    for sheet in document.sheets:
        areas: list[Area] = []
        for mark in sheet.marks:
            if isinstance(mark, Area):
                areas.append(mark)
            elif isinstance(mark, Text) and mark.overprint and mark.text.strip():
                total = _with_ground(mark, areas)
                if total > limit:
                    yield Spot(
                        sheet.number,
                        quoted(mark.text),
                        f"{total:.0f} per cent of ink with its ground",
                    )


def _with_ground(text: Text, areas: Sequence[Area]) -> float:
    """Ink of an overprinting text and the surface below it, the most of its points."""
    most = 0.0
    near = [area for area in areas if area.box.meets(text.box)]
    own = cmyk(text.ink) or (0.0, 0.0, 0.0, 0.0)
    for point in text.samples:
        ground = (0.0, 0.0, 0.0, 0.0)
        for area in near:
            if area.covers(point):
                ground = cmyk(area.ink) or ground
        mixed = [over or under for over, under in zip(own, ground, strict=True)]
        most = max(most, 100 * sum(mixed))
    return most


@rule(
    "hairlines",
    "No line is thinner than 0.25 pt",
    "Ghent Workgroup; house rule",
    PRINT,
    lambda document: document.lines + document.areas,
)
def hairlines(document: Document, things: Sequence[tuple[int, Mark]]) -> Iterator[Spot]:
    least = document.limits.hairline
    for page, mark in things:
        thin = mark.width if isinstance(mark, Line) else min(mark.box.width, mark.box.height)
        inks = cmyk(mark.ink)
        white = inks is not None and not any(inks)
        if thin < least - _HAIR and not white and _visible(mark):
            yield Spot(page, _named(mark), f"is {thin:.2f} pt thick; {least:g} pt are needed")


def _visible(mark: Mark) -> bool:
    """Whether a fill is a line at all, and not a dot or nothing."""
    return isinstance(mark, Line) or max(mark.box.width, mark.box.height) > 2
