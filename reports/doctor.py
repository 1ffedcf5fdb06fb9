"""Doctor: what a template has for our slides and what it lacks; without one, what the
installation has."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layouts.problems import InputError, Place, Problem, Problems, ResourceError
from layouts.theme import Theme
from reports.brand import Brand, Brands, Choice
from reports.config import Layouts
from reports.editions import DEFAULT_AUDIENCE, own_layouts_here
from reports.setup import Setup, setup

if TYPE_CHECKING:
    from reports.template.mapping import Match

FINE, LACKING = 0, 1
"""Statuses: all is there; something is missing, but documents can be made."""
LANGUAGE = "en"
PACKAGES = (
    *("reportlab", "PyYAML", "uharfbuzz", "pyphen", "Pillow", "pdfplumber", "python-pptx"),
    *("lxml", "pikepdf", "tinycss2", "resvg-py"),
    *("fontpkg-source-sans-3", "fontpkg-source-serif-4", "fontpkg-arimo"),
)
"""What the program needs; a test holds this against ``pyproject.toml``."""
PROGRAMS = {
    "soffice": "to look at decks",
    "pdftoppm": "to look at pages",
    "qpdf": "judges PDFs in the tests",
    "gs": "draws plates in the tests",
    "java": "runs veraPDF in the tests",
}
"""Programs that are useful and that no build needs."""
NEEDS = {
    "title": "a title and a subtitle",
    "section": "a title",
    "two-content": "a title and two content placeholders side by side, each with an index",
    "three-content": "a title and three content placeholders side by side, each with an index",
    "comparison": "a title and two content placeholders, a text placeholder above each",
    "chart-takeaway": "a title, a chart placeholder and a text placeholder beside it",
    "picture": "a title, a picture placeholder and a text placeholder for its caption",
}
OWN = tuple(NEEDS)
"""Layouts of ours that another can only stand in for, and what one that answers them has. The
others are well served by a title with content, or by a title alone."""


@dataclass
class Diagnosis:
    """What was found, in sections of rows."""

    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    advice: list[str] = field(default_factory=list)
    """What to do, a sentence each."""

    @property
    def status(self) -> int:
        """:data:`FINE` or :data:`LACKING`."""
        return LACKING if self.advice else FINE

    def data(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {**self.sections, "advice": self.advice, "status": self.status}

    def json(self) -> str:
        """:meth:`data` as JSON in ASCII, as names may hold what controls terminals."""
        return json.dumps(self.data(), indent=1)

    def text(self) -> str:
        """All of it, for people."""
        out: list[str] = []
        for name, rows in self.sections.items():
            if not rows:
                continue
            out += [name, *_table(rows), ""]
        out.append("to do" if self.advice else "nothing to do")
        out += [f"  {_shown(line)}" for line in self.advice]
        return "\n".join(out)


def diagnose(audience: str | None, own_layouts: Path | None, choice: Choice) -> Diagnosis:
    """The diagnosis of a template, given or named by the audience; without one, of the
    installation. Raises :class:`InputError` for a template that cannot be used."""
    problems = Problems()
    layouts = Layouts(own_layouts if own_layouts is not None else own_layouts_here())
    brands = Brands(layouts, choice)
    told = setup(layouts, audience or DEFAULT_AUDIENCE, Place("--audience"), problems)
    problems.stop()
    assert told is not None
    if not brands.wanted(told.audience):
        assert told.theme is not None
        return installation(told.theme)
    return template(_brand(told, brands, problems))


def _brand(told: Setup, brands: Brands, problems: Problems) -> Brand:
    language = brands.layouts.language(LANGUAGE, Place("doctor"), problems)
    problems.stop()
    assert told.theme is not None
    assert told.slide is not None
    assert language is not None
    brand = brands.of(told.audience, told.theme, told.slide, language, problems)
    problems.stop()
    if brand is None:
        raise InputError([Problem("usage", Place("doctor"), "no template is named")])
    return brand


def template(brand: Brand) -> Diagnosis:
    """What a template has and lacks."""
    deck, dress = brand.template.deck, brand.dress
    told = Diagnosis()
    width, height = deck.size
    told.sections["template"] = [
        {
            "file": brand.template.name,
            "slides": f"{width:.0f} by {height:.0f} pt",
            "masters": len(deck.masters),
            "master used": dress.chosen.name,
            "layouts": len(dress.chosen.layouts),
        }
    ]
    told.sections["layouts"] = [_layout(match) for match in dress.mapping.matches.values()]
    told.sections["fonts"] = list(_fonts(brand))
    told.sections["colours"] = list(_colours(brand))
    told.sections["could have layouts of their own"] = list(_others(brand))
    told.advice = [*_missing(brand), *(_sentence(one) for one in brand.warnings)]
    return told


def _layout(match: Match) -> dict[str, Any]:
    """Which layout answers one of ours, why, and what stands where."""
    from reports.template.mapping import RULES

    seats = []
    for name, seat in match.seats.items():
        others = [s.partition("@")[0] for s in seat.slots if s not in seat.frame.slots]
        with_ = f" with {' and '.join(others)}" if others else ""
        where = repr(seat.placeholder.name) if seat.placeholder is not None else "free"
        seats.append(f"{name}{with_}: {where}{', moved' if seat.moved else ''}")
    how = RULES[match.rule]
    if match.alias:
        how += f", as {match.alias}"
    return {"ours": match.name, "theirs": match.layout.name, "how": how, "places": "; ".join(seats)}


def _fonts(brand: Brand) -> Iterator[dict[str, Any]]:
    from reports.template.faces import HOW, measured

    fonts, seen = brand.dress.chosen.fonts, set()
    roles = {fonts.major: "headings", fonts.minor: "text"}
    if fonts.major == fonts.minor:
        roles = {fonts.minor: "headings and text"}
    for used in brand.dress.faces.used:
        if used.family and used.family not in seen:
            seen.add(used.family)
            how = HOW[measured(used.family, brand.template.files)]
            role = roles.get(used.family, "on a layout, by its own name")
            yield {"family": used.family, "for": role, "measured": how}


def _colours(brand: Brand) -> Iterator[dict[str, Any]]:
    """Inks on what stands behind content, and text whose own colour was changed."""
    from reports.template.inks import NAMES, worst

    dress, mapping = brand.dress, brand.dress.mapping
    ratios: dict[tuple[str, str, str], float] = {}
    main = dress.mapping.matches["content"].seats["main"].placeholder
    grounds = main.ground.colours if main is not None else ()
    names = ("text", "deep", "accent", "warm", "muted", "link", *dress.theme.series)
    for name in dict.fromkeys(names):
        ink = dress.theme.inks[name]
        row = {"what": name, "slot": NAMES[ink.slot], "colour": ink.rgb}
        yield {**row, "on": " ".join(grounds), "contrast": f"{worst(ink.rgb, grounds):.1f}"}
    changed: dict[tuple[str, str, str], list[str]] = {}
    for where, reading in dress.readings.items():
        if reading.set_as:
            layout, _, frame = where.partition(".")
            key = (frame, reading.colour, reading.set_as)
            changed.setdefault(key, []).append(mapping.matches[layout].layout.name)
            ratios[key] = reading.contrast
    for key, layouts in changed.items():
        frame, colour, set_as = key
        theirs = list(dict.fromkeys(layouts))
        on = f"{theirs[0]!r}" + (f" and {len(theirs) - 1} more" if len(theirs) > 1 else "")
        row = {"what": f"{frame} of {on}", "slot": f"set in {set_as}", "colour": colour}
        yield {**row, "on": "", "contrast": f"{ratios[key]:.1f}"}


def _missing(brand: Brand) -> Iterator[str]:
    """Layouts that another one stands in for, and places that have to be made."""
    mapping = brand.dress.mapping
    for name, match in mapping.matches.items():
        if match.rule == "instead" and name in OWN:
            title = brand.base.templates[name].title
            yield (
                f"{name}: {match.layout.name!r} stands in. Add a layout called {title!r} with "
                f"{NEEDS[name]}, or name one under template_layouts."
            )
    content = mapping.matches["content"]
    if "eyebrow" not in content.seats:
        yield (
            "sections: no layout has a line above its title. A slide tells of each section; for a "
            "line instead, add a low text placeholder above the titles of content layouts."
        )
    foot = content.seats.get("foot")
    if foot is None or foot.placeholder is None:
        yield (
            "sources: no layout has a place for captions and sources. They stand in a text box at "
            "the foot of the content; add a text placeholder below it."
        )


def _others(brand: Brand) -> Iterator[dict[str, Any]]:
    """Layouts of ours that share one, and by what name one of their own would be found."""
    for name, match in brand.dress.mapping.matches.items():
        if match.rule == "instead" and name not in OWN:
            called = brand.base.templates[name].title
            yield {"ours": name, "stands on": match.layout.name, "found by the name": called}


def _sentence(problem: Problem) -> str:
    expected = f"; expected {problem.expected}" if problem.expected else ""
    return f"{problem.found}{expected}"


def installation(theme: Theme) -> Diagnosis:
    """What is installed."""
    told = Diagnosis()
    told.sections["python"] = [
        {"version": platform.python_version(), "system": platform.system().lower()}
    ]
    told.sections["packages"] = list(_packages(told))
    told.sections["fonts"] = list(_font_files(theme, told))
    told.sections["programs"] = [
        {"program": name, "where": shutil.which(name) or "not there", "for": use}
        for name, use in PROGRAMS.items()
    ]
    return told


def _packages(told: Diagnosis) -> Iterator[dict[str, Any]]:
    from importlib.metadata import PackageNotFoundError, version

    for name in PACKAGES:
        try:
            yield {"package": name, "version": version(name)}
        except PackageNotFoundError:
            told.advice.append(f"{name} is not installed: pip install {name}")
            yield {"package": name, "version": "not there"}


def _font_files(theme: Theme, told: Diagnosis) -> Iterator[dict[str, Any]]:
    """The files of the theme's families; opening one holds it against its SHA-256."""
    from layouts.fonts import Faces

    faces = Faces(theme)
    for which, family in theme.faces.items():
        try:
            for face in faces.each_file(which):
                row = {"family": family.family, "file": face.path.name}
                yield {**row, "state": "as the theme wants it"}
        except ResourceError as error:
            told.advice.append(str(error))
            yield {"family": family.family, "file": family.upright, "state": "not as wanted"}


def _table(rows: Sequence[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    names = list(rows[0])
    cells = [[_shown(row.get(name, "")) for name in names] for row in rows]
    widths = [max(len(row[n]) for row in [names, *cells]) for n in range(len(names))]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [names, *cells]
    ]


def _shown(value: Any) -> str:
    """``value`` as a cell: names in a template may hold what controls terminals."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in str(value))
