"""Since: what one document of an audience says that it did not say in the last edition.

What it said then comes from the manifest of that edition (:mod:`reports.lastedition`), what it says
now from its selection and telling, before anything is laid out: the list of changes stands in the
document itself. So a text counts as changed when its old wording is none of the lengths that it has
in the pack; which length a page or slide takes is no change. Each document is held against the same
document of the last edition, never against the other one: what slides leave out by a rule, the
slides do not speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layouts.audience import MARKS
from layouts.fields import ChoiceField, FlagField, NumberField
from layouts.located import Words
from layouts.records import leaves
from reports import said
from reports.blocks.base import Block
from reports.blocks.chart import Chart
from reports.clearance import marks
from reports.difference import ADDED, BLOCK, CHANGED, FACT, NUMBER, SECTION, SOURCE, What
from reports.difference import difference as compared
from reports.notes import Spoken
from reports.selection import Selection
from reports.telling import Telling

Entry = tuple[str, str]
_UNSEEN = ("alt", "notes", *said.UNSAID)
"""Fields that nobody sees on a page or slide."""
_UNLISTED = {"page": ("review_by",), "slide": ("review_by", "checked", "note")}
"""Fields of sources that the list of sources does not print."""
_SETTINGS = (ChoiceField, FlagField, NumberField)
"""Fields that say how something is shown, and nothing else."""


@dataclass(frozen=True)
class Since:
    """What changed in one document."""

    last: Mapping[str, Any]
    """What the manifest says of the audience in the last edition."""
    changes: tuple[What, ...]
    """Documents, sections, blocks and numbers, facts, sources; nothing of what only one of the two
    editions tells of facts: their texts change with them."""
    marked: frozenset[str]
    """Pages: nodes that are new or say something else, with all below them."""


def since(selection: Selection, telling: Telling) -> Since | None:
    """What changed in the document of ``selection``, which ``telling`` has told.

    None where there is nothing to hold it against: the pack names no last edition, or the audience
    did not get this document in it.
    """
    last, medium = selection.last, selection.medium
    if last is None or not last[f"{medium}s"]:
        return None
    before, now = _Before(selection, last), _now(selection, telling)
    old, new = before.entry(now), now
    old["blocks"], new["blocks"] = before.blocks(_texts_of(selection))
    then, today = ({"packs": {"": {"audiences": {"": entry}}}} for entry in (old, new))
    found = tuple(one.what for one in compared(then, today).changes if _tells(one.what))
    return Since(last, found, frozenset(_marked(found, before, telling)))


def _tells(what: What) -> bool:
    """What concerns a reader: facts alone when both editions tell them, and not the number of the
    edition, which is to change."""
    if what.what == FACT:
        return what.how == CHANGED
    return what.field != "edition"


def _now(selection: Selection, telling: Telling) -> dict[str, Any]:
    """What the document says now, but for its blocks, in the form of the manifest."""
    pack, unlisted = selection.pack, _UNLISTED[selection.medium]
    facts = {
        ident: {
            "value": fact.value,
            "source": fact.source,
            "at": fact.locator,
            **said.of_fact(fact),
        }
        for ident, fact in pack.facts.items()
        if ident in telling.fact_nodes
    }
    return {
        "document": said.of_document(selection),
        "sections": {
            section.id: {"title": section.title}
            for section, _ in selection.sections
            if not section.only
        },
        "facts": facts if selection.medium == "page" else _seen(facts),
        "sources": {
            ident: {"says": [one for one in said.of_source(source) if one[0] not in unlisted]}
            for ident, source in pack.sources.items()
            if ident in selection.source_numbers
        },
    }


def _seen(facts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What slides show of facts: of where in a source they stand, and of their notes, nothing."""
    return {
        ident: {name: value for name, value in fact.items() if name not in ("at", "note")}
        for ident, fact in facts.items()
    }


Told = tuple[list[tuple[str, tuple[str, ...]]], list[Entry], frozenset[str]]
"""Of a block the name of each text with all its lengths, the longest first; its numbers; and the
names of its settings."""


def _texts_of(selection: Selection) -> dict[str, Told]:
    """The blocks of the document, in its order; those for single recipients, whom the last edition
    did not know, are left out."""
    return {
        f"{section.id}.{block.id}": _texts(block, selection)
        for section, blocks in selection.sections
        for block in blocks
        if not (section.only or block.only)
    }


def _texts(block: Block, selection: Selection) -> Told:
    texts: list[tuple[str, tuple[str, ...]]] = []
    settings: set[str] = set()
    for record, name, field, value, _place in leaves(block):
        unshown = name in _UNSEEN or (name == "slide_title" and selection.medium == "page")
        if isinstance(record, Spoken) or unshown:
            continue
        if isinstance(field, _SETTINGS):
            settings.add(name)
        elif isinstance(value, Words):
            texts.append((name, tuple(dict.fromkeys(map(_even, reversed([*value.texts()]))))))
        elif value:
            texts.append((name, (_even(str(value)),)))
    data = list(said.of_data(block, selection)) if isinstance(block, Chart) else []
    texts += [(name, (_even(text),)) for name, text in data if not name.startswith(said.DATA)]
    numbers = [(name, text) for name, text in data if name.startswith(said.DATA)]
    return texts, numbers, frozenset(settings)


def _even(text: str) -> str:
    """A text with its white space as single blanks, and without what cross-references lead to:
    where lines end in YAML says nothing, and the manifest does not name what a reader did not get.
    """
    return " ".join(said.CROSS.sub(said.BLANK, text).split())


def _shared(words: Words, was: str) -> str:
    """The old wording, if it is one of the lengths of ``words``; else the longest of them."""
    lengths = [*map(_even, words.texts())]
    return _even(was) if _even(was) in lengths else lengths[-1]


class _Before:
    """What the same document said in the last edition."""

    def __init__(self, selection: Selection, last: Mapping[str, Any]) -> None:
        self.medium, self.last = f"{selection.medium}s", last
        self._unlisted = _UNLISTED[selection.medium]
        pack = self._pack = selection.pack
        rank = MARKS.index(selection.audience.clearance)
        self._unsaid = {i for i, mark in marks(pack).items() if MARKS.index(mark) > rank}
        for section in pack.sections:
            own = [b for b in section.blocks if section.only or b.only]
            self._unsaid |= {f"{section.id}.{block.id}" for block in own}
            self._unsaid |= {section.id} if section.only else set()
        self._known = set(pack.sources)
        self._order = list(dict.fromkeys(section.id for section, _ in selection.sections))

    def entry(self, now: dict[str, Any]) -> dict[str, Any]:
        """All but its blocks; titles in ``now`` become the wording that they share with it, if they
        do."""
        sections, document = self._there("sections"), self.last["document"]
        for ident, entry in now["sections"].items():
            entry["title"] = _shared(entry["title"], sections.get(ident, {}).get("title", ""))
        for name in ("title", "subtitle"):
            words = getattr(self._pack, name)
            if words is not None:
                now["document"][name] = _shared(words, document.get(name, ""))
        sources = self._there("sources")
        gone = [i for i in sources if i not in now["sources"] and i in self._known]
        facts = {i: f for i, f in self._there("facts").items() if i in now["facts"]}
        for ident, fact in self.last["facts"].items():
            if ident in now["facts"] and fact.get("notes") and self.medium == "slides":
                facts[ident] = fact
        return {
            "document": {name: _even(text) for name, text in document.items()},
            "sections": {i: {"title": _even(one["title"])} for i, one in sections.items()},
            "facts": facts if self.medium == "pages" else _seen(facts),
            # A source that is cited no more may be behind what this reader must not know of.
            "sources": {
                ident: {"says": [one for one in source["says"] if one[0] not in self._unlisted]}
                for ident, source in sources.items()
                if ident not in gone
            },
        }

    def _there(self, key: str) -> dict[str, Any]:
        """The sections, facts or sources that stood in this document."""
        return {
            ident: entry
            for ident, entry in self.last[key].items()
            if entry.get(self.medium) and ident not in self._unsaid
        }

    def blocks(self, texts: Mapping[str, Told]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The blocks then and now, told so that they are alike where nothing changed. Sections
        that were moved do not make their blocks moved."""
        there = self._there("blocks")
        there = {i: one for i, one in there.items() if i.partition(".")[0] not in self._unsaid}
        old: dict[str, Any] = {}
        new: dict[str, Any] = {}
        for ident in self._sorted(there, self._where if self.medium == "slides" else None):
            old[ident] = {
                "says": [[n, _even(t)] for n, t in there[ident]["says"] if n not in _UNSEEN]
            }
        for ident in self._sorted(texts):
            told, numbers, settings = texts[ident]
            if ident not in old:
                new[ident] = {"says": [(name, lengths[0]) for name, lengths in told] + numbers}
                continue
            entry = there[ident]
            was, more = (
                [(n, _even(t)) for n, t in entry.get(key, ()) if n not in {*settings, *_UNSEEN}]
                for key in ("says", "slides_say")
            )
            drawn = [one for one in was if one[0].startswith(said.DATA)]
            was = [one for one in was if not one[0].startswith(said.DATA)]
            if self.medium == "pages" or not entry.get("pages"):
                then, now = _in_order(was, told)
            else:
                then, now = _paired(was, more, told)
            old[ident] = {"says": then + drawn}
            new[ident] = {"says": now + numbers}
        return old, new

    def _sorted(self, idents: Mapping[str, Any], key: Any = None) -> list[str]:
        """By their sections in the order of today, then by ``key``, then as they are."""
        found = sorted(idents, key=key) if key is not None else list(idents)
        places = {name: n for n, name in enumerate(self._order)}
        return sorted(found, key=lambda ident: places.get(ident.partition(".")[0], len(places)))

    def _where(self, ident: str) -> tuple[float, ...]:
        """Where a block stood in the deck."""
        first = self.last["blocks"][ident]["slides"][0]
        left, top = [*first.get("box", ()), 0.0, 0.0][:2]
        return first["slide"], top, left

    def words(self, ident: str) -> set[str]:
        """All texts that a block said on pages."""
        return {_even(text) for _, text in self.last["blocks"].get(ident, {}).get("says", ())}


def _in_order(
    was: Sequence[Entry], told: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[list[Entry], list[Entry]]:
    """Texts then and now: of each the length in which it stood, if it stood."""
    known = set(was)
    now = [
        (name, next((text for text in lengths if (name, text) in known), lengths[0]))
        for name, lengths in told
    ]
    return list(was), now


def _paired(
    pages: Sequence[Entry], slides: Sequence[Entry], told: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[list[Entry], list[Entry]]:
    """The same for slides of a block that stood on pages, too: what it said there is among what
    pages said and what ``slides`` said besides, in no order that is known."""
    left, more = list(pages), list(slides)
    found = list[str]()
    for name, lengths in told:
        own = [text for text in lengths if (name, text) in more]
        shared = [text for text in lengths if (name, text) in left]
        for text in own:
            more.remove((name, text))
        for text in shared:
            left.remove((name, text))
        page = next((one for one in left if one[0] == name), None)
        if own and not shared and page is not None:  # pages said it in words that are no more
            left.remove(page)
        found.append([*own, *shared, ""][0])
    left += more
    then: list[Entry] = []
    now: list[Entry] = []
    for (name, lengths), text in zip(told, found, strict=True):
        now.append((name, text or lengths[0]))
        if text:
            then.append((name, text))
            continue
        twin = next((one for one in left if one[0] == name), None)
        if twin is not None:
            left.remove(twin)
            then.append(twin)
    return then + left, now


def _marked(changes: Sequence[What], before: _Before, telling: Telling) -> Iterator[str]:
    """The nodes that are new or say something else: of a block its paragraphs and cells that do,
    and all of it where none does by itself."""
    changed: dict[str, set[str]] = {}
    for what in changes:
        if what.what == SOURCE and what.how in (ADDED, CHANGED):
            yield f"source.{what.ident}"
        elif what.what == FACT:
            yield from telling.fact_nodes.get(what.ident, ())
        elif what.what == SECTION and what.how in (ADDED, CHANGED):
            yield f"{what.ident}/title"
        elif what.what == BLOCK and what.how == ADDED:
            yield what.ident
        elif what.what in (BLOCK, NUMBER) and what.how == CHANGED:
            changed.setdefault(what.ident, set()).add(what.what)
    for ident, kinds in changed.items():
        known = before.words(ident)
        nodes = {f"{ident}/chart"} if NUMBER in kinds else set()
        for node, texts in telling.texts.items():
            if node.partition("/")[0] == ident and any(_new(words, known) for words in texts):
                nodes.add(node)
        yield from nodes or {ident}


def _new(words: Words, known: set[str]) -> bool:
    return not any(_even(text) in known for text in words.texts())
