"""Native charts: the rules that keep them editable, a twin for each, and what editing does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData

from layouts.scene import Scene
from tests.reports import chart_checks
from tests.reports.chart_checks import C15, CHECKS, Book, C
from tests.reports.deck_checks import A, P, Parts
from tests.reports.deck_specimen import FORMULA, deck, scene
from tests.reports.deck_twins import put, twin

Change = Callable[[bytes], bytes | None]


@cache
def parts() -> Parts:
    return Parts(deck())


def frames(content: bytes) -> list[Any]:
    """The charts of a deck, in order."""
    slides = Presentation(io.BytesIO(content)).slides
    return [s for slide in slides for s in slide.shapes if getattr(s, "has_chart", False)]


def plans(made: Scene) -> list[Any]:
    return [f.plan for page in made.pages for f in page.fragments if hasattr(f.plan, "chart")]


def root(number: int) -> Any:
    return parts().tree(f"ppt/charts/chart{number}.xml")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_charts_keep(check: Callable[[Parts], Iterator[str]]) -> None:
    assert list(check(parts())) == []


def inside(member: str, change: Change) -> Change:
    """Changes a part of the workbook."""

    def of(blob: bytes) -> bytes:
        return twin(blob, member, change)

    return of


_COLUMN, _BAR, _SCATTER = (f"ppt/charts/chart{n}.xml" for n in (1, 2, 8))
_BOOK = "ppt/embeddings/Microsoft_Excel_Sheet{}.xlsx"
_SHEET = "xl/worksheets/sheet1.xml"
_POINT = '<c:dPt><c:idx val="0"/><c:bubble3D val="0"/></c:dPt>'
_WORDS = '<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>3</a:t></a:r></a:p>'
TWINS: list[tuple[str, str, Change]] = [
    ("axes", _COLUMN, put('axId val="', 'axId val="-')),
    ("axes", _COLUMN, put('crossAx val="2', 'crossAx val="1')),
    ("axes", _SCATTER, put(r'(<c:valAx><c:axId val=")1', r"\g<1>3")),
    ("workbooks", _COLUMN, put('<c:autoUpdate val="0"/>', "")),
    ("workbooks", _BOOK.format(1), inside(_SHEET, put('t="s"', 't="str"'))),
    ("workbooks", _BOOK.format(1), inside(_SHEET, put("<v>3.2</v>", "<f>1+2</f><v>3.2</v>"))),
    ("workbooks", _BOOK.format(1), inside(_SHEET, put('s="1"', 's="0"'))),
    ("workbooks", _BOOK.format(1), inside("xl/tables/table1.xml", put("A1:B5", "A1:B4"))),
    ("workbooks", _BOOK.format(1), inside("xl/tables/table1.xml", put("South", "North"))),
    ("workbooks", _BOOK.format(1), inside("xl/tables/table1.xml", lambda _: None)),
    ("references", _COLUMN, put("<c:v>3.2</c:v>", "<c:v>3.3</c:v>")),
    ("references", _COLUMN, put(r"\$B\$5", "$B$4")),
    ("references", _COLUMN, put("Data!", "Sheet1!")),
    ("references", _COLUMN, put(r"\$B\$1", "$A$2")),
    ("references", _COLUMN, put("<c:cat>.*?</c:cat>", "<c:cat><c:strLit/></c:cat>")),
    ("references", _COLUMN, put("<c:formatCode>0.0|<c:formatCode>#,##0.0", "<c:formatCode>0.000")),
    ("references", _BAR, put("=HYPERLINK", "HYPERLINK")),
    ("references", _SCATTER, put(r"<c15:f>Data!\$A", "<c15:f>Data!$B")),
    ("overrides", _COLUMN, put('(<c:invertIfNegative val="0"/>)', rf"\1{_POINT}")),
    ("overrides", _COLUMN, put('varyColors val="0"', 'varyColors val="1"')),
    ("overrides", _COLUMN, put("<c:dLbls>", f"<c:dLbls>{_WORDS}</c:rich></c:tx></c:dLbl>")),
    ("overrides", _SCATTER, put("CELLRANGE", "XVALUE")),
    ("overrides", _COLUMN, put('c:min val="0"', 'c:min val="2"')),
    ("overrides", _COLUMN, put("<c:min", '<c:max val="6"/><c:min')),
    ("overrides", _SCATTER, put("</c:valAx>", '<c:majorUnit val="2"/></c:valAx>')),
    ("legible", _COLUMN, put(r'sz="\d+"', 'sz="1300"')),
]


@pytest.mark.parametrize(("check", "part", "change"), TWINS)
def test_a_broken_twin_is_seen(check: str, part: str, change: Change) -> None:
    assert list(getattr(chart_checks, check)(Parts(twin(deck(), part, change))))


def test_charts_hold_the_numbers_of_the_plan() -> None:
    found, wanted = frames(deck()), plans(scene())
    assert len(found) == len(wanted) == 14
    for plan, frame in zip(wanted, found, strict=True):
        assert frame.name == plan.chart.node.id
        assert [s.name for s in frame.chart.series] == [s.name for s in plan.chart.series]
        assert [s.values for s in frame.chart.series] == [s.values for s in plan.chart.series]
        if plan.chart.type != "scatter":
            assert list(frame.chart.plots[0].categories) == list(plan.chart.categories)
    assert any(FORMULA in list(frame.chart.plots[0].categories) for frame in found)


def test_a_description_begins_with_what_the_chart_tells() -> None:
    for slide in Presentation(io.BytesIO(deck())).slides:
        for shape in slide.shapes:
            if getattr(shape, "has_chart", False):
                said = shape._element.find(f".//{P}cNvPr").get("descr")
                assert said.startswith(f"{slide.shapes.title.text}. A ")


def test_titles_of_axes_are_native() -> None:
    titled = frames(deck())[7].chart
    assert titled.category_axis.axis_title.text_frame.text == "Income a head, thousand dollars"
    assert titled.value_axis.axis_title.text_frame.text == "Users (per cent)"
    # Where an upright axis would wrap its title, the chart has it.
    assert not frames(deck())[9].chart.value_axis.has_title
    wide = frames(deck())[9].chart.chart_title.text_frame.text
    assert wide == "Balance of trade in goods and services (per cent)"
    assert frames(deck())[9].chart.category_axis.axis_title.text_frame.text == "Year"
    # Of lying bars that is the title of the categories.
    lying = frames(deck())[10].chart
    assert lying.chart_title.text_frame.text.startswith("Region of the world, by the")
    assert lying.value_axis.axis_title.text_frame.text.startswith("Share of all that there is")


def test_number_formats_are_in_cells_labels_and_axes() -> None:
    for number, code in ((1, "#,##0.0"), (11, "0.0%"), (12, '0"%"'), (14, "#,##0")):
        cached = {node.text for node in root(number).iter(f"{C}formatCode")}
        assert cached == {code}
        styles = Book(parts(), f"ppt/charts/chart{number}.xml").blobs["xl/styles.xml"].decode()
        assert f'formatCode="{code}"'.replace('"%"', "&quot;%&quot;") in styles
    labels = {n.get("formatCode") for n in root(3).iter(f"{C}numFmt")}
    assert any(label.startswith("[>=") and label.endswith(';""') for label in labels)
    assert 'General"%"' in {n.get("formatCode") for n in root(9).iter(f"{C}numFmt")}
    ticks = [axis.find(f"{C}numFmt").get("formatCode") for axis in root(14).iter(f"{C}valAx")]
    assert ticks == ["#,##0"]


def test_labels_that_do_not_fit_come_back_with_their_numbers() -> None:
    """Of a stack: the format shows exactly those that fit, and no label is switched off."""
    plan = plans(scene())[2]
    [code] = {n.get("formatCode") for n in root(3).iter(f"{C}numFmt")} - {"General"}
    least = float(code[3 : code.index("]")])
    for series, shown in zip(plan.chart.series, plan.shown, strict=True):
        assert [value >= least for value in series.values] == list(shown)
    assert root(3).find(f".//{C}delete[@val='1']") is None


def test_names_of_points_are_cells() -> None:
    names = ["Kenya", "Brazil", "Viet Nam", "+44", "Côte d’Ivoire", "@home"]
    series = root(8).find(f".//{C}ser")
    cache_ = series.find(f".//{C15}dlblRangeCache")
    assert [node.text for node in cache_.iter(f"{C}v")] == names
    fields = [node for label in series.iter(f"{C}dLbl") for node in label.iter(f"{A}fld")]
    assert {node.get("type") for node in fields} == {"CELLRANGE"}
    assert [node.findtext(f"{A}t") for node in fields] == names


def test_every_part_of_a_ring_has_a_theme_colour_of_its_own() -> None:
    points = root(12).findall(f".//{C}dPt")
    fills = [etree.tostring(point.find(f"{C}spPr/{A}solidFill")) for point in points]
    assert len(set(fills)) == 12
    assert all(b"schemeClr" in fill for fill in fills)
    assert sum(b"lumMod" in fill for fill in fills) >= 7


@pytest.mark.parametrize("number", [0, 1, 2, 4, 5, 7])
def test_data_are_replaced_through_python_pptx(number: int) -> None:
    """A user's script puts other numbers in; the chart shows them, in the look of before."""
    presentation = Presentation(io.BytesIO(deck()))
    charts = [s for slide in presentation.slides for s in slide.shapes if hasattr(s, "has_chart")]
    chart = [s for s in charts if s.has_chart][number].chart
    before = [etree.tostring(s._element.find(f"{C}spPr")) for s in chart.series]
    names = [series.name for series in chart.series]
    if plans(scene())[number].chart.type == "scatter":
        data: Any = XyChartData()
        for k, name in enumerate(names):
            row = data.add_series(name)
            for x, y in ((1, 1000), (2, 2000 + k)):
                row.add_data_point(x, y)
    else:
        data = CategoryChartData()
        data.categories = ["one", "two"]
        for k, name in enumerate(names):
            data.add_series(name, (1000, 2000 + k))
    chart.replace_data(data)
    out = io.BytesIO()
    presentation.save(out)
    again = frames(out.getvalue())[number].chart
    assert [s.name for s in again.series] == names
    assert [s.values for s in again.series] == [(1000, 2000 + k) for k in range(len(names))]
    assert [etree.tostring(s._element.find(f"{C}spPr")) for s in again.series] == before
    with zipfile.ZipFile(io.BytesIO(again.part.chart_workbook.xlsx_part.blob)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<v>1000</v>" in sheet
    # Nothing holds the axis to the numbers of before.
    limits = [n.get("val") for tag in ("min", "max") for n in again._chartSpace.iter(C + tag)]
    assert set(limits) <= {"0"}
