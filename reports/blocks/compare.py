"""Comparisons: subjects side by side, aspect by aspect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.fields import Definitions, Schema
from layouts.flow import Flowable
from layouts.problems import Problems
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.blocks.grid import Grid, as_many

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


SUBJECTS = 2, 4
"""Fewest and most subjects."""


class Aspect(Record):
    """One row: what is compared, and what each subject has there."""

    title: Words = words(max=50)
    """Head of the row."""
    cells: tuple[Words, ...] = many(words(max=180), low=SUBJECTS[0], high=SUBJECTS[1])
    """One for each subject, in their order."""


class Compare(Block):
    """Subjects side by side in a table with heads on both axes."""

    kind = "compare"
    layout = "table"
    alone = True

    corner: Words | None = words(max=40, optional=True)
    """Head of the column that names the aspects."""
    subjects: tuple[Words, ...] = many(words(max=40), low=SUBJECTS[0], high=SUBJECTS[1])
    """What is compared: the heads of the columns."""
    aspects: tuple[Aspect, ...] = many(one(Aspect), low=1, high=20)
    """The rows, in reading order."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        def cells(limits: Schema) -> Schema:
            return {"aspects": {"items": {"properties": {"cells": limits}}}}

        rules = as_many("subjects", *SUBJECTS, cells)
        return super()._schema(definitions, tag) | {"allOf": rules}

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
