"""The theme of a master: its colours, fonts and fills (ISO/IEC 29500-1, 20.1.6.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.template.colours import Palette, child
from reports.template.container import Refused
from reports.template.markup import Element, a, find, local
from reports.template.textlevels import Fonts

SLOTS = (
    *("dk1", "lt1", "dk2", "lt2"),
    *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"),
)
KINDS = ("major", "minor")
"""Fonts of headings and of text."""
_LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_COLOURS = "a theme with its twelve colours, as PowerPoint saves it"


@dataclass(frozen=True)
class Scheme:
    """What a theme gives to the masters that use it."""

    name: str
    colours: dict[str, str]
    """``#rrggbb`` by slot."""
    fonts: Fonts
    fills: dict[str, list[Element]]
    """``fillStyleLst`` and ``bgFillStyleLst``."""

    def palette(self, colour_map: Element | None) -> Palette:
        """The colours under a map; where it is missing, that of a light master."""
        own = {} if colour_map is None else {k: str(v) for k, v in colour_map.attrib.items()}
        return Palette(self.colours, {**_LIGHT, **own})


def read_scheme(root: Element, part: str) -> Scheme:
    """The scheme of a theme part. Raises :class:`Refused` for one without colours."""
    elements = root.find(a("themeElements"))
    fonts, formats = find(elements, a("fontScheme")), find(elements, a("fmtScheme"))
    families = Fonts(_family(fonts, "major"), _family(fonts, "minor"))
    if not all(find(fonts, a(f"{kind}Font"), a("latin")) is not None for kind in KINDS):
        raise Refused("template-theme", f"{part!r} names no fonts", "a theme with its two fonts")
    return Scheme(
        root.get("name") or part,
        _colours(find(elements, a("clrScheme")), part),
        families,
        {
            key: list(found) if (found := find(formats, a(key))) is not None else []
            for key in ("fillStyleLst", "bgFillStyleLst")
        },
    )


def _colours(element: Element | None, part: str) -> dict[str, str]:
    if element is None:
        raise Refused("template-theme", f"{part!r} has no colour scheme", _COLOURS)
    plain = Palette({}, {})
    out: dict[str, str] = {}
    for slot in SLOTS:
        holder = element.find(a(slot))
        if holder is None:
            raise Refused("template-theme", f"{part!r} has no colour {slot!r}", _COLOURS)
        colour = child(holder)
        if colour is None or not _whole(colour):
            raise Refused("template-theme", f"the colour {slot!r} of {part!r} is none", _COLOURS)
        out[slot] = plain.colour(colour)
    return out


def _whole(colour: Element) -> bool:
    """Whether a colour by its figures has six of them."""
    written = colour.get("val") if local(colour) == "srgbClr" else colour.get("lastClr", "000000")
    return bool(re.fullmatch("[0-9A-Fa-f]{6}", written or ""))


def _family(fonts: Element | None, kind: str) -> str:
    found = find(fonts, a(f"{kind}Font"), a("latin"))
    return str(found.get("typeface", "")) if found is not None else ""
