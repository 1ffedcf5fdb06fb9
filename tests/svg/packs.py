"""A pack with vector pictures: the emblem told by its alternative text, the specimen decorative."""

from __future__ import annotations

from pathlib import Path

from tests.broken.base import png
from tests.svg.base import EMBLEM, SPECIMEN

STEM = "vectors-delegation-en"
_PACK = """\
pack: {id: vectors, edition: "1", language: en}
title: Vector pictures
short: Vectors
author: Secretariat
subject: Pictures drawn in both documents
keywords: [vectors]
sources:
  report: {title: A report, publisher: An office, date: "2026"}
sections:
  - id: shown
    title: Pictures
    blocks:
      - kind: picture
        id: emblem
        title: Two partners share what they know, and a third supports both
        file: emblem.svg
        alt: Two circles joined by arrows both ways; a third above them points to each.
        caption: The triangle of exchange[@report].
      - kind: picture
        id: specimen
        title: A specimen that says nothing
        file: specimen.svg
        decorative: true
      - kind: picture
        id: photo
        title: A picture in pixels
        file: photo.png
        alt: A grey square.
"""


def write_pack(folder: Path) -> Path:
    """The pack in ``folder``, which is made."""
    folder.mkdir()
    (folder / "pack.yaml").write_text(_PACK, encoding="utf-8")
    (folder / "emblem.svg").write_bytes(EMBLEM)
    (folder / "specimen.svg").write_bytes(SPECIMEN)
    (folder / "photo.png").write_bytes(png(2000, 1300))
    return folder
