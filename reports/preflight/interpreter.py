"""A content stream being carried out: graphics state, paths, text, images, marked content.

One method for each operator or family of operators (ISO 32000-1, 8, 9 and 14.6).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import pikepdf

from reports.preflight.geometry import (
    EVERYWHERE,
    IDENTITY,
    Box,
    Matrix,
    Point,
    around,
    curve,
    moved,
    scale_of,
    times,
)
from reports.preflight.glyphs import Font
from reports.preflight.inks import BLACK, Ink, first_ink, space_name
from reports.preflight.marks import Area, Line, Mark, Owner, Picture, Text

_DEEPEST = 12
"""Form XObjects inside one another, beyond which none is followed."""


@dataclass
class State:
    """The graphics state, as far as it is asked for."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Ink = BLACK
    stroke: Ink = BLACK
    width: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    mode_one: bool = False
    alpha: float = 1.0
    stroke_alpha: float = 1.0
    font: Font | None = None
    size: float = 0.0
    between: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: float = 0.0


Table = Mapping[str, "Callable[[Run, Sequence[Any]], None]"]
"""What to do for each operator."""


class Run:
    """One content stream being read, with the forms that it draws."""

    def __init__(self, font: Callable[[Any, str], Font], table: Table, resources: Any) -> None:
        self.marks: list[Mark] = []
        self.opened: set[int] = set()
        """Every MCID, of empty sequences too."""
        self.langs: list[str] = []
        """Languages that marked content declares."""
        self._font = font
        self._table = table
        self._resources = resources
        self._state = State()
        self._stack: list[State] = []
        self._owners: list[Owner | None] = [None]
        self._line: Matrix = IDENTITY
        self._place: Matrix = IDENTITY
        self._paths: list[list[Point]] = []
        self._clipping = False
        self._depth = 0

    def stream(self, content: Any) -> None:
        """Read a page or a form."""
        if content is None:
            return
        table = self._table
        for instruction in pikepdf.parse_content_stream(content):
            act = table.get(str(instruction.operator))
            if act is not None:
                act(self, list(instruction.operands))

    # graphics state

    def save(self, _: Sequence[Any]) -> None:
        self._stack.append(copy(self._state))

    def restore(self, _: Sequence[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def concat(self, operands: Sequence[Any]) -> None:
        self._state.matrix = times(_matrix(operands), self._state.matrix)

    def line_width(self, operands: Sequence[Any]) -> None:
        self._state.width = float(operands[0])

    def parameters(self, operands: Sequence[Any]) -> None:
        entries = self._resource("/ExtGState", operands[0])
        state = self._state
        if "/OP" in entries:
            state.overprint_stroke = bool(entries["/OP"])
            state.overprint_fill = bool(entries.get("/op", entries["/OP"]))
        if "/op" in entries:
            state.overprint_fill = bool(entries["/op"])
        if "/OPM" in entries:
            state.mode_one = int(entries["/OPM"]) == 1
        state.alpha = float(entries.get("/ca", state.alpha))
        state.stroke_alpha = float(entries.get("/CA", state.stroke_alpha))
        state.width = float(entries.get("/LW", state.width))
        if "/Font" in entries:
            state.font = self._font(entries["/Font"][0], "ExtGState")
            state.size = float(entries["/Font"][1])

    # colour

    def set_space(self, operands: Sequence[Any], *, stroke: bool) -> None:
        name = str(operands[0])
        spaces = self._resources.get("/ColorSpace", {})
        self._paint(first_ink(space_name(spaces.get(name, operands[0]))), stroke)

    def set_colour(self, operands: Sequence[Any], *, stroke: bool) -> None:
        now = self._state.stroke if stroke else self._state.fill
        values = tuple(float(v) for v in operands if not str(v).startswith("/"))
        self._paint(Ink(now.space, values), stroke)

    def set_device(self, operands: Sequence[Any], *, device: str, stroke: bool) -> None:
        self._paint(Ink(device, tuple(map(float, operands))), stroke)

    def _paint(self, ink: Ink, stroke: bool) -> None:
        if stroke:
            self._state.stroke = ink
        else:
            self._state.fill = ink

    # paths

    def move(self, operands: Sequence[Any]) -> None:
        self._paths.append([self._point(operands)])

    def line(self, operands: Sequence[Any]) -> None:
        if self._paths:
            self._paths[-1].append(self._point(operands))

    def curve(self, operands: Sequence[Any], *, form: str = "c") -> None:
        if not self._paths:
            return
        start = self._paths[-1][-1]
        points = [self._point(operands[n : n + 2]) for n in range(0, len(operands), 2)]
        if form == "v":
            points.insert(0, start)
        elif form == "y":
            points.append(points[-1])
        self._paths[-1] += curve(start, points[0], points[1], points[2])

    def rectangle(self, operands: Sequence[Any]) -> None:
        x, y, width, height = map(float, operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        matrix = self._state.matrix
        self._paths.append([moved(corner, matrix) for corner in corners])

    def close(self, _: Sequence[Any]) -> None:
        if self._paths and self._paths[-1]:
            self._paths[-1].append(self._paths[-1][0])

    def clip(self, _: Sequence[Any]) -> None:
        self._clipping = True

    def finish(self, _: Sequence[Any], *, fill: bool, stroke: bool) -> None:
        """Paint the path and forget it."""
        state = self._state
        paths = [path for path in self._paths if path]
        if paths:
            box = around(point for path in paths for point in path)
            if fill:
                self._add(Area, box, False, outlines=paths)
            if stroke:
                width = state.width * scale_of(state.matrix)
                self._add(Line, box.grown(width / 2), True, width=width)
            if self._clipping:
                state.clip = state.clip.cut(box)
        self._clipping = False
        self._paths = []

    def shade(self, operands: Sequence[Any]) -> None:
        shading = self._resource("/Shading", operands[0])
        if "/ColorSpace" not in shading:
            return
        ink = Ink(space_name(shading.ColorSpace), ())
        clip = self._state.clip
        mark = Area(clip, ink, self._owners[-1], self._state.alpha, False, [], shading)
        self.marks.append(mark)

    # text

    def begin_text(self, _: Sequence[Any]) -> None:
        self._line = self._place = IDENTITY

    def choose_font(self, operands: Sequence[Any]) -> None:
        dictionary = self._resource("/Font", operands[0])
        self._state.font = self._font(dictionary, str(operands[0])[1:]) if dictionary else None
        self._state.size = float(operands[1])

    def place(self, operands: Sequence[Any]) -> None:
        self._line = self._place = _matrix(operands)

    def shift(self, operands: Sequence[Any]) -> None:
        x, y = map(float, operands)
        self._line = self._place = times((1, 0, 0, 1, x, y), self._line)

    def shift_lead(self, operands: Sequence[Any]) -> None:
        self._state.leading = -float(operands[1])
        self.shift(operands)

    def next_line(self, _: Sequence[Any]) -> None:
        self.shift((0, -self._state.leading))

    def show(self, operands: Sequence[Any]) -> None:
        self._show([bytes(operands[-1])])

    def show_next(self, operands: Sequence[Any]) -> None:
        if len(operands) == 3:
            self._state.words, self._state.between = float(operands[0]), float(operands[1])
        self.next_line(())
        self.show(operands)

    def show_array(self, operands: Sequence[Any]) -> None:
        self._show(
            [
                bytes(part) if isinstance(part, pikepdf.String) else float(part)
                for part in operands[0]
            ]
        )

    def _show(self, parts: Sequence[bytes | float]) -> None:
        state, font = self._state, self._state.font
        if font is None:
            return
        ems, words, codes = 0.0, [], []
        loose = state.between * 1000 / state.size if state.size else 0.0
        gap = state.words * 1000 / state.size if state.size else 0.0
        for part in parts:
            if isinstance(part, bytes):
                shown = font.show(part)
                ems += shown.advance + loose * len(shown.codes) + gap * shown.blanks
                words.append(shown.text)
                codes.append(shown.codes)
            else:
                ems -= part
        along = ems * state.size / 1000 * state.stretch
        whole = times(self._place, state.matrix)
        size = state.size * scale_of(whole)
        low, high = font.descent * state.size / 1000, font.ascent * state.size / 1000
        rise = state.rise
        corners = [moved((x, y + rise), whole) for x in (0.0, along) for y in (low, high)]
        start, end = moved((0.0, rise), whole), moved((along, rise), whole)
        outlined = state.mode in (1, 5)
        text = Text(
            around(corners),
            state.stroke if outlined else state.fill,
            self._owners[-1],
            state.stroke_alpha if outlined else state.alpha,
            (state.overprint_stroke if outlined else state.overprint_fill) and state.mode_one,
            "".join(words),
            size,
            font,
            start,
            end,
            int(state.mode),
            tuple(code for some in codes for code in some),
        )
        self.marks.append(text)
        self._place = times((1, 0, 0, 1, along, 0), self._place)

    # objects and marked content

    def draw(self, operands: Sequence[Any]) -> None:
        thing = self._resource("/XObject", operands[0])
        if not isinstance(thing, pikepdf.Stream):
            return
        if str(thing.get("/Subtype")) == "/Image":
            self._image(thing, str(operands[0])[1:])
        elif str(thing.get("/Subtype")) == "/Form" and self._depth < _DEEPEST:
            self._form(thing)

    def inline(self, operands: Sequence[Any]) -> None:
        self._image(operands[0].obj, "inline image")

    def _image(self, image: Any, name: str) -> None:
        matrix = self._state.matrix
        box = around(moved(corner, matrix) for corner in ((0, 0), (1, 0), (0, 1), (1, 1)))
        mask = bool(image.get("/ImageMask", False))
        space = "ImageMask" if mask else space_name(image.get("/ColorSpace", "/none"))
        pixels = (
            int(image.get("/Width", image.get("/W", 0))),
            int(image.get("/Height", image.get("/H", 0))),
        )
        ink = self._state.fill if mask else Ink(space, ())
        self._add(
            Picture, box, False, ink=ink, name=name, image=image, matrix=matrix, pixels=pixels
        )

    def _form(self, form: Any) -> None:
        self.save(())
        kept, self._resources = self._resources, form.get("/Resources", self._resources)
        self._depth += 1
        if "/Matrix" in form:
            self.concat(form.Matrix)
        self.stream(form)
        self._depth -= 1
        self._resources = kept
        self.restore(())

    def begin_marked(self, operands: Sequence[Any]) -> None:
        tag = str(operands[0])[1:]
        entries = operands[1] if len(operands) > 1 else {}
        if len(operands) > 1 and str(entries).startswith("/"):
            entries = self._resources.get("/Properties", {}).get(str(entries), {})
        now = self._owners[-1]
        mcid = entries.get("/MCID")
        if tag == "Artifact":
            parts = [str(entries[key])[1:] for key in ("/Type", "/Subtype") if key in entries]
            now = Owner(tag, None, "/".join(parts))
        elif mcid is not None:
            now = Owner(tag, int(mcid))
            self.opened.add(int(mcid))
        if "/Lang" in entries:
            self.langs.append(str(entries["/Lang"]))
        self._owners.append(now)

    def end_marked(self, _: Sequence[Any]) -> None:
        if len(self._owners) > 1:
            self._owners.pop()

    def _add(self, kind: Any, box: Box, stroke: bool, ink: Ink | None = None, **more: Any) -> None:
        state = self._state
        over = state.overprint_stroke if stroke else state.overprint_fill
        self.marks.append(
            kind(
                box.cut(state.clip),
                ink or (state.stroke if stroke else state.fill),
                self._owners[-1],
                state.stroke_alpha if stroke else state.alpha,
                over and state.mode_one,
                **more,
            )
        )

    def _point(self, operands: Sequence[Any]) -> Point:
        return moved((float(operands[0]), float(operands[1])), self._state.matrix)

    def _resource(self, kind: str, name: Any) -> Any:
        return self._resources.get(kind, {}).get(str(name), {})

    def set_number(self, operands: Sequence[Any], *, name: str) -> None:
        """A parameter of the text state that is one number (9.3)."""
        value = float(operands[0])
        setattr(self._state, name, value / 100 if name == "stretch" else value)


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f
