"""How wide and high text is: by the theme's own faces where they are at hand, else by estimate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from layouts.fonts import MissingGlyph
from layouts.lines import text_lines
from layouts.problems import ResourceError
from layouts.runs import Run
from layouts.setting import Setting
from layouts.theme import REGULAR, TextStyle
from layouts.units import Rect
from reports.deckcheck.cascade import Paragraph
from reports.deckcheck.deck import Text
from reports.deckcheck.shapes import Shape

LABEL = 8
"""Characters in which the tab behind a hanging label stands."""
EM = 0.5
"""Mean width of a letter as a share of the size, where the face is unknown."""
_ROLE = "title"
"""Text role whose style is changed to what the deck says."""


@dataclass
class Measure:
    """Breaks paragraphs into lines."""

    setting: Setting | None = None
    """How slides are set; None: nothing is known of the faces."""

    def lines(self, paragraph: Paragraph, width: float) -> tuple[int, float, bool]:
        """Lines at a width in points, width of the widest, and whether it was measured."""
        if not paragraph.text.strip():
            return 1, 0.0, True
        room = max(width, 1.0)
        count, widest, known = 0, 0.0, True
        for piece in _pieces(paragraph):
            lines, wide, measured = self._piece(paragraph, piece, room)
            count, widest, known = count + max(lines, 1), max(widest, wide), known and measured
        return count, widest, known

    def _piece(
        self, paragraph: Paragraph, runs: Sequence[Run], room: float
    ) -> tuple[int, float, bool]:
        style = self._style(paragraph)
        if style is not None and self.setting is not None:
            try:
                lines = text_lines(runs, style, room, self.setting, None)
                return len(lines), max((line.width for line in lines), default=0.0), True
            except (MissingGlyph, ResourceError):
                pass
        wide = sum(len(run.text) for run in runs) * EM * paragraph.size
        return ceil(wide / room), min(wide, room), False

    def _style(self, paragraph: Paragraph) -> TextStyle | None:
        """A style of the theme in the look of the paragraph's first words."""
        if self.setting is None:
            return None
        theme = self.setting.theme
        shown = next(run.look for run in paragraph.runs if run.text.strip())
        face = next((n for n, face in theme.faces.items() if face.family == shown.family), None)
        base = theme.slide.styles.get(_ROLE)
        if face is None or base is None:
            return None
        size = paragraph.size
        return replace(
            base, face=face, size=size, leading=1.2 * size, weight=REGULAR, italic=shown.italic,
            align="left", features=(),
        )  # fmt: skip


def _pieces(paragraph: Paragraph) -> list[list[Run]]:
    """The runs between line breaks, bold where they are; trailing breaks are left out.

    A label that hangs before the text, up to a tab, is no part of it.
    """
    pieces: list[list[Run]] = [[]]
    hangs = paragraph.left > 0 and "\t" in paragraph.text[:LABEL]
    for run in paragraph.runs:
        if run.kind == "end":
            continue
        told = run.text
        if hangs:
            _, tab, told = told.partition("\t")
            hangs = not tab
        for n, text in enumerate(told.split("\n")):
            if n:
                pieces.append([])
            if text:
                pieces[-1].append(Run(text, strong=run.look.bold))
    while len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    return pieces


def frame(shape: Shape, text: Text) -> Rect | None:
    """Where a shape's text may stand: its box without the insets."""
    box = shape.bounds
    if box is None:
        return None
    left, top, right, bottom = text.insets
    return Rect(
        box.x + left,
        box.y + top,
        max(box.width - left - right, 1.0),
        max(box.height - top - bottom, 0.0),
    )


def extent(shape: Shape, text: Text, measure: Measure) -> tuple[Rect, bool] | None:
    """The rectangle that the text fills, and whether it was measured; None without a place."""
    room = frame(shape, text)
    if room is None:
        return None
    blocks = list(_blocks(text, room.width if text.wraps else 1e6, measure))
    height = sum(block.height for block in blocks)
    width = max((block.left + block.width for block in blocks), default=0.0)
    known = all(block.known for block in blocks)
    top = room.y
    if text.anchor in ("ctr", "b"):
        top += (room.height - height) / (2 if text.anchor == "ctr" else 1)
    left = room.x
    aligns = {paragraph.align for paragraph in text.paragraphs}
    if len(aligns) > 1:
        width = room.width
    elif aligns - {"l", "just", "dist"}:
        left, width = _aligned(aligns.pop(), room, width)
    return Rect(left, top, width, height), known


@dataclass
class _Block:
    left: float
    width: float
    height: float
    known: bool


def _blocks(text: Text, width: float, measure: Measure) -> Iterator[_Block]:
    for n, one in enumerate(text.paragraphs):
        count, wide, known = measure.lines(one, width - one.left)
        above = one.before if n else 0.0
        yield _Block(one.left, wide, above + count * one.pitch, known)


def _aligned(align: str, room: Rect, width: float) -> tuple[float, float]:
    spare = max(room.width - width, 0.0)
    return room.x + (spare / 2 if align == "ctr" else spare), width
