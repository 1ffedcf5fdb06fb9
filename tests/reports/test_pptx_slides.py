"""Slides made by hand: mixed frames, split paragraphs, spacing, and what no deck can hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from layouts.paragraph import Paragraph
from layouts.runs import Run
from layouts.scene import Fragment, Page, Scene
from layouts.table import Table, TableCell
from layouts.tree import Node, Role
from layouts.units import Rect, Size
from reports.writers import SceneError
from tests.reports.deck_checks import A
from tests.reports.deck_look import master, setting
from tests.reports.deck_specimen import written


def shape(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


def page(*fragments: Fragment, template: str = "text", title: str = "A title") -> Scene:
    """A scene of one slide."""
    made = Page(1, template, list(fragments), title=title)
    return Scene("slide", Size(960, 540), [made], Node(Role.DOCUMENT, "d"), "en-GB", "Deck")


def placed(flowable: Any, frame: str, y: float, part: tuple[int, int] | None = None) -> Fragment:
    """A flowable set at the width of the body frame, with its top at ``y``."""
    boxes = [b for b in flowable.set(864, setting(), None) if hasattr(b, "content")]
    height = sum(box.size for box in boxes)
    plan = boxes[0].content.plan
    return Fragment(frame, Rect(48, y, 864, height), plan, part or (0, len(boxes)), [])


def words(ident: str, text: str, role: str = "body") -> Paragraph:
    return Paragraph(Node(Role.PARAGRAPH, ident), (Run(text),), role)


def one_slide(made: Scene) -> Any:
    return Presentation(io.BytesIO(written(made))).slides[0]


def test_text_around_a_table_in_one_frame_stays_where_it_was_set() -> None:
    rows = [[TableCell((Run(f"r{n}"),), Node(Role.CELL, f"c{n}"))] for n in range(2)]
    table = Table(Node(Role.TABLE, "a.table"), [], rows)
    found = one_slide(
        page(
            placed(words("a.above", "Above"), "body", 140),
            placed(table, "body", 200),
            placed(words("a.below", "Below"), "body", 320),
        )
    )
    above, middle, below = (shape(found, f"a.{n}") for n in ("above", "table", "below"))
    assert above.is_placeholder
    assert not below.is_placeholder
    assert (above.top.pt, middle.top.pt, below.top.pt) == (140, 200, 320)
    assert [s.name for s in found.shapes] == ["A title", "a.above", "a.table", "a.below"]


def test_a_slide_without_a_title_in_its_content_gets_one() -> None:
    found = one_slide(page(placed(words("a.b", "Body"), "body", 140), title="Told & kept"))
    assert found.shapes.title.text == "Told & kept"


def test_a_paragraph_over_two_slides_is_parted_at_its_line() -> None:
    entry = Paragraph(
        Node(Role.ITEM, "a.i"),
        (Run("some words that run on and on " * 9),),
        "list",
        label=(Run("•"),),
    )
    whole = placed(entry, "body", 140)
    count = len(whole.plan.lines)
    assert count > 3
    first = shape(one_slide(page(placed(entry, "body", 140, (0, 2)))), "a.i").text_frame
    rest = shape(one_slide(page(placed(entry, "body", 140, (2, count)))), "a.i").text_frame
    assert first.text + rest.text == "".join(whole.plan.lines)
    assert rest.paragraphs[0]._pPr.find(f"{A}buNone") is not None
    assert first.paragraphs[0].level == 1


def test_spaces_between_paragraphs_are_those_composed() -> None:
    made = page(
        placed(words("a.1", "One"), "body", 140), placed(words("a.2", "Two"), "body", 140 + 60)
    )
    line = made.pages[0].fragments[0].rect.height
    paragraphs = shape(one_slide(made), "a.1 a.2").text_frame.paragraphs
    assert paragraphs[0].space_before is None
    assert paragraphs[1].space_before.pt == pytest.approx(60 - line, abs=0.01)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda: page(Fragment("body", Rect(0, 0, 9, 9), object(), (0, 1), [])), "no native form"),
        (lambda: page(title="a bell \a"), r"U\+0007"),
        (lambda: replace(page(), size=Size(50, 540)), "50 by 540"),
        (lambda: replace(page(), kind="page"), "'page'"),
        (
            lambda: page(
                placed(
                    Paragraph(
                        Node(Role.PARAGRAPH, "a"), (Run("x", link="javascript:alert(1)"),), "body"
                    ),
                    *("body", 140),
                )
            ),
            "javascript",
        ),
    ],
)
def test_what_no_deck_can_hold_is_refused(broken: Callable[[], Scene], message: str) -> None:
    with pytest.raises(SceneError, match=message):
        written(broken())


def test_placeholders_that_cannot_be_told_apart_are_refused() -> None:
    templates = dict(master().templates)
    frames = dict(templates["text"].frames)
    frames["foot"] = replace(frames["foot"], index=1)
    templates["text"] = replace(templates["text"], frames=frames)
    with pytest.raises(SceneError, match="template text"):
        written(page(), master=replace(master(), templates=templates))
