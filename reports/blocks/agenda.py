"""Agendas: what happens when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.blocks.grid import Grid

if TYPE_CHECKING:
    from reports.telling import Telling


class Slot(Record):
    """One item of an agenda."""

    time: Words = words(max=30)
    title: Words = words(max=140)
    who: Words | None = words(max=100, optional=True)


class Agenda(Block):
    """A run of items with their times."""

    kind = "agenda"
    layout = "table"
    alone = True

    items: tuple[Slot, ...] = many(one(Slot), low=1, high=60)

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A table of times, items and speakers."""
        grid = Grid(node.child(Role.TABLE, "table"), telling)
        speakers = any(slot.who is not None for slot in self.items)
        heads = [telling.label("time"), telling.label("item"), telling.label("speaker")]
        grid.head(heads if speakers else heads[:2])
        for slot in self.items:
            cells = [slot.time, slot.title, slot.who]
            grid.row(cells if speakers else cells[:2], row_head=True)
        return [
            *self.heading(node, telling),
            grid.table([18.0, 54.0, 28.0] if speakers else [20.0, 80.0]),
        ]
