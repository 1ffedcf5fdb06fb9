"""Days in files, and spans counted on from them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from layouts.dates import SPAN, DateField, later
from layouts.fields import FAILED
from layouts.language import Language
from layouts.located import located
from layouts.problems import Problems
from reports.config import Layouts
from reports.fitting import check_language
from tests.gates.dated import AS_OF, GOOD


@pytest.mark.parametrize(
    ("day", "span", "then"),
    [
        ("2026-01-01", "1 day", "2026-01-02"),
        ("2026-01-01", "90 days", "2026-04-01"),
        ("2024-02-01", "30 days", "2024-03-02"),
        ("2026-01-01", "2 weeks", "2026-01-15"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2023-08-31", "6 months", "2024-02-29"),
        ("2026-12-15", "1 month", "2027-01-15"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2026-03-01", "9999 years", "9999-12-31"),
        ("9999-12-01", "1 month", "9999-12-31"),
        (AS_OF, "1 month", GOOD),
    ],
)
def test_spans(day: str, span: str, then: str) -> None:
    assert later(date.fromisoformat(day), span) == date.fromisoformat(then)
    assert re.fullmatch(SPAN, span)


@pytest.mark.parametrize(
    "span", ["0 days", "-1 day", "90", "90 Days", "1.5 years", "90  days", "6 moons", "99999 days"]
)
def test_what_is_no_span(span: str) -> None:
    assert not re.fullmatch(SPAN, span)


@pytest.mark.parametrize("value", ["2026-12-31", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_days(value: str) -> None:
    problems = Problems()
    assert DateField().read(located(value), problems) == date.fromisoformat(value)
    assert not problems
    assert re.search(DateField().schema({})["pattern"], value)


@pytest.mark.parametrize(
    "value",
    ["2026-2-3", "20261231", "2026-W01-1", "2026-12-31T00:00", " 2026-12-31", "２０２６-12-31", ""],
)
def test_what_is_no_day(value: str) -> None:
    problems = Problems()
    assert DateField().read(located(value), problems) is FAILED
    assert [problem.code for problem in problems] == ["bad-value"]
    assert not re.search(DateField().schema({})["pattern"], value)


def test_nothing_is_no_day() -> None:
    problems = Problems()
    assert DateField().read(located(None), problems) is FAILED
    assert [problem.code for problem in problems] == ["wrong-type"]


def test_a_language_spells_days() -> None:
    from layouts.problems import Place

    found = Layouts().language("en", Place(""), Problems())
    assert found is not None
    assert found.spelt(date(2026, 10, 31)) == "31 October 2026"


def test_a_language_has_twelve_months() -> None:
    labels = {"months": "January February"}
    problems = Problems()
    check_language(Language(code="en", labels=labels), problems)
    assert "wrong-count" in [problem.code for problem in problems]
