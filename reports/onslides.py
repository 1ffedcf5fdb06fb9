"""Slides of a section: which blocks share one, what it is called, and on which layout it stands.

Neighbours that do not stand alone share a slide, up to the next title. On a layout with several
areas (``content@1``, ``content@2`` …) the next blocks stand side by side, one in each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from layouts.flow import Flowable, Passage
from layouts.master import Master
from layouts.paragraph import Paragraph
from layouts.runs import Remark, Run
from layouts.tree import Node, Role
from reports.blocks.base import Block
from reports.continued import continuation
from reports.heading import Heading, block_node
from reports.notes import remarks
from reports.pack import Section
from reports.selection import Selection
from reports.telling import Cited, Telling


class Group(NamedTuple):
    """Blocks that share a slide."""

    layout: str
    blocks: Sequence[Block]
    abreast: bool
    """Each in an area of its own."""


@dataclass
class Slides:
    """Tells the blocks of a section on slides of ``master``."""

    selection: Selection
    telling: Telling
    master: Master

    def passages(self, heading: Heading, blocks: Sequence[Block], number: int) -> Iterator[Passage]:
        """The slides of the section that is the ``number``-th."""
        divided = self.selection.audience.slides.dividers
        if divided and not (heading.backup and self._named_above(heading.section, blocks)):
            yield self._divider(heading, number)
        for group in self._grouped(heading.section, blocks):
            yield self._passage(heading, group)

    def _divider(self, heading: Heading, number: int) -> Passage:
        """The slide that begins a section; its title differs from that of the slides after it."""
        label = self.telling.label
        if heading.backup:
            line = label("backup_line", title="\0")
        else:
            line = label("part_line", n=number, title="\0")
        before, _, after = line.partition("\0")
        title = Paragraph(heading.own, (Run(before), *heading.runs(), Run(after)), "title", "title")
        words = f"{before}{heading.words}{after}"
        passage = Passage(heading.section.id, heading.node, "section", words, heading.group)
        passage.choices = [("", [title])]
        passage.hidden = heading.backup
        return passage

    def _named_above(self, section: Section, blocks: Sequence[Block]) -> bool:
        """Whether every slide of the blocks has a line above its title."""
        layouts = [self.selection.layout(section, block) for block in blocks]
        return all("eyebrow" in self.master.template(layout)[1].slots for layout in layouts)

    def _areas(self, layout: str) -> int:
        return self.master.template(layout)[1].areas

    def _grouped(self, section: Section, blocks: Sequence[Block]) -> Iterator[Group]:
        own = self.selection.own_layouts
        start = 0
        while start < len(blocks):
            first = blocks[start]
            layout = self.selection.layout(section, first)
            areas, end = self._areas(layout), start + 1
            while end < min(start + areas, len(blocks)):
                if f"{section.id}.{blocks[end].id}" in own:
                    break
                end += 1
            if end - start > 1:
                yield Group(layout, blocks[start:end], abreast=True)
                start = end
                continue
            if areas > 1:  # nothing is left to stand beside it
                layout = first.asks_for
            while end < len(blocks) and not first.alone and self._joins(section, blocks[end]):
                end += 1
            yield Group(layout, blocks[start:end], abreast=False)
            start = end

    def _joins(self, section: Section, block: Block) -> bool:
        """Whether a block may stand below another one on the same slide."""
        if block.alone or block.headline(on_pages=False) is not None:
            return False
        return self._areas(self.selection.layout(section, block)) == 1

    def _apart(self, heading: Heading, group: Group) -> list[Passage]:
        """A slide for each block of a group that does not fit on one."""
        singles = [Group(block.asks_for, [block], abreast=False) for block in group.blocks]
        return [self._passage(heading, single) for single in singles]

    def _passage(self, heading: Heading, group: Group) -> Passage:
        telling, slides = self.telling, self.selection.audience.slides
        blocks = group.blocks
        nodes = [block_node(heading.node, block, on_pages=False) for block in blocks]
        slots = self.master.template(group.layout)[1].slots
        headed = group.abreast and "head@1" in slots
        own_title = blocks[0].headline(on_pages=False) is not None and not headed
        passage = Passage(nodes[0].id, nodes[0], group.layout, section=heading.group)
        passage.hidden = heading.backup
        seen: list[str] | None = None
        lengths = self.selection.audience.lengths(slides)
        for length in lengths:
            telling.length, telling.picked, telling.cited = length, [], Cited()
            flowables = heading.above(own_title, "eyebrow" in slots or not slides.dividers)
            for n, (block, node) in enumerate(zip(blocks, nodes, strict=True), 1):
                told = block.show(node, telling)
                keeps_title = own_title and n == 1
                flowables += _in_area(told, n, headed, keeps_title) if group.abreast else told
            if telling.picked == seen:
                continue
            seen = list(telling.picked)
            line = telling.source_line(telling.cited)
            if line:
                sources = heading.node.child(Role.PARAGRAPH, f"sources-{blocks[0].id}")
                flowables.append(Paragraph(sources, (Run(line),), "source", "source"))
            passage.choices.append((length, flowables))
        telling.length = lengths[0]
        title = next(f for f in passage.choices[0][1] if f.slot == "title")
        assert isinstance(title, Paragraph)
        passage.title = "".join(run.text for run in title.runs)
        passage.again = continuation(telling, title)
        if group.abreast:
            passage.apart = lambda: self._apart(heading, group)
        if slides.notes:
            passage.notes = self._notes(blocks, nodes)
        return passage

    def _notes(self, blocks: Sequence[Block], nodes: Sequence[Node]) -> list[Remark]:
        telling = self.telling
        telling.cited = Cited()
        notes: list[Remark] = []
        usual = telling.length
        for block, node in zip(blocks, nodes, strict=True):
            telling.length = self.selection.length(node.id)
            notes += remarks(block.notes, node, telling)
        telling.length = usual
        return notes + [Remark((Run(line),)) for line in telling.conflict_lines(telling.cited)]


def _in_area(
    told: Sequence[Flowable], n: int, headed: bool, keeps_title: bool
) -> Iterator[Flowable]:
    """The flowables of the block in the ``n``-th area; its title heads the area."""
    for flowable in told:
        if flowable.slot != "title":
            flowable.slot = f"{flowable.slot}@{n}"
        elif not keeps_title:
            assert isinstance(flowable, Paragraph)
            slot = f"head@{n}" if headed else f"body@{n}"
            flowable = Paragraph(flowable.node, flowable.runs, "h2", slot)
        yield flowable
