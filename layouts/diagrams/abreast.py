"""Flows between parties in a row, each above a life line, as in a sequence chart.

Every arrow has a row of its own with its label above it, so that neither can meet another,
whatever is given to whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.diagrams.parties import Boxes, Gift, chunks, label_text, look
from layouts.diagrams.shapes import LEFT, RIGHT, Band, Connector, Shape, ShapeText, decoration
from layouts.setting import Setting
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.diagrams.flow import Flow

TIGHT = 0.55
"""Share of the usual space between arrows at which all may stand on one slide after all."""


def abreast(flow: Flow, measure: float, setting: Setting, height: float | None) -> list[Band]:
    """Parties in a row; arrows run from life line to life line, one below another.

    Where ``height`` cannot hold all arrows the rest follow in further bands with the same boxes.
    """
    count = len(flow.parties)
    gap = look(setting).inset * 2
    boxes = Boxes(flow.parties, flow.node, setting, (measure - gap * (count - 1)) / count)
    bands: list[Band] = []
    rows = _rows(flow)
    if height is not None:
        for ease in (1.0, TIGHT):
            whole = _Abreast(flow, boxes, gap, ease).band(rows)
            if whole.height <= height + 0.01:
                return [whole]
    while rows:
        row = _Abreast(flow, boxes, gap, 1.0)
        first, last = chunks([row.height(r) for r in rows], row.limit(height))[0]
        bands.append(row.band(rows[first:last]))
        rows = rows[last:]
        bands[-1].height += row.apart if rows else 0.0
        boxes = boxes.again() if len(bands) == 1 else boxes
    return bands


class _Abreast:
    """Boxes, life lines and rows of arrows of one band."""

    def __init__(self, flow: Flow, boxes: Boxes, gap: float, ease: float) -> None:
        self.flow, self.boxes, self.look = flow, boxes, boxes.look
        self.pitch = boxes.width + gap
        self.below = self.look.port + self.look.gap * 2.4 * ease
        """From an arrow to the label of the next."""
        self.top = boxes.height + self.look.gap * 2.2 * ease
        self.apart = self.look.gap * 4
        """Between two bands, where both stand on one page."""

    def limit(self, height: float | None) -> float | None:
        """Room for rows in a frame of this height."""
        if height is None:
            return None
        return height - self.top - self.apart - self.look.port - self.look.gap + self.below

    def height(self, row: list[Gift]) -> float:
        """Of a row with the space below it."""
        tallest = max(self._label(gift).height for gift in row)
        return tallest + self.look.gap + self.look.port + self.below

    def band(self, rows: list[list[Gift]]) -> Band:
        """One band with these rows."""
        count = len(self.flow.parties)
        heights = [self.height(row) for row in rows]
        end = self.top + sum(heights) - self.below + self.look.port + self.look.gap
        shapes = [self.boxes.shape(n, n * self.pitch, 0.0) for n in range(count)]
        for n in range(count):
            line = Rect(self._axis(n), self.boxes.height, 0.0, end - self.boxes.height)
            stroke = self.look.stroke * 0.7
            shapes.append(decoration("line", line, stroke="rule", stroke_width=stroke))
        band = Band(shapes, [], end)
        y = self.top
        for row, tall in zip(rows, heights, strict=True):
            for gift in row:
                self._arrow(band, gift, y + tall - self.below)
            y += tall
        return band

    def _axis(self, n: int) -> float:
        return n * self.pitch + self.boxes.width / 2

    def _span(self, gift: Gift) -> int:
        return abs(self.flow.index(gift.source) - self.flow.index(gift.target))

    def _room(self, gift: Gift) -> float:
        return self._span(gift) * self.pitch - 2 * (self.look.port + self.look.gap)

    def _label(self, gift: Gift) -> ShapeText:
        boxes = self.boxes
        return label_text(gift, self._room(gift), boxes.node, boxes.setting, "center")

    def _arrow(self, band: Band, gift: Gift, y: float) -> None:
        """Two dots on the life lines, the connector between them, and the label above it."""
        r, flow = self.look.port, self.flow
        giver, taker = flow.index(gift.source), flow.index(gift.target)
        start, end = self._axis(giver), self._axis(taker)
        text, room, at = self._label(gift), self._room(gift), len(band.shapes)
        top = y - r - self.look.gap - text.height
        rect = Rect((start + end - room) / 2, top, room, text.height)
        label = text.put(Shape("rect", rect, node=flow.node))
        if self._span(gift) > 1:
            # The words interrupt the life lines that they stand on, and no more of them.
            wide = min(room, text.width + 2 * self.look.gap)
            label.rect = Rect((start + end - wide) / 2, top, wide, text.height)
            label.fill = "paper"
        band.shapes.append(label)
        inks = self.boxes.ink(giver), self.boxes.ink(taker)
        for x, ink in zip((start, end), inks, strict=True):
            band.shapes.append(decoration("dot", Rect(x - r, y - r, 2 * r, 2 * r), fill=ink))
        sites = (RIGHT, LEFT) if giver < taker else (LEFT, RIGHT)
        stroke = self.look.stroke
        band.connectors.append(
            Connector(at + 1, at + 2, *sites, inks[0], stroke, label=at, node=flow.node)
        )


def _rows(flow: Flow) -> list[list[Gift]]:
    """Gifts in order; neighbours whose arrows share no life line stand in one row."""
    rows: list[list[Gift]] = []
    right = -1
    for gift in flow.gifts:
        low, high = sorted((flow.index(gift.source), flow.index(gift.target)))
        if rows and low > right:
            rows[-1].append(gift)
        else:
            rows.append([gift])
        right = high
    return rows
