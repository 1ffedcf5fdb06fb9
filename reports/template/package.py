"""The package: parts, content types and relationships (ISO/IEC 29500-2)."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from reports.template.container import Container, Refused
from reports.template.markup import STRICT, Element, local, parse

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
_MACRO = "application/vnd.ms-powerpoint."
MAIN_TYPES = {
    f"{_MAIN}presentation.main+xml": "pptx",
    f"{_MAIN}template.main+xml": "potx",
    f"{_MAIN}slideshow.main+xml": "ppsx",
    f"{_MACRO}presentation.macroEnabled.main+xml": "pptm",
    f"{_MACRO}template.macroEnabled.main+xml": "potm",
    f"{_MACRO}slideshow.macroEnabled.main+xml": "ppsm",
}
"""Content types of the main part that are taken, and the suffix that such files have."""
_WRONG = {
    "themeManager": "an Office theme (.thmx): open it in PowerPoint and save a presentation",
    "wordprocessingml": "a Word document",
    "spreadsheetml": "an Excel workbook",
}


class Relationship(NamedTuple):
    """One relationship of a part."""

    id: str
    kind: str
    """The last word of its type, such as ``slideLayout``."""
    type: str
    """The whole type, a URI."""
    target: str
    """Name of the part, without a leading stroke; the address where it is external."""
    external: bool


class Package:
    """A presentation package; parts are read when asked for and parsed once."""

    def __init__(self, data: bytes) -> None:
        """Open it and find the main part. Raises :class:`reports.template.container.Refused`."""
        self.container = Container(data)
        self._roots: dict[str, Element] = {}
        self._links: dict[str, tuple[Relationship, ...]] = {}
        if "[Content_Types].xml" not in self.container:
            raise Refused("template-format", _other(self.container), "a .pptx or .potx")
        self._read_types()
        self.main = self._find_main()
        """Name of the main part, ``ppt/presentation.xml`` as a rule."""
        kind = self.type(self.main)
        self.suffix = MAIN_TYPES.get(kind, "")
        """What kind of presentation it is: ``pptx``, ``potx``, ``pptm`` …"""
        if not self.suffix:
            found = next((w for key, w in _WRONG.items() if key in kind), f"a file of {kind!r}")
            raise Refused("template-format", found, "a .pptx or .potx")
        root = self.root(self.main)
        if root.tag.startswith(f"{{{STRICT}") or root.get("conformance") == "strict":
            found = "saved as Strict Open XML Presentation"
            raise Refused("template-format", found, "saved as PowerPoint Presentation (.pptx)")
        if local(root) != "presentation":
            raise Refused("template-unreadable", f"{self.main!r} is no presentation")

    def _read_types(self) -> None:
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        for entry in self.root("[Content_Types].xml"):
            kind = entry.get("ContentType", "") if isinstance(entry.tag, str) else ""
            if local(entry) == "Default":
                self._defaults[entry.get("Extension", "").casefold()] = kind
            elif local(entry) == "Override":
                self._overrides[entry.get("PartName", "").lstrip("/").casefold()] = kind

    def _find_main(self) -> str:
        for link in self.links(""):
            if link.kind == "officeDocument" and not link.external:
                return link.target
        raise Refused("template-format", _other(self.container), "a .pptx or .potx")

    def type(self, name: str) -> str:
        """Content type of a part; empty when the package gives none."""
        suffix = name.rpartition(".")[2].casefold()
        return self._overrides.get(name.casefold()) or self._defaults.get(suffix, "")

    def data(self, name: str) -> bytes:
        """The bytes of a part. Raises :class:`reports.template.container.Refused`."""
        return self.container.read(name)

    def root(self, name: str) -> Element:
        """The root of a part of XML. Raises :class:`reports.template.container.Refused`."""
        if name not in self._roots:
            self._roots[name] = parse(self.data(name), name)
        return self._roots[name]

    def links(self, name: str) -> tuple[Relationship, ...]:
        """The relationships of a part, or of the package (an empty name), in the file's order.

        Those to parts that are not in the package are left out, as PowerPoint does.
        """
        if name not in self._links:
            folder, _, base = name.rpartition("/")
            listing = posixpath.join(folder, "_rels", f"{base}.rels")
            found = self._read_links(listing, folder) if listing in self.container else ()
            self._links[name] = tuple(found)
        return self._links[name]

    def _read_links(self, listing: str, folder: str) -> list[Relationship]:
        out: list[Relationship] = []
        seen: set[str] = set()
        for entry in self.root(listing):
            if local(entry) != "Relationship":
                continue
            ident, full = entry.get("Id", ""), entry.get("Type", "")
            if ident in seen:
                raise Refused("template-unreadable", f"{listing!r} gives {ident!r} twice")
            seen.add(ident)
            kind = full.rpartition("/")[2]
            target = entry.get("Target", "")
            if entry.get("TargetMode") == "External":
                out.append(Relationship(ident, kind, full, target, True))
                continue
            path = unquote(target.partition("#")[0])
            part = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
            part = posixpath.normpath(part)
            if part.startswith("..") or not path:
                continue
            if part in self.container:
                part = self.container.written(part)
                out.append(Relationship(ident, kind, full, part, False))
        return out

    def first(self, name: str, kind: str) -> str:
        """The part that ``name`` is related to as ``kind``; empty when there is none."""
        found = (link.target for link in self.links(name) if link.kind == kind)
        return next(found, "")


def _other(container: Container) -> str:
    """What the archive is, as far as can be told, when it is no Office file."""
    if "mimetype" in container:
        kind = container.read("mimetype")[:80].decode("ascii", "replace")
        if "opendocument" in kind:
            return "an OpenDocument file: save it as .pptx"
    return "an archive that is no PowerPoint file"
