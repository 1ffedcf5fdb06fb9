"""Workbooks as sources, made by XlsxWriter: what cells hold, and archives that are no good."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from reports.live import workbook
from tests.live.shop import TWO_ROWS, Shop, refused

PULL = "{xlsx: from/a.xlsx, sheet: Data}"


def book(write: Callable[[Any, Any], None], **others: Any) -> bytes:
    """A workbook with a sheet that ``write`` fills, given the sheet and the book."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.add_worksheet("First").write(0, 0, "nothing here")
    write(made.add_worksheet("Data"), made)
    for name in others.get("charts", ()):
        made.add_chartsheet(name)
    made.close()
    return out.getvalue()


def table(sheet: Any, _book: Any = None) -> None:
    """Two good rows: a number where a text is wanted, and a formula."""
    sheet.write_row(0, 0, ["year", "ships"])
    sheet.write_row(1, 0, [2022, 410])
    sheet.write(2, 0, "2023")
    sheet.write_formula(2, 1, "=B2+120", None, 530)


def changed(row: int, column: int, value: Any) -> Callable[[Any, Any], None]:
    """The same with one cell more or another."""

    def write(sheet: Any, made: Any) -> None:
        table(sheet)
        sheet.write(row, column, value)

    return write


def with_parts(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook with parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"


def test_a_sheet_becomes_the_snapshot(shop: Shop) -> None:
    shop.put("from/a.xlsx", book(table))
    shop.write(PULL)
    assert shop.refresh().status == 0
    assert shop.snapshot == TWO_ROWS


def test_a_range_of_a_sheet_with_dates(shop: Shop) -> None:
    def write(sheet: Any, made: Any) -> None:
        date = made.add_format({"num_format": "d mmmm yyyy"})
        minutes = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.merge_range(0, 0, 0, 3, "Ships, and other things")
        sheet.write_datetime(1, 1, datetime(2026, 3, 4), date)
        sheet.write_row(3, 1, ["Day", "Ships", "Share", "Remark"])
        sheet.write_datetime(4, 1, datetime(2024, 2, 29), date)
        sheet.write_row(4, 2, [3, 0.1])
        sheet.write_datetime(5, 1, datetime(2024, 3, 1, 10, 30), minutes)
        sheet.write_row(5, 2, [4, 1e-9])
        sheet.write(9, 4, "a remark far below")

    shop.put("from/a.xlsx", book(write))
    pull = "{xlsx: from/a.xlsx, sheet: Data, range: 'B4:D', as_of: B2, columns: {day: Day, "
    columns = "{share: number, day: text, ships: integer}"
    shop.write(f"{pull} ships: Ships, share: Share}}}}", columns)
    assert shop.refresh().out.endswith("2 rows, as of 2026-03-04\n")
    text = "share,day,ships\n0.1,2024-02-29,3\n0.000000001,2024-03-01 10:30:00,4\n"
    assert shop.snapshot == text
    shop.write(f"{pull} ships: Ships, share: Share}}}}".replace("B4:D", "B4:D5"), columns)
    assert shop.refresh().out.endswith("1 row, as of 2026-03-04\n")
    shop.write(f"{pull} ships: Ships, share: Share}}}}".replace("B4:D", "B1:D5"), columns)
    assert "no name in cell B1" in shop.refresh().err


def _bomb(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b" " * 50_000_000 + b"<sheetData>")


def _far(parts: dict[str, bytes]) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", cell)


def _entities(parts: dict[str, bytes]) -> None:
    dtd = b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    parts[SHEET] = parts[SHEET].replace(b"?>", dtd, 1)


def _no_sheet(parts: dict[str, bytes]) -> None:
    del parts[SHEET]


def _no_xml(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET][:300]


def _bad_cell(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(b'r="A2"', b'r="22"')


def _merged(sheet: Any, made: Any) -> None:
    sheet.write_row(0, 0, ["year", "ships"])
    sheet.write_column(1, 0, [2022, 2023])
    sheet.merge_range(1, 1, 2, 1, 410)


def _error(sheet: Any, made: Any) -> None:
    table(sheet)
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")


def _no_value(sheet: Any, made: Any) -> None:
    table(sheet)
    sheet.write_formula(2, 1, '=""', None, "")


def _headless(sheet: Any, made: Any) -> None:
    table(sheet)
    sheet.write(2, 2, "a stray remark")


GOOD = book(table)
FAULTS: list[tuple[str, bytes, str, list[str]]] = [
    ("text among numbers", book(changed(1, 1, "many")), "csv-value", ["'many'", "(cell B2)"]),
    ("a fraction", book(changed(1, 1, 1.5)), "csv-value", ["'1.5'", "(cell B2)"]),
    ("merged cells", book(_merged), "csv-value", ["an empty cell", "(cell B3, merged with B2)"]),
    ("a formula that failed", book(_error), "pull-value", ["the error #DIV/0! in cell B3"]),
    ("a formula that says nothing", book(_no_value), "csv-value", ["an empty cell", "(cell B3)"]),
    ("no name above", book(_headless), "pull-columns", ["no name in cell C1"]),
    ("another column", book(changed(0, 2, "tons")), "pull-columns", ["'tons', too"]),
    ("a column renamed", book(changed(0, 1, "vessels")), "pull-columns", ["no column 'ships'"]),
    ("an empty sheet", book(lambda sheet, made: None), "pull-empty", ["empty"]),
    ("no such sheet", with_parts(GOOD, lambda p: p.update(
        {"xl/workbook.xml": p["xl/workbook.xml"].replace(b'"Data"', b'"Dato"')}
    )), "unknown-name", ["no sheet 'Data'", "did you mean 'Dato'?"]),
    ("a zip bomb", with_parts(GOOD, _bomb), "pull-unsafe", ["times its size", "at most 250"]),
    ("a cell far away", with_parts(GOOD, _far), "pull-too-large", ["XFD1048576"]),
    ("entities", with_parts(GOOD, _entities), "pull-unsafe", ["DOCTYPE"]),
    ("a part is missing", with_parts(GOOD, _no_sheet), "pull-file", ["sheet2.xml' is missing"]),
    ("no XML", with_parts(GOOD, _no_xml), "pull-file", ["no XML inside"]),
    ("a cell of no name", with_parts(GOOD, _bad_cell), "pull-file", ["a cell '22'"]),
    ("half a file", GOOD[: len(GOOD) // 2], "pull-file", ["a damaged archive"]),
    ("an old file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "pull-file", ["old .xls"]),
    ("no workbook", b"year,ships\n", "pull-file", ["not an Excel workbook"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code", "says"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_workbook_that_has_changed_for_the_worse(
    shop: Shop, data: bytes, code: str, says: list[str]
) -> None:
    shop.put("from/a.xlsx", GOOD)
    shop.write(PULL)
    refused(shop, lambda: shop.put("from/a.xlsx", data), code, *says)


def test_a_sheet_of_charts_is_none_of_cells(shop: Shop) -> None:
    shop.put("from/a.xlsx", book(table, charts=["Picture"]))
    shop.write(PULL.replace("Data", "Picture"))
    assert "'Picture' is no sheet of cells" in shop.refresh().err


def test_what_calamine_would_take_memory_for_never_reaches_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put("from/a.xlsx", GOOD)
    shop.write(PULL)
    monkeypatch.setattr(workbook, "CELLS", 5)
    assert ": pull-too-large: " in shop.refresh().err
    monkeypatch.setattr(workbook, "CELLS", 6)
    assert shop.refresh().status == 0
