"""Builds of copies of the project in surroundings that differ, and other Pythons to build with."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = "BRIEFPACK_PYTHONS"
"""Environment variable: interpreters that have the packages, with the path separator between."""
LOOKED_FOR = ("python3.10", "python3.12")
PACKAGES = "reportlab, yaml, uharfbuzz, pyphen, PIL, tinycss2, resvg_py, fontpkg_source_serif_4"
ASKED = ("-a", "delegation,press", "--to", "pdf,print,pptx", "-q")
FILES = 7
"""Two audiences, three documents each, and the manifest."""


@dataclass(frozen=True)
class Surroundings:
    """What a build must not heed."""

    where: str = "project"
    """Folder that holds the copy, below one of the test."""
    zone: str = "UTC"
    locale: str = "C.UTF-8"
    bare: bool = False
    """Whether Python may not make UTF-8 of the locale C (PEP 538, PEP 540)."""
    seed: str = "0"
    jobs: str = "1"
    home: bool = True
    elsewhere: bool = False
    """Whether another folder than the project's is the working directory."""
    umask: int = 0o022
    touched: int | None = None
    """Time of all files of the project, in seconds since 1970."""
    epoch: str | None = None
    python: str = field(default=sys.executable)


def copy(root: Path, what: Surroundings) -> Path:
    """A copy of the project, as far as a build reads it."""
    project = root / what.where
    if not project.exists():
        project.mkdir(parents=True)
        for name in ("layouts", "reports", "data"):
            unlike = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, project / name, ignore=unlike)
        shutil.copy(ROOT / "build.py", project)
    if what.touched is not None:
        for path in project.rglob("*"):
            os.utime(path, (what.touched, what.touched))
    return project


def environment(root: Path, what: Surroundings) -> dict[str, str]:
    """All that the build gets of ours besides is where programs are."""
    told = {
        "PATH": os.environ["PATH"],
        "TZ": what.zone,
        "LC_ALL": what.locale,
        "PYTHONHASHSEED": what.seed,
        "PYTHONPYCACHEPREFIX": str(root / "compiled"),
        "BRIEFPACK_CACHE": "off",
    }
    if what.bare:
        told |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    if what.home:
        told["HOME"] = str(root)
    if what.epoch is not None:
        told["SOURCE_DATE_EPOCH"] = what.epoch
    return told


def hashes(root: Path, what: Surroundings) -> dict[str, str]:
    """SHA-256 of what a build gives, by name."""
    project = copy(root, what)
    elsewhere = root / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    out = root / "out"
    shutil.rmtree(out, ignore_errors=True)
    given = os.path.relpath(out, project) if not what.elsewhere else str(out)
    words = ["--jobs", what.jobs, "-o", given]
    if what.elsewhere:
        words.insert(0, str(project / "data" / "buenos-aires"))
    done = subprocess.run(
        [what.python, str(project / "build.py"), "build", *words, *ASKED],
        cwd=elsewhere if what.elsewhere else project,
        env=environment(root, what),
        umask=what.umask,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.iterdir())}
    assert len(found) == FILES
    return found


def pythons() -> list[str]:
    """Other interpreters that can build: those named, or those found with all packages.

    One that is named and cannot build stays in the list, so that its build fails.
    """
    named = os.environ.get(PYTHONS, "")
    if named:
        return named.split(os.pathsep)
    found = (shutil.which(name) for name in LOOKED_FOR)
    return [path for path in found if path is not None and _can_build(path)]


def _can_build(python: str) -> bool:
    done = subprocess.run([python, "-c", f"import {PACKAGES}"], capture_output=True)
    return done.returncode == 0
