"""Changes: single settings put into what a file says, by dotted path.

They come from ``override`` in an audience and from ``--set`` on the command line. A path names the
keys on the way with dots between, and entries of a list by their ``id`` or their number (from 0).
``path+`` adds to a list, and the value ``~`` takes away what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from layouts.fields import LONGEST_KEY
from layouts.located import NULLS, PLAIN, Entries, Items, Located, Origin, Scalar, describe, quote
from layouts.problems import Place, Problems
from reports.yamlfile import parse

OPTION = "--set"
ADDS = "+"
"""Ends a key whose list is added to the one that stands there."""
OVERRIDE = "override"
"""The key of an audience whose keys are paths."""


@dataclass(frozen=True)
class Change:
    """One setting: where it goes, what it is, and where it is written."""

    path: tuple[str, ...]
    key: Scalar
    value: Located
    by: str = OVERRIDE
    """Where it comes from: ``override``, ``tokens`` or ``--set``."""

    @property
    def adds(self) -> bool:
        """Whether the value is added to a list."""
        return self.path[-1].endswith(ADDS)

    @property
    def removes(self) -> bool:
        """Whether what stands there is taken away."""
        return isinstance(self.value, Scalar) and self.value.null

    @property
    def target(self) -> tuple[str, ...]:
        """The path without the sign of adding."""
        return (*self.path[:-1], self.path[-1].removesuffix(ADDS))

    def within(self, start: int, before: Sequence[str] = ()) -> Change:
        """The same with the first ``start`` steps of the path replaced by ``before``."""
        return replace(self, path=(*before, *self.path[start:]))


def overrides(tree: Entries) -> list[Change]:
    """The changes that an audience file asks for, in its order."""
    given = tree.get(OVERRIDE)
    if not isinstance(given, Entries):
        return []
    return [
        Change(tuple(path.split(".")), written, value)
        for path, (written, value) in given.entries.items()
    ]


def options(given: Iterable[str], problems: Problems) -> list[Change]:
    """The changes of the command line, ``path=value`` each; the value is YAML."""
    found = []
    for text in given:
        path, sign, written = text.partition("=")
        place = Place(OPTION)
        if not sign or not all(path.split(".")):
            problems.add("usage", place, quote(text), "path=value, such as pages.text=medium")
            continue
        origin = Origin(f"{OPTION} {path}", written)
        key = Scalar(path, PLAIN, Origin(OPTION, ""), 0, 0, 0)
        bare = written.strip()
        if bare in NULLS or bare.startswith("#"):  # a colour, which YAML takes for a comment
            value: Located | None = Scalar("" if bare in NULLS else bare, PLAIN, origin, 0, 1, 1)
        else:
            value = parse(origin, problems)
        if value is not None:
            found.append(Change(tuple(path.split(".")), key, value, OPTION))
    return found


def changed(tree: Entries, changes: Iterable[Change], problems: Problems) -> Entries:
    """``tree`` with the changes put in, in order; what cannot be is a problem at its place."""
    for change in changes:
        try:
            made = _put(tree, change.path, change)
        except _BadPathError as error:
            problems.add(*error.given, given=error.step, names=error.names)
            continue
        assert isinstance(made, Entries)
        tree = made
    return tree


class _BadPathError(Exception):
    """A path that leads nowhere."""

    def __init__(
        self, change: Change, found: str, expected: str, step: str = "", names: Iterable[str] = ()
    ) -> None:
        self.given = (
            "bad-setting",
            change.key.place,
            f"{quote(change.key.value)}: {found}",
            expected,
        )
        self.step, self.names = step[:LONGEST_KEY], list(names)


def _put(given: Located | None, path: Sequence[str], change: Change) -> Located | None:
    """What stands at ``path`` below ``given`` replaced; None: it is taken away."""
    if not path:
        return None if change.removes else change.value
    step, rest = path[0], path[1:]
    if isinstance(given, Items):
        return _in_list(given, step, rest, change)
    if isinstance(given, Scalar):
        found = f"{describe(given)} has no {quote(step)} in it"
        raise _BadPathError(change, found, "a path that ends there, or a mapping")
    entries = dict(given.entries) if given is not None else {}
    place = given.place if given is not None else change.value.place
    name = step.removesuffix(ADDS) if not rest else step
    known = entries.get(name)
    if not rest and step.endswith(ADDS):
        inner: Located | None = added(known[1] if known else None, change)
    else:
        if known is None and not rest and change.removes:
            raise _BadPathError(change, f"there is no {quote(name)}", "", name, entries)
        inner = _put(known[1] if known else None, rest, change)
    if inner is None:
        entries.pop(name, None)
    else:
        own = change.key
        written = Scalar(name, own.style, own.origin, own.index, own.line, own.column)
        entries[name] = (known[0] if known else written, inner)
    return Entries(entries, place)


def _in_list(given: Items, step: str, rest: Sequence[str], change: Change) -> Items:
    at = position(given, step)
    if at is None:
        names = [name for item in given.items if (name := ident(item))]
        expected = "the id or the number of an entry"
        raise _BadPathError(change, f"no entry {quote(step)}", expected, step, names)
    inner = _put(given.items[at], rest, change)
    between = [] if inner is None else [inner]
    return Items([*given.items[:at], *between, *given.items[at + 1 :]], given.place, given.flow)


def added(given: Located | None, change: Change) -> Items:
    """The list of a change behind the one that is there."""
    for value in (given, change.value):
        if value is not None and not isinstance(value, Items):
            raise _BadPathError(change, f"{describe(value)} where a list is added to", "a list")
    assert isinstance(change.value, Items)
    before = given.items if isinstance(given, Items) else []
    return Items([*before, *change.value.items], change.value.place, change.value.flow)


def ident(item: Located) -> str:
    """The ``id`` of an entry of a list; empty when it has none."""
    own = item.get("id") if isinstance(item, Entries) else None
    return own.value if isinstance(own, Scalar) else ""


def position(given: Items, step: str) -> int | None:
    """Index of the entry that a step of a path names: by its id, else by its number."""
    for at, item in enumerate(given.items):
        if ident(item) == step:
            return at
    number = int(step) if step.isascii() and step.isdigit() and len(step) < 6 else -1
    return number if 0 <= number < len(given.items) else None


def look(given: Located | None, path: Sequence[str]) -> Located | None:
    """What stands at ``path``; None where nothing does."""
    for step in path:
        if isinstance(given, Entries):
            given = given.get(step)
        elif isinstance(given, Items):
            at = position(given, step)
            given = given.items[at] if at is not None else None
        else:
            return None
    return given


def settled(tree: Entries, problems: Problems) -> Entries:
    """A tree in which no key ends in ``+``; paths under ``override`` keep theirs."""
    entries: dict[str, tuple[Scalar, Located]] = {}
    for key, (written, value) in tree.entries.items():
        if isinstance(value, Entries) and key != OVERRIDE:
            value = settled(value, problems)
        name = key.removesuffix(ADDS)
        if name == key or not name:
            entries[key] = (written, value)
        elif isinstance(value, Items):
            entries[name] = (written, value)
        else:
            problems.add("wrong-type", written.place, f"{quote(key)} adds to a list", "a list")
    return Entries(entries, tree.place)


def merged(base: Entries, own: Entries) -> Entries:
    """``own`` on top of ``base``: mappings merge key by key, ``key+`` adds to a list, ``~`` takes
    away what the base has, all else replaces."""
    entries = dict(base.entries)
    for key, (written, value) in own.entries.items():
        name = key.removesuffix(ADDS)
        known = entries.get(key) or entries.get(name)
        inner = known[1] if known is not None else None
        if isinstance(inner, Entries) and isinstance(value, Entries):
            entries[key] = (written, merged(inner, value))
        elif name != key and isinstance(inner, Items) and isinstance(value, Items):
            both = Items([*inner.items, *value.items], value.place, value.flow)
            entries[key if key in entries else name] = (written, both)
        elif known is not None and isinstance(value, Scalar) and value.null:
            del entries[name]
        else:
            entries[key] = (written, value)
    return Entries(entries, own.place)
