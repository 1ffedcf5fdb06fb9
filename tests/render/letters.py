"""Letters as LibreOffice drew them, in points from the top left of the slide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pymupdf

ABOVE, BELOW = 0.72, 0.24
"""How far letters reach above and below the baseline, in em: capitals and descenders."""
SIGNS = re.compile("[\u2100-\u2bff]")
"""Fractions, arrows and the like."""
APART = 0.6
"""Room between two letters, in em, from which they are of different texts."""


class Box(NamedTuple):
    """Left, top, right and bottom in points."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """The smallest box with both inside."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def excess(self, outer: Box) -> float:
        """Points by which this box passes the edges of ``outer``."""
        return max(
            outer.left - self.left,
            outer.top - self.top,
            self.right - outer.right,
            self.bottom - outer.bottom,
        )

    def overlap(self, other: Box) -> float:
        """The smaller side of what both share; 0 when they share nothing."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, min(wide, high))


def plain(text: str) -> str:
    """``text`` for comparing: a layout may show capitals, and signs come out of another font than
    the rest, then not in their place."""
    return SIGNS.sub("", text.casefold())


class Letters:
    """The letters of a page in drawing order; each is taken once."""

    def __init__(self, page: Any) -> None:
        flags = pymupdf.TEXT_PRESERVE_WHITESPACE & ~pymupdf.TEXT_PRESERVE_LIGATURES
        self._text = ""
        self._boxes: list[Box] = []
        self._stretches: list[int] = []
        """Of each letter, which stretch of a line it is in."""
        self._last = 0
        everywhere = pymupdf.INFINITE_RECT()
        for block in page.get_text("rawdict", flags=flags, clip=everywhere)["blocks"]:
            for line in block.get("lines", ()):
                self._last += 1
                level = tuple(line["dir"]) == (1.0, 0.0)
                for span in line["spans"]:
                    for char in span["chars"]:
                        if not char["c"].isspace():
                            self._add(char, span["size"], level=level)

    def _add(self, char: Any, size: float, *, level: bool) -> None:
        """Enter a letter; one of a turned line stands for itself, and for its middle alone.

        The box around a turned letter holds parts of its neighbours.
        """
        left, top, right, bottom = char["bbox"]
        if level:
            base = char["origin"][1]
            box = Box(left, base - ABOVE * size, right, base + BELOW * size)
            last = self._boxes[-1] if self._boxes else box
            self._last += not -APART * size < left - last.right < APART * size
        else:
            x, y, half = (left + right) / 2, (top + bottom) / 2, size * 0.15
            box = Box(x - half, y - half, x + half, y + half)
            self._last += 1
        for letter in plain(char["c"]):
            self._text += letter
            self._boxes.append(box)
            self._stretches.append(self._last)

    def rest(self) -> Iterator[tuple[str, Box]]:
        """The stretches of text that nobody has taken, each with the box around it."""
        left = [n for n, letter in enumerate(self._text) if letter != "\0"]
        for _, group in groupby(left, key=lambda n: self._stretches[n]):
            numbers = list(group)
            box = self._boxes[numbers[0]]
            for n in numbers[1:]:
                box = box.around(self._boxes[n])
            yield "".join(self._text[n] for n in numbers), box

    def take(self, paragraph: str, frame: Box) -> Box | None:
        """The box around a paragraph's letters, or None when they are not there any more.

        Where the same letters stand in several places, those nearest to ``frame`` are taken.
        """
        wanted = plain("".join(paragraph.split()))
        best: tuple[float, int, Box] | None = None
        start = self._text.find(wanted)
        while wanted and start >= 0:
            box = self._boxes[start]
            for other in self._boxes[start + 1 : start + len(wanted)]:
                box = box.around(other)
            if best is None or box.excess(frame) < best[0]:
                best = (box.excess(frame), start, box)
            start = self._text.find(wanted, start + 1)
        if best is None:
            return None
        start, end = best[1], best[1] + len(wanted)
        self._text = self._text[:start] + "\0" * len(wanted) + self._text[end:]
        return best[2]
