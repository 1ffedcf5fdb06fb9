"""Fixed composition: one passage, one slide (or one cover page), its flowables in named frames.

The fit ladder, in this order: the lengths that the text has, from the longest allowed; smaller
steps of the type scale, never below the theme's floor; continuation slides, levelled; an error
that names the block, the slide and the excess. Nothing is ever cut or shrunk to fit by a viewer.
The ladder is that of the main frame; titles, captions and source lines take a smaller step by
themselves when they need it, so that a full slide does not shrink its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layouts.boxes import Box, Part
from layouts.flow import Flowable, Passage
from layouts.master import Frame, Master, PageTemplate
from layouts.placing import place
from layouts.problems import InputError, Place, Problem
from layouts.scene import Fragment, Page
from layouts.setting import Setting
from layouts.units import MM, Rect
from layouts.vertical import joined, natural_height, solid, take

SPLITTABLE = ("body", "table", "diagram")
"""Slots whose content may continue on another slide."""
MAIN = (*SPLITTABLE, "chart", "picture")
"""Slots that take the steps of the ladder; a frame for ``content`` takes any of them."""
FILLING = ("chart", "picture", "diagram")
"""Slots whose content takes the height that is left in its frame."""
GAP = 7.0
"""Points between a frame that grows and those that make way for it."""


@dataclass
class _Filled:
    """The frames of one attempt: the parts of each, and how much too tall they are."""

    parts: dict[str, list[Part]]
    excess: dict[str, float]
    splittable: set[str]
    """Frames whose content may continue on another slide."""
    frames: dict[str, Frame]
    """As they stand on this slide."""

    @property
    def fits(self) -> bool:
        return not self.excess


def compose_fixed(
    passage: Passage, master: Master, setting: Setting, first: int, shown: int = 0
) -> tuple[list[Page], str]:
    """The slides of one passage, numbered from ``first``, and what the ladder chose.

    ``shown`` slides have had the same title before: the title says that it goes on. Raises
    :class:`InputError` when nothing fits.
    """
    name, template = master.template(passage.layout)
    titles = _Titles(passage, shown)
    choices = [(length, titles.on(flowables, 0)) for length, flowables in passage.choices]
    attempts = [(length, flowables, 1.0) for length, flowables in choices]
    shortest = choices[-1]
    attempts += [(*shortest, step) for step in setting.medium.steps if step < 1.0]
    for length, flowables, step in attempts:
        filled = _fill(passage, flowables, template, replace(setting, step=step))
        if filled.fits:
            chosen = f"{length} at {step:g}"
            return [_page(passage, name, master, filled, first, titles.suffix(0))], chosen
    return _continued(passage, name, master, setting, first, titles)


class _Titles:
    """The title of each slide of a passage, the first of which is number ``shown`` + 1."""

    def __init__(self, passage: Passage, shown: int) -> None:
        self.passage, self.shown = passage, shown

    def suffix(self, n: int) -> str:
        """What the title of the slide ``n`` (from 0) adds to that of the first."""
        if self.passage.again is None or not self.shown + n:
            return ""
        return self.passage.again(self.shown + n + 1)[0]

    def on(self, flowables: Sequence[Flowable], n: int) -> list[Flowable]:
        """``flowables`` with the title that the slide ``n`` has."""
        if self.passage.again is None or not self.shown + n:
            return list(flowables)
        _, titles = self.passage.again(self.shown + n + 1)
        return titles + [f for f in flowables if f.slot != "title"]


def _fill(
    passage: Passage, flowables: Sequence[Flowable], template: PageTemplate, setting: Setting
) -> _Filled:
    wanted: dict[str, list[Flowable]] = {}
    for flowable in flowables:
        wanted.setdefault(_frame_for(passage, flowable.slot, template), []).append(flowable)
    filled = _Filled({}, {}, set(), _grown(wanted, template, setting))
    for name, inside in wanted.items():
        frame = filled.frames[name]
        bases = {_base(flowable.slot) for flowable in inside}
        if bases <= set(SPLITTABLE):
            filled.splittable.add(name)
        for step in (setting.step,) if bases & set(MAIN) else setting.medium.steps:
            parts = _set(inside, frame, replace(setting, step=step).within(frame))
            filled.parts[name] = parts
            over = natural_height(parts) - frame.height
            if over <= 0.01:
                break
        else:
            filled.excess[name] = over
    return filled


def _grown(
    wanted: dict[str, list[Flowable]], template: PageTemplate, setting: Setting
) -> dict[str, Frame]:
    """The frames, after those that may have grown to what their text needs."""
    frames = dict(template.frames)
    for name, frame in template.frames.items():
        if not frame.takes or name not in wanted:
            continue
        most = frame.height + frame.grows
        for step in setting.medium.steps:
            chosen = replace(setting, step=step).within(frame)
            height = natural_height(_set(wanted[name], replace(frame, height=most), chosen))
            if height <= most:
                break
        height = min(max(height, frame.height), most)
        top = frame.rect.bottom - height
        frames[name] = replace(frame, y=top, height=height)
        for other in frame.takes:
            above = frames[other]
            if above.rect.bottom > top - GAP:
                frames[other] = replace(above, height=max(top - GAP - above.y, 1.0))
    return frames


def _set(inside: Sequence[Flowable], frame: Frame, setting: Setting) -> list[Part]:
    """The flowables of one frame; those that fill it share what the others leave."""
    room = frame.height
    filling = [flowable for flowable in inside if _base(flowable.slot) in FILLING]
    if filling and len(inside) > 1:
        others = [flowable for flowable in inside if flowable not in filling]
        taken = natural_height(joined([f.set(frame.width, setting, room) for f in others]))
        gaps = setting.style("body").leading / 2 * (len(inside) - 1)
        room = max(1.0, (room - taken - gaps) / len(filling))
    heights = [room if flowable in filling else frame.height for flowable in inside]
    return joined(
        [f.set(frame.width, setting, height) for f, height in zip(inside, heights, strict=True)]
    )


def _base(slot: str) -> str:
    """A slot without the number of its area."""
    return slot.partition("@")[0]


def _frame_for(passage: Passage, slot: str, template: PageTemplate) -> str:
    """The frame that takes a slot: by its name, or as content; then without its area."""
    base, at, area = slot.partition("@")
    generic = f"content{at}{area}" if base in MAIN else slot
    for wanted in (slot, generic, base, "content" if base in MAIN else base):
        for name, frame in template.frames.items():
            if wanted in frame.slots:
                return name
    raise InputError(
        [
            Problem(
                "no-frame",
                Place(passage.id),
                f"the layout {template.title!r} has no frame for {base!r}",
                "a layout with such a frame for this kind of block",
            )
        ]
    )


def _offset(frame: Frame, parts: Sequence[Part]) -> float:
    spare = frame.height - natural_height(parts)
    if frame.valign == "middle":
        return spare / 2
    return spare if frame.valign == "bottom" else 0.0


def _page(
    passage: Passage,
    name: str,
    master: Master,
    filled: _Filled,
    number: int,
    suffix: str,
) -> Page:
    fragments: list[Fragment] = []
    rooms: dict[str, Rect] = {}
    for frame_name, usual in master.on(name, number).in_order():
        inside = filled.parts.get(frame_name)
        if not inside:
            continue
        own, frame = filled.frames[frame_name], usual
        if own.rect != master.templates[name].frames[frame_name].rect:
            frame = replace(usual, y=own.y, height=own.height)
            rooms[frame_name] = frame.rect
        count = len(inside)
        top = frame.y + _offset(frame, inside)
        placed, _ = place(inside, frame_name, [frame.x] * count, [frame.width] * count, top)
        fragments.extend(placed)
    page = Page(number, name, fragments, rooms=rooms)
    page.title = passage.title + suffix
    page.section = passage.section
    page.node = passage.node
    page.notes = list(passage.notes)
    return page


def _continued(
    passage: Passage,
    name: str,
    master: Master,
    setting: Setting,
    first: int,
    titles: _Titles,
) -> tuple[list[Page], str]:
    """Split the one frame that overflows over as few slides as any step of the scale allows."""
    template = master.templates[name]
    length, flowables = passage.choices[-1]
    best: tuple[Setting, _Filled, str, list[int]] | None = None
    for step in setting.medium.steps:
        tried = replace(setting, step=step)
        filled = _fill(passage, titles.on(flowables, 0), template, tried)
        over = list(filled.excess)
        splits = [f for f in over if f in filled.splittable]
        if len(over) != 1 or not splits:
            continue
        ends = _split(filled.parts[over[0]], filled.frames[over[0]].height)
        if ends and (best is None or len(ends) < len(best[3])):
            best = (tried, filled, over[0], ends)
    if best is None:
        raise InputError([_overflow(passage, template, filled, setting, first)])
    tried = best[0]
    pages = _slides(passage, name, master, tried, first, best[1:], titles)
    return pages, f"{length} at {tried.step:g} over {len(best[3])} slides"


def _slides(
    passage: Passage,
    name: str,
    master: Master,
    setting: Setting,
    first: int,
    split: tuple[_Filled, str, list[int]],
    titles: _Titles,
) -> list[Page]:
    """The slides of a split passage; what is not split (title, sources) stands on each."""
    template = master.templates[name]
    filled, frame, ends = split
    main = filled.parts[frame]
    shortest = passage.choices[-1][1]
    others = [f for f in shortest if _frame_for(passage, f.slot, template) != frame]
    pages: list[Page] = []
    start = 0
    for n, end in enumerate(ends):
        if n:
            filled = _fill(passage, titles.on(others, n), template, setting)
            if not filled.fits:
                problem = _overflow(passage, template, filled, setting, first + n)
                raise InputError([problem])
        told = replace(filled, parts={**filled.parts, frame: main[start:end]})
        page = _page(passage, name, master, told, first + n, titles.suffix(n))
        if n:
            page.notes = []
        pages.append(page)
        start = end
    return pages


def _split(parts: Sequence[Part], height: float) -> list[int]:
    """Ends of the shares of ``parts`` on as few slides as can be, levelled; [] if impossible."""
    ends = _greedy(parts, height)
    if not ends:
        return []
    low, high = 0.0, height
    for _ in range(14):
        middle = (low + high) / 2
        trial = _greedy(parts, middle)
        if trial and len(trial) == len(ends):
            ends, high = trial, middle
        else:
            low = middle
    return ends


def _greedy(parts: Sequence[Part], height: float) -> list[int]:
    ends: list[int] = []
    start = 0
    while solid(parts, start) < len(parts):
        found = take(parts, start, lambda _notes: height)
        if found is None or found.end <= start:
            return []
        ends.append(found.end)
        start = found.end
        if len(ends) > 200:
            return []
    return ends


def _overflow(
    passage: Passage, template: PageTemplate, filled: _Filled, setting: Setting, number: int
) -> Problem:
    """What stands in the way: a frame that cannot go on, else the one with most too much."""
    rigid = set(filled.excess) - filled.splittable
    frame = max(rigid or filled.excess, key=lambda name: filled.excess[name])
    over, room = filled.excess[frame], filled.frames[frame].height
    tallest = max((p.size for p in filled.parts[frame] if isinstance(p, Box)), default=0.0)
    detail = ""
    if tallest > room:
        detail = f" (one part of it needs {tallest / MM:.0f} of {room / MM:.0f} mm)"
    return Problem(
        "cannot-fit",
        Place(passage.id),
        f"{setting.kind} {number} ({template.title}): the text in {frame!r} is {over / MM:.1f} mm "
        f"too tall{detail}, even in its shortest form and smallest type",
        "a shorter text, or a layout with a larger frame",
    )
