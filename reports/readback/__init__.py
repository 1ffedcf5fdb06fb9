"""Reading written documents back, by libraries that wrote no part of them."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    charts: dict[str, list[tuple[str, list[str], list[float | None]]]] = field(default_factory=dict)
    """Deck: series of each chart, as (name, categories, values), from the chart's own cache."""
    workbooks: dict[str, list[list[str]]] = field(default_factory=dict)
    """Deck: the cells of the workbook inside each chart, row by row."""

    def text(self) -> str:
        """All text, in page order."""
        return "\n".join(self.whole[number] for number in sorted(self.whole))

    def text_of(self, ident: str) -> str | None:
        """Text of a node and all below it (``ident`` and ``ident/…``), node after node.

        A node that runs over two pages is whole. None when there is no such node.
        """
        found = [
            " ".join(pages[number] for number in sorted(pages))
            for name, pages in self.texts.items()
            if name == ident or name.startswith(f"{ident}/")
        ]
        return " ".join(found) if found else None
