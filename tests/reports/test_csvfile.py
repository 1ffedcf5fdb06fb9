"""Datasets: typed columns, every fault at its row and column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layouts.located import Origin
from layouts.problems import Place, Problems
from reports.csvfile import Sheet, read_sheet

TYPES = {"name": "text", "count": "integer", "share": "number"}


def sheet(text: str, types: dict[str, str] = TYPES) -> Sheet:
    problems = Problems()
    found = read_sheet(Origin("a.csv", text), types, problems)
    assert found is not None, list(problems)
    return found


def test_a_sheet_has_typed_columns_in_any_order() -> None:
    found = sheet('share,name,count\n0.5,"a, ""b""",3\n -1, c ,+4\n\n\n')
    assert found.columns == {"share": (0.5, -1.0), "name": ('a, "b"', "c"), "count": (3, 4)}
    assert found.rows == 2
    assert found.place("name", 1) == Place("a.csv", 3, 5)
    assert found.place("share", 0) == Place("a.csv", 2, 1)


def test_one_row_is_enough_and_quoted_lines_are_joined() -> None:
    assert sheet('name\n"a\nb"', {"name": "text"}).columns == {"name": ("a b",)}


def test_all_faults_of_a_sheet_are_found() -> None:
    problems = Problems()
    assert (
        read_sheet(Origin("f", "name,count,share\na,x,1\nb,2\nc,1.5,y\n"), TYPES, problems) is None
    )
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [
        ("csv-value", 2, 3),
        ("csv-ragged", 3, 3),
        ("csv-value", 4, 3),
        ("csv-value", 4, 7),
    ]


@given(
    st.lists(st.sampled_from([*'ab1,"\n; \t.-', "name", "count,share", '""']), max_size=40).map(
        "".join
    )
)
def test_any_csv_gives_a_sheet_or_problems(text: str) -> None:
    problems = Problems()
    found = read_sheet(Origin("f", text), {"name": "text"}, problems)
    assert (found is None) == bool(problems)
