"""Reading written documents back, by libraries that wrote no part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Word(NamedTuple):
    """What is printed in one go, with its place on the page in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Mark(NamedTuple):
    """A path: its corners, in points from the top left of the page."""

    points: tuple[tuple[float, float], ...]
    filled: bool

    @property
    def width(self) -> float:
        """Distance of its outermost corners across."""
        return max(x for x, _ in self.points) - min(x for x, _ in self.points)

    @property
    def height(self) -> float:
        """Distance of its outermost corners from top to bottom."""
        return max(y for _, y in self.points) - min(y for _, y in self.points)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle around it."""
        xs, ys = zip(*self.points, strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


Series = tuple[str, "list[str] | list[float | None]", "list[float | None]"]


@dataclass
class Document:
    """What a reader finds in a written file, by structure id (PDF) or shape name (deck)."""

    texts: dict[str, dict[int, str]] = field(default_factory=dict)
    """Text of each node by page or slide, from 1."""
    alts: dict[str, str] = field(default_factory=dict)
    """Alternative texts."""
    whole: dict[int, str] = field(default_factory=dict)
    """All text of each page or slide, as a reader extracts it; on slides without the notes."""
    unowned: dict[int, str] = field(default_factory=dict)
    """PDF: text inside the structure that no element owns; it must be empty."""
    notes: dict[int, str] = field(default_factory=dict)
    """Slides: the speaker notes."""
    hidden: set[int] = field(default_factory=set)
    """Slides that are passed over when the deck is shown."""
    words: dict[str, list[Word]] = field(default_factory=dict)
    """PDF: what each figure prints, in drawing order."""
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    """PDF: the paths of each figure."""
    charts: dict[str, list[Series]] = field(default_factory=dict)
    """Deck: series of each chart from its own cache: name, categories or x values, values."""
    workbooks: dict[str, list[list[str]]] = field(default_factory=dict)
    """Deck: the cells of the workbook inside each chart, row by row."""
    vectors: set[str] = field(default_factory=set)
    """Slides: names of the pictures that are shown as SVG."""
    rasters: set[str] = field(default_factory=set)
    """PDF: structure ids of the figures that hold pixels."""

    def text(self) -> str:
        """All text, in page order."""
        return "\n".join(self.whole[number] for number in sorted(self.whole))

    def text_of(self, ident: str) -> str | None:
        """Text of a node and all below it (``ident`` and ``ident/…``), node after node.

        A node that runs over two pages is whole. None when there is no such node.
        """
        found = [
            " ".join(pages[number] for number in sorted(pages)) for pages in self._below(ident)
        ]
        return " ".join(found) if found else None

    def pages_of(self, ident: str) -> set[int]:
        """Pages or slides on which a node, or anything below it, stands."""
        return {number for pages in self._below(ident) for number in pages}

    def _below(self, ident: str) -> Iterator[dict[int, str]]:
        for name, pages in self.texts.items():
            if name == ident or name.startswith(f"{ident}/"):
                yield pages
