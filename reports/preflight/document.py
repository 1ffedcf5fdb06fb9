"""A written PDF opened for its preflight: pages with their marks, structure, metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pikepdf

from layouts.units import MM
from reports.preflight.content import Reader
from reports.preflight.elements import Content, Element, Tree
from reports.preflight.geometry import Box
from reports.preflight.glyphs import Font
from reports.preflight.marks import Area, Line, Mark, Picture, Text
from reports.preflight.packet import Packet

if TYPE_CHECKING:
    from reports.preflight.expected import Expected

INLINE = ("Span", "Link", "Reference", "Quote", "BibEntry", "Code", "Annot")
"""Structure types that stand inside a line of text (ISO 32000-1, 14.8.4.4)."""
_Kind = TypeVar("_Kind", bound=Mark)


@dataclass
class Sheet:
    """One page of the file."""

    number: int
    """From 1."""
    page: Any
    marks: list[Mark]
    boxes: dict[str, Box]
    """``MediaBox``, ``CropBox`` … as far as the page or what it inherits from has them."""

    opened: set[int]
    """Every MCID in the content, of empty sequences too."""
    langs: list[str]
    """Languages that its marked content declares."""

    @property
    def media(self) -> Box:
        """The medium."""
        return self.boxes["MediaBox"]

    @property
    def seen(self) -> Box:
        """What a viewer shows: the crop box, or the medium."""
        return self.boxes.get("CropBox", self.media)

    @property
    def trim(self) -> Box:
        """The page after cutting."""
        return self.boxes.get("TrimBox") or self.boxes.get("ArtBox") or self.seen

    @property
    def bleed(self) -> Box:
        """The page with what is cut off."""
        return self.boxes.get("BleedBox", self.seen)

    @cached_property
    def annotations(self) -> list[Any]:
        """The annotation dictionaries."""
        return list(self.page.obj.get("/Annots", []))

    def of(self, kind: type[_Kind]) -> list[_Kind]:
        """The marks of one kind, in painting order."""
        return [mark for mark in self.marks if isinstance(mark, kind)]

    @cached_property
    def texts(self) -> list[Text]:
        """All that shows text."""
        return self.of(Text)


@dataclass(frozen=True)
class Limits:
    """What a printing house asks for; lengths in points."""

    bleed: float = 3 * MM
    ink: float = 300.0
    """Per cent of ink on one spot."""
    coarsest: float = 120.0
    """Pixels per inch that a picture must have."""
    coarse: float = 200.0
    """Pixels per inch that it should have."""
    hairline: float = 0.25
    saddle_stitch: bool = False


class Document:
    """The file under examination. Everything is read when it is first asked for."""

    def __init__(
        self,
        path: Path,
        edition: str = "screen",
        expected: Expected | None = None,
        limits: Limits | None = None,
    ) -> None:
        """``edition``: ``screen`` or ``print``; ``expected``: what the pack wants said, if known.

        Raises :class:`pikepdf.PdfError` for a file that is no PDF.
        """
        self.path = path
        self.edition = edition
        self.expected = expected
        self.limits = limits or Limits()
        self.pdf = pikepdf.open(path)
        self._reader = Reader()

    def close(self) -> None:
        """Let go of the file."""
        self.pdf.close()

    @cached_property
    def root(self) -> Any:
        """The catalog."""
        return self.pdf.Root

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The pages."""
        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            run = self._reader.read(page)
            found.append(Sheet(number, page, run.marks, _boxes(page), run.opened, run.langs))
        return found

    @cached_property
    def indices(self) -> dict[tuple[int, int], int]:
        """Index of each page, from 0, by its object."""
        return {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}

    @cached_property
    def tree(self) -> Tree:
        """The structure tree; empty without one."""
        return Tree(self.root.get("/StructTreeRoot"), self.indices)

    @cached_property
    def elements(self) -> list[Element]:
        """All structure elements in reading order."""
        return list(self.tree.walk())

    def having(self, *roles: str) -> list[Element]:
        """All elements of these types, in reading order."""
        return [element for element in self.elements if element.role in roles]

    @cached_property
    def packet(self) -> Packet:
        """The metadata, of both kinds."""
        return Packet(self.pdf)

    @cached_property
    def parent_tree(self) -> dict[int, Any]:
        """The parent tree: an array for each page, an element for each annotation."""
        root = self.root.get("/StructTreeRoot")
        if root is None or "/ParentTree" not in root:
            return {}
        return dict(pikepdf.NumberTree(root.ParentTree).items())

    @cached_property
    def parents(self) -> dict[Content, tuple[int, int]]:
        """The element of each marked content, by the parent tree."""
        found: dict[Content, tuple[int, int]] = {}
        for index, page in enumerate(self.pdf.pages):
            owners = self.parent_tree.get(int(page.obj.get("/StructParents", -1)))
            if isinstance(owners, pikepdf.Array):
                for mcid, owner in enumerate(owners):
                    if isinstance(owner, pikepdf.Dictionary):
                        found[Content(index, mcid)] = owner.objgen
        return found

    def opened(self, content: Content) -> bool:
        """Whether the page opens this marked content."""
        return content.mcid in self.sheets[content.page].opened

    @cached_property
    def by_content(self) -> dict[Content, list[Mark]]:
        """What each marked-content sequence paints."""
        found: dict[Content, list[Mark]] = {}
        for index, sheet in enumerate(self.sheets):
            for mark in sheet.marks:
                if mark.owner is not None and mark.owner.mcid is not None:
                    found.setdefault(Content(index, mark.owner.mcid), []).append(mark)
        return found

    def marks_of(self, element: Element) -> Iterator[tuple[int, Mark]]:
        """(index of the page, mark) of all that an element owns, in reading order."""
        for content in element.contents():
            for mark in self.by_content.get(content, ()):
                yield content.page, mark

    def page_of(self, element: Element) -> int:
        """Number of the page on which an element begins; 0 when it stands on none."""
        for content in element.contents():
            return content.page + 1
        for thing in element.things():
            return thing.page + 1
        return element.page + 1

    @cached_property
    def said(self) -> dict[Element, str]:
        """Text of each element and all below it, as a reader of the structure joins it."""
        found: dict[Element, str] = {}

        def join(element: Element) -> str:
            if element.actual is not None:
                found[element] = element.actual
                return element.actual
            parts: list[str] = []
            for kid in element.kids:
                if isinstance(kid, Element):
                    inner = join(kid)
                    parts.append(inner if kid.role in INLINE else f" {inner} ")
                elif isinstance(kid, Content):
                    for mark in self.by_content.get(kid, ()):
                        if isinstance(mark, Text):
                            parts.append(mark.text)
            found[element] = "".join(parts)
            return found[element]

        for top in self.tree.top:
            join(top)
        return found

    @cached_property
    def runs(self) -> list[tuple[Element, list[tuple[int, Text]]]]:
        """Every element that is a block of text with its (page, text), those inside lines too."""
        found: list[tuple[Element, list[tuple[int, Text]]]] = []

        def gather(element: Element, into: list[tuple[int, Text]]) -> None:
            for kid in element.kids:
                if isinstance(kid, Element):
                    if kid.role in INLINE:
                        gather(kid, into)
                    else:
                        begin(kid)
                elif isinstance(kid, Content):
                    into.extend(
                        (kid.page, mark)
                        for mark in self.by_content.get(kid, ())
                        if isinstance(mark, Text)
                    )

        def begin(element: Element) -> None:
            own: list[tuple[int, Text]] = []
            place = len(found)
            gather(element, own)
            if own:
                found.insert(place, (element, own))

        for top in self.tree.top:
            begin(top)
        return found

    @cached_property
    def links_by_key(self) -> dict[tuple[int, int], list[Any]]:
        """Annotation dictionaries by the number of their object."""
        found: dict[tuple[int, int], list[Any]] = {}
        for sheet in self.sheets:
            for entries in sheet.annotations:
                found.setdefault(entries.objgen, []).append(entries)
        return found

    @cached_property
    def fonts(self) -> list[tuple[int, Font]]:
        """Each font with the first page that shows text in it, in order of appearance."""
        seen: dict[int, tuple[int, Font]] = {}
        for sheet in self.sheets:
            for text in sheet.texts:
                seen.setdefault(id(text.font), (sheet.number, text.font))
        return list(seen.values())

    @cached_property
    def pictures(self) -> list[tuple[int, Picture]]:
        """(page, picture) of all images painted."""
        return [(sheet.number, mark) for sheet in self.sheets for mark in sheet.of(Picture)]

    @cached_property
    def lines(self) -> list[tuple[int, Line]]:
        """(page, line) of all strokes."""
        return [(sheet.number, mark) for sheet in self.sheets for mark in sheet.of(Line)]

    @cached_property
    def areas(self) -> list[tuple[int, Area]]:
        """(page, area) of all fills."""
        return [(sheet.number, mark) for sheet in self.sheets for mark in sheet.of(Area)]

    @cached_property
    def texts(self) -> list[tuple[int, Text]]:
        """(page, text) of all text shown."""
        return [(sheet.number, mark) for sheet in self.sheets for mark in sheet.texts]

    @cached_property
    def resources(self) -> list[tuple[int, str, str, Any]]:
        """(page, kind, name, object) of all named resources, those of forms too, once a page."""
        found: list[tuple[int, str, str, Any]] = []
        for number, page in enumerate(self.pdf.pages, 1):
            seen: set[tuple[int, int]] = set()
            if "/Group" in page.obj:
                found.append((number, "Group", "of the page", page.obj.Group))
            _gather(page.obj.get("/Resources"), number, seen, found)
        return found


_KINDS = ("XObject", "ExtGState", "Shading", "Pattern", "ColorSpace")


def _gather(
    resources: Any, number: int, seen: set[tuple[int, int]], found: list[tuple[int, str, str, Any]]
) -> None:
    if resources is None:
        return
    for kind in _KINDS:
        for name, thing in resources.get(f"/{kind}", {}).items():
            if thing.is_indirect and thing.objgen in seen:
                continue
            seen.add(thing.objgen)
            found.append((number, kind, name[1:], thing))
            if kind in ("XObject", "Pattern") and "/Resources" in thing:
                _gather(thing.Resources, number, seen, found)


def _boxes(page: Any) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"):
        holder = page.obj
        for _ in range(32):
            if (
                f"/{name}" in holder
                or "/Parent" not in holder
                or name not in ("MediaBox", "CropBox")
            ):
                break
            holder = holder.Parent
        if f"/{name}" in holder:
            left, bottom, right, top = (float(edge) for edge in holder[f"/{name}"])
            found[name] = Box(
                min(left, right), min(bottom, top), max(left, right), max(bottom, top)
            )
    found.setdefault("MediaBox", Box(0, 0, 612, 792))
    return found
