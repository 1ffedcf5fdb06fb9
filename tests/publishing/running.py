"""The real command on a small pack that comes in two wordings, for one output folder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORDINGS = ("first", "second")


def pack(wording: str) -> dict[str, Any]:
    """A pack of a page and two slides."""
    return {
        "pack": {"id": "small", "language": "en"},
        "title": f"A harbour in the {wording} wording",
        "sections": [
            {
                "id": "one",
                "title": "Berths",
                "blocks": [{"kind": "paragraph", "id": "all", "text": f"Told in the {wording}."}],
            }
        ],
    }


def hidden(place: Path) -> list[str]:
    """Hidden names in a folder and beside it."""
    found = [*place.parent.iterdir(), *(place.iterdir() if place.is_dir() else ())]
    return sorted(path.name for path in found if path.name.startswith("."))


def hashes(place: Path) -> dict[str, str]:
    """SHA-256 by name of what a reader meets."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in place.iterdir()
        if path.is_file() and not path.name.startswith(".")
    }


@dataclass
class Bench:
    """Two packs with the same names of documents, the complete set of each, and a folder."""

    root: Path
    out: Path
    sets: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for wording in WORDINGS:
            folder = self.root / wording
            folder.mkdir(parents=True)
            (folder / "pack.yaml").write_text(yaml.safe_dump(pack(wording)), encoding="utf-8")
            said = self.start(wording, self.root / f"{wording}-set").communicate()
            self.sets[wording] = hashes(self.root / f"{wording}-set")
            assert len(self.sets[wording]) == 3, said

    def start(
        self, wording: str, out: Path | None = None, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        """A build that runs; ``before`` is called in its process first."""

        def prepare() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored in the background of a shell
            if before:
                before()

        return subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), *self.words(wording, out or self.out)],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=prepare,
        )

    def words(self, wording: str, out: Path) -> list[str]:
        """What the command is given; embedding fonts takes a quarter of the time."""
        light = ("--set", "slides.embed_fonts=false")
        return ["build", str(self.root / wording), "-a", "delegation", *light, "-o", str(out), "-q"]

    def environment(self) -> dict[str, str]:
        """With compiled modules and a cache, as in everyday use."""
        told = {**os.environ, "BRIEFPACK_CACHE": str(self.root / "cache")}
        told.pop("PYTHONDONTWRITEBYTECODE", None)
        return told

    def build(self, wording: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
        """Status and standard error of a build."""
        process = self.start(wording, before=before)
        _, said = process.communicate(timeout=60)
        return process.returncode, said

    def found(self) -> str:
        """The wording of the set that is there; ``nothing``, or what is wrong with it."""
        found = hashes(self.out) if self.out.is_dir() else {}
        if not found:
            return "nothing"
        for wording, one in self.sets.items():
            if one == found:
                return wording
        return f"mixed: {sorted(found)}"

    def other(self) -> str:
        """The wording that is not there, so that its build has something to do."""
        return "second" if self.found() == "first" else "first"

    def agrees(self) -> bool:
        """Whether the manifest tells of the files that are there."""
        [pack] = json.loads((self.out / "manifest.json").read_bytes())["packs"].values()
        told = {
            name: file["sha256"]
            for audience in pack["audiences"].values()
            for name, file in audience["files"].items()
        }
        found = hashes(self.out)
        return told == {name: found[name] for name in found if name != "manifest.json"}

    def renew(self) -> None:
        """Begin again with the first wording."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.root / "first-set", self.out)


def heeds_signals(process: subprocess.Popen[str]) -> bool:
    """Whether a process handles SIGTERM; waits for it, past the start of the interpreter."""
    bit = 1 << (signal.SIGTERM - 1)
    while process.poll() is None:
        try:
            told = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            return False
        caught = next(line for line in told.splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) & bit:
            return True
        time.sleep(0.0005)
    return False
