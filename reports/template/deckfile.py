"""The masters and layouts of a template, read to what slides inherit from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from xml.sax.saxutils import quoteattr

from layouts.units import Rect, Size
from reports.template.bodies import INSETS, BodyProperties
from reports.template.colours import Palette
from reports.template.container import Refused
from reports.template.grounds import Filler, Ground, Layer, Reader, fill_of, ground, layers
from reports.template.markup import (
    Element,
    R,
    a,
    find,
    integer,
    p,
    points,
    transform,
    truth,
)
from reports.template.package import Package
from reports.template.scheme import read_scheme
from reports.template.textlevels import Fonts, Inheritance, TextLevel

HEIGHT = 540.0
USUAL = {"title": 28.0, "body": 20.0, "other": 12.0}
"""Sizes of text that nothing gives a size, on slides of this height."""
LEAST_SIDE, MOST_SIDE = 72.0, 4032.0
"""Sides of a slide in points: 1 to 56 inches (19.7.20)."""
LEAST_WIDTH, LEAST_HEIGHT = 36.0, 12.0
"""Placeholders with less room for text, in points, are not used."""
TITLES = ("title", "ctrTitle")
FIELDS = ("dt", "ftr", "sldNum", "hdr")
_ANCHORS = {"t": "top", "ctr": "middle", "b": "bottom", "just": "top", "dist": "top"}
_MASTER_KIND = {"ctrTitle": "title"} | {kind: kind for kind in ("title", *FIELDS)}
"""Kind of the master's placeholder that one on a layout inherits from; others from ``body``."""


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of a layout, with what it inherits; lengths in points."""

    kind: str
    """``title``, ``ctrTitle``, ``body``, ``subTitle``, ``obj``, ``chart``, ``tbl``, ``pic`` …"""
    index: int
    mark: str
    """The ``p:ph`` of a slide's shape that fills it, as markup."""
    name: str
    rect: Rect | None
    """None: neither layout nor master says where it stands."""
    insets: tuple[float, float, float, float] = INSETS
    anchor: str = "top"
    wraps: bool = True
    upright: bool = True
    """Neither turned nor set in vertical lines."""
    columns: int = 1
    fit: str = ""
    """``normAutofit``, ``spAutoFit``, ``noAutofit``; empty: nothing says."""
    scaled: bool = False
    """The layout shrinks its text by a factor."""
    levels: tuple[TextLevel, ...] = ()
    ground: Ground = Ground(())
    displaced: bool = False
    """It is not where the layout has it."""

    @property
    def text_area(self) -> Rect:
        """Where text stands; an empty rectangle without a place."""
        return (self.rect or Rect(0, 0, 0, 0)).inset(*self.insets)

    @property
    def fault(self) -> str:
        """Why nothing can be set in it, in words that follow its name; empty: something can."""
        if self.rect is None:
            return "has no place: neither layout nor master says where it stands"
        if not self.upright:
            return "is turned, or its text is set upright"
        width, height = self.rect.width, self.rect.height
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            return f"has a size of {width:.0f} by {height:.0f} pt, too little room for text"
        area = self.text_area
        if area.width < LEAST_WIDTH or area.height < LEAST_HEIGHT:
            return "has insets that leave no room for text"
        return ""

    @property
    def usable(self) -> bool:
        """Something can be set in it."""
        return not self.fault


@dataclass(frozen=True)
class SlideLayout:
    """One layout."""

    part: str
    name: str
    kind: str
    """Its type (ST_SlideLayoutType); empty: none is given."""
    placeholders: tuple[Placeholder, ...]
    ground: Ground
    """What stands behind the middle of a slide."""
    palette: Palette
    map_override: str = ""
    """The colour map of its own, as markup, which its slides repeat."""
    hidden: bool = False
    on_master: tuple[Placeholder, ...] = ()
    """The same placeholders, title and content where the master has them."""

    def of(self, *kinds: str) -> tuple[Placeholder, ...]:
        """Its placeholders of these kinds."""
        return tuple(one for one in self.placeholders if one.kind in kinds)

    @property
    def title(self) -> Placeholder | None:
        """The title that text can be set in."""
        return next((one for one in self.of(*TITLES) if one.usable), None)


@dataclass(frozen=True)
class SlideMaster:
    """A slide master with its layouts."""

    part: str
    name: str
    """Name of its theme."""
    fonts: Fonts
    palette: Palette
    layouts: tuple[SlideLayout, ...]


@dataclass
class DeckFile:
    """A presentation as a template."""

    size: Size
    notes_size: Size
    masters: tuple[SlideMaster, ...]
    refusals: list[Refused] = field(default_factory=list)


def read(package: Package, names: list[str]) -> DeckFile:
    """The masters ``names``, which are parts of ``package``. Raises :class:`Refused`."""
    root = package.root(package.main)
    size, notes = root.find(p("sldSz")), root.find(p("notesSz"))
    if size is None:
        raise Refused("template-unreadable", "the presentation gives no size of slides")
    width, height = _size(size)
    if not all(LEAST_SIDE <= side <= MOST_SIDE for side in (width, height)):
        found = f"slides of a size of {width:g} by {height:g} pt"
        expected = f"{LEAST_SIDE:g} to {MOST_SIDE:g} pt a side"
        raise Refused("template-format", found, expected)
    deck = DeckFile(_size(size), _size(notes) if notes is not None else Size(540, 720), ())
    masters = []
    for name in names:
        try:
            masters.append(_Master(package, name, root).read())
        except Refused as refusal:
            deck.refusals.append(refusal)
    deck.masters = tuple(masters)
    return deck


def _size(element: Element) -> Size:
    return Size(points(element.get("cx")), points(element.get("cy")))


class _Master:
    """Reads one master."""

    def __init__(self, package: Package, name: str, presentation: Element) -> None:
        self.package, self.name = package, name
        self.root = package.root(name)
        theme = package.first(name, "theme")
        if not theme:
            raise Refused("template-theme", f"{name!r} has no theme", "a file with a theme")
        self.scheme = read_scheme(package.root(theme), theme)
        colour_map = self.root.find(p("clrMap"))
        if colour_map is None:
            raise Refused("template-theme", f"{name!r} has no colour map (clrMap)")
        self.palette = self.scheme.palette(colour_map)
        texts = self.root.find(p("txStyles"))
        self.texts = {kind: find(texts, p(f"{kind}Style")) for kind in ("title", "body", "other")}
        self.default = presentation.find(p("defaultTextStyle"))

    def read(self) -> SlideMaster:
        """The master and its layouts, in the order in which it lists them."""
        targets = {link.id: link.target for link in self.package.links(self.name)}
        listed = self.root.findall(f"{p('sldLayoutIdLst')}/{p('sldLayoutId')}")
        names = [targets.get(entry.get(f"{{{R}}}id")) for entry in listed]
        layouts = tuple(self._layout(name) for name in names if name)
        return SlideMaster(self.name, self.scheme.name, self.scheme.fonts, self.palette, layouts)

    def filler(self, palette: Palette) -> Filler:
        """Reads fills of the master under a palette."""
        return Filler(palette, self.scheme.fills, _reader(self.package, self.name))

    @cached_property
    def drawn(self) -> list[Layer]:
        """What it draws in its own colours, below layouts that map none anew."""
        return _drawn(self.root, self.filler(self.palette))

    def _layout(self, name: str) -> SlideLayout:
        root = self.package.root(name)
        if self.package.first(name, "slideMaster") != self.name:
            found = f"the layout {name!r} does not belong to the master that lists it"
            raise Refused("template-unreadable", found, "a file that PowerPoint opens")
        inner = root.find(p("cSld"))
        override = find(root, p("clrMapOvr"), a("overrideClrMapping"))
        palette, written = self.palette, ""
        if override is not None:
            palette = self.scheme.palette(override)
            inside = "".join(f" {key}={quoteattr(text)}" for key, text in override.attrib.items())
            written = f"<a:overrideClrMapping{inside}/>"
        reader = _Scenery(self, name, root, palette)
        placeholders = tuple(self._placeholders(root, palette, reader))
        others = tuple(self._on_master(one, reader) for one in placeholders)
        return SlideLayout(
            name,
            inner.get("name", "") if inner is not None else "",
            root.get("type", ""),
            placeholders,
            reader.behind(reader.whole),
            palette,
            written,
            truth(root.get("show")) is False,
            others,
        )

    def _on_master(self, one: Placeholder, scenery: _Scenery) -> Placeholder:
        """A title or the first content where the master has them."""
        if one.kind not in ("title", "obj", "body") or one.index > 1:
            return one
        above = self._of_master("title" if one.kind == "title" else "body")
        rect = transform(find(above, p("spPr"), a("xfrm")))
        if rect is None or rect == one.rect:
            return one
        return replace(one, rect=rect, ground=scenery.behind(rect), displaced=True)

    def _placeholders(
        self, root: Element, palette: Palette, scenery: _Scenery
    ) -> Iterator[Placeholder]:
        seen: set[tuple[str, int]] = set()
        for shape in _shapes(root):
            mark = shape.find(f".//{p('nvPr')}/{p('ph')}")
            if mark is None:
                continue
            kind, index = mark.get("type", "obj"), integer(mark.get("idx"))
            if not (mark.get("idx") or "0").isdecimal():
                found = f"a placeholder with the index {mark.get('idx')[:40]!r} (idx)"
                raise Refused("template-unreadable", found, "a number")
            key = (kind if kind in (*TITLES, *FIELDS) else "", index)
            if key in seen:
                continue  # two of one index: slides inherit from the first
            seen.add(key)
            yield self._placeholder(shape, mark, kind, index, palette, scenery)

    def _placeholder(
        self,
        shape: Element,
        mark: Element,
        kind: str,
        index: int,
        palette: Palette,
        scenery: _Scenery,
    ) -> Placeholder:
        above = self._of_master(_MASTER_KIND.get(kind, "body"))
        shapes = [one for one in (shape, above) if one is not None]
        boxes = [find(one, p("spPr"), a("xfrm")) for one in shapes]
        box = next((one for one in boxes if one is not None and transform(one)), None)
        rect = transform(box)
        bodies = [find(one, p("txBody"), a("bodyPr")) for one in shapes]
        body = BodyProperties([one for one in bodies if one is not None])
        style = "title" if kind in TITLES else "other" if kind in FIELDS else "body"
        lists = [find(one, p("txBody"), a("lstStyle")) for one in shapes]
        texts = Inheritance(
            [*lists, self.texts[style], self.default],
            palette,
            self.scheme.fonts,
            [find(one, p("txBody")) for one in shapes],
            USUAL[style] * scenery.whole.height / HEIGHT,
            style == "title",
        )
        turned = integer(box.get("rot")) % 21_600_000 if box is not None else 0
        identity = shape.find(f".//{p('cNvPr')}")
        found = Placeholder(
            kind,
            index,
            _mark(mark),
            identity.get("name", "") if identity is not None else "",
            rect,
            body.insets,
            _ANCHORS.get(body.get("anchor") or "t", "top"),
            body.get("wrap") != "none",
            body.get("vert") in (None, "horz") and not turned and not integer(body.get("rot")),
            max(1, integer(body.get("numCol"), 1)),
            body.fit,
            body.scaled,
            texts.levels(),
        )
        if rect is None:
            return found
        own = scenery.fill([find(one, p("spPr")) for one in shapes], rect)
        return replace(found, ground=Ground(own) if own else scenery.behind(rect))

    def _of_master(self, kind: str) -> Element | None:
        for shape in _shapes(self.root):
            mark = shape.find(f".//{p('nvPr')}/{p('ph')}")
            if mark is not None and mark.get("type", "obj") == kind:
                return shape
        return None


def _drawn(root: Element, filler: Filler) -> list[Layer]:
    """The filled shapes of a master or layout."""
    tree = find(root, p("cSld"), p("spTree"))
    return list(layers(tree, filler)) if tree is not None else []


class _Scenery:
    """What a layout draws behind its placeholders, the master's drawing below it."""

    def __init__(self, master: _Master, name: str, root: Element, palette: Palette) -> None:
        size = master.package.root(master.package.main).find(p("sldSz"))
        self.whole = Rect(0, 0, points(size.get("cx")), points(size.get("cy")))
        own = Filler(palette, master.scheme.fills, _reader(master.package, name))
        below = master.filler(palette)
        self._filler = own
        self._layers = _drawn(root, own)
        if truth(root.get("showMasterSp"), True):
            alike = palette is master.palette
            on_master = master.drawn if alike else _drawn(master.root, below)
            self._layers = [*on_master, *self._layers]
        self._backgrounds = [
            (one.find(f"{p('cSld')}/{p('bg')}"), filler)
            for one, filler in ((root, own), (master.root, below))
        ]

    def fill(self, properties: list[Element | None], rect: Rect) -> tuple[str, ...]:
        """Colours of the first fill that these shape properties give."""
        for one in properties:
            found = fill_of(one)
            if found is not None:
                return self._filler.colours(found, rect, rect)
        return ()

    def behind(self, rect: Rect) -> Ground:
        """What stands behind a rectangle of a slide."""
        under = Ground(self._background(rect))
        if not under.colours:
            doubt = ("the background is a picture that was not looked at",)
            under = Ground((self._filler.palette.named("bg1"),), doubt)
        return ground(under, self._layers, rect)

    def _background(self, part: Rect) -> tuple[str, ...]:
        for element, filler in self._backgrounds:
            if element is None:
                continue
            properties, reference = element.find(p("bgPr")), element.find(p("bgRef"))
            if properties is not None:
                return filler.colours(fill_of(properties), self.whole, part)
            return filler.styled(reference, self.whole, part, background=True)
        return (self._filler.palette.named("bg1"),)


def _reader(package: Package, name: str) -> Reader:
    targets = {link.id: link.target for link in package.links(name) if not link.external}
    return lambda ident: package.data(targets[ident]) if ident in targets else None


def _shapes(root: Element) -> Iterator[Element]:
    tree = find(root, p("cSld"), p("spTree"))
    yield from tree.iter(p("sp"), p("pic"), p("graphicFrame")) if tree is not None else ()


def _mark(element: Element) -> str:
    names = ("type", "orient", "sz", "idx")
    given = [(name, element.get(name)) for name in names]
    inside = "".join(f" {name}={quoteattr(text)}" for name, text in given if text is not None)
    return f"<p:ph{inside}/>"
