"""Tables: column widths, rows and their text, heads set again, rules."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.boxes import NEVER, Box, Glue, Penalty
from layouts.columns import Wants, column_widths
from layouts.runs import Run
from layouts.scene import ShapeItem, TextItem
from layouts.table import Table, TableCell, TablePlan
from layouts.textblock import widths
from layouts.tree import Node, Role
from layouts.units import Rect
from layouts.vertical import take
from tests.layouts.figure_specimen import (
    PAGE_MEASURE,
    SLIDE_MEASURE,
    boxes,
    collisions,
    extent,
    figure,
    outside,
    plain_text,
    runs,
    setting,
    texts,
    words,
)


def table(
    rows: int = 5, columns: int = 3, heads: int = 1, longest: int = 60, **fields: object
) -> Table:
    """A table of words, each cell with a node of its own."""
    node = figure(Role.TABLE)

    def row(kind: str, n: int) -> list[TableCell]:
        return [
            TableCell(
                runs(words(longest // (1 + (n + k) % 3), 7 * k + n)),
                Node(Role.HEADER if kind == "head" else Role.CELL, f"t/{kind}{n}/{k}"),
                head=kind == "head",
                align="right" if k == columns - 1 else "left",
            )
            for k in range(columns)
        ]

    head_rows = [row("head", n) for n in range(heads)]
    return Table(node, head_rows, [row("row", n) for n in range(rows)], **fields)  # type: ignore[arg-type]


def laid(made: Table, kind: str = "page", measure: float = PAGE_MEASURE) -> TablePlan:
    plan = boxes(made.set(measure, setting(kind)))[0].content.plan
    assert isinstance(plan, TablePlan)
    return plan


wants = st.lists(
    st.builds(
        lambda least, more, texts: Wants(least, least + more, [t * (least + more) for t in texts]),
        st.floats(0, 90),
        st.floats(0, 900),
        st.lists(st.floats(0, 1), min_size=3, max_size=3),
    ),
    min_size=1,
    max_size=8,
)


@given(wants, st.floats(60, 900), st.data())
@settings(max_examples=300, deadline=None)
def test_widths_fill_the_measure_and_hold_the_longest_words(
    asked: list[Wants], measure: float, data: st.DataObject
) -> None:
    shares = data.draw(
        st.lists(
            st.one_of(st.just(0.0), st.floats(1, 100)), min_size=len(asked), max_size=len(asked)
        )
    )
    found = column_widths(asked, measure, shares)
    assert math.fsum(found) == pytest.approx(measure)
    assert all(width >= -1e-9 for width in found)
    if sum(want.least for want in asked) <= measure:
        assert too_narrow(found, asked) == []


def too_narrow(found: list[float], asked: list[Wants]) -> list[int]:
    """Columns narrower than their longest word."""
    return [
        n for n, (w, want) in enumerate(zip(found, asked, strict=True)) if w < want.least - 1e-6
    ]


def test_a_column_that_is_too_narrow_is_seen() -> None:
    assert too_narrow([30.0, 70.0], [Wants(40.0, 50.0), Wants(10.0, 90.0)]) == [0]


def test_shares_are_kept_where_words_allow() -> None:
    asked = [Wants(10, 50, [50]), Wants(10, 500, [500]), Wants(10, 500, [500])]
    assert column_widths(asked, 200, [25, 50, 25]) == pytest.approx([50, 100, 50])
    found = column_widths(asked, 200, [25, 0, 0])
    assert found[0] == pytest.approx(50)
    assert found[1] == pytest.approx(found[2])


def test_the_column_that_makes_rows_tall_gets_more() -> None:
    asked = [Wants(30, 300, [300, 300]), Wants(30, 300, [30, 30])]
    first, second = column_widths(asked, 200)
    assert first > 1.5 * second


def test_too_long_words_narrow_only_the_widest_columns() -> None:
    found = column_widths([Wants(20, 20, [20]), Wants(300, 300, [300])], 200)
    assert found == pytest.approx([20, 180])


def letters(text: str) -> str:
    """Without spaces and hyphens, which line breaks may add."""
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("kind", ["page", "slide"])
def test_rows_in_are_rows_out(kind: str) -> None:
    made = table(rows=7, longest=200)
    measure = PAGE_MEASURE if kind == "page" else SLIDE_MEASURE
    found = boxes(made.set(measure, setting(kind)))
    bodies = [box for box in found if not box.content.head]
    assert [box.content.index for box in bodies] == list(range(7))
    for row, box in zip(made.rows, bodies, strict=True):
        said = " ".join(" ".join(run.text for run in cell.runs) for cell in row)
        assert letters(plain_text(box.content.items)) == letters(said)
        room = Rect(0, 0, measure, box.size)
        assert outside(box.content.items, room) == []
        assert collisions(box.content.items) == []
    assert bodies[0].content.plan.heights == [box.size for box in found]


def test_text_that_leaves_its_row_or_meets_other_text_is_seen() -> None:
    box = boxes(table(rows=2).set(PAGE_MEASURE, setting("page")))[-1]
    room = Rect(0, 0, PAGE_MEASURE, box.size)
    first, second = texts(box.content.items)[:2]
    second.x, second.y = first.x + 1, first.y
    assert collisions(box.content.items)
    second.y = box.size + 20
    assert outside(box.content.items, room)


def test_every_text_has_the_node_of_its_cell_and_rules_have_none() -> None:
    made = table()
    nodes = {cell.node for row in (*made.head_rows, *made.rows) for cell in row}
    seen = set()
    for box in boxes(made.set(PAGE_MEASURE, setting("page"))):
        for item in box.content.items:
            if isinstance(item, TextItem):
                seen.add(item.node)
            else:
                assert isinstance(item, ShapeItem)
                assert item.node is None
                assert item.width >= 0.25
    assert seen == nodes


def test_heads_are_tied_to_the_first_row_and_set_again_as_copies() -> None:
    parts = table(rows=4, heads=2).set(PAGE_MEASURE, setting("page"))
    assert isinstance(parts[0], Glue)
    assert isinstance(parts[-1], Glue)
    kinds = [part for part in parts if not isinstance(part, Glue)]
    assert [part.cost for part in kinds[1:4:2] if isinstance(part, Penalty)] == [NEVER, NEVER]
    heads, bodies = boxes(parts)[:2], boxes(parts)[2:]
    for body in bodies:
        assert [again.size for again in body.repeat] == [head.size for head in heads]
        for again, head in zip(body.repeat, heads, strict=True):
            assert plain_text(again.content.items) == plain_text(head.content.items)
            assert not {id(i) for i in again.content.items} & {id(i) for i in head.content.items}


def test_no_break_leaves_one_row_alone_where_another_is_there() -> None:
    parts = table(rows=6, longest=10).set(PAGE_MEASURE, setting("page"))
    row = boxes(parts)[-1].size
    # Room for the head and all rows but the last.
    found = take(parts, 0, lambda _notes: row * 6.5)
    assert found is not None
    after = [part for part in parts[found.end :] if isinstance(part, Box)]
    assert len(after) == 2


def test_a_continued_label_stands_above_the_head_on_pages_alone() -> None:
    made = table(continued=(Run("(continued)"),))
    body = boxes(made.set(PAGE_MEASURE, setting("page")))[-1]
    label = body.repeat[0]
    assert plain_text(label.content.items) == "(continued)"
    assert all(item.node is None for item in label.content.items)
    assert len(boxes(made.set(SLIDE_MEASURE, setting("slide")))[-1].repeat) == 1


def test_figures_stand_below_each_other() -> None:
    node = figure(Role.TABLE)
    cells = [[TableCell(runs(t), node, align="right")] for t in ("1 111", "2 000")]
    items = [
        texts(b.content.items)[0] for b in boxes(Table(node, [], cells).set(200, setting("page")))
    ]
    rights = [extent(item).right for item in items]
    assert rights[0] == pytest.approx(200, abs=0.1)
    assert rights[0] == pytest.approx(rights[1])
    assert extent(items[0]).width == pytest.approx(extent(items[1]).width)


def test_notes_called_in_a_row_go_with_it() -> None:
    made = table(rows=2)
    made.rows[1][0].runs = (Run("so many"), Run("1", raised=True, note="n1"))
    last = boxes(made.set(PAGE_MEASURE, setting("page")))[-1]
    assert last.inserts == ("n1",)


def test_slide_rows_are_lines_times_leading() -> None:
    plan = laid(table(rows=3, longest=200), "slide", SLIDE_MEASURE)
    style = setting("slide").style("cell")
    above, below = plan.margins[0][1], plan.margins[0][3]
    for height in plan.heights:
        lines = (height - above - below) / style.leading
        assert lines == pytest.approx(round(lines))
        assert lines >= 1


def test_columns_are_never_narrower_than_their_words() -> None:
    made = table(columns=5, longest=90)
    plan = laid(made)
    for n, (width, margin) in enumerate(zip(plan.widths, plan.margins, strict=True)):
        for row in made.rows:
            style = setting("page").style("cell")
            assert (
                widths(row[n].runs, style, setting("page"))[0]
                <= width - margin[0] - margin[2] + 0.1
            )
    assert sum(plan.widths) == pytest.approx(PAGE_MEASURE)


def test_words_that_do_not_fit_are_hyphenated_on_pages() -> None:
    node = figure(Role.TABLE)
    row = [TableCell(runs("internationalization responsibilities"), node) for _ in range(8)]
    box = boxes(Table(node, [], [row]).set(300, setting("page")))[0]
    assert "\u00ad" in "".join(item.text for item in texts(box.content.items))
    assert collisions(box.content.items) == []


def test_rules() -> None:
    plan = laid(table(rows=3, heads=2))
    inks = [plan.rule_below(n) for n in range(5)]
    assert inks == [None, plan.strong, plan.hairline, plan.hairline, plan.closing]


def test_a_cell_may_span_columns() -> None:
    node = figure(Role.TABLE)
    wide = TableCell(runs("a head over two columns"), node, head=True, align="center", columns=2)
    cells = [TableCell(runs(t), node) for t in ("one", "two", "three")]
    made = Table(node, [[TableCell((), node, head=True), wide]], [cells])
    head = boxes(made.set(PAGE_MEASURE, setting("page")))[0]
    plan = head.content.plan
    item = texts(head.content.items)[0]
    middle = plan.widths[0] + (plan.margins[1][0] + sum(plan.widths[1:])) / 2
    assert extent(item).x + extent(item).width / 2 == pytest.approx(middle, abs=1)


def test_ragged_and_empty_tables_are_refused() -> None:
    node = figure(Role.TABLE)
    one, two = (
        [TableCell(runs("a"), node)],
        [TableCell(runs("a"), node), TableCell(runs("b"), node)],
    )
    for rows in ([], [one, two], [[]]):
        with pytest.raises(ValueError, match="rows of a table span"):
            Table(node, [], rows)


def test_a_row_of_the_longest_text_ends() -> None:
    plan = laid(table(rows=1, columns=8, longest=240))
    assert plan.heights[-1] < 700


def test_stripes_replace_hairlines() -> None:
    found = boxes(table(rows=4, zebra=True).set(PAGE_MEASURE, setting("page")))[1:]
    fills = [[i.fill for i in b.content.items if isinstance(i, ShapeItem)] for b in found]
    assert fills == [["mist"], [], ["mist"], [None]]
