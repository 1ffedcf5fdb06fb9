"""Layout files: themes, masters, languages and audiences by name, with ``extends`` resolved.

A name is looked up in the user's own ``layouts`` folder first and then among those that come with
the program, so that an own audience can extend a shipped one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import layouts
from layouts.audience import Audience
from layouts.language import Language
from layouts.located import Entries, Located, Scalar
from layouts.master import Master
from layouts.problems import Place, Problems
from layouts.records import Record, read
from layouts.theme import Theme
from layouts.units import Rect
from reports.source import Folder

SHIPPED = Path(layouts.__file__).parent
R = TypeVar("R", bound=Record)
KINDS: dict[str, tuple[str, type[Record]]] = {
    "audience": ("audiences", Audience),
    "theme": ("themes", Theme),
    "master": ("masters", Master),
    "language": ("languages", Language),
}
"""Folder and schema of each kind of layout file."""
SMALL_PRINT = ("caption", "source", "running", "folio", "eyebrow")
"""Roles of slides that may be smaller than the floor of body text."""
ROOT = "base"
"""An audience of this name is a start for others, not one that is built."""


class Layouts:
    """All layout files within reach; every file is read at most once."""

    def __init__(self, own: Path | None = None) -> None:
        folders = [own] if own is not None and own.resolve() != SHIPPED else []
        self.folders = [Folder(path) for path in folders]
        self.folders.append(Folder(SHIPPED, "layouts"))
        self._trees: dict[tuple[str, str], Entries | None] = {}
        self._files: dict[tuple[str, str], tuple[str, ...]] = {}

    def names(self, kind: str) -> list[str]:
        """Names of all files of a kind, sorted."""
        folder = KINDS[kind][0]
        found = {p.stem for f in self.folders for p in (f.root / folder).glob("*.yaml")}
        return sorted(found)

    def audiences(self) -> list[str]:
        """Names of the audiences that can be built."""
        return [name for name in self.names("audience") if name != ROOT]

    def inputs(self, used: Iterable[tuple[str, str]]) -> dict[str, str]:
        """SHA-256 of the files behind these (kind, name), parents included, by file name."""
        read = {name: sha for f in reversed(self.folders) for name, sha in f.inputs.items()}
        files = {file for key in used for file in self._files.get(key, ())}
        return {f"layouts/{file}": read[file] for file in sorted(files)}

    def audience(self, name: str, place: Place, problems: Problems) -> Audience | None:
        """The audience ``name``; ``place`` is where it was asked for."""
        return self._record(Audience, "audience", name, place, problems)

    def theme(self, name: str, place: Place, problems: Problems) -> Theme | None:
        """The theme ``name``, whose inks and styles were checked to exist."""
        theme = self._record(Theme, "theme", name, place, problems)
        if theme is None:
            return None
        before = len(problems)
        named = [
            (style.at("ink"), style.ink)
            for medium in (theme.page, theme.slide)
            for style in medium.styles.values()
        ]
        named += [(theme.at("series", n), ink) for n, ink in enumerate(theme.series)]
        for where, ink in named:
            if ink not in theme.inks:
                found = f"{ink!r} is no ink of the theme"
                problems.add("unknown-name", where, found, given=ink, names=theme.inks)
        smallest = min(theme.slide.steps)
        for role, style in theme.slide.styles.items():
            if role not in SMALL_PRINT and style.size * smallest < theme.slide.floor - 0.01:
                problems.add(
                    "too-small",
                    style.at("size"),
                    f"{role!r} would be {style.size * smallest:.1f} pt at the smallest step",
                    f"at least {theme.slide.floor:g} pt",
                )
        return theme if len(problems) == before else None

    def master(self, name: str, kind: str, place: Place, problems: Problems) -> Master | None:
        """The master ``name``, which must be one for ``kind`` (``page`` or ``slide``)."""
        master = self._record(Master, "master", name, place, problems)
        if master is None:
            return None
        before = len(problems)
        _outside(master, problems)
        if master.kind != kind:
            problems.add(
                "wrong-kind", place, f"the master {name!r} is one for {master.kind}s", f"a {kind}"
            )
        if "default" not in master.layouts:
            problems.add("missing-key", master.at("layouts"), "no layout 'default'")
        for layout, template in master.layouts.items():
            if template not in master.templates:
                problems.add(
                    "unknown-name",
                    master.at("layouts", layout),
                    f"{template!r} is no template of the master",
                    given=template,
                    names=master.templates,
                )
        return master.in_points() if len(problems) == before else None

    def language(self, name: str, place: Place, problems: Problems) -> Language | None:
        """The language ``name``."""
        return self._record(Language, "language", name, place, problems)

    def _record(
        self, cls: type[R], kind: str, name: str, place: Place, problems: Problems
    ) -> R | None:
        tree = self._tree(kind, name, place, problems, ())
        return None if tree is None else read(cls, tree, problems)

    def _tree(
        self, kind: str, name: str, place: Place, problems: Problems, below: tuple[str, ...]
    ) -> Entries | None:
        if name in below:
            chain = " → ".join((*below[below.index(name) :], name))
            problems.add("extends-loop", place, f"{chain} goes round in a circle")
            return None
        if (kind, name) in self._trees:
            return self._trees[kind, name]
        tree = self._file(kind, name, place, problems)
        if tree is not None and (parent := tree.get("extends")) is not None:
            tree = self._extended(kind, tree, parent, problems, (*below, name))
        self._trees[kind, name] = tree
        return tree

    def _extended(
        self,
        kind: str,
        tree: Entries,
        parent: Located,
        problems: Problems,
        below: tuple[str, ...],
    ) -> Entries | None:
        if not isinstance(parent, Scalar) or parent.null:
            problems.add("wrong-type", parent.place, "'extends' is not a name", f"one {kind}")
            return None
        base = self._tree(kind, parent.value, parent.place, problems, below)
        self._files[kind, below[-1]] += self._files.get((kind, parent.value), ())
        own = {key: entry for key, entry in tree.entries.items() if key != "extends"}
        return None if base is None else merged(base, Entries(own, tree.place))

    def _file(self, kind: str, name: str, place: Place, problems: Problems) -> Entries | None:
        names = self.names(kind)
        if name not in names:
            problems.add(
                "unknown-name",
                place,
                f"there is no {kind} {name!r}",
                f"one of {', '.join(n for n in names if n != ROOT)}",
                given=name,
                names=names,
            )
            return None
        file = f"{KINDS[kind][0]}/{name}.yaml"
        self._files[kind, name] = (file,)
        folder = next(f for f in self.folders if (f.root / file).exists())
        tree = folder.yaml(file, place, problems)
        if tree is not None and not isinstance(tree, Entries):
            problems.add("wrong-type", tree.place, "the file is not a mapping", f"a {kind}")
            return None
        return tree


def _outside(master: Master, problems: Problems) -> None:
    """Add a problem for every frame that does not lie inside the page or slide."""
    whole = Rect(0, 0, *master.size)
    for name, template in master.templates.items():
        for key, frame in template.frames.items():
            if not whole.contains(frame.rect, 0.5):
                problems.add(
                    "outside-page",
                    master.at("templates", name, "frames", key),
                    f"the frame {key!r} ends outside the page",
                    f"inside {master.width:g} × {master.height:g} {master.unit}",
                )


def merged(base: Entries, own: Entries) -> Entries:
    """``own`` on top of ``base``: mappings merge key by key, all else replaces."""
    entries = dict(base.entries)
    for key, (written, value) in own.entries.items():
        known = entries.get(key)
        if known is not None and isinstance(known[1], Entries) and isinstance(value, Entries):
            entries[key] = (written, merged(known[1], value))
        else:
            entries[key] = (written, value)
    return Entries(entries, own.place)
