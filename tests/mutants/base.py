"""What a mutant is: a project with something done to it, and what may come of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

NONSENSE, PERHAPS, SENSE = "nonsense", "perhaps", "sense"
"""Must be refused; may be refused or made; must be made."""
TOKEN = "CANARY-7fb1c0de-outside"
"""Stands in every file outside the project, and must come out nowhere."""


class InapplicableError(Exception):
    """There is nothing in this project that could be changed so."""


@dataclass
class Project:
    """A copy of a seed, to be changed as one likes."""

    root: Path
    """The working directory of the command: ``pack``, ``looks``, ``table.csv``."""
    secret: Path
    """The folder of the files outside."""
    words: list[str]
    """The command."""
    notes: list[str] = field(default_factory=list)
    """What was done, for people."""

    def note(self, text: str) -> None:
        """Remember a detail of what was done."""
        self.notes.append(text if len(text) < 120 else text[:117] + "...")

    def files(self, *endings: str, under: str = "") -> list[Path]:
        """Regular files with one of the endings, in order."""
        found = sorted((self.root / under).rglob("*"))
        return [path for path in found if path.suffix in endings and path.is_file()]

    @property
    def pack(self) -> Path:
        """The folder of the pack."""
        return self.root / "pack"

    @property
    def looks(self) -> Path:
        """The folder of the layouts."""
        return self.root / "looks"


Change = Callable[[Random, Project], None]


@dataclass(frozen=True)
class Operator:
    """One way of changing a project."""

    name: str
    verdict: str
    change: Change
    seed: str = ""
    """Name of the seed that it needs; empty: any of its family."""


class Family:
    """Operators of a kind."""

    def __init__(self, name: str, seeds: Sequence[str]) -> None:
        self.name, self.seeds = name, tuple(seeds)
        self.operators: list[Operator] = []

    def operator(self, verdict: str, seed: str = "") -> Callable[[Change], Change]:
        """Decorator: the function is an operator of this family."""

        def add(change: Change) -> Change:
            self.operators.append(Operator(change.__name__, verdict, change, seed))
            return change

        return add
