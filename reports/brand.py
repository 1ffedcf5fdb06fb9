"""Brand: the presentation of its owner that an audience's slides are laid out on."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layouts.audience import Audience
from layouts.language import Language
from layouts.master import Master
from layouts.problems import Place, Problem, Problems
from layouts.readings import note_listed
from layouts.theme import Theme
from reports.config import Layouts
from reports.source import FONT_BYTES, read_path

if TYPE_CHECKING:
    from layouts.fonts import Faces
    from reports.template.dressing import Dress
    from reports.template.intake import Template
    from reports.writers.pptx.foundation import Foundation

OPTION = "--template"
TEMPLATE = "template/"
"""Names of templates among the inputs of the manifest begin so."""
FONTS = (".ttf", ".otf", ".ttc")
"""Suffixes of font files."""
FONT_FILES = 200


@dataclass(frozen=True)
class Choice:
    """Template and fonts as the command line names them; they go before those of an audience."""

    template: Path | None = None
    fonts: Path | None = None


@dataclass
class Brand:
    """A template in use for one audience."""

    template: Template
    base: Master
    """Our own master, whose layouts are mapped."""
    dress: Dress
    foundation: Foundation

    @property
    def master(self) -> Master:
        """The master that slides are composed in."""
        return self.dress.master

    def told(self, audience: Audience) -> Audience:
        """The audience, with slides between sections where titles have no line above them."""
        if not self.dress.dividers or audience.slides.dividers:
            return audience
        return replace(audience, slides=replace(audience.slides, dividers=True))

    @property
    def theme(self) -> Theme:
        """The theme of the slides."""
        return self.dress.theme

    @property
    def faces(self) -> Faces:
        """The faces that slides are measured with."""
        return self.dress.faces

    @property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of the template, by name."""
        return {f"{TEMPLATE}{self.template.name}": self.template.digest}

    @property
    def warnings(self) -> list[Problem]:
        """What the owner of the template should know."""
        return self.template.advice(self.dress)


@dataclass
class Brands:
    """The templates of one run: a file that several audiences use is read once."""

    layouts: Layouts
    choice: Choice = Choice()
    _opened: dict[str, Template | None] = field(default_factory=dict)

    def of(
        self,
        audience: Audience,
        theme: Theme,
        base: Master,
        language: Language,
        problems: Problems,
    ) -> Brand | None:
        """The brand of an audience; None when it has none, or after a problem was added."""
        template = self.template(audience, problems)
        if template is None:
            return None
        asked = audience.slides.template_layouts
        if not _known(asked, audience, base, template, problems):
            return None
        dress = template.dress(theme, base, language, asked, problems)
        if dress is None:
            return None
        return Brand(template, base, dress, template.foundation(dress))

    def wanted(self, audience: Audience) -> bool:
        """Whether an audience's slides stand on a template."""
        return self.choice.template is not None or bool(audience.slides.template)

    def template(self, audience: Audience, problems: Problems) -> Template | None:
        """The opened template of an audience."""
        if not self.wanted(audience):
            return None
        from reports.template.intake import open_template

        key, place, data = self._data(audience, problems)
        if key not in self._opened:
            name = os.path.basename(key)
            opened = None
            if data is not None:
                opened = open_template(data, name, place, problems)
            if opened is not None:
                self._add_fonts(opened, audience, problems)
            self._opened[key] = opened
        return self._opened[key]

    def _data(self, audience: Audience, problems: Problems) -> tuple[str, Place, bytes | None]:
        from reports.template.container import FILE_BYTES

        path = self.choice.template
        if path is not None:
            place = Place(OPTION)
            return str(path), place, read_path(path, place, problems, FILE_BYTES)
        name, place = audience.slides.template, audience.slides.at("template")
        return name, place, self.layouts.file(name, place, problems, FILE_BYTES)

    def _add_fonts(self, template: Template, audience: Audience, problems: Problems) -> None:
        folder, place = self.choice.fonts, Place("--fonts")
        if folder is None and audience.slides.fonts:
            name, place = audience.slides.fonts, audience.slides.at("fonts")
            folder = self.layouts.folder(name)
            if folder is None:
                problems.add("missing-file", place, f"there is no folder {name!r} in the layouts")
                return
        if folder is None:
            return
        if not folder.is_dir():
            problems.add("usage", place, f"there is no folder {str(folder)!r}")
            return
        note_listed(folder)
        for path in sorted(folder.iterdir())[:FONT_FILES]:
            if path.suffix.casefold() in FONTS:
                data = read_path(path, place, problems, FONT_BYTES)
                if data is not None and not template.files.give(path.name, data):
                    template.warn("template-fonts", f"{path.name} is no font file")


def _known(
    asked: dict[str, str],
    audience: Audience,
    base: Master,
    template: Template,
    problems: Problems,
) -> bool:
    """Whether the layouts that an audience names are there, on both sides."""
    before = len(problems)
    theirs = [one.name for master in template.deck.masters for one in master.layouts]
    folded = {name.casefold() for name in theirs}
    for ours, name in asked.items():
        place = audience.slides.at("template_layouts", ours)
        if ours not in base.templates:
            found = f"{ours!r} is no layout of the slides"
            problems.add("unknown-name", place, found, given=ours, names=base.templates)
        if name.casefold() not in folded:
            found = f"{name!r} is no layout of {template.name}"
            problems.add("unknown-name", place, found, given=name, names=theirs)
    return len(problems) == before
