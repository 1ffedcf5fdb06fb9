"""Audiences: which parts of a pack a reader gets, how long, and on which masters."""

from __future__ import annotations

from layouts.press import Press
from layouts.records import Record, choice, flag, many, mapping, one, text

LENGTHS = ("short", "medium", "long")
"""Lengths of a text, shortest first."""
EDITION, LIVE = "edition", "live"
"""Words for the date on slides that are not printed as they are."""


class Omission(Record):
    """A rule that keeps a section or block out of one of the two documents."""

    id: str = text(max=130)
    """``section`` or ``section.block``."""
    why: str = text(max=200)


class Omissions(Record):
    """What is left out of one document alone."""

    pages: tuple[Omission, ...] = many(one(Omission), default=())
    slides: tuple[Omission, ...] = many(one(Omission), default=())


class Arrangement(Record):
    """What of one pack this audience gets; without one it gets the whole pack in its order."""

    sections: tuple[str, ...] = many(text(max=60), default=())
    """Sections in order; empty: all of them."""
    drop: tuple[str, ...] = many(text(max=130), default=())
    """Sections or blocks (``section.block``) that this audience does not get at all."""
    omit: Omissions | None = one(Omissions, default=None)
    layouts: dict[str, str] = mapping(text(max=60), keys=None, default={})
    """The slide layout of single blocks, by ``section.block``."""
    backup: tuple[str, ...] = many(text(max=130), default=())
    """Sections or blocks whose slides are hidden and come last in the deck."""


class Output(Record):
    """How one of the two documents is made."""

    master: str = text(max=60)
    contents: bool = flag(default=True)
    text: str = choice(*LENGTHS)
    """Longest text to use."""


class SlideOutput(Output):
    """How the deck is made."""

    dividers: bool = flag(default=False)
    """Every section begins with a slide of its own that says its title."""
    layouts: dict[str, str] = mapping(text(max=60), default={})
    """The slide layout of every block of a kind, by the name of the kind."""
    embed_fonts: bool = flag(default=True)
    """The deck carries the fonts of its slides, where their licences allow it."""
    date: str = text(max=60, default="", blank=True)
    """On every slide with a number: ``edition``: which edition this is; ``live``: the day on which
    the slide is shown, a field; other words as they are; empty: none."""
    template: str = text(max=200, default="", blank=True)
    """A presentation in the layouts folder whose master and layouts the slides stand on."""
    template_layouts: dict[str, str] = mapping(text(max=200), default={})
    """Names of that presentation's layouts, by ours; others are found by name, type or form."""


class Audience(Record):
    """One reader: an audience file after its ``extends`` is resolved."""

    name: str = text(max=60)
    label: str = text(max=60, default="", blank=True)
    """Printed on the cover, such as "Briefing for delegations"."""
    theme: str = text(max=60)
    pages: Output = one(Output)
    slides: SlideOutput = one(SlideOutput)
    press: Press = one(Press, default=Press(), key="print")
    """How the print edition is made."""
    packs: dict[str, Arrangement] = mapping(one(Arrangement), keys=None, default={})
    """By the id of the pack."""

    def lengths(self, output: Output) -> tuple[str, ...]:
        """Lengths that ``output`` may use, longest first."""
        return tuple(reversed(LENGTHS[: LENGTHS.index(output.text) + 1]))

    def arrangement(self, pack: str) -> Arrangement:
        """What it says of the pack with this id."""
        return self.packs.get(pack) or Arrangement()
