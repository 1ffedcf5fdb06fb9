"""A deck on masters and layouts that are not ours: their parts, carried over as they are."""

from __future__ import annotations

from layouts.fonts import Faces
from reports.writers.pptx.assembly import RT, DeckPart
from reports.writers.pptx.deck import Deck
from reports.writers.pptx.design import Design, listed_sheet, sheet
from reports.writers.pptx.foundation import Foundation
from reports.writers.pptx.scheme import theme as theme_part
from reports.writers.pptx.sheets import Marks

STYLES = ("regular", "bold", "italic", "boldItalic")
"""Fonts of a family, in the order of 19.2.1.13."""


class CarriedDesign(Design):
    """The masters, sheets and fonts of a foundation."""

    def __init__(self, deck: Deck, presentation: DeckPart, foundation: Foundation) -> None:
        super().__init__(deck, presentation)
        self.foundation = foundation
        self._parts = deck.package.carry(foundation.parts)

    def masters(self) -> str:
        """All slide masters of the foundation, with the identifiers that they have there."""
        for name, part in self.foundation.layouts.items():
            self.deck.layouts[name] = self._parts[part]
        listed = ""
        for ident, name in self.foundation.masters:
            rid = self.presentation.relate(self._parts[name], RT.SLIDE_MASTER)
            number = f' id="{ident}"' if ident else ""
            listed += f'<p:sldMasterId{number} r:id="{rid}"/>'
        return listed

    def sheets(self, marks: Marks) -> str:
        """The foundation's own; a notes master of our making where it has none."""
        listed = ""
        look = theme_part(self.deck.theme.name, self.deck.inks, self.deck.faces)
        for name, part in (("notes", self.foundation.notes), ("handout", self.foundation.handout)):
            if not part:
                listed += sheet(self.deck, self.presentation, name, look, marks)
                continue
            if name == "notes":
                self.deck.notes_master = self._parts[part]
            relation = RT.NOTES_MASTER if name == "notes" else RT.HANDOUT_MASTER
            listed += listed_sheet(name, self.presentation.relate(self._parts[part], relation))
        return listed

    def sizes(self) -> str:
        """Those of the foundation, to the unit."""
        return self.foundation.sizes

    def fonts(self, faces: Faces, *, embed: bool) -> str:
        """The fonts that the foundation carries; others are not added."""
        listed = ""
        for font, styles in self.foundation.fonts:
            inside = ""
            for style in STYLES:
                if style in styles:
                    rid = self.presentation.relate(self._parts[styles[style]], RT.FONT)
                    inside += f'<p:{style} r:id="{rid}"/>'
            listed += f"<p:embeddedFont>{font}{inside}</p:embeddedFont>"
        return f"<p:embeddedFontLst>{listed}</p:embeddedFontLst>" if listed else ""

    def default_text(self) -> str:
        """The foundation's; one of our making where it has none."""
        levels = self.deck.levels
        own = levels.of_role("body", "other")
        return self.foundation.default_text or levels.markup(own, name="p:defaultTextStyle")
