"""The shipped pack built with a foreign template, through the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.templates.corpus import Template, path_of
from tests.templates.running import ROOT

AUDIENCES = ("delegation", "press")


class Built:
    """What the command made of a template."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.status = int((folder / "status").read_text())
        self.said = (folder / "said").read_text()

    def deck(self, audience: str) -> Path:
        """The deck for an audience; decks of different templates have different names."""
        return self.folder / f"{self.folder.name}-{audience}.pptx"


def build(template: Template, folder: Path) -> None:
    done = subprocess.run(
        [
            *(
                sys.executable,
                "build.py",
                "build",
                "--audience",
                ",".join(AUDIENCES),
                "--to",
                "pptx",
            ),
            *("--template", str(path_of(template)), "--out", str(folder / "out")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    for audience in AUDIENCES:
        deck = folder / "out" / f"buenos-aires-{audience}-en.pptx"
        if deck.exists():
            deck.rename(folder / f"{folder.name}-{audience}.pptx")
    (folder / "said").write_text(done.stdout + done.stderr)
    (folder / "status").write_text(str(done.returncode))
