"""What slides stand on: the deck's own master, layouts and sheets, made of our masters."""

from __future__ import annotations

from layouts.fonts import Faces
from layouts.furniture import date_entry
from layouts.scene import Page, Scene
from reports.writers.pptx.assembly import CT, RT, DeckPart
from reports.writers.pptx.deck import Deck
from reports.writers.pptx.embedding import embedded
from reports.writers.pptx.furniture import resolved
from reports.writers.pptx.handout import handout_master
from reports.writers.pptx.markup import emu
from reports.writers.pptx.master import Masters
from reports.writers.pptx.notes import notes_master
from reports.writers.pptx.scheme import theme as theme_part
from reports.writers.pptx.sheets import HEIGHT, WIDTH, Marks

FIRST_MASTER = 2147483648
"""Lowest identifier that a master or a layout may have (19.7.11)."""


class Design:
    """Masters, sheets and fonts of a deck; each method gives its piece of the presentation part.

    To be asked in the order of the methods: layouts must be there before slides.
    """

    def __init__(self, deck: Deck, presentation: DeckPart) -> None:
        self.deck, self.presentation = deck, presentation

    def masters(self) -> str:
        """The slide masters with their layouts and themes (19.2.1.37)."""
        raise NotImplementedError

    def sheets(self, marks: Marks) -> str:
        """The notes master and the handout master (19.2.1.25, 19.2.1.16)."""
        raise NotImplementedError

    def sizes(self) -> str:
        """The size of slides and of notes."""
        width, height = self.deck.scene.size
        return (
            f'<p:sldSz cx="{emu(width)}" cy="{emu(height)}"/>'
            f'<p:notesSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/>'
        )

    def fonts(self, faces: Faces, *, embed: bool) -> str:
        """The embedded fonts (19.2.1.9); those of ``faces``, where they may be and ``embed``."""
        raise NotImplementedError

    def default_text(self) -> str:
        """The style of text that no placeholder styles (19.2.1.8)."""
        raise NotImplementedError


class OwnDesign(Design):
    """Masters and layouts made of the templates of our master."""

    def __init__(self, deck: Deck, presentation: DeckPart) -> None:
        super().__init__(deck, presentation)
        dated = any(date_of(page, deck) for page in deck.scene.pages)
        self._masters = Masters(
            deck.master, deck.inks, deck.levels, deck.scene.lang, deck.day, dated
        )
        self._look = theme_part(deck.theme.name, deck.inks, deck.faces)

    def masters(self) -> str:
        """One slide master, and a layout for every template of ours."""
        deck, package = self.deck, self.deck.package
        part = package.part("/ppt/slideMasters/slideMaster1.xml", CT.PML_SLIDE_MASTER)
        rid = self.presentation.relate(part, RT.SLIDE_MASTER)
        listed: list[tuple[int, str]] = []
        for n, (name, template) in enumerate(deck.master.templates.items(), 1):
            layout = package.part(
                f"/ppt/slideLayouts/slideLayout{n}.xml",
                CT.PML_SLIDE_LAYOUT,
                self._masters.layout(name, template, _running(deck.scene, deck, name)),
            )
            layout.relate(part, RT.SLIDE_MASTER)
            deck.layouts[name] = layout
            listed.append((FIRST_MASTER + n, part.relate(layout, RT.SLIDE_LAYOUT)))
        theme = package.part("/ppt/theme/theme1.xml", CT.OFC_THEME, self._look)
        part.relate(theme, RT.THEME)
        self.presentation.relate(theme, RT.THEME)
        part.fill(self._masters.slide_master(listed, _running(deck.scene, deck, "")))
        return f'<p:sldMasterId id="{FIRST_MASTER}" r:id="{rid}"/>'

    def sheets(self, marks: Marks) -> str:
        """The notes and the handout master, each with a theme of its own."""
        listed = ""
        for name in ("notes", "handout"):
            listed += sheet(self.deck, self.presentation, name, self._look, marks)
        return listed

    def fonts(self, faces: Faces, *, embed: bool) -> str:
        """The fonts that slides are set in, as far as their licences go."""
        families = embedded(self.deck.scene, self.deck.theme, faces) if embed else []
        listed, number = "", 0
        for family in families:
            ids: dict[str, str] = {}
            for slot, font in family.fonts.items():
                number += 1
                name = f"/ppt/fonts/font{number}.fntdata"
                part = self.deck.package.part(name, CT.X_FONTDATA, font)
                ids[slot] = self.presentation.relate(part, RT.FONT)
            listed += family.markup(ids)
        return f"<p:embeddedFontLst>{listed}</p:embeddedFontLst>" if listed else ""

    def default_text(self) -> str:
        """That of the theme's running text."""
        return self._masters.default_text()


def sheet(deck: Deck, presentation: DeckPart, name: str, look: str, marks: Marks) -> str:
    """The ``notes`` or ``handout`` master of our making, and its list in the presentation."""
    kinds = {
        "notes": (CT.PML_NOTES_MASTER, RT.NOTES_MASTER),
        "handout": (CT.PML_HANDOUT_MASTER, RT.HANDOUT_MASTER),
    }
    kind, relation = kinds[name]
    content = notes_master(deck.scene.size, marks) if name == "notes" else handout_master(marks)
    part = deck.package.part(f"/ppt/{name}Masters/{name}Master1.xml", kind, content)
    theme = deck.package.part("/ppt/theme/theme1.xml", CT.OFC_THEME, look)
    part.relate(theme, RT.THEME)
    if name == "notes":
        deck.notes_master = part
    return listed_sheet(name, presentation.relate(part, relation))


def listed_sheet(name: str, rid: str) -> str:
    """The list of the one notes or handout master."""
    return f'<p:{name}MasterIdLst><p:{name}MasterId r:id="{rid}"/></p:{name}MasterIdLst>'


def date_of(page: Page, deck: Deck) -> str:
    """The date on a slide; empty when there is none."""
    entry = date_entry(deck.master.templates[page.template])
    return resolved(page, entry, deck.theme.slide.styles[entry.role]) if entry else ""


def _running(scene: Scene, deck: Deck, name: str) -> str:
    """The footer's text on the first slide of a layout (any layout, when ``name`` is empty)."""
    for page in scene.pages:
        if name and page.template != name:
            continue
        for entry in deck.master.templates[page.template].furniture:
            if entry.field == "footer":
                words = resolved(page, entry, deck.theme.slide.styles[entry.role])
                if words:
                    return words
    return scene.title
