"""People: who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node
from reports.blocks.base import Block
from reports.blocks.grid import Grid

if TYPE_CHECKING:
    from reports.telling import Telling


class Person(Record):
    """One person or office."""

    name: Words = words(max=80)
    """Name of a person or office."""
    role: Words = words(max=160)
    """What they do."""
    contact: Words | None = words(max=120, optional=True)
    """How to reach them; the column is left out when nobody has it."""


class People(Block):
    """People or offices, with what they do."""

    kind = "people"
    layout = "table"
    alone = True

    people: tuple[Person, ...] = many(one(Person), low=1, high=60)
    """The people or offices, in their order."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A table of names, roles and contacts."""
        rows = [(person.name, person.role, person.contact) for person in self.people]
        widths = ([28.0, 44.0, 28.0], [34.0, 66.0])
        table = Grid.of_entries(node, telling, ("person", "role", "contact"), rows, widths)
        return [*self.heading(node, telling), table]
