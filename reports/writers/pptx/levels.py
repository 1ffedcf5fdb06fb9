"""Levels: what a text body sets for its paragraphs, so that slides repeat nothing of it.

A placeholder on a layout carries the style of each level; a paragraph on a slide says only where
it differs. Restyling the layout then restyles the deck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from layouts.lines import percent
from layouts.master import Frame
from layouts.theme import BOLD_FROM, Medium, TextStyle, Theme
from reports.writers.pptx.foundation import Body
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.markup import emu, hundredths, value

BOLD = BOLD_FROM
"""Weights from here on are bold: a presentation knows two weights of a family."""
MAJOR, MINOR = "+mj-lt", "+mn-lt"
BULLETS = ("•", "–")
"""Bullets by depth; deeper levels take the last."""
ALIGN = {"left": "l", "justify": "l", "center": "ctr", "right": "r"}
"""Slides are set ragged: viewers justify by other rules than ours."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a text body; lengths in points."""

    role: str
    style: TextStyle
    depth: int = 0
    """Depth in a list."""
    left: float = 0.0
    """Where text begins."""
    hanging: float = 0.0
    """How far before it the bullet stands."""
    bullet: str = ""
    """Bullet character; empty: none."""
    major: bool = False
    """Set in the theme's heading face."""
    own: bool = False
    """It stands on a layout that is not ours: its bullet is whatever is there."""
    blank: bool = False
    """Nothing of it is relied upon: paragraphs say it all."""
    after: float = 0.0
    """Space after a paragraph, besides that before the next."""
    exact: bool = False
    """Lines stand at an exact distance, which does not follow the size of the text."""
    tracking: float = 0.0
    """Points between characters, beyond their advances."""


def gap(style: TextStyle) -> float:
    """Space between two paragraphs of the same style: the larger of the two, as composed."""
    return max(style.before, style.after)


def space_after(style: TextStyle, level: Level) -> float:
    """Space that a paragraph in ``style`` keeps below itself: what its level has, as long as it is
    set in the level's size."""
    return level.after if style.size == level.style.size else 0.0


class Typefaces:
    """Which family is the theme's heading face and which its body face, on slides.

    The body face is that of the text role ``body`` on slides. The heading face is the other
    family where slides use it, otherwise the same.
    """

    def __init__(self, theme: Theme) -> None:
        styles = theme.slide.styles
        minor = styles["body"].face if "body" in styles else "body"
        other = "head" if minor == "body" else "body"
        used = any(style.face == other for style in styles.values())
        families = {which: face.family for which, face in theme.faces.items()}
        self.plain = minor
        """The ``face`` that is the theme's body face."""
        self.minor = families[minor]
        self.major = families[other] if used else self.minor
        self._families = families

    def family(self, face: str) -> str:
        """The family that a text style's ``face`` names."""
        return self._families[face]

    def token(self, face: str, *, heading: bool = False) -> str:
        """The reference to the theme's fonts that yields this face."""
        family = self._families[face]
        if heading and family == self.major:
            return MAJOR
        return MINOR if family == self.minor else MAJOR


class Levels:
    """The levels of every kind of text body."""

    def __init__(self, theme: Theme, inks: Inks, faces: Typefaces) -> None:
        self.medium: Medium = theme.slide
        self._inks = inks
        self._faces = faces
        self._known: dict[tuple[object, ...], tuple[Level, ...]] = {}
        self.bodies: dict[str, Body] = {}
        """Text bodies on layouts that are not ours, by the role of their frame."""

    def of(self, frame: Frame) -> tuple[Level, ...]:
        """The levels of the placeholder on a frame."""
        if frame.role in self.bodies:
            return self.bodies[frame.role].levels
        role = frame.role or (frame.slots[0] if frame.slots else "body")
        if role not in self.medium.styles:
            role = "title" if frame.placeholder in ("title", "center_title") else "body"
        return self.of_role(role, frame.placeholder, frame.roles, frame.ink)

    def of_role(
        self, role: str, placeholder: str, roles: Mapping[str, str] | None = None, ink: str = ""
    ) -> tuple[Level, ...]:
        """The levels of a body whose first level is set in ``role``; ``roles`` and ``ink`` are
        those of its frame."""
        roles = roles or {}
        key = (role, placeholder, ink, *sorted(roles.items()))
        if key not in self._known:
            styles = self.medium.stepped(1.0, roles, ink)
            self._known[key] = self._make(role, placeholder, styles)
        return self._known[key]

    def _make(
        self, role: str, placeholder: str, styles: Mapping[str, TextStyle]
    ) -> tuple[Level, ...]:
        heading = placeholder in ("title", "center_title")
        if placeholder == "other":
            # Text boxes and tables: no spacing of their own, so that shapes need not undo it.
            style = styles[role]
            return (Level(role, replace(style, leading=1.2 * style.size, before=0.0, after=0.0)),)
        first = Level(role, styles[role], major=heading)
        if placeholder not in ("body", "content"):
            return (first,)
        levels = [first]
        second = f"{role}-2"
        if second in styles:
            levels.append(Level(second, styles[second], left=styles[second].indent))
        if "list" in styles:
            style = styles["list"]
            for depth in range(3):
                bullet = BULLETS[min(depth, len(BULLETS) - 1)]
                left = style.indent * (depth + 1)
                levels.append(Level("list", style, depth, left, style.indent, bullet))
        return tuple(levels)

    def markup(self, levels: tuple[Level, ...], *, name: str = "a:lstStyle") -> str:
        """The levels as a list of level properties; the last goes on to the ninth."""
        inside = "".join(
            self.properties(f"a:lvl{n + 1}pPr", levels[min(n, len(levels) - 1)])
            for n in range(len(levels) if name == "a:lstStyle" else 9)
        )
        return f"<{name}>{inside}</{name}>"

    def properties(self, tag: str, level: Level) -> str:
        """One level in full."""
        style = level.style
        bullet = (
            f'<a:buFont typeface="+mn-lt"/><a:buChar char="{value(level.bullet)}"/>'
            if level.bullet
            else "<a:buNone/>"
        )
        return (
            f'<{tag} marL="{emu(level.left)}" indent="{-emu(level.hanging)}"'
            f' algn="{ALIGN[style.align]}" defTabSz="914400" rtl="0" eaLnBrk="1" hangingPunct="1">'
            f'<a:lnSpc><a:spcPct val="{percent(style) * 1000}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{hundredths(gap(style))}"/></a:spcBef>'
            '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
            f"{bullet}{self.characters('a:defRPr', style, major=level.major)}</{tag}>"
        )

    def characters(self, tag: str, style: TextStyle, *, major: bool = False, lang: str = "") -> str:
        """Character properties in full."""
        token = self._faces.token(style.face, heading=major)
        family = token[1:3]
        language = f'lang="{value(lang)}" ' if lang else ""
        return (
            f'<{tag} {language}sz="{hundredths(style.size)}" b="{int(style.weight >= BOLD)}"'
            f' i="{int(style.italic)}" kern="0">{self._inks.fill(style.ink)}'
            f'<a:latin typeface="+{family}-lt"/><a:ea typeface="+{family}-ea"/>'
            f'<a:cs typeface="+{family}-cs"/></{tag}>'
        )
