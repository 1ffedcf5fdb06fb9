"""What text looks like after inheritance: size, weight, colour, language.

Properties come from the run, then level by level from the shape's list style, the placeholder of
the layout, that of the master, the master's text styles, and the presentation's default text
style (ISO/IEC 29500-1, 19.3.1.36, 19.3.1.52 and 21.1.2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reports.deckcheck.markup import A, first, flag, integer, local, share
from reports.deckcheck.palette import Paint, Palette

USUAL_SIZE = 18.0
"""Points of text whose size nothing gives (21.1.2.3.2)."""
BULLETS = (A + "buChar", A + "buAutoNum", A + "buBlip")
_MARKS = (*BULLETS, A + "buNone")


class Given(NamedTuple):
    """Character properties that do not stand in an element of run properties: those of a table
    style, or the colour of a shape's style."""

    bold: bool | None = None
    paint: Paint | None = None


@dataclass(frozen=True)
class Look:
    """How characters are shown."""

    size: float
    """Points, after what a viewer was told to shrink."""
    bold: bool
    italic: bool
    paint: Paint
    family: str
    """Of Latin letters."""
    lang: str
    """Empty: none is declared anywhere."""
    own_lang: bool
    """Declared by the run itself."""
    marked: Paint | None = None
    """What a marker pen put behind it."""

    @property
    def large(self) -> bool:
        """Large-scale text (WCAG 2.2, definition): 18 points, or 14 and bold."""
        return self.size >= 18 - 0.005 or (self.bold and self.size >= 14 - 0.005)


def look(
    sources: Sequence[Any], palette: Palette, *, scale: float = 1.0, size: float = USUAL_SIZE
) -> Look:
    """The look that ``sources`` give, nearest first; the first is the run's own, or None.

    ``size``: what holds where none of them says a size.
    """
    own: Any = sources[0] if sources else None
    given = next((s for s in sources if _attribute(s, "sz") is not None), None)
    points = integer(_attribute(given, "sz")) / 100 if given is not None else size
    link = own.find(A + "hlinkClick") if _is_element(own) else None
    paint = _linked(link, palette) or _paint(sources, palette)
    lang = next((found for s in sources if (found := _attribute(s, "lang"))), "")
    return Look(
        points * scale,
        _switch(sources, "b"),
        _switch(sources, "i"),
        paint,
        _family(sources, palette),
        lang,
        bool(_attribute(own, "lang")),
        _marked(own, palette),
    )


def _marked(own: Any, palette: Palette) -> Paint | None:
    mark = own.find(A + "highlight") if _is_element(own) else None
    colour = palette.colour(mark) if mark is not None else None
    return None if colour is None else Paint("solid", (colour,))


def _is_element(source: Any) -> bool:
    return source is not None and not isinstance(source, Given)


def _attribute(source: Any, name: str) -> str | None:
    found = source.get(name) if _is_element(source) else None
    return None if found is None else str(found)


def _switch(sources: Sequence[Any], name: str) -> bool:
    for source in sources:
        if isinstance(source, Given):
            if name == "b" and source.bold is not None:
                return source.bold
        elif (found := _attribute(source, name)) is not None:
            return flag(found)
    return False


def _paint(sources: Sequence[Any], palette: Palette) -> Paint:
    for source in sources:
        found = source.paint if isinstance(source, Given) else palette.paint(source)
        if found is not None:
            return found
    text = palette.colours.get("tx1")
    return Paint("unknown") if text is None else Paint("solid", (text,))


def _linked(link: Any, palette: Palette) -> Paint | None:
    """The theme's colour of links, which outdoes all others but where the link says otherwise."""
    if link is None or any(
        local(mark) == "hlinkClr" and mark.get("val") == "tx" for mark in link.iter()
    ):
        return None
    colour = palette.colours.get("hlink")
    return None if colour is None else Paint("solid", (colour,))


def _family(sources: Sequence[Any], palette: Palette) -> str:
    for source in sources:
        latin = source.find(A + "latin") if _is_element(source) else None
        if latin is not None and latin.get("typeface"):
            return palette.face(latin.get("typeface"))
    return palette.face("+mn-lt")


@dataclass
class Cascade:
    """Where the text of one shape or cell takes its properties from, nearest first."""

    lists: tuple[Any, ...]
    """List styles (``a:lstStyle``, ``p:bodyStyle`` …) and :class:`Given`; no None among them."""
    _levels: dict[int, list[Any]] = field(default_factory=dict, repr=False)

    def level(self, number: int) -> list[Any]:
        """The paragraph properties of a level (from 0), and what else is given."""
        known = self._levels.get(number)
        if known is not None:
            return known
        found: list[Any] = []
        for one in self.lists:
            if isinstance(one, Given):
                found.append(one)
                continue
            for tag in (f"{A}lvl{number + 1}pPr", A + "defPPr"):
                properties = one.find(tag)
                if properties is not None:
                    found.append(properties)
        self._levels[number] = found
        return found

    def characters(self, number: int) -> list[Any]:
        """The run properties of a level."""
        found: list[Any] = []
        for one in self.level(number):
            if isinstance(one, Given):
                found.append(one)
                continue
            properties = one.find(A + "defRPr")
            if properties is not None:
                found.append(properties)
        return found


@dataclass(frozen=True)
class Run:
    """Characters of one look."""

    text: str
    kind: str
    """``run``, ``field``, ``break``, ``end`` for the mark at the end of a paragraph, or ``none``
    for what a paragraph without any of them would be set in."""
    look: Look
    link: Any = None
    """The ``a:hlinkClick``."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its runs."""

    element: Any
    level: int
    runs: tuple[Run, ...]
    bullet: bool
    """Begins with a sign or a number."""
    align: str
    left: float
    """Points from the edge of the frame to the text."""
    before: float
    """Points above it."""
    pitch: float
    """Points from line to line."""

    @property
    def text(self) -> str:
        """Its words; a break is a line feed."""
        return "".join(run.text for run in self.runs if run.kind != "end")

    @property
    def size(self) -> float:
        """Its largest type, in points."""
        sizes = [run.look.size for run in self.runs if run.text.strip()]
        return max(sizes or [run.look.size for run in self.runs], default=USUAL_SIZE)


_RUNS = {A + "r": "run", A + "fld": "field", A + "br": "break"}


def paragraph(
    element: Any, cascade: Cascade, palette: Palette, scale: float = 1.0, size: float = USUAL_SIZE
) -> Paragraph:
    """An ``a:p`` with everything resolved."""
    own = element.find(A + "pPr")
    level = integer(own.get("lvl")) if own is not None else 0
    inherited = cascade.characters(level)
    runs: list[Run] = []
    for child in element:
        kind = _RUNS.get(child.tag, "end" if child.tag == A + "endParaRPr" else "")
        if not kind:
            continue
        properties = child if kind == "end" else child.find(A + "rPr")
        shown = look([properties, *inherited], palette, scale=scale, size=size)
        words = child.findtext(A + "t") or "" if kind in ("run", "field") else ""
        link = properties.find(A + "hlinkClick") if properties is not None else None
        runs.append(Run("\n" if kind == "break" else words, kind, shown, link))
    if not runs:
        runs.append(Run("", "none", look([None, *inherited], palette, scale=scale, size=size)))
    chain = [p for p in (own, *cascade.level(level)) if p is not None and not isinstance(p, Given)]
    mark = next((found for p in chain if (found := first(p, _MARKS)) is not None), None)
    largest = max(run.look.size for run in runs)
    return Paragraph(
        element,
        level,
        tuple(runs),
        mark is not None and mark.tag in BULLETS,
        next((p.get("algn") for p in chain if p.get("algn")), "l"),
        next((integer(p.get("marL")) / 12700 for p in chain if p.get("marL")), 0.0),
        _spacing(chain, "spcBef", largest) or 0.0,
        _spacing(chain, "lnSpc", 1.2 * largest) or 1.2 * largest,
    )


def _spacing(chain: Sequence[Any], name: str, whole: float) -> float | None:
    """A spacing in points; ``whole`` is what 100 per cent are."""
    for properties in chain:
        spacing = properties.find(A + name)
        if spacing is None:
            continue
        points = spacing.find(A + "spcPts")
        if points is not None:
            return integer(points.get("val")) / 100
        per_cent = spacing.find(A + "spcPct")
        if per_cent is not None:
            return share(per_cent.get("val")) * whole
    return None
