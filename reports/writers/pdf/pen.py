"""Items become operators of a page's content stream (ISO 32000-1, 8 and 9).

The scene counts down from the top edge, PDF up from the foot of the page: y is turned over here.
Graphics state is set only where it changes. Everything drawn stands in a marked-content sequence:
consecutive items of one node in one sequence of that node, all others in artifacts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from layouts.press import thickened
from layouts.scene import Asset, GlyphRun, ImageItem, Item, LinkItem, Page, ShapeItem, TextItem
from layouts.tree import Node
from layouts.units import Rect
from reports.writers import SceneError
from reports.writers.pdf.fonts import Font
from reports.writers.pdf.profile import Inks
from reports.writers.pdf.syntax import number, numbers
from reports.writers.pdf.tags import Tags

_SPACE = " "
_DECORATION = "/Artifact<</Type/Layout>>BDC"
_REPEATED = "/Artifact<</Type/Pagination>>BDC"
OVER, KNOCK = "Over", "Knock"
"""Names of the graphics states in which paint leaves, or replaces, what lies below it."""
_OPERATORS = {"M": "m", "L": "l", "C": "c"}


@dataclass(slots=True)
class Sheet:
    """One page as drawn."""

    code: str
    pictures: dict[str, int]
    links: list[LinkItem] = field(default_factory=list)


class Pen:
    """Draws the pages of one document, one after the other."""

    def __init__(
        self,
        height: float,
        inks: Inks,
        tags: Tags | None,
        font: Callable[[str], Font],
        picture: Callable[[Asset, float], int],
    ) -> None:
        """``height``: of the page, in points; ``tags``: None where nothing is marked; ``font``: the
        font of a face key; ``picture``: the object number of a picture of some width."""
        self._height = height
        self._inks = inks
        self._tags = tags
        self._font = font
        self._picture = picture
        self._hairline = inks.hairline
        # Words are shaped once and shared, so they are told apart by identity: hashing their
        # glyphs would cost more than drawing them. The scene keeps them alive.
        self._shown: dict[int, str] = {}
        self._fonts: dict[str, Font] = {}
        self._begin()

    def _begin(self) -> None:
        self._code: list[str] = []
        self._pictures: dict[str, int] = {}
        self._owner: Node | str | None = None
        self._fill = self._stroke = self._face = self._line = ""
        self._size = 0.0
        self._over = False

    def draw(self, page: Page) -> Sheet:
        """Draw a page: its furniture, then its content in reading order."""
        self._begin()
        if self._tags is not None:
            self._tags.new_page()
        links: list[LinkItem] = []
        for item in page.furniture:
            self._item(item, self._furniture(item), links)
        for fragment in page.fragments:
            if fragment.repeated:
                self._with_heads(fragment.items, links)
            else:
                for item in fragment.items:
                    self._item(item, _DECORATION, links)
        self._own(None)
        return Sheet("\n".join(self._code), self._pictures, links)

    def _with_heads(self, items: list[Item], links: list[LinkItem]) -> None:
        """Draw a part of a table that begins with the head rows set again: they are artifacts, for
        their content is in the structure tree already."""
        fresh: set[Node] = set()
        for item in items:
            node = item.node
            again = node is not None and node not in fresh and self._has(node)
            if again and not isinstance(item, LinkItem):
                self._own(_REPEATED)
                self._draw(item)
            else:
                if node is not None:
                    fresh.add(node)
                self._item(item, _DECORATION, links)

    def _has(self, node: Node) -> bool:
        return self._tags is not None and self._tags.has(node)

    def _furniture(self, item: Item) -> str:
        """The artifact that a piece of furniture is (ISO 32000-1, 14.8.2.2.2)."""
        if not isinstance(item, TextItem):
            return "/Artifact<</Type/Pagination>>BDC"
        where = "Header" if item.y < self._height / 2 else "Footer"
        return f"/Artifact<</Type/Pagination/Subtype/{where}>>BDC"

    def _item(self, item: Item, artifact: str, links: list[LinkItem]) -> None:
        if isinstance(item, LinkItem):
            links.append(item)
            return
        node = item.node
        self._own(artifact if node is None else node)
        self._draw(item)
        tags = self._tags
        if tags is not None and node is not None and tags.in_figure(node):
            tags.extend(node, self._bounds(item), self._height)

    def _own(self, owner: Node | str | None) -> None:
        """End the marked-content sequence unless it is the owner's, and begin the owner's: that of
        a node or an artifact given as operator."""
        if owner == self._owner or self._tags is None:
            return
        if self._owner is not None:
            self._code.append("EMC")
        if isinstance(owner, Node):
            self._code.append(f"/{owner.role.value}<</MCID {self._tags.sequence(owner)}>>BDC")
        elif owner is not None:
            self._code.append(owner)
        self._owner = owner

    def _draw(self, item: TextItem | ShapeItem | ImageItem) -> None:
        if isinstance(item, TextItem):
            self._text(item)
        elif isinstance(item, ShapeItem):
            self._shape(item)
        else:
            self._image(item)

    def _text(self, item: TextItem) -> None:
        if not item.words:
            return
        size = item.size
        over = self._overprinted(self._inks.overprints(item.ink))
        out = [over, self._filled(item.ink), "BT"]
        array = [f"1 0 0 1 {numbers(item.x, self._height - item.y)} Tm["]
        gap = f"{round(-1000 * item.space / size, 1):g}" if item.space else ""
        shown = self._shown
        for word in item.words:
            if word.face != self._face or size != self._size:
                if len(array) > 1:
                    out.append(_closed(array))
                    array = ["["]
                self._face, self._size = word.face, size
                out.append(f"/{self._named(word.face).name} {number(size)} Tf")
            array.append(shown.get(id(word)) or self._show(word, size))
            if gap and word.text == _SPACE:
                array.append(gap)
        self._code.append(" ".join([*filter(None, out), _closed(array), "ET"]))

    def _show(self, word: GlyphRun, size: float) -> str:
        """Elements of a TJ array for a word; kept unless they depend on the size."""
        piece = self._named(word.face).show(word, size)
        if "Ts" not in piece:
            self._shown[id(word)] = piece
        return piece

    def _named(self, face: str) -> Font:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = self._font(face)
        return font

    def _shape(self, item: ShapeItem) -> None:
        if item.fill is None and item.stroke is None:
            return
        out = [self._overprinted(False)]
        if item.fill is not None:
            out.append(self._filled(item.fill))
        closed = bool(item.path) and item.path[-1][0] == "Z"
        if item.stroke is not None:
            out.append(self._stroked(item, closed))
        height = self._height
        path = item.path
        if self._hairline and item.stroke is None:
            path = thickened(path, self._hairline)
        for kind, *values in path:
            if kind == "Z":
                out.append("h")
            else:
                points = [height - v if index % 2 else v for index, v in enumerate(values)]
                out.append(f"{numbers(*points)} {_OPERATORS[kind]}")
        painted = "B" if item.stroke is not None else "f"
        out.append(painted if item.fill is not None else "S")
        self._code.append(" ".join(filter(None, out)))

    def _stroked(self, item: ShapeItem, closed: bool) -> str:
        """Operators for colour, width, dashes and joins of a stroke, where they change.

        The corners of an open line (a chart's) are rounded: at sharp ones a mitre would stick out.
        """
        width = max(item.width, self._hairline)
        line = f"{numbers(width)} w[{numbers(*item.dash)}]0 d {0 if closed else 1} j"
        if line == self._line:
            line = ""
        else:
            self._line = line
        operator = self._ink(self._inks.stroke, item.stroke or "")
        if operator == self._stroke:
            return line
        self._stroke = operator
        return f"{operator} {line}" if line else operator

    def _overprinted(self, on: bool) -> str:
        """Operator that lets paint leave what lies below it, or not; empty where it is so."""
        if on == self._over:
            return ""
        self._over = on
        return f"/{OVER if on else KNOCK} gs"

    def _filled(self, ink: str) -> str:
        """Operator for the colour of fills, empty where it is set already."""
        operator = self._ink(self._inks.fill, ink)
        if operator == self._fill:
            return ""
        self._fill = operator
        return operator

    def _ink(self, colour: Callable[[str], str], name: str) -> str:
        try:
            return colour(name)
        except KeyError:
            raise SceneError(f"the theme has no ink {name!r}") from None

    def _image(self, item: ImageItem) -> None:
        rect = item.rect
        name = f"P{item.asset.digest[:12]}"
        if self._hairline and item.asset.art is not None:
            name += f"w{rect.width * 100:.0f}"
        if name not in self._pictures:
            self._pictures[name] = self._picture(item.asset, rect.width)
        place = numbers(rect.width, 0, 0, rect.height, rect.x, self._height - rect.bottom)
        knock = self._overprinted(False)
        self._code.append(f"{knock} q {place} cm/{name} Do Q".lstrip())

    def _bounds(self, item: TextItem | ShapeItem | ImageItem) -> Rect:
        """The rectangle that an item fills."""
        if isinstance(item, ImageItem):
            return item.rect
        if isinstance(item, TextItem):
            em = item.size / 1000
            spaces = sum(word.text == _SPACE for word in item.words)
            width = sum(word.advance for word in item.words) * em + spaces * item.space
            font = self._named(item.words[0].face)
            top = item.y - font.ascent * em
            return Rect(item.x, top, width, (font.ascent - font.descent) * em)
        half = item.width / 2 if item.stroke is not None else 0.0
        xs = [value for segment in item.path for value in segment[1::2]]
        ys = [value for segment in item.path for value in segment[2::2]]
        left, top = min(xs) - half, min(ys) - half
        return Rect(left, top, max(xs) + half - left, max(ys) + half - top)


def _closed(array: list[str]) -> str:
    """The TJ operator of these elements, neighbouring strings joined."""
    return "".join(array).replace("><", "") + "]TJ"
