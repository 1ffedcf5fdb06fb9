"""Rules: each with its id, what it asks, the clause or source, and the editions that it binds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from reports.preflight.document import Document

SCREEN = ("screen",)
PRINT = ("print",)
BOTH = ("screen", "print")
PASSED, FAILED, NOT_APPLICABLE = "passed", "failed", "not applicable"

UNREADABLE = (
    *(pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(NotImplementedError, RecursionError),
)
"""What a file may raise that has something other than it should where a rule looks: the rule then
fails, for it cannot say that it holds."""


class Spot(NamedTuple):
    """Where a rule does not hold."""

    page: int
    """From 1; 0 is the file as a whole."""
    thing: str
    """The object: a structure element, a text, a font, an annotation, a key."""
    detail: str
    """What was found there, and what it should be."""
    warning: bool = False
    """Something to look at, with which the rule still passes."""


@dataclass(frozen=True)
class Rule:
    """One rule. ``about`` finds what it is about; where there is none, it is not applicable."""

    ident: str
    what: str
    source: str
    editions: tuple[str, ...]
    about: Callable[[Document], Sequence[Any]]
    check: Callable[[Document, Sequence[Any]], Iterable[Spot]]

    def judge(self, document: Document) -> Verdict:
        """The verdict on a file."""
        try:
            things = self.about(document)
        except UNREADABLE as error:
            return Verdict(self, FAILED, 0, [_unread(error)])
        if not things:
            return Verdict(self, NOT_APPLICABLE)
        try:
            spots = sorted(set(self.check(document, things)))
        except UNREADABLE as error:
            spots = [_unread(error)]
        failed = any(not spot.warning for spot in spots)
        return Verdict(self, FAILED if failed else PASSED, len(things), spots)


def _unread(error: Exception) -> Spot:
    return Spot(0, "the file", f"cannot be examined: {type(error).__name__}: {error}")


@dataclass
class Verdict:
    """What came of one rule."""

    rule: Rule
    outcome: str
    examined: int = 0
    """Number of things that the rule was about in this file."""
    spots: list[Spot] = field(default_factory=list)


Check = Callable[[Document, Sequence[Any]], Iterable[Spot]]


def rule(
    ident: str,
    what: str,
    source: str,
    editions: tuple[str, ...],
    about: Callable[[Document], Sequence[Any]],
) -> Callable[[Check], Rule]:
    """Make a rule of the function below."""
    return lambda check: Rule(ident, what, source, editions, about, check)


def whole(document: Document) -> list[Document]:
    """What a rule on the file as a whole is about."""
    return [document]


def quoted(text: str, most: int = 40) -> str:
    """The beginning of a text in quotation marks, for messages."""
    text = " ".join(text.split())
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"
