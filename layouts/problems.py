"""What is wrong with an input, where it stands, and what would be right.

A stage that reads input gets a :class:`Problems` and adds to it; nothing below the command line
prints. All independent problems of one run are reported together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands in an input file; line and column count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: ``file:line:column: code: found, expected, nearest valid name``."""

    code: str
    place: Place
    found: str
    expected: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.said}"

    @property
    def said(self) -> str:
        """What is wrong and what would be right, without place and code."""
        text = self.found
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f"; did you mean {self.nearest!r}?"
        return text


OFFERED = 100
"""So many problems of a run get the nearest name; looking for it takes time in hostile input."""


class Problems:
    """The problems of one run, in the order of file, line and column when iterated."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._seen: set[Problem] = set()

    def add(
        self,
        code: str,
        place: Place,
        found: str,
        expected: str = "",
        *,
        given: str = "",
        names: Iterable[str] = (),
    ) -> None:
        """Record one problem; with ``given`` and ``names`` the nearest valid name is offered."""
        near = nearest(given, names) if given and len(self._found) < OFFERED else ""
        problem = Problem(code, place, found, expected, near)
        if problem not in self._seen:
            self._seen.add(problem)
            self._found.append(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda p: (p.place, p.code, p.found)))

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def stop(self) -> None:
        """Raise :class:`InputError` when anything was found."""
        if self._found:
            raise InputError(list(self))


class InputError(Exception):
    """Bad input: carries every problem of the run; the command line ends with status 2."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ResourceError(Exception):
    """Something is missing or cannot be read or written (font, tool, disk): status 3."""


def nearest(given: str, names: Iterable[str]) -> str:
    """The name in ``names`` most like ``given``, or an empty string when none is close."""
    import difflib

    folded = {name.casefold(): name for name in sorted(names, reverse=True)}
    found = difflib.get_close_matches(given.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""
