"""Decks are edited: in LibreOffice and by python-pptx, and all that was not edited stays.

What LibreOffice 7.4 loses of any deck is :data:`tests.render.structure.LOST`, shown on a deck that
python-pptx made: names and indices of placeholders and layouts, charts and tables in placeholders,
alternative texts, links of placeholders, workbooks, colours of the theme, sections.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData

from tests.judges_pptx import audit, need_audit, need_office, need_sdk, sdk
from tests.render.control import control
from tests.render.libreoffice import render, resave
from tests.render.structure import LOST, every, kept, lost

pytestmark = pytest.mark.render
STEM = "buenos-aires-delegation-en"
OLD, NEW = "Tie every proposal to the 2030 Agenda.", "Say how each proposal serves the Agenda."
CHART, ROW, COLUMN, NUMBER = "weight.shares_of_the_south/chart", 1, 0, 26.5


@pytest.fixture(scope="module")
def edited(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The shipped deck with a bullet and a number changed in LibreOffice."""
    need_office()
    target = tmp_path_factory.mktemp("edited") / "saved.pptx"
    edits = {"paragraph": (OLD, NEW), "number": (CHART, ROW, COLUMN, NUMBER)}
    return Presentation(str(resave(shipped / f"{STEM}.pptx", target, **edits)))


def original(shipped: Path) -> Any:
    return Presentation(str(shipped / f"{STEM}.pptx"))


def wanted(deck: Any) -> dict[str, Any]:
    """What is kept of ``deck``, with the two edits."""
    found = copy.deepcopy(kept(deck))
    [(_, said)] = [entry for entry in found["texts"] if OLD in entry[1]]
    said[said.index(OLD)] = NEW
    [(*_, series)] = [entry for entry in found["charts"] if entry[1] == CHART]
    series[COLUMN][1][ROW] = NUMBER
    return found


def test_an_edit_in_libreoffice_changes_what_was_edited_alone(shipped: Path, edited: Any) -> None:
    before, after = wanted(original(shipped)), kept(edited)
    for name, value in before.items():
        assert after[name] == value, name
    assert after["charts"] != kept(original(shipped))["charts"]


def test_what_libreoffice_loses_it_loses_of_any_deck(
    shipped: Path, edited: Any, tmp_path: Path
) -> None:
    plain = control(tmp_path / "control.pptx")
    made = Presentation(str(plain))
    assert all(read(made) for read in LOST.values())
    assert all(read(original(shipped)) for read in LOST.values())
    after = Presentation(str(resave(plain, tmp_path / "saved.pptx")))
    assert kept(after) == kept(made)
    assert lost(original(shipped), edited) <= lost(made, after)


def _drop_title(deck: Any) -> None:
    title = deck.slides[4].shapes.title
    title.text_frame.text = ""


def _drop_table(deck: Any) -> None:
    table = next(shape for _, shape in every(deck) if getattr(shape, "has_table", False))
    table._element.getparent().remove(table._element)


def _show(deck: Any) -> None:
    for slide in deck.slides:
        slide._element.attrib.pop("show", None)


def _unlink(deck: Any) -> None:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    link = next(deck.slides[1]._element.iter(f"{space}hlinkClick"))
    link.getparent().remove(link)


def _hush(deck: Any) -> None:
    deck.slides[4].notes_slide.notes_text_frame.paragraphs[2].runs[0].text = "Something else"


def _drop_footer(deck: Any) -> None:
    footer = next(s for s in deck.slides[4].placeholders if s.name == "Footer")
    footer._element.getparent().remove(footer._element)


def _drop_slide(deck: Any) -> None:
    drop(deck, 7)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_drop_title, "titles"),
        (_drop_table, "tables"),
        (_show, "hidden"),
        (_unlink, "links"),
        (_hush, "notes"),
        (_drop_footer, "placeholders"),
        (_drop_slide, "slides"),
    ],
)
def test_a_loss_would_be_seen(change: Callable[[Any], None], name: str, shipped: Path) -> None:
    deck = original(shipped)
    before = kept(deck)
    change(deck)
    assert kept(deck)[name] != before[name]


def drop(deck: Any, number: int) -> None:
    """Delete a slide, as python-pptx code does."""
    listed = deck.slides._sldIdLst
    entry = listed[number - 1]
    deck.part.drop_rel(entry.rId)
    listed.remove(entry)


def numbers(pdf: Path) -> Iterator[str]:
    """What stands at the lower right of each page: the number of the slide."""
    with pymupdf.open(pdf) as pages:
        for page in pages:
            width, height = page.rect.width, page.rect.height
            corner = pymupdf.Rect(width * 0.9, height * 0.94, width, height)
            yield page.get_text("text", clip=corner).strip()


def test_numbers_follow_when_a_slide_is_deleted(shipped: Path, tmp_path: Path) -> None:
    need_office()
    deck = original(shipped)
    count = len(deck.slides)
    drop(deck, 7)
    drop(deck, 3)
    fewer = tmp_path / "fewer.pptx"
    deck.save(str(fewer))
    found = list(numbers(render(fewer, tmp_path)))
    assert found == ["", *(str(n) for n in range(2, count - 1))]


def test_an_edit_by_pythonpptx_leaves_a_valid_deck(shipped: Path, tmp_path: Path) -> None:
    need_sdk()
    need_audit()
    deck = original(shipped)
    before = wanted(deck)
    for _, shape in every(deck):
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            if paragraph.text == OLD:
                paragraph.runs[0].text = NEW
                for run in paragraph.runs[1:]:
                    run._r.getparent().remove(run._r)
    chart = next(shape.chart for _, shape in every(deck) if shape.name == CHART)
    data = CategoryChartData(number_format="0")
    data.categories = list(chart.plots[0].categories)
    for n, series in enumerate(chart.plots[0].series):
        values = list(series.values)
        if n == COLUMN:
            values[ROW] = NUMBER
        data.add_series(series.name, values)
    chart.replace_data(data)
    path = tmp_path / "edited.pptx"
    deck.save(str(path))
    assert kept(Presentation(str(path))) == before
    assert lost(original(shipped), Presentation(str(path))) == set()
    assert sdk(path) == []
    assert audit(path) == []
