"""Blocks of text inside tables, charts and diagrams: measured, set at a width, aligned.

A paragraph flows over pages; the text of a cell, a label or a shape does not. It is set as one
block whose lines stay together, and its natural width is asked for before the width is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from layouts.lines import Line, extents, text_lines
from layouts.placing import move
from layouts.runs import Run
from layouts.scene import Item, TextItem
from layouts.setting import Setting
from layouts.theme import TextStyle
from layouts.tree import Node, Role

EASE = 0.02
"""Points added to a measured width, so that rounding never breaks a line that fits exactly."""
SHARES = {"left": 0.0, "justify": 0.0, "center": 0.5, "right": 1.0}
"""Which share of the room left in a line stands before it."""


@dataclass(eq=False, repr=False)
class TextBlock:
    """Lines set at a measure; items are relative to the block's top left corner."""

    items: list[Item] = field(default_factory=list)
    width: float = 0.0
    """The widest line, with the setting's margin: what the text takes, not the measure."""
    height: float = 0.0
    lines: int = 0
    notes: tuple[str, ...] = ()
    """Keys of the notes called in the text."""

    def placed(self, x: float, y: float) -> list[Item]:
        """The items, moved where they are to ``x``, ``y``."""
        for item in self.items:
            move(item, x, y)
        return self.items

    @property
    def baseline(self) -> float:
        """Distance from the top to the first baseline; 0 for an empty block."""
        return next((item.y for item in self.items if isinstance(item, TextItem)), 0.0)


def set_block(
    runs: Sequence[Run],
    style: TextStyle,
    measure: float,
    setting: Setting,
    node: Node | None,
    align: str = "",
    *,
    exact: bool = False,
) -> TextBlock:
    """``runs`` broken at ``measure`` and aligned in it (default: as the style says).

    ``exact``: lines stand at the style's leading on slides too, as they do in the cells of a
    table, instead of at whole per cent of the single line spacing.
    """
    block = TextBlock()
    share = SHARES[align or style.align]
    ragged = style if style.align == "left" else replace(style, align="left")
    for line in text_lines(runs, ragged, measure, setting, node):
        shift = share * max(measure - line.width, 0.0)
        for item in line.items:
            move(item, shift, block.height)
        block.items += line.items
        block.width = max(block.width, _taken(line, setting))
        block.height += style.leading if exact else line.height
        block.lines += 1
        block.notes += tuple(key for key in line.notes if key not in block.notes)
    if node is not None and node.role is Role.FIGURE and setting.kind == "page":
        _part(block, style, setting)
    return block


def _part(block: TextBlock, style: TextStyle, setting: Setting) -> None:
    """End the text with a space: a figure owns all its labels, and reads them in one go."""
    last = next((item for item in reversed(block.items) if isinstance(item, TextItem)), None)
    if last is not None and last.page_of is None:
        last.words += (setting.face(style).word(" ", style.features),)


def _taken(line: Line, setting: Setting) -> float:
    """Width that a line takes: on slides what any viewer may need for it, in whatever face."""
    if setting.kind == "page":
        return line.width
    width = 0.0
    for item in line.items:
        if isinstance(item, TextItem):
            shown = sum(setting.faces.by_key(word.face).shown(word.text) for word in item.words)
            width += shown * item.size / 1000
            last = item
    if width and last.words[-1].text == " ":
        width -= setting.faces.by_key(last.words[-1].face).shown(" ") * last.size / 1000
    return width * (1 + setting.margin)


def widths(runs: Sequence[Run], style: TextStyle, setting: Setting) -> tuple[float, float]:
    """Width of the longest stretch that no line break parts, and of all on one line (points)."""
    least, most = extents(runs, style, setting)
    return (least + EASE, most + EASE) if most else (0.0, 0.0)
