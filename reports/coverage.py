"""Coverage: every character of a pack must have a glyph in the faces that may set it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from layouts.audience import Audience
from layouts.fonts import Faces
from layouts.language import Language
from layouts.located import Text, Words
from layouts.problems import Problems
from layouts.records import leaves
from reports.datasource import Pull, Table
from reports.notes import Spoken
from reports.pack import Pack

DRAWN_BY_US = "\n\t\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}"
"""Characters that are never sent to a font as they are."""


UNDRAWN = ("alt", "keywords", "subject", "only")
"""Fields that no face sets: alternative texts, metadata and what chooses recipients; nor does any
set speaker notes, or where data is pulled from."""


def check_glyphs(
    pack: Pack,
    audience: Audience,
    language: Language,
    faces: Faces,
    problems: Problems,
    name: str = "",
) -> None:
    """Add ``missing-glyph`` for each text that is set and has characters the faces lack; ``name``
    is that of the audience's file, by which the last edition knows it."""
    texts = [*_texts(pack), Text(audience.name, audience.at("name"))]
    texts.append(Text(audience.label, audience.at("label")))
    texts.append(Text(audience.slides.date, audience.slides.at("date")))
    texts += [Text(label, language.at("labels", key)) for key, label in language.labels.items()]
    texts += [text for line in audience.personal.cover for text in line.texts()]
    if audience.changes.list and pack.pack.last_edition:
        said = _said(pack.last.get(name, {}))
        texts += [Text(text, pack.pack.at("last_edition")) for text in said]
    missing = lacking(faces, "".join(texts))
    if not missing:
        return
    for text in texts:
        for offset, char in enumerate(text):
            if char in missing:
                problems.add(
                    "missing-glyph",
                    text.place_of(offset),
                    f"the theme's faces have no glyph for U+{ord(char):04X} {char!r}",
                    "another character, or a theme whose faces have it",
                )
                break


def lacking(faces: Faces, text: str) -> set[str]:
    """The characters of a text that some file of the faces has no glyph for."""
    every = "".join(sorted(set(text) - set(DRAWN_BY_US)))
    return {
        char
        for which in ("body", "head")
        for face in faces.each_file(which)
        for char in face.missing(every)
    }


def _said(last: Mapping[str, Any]) -> Iterator[str]:
    """What a list of changes may print of the last edition."""
    yield from last.get("document", {}).values()
    yield from (one["title"] for one in last.get("sections", {}).values())
    for fact in last.get("facts", {}).values():
        yield from (fact["value"], fact.get("text", ""))
    for key in ("blocks", "sources"):
        for one in last.get(key, {}).values():
            yield from (text for name, text in one["says"] if name not in (*UNDRAWN, "notes"))


def _texts(pack: Pack) -> list[Text]:
    out: list[Text] = []
    for record, name, _field, value, place in leaves(pack):
        if name in UNDRAWN or isinstance(record, (Spoken, Pull, Table)):
            continue
        if isinstance(value, Words):
            out.extend(value.texts())
        elif isinstance(value, str):
            out.append(value if isinstance(value, Text) else Text(value, place))
    for sheet in pack.sheets.values():
        for column, cells in sheet.columns.items():
            for row, cell in enumerate(cells):
                if isinstance(cell, str):
                    out.append(Text(cell, sheet.place(column, row)))
    return out
