"""Horizontal lists: from runs of text to boxes, glue and penalties.

A word may cross runs (a half of it emphasised, the mark of a note behind it), so where lines may
break is decided on the words of the whole paragraph, and only then are they cut at the runs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from layouts import hyphens, opportunities
from layouts.boxes import NEVER, Box, Glue, Part, Penalty
from layouts.fonts import SOFT_HYPHEN
from layouts.linebreak import FINISH, Hyphen
from layouts.opportunities import HYPHEN_COST, JOINER, Chance
from layouts.setting import Setting
from layouts.spans import RIGHT, Span, hang_right
from layouts.theme import TextStyle

STRETCH, SHRINK = 1 / 2, 1 / 3
"""How much a space of justified text gives at a ratio of 1 and -1, as shares of its width.

They are TeX's with Computer Modern. Against 0.8 and 0.3, with which a paragraph passed for good
sooner, the lines of ``benchmarks/typography.py`` came out an eighth less loose."""
RUNT = 9
"""A last line of one word, or of a part of one, of so many characters or fewer is avoided …"""
RUNT_COST = 1_000.0
"""… at this cost."""
PART_COST = 2_000.0
"""What a part of a word costs as the last line of a paragraph, when it is as short."""
PAIR_COST = 1_000.0
"""What it costs more to leave two letters alone before a hyphen."""
CAPITAL_COST = 600.0
"""What a hyphen inserted in a capitalised word costs where it is needed."""
LOOSE_COST = 3_000.0
"""What forbidden breaks between words cost where nothing else is left."""
Chunks = tuple[tuple[int, str], ...]
"""Text cut at the runs: number of the span, and characters."""


class SoftHyphen(Hyphen):
    """A break that draws a hyphen."""

    __slots__ = ()


_NEVER, _LOOSE = Penalty(NEVER), Penalty(LOOSE_COST)


class _Entry(NamedTuple):
    """A word on its way into a list."""

    parts: list[Part]
    hang: float
    """How far its last character hangs in the right margin, in points."""
    widest: float
    """Width of its widest box, in points."""


class Content(NamedTuple):
    """What a box of a horizontal list holds."""

    chunks: Chunks
    space: int
    """Number of the span of the space that follows; -1: none follows."""


class HorizontalList:
    """The words of a paragraph, measured; :meth:`parts` are what lines are broken from."""

    def __init__(
        self, spans: Sequence[Span], style: TextStyle, measure: float, setting: Setting, lang: str
    ) -> None:
        self.spans = spans
        self._measure = measure
        self._page = setting.kind == "page"
        self._kind = setting.kind
        self._wider = 1.0 if self._page else 1.0 + setting.margin
        self._justified = self._page and style.align == "justify"
        self._language = setting.language
        same = lang.partition("-")[0] == setting.language.code.partition("-")[0]
        self._dictionary = setting.language.hyphenation if same and self._page else ""
        self.words, self._after = _words(spans)
        plain = _plain(spans, self.words)
        self.costs = opportunities.between(plain, setting.kind, lang.startswith("en"))
        if self._page and self.costs and self.costs[-1] == 0.0 and len(plain[-1]) <= RUNT:
            self.costs[-1] = RUNT_COST

    @property
    def hyphenable(self) -> bool:
        """Whether there are patterns for the text's language."""
        return bool(self._dictionary)

    def parts(self, hyphenate: str = "", *, loose: bool = False) -> list[Part]:
        """The list; ``hyphenate`` nothing, ``lower`` case words, ``all`` words or only ``wide``
        ones (wider than the measure). On slides, and where ``loose``, words that are wider than
        the measure are cut anywhere; ``loose`` also makes forbidden breaks merely dear and, with
        ``all``, hyphenates the parts of compounds.
        """
        out: list[Part] = []
        cut = loose or not self._page
        books = [self._book(span, hyphenate, loose) for span in self.spans]
        made: dict[tuple[Chunks, int], _Entry] = {}
        costs, after = self.costs, self._after
        glue = [self._glue(span) for span in self.spans]
        last = len(self.words) - 1
        for n, word in enumerate(self.words):
            space = after[n]
            known = books[word[0][0]] if len(word) == 1 else made
            entry = known.get((word, space))
            if entry is None:
                entry = known[word, space] = self._word(word, space, hyphenate, loose)
            if cut and entry.widest > self._measure:
                entry = self._word(word, space, hyphenate, loose, cut=True)
            out += entry.parts
            if n == last:
                break
            cost = costs[n]
            if cost == NEVER:
                out.append(_LOOSE if loose else _NEVER)
            elif cost or entry.hang:
                out.append(Penalty(cost, -entry.hang))
            out.append(glue[space])
        out += FINISH
        return out

    def _book(self, span: Span, hyphenate: str, loose: bool) -> dict[tuple[Chunks, int], _Entry]:
        """The entries of words in one run, kept as long as the face: words come again and again.

        All that an entry depends on, besides the word and the measure, is in the key. Words that
        only ``wide`` ones are hyphenated of depend on the measure and are not kept.
        """
        if hyphenate == "wide":
            return {}
        language = self._language
        key = (
            *(span.size, span.features, span.run.raised, self._kind, self._wider),
            *(self._justified, hyphenate, self._dictionary if hyphenate else "", loose),
            *(language.hyphen_left, language.hyphen_right),
        )
        return span.face.books.setdefault(key, {})

    def extents(self) -> tuple[float, float]:
        """Width of the widest piece that nothing parts, and of the whole on one line."""
        widest = width = total = 0.0
        held = False
        for part in self.parts():
            if isinstance(part, Penalty):
                held = part.cost == NEVER
                if not held:
                    width = 0.0
                continue
            total += part.size
            if isinstance(part, Box) or held:
                width += part.size
                widest = max(widest, width)
            else:
                width = 0.0
            held = False
        return widest, total

    def _glue(self, span: Span) -> Glue:
        advance = span.space.advance if self._page else span.face.shown(" ")
        width = advance * span.size / 1000 * self._wider
        if self._justified:
            return Glue(width, width * STRETCH, width * SHRINK)
        return Glue(width)

    def _width(self, chunks: Chunks) -> float:
        if len(chunks) == 1 and self._page:
            at, text = chunks[0]
            return self.spans[at].width(text)
        if self._page:
            return sum(self.spans[at].width(text) for at, text in chunks)
        wider = self._wider / 1000
        return sum(
            self.spans[at].face.shown(text) * self.spans[at].size * wider for at, text in chunks
        )

    def _word(
        self, word: Chunks, space: int, hyphenate: str, loose: bool, *, cut: bool = False
    ) -> _Entry:
        """Boxes and penalties of one word; ``cut``: cut where it is wider than the measure."""
        at, text = word[0]
        if len(word) > 1 or self.spans[at].run.raised:
            text = "".join(
                JOINER * len(text) if self.spans[at].run.raised else text for at, text in word
            )
        chances = opportunities.inside(text, self._kind)
        if hyphenate and not chances:
            chances = self._hyphens(word, text, hyphenate)
        elif hyphenate == "all" and loose:
            chances = self._compound(text, chances)
        hang = 0.0
        if self._justified and text[-1] in RIGHT:
            hang = hang_right(self.spans[word[-1][0]], text[-1])
        if not chances:
            width = self._width(word)
            if not cut or width <= self._measure:
                return _Entry([Box(width, Content(word, space))], hang, width)
        edges = self._edges(word)
        parts: list[Part] = []
        start = 0
        for chance in chances:
            if space < 0 and self._page and len(text) - chance.start <= RUNT:
                chance = chance._replace(cost=chance.cost + PART_COST)
            parts += self._pieces(word, edges, start, chance.end, cut)
            parts.append(self._penalty(word, text, chance))
            start = chance.start
        parts += self._pieces(word, edges, start, len(text), cut)
        final = parts[-1]
        parts[-1] = Box(final.size, final.content._replace(space=space))  # type: ignore[union-attr]
        return _Entry(parts, hang, max(part.size for part in parts if isinstance(part, Box)))

    def _penalty(self, word: Chunks, text: str, chance: Chance) -> Penalty:
        before = _slice(word, chance.end - 1, chance.end)
        span = self.spans[before[-1][0]]
        edge = SOFT_HYPHEN if chance.soft else text[chance.end - 1]
        hang = hang_right(span, edge) if self._justified else 0.0
        if chance.soft:
            return SoftHyphen(chance.cost, span.width(SOFT_HYPHEN) - hang)
        return (Hyphen if chance.hyphen else Penalty)(chance.cost, -hang)

    def _hyphens(self, word: Chunks, text: str, hyphenate: str) -> tuple[Chance, ...]:
        bounds = opportunities.core(text)
        if not self._dictionary or bounds is None:
            return ()
        if hyphenate == "lower" and not text.islower():
            return ()
        if hyphenate == "wide" and self._width(word) <= self._measure:
            return ()
        start, end = bounds
        left, right = self._language.hyphen_left, self._language.hyphen_right
        cost = HYPHEN_COST if text.islower() else CAPITAL_COST
        return tuple(
            Chance(start + at, start + at, cost + (at < 3) * PAIR_COST, hyphen=True, soft=True)
            for at in hyphens.positions(text[start:end], self._dictionary, left, right)
        )

    def _compound(self, text: str, chances: tuple[Chance, ...]) -> tuple[Chance, ...]:
        """The same with hyphens inserted in the parts of a compound (``Secre-tary-General``)."""
        out: list[Chance] = []
        start = 0
        for chance in (*chances, None):
            end = len(text) if chance is None else chance.end
            if chance is not None and not chance.hyphen:
                return chances
            bounds = opportunities.core(text[start:end])
            if bounds is not None and self._dictionary:
                first, last = start + bounds[0], start + bounds[1]
                for at in hyphens.positions(text[first:last], self._dictionary, 3, 3):
                    cut = first + at
                    out.append(Chance(cut, cut, CAPITAL_COST, hyphen=True, soft=True))
            if chance is not None:
                out.append(chance)
                start = chance.start
        return tuple(out)

    def _pieces(
        self, word: Chunks, edges: list[float], start: int, end: int, cut: bool
    ) -> list[Part]:
        """The box of a piece; several with breaks between where it is wider than the measure.

        A viewer sets a word that is too wide for a line on a line of its own and fills lines with
        it; the first boxes are therefore as wide as the measure allows.
        """
        parts: list[Part] = []
        while cut and edges[end] - edges[start] > self._measure:
            room = edges[start] + self._measure
            middle = max(bisect_right(edges, room, start + 1, end) - 1, start + 1)
            parts.append(self._box(word, edges, start, middle))
            parts.append(Penalty(0.0))
            start = middle
            if start == end:
                return parts[:-1]
        parts.append(self._box(word, edges, start, end))
        return parts

    def _box(self, word: Chunks, edges: list[float], start: int, end: int) -> Box:
        return Box(edges[end] - edges[start], Content(_slice(word, start, end), -1))

    def _edges(self, word: Chunks) -> list[float]:
        """Width of a word, as it is shaped whole, up to each of its characters and its end."""
        edges = [0.0]
        for at, text in word:
            span, width = self.spans[at], edges[-1]
            scale = span.size * self._wider / 1000
            if self._page:
                within = span.face.edges(text, span.features)
                edges += [width + edge * scale for edge in within[1:]]
                continue
            for character in text:
                width += span.face.shown(character) * scale
                edges.append(width)
        return edges


def _words(spans: Sequence[Span]) -> tuple[list[Chunks], list[int]]:
    """Words cut at the spans, and the span of the space after each (-1: it is the last)."""
    words: list[Chunks] = []
    after: list[int] = []
    if len(spans) == 1:
        words = [((0, word),) for word in spans[0].run.text.split(" ")]
        return words, [0] * (len(words) - 1) + [-1]
    current: list[tuple[int, str]] = []
    for at, span in enumerate(spans):
        first, *others = span.run.text.split(" ")
        if first:
            current.append((at, first))
        for word in others:
            words.append(tuple(current))
            after.append(at)
            current = [(at, word)] if word else []
    if current:
        words.append(tuple(current))
        after.append(-1)
    return words, after


def _plain(spans: Sequence[Span], words: Sequence[Chunks]) -> list[str]:
    """The words without the marks of notes."""
    if len(spans) == 1 and not spans[0].run.raised:
        return [text for ((_, text),) in words]
    return ["".join([text for at, text in word if not spans[at].run.raised]) for word in words]


def _slice(word: Chunks, start: int, end: int) -> Chunks:
    """The characters ``start`` to before ``end`` of a word."""
    if len(word) == 1:
        return ((word[0][0], word[0][1][start:end]),)
    out, offset = [], 0
    for at, text in word:
        low, high = max(start - offset, 0), min(end - offset, len(text))
        if low < high:
            out.append((at, text[low:high]))
        offset += len(text)
    return tuple(out)
