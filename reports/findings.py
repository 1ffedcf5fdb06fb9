"""Findings of a check, and how they are printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.problems import Place


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that does not hold: where the author can mend it, and in which document."""

    place: Place
    rule: str
    document: str
    """Name of the file that was read back."""
    found: str
    severity: str = "error"
    """``error``, or ``warning`` for something that only wants to be looked at."""

    def __str__(self) -> str:
        word = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.place}: {word}{self.rule}: {self.document}: {self.found}"


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that a document must not have."""
    return [finding for finding in findings if finding.severity == "error"]


def printed(
    findings: Sequence[Finding],
    form: str,
    verdicts: Sequence[str] = (),
    rules: Sequence[dict[str, Any]] = (),
) -> str:
    """The findings as ``text``, ``json`` or ``github`` annotations; for people with a verdict.

    ``verdicts``: a line for each file that was examined; ``rules``: what came of every rule.
    """
    if form == "json":
        rows = [
            {
                "rule": f.rule,
                "severity": f.severity,
                "document": f.document,
                "file": f.place.file,
                "line": f.place.line,
                "column": f.place.column,
                "found": f.found,
            }
            for f in findings
        ]
        report = {"findings": rows, "preflight": list(rules)}
        return json.dumps(report, ensure_ascii=False, indent=1)
    if form == "github":
        lines = [
            f"::{f.severity} file={f.place.file},line={max(f.place.line, 1)},"
            f"col={max(f.place.column, 1)},"
            f"title={f.rule}::{_escaped(f'{f.document}: {f.found}')}"
            for f in findings
        ]
        return "\n".join(lines)
    count = len(errors(findings))
    verdict = f"{count} finding{'s' if count != 1 else ''}" if count else "the two documents agree"
    return "\n".join([*map(str, findings), *verdicts, verdict])


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
