"""From a scene to the bytes of a tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from layouts.scene import Asset, LinkItem, Scene
from reports.writers import EPOCH, SceneError
from reports.writers.pdf import outline
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.fonts import Font
from reports.writers.pdf.pen import Pen, Sheet
from reports.writers.pdf.profile import SCREEN, Edition, Inks, information, metadata, screen
from reports.writers.pdf.syntax import number, numbers, reference, text
from reports.writers.pdf.tags import Tags

if TYPE_CHECKING:
    from layouts.fonts import Faces
    from layouts.master import Master
    from layouts.theme import Theme

_ABOVE = 8.0
"""Points of air above the place where a link arrives."""
_SCHEMES = ("https://", "http://", "mailto:")
_URI = "%/:=&?~#+!$,;'@()*[]"
"""Characters that stay as they are when a URI is brought to ASCII."""


def write(
    scene: Scene,
    theme: Theme,
    faces: Faces,
    *,
    master: Master | None = None,
    date: datetime | None = None,
    inputs_digest: str = "",
    claims: Sequence[str] | None = None,
) -> bytes:
    """The screen edition of a scene of pages or slides: PDF/UA-1 and PDF/A-2a.

    See :class:`reports.writers.Writer`; ``master`` is not needed here. ``claims``: which of the two
    the metadata name; None: both.
    """
    edition = SCREEN if claims is None else screen(claims)
    return Writing(scene, theme, faces, date or EPOCH, edition).file(inputs_digest)


class Writing:
    """One document being written."""

    def __init__(
        self, scene: Scene, theme: Theme, faces: Faces, date: datetime, edition: Edition
    ) -> None:
        self._scene = scene
        self._faces = faces
        self._date = date
        self._edition = edition
        facts = information(scene, date)
        size = edition.size(scene.size)
        self._document = Document(size, edition.version, scene.lang, facts)
        self._tags = Tags(scene.tree)
        self._fonts: dict[str, Font] = {}
        self._pictures: dict[tuple[str, float], int] = {}
        self._pen = Pen(
            scene.size.height,
            Inks(theme.inks, edition),
            self._tags if edition.interactive else None,
            self._font,
            self._picture,
        )
        self._pages: list[int] = []
        self._page_of_number: dict[int, int] = {}
        self._links: list[tuple[LinkItem, int]] = []
        self._entries = outline.entries(scene) if edition.interactive else []

    def file(self, inputs_digest: str) -> bytes:
        """Draw, tag, save."""
        self._draw()
        for font in self._fonts.values():
            font.embed(self._document)
        entries = self._structured() if self._edition.interactive else {}
        self._document.show_title()
        packet = metadata(self._scene, self._date, self._edition)
        xmp = self._document.stream("/Type/Metadata/Subtype/XML", packet, packed=False)
        self._document.catalog(
            {
                **entries,
                "Metadata": reference(xmp),
                "OutputIntents": self._edition.intents(self._document),
            }
        )
        return self._document.save(inputs_digest)

    def _structured(self) -> dict[str, str]:
        """Write structure, links, outline and page labels; entries of the catalog."""
        keys = self._annotations()
        root = self._tags.write(self._document, self._pages, keys)
        self._document.outline(
            [(entry.node.id, entry.title, entry.depth, entry.closed) for entry in self._entries]
        )
        self._label()
        return {"StructTreeRoot": reference(root), "MarkInfo": "<</Marked true>>"}

    def _font(self, face: str) -> Font:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = Font(self._faces.by_key(face), f"F{len(self._fonts) + 1}")
        return font

    def _picture(self, asset: Asset, width: float) -> int:
        # How thick a hairline is in a drawing hangs on how large it is placed.
        drawn = round(width, 2) if asset.art is not None and self._edition.hairline else 0.0
        found = self._pictures.get((asset.digest, drawn))
        if found is None:
            found = self._edition.picture(self._document, asset, width)
            self._pictures[asset.digest, drawn] = found
        return found

    def _draw(self) -> None:
        """Write the pages; links get their numbers now and their bodies when all pages have."""
        bookmarks: dict[int, list[tuple[str, float | None]]] = {}
        for entry in self._entries:
            ident = entry.node.id
            here = bookmarks.setdefault(self._scene.places[ident], [])
            here.append((ident, self._height_of(ident)))
        for index, page in enumerate(self._scene.pages):
            sheet = self._pen.draw(page)
            parts = self._edition.dress(self._document, page, sheet)
            tabs = {"StructParents": str(index), "Tabs": "/S"} if self._edition.interactive else {}
            written = self._document.page(
                parts.code,
                parts.objects,
                self._reserve(sheet),
                {**tabs, **parts.entries},
                bookmarks.get(page.number, ()),
                parts.states,
            )
            self._pages.append(written)
            self._page_of_number[page.number] = written

    def _reserve(self, sheet: Sheet) -> list[int]:
        annotations: list[int] = []
        for link in sheet.links if self._edition.interactive else ():
            annotation = self._document.add()
            self._tags.annotation(link.node, annotation)
            self._links.append((link, annotation))
            annotations.append(annotation)
        return annotations

    def _annotations(self) -> dict[int, int]:
        """Fill the link annotations; returns the StructParent of each."""
        keys: dict[int, int] = {}
        titles = {node.id: node.title for node in self._scene.tree.walk() if node.title}
        for key, (link, annotation) in enumerate(self._links, start=len(self._pages)):
            rect = link.rect
            foot = self._scene.size.height
            edges = numbers(rect.x, foot - rect.bottom, rect.right, foot - rect.y)
            told = link.description or titles.get(link.target[1:]) or link.target
            # F 4: the annotation is printed, which PDF/A-2 asks of every one (6.3.2)
            self._document.fill(
                annotation,
                f"<</Type/Annot/Subtype/Link/Rect[{edges}]/Border[0 0 0]/F 4"
                f"/Contents{text(told)}/StructParent {key}{self._leads(link)}>>",
            )
            keys[annotation] = key
        return keys

    def _leads(self, link: LinkItem) -> str:
        """Action or destination of a link."""
        if link.target.startswith(_SCHEMES):
            return f"/A<</S/URI/URI{text(quote(link.target, safe=_URI))}>>"
        ident = self._scene.placed(link.target[1:])
        page = self._page_of_number.get(self._scene.places.get(ident, -1))
        if page is None or not link.target.startswith("#"):
            raise SceneError(f"a link of {link.node.id} leads to {link.target}, which is nowhere")
        top = self._height_of(ident)
        view = "/Fit" if top is None else f"/XYZ null {number(top)} null"
        return f"/Dest[{reference(page)}{view}]"

    def _height_of(self, ident: str) -> float | None:
        """How far above the foot of its page a node begins; None: show the whole page."""
        top = self._scene.tops.get(ident)
        if top is None or self._scene.kind == "slide":
            return None
        height = self._scene.size.height
        return min(height, height - top + _ABOVE)

    def _label(self) -> None:
        """Page labels: a new stretch wherever the numbers do not just count on."""
        before: int | None = None
        for index, page in enumerate(self._scene.pages):
            if before is None or page.number != before + 1:
                self._document.label(index, page.number)
            before = page.number
