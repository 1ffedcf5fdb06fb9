"""Colours of DrawingML, with the transformations of ISO/IEC 29500-1, 20.1.2.3."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any, NamedTuple

from layouts.contrast import contrast
from reports.deckcheck.markup import A, integer, local, share

PRESETS = {
    **{"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000"},
    **{"blue": "0000FF", "yellow": "FFFF00", "cyan": "00FFFF", "magenta": "FF00FF"},
    **{"gray": "808080", "grey": "808080", "ltGray": "D3D3D3", "dkGray": "A9A9A9"},
    **{"orange": "FFA500", "purple": "800080", "navy": "000080", "maroon": "800000"},
    **{"teal": "008080", "olive": "808000", "silver": "C0C0C0", "lime": "00FF00"},
}
"""The commonest of ST_PresetColorVal; others are unknown."""
LITERAL = tuple(A + name for name in ("srgbClr", "sysClr", "scrgbClr", "hslClr", "prstClr"))
SCHEME = A + "schemeClr"
COLOURS = (*LITERAL, SCHEME)
"""EG_ColorChoice."""


class Colour(NamedTuple):
    """Red, green, blue and opacity, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """``#RRGGBB``."""
        return "#" + "".join(f"{round(255 * part):02X}" for part in self[:3])

    def over(self, ground: Colour) -> Colour:
        """This colour painted on an opaque one."""
        pairs = zip(self[:3], ground[:3], strict=True)
        return of_parts(a * self.alpha + b * (1 - self.alpha) for a, b in pairs)


def of_parts(parts: Iterable[float], alpha: float = 1.0) -> Colour:
    """Red, green and blue as a colour."""
    red, green, blue = parts
    return Colour(red, green, blue, alpha)


def of_hex(text: str) -> Colour | None:
    """``RRGGBB`` as a colour; None for anything else."""
    if len(text) != 6:
        return None
    try:
        return of_parts(int(text[n : n + 2], 16) / 255 for n in (0, 2, 4))
    except ValueError:
        return None


def ratio(one: Colour, other: Colour) -> float:
    """Contrast of two opaque colours, as a screen shows them."""
    return contrast(one.hex, other.hex)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def resolve(element: Any, scheme: Mapping[str, Colour], own: Colour | None = None) -> Colour | None:
    """The colour that an element of EG_ColorChoice stands for; None for an unknown one.

    ``scheme``: the theme's colours under the names that slides use (``tx1``, ``accent1``);
    ``own``: what ``phClr`` stands for, in the styles of a theme.
    """
    base = _base(element, scheme, own)
    if base is None:
        return None
    for step in element:
        change = _CHANGES.get(local(step))
        if change is not None:
            base = change(base, share(step.get("val")))
        elif local(step) in _HUES:
            base = _hued(base, local(step), integer(step.get("val")) / 21_600_000)
        elif local(step) in _CURVES:
            base = _CURVES[local(step)](base)
    return base


def _base(element: Any, scheme: Mapping[str, Colour], own: Colour | None) -> Colour | None:
    name, value = local(element), element.get("val", "")
    if name == "srgbClr":
        return of_hex(value)
    if name == "schemeClr":
        return own if value == "phClr" else scheme.get(value)
    if name == "sysClr":
        usual = {"window": "FFFFFF", "windowText": "000000"}.get(value, "")
        return of_hex(element.get("lastClr") or usual)
    if name == "prstClr":
        return of_hex(PRESETS.get(value, ""))
    if name == "scrgbClr":
        return of_parts(_encoded(share(element.get(key), 0.0)) for key in ("r", "g", "b"))
    if name == "hslClr":
        hue = integer(element.get("hue")) / 21_600_000
        light, full = share(element.get("lum"), 0.0), share(element.get("sat"), 0.0)
        return Colour(*hls_to_rgb(hue, light, full))
    return None


_Part = Callable[[float, float], float]
_Change = Callable[[Colour, float], Colour]


def _in_hls(part: int, change: _Part) -> _Change:
    def changed(colour: Colour, amount: float) -> Colour:
        parts = list(rgb_to_hls(*colour[:3]))
        parts[part] = min(max(change(parts[part], amount), 0.0), 1.0)
        return Colour(*hls_to_rgb(*parts), colour.alpha)

    return changed


def _in_rgb(part: int, change: _Part) -> _Change:
    def changed(colour: Colour, amount: float) -> Colour:
        parts = [_linear(one) for one in colour[:3]]
        parts[part] = change(parts[part], amount)
        return of_parts(map(_encoded, parts), colour.alpha)

    return changed


def _set(_was: float, amount: float) -> float:
    return amount


def _times(was: float, amount: float) -> float:
    return was * amount


def _plus(was: float, amount: float) -> float:
    return was + amount


def _alpha(change: _Part) -> _Change:
    return lambda colour, amount: colour._replace(
        alpha=min(max(change(colour.alpha, amount), 0.0), 1.0)
    )


def tinted(colour: Colour, amount: float) -> Colour:
    """A colour mixed with white in linear light; ``amount`` of it stays."""
    return of_parts((_encoded(1 - (1 - _linear(p)) * amount) for p in colour[:3]), colour.alpha)


def _shaded(colour: Colour, amount: float) -> Colour:
    """Towards black, in linear light."""
    return of_parts((_encoded(_linear(part) * amount) for part in colour[:3]), colour.alpha)


_CHANGES: dict[str, _Change] = {
    **{"lum": _in_hls(1, _set), "lumMod": _in_hls(1, _times), "lumOff": _in_hls(1, _plus)},
    **{"sat": _in_hls(2, _set), "satMod": _in_hls(2, _times), "satOff": _in_hls(2, _plus)},
    **{"alpha": _alpha(_set), "alphaMod": _alpha(_times), "alphaOff": _alpha(_plus)},
    **{"red": _in_rgb(0, _set), "redMod": _in_rgb(0, _times), "redOff": _in_rgb(0, _plus)},
    **{"green": _in_rgb(1, _set), "greenMod": _in_rgb(1, _times), "greenOff": _in_rgb(1, _plus)},
    **{"blue": _in_rgb(2, _set), "blueMod": _in_rgb(2, _times), "blueOff": _in_rgb(2, _plus)},
    **{"tint": tinted, "shade": _shaded},
}
_HUES = ("hue", "hueOff", "hueMod")


def _hued(colour: Colour, name: str, turns: float) -> Colour:
    """The hue set, or turned; ``hueMod`` is written in thousandths of a per cent."""
    hue, light, full = rgb_to_hls(*colour[:3])
    if name == "hueMod":
        turns = hue * turns * 216
    elif name == "hueOff":
        turns += hue
    return Colour(*hls_to_rgb(turns % 1.0, light, full), colour.alpha)


def _each(change: Callable[[float], float]) -> Callable[[Colour], Colour]:
    return lambda colour: of_parts(map(change, colour[:3]), colour.alpha)


def _gray(colour: Colour) -> Colour:
    part = _encoded(_luminance(colour))
    return Colour(part, part, part, colour.alpha)


def _complement(colour: Colour) -> Colour:
    return _hued(colour, "hueOff", 0.5)


_CURVES: dict[str, Callable[[Colour], Colour]] = {
    "inv": _each(lambda part: _encoded(1 - _linear(part))),
    "gamma": _each(_encoded),
    "invGamma": _each(_linear),
    "gray": _gray,
    "comp": _complement,
}
