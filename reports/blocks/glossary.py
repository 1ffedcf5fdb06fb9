"""Glossaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.located import quote
from layouts.problems import Place, Problems
from layouts.records import Record, Words, many, one, words
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.blocks.grid import Grid

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


class Term(Record):
    """A term and its meaning."""

    term: Words = words(max=60)
    """The term or short form."""
    meaning: Words = words(max=320)
    """What it means here."""


class Glossary(Block):
    """Terms and what they mean here."""

    kind = "glossary"
    layout = "table"
    alone = True

    terms: tuple[Term, ...] = many(one(Term), low=1, high=60)
    """The terms in their order; each once."""

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """Every term stands once."""
        first: dict[str, Place] = {}
        for number, term in enumerate(self.terms):
            name = term.term.pick("long").casefold().strip()
            place = self.at("terms", number, "term")
            known = first.setdefault(name, place)
            if known != place:
                found = f"term {quote(name)} again; it is also on line {known.line}"
                problems.add("duplicate-id", place, found, "each term once")

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A table of terms (row heads) and meanings."""
        grid = Grid(node.child(Role.TABLE, "table"), telling)
        grid.head([telling.label("term"), telling.label("meaning")])
        for term in self.terms:
            grid.row([term.term, term.meaning], row_head=True)
        return [*self.heading(node, telling), grid.table([30.0, 70.0])]
