"""Embedded OpenType: the container in which a presentation carries a font.

The format is that of the W3C submission of 5 March 2008 in its version 0x00020002, whole and
uncompressed (flags 0). Where the submission leaves a choice this is what PowerPoint writes: a
zero at the end of family and style name, code page 1252. Readers want ``FullName`` to begin with
``FamilyName``; :mod:`reports.writers.pptx.truetype` names fonts so.
"""

from __future__ import annotations

import struct

from reports.writers.pptx.truetype import names, tables

VERSION = 0x00020002
MAGIC = 0x504C
DEFAULT_CHARSET = 1
EMPTY_ROOT = 0x50475342
"""Checksum of a root string of no characters: the key that any such sum is exclusive-ored with."""
LATIN = 1252


def wrap(font: bytes) -> bytes:
    """The TrueType file ``font`` as an EOT file; its header repeats what the font says."""
    found = tables(font)
    os2, head = found["OS/2"].data, found["head"].data
    said = names(found["name"].data)
    (kind,) = struct.unpack_from(">H", os2, 8)
    ranges = struct.unpack_from(">4L", os2, 42)
    (selection,) = struct.unpack_from(">H", os2, 62)
    pages = struct.unpack_from(">2L", os2, 78) if len(os2) >= 86 else (0, 0)
    (weight,) = struct.unpack_from(">H", os2, 4)
    (adjustment,) = struct.unpack_from(">L", head, 8)
    fixed = os2[32:42] + struct.pack(
        "<BBLHH4L2LL4LH",
        *(DEFAULT_CHARSET, selection & 1, weight, kind, MAGIC),
        *(*ranges, *pages, adjustment),
        *(0, 0, 0, 0, 0),
    )
    texts = b"\0\0".join(
        [
            _text(said[1] + "\0"),
            _text(said[2] + "\0"),
            _text(said.get(5, "")),
            _text(said[4]),
            _text(""),
        ]
    )
    tail = struct.pack("<LLHHLL", EMPTY_ROOT, LATIN, 0, 0, 0, 0)
    rest = struct.pack("<LLL", len(font), VERSION, 0) + fixed + texts + tail + font
    return struct.pack("<L", len(rest) + 4) + rest


def _text(words: str) -> bytes:
    encoded = words.encode("utf-16-le")
    return struct.pack("<H", len(encoded)) + encoded
