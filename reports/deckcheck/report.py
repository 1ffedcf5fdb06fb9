"""The rules on one audience's deck, as findings for people and rows for programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layouts.problems import Place, ResourceError
from reports.deckcheck.expected import Expected, expected
from reports.deckcheck.judge import judge, rows
from reports.deckcheck.package import Unreadable
from reports.deckcheck.rule import Spot, Verdict
from reports.edition import Edition
from reports.findings import Finding

MOST = 10
"""Findings of one rule on one deck that are told apart; the rest are counted."""


@dataclass
class DeckReport:
    """What came of one deck."""

    name: str
    verdicts: list[Verdict]
    expected: Expected

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One entry for each rule, passed, failed or not applicable."""
        return rows(self.name, self.verdicts)

    def __str__(self) -> str:
        count = sum(len(verdict.spots) for verdict in self.verdicts)
        found = f"{count} finding{'s' if count != 1 else ''}"
        return f"{self.name}: {len(self.verdicts)} rules on decks: {found}"

    def findings(self) -> list[Finding]:
        """Every spot, errors and warnings, at its place in the pack where it has one."""
        found = []
        for verdict in self.verdicts:
            for spot in verdict.spots[:MOST]:
                found.append(self._finding(verdict, spot, _told(verdict, spot)))
            if len(verdict.spots) > MOST:
                more = f"and {len(verdict.spots) - MOST} more"
                found.append(self._finding(verdict, verdict.spots[-1], more))
        return found

    def _finding(self, verdict: Verdict, spot: Spot, told: str) -> Finding:
        place = self.expected.place(spot.thing, spot.field) or Place(self.name)
        severity, certainty = verdict.severity(spot), verdict.certainty(spot)
        return Finding(place, verdict.rule.ident, self.name, told, severity, certainty)


def _told(verdict: Verdict, spot: Spot) -> str:
    slide = f"slide {spot.slide}: " if spot.slide else ""
    return f"{slide}{spot.thing}: {spot.detail}. {verdict.rule.mend}"


def deck_report(edition: Edition, path: Path) -> DeckReport:
    """The rules on the deck of one edition.

    Raises :class:`ResourceError` for a file that is no presentation.
    """
    wanted = expected(edition)
    try:
        return DeckReport(path.name, judge(path, wanted), wanted)
    except Unreadable as error:
        raise ResourceError(f"{path}: cannot be read: {error}") from error
