"""docs/faults.md: every fault has an answer that is explained and a test that is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.broken_packs import CASES
from tests.reports.test_bad_layouts import CASES as LAYOUTS
from tests.reports.test_errors_page import documented

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-Z]\d+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
LIMIT = re.compile(r"^\| [^|`]+ \| ([\d,]+) \| `([\w.]+)` \|$", re.MULTILINE)
FAULTS = [
    *(f"Y{n}" for n in range(1, 15)),
    *(f"C{n}" for n in range(1, 13)),
    *(f"F{n}" for n in range(1, 10)),
    *(f"L{n}" for n in range(1, 6)),
    *(f"O{n}" for n in range(1, 8)),
    *("T1", "T2", "B1", "B2"),
]
"""What is to be answered."""
NAMED = {case.name for case in CASES} | set(LAYOUTS)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall(PAGE)


@cache
def named_tests(path: str) -> frozenset[str]:
    """Names of the tests in a file of the project; none where it is not there."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in found if name.startswith("test_"))


def missing(held: str) -> list[str]:
    """Tests and cases that a row names and nothing has; a row without any."""
    cases = re.findall("“(.+?)”", held)
    tests = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", held)
    found = [case for case in cases if case not in NAMED]
    found += [f"{path}::{name}" for path, name in tests if name not in named_tests(path)]
    return found if cases or tests else ["nothing is named"]


def test_every_fault_has_its_row() -> None:
    assert [row[0] for row in rows()] == FAULTS


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_holds_it_is_there(row: tuple[str, str, str, str]) -> None:
    assert missing(row[3]) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_its_codes_are_explained(row: tuple[str, str, str, str]) -> None:
    codes = re.findall("`([a-z]+(?:-[a-z]+)+|blank)`", row[2])
    assert set(codes) <= documented()
    assert codes or "2 " not in row[2]


def test_what_is_not_there_is_seen() -> None:
    assert missing("“no such case”") == ["no such case"]
    assert missing("`tests/reports/test_pool.py::test_nothing`")
    assert missing("`tests/nowhere.py::test_nothing`")
    assert missing("") == ["nothing is named"]
    assert missing("“tab”, `tests/reports/test_pool.py::test_the_row_is_named`") == []


def test_limits_are_those_of_the_program() -> None:
    found = LIMIT.findall(PAGE)
    assert len(found) >= 20
    for number, where in found:
        module, _, name = where.rpartition(".")
        assert getattr(import_module(module), name) == int(number.replace(",", "")), where
