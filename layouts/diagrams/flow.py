"""Flow diagrams: who gives what to whom."""

from __future__ import annotations

from collections.abc import Sequence

from layouts.diagrams.abreast import abreast
from layouts.diagrams.facing import facing
from layouts.diagrams.parties import Gift, Party
from layouts.diagrams.shapes import Band
from layouts.diagrams.triangle import triangle
from layouts.setting import Setting
from layouts.tree import Node

__all__ = ["Flow", "Gift", "Party"]


class Flow:
    """Arranges two to five parties and the arrows between them.

    Two face each other; three stand at the corners of a triangle where its labels are clear;
    otherwise all stand in a row and the arrows run below it. All marks and words belong to
    ``node``, the figure. ValueError for a gift of a party that is not there, or to its giver.
    """

    def __init__(self, parties: Sequence[Party], gifts: Sequence[Gift], node: Node) -> None:
        self.parties, self.gifts, self.node = tuple(parties), tuple(gifts), node
        self._places = {party.id: n for n, party in enumerate(self.parties)}
        if len(self._places) != len(self.parties) or len(self.parties) < 2 or not self.gifts:
            raise ValueError(f"{node.id}: a flow has two parties with ids of their own, and a gift")
        for gift in self.gifts:
            known = gift.source in self._places and gift.target in self._places
            if not known or gift.source == gift.target:
                raise ValueError(f"{node.id}: no gift from {gift.source!r} to {gift.target!r}")

    def index(self, party: str) -> int:
        """Place of a party in the order given."""
        return self._places[party]

    def arrange(self, measure: float, setting: Setting, height: float | None) -> list[Band]:
        """One band, or several with the same boxes where ``height`` cannot hold all arrows."""
        if len(self.parties) == 2:
            return facing(self, measure, setting, height)
        if len(self.parties) == 3:
            band = triangle(self, measure, setting, height)
            if band is not None:
                return [band]
        return abreast(self, measure, setting, height)
