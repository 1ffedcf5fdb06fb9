"""Opening pages: the cover's texts at the head of the first page of running text.

Where the template that answers for the cover flows, the cover takes no page of its own. Its texts
stand in the frames that the template has beside ``main``; what flows begins in ``main`` below them.
"""

from __future__ import annotations

from dataclasses import replace

from layouts.fixed import compose_fixed
from layouts.flow import Passage
from layouts.master import MAIN, TITLE, Master
from layouts.scene import Page
from layouts.setting import Setting


def head(passage: Passage, master: Master, setting: Setting, number: int) -> tuple[Page, str]:
    """The first page with the texts of the cover, its frame ``main`` empty, and what the ladder
    chose.

    Texts whose slot has no frame there are left out, but for the title. Raises
    :class:`layouts.problems.InputError` when the texts do not fit (``cannot-fit``).
    """
    template = master.templates[master.opening]
    shown = {TITLE} | {
        slot for name, frame in template.frames.items() if name != MAIN for slot in frame.slots
    }
    choices = [
        (length, [flowable for flowable in flowables if flowable.slot in shown])
        for length, flowables in passage.choices
    ]
    pages, chosen = compose_fixed(replace(passage, choices=choices), master, setting, number)
    return pages[0], chosen
