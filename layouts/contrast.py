"""Contrast of two colours (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from functools import lru_cache

from layouts.colours import channels, linear


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``#rrggbb`` (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(rgb: str, ground: str, least: float) -> str:
    """The colour nearest to ``rgb`` on the way to black, or to white on dark grounds, that has at
    least this contrast on ``ground``."""
    end = 0.0 if contrast(ground, "#000000") > contrast(ground, "#FFFFFF") else 255.0
    for step in range(101):
        share = step / 100
        mixed = (round(int(rgb[n : n + 2], 16) * (1 - share) + end * share) for n in (1, 3, 5))
        found = "#" + "".join(f"{channel:02X}" for channel in mixed)
        if contrast(found, ground) >= least:
            break
    return found


@lru_cache(maxsize=1024)
def _luminance(rgb: str) -> float:
    red, green, blue = (linear(channel) for channel in channels(rgb))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
