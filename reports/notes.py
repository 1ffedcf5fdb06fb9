"""Speaker notes: paragraphs and lists, as packs write them and as they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layouts.fields import FAILED, Definitions, Schema
from layouts.located import Located
from layouts.problems import Problems
from layouts.records import Record, Words, many, one, words
from layouts.runs import Remark, Run

if TYPE_CHECKING:
    from layouts.tree import Node
    from reports.telling import Telling

ENTRIES = 12
"""Most entries of one list."""
LONGEST = 320
"""Characters of one entry of a list."""


class Spoken(Record):
    """Words that are said and not shown, with at most one list below them."""

    if TYPE_CHECKING:
        points: tuple[Any, ...]
        steps: tuple[Any, ...]

    @classmethod
    def read_located(
        cls, given: Located, problems: Problems, short: str | None = None, tag: str | None = None
    ) -> Any:
        """As every record; two lists in one entry are refused, because their order is not told."""
        said = super().read_located(given, problems, short, tag)
        if said is not FAILED and said.points and said.steps:
            found = "'list' and 'steps' in one entry"
            problems.add("bad-value", said.at("steps"), found, "one of them; the other in an entry")
            return FAILED
        return said

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        return super()._schema(definitions, tag) | {"not": {"required": ["list", "steps"]}}


class Point(Spoken):
    """An entry of a list in the notes, with at most one list below it."""

    points: tuple[Words, ...] = many(
        words(max=LONGEST), low=1, high=ENTRIES, default=(), key="list"
    )
    """Bulleted entries below it."""
    steps: tuple[Words, ...] = many(words(max=LONGEST), low=1, high=ENTRIES, default=())
    """Numbered entries below it."""
    text: Words = words(max=LONGEST)
    """The entry."""


class Note(Spoken):
    """An entry of the notes: a paragraph, a list, or a paragraph and the list below it."""

    points: tuple[Point, ...] = many(
        one(Point, short="text"), low=1, high=ENTRIES, default=(), key="list"
    )
    """Bulleted."""
    steps: tuple[Point, ...] = many(one(Point, short="text"), low=1, high=ENTRIES, default=())
    """Numbered."""
    text: Words | None = words(max=900, optional=True)
    """A paragraph, above the list."""

    @classmethod
    def read_located(
        cls, given: Located, problems: Problems, short: str | None = None, tag: str | None = None
    ) -> Any:
        """As :class:`Spoken`; refuses an entry that says nothing."""
        said = super().read_located(given, problems, short, tag)
        if said is not FAILED and said.text is None and not said.points and not said.steps:
            found = "an entry that says nothing"
            problems.add("missing-key", given.place, found, "text, list or steps")
            return FAILED
        return said

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        says = {"required": ["text"], "properties": {"text": {"not": {"type": "null"}}}}
        lists = [{"required": [key]} for key in ("list", "steps")]
        return super()._schema(definitions, tag) | {"anyOf": [says, *lists]}


def remarks(notes: Sequence[Note], node: Node, telling: Telling) -> Iterator[Remark]:
    """The notes of a block as they are told; ``node`` is the block's, and owns their facts."""

    def said(text: Words) -> tuple[Run, ...]:
        return tuple(_unlinked(telling.text(text, node, cite=False), telling))

    for note in notes:
        if note.text is not None:
            yield Remark(said(note.text))
        for n, point in enumerate((*note.points, *note.steps), 1):
            yield Remark(said(point.text), "•" if note.points else f"{n}.")
            for m, below in enumerate((*point.points, *point.steps), 1):
                yield Remark(said(below), "–" if point.points else f"{m}.", 1)


def _unlinked(runs: Sequence[Run], telling: Telling) -> Iterator[Run]:
    """Runs whose links into the deck are told by the number of the slide.

    A notes page may relate to one slide alone, its own (Open XML SDK, ``Pkg_OnlyOnePartAllowed``);
    LibreOffice 7.4 takes a jump in the notes for the address of a file.
    """
    for run in runs:
        if run.link is None or not run.link.startswith("#"):
            yield run
            continue
        yield replace(run, link=None)
        yield from numbered(telling, run.link[1:])


def numbered(telling: Telling, ident: str) -> Iterator[Run]:
    """What the notes say of the slide on which the node of this id stands, such as "(slide 7)"."""
    before, _, after = telling.label("on_slide", n="\0").partition("\0")
    yield Run(f" {before}")
    yield Run("0", page_of=ident)
    yield Run(after)
