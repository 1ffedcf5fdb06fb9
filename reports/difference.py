"""Difference: what one set of documents says that another does not, from their manifests alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from layouts.problems import Place, Problems, ResourceError
from reports.lastedition import lacking
from reports.manifest import load
from reports.publish import settle
from reports.said import DATA

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
DOCUMENT, SECTION, BLOCK, NUMBER, FACT, SOURCE = (
    "document",
    "section",
    "block",
    "number",
    "fact",
    "source",
)
"""What can change; the numbers of charts are told by themselves."""
_FACT = ("value", "text", "source", "at", "note", "readings")
_FILLED = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Book = Mapping[str, Any]


class Spot(NamedTuple):
    """Where something stands in the documents of one audience."""

    audience: str
    pages: tuple[int, ...] = ()
    slides: tuple[int, ...] = ()


class What(NamedTuple):
    """One change, whoever gets it."""

    pack: str
    how: str
    """:data:`ADDED`, :data:`REMOVED`, :data:`CHANGED` or :data:`MOVED`."""
    what: str
    ident: str
    """Of the section, block, fact or source; of the number that of its chart; for documents the
    name of the audience."""
    field: str = ""
    """The key that changed; of a number its row and series."""
    old: str = ""
    new: str = ""
    title: str = ""
    """What a block or its section is called."""


@dataclass
class Change:
    """One change with all places where it stands, before and after."""

    what: What
    before: list[Spot] = field(default_factory=list)
    after: list[Spot] = field(default_factory=list)


@dataclass
class Difference:
    """All that two manifests do not have in common."""

    changes: list[Change] = field(default_factory=list)
    """In the order of the documents."""
    files: dict[str, str] = field(default_factory=dict)
    """Documents whose content differs, down to the last object and part, compression aside: added,
    removed or changed, by name."""
    inputs: dict[str, str] = field(default_factory=dict)
    """Files that they are made from, likewise."""

    @property
    def same(self) -> bool:
        """Whether the documents are the same, compression aside."""
        return not (self.files or self.changes)


def read_book(path: Path) -> Book:
    """The manifest of an output folder, or the manifest itself.

    Raises :class:`ResourceError` when there is none that can be read, or an entry in it is not such
    as this program writes.
    """
    if path.is_dir():
        settle(path)
    file = path / "manifest.json" if path.is_dir() else path
    book = load(file)
    if book is None:
        raise ResourceError(f"{file}: is not there or is no manifest of this program")
    lost = lacking(book)
    if lost:
        raise ResourceError(f"{file}: does not say what {lost}; build all of it again")
    return book


def check_names(names: Sequence[str], books: Sequence[Book]) -> None:
    """Raises :class:`InputError` for a name that is that of no audience in any of the manifests."""
    packs = [pack for book in books for pack in book["packs"].values()]
    known = dict.fromkeys(name for pack in packs for name in pack["audiences"])
    problems = Problems()
    for name in names:
        if name not in known:
            found = f"neither manifest has an audience {name!r}"
            place = Place("--audience")
            expected = f"one of {', '.join(known)}"
            problems.add("unknown-name", place, found, expected, given=name, names=known)
    problems.stop()


def difference(
    old: Book, new: Book, audiences: Sequence[str] = (), packs: Sequence[str] = ()
) -> Difference:
    """What changed from ``old`` to ``new``; names leave out all other audiences and packs."""
    found = Difference()
    gathered: dict[What, Change] = {}
    for pack in _both(old["packs"], new["packs"]):
        if packs and pack not in packs:
            continue
        entries = [book["packs"].get(pack, {}).get("audiences", {}) for book in (old, new)]
        for audience in _both(*entries):
            if audiences and audience not in audiences:
                continue
            before, after = (entry.get(audience, {}) for entry in entries)
            for what, *places in _Pair(pack, audience, before, after).changes():
                change = gathered.setdefault(what, Change(what))
                for spots, place in zip((change.before, change.after), places, strict=True):
                    if place is not None:
                        spots.append(_spot(audience, place))
            found.files |= _compared(*_digests(before, after))
            found.inputs |= _compared(before.get("inputs", {}), after.get("inputs", {}))
    found.changes = list(gathered.values())
    return found


Told = tuple[What, Book | None, Book | None]
"""A change, and the entries that say where it stood and stands."""


class _Pair:
    """One audience, before and after."""

    def __init__(self, pack: str, audience: str, before: Book, after: Book) -> None:
        self.pack, self.audience, self.before, self.after = pack, audience, before, after

    def changes(self) -> Iterator[Told]:
        """All of them, documents first, then in reading order, then facts and sources."""
        if not (self.before and self.after):
            how = ADDED if self.after else REMOVED
            yield What(self.pack, how, DOCUMENT, self.audience), self.before or None, None
            return
        yield from self._document()
        yield from self._sections()
        yield from self._blocks()
        yield from self._facts()
        yield from self._sources()

    def _entries(self, key: str) -> tuple[Book, Book]:
        return self.before.get(key, {}), self.after.get(key, {})

    def _what(self, how: str, what: str, ident: str, *more: str, title: str = "") -> What:
        return What(self.pack, how, what, ident, *more)._replace(title=title)

    def _document(self) -> Iterator[Told]:
        old, new = self._entries("document")
        for name in _both(old, new):
            was, now = old.get(name, ""), new.get(name, "")
            if was != now:
                cover = {"pages": [1], "slides": [1]}
                yield self._what(CHANGED, DOCUMENT, "cover", name, was, now), cover, cover

    def _one_sided(self, what: str, old: Book, new: Book) -> Iterator[Told]:
        """Those that only one of the two has, and those that changed their order."""
        for ident in _both(old, new):
            entry = new.get(ident) or old[ident]
            title = self._title(ident, entry)
            if ident not in old:
                yield self._what(ADDED, what, ident, title=title), None, entry
            elif ident not in new:
                yield self._what(REMOVED, what, ident, title=title), entry, None
        before, after = [i for i in old if i in new], [i for i in new if i in old]
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, start, end, *_ in matcher.get_opcodes():
            for ident in before[start:end] if tag in ("replace", "delete") else ():
                title = self._title(ident, new[ident])
                yield self._what(MOVED, what, ident, title=title), old[ident], new[ident]

    def _title(self, ident: str, entry: Book) -> str:
        """The title of a section, or of a block, else that of its section; facts filled in."""
        said = [str(text) for name, text in entry.get("says", ()) if name == "title"]
        said += [str(entry["title"])] if "title" in entry else []
        for book in (self.after, self.before):
            section = book.get("sections", {}).get(ident.partition(".")[0], {})
            said += [str(section["title"])] if "title" in section else []
        return _FILLED.sub(self._fact, said[0]) if said else ""

    def _fact(self, match: re.Match[str]) -> str:
        for book in (self.after, self.before):
            fact = book.get("facts", {}).get(match.group(1))
            if fact is not None:
                return str(fact.get("text") or fact.get("value", ""))
        return match.group()

    def _sections(self) -> Iterator[Told]:
        old, new = self._entries("sections")
        yield from self._one_sided(SECTION, old, new)
        for ident in new:
            was, now = (one.get(ident, {}).get("title", "") for one in (old, new))
            if ident in old and was != now:
                what = self._what(CHANGED, SECTION, ident, "title", was, now, title=now)
                yield what, old[ident], new[ident]

    def _blocks(self) -> Iterator[Told]:
        old, new = self._entries("blocks")
        yield from self._one_sided(BLOCK, old, new)
        for ident in new:
            if ident not in old:
                continue
            for key in ("says", "slides_say"):
                for name, was, now in _aligned(old[ident].get(key, ()), new[ident].get(key, ())):
                    number = name.startswith(DATA)
                    what = self._what(
                        *(CHANGED, NUMBER if number else BLOCK, ident),
                        *(name.removeprefix(DATA), was, now),
                        title=self._title(ident, new[ident]),
                    )
                    yield what, _on_slides(old[ident], key), _on_slides(new[ident], key)

    def _facts(self) -> Iterator[Told]:
        old, new = self._entries("facts")
        for ident in _both(old, new):
            if ident not in new:
                value = str(old[ident].get("value", ""))
                yield self._what(REMOVED, FACT, ident, "value", value), old[ident], None
            elif ident not in old:
                value = str(new[ident].get("value", ""))
                yield self._what(ADDED, FACT, ident, "value", "", value), None, new[ident]
            else:
                for name in _FACT:
                    was, now = (_written(one[ident].get(name, "")) for one in (old, new))
                    if was != now:
                        what = self._what(CHANGED, FACT, ident, name, was, now)
                        yield what, old[ident], new[ident]

    def _sources(self) -> Iterator[Told]:
        old, new = self._entries("sources")
        for ident in _both(old, new):
            entry = new.get(ident) or old[ident]
            title = self._title(ident, entry)
            if ident not in new:
                yield self._what(REMOVED, SOURCE, ident, title=title), entry, None
            elif ident not in old:
                yield self._what(ADDED, SOURCE, ident, title=title), None, entry
            else:
                for name, was, now in _aligned(old[ident].get("says", ()), entry.get("says", ())):
                    what = self._what(CHANGED, SOURCE, ident, name, was, now, title=title)
                    yield what, old[ident], new[ident]


def _aligned(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """Name, old and new text of the fields that differ; what was not moved is paired by name."""
    before, after = ([(str(name), str(text)) for name, text in one] for one in (old, new))
    if before == after:
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left = after[c:d]
        for name, text in before[a:b]:
            twin = next((one for one in left if one[0] == name), None)
            if twin is not None:
                left.remove(twin)
            yield name, text, twin[1] if twin is not None else ""
        for name, text in left:
            yield name, "", text


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(", ".join(map(str, one)) for one in value)
    return str(value)


def _on_slides(entry: Book, key: str) -> Book:
    """The places of what pages and slides say alike, or of what slides alone say."""
    return entry if key == "says" else {"slides": entry.get("slides", [])}


def _spot(audience: str, entry: Book) -> Spot:
    """The pages and slides that an entry names, each once."""
    found = []
    for medium in ("page", "slide"):
        places = entry.get(f"{medium}s", ())
        numbers = places if isinstance(places, (list, tuple)) else ()
        found.append([one[medium] if isinstance(one, dict) else one for one in numbers])
    found[1] += entry.get("notes", [])
    return Spot(audience, *(tuple(sorted(set(numbers))) for numbers in found))


def _digests(*entries: Book) -> list[dict[str, str]]:
    """The digest of what is in each document, however it was compressed; of the bytes, where one of
    the manifests knows no other."""
    files = [entry.get("files", {}) for entry in entries]
    known = all("content" in file for one in files for file in one.values())
    key = "content" if known else "sha256"
    return [{name: file[key] for name, file in one.items()} for one in files]


def _compared(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in _both(old, new):
        if old.get(name) != new.get(name):
            found[name] = CHANGED if name in old and name in new else ADDED
            found[name] = REMOVED if name not in new else found[name]
    return found


def _both(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """All keys: those of ``new`` in its order, then those that only ``old`` has."""
    return [*new, *(key for key in old if key not in new)]
