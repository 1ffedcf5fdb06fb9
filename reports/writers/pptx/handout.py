"""The handout master: several slides on a sheet, between a header and a page number."""

from __future__ import annotations

from reports.writers.pptx.markup import HEAD, SPACES
from reports.writers.pptx.master import tree
from reports.writers.pptx.sheets import (
    DATE,
    FOOTER,
    GROUND,
    HEADER,
    MAP,
    NUMBER,
    Marks,
    number,
    words,
)


def handout_master(marks: Marks) -> str:
    """The handout master (19.3.1.24); where the slides stand is up to the viewer."""
    lang = marks.lang
    shapes = (
        HEADER.on_master(2, 0, words(marks.running, lang), lang)
        + DATE.on_master(3, 1, marks.today(), lang)
        + FOOTER.on_master(4, 2, "", lang)
        + NUMBER.on_master(5, 3, number("‹#›", lang), lang)
    )
    return (
        f"{HEAD}<p:handoutMaster {SPACES}><p:cSld>{GROUND}{tree(shapes)}</p:cSld>{MAP}"
        f"{marks.shown()}</p:handoutMaster>"
    )
