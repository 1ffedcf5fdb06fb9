"""Flow diagrams: who gives what to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.diagram import Diagram
from layouts.diagrams.flow import Flow as Arranger
from layouts.diagrams.flow import Gift as Arrow
from layouts.diagrams.flow import Party as Box
from layouts.flow import Flowable
from layouts.located import quote
from layouts.problems import Problems
from layouts.records import Record, Words, choice, many, one, text, words
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


class Party(Record):
    """One who takes part."""

    id: str = text(max=30, pattern=r"[a-z][a-z0-9_]*", shape="a lower-case name")
    """For ``from`` and ``to``."""
    title: Words = words(max=36)
    """Name in the box."""
    text: Words | None = words(max=50, optional=True)
    """Printed below the name."""
    tone: str = choice("south", "north", "other", default="other")
    """Colour of the box; the language’s word for it stands below the title."""


class Gift(Record):
    """What one party gives to another."""

    source: str = text(max=30, key="from")
    """Id of the party that gives."""
    target: str = text(max=30, key="to")
    """Id of the party that receives."""
    gives: Words = words(max=60)
    """Printed on the arrow."""


class Flow(Block):
    """A flow between two to five parties."""

    kind = "flow"
    layout = "flow"
    alone = True

    parties: tuple[Party, ...] = many(one(Party), low=2, high=5)
    """Who takes part: the boxes."""
    flows: tuple[Gift, ...] = many(one(Gift), low=1, high=8)
    """The arrows."""
    alt: Words = words(max=400)
    """What the diagram shows, for readers who cannot see it."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """Parties are told apart by their ids, and every gift passes between two of them."""
        known: dict[str, Party] = {}
        for party in self.parties:
            if known.setdefault(party.id, party) is not party:
                found = f"party {quote(party.id)} again; it is also at {known[party.id].place}"
                problems.add("duplicate-id", party.at("id"), found, "each id once")
        for gift in self.flows:
            for end in ("source", "target"):
                name = getattr(gift, end)
                if name not in known:
                    found = f"no party {quote(name)}"
                    place = gift.at(end)
                    problems.add("unknown-name", place, found, given=name, names=known)
            if gift.source == gift.target:
                found = f"a flow from {quote(gift.source)} to itself"
                problems.add("bad-value", gift.at("target"), found, "another party")

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """One figure: boxes for the parties, arrows with what they give."""
        own = node.child(Role.FIGURE, "flow", alt=telling.plain(self.alt))

        def words(text: Words | None) -> tuple[Run, ...]:
            return () if text is None else telling.text(text, own, cite=False)

        def tone(party: Party) -> tuple[Run, ...]:
            label = telling.language.labels.get(f"tone_{party.tone}")
            return (Run(label),) if label else ()

        boxes = [
            Box(party.id, words(party.title), words(party.text), party.tone, tone(party))
            for party in self.parties
        ]
        arrows = [Arrow(gift.source, gift.target, words(gift.gives)) for gift in self.flows]
        return [
            *self.heading(node, telling),
            Diagram(own, Arranger(boxes, arrows, own)),
            *self.captioned(node, telling, self.caption),
        ]
