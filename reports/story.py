"""Tell: a selection becomes a story, the same way for pages and for slides.

The structure tree is built here, from content alone, with the same node ids in both documents.
"""

from __future__ import annotations

from layouts.flow import Passage, Story
from layouts.language import Language
from layouts.master import Master
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.frontmatter import contents, cover, source_list
from reports.heading import Heading, block_node
from reports.onslides import Slides
from reports.selection import Selection
from reports.telling import Cited, Telling

CONTENTS_FROM = 4
"""Documents of fewer sections have no list of contents."""
FLOATS = ("chart", "flow", "picture")
"""Kinds that may move down past the text that follows them in their section."""


def tell(
    selection: Selection, language: Language, master: Master | None = None
) -> tuple[Story, Telling]:
    """The story of one output, and the telling that made it (which node prints which fact).

    Slides need to know the layouts of their ``master``; pages do not.
    """
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
    slides = Slides(selection, telling, master) if master is not None else None
    for number, (section, blocks) in enumerate(selection.sections, 1):
        node = telling.tree.child(Role.SECTION, section.id)
        node.id = section.id
        telling.enter(node)
        heading = Heading(section, node, telling)
        if slides is None or telling.on_pages:
            passages.append(heading.passage())
            passages += [_on_page(telling, heading, block) for block in blocks]
        else:
            passages += slides.passages(heading, blocks, number)
    passages[front].new_page = True
    if selection.source_numbers:
        passages.append(source_list(selection, telling))
    story = Story(tree, passages, telling.notes, language.code, telling.plain(pack.title))
    story.subject, story.author = pack.subject, pack.author
    story.keywords = tuple(pack.keywords)
    story.edition = pack.pack.edition
    story.running = pack.short or story.title
    return story, telling


def _on_page(telling: Telling, heading: Heading, block: Block) -> Passage:
    node = block_node(heading.node, block, on_pages=True)
    passage = Passage(node.id, node, block.layout, heading.words, heading.words)
    telling.cited = Cited()
    flowables = block.show(node, telling)
    passage.choices = [(telling.length, flowables + telling.readings(node))]
    passage.floats = block.kind in FLOATS
    return passage
