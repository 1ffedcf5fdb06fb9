"""Tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.fields import Definitions, Schema
from layouts.flow import Flowable
from layouts.problems import Problems
from layouts.records import Record, Words, choice, flag, many, number, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.blocks.grid import Grid, as_many

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


COLUMNS = 2, 8
"""Fewest and most columns."""


class Column(Record):
    """One column of a table."""

    title: Words = words(max=60)
    """Head of the column."""
    align: str = choice("left", "center", "right", default="left")
    """Where the texts of its cells stand."""
    width: float = number(0, 100, default=0)
    """Share of the width in per cent; 0: found from the content."""


class Table(Block):
    """A table with a head row; the first column is a row head where ``row_heads`` says so."""

    kind = "table"
    layout = "table"
    alone = True

    columns: tuple[Column, ...] = many(one(Column, short="title"), low=COLUMNS[0], high=COLUMNS[1])
    """The heads of the columns, with their form."""
    rows: tuple[tuple[Words, ...], ...] = many(
        many(words(max=240), low=COLUMNS[0], high=COLUMNS[1]), low=1, high=200
    )
    """The rows, each with as many cells as there are columns."""
    row_heads: bool = flag(default=True)
    """The first cell of a row is its head."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        rules = as_many("columns", *COLUMNS, lambda limits: {"rows": {"items": limits}})
        return super()._schema(definitions, tag) | {"allOf": rules}

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """Every row has as many cells as there are columns."""
        for index, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                expected = f"{len(self.columns)}, as there are columns"
                place = self.at("rows", index)
                problems.add("wrong-count", place, f"a row of {len(row)} cells", expected)

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A native table with a head row."""
        table = node.child(Role.TABLE, "table")
        grid = Grid(table, telling)
        grid.head([column.title for column in self.columns])
        for row in self.rows:
            grid.row(row, row_head=self.row_heads)
        flowable = grid.table([c.width for c in self.columns], [c.align for c in self.columns])
        return [
            *self.heading(node, telling),
            flowable,
            *self.captioned(node, telling, self.caption),
        ]
