"""From a slide scene to the bytes of a presentation."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from layouts.fonts import Faces
from layouts.furniture import date_entry
from layouts.master import Master
from layouts.scene import Page, Scene
from layouts.table import TablePlan
from layouts.theme import Theme
from reports.writers import SceneError
from reports.writers.pptx import properties
from reports.writers.pptx.assembly import CT, RT, DeckPart, Package
from reports.writers.pptx.deck import Deck
from reports.writers.pptx.embedding import Embedded, embedded
from reports.writers.pptx.furniture import resolved
from reports.writers.pptx.handout import handout_master
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import Levels, Typefaces
from reports.writers.pptx.markup import HEAD, SPACES, emu, guid, value
from reports.writers.pptx.master import Masters, numbered
from reports.writers.pptx.notes import noted, notes_master, notes_slide
from reports.writers.pptx.scheme import theme as theme_part
from reports.writers.pptx.sheets import HEIGHT, WIDTH, Marks
from reports.writers.pptx.slide import SlideMaker
from reports.writers.pptx.table import table_look, table_styles

FIRST_SLIDE = 256
FIRST_MASTER = 2147483648
"""Lowest identifiers that slides, and masters with their layouts, may have (19.7.11, 19.7.14)."""
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
) -> bytes:
    """The deck as bytes; the same scene, ``date`` and ``inputs_digest`` give the same bytes.

    The templates of ``master`` become the layouts. ``embed``: the deck carries those families of
    ``faces`` that its slides are set in and whose fonts allow it. Raises
    :class:`reports.writers.SceneError` for a scene that no deck can hold: a size beyond 1 to 56
    inches, colliding placeholders, a plan without a native form, a character or an address that
    has no place in the file.
    """
    if scene.kind != "slide":
        raise SceneError(f"a deck is made of slides, not of a scene of kind {scene.kind!r}")
    if not all(SMALLEST <= side <= LARGEST for side in scene.size):
        raise SceneError(f"no slide is {scene.size.width:g} by {scene.size.height:g} pt")
    master = numbered(master)
    package = Package()
    inks, typefaces = Inks(theme), Typefaces(theme)
    levels = Levels(theme, inks, typefaces)
    deck = Deck(scene, theme, master, package, inks, typefaces, levels, day=f"{date:%Y-%m-%d}")
    presentation = package.part("/ppt/presentation.xml", CT.PML_PRESENTATION_MAIN)
    package.root(presentation, RT.OFFICE_DOCUMENT)
    _describe(package, scene, date, inputs_digest)
    dated = any(_date(page, deck) for page in scene.pages)
    masters = Masters(master, inks, levels, scene.lang, deck.day, dated)
    look = theme_part(theme.name, inks, typefaces)
    master_id = _masters(deck, masters, presentation, look)
    for number in range(1, len(scene.pages) + 1):
        deck.slides.append(package.part(f"/ppt/slides/slide{number}.xml", CT.PML_SLIDE))
    slide_ids = [presentation.relate(part, RT.SLIDE) for part in deck.slides]
    marks = _marks(deck)
    sheets = _sheets(deck, presentation, look, marks)
    _settings(deck, presentation)
    for page, part in zip(scene.pages, deck.slides, strict=True):
        part.relate(deck.layouts[page.template], RT.SLIDE_LAYOUT)
        part.fill(SlideMaker(deck, page, part).markup())
        if noted(scene):
            _notes(deck, page, part, marks)
    fonts = _fonts(package, presentation, embedded(scene, theme, faces)) if embed else ""
    presentation.fill(_presentation(deck, masters, master_id, sheets, slide_ids, fonts))
    return package.save()


def _describe(package: Package, scene: Scene, date: datetime, digest: str) -> None:
    content = properties.core(scene, date, digest)
    core = package.part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, content)
    package.root(core, RT.CORE_PROPERTIES)
    app = package.part(
        "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, properties.application(scene)
    )
    package.root(app, RT.EXTENDED_PROPERTIES)


def _masters(deck: Deck, masters: Masters, presentation: DeckPart, look: str) -> str:
    """The slide master with its layouts and theme; the relationship of the presentation to it."""
    package, templates = deck.package, deck.master.templates
    part = package.part("/ppt/slideMasters/slideMaster1.xml", CT.PML_SLIDE_MASTER)
    rid = presentation.relate(part, RT.SLIDE_MASTER)
    listed: list[tuple[int, str]] = []
    for n, (name, template) in enumerate(templates.items(), 1):
        layout = package.part(
            f"/ppt/slideLayouts/slideLayout{n}.xml",
            CT.PML_SLIDE_LAYOUT,
            masters.layout(name, template, _running(deck.scene, deck, name)),
        )
        layout.relate(part, RT.SLIDE_MASTER)
        deck.layouts[name] = layout
        listed.append((FIRST_MASTER + n, part.relate(layout, RT.SLIDE_LAYOUT)))
    theme = package.part("/ppt/theme/theme1.xml", CT.OFC_THEME, look)
    part.relate(theme, RT.THEME)
    presentation.relate(theme, RT.THEME)
    part.fill(masters.slide_master(listed, _running(deck.scene, deck, "")))
    return rid


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


def _date(page: Page, deck: Deck) -> str:
    """The date on a slide; empty when there is none."""
    entry = date_entry(deck.master.templates[page.template])
    return resolved(page, entry, deck.theme.slide.styles[entry.role]) if entry else ""


def _marks(deck: Deck) -> Marks:
    """What stands in the corners of notes pages and handouts."""
    scene = deck.scene
    date = next(filter(None, (_date(page, deck) for page in scene.pages)), "")
    return Marks(
        scene.running or scene.title,
        deck.day,
        scene.lang,
        date="" if scene.live_date else date,
        dated=bool(date),
    )


def _sheets(deck: Deck, presentation: DeckPart, look: str, marks: Marks) -> str:
    """The notes and the handout master, each with a theme of its own; their lists in the
    presentation (19.2.1.25, 19.2.1.16)."""
    package = deck.package
    listed = ""
    for n, (name, kind, relation, content) in enumerate(
        (
            ("notes", CT.PML_NOTES_MASTER, RT.NOTES_MASTER, notes_master(deck.scene.size, marks)),
            ("handout", CT.PML_HANDOUT_MASTER, RT.HANDOUT_MASTER, handout_master(marks)),
        ),
        2,
    ):
        part = package.part(f"/ppt/{name}Masters/{name}Master1.xml", kind, content)
        theme = package.part(f"/ppt/theme/theme{n}.xml", CT.OFC_THEME, look)
        part.relate(theme, RT.THEME)
        rid = presentation.relate(part, relation)
        listed += f'<p:{name}MasterIdLst><p:{name}MasterId r:id="{rid}"/></p:{name}MasterIdLst>'
        if name == "notes":
            deck.notes_master = part
    return listed


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
        table_look(fragment.plan, deck.theme)
        for page in deck.scene.pages
        for fragment in page.fragments
        if isinstance(fragment.plan, TablePlan)
    ]
    styles = table_styles(looks, deck.inks, deck.faces, deck.theme.name)
    for name, kind, relation, content in (
        ("presProps", CT.PML_PRES_PROPS, RT.PRES_PROPS, properties.show()),
        ("viewProps", CT.PML_VIEW_PROPS, RT.VIEW_PROPS, properties.view()),
        ("tableStyles", CT.PML_TABLE_STYLES, RT.TABLE_STYLES, styles),
    ):
        presentation.relate(deck.package.part(f"/ppt/{name}.xml", kind, content), relation)


def _fonts(package: Package, presentation: DeckPart, families: list[Embedded]) -> str:
    """The parts of embedded fonts (15.2.13) and the list of them (19.2.1.9)."""
    listed, number = "", 0
    for family in families:
        ids: dict[str, str] = {}
        for slot, font in family.fonts.items():
            number += 1
            part = package.part(f"/ppt/fonts/font{number}.fntdata", CT.X_FONTDATA, font)
            ids[slot] = presentation.relate(part, RT.FONT)
        listed += family.markup(ids)
    return f"<p:embeddedFontLst>{listed}</p:embeddedFontLst>" if listed else ""


def _presentation(
    deck: Deck, masters: Masters, master_id: str, sheets: str, slide_ids: list[str], fonts: str
) -> str:
    """The presentation part (19.2.1.26).

    With ``saveSubsetFonts`` PowerPoint would cut embedded fonts down to the characters used when
    it saves the deck, and the next editor could not type with them.
    """
    slides = "".join(
        f'<p:sldId id="{FIRST_SLIDE + n}" r:id="{rid}"/>' for n, rid in enumerate(slide_ids)
    )
    listed = f"<p:sldIdLst>{slides}</p:sldIdLst>" if slides else ""
    width, height = deck.scene.size
    carried = ' embedTrueTypeFonts="1"' if fonts else ' saveSubsetFonts="1"'
    return (
        f'{HEAD}<p:presentation {SPACES}{carried} autoCompressPictures="0">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{FIRST_MASTER}" r:id="{master_id}"/>'
        f"</p:sldMasterIdLst>{sheets}{listed}"
        f'<p:sldSz cx="{emu(width)}" cy="{emu(height)}"/>'
        f'<p:notesSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/>'
        f"{fonts}{masters.default_text()}{_sections(deck.scene)}</p:presentation>"
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
