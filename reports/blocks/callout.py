"""Callouts: a remark set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.paragraph import Paragraph
from layouts.records import Words, choice, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class Callout(Block):
    """A remark set apart from the text."""

    kind = "callout"

    tone: str = choice("note", "caution", "message", default="note")
    """A note, a warning, or the message to take away."""
    text: Words = words(max=500)
    """The remark."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """One paragraph in the style of its tone."""
        own = node.child(Role.PARAGRAPH, "text")
        runs = telling.text(self.text, own)
        return [*self.heading(node, telling), Paragraph(own, runs, f"callout-{self.tone}")]
