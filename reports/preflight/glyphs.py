"""Fonts of a page as a reader needs them: what a code says and how far it moves.

Composite fonts with two-byte codes and simple fonts (ISO 32000-1, 9.6 and 9.7); text comes from
ToUnicode alone, for that is what assistive technology goes by.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pikepdf

_HEX = rb"<([0-9A-Fa-f\s]*)>"
_BLOCK = re.compile(rb"begin(bfchar|bfrange|cidchar|cidrange)(.*?)end\1", re.S)
_PAIR = re.compile(_HEX + rb"\s*(?:" + _HEX + rb"|(\d+))")
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|(\d+)|\[([^\]]*)\])")
_ENTRY = re.compile(_HEX)
_PREFIX = re.compile(r"[A-Z]{6}\+")
_BOLD = re.compile(r"(?<!Semi)(?<!Demi)(?<!Extra)(Bold|Black|Heavy)|ExtraBold", re.I)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Text of a code that nothing translates."""


class Shown(NamedTuple):
    """What a string operand shows."""

    text: str
    advance: float
    """Thousandths of an em."""
    codes: tuple[int, ...]
    blanks: int
    """Single-byte codes 32, which word spacing widens (9.3.3)."""


class Font:
    """One font dictionary."""

    def __init__(self, dictionary: Any, name: str) -> None:
        self.dictionary = dictionary
        self.resource = name
        self.name = str(dictionary.get("/BaseFont", "/unnamed"))[1:]
        self.kind = str(dictionary.get("/Subtype", "/none"))[1:]
        self.composite = self.kind == "Type0"
        inner = dictionary.DescendantFonts[0] if self.composite else dictionary
        self.inner = inner
        self.descriptor = inner.get("/FontDescriptor")
        self.texts = _texts(dictionary)
        self._cids = _cids(dictionary) if self.composite else {}
        self._widths, self._default = (
            _composite(inner) if self.composite else _simple(dictionary, self.descriptor)
        )
        self._kept: dict[bytes, Shown] = {}
        up, down = 750.0, -250.0
        if self.descriptor is not None:
            up = float(self.descriptor.get("/Ascent", up))
            down = float(self.descriptor.get("/Descent", down))
        self.ascent, self.descent = up, down

    @property
    def subset(self) -> bool:
        """Whether the name has the prefix of a subset (9.6.4)."""
        return bool(_PREFIX.match(self.name))

    @property
    def bold(self) -> bool:
        """Whether the name says that the weight is bold, 700 or more."""
        return bool(_BOLD.search(self.name))

    @property
    def program(self) -> Any:
        """The embedded font program; None without one."""
        if self.descriptor is None:
            return None
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in self.descriptor:
                return self.descriptor[key]
        return None

    def cid(self, code: int) -> int:
        """The character identifier of a code; the code itself under Identity-H."""
        return self._cids.get(code, code)

    def show(self, data: bytes) -> Shown:
        """What a string shows."""
        known = self._kept.get(data)
        if known is None:
            known = self._kept[data] = self._shown(data)
        return known

    def _shown(self, data: bytes) -> Shown:
        if self.composite:
            codes = tuple(
                (data[place] << 8) + data[place + 1] for place in range(0, len(data) - 1, 2)
            )
            blanks = 0
        else:
            codes, blanks = tuple(data), data.count(32)
        texts, widths, default = self.texts, self._widths, self._default
        advance = 0.0
        for code in codes:
            advance += widths.get(self._cids.get(code, code), default)
        text = "".join([texts.get(code, UNKNOWN) for code in codes])
        return Shown(text, advance, codes, blanks)


def _texts(dictionary: Any) -> dict[int, str]:
    """Text of each code by the font's ToUnicode CMap; a simple font may go by its encoding."""
    if "/ToUnicode" in dictionary:
        return {
            code: bytes.fromhex(value).decode("utf-16-be", "replace")
            for code, value in _mapped(dictionary.ToUnicode.read_bytes(), "bf")
            if isinstance(value, str)
        }
    if str(dictionary.get("/Subtype")) != "/Type0" and "/Encoding" in dictionary:
        return {code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)}
    return {}


def _cids(dictionary: Any) -> dict[int, int]:
    encoding = dictionary.get("/Encoding")
    if not isinstance(encoding, pikepdf.Stream):  # a name: Identity-H or another of Adobe's
        return {}
    data = encoding.read_bytes()
    return {code: value for code, value in _mapped(data, "cid") if isinstance(value, int)}


def _mapped(data: bytes, family: str) -> list[tuple[int, str | int]]:
    """(code, hexadecimal digits of its text or number) of all entries of a CMap."""
    out: list[tuple[int, str | int]] = []
    for kind, body in _BLOCK.findall(data):
        name = kind.decode()
        if not name.startswith(family):
            continue
        if name.endswith("char"):
            for code, digits, number in _PAIR.findall(body):
                out.append((int(code, 16), int(number) if number else digits.decode()))
            continue
        for first, last, digits, number, listed in _RANGE.findall(body):
            low, high = int(first, 16), int(last, 16)
            several = _ENTRY.findall(listed)
            for step, code in enumerate(range(low, min(high, low + 65535) + 1)):
                if several:
                    if step < len(several):
                        out.append((code, several[step].decode()))
                elif number:
                    out.append((code, int(number) + step))
                else:
                    out.append((code, f"{int(digits, 16) + step:0{len(digits)}X}"))
    return out


def _composite(inner: Any) -> tuple[dict[int, float], float]:
    """Widths by CID (9.7.4.3)."""
    widths: dict[int, float] = {}
    entries = list(inner.get("/W", []))
    place = 0
    while place + 1 < len(entries):
        first, second = int(entries[place]), entries[place + 1]
        if isinstance(second, pikepdf.Array):
            for step, width in enumerate(second):
                widths[first + step] = float(width)
            place += 2
        else:
            for cid in range(first, int(second) + 1):
                widths[cid] = float(entries[place + 2])
            place += 3
    return widths, float(inner.get("/DW", 1000))


def _simple(dictionary: Any, descriptor: Any) -> tuple[dict[int, float], float]:
    first = int(dictionary.get("/FirstChar", 0))
    widths = {first + n: float(width) for n, width in enumerate(dictionary.get("/Widths", []))}
    missing = float(descriptor.get("/MissingWidth", 0)) if descriptor is not None else 500.0
    return widths, missing
