"""Quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.paragraph import Paragraph
from layouts.records import Words, ref, text, words
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class Quote(Block):
    """Quoted speech: exact, and attributed."""

    kind = "quote"
    layout = "quote"
    alone = True

    by: Words = words(max=100)
    """Who said it."""
    role: Words | None = words(max=160, optional=True)
    """Printed after the name."""
    source: str = ref("source")
    """Id of the source in which it was read."""
    locator: str = text(max=120, default="", key="at")
    """Where in the source."""
    text: Words = words(max=420)
    """The exact words; the program sets the quotation marks."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """The words in quotation marks, and who said them."""
        quote = node.child(Role.QUOTE, "quote")
        said = quote.child(Role.PARAGRAPH, "text")
        by = node.child(Role.PARAGRAPH, "by")
        words = (Run("\N{LEFT DOUBLE QUOTATION MARK}"), *telling.text(self.text, said, cite=False))
        words = (*words, Run("\N{RIGHT DOUBLE QUOTATION MARK}"))
        attribution = [*telling.text(self.by, by, cite=False)]
        if self.role is not None:
            attribution += [Run(", "), *telling.text(self.role, by, cite=False)]
        telling.cited.add(self.source, self.locator)
        if telling.on_pages:
            attribution += [Run(". "), *telling.citation(by, self.source, self.locator)]
            attribution += [Run(f" {line}") for line in telling.conflict_lines(telling.cited)]
        return [
            *self.heading(node, telling),
            Paragraph(said, words, "quote"),
            Paragraph(by, attribution, "quote-by"),
        ]
