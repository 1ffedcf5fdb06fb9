"""docs/live-data.md: every example is pulled, every table gives the keys and limits of the
program."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]
import yaml

from layouts.records import Record
from reports import csvfile, source
from reports.datasource import PULLS
from reports.live import files, postgres, query, sqlitefile, workbook
from reports.schema import schema
from reports.template import container
from tests.live.server import Server
from tests.live.shop import ROOT, Shop
from tests.live.test_query import parquet, sqlite
from tests.reports.doc_tables import faults, fences, lost_links, section

PATH = ROOT / "docs" / "live-data.md"
PAGE = PATH.read_text(encoding="utf-8")
FILES = re.compile(r"`data/harbour/([\w./]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = """\
pack: {id: harbour, language: en}
title: A harbour
sources: {minutes: {title: Minutes}}
"""
TAIL = "sections: [{id: a, title: A, blocks: [{kind: paragraph, id: a, text: Words.}]}]\n"
TITLES = {
    "CSV files": "csv",
    "Excel workbooks": "xlsx",
    "JSON files": "json",
    "Queries over files": "tables",
    "PostgreSQL": "postgres",
}
SNAPSHOTS = {
    "traffic": ("2024-01-11", "Year,Ships\n2022,410\n2023,530\n"),
    "tons": ("2026-03-04", "Year,Tons per ship\n2022,812.5\n2023,790\n"),
    "berths": ("2026-05-28", "Port,Berths\nPort Ellen,12\nRye,4\n"),
    "calls": ("2023-01-01", "Port,Ships,Tons per ship\nPort Ellen,3,10.3\n"),
    "dues": ("2026-05-01", "Year,Dues\n2022,12.5\n"),
}


def examples() -> dict[str, str]:
    """The datasets of the page by their ids, as they are written."""
    return {next(iter(yaml.safe_load(body)["datasets"])): body for body in fences(PAGE, "yaml")}


def sources(folder: Path) -> None:
    """The files of the page, and those that it speaks of."""
    (folder / "registry").mkdir()
    for name, text in FILES.findall(PAGE):
        (folder / name).write_text(text, encoding="utf-8")
    made = xlsxwriter.Workbook(str(folder / "registry" / "yearbook.xlsx"))
    sheet = made.add_worksheet("Table 4")
    sheet.write_row(0, 0, ["Entered", date(2026, 3, 4)], made.add_format({"num_format": "d.m.yy"}))
    for row, cells in enumerate((["Year", "Tons per ship"], [2022, 812.5], [2023, 790]), 2):
        sheet.write_row(row, 0, cells)
    made.close()
    parquet(folder / "registry" / "calls.parquet", (
        "SELECT * FROM (VALUES (1, 2, 20.5, DATE '2022-01-01'), (1, 1, 10.5, DATE '2023-01-01'), "
        "(2, 9, 9, DATE '2020-01-01')) t(id, ships, tons, day)"
    ))  # fmt: skip
    ports = ("CREATE TABLE ports (id INT, name TEXT)", "INSERT INTO ports VALUES (1, 'Port Ellen')")
    sqlite(folder / "registry" / "ports.sqlite", *ports)
    (folder / "registry" / "open.csv").write_text("name\nPort Ellen\n")


def pulled(shop: Shop, name: str) -> tuple[str, str]:
    """The day and the rows of one example."""
    sources(shop.folder)
    (shop.folder / "pack.yaml").write_text(HEAD + examples()[name] + TAIL, encoding="utf-8")
    done = shop.refresh()
    assert done.status == 0, done.err
    listed = shop.listed()
    assert listed.status == 0, listed.err
    snapshot = shop.folder / yaml.safe_load(examples()[name])["datasets"][name]["file"]
    return listed.out.split()[-1], snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["traffic", "tons", "berths", "calls"])
def test_every_example_is_pulled(shop: Shop, name: str) -> None:
    assert pulled(shop, name) == SNAPSHOTS[name]


def test_the_example_of_a_server_is_pulled(
    shop: Shop, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    with psycopg.connect(server.string(), autocommit=True) as connection:
        connection.execute("CREATE TABLE dues (year int, dues numeric, entered date)")
        connection.execute("INSERT INTO dues VALUES (2022, 12.50, '2026-05-01')")
    monkeypatch.setenv("BRIEFPACK_PG", server.string())
    assert pulled(shop, "dues") == SNAPSHOTS["dues"]


def test_no_example_is_left_out() -> None:
    assert set(examples()) == set(SNAPSHOTS)
    kinds = {key for body in examples().values() for key in PULLS if f"      {key}:" in body}
    assert kinds == set(PULLS)


def test_examples_fit_the_schema_that_editors_use() -> None:
    part = jsonschema.Draft202012Validator(schema("pack-part"))
    for body in examples().values():
        part.validate(yaml.safe_load(body))
    wrong = examples()["tons"].replace("range: A3:B", "range: A3")
    assert not part.is_valid(yaml.safe_load(wrong))
    both = examples()["tons"].replace("sheet:", "csv: a.csv\n      sheet:")
    assert not part.is_valid(yaml.safe_load(both))
    none = examples()["tons"].replace("xlsx:", "xls:")
    assert not part.is_valid(yaml.safe_load(none))


@pytest.mark.parametrize("title", TITLES)
def test_tables_give_the_keys_and_limits_of_the_program(title: str) -> None:
    cls: type[Record] = PULLS[TITLES[title]]
    assert faults(PAGE, title, cls) == []


def test_a_wrong_table_would_be_found() -> None:
    row = "| `sheet` | text | 80 | yes |"
    assert PAGE.count(row) == 1
    wrong = PAGE.replace(row, row.replace("80", "31"))
    assert faults(wrong, "Excel workbooks", PULLS["xlsx"]) == ["Excel workbooks: sheet: 31, not 80"]


def test_limits_are_those_of_the_program() -> None:
    told = section(PAGE, "Limits")
    assert files.CSV_SOURCE_BYTES == files.JSON_SOURCE_BYTES == workbook.XLSX_BYTES
    assert postgres.SECONDS == query.SECONDS
    wanted: list[Any] = [
        *(csvfile.ROWS, csvfile.COLUMNS, csvfile.CELL, source.CSV_BYTES),
        *(files.CSV_SOURCE_BYTES, container.TOTAL_BYTES, container.MEMBER_BYTES, container.RATIO),
        *(workbook.CELLS, query.TABLE_BYTES, sqlitefile.ROWS, postgres.CONNECT_SECONDS),
    ]
    numbers = re.findall(r"\d{1,3}(?:,\d{3})*", told)
    assert [f"{number:,}" for number in wanted if f"{number:,}" not in numbers] == []
    assert query.MEMORY == "1GB"
    assert "| 1 GB |" in told
    assert f"| {query.SECONDS:g} s each |" in told


def test_links_lead_somewhere() -> None:
    assert lost_links(PATH) == []
