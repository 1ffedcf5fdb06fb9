"""The print edition: PDF/X-4 (ISO 15930-7) on PDF 1.6.

CMYK by the theme's own table, never through a profile; the profile of the printing condition is
embedded as output intent. Text in black alone overprints, so that no white line shows where plates
are out of register; white and colours replace what lies below. No structure, no links, no outline:
annotations are not allowed on the page, and the rest serves nobody at a press.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from layouts.press import HAIRLINE, Sheet, prepared, sheet
from layouts.presschecks import overprints
from layouts.units import Rect
from reports.writers import EPOCH, Order
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.marks import Slug, marks
from reports.writers.pdf.pen import KNOCK, OVER
from reports.writers.pdf.profile import Edition, PageParts
from reports.writers.pdf.separation import embed, operands
from reports.writers.pdf.syntax import numbers, reference, text
from reports.writers.pdf.writer import Writing

if TYPE_CHECKING:
    from layouts.fonts import Faces
    from layouts.master import Master
    from layouts.scene import Asset, Page, Scene
    from layouts.theme import Ink, Theme
    from layouts.units import Size
    from reports.writers.pdf import pen

_SLUG_FACE = ("head", 400, False)
_STATES = {
    OVER: "<</Type/ExtGState/OP true/op true/OPM 1>>",
    KNOCK: "<</Type/ExtGState/OP false/op false/OPM 0>>",
}
"""With OPM 1 a component of 0 leaves the plate as it is (ISO 32000-1, 8.6.7)."""
_MARKS = "Marks"


@dataclass(frozen=True)
class Printer:
    """The writer of the print edition (see :class:`reports.writers.Writer`)."""

    order: Order

    def __call__(
        self,
        scene: Scene,
        theme: Theme,
        faces: Faces,
        *,
        master: Master | None = None,
        date: datetime | None = None,
        inputs_digest: str = "",
    ) -> bytes:
        """The bytes of the file; ``master`` tells whether the last page is a back cover."""
        date = date or EPOCH
        press = self.order.press
        ready = prepared(scene, press, master)
        plate = sheet(scene.size, press)
        slug = None
        if press.marks:
            words = (*self.order.slug, date.strftime("%Y-%m-%d"), self.order.condition)
            slug = Slug(plate, faces.face(*_SLUG_FACE), words)
        edition = PressEdition(
            name="print",
            version=(1, 6),
            fill="k",
            stroke="K",
            interactive=False,
            claims=_claims(self.order.ident, inputs_digest),
            hairline=HAIRLINE,
            order=self.order,
            plate=plate,
            slug=slug,
            pages=len(ready.pages),
        )
        return Writing(ready, theme, faces, date, edition).file(inputs_digest)


def _claims(ident: str, inputs_digest: str) -> tuple[tuple[str, str], ...]:
    """Conformance, and the identity that PDF/X wants: the document through all its versions, and
    this one, which is another where anything that it was made from is."""
    instance = uuid5(NAMESPACE_URL, f"briefpack:{ident}:{inputs_digest}")
    return (
        ("pdfxid:GTS_PDFXVersion", "PDF/X-4"),
        ("pdf:Trapped", "False"),
        ("xmpMM:DocumentID", f"uuid:{uuid5(NAMESPACE_URL, f'briefpack:{ident}')}"),
        ("xmpMM:InstanceID", f"uuid:{instance}"),
        ("xmpMM:VersionID", "1"),
        ("xmpMM:RenditionClass", "default"),
    )


@dataclass(frozen=True, kw_only=True)
class PressEdition(Edition):
    """The decisions of the print edition of one document."""

    order: Order
    plate: Sheet
    slug: Slug | None
    pages: int
    """Blank ones counted."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Numbers of objects that all pages share, once they are written."""
    literals: dict[str, str] = field(default_factory=dict)
    """Colours of pictures that were converted."""

    def operands(self, ink: Ink) -> str:
        """The values of the theme's table."""
        return " ".join(f"{round(value / 100, 4):g}" for value in ink.cmyk)

    def overprints(self, ink: Ink) -> bool:
        """Black alone, in full: white that overprints would not be seen, tints would mix."""
        return overprints(ink)

    def literal(self, rgb: str) -> str:
        """A colour of a picture through the profile; grey is of black alone."""
        found = self.literals.get(rgb)
        if found is None:
            found = operands(rgb, self._profile, self.order.press.ink_limit)
            self.literals[rgb] = found
        return found

    def image(self, document: Document, asset: Asset) -> int:
        """A picture in CMYK."""
        return embed(document, asset, self._profile, self.order.press.ink_limit)

    @property
    def _profile(self) -> bytes:
        order = self.order
        return zlib.decompress(order.profile) if order.packed else order.profile

    def size(self, trim: Size) -> Size:
        """The sheet with bleed and marks."""
        return self.plate.size

    def dress(self, document: Document, page: Page, sheet: pen.Sheet) -> PageParts:
        """The page inside its bleed, marks around it, and the boxes of both."""
        plate = self.plate
        bleed = numbers(*plate.bleed_box)
        shift = numbers(1, 0, 0, 1, plate.margin, plate.margin)
        code = f"q {bleed} re W n {shift} cm\n{sheet.code}\nQ"
        objects = dict(sheet.pictures)
        if self.slug is not None:
            objects[_MARKS] = self._shared(document, _MARKS)
            code += f"\n/{_MARKS} Do\n{self.slug.page(page.number, self.pages)}"
        boxes = {
            "MediaBox": _box(Rect(0, 0, *plate.size)),
            "BleedBox": _box(plate.bleed_box),
            "TrimBox": _box(plate.trim_box),
        }
        states = {name: self._shared(document, name) for name in _STATES}
        return PageParts(code, objects, states, boxes)

    def _shared(self, document: Document, name: str) -> int:
        number = self.numbers.get(name)
        if number is None:
            if name == _MARKS and self.slug is not None:
                box = numbers(0, 0, *self.plate.size)
                code = f"{marks(self.plate)}\n{self.slug.common}".encode("ascii")
                entries = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>"
                number = document.stream(entries, code)
            else:
                number = document.add(_STATES[name])
            self.numbers[name] = number
        return number

    def intents(self, document: Document) -> str:
        """The printing condition, with its profile."""
        order = self.order
        filtered = "/Filter/FlateDecode" if order.packed else ""
        profile = document.stream(f"/N 4{filtered}", order.profile, packed=not order.packed)
        condition = text(order.condition)
        return (
            f"[<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier{condition}"
            f"/RegistryName(http://www.color.org)/Info{condition}"
            f"/DestOutputProfile {reference(profile)}>>]"
        )


def _box(rect: Rect) -> str:
    return f"[{numbers(rect.x, rect.y, rect.right, rect.bottom)}]"
