"""Marks: all that a page's content paints, in painting order, with place, colour and owner."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot
from typing import Any

from reports.preflight.geometry import Box, Matrix, Point, inside
from reports.preflight.glyphs import Font
from reports.preflight.inks import Ink


@dataclass(slots=True)
class Owner:
    """The marked-content sequence that counts for a mark: the innermost artifact or MCID."""

    tag: str
    mcid: int | None = None
    kind: str = ""
    """Of an artifact: type and subtype, such as ``Pagination/Header``."""

    @property
    def artifact(self) -> bool:
        """Whether it is an artifact."""
        return self.tag == "Artifact"


@dataclass(slots=True)
class Mark:
    """One thing painted."""

    box: Box
    """In points; cut by the clipping path's box except for text."""
    ink: Ink
    owner: Owner | None
    alpha: float
    overprint: bool
    """Whether it overprints in the mode that lets 0 per cent of an ink stand (8.6.7)."""


@dataclass(slots=True)
class Text(Mark):
    """What one operator shows: a stretch of one line in one font."""

    text: str
    size: float
    """In points on the page."""
    font: Font
    start: Point
    """On the baseline."""
    end: Point
    mode: int
    codes: tuple[int, ...]

    @property
    def samples(self) -> list[Point]:
        """Points in the middle of lower-case letters along the line; none in spaces at its end."""
        up = self.size * 0.25
        (x0, y0), (x1, y1) = self.start, self.end
        inked = len(self.text.rstrip()) / len(self.text) if self.text else 1.0
        shares = [at * inked for at in (0.02, 0.25, 0.5, 0.75, 0.98)]
        return [(x0 + (x1 - x0) * at, y0 + (y1 - y0) * at + up) for at in shares]


@dataclass(slots=True)
class Area(Mark):
    """A filled path or a shading."""

    outlines: list[list[Point]] = field(default_factory=list)
    shading: Any = None

    def covers(self, point: Point) -> bool:
        """Whether the point is painted."""
        x, y = point
        box = self.box
        if not (box.left <= x <= box.right and box.bottom <= y <= box.top):
            return False
        return not self.outlines or inside(point, self.outlines)


@dataclass(slots=True)
class Line(Mark):
    """A stroked path."""

    width: float = 0.0
    """In points on the page; 0 is the thinnest line of the device."""


@dataclass(slots=True)
class Picture(Mark):
    """An image."""

    name: str = ""
    image: Any = None
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    """From the unit square to the page."""
    pixels: tuple[int, int] = (0, 0)
    decoded: Any = False
    """The picture once it was asked for; False before."""

    @property
    def resolution(self) -> float:
        """Pixels to the inch, in the direction that has fewer."""
        a, b, c, d, _, _ = self.matrix
        wide, high = hypot(a, b), hypot(c, d)
        if not wide or not high:
            return float("inf")
        return 72.0 * min(self.pixels[0] / wide, self.pixels[1] / high)
