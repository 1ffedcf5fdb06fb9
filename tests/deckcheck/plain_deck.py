"""A deck as plain python-pptx code makes it, with the usual sins."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

TITLE, CONTENT, TITLE_ONLY, BLANK, PICTURE = 0, 1, 5, 6, 8
"""Layouts of the default template."""

SINS = {
    (0, "document-language"),
    (0, "document-title"),
    (2, "title-twice"),
    (2, "words-on-slide"),
    (2, "bullets-on-slide"),
    (2, "type-floor"),
    (3, "no-title"),
    (3, "contrast-text"),
    (3, "literal-colour"),
    (3, "literal-font"),
    (3, "text-box"),
    (3, "link-text"),
    (3, "text-overlap"),
    (3, "alt-meaningless"),
    (3, "picture-of-a-slide"),
    (3, "off-slide"),
    (4, "alt-missing"),
    (4, "table-header"),
    (4, "table-merged"),
    (5, "alt-missing"),
    (5, "alt-shape"),
    (5, "contrast-text"),
    (5, "off-slide"),
    (5, "slide-order"),
    (6, "empty-placeholder"),
    (7, "alt-missing"),
    (7, "contrast-chart"),
    (7, "type-floor"),
}
"""What must be found: slide and rule; nothing else."""


def sinful() -> Any:
    """The deck: one sin or two on each slide."""
    deck = Presentation()
    first = _slide(deck, TITLE, "Results")
    first.placeholders[1].text = "A subtitle"
    _list(_slide(deck, CONTENT, "Results"))
    _drawn(_slide(deck, BLANK))
    _table(_slide(deck, TITLE_ONLY, "A table"))
    _boxes(_slide(deck, TITLE_ONLY, "Boxes"))
    _slide(deck, PICTURE, "A placeholder for a picture")
    _stacked(_slide(deck, TITLE_ONLY, "A chart"))
    return deck


def _slide(deck: Any, layout: int, title: str = "") -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    return slide


def _list(slide: Any) -> None:
    frame = slide.placeholders[1].text_frame
    frame.text = "The first of many points in a list that goes on and on"
    for number in range(9):
        paragraph = frame.add_paragraph()
        paragraph.text = f"point number {number} with a handful of words"
        paragraph.runs[0].font.size = Pt(9)


def _drawn(slide: Any) -> None:
    box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1))
    box.text_frame.text = "A title that is none"
    font = box.text_frame.paragraphs[0].runs[0].font
    font.color.rgb, font.name, font.size = RGBColor(200, 200, 200), "Comic Sans MS", Pt(30)
    box = slide.shapes.add_textbox(Inches(1), Inches(1.2), Inches(4), Inches(1))
    box.text_frame.text = "More text in the same place, click"
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = " here", "https://example.org"
    slide.shapes.add_picture(_png(), Inches(-1), Inches(2), Inches(11), Inches(6))


def _table(slide: Any) -> None:
    frame = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(7), Inches(2))
    table = frame.table
    table.first_row = False
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).text = "Seen on the fill of a style that only PowerPoint defines"


def _boxes(slide: Any) -> None:
    picture = slide.shapes.add_picture(_png(), Inches(5), Inches(2), Inches(1), Inches(1))
    picture._element.nvPicPr.cNvPr.set("descr", "")
    box = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Inches(1), Inches(2), Inches(3), Inches(1)
    )
    box.text_frame.text = "White on a gradient"
    slide.shapes.add_shape(MSO_SHAPE.OVAL, Inches(12), Inches(6), Inches(3), Inches(1))


def _png() -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (4, 4), (10, 60, 90)).save(data, "PNG")
    data.seek(0)
    return data


def _stacked(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("one", (1, 2))
    data.add_series("other", (2, 1))
    place = (Inches(1), Inches(2), Inches(7), Inches(4))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *place, data).chart
    chart.has_legend = True
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(30, 30, 30)
    chart.value_axis.tick_labels.font.size = Pt(9)
