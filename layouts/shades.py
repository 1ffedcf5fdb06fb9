"""Shades: lighter and darker variants of an ink, named ``accent+40`` and ``accent-40``.

A shade changes the luminance of its ink alone, in the way a presentation varies a colour of its
theme (lumMod and lumOff of ISO/IEC 29500-1, 20.1.2.3), so that it stays in the ink's slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from layouts.colours import lightened

if TYPE_CHECKING:
    from layouts.theme import Ink

MOST_INK = 200.0
"""Per cent of all four colours in a darker shade whose ink has less; heavier ones keep theirs."""

_SHADE = re.compile(r"(.+)([+-])([1-9][0-9]?)")


def shade(ink: str, percent: int) -> str:
    """The name of an ink ``percent`` lighter (above 0) or darker (below 0); 0: the ink itself."""
    return f"{ink}{percent:+d}" if percent else ink


class Shades(dict[str, "Ink"]):
    """The inks of a theme by name; a shade of one is made when it is asked for.

    Shades are no members: neither iterating nor ``in`` finds them. KeyError for a name that is
    neither an ink nor a shade of one.
    """

    def __init__(self, inks: Mapping[str, Ink] | Iterable[tuple[str, Ink]] = ()) -> None:
        super().__init__(inks)
        self._made: dict[str, Ink] = {}

    def __missing__(self, name: str) -> Ink:
        found = self._made.get(name)
        if found is None:
            match = _SHADE.fullmatch(name)
            if match is None or match[1] not in self:
                raise KeyError(name)
            found = self._made[name] = _shaded(self[match[1]], int(match[2] + match[3]) / 100)
        return found


def _shaded(ink: Ink, amount: float) -> Ink:
    """An ink of which ``amount`` is the share of the way to white (above 0) or to black."""
    if amount > 0:
        cmyk = tuple(round(part * (1 - amount), 1) for part in ink.cmyk)
    else:
        cmyk = _darker(ink.cmyk, -amount)
    return replace(ink, rgb=lightened(ink.rgb, amount), cmyk=cmyk)


def _darker(cmyk: tuple[float, ...], amount: float) -> tuple[float, ...]:
    """Black takes the place of colour; the sum stays printable."""
    *colours, black = cmyk
    key = black + (100 - black) * amount
    kept = [part * (1 - amount / 2) for part in colours]
    room = max(MOST_INK, sum(cmyk)) - key
    scale = min(1.0, room / sum(kept)) if sum(kept) else 1.0
    return (*(round(part * scale, 1) for part in kept), round(key, 1))
