"""Lines as they stand on pages, whoever set them, and what is measured of them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

STRETCH, SHRINK = 1 / 2, 1 / 3
"""What a space gives at a ratio of 1 and of -1, as shares of its width: TeX's with Computer Modern
(*The TeXbook*, chapter 12). The same for all that is compared here, whatever they allow."""
SHORT = 1.5
"""A last line of fewer em is short."""
RIVER = 3
"""So many lines in succession whose spaces overlap are a river."""
HYPHENS = "-\u2010\u00ad"


@dataclass
class SetLine:
    """One line of a justified paragraph."""

    paragraph: int
    """A number that all lines of the paragraph share."""
    index: int
    count: int
    """Lines of the whole paragraph."""
    text: str
    size: float
    left: float
    right: float
    natural: float
    """Width of a space as the font has it, in points."""
    spaces: list[tuple[float, float]] = field(default_factory=list)
    """Left and right edge of every space inside the line."""

    @property
    def last(self) -> bool:
        """Whether it ends its paragraph."""
        return self.index == self.count - 1

    @property
    def hyphen(self) -> bool:
        """Whether it is broken after a hyphen, written or inserted."""
        return not self.last and self.text.rstrip(" ")[-1:] in HYPHENS

    @property
    def ratio(self) -> float | None:
        """Adjustment ratio of the spaces; None for a last line and where there is no space."""
        if self.last or not self.spaces:
            return None
        extra = statistics.fmean(b - a for a, b in self.spaces) / self.natural - 1
        return extra / (STRETCH if extra > 0 else SHRINK)


Column = list[SetLine]
"""Justified lines of one column, in order."""


@dataclass
class Figures:
    """What is counted."""

    lines: int
    mean: float
    worst: float
    loose: float
    """Per cent of lines at a ratio above 1."""
    spread: float
    """Standard deviation of the ratio: how uneven the colour is."""
    hyphens: float
    """Lines in a hundred that end with one."""
    stacked: int
    """Hyphened lines beyond the second in succession."""
    rivers: float
    """In a hundred lines."""
    short: int
    widows: int
    orphans: int

    def cells(self) -> list[str]:
        """As text, in the order of :data:`ROWS`."""
        return [
            str(self.lines),
            f"{self.mean:.2f}",
            f"{self.worst:.2f}",
            f"{self.spread:.2f}",
            f"{self.loose:.0f}",
            f"{self.hyphens:.1f}",
            str(self.stacked),
            f"{self.rivers:.1f}",
            str(self.short),
            str(self.widows),
            str(self.orphans),
        ]


ROWS = (
    "lines",
    "looseness, mean",
    "looseness, worst line",
    "ratio, standard deviation",
    "lines looser than 1, per cent",
    "hyphens in 100 lines",
    "third hyphens in a row",
    "rivers in 100 lines",
    "last lines under 1.5 em",
    "widows",
    "orphans",
)


def measured(columns: Sequence[Column]) -> Figures:
    """The figures of all ``columns``."""
    lines = [line for column in columns for line in column]
    ratios = [line.ratio for line in lines if line.ratio is not None]
    paragraphs = [
        list(group)
        for _, group in groupby(sorted(lines, key=_place), key=lambda line: line.paragraph)
    ]
    hundred = 100 / max(len(lines), 1)
    return Figures(
        len(lines),
        statistics.fmean(map(abs, ratios)),
        max(map(abs, ratios)),
        100 * sum(ratio > 1 for ratio in ratios) / len(ratios),
        statistics.pstdev(ratios),
        hundred * sum(line.hyphen for line in lines),
        sum(_stacked(group) for group in paragraphs),
        hundred * sum(_rivers(group) for group in paragraphs),
        sum(line.last and line.count > 1 and _extent(line) < SHORT for line in lines),
        sum(_alone(column[:1], first=False) for column in columns),
        sum(_alone(column[-1:], first=True) for column in columns),
    )


def _place(line: SetLine) -> tuple[int, int]:
    return line.paragraph, line.index


def _extent(line: SetLine) -> float:
    return (line.right - line.left) / line.size


def _alone(edge: Sequence[SetLine], *, first: bool) -> bool:
    """Whether the line at the edge of a column is a widow or an orphan."""
    return any(line.count > 1 and (line.index == 0 if first else line.last) for line in edge)


def _stacked(paragraph: Sequence[SetLine]) -> int:
    runs = (len(list(group)) for hyphen, group in groupby(paragraph, lambda x: x.hyphen) if hyphen)
    return sum(max(length - 2, 0) for length in runs)


def _rivers(paragraph: Sequence[SetLine]) -> int:
    """Longest chains of spaces, each overlapping the next by half of the narrower or more."""
    open_: dict[int, int] = {}
    found = 0
    for above, below in pairwise(paragraph):
        pairs = list(_touching(above.spaces, below.spaces))
        ended = open_.keys() - {a for a, _ in pairs}
        found += sum(open_[space] >= RIVER for space in ended)
        going: dict[int, int] = {}
        for a, b in pairs:
            going[b] = max(going.get(b, 0), open_.get(a, 1) + 1)
        open_ = going
    return found + sum(length >= RIVER for length in open_.values())


def _touching(
    above: Sequence[tuple[float, float]], below: Sequence[tuple[float, float]]
) -> Iterator[tuple[int, int]]:
    for a, (left, right) in enumerate(above):
        for b, (low, high) in enumerate(below):
            if min(right, high) - max(left, low) >= 0.5 * min(right - left, high - low):
                yield a, b
