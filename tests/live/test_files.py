"""CSV and JSON files as sources: the rows as they are, and a clear word where they are not."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from reports.live.pulled import cell
from tests.live.shop import TWO_ROWS, Shop, refused

CSV = "{csv: from/a.csv}"
JSON = "{json: from/a.json, rows: data.0.items, as_of: meta.updated, ignore: [id]}"
RECORDS = """\
{"meta": {"updated": "2026-02-03T23:59:00Z"},
 "data": [{"items": [{"id": 1, "year": 2022, "ships": 410}, {"ships": "530", "year": "2023"}]}]}
"""


def test_a_csv_file_becomes_the_snapshot(shop: Shop) -> None:
    shop.put(
        "from/a.csv", '\ufeffships,day,Year\r\n"410",2026-01-02, 2022\r\n+530,2025-12-31,2023\r\n'
    )
    shop.write("{csv: from/a.csv, columns: {year: Year}, ignore: [day], as_of: day}")
    done = shop.refresh()
    assert done == (0, "traffic  traffic.csv  written  2 rows, as of 2026-01-02\n", "")
    assert shop.snapshot == TWO_ROWS


def test_a_list_in_a_json_file_becomes_the_snapshot(shop: Shop) -> None:
    shop.put("from/a.json", RECORDS)
    shop.write(JSON)
    assert shop.refresh().out == "traffic  traffic.csv  written  2 rows, as of 2026-02-03\n"
    assert shop.snapshot == TWO_ROWS


def test_without_a_day_in_the_source_it_is_that_of_the_pull(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put("from/a.csv", TWO_ROWS)
    shop.write(CSV)
    assert shop.refresh().out.endswith("as of 2026-06-03\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert not shop.refresh().out.endswith("as of 2026-06-03\n")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1e-07, "number", "0.0000001"),
        (2022.0, "text", "2022"),
        (0.1 + 0.2, "number", "0.30000000000000004"),
        (-0.0, "number", "0"),
        ("+007.50", "number", "7.5"),
        ("007.50", "text", "007.50"),
        (" a\n\tb ", "text", "a b"),
        (True, "text", "true"),
        (float("nan"), "number", "nan"),
        (None, "integer", ""),
        ([1], "text", None),
        (b"x", "text", None),
    ],
)
def test_values_have_one_form(value: object, kind: str, text: str | None) -> None:
    assert cell(value, kind) == text


CSV_FAULTS: list[tuple[str, str, list[str]]] = [
    ("year,ships\n2022,many\n2023,\n", "csv-value", ["'many' in column 'ships' (", "a.csv:2:6)"]),
    ("year,ships\n2022,many\n2023,\n", "csv-value", ["an empty cell", "a.csv:3:6)"]),
    ("year,ships\n2022,1.5\n", "csv-value", ["'1.5'", "a whole number"]),
    ("year\n2022\n", "pull-columns", ["no column 'ships'; it has 'year'"]),
    ("year,shisp\n2022,1\n", "pull-columns", ["no column 'ships'", "did you mean 'shisp'?"]),
    ("year,ships,tons\n2022,1,2\n", "pull-columns", ["a column 'tons', too", "'ignore'"]),
    ("year,ships,year\n2022,1,2\n", "pull-columns", ["two columns 'year'"]),
    ("year,ships\n", "pull-empty", ["no rows"]),
    ("", "pull-empty", ["empty"]),
    ("year;ships\n2022;1\n", "csv-separator", ["semicolons"]),
    ("year,ships\n2022\n", "csv-ragged", ["1 field", "a.csv:2:1"]),
    ('year,ships\n"2022,1\n', "csv-quote", ["not closed (at ", "a.csv:2:1"]),
    ("year,ships\n20\u202e22,1\n", "bad-character", ["U+202E (", "a.csv:2:1)"]),
    ("year,ships\n2022,1000000000000000\n", "out-of-range", ["a.csv:2:6)"]),
    (f"year,ships\n{'x' * 201},1\n", "too-long", ["201 characters", "a.csv:2:1)"]),
    ("year,ships\n" + "2022,1\n" * 2001, "pull-too-large", ["more than 2,000 rows"]),
]


@pytest.mark.parametrize(("text", "code", "says"), CSV_FAULTS)
def test_a_csv_file_that_has_changed_for_the_worse(
    shop: Shop, text: str, code: str, says: list[str]
) -> None:
    shop.put("from/a.csv", TWO_ROWS)
    shop.write(CSV)
    refused(shop, lambda: shop.put("from/a.csv", text), code, *says)


JSON_FAULTS: list[tuple[str, str, str, list[str]]] = [
    ("410", '"many"', "csv-value", ["'many'", "'ships' of record 1"]),
    ("410", "null", "csv-value", ["an empty cell", "'ships' of record 1"]),
    ('"ships": "530", ', "", "csv-value", ["'ships' of record 2, which lacks it"]),
    ("410", "[410]", "pull-value", ["a list in 'ships' of record 1"]),
    ("410", "1e99999999", "csv-value", ["'1E+99999999'"]),
    ("410", "NaN", "pull-file", ["no JSON: the number NaN"]),
    ("410", "410,", "pull-file", ["no JSON", "a.json:2:"]),
    ("410", '410, "year": 1', "pull-file", ["a key twice"]),
    ('"items"', '"things"', "pull-file", ["nothing at 'data.0.items'", "('items')"]),
    ('{"items": [', '{"items": [3, ', "pull-file", ["a number as record 1", "a mapping"]),
    ('[{"id": 1', '{"a": [{"id": 1', "pull-file", ["no JSON"]),
    ('"ships": 410}', '"ships": 410, "tons": 1}', "pull-columns", ["'tons', too"]),
    ("2026-02-03", "3 February", "pull-as-of", ["'3 FebruaryT23:59:00Z'", "2026-06-03"]),
    (RECORDS, "[" * 100_000, "pull-file", ["JSON"]),
    (RECORDS, '{"meta": {}, "data": [{"items": []}]}', "pull-empty", ["no rows"]),
]


@pytest.mark.parametrize(("old", "new", "code", "says"), JSON_FAULTS)
def test_a_json_file_that_has_changed_for_the_worse(
    shop: Shop, old: str, new: str, code: str, says: list[str]
) -> None:
    shop.put("from/a.json", RECORDS)
    shop.write(JSON.replace(", as_of: meta.updated", "") if "meta" in new else JSON)
    assert RECORDS.count(old) == 1
    refused(shop, lambda: shop.put("from/a.json", RECORDS.replace(old, new)), code, *says)


def _gone(shop: Shop) -> None:
    (shop.folder / "from" / "a.csv").unlink()


def _linked(shop: Shop) -> None:
    _gone(shop)
    os.symlink("/etc/passwd", shop.folder / "from" / "a.csv")


def _piped(shop: Shop) -> None:
    _gone(shop)
    os.mkfifo(shop.folder / "from" / "a.csv")


def _latin(shop: Shop) -> None:
    shop.put("from/a.csv", b"year,ships\n20\xe9,1\n")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_gone, "missing-file"),
        (_linked, "outside-folder"),
        (_piped, "not-a-file"),
        (_latin, "csv-encoding"),
    ],
)
def test_a_source_that_the_door_does_not_open(
    shop: Shop, change: Callable[[Shop], Any], code: str
) -> None:
    shop.put("from/a.csv", TWO_ROWS)
    shop.write(CSV)
    assert "root:" not in refused(shop, lambda: change(shop), code).err
