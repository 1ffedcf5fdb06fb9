"""Vector pictures in the file: form XObjects of paths (ISO 32000-1, 8.10), never of pixels.

A form fills the unit square, as an image does. Its coordinates are those of the artwork. Groups
with an opacity are transparency groups in forms of their own (11.6.6); gradients are shading
patterns (8.7.4), whose matrix leads into the space of the form that uses them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.artwork import (
    IDENTITY,
    Artwork,
    Cluster,
    Gradient,
    Matrix,
    Outline,
    Paint,
    Stroke,
    decimal,
)
from layouts.press import bounds, thickened
from layouts.scene import Path
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.syntax import reference

if TYPE_CHECKING:
    from reports.writers.pdf.profile import Edition

_OPERATORS = {"M": "m", "L": "l", "C": "c"}
_SPACES = {"rg": "DeviceRGB", "k": "DeviceCMYK"}
"""Colour space of each operator for fills."""
_HAIR = 1e-4
"""Share of a gradient."""
_PLAIN = "[]0 d 0 J 0 j"
"""A form begins with the pen of the page that draws it: whole lines, butt ends, mitred corners."""


def embed(document: Document, art: Artwork, edition: Edition, width: float) -> int:
    """The number of a new form XObject for the picture, placed ``width`` points wide.

    Lines, and forms that are lines, are at least as thick as the edition's hairline there.
    """
    box = f"0 0 {decimal(art.width)} {decimal(art.height)}"
    least = edition.hairline * art.width / width
    matrix = (1 / art.width, 0.0, 0.0, -1 / art.height, 0.0, 1.0)
    form = _Form(document, edition, box, least, _PLAIN)
    return form.write(art.items, f"/Matrix{_matrix(matrix)}")


def _matrix(matrix: Matrix) -> str:
    return f"[{' '.join(decimal(value, 8) for value in matrix)}]"


class _Form:
    """One form being written: operators, and the resources that they name."""

    def __init__(
        self, document: Document, edition: Edition, box: str, least: float, *code: str
    ) -> None:
        self._document, self._edition = document, edition
        self._box, self._least = box, least
        self._code = list(code)
        self._states: dict[str, str] = {}
        self._patterns: dict[Gradient, str] = {}
        self._shadings: list[str] = []
        self._inner: list[int] = []

    def write(self, items: tuple[Outline | Cluster, ...], entries: str) -> int:
        """The number of the form that draws the items."""
        for item in items:
            self._item(item)
        code = "\n".join(self._code).encode("ascii")
        head = f"/Type/XObject/Subtype/Form/BBox[{self._box}]{entries}"
        return self._document.stream(f"{head}/Resources<<{self._resources()}>>", code)

    def _resources(self) -> str:
        out = []
        if self._states:
            states = "".join(f"/{name}<<{body}>>" for body, name in self._states.items())
            out.append(f"/ExtGState<<{states}>>")
        if self._shadings:
            out.append(f"/Pattern<<{''.join(self._shadings)}>>")
        if self._inner:
            forms = "".join(f"/X{n} {reference(one)}" for n, one in enumerate(self._inner))
            out.append(f"/XObject<<{forms}>>")
        return "".join(out)

    def _item(self, item: Outline | Cluster) -> None:
        if isinstance(item, Outline):
            self._outline(item)
            return
        self._code.append("q")
        for clip in item.clips:
            self._code.append(f"{_path(clip.path)} {'W*' if clip.even_odd else 'W'} n")
        if item.alpha == 1:
            for one in item.items:
                self._item(one)
        else:
            form = _Form(self._document, self._edition, self._box, self._least)
            number = form.write(item.items, "/Group<</S/Transparency>>")
            state = self._state(item.alpha, item.alpha)
            self._code.append(f"{state}/X{len(self._inner)} Do")
            self._inner.append(number)
        self._code.append("Q")

    def _outline(self, outline: Outline) -> None:
        """A path; graphics state that it changes is brought back after it."""
        path, stroke = outline.path, outline.stroke
        out = ["q"]
        if outline.matrix != IDENTITY:
            out.append(f"{_matrix(outline.matrix)[1:-1]} cm")
        if outline.alpha != 1 or (stroke is not None and stroke.alpha != 1):
            out.append(self._state(outline.alpha, stroke.alpha if stroke else 1.0))
        if outline.fill is not None:
            out.append(self._colour(outline.fill, self._edition.fill))
        if stroke is not None:
            out.append(self._pen(stroke))
        elif self._least:
            path = _firm(path, self._least)
        out.append(_path(path))
        out.append(_painting(outline))
        out.append("Q")
        self._code.append(" ".join(out))

    def _pen(self, stroke: Stroke) -> str:
        out = [
            self._colour(stroke.paint, self._edition.stroke),
            f"{decimal(max(stroke.width, self._least))} w",
        ]
        if stroke.cap:
            out.append(f"{stroke.cap} J")
        if stroke.join:
            out.append(f"{stroke.join} j")
        else:
            out.append(f"{decimal(stroke.mitre)} M")
        if stroke.dash:
            dash = " ".join(map(decimal, stroke.dash))
            out.append(f"[{dash}]{decimal(stroke.phase)} d")
        return " ".join(out)

    def _state(self, fill: float, stroke: float) -> str:
        """Operator for the opacities."""
        body = f"/ca {decimal(fill, 4)}/CA {decimal(stroke, 4)}"
        name = self._states.setdefault(body, f"A{len(self._states)}")
        return f"/{name} gs "

    def _colour(self, paint: Paint, operator: str) -> str:
        if isinstance(paint, str):
            return f"{self._edition.literal(paint)} {operator}"
        name = self._patterns.get(paint)
        if name is None:
            name = self._patterns[paint] = f"P{len(self._patterns)}"
            self._shadings.append(f"/{name}{self._pattern(paint)}")
        if operator == self._edition.fill:
            return f"/Pattern cs/{name} scn"
        return f"/Pattern CS/{name} SCN"

    def _pattern(self, gradient: Gradient) -> str:
        """A shading pattern of type 2 (axial) or 3 (radial), its colour going on at both ends."""
        kind = 2 if len(gradient.coordinates) == 4 else 3
        coordinates = " ".join(decimal(value, 6) for value in gradient.coordinates)
        return (
            f"<</Type/Pattern/PatternType 2/Matrix{_matrix(gradient.matrix)}/Shading<<"
            f"/ShadingType {kind}/ColorSpace/{_SPACES[self._edition.fill]}/Coords[{coordinates}]"
            f"/Extend[true true]/Function{self._function(gradient)}>>>>"
        )

    def _function(self, gradient: Gradient) -> str:
        """Colours along the stops: one function of type 3 that stitches those of type 2 (7.10)."""
        first, last = gradient.stops[0][1], gradient.stops[-1][1]
        # The colours that go on beyond the ends hold a hair's breadth inside them, too.
        inside = [(min(max(at, _HAIR), 1 - _HAIR), rgb) for at, rgb in gradient.stops]
        stops = [(0.0, first), (_HAIR, first), *inside, (1 - _HAIR, last), (1.0, last)]
        pairs = [
            (one, other) for one, other in zip(stops, stops[1:], strict=False) if other[0] > one[0]
        ]
        functions = "".join(
            f"<</FunctionType 2/Domain[0 1]/N 1/C0[{self._edition.literal(one[1])}]"
            f"/C1[{self._edition.literal(other[1])}]>>"
            for one, other in pairs
        )
        limits = " ".join(decimal(other[0], 4) for _, other in pairs[:-1])
        encode = " ".join("0 1" for _ in pairs)
        return (
            f"<</FunctionType 3/Domain[0 1]/Functions[{functions}]/Bounds[{limits}]"
            f"/Encode[{encode}]>>"
        )


def _painting(outline: Outline) -> str:
    star = "*" if outline.even_odd else ""
    if outline.fill is None:
        return "S"
    return f"{'f' if outline.stroke is None else 'B'}{star}"


def _path(path: Path) -> str:
    return " ".join(
        "h" if kind == "Z" else f"{' '.join(decimal(value) for value in values)} {_OPERATORS[kind]}"
        for kind, *values in path
    )


def _firm(path: Path, least: float) -> Path:
    """The path, or the rectangle around it where it is thinner than ``least``."""
    rect = bounds(path)
    if rect.width >= least and rect.height >= least:
        return path
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom))
    return thickened((("M", *corners[0]), *(("L", *one) for one in corners[1:]), ("Z",)), least)
