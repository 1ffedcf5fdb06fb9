"""Clearance: content above what an audience may read is refused, before anything of it is told.

Marks are ordered (``layouts.audience.MARKS``). A block counts as its section where that is higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from layouts.audience import MARKS, Audience
from layouts.problems import Place, Problems
from layouts.records import Record, Words, leaves
from reports.inline import references

if TYPE_CHECKING:
    from reports.blocks.base import Block
    from reports.pack import Pack, Section

Kept = Sequence[tuple["Section", Sequence["Block"]]]


def check_clearance(pack: Pack, audience: Audience, kept: Kept, problems: Problems) -> None:
    """Add every section and block in ``kept`` that the audience may not read, and every reference
    in them to one: what it prints would be a title."""
    rank = MARKS.index(audience.clearance)
    high = {ident for ident, mark in marks(pack).items() if MARKS.index(mark) > rank}
    cleared = f"{audience.name!r} is cleared for {audience.clearance!r}"
    for section, blocks in kept:
        told: list[tuple[str, Section | Block]] = [(section.id, section)]
        told += [(f"{section.id}.{block.id}", block) for block in blocks]
        for ident, record in told:
            if MARKS.index(record.mark) > rank:
                found = f"{ident!r} is marked {record.mark!r}, and {cleared}"
                expected = "its name under 'drop' of this audience, or a higher 'clearance'"
                problems.add("above-clearance", record.at("mark"), found, expected)
        for words in _texts(section, blocks):
            for name, place in _referred(words):
                if name in high:
                    found = f"a reference to {name!r}, which is above the clearance: {cleared}"
                    problems.add("above-clearance", place, found, "a text without it")


def check_marks(base: Pack, pack: Pack, problems: Problems) -> None:
    """Add every section or block of ``pack`` whose mark a change has lowered from ``base``."""
    before = marks(base)
    for ident, mark in marks(pack).items():
        if MARKS.index(mark) < MARKS.index(before.get(ident, MARKS[0])):
            found = f"a change lowers the mark of {ident!r} from {before[ident]!r} to {mark!r}"
            problems.add("mark-lowered", pack.place_of(ident), found, "marks as the pack has them")


def marks(pack: Pack) -> dict[str, str]:
    """The mark of every section and block by full id."""
    found: dict[str, str] = {}
    for section in pack.sections:
        found[section.id] = section.mark
        for block in section.blocks:
            highest = max(section.mark, block.mark, key=MARKS.index)
            found[f"{section.id}.{block.id}"] = highest
    return found


def _texts(section: Section, blocks: Iterable[Block]) -> Iterator[Words]:
    yield section.title
    records: Iterable[Record] = blocks
    for record in records:
        for _, _, _, value, _ in leaves(record):
            if isinstance(value, Words):
                yield value


def _referred(words: Words) -> Iterator[tuple[str, Place]]:
    for text in words.texts():
        for kind, name, offset in references(text):
            if kind == "block":
                yield name, text.place_of(offset)
