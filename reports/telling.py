"""Telling: what a block needs to turn its fields into runs, nodes and captions.

One :class:`Telling` serves one output (the pages or the slides of one audience). It resolves
facts, citations and cross-references in texts, keeps the footnotes of pages, and gathers what a
slide cites for its source line.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from layouts.flow import Flowable
from layouts.language import Language
from layouts.paragraph import Paragraph
from layouts.records import Words
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.inline import Cite, CrossRef, FactRef, Link, Plain, RecipientRef, parse
from reports.pack import Fact, Pack
from reports.recipients import Recipient

if TYPE_CHECKING:
    from datetime import date

CLOSERS = ".,;:!?)”’"
"""A note mark stands after these, not before (English house style)."""


@dataclass
class Cited:
    """What one slide, or one caption, cites."""

    sources: dict[str, list[str]] = field(default_factory=dict)
    """Locators by source id, in the order cited."""
    conflicts: dict[str, Fact] = field(default_factory=dict)
    days: dict[str, set[date]] = field(default_factory=dict)
    """By source id, the days of the numbers that were taken from it."""

    def add(self, source: str, at: str) -> None:
        """Note one citation."""
        locators = self.sources.setdefault(source, [])
        if at and at not in locators:
            locators.append(at)


def _close_up(runs: list[Run]) -> None:
    """Take the blank before a citation away: its mark stands right behind the word."""
    if runs and runs[-1].text.endswith(" "):
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))


class Telling:
    """The context in which blocks are shown."""

    def __init__(
        self,
        pack: Pack,
        language: Language,
        medium: str,
        numbers: dict[str, int],
        labels: dict[str, tuple[str, int]],
        tree: Node,
    ) -> None:
        self.pack, self.language, self.medium, self.tree = pack, language, medium, tree
        self.source_numbers = numbers
        """Number of each source in the list at the end; the same in both documents."""
        self.labels = labels
        """Kind of label (``figure``, ``table``) and number of each numbered block."""
        self.told: set[str] = set()
        """Sections and blocks of this output: what a cross-reference can lead to."""
        self.recipient: Recipient | None = None
        self.length = "long"
        self.lengths: dict[str, str] = {}
        """Pages: the length that each block is told in, by full id."""
        self.notes: dict[str, Flowable] = {}
        self.cited = Cited()
        self.picked: list[str] = []
        """Texts chosen since it was last cleared: tells one length from another."""
        self.texts: dict[str, list[Words]] = {}
        """Pages: what each node says, by its id."""
        self.fact_nodes: dict[str, list[str]] = {}
        """Ids of the nodes whose text prints each fact."""
        self.unsaid: dict[str, Fact] = {}
        """Pages: facts on which sources differ, printed without a footnote or a caption so far."""
        self._noted: set[tuple[str, str, str]] = set()
        self._section: Node = tree

    @property
    def on_pages(self) -> bool:
        """Whether pages are told (footnotes, captions below figures)."""
        return self.medium == "page"

    def shows(self, fact: str, node: Node) -> None:
        """Note that the text of ``node`` prints a fact."""
        nodes = self.fact_nodes.setdefault(fact, [])
        if node.id not in nodes:
            nodes.append(node.id)

    def print_fact(self, ident: str, node: Node) -> None:
        """Note that ``node`` prints the value of a fact, and cite what it rests on."""
        fact = self.pack.facts[ident]
        self.shows(ident, node)
        self.cited.add(fact.source, fact.locator)
        self._disputed(ident, footnote=False)

    def enter(self, section: Node) -> None:
        """Footnotes from here on belong to this section."""
        self._section = section

    def text(self, words: Words, node: Node, *, cite: bool = True) -> tuple[Run, ...]:
        """The runs of a text in the present length, owned by ``node``.

        With ``cite`` facts and citations call footnotes on pages; without (titles, labels) they
        are only gathered for the source line.
        """
        text = words.pick(self.length)
        self.picked.append(text)
        if self.on_pages:
            self.texts.setdefault(node.id, []).append(words)
        runs: list[Run] = []
        pending: list[Run] = []
        links = 0
        for piece in parse(text):
            if isinstance(piece, Plain):
                self._plain(piece, runs, pending)
            elif isinstance(piece, FactRef):
                fact = self.pack.facts[piece.id]
                self.shows(piece.id, node)
                runs += pending
                pending = self._cite_fact(piece.id, node, cite)
                runs.append(Run(fact.printed, piece.strong, piece.emphasis))
            elif isinstance(piece, RecipientRef):
                runs += pending
                pending = []
                runs.append(Run(self.of_recipient(piece), piece.strong, piece.emphasis))
            elif isinstance(piece, Cite):
                _close_up(runs)
                pending += self._cite(piece.source, piece.locator, node, cite)
            else:
                links += 1
                runs += pending
                pending = []
                runs.append(self._linked(piece, node, links))
                if isinstance(piece, Link) and self.on_pages and not shows_address(piece):
                    if cite:
                        pending += self._address(piece, node)
                    else:
                        runs.append(Run(f" ({address(piece)})", piece.strong, piece.emphasis))
        return tuple(runs + pending)

    def plain(self, words: Words, of: str = "") -> str:
        """The words of a text without marks: for alternative texts, titles and charts.

        ``of``: the block that it belongs to, where that is not the one that is told.
        """
        out = []
        for piece in parse(words.pick(self.lengths.get(of, self.length))):
            if isinstance(piece, FactRef):
                fact = self.pack.facts[piece.id]
                out.append(fact.printed)
            elif isinstance(piece, RecipientRef):
                out.append(self.of_recipient(piece))
            elif isinstance(piece, CrossRef):
                out.append(self.reference(piece.id))
            elif not isinstance(piece, Cite):
                out.append(piece.text)
        return "".join(out)

    def of_recipient(self, piece: RecipientRef) -> str:
        """What the table says of the recipient, as it is; nothing where there is none."""
        return self.recipient.value(piece.column) if self.recipient is not None else ""

    def reference(self, ident: str) -> str:
        """What a cross-reference prints: ``figure 2``, ``table 1``, or a section's title."""
        if ident in self.labels:
            kind, number = self.labels[ident]
            return f"{self.language.label(kind).lower()} {number}"
        section, _, block = ident.partition(".")
        found = self.pack.section(section)
        words = found.title
        if block and (title := found.block(block).title) is not None:
            words = title
        return f"“{self.plain(words, ident)}”"

    def label(self, key: str, **values: object) -> str:
        """A word of the language."""
        return self.language.label(key, **values)

    def _plain(self, piece: Plain, runs: list[Run], pending: list[Run]) -> None:
        text = piece.text
        if pending:
            closers = len(text) - len(text.lstrip(CLOSERS))
            if closers:
                runs.append(Run(text[:closers], piece.strong, piece.emphasis))
            runs += pending
            pending.clear()
            text = text[closers:]
        if text:
            runs.append(Run(text, piece.strong, piece.emphasis))

    def _linked(self, piece: Link | CrossRef, node: Node, count: int) -> Run:
        if isinstance(piece, CrossRef) and piece.id not in self.told:
            return Run(self.reference(piece.id), piece.strong, piece.emphasis)
        owner = node.child(Role.LINK, f"link{count}")
        if isinstance(piece, Link):
            return Run(piece.text, piece.strong, piece.emphasis, link=piece.url, node=owner)
        return Run(self.reference(piece.id), link=f"#{piece.id}", node=owner)

    def _disputed(self, ident: str, *, footnote: bool) -> None:
        """Gather the other readings of a fact on which sources differ."""
        fact = self.pack.facts[ident]
        if fact.conflict:
            if self.on_pages and not footnote:
                self.unsaid[ident] = fact
            self.cited.conflicts[ident] = fact
            for reading in fact.conflict:
                self.cited.add(reading.source, reading.locator)

    def _cite_fact(self, ident: str, node: Node, cite: bool) -> list[Run]:
        self._disputed(ident, footnote=cite)
        fact = self.pack.facts[ident]
        return self._cite(fact.source, fact.locator, node, cite, ident)

    def _cite(self, source: str, at: str, node: Node, cite: bool, ident: str = "") -> list[Run]:
        self.cited.add(source, at)
        fact = self.pack.facts[ident] if ident else None
        speaks = fact is not None and (fact.conflict or fact.note)
        key = (self._section.id, source, f"{at}#{ident}" if speaks else at)
        if not cite or not self.on_pages or (fact is not None and key in self._noted):
            return []
        self._noted.add(key)
        number = len(self.notes) + 1
        note = self._section.child(Role.NOTE, f"note{number}")
        mark = node.child(Role.REFERENCE, f"mark{number}")
        self.notes[note.id] = self._note(note, number, mark, source, at, fact)
        return self._mark(number, note, mark)

    def _address(self, link: Link, node: Node) -> list[Run]:
        """The mark of a footnote with the address of a link: paper cannot be clicked."""
        number = len(self.notes) + 1
        note = self._section.child(Role.NOTE, f"note{number}")
        mark = node.child(Role.REFERENCE, f"mark{number}")
        label = self._back(note, number, mark)
        body = note.child(Role.PARAGRAPH, "text")
        shown = Run(address(link), link=link.url, node=body.child(Role.LINK, "address"))
        self.notes[note.id] = Paragraph(body, [shown], "footnote", "note", label=(label,))
        return self._mark(number, note, mark)

    def _mark(self, number: int, note: Node, reference: Node) -> list[Run]:
        link = reference.child(Role.LINK, "link")
        return [Run(str(number), raised=True, link=f"#{note.id}", node=link, note=note.id)]

    def _note(
        self, note: Node, number: int, mark: Node, source: str, at: str, fact: Fact | None
    ) -> Paragraph:
        label = self._back(note, number, mark)
        body = note.child(Role.PARAGRAPH, "text")
        runs = [*self.citation(body, source, at)]
        if fact is not None and fact.conflict:
            runs = [Run(self._readings(fact))]
        if fact is not None and fact.note:
            runs.append(Run(" " + fact.note))
        return Paragraph(body, runs, "footnote", "note", label=(label,))

    def _back(self, note: Node, number: int, mark: Node) -> Run:
        """The label of a note, which leads back to the mark that called it."""
        link = note.child(Role.LABEL, "label").child(Role.LINK, "back")
        return Run(str(number), link=f"#{mark.id}", node=link)

    def citation(self, node: Node, source: str, at: str) -> tuple[Run, ...]:
        """A source by its publisher and number, with the locator: text of notes and captions."""
        found = self.pack.sources[source]
        number = self.source_numbers[source]
        link = node.child(Role.LINK, f"source{number}")
        runs = [
            Run(f"{found.publisher or found.title}\N{NO-BREAK SPACE}"),
            Run(f"[{number}]", link=f"#source.{source}", node=link),
        ]
        return (*runs, Run(f", {at}." if at else "."))

    def _readings(self, fact: Fact) -> str:
        readings = [(fact.value, fact.source, fact.locator)]
        readings += [(r.value, r.source, r.locator) for r in fact.conflict]
        parts = [
            self.label(
                "reading", value=value, source=f"[{self.source_numbers[source]}]", at=at or "–"
            )
            for value, source, at in readings
        ]
        return self.label("readings", list="; ".join(parts))

    def conflict_lines(self, cited: Cited) -> list[str]:
        """One sentence for each fact on which sources differ."""
        out = []
        for ident, fact in cited.conflicts.items():
            self.unsaid.pop(ident, None)
            readings = [(fact.value, fact.source)] + [(r.value, r.source) for r in fact.conflict]
            parts = [
                self.label("reading_short", value=value, number=self.source_numbers[source])
                for value, source in readings
            ]
            out.append(self.label("readings", list="; ".join(parts)))
        return out

    def readings(self, node: Node) -> list[Flowable]:
        """A line for what titles and heads of ``node`` print and sources do not agree on."""
        lines = self.conflict_lines(Cited(conflicts=dict(self.unsaid)))
        own = node.child(Role.PARAGRAPH, "readings") if lines else node
        return [Paragraph(own, [Run(" ".join(lines))], "caption", "caption")] if lines else []

    def source_line(self, cited: Cited) -> str:
        """The line that says what a slide or a figure rests on; empty when it cites nothing."""
        out = self.conflict_lines(cited)
        if cited.sources:
            names = [
                self._dated(s, cited)
                for s in sorted(cited.sources, key=self.source_numbers.__getitem__)
            ]
            key = "sources_cited" if len(names) > 1 else "source_cited"
            out.append(self.label(key, list="; ".join(names)) + ".")
        return " ".join(out)

    def _dated(self, source: str, cited: Cited) -> str:
        """A source by its publisher and number, with the day of the numbers taken from it."""
        found = self.pack.sources[source]
        number = self.source_numbers[source]
        name = f"{found.publisher or found.title}\N{NO-BREAK SPACE}[{number}]"
        days = ", ".join(map(self.language.spelt, sorted(cited.days.get(source, ()))))
        return self.label("as_of", date=days, source=name) if days else name


def address(link: Link) -> str:
    """The address of a link as people write it down."""
    return link.url.removeprefix("mailto:")


def shows_address(link: Link) -> bool:
    """Whether the words of a link are its address already, with or without what goes unsaid."""
    bare = address(link).rstrip("/")
    said = link.text.rstrip("/")
    return said in (bare, bare.removeprefix("https://"), bare.removeprefix("http://"))
