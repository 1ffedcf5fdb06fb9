"""The slide master and one slide layout for every page template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layouts.furniture import date_entry
from layouts.master import Frame, Furniture, Master, PageTemplate, Panel
from layouts.theme import TextStyle
from reports.writers import SceneError
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import Level, Levels
from reports.writers.pptx.markup import (
    DATE_FIELD,
    DATE_TYPE,
    HEAD,
    NUMBER_FIELD,
    SPACES,
    identity,
    offset,
    text,
    value,
)

TYPES = {
    "title": "title",
    "center_title": "ctrTitle",
    "subtitle": "subTitle",
    "body": "body",
    "chart": "chart",
    "table": "tbl",
    "picture": "pic",
    "content": "",
    "diagram": "dgm",
    "media": "media",
    "clip_art": "clipArt",
}
"""Placeholder types by the master's names (ST_PlaceholderType)."""
TITLES = ("title", "center_title")
BODIES = ("body", "content")
ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
FOOTER, NUMBER, DATE = 90, 91, 92
"""Indices of the footer, slide number and date placeholders; frames keep below."""
FIELDS = ("none", "date", "footer", "number")
"""Kinds of running texts, in the order in which they are read."""

_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
CLEAR = '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'


def tree(shapes: str) -> str:
    """A shape tree around ``shapes``."""
    return f"<p:spTree>{_TREE}{shapes}</p:spTree>"


def body_properties(anchor: str, *, shrinks: bool = False) -> str:
    """Text frames without insets; only placeholders that people type in may shrink their text."""
    fit = "<a:normAutofit/>" if shrinks else "<a:noAutofit/>"
    return f'{CLEAR} anchor="{ANCHOR[anchor]}">{fit}</a:bodyPr>'


def background(ink: str, inks: Inks) -> str:
    """A slide background in one ink."""
    return f"<p:bg><p:bgPr>{inks.fill(ink)}<a:effectLst/></p:bgPr></p:bg>"


def placeholder(frame: Frame) -> str:
    """The ``p:ph`` of a frame; titles have no index on layouts of ours."""
    kind = TYPES[frame.placeholder]
    if frame.placeholder in TITLES and not frame.index:
        return f'<p:ph type="{kind}"/>'
    of_kind = f' type="{kind}"' if kind else ""
    return f'<p:ph{of_kind} idx="{frame.index}"/>'


def field_placeholder(entry: Furniture) -> str:
    """The ``p:ph`` of a date, footer or slide number."""
    if entry.index >= 0:
        kind = {"date": "dt", "number": "sldNum", "footer": "ftr"}[entry.field]
        return f'<p:ph type="{kind}" idx="{entry.index}"/>'
    if entry.field == "date":
        return f'<p:ph type="dt" sz="quarter" idx="{DATE}"/>'
    if entry.field == "number":
        return f'<p:ph type="sldNum" sz="quarter" idx="{NUMBER}"/>'
    return f'<p:ph type="ftr" sz="quarter" idx="{FOOTER}"/>'


def numbered(master: Master) -> Master:
    """The master with an index for every placeholder; those without one get the lowest free.

    Raise SceneError where two placeholders of a template have the same.
    """
    templates = {name: _numbered(name, t) for name, t in master.templates.items()}
    return replace(master, templates=templates)


def _numbered(name: str, template: PageTemplate) -> PageTemplate:
    holding = [f for f in template.frames.values() if f.placeholder not in ("none", *TITLES)]
    given = [frame.index for frame in holding if frame.index]
    if len(set(given)) != len(given) or any(index >= FOOTER for index in given):
        raise SceneError(
            f"template {name}: placeholder indices {given} are not all different and below {FOOTER}"
        )
    free = (index for index in range(1, FOOTER) if index not in given)
    frames = {
        key: replace(frame, index=next(free)) if frame in holding and not frame.index else frame
        for key, frame in template.frames.items()
    }
    return replace(template, frames=frames)


@dataclass
class Masters:
    """Composes the slide master and its layouts."""

    master: Master
    inks: Inks
    levels: Levels
    lang: str
    day: str = ""
    """The document's date, as the date placeholder prompts."""
    dated: bool = False
    """Slides show a date."""

    def __post_init__(self) -> None:
        self._shared = self._common_panels()

    def _common_panels(self) -> tuple[Panel, ...]:
        """Panels that every template begins with: they stand on the master."""
        lists = [template.behind for template in self.master.templates.values()]
        count = 0
        while all(len(p) > count for p in lists) and len({p[count] for p in lists}) == 1:
            count += 1
        return lists[0][:count] if lists else ()

    def covers(self, panel: Panel) -> bool:
        """Whether a panel fills the whole slide: then it is the background."""
        width, height = self.master.size
        right, bottom = panel.x + panel.width, panel.y + panel.height
        return panel.x <= 0 and panel.y <= 0 and right >= width and bottom >= height

    def slide_master(self, layout_ids: Sequence[tuple[int, str]], running: str) -> str:
        """The master; ``layout_ids`` are the ids and relationships of its layouts."""
        ids = Ids()
        shapes = self._panels(self._shared, ids)
        for kind in ("title", "body"):
            shapes += self._master_placeholder(kind, ids)
        shapes += "".join(self._field(entry, ids, running) for entry in self._fields())
        listed = "".join(f'<p:sldLayoutId id="{n}" r:id="{rid}"/>' for n, rid in layout_ids)
        ground = self._ground(self._shared) or (
            '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        )
        return (
            f'{HEAD}<p:sldMaster {SPACES} preserve="1"><p:cSld>{ground}{tree(shapes)}</p:cSld>'
            '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1"'
            ' accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5"'
            ' accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
            f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>{shown_fields(self.dated)}"
            f"{self._styles()}</p:sldMaster>"
        )

    def _styles(self) -> str:
        title = self.levels.markup(self._levels("title", "title"), name="p:titleStyle")
        body = self.levels.markup(self._levels("body", "body"), name="p:bodyStyle")
        other = self.levels.markup(self._levels("body", "other"), name="p:otherStyle")
        return f"<p:txStyles>{title}{body}{other}</p:txStyles>"

    def default_text(self) -> str:
        """The presentation's default text style; LibreOffice reads it for text boxes."""
        levels = self._levels("body", "other")
        return self.levels.markup(levels, name="p:defaultTextStyle")

    def _levels(self, role: str, placeholder: str) -> tuple[Level, ...]:
        if role not in self.levels.medium.styles:
            role = next(iter(self.levels.medium.styles))
        return self.levels.of_role(role, placeholder)

    def _frames(self) -> Iterator[Frame]:
        """Frames of the default template first; of several bodies the one that comes first."""
        default = self.master.template("default")[1]
        main = default.frames.get("body")
        if main is not None:
            yield main
        for template in (default, *self.master.templates.values()):
            yield from template.frames.values()

    def _fields(self) -> list[Furniture]:
        """One of each kind, as the first template that has it places it."""
        found: dict[str, Furniture] = {}
        for template in self.master.templates.values():
            for entry in _placed(template):
                found.setdefault(entry.field, entry)
        return [found[kind] for kind in FIELDS if kind in found]

    def _master_placeholder(self, kind: str, ids: Ids) -> str:
        fitting = ("body", "content") if kind == "body" else (kind,)
        frame = next((f for f in self._frames() if f.placeholder in fitting), None)
        if frame is None:
            return ""
        index = ' idx="1"' if kind == "body" else ""
        levels = self._levels(kind, kind)
        return (
            f"<p:sp><p:nvSpPr>{identity(ids.next(), kind.title())}<p:cNvSpPr>"
            '<a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
            f"<p:spPr><a:xfrm>{offset(*frame.rect)}</a:xfrm>"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f"<p:txBody>{body_properties(frame.valign, shrinks=kind == 'body')}<a:lstStyle/>"
            f"{self._prompts(levels, kind.title())}</p:txBody></p:sp>"
        )

    def layout(self, name: str, template: PageTemplate, running: str) -> str:
        """The layout of a page template; ``running`` is the text of its footer."""
        ids = Ids()
        own = template.behind[len(self._shared) :]
        shapes = self._panels(own, ids)
        for frame_name, frame in in_order(template):
            if frame.placeholder != "none":
                shapes += self._placeholder(frame_name, frame, ids)
        shapes += "".join(self._field(entry, ids, running) for entry in _placed(template))
        kind = _layout_type(template)
        kind = f' type="{kind}"' if kind else ""
        return (
            f'{HEAD}<p:sldLayout {SPACES}{kind} preserve="1" userDrawn="1">'
            f'<p:cSld name="{value(template.title)}">{self._ground(own)}{tree(shapes)}</p:cSld>'
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )

    def _ground(self, panels: Sequence[Panel]) -> str:
        covering = [panel for panel in panels if self.covers(panel)]
        return background(covering[-1].ink, self.inks) if covering else ""

    def _panels(self, panels: Sequence[Panel], ids: Ids) -> str:
        shapes = [
            f"<p:sp><p:nvSpPr>{identity(ids.next(), f'Panel {n}', decorative=True)}<p:cNvSpPr/>"
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
            f"{offset(panel.x, panel.y, panel.width, panel.height)}</a:xfrm>"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{self.inks.fill(panel.ink)}'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
            for n, panel in enumerate(panels, 1)
            if not self.covers(panel)
        ]
        return "".join(shapes)

    def _placeholder(self, name: str, frame: Frame, ids: Ids) -> str:
        levels = self.levels.of(frame)
        words = name.replace("-", " ").replace("_", " ").capitalize()
        return (
            f"<p:sp><p:nvSpPr>{identity(ids.next(), f'{words} placeholder')}<p:cNvSpPr>"
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{_prompting(placeholder(frame))}</p:nvPr>'
            f"</p:nvSpPr><p:spPr><a:xfrm>{offset(*frame.rect)}</a:xfrm>"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f"<p:txBody>{body_properties(frame.valign, shrinks=frame.placeholder in BODIES)}"
            f"{self.levels.markup(levels)}{self._prompts(levels, words)}</p:txBody></p:sp>"
        )

    def _field(self, entry: Furniture, ids: Ids, running: str) -> str:
        style = self._style(entry.role)
        level = Level(entry.role, style)
        characters = f'<a:rPr lang="{value(self.lang)}"/>'
        if entry.field == "number":
            name = "Slide number"
            inside = (
                f'<a:fld id="{NUMBER_FIELD}" type="slidenum">{characters}<a:t>‹#›</a:t></a:fld>'
            )
        elif entry.field == "date":
            name = "Date"
            shown = f"{characters}<a:t>{text(self.day)}</a:t>"
            inside = f'<a:fld id="{DATE_FIELD}" type="{DATE_TYPE}">{shown}</a:fld>'
        else:
            name, inside = "Footer", f"<a:r>{characters}<a:t>{text(running)}</a:t></a:r>"
        height = entry.height or style.size * 1.25
        return (
            f"<p:sp><p:nvSpPr>{identity(ids.next(), f'{name} placeholder')}<p:cNvSpPr>"
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{field_placeholder(entry)}</p:nvPr>'
            "</p:nvSpPr><p:spPr><a:xfrm>"
            f"{offset(entry.x, entry.y, entry.width, height)}</a:xfrm>"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f"<p:txBody>{body_properties('top')}{self.levels.markup((level,))}"
            f'<a:p>{inside}<a:endParaRPr lang="{value(self.lang)}"/></a:p></p:txBody></p:sp>'
        )

    def _prompts(self, levels: Sequence[Level], words: str) -> str:
        """The prompt of a placeholder: a paragraph in each of its levels."""
        language, out = f'lang="{value(self.lang)}"', []
        for n, level in enumerate(levels):
            number = f'<a:pPr lvl="{n}"/>' if n else ""
            shown = words if not n else level.role.replace("-", " ").capitalize()
            out.append(
                f"<a:p>{number}<a:r><a:rPr {language}/><a:t>{text(shown)}</a:t></a:r>"
                f"<a:endParaRPr {language}/></a:p>"
            )
        return "".join(out)

    def _style(self, role: str) -> TextStyle:
        return self.levels.medium.styles[role]


class Ids:
    """Shape ids of one part; 1 is its shape tree."""

    def __init__(self) -> None:
        self._last = 1

    def next(self) -> int:
        """The next free id."""
        self._last += 1
        return self._last


def in_order(template: PageTemplate) -> list[tuple[str, Frame]]:
    """The frames of a template in reading order: titles first."""
    return sorted(template.in_order(), key=lambda pair: pair[1].placeholder not in TITLES)


def _placed(template: PageTemplate) -> list[Furniture]:
    """The date, footer and number of a template, in reading order."""
    date = date_entry(template)
    entries = [*template.furniture, *([date] if date else [])]
    return sorted(
        (entry for entry in entries if entry.field != "none"),
        key=lambda entry: FIELDS.index(entry.field),
    )


def shown_fields(dated: bool) -> str:
    """Which fields a new slide gets (19.3.1.25): footer and number, and a date where asked for."""
    return '<p:hf hdr="0"/>' if dated else '<p:hf hdr="0" dt="0"/>'


def _prompting(mark: str) -> str:
    return mark.replace("/>", ' hasCustomPrompt="1"/>')


def _layout_type(template: PageTemplate) -> str:
    """The type that a layout comes nearest to (ST_SlideLayoutType); empty: one of its own."""
    kinds = [frame.placeholder for frame in template.frames.values()]
    if "center_title" in kinds:
        return "title"
    return ""
