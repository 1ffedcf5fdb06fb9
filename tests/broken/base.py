"""Packs with one fault each: what was done to a good pack, and the place that must be named.

``MARK`` in a replacement stands where the problem is: file, line and column of every case are
those of the mark in the text as written.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

MARK = "¦"

PACK = """\
pack:
  id: small
  edition: "1"
  language: en
title: A small pack
short: Small
keywords: [one, two]
include: [parts/sources.yaml, parts/facts.yaml]
datasets:
  shares:
    file: shares.csv
    source: report
    columns: {measure: text, share: number}
sections:
  - id: first
    title: The first section, with {adopters}
    blocks:
      - kind: paragraph
        id: opening
        text:
          short: In short, {adopters} met.
          long: >-
            At length, {adopters} met on {adopted} and said *so*
            in **strong** words[@report, page 2]; see [#first.bars],
            and [their page](https://example.org/a_(b)).
        notes:
          - A note for the speaker, on {adopted}.
      - {kind: list, id: points, items: [One, {text: Two}]}
      - kind: figures
        id: keys
        figures: [{fact: adopters, label: took part}]
      - kind: chart
        id: bars
        title: More than half
        type: bar
        data: shares
        x: measure
        y: [share]
        alt: Two bars.
  - id: second
    title: The second section
    blocks:
      - kind: table
        id: rows
        columns: [What, {title: How much, align: right}]
        rows:
          - [Trade, "a quarter"]
          - [Growth, "a half"]
      - kind: compare
        id: ways
        subjects: [South, North]
        aspects:
          - {title: Who, cells: [many, few]}
      - kind: flow
        id: arrows
        alt: One gives to the other.
        parties:
          - {id: one, title: One}
          - {id: other, title: Other}
        flows:
          - {from: one, to: other, gives: advice}
      - kind: glossary
        id: terms
        terms:
          - {term: BAPA, meaning: The plan}
          - {term: Expo, meaning: The fair}
      - kind: quote
        id: said
        text: Well said.
        by: Somebody
        source: report
        at: page 3
      - kind: picture
        id: photo
        file: photo.png
        alt: A grey square.
      - kind: timeline
        id: times
        events:
          - {date: "1978", title: The plan}
          - {date: "2019", title: The outcome}
"""
SOURCES = """\
# Where things were read.
sources:
  report:
    title: A report
    url: https://example.org/report
    date: 2019
"""
FACTS = """\
facts:
  adopters:
    value: "138"
    text: 138 Member States
    source: report
    at: paragraph 3
  adopted:
    value: 18 September 1978
    source: report
    conflict:
      - {value: 12 September 1978, source: report, at: paragraph 4}
"""
SHARES = """\
measure,share
growth,50
trade,25.5
"""


def png(width: int = 2, height: int = 2, pixels: bytes | None = None) -> bytes:
    """A grey PNG; ``pixels`` replaces its image data, so that the header may lie about it."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height)) if pixels is None else pixels

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


FILES: dict[str, bytes] = {
    "pack.yaml": PACK.encode(),
    "parts/sources.yaml": SOURCES.encode(),
    "parts/facts.yaml": FACTS.encode(),
    "shares.csv": SHARES.encode(),
    "photo.png": png(),
}


def write_good(folder: Path) -> None:
    """The pack without a fault; ``folder`` must exist."""
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


class Case(NamedTuple):
    """A fault: ``mutate`` is called on a folder that :func:`write_good` filled."""

    name: str
    mutate: Callable[[Path], None]
    code: str
    file: str
    line: int
    column: int = 0
    """0: not looked at."""
    says: str = ""
    """Part of the message, where the wording matters."""
    alone: bool = True
    """Whether it must be the only problem."""


def written_at(word: str, text: str) -> tuple[int, int]:
    """Line and column of ``word`` in ``text``."""
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def edited(
    name: str,
    code: str,
    old: str,
    new: str,
    file: str = "pack.yaml",
    says: str = "",
    alone: bool = True,
) -> Case:
    """Replaces ``old``, which must stand once in ``file``, with ``new``, which holds the mark."""
    text = FILES[file].decode()
    assert text.count(old) == 1, (name, text.count(old))
    return written(name, code, text.replace(old, new), file, says, alone)


def written(
    name: str, code: str, text: str, file: str = "pack.yaml", says: str = "", alone: bool = True
) -> Case:
    """Writes ``text``, which holds the mark, as ``file``."""
    assert text.count(MARK) == 1, name
    line, column = written_at(MARK, text)
    data = text.replace(MARK, "").encode("utf-8", "surrogatepass")

    def mutate(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return Case(name, mutate, code, file, line, column, says, alone)


def replaced(
    name: str,
    code: str,
    data: bytes,
    file: str,
    line: int,
    column: int = 0,
    at: str = "",
    says: str = "",
) -> Case:
    """Writes ``data`` as ``file``; the problem is in the file ``at``, or in ``file`` itself."""

    def mutate(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return Case(name, mutate, code, at or file, line, column, says)


def done(
    name: str,
    code: str,
    change: Callable[[Path], None],
    file: str,
    line: int,
    column: int = 0,
    says: str = "",
) -> Case:
    """Calls ``change`` on the folder."""
    return Case(name, change, code, file, line, column, says)
