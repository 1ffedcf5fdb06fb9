"""XML of a template: parsed without entities, and small readers that other modules share."""

from __future__ import annotations

from typing import Any

from lxml import etree

from layouts.units import Rect
from reports.template.container import Refused

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
"""Namespaces of ISO/IEC 29500-1 strict begin so."""
XML_BYTES = 20_000_000
"""Bytes of one part that is parsed."""
DEEPEST = 200
"""Elements inside one another."""
EMU = 12700
"""English Metric Units in one point (ISO/IEC 29500-1, 20.1.10.16)."""

FARTHEST = 100_000.0
"""Places and sizes beyond this, in points, are none."""

Element = Any
"""An element of lxml, which has no types of its own."""


def parse(data: bytes, name: str) -> Element:
    """The root of a part. Raises :class:`Refused` for broken XML, and for any DTD."""
    if len(data) > XML_BYTES:
        raise Refused("template-unsafe", f"{name!r} has {len(data):,} bytes of XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        found = f"{name!r} is no XML (line {error.lineno or 1})"
        raise Refused("template-unreadable", found, "a file that PowerPoint opens") from None
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise Refused("template-unsafe", f"{name!r} declares a document type or entities")
    return root


def a(tag: str) -> str:
    """The name of an element of DrawingML."""
    return f"{{{A}}}{tag}"


def p(tag: str) -> str:
    """The name of an element of PresentationML."""
    return f"{{{P}}}{tag}"


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: Element | None, *path: str) -> Element | None:
    """The first descendant along ``path`` (qualified names), or None."""
    for tag in path:
        if element is None:
            return None
        element = element.find(tag)
    return element


def integer(text: str | None, otherwise: int = 0) -> int:
    """A whole number as written; ``otherwise`` where there is none."""
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def points(text: str | None, otherwise: float = 0.0) -> float:
    """A length in English Metric Units, or with its unit (ST_Coordinate), in points.

    Raises :class:`Refused` for anything else.
    """
    if text is None:
        return otherwise
    try:
        found = int(text) / EMU
    except ValueError:
        units = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
        try:
            found = float(text[:-2]) * units[text[-2:]]
        except (ValueError, KeyError):
            found = FARTHEST + 1
    except OverflowError:
        found = FARTHEST + 1
    if not -FARTHEST <= found <= FARTHEST:
        raise Refused("template-unreadable", f"a place or size that is none: {text[:40]!r}")
    return found


def share(text: str | None, otherwise: float = 0.0) -> float:
    """A percentage as a share: thousandths of a per cent, or with a sign (ST_Percentage)."""
    if text is None:
        return otherwise
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else int(text) / 100_000
    except ValueError:
        return otherwise


def truth(text: str | None, otherwise: bool | None = None) -> bool | None:
    """A boolean (``1``, ``true``, ``on`` and their opposites)."""
    if text in ("1", "true", "on"):
        return True
    return False if text in ("0", "false", "off") else otherwise


def transform(element: Element | None) -> Rect | None:
    """The rectangle of an ``xfrm``; None where it has none."""
    offset, extent = find(element, a("off")), find(element, a("ext"))
    if offset is None or extent is None:
        return None
    return Rect(
        points(offset.get("x")),
        points(offset.get("y")),
        points(extent.get("cx")),
        points(extent.get("cy")),
    )
