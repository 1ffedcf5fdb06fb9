"""Rules on the structure tree: figures, lists, tables, headings, ownership of content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.preflight.document import Document, Sheet
from reports.preflight.elements import Content, Element
from reports.preflight.geometry import Box, union
from reports.preflight.marks import Text
from reports.preflight.rule import SCREEN, Spot, quoted, rule

_NAMES = """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot
Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
Figure Formula Form"""
STANDARD = frozenset(_NAMES.split())
"""Structure types of ISO 32000-1, 14.8.4."""
_FILE = re.compile(
    r"\.(png|jpe?g|gif|tiff?|svg|bmp|webp|pdf|eps)\b|^(img|image|figure|fig)[ _-]?\d+$", re.I
)
_HEADING = re.compile(r"H([1-6])$")
_SLACK = 2.0
"""Points by which letters may stick out of the box of their figure."""


def figures(document: Document) -> list[Element]:
    """Figures and formulas."""
    return document.having("Figure", "Formula")


def headings(document: Document) -> list[Element]:
    """All headings in reading order."""
    return [element for element in document.elements if _HEADING.match(element.role)]


def box_of(element: Element) -> Box | None:
    """The bounding box that a figure states; None without a proper one."""
    given = element.attribute("Layout", "BBox")
    try:
        left, bottom, right, top = (float(edge) for edge in given)
    except (TypeError, ValueError):
        return None
    return Box(left, bottom, right, top)


@rule(
    "figure-box",
    "Every figure states a bounding box that lies on its page",
    "ISO 32000-1, 14.8.5.4.3 (BBox); not seen by veraPDF",
    SCREEN,
    figures,
)
def figure_box(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for figure in things:
        number = document.page_of(figure)
        box = box_of(figure)
        if box is None:
            yield Spot(number, str(figure), "has no BBox")
        elif box.width <= 0 or box.height <= 0:
            yield Spot(number, str(figure), f"BBox {box} is empty")
        elif number and not document.sheets[number - 1].seen.holds(box, 0.5):
            yield Spot(number, str(figure), f"BBox {box} reaches beyond the page")


@rule(
    "figure-box-holds",
    "The bounding box holds all that the figure paints",
    "ISO 32000-1, 14.8.5.4.3: the box encloses the visible content",
    SCREEN,
    figures,
)
def figure_box_holds(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for figure in things:
        number, box = document.page_of(figure), box_of(figure)
        boxes = [
            mark.box
            for page, mark in document.marks_of(figure)
            if page + 1 == number and not (isinstance(mark, Text) and not mark.text.strip())
        ]
        if box is not None and boxes and not box.holds(union(boxes), _SLACK):
            yield Spot(number, str(figure), f"BBox {box} leaves out part of {union(boxes)}")


@rule(
    "figure-alt",
    "Every figure has a description of two words or more that is no file name",
    "ISO 14289-1, 7.3; Matterhorn Protocol 13-004 and its human condition on meaning",
    SCREEN,
    figures,
)
def figure_alt(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for figure in things:
        text = (figure.alt or figure.actual or "").strip()
        number = document.page_of(figure)
        if not text:
            yield Spot(number, str(figure), "has no description")
        elif _FILE.search(text):
            yield Spot(number, str(figure), f"is described by a file name: {quoted(text)}")
        elif len(text.split()) < 2:
            yield Spot(number, str(figure), f"is described by one word: {quoted(text)}")


@rule(
    "list-numbering",
    "A list with labels says how they are numbered",
    "ISO 14289-1, 7.6; ISO 32000-1, table 347; not seen by veraPDF for UA-1",
    SCREEN,
    lambda document: document.having("L"),
)
def list_numbering(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for listing in things:
        labels = [
            document.said[label].strip()
            for item in listing.children("LI")
            for label in item.children("Lbl")
        ]
        given = listing.attribute("List", "ListNumbering")
        page = document.page_of(listing)
        if labels and given is None:
            yield Spot(page, str(listing), "has labels but no ListNumbering")
        elif labels and str(given) == "/None" and _counted(labels):
            detail = f"ListNumbering None, but the labels are {quoted(', '.join(labels[:3]))}"
            yield Spot(page, str(listing), detail)


def _counted(labels: Sequence[str]) -> bool:
    """Whether labels are bullets or numbers in a row: None is for labels of any other kind."""
    numbers = [re.sub(r"\W", "", label) for label in labels]
    if not any(numbers):
        return len(set(labels)) == 1
    return len(labels) > 1 and numbers == [str(n) for n in range(1, len(labels) + 1)]


@rule(
    "list-parts",
    "A list holds items, an item a label and a body",
    "ISO 32000-1, 14.8.4.3.3; ISO 14289-1, 7.6",
    SCREEN,
    lambda document: document.having("L", "LI"),
)
def list_parts(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    allowed = {"L": ("L", "LI", "Caption"), "LI": ("Lbl", "LBody")}
    for element in things:
        for child in element.children():
            if child.role not in allowed[element.role]:
                yield Spot(document.page_of(child), str(child), f"stands in a {element.role}")
        if element.role == "LI" and (element.above is None or element.above.role != "L"):
            yield Spot(document.page_of(element), str(element), "stands outside a list")


def rows_of(table: Element) -> list[Element]:
    """The rows of a table, through its groups."""
    rows: list[Element] = []
    for child in table.children():
        rows += [child] if child.role == "TR" else child.children("TR")
    return rows


def _span(cell: Element, key: str) -> int:
    given = cell.attribute("Table", key)
    return int(given) if given is not None else 1


@rule(
    "table-regular",
    "All rows of a table have the same number of columns, spans counted",
    "ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4",
    SCREEN,
    lambda document: document.having("Table"),
)
def table_regular(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for table in things:
        hanging: dict[int, int] = {}
        wide = 0
        for row in rows_of(table):
            taken = {column for column, left in hanging.items() if left}
            hanging = {column: left - 1 for column, left in hanging.items() if left}
            column = 0
            for cell in row.children("TH", "TD"):
                for _ in range(_span(cell, "ColSpan")):
                    while column in taken:
                        column += 1
                    taken.add(column)
                    if _span(cell, "RowSpan") > 1:
                        hanging[column] = _span(cell, "RowSpan") - 1
            wide = wide or len(taken)
            if len(taken) != wide:
                page = document.page_of(row) or document.page_of(table)
                yield Spot(page, str(row), f"has {len(taken)} columns, the first row has {wide}")


@rule(
    "table-heads",
    "A table has header cells, and each says which way it leads",
    "ISO 14289-1, 7.5 (Scope); ISO 32000-1, table 349",
    SCREEN,
    lambda document: document.having("Table"),
)
def table_heads(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for table in things:
        heads = table.below("TH")
        if not heads:
            yield Spot(document.page_of(table), str(table), "has no header cell")
        for cell in heads:
            scope = str(cell.attribute("Table", "Scope") or "none")
            if scope not in ("/Row", "/Column", "/Both"):
                page = document.page_of(cell) or document.page_of(table)
                yield Spot(page, str(cell), f"Scope {scope.removeprefix('/')}")


@rule(
    "heading-order",
    "Headings begin with H1 and never skip a level",
    "ISO 14289-1, 7.4.2",
    SCREEN,
    headings,
)
def heading_order(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    before = 0
    for heading in things:
        level = int(heading.role[1])
        if level > before + 1:
            after = f"after H{before}" if before else "is the first heading"
            yield Spot(document.page_of(heading), str(heading), after)
        before = level


@rule(
    "heading-text",
    "A heading says something",
    "ISO 14289-1, 7.4; Matterhorn Protocol, headings",
    SCREEN,
    headings,
)
def heading_text(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for heading in things:
        if not document.said[heading].strip():
            yield Spot(document.page_of(heading), str(heading), "is empty")


@rule(
    "standard-types",
    "Every structure type is standard or mapped to one that is",
    "ISO 14289-1, 7.1; ISO 32000-1, 14.8.4",
    SCREEN,
    lambda document: document.elements,
)
def standard_types(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    for element in things:
        if element.role not in STANDARD:
            yield Spot(document.page_of(element), str(element), "is no standard type")


@rule(
    "content-marked",
    "All that is painted is tagged or an artifact",
    "ISO 14289-1, 7.1; Matterhorn Protocol 01-005",
    SCREEN,
    lambda document: [sheet for sheet in document.sheets if sheet.marks],
)
def content_marked(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        for mark in sheet.marks:
            if mark.owner is None:
                shown = quoted(mark.text) if isinstance(mark, Text) else type(mark).__name__.lower()
                yield Spot(sheet.number, shown, f"at {mark.box} is in no marked content")


@rule(
    "content-owned",
    "A structure element owns all marked content that is no artifact",
    "ISO 32000-1, 14.7.4.2; seen by neither veraPDF nor page-validation",
    SCREEN,
    lambda document: sorted(document.by_content),
)
def content_owned(document: Document, things: Sequence[Content]) -> Iterator[Spot]:
    for content in things:
        if content not in document.tree.owners:
            marks = document.by_content[content]
            text = "".join(mark.text for mark in marks if isinstance(mark, Text))
            thing = quoted(text) if text.strip() else f"MCID {content.mcid}"
            yield Spot(content.page + 1, thing, f"MCID {content.mcid} is owned by no element")


@rule(
    "content-there",
    "The marked content that the structure names is on the page, and all stands in it once",
    "ISO 32000-1, 14.7.4.2",
    SCREEN,
    lambda document: document.elements,
)
def content_there(document: Document, things: Sequence[Element]) -> Iterator[Spot]:
    named: set[Content] = set()
    for element in things:
        if element.again:
            yield Spot(element.page + 1, str(element), "stands in the structure twice")
        for kid in element.kids:
            if not isinstance(kid, Content):
                continue
            if kid.page < 0:
                yield Spot(0, str(element), f"names MCID {kid.mcid} of no page")
            elif kid in named:
                yield Spot(kid.page + 1, str(element), f"names MCID {kid.mcid} again")
            elif kid not in document.by_content and not document.opened(kid):
                yield Spot(kid.page + 1, str(element), f"names MCID {kid.mcid}, which is not there")
            named.add(kid)


@rule(
    "parent-tree",
    "The way back from content to its element agrees with the way there",
    "ISO 32000-1, 14.7.4.4 (ParentTree)",
    SCREEN,
    lambda document: sorted(document.by_content),
)
def parent_tree(document: Document, things: Sequence[Content]) -> Iterator[Spot]:
    for content in things:
        owner = document.tree.owners.get(content)
        found = document.parents.get(content)
        if owner is not None and found != owner.key:
            detail = f"MCID {content.mcid}: the parent tree leads elsewhere"
            yield Spot(content.page + 1, str(owner), detail)
