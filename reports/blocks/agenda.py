"""Agendas: what happens when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node
from reports.blocks.base import Block
from reports.blocks.grid import Grid

if TYPE_CHECKING:
    from reports.telling import Telling


class Slot(Record):
    """One item of an agenda."""

    time: Words = words(max=30)
    """Printed as written, such as ``09.30–10.00``."""
    title: Words = words(max=140)
    """What happens."""
    who: Words | None = words(max=100, optional=True)
    """Who speaks; the column is left out when no item has it."""


class Agenda(Block):
    """A run of items with their times."""

    kind = "agenda"
    layout = "table"
    alone = True

    items: tuple[Slot, ...] = many(one(Slot), low=1, high=60)
    """What happens, in its order."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A table of times, items and speakers."""
        rows = [(slot.time, slot.title, slot.who) for slot in self.items]
        widths = ([18.0, 54.0, 28.0], [20.0, 80.0])
        table = Grid.of_entries(node, telling, ("time", "item", "speaker"), rows, widths)
        return [*self.heading(node, telling), table]
