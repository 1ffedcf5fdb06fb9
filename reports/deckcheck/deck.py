"""A written deck opened for its rules: slides on layouts on masters, sections, properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from layouts.units import Rect, Size
from reports.deckcheck.cascade import Cascade, Given, Paragraph, paragraph
from reports.deckcheck.markup import (
    EMU,
    P14,
    A,
    P,
    R,
    first,
    flag,
    integer,
    local,
    share,
)
from reports.deckcheck.package import Part, Unreadable, open_package
from reports.deckcheck.palette import Paint, Palette
from reports.deckcheck.shapes import FURNITURE, TITLES, Shape, shapes_of

if TYPE_CHECKING:
    from reports.deckcheck.expected import Expected

_FITS = (A + "noAutofit", A + "normAutofit", A + "spAutoFit")
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
"""What text frames keep free where nothing says otherwise (21.1.2.1.1)."""


class Keeping(Protocol):
    """What keeps results that several rules look at."""

    memo: dict[Any, Any]


_Keeper = TypeVar("_Keeper", bound=Keeping)
_Made = TypeVar("_Made")


def kept(make: Callable[[_Keeper], _Made]) -> Callable[[_Keeper], _Made]:
    """``make``, whose result for a deck or a slide is made once."""

    def once(keeper: _Keeper) -> _Made:
        if make not in keeper.memo:
            keeper.memo[make] = make(keeper)
        found: _Made = keeper.memo[make]
        return found

    return once


@dataclass
class Text:
    """The text of a shape, with everything resolved."""

    paragraphs: list[Paragraph]
    scale: float
    """Share of its size that a viewer is told to shrink it to."""
    anchor: str
    """``t``, ``ctr`` or ``b``."""
    insets: tuple[float, float, float, float]
    """Points kept free at left, top, right and bottom."""
    wraps: bool

    @property
    def words(self) -> str:
        """All of it."""
        return "\n".join(one.text for one in self.paragraphs)


class Layer:
    """A slide, layout or master: its shapes, and the layer whose placeholders they follow."""

    kind = "layer"

    def __init__(self, part: Part, above: Layer | None, deck: Deck) -> None:
        """Raises :class:`Unreadable` when the part is no XML."""
        self.part, self.above, self.deck = part, above, deck
        self.root = part.root
        self.tree = self.root.find(f"{P}cSld/{P}spTree")
        self.shapes = shapes_of(self.tree)
        """At the top level, in drawing order, which is the reading order."""
        for shape in self.all_shapes:
            if shape.holder is not None and above is not None:
                shape.inherited = above.holding(shape.holder.kind, shape.holder.number)
        self.memo: dict[Any, Any] = {}
        self._texts: dict[Shape, Text] = {}

    @cached_property
    def all_shapes(self) -> list[Shape]:
        """The shapes with those in groups, in drawing order."""
        return [one for shape in self.shapes for one in shape.walk()]

    @property
    def name(self) -> str:
        """Name of a layout, as people see it."""
        found = self.root.find(P + "cSld")
        return "" if found is None else str(found.get("name", ""))

    @cached_property
    def palette(self) -> Palette:
        """The theme, seen through this layer's colour map."""
        own = self.root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        if own is not None and self.above is not None:
            return self.above.palette.mapped(dict(own.attrib))
        return self.above.palette if self.above is not None else Palette(None)

    @property
    def background(self) -> Any:
        """The ``p:bg`` of this layer alone."""
        return self.root.find(f"{P}cSld/{P}bg")

    @property
    def shows_above(self) -> bool:
        """Whether the shapes of the layers above are drawn too."""
        return flag(self.root.get("showMasterSp"), default=True)

    def layers(self) -> Iterator[Layer]:
        """This layer and those above it."""
        layer: Layer | None = self
        while layer is not None:
            yield layer
            layer = layer.above

    def holding(self, kind: str, index: int) -> Shape | None:
        """The placeholder that one of this type and index follows (19.3.1.36)."""
        holders = [shape for shape in self.all_shapes if shape.holder is not None]
        if kind in TITLES:
            return next((shape for shape in holders if shape.is_title), None)
        if kind in FURNITURE:
            return next((shape for shape in holders if shape.holds == kind), None)
        if self.kind == "layout":
            found = (shape for shape in holders if shape.holder and shape.holder.number == index)
            by_index = next((shape for shape in found if not shape.is_title), None)
            if by_index is not None:
                return by_index
            return next((shape for shape in holders if shape.holds == kind), None)
        return next((shape for shape in holders if shape.holds == "body"), None)

    def cascade(self, shape: Shape) -> Cascade:
        """Where the text of a shape takes its properties from."""
        lists: list[Any] = []
        followed: Shape | None = shape
        while followed is not None:
            if followed.body is not None:
                lists.append(followed.body.find(A + "lstStyle"))
            followed = followed.inherited
        if shape.holder is not None:
            lists.append(self._text_style(shape))
        reference = shape.element.find(f"{P}style/{A}fontRef")
        if reference is not None and (colour := self.palette.colour(reference)) is not None:
            lists.append(Given(paint=Paint("solid", (colour,))))
        lists.append(self.deck.default_text)
        return Cascade(tuple(one for one in lists if one is not None))

    def _text_style(self, shape: Shape) -> Any:
        master = list(self.layers())[-1].root
        kind = "other" if shape.is_furniture else "title" if shape.is_title else "body"
        return master.find(f"{P}txStyles/{P}{kind}Style")

    def text(self, shape: Shape) -> Text:
        """The text of a shape, resolved once."""
        found = self._texts.get(shape)
        if found is None:
            found = self._texts[shape] = self._text(shape)
        return found

    def _text(self, shape: Shape) -> Text:
        bodies: list[Any] = []
        followed: Shape | None = shape
        while followed is not None:
            if followed.body is not None and (own := followed.body.find(A + "bodyPr")) is not None:
                bodies.append(own)
            followed = followed.inherited
        fit = next((found for own in bodies if (found := first(own, _FITS)) is not None), None)
        scale = share(fit.get("fontScale")) if fit is not None else 1.0
        edges = [
            next((integer(own.get(name)) for own in bodies if own.get(name)), usual) / EMU
            for name, usual in _INSETS.items()
        ]
        cascade = self.cascade(shape)
        paragraphs = [
            paragraph(element, cascade, self.palette, scale)
            for element in (() if shape.body is None else shape.body.iterfind(A + "p"))
        ]
        anchor = next((own.get("anchor") for own in bodies if own.get("anchor")), "t")
        wrap = next((own.get("wrap") for own in bodies if own.get("wrap")), "square")
        left, top, right, bottom = edges
        return Text(paragraphs, scale, anchor, (left, top, right, bottom), wrap != "none")


class Master(Layer):
    """A slide master."""

    kind = "master"

    @cached_property
    def palette(self) -> Palette:
        """The master's theme, seen through its colour map."""
        theme = next(iter(self.part.of_kind("theme")), None)
        try:
            root = theme.root if theme is not None else None
        except Unreadable:
            root = None
        mapping = self.root.find(P + "clrMap")
        return Palette(root, dict(mapping.attrib) if mapping is not None else {})


class Layout(Layer):
    """A slide layout."""

    kind = "layout"


class Slide(Layer):
    """A slide."""

    kind = "slide"

    def __init__(self, part: Part, above: Layer | None, deck: Deck, number: int) -> None:
        super().__init__(part, above, deck)
        self.number = number
        """From 1."""

    @property
    def layout(self) -> str:
        """Name of its layout."""
        return self.above.name if self.above is not None else ""

    @property
    def hidden(self) -> bool:
        """Left out of the show."""
        return not flag(self.root.get("show"), default=True)

    @cached_property
    def title(self) -> Shape | None:
        """The shape in the title's placeholder."""
        return next((shape for shape in self.all_shapes if shape.is_title), None)

    @cached_property
    def title_text(self) -> str:
        """The title, white space as single blanks."""
        return "" if self.title is None else " ".join(self.title.words.split())

    @cached_property
    def seen(self) -> list[Shape]:
        """Shapes that are shown, with those in groups."""
        return [shape for shape in self.all_shapes if not shape.hidden]

    @cached_property
    def texts(self) -> list[Shape]:
        """Shapes with text that is shown; tables and charts apart."""
        return [s for s in self.seen if s.body is not None and s.words.strip()]

    @cached_property
    def notes(self) -> Part | None:
        """Its notes page."""
        return next(iter(self.part.of_kind("notesSlide")), None)

    def edge(self) -> Rect:
        """The slide as a rectangle."""
        return Rect(0, 0, *self.deck.size)


@dataclass
class Section:
    """A section of the slide sorter."""

    name: str
    slides: list[str]
    """Identifiers of its slides."""


@dataclass
class Deck:
    """The file under examination."""

    path: Path
    expected: Expected
    """What the pack wants, or what holds for any deck."""
    slides: list[Slide] = field(default_factory=list)
    broken: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Slides that cannot be read, by the name of the part: number, and why."""
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Raises :class:`Unreadable` for a file that is no presentation."""
        self.package = open_package(self.path)
        try:
            self._open()
        except BaseException:
            self.package.close()
            raise

    def _open(self) -> None:
        main = next((r for r in self.package.root.values() if r.kind == "officeDocument"), None)
        if main is None or main.external or main.target not in self.package.names:
            flaw = next((flaw.found for flaw in self.package.flaws), "")
            raise Unreadable(flaw or "is an Office document without a main part")
        self.main = self.package.part(main.target)
        self.root = self.main.root
        if self.root.tag != P + "presentation":
            raise Unreadable(f"is no presentation: its main part is <{local(self.root)}>")
        size = self.root.find(P + "sldSz")
        width, height = (integer(size.get(k)) for k in ("cx", "cy")) if size is not None else (0, 0)
        self.size = Size((width or 9144000) / EMU, (height or 6858000) / EMU)
        self.default_text = self.root.find(P + "defaultTextStyle")
        self._layers: dict[str, Layer | None] = {}
        self.listed = list(self.root.iterfind(f"{P}sldIdLst/{P}sldId"))
        """The ``p:sldId`` of each slide, in the order shown."""
        for number, entry in enumerate(self.listed, 1):
            self._slide(number, self.main.target(entry.get(R + "id")))

    def _slide(self, number: int, part: Part | None) -> None:
        if part is None:
            self.broken[f"slide {number}"] = number, "its part is missing"
            return
        try:
            layout = self._layer(next(iter(part.of_kind("slideLayout")), None))
            self.slides.append(Slide(part, layout, self, number))
        except Unreadable as error:
            self.broken[part.name] = number, str(error)

    def _layer(self, part: Part | None) -> Layer | None:
        """The layout of a part with its master, read once."""
        if part is None:
            return None
        if part.name not in self._layers:
            above = next(iter(part.of_kind("slideMaster")), None)
            master = None
            if above is not None:
                if above.name not in self._layers:
                    self._layers[above.name] = Master(above, None, self)
                master = self._layers[above.name]
            self._layers[part.name] = Layout(part, master, self)
        return self._layers[part.name]

    def close(self) -> None:
        """Let go of the file."""
        self.package.close()

    @cached_property
    def sections(self) -> list[Section]:
        """The sections of the slide sorter."""
        return [
            Section(str(one.get("name", "")), [str(e.get("id")) for e in one.iter(P14 + "sldId")])
            for one in self.root.iter(P14 + "section")
        ]

    @cached_property
    def core(self) -> dict[str, str]:
        """Core properties by their local names: ``title``, ``language``, ``creator`` …"""
        part = next((r for r in self.package.root.values() if r.kind == "core-properties"), None)
        if part is None or part.external:
            return {}
        try:
            root = self.package.part(part.target).root
        except Unreadable:
            return {}
        return {local(entry): (entry.text or "").strip() for entry in root}

    def part_of(self, slide: Slide, shape: Shape) -> Any:
        """The root of the chart that a frame shows; None where it cannot be read."""
        part = slide.part.target(shape.relation)
        try:
            return None if part is None else part.root
        except Unreadable:
            return None


def notes_paragraphs(part: Part) -> list[Any]:
    """The paragraphs of the notes themselves on a notes page. Raises :class:`Unreadable`."""
    tree = part.root.find(f"{P}cSld/{P}spTree")
    found: list[Any] = []
    for shape in shapes_of(tree):
        if shape.holds == "body" and shape.body is not None:
            found += shape.body.iterfind(A + "p")
    return found
