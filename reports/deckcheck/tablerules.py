"""Rules on the structure of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.deckcheck.deck import Deck
from reports.deckcheck.rule import Spot, rule
from reports.deckcheck.tables import Table, tables
from reports.findings import WARNING

_SOURCE = "WCAG 2.2, 1.3.1; EN 301 549, 10.1.3.1; Microsoft, "


def every(deck: Deck) -> list[Table]:
    """All tables that are shown."""
    return [table for slide in deck.slides for table in tables(slide)]


@rule(
    "table-header",
    "A table says that its first row is a header row",
    _SOURCE + "Tables specify column header information; ISO/IEC 29500-1, 21.1.3.15",
    every,
    mend="Tick “Header Row” in the table's design, and write column heads there.",
)
def table_header(deck: Deck, things: Sequence[Table]) -> Iterator[Spot]:
    for table in things:
        if not table.flags["firstRow"]:
            yield Spot(table.slide.number, table.shape.called, "no header row is flagged")


@rule(
    "table-head-blank",
    "Every column has a head; only the corner above a column of row heads may be blank",
    _SOURCE + "Tables specify column header information",
    lambda deck: [table for table in every(deck) if table.flags["firstRow"]],
    mend="Write what the column holds.",
)
def table_head_blank(deck: Deck, things: Sequence[Table]) -> Iterator[Spot]:
    for table in things:
        for cell in table.cells:
            corner = cell.column == 0 and table.flags["firstCol"]
            if cell.row == 0 and not cell.words and not corner and not cell.spanned:
                detail = f"the head of column {cell.column + 1} is blank"
                yield Spot(table.slide.number, table.shape.called, detail)


@rule(
    "table-merged",
    "No cell of a table is merged or split",
    _SOURCE + "Table has simple structure",
    every,
    severity=WARNING,
    mend="Repeat what a merged cell says, or make two tables.",
)
def table_merged(deck: Deck, things: Sequence[Table]) -> Iterator[Spot]:
    for table in things:
        merged = [cell for cell in table.cells if cell.spans]
        for cell in merged[:1]:
            detail = f"row {cell.row + 1}, column {cell.column + 1} is merged with others"
            if len(merged) > 1:
                detail += f", and {len(merged) - 1} more"
            yield Spot(table.slide.number, table.shape.called, detail)
