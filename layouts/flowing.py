"""Flowing composition: passages that run on from page to page in one or more columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from layouts.baselines import gridded
from layouts.boxes import FORCED, NEVER, Box, Glue, Part, Penalty
from layouts.flow import Flowable, Passage, Story
from layouts.master import MAIN, Frame, Master, PageTemplate
from layouts.paths import box
from layouts.placing import place
from layouts.problems import InputError, Place, Problem
from layouts.scene import Page, ShapeItem
from layouts.setting import Setting
from layouts.units import MM, Rect
from layouts.vertical import Break, balanced, first_group, join, solid, take

NOTE_RULE = 60.0
"""Length of the rule above the footnotes, in points."""
NOTE_GAP = 10.0
"""Space between text and footnotes, in points; the rule stands in it."""
TORN = 40.0
"""Cost of a break inside a table or diagram: one that fits moves on whole, unless that would leave
more than about a third of the page empty (see :func:`layouts.vertical.take`)."""
MAX_PAGES = 2000
"""More pages than this are refused."""
FLOAT_RANGE = 0.55
"""A figure floats only past the last part of a page: at most this share of it may be left."""


@dataclass
class _List:
    """The vertical list of all passages, with what each part belongs to."""

    parts: list[Part] = field(default_factory=list)
    wide: list[bool] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)

    def add(self, part: Part, wide: bool, owner: int) -> None:
        if join(self.parts, part):
            self.wide.append(wide)
            self.owner.append(owner)

    def run(self, start: int) -> int:
        """Index after the parts from ``start`` on that share its width."""
        end = start
        while end < len(self.parts) and self.wide[end] == self.wide[start]:
            end += 1
        return end

    def group(self, start: int) -> int:
        """Index after the parts from ``start`` on that belong to the same passage."""
        end = start
        while end < len(self.parts) and self.owner[end] == self.owner[start]:
            end += 1
        return end

    def tied(self, at: int) -> bool:
        """Whether no break may part the part ``at`` from what stands before it."""
        before = at - 1
        while before >= 0 and isinstance(self.parts[before], Glue):
            before -= 1
        return before >= 0 and self.parts[before] == Penalty(NEVER)

    def section_end(self, start: int, sections: Sequence[str]) -> int:
        """Index after the parts from ``start`` on that belong to the same section."""
        end = start
        name = sections[self.owner[start]]
        while end < len(self.parts) and sections[self.owner[end]] == name:
            end += 1
        return end

    def lift(self, groups: Sequence[tuple[int, int]], before: int) -> None:
        """Move the parts of ``groups`` to stand right before the index ``before``."""
        chosen = [i for a, b in groups for i in range(a, b)]
        taken = set(chosen)
        order = [i for i in range(before) if i not in taken]
        order += chosen + list(range(before, len(self.parts)))
        self.parts = [self.parts[i] for i in order]
        self.wide = [self.wide[i] for i in order]
        self.owner = [self.owner[i] for i in order]


class Flow:
    """Fills pages with passages whose templates flow alike; :attr:`pages` are the result.

    ``first`` is the number of the first page. Where that is an ``opening`` page, it has the texts
    of the cover already; its frame ``main`` may be lower than that of the pages after it, and
    stand elsewhere, but is as wide.
    """

    def __init__(
        self,
        story: Story,
        master: Master,
        setting: Setting,
        first: int,
        opening: Page | None = None,
    ) -> None:
        self.story, self.master, self.setting, self.first = story, master, setting, first
        self.opening = opening
        self.spans = set(master.spans)
        self.template: PageTemplate
        self.frame: Frame
        self.pages: list[Page] = []
        self._note_parts: dict[str, list[Part]] = {}
        self._notes: tuple[str, ...] = ()
        self._top = 0.0
        self._bare = True
        """Nothing has flowed onto the page yet."""

    def fill(self, passages: Sequence[Passage]) -> list[Page]:
        """The pages on which ``passages`` stand, in order; their templates flow alike."""
        self.template = self.master.template(passages[0].layout)[1]
        self.frame = self.template.frames[MAIN]
        listing = self._listing(passages)
        self._open(passages, listing, 0)
        i, stuck = 0, 0
        while solid(listing.parts, i) < len(listing.parts):
            i = solid(listing.parts, i)
            if isinstance(listing.parts[i], Penalty):
                i += 1
                if not self._bare:
                    self._turn(passages, listing, i)
                continue
            end = self._band(listing, i, desperate=stuck > 1)
            if end > i:
                i, stuck = end, 0
                continue
            stuck += 1
            if stuck > 2:
                raise InputError([self._too_tall(passages, listing, i)])
            if not self._bare or self.pages[-1] is self.opening:
                self._turn(passages, listing, i)
        self._close()
        return self.pages

    def _measure(self, wide: bool) -> float:
        template, width = self.template, self.frame.width
        if wide:
            return width
        if template.columns == 1:
            return width - template.hang
        return (width - (template.columns - 1) * template.gutter) / template.columns

    def _listing(self, passages: Sequence[Passage]) -> _List:
        listing = _List()
        after_list = Glue(self.setting.style("body").after)
        labelled = False
        for owner, passage in enumerate(passages):
            if passage.new_page and owner:
                listing.add(Penalty(FORCED), True, owner)
            for flowable in passage.choices[0][1]:
                wide = passage.layout in self.spans or flowable.slot in self.spans
                if flowable.slot == "caption":
                    listing.add(Penalty(NEVER), wide, owner)
                listed = bool(getattr(flowable, "label", ()))
                if labelled and not listed:
                    listing.add(after_list, wide, owner)
                labelled = listed
                for part in self._parts(flowable, wide):
                    if isinstance(part, Penalty) and passage.layout in self.spans:
                        part = Penalty(part.cost + TORN, part.size)
                    listing.add(part, wide, owner)
        self._floats = {n for n, passage in enumerate(passages) if passage.floats}
        self._sections = [passage.section for passage in passages]
        return listing

    def _parts(self, flowable: Flowable, wide: bool) -> list[Part]:
        parts = flowable.set(self._measure(wide), self.setting)
        if wide or self.template.columns == 1:
            return parts
        return gridded(flowable, parts, self.setting)

    def _open(self, passages: Sequence[Passage], listing: _List, i: int) -> None:
        i = solid(listing.parts, i)
        opener = passages[listing.owner[min(i, len(listing.owner) - 1)]]
        page = Page(self.first + len(self.pages), self.master.template(opener.layout)[0])
        flowing = self.master.template(passages[0].layout)[0]
        if self.opening is not None and not self.pages:
            page, flowing = self.opening, self.opening.template
        self.frame = self.master.on(flowing, page.number).frames[MAIN]
        page.section = opener.section
        if len(self.pages) >= MAX_PAGES:
            place = Place(opener.id)
            raise InputError([Problem("too-many-pages", place, f"more than {MAX_PAGES} pages")])
        self.pages.append(page)
        self._notes = ()
        self._top = self.frame.y
        self._bare = True

    def _turn(self, passages: Sequence[Passage], listing: _List, i: int) -> None:
        self._close()
        self._open(passages, listing, i)

    def _close(self) -> None:
        """Set the footnotes of the page at its foot."""
        if not self._notes:
            return
        height = self._notes_height(self._notes)
        x = self.frame.x + (self.template.hang if self.template.columns == 1 else 0.0)
        width = self.frame.x + self.frame.width - x
        y = self.frame.rect.bottom - height
        page = self.pages[-1]
        rule = Rect(x, y + NOTE_GAP * 0.4, NOTE_RULE, 0.4)
        page.furniture.append(ShapeItem(box(rule), fill="rule"))
        y += NOTE_GAP
        for key in self._notes:
            parts = self._note_parts[key]
            count = len(parts)
            fragments, y = place(parts, "notes", [x] * count, [width] * count, y)
            page.fragments.extend(fragments)

    def _notes_height(self, keys: Sequence[str]) -> float:
        if not keys:
            return 0.0
        wide = self.template.columns > 1
        for key in keys:
            if key not in self._note_parts:
                note = self.story.notes[key]
                self._note_parts[key] = [
                    part
                    for part in note.set(self._measure(wide), self.setting)
                    if isinstance(part, Box)
                ]
        return NOTE_GAP + sum(box.size for key in keys for box in self._note_parts[key])

    def _room(self, notes: tuple[str, ...]) -> float:
        keys = self._notes + tuple(key for key in notes if key not in self._notes)
        return self.frame.rect.bottom - self._top - self._notes_height(keys)

    def _band(self, listing: _List, i: int, *, desperate: bool) -> int:
        """Fill what is left of the page from part ``i`` on; the index of the next part."""
        if self.template.columns == 1:
            return self._single(listing, i, len(listing.parts), 0.0, desperate)
        stop = listing.run(i)
        if listing.wide[i]:
            tail = first_group(listing.parts, stop) if stop < len(listing.parts) else 0.0
            return self._single(listing, i, stop, tail, desperate)
        return self._columns(listing, i, stop, desperate)

    def _single(self, listing: _List, i: int, stop: int, tail: float, desperate: bool) -> int:
        found, deferred = self._take(listing, i, stop, tail, desperate)
        if deferred and found is not None:
            # A float stays in its section: what follows the section waits for it.
            edge = listing.section_end(deferred[0][0], self._sections)
            if found.end > edge:
                found, deferred = self._take(listing, i, edge, 0.0, desperate)
        if found is None:
            return i
        end = found.end
        if deferred:
            listing.lift(deferred, end)
            end -= sum(b - a for a, b in deferred)
        bottom, gap = self._set(listing, i, end, self.frame.x, found)
        self._top = bottom + gap
        full = end < stop or found.forced or bool(deferred)
        if full and end < len(listing.parts):
            self._top = self.frame.rect.bottom
        return end

    def _take(
        self, listing: _List, i: int, stop: int, tail: float, desperate: bool
    ) -> tuple[Break | None, list[tuple[int, int]]]:
        """The break of what is left of the page, and the floats that it leaves for the next."""
        skipped: list[tuple[int, int]] = []

        def skip(at: int, height: float) -> int:
            if not height or listing.owner[at] not in self._floats:
                return at
            if at and listing.owner[at - 1] == listing.owner[at]:
                return at
            end = listing.group(at)
            if listing.tied(at) and listing.section_end(at, self._sections) == end:
                return at  # the heading before it would stand alone
            tall = sum(p.size for p in listing.parts[at:end] if not isinstance(p, Penalty))
            left = self._room(()) - height
            if tall <= left or left > FLOAT_RANGE * self.frame.height:
                return at
            skipped.append((at, end))
            return end

        can_float = self.template.columns == 1 and not desperate
        found = take(
            listing.parts,
            i,
            self._room,
            stop=stop,
            tail=tail,
            skip=skip if can_float else None,
            desperate=desperate,
        )
        end = found.end if found else i
        return found, [pair for pair in skipped if pair[1] <= end]

    def _columns(self, listing: _List, i: int, stop: int, desperate: bool) -> int:
        parts, template = listing.parts[:stop], self.template
        if desperate:
            found = take(parts, i, self._room, desperate=True)
            breaks = [found] if found else []
        else:
            breaks = balanced(parts, i, template.columns, self._room)
        if not breaks:
            return i
        start, bottom, gap = i, self._top, 0.0
        step = self._measure(wide=False) + template.gutter
        for n, found in enumerate(breaks):
            low, gap = self._set(listing, start, found.end, self.frame.x + n * step, found)
            bottom = max(bottom, low)
            start = found.end
        self._top = bottom + gap
        if solid(parts, start) < stop:
            self._top = self.frame.rect.bottom
        return start

    def _set(
        self, listing: _List, start: int, end: int, x: float, found: Break
    ) -> tuple[float, float]:
        """Place the parts below the top; the bottom of the last box, and the glue that follows."""
        hang = self.template.hang if self.template.columns == 1 else 0.0
        xs = [x + (0.0 if wide else hang) for wide in listing.wide[start:end]]
        widths = [self._measure(wide) for wide in listing.wide[start:end]]
        parts = listing.parts[start:end]
        fragments, bottom = place(parts, MAIN, xs, widths, self._top)
        self._bare = self._bare and not fragments
        self.pages[-1].fragments.extend(fragments)
        self._notes += tuple(key for key in found.notes if key not in self._notes)
        gap = 0.0
        for part in reversed(parts):
            if isinstance(part, Box):
                break
            gap += part.size if isinstance(part, Glue) else 0.0
        after = solid(listing.parts, end)
        gap += sum(p.size for p in listing.parts[end:after] if isinstance(p, Glue))
        return bottom, gap

    def _too_tall(self, passages: Sequence[Passage], listing: _List, i: int) -> Problem:
        passage = passages[listing.owner[i]]
        excess = (listing.parts[i].size - self.frame.height) / MM
        return Problem(
            "cannot-fit",
            Place(passage.id),
            f"a part of this block is {excess:.1f} mm taller than the page's frame",
            "a shorter text, or a layout with a taller frame",
        )
