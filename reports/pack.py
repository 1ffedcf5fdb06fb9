"""Packs: what a folder of content says, read, checked and bound to its data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layouts.audience import MARKS
from layouts.dates import SPAN
from layouts.fields import NAME, Definitions, RefField, Schema
from layouts.located import Entries, Items, Located, Scalar, Words, describe, quote
from layouts.problems import Place, Problem, Problems
from layouts.records import (
    Record,
    choice,
    day,
    flag,
    keyed,
    leaves,
    many,
    mapping,
    one,
    read,
    ref,
    text,
    unread,
    variant,
    words,
)
from layouts.scene import Asset
from reports.binding import RESERVED, Readable, bind, named, salvaged, sources_of
from reports.blocks import kinds
from reports.changes import ADDS, Change, changed, position
from reports.csvfile import COLUMNS, Sheet
from reports.datasource import PULLS, Pull, name_in_inputs
from reports.lastedition import read_last
from reports.source import Folder

if TYPE_CHECKING:
    from layouts.dates import Day
    from reports.blocks.base import Block
    from reports.datalock import Locked

MAIN = "pack.yaml"
INCLUDES = 50
BESIDE = r"(\.\./)?[A-Za-z0-9_][A-Za-z0-9_.-]*"
"""A folder beside that of the pack, or in it."""


class Identity(Record):
    """What the files of the pack are called, and the language of its texts."""

    id: str = text(max=60, pattern=r"[a-z][a-z0-9-]*", shape="a name like buenos-aires")
    """Begins the names of the output files; audiences know the pack by it, such as
    ``buenos-aires``."""
    edition: str = text(max=30, default="")
    """Printed on the cover."""
    last_edition: str = text(max=300, default="")
    """The manifest of the last edition, a file in the folder of the pack: what has changed since is
    told to audiences that ask for it."""
    language: str = text(
        max=12,
        pattern=r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        shape="a language such as en",
        default="en",
    )
    """A language file, such as ``en``."""


class Source(Record):
    """Where something was read."""

    title: str = text(max=300)
    """In italics in the list of sources."""
    publisher: str = text(max=160, default="")
    """Named in notes and source lines; empty: the title is."""
    date: str = text(max=60, default="")
    """When it was published, as it is printed."""
    url: str = text(
        max=500, pattern=r'https?://[^\s<>"{}|\\^`]+', shape="an address with https://", default=""
    )
    """Its address, whole on pages and as a link on slides."""
    checked: str = text(max=60, default="")
    """When it was last read."""
    note: str = text(max=300, default="")
    """Printed after the entry in the list of sources of pages."""
    review_by: Day | None = day(default=None)
    """By this day it is to be read again; from the day after, builds warn."""


class Reading(Record):
    """What another source says in place of a fact's value."""

    value: str = text(max=300)
    """What this source says."""
    source: str = ref("source")
    """Id of the source."""
    locator: str = text(max=160, default="", key="at")
    """Where in the source, such as ``para. 4``."""


class Fact(Record):
    """One fact: the only place where its figure, date or name is written."""

    value: str = text(max=300)
    """As key figures print it."""
    source: str = ref("source")
    """Id of the source in which it was read."""
    locator: str = text(max=160, default="", key="at")
    """Where in the source."""
    note: str = text(max=300, default="")
    """Printed with the footnote."""
    conflict: tuple[Reading, ...] = many(one(Reading), high=6, default=())
    """What other sources say instead; all readings are printed."""
    review_by: Day | None = day(default=None)
    """By this day it is to be read again; from the day after, builds warn."""
    text: str = text(max=300, default="")
    """What ``{fact}`` prints; empty: the value."""

    @property
    def printed(self) -> str:
        """What ``{fact}`` prints."""
        return self.text or self.value


class Dataset(Record):
    """Numbers for charts, from a CSV file."""

    file: str = text(max=300)
    """The CSV file, relative to the folder of the pack; with ``from`` the snapshot, beside
    pack.yaml."""
    source: str = ref("source")
    """Id of the source; printed below every chart of the dataset."""
    locator: str = text(max=160, default="", key="at")
    """Where in the source, such as ``annex 1, table 1``."""
    note: str = text(max=300, default="")
    """For the people who keep the pack; printed nowhere."""
    as_of: Day | None = day(default=None)
    """The day of the numbers; printed after the source, below every chart of the dataset."""
    stale_after: str = text(
        max=12, pattern=SPAN, shape="a span such as 90 days, 6 months or 1 year", default=""
    )
    """For how long the numbers are good after that day, such as ``6 months``; then builds warn."""
    columns: dict[str, str] = mapping(
        choice("text", "integer", "number"), keys=None, low=1, high=COLUMNS
    )
    """Each column of the file with the type of its cells."""
    unit: str = text(max=60, default="")
    """Unit of its charts that name none of their own."""
    pull: Pull | None = keyed(PULLS, default=None, key="from")
    """Where ``build.py refresh`` pulls the rows from."""


class Section(Record):
    """A heading and the blocks below it."""

    id: str = text(max=60, pattern=NAME, shape="a lower-case name")
    """Unlike those of all other sections."""
    title: Words = words(max=90)
    """Heading on pages; on slides the title, or the line above it."""
    mark: str = choice(*MARKS, default="public")
    """Whom the section is for: no audience of a lower clearance may get it."""
    new_page: bool = flag()
    """Begins a new page; the first section always does."""
    review_by: Day | None = day(default=None)
    """By this day it is to be read again; from the day after, builds warn."""
    only: dict[str, tuple[str, ...]] = mapping(
        many(text(max=200), low=1, high=200), high=10, default={}
    )
    """Told to recipients alone whose columns say one of these words."""
    blocks: tuple[Block, ...] = many(variant("kind", kinds), low=1, high=60)
    """What it says, in reading order."""

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        found = super()._schema(definitions, tag)
        found["properties"]["id"]["not"] = {"enum": list(RESERVED)}
        return found

    def block(self, name: str) -> Block:
        """The block of this id; KeyError when the section has none."""
        for block in self.blocks:
            if block.id == name:
                return block
        raise KeyError(name)


class Pack(Record):
    """The top-level keys of pack.yaml and of the files that it includes, and what they lead to."""

    pack: Identity = one(Identity)
    """What the files of the pack are called, and the language of its texts."""
    title: Words = words(max=100)
    """Title of both documents."""
    subtitle: Words | None = words(max=140, optional=True)
    """Printed on the cover."""
    short: str = text(max=80, default="")
    """For running heads."""
    author: str = text(max=120, default="")
    """On the cover, and in the properties of the files."""
    subject: str = text(max=250, default="")
    """In the properties of the files."""
    keywords: tuple[str, ...] = many(text(max=60), high=30, default=())
    """In the properties of the files; together at most 255 characters."""
    event: str = text(max=120, default="")
    """Printed on the cover."""
    translations: dict[str, str] = mapping(
        text(max=100, pattern=BESIDE, shape="a folder such as ../harbour-es"), keys=None, default={}
    )
    """Folders of the same pack in other languages, by language."""
    include: tuple[str, ...] = many(text(max=300), high=INCLUDES, default=())
    """Further files of the folder, each with some of the keys of pack.yaml."""
    sources: dict[str, Source] = mapping(one(Source), keys=NAME, default={})
    """Where facts, datasets and quotations were read, by id."""
    facts: dict[str, Fact] = mapping(one(Fact), keys=NAME, default={})
    """Figures, dates and names, each written once, by id."""
    datasets: dict[str, Dataset] = mapping(one(Dataset), keys=NAME, high=200, default={})
    """Numbers for charts, by id."""
    sections: tuple[Section, ...] = many(one(Section), low=1, high=100)
    """The headings of the pack, in order."""

    folder: Path = unread(default=Path())
    sheets: Mapping[str, Sheet] = unread(default={})
    """The rows of each dataset."""
    locks: Mapping[str, Locked] = unread(default={})
    """What the lock says of each dataset that is pulled."""
    pictures: Mapping[str, Asset] = unread(default={})
    """By file name as blocks give it."""
    last: Mapping[str, Mapping[str, Any]] = unread(default={})
    """What each audience got in the last edition, by the name of the audience."""
    inputs: Mapping[str, str] = unread(default={})
    """SHA-256 of every file read, by its name in the folder."""
    warnings: tuple[Problem, ...] = unread(default=())
    """What is odd but no error: facts, sources and datasets that nothing uses."""

    @property
    def as_of(self) -> dict[str, Day]:
        """The day of the numbers of each dataset that says it, or whose source does."""
        own = {name: one.as_of for name, one in self.datasets.items() if one.as_of is not None}
        return {name: lock.day for name, lock in self.locks.items() if lock.told} | own

    @property
    def fresh(self) -> dict[str, Day]:
        """The day on which the numbers of each dataset were good: that of the numbers, else that on
        which they were pulled."""
        return {name: lock.day for name, lock in self.locks.items()} | self.as_of

    def section(self, name: str) -> Section:
        """The section of this id; KeyError when there is none."""
        for section in self.sections:
            if section.id == name:
                return section
        raise KeyError(name)

    def block(self, ident: str) -> Block:
        """The block of a full id, ``section.block``; KeyError when there is none."""
        section, _, block = ident.partition(".")
        return self.section(section).block(block)

    def place_of(self, ident: str) -> Place:
        """Where a section or block, or a node that belongs to one, is written; else the pack."""
        section, _, block = ident.partition("/")[0].partition(".")
        try:
            found = self.section(section)
            return found.block(block).place if block else found.place
        except KeyError:
            return self.place


def load(
    folder: Path, problems: Problems, label: str | None = None, changes: Sequence[Change] = ()
) -> Pack | None:
    """The pack in ``folder``, or None after everything wrong with it was added to ``problems``.

    ``label`` is how messages name the folder; the path as given, if it is None. ``changes`` are
    put in before it is read; a path may begin with a section's id, and go on with a block's.
    """
    before = len(problems)
    door = Folder(folder, label)
    tree = gathered(door, problems)
    if tree is None:
        return None
    if changes:
        tree = changed(tree, [_inside(tree, change) for change in changes], problems)
    pack = read(Pack, tree, problems)
    content = Readable.of(pack) if pack is not None else salvaged(tree, Pack, Section)
    bound = bind(content, tree, door, problems)
    last = read_last(pack.pack, door, problems) if pack is not None else {}
    if pack is None or len(problems) > before:
        return None
    return dataclasses.replace(
        pack,
        folder=folder,
        sheets=bound.sheets,
        locks=bound.locks,
        pictures=bound.pictures,
        last=last,
        inputs=dict(sorted(door.inputs.items())),
        warnings=tuple(bound.warnings),
    )


def _inside(tree: Entries, change: Change) -> Change:
    return change.within(len(change.path), full_path(tree, change.path))


def full_path(tree: Entries, path: Sequence[str]) -> tuple[str, ...]:
    """A path of the pack ``tree`` with the lists in it named: ``weight.remittances.text`` is
    ``sections.weight.blocks.remittances.text``. Keys of packs and of sections go before ids."""
    name = path[0].removesuffix(ADDS)
    sections = tree.get("sections")
    if name in Pack.written() or not isinstance(sections, Items):
        return tuple(path)
    if len(path) == 1:
        return tuple(path) if position(sections, path[0]) is None else ("sections", path[0])
    inside = path[1].removesuffix(ADDS) in Section.written()
    return ("sections", path[0], *(() if inside else ("blocks",)), *path[1:])


def gathered(door: Folder, problems: Problems) -> Entries | None:
    """The keys of pack.yaml and of the files that it includes, as one mapping."""
    main = door.yaml(MAIN, None, problems)
    if main is None:
        return None
    if not isinstance(main, Entries):
        problems.add("wrong-type", main.place, describe(main), "a mapping")
        return None
    entries = dict(main.entries)
    good = True
    for name in _included(main.get("include")):
        if name.value == MAIN:
            problems.add("include-loop", name.place, f"{MAIN} includes itself", "another file")
            continue
        part = door.yaml(name.value, name.place, problems)
        if part is None:
            good = False
        elif not isinstance(part, Entries):
            problems.add("wrong-type", part.place, describe(part), "a mapping")
            good = False
        else:
            _merge(entries, part, problems)
    return Entries(entries, main.place) if good else None


def _included(given: Located | None) -> list[Scalar]:
    """Names of files; anything else under ``include`` is reported when the pack is read."""
    if not isinstance(given, Items):
        return []
    names = [item for item in given.items if isinstance(item, Scalar) and not item.null]
    return names[:INCLUDES]


def _merge(entries: dict[str, tuple[Scalar, Located]], part: Entries, problems: Problems) -> None:
    for key, (written, value) in part.entries.items():
        if key == "include":
            found = "'include' in a file that is included itself"
            problems.add("include-loop", written.place, found, f"all includes in {MAIN}")
            continue
        known = entries.setdefault(key, (written, value))
        if known[0] is not written:
            first = known[0].place
            found = f"key {quote(key)} again; it is also at {first}"
            problems.add("yaml-duplicate-key", written.place, found, "each key in one file")


def files_of(pack: Pack, blocks: Iterable[Block], changes: bool = False) -> dict[str, str]:
    """SHA-256, by name, of the files that ``blocks`` are made from: those with texts, and the
    pictures and datasets that these blocks show; with ``changes`` the last edition, too."""
    used: dict[str, set[str]] = {"picture": set(), "dataset": set()}
    for block in blocks:
        for _, _, field, value, _ in leaves(block):
            if isinstance(field, RefField) and field.kind in used:
                used[field.kind].add(value)
    idle = set(pack.pictures) - used["picture"]
    idle |= {data.file for data in pack.datasets.values()}
    idle -= {pack.datasets[name].file for name in used["dataset"]}
    idle |= {name_in_inputs(name) for name in pack.locks if name not in used["dataset"]}
    idle |= set() if changes else {pack.pack.last_edition}
    return {name: digest for name, digest in pack.inputs.items() if name not in idle}


def references_of(pack: Pack, thing: Record | Words) -> set[str]:
    """Sources that a text, or all texts and fields of a record, rest on: cited, or behind a fact
    or dataset that is used."""
    return sources_of(pack.facts, pack.datasets, thing)


def facts_of(thing: Record | Words) -> set[str]:
    """Facts that a text, or any text or field of a record, prints in one of its lengths."""
    return {name for kind, name in named(thing) if kind == "fact"}
