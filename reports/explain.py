"""Explain: which value of a setting an audience gets, where it is written, and whom it beat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from layouts.composites import ManyField, MappingField, OneField, VariantField
from layouts.fields import REQUIRED, Field
from layouts.located import Entries, Items, Located, Scalar, clip, unlocated
from layouts.master import PageTemplate
from layouts.problems import Place, Problems
from layouts.records import Record
from reports.changes import ADDS, Change, changed, ident, look
from reports.changes import options as read_options
from reports.config import KINDS, Layouts
from reports.editions import DEFAULT_AUDIENCE, find_pack, own_layouts_here
from reports.pack import Pack, full_path, gathered
from reports.setup import (
    AUDIENCE,
    LANGUAGE,
    PACK,
    PAGE_MASTER,
    SLIDE_MASTER,
    THEME,
    Scope,
    Setup,
    scope,
    setup,
)
from reports.source import Folder

DEFAULT = "default"

SHOWN = 100
"""Characters of a value that people are shown."""


class Layer(NamedTuple):
    """One place that has a say in a setting."""

    place: Place
    by: str
    """``file``, ``tokens``, ``override``, ``--set`` or ``default``."""
    value: Any
    """As written; None: it takes away what is there."""
    adds: bool = False


@dataclass
class Explanation:
    """One setting: everyone who has a say, the winner last."""

    path: str
    layers: list[Layer] = field(default_factory=list)
    value: Any = None

    @property
    def winner(self) -> Layer | None:
        """Who decides; with a list that is added to, who does so last."""
        return self.layers[-1] if self.layers else None

    def data(self) -> dict[str, Any]:
        """For programs; the winner first."""
        rows = [
            {"place": str(layer.place), "by": layer.by, "value": layer.value, "adds": layer.adds}
            for layer in reversed(self.layers)
        ]
        return {"path": self.path, "value": self.value, "layers": rows}

    def text(self) -> str:
        """For people; the winner first."""
        rows = [f"{self.path}: {clip(_said(self.value), SHOWN)}"]
        width = max((len(str(layer.place)) for layer in self.layers), default=0)
        below = False
        for layer in reversed(self.layers):
            verb = "adds" if layer.adds else "beats" if below else "wins"
            below = below or not layer.adds
            by = "" if layer.by in ("file", DEFAULT) else f"  ({layer.by})"
            place = str(layer.place).ljust(width)
            rows.append(f"  {verb:5}  {place}  {clip(_said(layer.value), SHOWN)}{by}")
        return "\n".join(rows)


@dataclass
class _Book:
    """What a scope is read from: the trees of its files, farthest first, and the changes."""

    cls: type[Record]
    trees: list[Entries]
    changes: list[Change]
    whole: Entries


def explain(
    path: str,
    pack: str | None = None,
    audience: str | None = None,
    own_layouts: Path | None = None,
    settings: Sequence[str] = (),
) -> list[Explanation]:
    """The explanations of a setting, or of every one below ``path``.

    Raises :class:`InputError` for what is wrong in the files, and for a path that leads nowhere.
    """
    problems = Problems()
    layouts = Layouts(own_layouts if own_layouts is not None else own_layouts_here())
    options = read_options(settings, problems)
    name = audience or DEFAULT_AUDIENCE
    found = setup(layouts, name, Place("--audience"), problems, options)
    problems.stop()
    assert found is not None
    steps = tuple(path.split("."))
    where = scope(steps)
    tree = gathered(Folder(find_pack(pack)), problems)
    problems.stop()
    assert tree is not None
    if where.what == PACK:
        where = Scope(PACK, full_path(tree, where.path))
    book = _book(where.what, found, layouts, tree, problems)
    if where.what == SLIDE_MASTER and where.path[0] == "templates" and len(where.path) > 1:
        shared = _slide_layout(where.path[1], book, layouts)
        if shared is not None:
            book, where = shared, Scope(SLIDE_MASTER, where.path[2:])
    problems.stop()
    out = []
    for leaf in _leaves(book, where.path):
        name = ".".join((*steps, *leaf[len(where.path) :]))
        out.append(_explained(book, leaf, name))
    if not out:
        _nowhere(path, book, where.path, problems)
    problems.stop()
    return out


def _book(what: str, found: Setup, layouts: Layouts, pack: Entries, problems: Problems) -> _Book:
    audience = found.audience
    names = {
        AUDIENCE: ("audience", found.name),
        THEME: ("theme", audience.theme),
        PAGE_MASTER: ("master", audience.pages.master),
        SLIDE_MASTER: ("master", audience.slides.master),
    }
    changes = found.of(what)
    if what == PACK:
        moved = [c.within(len(c.path), full_path(pack, c.path)) for c in changes]
        return _Book(Pack, [pack], moved, changed(pack, moved, problems))
    if what == LANGUAGE:
        code = look(pack, ("pack", "language"))
        names[LANGUAGE] = ("language", code.value if isinstance(code, Scalar) else "en")
    kind, name = names[what]
    tree = layouts.tree(kind, name, Place("explain"), problems)
    problems.stop()
    assert tree is not None
    trees = [one for _, one in reversed(layouts.chain(kind, name))]
    return _Book(KINDS[kind][1], trees, changes, changed(tree, changes, problems))


def _slide_layout(name: str, book: _Book, layouts: Layouts) -> _Book | None:
    """The book of a layout that the master has from the folder of slide layouts; None: it is not
    there, or the master has a template of that name."""
    chosen = look(book.whole, ("set",))
    slide_set = chosen.value if isinstance(chosen, Scalar) else ""
    known = layouts.names("layout", slide_set)
    if name not in known or look(book.whole, ("templates", name)) is not None:
        return None
    whole = layouts.tree("layout", name, Place("explain"), Problems(), slide_set)
    if whole is None:
        return None
    trees = [one for _, one in reversed(layouts.chain("layout", name, slide_set))]
    return _Book(PageTemplate, trees, [], whole)


def _leaves(book: _Book, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Paths of the settings at and below ``path``: those written, and those with a default."""
    there = look(book.whole, path)
    kind = _field_at(book.cls, path, book.whole)
    inside = _record(kind, there)
    if isinstance(there, Entries) or (there is None and inside is not None):
        known = there.entries if isinstance(there, Entries) else {}
        names = {**dict.fromkeys(known), **dict.fromkeys(inside.written() if inside else ())}
        for name in names:
            yield from _leaves(book, (*path, name))
    elif isinstance(there, Items) and there.items and all(map(ident, there.items)):
        for item in there.items:
            yield from _leaves(book, (*path, ident(item)))
    elif there is not None or _default(kind) is not REQUIRED:
        yield path


def _explained(book: _Book, path: tuple[str, ...], name: str) -> Explanation:
    found = Explanation(name)
    default = _default(_field_at(book.cls, path, book.whole))
    if default is not REQUIRED:
        found.layers.append(Layer(Place(DEFAULT), DEFAULT, default))
    for tree in book.trees:
        found.layers += _says(tree, path, "file")
    for change in book.changes:
        found.layers += _of_change(change, path)
    there = look(book.whole, path)
    found.value = (
        unlocated(there) if there is not None else None if default is REQUIRED else default
    )
    return found


def _says(tree: Entries, path: tuple[str, ...], by: str) -> Iterator[Layer]:
    """What one file says of ``path``; an ancestor that is no mapping replaces all below it."""
    given: Located | None = tree
    for n, step in enumerate(path):
        inner = look(given, (step,))
        if inner is None and isinstance(given, Entries):
            inner = given.get(step + ADDS)
            if inner is not None and n == len(path) - 1:
                yield Layer(inner.place, by, unlocated(inner), adds=True)
                return
        if inner is None:
            if isinstance(given, (Items, Scalar)):
                yield Layer(given.place, by, None)
            return
        given = inner
    if given is not None:
        yield Layer(given.place, by, unlocated(given))


def _of_change(change: Change, path: tuple[str, ...]) -> Iterator[Layer]:
    target = change.target
    if target != path[: len(target)]:
        return
    inner = None if change.removes else look(change.value, path[len(target) :])
    place = change.value.place if change.value.place.line else change.key.place
    if inner is None:
        yield Layer(place, change.by, None)
    elif not (change.adds and target != path):
        yield Layer(inner.place, change.by, unlocated(inner), adds=change.adds)


def _field_at(cls: type[Record], path: Sequence[str], tree: Located) -> Field | None:
    """The field that a path of keys leads to; None where there is none."""
    kind: Field | None = OneField(cls, None)
    given: Located | None = tree
    for step in path:
        inside = _record(kind, given)
        if inside is not None:
            name = inside.written().get(step)
            kind = inside.fields()[name] if name is not None else None
        elif isinstance(kind, (MappingField, ManyField)):
            kind = kind.inner if look(given, (step,)) is not None else None
        else:
            return None
        given = look(given, (step,))
    return kind


def _record(kind: Field | None, given: Located | None) -> type[Record] | None:
    if isinstance(kind, OneField):
        return kind.cls
    if isinstance(kind, VariantField):
        tag = look(given, (kind.tag,))
        return kind.classes().get(tag.value) if isinstance(tag, Scalar) else None
    return None


def _default(kind: Field | None) -> Any:
    """The default of a field as plain data; REQUIRED: it has none that can be told."""
    if kind is None or isinstance(kind.default, (Record, Mapping)):
        return REQUIRED
    value = kind.default
    return list(value) if isinstance(value, tuple) else value


def _nowhere(path: str, book: _Book, steps: tuple[str, ...], problems: Problems) -> None:
    above = steps
    while above and look(book.whole, above) is None:
        above = above[:-1]
    there = look(book.whole, above)
    inside = _record(_field_at(book.cls, above, book.whole), there)
    names = set(inside.written() if inside is not None else ())
    if isinstance(there, Entries):
        names |= set(there.entries)
    for listed in (there, look(book.whole, ("sections",)) if not above else None):
        if isinstance(listed, Items):
            names |= {name for item in listed.items if (name := ident(item))}
    wrong = steps[len(above)] if len(above) < len(steps) else steps[-1]
    if wrong in names:
        found = f"{path!r} leads to no setting: nothing is set below {wrong!r}"
        problems.add("bad-setting", Place("explain"), found, "a path that goes on")
        return
    found = f"{path!r} leads to no setting: there is no {wrong!r}"
    expected = "a key of the file"
    problems.add("bad-setting", Place("explain"), found, expected, given=wrong, names=names)


def _said(value: Any) -> str:
    """A value on one line, as YAML would have it."""
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_said, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_said(inner)}" for key, inner in value.items()) + "}"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    text = " ".join(text.split())
    return text if text else '""'
