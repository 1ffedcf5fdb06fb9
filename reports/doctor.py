"""Doctor: what a template lacks, or what the installation does, told before anything is built."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layouts.fonts import Faces
from layouts.master import PageTemplate
from layouts.problems import Place, Problems, ResourceError
from reports.brand import Brands, Choice
from reports.config import Layouts
from reports.pipeline import DEFAULT_AUDIENCE, own_layouts_here

if TYPE_CHECKING:
    from reports.template.dressing import Dress
    from reports.template.intake import Template

INSTEAD = "instead"
"""The rule of a layout of ours that the template has no answer to."""
LANGUAGE = "en"
"""Language of the words in which layouts are tried."""
PACKAGES = ("reportlab", "PyYAML", "uharfbuzz", "pyphen", "Pillow", "python-pptx", "pikepdf")
TOOLS = {
    "soffice": "draws decks in the tests",
    "pdftoppm": "draws pages in the tests",
    "qpdf": "judges PDFs in the tests",
    "gs": "draws plates in the tests",
    "java": "runs veraPDF in the tests",
}
"""Programs that the tests ask, and what for; builds need none."""


@dataclass
class Diagnosis:
    """What was found, part by part, and what is to be mended."""

    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Rows by the title of the part; the rows of a part have the same keys."""
    advice: list[str] = field(default_factory=list)
    """What is missing, and what would help."""

    def as_json(self) -> dict[str, Any]:
        """The same for other programs."""
        return {"parts": self.parts, "advice": self.advice}


def diagnose(
    audience: str | None, own_layouts: Path | None, template: Path | None, fonts: Path | None
) -> Diagnosis:
    """The diagnosis of the template of an audience, or of the installation if it has none.

    Raises :class:`layouts.problems.InputError` when the template cannot be used.
    """
    problems = Problems()
    layouts = Layouts(own_layouts if own_layouts is not None else own_layouts_here())
    where = Place("--audience")
    chosen = layouts.audience(audience or DEFAULT_AUDIENCE, where, problems)
    problems.stop()
    assert chosen is not None
    brands = Brands(layouts, Choice(template, fonts))
    if not brands.wanted(chosen):
        return installation(layouts, chosen.theme)
    theme = layouts.theme(chosen.theme, chosen.at("theme"), problems)
    place = chosen.slides.at("master")
    master = layouts.master(chosen.slides.master, "slide", place, problems)
    language = layouts.language(LANGUAGE, where, problems)
    opened = brands.template(chosen, problems)
    problems.stop()
    assert theme is not None
    assert master is not None
    assert language is not None
    assert opened is not None
    asked = chosen.slides.template_layouts
    dress = opened.dress(theme, master, language, asked, problems)
    problems.stop()
    assert dress is not None
    return _of_template(opened, dress, master.templates)


def _of_template(template: Template, dress: Dress, ours: Mapping[str, PageTemplate]) -> Diagnosis:
    found = Diagnosis()
    width, height = template.deck.size
    found.parts["Template"] = [
        {
            "file": template.name,
            "slides": f"{width:.0f} × {height:.0f} pt",
            "master": dress.chosen.name,
            "sha256": template.digest,
        }
    ]
    found.parts["Layouts"] = list(_layouts(dress))
    found.parts["Fonts"] = list(_fonts(template, dress))
    found.parts["Contrast"] = list(_contrasts(dress))
    lacking = _missing(dress, ours)
    found.advice = list(dict.fromkeys([*lacking, *_advised(template, dress)]))
    return found


def _layouts(dress: Dress) -> Iterator[dict[str, Any]]:
    from reports.template.mapping import RULES

    for name, match in dress.mapping.matches.items():
        rule = RULES[match.rule] + (f" of {match.alias}" if match.alias else "")
        yield {
            "ours": name,
            "template": match.layout.name,
            "found": rule,
            "placeholders": sum(seat.placeholder is not None for seat in match.seats.values()),
            "unused": match.left,
        }


def _fonts(template: Template, dress: Dress) -> Iterator[dict[str, Any]]:
    from reports.template.faces import HOW, measured

    families = dict.fromkeys(used.family for used in dress.faces.used if used.family)
    for family in families:
        yield {"font": family, "measured": HOW[measured(family, template.files)]}


def _contrasts(dress: Dress) -> Iterator[dict[str, Any]]:
    """Texts of the template that read too badly, and the colour that they are set in."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for where, reading in dress.readings.items():
        name, _, frame = where.partition(".")
        match = dress.mapping.matches.get(name)
        if match is not None and reading.contrast < reading.least:
            key = (
                match.layout.name,
                reading.colour,
                f"{reading.contrast:.1f}",
                f"{reading.least:g}",
                reading.set_as or "it is",
            )
            rows.setdefault(key, []).append(frame)
    for (layout, colour, contrast, least, set_as), frames in rows.items():
        yield {
            "layout": layout,
            "texts": ", ".join(dict.fromkeys(frames)),
            "colour": colour,
            "contrast": contrast,
            "least": least,
            "set as": set_as,
        }


def _missing(dress: Dress, names: Mapping[str, PageTemplate]) -> Iterator[str]:
    """What of ours has no place of its own, and how to give it one."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for name, match in dress.mapping.matches.items():
        for note in match.notes if match.rule != INSTEAD else ():
            lacking.setdefault((match.layout.name, note), []).append(name)
    for (layout, note), ours in lacking.items():
        yield f"{layout!r} (for {', '.join(ours)}): {note}"
    for name, match in dress.mapping.matches.items():
        if match.rule == INSTEAD:
            template = names.get(name)
            known = (template.title, *template.names[:2]) if template is not None else (name,)
            called = " or ".join(repr(one) for one in known)
            yield f"{name} stands on {match.layout.name!r}: a layout named {called} would be taken"


def _advised(template: Template, dress: Dress) -> Iterator[str]:
    for problem in template.advice(dress):
        expected = f"; expected {problem.expected}" if problem.expected else ""
        yield f"{problem.code}: {problem.found}{expected}"


def installation(layouts: Layouts, theme_name: str) -> Diagnosis:
    """Python, packages, fonts with their hashes, and the programs that the tests ask."""
    found = Diagnosis()
    found.parts["Python"] = [{"version": platform.python_version(), "program": sys.executable}]
    rows: list[dict[str, Any]] = []
    for name in PACKAGES:
        try:
            rows.append({"package": name, "version": version(name)})
        except PackageNotFoundError:
            rows.append({"package": name, "version": "missing"})
            found.advice.append(f"the package {name} is missing: install the program again")
    found.parts["Packages"] = rows
    found.parts["Fonts"] = list(_faces(layouts, theme_name, found.advice))
    found.parts["Programs"] = [
        {"program": name, "for": what, "found": "yes" if shutil.which(name) else "no"}
        for name, what in TOOLS.items()
    ]
    return found


def _faces(layouts: Layouts, theme_name: str, advice: list[str]) -> Iterator[dict[str, Any]]:
    problems = Problems()
    theme = layouts.theme(theme_name, Place("--audience"), problems)
    problems.stop()
    assert theme is not None
    faces = Faces(theme, LANGUAGE)
    for which, family in theme.faces.items():
        try:
            files = [face.path.name for face in faces.each_file(which)]
            yield {"face": which, "family": family.family, "files": ", ".join(files)}
        except ResourceError as error:
            advice.append(str(error))
            yield {"face": which, "family": family.family, "files": "missing"}
