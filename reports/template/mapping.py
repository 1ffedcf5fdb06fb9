"""Mapping: which layout of a template answers each of our slide layouts, and by what rule.

In this order: what the audience says; the layout's name, in several languages; its type; a name
of which ours is a part; the placeholders that it has; how it looks; another of our layouts whose
answer will do instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from layouts.master import PageTemplate
from layouts.units import Rect, Size
from reports.template.deckfile import SlideLayout, SlideMaster
from reports.template.rooms import Seats, is_area
from reports.template.seating import Seating

TYPES = {
    "title": ("title",),
    "section": ("secHead",),
    "content": ("obj", "tx"),
    "two-content": ("twoObj", "twoColTx", "objAndTx", "txAndObj"),
    "comparison": ("twoTxTwoObj",),
    "chart": ("chart",),
    "chart-takeaway": ("chartAndTx", "txAndChart"),
    "table": ("tbl",),
    "picture": ("picTx", "clipArtAndTx"),
    "diagram": ("titleOnly",),
}
"""Types of layouts (ST_SlideLayoutType) that answer ours."""
INSTEAD = {
    "title": ("section", "content"),
    "section": ("title", "diagram", "content"),
    "contents": ("content",),
    "closing": ("content",),
    "text": ("content",),
    "quotation": ("content",),
    "statement": ("quotation", "content"),
    "table": ("content",),
    "chart": ("content",),
    "chart-takeaway": ("two-content", "chart", "content"),
    "picture": ("content", "diagram"),
    "diagram": ("content",),
    "two-content": ("content",),
    "three-content": ("content",),
    "comparison": ("two-content", "content"),
    "flow": ("diagram", "content"),
    "timeline": ("diagram", "content"),
    "big-number": ("diagram", "content"),
}
"""Layouts of ours whose answer will do, the nearest first."""
RULES = {
    "audience": "as the audience says",
    "name": "by its name",
    "type": "by its type",
    "words": "by a part of its name",
    "placeholders": "by its placeholders",
    "look": "by its look",
    "instead": "instead",
}
"""Rules in words."""
ORDER = ("content", "diagram", "title", "section")
"""Mapped before the others, which lean on them."""
SEVERAL = ("two-content", "three-content", "comparison")
"""Without a layout with so many areas, blocks stand below one another."""
EXACT = {"chart": "chart", "chart-takeaway": "chart", "table": "tbl", "picture": "pic"}
"""Layouts that are told by the kind of their placeholder alone."""
BY_FORM = ("content", "diagram", *SEVERAL, *EXACT)
"""Layouts that placeholders tell from others."""
GENERIC = ("title", "titel", "titre", "título")
"""Names that are a part of too many others."""
LARGER = 1.15
"""Titles of title slides are so much larger than those of content, at least."""
_HANGING = ("vertTx", "vertTitleAndTx")


@dataclass
class Match:
    """The answer to one of our layouts."""

    name: str
    """Ours."""
    layout: SlideLayout
    rule: str
    """A key of :data:`RULES`."""
    seats: Seats
    left: int = 0
    """Placeholders of the template's layout that nothing is set in."""
    notes: list[str] = field(default_factory=list)
    """What of ours has no place of its own."""
    warnings: list[str] = field(default_factory=list)
    """What is wrong with the layout's placeholders."""
    alias: str = ""
    """Ours that is used instead, as it is; its seats count."""


@dataclass
class LayoutMap:
    """All answers."""

    matches: dict[str, Match] = field(default_factory=dict)
    passed: dict[str, list[str]] = field(default_factory=dict)
    """Layouts that their name or type offered and that do not suit, and why, by our layout."""

    @property
    def answers(self) -> bool:
        """There is a layout for text under a title: a deck can be made."""
        return "content" in self.matches


class Mapper:
    """Maps our layouts on those of one master."""

    def __init__(
        self,
        master: SlideMaster,
        ours: Mapping[str, PageTemplate],
        size: Size,
        asked: Mapping[str, str] | None = None,
    ) -> None:
        """``asked``: names of the template's layouts by ours, as the audience says."""
        self.layouts = [
            one for one in master.layouts if not one.hidden and one.kind not in _HANGING
        ]
        self._unused = [one for one in master.layouts if one not in self.layouts]
        self.ours, self.size, self.asked = ours, size, dict(asked or {})
        self._room: Rect | None = None
        self.mapping = LayoutMap()
        self._named = {
            name: {folded(one) for one in (name, template.title, *template.names)}
            for name, template in ours.items()
        }

    def map(self) -> LayoutMap:
        """The mapping."""
        names = [name for name in ORDER if name in self.ours]
        names += [name for name in self.ours if name not in names]
        for name in names:
            match = self._match(name)
            if match is not None:
                self._enter(name, match)
        for name in names:
            if name not in self.mapping.matches:
                match = self._instead(name)
                if match is not None:
                    self._enter(name, match)
        return self.mapping

    def _enter(self, name: str, match: Match) -> None:
        self.mapping.matches[name] = match
        if name == "content":
            main = match.seats["main"]
            if main.placeholder is not None:
                self._room = main.placeholder.text_area._replace(
                    x=main.rect.x, width=main.rect.width
                )

    def _match(self, name: str) -> Match | None:
        self._missed(name)
        for rule, layout in self._offers(name):
            seating = self._seating(layout, name)
            seats = seating.seats()
            if seats is not None:
                return self._found(name, layout, rule, seats, seating)
            passed = self.mapping.passed.setdefault(name, [])
            faults = [w for w in seating.warnings if w]
            reason = "; ".join([seating.fault, *faults])
            words = f"{layout.name!r}, offered {RULES[rule]}, is passed over: {reason}"
            if words not in passed:
                passed.append(words)
        if name in BY_FORM:
            return self._by_form(name)
        return self._by_look(name) if name in ("title", "section") else None

    def _missed(self, name: str) -> None:
        """Say why a layout that the audience names is not even tried."""
        wanted = self.asked.get(name)
        if wanted is None or any(folded(one.name) == folded(wanted) for one in self.layouts):
            return
        there = [one for one in self._unused if folded(one.name) == folded(wanted)]
        reason = "it is on no master that is used"
        if there:
            reason = "it is hidden" if there[0].hidden else "its text stands upright"
        words = f"{wanted!r}, offered {RULES['audience']}, is passed over: {reason}"
        self.mapping.passed.setdefault(name, []).append(words)

    def _seating(self, layout: SlideLayout, name: str) -> Seating:
        return Seating(layout, self.ours[name], self.size, self._room)

    def _found(
        self, name: str, layout: SlideLayout, rule: str, seats: Seats, seating: Seating
    ) -> Match:
        return Match(name, layout, rule, seats, seating.left, seating.notes, seating.warnings)

    def _offers(self, name: str) -> Iterator[tuple[str, SlideLayout]]:
        wanted = self.asked.get(name)
        if wanted is not None:
            yield from (("audience", o) for o in self.layouts if folded(o.name) == folded(wanted))
        names = self._named[name]
        yield from (("name", one) for one in self.layouts if folded(one.name) in names)
        for kind in TYPES.get(name, ()):
            yield from (("type", o) for o in self.layouts if o.kind == kind and self._open(o, name))
        yield from (("words", one) for one in self.layouts if self._in_words(one, name))

    def _open(self, layout: SlideLayout, name: str) -> bool:
        """No other layout of ours has the name of this one."""
        own = folded(layout.name)
        return not any(own in names for other, names in self._named.items() if other != name)

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The words of the names of each layout of ours, general ones left out."""
        found = {}
        for name, template in self.ours.items():
            said = [" ".join(_words(one)) for one in (name, template.title, *template.names)]
            found[name] = [part for part in said if part and part not in GENERIC]
        return found

    def _in_words(self, layout: SlideLayout, name: str) -> bool:
        """Whether a name of ours is a part of this layout's, and no longer one of another's is."""
        words = f" {' '.join(_words(layout.name))} "
        longest: dict[str, int] = {}
        for other, parts in self._parts.items():
            for part in parts:
                if f" {part} " in words:
                    longest[other] = max(longest.get(other, 0), len(part))
        return longest.get(name, 0) > 0 and longest[name] == max(longest.values())

    def _by_form(self, name: str) -> Match | None:
        """A layout on which everything of ours finds a place of its kind."""
        best: tuple[float, Match] | None = None
        for layout in self.layouts:
            if layout.kind in ("title", "secHead") or not self._open(layout, name):
                continue
            seating = self._seating(layout, name)
            seats = seating.seats()
            if seats is None or not self._suits(name, seats, seating.left):
                continue
            areas = [seat.rect for seat in seats.values() if is_area(seat.frame)]
            share = sum(r.width * r.height for r in areas) / (self.size.width * self.size.height)
            held = sum(seat.placeholder is not None for seat in seats.values())
            score = share + 0.1 * held - 0.05 * seating.left
            if best is None or score > best[0]:
                best = score, self._found(name, layout, "placeholders", seats, seating)
        return best[1] if best is not None else None

    def _suits(self, name: str, seats: Seats, left: int) -> bool:
        main = seats.get("main")
        if main is None:
            return False
        kind = main.placeholder.kind if main.placeholder is not None else ""
        if name in EXACT:
            return kind == EXACT[name] and (name != "chart-takeaway" or "takeaway" in seats)
        if name == "diagram":
            return not left
        return name == "content" or not left

    def _by_look(self, name: str) -> Match | None:
        """A title slide has the largest title, a section's stands by itself low on the slide."""
        content = self.mapping.matches.get("content")
        if content is None or content.layout.title is None:
            return None
        usual = content.layout.title.levels[0].size
        taken = {match.layout.part for match in self.mapping.matches.values()}
        for layout in self.layouts:
            title = layout.title
            if title is None or layout.part in taken or layout.of("obj", "chart", "tbl", "pic"):
                continue
            low = title.text_area.y + title.text_area.height / 2 > 0.22 * self.size.height
            large = title.levels[0].size >= LARGER * usual
            wanted = large or title.kind == "ctrTitle" if name == "title" else low
            if wanted and self._open(layout, name):
                seating = self._seating(layout, name)
                seats = seating.seats()
                if seats is not None:
                    return self._found(name, layout, "look", seats, seating)
        return None

    def _instead(self, name: str) -> Match | None:
        for other in INSTEAD.get(name, ()):
            answer = self.mapping.matches.get(other)
            if answer is None:
                continue
            if name in SEVERAL and other == "content":
                return Match(name, answer.layout, "instead", answer.seats, alias="content")
            seating = self._seating(answer.layout, name)
            seats = seating.seats()
            if seats is not None:
                match = self._found(name, answer.layout, "instead", seats, seating)
                match.notes.insert(0, f"as for {other}")
                return match
        return None


def folded(name: str) -> str:
    """A name for comparing: letters and figures alone, without the number that PowerPoint puts
    before the names of layouts it has copied (``1_Title Slide``)."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    start, line, rest = name.partition("_")
    if line and start.isdigit():
        name = rest
    return re.findall(r"[^\W_]+", name.casefold())
