"""The deck before its outside judges: nothing is found in it, and something in each broken twin."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.judges_pptx import audit, need_audit, need_sdk, sdk
from tests.reports.deck_specimen import dated, written
from tests.reports.deck_twins import gone, put, twin

pytestmark = pytest.mark.conform

Change = Callable[[bytes], bytes | None]

TWINS: dict[str, Change] = {
    "charts/chart1.xml": put(r'axId val="1', 'axId val="-1'),
    "slides/slide3.xml": put("<p:spPr/>", "<p:spPr/><p:nonsense/>"),
    "slides/slide4.xml": put(r"(<p:spPr/>)(<p:txBody>.*?</p:txBody>)", r"\2\1"),
    "slides/slide5.xml": put(r'sz="\d+"', 'sz="large"'),
    "tableStyles.xml": put(r'styleId="\{', 'styleId="'),
}
"""A negative axis, a foreign element, elements in the wrong order, a bad value, and a style without
an id: each in a part of its own, so that one deck has them all."""
AUDIT_ONLY: dict[str, Change] = {"slides/slide6.xml": put(r'cNvPr id="3"', 'cNvPr id="2"')}
"""An id twice."""
UNREADABLE: dict[str, tuple[str, Change]] = {
    "truncated": ("slides/slide3.xml", lambda blob: blob[:-40]),
    "layout missing": ("slideLayouts/slideLayout2.xml", gone),
    "picture missing": ("media/image1.png", gone),
}


@cache
def good(*, live: bool = False) -> bytes:
    """The deck with dates and a hidden slide."""
    made = dated("20 March 2019", live=live)
    made.pages[-1].hidden = True
    return written(made)


def broken() -> bytes:
    """The deck with all the faults."""
    made = good()
    for part, change in (TWINS | AUDIT_ONLY).items():
        made = twin(made, f"ppt/{part}", change)
    return made


def parts(found: list[str]) -> set[str]:
    """The parts that findings name."""
    return {match[1] for said in found for match in re.finditer(r"/ppt/([\w/]+\.xml)", said)}


@pytest.fixture
def place(tmp_path: Path) -> Callable[[bytes], Path]:
    def put_there(content: bytes) -> Path:
        path = tmp_path / "deck.pptx"
        path.write_bytes(content)
        return path

    return put_there


@pytest.mark.parametrize("live", [False, True], ids=["date", "date that follows the day"])
def test_nothing_is_found(live: bool, place: Callable[[bytes], Path]) -> None:
    need_sdk()
    need_audit()
    path = place(good(live=live))
    assert sdk(path) == audit(path) == []


def test_the_sdk_names_the_part_of_every_fault(place: Callable[[bytes], Path]) -> None:
    need_sdk()
    assert parts(sdk(place(broken()))) == set(TWINS)


def test_the_audit_names_the_part_of_every_fault(place: Callable[[bytes], Path]) -> None:
    need_audit()
    assert parts(audit(place(broken()))) == {*TWINS, *AUDIT_ONLY}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_both_refuse_what_they_cannot_read(fault: str, place: Callable[[bytes], Path]) -> None:
    need_sdk()
    need_audit()
    part, change = UNREADABLE[fault]
    path = place(twin(good(), f"ppt/{part}", change))
    assert sdk(path)
    assert audit(path)


@pytest.mark.parametrize("heads", [("Year", "x < y"), ("a", "A")], ids=["table", "no table"])
def test_a_workbook_is_valid_too(heads: tuple[str, str], tmp_path: Path) -> None:
    need_sdk()
    from reports.writers.pptx.workbook import Column, Workbook

    path = tmp_path / "book.xlsx"
    columns = [Column(heads[0], ("=A1", "b")), Column(heads[1], (1.5, -2.0), '0.0"%"')]
    path.write_bytes(Workbook(columns).content())
    assert sdk(path) == []
    broken = tmp_path / "broken.xlsx"
    sheet = "xl/worksheets/sheet1.xml"
    broken.write_bytes(twin(path.read_bytes(), sheet, put("<sheetData>", "<sheetDate>")))
    assert sdk(broken)
