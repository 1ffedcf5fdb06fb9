"""Parity: every block, text, fact, number and source of the pack against two files read back.

What is expected comes from the pack and the audience alone; what is found comes from readers that
know nothing of the composer. A block may miss from one document only by a rule of the audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from layouts.language import Language
from layouts.located import Words
from layouts.master import Master
from layouts.problems import Place
from reports.blocks.base import Block, shown
from reports.blocks.chart import Chart
from reports.blocks.figures import Figures
from reports.blocks.picture import Picture
from reports.changelist import rows
from reports.drawn import Drawn, stacked
from reports.findings import Finding
from reports.frontmatter import CHANGES
from reports.inline import FactRef, Plain, RecipientRef, parse
from reports.landing import folded
from reports.pack import Section
from reports.personal import cover_lines
from reports.readback import Document
from reports.selection import Selection
from reports.since import since
from reports.story import tell
from reports.telling import Telling

TOLERANCE = 1e-9


class Use(NamedTuple):
    """One place where a fact is printed."""

    block: str
    place: Place
    printed: str


class Parity:
    """Holds one written document against what its selection says it must hold."""

    def __init__(self, selection: Selection, telling: Telling, name: str, read: Document) -> None:
        self.selection, self.telling, self.name, self.read = selection, telling, name, read
        self.pack = selection.pack
        self.medium = selection.medium

    def findings(self) -> Iterator[Finding]:
        """Everything that does not hold in this document."""
        yield from self._cover()
        for section, blocks in self.selection.sections:
            yield from self._title(section)
            for block in blocks:
                yield from self._block(section, block)
        yield from self._omitted()
        yield from self._backup()
        yield from self._sources()
        yield from self._changes()
        for page, text in self.read.unowned.items():
            if text.strip():
                where = Place(self.name, page)
                yield self._finding("unowned-text", where, f"page {page}: {text.strip()[:60]!r}")

    def facts(self) -> dict[str, list[Use]]:
        """Facts that the selection prints: in which blocks, where, and in what form."""
        out: dict[str, list[Use]] = {}
        for section, blocks in self.selection.sections:
            for ident, printed, place in self._facts_in(section.title, section.id):
                out.setdefault(ident, []).append(Use(section.id, place, printed))
            for block in blocks:
                own = f"{section.id}.{block.id}"
                for ident, printed, place in self._facts_of(block, own):
                    out.setdefault(ident, []).append(Use(own, place, printed))
        return out

    def says(self, printed: str) -> bool:
        """Whether any block here prints these words, as words of their own.

        On slides the speaker notes count: what is too long to show is said there.
        """
        wanted = re.compile(rf"(?<!\w){re.escape(folded(printed))}(?!\w)")
        if wanted.search(folded(" ".join(self.read.notes.values()))):
            return True
        idents = [f"{section.id}/title" for section, _ in self.selection.sections]
        idents += self.selection.ids
        texts = (self.read.text_of(ident) or "" for ident in idents)
        return any(wanted.search(folded(text)) for text in texts)

    def omits(self, fact: str, uses: list[Use]) -> bool:
        """Whether a rule keeps every block of these out of this document, or fitting took the fact
        from it."""
        gone = self.selection.omitted
        ruled = all(use.block in gone or use.block.partition(".")[0] in gone for use in uses)
        return ruled or self.selection.spares(fact)

    def conflicts(self, facts: Iterable[str]) -> Iterator[Finding]:
        """Every reading of a fact on which sources differ stands in this document."""
        whole = folded(" ".join([self.read.text(), *self.read.notes.values()]))
        whole = whole.replace("- ", "-")
        for ident in facts:
            fact = self.pack.facts[ident]
            for reading in fact.conflict:
                words = folded(reading.value).replace("- ", "-")
                if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", whole):
                    found = f"the reading {reading.value!r} of the fact {ident!r}"
                    yield self._finding("reading-missing", reading.place, found)

    def _allowed(self, ident: str) -> tuple[str, ...]:
        """Lengths that the texts of a section or block may have here."""
        if self.medium == "page":
            return (self.selection.length(ident),)
        return self.selection.audience.lengths(self.selection.output)

    def _finding(self, rule: str, place: Place, found: str) -> Finding:
        return Finding(place, rule, self.name, found)

    def _cover(self) -> Iterator[Finding]:
        """What the cover says of the recipient."""
        text = folded(self.read.text_of("cover") or "")
        for words in cover_lines(self.selection.audience, self.selection.recipient):
            if not any(line in text for line in self._forms(words, "cover")):
                yield self._finding("text-missing", words.place, "a line for the recipient's cover")

    def _title(self, section: Section) -> Iterator[Finding]:
        text = folded(self.read.text_of(f"{section.id}/title") or "")
        if not any(words in text for words in self._forms(section.title, section.id)):
            yield self._finding(
                "title-missing", section.at("title"), f"the title of section {section.id!r}"
            )

    def _forms(self, words: Words, ident: str) -> Iterator[str]:
        """The words in each length that this document may take."""
        for length in self._allowed(ident):
            self.telling.length = length
            yield folded(self.telling.plain(words))

    def _block(self, section: Section, block: Block) -> Iterator[Finding]:
        ident = f"{section.id}.{block.id}"
        found = self.read.text_of(ident)
        if found is None:
            yield self._finding("block-missing", block.place, f"no part of block {ident!r}")
            return
        text = folded(found)
        shortest: list[str] | None = None
        for length in self._allowed(ident):
            gone = [piece for piece in self._pieces(block, length) if piece not in text]
            if shortest is None or len(gone) < len(shortest):
                shortest = gone
        for piece in (shortest or [])[:3]:
            yield self._finding("text-missing", block.place, f"block {ident!r} lacks {piece!r}")
        if isinstance(block, Chart):
            yield from self._chart(ident, block, text)
        if isinstance(block, Picture) and self.pack.pictures[block.file].art is not None:
            name = f"{ident}/picture"
            if self.medium == "slide":
                lost = name not in self.read.vectors
            else:
                lost = name in self.read.rasters
            if lost:
                yield self._finding("vector-lost", block.at("file"), f"{ident!r} is pixels alone")

    def _pieces(self, block: Block, length: str) -> Iterator[str]:
        """Runs of plain words of a block, without links, marks and white space around."""
        for _name, value, _place in shown(block, on_pages=self.medium == "page"):
            for piece in parse(value.pick(length)):
                words = ""
                if isinstance(piece, Plain):
                    words = folded(piece.text)
                elif isinstance(piece, RecipientRef):
                    words = folded(self.telling.of_recipient(piece))
                if words:
                    yield words

    def _facts_of(self, block: Block, ident: str) -> Iterator[tuple[str, str, Place]]:
        for _name, value, _place in shown(block, on_pages=self.medium == "page"):
            yield from self._facts_in(value, ident)
        if isinstance(block, Figures):
            for figure in block.figures:
                yield figure.fact, self.pack.facts[figure.fact].value, figure.place

    def _facts_in(self, words: Words, own: str) -> Iterator[tuple[str, str, Place]]:
        for length in self._allowed(own):
            text = words.pick(length)
            for piece in parse(text):
                if isinstance(piece, FactRef):
                    yield piece.id, self.pack.facts[piece.id].printed, text.place

    def _chart(self, ident: str, block: Chart, text: str) -> Iterator[Finding]:
        if self.medium == "page":
            yield from self._drawn(ident, block, text)
            return
        shapes = [n for n in self.read.charts if n == ident or n.startswith(f"{ident}/")]
        if not shapes:
            yield self._finding("chart-missing", block.place, f"no native chart for {ident!r}")
            return
        for name in shapes:
            yield from self._native(ident, block, name)

    def _drawn(self, ident: str, block: Chart, text: str) -> Iterator[Finding]:
        """Every value is printed, or drawn where the printed scale says."""
        columns = self.pack.sheets[block.data].columns
        language = self.telling.language
        rows = [[float(value) for value in columns[name]] for name in block.y]
        printed = [block.printed(value, language) for row in rows for value in row]
        missing = list(dict.fromkeys(one for one in printed if one not in text))
        if not missing and not block.scatter:
            return
        figure = f"{ident}/chart"
        words, marks = self.read.words.get(figure, []), self.read.marks.get(figure, [])
        drawn = Drawn(words, marks, language)
        if block.scatter:
            xs = [float(value) for value in columns[block.x]]
            good = drawn.shows_points((x, y) for row in rows for x, y in zip(xs, row, strict=True))
        elif block.type == "line":
            good = drawn.shows_heights([value for row in rows for value in row])
        else:
            ends = stacked(rows) if block.type == "stacked" else [v for row in rows for v in row]
            good = drawn.shows_lengths(ends)
        if not good:
            lacks = ", ".join(map(repr, missing[:3])) or "points at their values"
            yield self._finding(
                "number-missing", block.at("data"), f"chart {ident!r} lacks {lacks}"
            )

    def _native(self, ident: str, block: Chart, name: str) -> Iterator[Finding]:
        """The native chart and its workbook hold the names and numbers of the dataset."""
        columns = self.pack.sheets[block.data].columns
        names: list[object] = [*block.names(columns)]
        rows = [[float(value) for value in columns[one]] for one in block.y]
        xs = [float(value) for value in columns[block.x]] if block.scatter else None
        first = names if xs is None else xs
        wanted = [(one, first, values) for one, values in zip(block.y, rows, strict=True)]
        found = self.read.charts[name]
        if not _alike(found, wanted):
            yield self._finding("number-differs", block.at("data"), f"chart {ident!r}: {found}")
        left = [cells for cells in (names, xs) if cells]
        sheet = [[*block.heads(), *block.y], *map(list, zip(*left, *rows, strict=True))]
        cells = self.read.workbooks.get(name, [])
        if not _alike(cells, sheet):
            there = f"workbook of {ident!r}: {cells}"
            yield self._finding("number-differs", block.at("data"), there)

    def _omitted(self) -> Iterator[Finding]:
        for ident, why in self.selection.omitted.items():
            if self.read.text_of(ident) is not None:
                place = self.selection.audience.place
                yield self._finding(
                    "block-forbidden", place, f"{ident!r} stands here although the rule says: {why}"
                )

    def _backup(self) -> Iterator[Finding]:
        """Slides are hidden where, and only where, the audience wants back-up."""
        for section, blocks in self.selection.sections if self.medium == "slide" else ():
            for block in blocks:
                ident = f"{section.id}.{block.id}"
                slides = self.read.pages_of(ident)
                aside = ident in self.selection.backup
                if aside and slides - self.read.hidden:
                    found = f"the back-up {ident!r} is on a slide that is shown"
                    yield self._finding("backup-shown", block.place, found)
                elif not aside and slides & self.read.hidden:
                    found = f"block {ident!r} is on a hidden slide"
                    yield self._finding("block-hidden", block.place, found)

    def _sources(self) -> Iterator[Finding]:
        text = folded(self.read.text())
        for ident, number in self.selection.source_numbers.items():
            source = self.pack.sources[ident]
            entry = folded(self.read.text_of(f"source.{ident}") or "")
            listed = entry if self.medium == "page" else text
            if folded(source.title) not in listed or f"[{number}]" not in listed:
                yield self._finding(
                    "source-missing", source.place, f"source [{number}] {ident!r} is not listed"
                )

    def _changes(self) -> Iterator[Finding]:
        """The list of what changed since the last edition: each line, with the page or slide."""
        found = since(self.selection, self.telling)
        if found is None or not self.selection.lists_changes:
            return
        whole = folded(self.read.text_of(CHANGES) or "")
        lines = rows(found, self.selection, self.telling)
        place = self.pack.pack.at("last_edition")
        if not lines and self.telling.label("changes_none") not in whole:
            yield self._finding("change-missing", place, "the sentence that nothing changed")
        at = 0
        for n, row in enumerate(lines, 1):
            own = self.read.text_of(f"{CHANGES}/table/row{n}")
            text, start = (whole, at) if own is None else (folded(own), 0)
            for piece in (row.what, row.how, *row.values, self._number(row.place)):
                words = folded(piece)
                start = text.find(words, start)
                if start < 0:
                    said = f"{words!r} of {row.what!r} in the list of changes"
                    yield self._finding("change-missing", place, said)
                    break
                start += len(words)
            else:
                at = start if own is None else at

    def _number(self, ident: str) -> str:
        """The page or slide on which a node begins, as it is printed."""
        while ident and not (pages := self.read.pages_of(ident)):
            ident = ident.rpartition("/")[0]
        return str(min(pages)) if ident else "–"


def _alike(found: object, wanted: object) -> bool:
    """Whether two structures are equal, numbers within :data:`TOLERANCE`, written or not."""
    if isinstance(wanted, (list, tuple)):
        return (
            isinstance(found, (list, tuple))
            and len(found) == len(wanted)
            and all(map(_alike, found, wanted))
        )
    if isinstance(wanted, float):
        try:
            return abs(float(str(found)) - wanted) <= TOLERANCE
        except ValueError:
            return False
    return found == wanted


def parity(
    selections: dict[str, Selection],
    documents: dict[str, tuple[str, Document]],
    language: Language,
    masters: dict[str, Master],
) -> list[Finding]:
    """All findings of one audience; the dictionaries go by medium (``page``, ``slide``).

    An audience that gets one of the two documents alone has that one in ``documents``.
    """
    judges = {}
    out: list[Finding] = []
    for medium, (name, read) in documents.items():
        selection = selections[medium]
        _story, telling = tell(selection, language, masters[medium])
        judges[medium] = Parity(selection, telling, name, read)
        out += judges[medium].findings()
    told = {medium: judge.facts() for medium, judge in judges.items()}
    for ident in dict.fromkeys(i for facts in told.values() for i in facts):
        uses = [use for facts in told.values() for use in facts.get(ident, ())]
        for judge in judges.values():
            if judge.says(uses[0].printed):
                out += judge.conflicts([ident])
            elif not judge.omits(ident, uses):
                found = f"fact {ident!r} ({uses[0].printed!r}) is not here"
                found += "; refer to it in a text for this document, or in the notes of a slide"
                out.append(Finding(uses[0].place, "fact-missing", judge.name, found))
    return sorted(out)
