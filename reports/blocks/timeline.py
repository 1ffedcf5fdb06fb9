"""Timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.diagram import Diagram, Phrase
from layouts.diagrams.timeline import Event as Shown
from layouts.diagrams.timeline import Timeline as Arranger
from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class Event(Record):
    """One event of a timeline."""

    date: Words = words(max=30)
    """Printed as written."""
    title: Words = words(max=70)
    """What happened."""
    text: Words | None = words(max=200, optional=True)
    """More about it."""


class Timeline(Block):
    """Events in their order."""

    kind = "timeline"
    layout = "timeline"
    alone = True

    events: tuple[Event, ...] = many(one(Event), low=2, high=16)
    """The events, in the order in which they are printed."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A list of events, each with its date as label."""
        listing = node.child(Role.LIST, "list")
        shown = []
        for n, event in enumerate(self.events, 1):
            item = listing.child(Role.ITEM, f"item{n}")
            date = item.child(Role.LABEL, "date")
            body = item.child(Role.BODY, "body")
            title = body.child(Role.PARAGRAPH, "title")
            more = None
            if event.text is not None:
                text = body.child(Role.PARAGRAPH, "text")
                more = Phrase(telling.text(event.text, text), text)
            shown.append(
                Shown(
                    Phrase(telling.text(event.date, date, cite=False), date),
                    Phrase(telling.text(event.title, title, cite=False), title),
                    more,
                    item,
                )
            )
        return [
            *self.heading(node, telling),
            Diagram(listing, Arranger(shown)),
            *self.captioned(node, telling, self.caption),
        ]
