"""The structure tree: what the content is, before anything is known of pages or slides.

It is built from content alone and never edited by layout; items on pages point into it. PDF tags,
the reading order of slides, alternative texts, the outline and the parity proof are walks over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Role(str, Enum):
    """Standard structure types of ISO 32000-1, 14.8.4; the value is the PDF name."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    DIVISION = "Div"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER = "TH"
    CELL = "TD"
    CAPTION = "Caption"
    FIGURE = "Figure"
    QUOTE = "BlockQuote"
    NOTE = "Note"
    REFERENCE = "Reference"
    LINK = "Link"
    SPAN = "Span"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"


@dataclass(eq=False, slots=True)
class Node:
    """One element of the structure tree.

    ``id`` is a path in the pack such as ``growth.chart``; parts that the program adds below a
    block carry it as a prefix with a slash (``growth.chart/caption``). It is unique in its tree.
    """

    role: Role
    id: str
    children: list[Node] = field(default_factory=list)
    alt: str | None = None
    lang: str | None = None
    scope: str | None = None
    """``Column`` or ``Row`` for a header cell."""
    numbering: str | None = None
    """``Disc``, ``Decimal`` or ``None`` for a list (ISO 32000-1, table 347)."""
    title: str | None = None
    """Text of the entry in the outline, for headings."""
    columns: int = 1
    """Columns that a cell spans."""

    def child(self, role: Role, part: str, **attributes: str | None) -> Node:
        """The child with the id ``<this id>/<part>``; a new last one when there is none yet.

        Content that is told in several lengths meets its nodes again.
        """
        ident = f"{self.id}/{part}"
        for known in self.children:
            if known.id == ident:
                return known
        new = Node(role, ident)
        for name, value in attributes.items():
            setattr(new, name, value)
        self.children.append(new)
        return new

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in content order."""
        yield self
        for child in self.children:
            yield from child.walk()
