"""Back-up slides: what the notes of other slides say of them."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.flow import Passage
from layouts.runs import Remark, Run
from reports.notes import numbered
from reports.telling import Telling


def mark_places(kept: Sequence[Passage], shown: Sequence[Passage], telling: Telling) -> None:
    """Name every back-up slide, with its number, in the notes where it would have stood.

    That is the slide of its section before it, else the first of its section; of a section that
    is back-up as a whole there is none.
    """
    for passage in kept:
        section, _, block = passage.id.partition(".")
        if not block:  # the slide that begins a section
            continue
        order = [each.id for each in telling.pack.section(section).blocks]
        beside = [other for other in shown if other.id.startswith(f"{section}.")]
        before = [p for p in beside if order.index(p.id.partition(".")[2]) < order.index(block)]
        line = Run(telling.label("backup_line", title=passage.title))
        for place in before[-1:] or beside[:1]:
            _say(place, Remark((line, *numbered(telling, passage.id))))


def _say(passage: Passage, remark: Remark) -> None:
    """Add to the notes of a slide, or of the last of those that are told in its place."""
    passage.notes.append(remark)
    told = passage.apart
    if told is None:
        return

    def apart() -> list[Passage]:
        singles = told()
        singles[-1].notes.append(remark)
        return singles

    passage.apart = apart
