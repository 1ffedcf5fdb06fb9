"""Colours as a file names them, and how light they look.

Contrast is that of WCAG 2.2 (1.4.3): relative luminance in sRGB.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf

DEVICES = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}
_ICC = {1: "ICCGray", 3: "ICCRGB", 4: "ICCCMYK"}
RGB_LIKE = ("DeviceRGB", "CalRGB", "CalGray", "Lab", "ICCRGB", "ICCGray")
"""Spaces that no press prints in without a conversion."""


class Ink(NamedTuple):
    """A colour: its space and its components, 0 to 1."""

    space: str
    """``DeviceGray``, ``DeviceRGB``, ``DeviceCMYK``, ``ICCRGB`` …, ``Separation``, ``Pattern``."""
    values: tuple[float, ...]

    @property
    def rgb(self) -> tuple[float, float, float] | None:
        """As sRGB, CMYK by the plain formula of ISO 32000-1, 10.3.5; None if it cannot be told."""
        values = self.values
        if self.space in ("DeviceGray", "ICCGray", "CalGray") and len(values) == 1:
            return (values[0],) * 3
        if self.space in ("DeviceRGB", "ICCRGB", "CalRGB") and len(values) == 3:
            return (values[0], values[1], values[2])
        if self.space in ("DeviceCMYK", "ICCCMYK") and len(values) == 4:
            c, m, y, k = values
            return tuple(1 - min(1.0, part + k) for part in (c, m, y))  # type: ignore[return-value]
        return None

    @property
    def total(self) -> float:
        """Total ink in per cent: of CMYK the sum, of grey its black; 0 where it cannot be told."""
        if self.space in ("DeviceCMYK", "ICCCMYK"):
            return 100 * sum(self.values)
        if self.space == "DeviceGray":
            return 100 * (1 - self.values[0])
        return 0.0

    def __str__(self) -> str:
        return f"{self.space} {' '.join(f'{round(value, 3):g}' for value in self.values)}"


BLACK = Ink("DeviceGray", (0.0,))
PAPER = Ink("DeviceGray", (1.0,))


def luminance(rgb: Sequence[float]) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    """Contrast of two sRGB colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(
    over: Sequence[float], under: Sequence[float], alpha: float
) -> tuple[float, float, float]:
    """A colour laid over another with an opacity (11.3.6, blend mode Normal)."""
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(over, under, strict=True))
    return red, green, blue


def space_name(space: Any) -> str:
    """The name by which this module knows a colour space object."""
    if not isinstance(space, pikepdf.Array):
        return str(space)[1:]
    family = str(space[0])[1:]
    if family == "ICCBased":
        return _ICC.get(int(space[1].get("/N", 0)), "ICC")
    if family in ("Separation", "DeviceN"):
        alternate = space_name(space[2])
        return (
            family
            if alternate in ("DeviceCMYK", "ICCCMYK", "DeviceGray")
            else f"{family} over {alternate}"
        )
    if family == "Indexed":
        return space_name(space[1])
    return family


def first_ink(space: str) -> Ink:
    """The colour that a space begins with (8.6.5.1 and others): black in most."""
    if space in ("DeviceCMYK", "ICCCMYK"):
        return Ink(space, (0.0, 0.0, 0.0, 1.0))
    if space in ("DeviceRGB", "ICCRGB", "CalRGB"):
        return Ink(space, (0.0, 0.0, 0.0))
    return Ink(space, (0.0,))
