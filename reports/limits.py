"""Limits: what an audience promises of the size of its documents, and how that is measured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from layouts.audience import Audience
from layouts.problems import Place
from layouts.runs import plain
from layouts.scene import Scene

if TYPE_CHECKING:
    from reports.selection import Selection

WORDS_A_MINUTE = 130
"""Of speaker notes, read aloud at an even pace."""
NOUNS = {"max_pages": "pages", "max_slides": "slides", "max_minutes": "minutes"}
"""What is counted for each limit."""


class Limit(NamedTuple):
    """One promise."""

    name: str
    """Its key in the audience file."""
    most: float
    place: Place


@dataclass(frozen=True)
class Concessions:
    """What one document gives up so that it holds its limits; without any, nothing."""

    scale: float = 1.0
    """Factor of the type scale of the whole document (pages)."""
    lengths: tuple[tuple[str, str], ...] = ()
    """Blocks by full id, and the longest length of their texts (pages) or notes (slides)."""
    blocks: tuple[str, ...] = ()
    """Blocks that are left out."""


def limits_of(audience: Audience, medium: str) -> tuple[Limit, ...]:
    """The limits that an audience sets for its pages or slides."""
    output = audience.pages if medium == "page" else audience.slides
    found = [(name, getattr(output, name, 0)) for name in NOUNS]
    return tuple(Limit(name, most, output.at(name)) for name, most in found if most)


def spoken(scene: Scene) -> int:
    """Words in the notes of the slides that are shown; signs that stand alone are none."""
    notes = [note for page in scene.pages if not page.hidden for note in page.notes]
    words = (word for note in notes for word in plain(note.runs).split())
    return sum(any(map(str.isalnum, word)) for word in words)


def measured(scene: Scene) -> dict[str, float]:
    """What a scene has of what limits count, by the name of the limit."""
    if scene.kind == "page":
        return {"max_pages": len(scene.pages)}
    shown = sum(not page.hidden for page in scene.pages)
    return {"max_slides": shown, "max_minutes": spoken(scene) / WORDS_A_MINUTE}


def shown(value: float) -> str:
    """A measure as messages say it: a whole number, or tenths, rounded up."""
    return f"{math.ceil(value * 10 - 1e-9) / 10:g}"


def told(selection: Selection, scene: Scene) -> dict[str, Any]:
    """What fitting did for one document, for the manifest; empty without limits."""
    limits = limits_of(selection.audience, selection.medium)
    if not limits:
        return {}
    given, sizes = selection.given, measured(scene)
    kinds = {"type": given.scale} if selection.medium == "page" else {}
    return {
        "limits": {limit.name: limit.most for limit in limits},
        **{NOUNS[limit.name]: round(sizes[limit.name], 2) for limit in limits},
        **kinds,
        "lengths": dict(given.lengths),
        "left_out": list(given.blocks),
    }
