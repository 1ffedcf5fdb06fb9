"""Findings: what is wrong with an input or a document, how grave, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layouts.problems import Place, Problem

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
    """Name of the file that was read back; empty for what is about the input."""
    found: str
    severity: str = ERROR
    """``error``, or ``warning`` for something that only wants to be looked at."""
    certainty: str = CERTAIN
    """``certain``, ``likely`` or ``possible``."""

    def __str__(self) -> str:
        word = "" if self.severity == ERROR else f"{self.severity}: "
        return f"{self.place}: {word}{self.title}: {self.said}"

    @property
    def title(self) -> str:
        """The rule, with what is not certain behind it."""
        return self.rule if self.certainty == CERTAIN else f"{self.rule} ({self.certainty})"

    @property
    def said(self) -> str:
        """What was found, and in which document."""
        return f"{self.document}: {self.found}" if self.document else self.found


def of_problems(problems: Iterable[Problem], severity: str = ERROR) -> list[Finding]:
    """Problems of the input, or warnings, as findings."""
    return [Finding(one.place, one.code, "", one.said, severity) for one in problems]


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that a document must not have."""
    return [finding for finding in findings if finding.severity == ERROR]


def gated(
    findings: Sequence[Finding], gate: str = ERROR, certainty: str = POSSIBLE
) -> list[Finding]:
    """The findings that count: of the gate's severities, and at least so certain."""
    enough = CERTAINTIES[: CERTAINTIES.index(certainty) + 1]
    return [f for f in findings if f.severity in GATES[gate] and f.certainty in enough]


def verdict(findings: Sequence[Finding]) -> str:
    """What a check came to, in one line."""
    wrong = len(errors(findings))
    said = _counted(wrong, "finding") if wrong else "what was made agrees with the pack"
    look = len(findings) - wrong
    return f"{said}, {_counted(look, WARNING)}" if look else said


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"
