"""Binding: every name in a pack led to what it names, every dataset to its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layouts.composites import ManyField, MappingField
from layouts.fields import FAILED, LONGEST_KEY, Field, RefField
from layouts.located import Entries, Items, Located, Scalar, Words, quote
from layouts.problems import Place, Problems
from layouts.records import Record, leaves
from layouts.scene import Asset
from reports.csvfile import Sheet, read_sheet
from reports.inline import parse, references
from reports.picturefile import PACK_PIXELS, read_picture
from reports.source import CSV_BYTES, PICTURE_BYTES, Folder

if TYPE_CHECKING:
    from reports.blocks.base import Block
    from reports.datalock import Locked
    from reports.pack import Dataset, Fact, Pack, Section, Source

CORE_PROPERTY = 255
"""Characters of a core property of a presentation (the limit of PowerPoint and python-pptx)."""


@dataclass
class Bound:
    """What a pack's names lead to."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    locks: dict[str, Locked] = field(default_factory=dict)
    pictures: dict[str, Asset] = field(default_factory=dict)
    warnings: Problems = field(default_factory=Problems)


@dataclass
class Readable:
    """The parts of a pack that were read: all of them, or as many as could be."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    texts: list[Words] = field(default_factory=list)
    """Titles of the pack and of its sections."""

    @classmethod
    def of(cls, pack: Pack) -> Readable:
        """All of a pack."""
        texts = [pack.title, *(section.title for section in pack.sections)]
        if pack.subtitle is not None:
            texts.append(pack.subtitle)
        blocks = [block for section in pack.sections for block in section.blocks]
        return cls(pack.sources, pack.facts, pack.datasets, blocks, texts)

    def records(self) -> Iterator[Record]:
        """Every record that may name something."""
        yield from self.facts.values()
        yield from self.datasets.values()
        yield from self.blocks


@dataclass
class Names:
    """Names that exist, whether or not what they name could be read, and those that are used."""

    known: dict[str, dict[str, Place]]
    used: dict[str, set[str]] = field(default_factory=dict)

    def use(self, kind: str, name: str) -> bool:
        """Note that ``name`` is used; whether there is such a thing."""
        self.used.setdefault(kind, set()).add(name)
        return name in self.known[kind]

    def missing(self, kind: str, name: str, place: Place, problems: Problems) -> None:
        """Add the problem of a name that nothing has, with the nearest that exists."""
        known = self.known[kind]
        meant = [other for other in known if other.endswith(f".{name}")]
        given = meant[0] if meant else name[:LONGEST_KEY]
        found = f"no {_NOUNS[kind]} {quote(name)}"
        problems.add("unknown-name", place, found, given=given, names=meant or known)


_NOUNS = {"source": "source", "fact": "fact", "dataset": "dataset", "block": "section or block"}
RESERVED = ("cover", "contents", "sources", "document", "source")
"""Ids that the program gives to parts of its own."""
_PARTS = {"source": "sources", "fact": "facts", "dataset": "datasets"}


def bind(content: Readable, tree: Entries, door: Folder, problems: Problems) -> Bound:
    """Check all names in ``content`` and read the files it names; ``tree`` tells what exists."""
    bound = Bound()
    names = _names(tree, problems)
    _sheets(content.datasets, door, bound, problems)
    for value in content.texts:
        _texts(value, names, problems)
    looked_at: set[str] = set()
    for record in content.records():
        for _, _, kind, value, place in leaves(record):
            if isinstance(value, Words):
                _texts(value, names, problems)
            elif not isinstance(kind, RefField):
                continue
            elif kind.kind != "picture":
                if not names.use(kind.kind, value):
                    names.missing(kind.kind, value, place, problems)
            elif value not in looked_at:
                looked_at.add(value)
                _picture(value, place, door, bound, problems)
    for block in content.blocks:
        block.check(bound.sheets, problems)
        if block.title is not None and block.slide_title is not None:
            found, expected = "a title for slides beside a title", "one of title and slide_title"
            problems.add("bad-value", block.at("slide_title"), found, expected)
    _keywords(tree, problems)
    _undated(content.datasets, tree, problems)
    _unused(names, bound.warnings)
    return bound


def _undated(datasets: Mapping[str, Dataset], tree: Entries, problems: Problems) -> None:
    """Datasets that are good for a while after a day that they do not say; those that are pulled
    from somewhere have it from the pull."""
    given = tree.get("datasets")
    for name, dataset in datasets.items():
        written = given.get(name) if isinstance(given, Entries) else None
        pulled = isinstance(written, Entries) and written.get("from") is not None
        if dataset.stale_after and dataset.as_of is None and not pulled:
            found = "'stale_after' without the day of the numbers"
            problems.add("no-as-of", dataset.at("stale_after"), found, "'as_of' beside it")


def _unused(names: Names, warnings: Problems) -> None:
    for kind, part in _PARTS.items():
        for name, place in names.known[kind].items():
            if name not in names.used.get(kind, ()):
                found = f"{kind} {quote(name)} is used nowhere"
                warnings.add("unused", place, found, f"only {part} that are used")


def _texts(value: Words, names: Names, problems: Problems) -> None:
    for text in value.texts():
        parse(text, problems)
        for kind, name, offset in references(text):
            if not names.use(kind, name):
                names.missing(kind, name, text.place_of(offset), problems)


def _names(tree: Entries, problems: Problems) -> Names:
    known: dict[str, dict[str, Place]] = {"block": {}}
    for kind, part in _PARTS.items():
        given = tree.get(part)
        entries = given.entries if isinstance(given, Entries) else {}
        known[kind] = {name: written.place for name, (written, _) in entries.items()}
    for section in _listed(tree, "sections"):
        ident = _ident(section)
        if ident is None:
            continue
        if ident.value in RESERVED:
            found = f"{quote(ident.value)} is an id of the program's own"
            problems.add("reserved-id", ident.place, found, "another id")
        _register(known["block"], ident.value, ident.place, problems)
        for block in _listed(section, "blocks"):
            own = _ident(block)
            if own is not None:
                _register(known["block"], f"{ident.value}.{own.value}", own.place, problems)
    return Names(known)


def _register(known: dict[str, Place], name: str, place: Place, problems: Problems) -> None:
    first = known.setdefault(name, place)
    if first != place:
        found = f"id {quote(name)} again; it is also at {first}"
        problems.add("duplicate-id", place, found, "each id once")


def _listed(given: Located, key: str) -> list[Entries]:
    value = given.get(key) if isinstance(given, Entries) else None
    items = value.items if isinstance(value, Items) else []
    return [item for item in items if isinstance(item, Entries)]


def _ident(given: Entries) -> Scalar | None:
    value = given.get("id")
    return value if isinstance(value, Scalar) and not value.null else None


def _sheets(
    datasets: Mapping[str, Dataset], door: Folder, bound: Bound, problems: Problems
) -> None:
    codes = ("csv-too-large", "csv-encoding")
    pulled = _pulled(datasets, door, bound, problems)
    for name, dataset in datasets.items():
        if dataset.pull is not None and name not in pulled:
            continue
        origin = door.text(dataset.file, dataset.at("file"), problems, CSV_BYTES, codes)
        sheet = None if origin is None else read_sheet(origin, dataset.columns, problems)
        if sheet is not None:
            bound.sheets[name] = sheet


def _pulled(
    datasets: Mapping[str, Dataset], door: Folder, bound: Bound, problems: Problems
) -> set[str]:
    """Datasets whose snapshot is that of the lock; the problems of the others are added."""
    live = {name: data for name, data in datasets.items() if data.pull is not None}
    if not live:
        return set()
    from reports import datalock, datasource

    datasource.check(datasets, problems)
    lock = datalock.read_lock(door, next(iter(live.values())).at("pull"), problems)
    found = set()
    for name, data in live.items():
        if lock is None or not datalock.pulled(name, data, lock, problems):
            continue
        snapshot = door.read(data.file, data.at("file"), problems, CSV_BYTES, "csv-too-large")
        digest = door.inputs.get(data.file, "")
        if snapshot is not None and datalock.fits(name, data, lock[name], digest, problems):
            bound.locks[name] = lock[name]
            door.inputs[datasource.name_in_inputs(name)] = lock[name].digest
            found.add(name)
    return found


def _picture(name: str, place: Place, door: Folder, bound: Bound, problems: Problems) -> None:
    data = door.read(name, place, problems, PICTURE_BYTES, "picture-too-large")
    asset = None if data is None else read_picture(data, name, place, problems, door.place(name))
    if asset is None:
        return
    bound.pictures[name] = asset
    pixels = [one for one in bound.pictures.values() if one.art is None]
    total = sum(picture.width * picture.height for picture in pixels)
    if total > PACK_PIXELS:
        found = f"more than {PACK_PIXELS // 1_000_000} million pixels in all pictures"
        problems.add("picture-too-large", place, found, "fewer or smaller pictures")


def _keywords(tree: Entries, problems: Problems) -> None:
    given = tree.get("keywords")
    if isinstance(given, Items):
        words = [item.value for item in given.items if isinstance(item, Scalar)]
        length = len("; ".join(words))
        if length > CORE_PROPERTY:
            found = f"{length} characters in all keywords"
            problems.add("too-long", given.place, found, f"at most {CORE_PROPERTY}")


def salvaged(tree: Entries, pack: type[Pack], section: type[Section]) -> Readable:
    """What can be read of a pack that as a whole cannot, so that its names are checked too."""
    content = Readable()
    for part in _PARTS.values():
        given = tree.get(part)
        entries = given.entries if isinstance(given, Entries) else {}
        field_ = pack.fields()[part]
        assert isinstance(field_, MappingField)
        for name, (_, value) in entries.items():
            record = field_.inner.read(value, Problems())
            if record is not FAILED:
                getattr(content, part)[name] = record
    blocks = section.fields()["blocks"]
    assert isinstance(blocks, ManyField)
    for listed in _listed(tree, "sections"):
        for block in _listed(listed, "blocks"):
            record = blocks.inner.read(block, Problems())
            if record is not FAILED:
                content.blocks.append(record)
        _salvage_text(listed, "title", section, content)
    _salvage_text(tree, "title", pack, content)
    _salvage_text(tree, "subtitle", pack, content)
    return content


def _salvage_text(given: Entries, key: str, cls: type[Record], content: Readable) -> None:
    value = given.get(key)
    if value is not None:
        words = cls.fields()[key].read(value, Problems())
        if words is not FAILED:
            content.texts.append(words)


def named(thing: Record | Words) -> Iterator[tuple[str, str]]:
    """Kind and name of everything that a text, or all texts and fields of a record, refer to."""
    values: Iterable[tuple[Field | None, Any]]
    if isinstance(thing, Words):
        values = [(None, thing)]
    else:
        values = [(kind, value) for _, _, kind, value, _ in leaves(thing)]
    for kind, value in values:
        if isinstance(value, Words):
            for text in value.texts():
                for reference in references(text):
                    yield reference.kind, reference.name
        elif isinstance(kind, RefField):
            yield kind.kind, value


def sources_of(
    facts: Mapping[str, Fact], datasets: Mapping[str, Dataset], thing: Record | Words
) -> set[str]:
    """Ids of the sources that ``thing`` rests on."""
    found: set[str] = set()
    for kind, name in named(thing):
        if kind == "source":
            found.add(name)
        elif kind == "dataset":
            found.add(datasets[name].source)
        elif kind == "fact":
            found.add(facts[name].source)
            found.update(reading.source for reading in facts[name].conflict)
    return found
