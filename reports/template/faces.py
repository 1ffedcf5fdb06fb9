"""Faces of a template: how wide its fonts set a text, here and where they are missing.

Text is measured with the font itself where the template carries it or its owner gives it; for
families that every system has, with their widths; and never narrower than the widest likely
substitute, because a viewer that lacks the font takes one. So a missing font never overflows.
"""

from __future__ import annotations

from dataclasses import dataclass

from layouts.fonts import Face, Faces, locate
from layouts.scene import GlyphRun
from layouts.substitutes import OTHER, Widths
from layouts.theme import BOLD_FROM, Theme
from reports.template.fontfiles import Advances, FontFiles, folded

METRIC = (
    *("Arial", "Helvetica", "Liberation Sans", "Arimo", "Nimbus Sans", "Helvetica Neue"),
    *("Times New Roman", "Times", "Liberation Serif", "Tinos", "Nimbus Roman"),
)
"""Families that every system has, or has a stand-in of the same widths for; those of Times are
narrower than those of Arial, which measure them all."""
SERIF = (
    *("serif", "roman", "georgia", "cambria", "garamond", "palatino", "antiqua", "bookman"),
    *("schoolbook", "constantia", "minion", "merriweather", "playfair", "baskerville", "caslon"),
    *("lora", "didot", "bodoni", "slab", "sylfaen", "perpetua", "rockwell"),
)
"""Families with a piece of these in their names are substituted by a serif."""
_MONO = ("mono", "courier", "consolas", "code", "typewriter")
MONO = 602.0
"""Advance of DejaVu Sans Mono and Courier New, in thousandths of an em."""
WIDE = ("black", "heavy", "ultra", "extended", "wide", "poster")
"""Families and styles that set wider than their regular; measured so much wider:"""
WIDER = 1.18
_SANS = "fontpkg_source_sans_3:files/SourceSans3{}[wght].ttf"
_ARIAL = "fontpkg_arimo:files/Arimo{}[wght].ttf"
"""What shapes glyphs, and what measures families of known widths; upright, or for italics."""

HOW = {
    "carried": "with the font that the template carries",
    "given": "with the font file given",
    "metric": "with widths that every system has",
    "widest": "as wide as the widest likely substitute",
}


@dataclass(frozen=True)
class Typeface:
    """A family as a template uses it: with its capitals and tracking."""

    family: str
    caps: str = "none"
    tracking: float = 0.0
    """In thousandths of an em."""


class TemplateFace(Face):
    """A face known by its widths alone."""

    def __init__(
        self,
        key: str,
        used: Typeface,
        bold: bool,
        italic: bool,
        own: Advances | None,
        language: str,
    ) -> None:
        self._metric = own is None and is_metric(used.family)
        path = locate((_ARIAL if self._metric else _SANS).format("-Italic" if italic else ""))
        super().__init__(key, used.family, path, {"wght": 700.0 if bold else 400.0}, language)
        self._used, self._own = used, own
        name = used.family.casefold()
        self._wide = Widths(not any(piece in name for piece in SERIF), bold, italic)
        self._mono = any(piece in name for piece in _MONO)
        heavy = own is None and any(piece in name for piece in WIDE)
        self._factor = WIDER if heavy else 1.0
        self._sums: dict[str, float] = {}
        self._letters: dict[str, float] = {}

    def shown(self, text: str) -> float:
        """The wider of the font's own advances and those of its substitutes."""
        found = self._sums.get(text)
        if found is None:
            upper = self._used.caps in ("all", "small")
            letters = text.upper() if upper else text
            total = sum(map(self._advance, letters)) * self._factor
            total += len(letters) * max(self._used.tracking, 0.0)
            found = self._sums[text] = total
        return found

    def word(self, text: str, features: tuple[str, ...] = ()) -> GlyphRun:
        """A word, shaped in another face but as wide as :meth:`shown` says."""
        run = super().word(text, features)
        return run._replace(advance=self.shown(text))

    def _advance(self, character: str) -> float:
        found = self._letters.get(character)
        if found is None:
            found = self._letters[character] = self._letter(character)
        return found

    def _letter(self, character: str) -> float:
        other = self.plain(character)
        if self._metric:
            return other
        if self._mono:
            return MONO
        own = self._own.of(character) if self._own is not None else None
        return max(own or 0.0, float(self._wide.of(character)) or other * OTHER)

    def plain(self, text: str) -> float:
        """Advances of the face that shapes the glyphs."""
        return sum(super(TemplateFace, self)._shaped(c, ()).advance for c in text)


class TemplateFaces(Faces):
    """The faces of a theme that was made from a template."""

    def __init__(
        self, theme: Theme, used: dict[str, Typeface], files: FontFiles, language: str = "en"
    ) -> None:
        """``used``: by the key of the family in the theme."""
        super().__init__(theme, language)
        self._used, self._files_given = used, files
        self._code = language

    def _open(self, key: str, which: str, weight: int, italic: bool) -> Face:
        used, bold = self._used[which], weight >= BOLD_FROM
        own = self._files_given.find(used.family, bold, italic)
        return TemplateFace(key, used, bold, italic, own, self._code)

    @property
    def used(self) -> list[Typeface]:
        """What the template sets its text in."""
        return list(self._used.values())


def measured(family: str, files: FontFiles) -> str:
    """How a family is measured: a key of :data:`HOW`."""
    if files.find(family, False, False) is not None:
        return "carried" if folded(family) in files.carried else "given"
    return "metric" if is_metric(family) else "widest"


def is_metric(family: str) -> bool:
    """Whether the widths of a family are known and the same everywhere."""
    return folded(family) in map(folded, METRIC)
