"""Value scales: round limits and round steps."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

LARGEST = 1e15
"""Values beyond this are not exact in a binary double, nor in a spreadsheet."""
AIR = 0.05
"""Share of its range that an axis leaves free beyond the values."""


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


def covering(values: Iterable[float], *, most: int = 5, zero: bool = True) -> Scale:
    """The scale with the smallest round step that covers ``values`` in at most ``most`` steps.

    ``zero``: the scale contains zero, as it must wherever lengths are compared. Both ends are
    ticks, and leave the air that viewers leave. Values are finite and at most :data:`LARGEST` in
    size; equal values get room on both sides.
    """
    low, high = _ends(values, zero=zero)
    step = _round_step((high - low) / most)
    # A step chosen for the values may need one interval more once the ends are rounded.
    while (scale := automatic(low, high, step)).high - scale.low > (most + 1e-6) * step:
        step = _round_step(step * 1.01)
    return scale


def hidden(values: Iterable[float], *, zero: bool = True, below: float = 0.0) -> Scale:
    """The scale of an axis that is not drawn: it ends soon after the values.

    Its step is told to viewers, so that they end the axis at the same place. ``below``: the share
    of the scale that is to be free below values less than zero, for their labels.
    """
    low, high = _ends(values, zero=zero)
    step = _round_step((high - low) / 12)
    if low < 0 and below:
        share = min(below * 1.2, 0.5)
        bottom = (share * max(high, 0.0) - low) / (1 - share)
        air = AIR * (high - low) - low
        parts = next(n for n in (4, 3, 2, 1) if air > bottom * (n - 1) / n)
        step = bottom / parts
    return automatic(low, high, step)


def automatic(low: float, high: float, step: float) -> Scale:
    """Where PowerPoint and LibreOffice end an axis that they may scale, given its step.

    At the first tick that leaves a twentieth of the range beyond the values, or half of it on the
    side of a zero that is not shown, but at zero where that is an end (Microsoft, "How chart axis
    limits are calculated"; measured in LibreOffice 7.4).
    """
    reach = high - low
    under = reach / 2 if low > 0 else AIR * reach
    over = reach / 2 if high < 0 else AIR * reach
    return Scale(
        _down(low - under, step) if low else 0.0, _up(high + over, step) if high else 0.0, step
    )


def from_zero(values: Iterable[float]) -> bool:
    """Whether a scale of positions begins at zero: not where the values lie close together.

    The rule of PowerPoint and LibreOffice, so that the scale of a native chart can be left to
    them: from zero unless the least value is more than five sixths of the greatest.
    """
    found = list(values)
    low, high = min(found), max(found)
    return not (low > high * 5 / 6 > 0 or high < low * 5 / 6 < 0)


def _ends(values: Iterable[float], *, zero: bool) -> tuple[float, float]:
    found = list(values)
    low, high = min(found, default=0.0), max(found, default=0.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    size = max(abs(low), abs(high))
    if high - low <= 1e-9 * size or size < 1e-12:
        room = size / 2 if size >= 1e-12 else 1.0
        low, high = (low - room, high + room) if not zero else (low, high + room)
    return low, high


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 (and 25 and its tenfolds) times a power of ten, from ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    factors = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    return next((f * power for f in factors if f * power >= least * (1 - 1e-9)), 10 * power)


def _down(value: float, step: float) -> float:
    return math.floor(value / step + 1e-9) * step


def _up(value: float, step: float) -> float:
    return math.ceil(value / step - 1e-9) * step
