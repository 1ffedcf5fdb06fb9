"""The same paragraphs set by Typst, and its PDF read back with PyMuPDF.

Typst gets the faces as this program sets them: instances of the same variable font files at the
same weight and optical size, made by HarfBuzz.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb
from setlines import Column, SetLine

from layouts.fonts import Face

MARGIN = 40.0
"""Points around the frame, so that nothing that hangs is lost."""
SOURCE = """#let given = json("given.json")
#set page(width: given.width * 1pt, height: given.height * 1pt, margin: {margin} * 1pt,
  columns: given.columns)
#set columns(gutter: given.gutter * 1pt)
#set text(font: given.family, size: given.size * 1pt, lang: "en", region: "GB", hyphenate: true,
  features: given.features)
#set par(justify: true, linebreaks: "optimized", leading: (given.leading - given.size) * 1pt,
  spacing: (given.leading - given.size + given.after) * 1pt)
#set text(top-edge: 0.8em, bottom-edge: -0.2em)
#for text in given.texts [#par(text)]
""".replace("{margin}", f"{MARGIN:g}")


class Sheet(NamedTuple):
    """A frame and the style of its text; lengths in points."""

    width: float
    height: float
    columns: int
    gutter: float
    size: float
    leading: float
    after: float
    features: tuple[str, ...]
    """OpenType features switched on."""


def typeset(texts: Sequence[str], sheet: Sheet, face: Face) -> bytes:
    """The PDF. Raises ImportError where the package ``typst`` is missing."""
    import typst  # type: ignore[import-not-found]

    given: dict[str, Any] = sheet._asdict()
    given["width"] += 2 * MARGIN
    given["height"] += 2 * MARGIN
    given |= {"family": face.family, "texts": list(texts)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "instance.ttf").write_bytes(_instance(face))
        (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
        (folder / "main.typ").write_text(SOURCE, encoding="utf-8")
        made = typst.compile(
            str(folder / "main.typ"), font_paths=[str(folder)], ignore_system_fonts=True
        )
    return bytes(made)


def columns(data: bytes, texts: Sequence[str], sheet: Sheet, face: Face) -> list[Column]:
    """The lines of that PDF, in columns; which paragraph each is of follows from its letters."""
    import pymupdf

    natural = face.word(" ", sheet.features).advance * sheet.size / 1000
    width = (sheet.width - (sheet.columns - 1) * sheet.gutter) / sheet.columns
    found: list[Column] = []
    with pymupdf.open(stream=data) as document:
        for page in document:
            sides: list[dict[float, list[Any]]] = [{} for _ in range(sheet.columns)]
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for c in span["chars"]:
                            x, y = c["origin"]
                            side = int((x - MARGIN + sheet.gutter / 2) // (width + sheet.gutter))
                            side = min(max(side, 0), sheet.columns - 1)
                            sides[side].setdefault(round(y, 1), []).append(c)
            for side in sides:
                column = [_line(side[y], sheet.size, natural) for y in sorted(side)]
                if column:
                    found.append(column)
    _number([line for column in found for line in column], texts)
    return found


def _line(characters: list[Any], size: float, natural: float) -> SetLine:
    while characters[-1]["c"] == " ":
        characters.pop()
    starts = [c["origin"][0] for c in characters]
    spaces = [
        (x, starts[n + 1])
        for n, (x, c) in enumerate(zip(starts, characters, strict=True))
        if c["c"] == " "
    ]
    text = "".join(c["c"] for c in characters)
    return SetLine(0, 0, 0, text, size, starts[0], characters[-1]["bbox"][2], natural, spaces)


def _number(lines: Sequence[SetLine], texts: Sequence[str]) -> None:
    at = 0
    for number, text in enumerate(texts):
        begun, left = at, _letters(text)
        while left > 0:
            left -= _letters(lines[at].text)
            at += 1
        if left < 0:
            raise ValueError(f"the lines do not end with paragraph {number}")
        for index, line in enumerate(lines[begun:at]):
            line.paragraph, line.index, line.count = number, index, at - begun


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _instance(face: Face) -> bytes:
    """The face as a font file without axes."""
    font = hb.Face(hb.Blob.from_file_path(str(face.path)))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    for tag, value in face.axes.items():
        wanted.pin_axis_location(font, tag, value)
    return bytes(hb.subset(font, wanted).blob.data)
