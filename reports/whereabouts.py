"""Whereabouts: the file of a finding as other programs name it, by its path in the repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import layouts
from reports.findings import Finding

WORKSPACE = "GITHUB_WORKSPACE"
"""Where GitHub's runner has the repository (GitHub Docs, Variables reference)."""

SHIPPED = Path(layouts.__file__).parent
"""Of the files that come with the program messages name the path from the folder of this one."""


class Spot(NamedTuple):
    """A file, and where in it."""

    path: str
    """With ``/``; from the root of the repository, or absolute for a file outside."""
    line: int = 0
    """From 1; 0: the file as a whole."""
    column: int = 0

    @property
    def inside(self) -> bool:
        """Whether the file is in the repository."""
        return not os.path.isabs(self.path)


def root() -> Path:
    """The folder from which paths are told: that of GITHUB_WORKSPACE, else the nearest folder from
    here upwards that has a ``.git``, else this one."""
    given = os.environ.get(WORKSPACE, "")
    if given and Path(given).is_dir():
        return Path(os.path.abspath(given))
    here = Path.cwd()
    return next((path for path in (here, *here.parents) if (path / ".git").exists()), here)


def spot(finding: Finding, base: Path, out: Path) -> Spot | None:
    """Where a finding is; None for one that is in no file, such as the value of an option.

    ``base``: the root; ``out``: the folder of the documents. In a document there are no lines.
    """
    name, line, column = finding.place
    document = out / name
    if finding.document and name == finding.document and document.is_file():
        return Spot(_from(base, document))
    candidates = [Path(name)]
    if name.startswith(f"{SHIPPED.name}/"):
        candidates.append(SHIPPED.parent / name)
    for path in candidates:
        if path.is_file():
            return Spot(_from(base, path), line, max(column, 1) if line else 0)
    return None


def assumed(name: str, base: Path) -> Spot:
    """Where a file of this name would be, there or not."""
    return Spot(_from(base, Path(name)))


def _from(base: Path, path: Path) -> str:
    """The path from the root, where it is below it by its name, or at least by where links lead."""
    for top, below in (
        (base, Path(os.path.abspath(path))),
        (Path(os.path.realpath(base)), Path(os.path.realpath(path))),
    ):
        if below.is_relative_to(top):
            return below.relative_to(top).as_posix()
    return Path(os.path.abspath(path)).as_posix()
