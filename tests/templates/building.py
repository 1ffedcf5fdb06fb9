"""The shipped pack built with a foreign template, through the command line."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from reports import cli
from tests.templates.corpus import Template, path_of

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
    words = ["--audience", ",".join(AUDIENCES), "--to", "pptx"]
    words += ["--template", str(path_of(template)), "--out", str(folder / "out")]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = cli.main(["build", *words])
    for audience in AUDIENCES:
        deck = folder / "out" / f"buenos-aires-{audience}-en.pptx"
        if deck.exists():
            deck.rename(folder / f"{folder.name}-{audience}.pptx")
    (folder / "said").write_text(said.getvalue())
    (folder / "status").write_text(str(status))
