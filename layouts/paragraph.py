"""Paragraphs: running text, list items, headings, notes and lines of a contents list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

from layouts.boxes import NEVER, Box, Glue, Part, Penalty
from layouts.flow import Piece
from layouts.fonts import SOFT_HYPHEN, MissingGlyph
from layouts.lines import Line, set_lines, text_lines
from layouts.opportunities import ZERO_SPACE
from layouts.paths import box
from layouts.problems import Place
from layouts.runs import Run
from layouts.scene import Item, LinkItem, ShapeItem, TextItem
from layouts.setting import Setting
from layouts.spans import Span, normalised, spans
from layouts.theme import TextStyle
from layouts.tree import Node
from layouts.units import Rect

KEPT_WHOLE = 3
"""Paragraphs of so many lines or fewer are not broken over pages."""
HYPHEN_AT_FOOT = 60.0
"""Cost of a page that ends with a hyphenated line."""
SLIDE_BREAK = 1_000.0
"""Cost of parting a paragraph over two slides."""
BALANCED = 4
"""Headings of more lines are not levelled."""
BAR = 2.5
"""Width of the bar left of a paragraph that has one."""
LABEL_GAP = 0.35
"""Em between a label that is wider than the indent and its text."""
NUMBER_COLUMN = 2.2
"""Em kept free for page numbers at the right of contents lines."""
DOT_PITCH = 0.55
"""Em from dot to dot in a leader."""
_UNDRAWN = str.maketrans("", "", SOFT_HYPHEN + ZERO_SPACE)
"""Places to break, in the text or made by the lines: not part of what is said."""


@dataclass(slots=True)
class ParagraphPlan:
    """How a paragraph was set: all that a native writer needs to write it as one paragraph."""

    paragraph: Paragraph
    style: TextStyle
    """At the step of the type scale."""
    measure: float
    setting_step: float
    indent: float
    """Points from the left of the measure to the text."""
    hang: float
    """Points from the left of the measure to the label."""
    lines: list[str]
    """Text of each line, with the space or U+00AD that it ends with."""
    height: float
    """Of all lines, without the space before and after."""
    pitch: float
    """Distance between baselines."""
    runs: tuple[Run, ...]
    """The text with white space normalised: what :attr:`lines` hold."""

    @property
    def label(self) -> tuple[Run, ...]:
        """Bullet, number or mark."""
        return self.paragraph.label

    @property
    def level(self) -> int:
        """Level in a nested list, from 0."""
        return self.paragraph.level

    def part(self, first: int, last: int) -> tuple[Run, ...]:
        """The runs of the lines ``first`` to before ``last``, for a split paragraph."""
        lengths = [len(line.translate(_UNDRAWN)) for line in self.lines]
        start, stop = sum(lengths[:first]), sum(lengths[:last])
        out: list[Run] = []
        offset = 0
        for run in self.runs:
            text = run.text.translate(_UNDRAWN)
            piece = text[max(start - offset, 0) : max(stop - offset, 0)]
            offset += len(text)
            if piece:
                out.append(replace(run, text=piece))
        return tuple(out)


class Paragraph:
    """A flowable of text."""

    def __init__(
        self,
        node: Node,
        runs: Sequence[Run],
        role: str,
        slot: str = "body",
        *,
        label: Sequence[Run] = (),
        level: int = 0,
        lang: str | None = None,
        place: Place | None = None,
        leader: bool = False,
    ) -> None:
        """``role`` names the text style; ``label`` hangs left of the text in the style's indent.

        Text begins at the indent times ``level`` + 1, with or without a label. ``leader``: a line
        of a contents list, with dots between the text and the last run, whose ``page_of`` is set;
        that number stands flush right. ``lang``: BCP 47 tag where it is not the document's; such
        text is not hyphenated. ``place``: where the text stands in the pack, for messages.
        """
        self.node = node
        self.runs = tuple(runs)
        self.role = role
        self.slot = slot
        self.label = tuple(label)
        self.level = level
        self.lang = lang
        self.place = place
        self.leader = leader

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """One box for each line; see :class:`layouts.flow.Flowable`.

        Two lines at least stand before and after a break, and short paragraphs stay whole. Raises
        :class:`layouts.fonts.MissingGlyph`, with the paragraph's place.
        """
        try:
            plan, lines = self._lines(measure, setting)
        except MissingGlyph as error:
            error.place = self.place
            error.node = self.node.id
            raise
        return self._parts(plan, lines, setting)

    def _lines(self, measure: float, setting: Setting) -> tuple[ParagraphPlan, list[Line]]:
        style = setting.style(self.role)
        hang, indent = style.indent * self.level, style.indent * (self.level + 1)
        label: list[Line] = []
        if self.label:
            left = replace(style, align="left")
            label = text_lines(self.label, left, 1e6, setting, self.node, lang=self.lang)
        if label:
            indent = max(indent, hang + label[0].width + LABEL_GAP * style.size)
        runs = normalised(self.runs)
        if self.leader and runs:
            lines = self._contents_line(runs, style, measure - indent, setting)
        else:
            resolved = spans(runs, style, setting)
            room = measure - indent
            lines = set_lines(resolved, style, room, setting, self.node, self.lang)
            if style.balance and setting.kind == "page" and 1 < len(lines) <= BALANCED:
                room = self._level_measure(resolved, style, room, setting, len(lines))
                lines = set_lines(resolved, style, room, setting, self.node, self.lang)
        for line in lines:
            _shift(line.items, indent)
        if label and lines:
            self._hang(label[0], lines[0], hang, style, setting)
        total = sum(line.height for line in lines)
        step = lines[0].height if lines else style.leading
        texts = [line.text for line in lines]
        plan = ParagraphPlan(
            self, style, measure, setting.step, indent, hang, texts, total, step, tuple(runs)
        )
        return plan, lines

    def _level_measure(
        self, resolved: Sequence[Span], style: TextStyle, room: float, setting: Setting, count: int
    ) -> float:
        """The narrowest measure at which the text still takes ``count`` lines."""
        low, high = room / count, room
        while high - low > style.size / 2:
            middle = (low + high) / 2
            lines = set_lines(resolved, style, middle, setting, self.node, self.lang)
            if len(lines) <= count and all(line.width <= middle for line in lines):
                high = middle
            else:
                low = middle
        return high

    def _hang(self, label: Line, line: Line, x: float, style: TextStyle, setting: Setting) -> None:
        """Put the label before the first line, with a space after it for readers of the text."""
        _shift(label.items, x)
        words = [item for item in label.items if isinstance(item, TextItem)]
        words[-1].words += (setting.face(style).word(" ", style.features),)
        line.items[:0] = label.items
        line.notes = (*label.notes, *line.notes)

    def _contents_line(
        self, runs: list[Run], style: TextStyle, measure: float, setting: Setting
    ) -> list[Line]:
        column = NUMBER_COLUMN * style.size
        number = replace(runs[-1], text=runs[-1].text.strip())
        lead = replace(style, align="left", hyphenate=False)
        lines = text_lines(runs[:-1], lead, measure - column, setting, self.node, lang=self.lang)
        [figure] = text_lines(
            [number], replace(style, align="right"), measure, setting, self.node, lang=self.lang
        )
        if not lines:
            return [figure]
        final = lines[-1]
        face = setting.face(style)
        texts = [item for item in final.items if isinstance(item, TextItem)]
        space = face.word(" ", style.features)
        texts[-1].words += (space,)
        first = final.width + 0.5 * style.size
        dots = _dots(first, measure - column, texts[-1].y, style, setting)
        final.items += figure.items
        _widen_link(final.items)
        if dots is not None:
            final.items.append(dots)
        final.width = measure
        final.text += space.text + figure.text
        return lines

    def _parts(self, plan: ParagraphPlan, lines: list[Line], setting: Setting) -> list[Part]:
        style, count = plan.style, len(lines)
        parts: list[Part] = [Glue(style.before)]
        for n, line in enumerate(lines):
            if n:
                widow = n == 1 or n == count - 1 or count <= KEPT_WHOLE
                parts.append(Penalty(NEVER if widow else _cost(lines[n - 1], setting)))
            items: list[Item] = list(line.items)
            if style.bar and setting.kind == "page":
                edge = box(Rect(plan.hang, 0.0, BAR, line.height))
                items.insert(0, ShapeItem(edge, fill=style.bar))
            parts.append(Box(line.height, Piece(plan, n, items), line.notes))
        if style.keep_next:
            parts.append(Penalty(NEVER))
        parts.append(Glue(style.after))
        return parts


def _cost(line: Line, setting: Setting) -> float:
    """Cost of a break between pages below ``line``."""
    if setting.kind != "page":
        return SLIDE_BREAK
    return HYPHEN_AT_FOOT if line.text.endswith(SOFT_HYPHEN) else 0.0


def _shift(items: Sequence[Item], dx: float) -> None:
    for item in items:
        if isinstance(item, TextItem):
            item.x += dx
        elif isinstance(item, LinkItem):
            item.rect = item.rect.moved(dx, 0.0)


def _widen_link(items: list[Item]) -> None:
    """One rectangle from the text to the number of a contents line that leads to one place."""
    links = [item for item in items if isinstance(item, LinkItem)]
    if len(links) == 2 and links[0].target == links[1].target and links[0].node is links[1].node:
        first, second = links
        first.rect = first.rect._replace(width=second.rect.right - first.rect.x)
        items.remove(second)


def _dots(
    left: float, right: float, y: float, style: TextStyle, setting: Setting
) -> TextItem | None:
    """Dots from ``left`` to ``right``, an artifact; in all lines they stand below one another."""
    face = setting.face(style)
    dot, space = face.word("."), face.word(" ")
    pitch = DOT_PITCH * style.size
    count = floor((right - left) / pitch)
    if count < 3:
        return None
    extra = pitch - (dot.advance + space.advance) * style.size / 1000
    words = (dot, space) * (count - 1) + (dot,)
    return TextItem(right - count * pitch, y, style.size, words, style.ink, None, extra)
