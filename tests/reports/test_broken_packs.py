"""Every fault is named at its file, line and column, alone, and without an exception."""

from __future__ import annotations

from pathlib import Path

import pytest

from layouts.problems import Place, Problems
from reports.pack import load
from tests.broken_packs import CASES, Case, write_good


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_fault_is_named_where_it_stands(case: Case, tmp_path: Path) -> None:
    write_good(tmp_path)
    case.mutate(tmp_path)
    problems = Problems()
    pack = load(tmp_path, problems, label="")
    shown = "\n".join(map(str, problems))
    assert pack is None, shown
    same = [p for p in problems if p.code == case.code and p.place.file == case.file]
    assert same, shown
    assert case.line in [p.place.line for p in same], shown
    found = next(p for p in same if p.place.line == case.line)
    if case.column:
        assert found.place == Place(case.file, case.line, case.column), shown
    assert case.says in str(found)
    if case.alone:
        assert len(problems) == 1, shown


def test_the_good_twin_loads_without_problems(tmp_path: Path) -> None:
    write_good(tmp_path)
    problems = Problems()
    pack = load(tmp_path, problems)
    assert not problems, "\n".join(map(str, problems))
    assert pack is not None
    assert pack.warnings == ()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
