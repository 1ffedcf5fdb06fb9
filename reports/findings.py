"""Findings of a check, how they are printed, and which of them count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.problems import Place

ERROR, WARNING = "error", "warning"
CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
CERTAINTIES = (CERTAIN, LIKELY, POSSIBLE)
"""From what was read in the file to what could only be estimated."""
GATES = {ERROR: (ERROR,), WARNING: (ERROR, WARNING), "none": ()}
"""Severities that count, by the gate asked for."""


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that does not hold: where the author can mend it, and in which document."""

    place: Place
    rule: str
    document: str
    """Name of the file that was read back."""
    found: str
    severity: str = ERROR
    """``error``, or ``warning`` for something that only wants to be looked at."""
    certainty: str = CERTAIN
    """``certain``, ``likely`` or ``possible``."""

    def __str__(self) -> str:
        word = "" if self.severity == ERROR else f"{self.severity}: "
        doubt = "" if self.certainty == CERTAIN else f" ({self.certainty})"
        return f"{self.place}: {word}{self.rule}{doubt}: {self.document}: {self.found}"


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that a document must not have."""
    return [finding for finding in findings if finding.severity == ERROR]


def gated(
    findings: Sequence[Finding], gate: str = ERROR, certainty: str = POSSIBLE
) -> list[Finding]:
    """The findings that count: of the gate's severities, and at least so certain."""
    enough = CERTAINTIES[: CERTAINTIES.index(certainty) + 1]
    return [f for f in findings if f.severity in GATES[gate] and f.certainty in enough]


def printed(
    findings: Sequence[Finding],
    form: str,
    verdicts: Sequence[str] = (),
    rules: Sequence[dict[str, Any]] = (),
    deck: Sequence[dict[str, Any]] = (),
) -> str:
    """The findings as ``text``, ``json`` or ``github`` annotations; for people with a verdict.

    ``verdicts``: a line for each file that was examined; ``rules`` and ``deck``: what came of
    every rule on PDFs and on decks.
    """
    if form == "json":
        report = {"findings": list(map(_row, findings)), "preflight": list(rules)}
        return json.dumps(report | {"deck": list(deck)}, ensure_ascii=False, indent=1)
    if form == "github":
        return "\n".join(map(_annotation, findings))
    return "\n".join([*map(str, findings), _verdict(findings), *verdicts])


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


def _annotation(finding: Finding) -> str:
    place = finding.place
    doubt = "" if finding.certainty == CERTAIN else f" ({finding.certainty})"
    return (
        f"::{finding.severity} file={place.file},line={max(place.line, 1)},"
        f"col={max(place.column, 1)},"
        f"title={finding.rule}{doubt}::{_escaped(f'{finding.document}: {finding.found}')}"
    )


def _verdict(findings: Sequence[Finding]) -> str:
    wrong = len(errors(findings))
    said = _counted(wrong, "finding") if wrong else "what was made agrees with the pack"
    look = len(findings) - wrong
    return f"{said}, {_counted(look, WARNING)}" if look else said


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
