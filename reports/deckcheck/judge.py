"""All rules, and a deck before all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.deckcheck import (
    contrasts,
    density,
    described,
    languages,
    linking,
    native,
    order,
    packaging,
    placing,
    showing,
    tablerules,
    titles,
)
from reports.deckcheck.deck import Deck
from reports.deckcheck.expected import Expected
from reports.deckcheck.rule import Rule, Verdict

FAMILIES = {
    "Titles": titles,
    "Reading order": order,
    "Alternative texts": described,
    "Tables": tablerules,
    "Language and metadata": languages,
    "Contrast": contrasts,
    "Links": linking,
    "Density": density,
    "Native content": native,
    "Placing": placing,
    "Show": showing,
    "File": packaging,
}
"""The modules that hold rules, by the name of the family."""


def rules(family: str = "") -> list[Rule]:
    """All rules, or those of one family, in the order written."""
    modules = [FAMILIES[family]] if family else FAMILIES.values()
    return [one for module in modules for one in vars(module).values() if isinstance(one, Rule)]


def judge(path: Path, expected: Expected | None = None) -> list[Verdict]:
    """The verdict of every rule on a deck.

    ``expected``: what the pack wants; without it what holds for any deck. Raises
    :class:`reports.deckcheck.package.Unreadable` for a file that is no presentation.
    """
    deck = Deck(path, expected or Expected())
    try:
        return [one.judge(deck) for one in rules()]
    finally:
        deck.close()


def rows(name: str, verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """The verdicts as plain data: one entry for each rule."""
    return [
        {
            "document": name,
            "rule": verdict.rule.ident,
            "what": verdict.rule.what,
            "source": verdict.rule.source,
            "severity": verdict.rule.severity,
            "certainty": verdict.rule.certainty,
            "mend": verdict.rule.mend,
            "outcome": verdict.outcome,
            "examined": verdict.examined,
            "findings": [
                {
                    "slide": spot.slide,
                    "object": spot.thing,
                    "found": spot.detail,
                    "severity": verdict.severity(spot),
                    "certainty": verdict.certainty(spot),
                }
                for spot in verdict.spots
            ],
        }
        for verdict in verdicts
    ]
