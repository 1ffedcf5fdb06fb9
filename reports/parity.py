"""Parity: every block, text, fact, number and source of the pack against two files read back.

What is expected comes from the pack and the audience alone; what is found comes from readers that
know nothing of the composer. A block may miss from one document only by a rule of the audience.
"""

from __future__ import annotations

from collections.abc import Iterator

from layouts.language import Language
from layouts.located import Words
from layouts.problems import Place
from layouts.records import leaves
from reports.blocks.base import Block
from reports.blocks.chart import Chart, category
from reports.blocks.figures import Figures
from reports.findings import Finding
from reports.inline import FactRef, Plain, parse
from reports.landing import folded
from reports.pack import Section
from reports.readback import Document
from reports.selection import Selection
from reports.story import tell
from reports.telling import Telling

UNSHOWN = ("notes", "alt")
"""Fields of blocks whose words are not printed on a page."""
TOLERANCE = 1e-9


class Parity:
    """Holds one written document against what its selection says it must hold."""

    def __init__(self, selection: Selection, telling: Telling, name: str, read: Document) -> None:
        self.selection, self.telling, self.name, self.read = selection, telling, name, read
        self.pack = selection.pack
        self.medium = selection.medium
        self.allowed = (
            selection.audience.lengths(selection.output)[:1]
            if self.medium == "page"
            else selection.audience.lengths(selection.output)
        )

    def findings(self) -> Iterator[Finding]:
        """Everything that does not hold in this document."""
        for section, blocks in self.selection.sections:
            yield from self._title(section)
            for block in blocks:
                yield from self._block(section, block)
        yield from self._omitted()
        yield from self._sources()
        for page, text in self.read.unowned.items():
            if text.strip():
                where = Place(self.name, page)
                yield self._finding("unowned-text", where, f"page {page}: {text.strip()[:60]!r}")

    def facts(self) -> dict[str, tuple[Place, str]]:
        """Facts that the selection prints: where it does, and in what form."""
        out: dict[str, tuple[Place, str]] = {}
        for _section, blocks in self.selection.sections:
            for block in blocks:
                for ident, printed, place in self._facts_of(block):
                    out.setdefault(ident, (place, printed))
        return out

    def says(self, printed: str) -> bool:
        """Whether any block here prints these words.

        On slides the speaker notes count: what is too long to show is said there.
        """
        wanted = folded(printed)
        if wanted in folded(" ".join(self.read.notes.values())):
            return True
        texts = (
            self.read.text_of(f"{section.id}.{block.id}") or ""
            for section, blocks in self.selection.sections
            for block in blocks
        )
        return any(wanted in folded(text) for text in texts)

    def _finding(self, rule: str, place: Place, found: str) -> Finding:
        return Finding(place, rule, self.name, found)

    def _title(self, section: Section) -> Iterator[Finding]:
        words = folded(self.telling.plain(section.title))
        text = folded(self.read.text_of(f"{section.id}/title") or "")
        if words not in text:
            yield self._finding(
                "title-missing", section.at("title"), f"the title of section {section.id!r}"
            )

    def _block(self, section: Section, block: Block) -> Iterator[Finding]:
        ident = f"{section.id}.{block.id}"
        found = self.read.text_of(ident)
        if found is None:
            yield self._finding("block-missing", block.place, f"no part of block {ident!r}")
            return
        text = folded(found)
        shortest: list[str] | None = None
        for length in self.allowed:
            gone = [piece for piece in self._pieces(block, length) if piece not in text]
            if shortest is None or len(gone) < len(shortest):
                shortest = gone
        for piece in (shortest or [])[:3]:
            yield self._finding("text-missing", block.place, f"block {ident!r} lacks {piece!r}")
        if isinstance(block, Chart):
            yield from self._chart(ident, block, text)

    def _pieces(self, block: Block, length: str) -> Iterator[str]:
        """Runs of plain words of a block, without links, marks and white space around."""
        for _record, name, _field, value, _place in leaves(block):
            if not isinstance(value, Words) or name in UNSHOWN:
                continue
            for piece in parse(value.pick(length)):
                if isinstance(piece, Plain) and (words := folded(piece.text)):
                    yield words

    def _facts_of(self, block: Block) -> Iterator[tuple[str, str, Place]]:
        for _record, name, _field, value, _place in leaves(block):
            if isinstance(value, Words) and name not in UNSHOWN:
                for length in self.allowed:
                    text = value.pick(length)
                    for piece in parse(text):
                        if isinstance(piece, FactRef):
                            fact = self.pack.facts[piece.id]
                            yield piece.id, fact.printed, text.place
        if isinstance(block, Figures):
            for figure in block.figures:
                yield figure.fact, self.pack.facts[figure.fact].value, figure.place

    def _chart(self, ident: str, block: Chart, text: str) -> Iterator[Finding]:
        columns = self.pack.sheets[block.data].columns
        categories = [category(cell) for cell in columns[block.x]]
        wanted = [(name, categories, [float(v) for v in columns[name]]) for name in block.y]
        for _, _, values in wanted:
            for value in values:
                printed = self.telling.number(value, block.decimals)
                if self.medium == "page" and printed not in text:
                    yield self._finding(
                        "number-missing", block.at("data"), f"chart {ident!r} lacks {printed!r}"
                    )
        if self.medium == "page":
            return
        shapes = [n for n in self.read.charts if n == ident or n.startswith(f"{ident}/")]
        if not shapes:
            yield self._finding("chart-missing", block.place, f"no native chart for {ident!r}")
            return
        for name in shapes:
            yield from self._native(ident, block, wanted, name)

    def _native(
        self, ident: str, block: Chart, wanted: list[tuple[str, list[str], list[float]]], name: str
    ) -> Iterator[Finding]:
        found = self.read.charts[name]
        same = len(found) == len(wanted) and all(
            a[0] == b[0]
            and a[1] == b[1]
            and all(abs(x - y) <= TOLERANCE for x, y in zip(a[2], b[2], strict=True))
            for a, b in zip(found, wanted, strict=True)
        )
        if not same:
            yield self._finding("number-differs", block.at("data"), f"chart {ident!r}: {found}")
        cells = self.read.workbooks.get(name, [])
        head = [row[1:] for row in cells[:1]]
        body = [[row[0], *(float(v) for v in row[1:])] for row in cells[1:] if row]
        categories = enumerate(wanted[0][1])
        expected = [[c, *(values[n] for _, _, values in wanted)] for n, c in categories]
        if head != [[series for series, _, _ in wanted]] or body != expected:
            yield self._finding(
                "number-differs", block.at("data"), f"workbook of {ident!r}: {cells}"
            )

    def _omitted(self) -> Iterator[Finding]:
        for ident, why in self.selection.omitted.items():
            if self.read.text_of(ident) is not None:
                place = self.selection.audience.place
                yield self._finding(
                    "block-forbidden", place, f"{ident!r} stands here although the rule says: {why}"
                )

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


def parity(
    selections: dict[str, Selection],
    documents: dict[str, tuple[str, Document]],
    language: Language,
) -> list[Finding]:
    """All findings of one audience; both dictionaries go by medium (``page``, ``slide``)."""
    judges = {}
    out: list[Finding] = []
    for medium, selection in selections.items():
        name, read = documents[medium]
        _story, telling = tell(selection, language)
        judges[medium] = Parity(selection, telling, name, read)
        out += judges[medium].findings()
    facts = {i: fact for judge in judges.values() for i, fact in judge.facts().items()}
    for ident, (place, printed) in facts.items():
        for judge in judges.values():
            if not judge.says(printed):
                found = f"fact {ident!r} ({printed!r}) stands in one document alone"
                out.append(Finding(place, "fact-missing", judge.name, found))
    return sorted(out)
