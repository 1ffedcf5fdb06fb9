"""The metadata of a file: the XMP packet and the information dictionary, in the same words."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension",
}
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class Packet:
    """What a file says of itself."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.stream: Any = pdf.Root.get("/Metadata")

    @cached_property
    def xmp(self) -> dict[str, list[str]]:
        """Values of each property by prefixed name; empty for a packet that cannot be read."""
        if self.stream is None:
            return {}
        try:
            root = etree.fromstring(self.stream.read_bytes(), _SAFE)
        except etree.XMLSyntaxError:
            return {}
        found: dict[str, list[str]] = {}
        for description in root.iter(f"{_RDF}Description"):
            parent = description.getparent()
            if parent is None or parent.tag != f"{_RDF}RDF":
                continue
            for key, value in description.attrib.items():
                self._enter(found, str(key), [str(value)])
            for child in description:
                if isinstance(child.tag, str):
                    items = [item for item in child.iter(f"{_RDF}li")]
                    texts = [item.text or "" for item in items] or [child.text or ""]
                    self._enter(found, child.tag, texts)
        return found

    def _enter(self, found: dict[str, list[str]], tag: str, values: list[str]) -> None:
        space, _, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
        prefix = _NAMES.get(space)
        if prefix:
            found.setdefault(f"{prefix}:{name}", []).extend(value.strip() for value in values)

    @cached_property
    def info(self) -> dict[str, str]:
        """The information dictionary; names without their slash."""
        entries = self._pdf.trailer.get("/Info")
        if entries is None:
            return {}
        return {key[1:]: str(value).removeprefix("/") for key, value in entries.items()}

    def one(self, name: str) -> str:
        """The first value of an XMP property, empty without one."""
        values = self.xmp.get(name, [])
        return values[0] if values else ""

    def joined(self, name: str) -> str:
        """All values of an XMP property with commas between."""
        return ", ".join(self.xmp.get(name, []))


def moment(value: str) -> str:
    """A date of the information dictionary or of XMP as its digits down to the second."""
    match = _DATE.match(value)
    if match:
        return "".join(part or "" for part in match.groups())
    return re.sub(r"\D", "", value.split("+")[0])[:14]
