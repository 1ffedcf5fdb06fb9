"""Runs: text of one style, the form in which words reach the layout engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layouts.tree import Node


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style inside a paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False
    raised: bool = False
    """Set as a superior (the mark of a note)."""
    link: str | None = None
    """``https://…`` or ``mailto:…`` for the outside, ``#<node id>`` for a place in the document."""
    node: Node | None = None
    """A structure node of the run's own (Link, Reference, Span, Lbl); None: the paragraph's."""
    note: str | None = None
    """Key of the footnote that this run calls."""
    page_of: str | None = None
    """The page number of the node of this id stands here; ``text`` is then only a stand-in."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One paragraph of the speaker notes, or one entry of a list in them."""

    runs: tuple[Run, ...]
    label: str = ""
    """Before an entry of a list: ``•``, ``–``, ``3.`` …; empty: a paragraph."""
    depth: int = 0
    """Depth in a list; 0 for its outermost entries."""


def plain(runs: Iterable[Run]) -> str:
    """The words alone, without the marks of notes."""
    return "".join(run.text for run in runs if not run.raised)
