"""The package: parts and relationships, zipped without a clock (ISO/IEC 29500-2).

Parts stand in the archive in the order in which a reader meets them who follows the
relationships: ``[Content_Types].xml`` and the relationships of the package first.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reports.writers.pptx import foundation
from reports.writers.pptx.kinds import CT, RT
from reports.writers.pptx.markup import value

__all__ = ["CT", "RT", "DeckPart", "Package"]

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip member can carry; every member carries it."""
_NUMBER = re.compile(r"(\d+)(\.\w+)$")
FAST = 1
"""Level of zlib for fonts."""
_DEFAULTS = {
    "fntdata": CT.X_FONTDATA,
    "jpeg": CT.JPEG,
    "png": CT.PNG,
    "rels": CT.OPC_RELATIONSHIPS,
    "svg": CT.SVG,
    "xlsx": CT.SML_SHEET,
    "xml": CT.XML,
}
"""Types that go by the ending of the name; a part of another type is named with it."""
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


class _Relation(NamedTuple):
    """A relationship; ``part`` is None where it leads outside."""

    kind: str
    part: DeckPart | None
    address: str


class Owner:
    """What has relationships: a part, or the package as a whole, whose name is ``/``."""

    def __init__(self, name: str) -> None:
        self.name = name
        """Absolute, such as ``/ppt/slides/slide1.xml``."""
        self.relations: dict[str, _Relation] = {}
        """By id, in the order in which they were made."""
        self._ids: dict[tuple[str, DeckPart | str], str] = {}

    def relate(self, target: DeckPart, kind: str) -> str:
        """The relationship id of another part, made on first use."""
        return self._id(target, _Relation(kind, target, ""))

    def link(self, address: str) -> str:
        """The relationship id of a hyperlink to the outside."""
        return self._id(address, _Relation(RT.HYPERLINK, None, address))

    def _id(self, target: DeckPart | str, relation: _Relation) -> str:
        ident = self._ids.get((relation.kind, target))
        if ident is None:
            number = len(self.relations) + 1
            while f"rId{number}" in self.relations:  # a part that was carried has ids of its own
                number += 1
            ident = self._ids[relation.kind, target] = f"rId{number}"
            self.relations[ident] = relation
        return ident

    def relationships(self) -> tuple[str, str]:
        """Name and content of the part that tells of the relationships."""
        folder, file = posixpath.split(self.name)
        told = ""
        for ident, relation in self.relations.items():
            target, mode = relation.address, ' TargetMode="External"'
            if relation.part is not None:
                target, mode = _relative(relation.part.name, folder), ""
            told += (
                f'<Relationship Id="{ident}" Type="{relation.kind}"'
                f' Target="{value(target)}"{mode}/>'
            )
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        return name, f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{told}</Relationships>'


class DeckPart(Owner):
    """One part: its text is set once everything that it refers to has a relationship."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name)
        self.kind = kind
        self.content = b""

    def fill(self, content: str | bytes) -> None:
        """Set the content of the part."""
        self.content = content.encode() if isinstance(content, str) else content


class Package:
    """A presentation package under construction."""

    def __init__(self) -> None:
        self._whole = Owner("/")
        self._names: set[str] = set()

    def part(self, name: str, kind: str, content: str | bytes = b"") -> DeckPart:
        """A new part named like ``/ppt/slides/slide1.xml`` of content type ``kind``.

        Where there is one of that name already, it gets the next number that is free.
        """
        part = DeckPart(self._free(name), kind)
        part.fill(content)
        return part

    def _free(self, name: str) -> str:
        """The name, or the next one like it; names that differ in case are the same."""
        while name.casefold() in self._names:
            name = _NUMBER.sub(lambda found: str(int(found[1]) + 1) + found[2], name, count=1)
        self._names.add(name.casefold())
        return name

    def carry(self, parts: Iterable[foundation.Part]) -> dict[str, DeckPart]:
        """Parts of another package, by name, byte by byte and with the ids of their relationships.

        Every internal relationship leads to one of them.
        """
        carried = {one.name: self.part(f"/{one.name}", one.type, one.data) for one in parts}
        for one in parts:
            for link in one.relations:
                target = None if link.external else carried[link.target]
                address = link.target if link.external else ""
                carried[one.name].relations[link.id] = _Relation(link.type, target, address)
        return carried

    def root(self, part: DeckPart, kind: str) -> None:
        """Relate the package itself to ``part``."""
        self._whole.relate(part, kind)

    def save(self) -> bytes:
        """The package as a zip archive: same parts, same bytes."""
        parts = list(_reached(self._whole))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, "/[Content_Types].xml", _types(parts).encode())
            for owner in (self._whole, *parts):
                if isinstance(owner, DeckPart):
                    _add(archive, owner.name, owner.content)
                if owner.relations:
                    name, told = owner.relationships()
                    _add(archive, name, told.encode())
        return out.getvalue()


def _reached(whole: Owner) -> Iterator[DeckPart]:
    """Every part that relationships lead to, once; those beyond a part follow it at once."""
    met: set[DeckPart] = set()
    open_ = [iter(whole.relations.values())]
    while open_:
        relation = next(open_[-1], None)
        if relation is None:
            open_.pop()
        elif relation.part is not None and relation.part not in met:
            met.add(relation.part)
            yield relation.part
            open_.append(iter(relation.part.relations.values()))


def _types(parts: list[DeckPart]) -> str:
    """The content types item (part 2, 10.1.2.2)."""
    endings, named = {"rels", "xml"}, ""
    for part in sorted(parts, key=lambda part: part.name):
        ending = posixpath.splitext(part.name)[1][1:]
        if _DEFAULTS.get(ending) == part.kind:
            endings.add(ending)
        else:
            named += f'<Override PartName="{part.name}" ContentType="{part.kind}"/>'
    told = "".join(
        f'<Default Extension="{ending}" ContentType="{_DEFAULTS[ending]}"/>'
        for ending in sorted(endings)
    )
    return f'{_HEAD}<Types xmlns="{_CONTENT_TYPES}">{told}{named}</Types>'


def _relative(name: str, folder: str) -> str:
    """The name of a part as told from a folder of the package."""
    ours, theirs = folder.strip("/").split("/"), name.strip("/").split("/")
    if ours == [""]:
        return name[1:]
    same = 0
    while same < len(ours) and ours[same] == theirs[same]:
        same += 1
    return "/".join([".."] * (len(ours) - same) + theirs[same:])


def _add(archive: zipfile.ZipFile, name: str, blob: bytes) -> None:
    member = zipfile.ZipInfo(name[1:], _MOMENT)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o600 << 16
    # A font is larger than all slides together; at level 6 it takes twice the time for 5 per cent.
    level = FAST if name.endswith(".fntdata") else None
    archive.writestr(member, blob, compresslevel=level)
