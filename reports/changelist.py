"""The list of changes since the last edition: its rows, and the passage in which they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layouts.fields import LONGEST_WORD
from layouts.flow import Flowable, Passage
from layouts.paragraph import Paragraph
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block, shown
from reports.blocks.chart import Chart
from reports.blocks.figures import Figures
from reports.blocks.grid import Grid
from reports.continued import continuation
from reports.difference import (
    ADDED,
    BLOCK,
    CHANGED,
    DOCUMENT,
    FACT,
    MOVED,
    NUMBER,
    REMOVED,
    SECTION,
    SOURCE,
    What,
)
from reports.differences import excerpts
from reports.frontmatter import CHANGES, open_changes
from reports.inline import FactRef, Link, Plain, RecipientRef, parse
from reports.said import CROSS
from reports.selection import Selection
from reports.since import Since
from reports.telling import Telling

HOW = {
    ADDED: "change_new",
    REMOVED: "change_gone",
    CHANGED: "change_reworded",
    MOVED: "change_moved",
}
"""Labels for what happened, where no values say it."""
MOST_NUMBERS = 12
"""Of one chart; of more that changed their count is told."""
LONGEST = 90
"""Characters of what names a change."""
TITLES = ("title", "slide_title")
NAMES = (*TITLES, "text")
"""Fields that name a block that is there no more, the first that it has."""
TITLED = ("title", "subtitle")
COVER = (*TITLED, "event", "author")


class Row(NamedTuple):
    """One line of the list."""

    what: str
    how: str
    """What happened, when there are no values."""
    values: tuple[str, str] = ("", "")
    """Before, and since."""
    place: str = ""
    """The node where it stands, or the first of several; empty: nowhere."""


def rows(since: Since, selection: Selection, telling: Telling) -> list[Row]:
    """The lines of the list: the cover, facts, then sections and blocks in reading order with the
    numbers of charts, sources last."""
    return [*_Rows(since, selection, telling).all()]


class _Rows:
    """Makes lines out of changes."""

    def __init__(self, since: Since, selection: Selection, telling: Telling) -> None:
        self.since, self.selection, self.telling = since, selection, telling
        self.pack = selection.pack
        self.blocks = dict(zip(selection.ids, selection.blocks, strict=True))
        order: list[str] = []
        for section, blocks in selection.sections:
            order += [section.id, *(f"{section.id}.{block.id}" for block in blocks)]
        self.places = {ident: n for n, ident in reversed([*enumerate(order)])}

    def all(self) -> Iterator[Row]:
        by_kind: dict[str, list[What]] = {}
        for what in self.since.changes:
            kind = BLOCK if what.what in (SECTION, NUMBER) else what.what
            by_kind.setdefault(kind, []).append(what)
        for what in by_kind.get(DOCUMENT, ()):
            if what.field in COVER:
                texts = self._both(what) if what.field in TITLED else (what.old, what.new)
                yield self._row(self._label("change_cover"), *texts, "cover")
        yield from self._facts(by_kind.get(FACT, ()))
        yield from self._parts(by_kind.get(BLOCK, ()))
        yield from self._sources(by_kind.get(SOURCE, ()))

    def _label(self, key: str, **values: object) -> str:
        return self.telling.label(key, **values)

    def _how(self, how: str) -> str:
        return self._label(HOW[how])

    def _row(self, what: str, old: str, new: str, place: str) -> Row:
        """A line with values, in the words before and since that differ."""
        before, after = map(_broken, excerpts(old, new))
        if before == after or not (before and after):
            return Row(what, self._how(CHANGED), place=place)
        return Row(what, "", (before, after), place)

    def _facts(self, changes: Sequence[What]) -> Iterator[Row]:
        """Each fact once, with what is printed of it: its value before all else."""
        first = {what.ident: self.telling.fact_nodes[what.ident][0] for what in changes}
        for ident in sorted(first, key=lambda one: self._order(first[one].partition("/")[0])):
            fields = {what.field: what for what in changes if what.ident == ident}
            fact, place = self.pack.facts[ident], first[ident]
            called = _short(self._called(ident, place))
            if "value" in fields or "text" in fields:
                was = self.since.last["facts"][ident]
                old, new = str(was["value"]), fact.value
                if old == new:
                    old, new = str(was.get("text") or old), fact.printed
                yield self._row(called, old, new, place)
            else:
                yield Row(called, self._how(CHANGED), place=place)

    def _called(self, fact: str, node: str) -> str:
        """What a fact is of: the label of a key figure, else the title of what prints it first."""
        for block in self.blocks.values():
            for figure in block.figures if isinstance(block, Figures) else ():
                if figure.fact == fact:
                    label = self.telling.plain(figure.label)
                    return label[:1].upper() + label[1:]
        return self._title(node.partition("/")[0])

    def _title(self, ident: str) -> str:
        """The title of a section or block; of a block without one how it begins."""
        block = self.blocks.get(ident)
        if block is None:
            return self.telling.plain(self.pack.section(ident.partition(".")[0]).title)
        headline = block.headline(on_pages=self.telling.on_pages)
        if headline is not None:
            return self.telling.plain(headline, ident)
        for _name, words, _place in shown(block, on_pages=self.telling.on_pages):
            return self.telling.plain(words, ident)
        return self._title(ident.partition(".")[0])

    def _parts(self, changes: Sequence[What]) -> Iterator[Row]:
        """Sections and blocks; what a section went through as a whole is said of it alone."""
        whole = {w.ident for w in changes if w.what == SECTION and w.how != CHANGED}
        found: dict[str, list[What]] = {}
        for what in changes:
            parent = what.ident.partition(".")[0]
            if what.what == SECTION or parent not in whole or what.how == CHANGED:
                found.setdefault(what.ident, []).append(what)
        for ident in sorted(found, key=self._order):
            yield from self._part(ident, found[ident])

    def _order(self, ident: str) -> tuple[int, ...]:
        """Reading order; what is gone comes after what is left of its section, or last."""
        last = len(self.places)
        if ident in self.places:
            return self.places[ident], 0
        section = ident.partition(".")[0]
        inside = [n for name, n in self.places.items() if name.partition(".")[0] == section]
        return max(inside, default=last), 1

    def _part(self, ident: str, changes: Sequence[What]) -> Iterator[Row]:
        moved = [what for what in changes if what.how == MOVED]
        for what in changes:
            if what.how == REMOVED:
                yield Row(_short(self._gone(ident)), self._how(REMOVED))
                return
            if what.how == ADDED:
                yield Row(_short(self._title(ident)), self._how(ADDED), place=ident)
                return
        rest = [w for w in changes if w.how == CHANGED and w.what != NUMBER]
        for what in rest:
            if what.field in TITLES and what.old and what.new:
                yield self._row(self._label("change_title"), *self._both(what), ident)
        if any(what.field not in TITLES or not (what.old and what.new) for what in rest):
            yield Row(_short(self._title(ident)), self._how(CHANGED), place=ident)
        yield from self._numbers(ident, [w for w in changes if w.what == NUMBER])
        if moved:
            yield Row(_short(self._title(ident)), self._how(MOVED), place=ident)

    def _gone(self, ident: str) -> str:
        """What a section or block was called that is there no more."""
        last = self.since.last
        section, _, block = ident.partition(".")
        if block:
            texts = [t for name in NAMES for n, t in last["blocks"][ident]["says"] if n == name]
            if texts:
                return self._then(str(texts[0]))
        return self._then(str(last["sections"].get(section, {}).get("title", section)))

    def _numbers(self, ident: str, changes: Sequence[What]) -> Iterator[Row]:
        """The numbers of a chart, as the chart prints them."""
        block = self.blocks.get(ident)
        if len(changes) > MOST_NUMBERS:
            count = self._label("change_numbers", n=len(changes))
            yield Row(_short(self._title(ident)), count, place=ident)
            return
        title = _short(self._title(ident), LONGEST // 2)
        for what in changes:
            old, new = (self._number(block, text) for text in (what.old, what.new))
            yield self._row(f"{title}: {_short(what.field)}", old, new, ident)

    def _number(self, block: Block | None, text: str) -> str:
        try:
            value = float(text)
        except ValueError:
            return "–"
        if isinstance(block, Chart) and math.isfinite(value):
            return block.printed(value, self.telling.language)
        return text

    def _sources(self, changes: Sequence[What]) -> Iterator[Row]:
        for ident in dict.fromkeys(what.ident for what in changes):
            own = [what for what in changes if what.ident == ident]
            source = self.pack.sources.get(ident)
            number = self.selection.source_numbers.get(ident)
            if source is None or number is None:
                was = dict(map(tuple, self.since.last["sources"][ident]["says"]))
                yield Row(_short(str(was.get("title", ident))), self._how(REMOVED))
                continue
            name, place = _short(f"[{number}] {source.title}"), f"source.{ident}"
            if len(own) == 1 and own[0].how == CHANGED:
                yield self._row(name, own[0].old, own[0].new, place)
            else:
                yield Row(name, self._how(own[0].how), place=place)

    def _both(self, what: What) -> tuple[str, str]:
        """A title then and now, in plain words."""
        if what.what == DOCUMENT:
            return self._then(what.old), self.telling.plain(getattr(self.pack, what.field))
        return self._then(what.old), self._title(what.ident)

    def _then(self, text: str) -> str:
        """A text of the last edition in plain words, with the facts of that edition in it."""
        out = []
        for piece in parse(CROSS.sub("…", text)):
            if isinstance(piece, FactRef):
                fact = self.since.last["facts"].get(piece.id, {})
                out.append(str(fact.get("text") or fact.get("value", "")))
            elif isinstance(piece, RecipientRef):
                out.append(self.telling.of_recipient(piece))
            elif isinstance(piece, (Plain, Link)):
                out.append(piece.text)
        return " ".join("".join(out).split())


def _broken(text: str) -> str:
    """A text without words that fit no line."""
    words = (word if len(word) <= LONGEST_WORD else f"{word[:LONGEST]}…" for word in text.split())
    return " ".join(words)


def _short(text: str, most: int = LONGEST) -> str:
    """The beginning of a text, in whole words."""
    text = _broken(text)
    if len(text) <= most:
        return text
    cut = text[: most + 1].rpartition(" ")[0] or text[:most]
    return cut.rstrip(" ,;:–-") + " …"


def change_list(since: Since, selection: Selection, telling: Telling) -> Passage:
    """The list as a table, or the sentence that nothing changed, below its heading."""
    node = open_changes(telling)
    words = telling.label("changes")
    role = "h1" if telling.on_pages else "title"
    head = Paragraph(node.child(Role.H2, "title"), (Run(words),), role, "title")
    edition = str(since.last["document"].get("edition", ""))
    compared = [telling.label("changes_since", edition=edition)] if edition else []
    found = rows(since, selection, telling)
    passage = Passage(CHANGES, node, "table" if found else "text", words, words)
    said = compared if found else [telling.label("changes_none"), *compared]
    slot = "caption" if found else "body"
    table: list[Flowable] = [_table(node, found, telling)] if found else []
    told: list[Flowable] = [
        Paragraph(node.child(Role.PARAGRAPH, f"text{n}"), (Run(line),), slot, slot)
        for n, line in enumerate(said, 1)
    ]
    passage.choices = [("", [head, *table, *told])]
    passage.again = continuation(telling, head)
    return passage


def _table(node: Node, found: Sequence[Row], telling: Telling) -> Flowable:
    """What changed, how, and where it stands; on pages the first leads there, on slides the number:
    LibreOffice sets a link on a slide as a field, which does not wrap."""
    table = node.child(Role.TABLE, "table")
    grid = Grid(table, telling)
    where = telling.label("page" if telling.on_pages else "slide")
    grid.head([telling.label("change_what"), telling.label("change_how"), where])
    for row in found:
        cells = grid.cells(3, row_head=True)
        cells[0].runs, cells[2].runs = (Run(row.what),), (Run("–"),)
        cells[0].role = "cell"  # heads of rows are short elsewhere, and larger in some themes
        cells[1].runs = tuple(_how(row, telling))
        if row.place:
            linked = cells[0 if telling.on_pages else 2].node.child(Role.LINK, "link")
            target = f"#{row.place}"
            if telling.on_pages:
                cells[0].runs = (Run(row.what, link=target, node=linked),)
                cells[2].runs = (Run("00", page_of=row.place),)
            else:
                cells[2].runs = (Run("00", link=target, node=linked, page_of=row.place),)
    return grid.table([54.0, 36.0, 10.0], ["left", "left", "right"])


def _how(row: Row, telling: Telling) -> Iterator[Run]:
    if row.how:
        yield Run(row.how)
        return
    old, new = row.values
    before, _, rest = telling.label("change_values", old="\0", new="\1").partition("\0")
    between, _, after = rest.partition("\1")
    yield Run(before + old + between)
    yield Run(new, strong=True)
    yield Run(after)
