"""Masters: page templates and slide layouts, each a set of frames."""

from __future__ import annotations

from layouts.records import Record, choice, flag, integer, many, mapping, number, one, text
from layouts.units import Rect, Size


class Frame(Record):
    """A named rectangle of a template; the slots whose flowables it takes."""

    slots: tuple[str, ...] = many(text(max=30))
    x: float = number(0, 2000)
    y: float = number(0, 2000)
    width: float = number(1, 2000)
    height: float = number(1, 2000)
    placeholder: str = choice(
        "title",
        "center_title",
        "subtitle",
        "body",
        "chart",
        "table",
        "picture",
        "none",
        default="none",
    )
    """Type of the placeholder on the slide layout; ``none``: drawn as free shapes (diagrams)."""
    index: int = integer(0, 999, default=0)
    """``idx`` of the placeholder."""
    role: str = text(max=30, default="")
    """Text role that the layout's placeholder prompts in; empty: that of the slot."""
    valign: str = choice("top", "middle", "bottom", default="top")

    @property
    def rect(self) -> Rect:
        """The frame in points."""
        return Rect(self.x, self.y, self.width, self.height)


class Panel(Record):
    """A filled rectangle or rule behind the content (an artifact)."""

    ink: str = text(max=30)
    x: float = number(-50, 2000)
    y: float = number(-50, 2000)
    width: float = number(0, 2100)
    height: float = number(0, 2100)


class Furniture(Record):
    """A line of running text (an artifact).

    In its text ``{running}``, ``{section}``, ``{page}``, ``{pages}`` and ``{folio}`` are filled in.
    """

    role: str = text(max=30)
    text: str = text(max=120)
    x: float = number(0, 2000)
    y: float = number(0, 2000)
    """Baseline on pages; top edge of the placeholder on slides."""
    width: float = number(1, 2000)
    field: str = choice("none", "footer", "number", default="none")
    """Slides: which field placeholder carries it."""
    height: float = number(0, 100, default=0)


class PageTemplate(Record):
    """A page template or slide layout."""

    title: str = text(max=60)
    """Name that a person sees (the layout's name in PowerPoint)."""
    flows: bool = flag()
    """Pages: the passages run on from page to page in the frame ``main``; otherwise every
    passage takes a page or slide of its own and its flowables go to the frames of their slots."""
    frames: dict[str, Frame] = mapping(one(Frame))
    panels: tuple[Panel, ...] = many(one(Panel), default=())
    furniture: tuple[Furniture, ...] = many(one(Furniture), default=())
    columns: int = integer(1, 3, default=1)
    gutter: float = number(0, 60, default=16)
    hang: float = number(0, 200, default=0)
    """Width of the margin left of running text; passages in ``spans`` and headings use it too."""

    @property
    def flow_key(self) -> tuple[object, ...]:
        """Templates with the same key flow on the same pages."""
        main = self.frames["main"]
        return main.rect, self.columns, self.gutter, self.hang


class Master(Record):
    """A set of templates for one medium; all lengths in points."""

    kind: str = choice("page", "slide")
    width: float = number(100, 3000)
    height: float = number(100, 3000)
    templates: dict[str, PageTemplate] = mapping(one(PageTemplate))
    layouts: dict[str, str] = mapping(text(max=30))
    """Which template answers a passage's layout name; ``default`` answers all others."""
    spans: tuple[str, ...] = many(text(max=30), default=())
    """Layout names of passages that run over the full width of the frame."""

    @property
    def size(self) -> Size:
        """Page or slide, in points."""
        return Size(self.width, self.height)

    def template(self, layout: str) -> tuple[str, PageTemplate]:
        """Name and template for a passage that asks for ``layout``."""
        name = self.layouts.get(layout, self.layouts["default"])
        return name, self.templates[name]
