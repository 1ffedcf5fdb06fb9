"""How text is to be set: the medium, its styles, the faces and the line breaker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from layouts.language import Language
from layouts.theme import BOLD, BOLD_FROM, REGULAR, Medium, TextStyle, Theme

if TYPE_CHECKING:
    from layouts.fonts import Face, Faces
    from layouts.master import Frame


@dataclass(frozen=True)
class Setting:
    """Pages are set total-fit with shaped, kerned advances and hyphens.

    Slides are set first-fit with the widest advances of any likely viewer, no hyphens, and
    ``margin`` more width than that, because the viewer breaks the lines again, greedily.
    """

    kind: str
    """``page`` or ``slide``."""
    theme: Theme
    language: Language
    faces: Faces
    margin: float = 0.0
    """Share by which every measured width is taken wider (slides)."""
    step: float = 1.0
    """Factor of the type scale, chosen by the fit ladder."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Roles that are set in another role, as the frame says."""
    ink: str = ""
    """Ink of all text, as the frame says; empty: as the roles say."""
    memo: dict[Any, Any] | None = field(default=None, compare=False, repr=False)
    """Where lines end, kept for a text that is set many times over; None: for none."""

    def within(self, frame: Frame) -> Setting:
        """How text is set inside a frame."""
        return replace(self, roles=frame.roles, ink=frame.ink)

    def style(self, role: str) -> TextStyle:
        """The style of a role in this medium at this step; KeyError names an unknown role."""
        style = self.medium.style(self.roles.get(role, role), self.step)
        return replace(style, ink=self.ink) if self.ink else style

    @property
    def medium(self) -> Medium:
        """The theme's styles for pages or for slides."""
        return self.theme.page if self.kind == "page" else self.theme.slide

    def face(self, style: TextStyle, strong: bool = False, emphasis: bool = False) -> Face:
        """The face for a style, made strong (``BOLD_FROM`` or more) or italic on request."""
        weight = style.weight
        if strong and weight < BOLD_FROM:
            weight = max(weight + 250, BOLD_FROM)
        if self.kind == "slide":  # a deck knows regular and bold alone
            weight = BOLD if weight >= BOLD_FROM else REGULAR
        return self.faces.face(style.face, weight, style.italic != emphasis)
