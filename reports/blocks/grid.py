"""Building tables: rows of cells with the structure that a screen reader walks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from layouts.fields import Schema
from layouts.records import Words
from layouts.runs import Run
from layouts.table import Table, TableCell
from layouts.tree import Node, Role

if TYPE_CHECKING:
    from reports.telling import Telling


def as_many(heads: str, low: int, high: int, cells: Callable[[Schema], Schema]) -> list[Schema]:
    """Rules for a schema: rows have as many cells as the list ``heads`` has entries.

    ``cells`` makes the properties that hold rows out of the limits of a row.
    """
    rules = []
    for count in range(low, high + 1):
        limits = {"minItems": count, "maxItems": count}
        chosen = {"required": [heads], "properties": {heads: {"type": "array", **limits}}}
        rules.append({"if": chosen, "then": {"properties": cells(limits)}})
    return rules


class Grid:
    """Collects head and body rows below one Table node, then makes the flowable."""

    def __init__(self, node: Node, telling: Telling) -> None:
        self.node, self.telling = node, telling
        self._head: list[list[TableCell]] = []
        self._rows: list[list[TableCell]] = []

    def head(self, titles: Sequence[Words | str | None]) -> None:
        """The head row: each cell is the head of its column."""
        row = self.node.child(Role.ROW, f"head{len(self._head) + 1}")
        self._head.append(
            [self._cell(row, n, title, "Column") for n, title in enumerate(titles, 1)]
        )

    def row(self, cells: Sequence[Words | str | None], *, row_head: bool = False) -> None:
        """A body row; with ``row_head`` its first cell is the head of the row."""
        row = self.node.child(Role.ROW, f"row{len(self._rows) + 1}")
        self._rows.append(
            [
                self._cell(row, n, cell, "Row" if row_head and n == 1 else None)
                for n, cell in enumerate(cells, 1)
            ]
        )

    @classmethod
    def of_entries(
        cls,
        node: Node,
        telling: Telling,
        labels: Sequence[str],
        rows: Sequence[Sequence[Words | None]],
        widths: tuple[Sequence[float], Sequence[float]],
    ) -> Table:
        """A table of entries with a row head; the last column goes where no row fills it.

        ``widths``: shares of all columns, and of those that are left without the last.
        """
        grid = cls(node.child(Role.TABLE, "table"), telling)
        whole = any(row[-1] is not None for row in rows)
        count = len(labels) if whole else len(labels) - 1
        grid.head([telling.label(key) for key in labels[:count]])
        for row in rows:
            grid.row(row[:count], row_head=True)
        return grid.table(widths[0] if whole else widths[1])

    def cells(self, count: int, *, row_head: bool = False) -> list[TableCell]:
        """A body row whose cells are still to be filled."""
        self.row([None] * count, row_head=row_head)
        return self._rows[-1]

    def table(self, widths: Sequence[float], aligns: Sequence[str] = ()) -> Table:
        """The table; ``widths`` are shares in per cent, 0 where the content decides."""
        for row in (*self._head, *self._rows):
            for cell, align in zip(row, aligns, strict=False):
                cell.align = align
        return Table(self.node, self._head, self._rows, list(widths))

    def _cell(self, row: Node, n: int, content: Words | str | None, scope: str | None) -> TableCell:
        role = Role.HEADER if scope else Role.CELL
        node = row.child(role, f"cell{n}", scope=scope)
        if content is None:
            runs: tuple[Run, ...] = ()
        elif isinstance(content, str):
            runs = (Run(content),)
        else:
            runs = self.telling.text(content, node, cite=scope != "Column")
        return TableCell(runs, node, head=scope is not None)
