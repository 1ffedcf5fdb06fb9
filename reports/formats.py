"""Formats: what came of a run, for people and for the programs that asked for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reports.findings import Finding
from reports.statuses import FINE

FORMATS = ("text", "json", "github", "sarif")
"""For people; for programs; annotations of a workflow on GitHub; for code scanning."""


@dataclass
class Outcome:
    """What came of a run."""

    findings: list[Finding] = field(default_factory=list)
    """Problems of the input, warnings, and findings in documents."""
    status: int = FINE
    """With which the command ends."""
    lines: Sequence[str] = ()
    """What people are told on standard output."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """What programs are told beside the findings."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """What rules ask, by id, where they are not codes of the input."""
    out: Path = Path()
    """The folder of the documents."""
    home: str = ""
    """The file that stands for what is in none; empty: unknown."""
    failure: str = ""
    """Why it ended before it was done; empty: it did not."""

    def printed(self, form: str) -> str:
        """The outcome in one of :data:`FORMATS`, without a line break at its end."""
        if form == "json":
            return self._json()
        if form == "github":
            from reports.annotations import commands

            return commands(self.findings, self.out, self.failure)
        if form == "sarif":
            from reports.sarif import dump, sarif

            log = sarif(
                *(self.findings, self.status, self.out),
                meanings=self.meanings,
                home=self.home,
                failure=self.failure,
            )
            return dump(log)
        return "\n".join(self.lines)

    def _json(self) -> str:
        failed = {"failure": self.failure} if self.failure else {}
        report = {"status": self.status, **failed, "findings": [_row(f) for f in self.findings]}
        return json.dumps(report | dict(self.data), indent=1)


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "document": finding.document,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "found": finding.found,
    }
