"""The package: parts as XML, and relationships between them.

It is read with limits, because a deck may come from anywhere: nothing is unpacked to disk, no
entity is resolved, no address is opened.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

MEMBERS = 20_000
LARGEST = 64_000_000
"""Bytes of one XML part."""
WHOLE = 2_000_000_000
"""Bytes of all members, unpacked."""
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How compound files begin: presentations before 2007, and those with a password."""
STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"


class Unreadable(Exception):  # noqa: N818 - what it says is what is wrong
    """A deck, or a part of it, cannot be read; says why."""


@dataclass(frozen=True)
class Relation:
    """One relationship of a part."""

    ident: str
    kind: str
    """Last word of its type: ``slide``, ``image``, ``hyperlink`` …"""
    target: str
    """Name of the part, or the address where it is ``external``."""
    external: bool


class Part:
    """One part of the package, read when it is first asked for."""

    def __init__(self, package: Package, name: str) -> None:
        self.package, self.name = package, name

    @cached_property
    def root(self) -> Any:
        """The root element. Raises :class:`Unreadable`."""
        return self.package.parse(self.name)

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The relationships by id; empty where there is no relationship part, or a broken one."""
        folder, file = posixpath.split(self.name)
        return self.package.relations_in(posixpath.join(folder, "_rels", f"{file}.rels"), folder)

    def target(self, ident: str | None) -> Part | None:
        """The part that a relationship leads to; None when there is none in the file."""
        relation = self.relations.get(ident or "")
        if relation is None or relation.external or relation.target not in self.package.names:
            return None
        return self.package.part(relation.target)

    def of_kind(self, *kinds: str) -> list[Part]:
        """All parts in relationships of these kinds, in the order of the file."""
        return [
            self.package.part(relation.target)
            for relation in self.relations.values()
            if relation.kind in kinds
            and not relation.external
            and relation.target in self.package.names
        ]


@dataclass
class Flaw:
    """Something wrong with the package itself."""

    part: str
    found: str


@dataclass
class Package:
    """An open package; close it when done."""

    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    flaws: list[Flaw] = field(default_factory=list)
    _parts: dict[str, Part] = field(default_factory=dict)

    def part(self, name: str) -> Part:
        """The part of this name (without the slash before it)."""
        if name not in self._parts:
            self._parts[name] = Part(self, name)
        return self._parts[name]

    def data(self, name: str) -> bytes:
        """The bytes of a member. Raises :class:`Unreadable`."""
        info = self.names.get(name)
        if info is None:
            raise Unreadable(f"{name} is missing")
        if info.file_size > LARGEST:
            raise Unreadable(f"{name} has {info.file_size:,} bytes, more than {LARGEST:,}")
        try:
            return self.archive.read(info)
        except Exception as error:  # zipfile lets those of zlib and bz2 through as they are
            raise Unreadable(f"{name} cannot be unpacked: {error}") from None

    def parse(self, name: str) -> Any:
        """The root element of an XML part. Raises :class:`Unreadable`."""
        data = self.data(name)
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(f"{name} is no XML: {error}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(f"{name} declares a document type, which no part may")
        if isinstance(root.tag, str) and root.tag.startswith("{" + STRICT):
            raise Unreadable(f"{name} is Strict Open XML; save it as PowerPoint presentation")
        return root

    def relations_in(self, name: str, folder: str) -> dict[str, Relation]:
        """The relationships that a relationship part lists."""
        if name not in self.names:
            return {}
        try:
            root = self.parse(name)
        except Unreadable as error:
            self.flaws.append(Flaw(name, str(error)))
            return {}
        found: dict[str, Relation] = {}
        for entry in root.iter(_RELATIONSHIP):
            external = entry.get("TargetMode") == "External"
            target = entry.get("Target", "")
            if not external:
                target = _resolved(folder, target)
            kind = entry.get("Type", "").rpartition("/")[2]
            ident = entry.get("Id", "")
            found[ident] = Relation(ident, kind, target, external)
        return found

    @cached_property
    def root(self) -> dict[str, Relation]:
        """The relationships of the package itself."""
        return self.relations_in("_rels/.rels", "")

    @cached_property
    def content_types(self) -> dict[str, str]:
        """Content type of each part that is overridden, and by ending (``.bin``)."""
        root = self.parse(_TYPES)
        found: dict[str, str] = {}
        for entry in root:
            kind = entry.get("ContentType", "")
            if entry.get("PartName"):
                found[entry.get("PartName").lstrip("/")] = kind
            elif entry.get("Extension"):
                found["." + entry.get("Extension").lower()] = kind
        return found

    def close(self) -> None:
        """Let go of the file."""
        self.archive.close()


def open_package(path: Path) -> Package:
    """The package at ``path``. Raises :class:`Unreadable` for anything that is none."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if head == OLD:
            raise Unreadable("is an old presentation, or has a password")
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable(f"is no zip archive: {error}") from None
    infos = archive.infolist()
    package = Package(archive, {})
    try:
        if len(infos) > MEMBERS:
            raise Unreadable(f"has {len(infos):,} members, more than {MEMBERS:,}")
        if sum(info.file_size for info in infos) > WHOLE:
            raise Unreadable(f"unpacks to more than {WHOLE:,} bytes")
        for info in infos:
            name = info.filename.lstrip("/")
            if name in package.names:
                package.flaws.append(Flaw(name, "stands in the archive twice"))
            package.names[name] = info
        if _TYPES not in package.names:
            raise Unreadable("is a zip archive, but no Office document: no [Content_Types].xml")
    except Unreadable:
        archive.close()
        raise
    return package


def _resolved(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return unquote(posixpath.normpath(re.sub(r"#.*", "", path))).lstrip("/")


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
