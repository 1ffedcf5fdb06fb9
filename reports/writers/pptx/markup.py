"""Small change of DrawingML: escaping, lengths, namespaces, stable identifiers."""

from __future__ import annotations

import re
import uuid

from reports.writers import SceneError

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
"""Namespace declarations of every part of PresentationML."""

EMU = 12700
"""English Metric Units in one point (ISO/IEC 29500-1, 20.1.10.16)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""All but tab, line feed, return, U+0020 to U+D7FF, U+E000 to U+FFFD and U+10000 to U+10FFFF; put
that way round it would take 4 ms to compile."""
_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_VALUE = _TEXT | {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;", ord("\r"): "&#13;"}
_NAMESPACE = uuid.UUID("6d1cbb5e-6c0f-5c41-9d0f-3f4b3c0c7a58")


def checked(words: str) -> str:
    """``words``, or SceneError when XML 1.0 has no place for one of its characters.

    PowerPoint refuses a file that holds one; loaders reject them, so one here is a bug.
    """
    found = _FORBIDDEN.search(words)
    if found:
        raise SceneError(f"U+{ord(found.group()):04X} cannot stand in XML")
    return words


def text(words: str) -> str:
    """``words`` as character data."""
    return checked(words).translate(_TEXT)


def value(words: str) -> str:
    """``words`` as the value of an attribute in double quotes."""
    return checked(words).translate(_VALUE)


def emu(points: float) -> int:
    """Points to English Metric Units."""
    return round(points * EMU)


def hundredths(points: float) -> int:
    """Points to hundredths of a point, the unit of text sizes and exact spacing."""
    return round(points * 100)


def guid(*names: str) -> str:
    """An identifier in braces that depends on nothing but ``names`` (RFC 4122, version 5)."""
    return "{" + str(uuid.uuid5(_NAMESPACE, "\0".join(names))).upper() + "}"


NUMBER_FIELD, DATE_FIELD = guid("slide number"), guid("date")
"""Identifiers of the fields that show a slide's number and the day."""
DATE_TYPE = "datetime1"
"""A day in the short form of the language (ISO/IEC 29500-1, 21.1.2.2.4)."""


def offset(x: float, y: float, width: float, height: float) -> str:
    """The two children of a transform."""
    return (
        f'<a:off x="{emu(x)}" y="{emu(y)}"/>'
        f'<a:ext cx="{max(0, emu(width))}" cy="{max(0, emu(height))}"/>'
    )


def decoration() -> str:
    """The extension that marks a shape as decorative (MS-ODRAWXML, 2.3.1)."""
    return (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst>"
    )


def identity(
    number: int, name: str, alt: str | None = None, *, decorative: bool = False, click: str = ""
) -> str:
    """The non-visual properties that every shape begins with; ``click`` is the ``a:hlinkClick`` of
    the shape as a whole, which leaves the look of its text alone."""
    out = f'<p:cNvPr id="{number}" name="{value(name)}"'
    if alt and not decorative:
        out += f' descr="{value(alt)}"'
    inside = click + (decoration() if decorative else "")
    return out + (f">{inside}</p:cNvPr>" if inside else "/>")
