"""A pack with one dataset that is pulled, and what comes of a refresh."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reports import cli
from reports.datasource import LOCK

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = "{year: text, ships: integer}"
TWO_ROWS = "year,ships\n2022,410\n2023,530\n"
PACK = """\
pack: {{id: live, language: en}}
title: A pack whose numbers are pulled
sources:
  minutes: {{title: Minutes}}
datasets:
  traffic:
    file: traffic.csv
    source: minutes
    columns: {columns}
    {extra}
    from: {pull}
sections:
  - id: one
    title: One
    blocks:
      - kind: chart
        id: growth
        title: Traffic
        type: column
        data: traffic
        x: year
        y: [ships]
        alt: Two columns.
"""
FROM = 11
"""Line of the pack on which ``from`` stands."""


class Outcome(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


@dataclass
class Shop:
    """A folder with a pack; commands on it run in this process."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, pull: str, columns: str = COLUMNS, extra: str = "note: pulled") -> None:
        """The pack, with what ``from`` says in the flow style of YAML."""
        text = PACK.format(pull=pull, columns=columns, extra=extra)
        (self.folder / "pack.yaml").write_text(text, encoding="utf-8")

    def put(self, name: str, content: str | bytes) -> Path:
        """A source."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *words: str) -> Outcome:
        """A command."""
        self.capsys.readouterr()
        status = cli.main(list(words))
        return Outcome(status, *self.capsys.readouterr())

    def refresh(self, *options: str) -> Outcome:
        """A refresh of the pack."""
        return self.run("refresh", str(self.folder), *options)

    def apart(self, *words: str, **environment: str) -> Outcome:
        """A command in a process of its own."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def listed(self) -> Outcome:
        """A verb that reads the pack as a build does."""
        return self.run("list", "datasets", str(self.folder))

    @property
    def snapshot(self) -> str:
        """The text of the snapshot."""
        return (self.folder / "traffic.csv").read_text(encoding="utf-8")

    def kept(self) -> dict[str, tuple[bytes, int]]:
        """Content and time of what a refresh may write."""
        paths = (self.folder / name for name in ("traffic.csv", LOCK))
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def refused(
    shop: Shop, change: Callable[[], Any], code: str, *says: str, status: int = cli.BAD_INPUT
) -> Outcome:
    """What a refresh says that must fail after a change, at the dataset's line, with the earlier
    snapshot and lock kept byte for byte."""
    assert shop.refresh().status == cli.FINE
    before, names = shop.kept(), set(os.listdir(shop.folder))
    change()
    names |= set(os.listdir(shop.folder))
    done = shop.refresh()
    assert (done.status, done.out) == (status, "traffic  not pulled\n"), done
    assert f"pack.yaml:{FROM}:" in done.err
    assert f": {code}: " in done.err, done.err
    for said in says:
        assert said in done.err, done.err
    assert shop.kept() == before
    assert set(os.listdir(shop.folder)) == names
    return done
