"""Lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.paragraph import Paragraph
from layouts.records import Record, Words, choice, many, one, words
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class ListItem(Record):
    """One entry of a list."""

    text: Words = words(max=320)
    """The entry."""


class List(Block):
    """A list with bullets or numbers."""

    kind = "list"

    style: str = choice("bullet", "number", default="bullet")
    """Bullets or numbers."""
    items: tuple[ListItem, ...] = many(one(ListItem, short="text"), low=1, high=60)
    """The entries: words, in one or several lengths."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """One paragraph an item, with its bullet or number hung before it."""
        numbered = self.style == "number"
        listing = node.child(Role.LIST, "list", numbering="Decimal" if numbered else "Disc")
        out = self.heading(node, telling)
        for n, entry in enumerate(self.items, 1):
            item = listing.child(Role.ITEM, f"item{n}")
            label = item.child(Role.LABEL, "label")
            body = item.child(Role.BODY, "text")
            mark = Run(f"{n}." if numbered else "\N{BULLET}", node=label)
            role = "list-number" if numbered else "list"
            out.append(Paragraph(body, telling.text(entry.text, body), role, label=(mark,)))
        return out
