"""Colours of DrawingML, worked out to ``#rrggbb`` (ISO/IEC 29500-1, 20.1.2.3).

Transparency is left out: what shines through is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

from reports.template.markup import Element, a, integer, local, share

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""
COLOURS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
MAPPED = ("bg1", "tx1", "bg2", "tx2")
"""Names that a colour map leads to slots of the scheme; accents and links mostly to themselves."""
_PRESETS = {
    **{"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF"},
    **{"yellow": "FFFF00", "cyan": "00FFFF", "magenta": "FF00FF", "gray": "808080"},
    **{"grey": "808080", "dkGray": "A9A9A9", "ltGray": "D3D3D3", "orange": "FFA500"},
    **{"navy": "000080", "maroon": "800000", "purple": "800080", "teal": "008080"},
    **{"silver": "C0C0C0", "lime": "00FF00", "olive": "808000", "aqua": "00FFFF"},
}
"""Named colours that templates are likely to hold; others count as black."""


def hexadecimal(rgb: Rgb) -> str:
    """``#rrggbb``."""
    return "#" + "".join(f"{round(min(max(c, 0.0), 1.0) * 255):02X}" for c in rgb)


def channels(colour: str) -> Rgb:
    """Red, green and blue of ``#rrggbb``."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


class Palette:
    """A colour scheme under a colour map."""

    def __init__(self, scheme: Mapping[str, str], colour_map: Mapping[str, str]) -> None:
        """``scheme``: ``#rrggbb`` by slot (``dk1`` …); ``colour_map``: slot by name (``tx1`` …)."""
        self.scheme, self.map = dict(scheme), dict(colour_map)

    def named(self, name: str) -> str:
        """``#rrggbb`` of ``tx1``, ``bg1``, ``accent1`` and the like; black for an unknown name."""
        slot = self.map.get(name, name)
        return self.scheme.get(slot, "#000000")

    def colour(self, element: Element | None, placeholder: str = "#000000") -> str:
        """``#rrggbb`` of a colour element; ``placeholder`` is what ``phClr`` stands for."""
        if element is None:
            return placeholder
        base = channels(self._base(element, placeholder))
        for change in element:
            if isinstance(change.tag, str):
                base = _changed(base, local(change), change.get("val"))
        return hexadecimal(base)

    def _base(self, element: Element, placeholder: str) -> str:
        kind, value = local(element), element.get("val", "")
        if kind == "schemeClr":
            return placeholder if value == "phClr" else self.named(value)
        if kind == "srgbClr":
            return _hex(value)
        if kind == "sysClr":
            usual = "FFFFFF" if value == "window" else "000000"
            return _hex(element.get("lastClr", usual))
        if kind == "prstClr":
            return "#" + _PRESETS.get(value, "000000")
        if kind == "scrgbClr":
            linear = [share(element.get(name)) for name in "rgb"]
            red, green, blue = (_gamma(part) for part in linear)
            return hexadecimal((red, green, blue))
        if kind == "hslClr":
            hue = integer(element.get("hue")) / 21_600_000
            light, saturation = share(element.get("lum")), share(element.get("sat"))
            return hexadecimal(hls_to_rgb(hue % 1.0, light, saturation))
        return placeholder


def _hex(value: str) -> str:
    digits = value.lstrip("#")
    if len(digits) != 6 or any(c not in "0123456789abcdefABCDEF" for c in digits):
        return "#000000"
    return "#" + digits.upper()


def _gamma(linear: float) -> float:
    linear = min(max(linear, 0.0), 1.0)
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _changed(rgb: Rgb, kind: str, text: str | None) -> Rgb:
    """One transform of 20.1.2.3; those of transparency change nothing here."""
    value = share(text)
    if kind in ("tint", "shade"):
        toward = 1.0 if kind == "tint" else 0.0
        red, green, blue = (_gamma(value * _linear(c) + (1 - value) * toward) for c in rgb)
        return red, green, blue
    if kind == "inv":
        return 1 - rgb[0], 1 - rgb[1], 1 - rgb[2]
    if kind in ("gray", "comp"):
        if kind == "gray":
            level = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
            return level, level, level
        hue, light, saturation = rgb_to_hls(*rgb)
        return hls_to_rgb((hue + 0.5) % 1.0, light, saturation)
    hue, light, saturation = rgb_to_hls(*rgb)
    if kind == "lumMod":
        light *= value
    elif kind == "lumOff":
        light += value
    elif kind == "lum":
        light = value
    elif kind == "satMod":
        saturation *= value
    elif kind == "satOff":
        saturation += value
    elif kind == "sat":
        saturation = value
    elif kind == "hueMod":
        hue *= value
    elif kind == "hueOff":
        hue += integer(text) / 21_600_000
    else:
        return rgb
    return hls_to_rgb(hue % 1.0, min(max(light, 0.0), 1.0), min(max(saturation, 0.0), 1.0))


def child(element: Element | None) -> Element | None:
    """The colour inside a fill or a list of colours; None when it holds none."""
    if element is None:
        return None
    for kind in COLOURS:
        found = element.find(a(kind))
        if found is not None:
            return found
    return None
