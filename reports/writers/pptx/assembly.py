"""The package: parts and relationships, held together by python-pptx, zipped without a clock.

python-pptx 1.0.2 numbers relationships and composes ``[Content_Types].xml``; its own zip writer
stamps the time of day into every member, so the archive is written here.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import OpcPackage, Part
from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from pptx.opc.serialized import _ContentTypesItem

__all__ = ["CT", "RT", "DeckPart", "Package"]

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip member can carry; every member carries it."""
FAST = 1
"""Level of zlib for fonts."""


class DeckPart:
    """One part: its text is set once everything that it refers to has a relationship."""

    def __init__(self, part: Any) -> None:
        self._part = part

    def relate(self, target: DeckPart, kind: str) -> str:
        """The relationship id of another part, made on first use."""
        return str(self._part.relate_to(target._part, kind))

    def link(self, address: str) -> str:
        """The relationship id of a hyperlink to the outside."""
        return str(self._part.relate_to(address, RT.HYPERLINK, is_external=True))

    def fill(self, content: str | bytes) -> None:
        """Set the content of the part."""
        self._part.blob = content.encode() if isinstance(content, str) else content


class Package:
    """A presentation package under construction."""

    def __init__(self) -> None:
        self._package: Any = OpcPackage(io.BytesIO())

    def part(self, name: str, kind: str, content: str | bytes = b"") -> DeckPart:
        """A new part named like ``/ppt/slides/slide1.xml`` of content type ``kind``."""
        part = DeckPart(Part(PackURI(name), kind, self._package))
        part.fill(content)
        return part

    def root(self, part: DeckPart, kind: str) -> None:
        """Relate the package itself to ``part``."""
        self._package.relate_to(part._part, kind)

    def save(self) -> bytes:
        """The package as a zip archive: same parts, same bytes."""
        parts = tuple(self._package.iter_parts())
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, CONTENT_TYPES_URI, _serialized(_ContentTypesItem.xml_for(parts)))
            _add(archive, PACKAGE_URI.rels_uri, self._package._rels.xml)
            for part in parts:
                _add(archive, part.partname, part.blob)
                if len(part.rels):
                    _add(archive, part.partname.rels_uri, part.rels.xml)
        return out.getvalue()


def _serialized(element: Any) -> bytes:
    from pptx.opc.oxml import serialize_part_xml

    return bytes(serialize_part_xml(element))


def _add(archive: zipfile.ZipFile, name: Any, blob: bytes) -> None:
    member = zipfile.ZipInfo(name.membername, _MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o600 << 16
    # A font is larger than all slides together; at level 6 it takes twice the time for 5 per cent.
    level = FAST if name.ext == "fntdata" else None
    archive.writestr(member, blob, compresslevel=level)
