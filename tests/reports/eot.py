"""A strict reader of Embedded OpenType, written from the W3C submission of 5 March 2008.

It shares nothing with the writer, and refuses whatever a reader somewhere might stumble over: a
size that is not right to the byte, padding that is not zero, flags, a root string, text that is
no UTF-16, a header that says something else than the font.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_FIXED = struct.Struct("<LLLL10sBBLHH4L2LL4L")


class EotError(Exception):
    """What is wrong with the file."""


class Eot(NamedTuple):
    """What an EOT file says and holds."""

    panose: bytes
    charset: int
    italic: int
    weight: int
    permissions: int
    unicode_ranges: tuple[int, ...]
    code_pages: tuple[int, ...]
    adjustment: int
    family: str
    style: str
    version: str
    full: str
    font: bytes


class _Rest:
    """The part of variable length, read from its beginning to its end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, size: int) -> bytes:
        if self._at + size > len(self._data):
            raise EotError("ends too soon")
        self._at += size
        return self._data[self._at - size : self._at]

    def left(self) -> int:
        return len(self._data) - self._at

    def number(self, form: str) -> int:
        return int(struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0])

    def zero(self, form: str, what: str) -> None:
        if self.number(form):
            raise EotError(f"{what} is not zero")

    def text(self) -> str:
        self.zero("H", "padding")
        size = self.number("H")
        if size % 2:
            raise EotError("half a character")
        try:
            return self.take(size).decode("utf-16-le")
        except UnicodeDecodeError as error:
            raise EotError(str(error)) from None


def read(data: bytes) -> Eot:
    """The font and what is said of it. Raises :class:`EotError`."""
    if len(data) < _FIXED.size:
        raise EotError("too short")
    size, font_size, version, flags, panose, charset, italic, weight, kind, magic, *more = (
        _FIXED.unpack_from(data)
    )
    ranges, pages, adjustment, reserved = more[:4], more[4:6], more[6], more[7:]
    for wrong, what in (
        (size != len(data), f"EOTSize {size} of {len(data)}"),
        (version != 0x00020002, f"version {version:08x}"),
        (flags != 0, f"flags {flags:x}"),
        (charset != 1, f"charset {charset}"),
        (italic not in (0, 1), f"italic {italic}"),
        (magic != 0x504C, f"magic {magic:x}"),
        (any(reserved), "reserved words"),
    ):
        if wrong:
            raise EotError(what)
    rest = _Rest(data[_FIXED.size :])
    family, style, release, full, root = (rest.text() for _ in range(5))
    if root or rest.number("L") != 0x50475342:
        raise EotError("root string or its checksum")
    rest.number("L")  # the code page of a font of user-defined characters, which there is none of
    rest.zero("H", "padding")
    rest.zero("H", "size of the signature")
    rest.zero("L", "flags of the user-defined font")
    rest.zero("L", "size of the user-defined font")
    font = rest.take(font_size)
    if rest.left():
        raise EotError("something after the font")
    family, style = family.removesuffix("\0"), style.removesuffix("\0")
    if not full.startswith(family):
        raise EotError(f"{full!r} does not begin with {family!r}")
    return Eot(
        panose,
        *(charset, italic, weight, kind),
        *(tuple(ranges), tuple(pages), adjustment),
        *(family, style, release, full, font),
    )
