"""Annotations: findings as workflow commands, which GitHub shows on the line of the file."""

from __future__ import annotations

from pathlib import Path

from reports.findings import ERROR, Finding
from reports.whereabouts import root, spot

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
"""Escapes of messages (actions/toolkit, core/src/command.ts, escapeData)."""
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
"""Escapes of properties (the same, escapeProperty)."""


def commands(findings: list[Finding], out: Path, failure: str = "") -> str:
    """One command a line (GitHub Docs, Workflow commands, Setting an error message).

    ``out``: the folder of the documents; ``failure``: why the run ended before it was done.
    """
    base = root()
    lines = [_command(finding, base, out) for finding in findings]
    if failure:
        lines.append(f"::{ERROR} title=briefpack::{_escaped(failure, _DATA)}")
    return "\n".join(lines)


def _command(finding: Finding, base: Path, out: Path) -> str:
    where = spot(finding, base, out)
    properties = {"title": finding.title}
    said = finding.said if where else f"{finding.place}: {finding.said}"
    if where:
        position = {"line": str(where.line), "col": str(where.column)} if where.line else {}
        properties = {"file": where.path, **position, **properties}
    told = ",".join(f"{name}={_escaped(text, _PROPERTY)}" for name, text in properties.items())
    return f"::{finding.severity} {told}::{_escaped(said, _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return text.translate({ord(sign): escape for sign, escape in escapes.items()})
