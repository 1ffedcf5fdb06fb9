"""Audiences: which parts of a pack a reader gets, how long, and on which masters."""

from __future__ import annotations

from typing import Any

from layouts.press import Press
from layouts.records import (
    Record,
    Words,
    choice,
    flag,
    integer,
    many,
    mapping,
    number,
    one,
    raw,
    text,
    words,
)
from layouts.theme import FaceFamily

MARKS = ("public", "restricted", "internal")
"""Marks of content, and clearances of audiences, lowest first."""
FORMATS = ("pdf", "print", "pptx")
"""What can be made: the PDF for the screen, the one for a printing house, the presentation."""
CLAIMS = ("ua-1", "a-2a")
"""Standards that the PDF for the screen can say that it conforms to: PDF/UA-1 and PDF/A-2a."""
LENGTHS = ("short", "medium", "long")
"""Lengths of a text, shortest first."""
EDITION, LIVE = "edition", "live"
"""Words for the date on slides that are not printed as they are."""


class Omission(Record):
    """A rule that keeps a section or block out of one of the two documents."""

    id: str = text(max=130)
    """``section`` or ``section.block``."""
    why: str = text(max=200)
    """The reason, which the manifest keeps."""


class Omissions(Record):
    """What is left out of one document alone."""

    pages: tuple[Omission, ...] = many(one(Omission), default=())
    """Left out of the PDF."""
    slides: tuple[Omission, ...] = many(one(Omission), default=())
    """Left out of the deck."""


class Arrangement(Record):
    """What of one pack this audience gets; without one it gets the whole pack in its order."""

    sections: tuple[str, ...] = many(text(max=60), default=())
    """Sections in order; empty: all of them."""
    drop: tuple[str, ...] = many(text(max=130), default=())
    """Sections or blocks (``section.block``) that this audience does not get at all."""
    omit: Omissions | None = one(Omissions, default=None)
    """What stands in one of the two documents alone."""
    layouts: dict[str, str] = mapping(text(max=60), keys=None, default={})
    """The slide layout of single blocks, by ``section.block``."""
    backup: tuple[str, ...] = many(text(max=130), default=())
    """Sections or blocks whose slides are hidden and come last in the deck."""


class Output(Record):
    """How one of the two documents is made."""

    master: str = text(max=60)
    """The master that it is laid out on, such as ``a4-brief``."""
    contents: bool = flag(default=True)
    """Has a list of contents, from four sections on."""
    size: str = text(max=40, default="", blank=True)
    """Of the page or slide, by name; empty: that of the master."""
    text: str = choice(*LENGTHS)
    """Longest text to use."""


class PageOutput(Output):
    """How the PDF is made."""

    max_pages: int = integer(0, 2000, default=0)
    """Pages at most, cover, contents and sources included; 0: no limit."""
    columns: int = integer(0, 3, default=0)
    """Of running text; 0: as many as the master has."""
    conform: tuple[str, ...] = many(choice(*CLAIMS), default=CLAIMS)
    """Standards that the metadata name; the file is made by all of them."""


class SlideOutput(Output):
    """How the deck is made."""

    max_slides: int = integer(0, 2000, default=0)
    """Slides at most, cover, contents and sources included, back-up not; 0: no limit."""
    max_minutes: float = number(0, 600, default=0.0)
    """Minutes at most for saying the notes of these slides; 0: no limit."""
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
    fonts: str = text(max=200, default="", blank=True)
    """A folder in the layouts folder with the font files of that presentation."""
    notes: bool = flag(default=True)
    """The deck carries what is said to its slides."""


class InkToken(Record):
    """Another value for an ink of the theme, for each edition."""

    rgb: str = text(max=7, pattern=r"#[0-9A-Fa-f]{6}", shape="#rrggbb")
    """For screens, such as ``#00629B``; in quotes."""
    cmyk: tuple[float, ...] = many(number(0, 100), low=4, high=4)
    """Per cent of cyan, magenta, yellow and black."""


class Measures(Record):
    """Factors of the sizes and distances of a theme."""

    scale: float = number(0.7, 1.6, default=1)
    """Of all type."""
    leading: float = number(0.85, 1.6, default=1)
    """Of the distance of lines, besides the scale."""
    spacing: float = number(0, 3, default=1)
    """Of the space above and below paragraphs, besides the scale."""


class Tokens(Record):
    """What an audience changes in its theme."""

    inks: dict[str, InkToken] = mapping(one(InkToken), default={})
    """Inks of the theme, by name."""
    faces: dict[str, FaceFamily] = mapping(one(FaceFamily), default={})
    """Typefaces of the theme, by name."""
    pages: Measures = one(Measures, default=Measures())
    """Sizes and distances of pages."""
    slides: Measures = one(Measures, default=Measures())
    """Sizes and distances of slides."""


class Personal(Record):
    """What packs for single recipients say of them."""

    cover: tuple[Words, ...] = many(words(max=140), high=4, default=())
    """Lines on the cover; one that says nothing of a recipient is left out."""


class Changes(Record):
    """What is told of the changes since the last edition, which the pack names."""

    list: bool = flag(default=False)
    """Both documents begin with a list of them."""
    bars: bool = flag(default=False)
    """Bars in the outer margin of pages stand beside what is new or says something else."""

    @property
    def asked(self) -> bool:
        """Whether the last edition is needed."""
        return self.list or self.bars


class Audience(Record):
    """One reader: an audience file after its ``extends`` is resolved."""

    name: str = text(max=60)
    """Printed on the cover when there is no label."""
    label: str = text(max=60, default="", blank=True)
    """Printed on the cover, such as "Briefing for delegations"."""
    clearance: str = choice(*MARKS, default="public")
    """The highest mark of content that it may read."""
    formats: tuple[str, ...] = many(choice(*FORMATS), low=1, high=3, default=("pdf", "pptx"))
    """What is made where the command line does not say it."""
    theme: str = text(max=60)
    """Colours, typefaces and text styles, such as ``ocean``."""
    tokens: Tokens = one(Tokens, default=Tokens())
    """What the audience changes of its theme."""
    pages: PageOutput = one(PageOutput)
    """How the PDF is made."""
    slides: SlideOutput = one(SlideOutput)
    """How the deck is made."""
    press: Press = one(Press, default=Press(), key="print")
    """How the print edition is made."""
    personal: Personal = one(Personal, default=Personal())
    """For packs that are made with a table of recipients."""
    changes: Changes = one(Changes, default=Changes())
    """What is told of the changes since the last edition."""
    packs: dict[str, Arrangement] = mapping(one(Arrangement), keys=None, default={})
    """By the id of the pack."""
    override: dict[str, Any] = mapping(raw(), keys=None, default={})
    """Single settings by dotted path: of this audience, of the files that it names, of the pack."""

    def lengths(self, output: Output) -> tuple[str, ...]:
        """Lengths that ``output`` may use, longest first."""
        return tuple(reversed(LENGTHS[: LENGTHS.index(output.text) + 1]))

    def arrangement(self, pack: str) -> Arrangement:
        """What it says of the pack with this id."""
        return self.packs.get(pack) or Arrangement()
