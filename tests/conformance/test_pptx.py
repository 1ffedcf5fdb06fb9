"""The deck before its outside judges: nothing is found in it, and something in each broken twin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.judges_pptx import audit, need_audit, need_sdk, sdk
from tests.reports.deck_specimen import dated, deck, written
from tests.reports.deck_twins import gone, put, twin

pytestmark = pytest.mark.conform

Change = Callable[[bytes], bytes | None]

SLIDE, CHART = "ppt/slides/slide3.xml", "ppt/charts/chart1.xml"
TWINS: dict[str, tuple[str, Change]] = {
    "negative axis": (CHART, put(r'axId val="1', 'axId val="-1')),
    "foreign element": (SLIDE, put("<p:spPr/>", "<p:spPr/><p:nonsense/>")),
    "wrong order": (SLIDE, put(r"(<p:spPr/>)(<p:txBody>.*?</p:txBody>)", r"\2\1")),
    "bad value": (SLIDE, put(r'sz="\d+"', 'sz="large"')),
    "truncated": (SLIDE, lambda blob: blob[:-40]),
    "layout missing": ("ppt/slideLayouts/slideLayout2.xml", gone),
    "picture missing": ("ppt/media/image1.png", gone),
    "style without id": ("ppt/tableStyles.xml", put(r'styleId="\{', 'styleId="')),
}
AUDIT_ONLY: dict[str, tuple[str, Change]] = {
    "an id twice": (SLIDE, put(r'cNvPr id="3"', 'cNvPr id="2"')),
}


@pytest.fixture
def place(tmp_path: Path) -> Callable[[bytes], Path]:
    def put_there(content: bytes) -> Path:
        path = tmp_path / "deck.pptx"
        path.write_bytes(content)
        return path

    return put_there


def test_the_sdk_finds_nothing(place: Callable[[bytes], Path]) -> None:
    need_sdk()
    assert sdk(place(deck())) == []


def test_the_audit_finds_nothing(place: Callable[[bytes], Path]) -> None:
    need_audit()
    assert audit(place(deck())) == []


@pytest.mark.parametrize("live", [False, True])
def test_dates_and_hidden_slides_are_valid(live: bool, place: Callable[[bytes], Path]) -> None:
    need_sdk()
    need_audit()
    made = dated("20 March 2019", live=live)
    made.pages[-1].hidden = True
    path = place(written(made))
    assert sdk(path) == audit(path) == []


@pytest.mark.parametrize("broken", TWINS)
def test_the_sdk_sees(broken: str, place: Callable[[bytes], Path]) -> None:
    need_sdk()
    assert sdk(place(twin(deck(), *TWINS[broken])))


@pytest.mark.parametrize("broken", [*TWINS, *AUDIT_ONLY])
def test_the_audit_sees(broken: str, place: Callable[[bytes], Path]) -> None:
    need_audit()
    assert audit(place(twin(deck(), *(TWINS | AUDIT_ONLY)[broken])))


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
