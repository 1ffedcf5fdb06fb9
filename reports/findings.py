"""Findings of a check, and how they are printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from layouts.problems import Place


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that does not hold: where the author can mend it, and in which document."""

    place: Place
    rule: str
    document: str
    """Name of the file that was read back."""
    found: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.document}: {self.found}"


def printed(findings: Sequence[Finding], form: str) -> str:
    """The findings as ``text``, ``json`` or ``github`` annotations; for people with a verdict."""
    if form == "json":
        rows = [
            {
                "rule": f.rule,
                "severity": "error",
                "document": f.document,
                "file": f.place.file,
                "line": f.place.line,
                "column": f.place.column,
                "found": f.found,
            }
            for f in findings
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1)
    if form == "github":
        lines = [
            f"::error file={f.place.file},line={max(f.place.line, 1)},col={max(f.place.column, 1)},"
            f"title={f.rule}::{_escaped(f'{f.document}: {f.found}')}"
            for f in findings
        ]
        return "\n".join(lines)
    if not findings:
        return "the two documents agree"
    count = len(findings)
    return "\n".join([*map(str, findings), f"{count} finding{'s' if count != 1 else ''}"])


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
