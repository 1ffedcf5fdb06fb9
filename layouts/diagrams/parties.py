"""Parties and gifts: the boxes of a flow diagram, and what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from layouts.diagrams.shapes import BOTTOM, LEFT, RIGHT, TOP, Phrase, Shape, ShapeText
from layouts.runs import Run
from layouts.setting import Setting
from layouts.textblock import widths
from layouts.tree import Node
from layouts.units import Rect

TONES = {"south": "accent", "north": "warm", "other": "muted"}
"""Ink of the box of each tone; the words in the box say the same without colour."""
ROLE_TITLE, ROLE_TEXT, ROLE_LABEL = "diagram-title", "diagram-note", "diagram-text"


class Party(NamedTuple):
    """One who takes part."""

    id: str
    title: Sequence[Run]
    text: Sequence[Run] = ()
    tone: str = "other"
    tone_words: Sequence[Run] = ()
    """The tone in words (``South``), set below the title; empty: what the language has as label
    ``tone_south`` and so on, or nothing."""


class Gift(NamedTuple):
    """What one party gives to another, by their ids."""

    source: str
    target: str
    gives: Sequence[Run]


class Look(NamedTuple):
    """Lengths of a flow diagram in one medium, in points."""

    inset: float
    """Between the edge of a box and its text."""
    radius: float
    stroke: float
    """Width of an arrow's line."""
    gap: float
    """Between things that belong together."""
    port: float
    """Radius of a dot that an arrow starts or ends at."""


def look(setting: Setting) -> Look:
    """The lengths for a medium, at the step of its type scale."""
    slide, step = setting.kind == "slide", setting.step
    inset, radius, stroke, gap, port = (12, 7, 2, 7, 4.2) if slide else (8, 4, 1.2, 4, 2.6)
    return Look(inset * step, radius * step, stroke, gap * step, port * step)


class Boxes:
    """The boxes of all parties, at one common width and height."""

    def __init__(
        self, parties: Sequence[Party], node: Node, setting: Setting, width: float
    ) -> None:
        """``width``: of every box, in points."""
        self.parties, self.node, self.setting, self.width = parties, node, setting, width
        self.look = look(setting)
        self.inner = width - 2 * self.look.inset
        self.upright = self.look.inset * 0.85
        """Inset above and below the text."""
        self.height = self._tallest()
        """Of every box."""

    def again(self) -> Boxes:
        """The boxes for a second band: who it is was said in the first, so without the texts."""
        brief = [party._replace(text=()) for party in self.parties]
        return Boxes(brief, self.node, self.setting, self.width)

    def _tallest(self) -> float:
        texts = [party_text(p, self.inner, self.node, self.setting) for p in self.parties]
        return max(text.height for text in texts) + 2 * self.upright

    def shape(self, n: int, x: float, y: float, height: float = 0.0) -> Shape:
        """The box of party ``n``, at least as high as its text wants; may be made repeatedly."""
        party, look = self.parties[n], self.look
        shape = Shape(
            "rounded",
            Rect(x, y, self.width, max(height, self.height)),
            self.ink(n),
            valign="middle",
            insets=(look.inset, self.upright, look.inset, self.upright),
            node=self.node,
            name=party.id,
            radius=look.radius,
        )
        return party_text(party, self.inner, self.node, self.setting).put(shape)

    def ink(self, n: int) -> str:
        """Ink of party ``n``."""
        return TONES.get(self.parties[n].tone, TONES["other"])

    def port(self, n: int, site: int, x: float, y: float) -> Shape:
        """A dot just inside the edge of box ``n``, hidden by it, with its ``site`` at the point.

        A box has one connection site on each side; further arrows are glued to such dots.
        """
        r = self.look.port
        dx = {LEFT: 0.0, RIGHT: -2 * r}.get(site, -r)
        dy = {TOP: 0.0, BOTTOM: -2 * r}.get(site, -r)
        dot = Rect(x + dx, y + dy, 2 * r, 2 * r)
        return Shape("dot", dot, self.ink(n), decorative=True)


def label_text(gift: Gift, width: float, node: Node, setting: Setting, align: str) -> ShapeText:
    """What is given, set at ``width``."""
    return ShapeText([(Phrase(gift.gives, node), ROLE_LABEL, align)], width, setting)


def party_text(party: Party, width: float, node: Node, setting: Setting) -> ShapeText:
    """Title, tone and text of a party, centred."""
    phrases = [
        (Phrase(party.title, node), ROLE_TITLE, "center"),
        (Phrase(_tone(party, setting), node), ROLE_TEXT, "center"),
        (Phrase(party.text, node), ROLE_TEXT, "center"),
    ]
    return ShapeText(phrases, width, setting)


def _tone(party: Party, setting: Setting) -> Sequence[Run]:
    if party.tone_words:
        return party.tone_words
    label = setting.language.labels.get(f"tone_{party.tone}", "")
    return (Run(label),) if label else ()


def wanted_width(party: Party, setting: Setting) -> tuple[float, float]:
    """Width of the longest word and of the longest line that the text of a party would like.

    A title wants one line, a longer text two.
    """
    title = widths(party.title, setting.style(ROLE_TITLE), setting)
    tone = widths(_tone(party, setting), setting.style(ROLE_TEXT), setting)
    text = widths(party.text, setting.style(ROLE_TEXT), setting)
    return max(title[0], tone[0], text[0]), max(title[1], tone[1], text[1] * 0.55)


def chunks(heights: Sequence[float], limit: float | None) -> list[tuple[int, int]]:
    """Runs of rows, first to before last, each no higher than ``limit`` unless one row is."""
    runs: list[tuple[int, int]] = []
    first, height = 0, 0.0
    for n, row in enumerate(heights):
        if limit is not None and n > first and height + row > limit + 0.01:
            runs.append((first, n))
            first, height = n, 0.0
        height += row
    runs.append((first, len(heights)))
    return runs
