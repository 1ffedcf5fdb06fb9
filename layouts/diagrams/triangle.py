"""Three parties at the corners of a triangle, arrows along its sides, labels beside the arrows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layouts.diagrams.clearance import faults
from layouts.diagrams.parties import Boxes, Gift, label_text, look, wanted_width
from layouts.diagrams.shapes import BOTTOM, LEFT, RIGHT, TOP, Band, Connector, Shape, ShapeText
from layouts.segments import Point, crosses
from layouts.setting import Setting
from layouts.textblock import EASE
from layouts.units import Rect

if TYPE_CHECKING:
    from layouts.diagrams.flow import Flow

MOST = 2
"""Arrows along one side."""
STEP = 12.0
"""Points from one height that is tried to the next."""
LOWEST, HIGHEST = 0.36, 0.66
"""Height on a page, relative to the measure."""
CLEAR = (0.8, 0.4)
"""How far words stay from lines, to the side and up and down, in gaps of the look."""


NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)


@dataclass(eq=False, repr=False)
class _Arrow:
    """An arrow from one corner to another, and the sides of it where its label may stand."""

    gift: Gift
    start: tuple[int, int]
    """Number of the shape, and site."""
    end: tuple[int, int]
    aligns: tuple[str, ...]
    """``right``: the label ends left of the arrow; ``left``: it begins right of it; ``above`` and
    ``below`` for a level arrow."""
    place: Rect = NOWHERE
    """Where its label stands."""
    set_: str = ""
    """How its label is aligned."""


def triangle(flow: Flow, measure: float, setting: Setting, height: float | None) -> Band | None:
    """The lowest triangle with clear labels on a page, the highest that fits on a slide.

    None when there is none: too many arrows along one side, words too long for the boxes, or no
    height at which every label is clear.
    """
    pairs: dict[frozenset[str], int] = {}
    for gift in flow.gifts:
        pair = frozenset((gift.source, gift.target))
        pairs[pair] = pairs.get(pair, 0) + 1
    if max(pairs.values()) > MOST:
        return None
    look_ = look(setting)
    wanted = [wanted_width(party, setting) for party in flow.parties]
    least, most = (max(column) + 2 * look_.inset for column in zip(*wanted, strict=True))
    width = min(max(most, measure * 0.18), measure * 0.3)
    if least > width:
        return None
    boxes = Boxes(flow.parties, flow.node, setting, width)
    low = 2 * boxes.height + look_.gap * 8
    if height is None:
        heights = _steps(max(low, measure * LOWEST), measure * HIGHEST, STEP)
    else:
        heights = _steps(height, low, -STEP)
    for tall in heights:
        band = _Triangle(flow, boxes, measure, tall, setting).band()
        if band is not None and (height is None or band.height <= height + 0.01):
            return band
    return None


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + n * step for n in range(max(0, math.floor((last - first) / step) + 1))]


class _Triangle:
    """One attempt at one height."""

    def __init__(
        self, flow: Flow, boxes: Boxes, measure: float, tall: float, setting: Setting
    ) -> None:
        self.flow, self.boxes, self.measure, self.setting = flow, boxes, measure, setting
        self.look = boxes.look
        top, left, right = _corners(flow)
        self.corner = {top: "top", left: "left", right: "right"}
        low = tall - boxes.height
        xs = {top: (measure - boxes.width) / 2, left: 0.0, right: measure - boxes.width}
        self.shapes = [boxes.shape(n, xs[n], 0.0 if n == top else low) for n in range(3)]
        self.top, self.left, self.right = (self.shapes[n].rect for n in (top, left, right))
        self.numbers = {"top": top, "left": left, "right": right}
        self.connectors: list[Connector] = []
        self.placed: list[Rect] = []
        """Where labels stand already."""

    def band(self) -> Band | None:
        """The band, or None when a label finds no clear place."""
        arrows: list[_Arrow] = []
        for pair in (("top", "left"), ("top", "right"), ("left", "right")):
            arrows += self._side(*pair)
        lines = [(self._point(arrow.start), self._point(arrow.end)) for arrow in arrows]
        # Labels with the least choice first: those that may stand on one side only.
        for n in sorted(range(len(arrows)), key=lambda n: len(arrows[n].aligns)):
            if not self._label(arrows[n], lines, n):
                return None
        for arrow in sorted(arrows, key=lambda arrow: self.flow.gifts.index(arrow.gift)):
            self._finish(arrow)
        bottom = max(shape.rect.bottom for shape in self.shapes)
        band = Band(self.shapes, self.connectors, bottom)
        return None if faults(band, self.measure) else band

    def _finish(self, arrow: _Arrow) -> None:
        """Add the label and the connector, in the order in which gifts are told."""
        text = label_text(arrow.gift, arrow.place.width, self.flow.node, self.setting, arrow.set_)
        at, node = len(self.shapes), self.flow.node
        self.shapes.append(text.put(Shape("rect", arrow.place, node=node)))
        ink = self.boxes.ink(self.flow.index(arrow.gift.source))
        (start, start_site), (end, end_site) = arrow.start, arrow.end
        self.connectors.append(
            Connector(start, end, start_site, end_site, ink, self.look.stroke, True, at, node)
        )

    def _side(self, one: str, other: str) -> list[_Arrow]:
        """Arrows along one side: the first outside, the second inside and parallel to it."""
        pair = {self.numbers[one], self.numbers[other]}
        gifts = [
            gift
            for gift in self.flow.gifts
            if {self.flow.index(gift.source), self.flow.index(gift.target)} == pair
        ]
        arrows = []
        for n, gift in enumerate(gifts):
            a, b = self._ends(one, other, n, len(gifts))
            if self.flow.index(gift.source) != self.numbers[one]:
                a, b = b, a
            if one == "left":
                aligns: tuple[str, ...] = ("above",) if n == 0 else ("below",)
                if len(gifts) == 1:
                    aligns = ("above", "below")
            else:
                outside = "right" if other == "left" else "left"
                inside = "left" if other == "left" else "right"
                aligns = (outside,) if n == 0 else (inside,)
                if len(gifts) == 1:
                    aligns = (outside, inside)
            arrows.append(_Arrow(gift, a, b, aligns))
        return arrows

    def _ends(
        self, one: str, other: str, n: int, count: int
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        """Shape and site of both ends; a second arrow is glued to dots inside the boxes."""
        a, b = self.numbers[one], self.numbers[other]
        if one == "left":
            if count == 1:
                return (a, RIGHT), (b, LEFT)
            y = self.left.y + self.left.height / 2 + self.look.gap * (1.2 if n else -1.2)
            return (
                self._port(a, RIGHT, self.left.right, y),
                self._port(b, LEFT, self.right.x, y),
            )
        low = self.left if other == "left" else self.right
        side = -1 if other == "left" else 1
        if n == 0:
            return (a, LEFT if side < 0 else RIGHT), (b, TOP)
        # Parallel to the outer arrow, from the lower edge of the upper box.
        x1 = self.top.x + self.top.width / 2 + side * self.top.width * 0.3
        outer_start = self.shapes[a].site(LEFT if side < 0 else RIGHT)
        outer_end = self.shapes[b].site(TOP)
        slope = (outer_end[0] - outer_start[0]) / (outer_end[1] - outer_start[1])
        x2 = x1 + slope * (low.y - self.top.bottom)
        near, far = low.width * 0.62, low.width - 2 * self.look.port - self.look.radius
        x2 = min(max(x2, low.x + near), low.x + far) if side < 0 else x2
        x2 = max(min(x2, low.right - near), low.right - far) if side > 0 else x2
        return (
            self._port(a, BOTTOM, x1, self.top.bottom),
            self._port(b, TOP, x2, low.y),
        )

    def _port(self, n: int, site: int, x: float, y: float) -> tuple[int, int]:
        self.shapes.append(self.boxes.port(n, site, x, y))
        return len(self.shapes) - 1, site

    def _point(self, end: tuple[int, int]) -> Point:
        return self.shapes[end[0]].site(end[1])

    def _label(self, arrow: _Arrow, lines: list[tuple[Point, Point]], n: int) -> bool:
        """Set the label of an arrow where it is clear; False when there is no such place."""
        best: tuple[float, Rect, str] | None = None
        for align in arrow.aligns:
            for share in (0.34, 0.28, 0.4, 0.23, 0.19, 0.16):
                width = self.measure * share
                set_ = "center" if align in ("above", "below") else align
                if set_ == "center":
                    width = min(width * 1.4, self.right.x - self.left.right - 4 * self.look.gap)
                text = label_text(arrow.gift, width, self.flow.node, self.setting, set_)
                place = self._place(text, text.width + EASE, align, lines, n)
                if place is not None and (best is None or place[0] < best[0]):
                    best = (*place, set_)
            if best is not None:
                break
        if best is None:
            return False
        _, arrow.place, arrow.set_ = best
        self.placed.append(arrow.place)
        return True

    def _place(
        self, text: ShapeText, width: float, align: str, lines: list[tuple[Point, Point]], n: int
    ) -> tuple[float, Rect] | None:
        """Cost and place of a text beside its arrow: near its middle, in few lines."""
        (x1, y1), (x2, y2) = sorted(lines[n], key=lambda point: point[1])
        if align in ("above", "below"):
            middle = (x1 + x2) / 2 - width / 2
            y = y1 - self.look.gap - text.height if align == "above" else y1 + self.look.gap
            rect = Rect(middle, y, width, text.height)
            return (0.0, rect) if self._clear(rect, lines) else None
        slope = abs((x2 - x1) / (y2 - y1))
        gap = self.look.gap * (CLEAR[0] + CLEAR[1] * slope) + 0.5
        found: tuple[float, Rect] | None = None
        for step in range(21):
            t = 0.02 + step / 25
            y = y1 + (y2 - y1) * t
            # The corner of the label that is nearest to the sloping line.
            at = [x1 + (x2 - x1) * (v - y1) / (y2 - y1) for v in (y, y + text.height)]
            x = min(at) - gap - width if align == "right" else max(at) + gap
            rect = Rect(x, y, width, text.height)
            middle = (y + text.height / 2 - y1) / (y2 - y1)
            cost = abs(middle - 0.45) + 0.12 * text.blocks[0][1].lines
            if (found is None or cost < found[0]) and self._clear(rect, lines):
                found = cost, rect
        return found

    def _clear(self, rect: Rect, lines: list[tuple[Point, Point]]) -> bool:
        if rect.x < -0.01 or rect.right > self.measure + 0.01 or rect.y < -0.01:
            return False
        gap = self.look.gap
        room = rect.inset(-gap, -gap * 0.5, -gap, -gap * 0.5)
        taken = [shape.rect for shape in self.shapes if shape.paragraphs]
        if any(other.overlaps(room) for other in (*taken, *self.placed)):
            return False
        across, along = (-gap * share for share in CLEAR)
        close = rect.inset(across, along, across, along)
        return not any(crosses(start, end, close) for start, end in lines)


def _corners(flow: Flow) -> tuple[int, int, int]:
    """Who stands on top, left and right: on top the one of a tone of its own, else the first."""
    tones = [party.tone for party in flow.parties]
    alone = [n for n in range(3) if tones.count(tones[n]) == 1]
    top = alone[0] if len(alone) == 1 else 0
    left, right = (n for n in range(3) if n != top)
    return top, left, right
