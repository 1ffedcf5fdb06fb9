"""Spans: runs with the face, size and features in which they are set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from layouts.fonts import SOFT_HYPHEN, Face
from layouts.runs import Run
from layouts.scene import GlyphRun
from layouts.setting import Setting
from layouts.theme import TextStyle

SUPERIORS = "sups"
"""OpenType feature of figures drawn as superiors, as heavy as the text: pages have them where the
face does; slides, whose viewer makes them smaller by itself, and other characters do not."""
RAISED_SIZE = 0.62
"""Size of a superior, as a share of the text's."""
RAISED_BY = 0.33
"""Rise of its baseline, in em of the text."""
RIGHT = {
    **{"-": 0.5, SOFT_HYPHEN: 0.5, "–": 0.25, "—": 0.15},
    **{".": 0.7, ",": 0.7, ":": 0.4, ";": 0.4},
    **{"’": 0.6, "”": 0.5, "‘": 0.6, "“": 0.5, "»": 0.4},
}
_LEFT = {"“": 0.5, "‘": 0.6, "„": 0.5, "‚": 0.6, "«": 0.4, "(": 0.1}
"""Share of a character that hangs in the margin."""
DISPLAY = 14.0
"""From this size on, in points, an opening quotation mark hangs wholly."""
_WHITE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


@dataclass(slots=True)
class Span:
    """A run, and how it is set."""

    run: Run
    face: Face
    size: float
    """Points."""
    rise: float
    """Points above the baseline."""
    ink: str
    features: tuple[str, ...]
    space: GlyphRun

    def word(self, text: str) -> GlyphRun:
        """``text`` shaped."""
        return self.face.word(text, self.features)

    def width(self, text: str) -> float:
        """Width in points, shaped."""
        return self.face.word(text, self.features).advance * self.size / 1000

    def hang(self, character: str, shares: dict[str, float]) -> float:
        """How far a character at the edge of a line hangs in the margin, in points."""
        share = shares.get(character)
        return share * self.width(character) if share else 0.0


def hang_left(span: Span, character: str) -> float:
    """How far the first character of a line hangs in the left margin, in points."""
    if span.size >= DISPLAY and character != "(" and character in _LEFT:
        return span.width(character)
    return span.hang(character, _LEFT)


def hang_right(span: Span, character: str) -> float:
    """The same for the last character of a justified line and the right margin."""
    return span.hang(character, RIGHT)


def normalised(runs: Iterable[Run]) -> list[Run]:
    """The runs without empty ones; white space is one space, and none stands at either end."""
    out: list[Run] = []
    open_ = False
    for run in runs:
        text = _spaced(run.text)
        if text[:1] == " " and not open_:
            text = text[1:]
        if text:
            out.append(run if text == run.text else replace(run, text=text))
            open_ = text[-1] != " "
    if out and not open_:
        last = out.pop()
        if len(last.text) > 1:
            out.append(replace(last, text=last.text[:-1]))
    return out


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    return _WHITE.sub(" ", text)


def spans(runs: Iterable[Run], style: TextStyle, setting: Setting) -> list[Span]:
    """The runs with face, size and ink; links to the outside have the ink ``link``."""
    out = []
    inks = setting.theme.inks
    for run in runs:
        face = setting.face(style, run.strong, run.emphasis)
        size, rise, features = style.size, 0.0, style.features
        if run.raised and setting.kind == "page" and face.draws(run.text, SUPERIORS):
            features = (SUPERIORS,)
        elif run.raised:
            size, rise = RAISED_SIZE * size, RAISED_BY * size
        outside = run.link is not None and not run.link.startswith("#")
        ink = "link" if outside and style.ink == "text" and "link" in inks else style.ink
        space = face.word(" ", style.features)
        out.append(Span(run, face, size, rise, ink, features, space))
    return out
