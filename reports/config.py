"""Layout files: themes, masters, languages and audiences by name, with ``extends`` resolved.

A name is looked up in the user's own ``layouts`` folder first and then among those that come with
the program, so that an own audience can extend a shipped one. Slide layouts may be in sets, folders
inside ``slides/``: a master that names one has the set's layouts before those that all share.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import layouts
from layouts.audience import Audience
from layouts.language import Language
from layouts.located import Entries, Located, Scalar
from layouts.master import Master, PageTemplate, joined, stretched
from layouts.problems import InputError, Place, Problem, Problems
from layouts.readings import note_absent
from layouts.records import Record, read
from layouts.theme import Theme
from reports.changes import Change, changed, merged, settled
from reports.fitting import check_language, check_master, check_theme
from reports.source import FONT_BYTES, Folder
from reports.typefaces import with_files

SHIPPED = Path(layouts.__file__).parent
R = TypeVar("R", bound=Record)
KINDS: dict[str, tuple[str, type[Record]]] = {
    "audience": ("audiences", Audience),
    "theme": ("themes", Theme),
    "master": ("masters", Master),
    "layout": ("slides", PageTemplate),
    "language": ("languages", Language),
}
"""Folder and schema of each kind of layout file."""
ROOT = "base"
"""An audience or slide layout of this name is a start for others, and not used itself."""
GENERATIONS = 20
"""Files in a row of which each extends the next."""


class Names(NamedTuple):
    """What names are of: a kind of layout file, for slide layouts as a set has them."""

    kind: str
    set: str = ""


class File(NamedTuple):
    """A layout file: what its name is of, and where it was found."""

    of: Names
    shelf: int
    """Number of the place in the order in which they are searched."""
    folder: int
    """Number of its folder."""
    path: str
    """Inside its folder."""
    name: str


class Layouts:
    """All layout files within reach; every file is read at most once."""

    def __init__(self, own: Path | None = None) -> None:
        """``own``: the user's folder. :class:`InputError` when it is not there."""
        if own is not None and not own.is_dir():
            problem = Problem("usage", Place("--layouts"), f"there is no folder {str(own)!r}")
            raise InputError([problem])
        folders = [own] if own is not None and own.resolve() != SHIPPED else []
        self.folders = [Folder(path) for path in folders]
        self.folders.append(Folder(SHIPPED, "layouts"))
        self._trees: dict[File, Entries | None] = {}
        self._raw: dict[tuple[int, str], Entries | None] = {}
        self._files: dict[File, tuple[File, ...]] = {}

    def names(self, kind: str, slide_set: str = "") -> list[str]:
        """Names of all files of a kind, with those of the set, sorted."""
        shelves = self._shelves(Names(kind, slide_set))
        found = {
            p.stem for n, path in shelves for p in (self.folders[n].root / path).glob("*.yaml")
        }
        return sorted(found)

    def sets(self) -> list[str]:
        """Names of the sets of slide layouts, sorted."""
        slides = KINDS["layout"][0]
        files = (p for f in self.folders for p in (f.root / slides).glob("*/*.yaml"))
        return sorted({path.parent.name for path in files})

    def audiences(self) -> list[str]:
        """Names of the audiences that can be built."""
        return [name for name in self.names("audience") if name != ROOT]

    def inputs(self, used: Iterable[tuple[str, str]], slide_set: str = "") -> dict[str, str]:
        """SHA-256 of the files behind these (kind, name), parents included, by file name; slide
        layouts are those that masters of the set have.

        Where a file extends one of the same name, both are named, the shipped one last.
        """
        files: set[File] = set()
        for kind, name in used:
            found = self._find(Names(kind, slide_set if kind == "layout" else ""), name)
            files.update(self._files.get(found, ()) if found else ())
        out: dict[str, str] = {}
        for file in sorted(files, key=lambda file: (file.of.kind, file.folder, file.path)):
            shipped = file.folder == len(self.folders) - 1
            name = f"layouts/{file.path}" if shipped else f"own/{file.path}"
            out[name] = self.folders[file.folder].inputs[file.path]
        return out

    def tree(
        self, kind: str, name: str, place: Place, problems: Problems, slide_set: str = ""
    ) -> Entries | None:
        """What the file of this name says with its parents merged in; ``place`` is where it was
        asked for."""
        found = self._tree(Names(kind, slide_set), name, place, problems, ())
        return None if found is None else settled(found, problems)

    def chain(self, kind: str, name: str, slide_set: str = "") -> list[tuple[str, Entries]]:
        """The file of this name and its parents, nearest first, each by itself; after
        :meth:`tree` has read them."""
        found = self._find(Names(kind, slide_set), name)
        files = self._files.get(found, ()) if found else ()
        read = ((file.path, self._raw.get((file.folder, file.path))) for file in files)
        return [(path, tree) for path, tree in read if tree is not None]

    def theme(
        self, name: str, place: Place, problems: Problems, changes: Sequence[Change] = ()
    ) -> Theme | None:
        """The theme ``name`` with the changes, which has what the engine needs."""
        theme = self._record(Theme, "theme", name, place, problems, changes)
        if theme is None:
            return None
        before = len(problems)
        self._whole_inks(name, problems)
        check_theme(theme, problems)
        opener = partial(self._font, self._find(Names("theme"), name), problems)
        theme = with_files(theme, opener, problems)
        return theme if len(problems) == before else None

    def _font(
        self, theme: File | None, problems: Problems, name: str, place: Place
    ) -> tuple[bytes, Path] | None:
        """A font file, which from then on is one of the inputs of its theme."""
        number = self._holding(name)
        folder = self.folders[number]
        data = folder.read(name, place, problems, FONT_BYTES, "file-too-large")
        if data is None or theme is None:
            return None
        file = File(Names("font"), 0, number, name, name)
        self._files[theme] = tuple(dict.fromkeys((*self._files.get(theme, ()), file)))
        return data, (folder.root / name).resolve()

    def _whole_inks(self, name: str, problems: Problems) -> None:
        """Add inks of which a theme changes what screens show, and not what is printed."""
        for _, tree in self.chain("theme", name):
            inks = tree.get("inks")
            for ink, (_, value) in inks.entries.items() if isinstance(inks, Entries) else ():
                given = value.entries if isinstance(value, Entries) else {}
                if "rgb" in given and "cmyk" not in given:
                    found = f"another rgb for {ink!r}, and the cmyk of the theme it extends"
                    expected = "cmyk beside it, so that it prints as it shows"
                    problems.add("missing-key", value.place, found, expected)

    def master(
        self,
        name: str,
        kind: str,
        place: Place,
        problems: Problems,
        changes: Sequence[Change] = (),
        shaped: Callable[[Master], Master] | None = None,
    ) -> Master | None:
        """The master ``name`` with the changes, in points; it must be one for ``kind``, ``page`` or
        ``slide``. ``shaped`` gives it another size or other columns."""
        master = self._record(Master, "master", name, place, problems, changes)
        if master is None:
            return None
        before = len(problems)
        master = master.in_points()
        if shaped is not None and master.kind == kind:
            master = shaped(master)
        if master.kind == "slide":
            master = joined(master, self._slide_layouts(master, place, problems))
        check_master(master, kind, place, problems)
        return master if len(problems) == before else None

    def slide_layouts(self, slide_set: str = "") -> list[str]:
        """Names of the slide layouts that every slide master of the set has."""
        return [name for name in self.names("layout", slide_set) if name != ROOT]

    def slide_layout(
        self, name: str, place: Place, problems: Problems, slide_set: str = ""
    ) -> PageTemplate | None:
        """The slide layout ``name`` of the set, in the lengths of its file."""
        tree = self.tree("layout", name, place, problems, slide_set)
        return None if tree is None else read(PageTemplate, tree, problems)

    def _slide_layouts(
        self, master: Master, place: Place, problems: Problems
    ) -> dict[str, PageTemplate]:
        chosen, sets = master.slide_set, self.sets()
        if chosen and chosen not in sets:
            found = f"there is no set of slide layouts {chosen!r}"
            expected = f"one of {', '.join(sets)}" if sets else "a folder of that name in slides/"
            where = master.at("slide_set")
            problems.add("unknown-name", where, found, expected, given=chosen, names=sets)
            chosen = ""
        out: dict[str, PageTemplate] = {}
        for name in self.slide_layouts(chosen):
            template = self.slide_layout(name, place, problems, chosen)
            if template is not None:
                out[name] = stretched(template, master.size)
        return out

    def file(self, name: str, place: Place, problems: Problems, most: int) -> bytes | None:
        """The bytes of another file in the user's folder, else in that of the program."""
        folder = self.folders[self._holding(name)]
        return folder.read(name, place, problems, most, "file-too-large")

    def _holding(self, name: str) -> int:
        """Number of the first folder that has a file of this name; the first where none has."""
        for n, one in enumerate(self.folders):
            if (one.root / name).is_file():
                return n
            note_absent(one.root / name)
        return 0

    def folder(self, name: str) -> Path | None:
        """A folder of this name in the user's folder, else in that of the program, inside it after
        links are followed; None when there is none."""
        for one in self.folders:
            found = (one.root / name).resolve()
            if found.is_dir() and found.is_relative_to(one.root.resolve()):
                return found
            note_absent(one.root / name)
        return None

    def language(
        self, name: str, place: Place, problems: Problems, changes: Sequence[Change] = ()
    ) -> Language | None:
        """The language ``name`` with the changes."""
        language = self._record(Language, "language", name, place, problems, changes)
        if language is None:
            return None
        before = len(problems)
        check_language(language, problems)
        return language if len(problems) == before else None

    def _record(
        self,
        cls: type[R],
        kind: str,
        name: str,
        place: Place,
        problems: Problems,
        changes: Sequence[Change] = (),
    ) -> R | None:
        tree = self.tree(kind, name, place, problems)
        if tree is None:
            return None
        before = len(problems)
        tree = changed(tree, changes, problems)
        return read(cls, tree, problems) if len(problems) == before else None

    def _tree(
        self, of: Names, name: str, place: Place, problems: Problems, below: tuple[File, ...]
    ) -> Entries | None:
        """The file of this name with its parents merged in; ``below`` are those that led here.

        A file that extends its own name means the one of that name further out: in the set, then
        beside it, the user's folder before that of the program.
        """
        start = below[-1].shelf + 1 if below and below[-1].name == name else 0
        file = self._find(of, name, start)
        if file is None:
            self._unknown(of, name, place, problems)
            return None
        if file in below:
            chain = " → ".join([one.name for one in below[below.index(file) :]] + [name])
            problems.add("extends-loop", place, f"{chain} goes round in a circle")
            return None
        if len(below) >= GENERATIONS:
            found = f"more than {GENERATIONS} files that extend one another"
            problems.add("too-many", place, found, "fewer")
            return None
        if file not in self._trees:
            self._files[file] = (file,)
            tree = self._content(file, place, problems)
            if tree is not None and (parent := tree.get("extends")) is not None:
                tree = self._extended(tree, parent, problems, (*below, file))
            self._trees[file] = tree
        return self._trees[file]

    def _extended(
        self, tree: Entries, parent: Located, problems: Problems, below: tuple[File, ...]
    ) -> Entries | None:
        file = below[-1]
        if not isinstance(parent, Scalar) or parent.null:
            found = "'extends' is not a name"
            problems.add("wrong-type", parent.place, found, f"the name of another {file.of.kind}")
            return None
        base = self._tree(file.of, parent.value, parent.place, problems, below)
        start = file.shelf + 1 if parent.value == file.name else 0
        above = self._find(file.of, parent.value, start)
        if above is not None:
            self._files[file] += self._files.get(above, ())
        own = {key: entry for key, entry in tree.entries.items() if key != "extends"}
        return None if base is None else merged(base, Entries(own, tree.place))

    def _shelves(self, of: Names) -> list[tuple[int, str]]:
        """Where names are looked up, in this order: number of the folder, and the path in it."""
        path = KINDS[of.kind][0]
        paths = [f"{path}/{of.set}", path] if of.set else [path]
        return [(n, path) for path in paths for n in range(len(self.folders))]

    def _find(self, of: Names, name: str, start: int = 0) -> File | None:
        for shelf, (folder, path) in enumerate(self._shelves(of)):
            file = File(of, shelf, folder, f"{path}/{name}.yaml", name)
            found = self.folders[folder].root / file.path
            if shelf >= start and name and os.path.lexists(found):  # what it is, its reader says
                return file
        return None

    def _unknown(self, of: Names, name: str, place: Place, problems: Problems) -> None:
        names = self.names(*of)
        known = ", ".join(n for n in names if n != ROOT)
        found = f"there is no {of.kind} {name!r}"
        expected = f"one of {known}"
        if len(self.folders) == 1:
            expected += ", or one of your own with --layouts DIR"
        problems.add("unknown-name", place, found, expected, given=name, names=names)

    def _content(self, file: File, place: Place, problems: Problems) -> Entries | None:
        """What the file itself says; sets that share it have other parents for it."""
        key = file.folder, file.path
        if key not in self._raw:
            tree = self.folders[file.folder].yaml(file.path, place, problems)
            if tree is not None and not isinstance(tree, Entries):
                found, expected = "the file is not a mapping", f"the keys of one {file.of.kind}"
                problems.add("wrong-type", tree.place, found, expected)
                tree = None
            self._raw[key] = tree
        return self._raw[key]
