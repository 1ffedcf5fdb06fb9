"""The day that a run goes by: SOURCE_DATE_EPOCH before the clock, and UTC everywhere."""

from __future__ import annotations

import time
from datetime import date

import pytest

from layouts.problems import InputError
from reports.clock import VARIABLE, source_date, today
from tests.gates.dated import epoch, set_clock


def test_the_variable_goes_before_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2030-06-01")
    assert source_date() is None
    assert today() == date(2030, 6, 1)
    monkeypatch.setenv(VARIABLE, epoch("2029-02-28"))
    assert today() == date(2029, 2, 28)


def test_a_second_later_is_the_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(int(epoch("2029-02-28")) + 1))
    assert today() == date(2029, 3, 1)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "UTC"])
def test_the_zone_does_not_matter(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        monkeypatch.setenv(VARIABLE, epoch("2029-02-28"))
        assert today() == date(2029, 2, 28)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("stamp", ["tomorrow", "-1", "1.5", "٣", "9" * 30])
def test_what_is_no_time_is_refused(stamp: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, stamp)
    with pytest.raises(InputError) as refused:
        today()
    [problem] = refused.value.problems
    assert (problem.code, problem.place.file) == ("usage", VARIABLE)
