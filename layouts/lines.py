"""Lines of text: broken, aligned and drawn, for paragraphs, cells and shapes alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from layouts.boxes import Box, Part
from layouts.fonts import SOFT_HYPHEN
from layouts.horizontal import SHRINK, Content, HorizontalList, SoftHyphen
from layouts.linebreak import Broken, after, first_fit, total_fit
from layouts.runs import Run
from layouts.scene import GlyphRun, Item, LinkItem, TextItem
from layouts.setting import Setting
from layouts.spans import Span, hang_left, hang_right, normalised, spans
from layouts.theme import TextStyle
from layouts.tree import Node
from layouts.units import Rect

RAGGED = 3.5
"""Em by which ragged lines may differ without being thought bad."""
WIDEST_SPACE = 4.0
"""A space of justified text grows by no more than so many times its width."""
_SINGLE = 1.2
"""A viewer's single line spacing, as a multiple of the size, whatever the face (measured)."""
_BELOW = 0.2
"""What of it lies below the baseline (measured in LibreOffice, 0.196 to 0.2)."""


@dataclass(slots=True)
class Line:
    """One line set."""

    items: list[Item]
    """Relative to the top left corner of the line."""
    width: float
    """Points taken by the text, the space at its end not counted."""
    height: float
    """Distance to the top of the next line."""
    text: str
    """All that is drawn, with the space or U+00AD at its end."""
    notes: tuple[str, ...] = ()
    """Keys of the footnotes called."""


@dataclass(slots=True)
class _Stretch:
    """What one span gives to one line."""

    span: Span
    words: list[GlyphRun] = field(default_factory=list)
    width: float = 0.0
    """Points, with its spaces at their natural width."""
    spaces: int = 0


def percent(style: TextStyle) -> int:
    """Line spacing on slides, in whole per cent of the single spacing."""
    return round(100 * style.leading / (_SINGLE * style.size))


def pitch(style: TextStyle, kind: str) -> float:
    """Distance between baselines in points: the leading, on slides as whole per cent give it."""
    if kind == "page":
        return style.leading
    return _SINGLE * style.size * percent(style) / 100


def baseline(style: TextStyle, setting: Setting) -> float:
    """Distance of the baseline from the top of the line, in points.

    On pages ascent and descent stand in the middle of the leading; on slides as measured in
    LibreOffice: a fifth of the size lies below, spacing is added or taken away above.
    """
    if setting.kind != "page":
        return pitch(style, setting.kind) - _BELOW * style.size
    face = setting.face(style)
    above, below = face.ascent * style.size / 1000, -face.descent * style.size / 1000
    return (style.leading - above - below) / 2 + above


def text_lines(
    runs: Sequence[Run],
    style: TextStyle,
    measure: float,
    setting: Setting,
    node: Node | None,
    *,
    lang: str | None = None,
) -> list[Line]:
    """The lines of ``runs`` at ``measure`` (points); none when there is no text.

    ``node`` owns the text of runs without a node of their own; None: an artifact. Raises
    :class:`layouts.fonts.MissingGlyph`.
    """
    return set_lines(spans(normalised(runs), style, setting), style, measure, setting, node, lang)


def extents(
    runs: Sequence[Run], style: TextStyle, setting: Setting, *, lang: str | None = None
) -> tuple[float, float]:
    """Width of the widest piece of ``runs`` that nothing parts, and of the whole on one line."""
    resolved = spans(normalised(runs), style, setting)
    if not resolved:
        return 0.0, 0.0
    lang = lang or setting.language.code
    return HorizontalList(resolved, style, 1e9, setting, lang).extents()


def set_lines(
    resolved: Sequence[Span],
    style: TextStyle,
    measure: float,
    setting: Setting,
    node: Node | None,
    lang: str | None = None,
) -> list[Line]:
    """The same for spans."""
    if not resolved:
        return []
    broken = _broken(resolved, style, measure, setting, lang or setting.language.code)
    setter = _Setter(resolved, style, measure, setting, node)
    lines: list[Line] = []
    start = after(broken.parts, -1)
    for at in broken.breaks:
        boxes = [part.content for part in broken.parts[start:at] if isinstance(part, Box)]
        last = at == broken.breaks[-1]
        lines.append(setter.line(boxes, broken.parts[at], last))
        start = after(broken.parts, at)
    return lines


def _broken(
    resolved: Sequence[Span], style: TextStyle, measure: float, setting: Setting, lang: str
) -> Broken:
    """Where lines end; what stands in ``setting.memo`` belongs to no node and is found again."""
    memo = setting.memo
    if memo is None:
        listing = HorizontalList(resolved, style, measure, setting, lang)
        return _break(listing, style, measure, setting)
    said = tuple((s.run.text, s.run.raised, s.face.key, s.size, s.features) for s in resolved)
    key = (said, style.size, style.align, style.hyphenate, measure, setting.kind, lang)
    broken: Broken | None = memo.get(key)
    if broken is None:
        listing = HorizontalList(resolved, style, measure, setting, lang)
        broken = memo[key] = _break(listing, style, measure, setting)
    return broken


def _break(listing: HorizontalList, style: TextStyle, measure: float, setting: Setting) -> Broken:
    if setting.kind != "page":
        parts = listing.parts(loose=False)
        return Broken(parts, first_fit(parts, measure))
    slack = 0.0
    if style.align != "justify":
        slack = min(max(RAGGED * style.size, 0.08 * measure), 0.25 * measure)
    hyphenate = style.hyphenate and listing.hyphenable
    return total_fit(
        listing.parts(),
        measure,
        hyphenated=(lambda: listing.parts("lower")) if hyphenate else None,
        loose=lambda: listing.parts("all" if hyphenate else "wide", loose=True),
        slack=slack,
    )


class _Setter:
    """Makes lines of boxes: one text item for every stretch of one run."""

    def __init__(
        self,
        resolved: Sequence[Span],
        style: TextStyle,
        measure: float,
        setting: Setting,
        node: Node | None,
    ) -> None:
        self._spans = resolved
        self._measure = measure
        self._node = node
        self._align = style.align
        page = setting.kind == "page"
        self._hangs_left = page and style.align in ("justify", "left")
        self._hangs_right = page and style.align == "justify"
        self._height = pitch(style, setting.kind)
        self._baseline = baseline(style, setting)

    def line(self, boxes: list[Content], end: Part, last: bool) -> Line:
        """The line of ``boxes`` that ends at the part ``end``."""
        stretches = self._stretches(boxes)
        if isinstance(end, SoftHyphen):
            stretch = stretches[-1]
            word = stretch.span.word(SOFT_HYPHEN)
            stretch.words.append(word)
            stretch.width += word.advance * stretch.span.size / 1000
        x, extra, width = self._fit(stretches, last)
        items = self._items(stretches, x, extra)
        trailing = boxes[-1].space if not last else -1
        if trailing >= 0:
            self._trail(stretches, items, self._spans[trailing])
        text = "".join(item.text for item in items)
        notes: tuple[str, ...] = ()
        links: list[Item] = []
        for stretch in stretches:
            run = stretch.span.run
            if run.note is not None and run.note not in notes:
                notes += (run.note,)
            if run.link is not None:
                links = self._links(stretches, items)
        return Line([*items, *links], width, self._height, text, notes)

    def _stretches(self, boxes: list[Content]) -> list[_Stretch]:
        """Pieces of one word that stand in one line and span are shaped as one."""
        if len(self._spans) == 1:
            return [self._one_stretch(boxes)]
        out: list[_Stretch] = []
        current, text, final = -1, "", len(boxes) - 1
        for n, content in enumerate(boxes):
            for at, piece in content.chunks:
                if at != current:
                    if text:
                        out[-1].words.append(out[-1].span.word(text))
                    out.append(_Stretch(self._spans[at]))
                    current, text = at, piece
                else:
                    text += piece
            space = content.space
            if space < 0 or n == final:
                continue
            out[-1].words.append(out[-1].span.word(text))
            text = ""
            if space != current:
                out.append(_Stretch(self._spans[space]))
                current = space
            out[-1].words.append(out[-1].span.space)
            out[-1].spaces += 1
        if text:
            out[-1].words.append(out[-1].span.word(text))
        for stretch in out:
            advance = sum([word.advance for word in stretch.words])
            stretch.width = advance * stretch.span.size / 1000
        return out

    def _one_stretch(self, boxes: list[Content]) -> _Stretch:
        """The same where there is one span, as nearly everywhere."""
        span = self._spans[0]
        shaped, features = span.face.word, span.features
        words: list[GlyphRun] = []
        text, spaces, final = "", 0, len(boxes) - 1
        for n, content in enumerate(boxes):
            text += content.chunks[0][1]
            if content.space >= 0 and n != final:
                words += (shaped(text, features), span.space)
                text = ""
                spaces += 1
        if text:
            words.append(shaped(text, features))
        width = sum([word.advance for word in words]) * span.size / 1000
        return _Stretch(span, words, width, spaces)

    def _fit(self, stretches: list[_Stretch], last: bool) -> tuple[float, float, float]:
        """Left edge of the text, points added to each space, and the width then."""
        natural = sum([stretch.width for stretch in stretches])
        spaces = sum([stretch.spaces for stretch in stretches])
        left, measure = 0.0, self._measure
        if self._hangs_left:
            first = stretches[0]
            left = hang_left(first.span, first.words[0].text[:1])
            measure += left
        if self._hangs_right:
            final = stretches[-1]
            measure += hang_right(final.span, final.words[-1].text[-1:])
        extra = 0.0
        if spaces:
            extra = (measure - natural) / spaces
            space = stretches[0].span.space.advance * stretches[0].span.size / 1000
            if extra > 0 and (last or self._align != "justify"):
                extra = 0.0
            extra = min(max(extra, -SHRINK * space), WIDEST_SPACE * space)
        width = natural + spaces * extra
        if self._align == "center":
            return (self._measure - width) / 2, extra, width
        if self._align == "right":
            return self._measure - width, extra, width
        return -left, extra, width

    def _items(self, stretches: list[_Stretch], x: float, extra: float) -> list[TextItem]:
        items = []
        for stretch in stretches:
            span, run = stretch.span, stretch.span.run
            width = stretch.width + stretch.spaces * extra
            item = TextItem(
                x,
                self._baseline - span.rise,
                span.size,
                tuple(stretch.words),
                span.ink,
                self._node if run.node is None else run.node,
                extra if stretch.spaces else 0.0,
            )
            if run.page_of is not None:
                item.page_of, item.width = run.page_of, width
            items.append(item)
            x += width
        return items

    def _trail(self, stretches: list[_Stretch], items: list[TextItem], span: Span) -> None:
        """End a wrapped line with the space at which it was broken.

        A reader of the text would otherwise glue the words on either side of the break.
        """
        item, stretch = items[-1], stretches[-1]
        if span is stretch.span and item.page_of is None:
            item.words += (span.space,)
            return
        x = item.x + stretch.width + stretch.spaces * item.space
        node = self._node if span.run.node is None else span.run.node
        y = self._baseline - span.rise
        items.append(TextItem(x, y, span.size, (span.space,), span.ink, node))

    def _links(self, stretches: list[_Stretch], items: list[TextItem]) -> list[Item]:
        """One rectangle for every unbroken part of a link, from ascent to descent."""
        out: list[LinkItem] = []
        before: Run | None = None
        for stretch, item in zip(stretches, items, strict=False):
            span, run = stretch.span, stretch.span.run
            owner = self._node if run.node is None else run.node
            if run.link is None or owner is None:
                before = None
                continue
            width = stretch.width + stretch.spaces * item.space
            top = item.y - span.face.ascent * span.size / 1000
            height = (span.face.ascent - span.face.descent) * span.size / 1000
            rect = Rect(item.x, top, width, height)
            if before is not None and before.link == run.link and out[-1].node is owner:
                known = out[-1]
                top, bottom = (min(known.rect.y, rect.y), max(known.rect.bottom, rect.bottom))
                known.rect = Rect(known.rect.x, top, rect.right - known.rect.x, bottom - top)
                known.description += run.text
            else:
                out.append(LinkItem(rect, run.link, owner, run.text))
            before = run
        return list(out)
