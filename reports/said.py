"""Said: what one document tells of a block, a section, a fact and a source, field by field.

The manifest keeps it, so that two editions can be held against each other without their packs.
Texts stand as they are written, with their marks: a fact that changes is told once, as a fact, and
not again with every text that prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from layouts.located import Words
from layouts.records import Record, leaves
from reports.blocks.base import Block
from reports.blocks.chart import Chart
from reports.inline import Plain, parse
from reports.landing import Landing, folded
from reports.notes import Spoken
from reports.pack import Fact, Section, Source
from reports.selection import Selection

Entry = list[str]
"""Name of a field, and what it says."""
CROSS, BLANK = re.compile(r"\[#([a-z0-9_.]*)\]"), "[#]"
"""A cross-reference, and what stands for one to what the reader does not get."""
DATA = "data: "
"""Begins the names of the numbers of a chart; row and series follow."""
UNSAID = ("id", "mark", "only", "priority", "data")
"""Fields that say nothing to a reader; the rows of ``data`` are told instead of its name."""


def of_block(
    block: Block, ident: str, selections: dict[str, Selection], landings: dict[str, Landing]
) -> dict[str, list[Entry]]:
    """``says``: what pages say, or slides where they are alone; ``slides_say``: what slides say
    besides, or in other words."""
    told: dict[str, list[Entry]] = {}
    for medium, landing in landings.items():
        selection = selections[medium]
        if ident in selection.ids:
            told[medium] = [
                *_fields(block, ident, selection, landing),
                *(of_data(block, selection) if isinstance(block, Chart) else ()),
            ]
    if "page" not in told:
        return {"says": told.get("slide", [])}
    further = [entry for entry in told.get("slide", ()) if entry not in told["page"]]
    return {"says": told["page"], **({"slides_say": further} if further else {})}


def of_section(section: Section, selection: Selection) -> str:
    """Its title, in the longest length that the document may take."""
    return _public(str(section.title.pick(selection.output.text)), selection)


def of_fact(fact: Fact) -> dict[str, Any]:
    """What the manifest says of a fact besides its value and source."""
    readings = [[one.value, one.source, one.locator] for one in fact.conflict]
    said = {"text": fact.text, "note": fact.note, "readings": readings}
    return {name: value for name, value in said.items() if value}


def of_source(source: Source) -> list[Entry]:
    """The fields of a source."""
    return [[name, str(value)] for _, name, _, value, _ in leaves(source) if value]


def of_document(selection: Selection) -> dict[str, str]:
    """Title, subtitle and the like, as far as they are given."""
    pack, length = selection.pack, selection.output.text
    said = {
        "title": pack.title.pick(length),
        "subtitle": pack.subtitle.pick(length) if pack.subtitle is not None else "",
        "event": pack.event,
        "author": pack.author,
        "edition": pack.pack.edition,
    }
    return {name: str(text) for name, text in said.items() if text}


def _fields(block: Block, ident: str, selection: Selection, landing: Landing) -> Iterator[Entry]:
    on_pages = selection.medium == "page"
    stands = folded(" ".join(landing.texts_below(ident)))
    for record, name, _field, value, _place in leaves(block):
        if name in UNSAID or (on_pages and _on_slides_alone(record, name)):
            continue
        if isinstance(value, Words):
            picked = _picked(value, record, ident, selection, stands)
            yield [_named(record, name), _public(picked, selection)]
        elif value or value == 0:
            yield [name, str(value)]


def _public(text: str, selection: Selection) -> str:
    """A text without the names of sections and blocks that the reader does not get."""
    told = {section.id for section, _ in selection.sections} | set(selection.ids)
    return CROSS.sub(lambda m: m.group() if m.group(1) in told else BLANK, text)


def _on_slides_alone(record: Record, name: str) -> bool:
    return isinstance(record, Spoken) or name == "slide_title"


def _named(record: Record, name: str) -> str:
    return "notes" if isinstance(record, Spoken) else name


def _picked(words: Words, record: Record, ident: str, selection: Selection, stands: str) -> str:
    """The length that is printed; on slides the longest whose words stand there."""
    longest = selection.length(ident)
    if selection.medium == "page" or isinstance(record, Spoken):
        return str(words.pick(longest))
    lengths = selection.audience.lengths(selection.output)
    picks = dict.fromkeys(str(words.pick(length)) for length in lengths)
    for pick in picks:
        if len(picks) == 1 or all(piece in stands for piece in _pieces(words, pick)):
            return pick
    return pick


def _pieces(words: Words, pick: str) -> Iterable[str]:
    text = next(text for text in words.texts() if str(text) == pick)
    return [folded(piece.text) for piece in parse(text) if isinstance(piece, Plain)]


def of_data(chart: Chart, selection: Selection) -> Iterator[Entry]:
    """What a chart prints of its dataset."""
    dataset = selection.pack.datasets[chart.data]
    day = selection.pack.as_of.get(chart.data)
    if dataset.unit and not chart.unit:
        yield ["unit", dataset.unit]
    if day is not None:
        yield ["as_of", day.isoformat()]
    yield from numbers(chart, selection)


def numbers(chart: Chart, selection: Selection) -> Iterator[Entry]:
    """Every number of a chart, named by its row and its series."""
    columns = selection.pack.sheets[chart.data].columns
    rows = chart.names(columns) or [f"{value}" for value in columns[chart.x]]
    shown = [*([chart.x] if chart.scatter else []), *chart.y]
    for n, row in enumerate(rows):
        for name in shown:
            yield [f"{DATA}{row}, {name}", f"{columns[name][n]}"]
