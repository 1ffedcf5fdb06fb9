"""Tell: a selection becomes a story, the same way for pages and for slides.

The structure tree is built here, from content alone, with the same node ids in both documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layouts.audience import EDITION, LIVE
from layouts.flow import Passage, Story
from layouts.language import Language
from layouts.master import Master
from layouts.tree import Node, Role
from reports.backup import mark_places
from reports.blocks.base import Block
from reports.frontmatter import contents, cover, open_changes, source_list
from reports.heading import Heading, block_node
from reports.onslides import Slides
from reports.pack import Section
from reports.selection import Selection
from reports.telling import Cited, Telling

CONTENTS_FROM = 4
"""Documents of fewer sections have no list of contents."""
DAY = "00/00/0000"
"""Holds the place of a date that the viewer fills in."""
FLOATS = ("chart", "flow", "picture")
"""Kinds that may move down past the text that follows them in their section."""


def tell(
    selection: Selection, language: Language, master: Master | None = None
) -> tuple[Story, Telling]:
    """The story of one output, and the telling that made it (which node prints which fact).

    Slides need to know the layouts of their ``master``, pages whether the cover takes a page.
    """
    pack = selection.pack
    tree = Node(Role.DOCUMENT, "document", lang=language.code)
    telling = Telling(
        pack, language, selection.medium, selection.source_numbers, selection.labels, tree
    )
    telling.recipient = selection.recipient
    telling.told = {section.id for section, _ in selection.sections} | set(selection.ids)
    telling.length = selection.output.text
    if telling.on_pages:
        telling.lengths = {ident: selection.length(ident) for ident in selection.ids}
    passages = [cover(selection, telling)]
    listed = selection.output.contents and len(selection.shown) >= CONTENTS_FROM
    if listed:
        passages.append(contents(selection, telling))
    if selection.lists_changes:
        open_changes(telling)
    front = len(passages)
    slides = None
    if master is not None and not telling.on_pages:
        slides = Slides(selection, telling, master)
    for number, (section, blocks) in enumerate(selection.shown, 1):
        passages += _section(telling, slides, _heading(telling, section), blocks, number)
    opening = master is not None and bool(master.opening)
    if not opening and not selection.lists_changes:
        passages[front].new_page = True
    end = len(passages)
    if selection.source_numbers:
        passages.append(source_list(selection, telling))
    for section, blocks in selection.kept:
        heading = _heading(telling, section, backup=True)
        kept = list(_section(telling, slides, heading, blocks))
        mark_places(kept, passages[front:end], telling)
        passages += kept
    story = Story(tree, passages, telling.notes, language.code, telling.plain(pack.title))
    story.subject, story.author = pack.subject, pack.author
    story.keywords = tuple(pack.keywords)
    story.edition = pack.pack.edition
    story.running = pack.short or story.title
    _changes(story, selection, telling, front, opening)
    if not telling.on_pages:
        story.home = ("contents", telling.label("to_contents")) if listed else None
        _date(story, selection, telling)
    return story, telling


def _changes(
    story: Story, selection: Selection, telling: Telling, front: int, opening: bool
) -> None:
    """The list of changes before the passage ``front``, and what bars stand beside: known once all
    else is told."""
    if selection.last is None:
        return
    from reports.changelist import change_list  # 3 ms that no other document needs
    from reports.since import since

    found = since(selection, telling)
    if found is None:
        return
    if selection.lists_changes:
        told = change_list(found, selection, telling)
        # It begins the page that the first section would begin, which follows it there.
        told.new_page = not opening
        story.passages[front].new_page = False
        story.passages.insert(front, told)
    if selection.audience.changes.bars and telling.on_pages:
        story.marked = found.marked


def _date(story: Story, selection: Selection, telling: Telling) -> None:
    """What stands in the place of the date on slides."""
    asked = selection.audience.slides.date
    story.live_date = asked == LIVE
    story.date = DAY if story.live_date else asked
    if asked == EDITION:
        story.date = telling.label("edition", edition=selection.pack.pack.edition)


def _heading(telling: Telling, section: Section, *, backup: bool = False) -> Heading:
    """The heading of a section, in the node that the section has already if it stands twice."""
    known = [node for node in telling.tree.children if node.id == section.id]
    node = known[0] if known else telling.tree.child(Role.SECTION, section.id)
    node.id = section.id
    telling.enter(node)
    return Heading(section, node, telling, backup)


def _section(
    telling: Telling,
    slides: Slides | None,
    heading: Heading,
    blocks: Sequence[Block],
    number: int = 0,
) -> Iterator[Passage]:
    """The passages of the ``number``-th section."""
    if slides is None:
        yield heading.passage()
        yield from (_on_page(telling, heading, block) for block in blocks)
    else:
        yield from slides.passages(heading, blocks, number)


def _on_page(telling: Telling, heading: Heading, block: Block) -> Passage:
    node = block_node(heading.node, block, on_pages=True)
    passage = Passage(node.id, node, block.layout, heading.words, heading.words)
    telling.cited = Cited()
    usual, telling.length = telling.length, telling.lengths[node.id]
    flowables = block.show(node, telling)
    passage.choices = [(telling.length, flowables + telling.readings(node))]
    telling.length = usual
    passage.floats = block.kind in FLOATS
    return passage
