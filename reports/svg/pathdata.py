"""Path data (SVG 2, 9.3): all commands become moves, lines, Bézier segments and closings."""

from __future__ import annotations

import math
import re

from layouts.located import quote
from layouts.scene import Path
from reports.svg.refusal import ARCS, SEGMENTS, RefusedError, TooLargeError
from reports.svg.values import NUMBER, finite, numbers

_COMMANDS = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""Numbers that each command takes, or a multiple of which it takes."""
_FLAG = re.compile(r"[\s,]*([01])")
_ARGUMENT = re.compile(rf"[\s,]*({NUMBER.pattern})")


def parse(data: str) -> Path:
    """The segments of the ``d`` attribute, in absolute coordinates; empty without any."""
    if data.strip() in ("", "none"):
        return ()
    head, *pieces = _COMMANDS.split(data)
    if head.strip() or pieces[:1] not in (["M"], ["m"]):
        raise RefusedError(f"d: {quote(data.strip()[:40])} does not begin with M", "path data")
    trace = _Trace()
    for command, given in zip(pieces[::2], pieces[1::2], strict=True):
        kind = command.upper()
        values = _arc_values(given) if kind == "A" else numbers(given, "d")
        takes = _TAKES[kind]
        if len(trace.path) + len(values) // (takes or 1) > SEGMENTS:
            raise TooLargeError("a path of too many segments", f"at most {SEGMENTS:,}")
        if (takes and (not values or len(values) % takes)) or (not takes and values):
            found = f"d: {command} with {len(values)} numbers"
            raise RefusedError(found, f"{takes} or a multiple" if takes else "none")
        trace.take(kind, command.islower(), values, takes)
    return tuple(trace.path)


def _arc_values(text: str) -> list[float]:
    """Numbers of arcs; the two flags need no separator after them (SVG 2, 9.3.9)."""
    values: list[float] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        pattern = _FLAG if len(values) % 7 in (3, 4) else _ARGUMENT
        found = pattern.match(text, place)
        if found is None:
            given = text[place : place + 40].strip()
            raise RefusedError(f"d: {quote(given)} in an arc", "a number or flag")
        values.append(finite(float(found[1]), "d"))
        place = found.end()
        if len(values) > 7 * ARCS:
            raise TooLargeError("a path of too many arcs", f"at most {ARCS:,}")
    return values


class _Trace:
    """A path being traced: where the pen is, and what the next smooth segment mirrors."""

    def __init__(self) -> None:
        self.path: list[tuple[object, ...]] = []
        self._x = self._y = 0.0
        self._start = (0.0, 0.0)
        self._cubic: tuple[float, float] | None = None
        self._quadratic: tuple[float, float] | None = None
        self._closed = False

    def take(self, kind: str, relative: bool, values: list[float], takes: int) -> None:
        """Carry out one command, as often as it has numbers for."""
        if kind == "Z":
            self.path.append(("Z",))
            self._x, self._y = self._start
            self._cubic = self._quadratic = None
            self._closed = True
            return
        for n in range(0, len(values), takes):
            self._segment(kind, relative, values[n : n + takes])
            if kind == "M":
                kind = "L"

    def _segment(self, kind: str, relative: bool, values: list[float]) -> None:
        x, y = self._x, self._y
        if relative:
            if kind == "H":
                values = [values[0] + x]
            elif kind == "V":
                values = [values[0] + y]
            elif kind == "A":
                values = [*values[:5], values[5] + x, values[6] + y]
            else:
                values = [v + (y if n % 2 else x) for n, v in enumerate(values)]
        if kind == "M":
            self._move(*values)
            return
        if self._closed:
            self.path.append(("M", x, y))
            self._closed = False
        cubic, quadratic = self._cubic, self._quadratic
        self._cubic = self._quadratic = None
        if kind in "LHV":
            to = (values[0] if kind != "V" else x, values[-1] if kind != "H" else y)
            self._line(*to)
        elif kind == "A":
            self._arc(values)
        elif kind in "CS":
            one = values[:2] if kind == "C" else self._mirrored(cubic)
            self._curve(*one, *values[-4:])
            self._cubic = (values[-4], values[-3])
        else:
            control = values[:2] if kind == "Q" else self._mirrored(quadratic)
            self._quadratic = (control[0], control[1])
            self._bend(*control, *values[-2:])

    def _mirrored(self, handle: tuple[float, float] | None) -> list[float]:
        if handle is None:
            return [self._x, self._y]
        return [2 * self._x - handle[0], 2 * self._y - handle[1]]

    def _move(self, x: float, y: float) -> None:
        self.path.append(("M", x, y))
        self._x, self._y = self._start = (x, y)
        self._cubic = self._quadratic = None
        self._closed = False

    def _line(self, x: float, y: float) -> None:
        self.path.append(("L", x, y))
        self._x, self._y = x, y

    def _curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.path.append(("C", x1, y1, x2, y2, x, y))
        self._x, self._y = x, y

    def _bend(self, cx: float, cy: float, x: float, y: float) -> None:
        """A quadratic segment as a cubic one: handles two thirds of the way to its control."""
        self._curve(
            self._x + (cx - self._x) * 2 / 3,
            self._y + (cy - self._y) * 2 / 3,
            x + (cx - x) * 2 / 3,
            y + (cy - y) * 2 / 3,
            x,
            y,
        )

    def _arc(self, values: list[float]) -> None:
        """An elliptical arc as Bézier segments of at most a quarter (SVG 2, B.2.4)."""
        rx, ry, turned, large, sweep, x, y = values
        x0, y0 = self._x, self._y
        rx, ry = abs(rx), abs(ry)
        if (x, y) == (x0, y0):
            return
        if not rx or not ry:
            self._line(x, y)
            return
        cosine, sine = math.cos(math.radians(turned)), math.sin(math.radians(turned))
        dx, dy = (x0 - x) / 2, (y0 - y) / 2
        px, py = (cosine * dx + sine * dy) / rx, (cosine * dy - sine * dx) / ry
        apart = finite(px * px + py * py, "d")
        if apart > 1:
            rx, ry = rx * math.sqrt(apart), ry * math.sqrt(apart)
            px, py = px / math.sqrt(apart), py / math.sqrt(apart)
            apart = 1.0
        off = math.sqrt(max(0.0, 1 / apart - 1)) if apart else 0.0
        if bool(large) == bool(sweep):
            off = -off
        # Centre and ends on the circle of radius 1 that the ellipse becomes.
        cx, cy = off * py, -off * px
        begin = math.atan2(py - cy, px - cx)
        extent = math.atan2(-py - cy, -px - cx) - begin
        if sweep and extent < 0:
            extent += 2 * math.pi
        elif not sweep and extent > 0:
            extent -= 2 * math.pi
        mx, my = (x0 + x) / 2, (y0 + y) / 2

        def place(u: float, v: float) -> tuple[float, float]:
            u, v = (u + cx) * rx, (v + cy) * ry
            return mx + cosine * u - sine * v, my + sine * u + cosine * v

        pieces = max(1, math.ceil(abs(extent) / (math.pi / 2) - 1e-9))
        step = extent / pieces
        handle = 4 / 3 * math.tan(step / 4)
        for n in range(pieces):
            a, b = begin + n * step, begin + (n + 1) * step
            end = (x, y) if n == pieces - 1 else place(math.cos(b), math.sin(b))
            self._curve(
                *place(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a)),
                *place(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b)),
                *end,
            )
