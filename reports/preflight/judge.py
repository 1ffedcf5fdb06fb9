"""All rules, and a file before all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports.preflight import (
    boxes,
    colour,
    exchange,
    fonts,
    images,
    interaction,
    links,
    metadata,
    press,
    structure,
    text,
)
from reports.preflight.document import Document, Limits
from reports.preflight.expected import Expected
from reports.preflight.rule import FAILED, Rule, Spot, Verdict

FAMILIES = {
    "Structure": structure,
    "Text": text,
    "Links, notes, outline": links,
    "Colour on screen": colour,
    "Fonts": fonts,
    "Pictures": images,
    "Metadata": metadata,
    "Boxes and bleed": boxes,
    "Ink": press,
    "PDF/X-4": exchange,
    "Interaction": interaction,
}
"""The modules that hold rules, by the name of the family."""


def rules(family: str = "") -> list[Rule]:
    """All rules, or those of one family, in the order written."""
    modules = [FAMILIES[family]] if family else FAMILIES.values()
    return [one for module in modules for one in vars(module).values() if isinstance(one, Rule)]


def judge(
    path: Path,
    edition: str = "screen",
    expected: Expected | None = None,
    limits: Limits | None = None,
) -> list[Verdict]:
    """The verdict of every rule of the edition on a file.

    Raises :class:`pikepdf.PdfError` for a file that cannot be opened.
    """
    document = Document(path, edition, expected, limits)
    try:
        return [one.judge(document) for one in rules() if edition in one.editions]
    finally:
        document.close()


def failures(verdicts: Sequence[Verdict]) -> list[tuple[Rule, Spot]]:
    """What makes rules fail."""
    return [
        (verdict.rule, spot)
        for verdict in verdicts
        if verdict.outcome == FAILED
        for spot in verdict.spots
        if not spot.warning
    ]


def rows(name: str, edition: str, verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The verdicts as plain data: one entry for each rule."""
    return [
        {
            "document": name,
            "edition": edition,
            "rule": verdict.rule.ident,
            "what": verdict.rule.what,
            "source": verdict.rule.source,
            "outcome": verdict.outcome,
            "examined": verdict.examined,
            "findings": [
                {
                    "page": spot.page,
                    "object": spot.thing,
                    "found": spot.detail,
                    "severity": "warning" if spot.warning else "error",
                }
                for spot in verdict.spots
            ],
        }
        for verdict in verdicts
    ]
