"""Flowables and the story: content on its way to pages and slides.

A flowable is set at a measure and yields boxes, glue and penalties; each box holds a
:class:`Piece`. The composer stacks pieces and knows nothing else of text, tables or charts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from layouts.boxes import Part
from layouts.runs import Remark
from layouts.scene import Item
from layouts.setting import Setting
from layouts.tree import Node


@dataclass(slots=True)
class Piece:
    """What a box holds: one unbreakable bit of a flowable, drawn from its own top left corner."""

    plan: Any
    """The plan that :meth:`Flowable.set` made; all pieces of one setting share it."""
    index: int
    """Number of the line, row or band in the plan."""
    items: list[Item]
    """Display list relative to the top left corner of the piece."""
    head: bool = False
    """A head row, which is set again where the table continues."""


class Flowable(Protocol):
    """Paragraph, table, chart, picture or diagram."""

    node: Node
    slot: str
    """What it asks for: ``title``, ``body``, ``chart``, ``caption`` …; the master answers. With a
    number after an at sign (``body@2``) the area of that number on layouts that have several."""

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """Boxes, glue and penalties of the flowable at this measure (points).

        ``height`` is the room of the frame on a slide: a chart or a picture fills it; where it is
        None (pages) they take their natural height. Space above and below is part of the list as
        leading and trailing glue, which the composer drops at the edges of a frame.
        """
        ...


@dataclass(slots=True)
class Passage:
    """What stands together: one slide, or on pages a stretch that flows."""

    id: str
    node: Node
    layout: str
    """The page template or slide layout it asks for: ``text``, ``table``, ``chart``, ``quote`` …"""
    title: str = ""
    """The slide's title in plain words."""
    section: str = ""
    choices: list[tuple[str, list[Flowable]]] = field(default_factory=list)
    """The same content in each length that it has, longest allowed first: (name, flowables)."""
    again: Callable[[int], tuple[str, list[Flowable]]] | None = None
    """For the n-th slide of a split passage: what its title adds, and the slot ``title``."""
    apart: Callable[[], list[Passage]] | None = None
    """Slides: what is told instead when the blocks that stand side by side do not fit."""
    notes: list[Remark] = field(default_factory=list)
    hidden: bool = False
    """Slides: passed over when the deck is shown."""
    new_page: bool = False
    floats: bool = False
    """May move down past the text that follows it in its section, when it does not fit."""


@dataclass(slots=True)
class Story:
    """Everything that one output tells, in reading order."""

    tree: Node
    passages: list[Passage]
    notes: dict[str, Flowable]
    """Footnotes by key, to be set at the foot of the page that calls them."""
    lang: str
    title: str
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    running: str = ""
    """The running head and footer line: the document's short title."""
    marked: frozenset[str] = frozenset()
    """Pages: nodes that bars in the margin stand beside, with all below them."""
    edition: str = ""
    """Version of the text, as its author counts."""
    date: str = ""
    """Slides: the date in the furniture; empty: none."""
    live_date: bool = False
    """Slides: that date is the day on which they are shown; ``date`` holds its place."""
    home: tuple[str, str] | None = None
    """Slides: the node that every slide leads back to, and what the link says of itself."""
