"""Rules on links, notes, the outline and page labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pikepdf

from reports.landing import folded
from reports.preflight.document import Document, Sheet
from reports.preflight.elements import Element
from reports.preflight.geometry import Box, union
from reports.preflight.marks import Text
from reports.preflight.rule import SCREEN, Spot, quoted, rule
from reports.preflight.structure import headings

_INVISIBLE, _HIDDEN, _PRINTED, _NO_VIEW = 1, 2, 4, 32
"""Flags of an annotation (ISO 32000-1, table 165)."""
_SCHEMES = ("http", "https", "mailto")
_ADDRESS = re.compile(r" \((?:https?://|mailto:)[^)]*\)")
"""The address that a link in a heading has behind it on paper; an outline leaves it out."""
_BELOW = 60.0
"""Points by which a destination may stand above what it leads to."""


class Link(NamedTuple):
    """One link annotation."""

    page: int
    box: Box
    entries: Any

    def __str__(self) -> str:
        return f"link {quoted(str(self.entries.get('/Contents', '')))} at {self.box}"


class Landing(NamedTuple):
    """Where a destination leads."""

    page: int
    """Its index, from 0; -1 when it is none of the file's."""
    top: float | None


def links(document: Document) -> list[Link]:
    """All link annotations of the file."""
    found = []
    for sheet in document.sheets:
        for entries in sheet.annotations:
            if entries.get("/Subtype") == "/Link":
                left, bottom, right, top = (float(edge) for edge in entries.Rect)
                found.append(Link(sheet.number, Box(left, bottom, right, top), entries))
    return found


def landing(document: Document, entries: Any) -> Landing | None:
    """Where a link or an entry of the outline leads inside the file; None if it does not."""
    target = entries.get("/Dest")
    if target is None and "/A" in entries and entries.A.get("/S") == "/GoTo":
        target = entries.A.get("/D")
    if isinstance(target, (pikepdf.Name, pikepdf.String)):
        target = _named(document, str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or not len(target):
        return None if target is None else Landing(-1, None)
    page = target[0]
    index = document.indices.get(page.objgen, -1) if isinstance(page, pikepdf.Dictionary) else -1
    by_point = len(target) > 3 and target[1] == "/XYZ" and target[3] is not None
    return Landing(index, float(target[3]) if by_point else None)


def _named(document: Document, name: str) -> Any:
    root = document.root
    if "/Dests" in root and name in root.Dests:
        return root.Dests[name]
    if "/Names" in root and "/Dests" in root.Names:
        return dict(pikepdf.NameTree(root.Names.Dests).items()).get(name, pikepdf.Array())
    return pikepdf.Array()


@rule(
    "link-description",
    "Every link has a description",
    "ISO 14289-1, 7.18.5; ISO 32000-1, 14.9.3",
    SCREEN,
    links,
)
def link_description(document: Document, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        told = str(link.entries.get("/Contents", "")).strip()
        if not told:
            yield Spot(link.page, f"link at {link.box}", "has no description")
        elif told.startswith("#"):
            yield Spot(link.page, str(link), "is described by an internal name")


@rule(
    "link-tagged",
    "Every link annotation stands in a Link element, which knows it and is known by it",
    "ISO 14289-1, 7.18.5; ISO 32000-1, 14.7.4.3 and 14.7.4.4",
    SCREEN,
    links,
)
def link_tagged(document: Document, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        owner = document.tree.things.get(link.entries.objgen)
        if owner is None:
            yield Spot(link.page, str(link), "is in no element")
            continue
        if owner.role != "Link":
            yield Spot(link.page, str(link), f"is in a {owner.role}")
        back = document.parent_tree.get(int(link.entries.get("/StructParent", -1)))
        if not isinstance(back, pikepdf.Dictionary) or back.objgen != owner.key:
            yield Spot(link.page, str(link), "the parent tree leads elsewhere")


@rule(
    "link-target",
    "Every link leads to a page of the file or to a whole web or mail address",
    "ISO 32000-1, 12.3.2 and 12.6.4.7; RFC 3986",
    SCREEN,
    links,
)
def link_target(document: Document, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        action = link.entries.get("/A")
        if action is not None and action.get("/S") == "/URI":
            address = str(action.get("/URI", ""))
            parts = urlsplit(address)
            proper = parts.scheme in _SCHEMES and (parts.netloc or parts.path)
            if not proper or not address.isascii() or " " in address:
                yield Spot(link.page, str(link), f"leads to {quoted(address)}, no address")
            continue
        spot = landing(document, link.entries)
        if spot is None:
            yield Spot(link.page, str(link), "leads nowhere")
        elif spot.page < 0:
            yield Spot(link.page, str(link), "leads to a page that is not in the file")
        elif spot.top is not None:
            page = document.sheets[spot.page].media
            if not page.bottom <= spot.top <= page.top:
                yield Spot(link.page, str(link), f"leads beside its page, to {spot.top:g}")


@rule(
    "link-area",
    "The area of a link lies on the page and on the text of its element",
    "ISO 32000-1, 12.5.2 (Rect); not seen by validators",
    SCREEN,
    links,
)
def link_area(document: Document, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        if not document.sheets[link.page - 1].seen.holds(link.box, 0.5):
            yield Spot(link.page, str(link), "reaches beyond the page")
        owner = document.tree.things.get(link.entries.objgen)
        if owner is None:
            continue
        texts = [m.box for p, m in document.marks_of(owner) if p + 1 == link.page]
        if not texts or not union(texts).meets(link.box, 0.5):
            yield Spot(link.page, str(link), "does not lie on the text of its element")


@rule(
    "link-printed",
    "Link annotations are not hidden and have the print flag",
    "ISO 19005-2, 6.3.2",
    SCREEN,
    links,
)
def link_printed(document: Document, things: Sequence[Link]) -> Iterator[Spot]:
    for link in things:
        flags = int(link.entries.get("/F", 0))
        if not flags & _PRINTED or flags & (_INVISIBLE | _HIDDEN | _NO_VIEW):
            yield Spot(link.page, str(link), f"has the flags {flags}")


@rule(
    "tab-order",
    "On pages with annotations the tabulator follows the structure",
    "ISO 14289-1, 7.18.3",
    SCREEN,
    lambda document: [sheet for sheet in document.sheets if sheet.annotations],
)
def tab_order(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        if sheet.page.obj.get("/Tabs") != "/S":
            yield Spot(sheet.number, "Tabs", "is not S")


def _notes(document: Document) -> list[Element]:
    marks = [r for r in document.having("Reference") if r.within("TOCI") is None]
    return document.having("Note") + marks


def _leads(document: Document, element: Element) -> list[Landing]:
    """Where the links in an element lead."""
    found = []
    for thing in element.things():
        for link in document.links_by_key.get(thing.key, ()):
            spot = landing(document, link)
            if spot is not None:
                found.append(spot)
    return found


def _lands(document: Document, spots: Sequence[Landing], element: Element, slack: float) -> bool:
    """Whether one of the places is where the element is seen; its top may be so far above."""
    marks = [(page, mark.box) for page, mark in document.marks_of(element)]
    if not marks:
        return False
    first = marks[0][0]
    top = max(box.top for page, box in marks if page == first)
    return any(
        spot.page == first and (spot.top is None or -1 <= spot.top - top <= slack) for spot in spots
    )


@rule(
    "notes-linked",
    "Every note has an ID and a mark that leads to it, and its label leads back to the mark",
    "ISO 14289-1, 7.9; WCAG 2.2, 2.4.5; both ways: house rule",
    SCREEN,
    _notes,
)
def notes_linked(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    notes = [element for element in things if element.role == "Note"]
    marks = [element for element in things if element.role == "Reference"]
    called: set[Element] = set()
    for note in notes:
        page = document.page_of(note)
        labels = note.children("Lbl")
        label = document.said[labels[0]].strip() if labels else ""
        if not note.ident:
            yield Spot(page, str(note), "has no ID")
        if not labels:
            yield Spot(page, str(note), "has no label")
            continue
        mine = [
            mark
            for mark in marks
            if document.said[mark].strip() == label
            and _lands(document, _leads(document, mark), note, _BELOW)
        ]
        called.update(mine)
        if not mine:
            yield Spot(page, str(note), f"no mark {quoted(label)} leads to it")
            continue
        back = _leads(document, labels[0])
        if not any(_lands(document, back, mark, float("inf")) for mark in mine):
            yield Spot(page, str(note), f"its label {quoted(label)} does not lead back to the mark")
    for mark in marks:
        if mark not in called:
            yield Spot(document.page_of(mark), str(mark), "leads to no note of its number")


class Entry(NamedTuple):
    """One entry of the outline."""

    title: str
    depth: int
    landing: Landing | None


def outline(document: Document) -> list[Entry]:
    """The outline in reading order."""
    found: list[Entry] = []
    seen: set[tuple[int, int]] = set()

    def read(entries: Any, depth: int) -> None:
        at = entries.get("/First")
        while at is not None and at.objgen not in seen:
            seen.add(at.objgen)
            found.append(Entry(folded(str(at.get("/Title", ""))), depth, landing(document, at)))
            read(at, depth + 1)
            at = at.get("/Next")

    if "/Outlines" in document.root:
        read(document.root.Outlines, 0)
    return found


def _listed(document: Document) -> list[Element]:
    """The headings that the outline must have: all but the title of the document itself."""
    title = folded(document.packet.one("dc:title"))
    found = headings(document)
    return [h for h in found if h.role != "H1" or folded(document.said[h]) != title]


@rule(
    "outline-complete",
    "The outline has every heading but the document's title, in order and at its depth",
    "WCAG 2.2, 2.4.5; PDF/UA best practice; not seen by veraPDF",
    SCREEN,
    _listed,
)
def outline_complete(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    entries = outline(document)
    top = min(int(heading.role[1]) for heading in things)
    at = 0
    for heading in things:
        text = _ADDRESS.sub("", folded(document.said[heading]))
        later = [n for n, entry in enumerate(entries[at:], at) if entry.title == text]
        if not later:
            yield Spot(
                document.page_of(heading), str(heading), f"{quoted(text)} is not in the outline"
            )
            continue
        entry, at = entries[later[0]], later[0] + 1
        if entry.depth != int(heading.role[1]) - top:
            detail = f"{quoted(text)} is {entry.depth} deep in the outline"
            yield Spot(document.page_of(heading), str(heading), detail)
        if entry.landing is None or entry.landing.page + 1 != document.page_of(heading):
            detail = f"the outline leads elsewhere for {quoted(text)}"
            yield Spot(document.page_of(heading), str(heading), detail)


@rule(
    "outline-leads",
    "Every entry of the outline leads to a page of the file",
    "ISO 32000-1, 12.3.3",
    SCREEN,
    outline,
)
def outline_leads(document: Document, things: Sequence[Entry]) -> Iterator[Spot]:
    for entry in things:
        if entry.landing is None or entry.landing.page < 0:
            yield Spot(0, f"outline {quoted(entry.title)}", "leads to no page")


@rule(
    "page-labels",
    "Every page has a label, and a printed page number says the same",
    "ISO 32000-1, 12.4.2; PDF/UA best practice; not seen by veraPDF",
    SCREEN,
    lambda document: document.sheets,
)
def page_labels(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    if "/PageLabels" not in document.root:
        yield Spot(0, "PageLabels", "is missing")
        return
    for sheet in things:
        label = sheet.page.label
        folios = [
            text
            for text in sheet.texts
            if isinstance(text, Text)
            and text.owner is not None
            and text.owner.kind in ("Pagination/Footer", "Pagination/Header")
            and re.search(r"\bpage\b|^\W*\d+\W*$", text.text, re.I)
        ]
        for folio in folios:
            if label not in re.findall(r"\w+", folio.text):
                yield Spot(sheet.number, quoted(folio.text), f"the label of the page is {label}")
