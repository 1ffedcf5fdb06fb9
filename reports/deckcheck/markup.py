"""Names of DrawingML and PresentationML, and how their values are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
LINK_COLOUR = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"

EMU = 12700
"""English Metric Units in one point (ISO/IEC 29500-1, 20.1.10.16)."""
FILLS = tuple(
    A + name for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
)
"""EG_FillProperties (20.1.8)."""


def local(element: Any) -> str:
    """Name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def flag(value: str | None, *, default: bool = False) -> bool:
    """A boolean attribute (xsd:boolean, ST_OnOff, ST_OnOffStyleType)."""
    return default if value is None else value in ("1", "true", "on")


def integer(value: str | None, default: int = 0) -> int:
    """A whole number; what is none counts as ``default``."""
    try:
        return default if value is None else int(value)
    except ValueError:
        return default


def share(value: str | None, default: float = 1.0) -> float:
    """ST_Percentage: ``62500`` (thousandths of a per cent) or ``62.5%`` as 0.625."""
    try:
        if value is None:
            return default
        return float(value[:-1]) / 100 if value.endswith("%") else float(value) / 100000
    except ValueError:
        return default


def val(parent: Any, tag: str) -> str | None:
    """The ``val`` of a child, as charts and extensions write single values."""
    child = None if parent is None else parent.find(tag)
    return None if child is None else child.get("val")


def first(parent: Any, tags: tuple[str, ...]) -> Any:
    """The first child whose tag is one of these; None without one."""
    if parent is None:
        return None
    for child in parent:
        if child.tag in tags:
            return child
    return None


def chosen(parent: Any) -> Iterator[Any]:
    """The children, with the choice that current programs take of alternate content."""
    for child in parent:
        if child.tag == MC + "AlternateContent":
            branch = child.find(MC + "Choice")
            if branch is None:
                branch = child.find(MC + "Fallback")
            if branch is not None:
                yield from chosen(branch)
        elif isinstance(child.tag, str):
            yield child
