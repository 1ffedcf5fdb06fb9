"""Edition: one audience of a pack, resolved, and how its documents are composed and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from layouts.audience import CLAIMS, Audience
from layouts.compose import compose
from layouts.fonts import Faces
from layouts.language import Language
from layouts.master import Master
from layouts.problems import InputError, Problem
from layouts.scene import Scene
from layouts.setting import Setting
from layouts.theme import Theme
from reports import licences, printing, writers
from reports.brand import Brand
from reports.pack import Identity, Pack
from reports.profilefile import Profile
from reports.recipients import Recipient
from reports.selection import Selection
from reports.story import tell
from reports.telling import Telling

SLIDE_MARGIN = 0.01
"""Share by which text on slides is taken wider than the widest face that may show it (measured:
0 of 2,304 paragraphs too short from 0.5 per cent on)."""
MEDIA = {"pdf": "page", "print": "page", "pptx": "slide"}
"""What can be made, and which of the two scenes it is made from."""


@dataclass
class Edition:
    """One audience of a pack, resolved: what each medium tells, and how it is set."""

    pack: Pack
    audience_name: str
    audience: Audience
    theme: Theme
    language: Language
    faces: Faces
    masters: dict[str, Master]
    selections: dict[str, Selection]
    profile: Profile
    """What the print edition is separated for."""
    inputs: dict[str, str]
    """SHA-256 of every file of the pack and of the layouts that it is made from, by name."""
    written: Identity
    """What the pack says of itself, whatever the audience has changed."""
    warnings: list[Problem] = field(default_factory=list)
    recipient: Recipient | None = None
    """Whose pack it is, of a table of recipients; None: everybody's."""
    brand: Brand | None = None
    """The presentation of its owner that the slides stand on; None: our own layouts."""

    @property
    def stem(self) -> str:
        """Name of the output files without their ending."""
        return f"{self.pack.pack.id}-{self.audience_name}-{self.pack.pack.language}"

    def media(self, targets: Sequence[str] = ()) -> list[str]:
        """What is laid out: what the audience makes, and what ``targets`` need besides."""
        needed = {MEDIA[target] for target in (*self.audience.formats, *targets)}
        return [medium for medium in ("page", "slide") if medium in needed]

    def write(self, target: str, scene: Scene, date: datetime, digest: str) -> bytes:
        """The file of one target. Raises :class:`InputError` where it cannot be printed."""
        if target == "print":
            press = self.audience.press
            self.warnings += printing.examine(scene, self.theme, press, self.pack.place_of)
            write = writers.press(
                printing.order(press, self.profile, self.pack, self.audience_name)
            )
        else:
            embed = self.audience.slides.embed_fonts
            if target == "pptx" and embed and self.brand is None:
                self.warnings += licences.examine(scene, self.theme, self.faces)
            foundation = self.brand.foundation if self.brand is not None else None
            claims = self.audience.pages.conform
            write = writers.writer(
                target,
                embed=embed,
                foundation=foundation,
                claims=None if set(claims) == set(CLAIMS) else claims,
            )
        medium = MEDIA[target]
        theme, faces = self.look(medium)
        master = self.masters[medium]
        return write(scene, theme, faces, master=master, date=date, inputs_digest=digest)

    def look(self, medium: str) -> tuple[Theme, Faces]:
        """The theme and the faces of one medium."""
        if self.brand is not None and medium == "slide":
            return self.brand.theme, self.brand.faces
        return self.theme, self.faces

    def setting(self, medium: str, memo: dict[Any, Any] | None = None) -> Setting:
        """How text is set in ``medium``; what shares a ``memo`` breaks lines once."""
        theme, faces = self.look(medium)
        margin = SLIDE_MARGIN if medium == "slide" else 0.0
        return Setting(medium, theme, self.language, faces, margin, memo=memo)

    def compose(self, medium: str, memo: dict[Any, Any] | None = None) -> tuple[Scene, Telling]:
        """The scene of one medium; problems carry the file and line of their block."""
        story, telling = tell(self.selections[medium], self.language, self.masters[medium])
        try:
            return compose(story, self.masters[medium], self.setting(medium, memo)), telling
        except InputError as error:
            raise InputError(
                [replace(p, place=self.pack.place_of(p.place.file)) for p in error.problems]
            ) from error
