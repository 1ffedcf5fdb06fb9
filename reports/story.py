"""Tell: a selection becomes a story, the same way for pages and for slides.

The structure tree is built here, from content alone, with the same node ids in both documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layouts.flow import Flowable, Passage, Story
from layouts.language import Language
from layouts.paragraph import Paragraph
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.continued import continuation
from reports.frontmatter import contents, cover, source_list
from reports.pack import Section
from reports.selection import Selection
from reports.telling import Cited, Telling

CONTENTS_FROM = 4
"""Documents of fewer sections have no list of contents."""
FLOATS = ("chart", "flow", "picture")
"""Kinds that may move down past the text that follows them in their section."""


def tell(selection: Selection, language: Language) -> tuple[Story, Telling]:
    """The story of one output, and the telling that made it (which node prints which fact)."""
    pack = selection.pack
    tree = Node(Role.DOCUMENT, "document", lang=language.code)
    telling = Telling(
        pack, language, selection.medium, selection.source_numbers, selection.labels, tree
    )
    telling.told = {section.id for section, _ in selection.sections} | set(selection.ids)
    telling.length = selection.audience.lengths(selection.output)[0]
    passages = [cover(selection, telling)]
    if selection.output.contents and len(selection.sections) >= CONTENTS_FROM:
        passages.append(contents(selection, telling))
    front = len(passages)
    for section, blocks in selection.sections:
        passages += _section(selection, telling, section, blocks)
    passages[front].new_page = True
    if selection.source_numbers:
        passages.append(source_list(selection, telling))
    story = Story(tree, passages, telling.notes, language.code, telling.plain(pack.title))
    story.subject, story.author = pack.subject, pack.author
    story.keywords = tuple(pack.keywords)
    story.edition = pack.pack.edition
    story.running = pack.short or story.title
    return story, telling


def _section(
    selection: Selection, telling: Telling, section: Section, blocks: Sequence[Block]
) -> Iterator[Passage]:
    node = telling.tree.child(Role.SECTION, section.id)
    node.id = section.id
    telling.enter(node)
    heading = Heading(section, node, telling)
    if telling.on_pages:
        yield heading.passage()
        for block in blocks:
            yield _on_page(telling, heading, block)
        return
    for group in _grouped(blocks):
        yield _on_slide(selection, telling, heading, group)


@dataclass
class Heading:
    """The heading of a section: on pages before it, on slides the title or the line above it."""

    section: Section
    node: Node
    telling: Telling

    def __post_init__(self) -> None:
        self.own = self.node.child(Role.H2, "title")
        self.words = self.telling.plain(self.section.title)
        self.own.title = self.words

    def runs(self) -> tuple[Run, ...]:
        """The title's runs."""
        return self.telling.text(self.section.title, self.own, cite=False)

    def passage(self) -> Passage:
        """The passage that holds the heading alone (pages)."""
        passage = Passage(self.section.id, self.node, "text", self.words, self.words)
        heading: list[Flowable] = [Paragraph(self.own, self.runs(), "h1", "title")]
        passage.choices = [("", heading + self.telling.readings(self.node))]
        passage.new_page = self.section.new_page
        return passage


def _on_page(telling: Telling, heading: Heading, block: Block) -> Passage:
    node = block_node(heading.node, block)
    passage = Passage(node.id, node, block.layout, heading.words, heading.words)
    telling.cited = Cited()
    flowables = block.show(node, telling)
    passage.choices = [(telling.length, flowables + telling.readings(node))]
    passage.floats = block.kind in FLOATS
    return passage


def block_node(section: Node, block: Block) -> Node:
    """The node of a block: a division with the id ``<section>.<block>``."""
    ident = f"{section.id}.{block.id}"
    for known in section.children:
        if known.id == ident:
            return known
    node = Node(Role.DIVISION, ident)
    section.children.append(node)
    if block.title is not None:
        node.child(Role.H3, "title")  # first in reading order, whatever is told first
    return node


def _grouped(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that share a slide: neighbours that do not stand alone, up to the next title."""
    group: list[Block] = []
    for block in blocks:
        if group and (block.alone or group[-1].alone or block.title is not None):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _on_slide(
    selection: Selection, telling: Telling, heading: Heading, group: Sequence[Block]
) -> Passage:
    first = group[0]
    nodes = [block_node(heading.node, block) for block in group]
    own_title = first.title is not None
    passage = Passage(nodes[0].id, nodes[0], first.layout, section=heading.words)
    seen: list[str] | None = None
    for length in selection.audience.lengths(selection.output):
        telling.length, telling.picked, telling.cited = length, [], Cited()
        flowables: list[Flowable] = []
        for block, node in zip(group, nodes, strict=True):
            flowables += block.show(node, telling)
        if telling.picked == seen:
            continue
        seen = list(telling.picked)
        flowables = _slide_heads(heading, own_title) + flowables
        line = telling.source_line(telling.cited)
        if line:
            sources = heading.node.child(Role.PARAGRAPH, f"sources-{first.id}")
            flowables.append(Paragraph(sources, (Run(line),), "source", "source"))
        passage.choices.append((length, flowables))
    telling.length = selection.audience.lengths(selection.output)[0]
    titles = [f for f in passage.choices[0][1] if f.slot == "title"]
    title = titles[0]
    assert isinstance(title, Paragraph)
    passage.title = "".join(run.text for run in title.runs)
    passage.again = continuation(telling, title)
    telling.cited = Cited()
    passage.notes = [
        telling.text(note, nodes[0], cite=False) for block in group for note in block.notes
    ]
    passage.notes += [(Run(line),) for line in telling.conflict_lines(telling.cited)]
    return passage


def _slide_heads(heading: Heading, own_title: bool) -> list[Flowable]:
    role = "eyebrow" if own_title else "title"
    return [Paragraph(heading.own, heading.runs(), role, role)]
