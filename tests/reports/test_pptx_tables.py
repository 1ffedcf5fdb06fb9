"""Native tables: the rules that keep them as planned, and a twin for each."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml
from pptx import Presentation

from layouts.problems import Place, Problems
from layouts.table import TablePlan
from reports import cli
from reports.config import Layouts
from tests.reports import table_checks
from tests.reports.deck_checks import A, Parts
from tests.reports.deck_look import theme
from tests.reports.deck_specimen import deck, scene, written
from tests.reports.deck_twins import put, twin
from tests.reports.table_checks import CHECKS, tables

Change = Callable[[bytes], bytes | None]
PLAIN, BANDED, LATER = (f"ppt/slides/slide{n}.xml" for n in (7, 9, 10))
STYLES = "ppt/tableStyles.xml"


@cache
def parts() -> Parts:
    return Parts(deck())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_tables_keep(check: Callable[[Parts], Iterator[str]]) -> None:
    assert list(check(parts())) == []
    assert len(list(tables(parts()))) == 4


TWINS: list[tuple[str, str, Change]] = [
    ("grid", BANDED, put(' gridSpan="2"', "")),
    ("grid", BANDED, put(' hMerge="1"', "")),
    ("grid", BANDED, put('gridSpan="3"', 'gridSpan="4"')),
    ("grid", PLAIN, put("<a:gridCol [^>]*/>", "")),
    ("grid", PLAIN, put('gridCol w="', 'gridCol w="9')),
    ("grid", PLAIN, put('<a:tr h="', '<a:tr h="9')),
    ("heads", PLAIN, put(' firstRow="1"', "")),
    ("heads", PLAIN, put("<a:tableStyleId>{", "<a:tableStyleId>{0")),
    ("heads", STYLES, put("<a:firstCol>.*?</a:firstCol>", "")),
    ("heights", PLAIN, put("<a:lnSpc><a:spcPts [^>]*/></a:lnSpc>", "")),
    ("heights", PLAIN, put(r'spcPts val="\d+"', 'spcPts val="1500"')),
    ("heights", BANDED, put(r'(hMerge="1">.*?) sz="\d+"', r"\1")),
    ("heights", PLAIN, put(r'<a:tr h="\d+"', '<a:tr h="254000"')),
    ("sizes", PLAIN, put(r'(<a:rPr[^>]*?) sz="\d+"', r"\1")),
]


@pytest.mark.parametrize(("check", "part", "change"), TWINS)
def test_a_broken_twin_is_seen(check: str, part: str, change: Change) -> None:
    assert list(getattr(table_checks, check)(Parts(twin(deck(), part, change))))


@pytest.mark.parametrize("size", [16.0, 18.0, 20.0])
def test_text_of_any_size_says_it(size: float) -> None:
    whole: Any = theme()
    slide = whole.slide
    styles = {**slide.styles, "cell": replace(slide.styles["cell"], size=size)}
    changed = replace(whole, slide=replace(slide, styles=styles))
    assert list(table_checks.sizes(Parts(written(scene(), theme=changed)))) == []


def plans() -> list[tuple[TablePlan, tuple[int, int]]]:
    """The planned parts of tables, slide by slide."""
    return [
        (fragment.plan, fragment.part)
        for page in scene().pages
        for fragment in page.fragments
        if isinstance(fragment.plan, TablePlan)
    ]


def test_columns_and_rows_are_as_planned() -> None:
    for (plan, (first, last)), (_, _, table) in zip(plans(), tables(parts()), strict=True):
        widths = [int(column.get("w")) / 12700 for column in table.iter(f"{A}gridCol")]
        assert widths == pytest.approx(plan.widths, abs=0.001)
        rows = [*range(plan.heads), *(plan.heads + n for n in range(first, last))]
        high = [int(row.get("h")) / 12700 for row in table.findall(f"{A}tr")]
        assert high == pytest.approx([plan.heights[n] for n in rows], abs=0.001)


def test_a_first_column_of_heads_is_flagged_and_no_other() -> None:
    flags = [table.find(f"{A}tblPr").get("firstCol") for _, _, table in tables(parts())]
    assert flags == ["1", "1", None, None]


def shaded(content: Parts) -> list[list[bool]]:
    """For each table, which of its body rows its style shades."""
    styles = {style.get("styleId"): style for style in content.tree(STYLES)}
    out = []
    for _, _, table in tables(content):
        style = styles[table.findtext(f"{A}tblPr/{A}tableStyleId")]
        banded = table.find(f"{A}tblPr").get("bandRow") == "1"
        bands = [style.find(f"{A}band{n}H") is not None for n in (1, 2)]
        out.append([banded and bands[n % 2] for n in range(len(table.findall(f"{A}tr")) - 1)])
    return out


def test_shades_go_on_where_they_stopped() -> None:
    """A row is shaded on the slide as it is in the whole table, on pages too."""
    found = shaded(parts())
    for (plan, (first, last)), rows in zip(plans(), found, strict=True):
        zebra = plan.table.zebra
        assert rows == [zebra and n % 2 == 0 for n in range(first, last)]
    assert plans()[3][1][0] % 2 == 1
    assert found[3][:2] == [False, True]


def test_shades_that_begin_anew_are_seen() -> None:
    styles = [table.findtext(f"{A}tblPr/{A}tableStyleId") for _, _, table in tables(parts())]
    broken = Parts(twin(deck(), LATER, put(styles[3].strip("{}"), styles[2].strip("{}"))))
    assert shaded(broken)[3][0]


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A deck with a table of forty rows."""
    folder = tmp_path_factory.mktemp("table")
    rows = [[f"Entry {n}", f"What entry {n} is about", str(n)] for n in range(1, 41)]
    block = {"kind": "table", "id": "all", "title": "Forty entries", "rows": rows}
    block["columns"] = ["Entry", "Meaning", {"title": "Number", "align": "right"}]
    pack = {
        "pack": {"id": "long", "language": "en"},
        "title": "A long table",
        "sections": [{"id": "s", "title": "Entries", "blocks": [block]}],
    }
    (folder / "pack.yaml").write_text(yaml.safe_dump(pack, sort_keys=False))
    assert cli.main(["build", "--quiet", str(folder), "--out", str(folder / "out")]) == 0
    return Presentation(str(folder / "out" / "long-delegation-en.pptx"))


def test_a_long_table_goes_on_with_its_heads_and_says_so(long_table: Any) -> None:
    found = [
        (slide.shapes.title.text, shape.table)
        for slide in long_table.slides
        for shape in slide.shapes
        if getattr(shape, "has_table", False)
    ]
    titles = [title for title, _ in found]
    assert titles[:2] == ["Forty entries", "Forty entries (continued)"]
    assert all("(continued" in title for title in titles[1:])
    assert len(set(titles)) == len(titles) > 2
    rows = []
    for _, table in found:
        assert table.first_row
        assert [cell.text for cell in table.rows[0].cells] == ["Entry", "Meaning", "Number"]
        rows += [row.cells[0].text for row in list(table.rows)[1:]]
    assert rows == [f"Entry {n}" for n in range(1, 41)]


@pytest.mark.parametrize("name", ["ocean", "terra"])
def test_the_lines_of_tables_are_safe_in_powerpoint(name: str) -> None:
    """It takes 1.2 em where it would not take our distance; so ours is never less."""
    problems = Problems()
    look = Layouts().theme(name, Place("test"), problems)
    problems.stop()
    assert look is not None
    for role in ("table-head", "cell", "cell-head"):
        style = look.slide.styles[role]
        assert style.leading >= 1.2 * style.size


def test_every_deck_is_read_back_by_python_pptx() -> None:
    slides = Presentation(io.BytesIO(deck())).slides
    found = [s.table for slide in slides for s in slide.shapes if getattr(s, "has_table", False)]
    assert [table.horz_banding for table in found] == [False, False, True, True]
    merged = found[2].cell(0, 1)
    assert merged.is_merge_origin
    assert merged.span_width == 2
