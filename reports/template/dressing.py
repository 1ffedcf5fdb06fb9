"""Dressing: a template becomes a master and a theme that slides are composed in, and the
foundation that their deck is written on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from layouts.language import Language
from layouts.master import Frame, Furniture, Master, PageTemplate
from layouts.theme import FaceFamily, Medium, TextStyle, Theme
from layouts.units import Rect, Size
from reports.template.container import Refused
from reports.template.deckfile import DeckFile, Placeholder, SlideLayout, SlideMaster
from reports.template.faces import TemplateFaces
from reports.template.fontfiles import FontFiles
from reports.template.inks import TemplateInks
from reports.template.mapping import LayoutMap, Mapper, Match
from reports.template.rooms import Seat
from reports.template.styles import Reading, Stylist
from reports.writers.pptx.foundation import Body

HEIGHT = 540.0
"""Height of the slides that the sizes of our themes are made for, in points."""
STEPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Steps of the type scale: templates begin with large type."""
NARROWER = 0.98
"""Share of the width of a field that its line may fill: viewers break it at the last point."""
LINE = 1.25
"""Height of a line of running text in em, with the descenders of its letters."""
WHOLE = 0.3
"""A master whose content takes this share of the slide is taken; else the one with the most."""
KINDS = {
    **{"title": "title", "ctrTitle": "center_title", "subTitle": "subtitle", "body": "body"},
    **{"obj": "content", "chart": "chart", "tbl": "table", "pic": "picture", "dgm": "diagram"},
    **{"media": "media", "clipArt": "clip_art"},
}
"""Kinds of frames by the type of their placeholder."""
FIELDS = {"ftr": ("footer", "{running}"), "sldNum": ("number", "{page}"), "dt": ("date", "{date}")}
"""Fields by the type of their placeholder, and what they say."""
FREE_KINDS = ("none", "foot")


@dataclass
class Dress:
    """What a template gives to a deck."""

    master: Master
    theme: Theme
    faces: TemplateFaces
    chosen: SlideMaster
    """The slide master that the layouts are taken from."""
    mapping: LayoutMap
    bodies: dict[str, Body]
    slots: dict[str, str]
    readings: dict[str, Reading] = field(default_factory=dict)
    """How text reads, by ``layout.frame`` of ours."""
    alike: bool = False
    """The scheme has fewer accents that differ than charts need."""

    @property
    def dividers(self) -> bool:
        """Sections must be told by slides of their own: there is no place for them above titles."""
        return any("eyebrow" not in t.slots for n, t in self.master.templates.items() if n in TOLD)


TOLD = (
    *("content", "text", "chart", "table", "diagram", "flow", "timeline", "picture"),
    *("quotation", "statement", "big-number"),
)
"""Layouts on which a section is named above the title of a slide."""


def choose(
    deck: DeckFile, ours: dict[str, PageTemplate], asked: dict[str, str]
) -> tuple[SlideMaster, LayoutMap]:
    """The master whose layouts are used, and how they map. Raises :class:`Refused`."""
    best: tuple[float, SlideMaster, LayoutMap] | None = None
    for master in (*deck.masters, *map(_on_master, deck.masters)):
        mapping = Mapper(master, ours, deck.size, asked).map()
        if not mapping.answers:
            continue
        rect = mapping.matches["content"].seats["main"].rect
        share = rect.width * rect.height / (deck.size.width * deck.size.height)
        if best is None or share > best[0]:
            best = share, master, mapping
        if share >= WHOLE:
            break
    if best is None:
        raise Refused(
            "template-layout",
            "no layout has a title and, clear of it, a placeholder with room for text or content",
            "such a layout, called 'Title and Content' or named in template_layouts",
        )
    return best[1], best[2]


def _on_master(master: SlideMaster) -> SlideMaster:
    """The master with titles and content of its layouts where it has them itself: LibreOffice
    saves one title slide's places into all layouts."""
    layouts = tuple(replace(one, placeholders=one.on_master) for one in master.layouts)
    return replace(master, layouts=layouts)


def dress(
    deck: DeckFile,
    ours: Theme,
    base: Master,
    language: Language,
    files: FontFiles,
    asked: dict[str, str] | None = None,
) -> Dress:
    """Dress a deck: ``base`` is our master for slides, ``asked`` what the audience says of layouts.

    Raises :class:`Refused` where no deck can be made.
    """
    chosen, mapping = choose(deck, base.templates, asked or {})
    return _Dresser(deck, ours, base, chosen, mapping).dress(files, language.code)


class _Dresser:
    def __init__(
        self,
        deck: DeckFile,
        ours: Theme,
        base: Master,
        chosen: SlideMaster,
        mapping: LayoutMap,
    ) -> None:
        self.deck, self.ours, self.base = deck, ours, base
        self.chosen, self.mapping = chosen, mapping
        self.scale = deck.size.height / HEIGHT
        content = mapping.matches["content"]
        main = content.seats["main"].placeholder
        assert main is not None  # content stands in a placeholder
        palette = content.layout.palette
        self.inks = TemplateInks(ours, palette, main.ground.colours, main.levels[0].colour)
        self.stylist = Stylist(ours, self.inks, self.scale)
        self.stylist.theme_faces(chosen.fonts.minor, chosen.fonts.major)
        self.styles: dict[str, TextStyle] = {
            role: self.stylist.free(role) for role in ours.slide.styles
        }
        self.bodies: dict[str, Body] = {}
        self.readings: dict[str, Reading] = {}

    def dress(self, files: FontFiles, language: str) -> Dress:
        """The dress."""
        templates = {
            name: self._template(match)
            for name, match in self.mapping.matches.items()
            if not match.alias
        }
        theme = self._theme()
        faces = TemplateFaces(theme, self.stylist.typefaces, files, language)
        slots = {slot: colour[1:].upper() for slot, colour in self.inks.slots.items()}
        return Dress(
            self._master(templates),
            theme,
            faces,
            self.chosen,
            self.mapping,
            self.bodies,
            slots,
            self.readings,
            self.inks.alike,
        )

    def _master(self, templates: dict[str, PageTemplate]) -> Master:
        layouts = {
            asked: name if name in templates else "content"
            for asked, name in self.base.layouts.items()
        }
        layouts |= {name: "content" for name in self.base.templates if name not in templates}
        width, height = self.deck.size
        return replace(
            self.base, width=width, height=height, templates=templates, layouts=layouts, spans=()
        )

    def _theme(self) -> Theme:
        faces = {
            key: FaceFamily(family=used.family or "sans-serif", upright="", italic="")
            for key, used in self.stylist.typefaces.items()
        }
        usual = self.ours.slide
        medium = replace(
            usual,
            styles=self.styles,
            steps=STEPS,
            floor=round(usual.floor * self.scale, 2),
            least=round(usual.least * self.scale, 2),
        )
        assert isinstance(medium, Medium)
        return replace(
            self.ours,
            name=self.chosen.name,
            inks=self.inks.inks,
            faces=faces,
            series=self.inks.series,
            slide=medium,
            substitute=1.0,
        )

    def _template(self, match: Match) -> PageTemplate:
        ours = self.base.templates[match.name]
        frames = {name: self._frame(match, name, seat) for name, seat in match.seats.items()}
        return replace(
            ours,
            title=match.layout.name or match.name,
            frames=frames,
            panels=(),
            details=(),
            furniture=tuple(self._furniture(match.name, match.layout)),
        )

    def _frame(self, match: Match, name: str, seat: Seat) -> Frame:
        one, ours = seat.placeholder, seat.frame
        x, y, width, height = (round(v, 3) for v in seat.rect)
        placed = replace(ours, slots=seat.slots, x=x, y=y, width=width, height=height, ink="")
        placed = replace(placed, grows=round(seat.grows, 3), takes=seat.takes)
        if one is None:
            return replace(placed, placeholder="none")
        key = f"{match.name}.{name}"
        roles = self._roles(key, one, ours)
        return replace(
            placed,
            placeholder=KINDS.get(one.kind, "none"),
            index=one.index,
            role=roles["body" if one.kind not in ("title", "ctrTitle") else "title"],
            roles={**ours.roles, **roles},
            valign=one.anchor,
            moved=seat.moved,
            insets=one.insets,
        )

    def _roles(self, key: str, one: Placeholder, ours: Frame) -> dict[str, str]:
        """Names of the roles inside a frame, whose styles are entered in the theme."""
        made = self.stylist.frame(one)
        roles = {role: f"{role}@{key}" for role in made.styles}
        self.styles |= {roles[role]: style for role, style in made.styles.items()}
        first = roles["body" if one.kind not in ("title", "ctrTitle") else "title"]
        shrinks = one.fit == "normAutofit" and not one.scaled
        settled = one.wraps and one.columns == 1 and (shrinks or one.fit in ("", "noAutofit"))
        self.bodies[first] = Body(made.levels, shrinks, settled)
        if made.reading is not None:
            self.readings[key] = made.reading
        return roles

    def _furniture(self, name: str, layout: SlideLayout) -> list[Furniture]:
        out: list[Furniture] = []
        for one in layout.placeholders:
            if one.kind not in FIELDS or not one.usable:
                continue
            kind, words = FIELDS[one.kind]
            if any(entry.field == kind for entry in out) or not _visible(one, self.deck.size):
                continue
            role = f"{kind}@{name}"
            made = self.stylist.frame(one)
            style = made.styles["body"]
            most = one.text_area.height / LINE
            if style.size > most:
                style = style.scaled(round(most / style.size, 4))
            self.styles[role] = style
            self.bodies[role] = Body(made.levels)
            if made.reading is not None:
                self.readings[f"{name}.{kind}"] = made.reading
            x, y, width, height = (round(v, 3) for v in one.text_area)
            out.append(
                Furniture(
                    role=role,
                    text=words,
                    x=x,
                    y=y,
                    width=round(NARROWER * width, 3),
                    field=kind,
                    height=height,
                    index=one.index,
                )
            )
        return out


def _visible(one: Placeholder, size: Size) -> bool:
    rect = one.text_area
    whole = Rect(0, 0, size.width, size.height)
    return whole.contains(rect, 2.0)
