"""What every block has: the base of the schemas in this folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from layouts.audience import MARKS
from layouts.fields import Definitions, Schema
from layouts.flow import Flowable
from layouts.paragraph import Paragraph
from layouts.problems import Place, Problems
from layouts.records import (
    Record,
    Words,
    choice,
    integer,
    leaves,
    many,
    mapping,
    one,
    text,
    words,
)
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.notes import Note, Spoken

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


class Block(Record):
    """One unit of content; its subclass is the schema of its kind."""

    kind: ClassVar[str]
    layout: ClassVar[str] = "text"
    """The page template or slide layout it asks for."""
    alone: ClassVar[bool] = False
    """Takes a slide of its own; otherwise it shares one with its neighbours in the section."""

    id: str = text(max=60, pattern=r"[a-z][a-z0-9_]*", shape="a lower-case name")
    """Unlike those of all other blocks of its section; elsewhere the block is ``section.block``."""
    title: Words | None = words(max=90, optional=True)
    """Headline: the takeaway, and the slide's title where the block stands alone."""
    slide_title: Words | None = words(max=90, optional=True)
    """Title of the slide that a block without a title begins; pages do not show it."""
    mark: str = choice(*MARKS, default="public")
    """Whom it is for: no audience of a lower clearance may get it."""
    notes: tuple[Note, ...] = many(one(Note, short="text"), high=12, default=())
    """What is said to the slide: the speaker notes."""
    priority: int = integer(1, 9, default=1)
    """1 always stays; of the others those with the highest number are the first to be left out when
    a document would break the limits of its audience."""
    only: dict[str, tuple[str, ...]] = mapping(
        many(text(max=200), low=1, high=200), high=10, default={}
    )
    """Told to recipients alone whose columns say one of these words."""

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        both = {key: {"not": {"type": "null"}} for key in ("title", "slide_title")}
        unfit = {"required": list(both), "properties": both}
        return super()._schema(definitions, tag) | {"not": unfit}

    def headline(self, *, on_pages: bool) -> Words | None:
        """What stands above the block on pages, and as the title of its slide."""
        return self.title if on_pages or self.title is not None else self.slide_title

    @property
    def asks_for(self) -> str:
        """The layout that suits this block, whose content may matter."""
        return self.layout

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """Add what no single field can tell is wrong; ``sheets`` are the datasets by id."""

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """The flowables of this block; ``node`` is its division in the structure tree."""
        raise NotImplementedError

    def heading(self, node: Node, telling: Telling) -> list[Flowable]:
        """The block's title, if it has one: above the block on pages, the title of its slide."""
        title = self.headline(on_pages=telling.on_pages)
        if title is None:
            return []
        own = node.child(Role.H3, "title")
        own.title = telling.plain(title)
        runs = telling.text(title, own, cite=False)
        if not telling.on_pages:
            return [Paragraph(own, runs, "title", "title")]
        if self.alone:
            return [Paragraph(own, runs, "figure-title", "title")]
        return [Paragraph(own, runs, "h2")]

    def captioned(
        self,
        node: Node,
        telling: Telling,
        words: Words | None,
        source: tuple[str, str] | None = None,
    ) -> list[Flowable]:
        """The caption with the block's number, and on pages the sources of what it shows."""
        own = node.child(Role.PARAGRAPH, "caption")
        runs: list[Run] = []
        if node.id in telling.labels:
            kind, number = telling.labels[node.id]
            runs.append(Run(f"{telling.label(kind)}\N{NO-BREAK SPACE}{number}.", strong=True))
        if words is not None:
            runs += [Run(" ")] if runs else []
            runs += telling.text(words, own, cite=False)
        if source is not None:
            telling.cited.add(*source)
        line = telling.source_line(telling.cited) if telling.on_pages else ""
        if words is None and not line:  # a number alone says nothing
            return []
        if line:
            runs.append(Run(f" {line}" if runs else line))
        return [Paragraph(own, runs, "caption", "caption")]


def shown(block: Block, *, on_pages: bool) -> Iterator[tuple[str, Words, Place]]:
    """Name of the field, words and place of every text of the block that is printed on pages, or on
    slides: all but alternative texts and what is said to it."""
    unshown = ("alt", "slide_title") if on_pages else ("alt",)
    for record, name, _field, value, place in leaves(block):
        if isinstance(value, Words) and name not in unshown and not isinstance(record, Spoken):
            yield name, value, place
