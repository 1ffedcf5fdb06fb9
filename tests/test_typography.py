"""The measures of ``benchmarks/typography.py``, and what the shipped pages owe them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from reports.editions import editions

BENCHMARKS = str(Path(__file__).resolve().parent.parent / "benchmarks")


@pytest.fixture(scope="module")
def bench() -> Any:
    """The benchmark, which is a script: its folder is on the path while it is imported."""
    sys.path.insert(0, BENCHMARKS)
    try:
        import typography
    finally:
        sys.path.remove(BENCHMARKS)
    return typography


def paragraph(bench: Any, *lines: tuple[str, list[tuple[float, float]]], number: int = 0) -> Any:
    """Lines 100 points wide, with a natural space of 3."""
    count = len(lines)
    return [
        bench.SetLine(number, n, count, text, 10.0, 0.0, 100.0, 3.0, spaces)
        for n, (text, spaces) in enumerate(lines)
    ]


def plain(at: float, width: float = 3.0) -> tuple[str, list[tuple[float, float]]]:
    return "some words ", [(at, at + width)]


def test_looseness_is_in_units_of_half_and_a_third_of_a_space(bench: Any) -> None:
    lines = paragraph(bench, plain(10, 4.5), plain(30, 2.0), plain(50, 3.0), plain(70, 9.0))
    assert [line.ratio for line in lines] == [1.0, pytest.approx(-1.0), 0.0, None]
    found = bench.measured([lines])
    assert (found.mean, found.worst) == (pytest.approx(2 / 3), pytest.approx(1.0))


def test_a_river_is_three_spaces_below_one_another(bench: Any) -> None:
    def rivers(*at: float) -> int:
        column = paragraph(bench, *(plain(x) for x in at))
        return round(bench.measured([column]).rivers * len(at) / 100)

    assert rivers(10, 11, 12, 50) == 1
    assert rivers(10, 11, 50, 12) == 0
    assert rivers(10, 12, 14, 50) == 0
    assert rivers(10, 11, 12, 13, 60, 61, 60) == 2


def test_hyphens_in_a_row_are_counted_from_the_third(bench: Any) -> None:
    hyphened, other = ("a hy\u00ad", [(10.0, 13.0)]), plain(30)
    lines = paragraph(bench, hyphened, hyphened, hyphened, other)
    found = bench.measured([lines])
    assert (found.stacked, found.hyphens) == (1, 75.0)
    assert bench.measured([paragraph(bench, hyphened, hyphened, other, hyphened)]).stacked == 0


def test_lines_alone_at_an_edge_and_short_last_lines_are_found(bench: Any) -> None:
    lines = paragraph(bench, plain(10), plain(30), plain(50))
    whole, parted = bench.measured([lines]), bench.measured([lines[:1], lines[1:2], lines[2:]])
    assert (whole.widows, whole.orphans, whole.short) == (0, 0, 0)
    assert (parted.widows, parted.orphans) == (1, 1)
    lines[-1].right = 14.0
    assert bench.measured([lines]).short == 1


@pytest.mark.parametrize(
    # The press has 43 lines in narrow columns, where there is less to choose from.
    ("audience", "share"),
    [("delegation", 0.6), ("press", 0.75)],
)
def test_the_shipped_pages_are_set_well(bench: Any, audience: str, share: float) -> None:
    [edition] = editions(None, audience, None)
    ours, greedy = bench.both(lambda: edition.compose("page")[0])
    assert (ours.stacked, ours.short, ours.widows, ours.orphans) == (0, 0, 0, 0)
    assert ours.mean < share * greedy.mean
    assert ours.worst < greedy.worst
    assert ours.rivers < greedy.rivers
