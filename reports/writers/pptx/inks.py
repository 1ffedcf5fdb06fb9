"""Inks as colours of the presentation's theme.

Slides carry no literal colour: an ink names a slot of the colour scheme. The first ink that names
a slot gives it its value; another ink in the same slot is told as a variation of it (lighter,
darker, duller), as PowerPoint's own palette does, and follows when the slot is changed.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

from layouts.theme import Theme

SLOTS = (
    *("dk1", "lt1", "dk2", "lt2"),
    *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
    *("hlink", "folHlink"),
)
_MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_CLOSE = 4 / 255
"""Largest difference in a channel at which the simpler variation is taken."""

_Rgb = tuple[float, float, float]


def _rgb(colour: str) -> _Rgb:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def vary(base: _Rgb, hue: float, saturation: float, factor: float, added: float) -> _Rgb:
    """``base`` turned by ``hue`` (turns), with saturation and then luminance changed.

    That is hueOff, satOff, lumMod and lumOff of ISO/IEC 29500-1, 20.1.2.3, in this order.
    """
    h, light, s = rgb_to_hls(*base)
    light = min(max(light * factor + added, 0.0), 1.0)
    return hls_to_rgb((h + hue) % 1.0, light, min(max(s + saturation, 0.0), 1.0))


def variation(base: _Rgb, wanted: _Rgb) -> tuple[float, float, float, float]:
    """The simplest arguments of :func:`vary` that turn ``base`` into ``wanted``."""
    h0, l0, s0 = rgb_to_hls(*base)
    h1, l1, s1 = rgb_to_hls(*wanted)
    if l1 > l0 and l0 < 1.0:
        factor = round((1 - l1) / (1 - l0), 3)
        added = round(1 - factor, 3)
    else:
        factor, added = (round(l1 / l0, 3) if l0 else 1.0), 0.0
    hue, saturation = round((h1 - h0) % 1.0, 4), round(s1 - s0, 3)
    for trial in ((0.0, 0.0), (0.0, saturation)):
        found = vary(base, *trial, factor, added)
        if all(abs(a - b) <= _CLOSE for a, b in zip(found, wanted, strict=True)):
            return *trial, factor, added
    return hue, saturation, factor, added


class Inks:
    """The colour scheme of a theme, and each ink as a colour of it."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.slots: dict[str, str] = {}
        """Value of each slot as ``RRGGBB``."""
        for ink in theme.inks.values():
            self.slots.setdefault(ink.slot, ink.rgb[1:].upper())
        self._fill_up()
        self._colours: dict[str, str] = {}

    def _fill_up(self) -> None:
        """Values for slots that no ink names: a scheme must have all twelve."""
        series = [self.theme.inks[name].rgb[1:].upper() for name in self.theme.series]
        usual = {"dk1": "000000", "lt1": "FFFFFF"}
        for slot, colour in usual.items():
            self.slots.setdefault(slot, colour)
        self.slots.setdefault("dk2", self.slots["dk1"])
        self.slots.setdefault("lt2", self.slots["lt1"])
        for n in range(6):
            colour = series[n % len(series)] if series else self.slots["dk2"]
            self.slots.setdefault(f"accent{n + 1}", colour)
        self.slots.setdefault("hlink", self.slots["accent1"])
        self.slots.setdefault("folHlink", self.slots["hlink"])

    def colour(self, ink: str) -> str:
        """The ``a:schemeClr`` of an ink; KeyError names an unknown one."""
        found = self._colours.get(ink)
        if found is None:
            found = self._colours[ink] = self._scheme(ink)
        return found

    def fill(self, ink: str | None) -> str:
        """A solid fill in this ink, or none."""
        if ink is None:
            return "<a:noFill/>"
        return f"<a:solidFill>{self.colour(ink)}</a:solidFill>"

    def _scheme(self, name: str) -> str:
        ink = self.theme.inks[name]
        slot = _MAPPED.get(ink.slot, ink.slot)
        base, wanted = _rgb("#" + self.slots[ink.slot]), _rgb(ink.rgb)
        if base == wanted:
            return f'<a:schemeClr val="{slot}"/>'
        hue, saturation, factor, added = variation(base, wanted)
        inside = ""
        if hue:
            inside += f'<a:hueOff val="{round(hue * 360 * 60000)}"/>'
        if saturation:
            inside += f'<a:satOff val="{round(saturation * 100000)}"/>'
        if factor != 1.0 or added:
            inside += f'<a:lumMod val="{round(factor * 100000)}"/>'
        if added:
            inside += f'<a:lumOff val="{round(added * 100000)}"/>'
        return f'<a:schemeClr val="{slot}">{inside}</a:schemeClr>'
