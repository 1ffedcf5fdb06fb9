"""Setup: an audience with the theme and the masters that it names, every setting decided.

What goes before what, from the least: defaults of the program, files that a file extends, the file
itself, tokens of the audience, its ``override``, and ``--set``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from layouts.audience import Audience, Output, PageOutput
from layouts.located import Entries
from layouts.master import Master
from layouts.problems import Place, Problems
from layouts.records import read
from layouts.sizes import SCREENS, SIZES, named_size, on_size, recolumned, resized
from layouts.theme import Theme
from layouts.tokens import tokened
from reports.changes import Change, changed, look, overrides
from reports.config import Layouts
from reports.fitting import check_pair, check_theme

AUDIENCE, THEME, LANGUAGE, PACK = "audience", "theme", "language", "pack"
PAGE_MASTER, SLIDE_MASTER = "page master", "slide master"
FILES = {
    ("theme",): THEME,
    ("pages", "master"): PAGE_MASTER,
    ("slides", "master"): SLIDE_MASTER,
    ("language",): LANGUAGE,
}
"""Where a path goes on behind these steps it goes on in the file that stands there."""


class Scope(NamedTuple):
    """Which file a path is about, and the path inside it."""

    what: str
    path: tuple[str, ...]


@dataclass
class Setup:
    """An audience and what it looks like; what could not be read is None."""

    name: str
    audience: Audience
    theme: Theme | None
    page: Master | None
    slide: Master | None
    changes: dict[str, list[Change]] = field(default_factory=dict)
    """By scope; the paths begin inside it."""

    def of(self, what: str) -> list[Change]:
        """The changes to one file."""
        return self.changes.get(what, [])


def scope(path: Sequence[str]) -> Scope:
    """Which file a path of settings is about.

    A path that begins with a key of audiences is about the audience, or about the theme, master or
    language that it names; every other path is about the pack.
    """
    for steps, what in FILES.items():
        if len(path) > len(steps) and tuple(path[: len(steps)]) == steps:
            return Scope(what, tuple(path[len(steps) :]))
    if path[0].removesuffix("+") in Audience.written():
        return Scope(AUDIENCE, tuple(path))
    return Scope(PACK, tuple(path))


def parted(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes by the file that they are about."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        what, path = scope(change.path)
        found.setdefault(what, []).append(change.within(len(change.path), path))
    return found


def setup(
    layouts: Layouts, name: str, place: Place, problems: Problems, options: Sequence[Change] = ()
) -> Setup | None:
    """The audience ``name`` with everything that it names; ``options`` are of the command line."""
    tree = layouts.tree("audience", name, place, problems)
    if tree is None:
        return None
    changes = parted([*overrides(tree), *options])
    before = len(problems)
    tree = changed(tree, changes.get(AUDIENCE, []), problems)
    audience = read(Audience, tree, problems) if len(problems) == before else None
    if audience is None:
        return None
    theme = _theme(layouts, tree, audience, changes.setdefault(THEME, []), problems)
    masters = [
        layouts.master(
            output.master,
            kind,
            output.at("master"),
            problems,
            changes.get(f"{kind} master", []),
            _shaped(output, problems),
        )
        for kind, output in (("page", audience.pages), ("slide", audience.slides))
    ]
    for master in masters:
        if theme is not None and master is not None:
            check_pair(theme, master, problems)
    return Setup(name, audience, theme, masters[0], masters[1], changes)


def _shaped(output: Output, problems: Problems) -> Callable[[Master], Master]:
    """What gives a master the size and the columns that the audience asks for."""
    on_pages = isinstance(output, PageOutput)
    known = [name for name in SIZES if (name not in SCREENS) == on_pages]
    size = named_size(output.size)
    if output.size and (size is None or size not in map(named_size, known)):
        kind = "page" if on_pages else "slide"
        found, expected = f"{output.size!r} is no size of a {kind}", f"one of {', '.join(known)}"
        place = output.at("size")
        problems.add("unknown-name", place, found, expected, given=output.size, names=known)
        size = None

    def shaped(master: Master) -> Master:
        if size is not None:
            master = resized(master, size) if on_pages else on_size(master, size)
        if isinstance(output, PageOutput) and output.columns:
            master = recolumned(master, output.columns)
        return master

    return shaped


def _tokens(tree: Entries, theme: Entries, problems: Problems) -> list[Change]:
    """Inks and faces under ``tokens``, as changes to the theme, which must have them."""
    found = []
    for part in ("inks", "faces"):
        given, known = look(tree, ("tokens", part)), look(theme, (part,))
        names = known.entries if isinstance(known, Entries) else {}
        for name, (written, value) in given.entries.items() if isinstance(given, Entries) else ():
            if name not in names:
                said = f"the theme has no {part[:-1]} {name!r}"
                problems.add("unknown-name", written.place, said, given=name, names=names)
            elif isinstance(value, Entries):
                keys = value.entries.items()
                found += [
                    Change((part, name, key), own, inner, "tokens") for key, (own, inner) in keys
                ]
    return found


def _theme(
    layouts: Layouts, tree: Entries, audience: Audience, changes: list[Change], problems: Problems
) -> Theme | None:
    """The theme with the tokens of the audience and then the changes to it."""
    before = len(problems)
    place = audience.at("theme")
    base = layouts.tree("theme", audience.theme, place, problems)
    if base is not None:
        changes[:0] = _tokens(tree, base, problems)
    theme = layouts.theme(audience.theme, place, problems, changes) if base is not None else None
    if theme is None or len(problems) > before:
        return None
    found = tokened(theme, audience.tokens)
    if found is not theme:
        check_theme(found, problems)
    return found if len(problems) == before else None
