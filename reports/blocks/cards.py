"""Cards: a few things of one kind, told in equal boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.diagram import Diagram, Phrase
from layouts.diagrams.cards import Card as Shown
from layouts.diagrams.cards import Cards as Arranger
from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class Card(Record):
    """One card."""

    title: Words = words(max=50)
    """Title of the card."""
    text: Words = words(max=260)
    """Text of the card."""


class Cards(Block):
    """Cards of equal rank."""

    kind = "cards"
    layout = "diagram"
    alone = True

    cards: tuple[Card, ...] = many(one(Card), low=2, high=9)
    """The cards, in reading order."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A list of cards, each with its title and text."""
        listing = node.child(Role.LIST, "list")
        shown = []
        for n, card in enumerate(self.cards, 1):
            body = listing.child(Role.ITEM, f"item{n}").child(Role.BODY, "body")
            title = body.child(Role.PARAGRAPH, "title")
            text = body.child(Role.PARAGRAPH, "text")
            shown.append(
                Shown(
                    Phrase(telling.text(card.title, title, cite=False), title),
                    Phrase(telling.text(card.text, text), text),
                    body,
                )
            )
        return [
            *self.heading(node, telling),
            Diagram(listing, Arranger(shown)),
            *self.captioned(node, telling, self.caption),
        ]
