"""Concessions: what a document can give up to hold its limits, the least dear first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from layouts.located import Words
from layouts.records import leaves
from reports.blocks.base import Block, shown
from reports.limits import Concessions
from reports.notes import Spoken
from reports.selection import Selection

TYPE, TEXT, BLOCK = "type", "text", "block"
"""Kinds of steps, in the order in which they are given up."""


class Step(NamedTuple):
    """One thing given up."""

    kind: str
    ident: str = ""
    """The block, by full id; the type scale belongs to none."""
    value: Any = None
    """The factor of the type scale, or the longest length of the texts from here on."""


def ladder(
    selection: Selection, scales: Sequence[float], *, notes: bool
) -> tuple[list[Step], list[Step]]:
    """Every step from the full document on, and those that would have to follow: required blocks.

    ``scales`` are the factors of the theme, 1 first. Texts are those of pages, or the notes of
    slides if ``notes``: the texts of a slide take the longest length that fits it by themselves.
    One block always stays; so does back-up, which no limit counts.
    """
    blocks = ranked(selection)
    steps = [Step(TYPE, value=factor) for factor in scales[1:]]
    if notes or selection.medium == "page":
        for ident, block in blocks:
            steps += [Step(TEXT, ident, length) for length in _shorter(selection, block)]
    leaving = blocks[:-1]
    steps += [Step(BLOCK, ident) for ident, block in leaving if block.priority > 1]
    return steps, [Step(BLOCK, ident) for ident, block in leaving if block.priority == 1]


def ranked(selection: Selection) -> list[tuple[str, Block]]:
    """The blocks that limits count, by full id, the least important first: by priority, and those
    of the same priority from the last to the first."""
    blocks = [
        (f"{section.id}.{block.id}", block)
        for section, inside in selection.shown
        for block in inside
    ]
    return sorted(reversed(blocks), key=lambda entry: -entry[1].priority)


def _shorter(selection: Selection, block: Block) -> list[str]:
    """The lengths below the longest in which a block says other words, each the shortest name of
    what it says."""
    forms: dict[tuple[str, ...], str] = {}
    for length in selection.audience.lengths(selection.output):
        forms[tuple(str(words.pick(length)) for words in _texts(selection, block))] = length
    return list(forms.values())[1:]


def _texts(selection: Selection, block: Block) -> list[Words]:
    if selection.medium == "page":
        return [words for _name, words, _place in shown(block, on_pages=True)]
    found = leaves(block)
    return [value for record, _, _, value, _ in found if isinstance(record, Spoken)]


def summed(steps: Iterable[Step]) -> Concessions:
    """What steps come to, in their order; texts of blocks that are left out count no more."""
    scale, lengths, blocks = 1.0, dict[str, str](), dict[str, None]()
    for step in steps:
        if step.kind == TYPE:
            scale = step.value
        elif step.kind == TEXT:
            lengths[step.ident] = step.value
        else:
            blocks[step.ident] = None
    left = tuple((ident, length) for ident, length in lengths.items() if ident not in blocks)
    return Concessions(scale, left, tuple(blocks))
