"""Themes: inks, faces and text styles by role, for pages and for slides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from layouts.records import Record, choice, flag, integer, many, mapping, number, one, text
from layouts.shades import Shades

REGULAR, BOLD = 400, 700
"""The two weights of a family in a presentation, and of a family of static files."""
BOLD_FROM = 600
"""Weights from here on are bold where there are two."""


class Ink(Record):
    """A named colour with a value for each edition."""

    rgb: str = text(max=7, pattern=r"#[0-9A-Fa-f]{6}", shape="#rrggbb")
    """For screens, such as ``#00629B``; in quotes."""
    cmyk: tuple[float, ...] = many(number(0, 100), low=4, high=4)
    """Per cent of cyan, magenta, yellow and black."""
    slot: str = choice(
        *("dk1", "lt1", "dk2", "lt2"),
        *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
        *("hlink", "folHlink"),
    )
    """The colour of the presentation's theme that stands for this ink on slides."""


class FaceFamily(Record):
    """A typeface family: a variable upright and italic, or up to four static files."""

    family: str = text(max=60)
    """Name that the deck's theme carries."""
    upright: str = text(max=200)
    """``package:file`` inside an installed Python package, or a path inside the layouts folder."""
    italic: str = text(max=200)
    """The same for the italic."""
    bold: str = text(max=200, default="", blank=True)
    """Upright from the weight ``BOLD_FROM`` on; empty: ``upright``, which is then best variable."""
    bold_italic: str = text(max=200, default="", blank=True)
    """Italic from there on; empty: ``italic``."""
    upright_sha256: str = text(max=64, default="", blank=True)
    """Refuses any other file."""
    italic_sha256: str = text(max=64, default="", blank=True)
    """Refuses any other file."""
    bold_sha256: str = text(max=64, default="", blank=True)
    """Refuses any other file."""
    bold_italic_sha256: str = text(max=64, default="", blank=True)
    """Refuses any other file."""

    def file(self, weight: int, italic: bool) -> tuple[str, str]:
        """The file that draws this weight and slope, and its SHA-256 or an empty string."""
        if weight >= BOLD_FROM:
            if italic and self.bold_italic:
                return self.bold_italic, self.bold_italic_sha256
            if not italic and self.bold:
                return self.bold, self.bold_sha256
        if italic:
            return self.italic, self.italic_sha256
        return self.upright, self.upright_sha256


class TextStyle(Record):
    """How the text of one role is set; lengths in points."""

    face: str = choice("body", "head")
    """One of the two faces."""
    size: float = number(5, 200)
    """Size of the type."""
    leading: float = number(5, 240)
    """Distance between baselines; on slides it is written in whole per cent of 1.2 × size."""
    weight: int = integer(200, 900, default=400)
    """400 is regular, 700 is bold."""
    italic: bool = flag()
    """Set in the italic."""
    ink: str = text(max=30, default="text")
    """Name of an ink."""
    align: str = choice("left", "justify", "center", "right", default="left")
    """``justify`` on pages alone."""
    before: float = number(0, 200, default=0.0)
    """Space above."""
    after: float = number(0, 200, default=0.0)
    """Space below."""
    indent: float = number(0, 200, default=0.0)
    """Where the text begins when a label (bullet, number) hangs before it."""
    hyphenate: bool = flag()
    """Pages: words are divided at line ends."""
    keep_next: bool = flag()
    """Never a break between this and what follows."""
    balance: bool = flag()
    """Pages: lines of a short text are made equally long (headings)."""
    bar: str = text(max=30, default="")
    """Pages: ink of a bar that stands left of the paragraph, in the room of its indent."""
    features: tuple[str, ...] = many(text(max=8), default=())
    """OpenType features switched on, such as ``tnum``."""

    def scaled(self, factor: float) -> TextStyle:
        """The same style with size, leading, spaces and indent times ``factor``."""
        return replace(
            self,
            size=round(self.size * factor, 2),
            leading=round(self.leading * factor, 2),
            before=round(self.before * factor, 2),
            after=round(self.after * factor, 2),
            indent=round(self.indent * factor, 2),
        )


class Medium(Record):
    """The styles of pages or of slides."""

    styles: dict[str, TextStyle] = mapping(one(TextStyle))
    """The style of every kind of text, by name."""
    steps: tuple[float, ...] = many(number(0.5, 1), low=1, default=(1.0,))
    """Factors of the type scale that fitting may take, 1 first, then falling (slides, covers)."""
    floor: float = number(5, 40, default=6.0)
    """Slides: no text but captions, sources and furniture is set smaller than this."""
    least: float = number(5, 40, default=6.0)
    """Captions, sources and other text that is not above the floor is not set smaller than this."""
    fit: tuple[float, ...] = many(number(0.5, 1), low=1, high=12, default=(1.0,))
    """Pages: factors of the type scale that a whole document may take to hold its limit, 1 first,
    then falling."""

    def style(self, role: str, step: float = 1.0) -> TextStyle:
        """The style of a role at a step of the type scale, but not below what the medium allows.

        KeyError names an unknown role.
        """
        style = self.styles[role]
        if step == 1.0:
            return style
        floor = self.floor if style.size > self.floor else self.least
        return style.scaled(max(step, min(1.0, floor / style.size)))

    def stepped(self, step: float, roles: Mapping[str, str], ink: str = "") -> dict[str, TextStyle]:
        """All styles at a step, where ``roles`` names other roles for some; in ``ink`` if given."""
        styles = {role: self.style(roles.get(role, role), step) for role in self.styles}
        return {role: replace(s, ink=ink) for role, s in styles.items()} if ink else styles

    def scaled(self, factor: float) -> Medium:
        """The medium with its whole type scale times ``factor``, floors kept."""
        return replace(self, styles=self.stepped(factor, {}))


class Theme(Record):
    """Inks, faces and styles."""

    name: str = text(max=60)
    """In the deck, the name of its theme."""
    inks: dict[str, Ink] = mapping(one(Ink))
    """By name; a shade such as ``accent+40`` is found too (:mod:`layouts.shades`)."""
    faces: dict[str, FaceFamily] = mapping(one(FaceFamily))
    """``body`` and ``head``."""
    series: tuple[str, ...] = many(text(max=30))
    """Inks of chart series, in order; told apart by colour-blind readers."""
    page: Medium = one(Medium)
    """Styles of pages."""
    slide: Medium = one(Medium)
    """Styles of slides."""
    substitute: float = number(1, 1.5, default=1.0)
    """How many times as wide as the theme's own faces text is taken on slides, at least; what
    viewers are known to show in their stead (:mod:`layouts.substitutes`) is allowed for anyway."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        vars(self)["inks"] = Shades(self.inks)
