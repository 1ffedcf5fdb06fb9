"""Opening pages: the cover's texts stand at the head of the first page, and the text goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from layouts.compose import compose
from layouts.flow import Flowable, Passage
from layouts.master import Frame, Master, PageTemplate, Panel
from layouts.paragraph import Paragraph
from layouts.press import Press, prepared
from layouts.problems import InputError, Place, Problems
from layouts.runs import Run
from layouts.scene import Fragment, Scene, TextItem
from layouts.tree import Node, Role
from layouts.units import Rect
from reports.fitting import check_master, check_pair
from tests.layouts.test_compose import WORDS, layouts, passage, story, text

LINES = 80.0
"""Points by which a column may end above the others: lines keep together, and to their notes."""
LINE = ("Line. " + WORDS, "body", "body")


def master(width: float = 471.28, **changes: Any) -> Master:
    """The master ``a4-brief`` with an opening page whose text begins at 240 points."""
    usual = layouts()[0]["page"]
    body = usual.templates["body"]

    def frame(slot: str, y: float, height: float, **more: Any) -> Frame:
        return Frame(slots=(slot,), x=62.0, y=y, width=width, height=height, **more)

    opening = replace(
        body,
        title="Opening",
        frames={
            "title": frame("title", 40.0, 90.0, valign="bottom", roles={"title": "h1"}),
            "subtitle": frame("subtitle", 140.0, 60.0, roles={"subtitle": "h2"}),
            "main": frame("body", 240.0, 534.0),
        },
        panels=(Panel(ink="deep", x=0.0, y=0.0, width=595.28, height=24.0),),
        furniture=(),
    )
    templates = {**usual.templates, "opening": replace(opening, **changes)}
    record: Any = usual
    out: Master = replace(
        record,
        templates=templates,
        layouts={**usual.layouts, "cover": "opening"},
        _given=usual._given,
    )
    return out


def columned(count: int, main: Rect, opening: Rect, size: tuple[float, float]) -> Master:
    """A master with text in ``count`` columns."""

    def template(rect: Rect, **heads: Frame) -> PageTemplate:
        frames = {**heads, "main": Frame(slots=("body",), **rect._asdict())}
        return PageTemplate(title="T", flows=True, frames=frames, columns=count, gutter=18.0)

    title = Frame(slots=("title",), x=50.0, y=30.0, width=400.0, height=60.0)
    return Master(
        kind="page",
        width=size[0],
        height=size[1],
        templates={"body": template(main), "opening": template(opening, title=title)},
        layouts={"default": "body", "cover": "opening"},
        spans=("title",),
    )


def cover(words: str = "A briefing") -> Passage:
    shown = [
        ("For delegations", "kicker", "kicker"),
        (words, "title", "title"),
        ("Under the title", "subtitle", "subtitle"),
    ]
    return passage("cover", "cover", shown)


def told(on: Master, *passages: Passage, notes: dict[str, Flowable] | None = None) -> Scene:
    return compose(story(list(passages), notes), on, layouts()[1]["page"])


def flowing(scene: Scene) -> list[list[Fragment]]:
    """What flows, by page."""
    return [[f for f in page.fragments if f.frame == "main"] for page in scene.pages]


def words(fragments: list[Fragment]) -> str:
    items = (item for fragment in fragments for item in fragment.items)
    return "".join(item.text for item in items if isinstance(item, TextItem))


def test_the_text_begins_below_the_head_and_goes_on_higher() -> None:
    on = master()
    long = [passage(f"p{n}", "text", [(f"{n}. {WORDS * 6}", "body", "body")]) for n in range(30)]
    long[0].new_page = True
    scene = told(on, cover(), *long)
    assert [page.template for page in scene.pages[:2]] == ["opening", "body"]
    pages = flowing(scene)
    for fragments, name in zip(pages, ["opening", *["body"] * (len(pages) - 1)], strict=True):
        room = on.templates[name].frames["main"].rect
        assert fragments[0].rect.y == pytest.approx(room.y, abs=0.01)
        assert all(room.contains(f.rect, 0.1) for f in fragments)
    # Every page but the last is filled to within a few lines of its own frame.
    for n, fragments in enumerate(pages[:-1]):
        bottom = on.templates["body" if n else "opening"].frames["main"].rect.bottom
        assert bottom - max(f.rect.bottom for f in fragments) < 45
    flat = "".join(words(sum(pages, [])).split())
    places = [flat.index(f"{n}.Technical") for n in range(30)]
    assert places == sorted(places)


def test_the_cover_comes_first_on_the_page_and_slots_without_a_frame_are_left_out() -> None:
    scene = told(master(), cover(), passage("a", "text", [LINE]))
    [page] = scene.pages
    assert [f.frame for f in page.fragments] == ["title", "subtitle", "main"]
    assert words(page.fragments[:2]).replace(" ", "") == "AbriefingUnderthetitle"
    assert scene.places["cover"] == scene.places["a"] == 1
    assert page.section == "a"
    assert page.fragments[0].plan.style.size == layouts()[1]["page"].style("h1").size


def test_without_an_opening_the_cover_has_its_page() -> None:
    scene = told(layouts()[0]["page"], cover(), passage("a", "text", [LINE]))
    assert [page.template for page in scene.pages] == ["cover", "body"]
    assert layouts()[0]["page"].opening == ""
    assert layouts()[0]["slide"].opening == ""


def test_a_long_title_takes_a_smaller_step_and_a_longer_one_is_an_error() -> None:
    longer = told(master(), cover("A long title " * 18), passage("a", "text", [LINE]))
    assert longer.pages[0].fragments[0].plan.style.size < layouts()[1]["page"].style("h1").size
    with pytest.raises(InputError) as caught:
        told(master(), cover("A long title " * 60), passage("a", "text", [LINE]))
    [problem] = caught.value.problems
    assert (problem.code, problem.place.file) == ("cannot-fit", "cover")
    assert "page 1 (Opening): the text in 'title'" in problem.found


def test_a_head_without_a_title_is_an_error() -> None:
    frames = {n: f for n, f in master().templates["opening"].frames.items() if n != "title"}
    with pytest.raises(InputError) as caught:
        told(master(frames=frames), cover(), passage("a", "text", [LINE]))
    assert [problem.code for problem in caught.value.problems] == ["no-frame"]


def test_what_does_not_fit_below_the_head_begins_on_the_next_page() -> None:
    small = {**master().templates["opening"].frames}
    small["main"] = replace(small["main"], y=740.0, height=34.0)
    node = Node(Role.SECTION, "a")
    tall = Paragraph(node.child(Role.PARAGRAPH, "b"), (Run("Big"),), "h1", "title")
    after = text(node, "c", WORDS * 3)
    scene = told(
        master(frames=small), cover(), Passage("a", node, "text", "a", "a", [("", [tall, after])])
    )
    assert [page.template for page in scene.pages] == ["opening", "body"]
    assert [len(fragments) for fragments in flowing(scene)] == [0, 2]


def test_a_cover_that_nothing_flows_after_is_a_page() -> None:
    on = master()
    fixed = replace(
        on.templates["cover"],
        frames={"all": replace(on.templates["cover"].frames["title"], slots=("title",))},
    )
    record: Any = on
    on = replace(
        record,
        templates={**on.templates, "plate": fixed},
        layouts={**on.layouts, "plate": "plate"},
        _given=None,
    )
    scene = told(on, cover(), passage("a", "plate", [("A plate", "title", "title")]))
    assert [page.template for page in scene.pages] == ["opening", "plate"]
    assert [page.number for page in scene.pages] == [1, 2]
    assert [page.template for page in told(on, cover()).pages] == ["opening"]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("size", [(595.28, 841.89), (841.89, 595.28)])
def test_columns_are_levelled_below_the_head_with_notes_below_them(
    count: int, size: tuple[float, float]
) -> None:
    width, height = size[0] - 100, size[1] - 120
    main = Rect(50.0, 60.0, width, height)
    opening = Rect(50.0, 120.0, width, height - 60)
    on = columned(count, main, opening, size)
    for amount in (9, 40, 90):
        node = Node(Role.SECTION, "a")
        flowables: list[Flowable] = []
        notes: dict[str, Flowable] = {}
        for n in range(amount):
            own = node.child(Role.PARAGRAPH, f"p{n}")
            mark = (Run(f"{n}", raised=True, note=f"n{n}"),) if n % 4 == 0 else ()
            flowables.append(Paragraph(own, (Run(WORDS * 2), *mark), "body"))
            if mark:
                notes[f"n{n}"] = text(node, f"n{n}", f"Note {n}. {WORDS}", "footnote", "note")
        run = Passage("a", node, "text", "a", "a", [("", flowables)])
        scene = told(on, cover(), run, notes=notes)
        assert scene.pages[0].template == "opening"
        step = (width - (count - 1) * 18) / count + 18
        for page, fragments in zip(scene.pages, flowing(scene), strict=True):
            room = on.templates[page.template].frames["main"].rect
            below = min(
                (f.rect.y for f in page.fragments if f.frame == "notes"), default=room.bottom
            )
            assert all(room.contains(f.rect, 0.1) for f in fragments)
            assert max(f.rect.bottom for f in fragments) <= below + 0.1
            lows = {}
            for f in fragments:
                column = round((f.rect.x - 50) / step)
                assert f.rect.x == pytest.approx(50 + column * step)
                lows[column] = max(lows.get(column, 0.0), f.rect.bottom)
            assert min(f.rect.y for f in fragments) == pytest.approx(room.y, abs=1)
            heights = [low - room.y for low in lows.values()]
            if page is not scene.pages[-1]:
                assert max(heights) - min(heights) < LINES
            assert max(heights) < sum(heights) / count + LINES
            assert sorted(lows) == list(range(len(lows)))


def test_the_print_edition_draws_the_head_on_into_the_bleed() -> None:
    on = master()
    scene = prepared(told(on, cover(), passage("a", "text", [LINE])), Press(saddle_stitch=True), on)
    assert [page.template for page in scene.pages] == ["opening", *["blank"] * 3]
    panel = scene.pages[0].furniture[0]
    assert panel.path[0][1:] == pytest.approx((-8.504, -8.504), abs=0.01)


def faults(on: Master) -> list[tuple[str, str]]:
    problems = Problems()
    check_master(on, "page", Place("test"), problems)
    return [(problem.code, f"{problem.found}; {problem.expected}") for problem in problems]


def test_opening_and_body_must_agree() -> None:
    assert faults(master()) == []
    [(code, said)] = faults(master(columns=2))
    assert code == "bad-value"
    assert "columns 2 on the first page; 1, as in 'body'" in said
    assert [code for code, _ in faults(master(hang=90.0))] == ["bad-value"]
    assert [code for code, _ in faults(master(gutter=9.0))] == ["bad-value"]
    [(code, said)] = faults(master(width=400.0))
    assert (code, "471.28 pt" in said) == ("bad-value", True)


def test_the_head_needs_a_title_clear_of_the_text() -> None:
    frames = master().templates["opening"].frames
    bare = {name: frame for name, frame in frames.items() if name != "title"}
    assert [code for code, _ in faults(master(frames=bare))] == ["missing-key"]
    low = {**frames, "subtitle": replace(frames["subtitle"], height=120.0)}
    [(code, said)] = faults(master(frames=low))
    assert (code, "'subtitle' lies over 'main'" in said) == ("bad-value", True)


def test_roles_of_a_frame_are_styles_that_can_be_read_there() -> None:
    theme = layouts()[1]["page"].theme
    for roles, code in (
        ({"title": "h1"}, []),
        ({"title": "h9"}, ["unknown-name"]),
        ({}, ["low-contrast"]),
    ):
        frames = {**master().templates["opening"].frames}
        frames["title"] = replace(frames["title"], roles=roles)
        problems = Problems()
        check_pair(theme, master(frames=frames), problems)
        assert [problem.code for problem in problems] == code
