"""Running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.paragraph import Paragraph as ParagraphFlowable
from layouts.records import Words, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class Paragraph(Block):
    """Running text in one paragraph."""

    kind = "paragraph"

    text: Words = words(max=1600)
    """The paragraph."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """One paragraph."""
        own = node.child(Role.PARAGRAPH, "text")
        runs = telling.text(self.text, own)
        return [*self.heading(node, telling), ParagraphFlowable(own, runs, "body")]
