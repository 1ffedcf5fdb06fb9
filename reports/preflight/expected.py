"""What the pack wants said: the order of its parts, their words, and the document's metadata.

It comes from the selection alone, not from anything laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from layouts.audience import CLAIMS
from layouts.language import Language
from layouts.located import Words
from layouts.records import leaves
from reports.blocks.base import Block, shown
from reports.blocks.chart import Chart
from reports.blocks.picture import Picture
from reports.changelist import rows
from reports.frontmatter import CHANGES
from reports.inline import Plain, parse
from reports.landing import folded
from reports.selection import Selection
from reports.since import since
from reports.story import tell
from reports.telling import Telling

READ_FIRST = {"quote": ("title", "text")}
"""Fields that are read before the others, by kind of block: a quotation before its author."""
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass
class Part:
    """One section title, block or source."""

    ident: str
    pieces: list[str]
    """Runs of plain words, in the order of the fields of the pack."""


@dataclass
class Expected:
    """What one document must say."""

    parts: list[Part] = field(default_factory=list)
    """In content order."""
    words: frozenset[str] = frozenset()
    """Every word of the pack without the punctuation around it: how words read whole."""
    series: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the series of each chart that has several."""
    pictures: tuple[str, ...] = ()
    """Blocks that are pictures: of what their colours mean the pack says nothing."""
    metadata: dict[str, str] = field(default_factory=dict)
    """``title``, ``subject``, ``keywords``, ``author``, ``language``, ``edition``, if given."""
    claims: tuple[str, ...] = CLAIMS
    """Standards that the metadata name."""
    addresses: tuple[str, ...] = ()
    """Addresses of the sources, which are to be read on the page."""


def word(token: str) -> str:
    """A token without the punctuation around it."""
    return _EDGES.sub("", token)


def expected(selection: Selection, language: Language) -> Expected:
    """What the pages made of a selection must say."""
    story, telling = tell(selection, language)
    out = Expected(claims=selection.audience.pages.conform)
    out.parts.append(Part("cover/title", [folded(story.title)]))
    listed = _changes(selection, telling)
    if listed:
        out.parts.append(Part(CHANGES, listed))
    for section, blocks in selection.sections:
        title = folded(telling.plain(section.title))
        out.parts.append(Part(f"{section.id}/title", [title]))
        for block in blocks:
            ident = f"{section.id}.{block.id}"
            out.parts.append(Part(ident, list(_pieces(block, selection.length(ident)))))
            if isinstance(block, Chart) and len(block.y) > 1:
                out.series[ident] = tuple(block.y)
            elif isinstance(block, Picture):
                out.pictures += (ident,)
    numbers = selection.source_numbers
    for ident in sorted(numbers, key=numbers.__getitem__):
        source = selection.pack.sources[ident]
        pieces = [folded(text) for text in (source.publisher, source.title) if text]
        out.parts.append(Part(f"source.{ident}", pieces))
    out.addresses = tuple(
        selection.pack.sources[ident].url for ident in numbers if selection.pack.sources[ident].url
    )
    said = (*_strings(selection), *listed)
    out.words = frozenset(word(token) for text in said for token in text.split())
    details = selection.pack.pack
    pack = selection.pack
    out.metadata = {
        name: value
        for name, value in {
            "title": story.title,
            "subject": pack.subject,
            "keywords": ", ".join(pack.keywords),
            "author": pack.author,
            "language": language.code,
            "edition": details.edition,
        }.items()
        if value
    }
    return out


def _changes(selection: Selection, telling: Telling) -> list[str]:
    """What the list of changes says, line by line."""
    found = since(selection, telling) if selection.lists_changes else None
    if found is None:
        return []
    lines = rows(found, selection, telling)
    said = [folded(text) for row in lines for text in (row.what, row.how, *row.values) if text]
    return [folded(telling.label("changes")), *(said or [telling.label("changes_none")])]


def _pieces(block: Block, length: str) -> Iterator[str]:
    first = READ_FIRST.get(block.kind, ())
    texts = list(shown(block, on_pages=True))
    texts.sort(key=lambda text: first.index(text[0]) if text[0] in first else len(first))
    for _name, value, _place in texts:
        for piece in parse(value.pick(length)):
            if isinstance(piece, Plain) and (words := folded(piece.text)):
                yield words


def _strings(selection: Selection) -> Iterator[str]:
    """Every text of the pack, in all lengths, without marks."""
    pack = selection.pack
    for _record, _name, _field, value, _place in leaves(pack):
        if isinstance(value, Words):
            for text in value.texts():
                yield "".join(getattr(piece, "text", " ") for piece in parse(text))
                yield text
        elif isinstance(value, str):
            yield value
    for fact in pack.facts.values():
        yield fact.printed
    if selection.recipient is not None:
        yield from selection.recipient.values.values()
    yield from _cells(pack.sheets)


def _cells(sheets: Mapping[str, Any]) -> Iterator[str]:
    for sheet in sheets.values():
        for name, cells in sheet.columns.items():
            yield name
            yield from (cell for cell in cells if isinstance(cell, str))
