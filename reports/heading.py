"""Headings: the title of a section in the structure tree, and the nodes of its blocks."""

from __future__ import annotations

from dataclasses import dataclass

from layouts.flow import Flowable, Passage
from layouts.paragraph import Paragraph
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.pack import Section
from reports.telling import Telling


@dataclass
class Heading:
    """The heading of a section: on pages before it, on slides the title or the line above it."""

    section: Section
    node: Node
    telling: Telling
    backup: bool = False
    """Its slides are back-up."""

    def __post_init__(self) -> None:
        self.own = self.node.child(Role.H2, "title")
        self.words = self.telling.plain(self.section.title)
        self.own.title = self.words
        self.mark = self.node.child(Role.PARAGRAPH, "backup") if self.backup else self.own

    def runs(self) -> tuple[Run, ...]:
        """The title's runs."""
        return self.telling.text(self.section.title, self.own, cite=False)

    @property
    def group(self) -> str:
        """What its slides stand under in the slide sorter."""
        return self.telling.label("backup") if self.backup else self.words

    def above(self, own_title: bool, eyebrow: bool) -> list[Flowable]:
        """What stands above a slide: the section's title as the slide's, or in the line above
        that (``eyebrow``: the slide has one); back-up says that it is back-up."""
        if own_title and not eyebrow:
            return []
        role = "eyebrow" if own_title else "title"
        said = list(self.runs())
        above: list[Flowable] = []
        if self.backup and own_title:
            before, _, after = self.telling.label("backup_line", title="\0").partition("\0")
            said = [Run(before), *said, Run(after)]
        elif self.backup and eyebrow:
            said_of_all = (Run(self.telling.label("backup")),)
            above = [Paragraph(self.mark, said_of_all, "eyebrow", "eyebrow")]
        return [Paragraph(self.own, said, role, role), *above]

    def passage(self) -> Passage:
        """The passage that holds the heading alone (pages)."""
        passage = Passage(self.section.id, self.node, "text", self.words, self.words)
        heading: list[Flowable] = [Paragraph(self.own, self.runs(), "h1", "title")]
        passage.choices = [("", heading + self.telling.readings(self.node))]
        passage.new_page = self.section.new_page
        return passage


def block_node(section: Node, block: Block, *, on_pages: bool) -> Node:
    """The node of a block: a division with the id ``<section>.<block>``."""
    ident = f"{section.id}.{block.id}"
    for known in section.children:
        if known.id == ident:
            return known
    node = Node(Role.DIVISION, ident)
    section.children.append(node)
    if block.headline(on_pages=on_pages) is not None:
        node.child(Role.H3, "title")  # first in reading order, whatever is told first
    return node
