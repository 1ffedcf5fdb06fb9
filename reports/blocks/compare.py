"""Comparisons: subjects side by side, aspect by aspect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.problems import Problems
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.blocks.grid import Grid

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


class Aspect(Record):
    """One row: what is compared, and what each subject has there."""

    title: Words = words(max=50)
    cells: tuple[Words, ...] = many(words(max=180), low=2, high=4)


class Compare(Block):
    """Subjects side by side in a table with heads on both axes."""

    kind = "compare"
    layout = "table"
    alone = True

    corner: Words | None = words(max=40, optional=True)
    """Head of the column that names the aspects."""
    subjects: tuple[Words, ...] = many(words(max=40), low=2, high=4)
    aspects: tuple[Aspect, ...] = many(one(Aspect), low=1, high=20)
    caption: Words | None = words(max=300, optional=True)

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """Every aspect has a cell for each subject."""
        for number, aspect in enumerate(self.aspects):
            if len(aspect.cells) != len(self.subjects):
                expected = f"{len(self.subjects)}, as there are subjects"
                place = self.at("aspects", number, "cells")
                problems.add("wrong-count", place, f"{len(aspect.cells)} cells", expected)

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A table with a head on both axes."""
        grid = Grid(node.child(Role.TABLE, "table"), telling)
        grid.head([self.corner, *self.subjects])
        for aspect in self.aspects:
            grid.row([aspect.title, *aspect.cells], row_head=True)
        share = 83 / len(self.subjects)
        flowable = grid.table([17.0] + [share] * len(self.subjects))
        return [
            *self.heading(node, telling),
            flowable,
            *self.captioned(node, telling, self.caption),
        ]
