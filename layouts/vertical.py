"""Vertical lists: joining the parts of flowables, and finding where a column or page breaks.

Page breaking is line breaking turned by 90 degrees: legal breaks are a glue that follows a box and
a penalty below :data:`layouts.boxes.NEVER`; glue vanishes at the top of a column. Which boxes must
stay together (widows, orphans, heads with what follows) is said by the penalties alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from layouts.boxes import FORCED, NEVER, Box, Glue, Part, Penalty
from layouts.grid import Snap, advanced

NO_NOTES: frozenset[str] = frozenset()


class Break(NamedTuple):
    """Where a column ends."""

    end: int
    """Index of the first part that is not in the column."""
    height: float
    """Height of boxes and glue, notes not counted."""
    notes: tuple[str, ...]
    """Keys of the notes called for the first time, in order."""
    forced: bool = False


def joined(lists: Iterable[Sequence[Part]]) -> list[Part]:
    """One list of several; where glue meets glue the larger space stands, not the sum."""
    out: list[Part] = []
    for parts in lists:
        for part in parts:
            join(out, part)
    return out


def join(out: list[Part], part: Part) -> bool:
    """Add ``part`` to the list ``out``; False when it was merged into the glue before it.

    A penalty that forbids a break goes before the glue that it follows: a break at that glue
    would otherwise be legal.
    """
    last = out[-1] if out else None
    if isinstance(last, Glue):
        if isinstance(part, Glue):
            kept = last if isinstance(last, Snap) else part
            out[-1] = kept._replace(size=max(last.size, part.size))
            return False
        if isinstance(part, Penalty) and part.cost == NEVER:
            out[-1:] = [part, last]
            return True
    out.append(part)
    return True


def natural_height(parts: Sequence[Part]) -> float:
    """Height of a column that holds all ``parts``, without glue at its top and bottom."""
    first, last = solid(parts, 0), len(parts)
    while last > first and not isinstance(parts[last - 1], Box):
        last -= 1
    return sum(p.size for p in parts[first:last] if not isinstance(p, Penalty))


def take(
    parts: Sequence[Part],
    start: int,
    room: Callable[[tuple[str, ...]], float],
    *,
    stop: int | None = None,
    tail: float = 0.0,
    skip: Callable[[int, float], int] | None = None,
    desperate: bool = False,
) -> Break | None:
    """The best break of a column that begins at ``start``.

    ``room(notes)`` is the height left for the column when those notes stand below it. The column
    may reach ``stop`` only when ``tail`` more points are left there. ``skip(i, height)`` may
    return a later index to leave parts out (floats). None: not even the first group fits. With
    ``desperate`` a break is taken after any box, whatever the penalties say.
    """
    height, trailing = 0.0, 0.0
    notes: tuple[str, ...] = ()
    best: Break | None = None
    best_cost = NEVER
    count = len(parts) if stop is None else stop
    i, box_before, held = solid(parts, start), False, False
    while i < count:
        if skip is not None and (after := skip(i, height + trailing)) > i:
            i = after
            continue
        part = parts[i]
        cost = NEVER
        if isinstance(part, Box):
            if not height and part.repeat:
                height += sum(box.size for box in part.repeat)
            height += trailing + part.size
            trailing = 0.0
            notes += tuple(key for key in part.inserts if key not in notes)
            if height > room(notes) + 0.01:
                return best
            box_before, held = True, False
            if desperate:
                best, best_cost = Break(i + 1, height, notes), NEVER
        elif isinstance(part, Glue):
            if box_before:
                cost = 0.0
            trailing = advanced(height, trailing, part)
            box_before = False
        else:
            held = held or part.cost == NEVER
            cost = part.cost if not held or part.cost == FORCED else NEVER
            box_before = False
            if cost == FORCED:
                return Break(i + 1, height, notes, forced=True)
        if cost < NEVER and height:
            left = max(room(notes) - height, 0.0) / max(room(()), 1.0)
            cost += 400 * left**2
            if cost <= best_cost + 1e-9 or best is None:
                best, best_cost = Break(i, height, notes), cost
        i += 1
    if tail and height + trailing + tail > room(notes) + 0.01:
        return best
    return Break(count, height, notes)


def solid(parts: Sequence[Part], i: int) -> int:
    """The first index from ``i`` on that holds a box or a forced break."""
    while i < len(parts) and not isinstance(parts[i], Box):
        part = parts[i]
        if isinstance(part, Penalty) and part.cost == FORCED:
            break
        i += 1
    return i


def first_group(parts: Sequence[Part], start: int) -> float:
    """Height of what cannot be parted at the head of ``parts[start:]``."""
    height, trailing, box_before = 0.0, 0.0, False
    for part in parts[solid(parts, start) :]:
        if isinstance(part, Box):
            height += trailing + part.size
            trailing, box_before = 0.0, True
        elif isinstance(part, Glue):
            if box_before:
                return height
            trailing += part.size
        elif part.cost < NEVER:
            return height
        else:
            box_before = False
    return height


def columns(
    parts: Sequence[Part], start: int, count: int, room: Callable[[tuple[str, ...]], float]
) -> list[Break]:
    """Breaks of up to ``count`` columns side by side; notes of all of them stand below all.

    What a later column calls takes room from the earlier ones too: the columns are set again at
    the height that is left, until they keep to it.
    """
    most = math.inf
    while True:
        breaks, called = _side_by_side(parts, start, count, lambda n: min(room(n), most))  # noqa: B023
        left = room(called)
        if all(found.height <= left + 0.01 for found in breaks):
            return breaks
        most = left


def _side_by_side(
    parts: Sequence[Part], start: int, count: int, room: Callable[[tuple[str, ...]], float]
) -> tuple[list[Break], tuple[str, ...]]:
    breaks: list[Break] = []
    called: tuple[str, ...] = ()
    for _ in range(count):
        if start >= len(parts):
            break
        before = called

        def left(notes: tuple[str, ...], before: tuple[str, ...] = before) -> float:
            return room(before + tuple(key for key in notes if key not in before))

        found = take(parts, start, left)
        if found is None:
            break
        called += tuple(key for key in found.notes if key not in called)
        breaks.append(found)
        start = found.end
        if found.forced:
            break
    return breaks, called


def balanced(
    parts: Sequence[Part], start: int, count: int, room: Callable[[tuple[str, ...]], float]
) -> list[Break]:
    """Columns as in :func:`columns`, levelled when all of ``parts`` fits."""
    breaks = columns(parts, start, count, room)
    if not breaks or solid(parts, breaks[-1].end) < len(parts):
        return breaks
    notes = tuple(dict.fromkeys(key for found in breaks for key in found.notes))
    low, high = 0.0, room(notes)
    for _ in range(12):
        middle = (low + high) / 2
        trial = columns(parts, start, count, lambda _notes, h=middle: h)  # type: ignore[misc]
        if trial and solid(parts, trial[-1].end) >= len(parts):
            breaks, high = trial, middle
        else:
            low = middle
    return breaks
