"""People: who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.blocks.grid import Grid

if TYPE_CHECKING:
    from reports.telling import Telling


class Person(Record):
    """One person or office."""

    name: Words = words(max=80)
    role: Words = words(max=160)
    contact: Words | None = words(max=120, optional=True)


class People(Block):
    """People or offices, with what they do."""

    kind = "people"
    layout = "table"
    alone = True

    people: tuple[Person, ...] = many(one(Person), low=1, high=60)

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A table of names, roles and contacts."""
        grid = Grid(node.child(Role.TABLE, "table"), telling)
        contacts = any(person.contact is not None for person in self.people)
        heads = [telling.label("person"), telling.label("role"), telling.label("contact")]
        grid.head(heads if contacts else heads[:2])
        for person in self.people:
            cells = [person.name, person.role, person.contact]
            grid.row(cells if contacts else cells[:2], row_head=True)
        return [
            *self.heading(node, telling),
            grid.table([28.0, 44.0, 28.0] if contacts else [34.0, 66.0]),
        ]
