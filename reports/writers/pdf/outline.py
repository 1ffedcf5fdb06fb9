"""The outline: one entry for each heading that has a title, nested as the headings are."""

from __future__ import annotations

from typing import NamedTuple

from layouts.scene import Scene
from layouts.tree import Node, Role

_LEVELS = {Role.H1: 1, Role.H2: 2, Role.H3: 3}
_DEEPEST = 4
"""Level of a titled node that is no heading."""
_OPEN = 1
"""Entries above this depth show what is below them when the document is opened."""


class Entry(NamedTuple):
    """An entry; ``depth`` counts from 0 and is never more than one below the entry before."""

    node: Node
    title: str
    depth: int
    closed: bool


def entries(scene: Scene) -> list[Entry]:
    """The entries in the order of the tree; nodes that stand on no page are left out."""
    found: list[Entry] = []
    levels: list[int] = []
    for node in scene.tree.walk():
        if not node.title or node.id not in scene.places:
            continue
        level = _LEVELS.get(node.role, _DEEPEST)
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        depth = len(levels) - 1
        found.append(Entry(node, node.title, depth, depth >= _OPEN))
    return found
