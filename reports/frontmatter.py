"""What a document has around its sections: cover, contents, and the list of sources."""

from __future__ import annotations

from urllib.parse import urlsplit

from layouts.flow import Flowable, Passage
from layouts.paragraph import Paragraph
from layouts.runs import Run
from layouts.tree import Node, Role
from reports.continued import continuation
from reports.pack import Source
from reports.personal import SLOT, cover_lines
from reports.selection import Selection
from reports.telling import Telling

CHANGES = "since-last-edition"
"""Node of the list of what changed; no section can have this id."""


def cover(selection: Selection, telling: Telling) -> Passage:
    """The cover: title, subtitle, whose it is, what it is for, event and edition."""
    pack = selection.pack
    node = telling.tree.child(Role.SECTION, "cover")
    node.id = "cover"
    title = telling.plain(pack.title)
    role = "title" if telling.on_pages else "cover-title"

    def line(part: str, text: str, role: str, slot: str, kind: Role = Role.PARAGRAPH) -> Paragraph:
        return Paragraph(node.child(kind, part), (Run(text),), role, slot)

    label = selection.audience.label or selection.audience.name
    flowables: list[Flowable] = [line("audience", label, "kicker", "kicker")]
    flowables.append(line("title", title, role, "title", Role.H1))
    if pack.subtitle:
        flowables.append(line("subtitle", telling.plain(pack.subtitle), "subtitle", "subtitle"))
    whose = []
    for number, words in enumerate(cover_lines(selection.audience, selection.recipient), 1):
        own = node.child(Role.PARAGRAPH, f"recipient{number}")
        whose.append(Paragraph(own, telling.text(words, own, cite=False), "meta", SLOT))
    edition = ""
    if pack.pack.edition:
        edition = telling.label("edition", edition=pack.pack.edition)
    parts = (("event", pack.event), ("author", pack.author), ("edition", edition))
    details = [line(part, text, "meta", SLOT) for part, text in parts if text]
    passage = Passage("cover", node, "cover", title, title)
    passage.choices = [("", flowables + lines) for lines in _tighter(whose, details)]
    return passage


def _tighter(whose: list[Paragraph], details: list[Paragraph]) -> list[list[Flowable]]:
    """What stands below the title, then the same in fewer lines: covers have room for the details,
    and not all for a recipient besides."""
    out: list[list[Flowable]] = [[*whose, *details]]
    if whose:
        out += [[*whose, *_in_one(details)], [*_in_one(whose), *_in_one(details)]]
    return out


def _in_one(lines: list[Paragraph]) -> list[Paragraph]:
    """Lines one after the other in one paragraph, which is the node of the first."""
    if len(lines) < 2:
        return lines
    runs = [run for line in lines for run in (Run(" · "), *line.runs)]
    return [Paragraph(lines[0].node, runs[1:], lines[0].role, lines[0].slot)]


def contents(selection: Selection, telling: Telling) -> Passage:
    """The contents: on pages with titled blocks and page numbers, on slides sections alone."""
    node = telling.tree.child(Role.SECTION, "contents")
    node.id = "contents"
    words = telling.label("contents")
    heading = node.child(Role.H2, "title", title=words)
    toc = node.child(Role.CONTENTS, "list")
    title_role = "h1" if telling.on_pages else "title"
    head = Paragraph(heading, (Run(words),), title_role, "title")
    flowables: list[Flowable] = [head]
    if selection.lists_changes:
        flowables.append(_entry(telling, toc, CHANGES, telling.label("changes")))
    for section, blocks in selection.shown:
        flowables.append(_entry(telling, toc, section.id, telling.plain(section.title)))
        for block in blocks:
            if telling.on_pages and block.title is not None:
                ident = f"{section.id}.{block.id}"
                words = telling.plain(block.title, ident)
                flowables.append(_entry(telling, toc, ident, words, "contents-2"))
    if selection.source_numbers:
        flowables.append(_entry(telling, toc, "sources", telling.label("sources")))
    for section, blocks in selection.kept[:1]:
        first = f"{section.id}.{blocks[0].id}"
        flowables.append(_entry(telling, toc, first, telling.label("backup")))
    title = telling.label("contents")
    group = title if telling.on_pages else telling.plain(selection.pack.title)
    passage = Passage("contents", node, "contents", title, group)
    passage.choices = [("", flowables)]
    passage.new_page = True
    passage.again = continuation(telling, head)
    return passage


def _entry(
    telling: Telling, toc: Node, target: str, words: str, role: str = "contents"
) -> Paragraph:
    item = toc.child(Role.CONTENTS_ITEM, target)
    link = item.child(Role.REFERENCE, "to").child(Role.LINK, "link")
    runs = [Run(words, link=f"#{target}", node=link)]
    if telling.on_pages:
        runs.append(Run("00", link=f"#{target}", node=link, page_of=target))
    return Paragraph(item, runs, role, "body", leader=telling.on_pages)


def open_changes(telling: Telling) -> Node:
    """The node of the list of what changed, where it is read: before the sections, which are told
    first (:mod:`reports.changelist`)."""
    for known in telling.tree.children:
        if known.id == CHANGES:
            return known
    node = Node(Role.SECTION, CHANGES)
    telling.tree.children.append(node)
    node.child(Role.H2, "title", title=telling.label("changes"))
    return node


def source_list(selection: Selection, telling: Telling) -> Passage:
    """The numbered sources; the same numbers in both documents."""
    node = telling.tree.child(Role.SECTION, "sources")
    node.id = "sources"
    words = telling.label("sources")
    heading = node.child(Role.H2, "title", title=words)
    listing = node.child(Role.LIST, "list", numbering="Decimal")
    on_pages = telling.on_pages
    title = Paragraph(heading, (Run(words),), "h1" if on_pages else "title", "title")
    flowables: list[Flowable] = [title]
    for ident, number in selection.source_numbers.items():
        item = listing.child(Role.ITEM, ident)
        item.id = f"source.{ident}"
        label = item.child(Role.LABEL, "label")
        body = item.child(Role.BODY, "body")
        flowables.append(
            Paragraph(
                body,
                _source(telling, body, selection.pack.sources[ident]),
                "source" if on_pages else "source-entry",
                "body",
                label=(Run(f"[{number}]", node=label),),
            )
        )
    passage = Passage("sources", node, "closing", words, words)
    passage.choices = [("", flowables)]

    passage.again = continuation(telling, title)
    return passage


def _source(telling: Telling, node: Node, source: Source) -> tuple[Run, ...]:
    """One source: publisher, title, date and address; on slides the site carries the link.

    A link on a slide is kept to one word: LibreOffice sets it as a field, which does not wrap.
    """
    runs = []
    if source.publisher:
        runs.append(Run(f"{source.publisher}, "))
    runs.append(Run(source.title, emphasis=True))
    runs.append(Run(f", {source.date}." if source.date else "."))
    if source.url:
        link = node.child(Role.LINK, "url")
        shown = source.url if telling.on_pages else urlsplit(source.url).hostname or source.url
        runs += [Run(" "), Run(shown, link=source.url, node=link), Run(".")]
    if not telling.on_pages:
        return tuple(runs)
    if source.checked:
        runs.append(Run(" " + telling.label("checked", date=source.checked)))
    if source.note:
        runs.append(Run(f" {source.note}"))
    return tuple(runs)
