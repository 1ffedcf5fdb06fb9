"""Rules: each with its id, what it asks, its source, how grave and how certain a finding is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.package import Unreadable
from reports.deckcheck.shapes import Shape
from reports.findings import CERTAIN, ERROR

PASSED, FAILED, NOT_APPLICABLE = "passed", "failed", "not applicable"
ODD = (
    *(Unreadable, ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    RecursionError,
)
"""What a file may raise that has something other than it should where a rule looks: the rule then
fails, for it cannot say that it holds."""


class Spot(NamedTuple):
    """Where a rule does not hold."""

    slide: int
    """From 1; 0 is the file as a whole."""
    thing: str
    """Name of the shape (in our decks ids of nodes), or what else it is."""
    detail: str
    """What was found there."""
    field: str = ""
    """The field of the block that mends it, where one does: ``title``, ``alt`` …"""
    severity: str = ""
    """Where it is not that of the rule."""
    certainty: str = ""
    """Where it is not that of the rule."""


@dataclass(frozen=True)
class Rule:
    """One rule. ``about`` finds what it is about; where there is none, it is not applicable."""

    ident: str
    what: str
    source: str
    severity: str
    """``error``, or ``warning`` for what is a matter of measure or taste."""
    certainty: str
    """``certain`` (read in the file), ``likely`` (computed) or ``possible`` (estimated)."""
    mend: str
    """What to do about it."""
    about: Callable[[Deck], Sequence[Any]]
    check: Callable[[Deck, Sequence[Any]], Iterable[Spot]]

    def judge(self, deck: Deck) -> Verdict:
        """The verdict on a deck."""
        try:
            things = self.about(deck)
            if not things:
                return Verdict(self, NOT_APPLICABLE)
            spots = list(dict.fromkeys(self.check(deck, things)))
        except ODD as error:
            found = f"cannot be examined: {type(error).__name__}: {error}"
            return Verdict(self, FAILED, 0, [Spot(0, "the file", found, severity=ERROR)])
        return Verdict(self, FAILED if spots else PASSED, len(things), spots)


@dataclass
class Verdict:
    """What came of one rule."""

    rule: Rule
    outcome: str
    examined: int = 0
    """Number of things that the rule was about in this deck."""
    spots: list[Spot] = field(default_factory=list)

    def severity(self, spot: Spot) -> str:
        """How grave a finding is."""
        return spot.severity or self.rule.severity

    def certainty(self, spot: Spot) -> str:
        """How certain a finding is."""
        return spot.certainty or self.rule.certainty


Check = Callable[[Deck, Sequence[Any]], Iterable[Spot]]


def rule(
    ident: str,
    what: str,
    source: str,
    about: Callable[[Deck], Sequence[Any]],
    *,
    mend: str,
    severity: str = ERROR,
    certainty: str = CERTAIN,
) -> Callable[[Check], Rule]:
    """Make a rule of the function below."""
    return lambda check: Rule(ident, what, source, severity, certainty, mend, about, check)


def whole(deck: Deck) -> list[Deck]:
    """What a rule on the file as a whole is about."""
    return [deck]


def slides(deck: Deck) -> list[Slide]:
    """What a rule on slides is about."""
    return deck.slides


def on_slides(choose: Callable[[Shape], bool]) -> Callable[[Deck], list[tuple[Slide, Shape]]]:
    """What a rule on shapes is about: those on slides that are shown and chosen."""
    return lambda deck: [(s, shape) for s in deck.slides for shape in s.seen if choose(shape)]


def quoted(text: str, most: int = 40) -> str:
    """The beginning of a text in quotation marks, for messages."""
    text = " ".join(text.split())
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"
