"""Editions of the PDF: what a file claims to be, and in which colours.

The screen edition is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one file: PDF 1.7,
DeviceRGB, sRGB as output intent. Whatever an edition decides is decided by an :class:`Edition`; the
print edition is another one (:mod:`reports.writers.pdf.press`) and not another writer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, NamedTuple

from reports import VERSION
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.icc import srgb
from reports.writers.pdf.images import embed
from reports.writers.pdf.syntax import reference, text

if TYPE_CHECKING:
    from layouts.scene import Asset, Page, Scene
    from layouts.theme import Ink
    from layouts.units import Size
    from reports.writers.pdf.pen import Sheet

CREATOR = f"briefpack {VERSION}"
PRODUCER = "briefpack with reportlab"


class PageParts(NamedTuple):
    """A page as it is handed to the document."""

    code: str
    objects: dict[str, int]
    """Numbers of its XObjects by resource name."""
    states: dict[str, int]
    """The same of its graphics states."""
    entries: dict[str, str]
    """More keys of the page dictionary."""


@dataclass(frozen=True)
class Edition:
    """One edition: its version of PDF, its colours, its claims."""

    name: str
    version: tuple[int, int]
    fill: str
    """Operator that sets the colour of fills."""
    stroke: str
    """Operator that sets the colour of strokes."""
    interactive: bool
    """Whether it is read on a screen: structure, links, outline and page labels."""
    claims: tuple[tuple[str, str], ...]
    """Properties of the metadata that state conformance."""
    schema: str = ""
    """What describes properties of its own in the metadata."""
    hairline: float = 0.0
    """Thinner lines are made this thick, in points."""

    def operands(self, ink: Ink) -> str:
        """The colour of an ink, as operands of ``fill`` and ``stroke``."""
        return self.literal(ink.rgb)

    def literal(self, rgb: str) -> str:
        """The same of a colour of a picture, ``#RRGGBB``."""
        value = rgb.lstrip("#")
        parts = (int(value[start : start + 2], 16) / 255 for start in (0, 2, 4))
        return " ".join(f"{round(part, 4):g}" for part in parts)

    def overprints(self, ink: Ink) -> bool:
        """Whether text in this ink leaves what lies below it."""
        return False

    def picture(self, document: Document, asset: Asset, width: float) -> int:
        """The number of a new XObject for a picture that stands ``width`` points wide: an image, or
        the form of a vector picture."""
        if asset.art is not None:
            from reports.writers.pdf import artwork

            return artwork.embed(document, asset.art, self, width)
        return self.image(document, asset)

    def image(self, document: Document, asset: Asset) -> int:
        """The number of a new image XObject."""
        return embed(document, asset)

    def size(self, trim: Size) -> Size:
        """Size of the sheet for pages of ``trim``."""
        return trim

    def dress(self, document: Document, page: Page, sheet: Sheet) -> PageParts:
        """Content and dictionary of a page as drawn by the pen."""
        return PageParts(sheet.code, sheet.pictures, {}, {})

    def intents(self, document: Document) -> str:
        """The output intents of the catalog."""
        profile = document.stream("/N 3", srgb())
        return (
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)"
            f"/DestOutputProfile {reference(profile)}>>]"
        )


class Inks:
    """The one place where the name of an ink becomes a colour operator."""

    def __init__(self, inks: Mapping[str, Ink], edition: Edition) -> None:
        self._inks = inks
        self._edition = edition
        self._fills: dict[str, str] = {}
        self._strokes: dict[str, str] = {}
        self.hairline = edition.hairline
        self._over = {name for name, ink in inks.items() if edition.overprints(ink)}

    def overprints(self, name: str) -> bool:
        """Whether text in this ink leaves what lies below it."""
        return name in self._over

    def fill(self, name: str) -> str:
        """Operator that fills with the ink; KeyError when the theme has none of that name."""
        found = self._fills.get(name)
        if found is None:
            operands = self._edition.operands(self._inks[name])
            found = self._fills[name] = f"{operands} {self._edition.fill}"
        return found

    def stroke(self, name: str) -> str:
        """Operator that strokes with the ink; KeyError when the theme has none of that name."""
        found = self._strokes.get(name)
        if found is None:
            operands = self._edition.operands(self._inks[name])
            found = self._strokes[name] = f"{operands} {self._edition.stroke}"
        return found


def information(scene: Scene, date: datetime) -> dict[str, str]:
    """The document information dictionary; entries without a value are left out."""
    moment = text(date.astimezone(timezone.utc).strftime("D:%Y%m%d%H%M%SZ"))
    entries = {
        "Title": scene.title,
        "Author": scene.author,
        "Subject": scene.subject,
        "Keywords": ", ".join(scene.keywords),
        "Creator": CREATOR,
        "Producer": PRODUCER,
    }
    shown = {key: text(value) for key, value in entries.items() if value}
    return shown | {"CreationDate": moment, "ModDate": moment, "Trapped": "/False"}


def metadata(scene: Scene, date: datetime, edition: Edition) -> bytes:
    """The XMP packet (ISO 16684-1), equal in what it says to the information dictionary."""
    moment = date.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    simple = {
        "xmp:CreatorTool": CREATOR,
        "xmp:CreateDate": moment,
        "xmp:ModifyDate": moment,
        "xmp:MetadataDate": moment,
        "pdf:Producer": PRODUCER,
        "pdf:Keywords": ", ".join(scene.keywords),
        "xmpMM:VersionID": scene.edition,
        **dict(edition.claims),
    }
    parts = [f"<{key}>{_escaped(value)}</{key}>" for key, value in simple.items() if value]
    parts.append("<dc:format>application/pdf</dc:format>")
    parts.append(_collection("dc:title", "Alt", (scene.title,), ' xml:lang="x-default"'))
    parts.append(_collection("dc:description", "Alt", (scene.subject,), ' xml:lang="x-default"'))
    parts.append(_collection("dc:creator", "Seq", (scene.author,)))
    parts.append(_collection("dc:language", "Bag", (scene.lang,)))
    parts.append(_collection("dc:subject", "Bag", scene.keywords))
    properties = "\n".join(part for part in parts if part)
    claimed = {key.partition(":")[0] for key, _ in edition.claims}
    namespaces = "".join(
        f'\n xmlns:{prefix}="{address}"'
        for prefix, address in _NAMESPACES.items()
        if prefix in _ALWAYS or prefix in claimed
    )
    packet = _PACKET.format(namespaces=namespaces, properties=properties, schema=edition.schema)
    return packet.encode()


def _collection(key: str, kind: str, values: tuple[str, ...], attributes: str = "") -> str:
    items = "".join(f"<rdf:li{attributes}>{_escaped(value)}</rdf:li>" for value in values if value)
    return f"<{key}><rdf:{kind}>{items}</rdf:{kind}></{key}>" if items else ""


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_ALWAYS = ("dc", "xmp", "xmpMM", "pdf")
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""{namespaces}>
{properties}
</rdf:Description>
{schema}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

# PDF/A knows no pdfuaid: a property outside its own schemas is described (ISO 19005-2, 6.6.2.3).
_UA_SCHEMA = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is met</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""

_CLAIMS = {
    "ua-1": (("pdfuaid:part", "1"),),
    "a-2a": (("pdfaid:part", "2"), ("pdfaid:conformance", "A")),
}
"""Properties of the metadata by the standard that they claim."""


def screen(claims: Sequence[str]) -> Edition:
    """The screen edition that names these standards; it is made by all of them anyway."""
    return replace(
        SCREEN,
        claims=tuple(claim for name in _CLAIMS if name in claims for claim in _CLAIMS[name]),
        schema=_UA_SCHEMA if {"ua-1", "a-2a"} <= set(claims) else "",
    )


SCREEN = Edition(
    name="screen",
    version=(1, 7),
    fill="rg",
    stroke="RG",
    interactive=True,
    claims=(*_CLAIMS["ua-1"], *_CLAIMS["a-2a"]),
    schema=_UA_SCHEMA,
)
