"""The scene: what stands where, on every page or slide; the one value that writers read.

A scene is plain data: it dumps to readable text (the golden format) and pickles. Coordinates are
absolute points on the page, origin top left, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from layouts.runs import Remark
from layouts.tree import Node
from layouts.units import Rect, Size

if TYPE_CHECKING:
    from layouts.artwork import Artwork


class Glyph(NamedTuple):
    """One shaped glyph; lengths in thousandths of an em."""

    gid: int
    advance: float
    dx: float
    dy: float
    text: str
    """The characters that this glyph stands for; empty for all but the first of a cluster."""


class GlyphRun(NamedTuple):
    """A shaped word, or a space: glyphs of one face in visual order."""

    face: str
    """Key of the face in :class:`layouts.fonts.Faces`."""
    glyphs: tuple[Glyph, ...]
    text: str
    advance: float
    """Sum of the advances, in thousandths of an em."""


@dataclass(slots=True)
class TextItem:
    """A stretch of one line in one style; words and spaces alternate in ``words``."""

    x: float
    y: float
    """Baseline."""
    size: float
    words: tuple[GlyphRun, ...]
    ink: str
    node: Node | None = None
    """Owner in the structure tree; None: an artifact."""
    space: float = 0.0
    """Points added to every space of the stretch (negative: taken away)."""
    page_of: str | None = None
    """The composer puts the page number of this node here, flush right at ``x`` + ``width``."""
    width: float = 0.0

    @property
    def text(self) -> str:
        """The characters set."""
        return "".join([word.text for word in self.words])


Path = tuple[tuple[Any, ...], ...]
"""Segments ``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)``, ``("Z",)``."""


@dataclass(slots=True)
class ShapeItem:
    """A path, filled or stroked or both."""

    path: Path
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture, normalised once when read: the same bytes, or the same drawing, go into both
    documents."""

    name: str
    data: bytes = field(repr=False)
    format: str
    """``png``, ``jpeg`` or ``svg``."""
    width: float
    """Pixels; of a vector picture the units of its drawing."""
    height: float
    digest: str
    """SHA-256 of ``data``, in hexadecimal digits."""
    art: Artwork | None = field(default=None, repr=False)
    """The drawing of a vector picture, of which ``data`` is the SVG."""

    def density(self, rect: Rect) -> float:
        """Pixels per inch where it fills ``rect``, along the side where there are fewer; infinite
        for a vector picture."""
        if self.art is not None:
            return math.inf
        return min(self.width / rect.width, self.height / rect.height) * 72


@dataclass(slots=True)
class ImageItem:
    """A picture placed in a rectangle."""

    rect: Rect
    asset: Asset
    node: Node | None = None


@dataclass(slots=True)
class LinkItem:
    """A rectangle that leads somewhere: ``https://…`` or ``#<node id>``."""

    rect: Rect
    target: str
    node: Node
    description: str = ""


Item = TextItem | ShapeItem | ImageItem | LinkItem


@dataclass(slots=True)
class Fragment:
    """The part of one flowable that stands in one frame."""

    frame: str
    """Name of the frame in the page template."""
    rect: Rect
    plan: Any
    """How the flowable was set (see :mod:`layouts.flow`): what a native writer draws from."""
    part: tuple[int, int]
    """Lines, rows or bands ``first`` to before ``last`` of the plan."""
    items: list[Item]
    """The display list: what any other writer draws."""
    repeated: int = 0
    """Number of head rows set again before ``part`` (a continued table)."""


@dataclass(slots=True)
class Page:
    """One page or slide."""

    number: int
    template: str
    """Name of the page template or slide layout in the master."""
    fragments: list[Fragment] = field(default_factory=list)
    furniture: list[Item] = field(default_factory=list)
    """Running heads, folios, rules and panels: artifacts."""
    title: str = ""
    """Slides: the unique title, with "(continued)" where it applies."""
    section: str = ""
    """Title of the section; the running head, and the section in the slide sorter."""
    node: Node | None = None
    """Slides: the node that the slide tells (its section or block)."""
    rooms: dict[str, Rect] = field(default_factory=dict)
    """Slides: where frames stand that are not where their template has them."""
    notes: list[Remark] = field(default_factory=list)
    """Slides: the speaker notes."""
    hidden: bool = False
    """Slides: passed over when the deck is shown; links lead there."""

    def items(self) -> Iterator[Item]:
        """Everything drawn: furniture first, then the content in reading order."""
        yield from self.furniture
        for fragment in self.fragments:
            yield from fragment.items


@dataclass(slots=True)
class Scene:
    """A whole document, laid out."""

    kind: str
    """``page`` or ``slide``."""
    size: Size
    pages: list[Page]
    tree: Node
    lang: str
    title: str
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    """Number of the page on which each node begins."""
    tops: dict[str, float] = field(default_factory=dict)
    """Top edge of each node on that page: where a link to it arrives."""
    losses: list[str] = field(default_factory=list)
    """What this form cannot carry, one sentence each."""
    steps: dict[str, str] = field(default_factory=dict)
    """Slides: which text length and step of the type scale each passage took."""
    edition: str = ""
    """Version of the text, as its author counts."""
    running: str = ""
    """The document's short title."""
    live_date: bool = False
    """Slides: the date in the furniture is that of the day on which they are shown."""
    home: tuple[str, str] | None = None
    """Slides: the node that every slide leads back to, and what the link says of itself."""

    def placed(self, ident: str) -> str:
        """The node of this id, or the nearest above it, that has a place; empty when none has."""
        while ident and ident not in self.places:
            ident = ident.rpartition("/")[0]
        return ident

    def number_of(self, ident: str) -> str:
        """The number of the page on which a node begins, as it is printed; a dash for none."""
        number = self.places.get(self.placed(ident))
        return str(number) if number else "–"
