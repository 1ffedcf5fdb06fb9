"""Drawn charts: whether their marks stand where their numbers say, by the scale they print.

What is known of a figure are its words and marks as a reader finds them on the page, and nothing
of how it was laid out. A scale is read off its ticks: numbers beside the grid lines they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from layouts.language import Language
from reports.readback import Mark, Word

NEAR = 0.6
"""Points by which a mark may be off: coordinates are written with two decimals."""
LONG = 20.0
"""Points from which a straight line is a grid line."""
BESIDE = 12.0
"""Greatest distance of a tick's number from its grid line, in points of type of ten points."""
BLANK = 3.0
"""Points that the blank at the end of a number may take, and by which the middle of its box may be
off, in type of ten points."""
TYPE = 10.0
"""Height of the box of a number up to which these distances stand as they are, and then grow."""
LARGEST = 24.0
"""Points that the marker of a point is at most wide."""


class Scale(NamedTuple):
    """Where values stand: ``start`` + value × ``unit``, in points."""

    start: float
    unit: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.start + value * self.unit


class Drawn:
    """One figure on its page."""

    def __init__(self, words: Sequence[Word], marks: Sequence[Mark], language: Language) -> None:
        self._words = [(word, _number(word.text, language)) for word in words]
        self._marks = marks
        self.upward = self._scale(lying=False)
        """The scale of values that rise: from numbers left of horizontal grid lines."""
        self.across = self._scale(lying=True)
        """The scale from left to right: from numbers below vertical grid lines."""

    def shows_lengths(self, values: Sequence[float]) -> bool:
        """Whether a bar, or a part of a stack, ends at each of these values."""
        return any(
            scale is not None
            and all(any(abs(scale.at(v) - e) <= NEAR for e in self._ends(side)) for v in values)
            for scale, side in ((self.upward, 1), (self.across, 0))
        )

    def shows_heights(self, values: Sequence[float]) -> bool:
        """Whether a line runs through each of these values."""
        scale = self.upward
        if scale is None:
            return False
        ys = [y for mark in self._marks if not mark.filled for _, y in mark.points]
        ys += [mark.middle[1] for mark in self._marks if mark.filled]
        return all(any(abs(scale.at(value) - y) <= NEAR for y in ys) for value in values)

    def shows_points(self, pairs: Iterable[tuple[float, float]]) -> bool:
        """Whether a marker stands at each of these pairs of an x value and a y value."""
        upward, across = self.upward, self.across
        if upward is None or across is None:
            return False
        found = [m.middle for m in self._marks if m.filled and max(m.width, m.height) <= LARGEST]
        return all(
            any(
                abs(across.at(x) - left) <= NEAR and abs(upward.at(y) - top) <= NEAR
                for left, top in found
            )
            for x, y in pairs
        )

    def _ends(self, side: int) -> set[float]:
        """Edges of filled marks: from left to right (0) or from top to bottom (1)."""
        return {point[side] for mark in self._marks if mark.filled for point in mark.points}

    def _scale(self, *, lying: bool) -> Scale | None:
        """The scale that the ticks of one axis agree on; None when there are not two of them."""
        ticks: dict[float, float] = {}
        for mark in self._marks:
            along, thick = (mark.height, mark.width) if lying else (mark.width, mark.height)
            if mark.filled or thick > 0.1 or along < LONG:
                continue
            for word, value in self._words:
                if value is not None and _belongs(word, mark, lying=lying):
                    ticks[value] = mark.points[0][0 if lying else 1]
        if len(ticks) < 2:
            return None
        low, high = min(ticks), max(ticks)
        unit = (ticks[high] - ticks[low]) / (high - low)
        scale = Scale(ticks[low] - low * unit, unit)
        agreed = all(abs(scale.at(value) - place) <= NEAR for value, place in ticks.items())
        return scale if agreed else None


def stacked(columns: Sequence[Sequence[float]]) -> list[float]:
    """Where the parts of stacks end; ``columns``: the values of each series, by category."""
    ends: list[float] = []
    for parts in zip(*columns, strict=True):
        ends += accumulate(part for part in parts if part >= 0)
        ends += accumulate(part for part in parts if part < 0)
    return ends


def _belongs(word: Word, line: Mark, *, lying: bool) -> bool:
    """Whether a number stands left of a horizontal grid line, or below a vertical one."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    grown = max(1.0, (word.bottom - word.top) / TYPE)
    blank, beside = BLANK * grown, BESIDE * grown
    if lying:
        bottom = max(point[1] for point in line.points)
        return abs(x - line.points[0][0]) <= blank and 0 <= word.top - bottom <= beside
    left = min(point[0] for point in line.points)
    return abs(y - line.points[0][1]) <= blank and -blank <= left - word.right <= beside


def _number(text: str, language: Language) -> float | None:
    """A word as the number that it is, without a per cent sign; None when it is none."""
    digits = text.strip().removesuffix("%").strip()
    digits = digits.replace(language.group, "") if language.group else digits
    digits = digits.replace(language.decimal, ".").replace("\N{MINUS SIGN}", "-")
    try:
        return float(digits)
    except ValueError:
        return None
