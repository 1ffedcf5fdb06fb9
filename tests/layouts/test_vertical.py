"""Breaking vertical lists: nothing lost, nothing forbidden taken, columns level."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layouts.boxes import FORCED, NEVER, Box, Glue, Part, Penalty
from layouts.vertical import balanced, columns, first_group, joined, natural_height, solid, take

NO_NOTES = ()


def box(size: float = 10, notes: tuple[str, ...] = ()) -> Box:
    return Box(size, None, notes)


def room(height: float, note: float = 0.0):  # type: ignore[no-untyped-def]
    return lambda notes: height - note * len(notes)


def test_where_glue_meets_glue_the_larger_stands() -> None:
    parts = joined([[box(), Glue(4)], [Glue(9), box()], [Glue(2), box()]])
    assert [p.size for p in parts if isinstance(p, Glue)] == [9, 2]


def test_a_forbidden_break_goes_before_the_glue_it_follows() -> None:
    parts = joined([[box(), Glue(4), Penalty(NEVER)], [Glue(6), box()]])
    assert [type(p) for p in parts] == [Box, Penalty, Glue, Box]
    assert take(parts, 0, room(15)) is None


def test_glue_vanishes_at_the_top_and_the_bottom() -> None:
    parts: list[Part] = [Glue(50), box(), Glue(5), box(), Glue(50)]
    assert natural_height(parts) == 25
    found = take(parts, 0, room(25))
    assert found is not None
    assert (found.end, found.height) == (5, 25)


def test_a_forced_break_ends_the_column() -> None:
    parts: list[Part] = [box(), Penalty(FORCED), box()]
    found = take(parts, 0, room(100))
    assert found is not None
    assert (found.end, found.forced) == (2, True)


def test_notes_take_room_once() -> None:
    parts: list[Part] = [box(10, ("a",)), Glue(0), box(10, ("a", "b")), Glue(0), box()]
    found = take(parts, 0, room(44, note=10))
    assert found is not None
    assert found.notes == ("a", "b")
    assert found.end == 3


def test_a_column_reaches_its_stop_only_with_room_for_what_follows() -> None:
    parts: list[Part] = [box(), Glue(0), box(), Glue(0), box()]
    all_of_it = take(parts, 0, room(35), stop=3, tail=10)
    less = take(parts, 0, room(35), stop=3, tail=20)
    assert all_of_it is not None
    assert less is not None
    assert (all_of_it.end, less.end) == (3, 1)


def test_in_despair_a_break_is_taken_after_any_box() -> None:
    parts: list[Part] = [box(), Penalty(NEVER), box()]
    assert take(parts, 0, room(15)) is None
    found = take(parts, 0, room(15), desperate=True)
    assert found is not None
    assert found.end == 1


def test_first_group_is_what_cannot_be_parted() -> None:
    parts: list[Part] = [Glue(9), box(), Penalty(NEVER), Glue(4), box(), Glue(1), box()]
    assert first_group(parts, 0) == 24


def test_balanced_columns_are_level() -> None:
    parts = joined([[box(), Glue(0)] for _ in range(8)])
    breaks = balanced(parts, 0, 2, room(1000))
    assert [round(found.height) for found in breaks] == [40, 40]


PARTS = st.lists(
    st.one_of(
        st.builds(box, st.floats(1, 30)),
        st.builds(Glue, st.floats(0, 12)),
        st.sampled_from([Penalty(0), Penalty(150), Penalty(NEVER)]),
    ),
    max_size=40,
)


@given(PARTS, st.floats(40, 120))
def test_columns_hold_everything_in_order(parts: list[Part], height: float) -> None:
    parts = joined([parts])
    start, seen = 0, []
    while solid(parts, start) < len(parts):
        found = take(parts, start, room(height)) or take(parts, start, room(height), desperate=True)
        assert found is not None
        assert found.end > start
        assert found.height <= height + 0.02
        seen += [p for p in parts[start : found.end] if isinstance(p, Box)]
        start = found.end
    assert seen == [p for p in parts if isinstance(p, Box)]


@given(PARTS, st.floats(60, 200), st.integers(1, 3))
def test_no_column_ends_at_a_forbidden_break(parts: list[Part], height: float, count: int) -> None:
    parts = joined([parts])
    for found in columns(parts, 0, count, room(height)):
        before = [p for p in parts[: found.end] if not isinstance(p, Glue)]
        if solid(parts, found.end) < len(parts) and before:
            assert before[-1] != Penalty(NEVER)
