"""Printer's marks: crop and registration marks, a colour bar, the slug line (ISO 32000-1, 14.11.3).

All of them stand outside the bleed. The slug line is drawn as outlines, so that the text of a page
is the same in both editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layouts.fonts import Face
from layouts.paths import ellipse
from layouts.press import HAIRLINE, MARKS, Sheet
from layouts.scene import GlyphRun
from layouts.units import MM, Rect
from reports.writers.pdf.fonts import Font
from reports.writers.pdf.syntax import number, numbers

REGISTRATION = "1 1 1 1"
"""All inks in full: what every plate must show, and marks alone may have."""
BLACK = "0 0 0 1"
GAP = 1 * MM
"""Between the bleed and the marks."""
LENGTH = 6 * MM
RADIUS = 2 * MM
"""Of the circle of a registration mark; its cross is twice as wide."""
PATCH = 4.5 * MM
PATCHES = (
    *("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"),
    *("1 1 0 0", "1 0 1 0", "0 1 1 0", "0 0 0 .5"),
)
"""The colour bar: solids, the overprints of two, and half black."""
SLUG = 6.5
"""Size of the slug line, in points; smaller where it would not fit."""
ASIDE = 4 * MM
"""From the corners and the registration marks to what stands between them."""


def marks(sheet: Sheet) -> str:
    """Operators that draw the marks and the colour bar of a sheet."""
    code = [f"{REGISTRATION} K {number(HAIRLINE)} w"]
    code += [f"{numbers(x1, y1)} m {numbers(x2, y2)} l S" for x1, y1, x2, y2 in _crops(sheet)]
    for x, y in _centres(sheet):
        code.append(_target(x, y))
    code += _bar(sheet)
    return "\n".join(code)


def _crops(sheet: Sheet) -> Iterator[tuple[float, float, float, float]]:
    """Two lines at each corner of the trimmed page, outside the bleed."""
    trim, off = sheet.trim_box, sheet.bleed + GAP
    for x, way in ((trim.x, -1), (trim.right, 1)):
        for y in (trim.y, trim.bottom):
            yield x + way * off, y, x + way * (off + LENGTH), y
    for y, way in ((trim.y, -1), (trim.bottom, 1)):
        for x in (trim.x, trim.right):
            yield x, y + way * off, x, y + way * (off + LENGTH)


def _centres(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """The middle of the room for marks on each side."""
    bleed, size, off = sheet.bleed_box, sheet.size, MARKS / 2
    yield size.width / 2, bleed.y - off
    yield size.width / 2, bleed.bottom + off
    yield bleed.x - off, size.height / 2
    yield bleed.right + off, size.height / 2


def _target(x: float, y: float) -> str:
    """A circle and a cross through it."""
    circle = ellipse(Rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS))
    operators = {"M": "m", "C": "c"}
    code = [f"{numbers(*values)} {operators[kind]}" for kind, *values in circle[:-1]]
    arm = 2 * RADIUS
    code.append(f"h S {numbers(x - arm, y)} m {numbers(x + arm, y)} l S")
    code.append(f"{numbers(x, y - arm)} m {numbers(x, y + arm)} l S")
    return " ".join(code)


def _bar(sheet: Sheet) -> list[str]:
    """The colour bar, in the upper left room; left out where it is too narrow."""
    left = sheet.trim_box.x + ASIDE
    if left + len(PATCHES) * PATCH > sheet.size.width / 2 - ASIDE - RADIUS:
        return []
    foot = sheet.bleed_box.bottom + (MARKS - PATCH) / 2
    return [
        f"{colour} k {numbers(left + n * PATCH, foot, PATCH, PATCH)} re f"
        for n, colour in enumerate(PATCHES)
    ]


class Slug:
    """The slug line: what is the same on all pages on the left, the page on the right."""

    def __init__(self, sheet: Sheet, face: Face, words: Sequence[str]) -> None:
        """``words``: what the line says on every page; unknown characters become ``?``."""
        self._font = Font(face, "slug")
        self._face = face
        middle, aside = sheet.size.width / 2, ASIDE + RADIUS
        self._left = sheet.trim_box.x + ASIDE
        self._right = middle + aside
        self._room = middle - aside - self._left
        self._foot = sheet.margin - sheet.bleed - MARKS / 2
        self.common = self._line("   ".join(words), self._left)
        """Operators of the left part."""

    def page(self, page: int, pages: int) -> str:
        """Operators of the right part."""
        return self._line(f"page {page} of {pages}", self._right)

    def _line(self, text: str, x: float) -> str:
        known = "".join("?" if self._face.missing(c) else c for c in text)
        run: GlyphRun = self._face.word(known)
        size = min(SLUG, self._room / max(run.advance, 1.0) * 1000)
        outline = self._font.outline(run, x, self._foot - size / 3, size)
        return f"{BLACK} k {outline}"
