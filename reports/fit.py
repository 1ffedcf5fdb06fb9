"""Fit: what each document of an audience gives up so that it holds the limits of the audience.

Every document is composed as it would be written and measured. What it can give up is a ladder
(:mod:`reports.concessions`); the first state of it that holds is found by halving, then as much is
given back as fits, the dearest first: blocks, texts, the size of type. The same input makes the
same choice, so that ``check`` finds it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layouts.problems import InputError, Problem, Problems
from reports.concessions import BLOCK, TEXT, TYPE, Step, ladder, summed
from reports.edition import Edition
from reports.limits import NOUNS, Concessions, Limit, limits_of, measured, shown
from reports.selection import numbered

TRIALS, SHEETS = 24, 400
"""After so many compositions of a document, and so many pages or slides composed for them, no more
texts and blocks are given back: many trials for short documents, fewer for long ones."""
MEDIA = ("slide", "page")
"""Pages last: their room depends on the sources of the slides, which both documents list."""


def fitted(edition: Edition, problems: Problems) -> Edition:
    """The edition within the limits of its audience; as it is after adding what does not hold.

    An audience without limits costs nothing.
    """
    limits = {medium: limits_of(edition.audience, medium) for medium in MEDIA}
    before = len(problems)
    for medium in MEDIA:
        if limits[medium]:
            edition = Fitting(edition, medium, limits[medium]).result(problems)
    if all(limits.values()) and len(problems) == before:
        # Fewer sources and other numbers, since pages were fitted, do not make slides longer; if
        # they did, it must not go unseen.
        Fitting(edition, "slide", limits["slide"]).verify(problems)
    return edition


@dataclass
class _Outcome:
    """What came of composing a document in one state."""

    sizes: dict[str, float] = field(default_factory=dict)
    """By the name of the limit."""
    problems: list[Problem] = field(default_factory=list)
    """What cannot be laid out at all."""

    def holds(self, limits: Sequence[Limit]) -> bool:
        return not self.problems and all(self.sizes[one.name] <= one.most + 1e-9 for one in limits)


class Fitting:
    """The search for one document."""

    def __init__(self, edition: Edition, medium: str, limits: Sequence[Limit]) -> None:
        self.edition, self.medium, self.limits = edition, medium, limits
        self.why = "left out to hold " + " and ".join(f"{one.name} {one.most:g}" for one in limits)
        names = {limit.name for limit in limits}
        scales = edition.theme.page.fit if medium == "page" else (1.0,)
        selection = edition.selections[medium]
        self.steps, self.further = ladder(selection, scales, notes="max_minutes" in names)
        if names == {"max_minutes"}:  # to leave out what nothing is said to gains nothing
            self.steps, self.further = (
                [s for s in some if s.kind != BLOCK or edition.pack.block(s.ident).notes]
                for some in (self.steps, self.further)
            )
        self._known: dict[Concessions, _Outcome] = {}
        self._memo: dict[Any, Any] = {}
        self._sheets = 0

    @property
    def trials(self) -> int:
        """How often the document was composed."""
        return len(self._known)

    def result(self, problems: Problems) -> Edition:
        """The edition with the longest document that holds; as it was after adding problems."""
        taken = self._first()
        if taken is None:
            self._refuse(problems)
            return self.edition
        return self._edition(summed(self._given_back(taken)))

    def verify(self, problems: Problems) -> None:
        """Add every limit that the document as it is does not hold."""
        outcome = self._outcome(self.edition.selections[self.medium].given)
        for limit in self.limits:
            if not outcome.holds([limit]):
                size = f"{shown(outcome.sizes[limit.name])} {NOUNS[limit.name]}"
                found = f"{size} with the sources that both documents list"
                problems.add("over-limit", limit.place, found, f"{limit.name} {size}")

    @property
    def _spent(self) -> bool:
        return self.trials >= TRIALS and self._sheets >= SHEETS

    def _edition(self, given: Concessions) -> Edition:
        """The edition with these concessions of the document, and numbers for what is left."""
        edition = self.edition
        selections = dict(edition.selections)
        selections[self.medium] = selections[self.medium].conceding(given, self.why)
        pages, slides = numbered(selections["page"], selections["slide"])
        theme = edition.theme
        if given.scale != 1:
            theme = replace(theme, page=theme.page.scaled(given.scale))
        return replace(edition, theme=theme, selections={"page": pages, "slide": slides})

    def _outcome(self, given: Concessions) -> _Outcome:
        if given not in self._known:
            try:
                scene, _telling = self._edition(given).compose(self.medium, self._memo)
                self._known[given] = _Outcome(measured(scene))
                self._sheets += len(scene.pages)
            except InputError as error:
                self._known[given] = _Outcome(problems=error.problems)
        return self._known[given]

    def _holds(self, steps: Iterable[Step], limits: Sequence[Limit] | None = None) -> bool:
        return self._outcome(summed(steps)).holds(self.limits if limits is None else limits)

    def _first(self) -> list[Step] | None:
        """The first steps of the ladder after which the document holds, one fewer not; or None."""
        if self._holds([]):
            return []
        if not self._holds(self.steps):
            return None
        return self.steps[: self._least(self.steps, self.limits)]

    def _least(self, steps: Sequence[Step], limits: Sequence[Limit], low: int = 0) -> int:
        """How many of ``steps`` it takes; ``low`` do not hold and all do."""
        high = len(steps)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._holds(steps[:middle], limits) else (middle, high)
        return high

    def _given_back(self, taken: list[Step]) -> list[Step]:
        """``taken`` without what the document has room for after all, the dearest tried first."""
        for kind in (BLOCK, TEXT, TYPE):
            stuck: set[str] = set()
            for step in [one for one in reversed(taken) if one.kind == kind]:
                if step.ident in stuck or (kind != TYPE and self._spent):
                    continue
                fewer = [one for one in taken if one != step]
                if self._holds(fewer):
                    taken = fewer
                else:
                    stuck.add(step.ident)
        return taken

    def _refuse(self, problems: Problems) -> None:
        """Add what the last state of the ladder does not hold, and what else would have to go."""
        outcome = self._outcome(summed(self.steps))
        for problem in outcome.problems:
            problems.add(problem.code, problem.place, problem.found, problem.expected)
        for limit in self.limits:
            if outcome.holds([limit]) or outcome.problems:
                continue
            size = f"{shown(outcome.sizes[limit.name])} {NOUNS[limit.name]}"
            kinds = {step.kind for step in self.steps}
            said = {
                TYPE: "the smallest type",
                TEXT: "the shortest texts",
                BLOCK: "no optional block",
            }
            means = [words for kind, words in said.items() if kind in kinds]
            found = f"{size} at the least" + (f", with {_listed(means)}" if means else "")
            expected = f"{limit.name} {shown(outcome.sizes[limit.name])} or more"
            problems.add("over-limit", limit.place, found, f"{expected}{self._without(limit)}")

    def _without(self, limit: Limit) -> str:
        """The required blocks without which a limit would hold, in the order of leaving."""
        whole = [*self.steps, *self.further]
        last = self._outcome(summed(whole))
        if not last.holds([limit]):
            if last.problems:
                return ""
            return f"; one block alone takes {shown(last.sizes[limit.name])}"
        count = self._least(whole, [limit], len(self.steps))
        return ", or to leave out " + ", ".join(one.ident for one in whole[len(self.steps) : count])


def _listed(words: Sequence[str]) -> str:
    """Words in a row with "and" before the last."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
