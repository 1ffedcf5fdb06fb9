"""Press: what a printing house gets besides the page: bleed, boxes, room for marks, blank pages.

The print edition is made from the scene of the screen edition. Nothing moves on the trimmed page;
what touches its edge is drawn on into the bleed, and pages are added where they are bound in
sheets of four.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from layouts.master import Master
from layouts.records import Record, flag, number, text
from layouts.scene import Fragment, Item, Page, Path, Scene, ShapeItem
from layouts.units import MM, Rect, Size

MARKS = 10 * MM
"""Room outside the bleed for marks and the slug line, on every side."""
STEP = 2.0
"""The room around the page is a multiple of this, in points: with odd fractions the readers of text
find other lines level than on the page alone (poppler 22.12; measured)."""
TOUCH = 0.5
"""What ends this near to the edge of the page, in points, is meant to reach it."""
HAIRLINE = 0.25
"""Thinnest line that holds on a plate, in points."""
SHEET = 4
"""Pages of one folded sheet."""
BLANK = "blank"
"""Name of the template of a page that was added."""


class Press(Record):
    """How the print edition of an audience is made."""

    bleed: float = number(0, 20, default=3.0)
    """Millimetres beyond the trimmed page."""
    marks: bool = flag(default=True)
    """Crop and registration marks, a colour bar and a slug line outside the bleed."""
    ink_limit: float = number(100, 400, default=300.0)
    """Per cent of ink that may lie on one spot."""
    profile: str = text(max=200, default="")
    """An ICC file in the folder ``profiles`` of the own layouts; empty: FOGRA39 (coated)."""
    condition: str = text(max=100, default="")
    """Name of the printing condition that the profile describes, such as FOGRA51."""
    saddle_stitch: bool = flag(default=False)
    """Blank pages are added until the pages are a multiple of four."""


class Sheet(NamedTuple):
    """The page of the print edition around the trimmed one; lengths in points."""

    trim: Size
    bleed: float
    margin: float
    """From the trimmed page to the edge of the sheet: bleed, and the room for marks."""

    @property
    def size(self) -> Size:
        """The whole sheet (MediaBox)."""
        return Size(self.trim.width + 2 * self.margin, self.trim.height + 2 * self.margin)

    @property
    def trim_box(self) -> Rect:
        """The trimmed page on the sheet."""
        return Rect(self.margin, self.margin, *self.trim)

    @property
    def bleed_box(self) -> Rect:
        """Trimmed page and bleed on the sheet."""
        b = self.bleed
        return self.trim_box.inset(-b, -b, -b, -b)


def sheet(size: Size, press: Press) -> Sheet:
    """The sheet for pages of ``size``."""
    bleed = press.bleed * MM
    if not press.marks:
        return Sheet(size, bleed, bleed)
    return Sheet(size, bleed, math.ceil((bleed + MARKS) / STEP) * STEP)


def prepared(scene: Scene, press: Press, master: Master | None = None) -> Scene:
    """The scene as it is printed: the same items, art drawn on into the bleed, blank pages.

    ``master`` tells whether the last page is a cover of its own, which then stays the last.
    """
    bleed = press.bleed * MM
    pages = [_bled(page, scene.size, bleed) for page in scene.pages]
    if press.saddle_stitch:
        cover = master is not None and not master.templates[pages[-1].template].flows
        pages = padded(pages, before_last=cover)
    return replace(scene, pages=pages)


def padded(pages: Sequence[Page], *, before_last: bool) -> list[Page]:
    """Pages and blank ones, together a multiple of :data:`SHEET`.

    The blank pages follow the last page, or stand before it when that is a back cover.
    """
    count = -len(pages) % SHEET
    at = len(pages) - 1 if before_last else len(pages)
    blank = [Page(at + 1 + n, BLANK) for n in range(count)]
    back = [replace(page, number=page.number + count) for page in pages[at:]]
    return [*pages[:at], *blank, *back]


def _bled(page: Page, size: Size, bleed: float) -> Page:
    furniture = [_extended(item, size, bleed) for item in page.furniture]
    fragments = [
        _fragment(fragment, size, bleed) if touches(fragment.rect, size) else fragment
        for fragment in page.fragments
    ]
    return replace(page, furniture=furniture, fragments=fragments)


def _fragment(fragment: Fragment, size: Size, bleed: float) -> Fragment:
    items = [_extended(item, size, bleed) for item in fragment.items]
    return replace(fragment, items=items)


def touches(rect: Rect, size: Size) -> bool:
    """Whether ``rect`` reaches the edge of a page of ``size``."""
    return (
        rect.x <= TOUCH
        or rect.y <= TOUCH
        or rect.right >= size.width - TOUCH
        or rect.bottom >= size.height - TOUCH
    )


def _extended(item: Item, size: Size, bleed: float) -> Item:
    """The item, or a copy whose points at the edge of the page stand at that of the bleed."""
    if not isinstance(item, ShapeItem) or not item.path or not touches(bounds(item.path), size):
        return item
    path = tuple(
        (
            kind,
            *(
                _outward(value, size.height if index % 2 else size.width, bleed)
                for index, value in enumerate(values)
            ),
        )
        for kind, *values in item.path
    )
    return replace(item, path=path)


def _outward(value: float, end: float, bleed: float) -> float:
    if value <= TOUCH:
        return min(value, -bleed)
    return max(value, end + bleed) if value >= end - TOUCH else value


def bounds(path: Path) -> Rect:
    """The rectangle around the points of a path."""
    xs = [value for segment in path for value in segment[1::2]]
    ys = [value for segment in path for value in segment[2::2]]
    left, top = min(xs), min(ys)
    return Rect(left, top, max(xs) - left, max(ys) - top)


def thickened(path: Path, least: float) -> Path:
    """The path, or the rectangle around it where it is thinner than ``least`` points."""
    if len(path) > 5:
        return path
    rect = bounds(path)
    if rect.width >= least and rect.height >= least:
        return path
    dx, dy = max(least - rect.width, 0.0) / 2, max(least - rect.height, 0.0) / 2
    rect = rect.inset(-dx, -dy, -dx, -dy)
    return (
        ("M", rect.x, rect.y),
        ("L", rect.right, rect.y),
        ("L", rect.right, rect.bottom),
        ("L", rect.x, rect.bottom),
        ("Z",),
    )
