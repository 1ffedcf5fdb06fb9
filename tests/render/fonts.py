"""Static fonts of a theme's families, so that LibreOffice draws a deck in its own faces.

LibreOffice 7.4 shows a variable font in its default instance alone. The two weights and two slopes
that a presentation knows are cut out of the variable files and named as one family.
"""

from __future__ import annotations

import struct
from pathlib import Path

import uharfbuzz as hb

from layouts.fonts import locate
from layouts.theme import FaceFamily, Theme

STYLES = (
    ("Regular", 400, False),
    ("Bold", 700, False),
    ("Italic", 400, True),
    ("Bold Italic", 700, True),
)
_CHECKSUM = 0xB1B0AFBA


def static_fonts(theme: Theme, folder: Path) -> list[Path]:
    """Four font files for every family of ``theme``, written into ``folder``."""
    out: list[Path] = []
    for family in {f.family: f for f in theme.faces.values()}.values():
        for style, weight, italic in STYLES:
            path = folder / f"{family.family} {style}.ttf".replace(" ", "-")
            if not path.exists():
                path.write_bytes(static_font(family, style, weight, italic=italic))
            out.append(path)
    return out


def static_font(family: FaceFamily, style: str, weight: int, *, italic: bool) -> bytes:
    """One instance of a variable font file under the family's name."""
    blob = hb.Blob.from_file_path(str(locate(family.italic if italic else family.upright)))
    face = hb.Face(blob)
    order = hb.SubsetInput()
    order.keep_everything()
    for axis in face.axis_infos:
        value = float(weight) if axis.tag == "wght" else axis.default_value
        order.pin_axis_location(face, axis.tag, value)
    return renamed(bytes(hb.subset(face, order).blob.data), family.family, style)


def renamed(font: bytes, family: str, style: str) -> bytes:
    """A font file with the names, and the bold and italic marks, of a family's ``style``."""
    count = struct.unpack(">H", font[4:6])[0]
    tables: dict[bytes, bytes] = {}
    for n in range(count):
        tag, _, start, size = struct.unpack(">4sLLL", font[12 + 16 * n : 28 + 16 * n])
        tables[tag] = font[start : start + size]
    tables[b"name"] = _names(family, style)
    bold, italic = "Bold" in style, "Italic" in style
    os2 = bytearray(tables[b"OS/2"])
    struct.pack_into(">H", os2, 4, 700 if bold else 400)
    selection = (0x20 if bold else 0) | (0x01 if italic else 0) or 0x40
    struct.pack_into(">H", os2, 62, selection | (struct.unpack(">H", os2[62:64])[0] & 0x0180))
    tables[b"OS/2"] = bytes(os2)
    head = bytearray(tables[b"head"])
    struct.pack_into(">H", head, 44, (1 if bold else 0) | (2 if italic else 0))
    struct.pack_into(">L", head, 8, 0)
    tables[b"head"] = bytes(head)
    for tag in (b"STAT", b"DSIG"):
        tables.pop(tag, None)
    return _file(font[:4], tables)


def _names(family: str, style: str) -> bytes:
    full = family if style == "Regular" else f"{family} {style}"
    names = {1: family, 2: style, 3: f"briefpack {full}", 4: full, 6: full.replace(" ", "")}
    records, strings = b"", b""
    for number, words in sorted(names.items()):
        encoded = words.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(encoded), len(strings))
        strings += encoded
    return struct.pack(">HHH", 0, len(names), 6 + len(records)) + records + strings


def _file(kind: bytes, tables: dict[bytes, bytes]) -> bytes:
    """The tables as a font file, with its checksums (OpenType 1.9, the font file)."""
    count = len(tables)
    power = count.bit_length() - 1
    out = kind + struct.pack(">HHHH", count, 16 << power, power, count * 16 - (16 << power))
    body, start = b"", 12 + 16 * count
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        out += struct.pack(">4sLLL", tag, _sum(padded), start + len(body), len(data))
        body += padded
    font = bytearray(out + body)
    offset = start + sum(
        len(tables[tag]) + -len(tables[tag]) % 4 for tag in sorted(tables) if tag < b"head"
    )
    struct.pack_into(">L", font, offset + 8, (_CHECKSUM - _sum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _sum(data: bytes) -> int:
    return sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF
