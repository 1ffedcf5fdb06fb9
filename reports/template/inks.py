"""Inks out of a template's colour scheme, each made readable on what stands behind it.

A colour that has too little contrast is made darker or lighter, never another hue; the deck tells
it as a variation of its slot in the scheme and follows when the scheme is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls

from layouts.contrast import contrast
from layouts.theme import Ink, Theme
from reports.template.colours import Palette, channels, hexadecimal

TEXT, LARGE, GRAPHIC = 4.5, 3.0, 3.0
"""Least contrast of text, of large text, and of marks (WCAG 2.2, 1.4.3 and 1.4.11)."""
LOST = 2.0
"""Text of less contrast keeps nothing of its colour: what would come of it is a grey."""
LARGE_FROM = 36.0
"""From this size on text is large, in points, even where fitting halves it."""
SPARE = 0.12
"""Contrast that is kept over: slots and their variations are rounded."""
STEPS = 100
NAMES = {
    **{"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2", "hlink": "hlink"},
    **{"folHlink": "folHlink"},
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
}
"""Colours by the slot of an ink, as text and shapes name them under the master's colour map."""
APART = 0.25
"""Inks of series are at least so far apart (root of the sum of squares of their channels)."""


def worst(colour: str, grounds: Sequence[str]) -> float:
    """The lowest contrast of a colour on several."""
    return min((contrast(colour, ground) for ground in grounds), default=21.0)


def adjusted(colour: str, grounds: Sequence[str], least: float) -> str:
    """The colour nearest in lightness that has ``least`` contrast on every ground; black or white,
    whichever is better, where none has."""
    if worst(colour, grounds) >= least:
        return colour
    hue, light, saturation = rgb_to_hls(*channels(colour))
    for n in range(1, STEPS + 1):
        for other in (light - n / STEPS, light + n / STEPS):
            if 0.0 <= other <= 1.0:
                tried = hexadecimal(hls_to_rgb(hue, other, saturation))
                if worst(tried, grounds) >= least:
                    return tried
    return max("#000000", "#FFFFFF", key=lambda one: worst(one, grounds))


def mixed(one: str, other: str, share: float) -> str:
    """``share`` of the second colour in the first."""
    pairs = zip(channels(one), channels(other), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pairs)
    return hexadecimal((red, green, blue))


def distance(one: str, other: str) -> float:
    """How far apart two colours are, in channels from 0 to 1."""
    pairs = zip(channels(one), channels(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


class TemplateInks:
    """The inks of a theme that is made from a template."""

    def __init__(self, ours: Theme, palette: Palette, grounds: Sequence[str], body: str) -> None:
        """``grounds``: what content stands on; ``body``: the colour of its text."""
        self.slots = {slot: palette.named(name) for slot, name in NAMES.items()}
        """``#rrggbb`` of each slot as text and shapes see it."""
        self.grounds = tuple(grounds) or (self.slots["lt1"],)
        self.inks: dict[str, Ink] = {}
        self.alike = False
        """Accents are too few or too much alike for the inks of series."""
        self._text(body)
        self._accents(ours)
        for name, ink in ours.inks.items():
            if name not in self.inks:
                self._add(name, self.slots[ink.slot], ink.slot, GRAPHIC)
        self.series = tuple(name for name in ours.series if name in self.inks)

    def _add(self, name: str, colour: str, slot: str, least: float) -> str:
        """One ink, readable on the ground where ``least`` is not 0; its colour."""
        if least:
            colour = adjusted(colour, self.grounds, least + SPARE)
        self.inks[name] = Ink(rgb=colour, cmyk=(0.0, 0.0, 0.0, 0.0), slot=slot)
        return colour

    def _text(self, body: str) -> None:
        """Text, paper and the greys between them."""
        plain = ("dk1", "lt1", "dk2", "lt2")
        same = [slot for slot in plain if self.slots[slot] == body]
        order = [*same, *sorted(plain, key=lambda s: -worst(self.slots[s], self.grounds))]
        slot = next(
            s for s in order if worst(self.slots[s], self.grounds) >= TEXT or s == order[-1]
        )
        text = self._add("text", self.slots[slot], slot, TEXT)
        ground = self.grounds[len(self.grounds) // 2]
        near = min(self.slots, key=lambda s: distance(self.slots[s], ground))
        paper = self._add("paper", ground, near, 0)
        deep = adjusted(self.slots["dk2"], self.grounds, TEXT + SPARE)
        self._add("deep", deep, "dk2", TEXT)
        shade = self.slots["lt2"]
        readable = min(contrast(shade, text), contrast(shade, deep)) >= TEXT
        if not readable or contrast(shade, paper) > 1.5 or shade == paper:
            self._add("mist", mixed(paper, text, 0.07), near, 0)
        else:
            self._add("mist", shade, "lt2", 0)
        self._add("rule", mixed(text, paper, 0.7), slot, 0)
        share = next(
            (n / 20 for n in range(8, 0, -1) if self._reads(mixed(text, paper, n / 20), TEXT)), 0.0
        )
        self._add("muted", mixed(text, paper, share), slot, 0)
        self._add("link", self.slots["hlink"], "hlink", 0)
        self._add("visited", self.slots["folHlink"], "folHlink", 0)

    def _reads(self, colour: str, least: float) -> bool:
        return worst(colour, self.grounds) >= least + SPARE

    def _accents(self, ours: Theme) -> None:
        """Inks of accents: in the order of the scheme, but none that looks like another."""
        wanted: list[str] = ["accent", "warm"]
        wanted += [name for name in ours.series if name not in wanted and name in ours.inks]
        taken: list[str] = [self.inks["text"].rgb, *self.grounds]
        slots = [f"accent{n}" for n in range(1, 7)]
        for name in wanted:
            least = TEXT if name in ("accent", "warm") else GRAPHIC
            chosen = None
            for slot in slots:
                colour = adjusted(self.slots[slot], self.grounds, least + SPARE)
                if all(distance(colour, other) >= APART for other in taken):
                    chosen = slot, colour
                    break
            if chosen is None:  # a scheme of one hue: another lightness of the first accent
                colour = self._lighter("accent1", taken, least)
                chosen = "accent1", colour
                self.alike = True
            if chosen[0] in slots:
                slots.remove(chosen[0])
            taken.append(self._add(name, chosen[1], chosen[0], least))

    def _lighter(self, slot: str, taken: Sequence[str], least: float) -> str:
        """Another lightness of a slot, as far from all that is taken as can be."""
        hue, _, saturation = rgb_to_hls(*channels(self.slots[slot]))
        tried = [hexadecimal(hls_to_rgb(hue, n / 20, saturation)) for n in range(2, 19)]
        fitting = [one for one in tried if worst(one, self.grounds) >= least + SPARE]
        return max(fitting or tried, key=lambda one: min(distance(one, other) for other in taken))

    def inherited(self, colour: str) -> str:
        """The ink of text that takes its colour from the template; it is never written."""
        name = f"inherited {colour}"
        if name not in self.inks:
            near = min(self.slots, key=lambda slot: distance(self.slots[slot], colour))
            self._add(name, colour, near, 0)
        return name

    def readable(self, colour: str, grounds: Sequence[str], least: float) -> str:
        """The ink for text whose inherited colour has too little contrast on ``grounds``."""
        wanted = adjusted(colour, grounds, least + SPARE)
        slot = self._like(wanted) if worst(colour, grounds) >= LOST else ""
        if not slot:  # a hue that the scheme does not have cannot be told by it
            plain = ("dk1", "lt1", "dk2", "lt2")
            slot = max(plain, key=lambda one: worst(self.slots[one], grounds))
            wanted = adjusted(self.slots[slot], grounds, least + SPARE)
        name = f"readable {wanted} {slot}"
        if name not in self.inks:
            self._add(name, wanted, slot, 0)
        return name

    def _like(self, colour: str) -> str:
        """The slot of the same hue that comes nearest; of greys, one that is grey. Empty: none."""
        hue, _, saturation = rgb_to_hls(*channels(colour))
        fitting = []
        for slot, other in self.slots.items():
            own, light, strength = rgb_to_hls(*channels(other))
            grey = strength < 0.12 or not 0.04 < light < 0.96
            apart = abs((own - hue + 0.5) % 1.0 - 0.5)
            if grey if saturation < 0.12 else not grey and apart < 0.04:
                fitting.append(slot)
        return min(fitting, key=lambda slot: distance(self.slots[slot], colour), default="")


def least_of(size: float) -> float:
    """Least contrast of text of this size in points."""
    return LARGE if size >= LARGE_FROM else TEXT
