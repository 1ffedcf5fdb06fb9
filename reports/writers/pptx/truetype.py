"""Static TrueType fonts cut out of faces: what a presentation can embed.

A presentation knows a family by one name and four styles, and reads neither variable fonts nor
collections. HarfBuzz pins the axes and leaves characters out; names and style bits are then made
those of the family and style under which the deck asks for the font (OpenType 1.9.1: ``name``,
``OS/2``, ``head``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:
    from pathlib import Path

STYLES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "Bold Italic",
}
"""Names of the four styles by being bold and being italic."""
_USELESS = ("DSIG", "STAT", "BASE", "meta")
"""Tables that mean nothing in an instance: signature, axes; or that no presentation reads."""
_KEPT_NAMES = (0, 5, 7, 13, 14)
"""Copyright, version, trademark, licence and its address: what must go with the font."""
_WINDOWS = (3, 1, 0x409)
"""Platform, encoding and language of the names: Windows, UCS-2, American English."""
_REGULAR, _BOLD, _ITALIC = 0x40, 0x20, 0x01
"""Bits of ``fsSelection``."""
_KEPT_SELECTION = 0x0180
"""Bits 7 and 8: typographic metrics, and names by weight, width and slope alone."""
_LATIN_TEXT, _PANOSE_BOOK, _PANOSE_BOLD = 2, 5, 8
"""First digit of PANOSE, and values of the third, the weight, for that family kind."""
_MAGIC = 0xB1B0AFBA
"""What all words of a font file add up to (OpenType 1.9.1, ``head``, checksumAdjustment)."""


class Cut(NamedTuple):
    """What is cut out of which file, and under which name."""

    path: Path
    axes: tuple[tuple[str, float], ...]
    """Every axis with its value; empty for a static font."""
    family: str
    bold: bool
    italic: bool
    characters: tuple[tuple[int, int], ...] | None
    """Ranges of code points, both ends included; None: the whole font."""


class Table(NamedTuple):
    """One table of a font file."""

    data: bytes
    checksum: int


@lru_cache(maxsize=64)
def cut(order: Cut) -> bytes:
    """The font file; the same order gives the same bytes, made once in a process."""
    face = hb.Face(hb.Blob.from_file_path(str(order.path)))
    wanted = hb.SubsetInput()
    if order.characters is None:
        wanted.keep_everything()
    else:
        for first, last in order.characters:
            wanted.unicode_set.add_range(first, last)
        wanted.name_id_set.update(_KEPT_NAMES)
    if order.axes:
        # Outlines of variable fonts overlap; unmarked, some viewers leave holes there.
        wanted.flags |= hb.SubsetFlags.SET_OVERLAPS_FLAG
    for tag, value in order.axes:
        wanted.pin_axis_location(face, tag, value)
    for tag in _USELESS:
        wanted.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    return _named(bytes(hb.subset(face, wanted).blob.data), order)


def tables(font: bytes) -> dict[str, Table]:
    """The tables of a font file by tag."""
    (count,) = struct.unpack_from(">H", font, 4)
    out: dict[str, Table] = {}
    for n in range(count):
        tag, checksum, start, size = struct.unpack_from(">4sLLL", font, 12 + 16 * n)
        out[tag.decode("latin-1")] = Table(font[start : start + size], checksum)
    return out


def names(table: bytes) -> dict[int, str]:
    """The American English names of a ``name`` table by id."""
    _, count, strings = struct.unpack_from(">HHH", table)
    out: dict[int, str] = {}
    for n in range(count):
        *key, ident, size, start = struct.unpack_from(">HHHHHH", table, 6 + 12 * n)
        if tuple(key) == _WINDOWS:
            begin = strings + start
            out[ident] = table[begin : begin + size].decode("utf-16-be")
    return out


def _named(font: bytes, order: Cut) -> bytes:
    """``font`` with the names, and the marks of weight and slope, of the order."""
    found = tables(font)
    found["name"] = _table(_name_table(names(found["name"].data), order))
    style = (_BOLD if order.bold else 0) | (_ITALIC if order.italic else 0)
    os2 = bytearray(found["OS/2"].data)
    (selection,) = struct.unpack_from(">H", os2, 62)
    struct.pack_into(">H", os2, 4, 700 if order.bold else 400)
    struct.pack_into(">H", os2, 62, (style or _REGULAR) | selection & _KEPT_SELECTION)
    if os2[32] == _LATIN_TEXT:
        os2[34] = _PANOSE_BOLD if order.bold else _PANOSE_BOOK
    found["OS/2"] = _table(bytes(os2))
    head = bytearray(found["head"].data)
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">H", head, 44, int(order.bold) | int(order.italic) << 1)
    found["head"] = _table(bytes(head))
    return _file(font[:4], found)


def _name_table(given: dict[int, str], order: Cut) -> bytes:
    style = STYLES[order.bold, order.italic]
    full = order.family if style == "Regular" else f"{order.family} {style}"
    plain = "".join(c for c in order.family if c.isascii() and c.isalnum()) or "Font"
    postscript = f"{plain[:40]}-{style.replace(' ', '')}"
    version = given.get(5, "Version 1.000")
    kept = {ident: given[ident] for ident in _KEPT_NAMES if ident in given}
    own = {1: order.family, 2: style, 3: f"{version};{postscript}", 4: full, 6: postscript}
    records, strings = b"", b""
    wanted = kept | {5: version} | own
    for ident in sorted(wanted):
        text = wanted[ident].encode("utf-16-be")
        records += struct.pack(">HHHHHH", *_WINDOWS, ident, len(text), len(strings))
        strings += text
    return struct.pack(">HHH", 0, len(wanted), 6 + len(records)) + records + strings


def _file(kind: bytes, found: dict[str, Table]) -> bytes:
    """A font file of these tables, in the order of their tags."""
    count = len(found)
    power = count.bit_length() - 1
    head = kind + struct.pack(">HHHH", count, 16 << power, power, count - (1 << power) << 4)
    body: list[bytes] = []
    start = 12 + 16 * count
    adjustment = 0
    for tag in sorted(found):
        data, checksum = found[tag]
        if tag == "head":
            adjustment = start + 8
        head += struct.pack(">4sLLL", tag.encode("latin-1"), checksum, start, len(data))
        padded = data + b"\0" * (-len(data) % 4)
        body.append(padded)
        start += len(padded)
    total = _checksum(head) + sum(table.checksum for table in found.values())
    font = bytearray(head + b"".join(body))
    struct.pack_into(">L", font, adjustment, (_MAGIC - total) & 0xFFFFFFFF)
    return bytes(font)


def _table(data: bytes) -> Table:
    return Table(data, _checksum(data))


def _checksum(data: bytes) -> int:
    """The sum of all words of a table, the last filled up with zeros."""
    padded = data + b"\0" * (-len(data) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF)


def spans(points: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Code points as ranges, both ends included, in rising order."""
    out: list[tuple[int, int]] = []
    for point in sorted(points):
        if out and out[-1][1] + 1 >= point:
            out[-1] = (out[-1][0], point)
        else:
            out.append((point, point))
    return tuple(out)
