"""Seating: which placeholder of a template's layout takes which frame of ours.

Layouts of other makers say little of what their placeholders are for beyond type, place and
size; what stands where on the slide decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from layouts.master import Frame, PageTemplate
from layouts.units import Rect, Size
from reports.template.deckfile import FIELDS, TITLES, Placeholder, SlideLayout
from reports.template.rooms import (
    Seat,
    Seats,
    add_foot,
    clear,
    clipped,
    is_area,
    join,
    open_room,
    widen,
)

AREA_KINDS = {
    "content": ("obj", "body"),
    "chart": ("chart", "obj", "body"),
    "table": ("tbl", "obj", "body"),
    "picture": ("pic", "obj", "body"),
    "body": ("body", "obj", "subTitle"),
}
"""What may take an area of ours, by the kind of its placeholder; the best first."""
TEXTS = ("body", "subTitle", "obj")
LEAST_AREA = 0.1
"""An area takes at least this share of the slide."""
ABREAST = 0.5
"""Areas stand side by side when they share so much of their height."""
LOW = 0.1
"""A line above a title is no higher than this share of the slide."""


class Seating:
    """Seats the frames of ``template`` on ``layout``; :meth:`seats` gives them, or None."""

    def __init__(
        self, layout: SlideLayout, template: PageTemplate, size: Size, room: Rect | None = None
    ) -> None:
        """``room``: where content stands on slides that have a title alone."""
        self.layout, self.template, self.size = layout, template, size
        self._room = room
        self._free = [
            one
            for one in layout.placeholders
            if not one.fault and one.kind not in (*TITLES, *FIELDS) and self._on_slide(one)
        ]
        self.notes: list[str] = []
        """What of ours has no place of its own."""
        self.warnings: list[str] = [
            f"{one.name!r} {fault}"
            for one in layout.placeholders
            if (fault := one.fault or self._outside(one))
        ]
        """What is wrong with the layout's placeholders."""
        self.fault = ""
        """Why the layout does not suit, once :meth:`seats` has said that it does not."""

    def _on_slide(self, one: Placeholder) -> bool:
        rect = clipped(one.text_area, self.size)
        return rect.width >= 36 and rect.height >= 12

    def _outside(self, one: Placeholder) -> str:
        if not self._on_slide(one):
            return "lies outside the slide"
        if one.displaced:
            return "is taken where the master has it: on the layout it is too small or half outside"
        inside = clipped(one.text_area, self.size) == one.text_area
        return "" if inside else "reaches outside the slide"

    @property
    def left(self) -> int:
        """Placeholders that nothing was seated on."""
        return len(self._free)

    def seats(self) -> Seats | None:
        """A seat for every frame that can have one; None when the layout does not suit."""
        frames = dict(self.template.frames)
        title = self.layout.title
        if title is None:
            self.fault = "it has no title that text can be set in"
            return None
        out: Seats = {}
        if "title" in frames:
            out["title"] = self._seat(frames.pop("title"), title)
        areas = {name: frame for name, frame in frames.items() if is_area(frame)}
        if areas:
            found = self._areas(areas, out["title"].rect)
            if found is None:
                self.fault = self.fault or "it lacks a placeholder that this needs"
                return None
            out |= found
        heads = {name: frame for name, frame in frames.items() if name.endswith("head")}
        self._heads(heads, out)
        others = {n: f for n, f in frames.items() if n not in areas and n not in heads}
        foot = self._others(others, out, title)
        before = dict(out)
        if not clear(out, self.size):
            self.fault = "its title and its content overlap"
            return None
        if any(before[name].rect != seat.rect for name, seat in out.items()):
            self.warnings.append("its content reaches over its title and gives way")
        if "foot" in others:
            add_foot(out, others["foot"], foot, self.size)
        return {name: out[name] for name in self.template.frames if name in out}

    def _others(
        self, frames: Mapping[str, Frame], out: Seats, title: Placeholder
    ) -> Placeholder | None:
        """What stands around the areas; the placeholder of the foot is only found."""
        for name, frame in frames.items():
            one = None if name == "foot" else self._place(name, out, title)
            if one is not None:
                out[name] = self._seat(frame, self._take(one))
        foot = self._foot(out) if "foot" in frames else None
        if foot is not None:
            self._take(foot)
        for one in widen(out, self._free, self.size):
            self._free.remove(one)
        for name, frame in frames.items():
            if name not in out and name != "foot":
                self._do_without(name, frame, out)
        return foot

    def _take(self, one: Placeholder) -> Placeholder:
        self._free.remove(one)
        return one

    def _seat(self, frame: Frame, one: Placeholder) -> Seat:
        rect = one.text_area
        whole = clipped(rect, self.size)
        # Programs find no placeholder without an index but the title.
        lost = not one.index and one.kind not in TITLES
        return Seat(frame, whole, one, whole != rect or one.displaced or lost, frame.slots)

    def _areas(self, areas: Mapping[str, Frame], title: Rect) -> Seats | None:
        frames = sorted(areas.items(), key=lambda pair: pair[1].area)
        if len(frames) > 1:
            chosen = self._abreast(len(frames))
            if chosen is None:
                return None
            pairs = zip(frames, chosen, strict=True)
            return {name: self._seat(frame, self._take(one)) for (name, frame), one in pairs}
        name, frame = frames[0]
        one = None
        if frame.placeholder != "none":
            one = self._best(AREA_KINDS[frame.placeholder])
        if one is not None:
            return {name: self._seat(frame, self._take(one))}
        if frame.placeholder != "none" and set(frame.slots) & {"body", "content"}:
            return None  # text has its place in a placeholder
        room = open_room(self.layout, title, self.size, self._room)
        if room is None:
            self.fault = "there is too little room below its title"
            return None
        return {name: Seat(frame, room, None, False, frame.slots)}

    def _best(self, kinds: Sequence[str]) -> Placeholder | None:
        """The largest placeholder of the best kind there is."""
        for kind in kinds:
            fitting = [one for one in self._large() if one.kind == kind]
            if fitting:
                return max(fitting, key=lambda one: (round(_size(one)), -one.text_area.y))
        return None

    def _large(self) -> Iterator[Placeholder]:
        least = LEAST_AREA * self.size.width * self.size.height
        yield from (one for one in self._free if _size(one) >= least)

    def _abreast(self, count: int) -> list[Placeholder] | None:
        """``count`` placeholders side by side, none more than half as wide again as another."""
        fitting = [one for one in self._large() if one.kind in ("obj", "body")]
        for first in fitting:
            row = [one for one in fitting if _beside(first, one)]
            row.sort(key=lambda one: one.text_area.x)
            widths = [one.text_area.width for one in row]
            apart = all(
                not a.text_area.overlaps(b.text_area, 2.0)
                for n, a in enumerate(row)
                for b in row[n + 1 :]
            )
            if len(row) == count and apart and max(widths) <= 1.5 * min(widths):
                return row
        return None

    def _heads(self, heads: Mapping[str, Frame], out: Seats) -> None:
        """Heads above their areas; without a placeholder they begin the text of the area."""
        areas = {seat.frame.area: name for name, seat in out.items() if seat.frame.area}
        for name, frame in heads.items():
            below = areas.get(frame.area)
            if below is None:
                continue
            area = out[below].rect
            above = [
                one
                for one in self._texts()
                if one.text_area.bottom <= area.y + 0.1 * area.height
                and one.text_area.height < area.height
                and _shared(one.text_area.x, one.text_area.right, area.x, area.right) > 0.5
            ]
            if above:
                out[name] = self._seat(frame, self._take(max(above, key=lambda p: p.text_area.y)))
            else:
                seat = out[below]
                out[below] = replace(seat, slots=(*seat.slots, *frame.slots))

    def _place(self, name: str, out: Seats, title: Placeholder) -> Placeholder | None:
        """The placeholder for a frame that is no area."""
        finders = {
            "eyebrow": self._eyebrow,
            "kicker": self._eyebrow,
            "subtitle": self._subtitle,
            "takeaway": self._beside_area,
        }
        return finders.get(name, self._small)(out, title)

    def _do_without(self, name: str, frame: Frame, out: Seats) -> None:
        """What a frame without a placeholder becomes."""
        if name in ("kicker", "meta") and "subtitle" in out:
            seat = out["subtitle"]
            slots = (*frame.slots, *seat.slots) if name == "kicker" else (*seat.slots, *frame.slots)
            out["subtitle"] = replace(seat, slots=slots)
            join(out, "subtitle", self.layout, self.size)
        elif name == "takeaway":
            self.notes.append("takeaways stand at the foot")
        else:
            self.notes.append(f"no placeholder for {name}")

    def _texts(self) -> list[Placeholder]:
        return [one for one in self._free if one.kind in TEXTS]

    def _eyebrow(self, out: Seats, title: Placeholder) -> Placeholder | None:
        """A low text placeholder above the title, over the same columns."""
        for one in self._texts():
            rect = one.text_area
            across = _shared(rect.x, rect.right, title.text_area.x, title.text_area.right)
            low = rect.height <= LOW * self.size.height
            if low and rect.bottom <= title.text_area.y + 6 and across > 0.3:
                return one
        return None

    def _subtitle(self, out: Seats, title: Placeholder) -> Placeholder | None:
        named = [one for one in self._free if one.kind == "subTitle"]
        if named:
            return named[0]
        below = [one for one in self._texts() if one.text_area.y >= title.text_area.y]
        return max(below or self._texts(), key=_size, default=None)

    def _small(self, out: Seats, title: Placeholder) -> Placeholder | None:
        """What is left for text, from the top."""
        return min(self._texts(), key=lambda one: one.text_area.y, default=None)

    def _beside_area(self, out: Seats, title: Placeholder) -> Placeholder | None:
        """A text placeholder beside the area, not below it."""
        main = out["main"].rect
        beside = [
            one
            for one in self._texts()
            if _shared(one.text_area.y, one.text_area.bottom, main.y, main.bottom) > ABREAST
        ]
        return max(beside, key=_size, default=None)

    def _foot(self, out: Seats) -> Placeholder | None:
        """A text placeholder below the areas; beside a picture, its caption."""
        areas = [seat.rect for seat in out.values() if is_area(seat.frame)]
        if not areas:
            return None
        bottom = max(rect.bottom for rect in areas)
        below = [one for one in self._texts() if one.text_area.y >= bottom - 6]
        if below:
            return max(below, key=lambda one: one.text_area.width)
        if self.template.frames["main"].placeholder == "picture":
            rest = [one for one in self._texts() if one.kind == "body"]
            return max(rest, key=_size, default=None)
        return None


def _size(one: Placeholder) -> float:
    return one.text_area.width * one.text_area.height


def _shared(a1: float, a2: float, b1: float, b2: float) -> float:
    """Share of the shorter of two stretches that both have."""
    common = min(a2, b2) - max(a1, b1)
    return max(common, 0.0) / max(min(a2 - a1, b2 - b1), 0.01)


def _beside(one: Placeholder, other: Placeholder) -> bool:
    a, b = one.text_area, other.text_area
    taller = max(a.height, b.height)
    common = min(a.bottom, b.bottom) - max(a.y, b.y)
    return common > 0.7 * taller
