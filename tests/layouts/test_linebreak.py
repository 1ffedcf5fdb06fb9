"""Line breaking against the published paragraph, and against every other way to break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.boxes import FORCED, NEVER, Box, Glue, Part, Penalty
from layouts.linebreak import (
    FINISH,
    TOLERANCE,
    TOLERANCE_LOOSE,
    Hyphen,
    after,
    first_fit,
    total_fit,
)

# The paragraph of Knuth and Plass (1981), figures 1 to 4, with the widths given there: units of an
# eighteenth of an em, a hyphen and an indent of 18 units; ``=`` is the hyphen that is written.
FROG_KING = (
    "In ol-den times when wish-ing still helped one, there lived a king whose daugh-ters were all "
    "beau-ti-ful; and the young-est was so beau-ti-ful that the sun it-self, which has seen so "
    "much, was aston-ished when-ever it shone in her face. Close by the king's castle lay a great "
    "dark for-est, and un-der an old lime=tree in the for-est was a well, and when the day was "
    "very warm, the king's child went out into the for-est and sat down by the side of the cool "
    "foun-tain; and when she was bored she took a golden ball, and threw it up on high and caught "
    "it; and this ball was her favor-ite play-thing."
)
WIDTHS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzCI-',.;",
        (9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15, 10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8)
        + (13, 6, 6, 5, 5, 5, 5),
        strict=True,
    )
)
SPACES = {",": Glue(6, 4, 2), ";": Glue(6, 4, 1), ".": Glue(8, 6, 1)}


def frog_king() -> list[Part]:
    parts: list[Part] = [Box(18.0)]
    for n, word in enumerate(FROG_KING.split(" ")):
        if n:
            parts.append(SPACES.get(FROG_KING.split(" ")[n - 1][-1], Glue(6, 3, 2)))
        for piece in re.split(r"([-=])", word):
            if piece == "-":
                parts.append(Hyphen(50.0, 6.0))
            elif piece == "=":
                parts += [Box(6.0), Hyphen(50.0)]
            else:
                parts.append(Box(float(sum(WIDTHS[c] for c in piece))))
    return parts + list(FINISH)


def lines_of(parts: Sequence[Part], breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = after(parts, -1)
    for at in breaks:
        yield start, at
        start = after(parts, at)


def natural(parts: Sequence[Part], start: int, at: int) -> float:
    inside = sum(part.size for part in parts[start:at] if not isinstance(part, Penalty))
    end = parts[at]
    return inside + (end.size if isinstance(end, Penalty) else 0.0)


def ratio(parts: Sequence[Part], start: int, at: int, measure: float) -> float | None:
    """Adjustment ratio of a line; None when no stretch or shrink can make it fit."""
    glue = [part for part in parts[start:at] if isinstance(part, Glue)]
    short = measure - natural(parts, start, at)
    if abs(short) < 1e-6:
        return 0.0
    room = sum(g.stretch for g in glue) if short > 0 else sum(g.shrink for g in glue)
    return short / room if room > 0 else None


@pytest.mark.parametrize(
    ("measure", "published"),
    [
        (390.0, ".857 .000 .280 1.000 .067 -.278 .536 -.167 .700 -.176 .357"),
        (500.0, ".774 .179 .629 .545 .000 .079 .282 .294 .575"),
    ],
)
def test_the_published_paragraph_has_the_published_ratios(measure: float, published: str) -> None:
    parts = frog_king()
    breaks = total_fit(parts, measure).breaks
    found = [ratio(parts, *line, measure) for line in lines_of(parts, breaks)][:-1]
    assert found == pytest.approx([float(text) for text in published.split()], abs=0.0006)


def test_greedy_lines_do_not_have_them() -> None:
    parts = frog_king()
    assert first_fit(parts, 390.0) != total_fit(parts, 390.0).breaks


def demerits(parts: Sequence[Part], breaks: Sequence[int], measure: float, limit: float) -> float:
    """Demerits of one way to break, written down from the rules; infinite when it is none."""
    total, hyphens, fitness = 0.0, 0, 1
    for start, at in lines_of(parts, breaks):
        r = ratio(parts, start, at, measure)
        if r is None or not -1.0 - 1e-9 <= r <= limit + 1e-9:
            return float("inf")
        end = parts[at]
        cost = end.cost if isinstance(end, Penalty) and end.cost != FORCED else 0.0
        total += (10 + 100 * abs(r) ** 3) ** 2 + cost * abs(cost)
        flagged = isinstance(end, Hyphen)
        if hyphens and flagged:
            total += 10_000
        if hyphens and at == len(parts) - 1:
            total += 5_000
        hyphens = hyphens + 1 if flagged else 0
        if hyphens > 2:
            return float("inf")
        kind = 0 if r < -0.5 else 1 if r <= 0.5 else 2 if r <= 1 else 3
        if abs(kind - fitness) > 1:
            total += 10_000
        fitness = kind
    return total


def chances(parts: Sequence[Part]) -> list[int]:
    return [
        n
        for n, part in enumerate(parts[:-1])
        if (isinstance(part, Glue) and n and isinstance(parts[n - 1], Box))
        or (isinstance(part, Penalty) and part.cost < NEVER)
    ]


def least(parts: Sequence[Part], measure: float, limit: float) -> float:
    """The fewest demerits of every way there is to break, one after the other."""
    between, last = chances(parts), len(parts) - 1
    return min(
        demerits(parts, [*chosen, last], measure, limit)
        for count in range(len(between) + 1)
        for chosen in combinations(between, count)
    )


boxes = st.integers(4, 40).map(lambda n: Box(float(n)))
glues = st.tuples(st.integers(3, 8), st.integers(0, 12), st.integers(0, 3)).map(
    lambda t: Glue(*map(float, t))
)
joints: st.SearchStrategy[list[Part]] = st.one_of(
    glues.map(lambda glue: [glue]),
    glues.map(lambda glue: [Penalty(NEVER), glue]),
    st.tuples(st.integers(-60, 200), glues).map(lambda t: [Penalty(float(t[0]), -2.0), t[1]]),
    st.integers(0, 5).map(lambda size: [Hyphen(50.0, float(size))]),
)


@st.composite
def texts(draw: st.DrawFn) -> list[Part]:
    parts: list[Part] = [draw(boxes)]
    for _ in range(draw(st.integers(0, 9))):
        parts += draw(joints)
        parts.append(draw(boxes))
    return parts + list(FINISH)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts(), st.integers(20, 120))
def test_no_other_way_to_break_has_fewer_demerits(parts: list[Part], width: int) -> None:
    measure = float(width)
    breaks = total_fit(parts, measure).breaks
    for limit in (TOLERANCE, TOLERANCE_LOOSE):
        best = least(parts, measure, limit)
        if best < float("inf"):
            assert demerits(parts, breaks, measure, limit) == pytest.approx(best)
            return
    assert breaks[-1] == len(parts) - 1


def test_greedy_lines_do_not_pass_that_test() -> None:
    parts: list[Part] = []
    for size in (18, 22, 18, 18, 30, 18):
        parts += [Box(float(size)), Glue(6, 4, 2)]
    parts = [*parts[:-1], *FINISH]
    measure = 90.0
    best = least(parts, measure, TOLERANCE_LOOSE)
    assert demerits(parts, total_fit(parts, measure).breaks, measure, TOLERANCE_LOOSE) == (
        pytest.approx(best)
    )
    assert demerits(parts, first_fit(parts, measure), measure, TOLERANCE_LOOSE) > 100 * best


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts(), st.integers(3, 120))
def test_every_box_stands_in_one_line(parts: list[Part], width: int) -> None:
    everything = [n for n, part in enumerate(parts) if isinstance(part, Box)]
    for breaks in (total_fit(parts, float(width)).breaks, first_fit(parts, float(width))):
        assert breaks == sorted(set(breaks))
        assert breaks[-1] == len(parts) - 1
        set_ = [
            n
            for start, at in lines_of(parts, breaks)
            for n in range(start, at)
            if isinstance(parts[n], Box)
        ]
        assert set_ == everything


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts(), st.integers(20, 120))
def test_first_fit_is_never_wider_than_the_measure_where_a_break_is_left(
    parts: list[Part], width: int
) -> None:
    for start, at in lines_of(parts, first_fit(parts, float(width))):
        inside = [n for n in chances(parts) if start < n < at]
        if natural(parts, start, at) > width + 1e-6:
            assert all(natural(parts, start, n) > width for n in inside)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(texts(), st.integers(20, 120), st.data())
def test_fewer_places_or_wider_words_never_make_fewer_greedy_lines(
    parts: list[Part], width: int, data: st.DataObject
) -> None:
    """Why slides are measured with a margin and only with breaks that every viewer takes."""
    lines = len(first_fit(parts, float(width)))
    places = [n for n, part in enumerate(parts[:-1]) if isinstance(part, Penalty)]
    chosen = data.draw(st.sets(st.sampled_from(places)))
    fewer = [Penalty(NEVER) if n in chosen else part for n, part in enumerate(parts)]
    assert len(first_fit(fewer, float(width))) >= lines or _overfull(fewer, width)
    wider = [part._replace(size=part.size * 1.07) if part.size > 0 else part for part in parts]
    assert len(first_fit(wider, float(width))) >= lines or _overfull(wider, width)


def _overfull(parts: Sequence[Part], width: float) -> bool:
    found = lines_of(parts, first_fit(parts, width))
    return any(natural(parts, start, at) > width + 1e-6 for start, at in found)


def test_at_most_two_hyphens_stand_below_one_another() -> None:
    sizes = (12, 12, 18, 14, 10, 8, 8, 12, 16, 8, 8, 8, 18, 18, 12, 12)
    parts: list[Part] = []
    for first, second in zip(sizes[::2], sizes[1::2], strict=True):
        parts += [Box(float(first)), Hyphen(50.0, 4.0), Box(float(second)), Glue(5, 5, 2)]
    parts = [*parts[:-1], *FINISH]

    def ends(breaks: Sequence[int]) -> str:
        return "".join("h" if isinstance(parts[at], Hyphen) else "." for at in breaks)

    assert ends(total_fit(parts, 60.0).breaks) == "hh.h."
    assert ends(first_fit(parts, 60.0)) == "hhh.."


def test_hyphens_are_asked_for_only_when_spaces_do_not_do() -> None:
    asked: list[str] = []

    def hyphenated() -> list[Part]:
        asked.append("hyphens")
        return [Box(20.0), Hyphen(50.0, 2.0), Box(12.0), Glue(2, 2, 1), Box(8.0), *FINISH]

    def loose() -> list[Part]:
        asked.append("loose")
        return hyphenated()

    easy: list[Part] = [Box(20.0), Glue(4, 2, 1), Box(20.0), Glue(4, 2, 1), Box(20.0), *FINISH]
    assert len(total_fit(easy, 44.0, hyphenated=hyphenated, loose=loose).breaks) == 2
    assert asked == []
    hard: list[Part] = [Box(32.0), Glue(2, 2, 1), Box(8.0), *FINISH]
    broken = total_fit(hard, 22.0, hyphenated=hyphenated, loose=loose)
    assert asked == ["hyphens"]
    assert isinstance(broken.parts[broken.breaks[0]], Hyphen)


def test_exact_lines_without_any_give() -> None:
    parts: list[Part] = [Box(10), Glue(5), Box(10), Glue(5), Box(10), Glue(5), Box(10), *FINISH]
    assert total_fit(parts, 25.0).breaks == [3, len(parts) - 1]
    assert first_fit(parts, 25.0) == [3, len(parts) - 1]


def test_a_forced_break_is_taken_and_a_forbidden_one_is_not() -> None:
    parts: list[Part] = [Box(10), Penalty(FORCED), Box(10), Penalty(NEVER), Glue(5), Box(10)]
    parts += FINISH
    assert total_fit(parts, 22.0).breaks == [1, len(parts) - 1]
    assert first_fit(parts, 22.0) == [1, len(parts) - 1]


def test_ragged_lines_are_of_much_the_same_length() -> None:
    words = [30, 30, 30, 8, 60, 30, 30, 30, 30, 8, 62, 30, 20]
    parts: list[Part] = []
    for word in words:
        parts += [Box(float(word)), Glue(4.0)]
    parts = [*parts[:-1], *FINISH]

    def worst(breaks: Sequence[int]) -> float:
        lines = list(lines_of(parts, breaks))[:-1]
        return max(110 - natural(parts, *line) for line in lines)

    assert worst(total_fit(parts, 110.0, slack=25.0).breaks) <= worst(first_fit(parts, 110.0))


def test_the_way_out_is_greedy_but_never_overfull_without_need() -> None:
    parts: list[Part] = []
    for size in (50, 3, 97, 50, 60, 150, 20, 90):
        parts += [Box(float(size)), Glue(4.0)]
    parts = [*parts[:-1], *FINISH]
    breaks = total_fit(parts, 100.0).breaks
    wide = [line for line in lines_of(parts, breaks) if natural(parts, *line) > 100.0]
    assert [natural(parts, *line) for line in wide] == [150.0]


def test_long_text_takes_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    import layouts.linebreak as module

    looked_at = 0
    feasible = module._feasible

    def counted(chance, active, rules):  # type: ignore[no-untyped-def]
        nonlocal looked_at
        looked_at += len(active)
        return feasible(chance, active, rules)

    monkeypatch.setattr(module, "_feasible", counted)
    counts = []
    for times in (8, 32):
        looked_at = 0
        total_fit((frog_king()[1:-3] + [Glue(6, 3, 2)]) * times + frog_king(), 390.0)
        counts.append(looked_at)
    assert counts[1] < 5 * counts[0]
