"""Contrast of two colours (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from functools import lru_cache

from layouts.colours import channels, linear


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``#rrggbb`` (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def _luminance(rgb: str) -> float:
    red, green, blue = (linear(channel) for channel in channels(rgb))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
