"""An ICC profile of sRGB, built from the numbers of the standard.

The profile is version 2 (every reader takes it), display class, RGB to XYZ, with three colorants
and one tone curve. It is the same bytes every time.
"""

from __future__ import annotations

import struct
from functools import lru_cache

_RED, _GREEN, _BLUE = (
    (0.43607, 0.22249, 0.01392),
    (0.38515, 0.71687, 0.09708),
    (0.14307, 0.06061, 0.71410),
)
"""XYZ of the primaries of IEC 61966-2-1, adapted from D65 to D50 by the Bradford transform; their
sum is D50 itself."""
_D65 = (0.95047, 1.0, 1.08883)
_D50 = (0.9642, 1.0, 0.8249)
_STEPS = 1024
_MADE = (1999, 10, 1, 0, 0, 0)
"""The header wants a date: that of IEC 61966-2-1, and never the clock's."""


def _xyz(values: tuple[float, float, float]) -> bytes:
    fixed = (round(value * 65536) for value in values)
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *fixed)


def _linear(value: float) -> float:
    """Linear light of a value between 0 and 1 (IEC 61966-2-1, 5.2)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _curve() -> bytes:
    steps = (round(_linear(step / (_STEPS - 1)) * 65535) for step in range(_STEPS))
    return struct.pack(f">4s4xI{_STEPS}H", b"curv", _STEPS, *steps)


def _description(words: str) -> bytes:
    """A ``desc`` tag with the ASCII text alone; its Unicode and Macintosh parts stay empty."""
    ascii_words = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_words)) + ascii_words + bytes(78)


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The profile, some 2.6 kB (ICC.1:2001-04, 6: header, table of tags, tags)."""
    curve = _curve()
    tags: list[tuple[bytes, bytes]] = [
        (b"desc", _description("sRGB IEC61966-2.1")),
        (b"cprt", b"text\0\0\0\0No copyright, use freely\0"),
        (b"wtpt", _xyz(_D65)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    table = struct.pack(">I", len(tags))
    body = b""
    start = 128 + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    for signature, data in tags:
        if data not in placed:
            placed[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", signature, placed[data], len(data))
    header = struct.pack(
        ">I4sI4s4s4s6H4s4s24x12s48x",
        start + len(body),
        b"\0\0\0\0",
        0x02400000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *_MADE,
        b"acsp",
        b"\0\0\0\0",
        _xyz(_D50)[8:],
    )
    return header + table + body
