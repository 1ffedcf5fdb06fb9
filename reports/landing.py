"""Landing: where the text of each node stands in a scene, and so each block, fact and source."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any

from layouts.runs import plain
from layouts.scene import LinkItem, Scene, ShapeItem, TextItem
from layouts.tree import Node
from layouts.units import Rect

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def folded(text: str) -> str:
    """Text for comparing: white space as single blanks, soft hyphens and line breaks gone."""
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


class Landing:
    """The text of each node by page, and the rectangle that it fills there."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.texts: dict[str, dict[int, str]] = {}
        self.boxes: dict[str, dict[int, Rect]] = {}
        for page in scene.pages:
            for fragment in page.fragments:
                covered: set[str] = set()
                for item in fragment.items:
                    if item.node is None or isinstance(item, LinkItem):
                        continue
                    if isinstance(item, TextItem):
                        by_page = self.texts.setdefault(item.node.id, {})
                        by_page[page.number] = by_page.get(page.number, "") + item.text
                    elif isinstance(item, ShapeItem):
                        self.texts.setdefault(item.node.id, {}).setdefault(page.number, "")
                    if item.node.id not in covered:
                        covered.add(item.node.id)
                        self._cover(item.node.id, page.number, fragment.rect)
        self._below = _descendants(scene.tree)

    def _cover(self, ident: str, page: int, rect: Rect) -> None:
        boxes = self.boxes.setdefault(ident, {})
        known = boxes.get(page)
        boxes[page] = rect if known is None else known.union(rect)

    def pages(self, ident: str) -> dict[int, Rect]:
        """Pages on which a node, or anything below it, stands, with the rectangle it fills."""
        found: dict[int, Rect] = {}
        for below in self._below.get(ident, (ident,)):
            for page, rect in self.boxes.get(below, {}).items():
                known = found.get(page)
                found[page] = rect if known is None else known.union(rect)
        return dict(sorted(found.items()))

    def texts_below(self, ident: str) -> list[str]:
        """The texts of a node and of all below it, in content order."""
        below = self._below.get(ident, (ident,))
        return ["".join(self.texts.get(node, {}).values()) for node in below]

    def pages_with(self, text: str, nodes: Iterable[str]) -> list[int]:
        """Pages on which one of ``nodes`` carries ``text``, or begins it before it ends."""
        wanted = folded(text)
        found: set[int] = set()
        for node in nodes:
            told = self.texts.get(node, {})
            on = {page for page, words in told.items() if wanted in folded(words)}
            found |= on
            for (page, words), (after, more) in pairwise(told.items()):
                if not on & {page, after} and wanted in folded(words + more):
                    found.add(page)
        return sorted(found)

    def notes_with(self, text: str) -> list[int]:
        """Slides whose speaker notes say ``text``."""
        wanted = folded(text)
        return [page for page, said in self._notes if any(wanted in words for words in said)]

    @cached_property
    def _notes(self) -> list[tuple[int, list[str]]]:
        """The paragraphs of the speaker notes by slide, folded once for all that is looked for."""
        return [
            (page.number, [folded(plain(said.runs)) for said in page.notes])
            for page in self.scene.pages
        ]


def _descendants(tree: Node) -> dict[str, tuple[str, ...]]:
    """For each node its own id and those of all below it, in content order."""
    found: dict[str, tuple[str, ...]] = {}

    def gather(node: Node) -> list[str]:
        below = [node.id]
        for child in node.children:
            below += gather(child)
        found[node.id] = tuple(below)
        return below

    gather(tree)
    return found


def box(rect: Rect) -> list[float]:
    """A rectangle for the manifest: left, top, width and height in points."""
    return [round(value, 1) for value in rect]


def places(landing: Landing, ident: str, word: str) -> list[dict[str, Any]]:
    """The places of a node for the manifest; ``word`` is ``page`` or ``slide``."""
    return [{word: page, "box": box(rect)} for page, rect in landing.pages(ident).items()]
