"""Rooms: how much of the slide each seat has, once it is known who sits where.

What a template has no placeholder for takes room from what it has; what nothing is set in gives
its room to the area beside it; and no two seats overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from layouts.master import Frame
from layouts.units import Rect, Size
from reports.template.deckfile import FIELDS, Placeholder, SlideLayout

GRID = 540.0
"""Height of the slides that our sizes are made for, in points."""
FOOT_MOST = 0.38
"""The foot takes at most this share of the areas above it."""
GAP = 0.014
"""Between a seat and what stands below it, as a share of the slide's height."""
MARGIN = 0.05
"""Room at the edges of a slide that nothing grows into, as a share of its height."""
TRIMMED = 0.5
"""An area keeps at least this share of its height when it makes way for the title."""
TOUCH = 1.5
"""Points by which two text areas may overlap."""
LINES = 6
"""Lines of a subtitle that has to say who, when and for whom as well."""


@dataclass(frozen=True)
class Seat:
    """Where a frame stands."""

    frame: Frame
    """Ours, for its slots and roles."""
    rect: Rect
    """Area of its text or content, in points."""
    placeholder: Placeholder | None = None
    """None: free shapes, or a text box."""
    moved: bool = False
    """Not where the placeholder stands."""
    slots: tuple[str, ...] = ()
    grows: float = 0.0
    """How much higher it may become, in points …"""
    takes: tuple[str, ...] = ()
    """… and from whom it takes the room."""

    def on(self, rect: Rect) -> Seat:
        """The same seat elsewhere."""
        if rect == self.rect:
            return self
        return replace(self, rect=rect, moved=self.placeholder is not None)


Seats = dict[str, Seat]
AREAS = frozenset(("content", "body", "chart", "table", "picture", "diagram"))


def is_area(frame: Frame) -> bool:
    """Whether a frame takes content, not what stands around it."""
    return not AREAS.isdisjoint(slot.partition("@")[0] for slot in frame.slots)


def widen(seats: Seats, free: Sequence[Placeholder], size: Size) -> list[Placeholder]:
    """Let a single area take the room of placeholders beside it that nothing is set in.

    Returns those that gave theirs.
    """
    areas = [name for name, seat in seats.items() if is_area(seat.frame)]
    if len(areas) != 1:
        return []
    [name] = areas
    seat, given = seats[name], []
    rect = seat.rect
    for one in free:
        other = clipped(one.text_area, size)
        common = min(rect.bottom, other.bottom) - max(rect.y, other.y)
        if other.height <= 0 or common < 0.7 * other.height or rect.overlaps(other, TOUCH):
            continue
        left, right = min(rect.x, other.x), max(rect.right, other.right)
        wide = Rect(left, rect.y, right - left, rect.height)
        if not any(
            wide.overlaps(another.rect, TOUCH) for key, another in seats.items() if key != name
        ):
            rect = wide
            given.append(one)
    seats[name] = seat.on(rect)
    return given


def clear(seats: Seats, size: Size) -> bool:
    """Keep areas clear of the title above or below them; False when they cannot be."""
    title = seats.get("title")
    if title is None:
        return True
    for name, seat in list(seats.items()):
        if name == "title" or not seat.rect.overlaps(title.rect, TOUCH):
            continue
        if not is_area(seat.frame):
            return False
        gap, area, head = GAP * size.height, seat.rect, title.rect
        if head.y <= area.y + 0.3 * area.height:
            top = head.bottom + gap
            rect = Rect(area.x, top, area.width, area.bottom - top)
        else:
            rect = area._replace(height=head.y - gap - area.y)
        if rect.height < TRIMMED * area.height:
            return False
        seats[name] = seat.on(rect)
    return True


def add_foot(seats: Seats, frame: Frame, one: Placeholder | None, size: Size) -> None:
    """The room of captions and sources: in a placeholder of their own, or at the foot of the
    areas, which make way for as much of it as there is."""
    names = tuple(name for name, seat in seats.items() if is_area(seat.frame) or name == "takeaway")
    if not any(is_area(seats[name].frame) for name in names):
        return
    whole = around(seats[name].rect for name in names)
    slots = frame.slots
    if "takeaway" not in seats:
        slots = tuple(dict.fromkeys(("takeaway", *frame.slots)))
    if one is None:
        rect = Rect(whole.x, whole.bottom - 1.0, whole.width, 1.0)
        foot = Seat(frame, rect, None, False, slots)
        seats["foot"] = replace(foot, grows=FOOT_MOST * whole.height, takes=names)
        return
    rect = clipped(one.text_area, size)
    moved = rect != one.text_area or not one.index
    seats["foot"] = Seat(frame, rect, one, moved, slots)
    if rect.y < whole.y + whole.height / 2:
        return  # beside the areas, not below them
    room = rect.y - whole.bottom + FOOT_MOST * whole.height
    for seat in seats.values():
        other = seat.rect
        beside = other.x < rect.right and other.right > rect.x
        if beside and not is_area(seat.frame) and other.bottom <= rect.y + TOUCH:
            room = min(room, max(rect.y - other.bottom - GAP * size.height, 0.0))
    seats["foot"] = replace(seats["foot"], grows=max(room, 0.0), takes=names)


def join(seats: Seats, name: str, layout: SlideLayout, size: Size) -> None:
    """Give a seat that has to say more than it was made for the free room below it."""
    seat = seats[name]
    level = seat.placeholder.levels[0] if seat.placeholder and seat.placeholder.levels else None
    type_ = max(0.5 * level.size, 14 * size.height / GRID) if level else 14.0
    needed = LINES * 1.25 * type_
    if seat.rect.height >= needed:
        return
    below = [
        one.rect.y
        for one in layout.placeholders
        if one.rect is not None
        and (one.kind not in FIELDS or one.rect.y > size.height / 2)
        and one is not seat.placeholder
        and one.rect.y >= seat.rect.bottom - TOUCH
        and one.rect.x < seat.rect.right
        and one.rect.right > seat.rect.x
    ]
    bottom = min([*below, (1 - MARGIN) * size.height]) - GAP * size.height
    height = min(needed, bottom - seat.rect.y)
    if height > seat.rect.height:
        seats[name] = seat.on(seat.rect._replace(height=height))


def open_room(layout: SlideLayout, title: Rect, size: Size, usual: Rect | None) -> Rect | None:
    """The part of a slide below its title that nothing stands on; ``usual``: where content stands
    on other slides. None where there is too little."""
    wide, high = size
    bottom = (1 - MARGIN) * high
    for one in layout.of(*FIELDS):
        if one.rect is not None and one.rect.y > high / 2:
            bottom = min(bottom, one.rect.y - GAP * high)
    if usual is not None and usual.y >= title.bottom - TOUCH:
        return Rect(usual.x, usual.y, usual.width, min(bottom, usual.bottom) - usual.y)
    top = title.bottom + 0.02 * high
    if bottom - top < 0.4 * high:
        return None
    left = max(title.x, MARGIN * high)
    return Rect(left, top, max(title.width, wide - 2 * left), bottom - top)


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around several."""
    first, *others = rects
    for other in others:
        first = first.union(other)
    return first


def clipped(rect: Rect, size: Size) -> Rect:
    """The part of a rectangle that lies on the slide."""
    left, top = max(rect.x, 0.0), max(rect.y, 0.0)
    right, bottom = min(rect.right, size.width), min(rect.bottom, size.height)
    if right <= left or bottom <= top:
        return Rect(left, top, 0.0, 0.0)
    if (left, top, right, bottom) == (rect.x, rect.y, rect.right, rect.bottom):
        return rect
    return Rect(left, top, right - left, bottom - top)
