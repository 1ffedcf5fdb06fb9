"""Inks for the marks of a chart, and for the words on them.

The theme names a few inks for series. Series take them in order, each in the nearest shade that
differs in lightness from those before it, so that they are told apart without seeing the hue, on
paper too; where there are more series than inks, further shades follow. Parts of a ring, which
are all named beside it, keep the inks as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from layouts.colours import difference, lightened
from layouts.contrast import contrast
from layouts.shades import shade
from layouts.theme import Theme

READ = 4.5
"""Contrast that words need (WCAG 2.2, 1.4.3)."""
SEEN = {"area": 1.6, "thin": 3.0}
"""Contrast to paper that marks need: surfaces that an edge or a name sets off, and thin marks
(WCAG 2.2, 1.4.11)."""
DARKEST = 14.0
"""Contrast to paper from which on all colours look black."""
STEPS = (-40, 40, -20, 20, 60, -55, 30, 50, -30, 10, -10, 70)
"""Shades in the order in which parts take them, in per cent of the way to white or black."""
NEAR = tuple(sorted(range(-65, 75, 5), key=lambda step: (abs(step), step)))
"""Shades in the order in which they are tried for series: the nearest first."""
LIGHT = (1.25, 1.15, 1.08, 1.0)
"""Contrast of any two series, lowered where there are not enough shades."""
APART = (0.1, 0.08, 0.06, 0.04, 0.02, 0.01)
"""Least difference of two parts, lowered where there are not enough shades."""
DIFFERENT = 0.05
"""Least difference of two series, beside their contrast."""

_Ink = tuple[str, str]
"""Name and value."""


def palette(
    theme: Theme, count: int, *, thin: bool = False, worded: bool = False, named: bool = False
) -> list[str]:
    """Names of ``count`` inks or shades.

    ``thin``: the marks are lines or points, not surfaces. ``worded``: words stand on the marks;
    an ink on which neither ``paper`` nor ``text`` can be read is left for a shade of it.
    ``named``: each mark stands beside its name, so that lightness need not tell them apart. Only
    when the theme has no further shade does the order begin again.
    """
    inks = tuple((name, theme.inks[name].rgb) for name in (*theme.series, "muted", "paper", "text"))
    if count == 1 and not worded:
        return [theme.series[0]]
    make = _parts if named else _series
    names = make(inks, count, thin=thin, worded=worded)
    return [names[n % len(names)] for n in range(count)]


def readable(theme: Theme, ground: str, *inks: str) -> str:
    """Of ``inks``, the first with a contrast of 4.5 to the ink ``ground``, else the best.

    The ratio is that of WCAG 2.2, success criterion 1.4.3.
    """
    ratios = [(contrast(theme.inks[ink].rgb, theme.inks[ground].rgb), ink) for ink in inks]
    return next((ink for ratio, ink in ratios if ratio >= READ), max(ratios)[1])


def _good(rgb: str, paper: str, text: str, floor: float, *, worded: bool) -> bool:
    """Whether a mark of this colour is seen on paper, and words on it are read if there are any."""
    seen = contrast(rgb, paper)
    return floor <= seen <= DARKEST and (not worded or max(seen, contrast(rgb, text)) >= READ)


@lru_cache(maxsize=64)
def _series(inks: tuple[_Ink, ...], count: int, *, thin: bool, worded: bool) -> tuple[str, ...]:
    """Inks and shades for series; ``inks``: those of the theme, then muted, paper and text."""
    *given, muted, (_, paper), (_, text) = inks
    chosen: dict[str, str] = {}

    def fits(rgb: str, light: float, floor: float) -> bool:
        return _good(rgb, paper, text, floor, worded=worded) and all(
            contrast(rgb, other) >= light and difference(rgb, other) >= DIFFERENT
            for other in chosen.values()
        )

    floors = (SEEN["thin"], SEEN["area"]) if thin else (SEEN["area"],)
    for light in LIGHT:
        for floor in floors:
            for name, rgb in (*given, *given, muted, *given):
                shades = ((shade(name, step), lightened(rgb, step / 100)) for step in NEAR)
                # The theme's own inks may be fainter than the shades that we add.
                least = floor if len(chosen) >= len(given) else SEEN["area"]
                good = (ink for ink in shades if fits(ink[1], light, least))
                if len(chosen) < count and (found := next(good, None)):
                    chosen[found[0]] = found[1]
    return tuple(chosen) or tuple(name for name, _ in given)


@lru_cache(maxsize=64)
def _parts(inks: tuple[_Ink, ...], count: int, *, thin: bool, worded: bool) -> tuple[str, ...]:
    """Inks for the parts of a whole: those of the theme, then shades that differ from them."""
    *given, muted, (_, paper), (_, text) = inks
    floor = SEEN["thin" if thin else "area"]
    names: dict[str, str] = {}
    for name, rgb in given:
        near = ((shade(name, step), lightened(rgb, step / 100)) for step in NEAR)
        good = ((n, r) for n, r in near if _good(r, paper, text, 1.0, worded=worded))
        names |= dict([next(good, (name, rgb))])
    trials = [
        ink for ink in (muted, *_shades(given)) if _good(ink[1], paper, text, floor, worded=worded)
    ]
    for least in APART:
        for name, rgb in trials if len(names) < count else ():
            if all(difference(rgb, other) >= least for other in names.values()):
                names[name] = rgb
    return tuple(names)


def _shades(inks: Sequence[_Ink]) -> Iterator[_Ink]:
    """Names and values of the shades of ``inks``, by step."""
    for step in STEPS:
        for name, rgb in inks:
            yield shade(name, step), lightened(rgb, step / 100)
