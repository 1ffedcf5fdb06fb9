"""Styles: the text roles of a frame, set as its placeholder sets its levels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil

from layouts.theme import TextStyle, Theme
from reports.template.deckfile import Placeholder
from reports.template.faces import Typeface
from reports.template.inks import TemplateInks, least_of, worst
from reports.template.textlevels import SINGLE, TextLevel
from reports.writers.pptx.levels import Level

TITLE_ROLES = ("title", "cover-title", "section-title", "figure-title", "h1")
BODY_ROLES = (
    *("body", "list", "list-number", "h2", "quote", "quote-by", "takeaway"),
    *("callout-note", "callout-caution", "callout-message"),
    *("contents", "contents-2", "source-entry", "statement", "statement-caution"),
)
SMALL_ROLES = ("caption", "source", "eyebrow", "kicker", "subtitle", "meta")
SMALLEST, LARGEST = 6.0, 199.0
"""Sizes of text that are taken as they are, in points."""
ATTRIBUTION, SECONDARY = 0.75, 0.8
"""Sizes of attributions, and of what stands with a subtitle, as shares of the placeholder's."""
NUMBERED = 1.9
"""Em between the margin and the text of a numbered entry, at least."""
BULLET = 1.1
"""Em between the margin and the text of an entry where no level of a placeholder has a bullet."""


@dataclass(frozen=True)
class Reading:
    """How the text of a placeholder is read: for the report."""

    colour: str
    contrast: float
    least: float
    set_as: str = ""
    """The colour that it is set in instead; empty: its own."""


@dataclass
class FrameStyles:
    """The styles of one frame."""

    styles: dict[str, TextStyle] = field(default_factory=dict)
    """By role."""
    levels: tuple[Level, ...] = ()
    """What the placeholder gives by itself."""
    reading: Reading | None = None


class Stylist:
    """Makes styles of placeholders; gathers the typefaces that they use."""

    def __init__(self, ours: Theme, inks: TemplateInks, scale: float) -> None:
        """``scale``: height of the slide in heights of the one that our sizes are made for."""
        self._ours, self._inks, self._scale = ours.slide, inks, scale
        self.typefaces: dict[str, Typeface] = {}
        self._keys: dict[Typeface, str] = {}

    def typeface(self, family: str, caps: str = "none", tracking: float = 0.0) -> str:
        """The key of a family as it is used."""
        used = Typeface(family, caps, round(tracking, 2))
        if used not in self._keys:
            key = f"face{len(self.typefaces)}"
            self._keys[used] = key
            self.typefaces[key] = used
        return self._keys[used]

    def theme_faces(self, minor: str, major: str) -> None:
        """The families of the theme; to be called first, as ``body`` and ``head``."""
        self.typefaces = {"body": Typeface(minor), "head": Typeface(major)}
        self._keys = {Typeface(major): "head", Typeface(minor): "body"}

    def frame(self, one: Placeholder) -> FrameStyles:
        """The styles of a frame that stands on a placeholder."""
        out = FrameStyles()
        levels = one.levels
        first = self._base(levels[0])
        plain = next((n for n, level in enumerate(levels[:3]) if not level.bullet), 0)
        most = 1.05 * levels[plain].size
        bulleted = next(
            (
                n
                for n, level in enumerate(levels)
                if level.bullet == "char" and not level.blank and level.size <= most
            ),
            -1,
        )
        out.levels = tuple(self._level(levels, n, bulleted) for n in range(len(levels)))
        body = self._base(levels[plain])
        ink, out.reading = self._ink(one, levels[plain])
        body = replace(body, ink=ink)
        listed = self._base(levels[max(bulleted, 0)])
        listed = replace(listed, ink=self._ink(one, levels[max(bulleted, 0)])[0])
        indent = levels[bulleted].left if bulleted >= 0 else round(BULLET * listed.size, 2)
        title = replace(first, ink=self._ink(one, levels[0])[0])
        for role in TITLE_ROLES:
            out.styles[role] = title
        for role in (*BODY_ROLES, *SMALL_ROLES):
            out.styles[role] = self._role(role, body, listed, indent, one.ground.colours)
        return out

    def _role(
        self,
        role: str,
        body: TextStyle,
        listed: TextStyle,
        indent: float,
        grounds: tuple[str, ...],
    ) -> TextStyle:
        inks = self._inks.inks
        if role == "list":
            return replace(listed, indent=indent)
        if role == "list-number":
            return replace(listed, indent=max(indent, round(NUMBERED * listed.size, 2)))
        if role in ("h2", "callout-message", "takeaway", "statement"):
            return replace(body, weight=700, keep_next=role == "h2")
        if role in ("callout-caution", "statement-caution"):
            readable = worst(inks["warm"].rgb, grounds) >= least_of(body.size)
            return replace(body, ink="warm" if readable else body.ink, weight=700)
        if role in ("quote-by", "contents-2"):
            return _sized(body, ATTRIBUTION * body.size, self._floor)
        if role in ("kicker", "meta"):
            return _sized(body, SECONDARY * body.size, self._floor)
        if role == "source-entry":
            usual = self._ours.styles[role]
            style = _sized(body, usual.size * self._scale, self._floor)
            indent = usual.indent * self._scale
            return replace(style, indent=round(indent, 2), after=round(0.25 * style.size, 2))
        if role in ("caption", "source"):
            return _sized(body, self._ours.styles[role].size * self._scale, self._ours.least)
        return body

    @property
    def _floor(self) -> float:
        return self._ours.floor * self._scale

    def free(self, role: str) -> TextStyle:
        """The style of text outside placeholders: our size, the template's face."""
        style = self._ours.styles[role].scaled(self._scale)
        return replace(style, face="body")

    def _base(self, level: TextLevel) -> TextStyle:
        size = min(max(level.size, SMALLEST), LARGEST)
        spacing = ceil(round(100 * level.spacing, 3)) / 100
        tracking = 1000 * level.tracking / size
        key = "head" if level.heading else "body"
        if not level.blank:
            key = self.typeface(level.family, level.caps, tracking)
        return TextStyle(
            face=key,
            size=size,
            leading=round(SINGLE * size * spacing, 3),
            weight=700 if level.bold else 400,
            italic=level.italic,
            ink=self._inks.inherited(level.colour),
            align=level.align,
            after=round(level.before + level.after, 2),
            hyphenate=False,
            keep_next=False,
            balance=False,
        )

    def _ink(self, one: Placeholder, level: TextLevel) -> tuple[str, Reading]:
        """The ink of text at a level, and how it reads on what stands behind."""
        grounds, least = one.ground.colours, least_of(level.size)
        ratio = worst(level.colour, grounds)
        if ratio >= least and not level.blank:
            name = self._inks.inherited(level.colour)
            return name, Reading(level.colour, ratio, least)
        name = self._inks.readable(level.colour, grounds, least)
        other = self._inks.inks[name].rgb
        return name, Reading(level.colour, ratio, least, other if other != level.colour else "")

    def _level(self, levels: tuple[TextLevel, ...], n: int, bulleted: int) -> Level:
        """A level as the writer compares with it; lists begin at the level ``bulleted``."""
        level = levels[n]
        style = replace(self._base(level), before=round(level.before, 2), after=0.0)
        if level.blank:  # bullets and indents of its own are not relied upon
            return Level("body", replace(style, size=SMALLEST), n, blank=True)
        listed = level.bullet == "char" and 0 <= bulleted <= n
        before = [other for other in levels[bulleted:n] if other.bullet == "char"]
        return Level(
            "list" if listed else "body",
            style,
            len(before) if listed else n,
            level.left,
            level.hanging,
            "•" if listed else "\0" if level.bullet else "",
            level.heading,
            own=True,
            after=round(level.after, 2),
            exact=level.exact,
            tracking=level.tracking,
        )


def _sized(style: TextStyle, size: float, floor: float) -> TextStyle:
    """The style at another size, no larger than it was and not below ``floor``."""
    size = min(style.size, max(size, floor))
    return style if size == style.size else style.scaled(round(size / style.size, 4))
