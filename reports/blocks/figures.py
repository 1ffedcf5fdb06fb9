"""Key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.diagram import Diagram, Phrase
from layouts.diagrams.figures import Figures as Arranger
from layouts.diagrams.figures import KeyFigure
from layouts.flow import Flowable
from layouts.records import Record, Words, many, one, ref, words
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.telling import Telling


class Figure(Record):
    """One key figure: the value of a fact, and what it says."""

    fact: str = ref("fact")
    """Id of the fact whose ``value`` is printed large."""
    label: Words = words(max=130)
    """What the figure says."""


class Figures(Block):
    """Key figures, large."""

    kind = "figures"
    layout = "diagram"
    alone = True

    figures: tuple[Figure, ...] = many(one(Figure), low=1, high=9)
    """The figures, in reading order."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """A list in which number and label are read together."""
        listing = node.child(Role.LIST, "list")
        shown = []
        for n, figure in enumerate(self.figures, 1):
            fact = telling.pack.facts[figure.fact]
            body = listing.child(Role.ITEM, f"item{n}").child(Role.BODY, "body")
            value = body.child(Role.PARAGRAPH, "value")
            label = body.child(Role.PARAGRAPH, "label")
            telling.print_fact(figure.fact, value)
            shown.append(
                KeyFigure(
                    Phrase((Run(fact.value),), value),
                    Phrase(telling.text(figure.label, label, cite=False), label),
                    body,
                )
            )
        return [
            *self.heading(node, telling),
            Diagram(listing, Arranger(shown)),
            *self.captioned(node, telling, self.caption),
        ]
