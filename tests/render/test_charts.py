"""Native charts drawn by LibreOffice: their text stays inside, and marks follow the numbers."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData

from tests.judges_pptx import need_office
from tests.render.fonts import carried_fonts
from tests.render.frames import frames_ok
from tests.render.libreoffice import render
from tests.reports.deck_specimen import deck
from tests.reports.deck_twins import put, twin

pytestmark = [pytest.mark.render, pytest.mark.slow]

FIRST = 11
"""The slide of the first chart of the specimen."""
_SCATTER, _RING = (f"ppt/charts/chart{n}.xml" for n in (8, 12))


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    need_office()
    folder = tmp_path_factory.mktemp("charts")
    (folder / "deck.pptx").write_bytes(deck())
    return carried_fonts(folder / "deck.pptx", folder / "fonts")


def drawn(content: bytes, folder: Path, fonts: list[Path]) -> tuple[Path, Path]:
    path = folder / "deck.pptx"
    path.write_bytes(content)
    return path, render(path, folder, fonts)


@pytest.mark.parametrize(
    ("rule", "part", "pattern", "replacement"),
    [
        ("overlap", _SCATTER, "<c:v>2.6</c:v>", "<c:v>9.0</c:v>"),
        ("lost", _RING, r'(<c:legend>.*?<c:h val=")[^"]*', r"\g<1>0.01"),
    ],
)
def test_a_broken_twin_is_seen(
    rule: str, part: str, pattern: str, replacement: str, tmp_path: Path, fonts: list[Path]
) -> None:
    broken = twin(deck(), part, put(pattern, replacement))
    found = frames_ok(*drawn(broken, tmp_path, fonts))
    assert rule in {finding.rule for finding in found if finding.shape.startswith("charts.")}


def test_text_outside_the_frame_of_its_chart_is_seen(tmp_path: Path, fonts: list[Path]) -> None:
    """LibreOffice moves titles inside; so the drawing is held against a smaller frame."""
    pdf = drawn(deck(), tmp_path, fonts)[1]
    smaller = tmp_path / "smaller.pptx"
    frame = r"(<p:graphicFrame>.*?<p:xfrm><a:off [^>]*/>)<a:ext [^>]*/>"
    small = put(frame, r'\1<a:ext cx="6000000" cy="2000000"/>')
    smaller.write_bytes(twin(deck(), f"ppt/slides/slide{FIRST}.xml", small))
    found = {finding for finding in frames_ok(smaller, pdf) if finding.slide == FIRST}
    assert {finding.rule for finding in found} == {"outside"}
    assert {finding.shape for finding in found} == {"charts.column1"}


def replaced(number: int, data: Any) -> bytes:
    """The specimen with other data in its chart ``number``, put in by python-pptx."""
    presentation = Presentation(io.BytesIO(deck()))
    slide = presentation.slides[FIRST + number - 2]
    [chart] = [s.chart for s in slide.shapes if getattr(s, "has_chart", False)]
    chart.replace_data(data)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def fills(pdf: Path, number: int) -> list[Any]:
    """The rectangles filled on the slide of chart ``number``, from left to right: its columns."""
    with pymupdf.open(pdf) as document:
        shapes = document[FIRST + number - 2].get_drawings()
    frame = [shape["rect"] for shape in shapes if shape["type"] == "f"]
    return sorted((r for r in frame if 30 < r.width < 100 and r.height > 20), key=lambda r: r.x0)


def columns(values: tuple[float, ...]) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = [f"Year {n}" for n in range(len(values))]
    data.add_series("South", values)
    return data


def test_columns_grow_with_their_numbers(tmp_path: Path, fonts: list[Path]) -> None:
    """Beyond the largest number of before too: nothing holds the axis."""
    before = fills(drawn(deck(), tmp_path, fonts)[1], 1)
    assert [round(r.height / before[0].height, 2) for r in before] == [1, 1.28, 1.72, 1.87]
    path = tmp_path / "grown"
    path.mkdir()
    after = drawn(replaced(1, columns((3.2, 64, 5.5, 6))), path, fonts)
    [grown] = fills(after[1], 1)  # the others are too low to be told from a rule
    plot = max(r.height for r in before)
    assert 0.8 * plot < grown.height < 1.1 * plot
    assert grown.x0 == pytest.approx(before[1].x0, abs=1)
    assert frames_ok(*after) == []


def test_a_column_that_is_lowered_leaves_the_others_in_proportion(
    tmp_path: Path, fonts: list[Path]
) -> None:
    bars = fills(drawn(replaced(1, columns((3, 6, 9, 12, 15))), tmp_path, fonts)[1], 1)
    heights = [r.height for r in bars]
    assert [round(h / heights[0], 1) for h in heights] == [1, 2, 3, 4, 5]
    assert len({round(r.y1) for r in bars}) == 1


def test_points_move_with_their_numbers(tmp_path: Path, fonts: list[Path]) -> None:
    data = XyChartData()
    row = data.add_series("Users")
    for x, y in ((10, 300), (20, 600), (40, 1200)):
        row.add_data_point(x, y)
    pdf = drawn(replaced(8, data), tmp_path, fonts)[1]
    with pymupdf.open(pdf) as document:
        shapes = document[FIRST + 6].get_drawings()
        said = document[FIRST + 6].get_text()
    marks = [s["rect"] for s in shapes if 8 < s["rect"].width < 14 and 8 < s["rect"].height < 14]
    middles = sorted({(round(r.x0 + r.x1) / 2, round(r.y0 + r.y1) / 2) for r in marks})
    (x0, y0), (x1, y1), (x2, y2) = middles[0], middles[len(middles) // 2], middles[-1]
    assert (x2 - x1) / (x1 - x0) == pytest.approx(2, abs=0.1)
    assert (y2 - y1) / (y1 - y0) == pytest.approx(2, abs=0.1)
    assert re.search(r"\b1[,.]?200\b", said)
