"""A deck that plain python-pptx code makes: shows what a program loses whoever made the deck."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import MSO_THEME_COLOR
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

_BOX = (Inches(1), Inches(2), Inches(6), Inches(4))
_SECTIONS = (
    '<p:ext xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst'
    ' xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section'
    ' name="All" id="{C0FFEE00-0000-4000-8000-000000000001}"><p14:sldIdLst>'
    '<p14:sldId id="256"/><p14:sldId id="257"/><p14:sldId id="258"/><p14:sldId id="259"/>'
    "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext>"
)


def control(path: Path) -> Path:
    """Save the deck at ``path``: bullets, a chart, a table and links, each with an alternative
    text, notes, a hidden slide and a section."""
    deck = Presentation()
    cover, content = deck.slide_layouts[0], deck.slide_layouts[1]
    first = deck.slides.add_slide(cover)
    first.shapes.title.text, first.placeholders[1].text = "A control", "By python-pptx"
    second = deck.slides.add_slide(content)
    second.shapes.title.text = "Bullets"
    frame = second.placeholders[1].text_frame
    frame.text = "One"
    below = frame.add_paragraph()
    below.text, below.level = "Two", 1
    run = frame.add_paragraph().add_run()
    run.text, run.hyperlink.address = "A report", "https://example.org/report"
    run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    second.notes_slide.notes_text_frame.text = "Said\nAnd said again"
    second.shapes.title.click_action.target_slide = first
    third = deck.slides.add_slide(content)
    third.shapes.title.text = "A chart"
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("Share", (1.5, 2.5))
    chart = third.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *_BOX, data)
    _fill(third, chart, "A chart of two columns")
    fourth = deck.slides.add_slide(content)
    fourth.shapes.title.text = "A table"
    table = fourth.shapes.add_table(2, 2, *_BOX)
    for n, cell in enumerate(table.table.iter_cells()):
        cell.text = f"Cell {n}"
    _fill(fourth, table, "A table of four cells")
    fourth._element.set("show", "0")
    root = deck.part._element
    lists = root.find("{http://schemas.openxmlformats.org/presentationml/2006/main}extLst")
    if lists is None:
        space = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
        lists = etree.SubElement(root, f"{space}extLst")
    lists.append(etree.fromstring(_SECTIONS))
    deck.save(str(path))
    return path


def _fill(slide: Any, frame: Any, alt: str) -> None:
    """Let a chart or table fill the content placeholder of its slide."""
    old = slide.placeholders[1]._element
    mark = old.nvSpPr.nvPr.find("{http://schemas.openxmlformats.org/presentationml/2006/main}ph")
    old.getparent().remove(old)
    frame._element.nvGraphicFramePr.nvPr.append(mark)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
