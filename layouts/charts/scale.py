"""Value scales: round limits, round steps, and the text of their ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from layouts.language import Language

LARGEST = 1e15
"""Values beyond this are not exact in a binary double, nor in a spreadsheet."""


class Scale(NamedTuple):
    """The values from ``low`` to ``high``, with a tick every ``step``."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Where ``value`` lies between ``low`` (0) and ``high`` (1)."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """The values at the ticks, from the lowest up."""
        first = math.ceil(self.low / self.step - 1e-6)
        last = math.floor(self.high / self.step + 1e-6)
        return [n * self.step for n in range(first, last + 1)]

    @property
    def decimals(self) -> int:
        """Decimals that the ticks need."""
        return max(0, -math.floor(math.log10(self.step) + 1e-9))


def covering(
    values: Iterable[float], *, most: int = 4, zero: bool = True, tight: bool = False
) -> Scale:
    """The scale with the smallest round step that covers ``values`` in at most ``most`` steps.

    ``zero``: the scale contains zero, as it must wherever lengths are compared. ``tight``: the
    ends are the values themselves instead of ticks (for an axis that is not drawn). Values are
    finite and at most :data:`LARGEST` in size; equal values get room on both sides.
    """
    found = list(values)
    low, high = min(found, default=0.0), max(found, default=0.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    size = max(abs(low), abs(high))
    if high - low <= 1e-9 * size or size < 1e-12:
        room = size / 2 if size >= 1e-12 else 1.0
        low, high = (low - room, high + room) if not zero else (low, high + room)
    step = _round_step((high - low) / most)
    if not tight:
        # A step chosen for the values may need one interval more once the ends are rounded.
        while _up(high, step) - _down(low, step) > (most + 1e-6) * step:
            step = _round_step(step * 1.01)
        low, high = _down(low, step), _up(high, step)
    return Scale(low, high, step)


def tick_text(value: float, decimals: int, language: Language) -> str:
    """``value`` with the language's decimal sign and grouping, and a true minus."""
    digits = f"{abs(value):,.{decimals}f}"
    whole, _, rest = digits.partition(".")
    text = whole.replace(",", language.group) + (language.decimal + rest if rest else "")
    return "\u2212" + text if value < 0 and float(f"{value:.{decimals}f}") else text


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 (and 25 and its tenfolds) times a power of ten, from ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    factors = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    return next((f * power for f in factors if f * power >= least * (1 - 1e-9)), 10 * power)


def _down(value: float, step: float) -> float:
    return math.floor(value / step + 1e-9) * step


def _up(value: float, step: float) -> float:
    return math.ceil(value / step - 1e-9) * step
