"""The preflight of one audience's files, as findings for people and rows for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from layouts.problems import Place, ResourceError
from layouts.units import MM
from reports.edition import Edition
from reports.findings import Finding
from reports.manifest import digest
from reports.preflight.document import Limits
from reports.preflight.expected import expected
from reports.preflight.judge import judge, rows
from reports.preflight.rule import FAILED, PASSED, Spot, Verdict

MOST = 10
"""Findings of one rule on one file that are told apart; the rest are counted."""


@dataclass
class Preflight:
    """What came of one file."""

    name: str
    edition: str
    verdicts: list[Verdict]
    sha256: str = ""
    """Of the file that was judged; empty when it changed while it was."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One entry for each rule, passed, failed or not applicable."""
        return rows(self.name, self.edition, self.verdicts)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rules by outcome."""
        outcomes = [verdict.outcome for verdict in self.verdicts]
        passed, failed = outcomes.count(PASSED), outcomes.count(FAILED)
        return {PASSED: passed, FAILED: failed, "not applicable": len(outcomes) - passed - failed}

    @property
    def entry(self) -> dict[str, Any]:
        """For the manifest: the counts, and every finding with its rule, page and object."""
        findings = [
            {"rule": verdict.rule.ident, "page": spot.page, "object": spot.thing}
            | {"found": spot.detail, "severity": "warning" if spot.warning else "error"}
            for verdict in self.verdicts
            for spot in verdict.spots
        ]
        return {"rules": self.counts, "findings": findings}

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        return f"{self.name}: {len(self.verdicts)} rules of preflight: {counts}"

    def findings(self) -> list[Finding]:
        """Every spot, errors and warnings."""
        found = []
        for verdict in self.verdicts:
            for spot in verdict.spots[:MOST]:
                found.append(self._finding(verdict, spot, _told(spot)))
            if len(verdict.spots) > MOST:
                more = f"and {len(verdict.spots) - MOST} more"
                found.append(self._finding(verdict, verdict.spots[-1], more))
        return found

    def _finding(self, verdict: Verdict, spot: Spot, told: str) -> Finding:
        severity = "error" if verdict.outcome == FAILED and not spot.warning else "warning"
        return Finding(Place(self.name), verdict.rule.ident, self.name, told, severity)


def _told(spot: Spot) -> str:
    page = f"page {spot.page}: " if spot.page else ""
    return f"{page}{spot.thing}: {spot.detail}"


def limits(edition: Edition) -> Limits:
    """What the audience asks of its print edition."""
    asked = edition.audience.press
    return Limits(asked.bleed * MM, asked.ink_limit, saddle_stitch=asked.saddle_stitch)


def preflight(edition: Edition, files: Sequence[tuple[str, Path]]) -> list[Preflight]:
    """The preflight of files of one audience: (``screen`` or ``print``, path).

    Raises :class:`ResourceError` for one that cannot be opened.
    """
    wanted = expected(edition.selections["page"], edition.language)
    asked = limits(edition)
    found = []
    for name, path in files:
        try:
            before = digest(path.read_bytes())
            verdicts = judge(path, name, wanted, asked)
            whole = before == digest(path.read_bytes())
            found.append(Preflight(path.name, name, verdicts, before if whole else ""))
        except (pikepdf.PdfError, OSError) as error:
            raise ResourceError(f"{path}: cannot be read: {error}") from error
    return found
