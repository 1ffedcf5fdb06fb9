"""Change bars: upright lines in the outer margin, beside what is new or says something else.

They are furniture: artifacts that no reader of the text meets, in the print edition like all other
art inside the page. Right-hand pages, and those of masters that do not face, have them right of
the text, left-hand pages left of it; between columns they stand in the gutter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layouts.master import MAIN, PageTemplate
from layouts.paragraph import ParagraphPlan
from layouts.paths import box
from layouts.scene import Fragment, ImageItem, Item, LinkItem, Page, ShapeItem, TextItem
from layouts.table import TablePlan
from layouts.units import Rect

INK = "accent"
WIDTH = 1.6
"""Of a bar, in points."""
AWAY = 7.0
"""From the edge of the text to the middle of the bar; in a gutter at most half of its width."""
NEAR = 26.0
"""Bars as near as this are one, where nothing stands between them that did not change: about the
space above a heading."""
_ABOVE, _BELOW = 0.8, 0.25
"""Share of its size that a line of text takes above and below its baseline."""


class Reach(NamedTuple):
    """What stands from ``top`` to ``bottom`` in a column."""

    column: int
    top: float
    bottom: float
    marked: bool


def bars(
    page: Page, template: PageTemplate, marked: frozenset[str], *, verso: bool
) -> list[ShapeItem]:
    """The bars of a page, whose template flows and is mirrored already on a left-hand page
    (``verso``); ``marked`` are nodes that changed, with all below them."""
    frame = template.frames[MAIN]
    columns = template.columns
    step = (frame.width + template.gutter) / columns
    away = AWAY if columns == 1 else min(AWAY, template.gutter / 2)
    found: list[Reach] = []
    for fragment in page.fragments:
        if fragment.frame == MAIN:
            middle = fragment.rect.x + fragment.rect.width / 2 - frame.x
            full = fragment.rect.width > step
            column = columns - 1 if full else min(max(int(middle / step), 0), columns - 1)
            column = 0 if full and verso else column
            found += (
                Reach(column, top, bottom, changed)
                for top, bottom, changed in _reaches(fragment, marked)
            )
    out = []
    for bar in _joined(found):
        left = frame.x + bar.column * step
        x = left - away if verso else left + step - template.gutter + away
        if columns == 1:
            x = frame.x - away if verso else frame.rect.right + away
        shape = box(Rect(x - WIDTH / 2, bar.top, WIDTH, bar.bottom - bar.top))
        out.append(ShapeItem(shape, fill=INK))
    return out


def _reaches(fragment: Fragment, marked: frozenset[str]) -> Iterator[tuple[float, float, bool]]:
    """Top and bottom of a fragment, and whether it changed; of a table row by row, of other figures
    whose texts stand for themselves line by line of those that changed."""
    rect = fragment.rect
    if not isinstance(fragment.plan, TablePlan):
        own = [item for item in fragment.items if _is(item, marked)]
        texts = [item for item in own if isinstance(item, TextItem)]
        shapes = any(isinstance(item, (ShapeItem, ImageItem)) for item in own)
        if texts and not shapes and not isinstance(fragment.plan, ParagraphPlan):
            lines = [(i.y - _ABOVE * i.size, i.y + _BELOW * i.size, True) for i in texts]
            yield from lines
            yield rect.y, min(lines)[0], False
            yield max(low for _, low, _ in lines), rect.bottom, False
            return
        yield rect.y, rect.bottom, bool(own)
        return
    plan, (first, last) = fragment.plan, fragment.part
    rows = [plan.heads + n for n in range(first, last)]
    heights = [plan.heights[n] for n in rows]
    top = rect.bottom - sum(heights)
    yield rect.y, top, False
    for height in heights:
        inside = [i for i in fragment.items if top <= _middle(i) < top + height]
        yield top, top + height, any(_is(item, marked) for item in inside)
        top += height


def _is(item: Item, marked: frozenset[str]) -> bool:
    """Whether an item belongs to a marked node, or to one below it."""
    if item.node is None:
        return False
    name = item.node.id
    while name and name not in marked:
        name = name.rpartition("/")[0]
    return bool(name)


def _middle(item: Item) -> float:
    """How far down an item stands."""
    if isinstance(item, TextItem):
        return item.y - item.size * (_ABOVE - _BELOW) / 2
    return item.rect.y + item.rect.height / 2 if isinstance(item, LinkItem) else -1.0


def _joined(found: Sequence[Reach]) -> list[Reach]:
    """The marked stretches of each column, from top to bottom, neighbours as one."""
    out: list[Reach] = []
    for reach in sorted(found):
        if reach.bottom - reach.top < 0.01:
            continue
        near = out and out[-1].column == reach.column and reach.top - out[-1].bottom < NEAR
        if near and out[-1].marked == reach.marked:
            out[-1] = out[-1]._replace(bottom=max(out[-1].bottom, reach.bottom))
        else:
            out.append(reach)
    return [reach for reach in out if reach.marked]
