"""The foundation of a deck that stands on an organization's own masters and layouts.

Plain data: whoever reads a template makes one, the writer carries its parts over as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.writers.pptx.levels import Level


@dataclass(frozen=True)
class Relation:
    """A relationship of a part."""

    id: str
    type: str
    """A URI."""
    target: str
    """Name of a part, without a leading stroke, or an address."""
    external: bool = False


@dataclass(frozen=True)
class Part:
    """A part that goes into the deck byte by byte."""

    name: str
    type: str
    """Content type."""
    data: bytes = field(repr=False)
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Body:
    """The text body of a placeholder on a layout that is not ours."""

    levels: tuple[Level, ...]
    shrinks: bool = False
    """Its text shrinks to fit when it is edited (``normAutofit``), and is not shrunk by the layout
    already."""
    settled: bool = True
    """Nothing has to be said on slides for text to stand as it was set: it wraps, in one column,
    and is not fitted in another way."""


@dataclass(frozen=True)
class Foundation:
    """What slides stand on."""

    parts: tuple[Part, ...]
    masters: tuple[tuple[str, str], ...]
    """Identifier, or an empty string, and part of each slide master, in order."""
    layouts: dict[str, str]
    """Part of the layout that each page template stands for."""
    maps: dict[str, str]
    """The colour map of its own that such a layout has, as markup."""
    bodies: dict[str, Body]
    """Text bodies of placeholders, by the role of their frame."""
    slots: dict[str, str]
    """``RRGGBB`` of the slots of the colour scheme, as the master's colour map shows them."""
    notes: str = ""
    """Part of the notes master; empty: there is none."""
    handout: str = ""
    sizes: str = ""
    """``p:sldSz`` and ``p:notesSz``."""
    fonts: tuple[tuple[str, dict[str, str]], ...] = ()
    """Families with embedded fonts: markup of ``p:font``, and the part of each style."""
    default_text: str = ""
    table_styles: str = ""
    """The ``a:tblStyle`` of the template, as markup."""
