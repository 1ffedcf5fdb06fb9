"""Breaking lines: total fit for pages, first fit for slides.

Both are pure functions over lists of boxes, glue and penalties, with one measure for all lines.
The model, its terms and the search are those of Knuth and Plass, *Breaking Paragraphs into Lines*
(Software: Practice and Experience 11, 1981); badness and demerits are the later ones of TeX (*TeX:
The Program*, 851 and 859). A legal break is a glue that follows a box, or a penalty below
:data:`layouts.boxes.NEVER`; glue and penalties after a break vanish up to the next box.

A list ends with :data:`FINISH`. Boxes, stretch and shrink are not negative, no glue shrinks by
more than its size, and a penalty takes no more off a line than the box before it is wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from layouts.boxes import FORCED, NEVER, Box, Glue, Part, Penalty

FILL = 1e6
"""Stretch, in points, of the glue that fills the last line."""
FINISH: tuple[Part, ...] = (Penalty(NEVER), Glue(0.0, FILL), Penalty(FORCED))
"""The end of a paragraph: the last line may be of any length."""
TOLERANCE = 1.0
"""Ratio up to which spaces stretch before words are hyphenated (badness 100)."""
TOLERANCE_HYPHENATED = 2.0
"""The same once they are (badness 800)."""
TOLERANCE_LOOSE = 10.0
TOLERANCE_LAST = 10.0
"""And in the last two passes."""
RAGGED_TOLERANCE = 1.6
"""How much higher the tolerance of ragged text is in the first."""
EMERGENCY = 0.1
"""Stretch added to every line in the last pass, as a share of the measure."""
MOST_HYPHENS = 2
"""So many lines in succession may end with a hyphen."""
LINE_DEMERIT = 10.0
DOUBLE_HYPHEN = 100_000.0
"""Demerits of a hyphen below a hyphen."""
FINAL_HYPHEN = 5_000.0
"""Demerits of a hyphen at the end of the last line but one."""
UNEVEN = 10_000.0
"""Demerits of a tight line beside a loose one."""
THIRD_HYPHEN = 1_000_000.0
"""Demerits of more than :data:`MOST_HYPHENS` of them, in the last pass, which allows it."""
_AWFUL = 1e12
_WORST = 100.0
"""Ratios above this are taken for this; a line without any stretch has it."""
_EXACT = 1e-6
"""Points by which a line may differ from the measure and still count as exact."""


class Hyphen(Penalty):
    """A penalty whose break ends the line with a hyphen (a flagged penalty)."""

    __slots__ = ()


class Broken(NamedTuple):
    """A list of parts and the indices of the parts at which its lines end."""

    parts: Sequence[Part]
    breaks: list[int]


class _Chance(NamedTuple):
    """A legal break, with the sums of all that stands before it."""

    at: int
    width: float
    stretch: float
    shrink: float
    cost: float
    size: float
    hyphen: bool


class _Node(NamedTuple):
    """A break taken, with the sums of all that stands before the next line, and the way here."""

    at: int
    width: float
    stretch: float
    shrink: float
    fitness: int
    hyphens: int
    demerits: float
    previous: _Node | None


class _Rules(NamedTuple):
    measure: float
    slack: float
    limit: float
    last: int
    final: bool


def total_fit(
    parts: Sequence[Part],
    measure: float,
    *,
    hyphenated: Callable[[], Sequence[Part]] | None = None,
    loose: Callable[[], Sequence[Part]] | None = None,
    slack: float = 0.0,
) -> Broken:
    """The breaks with the fewest demerits over the whole paragraph; it never fails.

    ``measure`` is the width of a line in points. ``slack`` is stretch that every line has beside
    its glue: ragged text has that and rigid spaces. There are several passes, each taken when the
    one before finds no breaks whose lines all stretch by its tolerance at most: over ``parts``;
    over ``hyphenated()``; where there is slack, over the same with lines as short as need be; over
    ``loose()``; and over that again with stretch added to every line, which ends lines as best it
    can. A line that nothing parts is then overfull.
    """
    if _one_line(parts, measure):
        return Broken(parts, [len(parts) - 1])
    wider = RAGGED_TOLERANCE if slack else 1.0
    found = _search(parts, measure, slack, TOLERANCE * wider, final=False)
    if found is None and hyphenated is not None:
        parts = hyphenated()
        found = _search(parts, measure, slack, TOLERANCE_HYPHENATED, final=False)
    if found is None and slack:
        found = _search(parts, measure, slack, _WORST, final=False)
    if found is None:
        parts = loose() if loose is not None else parts
        found = _search(parts, measure, slack, TOLERANCE_LOOSE, final=False)
    if found is None:
        slack += EMERGENCY * measure
        found = _search(parts, measure, slack, TOLERANCE_LAST, final=True)
    return Broken(parts, found or [])


def _one_line(parts: Sequence[Part], measure: float) -> bool:
    """Whether one line at its natural width holds everything, and no penalty asks for more.

    Two lines have twice the demerits then, so that nothing need be searched.
    """
    if not parts or parts[-1] is not FINISH[-1] or parts[-2] is not FINISH[-2]:
        return False
    width = 0.0
    for part in parts[:-1]:
        if isinstance(part, Penalty):
            if part.cost < 0.0:
                return False
            continue
        width += part.size
        if width > measure:
            return False
    return True


def first_fit(parts: Sequence[Part], measure: float) -> list[int]:
    """Breaks of greedy lines: each takes all that its measure holds, as a viewer's lines do.

    Glue has its natural size. A line that nothing can part may be wider than the measure.
    """
    breaks: list[int] = []
    room = measure + _EXACT
    start = after(parts, -1)
    width, best, at, box_before = 0.0, -1, start, False
    while at < len(parts):
        part = parts[at]
        at += 1
        if isinstance(part, Box):
            width += part.size
            box_before = True
            if width <= room or best < 0:
                continue
        else:
            if isinstance(part, Glue):
                if box_before and (width <= room or best < 0):
                    best = at - 1
                width += part.size
            elif part.cost < NEVER and (width + part.size <= room or best < 0):
                best = at - 1
            box_before = False
            if not isinstance(part, Penalty) or part.cost != FORCED:
                continue
        breaks.append(best)
        at = after(parts, best)
        width, best, box_before = 0.0, -1, False
    return breaks


def after(parts: Sequence[Part], at: int) -> int:
    """Index of the part with which the line after a break ``at`` begins (-1: the first line)."""
    at += 1
    while at < len(parts):
        part = parts[at]
        if isinstance(part, Box) or (isinstance(part, Penalty) and part.cost == FORCED):
            break
        at += 1
    return at


def _search(
    parts: Sequence[Part], measure: float, slack: float, limit: float, *, final: bool
) -> list[int] | None:
    """The best breaks whose ratios are at most ``limit``; None when there are none.

    In the ``final`` pass a line that would have none ends at the last break that it can reach,
    or is overfull when there is none of those either.
    """
    sums, chances = _chances(parts)
    if not chances:
        return []
    rules = _Rules(measure, slack, limit, chances[-1].at, final)
    active = [_Node(-1, *sums[after(parts, -1)], 1, 0, 0.0, None)]
    head = at = 0
    while at < len(chances):
        chance = chances[at]
        forced = chance.cost == FORCED
        least = chance.width + min(chance.size, 0.0) - chance.shrink
        full = least - measure - _EXACT
        while head < len(active) and active[head].width - active[head].shrink < full:
            head += 1
        if head < len(active) and not forced:
            # Most places are too near to the line's begin: told here, four times as fast.
            node = active[head]
            short = measure - chance.width - chance.size + node.width
            room = chance.stretch + slack - node.stretch
            if short > _EXACT and short > limit * room:
                at += 1
                continue
        found = _feasible(chance, active[head:], rules)
        if not found and (forced or head == len(active)):
            if not final:
                return None
            at, found = _rescue(chances, at, active)
            chance = chances[at]
            forced = True
        if forced:
            head = len(active)
        for fitness, hyphens, demerits, previous in found:
            sum_ = sums[after(parts, chance.at)]
            active.append(_Node(chance.at, *sum_, fitness, hyphens, demerits, previous))
        at += 1
    return _trace_back(min(active[head:], key=_by_demerits))


def _chances(parts: Sequence[Part]) -> tuple[list[tuple[float, float, float]], list[_Chance]]:
    """Sums of width, stretch and shrink before each part; and the legal breaks."""
    width = stretch = shrink = 0.0
    box_before = False
    sums: list[tuple[float, float, float]] = []
    chances: list[_Chance] = []
    for index, part in enumerate(parts):
        sums.append((width, stretch, shrink))
        if isinstance(part, Box):
            width += part.size
            box_before = True
            continue
        if isinstance(part, Glue):
            if box_before:
                chances.append(_Chance(index, width, stretch, shrink, 0.0, 0.0, False))
            width += part.size
            stretch += part.stretch
            shrink += part.shrink
        elif part.cost < NEVER:
            hyphen = isinstance(part, Hyphen)
            chances.append(_Chance(index, width, stretch, shrink, part.cost, part.size, hyphen))
        box_before = False
    sums.append((width, stretch, shrink))
    return sums, chances


_Found = tuple[int, int, float, "_Node"]
"""Fitness class, hyphens in succession, demerits up to here, and the break before."""


def _feasible(chance: _Chance, active: list[_Node], rules: _Rules) -> list[_Found]:
    """The best line that ends at ``chance`` for each fitness class and count of hyphens.

    The active nodes stand in rising order: when the line from one of them is too short for the
    limit, so are those from all that follow.
    """
    best: dict[int, _Found] = {}
    _, all_width, all_stretch, all_shrink, cost, size, hyphen = chance
    measure, slack, limit, last, final = rules
    rest = measure - all_width - size
    all_stretch += slack
    fixed = _cost_demerits(cost)
    for node in active:
        _, width, stretch, shrink, fitness, hyphens, demerits, _ = node
        short = rest + width
        if short > _EXACT:
            room = all_stretch - stretch
            if short > limit * room:
                break
            ratio = min(short / room, _WORST) if room > 0 else _WORST
        elif short < -_EXACT:
            room = all_shrink - shrink
            if room + _EXACT < -short:
                continue
            ratio = max(short / room, -1.0)
        else:
            ratio = 0.0
        demerits += (LINE_DEMERIT + 100.0 * abs(ratio) ** 3) ** 2 + fixed
        if hyphens:
            demerits += _hyphen_demerits(hyphens, hyphen, chance.at == last)
        hyphens = hyphens + 1 if hyphen else 0
        if hyphens > MOST_HYPHENS:
            if not final:
                continue
            hyphens = MOST_HYPHENS
        line = _fitness(ratio)
        if abs(line - fitness) > 1:
            demerits += UNEVEN
        known = best.get(4 * hyphens + line)
        if known is None or demerits < known[2]:
            best[4 * hyphens + line] = (line, hyphens, demerits, node)
    return list(best.values()) if len(best) < 2 else _undominated(best)


def _undominated(best: dict[int, _Found]) -> list[_Found]:
    """Without those that cannot come out best: their fitness class can save no more than
    :data:`UNEVEN`, and another with as few hyphens is better by more.
    """
    found = list(best.values())
    return [
        one
        for one in found
        if not any(
            other[2] + UNEVEN < one[2] and other[1] <= one[1] for other in found if other is not one
        )
    ]


def _cost_demerits(cost: float) -> float:
    if cost == FORCED:
        return 0.0
    return cost * abs(cost)


def _hyphen_demerits(before: int, hyphen: bool, last: bool) -> float:
    """Demerits of a line below ``before`` lines that end with hyphens."""
    demerits = FINAL_HYPHEN if last else 0.0
    if hyphen:
        demerits += DOUBLE_HYPHEN if before < MOST_HYPHENS else THIRD_HYPHEN
    return demerits


def _fitness(ratio: float) -> int:
    """Tight, decent, loose or very loose: 0 to 3."""
    if ratio < -0.5:
        return 0
    if ratio <= 0.5:
        return 1
    return 2 if ratio <= 1.0 else 3


def _rescue(chances: list[_Chance], at: int, active: list[_Node]) -> tuple[int, list[_Found]]:
    """The last pass's way out where no line is good enough: the number of its break, and it."""
    latest = active[-1].at
    node = active[-1]
    for other in reversed(active):
        if other.at != latest:
            break
        if other.demerits < node.demerits:
            node = other
    if at and chances[at - 1].at > latest:
        at -= 1
    return at, [(3, int(chances[at].hyphen), node.demerits + _AWFUL, node)]


def _by_demerits(node: _Node) -> float:
    return node.demerits


def _trace_back(node: _Node) -> list[int]:
    breaks: list[int] = []
    at: _Node | None = node
    while at is not None and at.previous is not None:
        breaks.append(at.at)
        at = at.previous
    return breaks[::-1]
