"""Colours as readers see them: how far two are apart, and lighter or darker forms of one."""

from __future__ import annotations

import math
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

_Triple = tuple[float, float, float]
_Matrix = tuple[_Triple, _Triple, _Triple]

_EYES: tuple[_Matrix, ...] = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
)
"""Linear RGB as seen by most, by protanopes and by deuteranopes (Viénot, Brettel, Mollon 1999)."""
_CONES: _Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_OPPONENT: _Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
"""With the matrix above linear RGB to OKLab (Ottosson 2020)."""


def channels(rgb: str) -> _Triple:
    """Red, green and blue of ``#rrggbb`` from 0 to 1."""
    red, green, blue = (int(rgb[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def linear(channel: float) -> float:
    """The light of a channel of sRGB, from 0 to 1 (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


@lru_cache(maxsize=1024)
def lightened(rgb: str, amount: float) -> str:
    """``#RRGGBB`` with its luminance moved by a share of the way to white, or below 0 to black."""
    hue, light, saturation = rgb_to_hls(*channels(rgb))
    light = light + (1 - light) * amount if amount > 0 else light * (1 + amount)
    mixed = hls_to_rgb(hue, light, saturation)
    return "#" + "".join(f"{round(part * 255):02X}" for part in mixed)


def difference(one: str, other: str) -> float:
    """How far two colours are apart for whoever tells them apart worst.

    The smallest of the distances in OKLab that people with normal sight, protanopes and
    deuteranopes see: 0 for the same colour, 1 for black and white; 0.02 is just noticeable.
    """
    return min(map(math.dist, _seen(one), _seen(other)))


@lru_cache(maxsize=1024)
def _seen(rgb: str) -> tuple[_Triple, ...]:
    """The colour in OKLab, once for each kind of eye."""
    red, green, blue = (linear(channel) for channel in channels(rgb))
    return tuple(_lab(_times(eye, (red, green, blue))) for eye in _EYES)


def _lab(colour: _Triple) -> _Triple:
    long, medium, short = (max(cone, 0.0) ** (1 / 3) for cone in _times(_CONES, colour))
    return _times(_OPPONENT, (long, medium, short))


def _times(matrix: _Matrix, vector: _Triple) -> _Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
