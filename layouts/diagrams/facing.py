"""Flows between two parties that face each other: an arrow a row, its label above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layouts.diagrams.parties import Boxes, chunks, label_text, look, wanted_width
from layouts.diagrams.shapes import LEFT, RIGHT, Band, Connector, Shape, ShapeText
from layouts.setting import Setting
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.diagrams.flow import Flow

FILLED = 0.5
"""Least share of a slide's frame that the boxes fill."""


def facing(flow: Flow, measure: float, setting: Setting, height: float | None) -> list[Band]:
    """Two parties left and right, the arrows between them below one another.

    Where ``height`` cannot hold all arrows the rest follow in further bands with the same boxes.
    """
    look_ = look(setting)
    wanted = [wanted_width(party, setting) for party in flow.parties]
    least, most = (max(column) + 2 * look_.inset for column in zip(*wanted, strict=True))
    side = min(max(most, measure * 0.2, least), max(measure * 0.28, min(least, measure * 0.36)))
    boxes = Boxes(flow.parties, flow.node, setting, side)
    room = measure - 2 * side - 6 * look_.gap
    texts = [label_text(gift, room, flow.node, setting, "center") for gift in flow.gifts]
    between = look_.gap * 3
    heights = [text.height + look_.gap + between for text in texts]
    bands: list[Band] = []
    for first, last in chunks(heights, None if height is None else height - 3 * between):
        tall = max(boxes.height, sum(heights[first:last]) + between)
        if height is not None:
            tall = max(tall, height * FILLED)
        if last - first == 1:
            tall = max(tall, 2 * (texts[first].height + look_.gap) + between)
        part = (first, last)
        bands.append(_Facing(flow, boxes, measure, texts, room).band(part, tall))
        bands[-1].height += 0.0 if last == len(texts) else between * 2
        boxes = boxes.again() if first == 0 else boxes
    return bands


class _Facing:
    """The rows of arrows between the boxes of one flow."""

    def __init__(
        self, flow: Flow, boxes: Boxes, measure: float, texts: Sequence[ShapeText], room: float
    ) -> None:
        self.flow, self.boxes, self.measure, self.texts = flow, boxes, measure, texts
        self.room = room
        self.gap = boxes.look.gap

    def band(self, part: tuple[int, int], tall: float) -> Band:
        """The gifts ``first`` to before ``last``, spread evenly over the height of the boxes."""
        first, last = part
        right = self.measure - self.boxes.width
        shapes = [self.boxes.shape(0, 0.0, 0.0, tall), self.boxes.shape(1, right, 0.0, tall)]
        band = Band(shapes, [], tall)
        if last - first == 1:
            # A single arrow runs from middle to middle, where the boxes have sites of their own.
            self._arrow(band, first, tall / 2, alone=True)
            return band
        taken = sum(text.height + self.gap for text in self.texts[first:last])
        space = (tall - taken) / (last - first + 1)
        y = 0.0
        for n in range(first, last):
            y += space + self.texts[n].height + self.gap
            self._arrow(band, n, y, alone=False)
        return band

    def _arrow(self, band: Band, n: int, y: float, *, alone: bool) -> None:
        """Arrow ``n`` at the height ``y``, and its label above it."""
        boxes, look_ = self.boxes, self.boxes.look
        text, left = self.texts[n], (self.measure - self.room) / 2
        rect = Rect(left, y - self.gap - text.height, self.room, text.height)
        at = len(band.shapes)
        band.shapes.append(text.put(Shape("rect", rect, node=self.flow.node)))
        ends = [(0, RIGHT), (1, LEFT)]
        if not alone:
            ends = [(at + 1, RIGHT), (at + 2, LEFT)]
            band.shapes.append(boxes.port(0, RIGHT, boxes.width, y))
            band.shapes.append(boxes.port(1, LEFT, self.measure - boxes.width, y))
        giver = self.flow.index(self.flow.gifts[n].source)
        if giver == 1:
            ends.reverse()
        (start, start_site), (end, end_site) = ends
        ink, node = boxes.ink(giver), self.flow.node
        band.connectors.append(
            Connector(start, end, start_site, end_site, ink, look_.stroke, True, at, node)
        )
