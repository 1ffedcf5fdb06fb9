"""Advice: what the owner of a template should know of a deck that was made on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reports.template.deckfile import DeckFile
from reports.template.dressing import Dress
from reports.template.faces import measured
from reports.template.fontfiles import FontFiles, folded
from reports.template.mapping import Match

POOR = 3.0
"""Text of less contrast is worth a warning on every build; doctor tells of all."""
TALL, FLAT = 1.0, 2.4
"""Slides that are not wider than tall, or more than so many times as wide, fit few layouts."""
HUGE = 100.0
"""Type from this size on is smaller on slides, in points on slides of 540."""


class Advice(NamedTuple):
    """One thing."""

    code: str
    found: str
    expected: str = ""


def advise(deck: DeckFile, dress: Dress, files: FontFiles) -> list[Advice]:
    """All of it, each thing once."""
    found = [*_size(deck), *_layouts(dress), *_text(deck, dress), *_contrast(dress)]
    return list(dict.fromkeys([*found, *_fonts(dress, files)]))


def _size(deck: DeckFile) -> Iterator[Advice]:
    width, height = deck.size
    if width < TALL * height or width > FLAT * height:
        found = f"slides of an odd size, {width:.0f} by {height:.0f} pt: little fits on them"
        yield Advice("template-fit", found, "slides of 16:9 or 4:3")


def _layouts(dress: Dress) -> Iterator[Advice]:
    for name, reasons in dress.mapping.passed.items():
        for reason in reasons:
            yield Advice("template-layout", f"{name}: {reason}")
    for match in dress.mapping.matches.values():
        for warning in match.warnings:
            yield Advice("template-fit", f"the layout {match.layout.name!r}: {warning}")


def _text(deck: DeckFile, dress: Dress) -> Iterator[Advice]:
    scale = deck.size.height / 540
    least = dress.theme.slide.least
    for match in dress.mapping.matches.values():
        for name, seat in match.seats.items():
            one = seat.placeholder
            if one is None or not one.levels:
                continue
            level = one.levels[0]
            where = f"the layout {match.layout.name!r}: {one.name!r} has a size of"
            where += f" {level.size:g} pt"
            if level.size > HUGE * scale:
                yield Advice("template-fit", f"{where}, which leaves room for few words")
            elif level.size < least - 0.01 and name not in ("foot", "eyebrow"):
                yield Advice("template-fit", f"{where}, which is too small to read")
            if max(level.left, level.hanging) > 0.4 * one.text_area.width:
                found = f"the layout {match.layout.name!r}: the indent of {one.name!r}"
                yield Advice("template-fit", f"{found} leaves little room for its text")


def _contrast(dress: Dress) -> Iterator[Advice]:
    for where, reading in dress.readings.items():
        layout, _, frame = where.partition(".")
        match: Match | None = dress.mapping.matches.get(layout)
        if match is not None and reading.contrast < POOR and reading.set_as:
            found = (
                f"the layout {match.layout.name!r}: {frame} in {reading.colour} has a contrast of "
                f"{reading.contrast:.1f} to 1 and is set in {reading.set_as}"
            )
            yield Advice("template-contrast", found, f"at least {reading.least:g} to 1")
    if dress.alike:
        found = "its colours are too much alike: charts are told apart by lightness alone"
        yield Advice("template-contrast", found, "four accents that differ")


def _fonts(dress: Dress, files: FontFiles) -> Iterator[Advice]:
    families: dict[str, str] = {}
    for used in dress.faces.used:
        if used.family and measured(used.family, files) == "widest":
            families.setdefault(folded(used.family), used.family)
    if families:
        names = ", ".join(sorted(families.values()))
        why = "".join(
            f" ({name} is {reason})"
            for name, reason in files.unread.items()
            if folded(name) in families
        )
        found = f"text in {names} is measured as wide as any likely substitute{why}"
        yield Advice("template-fonts", found, "its font files, in the folder of --fonts")
