"""Widths of table columns: from shares, or from what the cells want."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

ROUNDS = 8
"""How often the widths are tried again with more for the columns that make rows tall."""
PUSH = 0.35
"""How much of the height that a column adds goes into its claim at each round."""


@dataclass(eq=False)
class Wants:
    """What one column asks for, in points, insets included."""

    least: float = 0.0
    """Its longest word: narrower, and a word must be broken."""
    most: float = 0.0
    """Its longest text on one line: wider brings nothing."""
    texts: list[float] = field(default_factory=list)
    """The text of each row on one line."""


def column_widths(
    wants: Sequence[Wants], measure: float, shares: Sequence[float] = ()
) -> list[float]:
    """Widths that add up to ``measure`` (points).

    ``shares`` are per cent of the measure, 0 for a column whose width follows from its content; if
    no column is left to take up the rest, they are read as proportions. No column is narrower than
    its longest word as long as all longest words fit side by side; when they do not, the columns
    with the widest ones are narrowed to one common width.
    """
    given = list(shares) + [0.0] * (len(wants) - len(shares))
    least = [want.least for want in wants]
    if sum(least) >= measure:
        level = _level(lambda size: sum(min(width, size) for width in least), measure, max(least))
        return _exact([min(width, level) for width in least], measure)
    scale = measure / max(sum(given), 100.0) if 0.0 in given else measure / sum(given)
    widths = [share * scale for share in given]
    free = [n for n, share in enumerate(given) if not share]
    if free:
        needed = sum(least[n] for n in free)
        room = measure - sum(widths)
        if room < needed:
            widths = [width * (measure - needed) / (measure - room) for width in widths]
            room = needed
        for n, width in zip(free, _by_content([wants[n] for n in free], room), strict=True):
            widths[n] = width
    return _exact(_widened(widths, least), measure)


def _by_content(wants: Sequence[Wants], room: float) -> list[float]:
    """Widths for low rows; where all texts fit on one line, a surplus goes to all in proportion."""
    most = [max(want.least, want.most) for want in wants]
    if sum(most) <= room:
        spare, total = room - sum(most), sum(most)
        return [m + (spare * m / total if total else spare / len(most)) for m in most]
    claims = [_claim(want) for want in wants]
    rows = list(zip(*(want.texts for want in wants), strict=True))
    best, lowest = _claimed(claims, wants, room), math.inf
    for _ in range(ROUNDS):
        widths = _claimed(claims, wants, room)
        height, blame = _heights(rows, widths)
        if height < lowest - 1e-9:
            best, lowest = widths, height
        total = sum(blame)
        if not total:
            break
        claims = [c * (1 + PUSH * b / total) for c, b in zip(claims, blame, strict=True)]
    return best


def _claim(want: Wants) -> float:
    """Between the longest text and the usual one: a single long cell does not take all."""
    usual = sum(want.texts) / len(want.texts) if want.texts else want.most
    return max(math.sqrt(want.most * max(usual, want.least)), 0.01)


def _claimed(claims: Sequence[float], wants: Sequence[Wants], room: float) -> list[float]:
    """Widths in proportion to the claims, each between its least and its most."""
    bounds = [(want.least, max(want.least, want.most)) for want in wants]

    def at(level: float) -> list[float]:
        return [
            min(max(level * claim, low), high)
            for claim, (low, high) in zip(claims, bounds, strict=True)
        ]

    highest = max(high / claim for claim, (_, high) in zip(claims, bounds, strict=True))
    return at(_level(lambda level: sum(at(level)), room, highest))


def _heights(rows: Sequence[Sequence[float]], widths: Sequence[float]) -> tuple[float, list[float]]:
    """About how many lines all rows take, and how many of them are due to each column alone."""
    total, blame = 0.0, [0.0] * len(widths)
    for row in rows:
        # Half a line more than the text fills: a ragged edge, and a last line that is not full.
        lines = [1.0 if t <= w else t / max(w, 1.0) + 0.5 for t, w in zip(row, widths, strict=True)]
        top = max(lines)
        total += top
        if top > 1.0:
            n = lines.index(top)
            blame[n] += top - max((v for k, v in enumerate(lines) if k != n), default=0.0)
    return total, blame


def _widened(widths: list[float], least: Sequence[float]) -> list[float]:
    """The widths with each at its least; the others give it in proportion to what they spare."""
    short = sum(max(low - width, 0.0) for low, width in zip(least, widths, strict=True))
    if not short:
        return widths
    spare = sum(max(width - low, 0.0) for low, width in zip(least, widths, strict=True))
    part = short / spare if spare else 0.0
    return [
        low if width < low else width - (width - low) * part
        for low, width in zip(least, widths, strict=True)
    ]


def _exact(widths: list[float], measure: float) -> list[float]:
    """The widths with what rounding left over put into the widest."""
    widest = max(range(len(widths)), key=widths.__getitem__)
    widths[widest] += measure - math.fsum(widths)
    return widths


def _level(total: Callable[[float], float], wanted: float, highest: float) -> float:
    """The level at which the rising function ``total`` gives ``wanted``, by halving."""
    low, high = 0.0, highest
    for _ in range(40):
        middle = (low + high) / 2
        if total(middle) < wanted:
            low = middle
        else:
            high = middle
    return low
