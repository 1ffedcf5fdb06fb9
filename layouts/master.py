"""Masters: page templates and slide layouts, each a set of frames.

A master may be written in millimetres; :meth:`Master.in_points` is what the program works with.
Facing pages are written as right-hand (odd) pages; left-hand pages are their mirror image, so that
inner and outer margins change sides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from layouts.records import Record, choice, flag, integer, many, mapping, number, one, text, unread
from layouts.units import MM, Rect, Size

LENGTHS = ("x", "y", "width", "height", "gutter", "hang")
"""Fields that hold lengths."""
COVER, MAIN, TITLE = "cover", "main", "title"
"""The layout that the cover asks for, the frame that flows, and the slot of the title."""

HEADS = frozenset(("head", "takeaway"))
"""Slots whose frames are read before the content of their area."""
CONTENT = frozenset(("body", "table", "chart", "picture", "diagram", "content"))
"""Slots whose frames hold the content."""
BELOW = frozenset(("caption", "source"))
"""Slots whose frames are read after the content."""


class Frame(Record):
    """A named rectangle of a template; the slots whose flowables it takes."""

    slots: tuple[str, ...] = many(text(max=30))
    """Names of the content that it takes."""
    x: float = number(0, 2000)
    """Left edge."""
    y: float = number(0, 2000)
    """Top edge."""
    width: float = number(1, 2000)
    """Its width."""
    height: float = number(1, 2000)
    """Its height."""
    placeholder: str = choice(
        "title",
        "center_title",
        "subtitle",
        "body",
        "chart",
        "table",
        "picture",
        "content",
        "none",
        default="none",
    )
    """Type of the placeholder on the slide layout. ``content`` takes text, table, chart or picture
    (a ``p:ph`` without a type); ``none``: drawn as free shapes (diagrams)."""
    index: int = integer(0, 89, default=0)
    """``idx`` of the placeholder; footer, number and date have those from 90 on."""
    role: str = text(max=60, default="")
    """Text role that the layout's placeholder prompts in; empty: that of the slot."""
    roles: dict[str, str] = mapping(text(max=60), default={})
    """Text roles that are set in another role inside this frame."""
    ink: str = text(max=30, default="", blank=True)
    """Ink of all text in the frame, for what stands on a panel; empty: as the roles say."""
    valign: str = choice("top", "middle", "bottom", default="top")
    """Where content stands that does not fill it."""
    moved: bool = unread(default=False)
    """Slides: the frame is not where its placeholder stands on the layout; shapes say their own
    place."""
    insets: tuple[float, ...] = unread(default=())
    """Slides: left, top, right and bottom insets of the placeholder's text body, outside of the
    frame; none: no insets."""
    grows: float = unread(default=0.0)
    """Slides: how much the frame may grow upward when its text needs it …"""
    takes: tuple[str, ...] = unread(default=())
    """… and the frames that end above it as soon as there is text in it."""

    @property
    def rect(self) -> Rect:
        """The frame in points."""
        return Rect(self.x, self.y, self.width, self.height)

    @property
    def area(self) -> int:
        """The number in slots like ``content@2``; 0 for a frame of the whole slide."""
        numbers = [int(n) for slot in self.slots if (n := slot.rpartition("@")[2]).isdigit()]
        return max(numbers, default=0)

    @property
    def rank(self) -> tuple[int, ...]:
        """Its place in the order of reading among the frames of its template."""
        last = not BELOW.isdisjoint(self.slots)
        bases = {slot.partition("@")[0] for slot in self.slots}
        stage = 1 if bases & HEADS else 2 if bases & CONTENT else 0
        return int(last), self.area, stage


class Panel(Record):
    """A filled rectangle or rule behind the content (an artifact)."""

    ink: str = text(max=30)
    """Name of an ink."""
    x: float = number(-50, 2000)
    """Left edge."""
    y: float = number(-50, 2000)
    """Top edge."""
    width: float = number(0, 2100)
    """Its width."""
    height: float = number(0, 2100)
    """Its height."""


class Furniture(Record):
    """A line of running text (an artifact).

    In its text ``{running}``, ``{section}``, ``{page}``, ``{pages}`` and ``{folio}`` are filled in.
    """

    role: str = text(max=30)
    """The text style."""
    text: str = text(max=120)
    """What it says, with the names in braces filled in."""
    x: float = number(0, 2000)
    """Left edge."""
    y: float = number(0, 2000)
    """Baseline on pages; top edge of the placeholder on slides."""
    width: float = number(1, 2000)
    """Room for the line."""
    field: str = choice("none", "footer", "number", "date", default="none")
    """Slides: which field placeholder carries it."""
    height: float = number(0, 100, default=0)
    """Slides: height of the placeholder; 0: from the style."""
    index: int = unread(default=-1)
    """Slides: ``idx`` of that placeholder on a layout that is not ours; -1: it is."""


class PageTemplate(Record):
    """A page template or slide layout."""

    title: str = text(max=60)
    """Name that a person sees (the layout's name in PowerPoint)."""
    names: tuple[str, ...] = many(text(max=60), default=())
    """Slides: other names that such a layout goes by in presentations of other makers."""
    flows: bool = flag()
    """Pages: the passages run on from page to page in the frame ``main``; otherwise every
    passage takes a page or slide of its own and its flowables go to the frames of their slots. A
    template for the cover that flows is that of the first page (:mod:`layouts.opening`)."""
    frames: dict[str, Frame] = mapping(one(Frame))
    """Places for content, by name."""
    panels: tuple[Panel, ...] = many(one(Panel), default=())
    """Filled rectangles and rules behind it."""
    details: tuple[Panel, ...] = many(one(Panel), default=())
    """In front of ``panels``: a layout has its own and the panels of the one that it extends."""
    furniture: tuple[Furniture, ...] = many(one(Furniture), default=())
    """Lines of running text."""
    columns: int = integer(1, 3, default=1)
    """Pages that flow: columns of ``main``."""
    gutter: float = number(0, 60, default=16)
    """Space between columns."""
    hang: float = number(0, 200, default=0)
    """Width of the margin left of running text; passages in ``spans`` and headings use it too."""

    def mirrored(self, width: float) -> PageTemplate:
        """The template of a left-hand page, ``width`` points wide; what hangs beside the text
        stays on its left, where reading begins."""
        return replace(
            self,
            frames={name: _mirrored(frame, width) for name, frame in self.frames.items()},
            panels=tuple(_mirrored(panel, width) for panel in self.panels),
            details=tuple(_mirrored(panel, width) for panel in self.details),
            furniture=tuple(_mirrored(line, width) for line in self.furniture),
        )

    @property
    def behind(self) -> tuple[Panel, ...]:
        """Every panel behind the content, the last in front."""
        return self.panels + self.details

    @property
    def slots(self) -> frozenset[str]:
        """Every slot that one of its frames takes."""
        return frozenset(slot for frame in self.frames.values() for slot in frame.slots)

    def in_order(self) -> list[tuple[str, Frame]]:
        """The frames in the order in which they are read: as they are written, but area by area,
        heads first, and what stands below the content last."""
        return sorted(self.frames.items(), key=lambda pair: pair[1].rank)

    @property
    def areas(self) -> int:
        """How many blocks stand side by side: the highest number in slots like ``content@2``."""
        return max([1, *(frame.area for frame in self.frames.values())])

    @property
    def flow_key(self) -> tuple[object, ...]:
        """Templates with the same key flow on the same pages."""
        main = self.frames[MAIN]
        return main.rect, self.columns, self.gutter, self.hang


class Master(Record):
    """A set of templates for one medium; all lengths in points, or as ``unit`` says."""

    kind: str = choice("page", "slide")
    """For pages or for slides."""
    unit: str = choice("pt", "mm", default="pt")
    """Unit of all lengths of the file (sizes of type stay in points)."""
    width: float = number(30, 3000)
    """Of the page or slide."""
    height: float = number(30, 3000)
    """Of the page or slide."""
    facing: bool = flag(default=False)
    """Pages: left-hand (even) pages are the mirror image of right-hand ones."""
    slide_set: str = text(max=60, default="", blank=True, key="set")
    """Slides: the folder in ``layouts/slides/`` whose layouts go before those beside it."""
    templates: dict[str, PageTemplate] = mapping(one(PageTemplate), default={})
    """By name; a slide master has the layouts of ``layouts/slides/`` besides its own."""
    layouts: dict[str, str] = mapping(text(max=30))
    """Which template answers a passage's layout name; ``default`` answers all others."""
    spans: tuple[str, ...] = many(text(max=30), default=())
    """Layout names of passages that run over the full width of the frame."""

    @property
    def size(self) -> Size:
        """Page or slide, in points."""
        return Size(self.width, self.height)

    def in_points(self) -> Master:
        """The same master with all lengths in points."""
        if self.unit == "pt":
            return self
        in_mm = _scaled(self, dict.fromkeys(LENGTHS, MM))
        master: Master = replace(in_mm, unit="pt", _given=self._given)
        return master

    def verso(self, number: int) -> bool:
        """Whether the page with this number lies on the left of an opening."""
        return self.facing and number % 2 == 0

    def on(self, name: str, number: int) -> PageTemplate:
        """The template ``name`` as it stands on the page with this number."""
        template = self.templates[name]
        return template.mirrored(self.width) if self.verso(number) else template

    @property
    def opening(self) -> str:
        """Pages: the template of the first page, where the cover's texts stand at the head of the
        text; empty where the cover has a page of its own."""
        if self.kind != "page":
            return ""
        name, template = self.template(COVER)
        return name if template.flows else ""

    def template(self, layout: str) -> tuple[str, PageTemplate]:
        """Name and template for a passage that asks for ``layout``: the one that ``layouts`` names
        for it, else the one of that name, else the default."""
        other = layout if layout in self.templates else self.layouts["default"]
        name = self.layouts.get(layout, other)
        return name, self.templates[name]


T = TypeVar("T", Frame, Panel, Furniture)


GRID = Size(960.0, 540.0)
"""The slide that the lengths of slide layouts are written for."""


def stretched(template: PageTemplate, size: Size, drawn: Size = GRID) -> PageTemplate:
    """A slide layout drawn for the size ``drawn``, on a slide of another size: what is across grows
    with its width, what is upright with its height."""
    if size == drawn:
        return template
    across, upright = size.width / drawn.width, size.height / drawn.height
    factors = {"x": across, "width": across, "gutter": across, "y": upright, "height": upright}
    scaled: PageTemplate = _scaled(template, factors)
    return scaled


def joined(master: Master, layouts: dict[str, PageTemplate]) -> Master:
    """The master with slide layouts besides its own templates, which go before them."""
    record: Any = master
    whole: Master = replace(record, templates={**layouts, **master.templates}, _given=record._given)
    return whole


def _mirrored(part: T, width: float) -> T:
    return replace(part, x=round(width - part.x - part.width, 3))


def _scaled(record: Any, factors: dict[str, float]) -> Any:
    """A record with its lengths, and those of all records in it, times the factor of each; it keeps
    its place in the file."""
    changed: dict[str, Any] = {}
    for name in record.fields():
        value = getattr(record, name)
        if name in LENGTHS:
            changed[name] = round(value * factors.get(name, 1.0), 2)
        elif isinstance(value, dict):
            changed[name] = {key: _entry(entry, factors) for key, entry in value.items()}
        elif isinstance(value, tuple):
            changed[name] = tuple(_entry(entry, factors) for entry in value)
    return replace(record, **changed, _given=record._given)


def _entry(entry: Any, factors: dict[str, float]) -> Any:
    return _scaled(entry, factors) if isinstance(entry, Record) else entry
