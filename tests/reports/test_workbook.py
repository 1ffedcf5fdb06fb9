"""The workbook inside a chart: cells of the right kind, a table, nothing active."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree

from reports.writers import SceneError
from reports.writers.pptx.workbook import Column, Workbook, letters, number

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = ("=1+1", "+44", "@x", "-3", "2015", "http://x", "a\tb", "<&>")


def made(*columns: Column) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(Workbook(columns).content())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(blobs: dict[str, bytes]) -> dict[str, Any]:
    """Cells by place."""
    sheet = etree.fromstring(blobs["xl/worksheets/sheet1.xml"])
    return {cell.get("r"): cell for cell in sheet.iter(f"{S}c")}


def test_text_is_text_and_numbers_are_numbers() -> None:
    values = tuple(float(n) for n in range(len(NASTY)))
    blobs = made(Column("=x", NASTY), Column("+a", values, "0.0"))
    strings = ["".join(n.itertext()) for n in etree.fromstring(blobs["xl/sharedStrings.xml"])]
    found = cells(blobs)
    for n, words in enumerate(NASTY, 2):
        cell = found[f"A{n}"]
        assert cell.get("t") == "s"
        assert strings[int(cell.findtext(f"{S}v"))] == words
        assert found[f"B{n}"].get("t") is None
        assert float(found[f"B{n}"].findtext(f"{S}v")) == n - 2
    styles = etree.fromstring(blobs["xl/styles.xml"]).find(f"{S}cellXfs")
    text, figure = (styles[int(found[place].get("s"))] for place in ("A2", "B2"))
    assert (text.get("numFmtId"), text.get("quotePrefix")) == ("49", "1")
    assert int(figure.get("numFmtId")) >= 164
    sheet = blobs["xl/worksheets/sheet1.xml"]
    assert not re.search(rb"<f[ >]|hyperlink", sheet)


def test_each_column_has_its_number_format() -> None:
    blobs = made(
        Column("x", (1.0,), "0"), Column("y", (0.5,), '0.0"\u00a0%"'), Column("z", (2.0,), "0")
    )
    styles = etree.fromstring(blobs["xl/styles.xml"])
    forms = [node.get("formatCode") for node in styles.iter(f"{S}numFmt")]
    assert forms == ["0", '0.0"\u00a0%"']
    used = [
        int(styles.find(f"{S}cellXfs")[int(cells(blobs)[place].get("s"))].get("numFmtId"))
        for place in ("A2", "B2", "C2")
    ]
    assert used == [164, 165, 164]


def test_the_range_is_a_table_where_its_heads_differ() -> None:
    blobs = made(Column("Year", ("a", "b")), Column("South", (1.0, 2.0), "0"))
    table = etree.fromstring(blobs["xl/tables/table1.xml"])
    assert table.get("ref") == "A1:B3"
    assert [c.get("name") for c in table.iter(f"{S}tableColumn")] == ["Year", "South"]
    assert not re.fullmatch(r"[A-Za-z]{1,3}\d+", table.get("displayName"))
    for heads in (("Year", "YEAR"), ("a", "b" * 256)):
        blobs = made(Column(heads[0], ("a",)), Column(heads[1], (1.0,), "0"))
        assert not [name for name in blobs if "table" in name]
        assert b"tablePart" not in blobs["xl/worksheets/sheet1.xml"]


def test_references_name_whole_columns() -> None:
    book = Workbook([Column("a", ("x", "y", "z")), Column("b", (1.0, 2.0, 3.0), "0")])
    assert (book.head(1), book.cells(1)) == ("Data!$B$1", "Data!$B$2:$B$4")


def test_columns_and_numbers_are_written_as_spreadsheets_do() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
    assert [number(n) for n in (3.0, 0.1, -2.5, 1e15)] == ["3", "0.1", "-2.5", "1000000000000000"]


def test_the_same_columns_are_the_same_bytes() -> None:
    columns = [Column("a", ("x",)), Column("b", (1.0,), "0")]
    assert Workbook(columns).content() == Workbook(columns).content()
    assert (
        Workbook([*columns[:1], Column("b", (2.0,), "0")]).content() != Workbook(columns).content()
    )


def test_what_no_xml_can_hold_is_refused() -> None:
    with pytest.raises(SceneError, match="cannot stand in XML"):
        Workbook([Column("a", ("\x0b",))]).content()
