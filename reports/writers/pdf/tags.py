"""The structure tree of the file: a walk over the scene's tree (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field

from layouts.tree import Node, Role
from layouts.units import Rect
from reports.writers import SceneError
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.syntax import numbers, octets, reference, text

_CELLS = (Role.HEADER, Role.CELL)
_HEADINGS = {Role.H1: 1, Role.H2: 2, Role.H3: 3}
_LINKED = (Role.REFERENCE, Role.CONTENTS_ITEM, Role.LABEL, Role.SPAN)
"""Roles that may lead somewhere: their content is put into a Link of their own."""


@dataclass(slots=True)
class _Content:
    """What one node owns in the pages."""

    sequences: list[tuple[int, int, int]] = field(default_factory=list)
    """(number of children that began before, index of the page, MCID)"""
    annotations: list[tuple[int, int]] = field(default_factory=list)
    """(index of the page, object number)"""
    reached: int = 0
    """Number of children of which the last to begin was the last: where own content goes on."""
    box: Rect | None = None
    box_page: int = -1
    box_foot: float = 0.0
    """Height of the page, from which the box is turned upside down."""


class Tags:
    """Collects marked content while pages are drawn, and writes the structure tree."""

    def __init__(self, tree: Node) -> None:
        self._tree = tree
        self._above: dict[Node, tuple[Node, int]] = {}
        self._figures: dict[Node, Node] = {}
        self._contents: dict[Node, _Content] = {}
        self._pages: list[list[Node]] = []
        self._climb(tree, None)

    def _climb(self, node: Node, figure: Node | None) -> None:
        if node.role is Role.FIGURE:
            figure = node
        if figure is not None:
            self._figures[node] = figure
        for index, child in enumerate(node.children):
            self._above[child] = (node, index)
            self._climb(child, figure)

    def new_page(self) -> None:
        """Begin a page."""
        self._pages.append([])

    def sequence(self, node: Node) -> int:
        """Open a marked-content sequence of the node on this page; returns its MCID."""
        owners = self._pages[-1]
        content = self._begin(node)
        mcid = len(owners)
        content.sequences.append((content.reached, len(self._pages) - 1, mcid))
        owners.append(node)
        return mcid

    def has(self, node: Node) -> bool:
        """Whether the node owns content so far."""
        content = self._contents.get(node)
        return content is not None and bool(content.sequences)

    def in_figure(self, node: Node) -> bool:
        """Whether the node is a figure or part of one."""
        return node in self._figures

    def extend(self, node: Node, box: Rect, height: float) -> None:
        """Make the box of the node's figure hold ``box`` too (that of its first page only)."""
        content = self._begin(self._figures[node])
        page = len(self._pages) - 1
        if content.box is None:
            content.box, content.box_page, content.box_foot = box, page, height
        elif content.box_page == page:
            old = content.box
            left, top = min(old.x, box.x), min(old.y, box.y)
            right, bottom = max(old.right, box.right), max(old.bottom, box.bottom)
            content.box = Rect(left, top, right - left, bottom - top)

    def annotation(self, node: Node, number: int) -> None:
        """Put a link annotation of this page into the node."""
        if node.role is not Role.LINK and node.role not in _LINKED:
            raise SceneError(f"a link belongs to {node.id}, which is a {node.role.value}")
        self._begin(node).annotations.append((len(self._pages) - 1, number))

    def _begin(self, node: Node) -> _Content:
        """The node's content; the nodes above note how far their children have come."""
        content = self._contents.get(node)
        if content is not None:
            return content
        if node is not self._tree and node not in self._above:
            raise SceneError(f"content of {node.id}, which is not in the scene's tree")
        content = self._contents[node] = _Content()
        if node is not self._tree:
            parent, index = self._above[node]
            above = self._begin(parent)
            above.reached = max(above.reached, index + 1)
        return content

    def write(self, document: Document, pages: list[int], keys: dict[int, int]) -> int:
        """Write the tree; returns the number of its root.

        ``pages``: object numbers of the pages; ``keys``: StructParent of each annotation.
        """
        return _Tree(self, document, pages, keys).write()


class _Tree:
    """The structure tree while it is written."""

    def __init__(
        self, tags: Tags, document: Document, pages: list[int], keys: dict[int, int]
    ) -> None:
        self._contents = tags._contents
        self._top = tags._tree
        self._owners = tags._pages
        self._document = document
        self._pages = pages
        self._keys = keys
        self._numbers: dict[Node, int] = {}
        self._owner_of_key: dict[int, int] = {}
        self._links: dict[Node, int] = {}
        self._levels: list[int] = []

    def write(self) -> int:
        document = self._document
        root = document.add()
        if self._top not in self._contents:
            raise SceneError("the scene has no content with a place in its tree")
        self._element(self._top, root)
        parents = [
            f"{index}[{' '.join(reference(self._owner(node)) for node in owners)}]"
            for index, owners in enumerate(self._owners)
        ]
        parents += [
            f"{key} {reference(number)}" for key, number in sorted(self._owner_of_key.items())
        ]
        parent_tree = document.add(f"<</Nums[{' '.join(parents)}]>>")
        document.fill(
            root,
            f"<</Type/StructTreeRoot/K {reference(self._numbers[self._top])}"
            f"/ParentTree {reference(parent_tree)}/ParentTreeNextKey {len(parents)}"
            f"/IDTree {reference(self._identifiers())}>>",
        )
        return root

    def _owner(self, node: Node) -> int:
        """The element that holds the node's own content."""
        return self._links.get(node) or self._numbers[node]

    def _identifiers(self) -> int:
        names = sorted(
            (node.id.encode(), node.id, number) for node, number in self._numbers.items()
        )
        for (_, one, _), (_, other, _) in zip(names, names[1:], strict=False):
            if one == other:
                raise SceneError(f"two nodes have the id {one}")
        entries = "".join(f"{octets(name)}{reference(number)}" for _, name, number in names)
        return self._document.add(f"<</Names[{entries}]>>")

    def _element(self, node: Node, parent: int) -> int:
        """Write the node and all below it that have content."""
        number = self._numbers[node] = self._document.add()
        content = self._contents.get(node) or _Content()
        entries = [f"/S/{self._role(node)}/P {reference(parent)}/ID{octets(node.id)}"]
        if node.alt is not None:
            entries.append(f"/Alt{text(node.alt)}")
        if node.lang:
            entries.append(f"/Lang{text(node.lang)}")
        attributes = _attributes(node, content)
        if attributes:
            entries.append(f"/A{attributes}")
        own = content.sequences[0][1] if content.sequences else None
        if own is None and content.annotations:
            own = content.annotations[0][0]
        if own is not None:
            entries.append(f"/Pg {reference(self._pages[own])}")
        kids = self._kids(node, number, content, own)
        if kids:
            entries.append(f"/K[{' '.join(kids)}]")
        self._document.fill(number, f"<<{''.join(entries)}>>")
        return number

    def _kids(self, node: Node, number: int, content: _Content, own: int | None) -> list[str]:
        """Own content and children, in the order of the tree; own content stands where it was
        drawn between the children."""
        sequences = [
            (reached, str(mcid) if page == own else self._marked(page, mcid))
            for reached, page, mcid in content.sequences
        ]
        if content.annotations:
            leads = [self._object(page, annotation) for page, annotation in content.annotations]
            if node.role is Role.LINK:
                sequences += [(content.reached, lead) for lead in leads]
            else:
                sequences = [self._inner_link(node, number, sequences, leads, own)]
            for _, annotation in content.annotations:
                self._owner_of_key[self._keys[annotation]] = self._owner(node)
        kids: list[str] = []
        for index, child in enumerate(node.children):
            while sequences and sequences[0][0] <= index:
                kids.append(sequences.pop(0)[1])
            row = node.role is Role.ROW and child.role in _CELLS
            if child in self._contents or row:
                kids.append(reference(self._element(child, number)))
        return kids + [kid for _, kid in sequences]

    def _inner_link(
        self,
        node: Node,
        parent: int,
        sequences: list[tuple[int, str]],
        leads: list[str],
        own: int | None,
    ) -> tuple[int, str]:
        """A Link inside a node of another role, holding the node's own content."""
        page = f"/Pg {reference(self._pages[own])}" if own is not None else ""
        kids = " ".join([*(kid for _, kid in sequences), *leads])
        link = self._document.add(f"<</S/Link/P {reference(parent)}{page}/K[{kids}]>>")
        self._links[node] = link
        return (sequences[0][0] if sequences else 0), reference(link)

    def _marked(self, page: int, mcid: int) -> str:
        return f"<</Type/MCR/Pg {reference(self._pages[page])}/MCID {mcid}>>"

    def _object(self, page: int, annotation: int) -> str:
        return f"<</Type/OBJR/Pg {reference(self._pages[page])}/Obj {reference(annotation)}>>"

    def _role(self, node: Node) -> str:
        """The structure type; headings are numbered by their depth, so that none is skipped where
        this edition left one out (PDF/UA-1, 7.4.2)."""
        level = _HEADINGS.get(node.role)
        if level is None:
            return node.role.value
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return f"H{len(self._levels)}"


def _attributes(node: Node, content: _Content) -> str:
    """The attribute object of a node, empty where it needs none (ISO 32000-1, 14.8.5)."""
    if node.role in _CELLS:
        scope = f"/Scope/{node.scope}" if node.role is Role.HEADER and node.scope else ""
        span = f"/ColSpan {node.columns}" if node.columns > 1 else ""
        return f"<</O/Table{scope}{span}>>" if scope or span else ""
    if node.role is Role.LIST:
        return f"<</O/List/ListNumbering/{node.numbering or 'None'}>>"
    if node.role is Role.FIGURE and content.box is not None:
        box = content.box
        foot = content.box_foot
        edges = numbers(box.x, foot - box.bottom, box.right, foot - box.y)
        return f"<</O/Layout/Placement/Block/BBox[{edges}]>>"
    return ""
