"""Sizes by name, and masters on other sizes and with other columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.compose import compose
from layouts.master import GRID, Frame, Furniture, Master, PageTemplate, Panel, stretched
from layouts.problems import Place, Problems
from layouts.sizes import SIZES, named_size, on_size, recolumned, resized
from layouts.units import Rect, Size
from reports.config import Layouts
from reports.fitting import check_master
from tests.layouts import test_opening as opening
from tests.layouts.test_compose import WORDS, layouts, passage, story

MASTERS = ("a4-brief", "a4-press", "a4-memo", "a4-sheet", "a5-brief", "letter-brief")


def page_master(name: str) -> Master:
    problems = Problems()
    found = Layouts().master(name, "page", Place("test"), problems)
    problems.stop()
    assert found is not None
    return found


def sound(master: Master) -> list[str]:
    problems = Problems()
    check_master(master, master.kind, Place("test"), problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A4", (595.28, 841.89)),
        ("a4", (595.28, 841.89)),
        ("A4 landscape", (841.89, 595.28)),
        ("A3  Landscape", (1190.55, 841.89)),
        ("A5", (419.53, 595.28)),
        ("letter landscape", (792, 612)),
        ("Legal", (612, 1008)),
        ("16:9", (960, 540)),
        ("4:3", (720, 540)),
        ("16:10", (864, 540)),
        ("16:9 landscape", None),
        ("A6", None),
        ("A4landscape", None),
        ("", None),
    ],
)
def test_sizes_by_name(text: str, size: tuple[float, float] | None) -> None:
    assert named_size(text) == size


def test_slides_are_stretched_with_all_their_templates() -> None:
    master = layouts()[0]["slide"]
    own = replace(master.templates["text"], title="Mine")
    record: Any = master
    master = replace(record, templates={**master.templates, "mine": own}, _given=master._given)
    wide = on_size(master, Size(864, 540))
    assert wide.size == (864, 540)
    for name in ("mine", "title", "chart"):
        before, after = master.templates[name], wide.templates[name]
        assert after == stretched(before, Size(864, 540), GRID)
        for key, frame in before.frames.items():
            across = tuple(v * f for v, f in zip(frame.rect, (0.9, 1, 0.9, 1), strict=True))
            assert tuple(after.frames[key].rect) == pytest.approx(across, abs=0.01)
        assert [p.x for p in after.behind] == pytest.approx(
            [p.x * 0.9 for p in before.behind], abs=0.01
        )
    assert on_size(master, master.size) is master
    assert sound(wide) == []


def test_the_shipped_deck_on_4_by_3_is_the_wide_one_stretched() -> None:
    problems = Problems()
    narrow = Layouts().master("deck-4x3", "slide", Place("test"), problems)
    problems.stop()
    assert narrow is not None
    assert on_size(layouts()[0]["slide"], Size(720, 540)).templates == narrow.templates


@pytest.mark.parametrize("size", [n for n in SIZES if ":" not in n])
@pytest.mark.parametrize("name", MASTERS)
def test_margins_stay_what_they_were(name: str, size: str) -> None:
    before = page_master(name)
    after = resized(before, SIZES[size])
    assert after.size == SIZES[size]
    more = Size(after.width - before.width, after.height - before.height)
    for key, old in before.templates.items():
        new = after.templates[key]
        if old.flows:
            was, now = old.frames["main"].rect, new.frames["main"].rect
            assert (now.x, now.y) == (was.x, was.y)
            assert new.hang == pytest.approx(old.hang * min(now.width / was.width, 1), abs=0.01)
            assert (now.right - was.right, now.bottom - was.bottom) == pytest.approx(more, abs=0.02)
        for panel, was_panel in zip(new.panels, old.panels, strict=True):
            if was_panel.x <= 0 and was_panel.x + was_panel.width >= before.width - 0.1:
                assert (panel.x, panel.width) == pytest.approx((was_panel.x, after.width), abs=0.1)
            assert panel.width > 0
            assert panel.height > 0
        for line, was_line in zip(new.furniture, old.furniture, strict=True):
            if was_line.y < 70 or was_line.y > before.height - 60:
                edge = 0.0 if was_line.y < 70 else more.height
                assert line.y == pytest.approx(was_line.y + edge, abs=0.02)
        assert all(frame.width > 0 and frame.height > 0 for frame in new.frames.values())


@pytest.mark.parametrize("size", ["A4 landscape", "A3", "A3 landscape", "Legal", "Letter"])
def test_what_is_resized_can_be_used(size: str) -> None:
    after = resized(page_master("a4-press"), SIZES[size])
    assert sound(after) == []
    texts = [passage(f"p{n}", "text", [(f"{n}. {WORDS * 6}", "body", "body")]) for n in range(30)]
    scene = compose(story(texts), after, layouts()[1]["page"])
    room = after.templates["body"].frames["main"].rect
    for page in scene.pages:
        assert all(room.contains(f.rect, 0.1) for f in page.fragments if f.frame == "main")


def plain(**parts: Any) -> Master:
    frames = {"main": Frame(slots=("body",), x=50.0, y=80.0, width=500.0, height=640.0)}
    template = PageTemplate(title="T", flows=True, frames=frames, **parts)
    return Master(
        kind="page",
        width=600.0,
        height=800.0,
        templates={"body": template},
        layouts={"default": "body"},
    )


@given(
    st.floats(300, 1300), st.floats(300, 1300), st.lists(st.floats(0, 550), min_size=2, max_size=9)
)
def test_no_edge_overtakes_another_and_none_leaves_the_page(
    width: float, height: float, edges: list[float]
) -> None:
    edges.sort()
    panels = tuple(Panel(ink="rule", x=e, y=e, width=50.0, height=50.0) for e in edges)
    after = resized(plain(panels=panels), Size(width, height))
    for first, second in pairwise(after.templates["body"].panels):
        assert second.x >= first.x - 0.02
        assert second.y >= first.y - 0.02
    for panel in after.templates["body"].panels:
        assert panel.width >= 0
        assert panel.x >= 0
        assert panel.x + panel.width <= width + 0.02


def test_what_is_far_from_the_middle_keeps_to_its_edge_and_halves_stay_halves() -> None:
    panels = (
        Panel(ink="rule", x=-9.0, y=-9.0, width=618.0, height=818.0),
        Panel(ink="rule", x=100.0, y=100.0, width=90.0, height=20.0),
        Panel(ink="rule", x=420.0, y=690.0, width=80.0, height=20.0),
    )
    halves = (
        Furniture(role="running", text="{running}", x=50.0, y=40.0, width=245.0),
        Furniture(role="running-right", text="{section}", x=305.0, y=40.0, width=245.0),
    )
    after = resized(plain(panels=panels, furniture=halves), Size(700.0, 700.0)).templates["body"]
    rects = [Rect(p.x, p.y, p.width, p.height) for p in after.panels]
    assert rects[0] == (-9, -9, 718, 718)
    assert rects[1] == (100, 100, 90, 20)
    assert rects[2] == (520, 590, 80, 20)
    left, right = after.furniture
    assert left.x + left.width < right.x
    assert right.x + right.width == 650
    assert left.width == pytest.approx(right.width, abs=0.1)


def test_the_head_of_an_opening_page_stays_a_head() -> None:
    before = opening.master()
    after = resized(before, SIZES["A4 landscape"])
    assert sound(after) == []
    title = after.templates["opening"].frames["title"].rect
    assert (title.x, title.y, title.height) == (62, 40, 90)
    assert title.right == pytest.approx(62 + 471.28 + 246.61, abs=0.01)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("name", ["a4-brief", "a5-brief", "letter-brief"])
def test_running_text_gets_columns_and_contents_keep_one(name: str, columns: int) -> None:
    before = page_master(name)
    after = recolumned(before, columns)
    assert after.templates["cover"] == before.templates["cover"]
    assert after.templates["contents"].columns == 1
    for key in ("body", "closing"):
        template = after.templates[key]
        assert template.columns == columns
        assert template.hang == (0 if columns > 1 else before.templates[key].hang)
        assert template.frames == before.templates[key].frames
    assert sound(after) == [] or (name, columns) == ("a5-brief", 3)


def test_the_opening_page_gets_them_too() -> None:
    after = recolumned(opening.master(), 2)
    assert after.templates["opening"].columns == after.templates["body"].columns == 2
    assert sound(after) == []
    record: Any = opening.master()
    one = replace(record, layouts={**record.layouts, "contents": "body"}, _given=None)
    assert recolumned(one, 3).templates["body"].columns == 3
