"""Placing: from pieces in a column to fragments with absolute coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from layouts.boxes import Box, Glue, Part
from layouts.flow import Piece
from layouts.grid import advanced
from layouts.scene import Fragment, ImageItem, Item, LinkItem, ShapeItem, TextItem
from layouts.units import Rect


def moved(item: Item, dx: float, dy: float) -> Item:
    """A copy of ``item``, moved."""
    out = copy(item)
    move(out, dx, dy)
    return out


def move(item: Item, dx: float, dy: float) -> None:
    """Move ``item`` where it is."""
    if isinstance(item, TextItem):
        item.x += dx
        item.y += dy
    elif isinstance(item, ShapeItem):
        item.path = tuple(
            (segment[0], *(v + (dx, dy)[k % 2] for k, v in enumerate(segment[1:])))
            for segment in item.path
        )
    elif isinstance(item, (ImageItem, LinkItem)):
        item.rect = item.rect.moved(dx, dy)


def place(
    parts: Sequence[Part], frame: str, xs: Sequence[float], widths: Sequence[float], top: float
) -> tuple[list[Fragment], float]:
    """Set ``parts`` below one another from ``top`` on; ``xs`` and ``widths`` go by part.

    Returns the fragments and the bottom of the last box. Pieces are moved where they are, heads
    that are set again are copied. Glue at the top vanishes.
    """
    fragments: list[Fragment] = []
    y, gap, last_plan = top, 0.0, None
    for part, x, width in zip(parts, xs, widths, strict=True):
        if isinstance(part, Glue):
            gap = advanced(y - top, gap, part)
        elif isinstance(part, Box):
            if not fragments:
                gap = 0.0
                for head in part.repeat:
                    _add(fragments, frame, head, x, y, width, repeated=True)
                    y += head.size
                    last_plan = head.content.plan
            y += gap
            piece: Piece = part.content
            _add(fragments, frame, part, x, y, width, fresh=piece.plan is not last_plan)
            last_plan = piece.plan
            y += part.size
            gap = 0.0
    return fragments, y


def _add(
    fragments: list[Fragment],
    frame: str,
    box: Box,
    x: float,
    y: float,
    width: float,
    *,
    repeated: bool = False,
    fresh: bool = False,
) -> None:
    piece: Piece = box.content
    if repeated:
        items = [moved(item, x, y) for item in piece.items]
    else:
        items = piece.items
        for item in items:
            move(item, x, y)
    current = fragments[-1] if fragments else None
    if current is None or fresh or current.plan is not piece.plan:
        part = (piece.index, piece.index) if repeated else (piece.index, piece.index + 1)
        current = Fragment(frame, Rect(x, y, width, box.size), piece.plan, part, list(items))
        current.repeated = int(repeated)
        fragments.append(current)
        return
    if repeated:
        current.repeated += 1
    elif current.repeated and current.part[0] == current.part[1]:
        current.part = (piece.index, piece.index + 1)
    else:
        current.part = (current.part[0], piece.index + 1)
    current.items.extend(items)
    rect = current.rect
    current.rect = Rect(rect.x, rect.y, rect.width, y + box.size - rect.y)
