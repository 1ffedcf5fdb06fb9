"""Rules on the boxes of printed pages, on bleed, and on what lies outside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.preflight.document import Document, Sheet
from reports.preflight.geometry import Box
from reports.preflight.marks import Area, Mark, Picture, Text
from reports.preflight.rule import BOTH, PRINT, Spot, quoted, rule

_SLACK = 0.05
"""Points by which numbers in the file may be rounded."""
_TOUCH = 0.5
"""Art that ends so near to the trim is meant to reach it."""


def _pages(document: Document) -> list[Sheet]:
    return document.sheets


@rule(
    "page-boxes",
    "Every page has a medium of some size, no rotation but quarters, and user units of 1/72 inch",
    "ISO 32000-1, 14.11.2; ISO 15930-7",
    BOTH,
    _pages,
)
def page_boxes(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        entries = sheet.page.obj
        if sheet.media.width < 1 or sheet.media.height < 1:
            yield Spot(sheet.number, "MediaBox", f"{sheet.media} is empty")
        if float(entries.get("/UserUnit", 1)) != 1:
            yield Spot(sheet.number, "UserUnit", f"is {entries.UserUnit}")
        if int(entries.get("/Rotate", 0)) % 90:
            yield Spot(sheet.number, "Rotate", f"is {entries.Rotate}")


@rule(
    "trim-box",
    "Every page has a TrimBox or an ArtBox, and not both",
    "ISO 15930-7; proof-pdf",
    PRINT,
    _pages,
)
def trim_box(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        both = [name for name in ("TrimBox", "ArtBox") if name in sheet.boxes]
        if len(both) != 1:
            found = "has both TrimBox and ArtBox" if both else "has neither TrimBox nor ArtBox"
            yield Spot(sheet.number, "TrimBox", found)


@rule(
    "boxes-nested",
    "The trim lies in the bleed, the bleed in the medium, and the crop box cuts no trim",
    "ISO 32000-1, 14.11.2; ISO 15930-7",
    PRINT,
    _pages,
)
def boxes_nested(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        if not sheet.bleed.holds(sheet.trim, _SLACK):
            yield Spot(sheet.number, "BleedBox", f"{sheet.bleed} does not hold {sheet.trim}")
        if not sheet.media.holds(sheet.bleed, _SLACK):
            yield Spot(sheet.number, "MediaBox", f"{sheet.media} does not hold {sheet.bleed}")
        if not sheet.seen.holds(sheet.trim, _SLACK):
            yield Spot(sheet.number, "CropBox", f"{sheet.seen} cuts {sheet.trim}")


@rule(
    "bleed-width",
    "There are 3 mm of bleed on every side, or what the audience asks for",
    "Ghent Workgroup, sheetfed; house rule",
    PRINT,
    lambda document: document.sheets if document.limits.bleed > 0 else [],
)
def bleed_width(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        if "BleedBox" not in sheet.boxes:
            yield Spot(sheet.number, "BleedBox", "is missing")
            continue
        if not sheet.bleed.holds(sheet.trim.grown(document.limits.bleed), _SLACK):
            detail = (
                f"{sheet.bleed} leaves less than {document.limits.bleed:.2f} pt around the trim"
            )
            yield Spot(sheet.number, "BleedBox", detail)


def _art(sheet: Sheet) -> list[Mark]:
    """Surfaces on the page that touch the edge of the trim, paper white apart."""
    inner = sheet.trim.grown(-_TOUCH)
    return [
        mark
        for mark in sheet.marks
        if isinstance(mark, (Area, Picture))
        and mark.box.meets(sheet.trim)
        and not inner.holds(mark.box)
        and not (isinstance(mark, Area) and mark.ink.rgb == (1.0, 1.0, 1.0))
    ]


@rule(
    "bleed-reached",
    "Art that touches the trim goes on to the edge of the bleed",
    "Ghent Workgroup; house rule; proof-pdf does not look",
    PRINT,
    lambda document: [(sheet, mark) for sheet in document.sheets for mark in _art(sheet)],
)
def bleed_reached(document: Document, things: Sequence[tuple[Sheet, Mark]]) -> Iterator[Spot]:
    for sheet, mark in things:
        short = _short(mark.box, sheet)
        if short:
            thing = f"{type(mark).__name__.lower()} at {mark.box}"
            yield Spot(sheet.number, thing, f"ends before the bleed: {', '.join(short)}")


def _short(box: Box, sheet: Sheet) -> list[str]:
    """Sides on which a box touches the trim without reaching the bleed."""
    trim, bleed = sheet.trim, sheet.bleed
    sides = {
        "left": (box.left <= trim.left + _TOUCH, box.left <= bleed.left + _SLACK),
        "bottom": (box.bottom <= trim.bottom + _TOUCH, box.bottom <= bleed.bottom + _SLACK),
        "right": (box.right >= trim.right - _TOUCH, box.right >= bleed.right - _SLACK),
        "top": (box.top >= trim.top - _TOUCH, box.top >= bleed.top - _SLACK),
    }
    return [side for side, (touches, reaches) in sides.items() if touches and not reaches]


@rule(
    "marks-outside",
    "Crop marks, registration marks and the slug stand outside the bleed and on the medium",
    "ISO 32000-1, 14.11.2.1; house rule",
    PRINT,
    lambda document: [
        (sheet, mark)
        for sheet in document.sheets
        for mark in sheet.marks
        if not mark.box.meets(sheet.trim) and not _blank(mark)
    ],
)
def marks_outside(document: Document, things: Sequence[tuple[Sheet, Mark]]) -> Iterator[Spot]:
    for sheet, mark in things:
        thing = quoted(mark.text) if isinstance(mark, Text) else type(mark).__name__.lower()
        if mark.box.meets(sheet.bleed, _SLACK):
            yield Spot(sheet.number, f"{thing} at {mark.box}", "stands in the bleed")
        elif not sheet.media.holds(mark.box, _TOUCH):
            yield Spot(sheet.number, f"{thing} at {mark.box}", "reaches beyond the medium")


def _blank(mark: Mark) -> bool:
    return isinstance(mark, Text) and not mark.text.strip()


@rule(
    "pages-alike",
    "All pages are trimmed to one size",
    "Ghent Workgroup; a bound document has one trim size",
    PRINT,
    lambda document: document.sheets if len(document.sheets) > 1 else [],
)
def pages_alike(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    first = things[0].trim
    for sheet in things[1:]:
        trim = sheet.trim
        if abs(trim.width - first.width) > 0.5 or abs(trim.height - first.height) > 0.5:
            detail = f"{trim.width:.1f} by {trim.height:.1f} pt, page 1 is {first.width:.1f} by "
            yield Spot(sheet.number, "TrimBox", f"{detail}{first.height:.1f}")


@rule(
    "folded-sheets",
    "The pages make whole sheets of four where the audience asks for saddle stitching",
    "House rule",
    PRINT,
    lambda document: document.sheets if document.limits.saddle_stitch else [],
)
def folded_sheets(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    if len(things) % 4:
        yield Spot(len(things), "pages", f"{len(things)} pages are no multiple of four")
