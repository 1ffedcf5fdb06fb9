"""Font files for measuring: those that a template carries, and those that its owner gives."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

_COMPRESSED, _MASKED = 0x4, 0x10000000
_MASK = 0x50
"""Flags of an embedded font, and what masked data is combined with (EOT, W3C submission 2008)."""
REGULAR, BOLD = 400.0, 700.0
FONTS = (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf")
"""How TrueType and OpenType files begin."""
STYLES = {"regular": (False, False), "bold": (True, False), "italic": (False, True)} | {
    "boldItalic": (True, True)
}
"""Bold and italic by the name of a style (19.2.1.9)."""


class Advances:
    """Advances of one font file, in thousandths of an em."""

    def __init__(self, data: bytes, weight: float = 0.0) -> None:
        """``weight``: where a variable font stands; ValueError when ``data`` is no font."""
        face = hb.Face(hb.Blob(data))
        if not face.glyph_count or not face.upem:
            raise ValueError("no font")
        self.face = face
        self._font = hb.Font(face)
        if weight:
            self._font.set_variations({"wght": weight})
        self._scale = 1000 / face.upem
        self._known: dict[str, float | None] = {}

    def of(self, character: str) -> float | None:
        """Advance of a character; None when the font lacks it."""
        if character not in self._known:
            glyph = self._font.get_nominal_glyph(ord(character))
            advance = self._font.get_glyph_h_advance(glyph) * self._scale if glyph else None
            self._known[character] = advance
        return self._known[character]


@dataclass
class FontFiles:
    """Files by family (folded), bold and italic."""

    files: dict[tuple[str, bool, bool], Advances] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    """Families out of the template, folded."""
    unread: dict[str, str] = field(default_factory=dict)
    """What could not be used, and why."""

    def find(self, family: str, bold: bool, italic: bool) -> Advances | None:
        """The file of a style; else that of the family which comes nearest."""
        wanted = folded(family)
        others = [(bold, not italic), (not bold, italic), (not bold, not italic)]
        for style in ((bold, italic), *others):
            found = self.files.get((wanted, *style))
            if found is not None:
                return found
        return None

    def embed(self, family: str, style: str, data: bytes) -> None:
        """A font of the template: a part of ``embeddedFontLst``."""
        font = unwrapped(data)
        if font is None:
            self.unread.setdefault(family, "compressed inside the template")
            return
        try:
            self.files[(folded(family), *STYLES[style])] = Advances(font)
        except (ValueError, hb.HarfBuzzError):
            self.unread.setdefault(family, "damaged inside the template")
            return
        self.carried.add(folded(family))
        self.unread.pop(family, None)

    def give(self, name: str, data: bytes) -> bool:
        """A file that the owner gives; False when it is no font."""
        if not data.startswith(FONTS):
            return False
        try:
            advances = Advances(data)
            variable = any(axis.tag == "wght" for axis in advances.face.axis_infos)
            heavy = Advances(data, BOLD) if variable else advances
            light = Advances(data, REGULAR) if variable else advances
        except (ValueError, hb.HarfBuzzError):
            return False
        for family, bold, italic in names(advances.face):
            if variable:
                self.files[(folded(family), False, italic)] = light
                self.files[(folded(family), True, italic)] = heavy
            else:
                self.files[(folded(family), bold, italic)] = advances
        return True


def folded(family: str) -> str:
    """A family for comparing."""
    return "".join(family.casefold().split())


def unwrapped(data: bytes) -> bytes | None:
    """The font inside an embedded font part; None where it is compressed (MTX) or damaged."""
    if data.startswith(FONTS):
        return data
    if len(data) < 82:
        return None
    _, size, version, flags = struct.unpack_from("<LLLL", data)
    if version not in (0x00010000, 0x00020001, 0x00020002) or flags & _COMPRESSED:
        return None
    font = data[len(data) - size :] if 0 < size < len(data) else b""
    if flags & _MASKED:
        font = bytes(byte ^ _MASK for byte in font)
    return font if font.startswith(FONTS) else None


def names(face: hb.Face) -> Iterable[tuple[str, bool, bool]]:
    """Families of a font with their style: by the names of four-style families, and by those of
    larger ones (name ids 1 and 2, 16 and 17, OpenType 1.9)."""
    out: list[tuple[str, bool, bool]] = []
    for family, style in ((1, 2), (16, 17)):
        found, words = face.get_name(family), (face.get_name(style) or "").casefold()
        if found:
            italic = "italic" in words or "oblique" in words
            out.append((found, "bold" in words, italic))
            if words and words not in ("regular", "bold", "italic", "bold italic"):
                plain = words.replace("italic", "").replace("oblique", "").strip()
                out.append((f"{found} {plain}", False, italic))
    return dict.fromkeys(out)


def carried(listed: Iterable[tuple[str, Mapping[str, bytes]]]) -> FontFiles:
    """The fonts of a template: families with the part of each style."""
    files = FontFiles()
    for family, styles in listed:
        for style, data in styles.items():
            files.embed(family, style, data)
    return files
