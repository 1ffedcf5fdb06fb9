"""Fonts that travel: the faces of the slides, embedded in the deck.

A deck carries what its slides are set in: of each family the regular and the bold face, and those
italics that are used. A face has all Latin characters that its font has, so that whoever
edits the deck can type any Latin text; other alphabets go in whole where the deck uses one of
their letters, anything else by character. (Source Sans 3, one face: 65 kB in the file instead of
163, 9 ms of CPU instead of 38; some viewers show nothing for a character that an embedded font
lacks, so a font of the used characters alone would be worse than none.)

ISO/IEC 29500-1, 19.2.1.9 (embeddedFontLst) and 15.2.13 (font parts); MS-OI29500, 2.1.1170: each
typeface once, and used in the deck.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple

import uharfbuzz as hb

from layouts.fonts import Face, Faces
from layouts.scene import Scene, TextItem
from layouts.theme import BOLD, BOLD_FROM, REGULAR, Theme
from reports.writers.pptx.eot import wrap
from reports.writers.pptx.markup import value
from reports.writers.pptx.truetype import Cut, cut, spans

Ranges = tuple[tuple[int, int], ...]

LATIN: Ranges = (
    *((0x20, 0x7E), (0xA0, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x22FF), (0x25A0, 0x27BF)),
    *((0x2C60, 0x2C7F), (0x2E00, 0x2E7F), (0xA720, 0xA7FF), (0xFB00, 0xFB06)),
)
"""Letters and marks, with the punctuation, currencies, arrows and signs of Latin text."""
ALPHABETS: tuple[Ranges, ...] = (
    ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    ((0x530, 0x58F), (0xFB13, 0xFB17)),
    ((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
)
"""Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian."""
RESTRICTED, PREVIEW, EDITABLE = 0x0002, 0x0004, 0x0008
NO_SUBSETTING, BITMAPS = 0x0100, 0x0200
"""Bits of ``fsType`` (OpenType 1.9.1, OS/2)."""
_BITS = {
    RESTRICTED: "restricted licence",
    PREVIEW: "preview and print alone",
    BITMAPS: "bitmaps alone",
}
_SLOTS = {
    "regular": (REGULAR, False),
    "bold": (BOLD, False),
    "italic": (REGULAR, True),
    "boldItalic": (BOLD, True),
}
"""Weight and slope of the children of ``p:embeddedFont``, in their order."""
_SERIFS, _SANS = range(2, 11), range(11, 16)
"""Values of the second digit of PANOSE for Latin text."""
_ROMAN, _SWISS, _ANY_PITCH = 0x10, 0x20, 0x02


class Family(NamedTuple):
    """A family of the slides."""

    name: str
    which: str
    """Its key among the faces of the theme."""
    faces: dict[str, Face]
    """By the slot of ``p:embeddedFont``."""


def families(scene: Scene, theme: Theme, faces: Faces) -> list[Family]:
    """The families in which ``scene`` is set, each with the faces that it needs."""
    return _families({key for key, _ in _words(scene)}, theme, faces)


def _families(keys: Iterable[str], theme: Theme, faces: Faces) -> list[Family]:
    forms: dict[str, set[tuple[int, bool]]] = {}
    for key in keys:
        which, weight, *slope = key.split("-")
        form = (BOLD if int(weight) >= BOLD_FROM else REGULAR, bool(slope))
        forms.setdefault(theme.faces[which].family, set()).add(form)
    out: list[Family] = []
    for which, family in sorted(theme.faces.items()):
        used = forms.pop(family.family, None)
        if used:
            wanted = used | {(REGULAR, False), (BOLD, False)}
            opened = {slot: faces.face(which, *f) for slot, f in _SLOTS.items() if f in wanted}
            out.append(Family(family.family, which, opened))
    return out


def refusal(face: Face) -> str:
    """Why a face cannot be embedded for editing; empty when it can."""
    font = hb.Face(hb.Blob.from_file_path(str(face.path)))
    if "glyf" not in font.table_tags:
        return "has no TrueType outlines"
    bits = _permissions(font)
    named = [words for bit, words in _BITS.items() if bits & bit]
    return f"has the fsType 0x{bits:04X} ({', '.join(named)})" if named else ""


def _permissions(font: hb.Face) -> int:
    """The bits of ``fsType``; a font without an OS/2 table grants nothing."""
    table = bytes(font.reference_table("OS/2").data)
    return int(struct.unpack_from(">H", table, 8)[0]) if len(table) >= 78 else RESTRICTED


class Refused(NamedTuple):
    """A face that a deck cannot carry."""

    which: str
    """Key of its family among the faces of the theme."""
    family: str
    file: str
    why: str


def refused(scene: Scene, theme: Theme, faces: Faces) -> list[Refused]:
    """The faces of the slides that stay at home, and the whole family with each."""
    return [
        Refused(family.which, family.name, face.path.name, why)
        for family in families(scene, theme, faces)
        for face in {face.path: face for face in family.faces.values()}.values()
        if (why := refusal(face))
    ]


class Embedded(NamedTuple):
    """One family as it goes into the deck."""

    name: str
    panose: str
    pitch: int
    """``pitchFamily``: pitch in the lower, kind of typeface in the higher half of a byte."""
    fonts: dict[str, bytes]
    """EOT files by slot."""

    def markup(self, ids: dict[str, str]) -> str:
        """The ``p:embeddedFont``; ``ids`` are the relationships of its fonts by slot."""
        styles = "".join(f'<p:{slot} r:id="{ids[slot]}"/>' for slot in self.fonts)
        return (
            f'<p:embeddedFont><p:font typeface="{value(self.name)}" panose="{self.panose}"'
            f' pitchFamily="{self.pitch}" charset="0"/>{styles}</p:embeddedFont>'
        )


def embedded(scene: Scene, theme: Theme, faces: Faces) -> list[Embedded]:
    """The families that the deck carries, in the order of their keys in the theme."""
    words = _words(scene)
    characters = coverage("".join(text for _, text in words))
    out: list[Embedded] = []
    for family in _families({key for key, _ in words}, theme, faces):
        if any(refusal(face) for face in family.faces.values()):
            continue
        fonts = {
            slot: wrap(_cut(face, family.name, slot, characters))
            for slot, face in family.faces.items()
        }
        panose = fonts["regular"][16:26]
        out.append(Embedded(family.name, panose.hex().upper(), _pitch(panose), fonts))
    return out


def coverage(text: str) -> Ranges:
    """What a face must have to show ``text`` and to be typed on."""
    ranges = list(LATIN)
    left = [
        point for point in map(ord, set(text)) if point >= LATIN[0][0] and not _in(point, LATIN)
    ]
    for alphabet in ALPHABETS:
        rest = [point for point in left if not _in(point, alphabet)]
        if len(rest) < len(left):
            ranges += alphabet
            left = rest
    return (*ranges, *spans(left))


def _in(point: int, ranges: Ranges) -> bool:
    return any(first <= point <= last for first, last in ranges)


def _cut(face: Face, family: str, slot: str, characters: Ranges) -> bytes:
    weight, italic = _SLOTS[slot]
    font = hb.Face(hb.Blob.from_file_path(str(face.path)))
    whole = bool(_permissions(font) & NO_SUBSETTING)
    axes = tuple(sorted(face.axes.items()))
    order = Cut(face.path, axes, family, weight == BOLD, italic, None if whole else characters)
    return cut(order)


def _pitch(panose: bytes) -> int:
    kind, serif = panose[0], panose[1]
    if kind != 2:
        return _ANY_PITCH
    return _ANY_PITCH | (_ROMAN if serif in _SERIFS else _SWISS if serif in _SANS else 0)


def _words(scene: Scene) -> set[tuple[str, str]]:
    """The key of the face and the characters of every different word."""
    return {
        (word.face, word.text)
        for page in scene.pages
        for item in page.items()
        if isinstance(item, TextItem)
        for word in item.words
    }
