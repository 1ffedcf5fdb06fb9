"""From a slide scene to the bytes of a presentation."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from layouts.fonts import Faces
from layouts.master import Master
from layouts.scene import Page, Scene
from layouts.table import TablePlan
from layouts.theme import Theme
from reports.writers import SceneError
from reports.writers.pptx import properties
from reports.writers.pptx.assembly import CT, RT, DeckPart, Package
from reports.writers.pptx.carrying import CarriedDesign
from reports.writers.pptx.deck import Deck
from reports.writers.pptx.design import Design, OwnDesign, date_of
from reports.writers.pptx.foundation import Foundation
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import Levels, Typefaces
from reports.writers.pptx.markup import HEAD, SPACES, guid, value
from reports.writers.pptx.master import numbered
from reports.writers.pptx.notes import noted, notes_slide
from reports.writers.pptx.sheets import Marks
from reports.writers.pptx.slide import SlideMaker
from reports.writers.pptx.table import table_look, table_styles

FIRST_SLIDE = 256
"""Lowest identifier that a slide may have (19.7.14)."""
SMALLEST, LARGEST = 72.0, 4032.0
"""Sides of a slide in points: 1 to 56 inches."""


def write(
    scene: Scene,
    theme: Theme,
    master: Master,
    faces: Faces,
    *,
    date: datetime,
    inputs_digest: str = "",
    embed: bool = True,
    foundation: Foundation | None = None,
) -> bytes:
    """The deck as bytes; the same scene, ``date`` and ``inputs_digest`` give the same bytes.

    The templates of ``master`` become the layouts, or stand for those of a ``foundation``.
    ``embed``: the deck carries those families of ``faces`` that its slides are set in and whose
    fonts allow it. Raises :class:`reports.writers.SceneError` for a scene that no deck can hold: a
    size beyond 1 to 56 inches, colliding placeholders, a plan without a native form, a character or
    an address that has no place in the file.
    """
    if scene.kind != "slide":
        raise SceneError(f"a deck is made of slides, not of a scene of kind {scene.kind!r}")
    if not all(SMALLEST <= side <= LARGEST for side in scene.size):
        raise SceneError(f"no slide is {scene.size.width:g} by {scene.size.height:g} pt")
    package = Package()
    inks, typefaces = Inks(theme), Typefaces(theme)
    levels = Levels(theme, inks, typefaces)
    if foundation is None:
        master = numbered(master)
    else:
        inks.slots, levels.bodies = dict(foundation.slots), foundation.bodies
    deck = Deck(scene, theme, master, package, inks, typefaces, levels, day=f"{date:%Y-%m-%d}")
    deck.foundation = foundation
    presentation = package.part("/ppt/presentation.xml", CT.PML_PRESENTATION_MAIN)
    package.root(presentation, RT.OFFICE_DOCUMENT)
    _describe(package, scene, date, inputs_digest)
    design: Design
    if foundation is None:
        design = OwnDesign(deck, presentation)
    else:
        design = CarriedDesign(deck, presentation, foundation)
    masters = design.masters()
    for number in range(1, len(scene.pages) + 1):
        deck.slides.append(package.part(f"/ppt/slides/slide{number}.xml", CT.PML_SLIDE))
    slide_ids = [presentation.relate(part, RT.SLIDE) for part in deck.slides]
    marks = _marks(deck)
    sheets = design.sheets(marks)
    _settings(deck, presentation)
    for page, part in zip(scene.pages, deck.slides, strict=True):
        part.relate(deck.layouts[page.template], RT.SLIDE_LAYOUT)
        part.fill(SlideMaker(deck, page, part).markup())
        if noted(scene):
            _notes(deck, page, part, marks)
    fonts = design.fonts(faces, embed=embed)
    pieces = _Pieces(masters, sheets, design.sizes(), fonts, design.default_text())
    presentation.fill(_presentation(deck, slide_ids, pieces))
    return package.save()


class _Pieces(NamedTuple):
    """Pieces of the presentation part, as markup."""

    masters: str
    sheets: str
    sizes: str
    fonts: str
    default_text: str


def _describe(package: Package, scene: Scene, date: datetime, digest: str) -> None:
    content = properties.core(scene, date, digest)
    core = package.part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, content)
    package.root(core, RT.CORE_PROPERTIES)
    app = package.part(
        "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, properties.application(scene)
    )
    package.root(app, RT.EXTENDED_PROPERTIES)


def _marks(deck: Deck) -> Marks:
    """What stands in the corners of notes pages and handouts."""
    scene = deck.scene
    date = next(filter(None, (date_of(page, deck) for page in scene.pages)), "")
    return Marks(
        scene.running or scene.title,
        deck.day,
        scene.lang,
        date="" if scene.live_date else date,
        dated=bool(date),
    )


def _notes(deck: Deck, page: Page, slide: DeckPart, marks: Marks) -> None:
    assert deck.notes_master is not None
    part = deck.package.part(f"/ppt/notesSlides/notesSlide{page.number}.xml", CT.PML_NOTES_SLIDE)
    part.relate(deck.notes_master, RT.NOTES_MASTER)
    part.relate(slide, RT.SLIDE)
    slide.relate(part, RT.NOTES_SLIDE)
    scene, maker = deck.scene, deck.text(part)
    part.fill(notes_slide(page.notes, page.number, scene.size, marks, maker, scene.places))


def _settings(deck: Deck, presentation: DeckPart) -> None:
    """Show, view and table styles."""
    looks = [
        table_look(fragment.plan, deck.theme, fragment.part[0])
        for page in deck.scene.pages
        for fragment in page.fragments
        if isinstance(fragment.plan, TablePlan)
    ]
    others = deck.foundation.table_styles if deck.foundation is not None else ""
    styles = table_styles(looks, deck.inks, deck.faces, deck.theme.name, others)
    for name, kind, relation, content in (
        ("presProps", CT.PML_PRES_PROPS, RT.PRES_PROPS, properties.show()),
        ("viewProps", CT.PML_VIEW_PROPS, RT.VIEW_PROPS, properties.view()),
        ("tableStyles", CT.PML_TABLE_STYLES, RT.TABLE_STYLES, styles),
    ):
        presentation.relate(deck.package.part(f"/ppt/{name}.xml", kind, content), relation)


def _presentation(deck: Deck, slide_ids: list[str], pieces: _Pieces) -> str:
    """The presentation part (19.2.1.26).

    With ``saveSubsetFonts`` PowerPoint would cut embedded fonts down to the characters used when
    it saves the deck, and the next editor could not type with them.
    """
    slides = "".join(
        f'<p:sldId id="{FIRST_SLIDE + n}" r:id="{rid}"/>' for n, rid in enumerate(slide_ids)
    )
    listed = f"<p:sldIdLst>{slides}</p:sldIdLst>" if slides else ""
    carried = ' embedTrueTypeFonts="1"' if pieces.fonts else ' saveSubsetFonts="1"'
    return (
        f'{HEAD}<p:presentation {SPACES}{carried} autoCompressPictures="0">'
        f"<p:sldMasterIdLst>{pieces.masters}</p:sldMasterIdLst>{pieces.sheets}{listed}"
        f"{pieces.sizes}{pieces.fonts}{pieces.default_text}{_sections(deck.scene)}"
        "</p:presentation>"
    )


def _sections(scene: Scene) -> str:
    """Sections of the slide sorter (MS-PPTX, 2.3.6); every slide must stand in one."""
    out: list[str] = []
    number = 0
    for name, group in groupby(scene.pages, lambda page: page.section):
        ids = ""
        for _ in group:
            ids += f'<p14:sldId id="{FIRST_SLIDE + number}"/>'
            number += 1
        title = name or scene.title
        out.append(
            f'<p14:section name="{value(title)}" id="{guid("section", str(len(out)), title)}">'
            f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>"
        )
    if not any(page.section for page in scene.pages):
        return ""
    return (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst'
        ' xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{''.join(out)}</p14:sectionLst></p:ext></p:extLst>"
    )
