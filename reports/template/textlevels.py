"""Levels of text: what a paragraph in a placeholder inherits (ISO/IEC 29500-1, 19.3.1.52).

From the nearest to the farthest: the list of the placeholder on the layout, that of the master's
placeholder, the master's text style of its kind, the presentation's default. Each property comes
from the first that has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.template.colours import Palette, child
from reports.template.markup import Element, a, find, integer, local, points, share, truth

COUNT = 9
SIZE = 18.0
"""Size of text that nothing says a size of (21.1.2.3.9)."""
SINGLE = 1.2
"""Single line spacing in em, whatever the font (measured; :mod:`layouts.lines`)."""
_ALIGN = {
    **{"l": "left", "ctr": "center", "r": "right", "just": "justify"},
    **{"justLow": "justify", "dist": "justify", "thaiDist": "justify"},
}
_BULLETS = ("buNone", "buChar", "buAutoNum", "buBlip")
_FILLS = ("solidFill", "gradFill", "noFill", "pattFill", "blipFill")


@dataclass(frozen=True)
class TextLevel:
    """One level; lengths in points."""

    size: float = SIZE
    bold: bool = False
    italic: bool = False
    caps: str = "none"
    """``none``, ``small`` or ``all``."""
    tracking: float = 0.0
    """Added to every character."""
    colour: str = "#000000"
    family: str = ""
    """``+mj`` and ``+mn`` are resolved; empty where neither text nor theme names one."""
    heading: bool = False
    """The family is the theme's for headings."""
    themed: bool = True
    """The family comes from the theme, not by its own name."""
    spacing: float = 1.0
    """Share of the single line spacing; of exact spacing what it comes to."""
    exact: bool = False
    """Lines stand at an exact distance, which does not follow the size of the text."""
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    """Where text begins."""
    hanging: float = 0.0
    """How far before it the first line, or the bullet, begins; negative: how far behind."""
    align: str = "left"
    rtl: bool = False
    blank: bool = False
    """Nothing of this is inherited: no list gives a size, and programs differ in what they do
    then. It is read from the runs of the prompts, and slides say it all."""
    bullet: str = ""
    """``char``, ``number`` or ``picture``; empty: none."""
    sign: str = ""
    """The character of the bullet."""


@dataclass(frozen=True)
class Fonts:
    """Families of a theme."""

    major: str
    minor: str

    def resolve(self, name: str) -> str:
        """The family that ``+mj-lt`` and the like stand for; other names stand for themselves."""
        if name.startswith("+mj"):
            return self.major
        return self.minor if name.startswith("+mn") else name


class Inheritance:
    """Lists of levels, nearest first."""

    def __init__(
        self,
        lists: Sequence[Element | None],
        palette: Palette,
        fonts: Fonts,
        prompts: Sequence[Element | None] = (),
        usual: float = SIZE,
        title: bool = False,
    ) -> None:
        """``prompts``: text bodies whose runs stand in for lists that say nothing; ``usual``: the
        size where these say nothing either."""
        self._lists = [one for one in lists if one is not None]
        self._palette, self._fonts = palette, fonts
        self._prompts = [one for one in prompts if one is not None]
        self._usual, self._title = usual, title

    def levels(self) -> tuple[TextLevel, ...]:
        """The nine levels."""
        return tuple(self._level(n) for n in range(1, COUNT + 1))

    def _level(self, n: int) -> TextLevel:
        paragraphs = list(self._paragraphs(n))
        runs = [run for one in paragraphs if (run := one.find(a("defRPr"))) is not None]
        blank = _first(runs, "sz") is None
        family = _typeface(runs)
        if blank:
            for body in self._prompts:
                properties, characters = _prompt(body, n - 1)
                paragraphs += [properties] if properties is not None else []
                runs += [characters] if characters is not None else []
        size = integer(_first(runs, "sz"), round(self._usual * 100)) / 100
        spacing, exact = self._spacing(paragraphs, size)
        left = points(_first(paragraphs, "marL"))
        mark = _bullet(paragraphs)
        return TextLevel(
            size=size,
            bold=bool(truth(_first(runs, "b"))),
            italic=bool(truth(_first(runs, "i"))),
            caps=_first(runs, "cap") or "none",
            tracking=integer(_first(runs, "spc")) / 100,
            colour=self._colour(runs),
            family=self._fonts.resolve(family),
            heading=family.startswith("+mj") or (blank and self._title),
            themed=family.startswith("+"),
            spacing=spacing,
            exact=exact,
            before=_gap(paragraphs, "spcBef", size),
            after=_gap(paragraphs, "spcAft", size),
            left=left,
            hanging=-points(_first(paragraphs, "indent")),
            align=_ALIGN.get(_first(paragraphs, "algn") or "l", "left"),
            rtl=bool(truth(_first(paragraphs, "rtl"))),
            blank=blank,
            bullet=mark[0],
            sign=mark[1],
        )

    def _paragraphs(self, n: int) -> Iterator[Element]:
        for one in self._lists:
            for tag in (f"lvl{n}pPr", "defPPr"):
                found = one.find(a(tag))
                if found is not None:
                    yield found

    def _colour(self, runs: Sequence[Element]) -> str:
        for run in runs:
            for fill in run:
                if local(fill) in _FILLS:
                    inside = fill
                    if local(fill) == "gradFill":
                        inside = find(fill, a("gsLst"), a("gs"))
                    return self._palette.colour(child(inside), self._palette.named("tx1"))
        return self._palette.named("tx1")

    def _spacing(self, paragraphs: Sequence[Element], size: float) -> tuple[float, bool]:
        for one in paragraphs:
            found = one.find(a("lnSpc"))
            if found is None:
                continue
            per_cent = found.find(a("spcPct"))
            if per_cent is not None:
                return max(share(per_cent.get("val"), 1.0), 0.01), False
            exact = found.find(a("spcPts"))
            if exact is not None:
                return max(integer(exact.get("val")) / 100 / (SINGLE * size), 0.01), True
        return 1.0, False


def _prompt(body: Element, depth: int) -> tuple[Element | None, Element | None]:
    """Properties of the first paragraph of a depth, and of its text."""
    for paragraph in body.findall(a("p")):
        properties = paragraph.find(a("pPr"))
        level = integer(properties.get("lvl")) if properties is not None else 0
        if level == depth:
            run = find(paragraph, a("r"), a("rPr"))
            return properties, run if run is not None else paragraph.find(a("endParaRPr"))
    return None, None


def _first(elements: Sequence[Element], name: str) -> str | None:
    """The attribute ``name`` of the first element that has it."""
    for element in elements:
        value = element.get(name)
        if value is not None:
            return str(value)
    return None


def _typeface(runs: Sequence[Element]) -> str:
    for run in runs:
        latin = run.find(a("latin"))
        if latin is not None and latin.get("typeface"):
            return str(latin.get("typeface"))
    return "+mn-lt"


def _gap(paragraphs: Sequence[Element], tag: str, size: float) -> float:
    """Space before or after; a percentage is one of the single line spacing."""
    for one in paragraphs:
        found = one.find(a(tag))
        if found is None:
            continue
        per_cent = found.find(a("spcPct"))
        if per_cent is not None:
            return share(per_cent.get("val")) * SINGLE * size
        exact = found.find(a("spcPts"))
        return integer(exact.get("val")) / 100 if exact is not None else 0.0
    return 0.0


def _bullet(paragraphs: Sequence[Element]) -> tuple[str, str]:
    kinds = {"buChar": "char", "buAutoNum": "number", "buBlip": "picture"}
    for one in paragraphs:
        for element in one:
            kind = local(element)
            if kind in _BULLETS:
                return kinds.get(kind, ""), element.get("char", "") if kind == "buChar" else ""
    return "", ""
