"""The baseline grid of columns: lines of text side by side stand at the same height.

Its pitch is the leading of the body text. Paragraphs of that leading begin on the grid, which
starts at the top of the columns, anew below everything that spans them; what has another leading
stands where it falls, and the next paragraph is back on the grid. Within a line the baseline is
that of the body text, whatever the face (Bringhurst, *The Elements of Typographic Style*, 2.2.2).
"""

from __future__ import annotations

from collections.abc import Sequence

from layouts.boxes import Box, Glue, Part
from layouts.flow import Flowable
from layouts.grid import Snap
from layouts.lines import baseline
from layouts.paragraph import Paragraph
from layouts.scene import LinkItem, TextItem
from layouts.setting import Setting


def gridded(flowable: Flowable, parts: list[Part], setting: Setting) -> list[Part]:
    """The parts of a flowable in a column, on the grid if its leading is the grid's."""
    if not isinstance(flowable, Paragraph):
        return parts
    body, style = setting.style("body"), setting.style(flowable.role)
    if style.leading != body.leading:
        return parts
    _align(parts, baseline(body, setting) - baseline(style, setting))
    first = parts[0]
    if isinstance(first, Glue):
        parts[0] = Snap(first.size, body.leading)
    return parts


def _align(parts: Sequence[Part], down: float) -> None:
    if abs(down) < 1e-9:
        return
    for part in parts:
        if not isinstance(part, Box):
            continue
        for item in part.content.items:
            if isinstance(item, TextItem):
                item.y += down
            elif isinstance(item, LinkItem):
                item.rect = item.rect.moved(0.0, down)
