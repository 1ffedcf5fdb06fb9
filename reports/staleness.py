"""Staleness: what is to be looked at again by now, of all that the editions asked for show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import NamedTuple

from layouts.dates import later
from layouts.fields import RefField
from layouts.problems import Problem
from layouts.records import Record, Words, leaves
from reports.clock import today
from reports.datasource import REFRESH
from reports.edition import Edition
from reports.inline import references
from reports.notes import Spoken
from reports.pack import Fact, Pack, Section, Source
from reports.selection import Selection

__all__ = ["Used", "holds_until", "holds_until_among", "stale", "stale_in", "today", "used_by"]


@dataclass(frozen=True)
class Used:
    """Ids of what an edition shows."""

    facts: frozenset[str]
    sources: frozenset[str]
    datasets: frozenset[str]
    sections: frozenset[str]

    def ids(self) -> dict[str, list[str]]:
        """As JSON keeps it."""
        return {one.name: sorted(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def of(cls, ids: Mapping[str, Iterable[str]]) -> Used:
        """Out of what :meth:`ids` gave; KeyError when a kind is missing."""
        return cls(**{one.name: frozenset(ids[one.name]) for one in fields(cls)})


class _Due(NamedTuple):
    """A thing that is good up to a day."""

    last: date
    """The last day on which it is."""
    problem: Problem
    """What it is, and until when it was good; how long ago that was comes after it."""


def stale(
    pack: Pack, day: date, used: Used | None = None, as_of: Mapping[str, date] | None = None
) -> list[Problem]:
    """What of a pack is to be looked at again on ``day``, by place in its files.

    ``used``: of these things alone; None: of the whole pack. ``as_of``: the day of the numbers of
    each dataset, by id; None: as the pack or its last pull says it. A thing is still good on its
    last day.
    """
    found = []
    for due in _dues(pack, used, as_of):
        late = (day - due.last).days
        if late > 0:
            ago = f"{late} day{'s' if late != 1 else ''} ago"
            found.append(replace(due.problem, found=f"{due.problem.found}, {ago}"))
    return sorted(found, key=lambda p: (p.place, p.code, p.found))


def holds_until(
    pack: Pack, day: date, used: Used | None = None, as_of: Mapping[str, date] | None = None
) -> date | None:
    """The first day after ``day`` on which :func:`stale` says something else; None: never.

    It says how many days ago something was due, so that with anything stale it is the next day.
    """
    lasts = [due.last for due in _dues(pack, used, as_of) if due.last < date.max]
    return min((max(last, day) + timedelta(days=1) for last in lasts), default=None)


def stale_in(editions: Iterable[Edition], day: date) -> list[Problem]:
    """What these fitted editions show that is to be looked at again on ``day``, each thing once."""
    return stale_among(((edition.pack, shown(edition)) for edition in editions), day)


def stale_among(shows: Iterable[tuple[Pack, Used | None]], day: date) -> list[Problem]:
    """The same of what was shown of packs, as :func:`shown` tells it."""
    found = (one for pack, used in shows if used for one in stale(pack, day, used))
    return list(dict.fromkeys(found))


def holds_until_among(shows: Iterable[tuple[Pack, Used | None]], day: date) -> date | None:
    """The first day after ``day`` on which :func:`stale_among` says something else; None: never."""
    days = (holds_until(pack, day, used) for pack, used in shows if used)
    return min((one for one in days if one is not None), default=None)


def shown(edition: Edition) -> Used | None:
    """What an edition shows; None when its pack has a last day for nothing: most have none, and
    are not looked into."""
    pack = edition.pack
    things: list[Fact | Source | Section]
    things = [*pack.facts.values(), *pack.sources.values(), *pack.sections]
    dated = any(thing.review_by is not None for thing in things)
    return used_by(edition) if dated or any(d.stale_after for d in pack.datasets.values()) else None


def _dues(pack: Pack, used: Used | None, as_of: Mapping[str, date] | None) -> Iterator[_Due]:
    """Everything with a last day."""
    known: dict[str, Mapping[str, Fact | Source | Section]] = {
        "fact": pack.facts,
        "source": pack.sources,
        "section": {section.id: section for section in pack.sections},
    }
    shown = {"fact": used.facts, "source": used.sources, "section": used.sections} if used else {}
    for kind, things in known.items():
        for name, thing in things.items():
            if thing.review_by is None or (used and name not in shown[kind]):
                continue
            said = f"{kind} {name!r} was to be read again by {thing.review_by}"
            expected = "a later day, once that is done"
            place = thing.at("review_by")
            yield _Due(thing.review_by, Problem("review-due", place, said, expected))
    days = pack.fresh if as_of is None else as_of
    for name, dataset in pack.datasets.items():
        if not dataset.stale_after or name not in days or (used and name not in used.datasets):
            continue
        last = later(days[name], dataset.stale_after)
        span = f"{dataset.stale_after} after {days[name]}"
        said = f"dataset {name!r} was good for {span}, until {last}"
        pulled = dataset.pull is not None and dataset.as_of is None
        expected = REFRESH if pulled else "newer numbers, and their day as 'as_of'"
        yield _Due(last, Problem("data-stale", dataset.at("stale_after"), said, expected))


def used_by(edition: Edition) -> Used:
    """What one edition shows.

    Of texts on slides every length counts that a slide may fall back on, so that it is known before
    anything is composed.
    """
    named: dict[str, set[str]] = {"fact": set(), "dataset": set()}
    sources: set[str] = set()
    sections: set[str] = set()
    for medium in edition.media():
        selection = edition.selections[medium]
        sources |= set(selection.source_numbers)
        sections |= {section.id for section, _ in selection.sections}
        for kind, name in _shown(selection):
            named.setdefault(kind, set()).add(name)
    return Used(
        frozenset(named["fact"]),
        frozenset(sources),
        frozenset(named["dataset"]),
        frozenset(sections),
    )


def _shown(selection: Selection) -> Iterator[tuple[str, str]]:
    """Kind and name of everything that the texts and fields of a selection name."""
    pack, lengths = selection.pack, selection.audience.lengths(selection.output)
    titles = [pack.title, *(section.title for section, _ in selection.sections)]
    titles += [pack.subtitle] if pack.subtitle is not None else []
    for words in titles:
        yield from _in_words(words, lengths)
    for section, blocks in selection.sections:
        for block in blocks:
            told = (selection.length(f"{section.id}.{block.id}"),)
            on_pages = selection.medium == "page"
            yield from _in_block(block, selection, told if on_pages else lengths, told)


def _in_block(
    block: Record, selection: Selection, shown: Iterable[str], said: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """The same of one block; ``shown`` and ``said``: the lengths that it is shown in, and that its
    notes are told in."""
    on_pages = selection.medium == "page"
    silent = on_pages or not selection.audience.slides.notes
    for record, name, field, value, _ in leaves(block):
        if isinstance(value, Words):
            spoken = isinstance(record, Spoken)
            if not (spoken and silent) and not (on_pages and name == "slide_title"):
                yield from _in_words(value, said if spoken else shown)
        elif isinstance(field, RefField):
            yield field.kind, value


def _in_words(words: Words, lengths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in {words.pick(length) for length in lengths}:
        for reference in references(text):
            yield reference.kind, reference.name
