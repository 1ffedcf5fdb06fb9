"""One slide: its fragments as native shapes, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from layouts.chart import ChartPlan
from layouts.diagram import Drawing
from layouts.furniture import entries
from layouts.master import Frame, Furniture
from layouts.paragraph import ParagraphPlan
from layouts.picture import PicturePlan
from layouts.scene import Fragment, Page
from layouts.table import TablePlan
from layouts.units import Rect
from reports.writers import SceneError
from reports.writers.pptx.assembly import CT, RT, DeckPart
from reports.writers.pptx.chart import ChartMaker
from reports.writers.pptx.deck import Deck, Links
from reports.writers.pptx.drawing import DrawingMaker
from reports.writers.pptx.furniture import field_shape, numbered, resolved, running_text
from reports.writers.pptx.markup import DATE_FIELD, DATE_TYPE, HEAD, SPACES, C
from reports.writers.pptx.master import FIELDS, TITLES, Ids, tree
from reports.writers.pptx.shapes import TextFrame, described, graphic_frame, picture, plain_title
from reports.writers.pptx.table import TableMaker
from reports.writers.pptx.workbook import Workbook

TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_TEXTUAL = ("title", "center_title", "subtitle", "body", "content")


class SlideMaker:
    """Composes the part of one slide."""

    def __init__(self, deck: Deck, page: Page, part: DeckPart) -> None:
        self.deck, self.page, self.part = deck, page, part
        self.template = deck.master.templates[page.template]
        self.text = deck.text(part)
        self.ids = Ids()
        self._held: set[str] = set()
        self._draw: dict[type, Callable[[Fragment, Frame], str]] = {
            TablePlan: self._table,
            ChartPlan: self._chart,
            PicturePlan: self._picture,
            Drawing: self._drawing,
        }

    def markup(self) -> str:
        """The ``p:sld``: title, content as it is told, footer, slide number."""
        shapes = [*self._content(), *self._furniture()]
        hidden = ' show="0"' if self.page.hidden else ""
        return (
            f"{HEAD}<p:sld {SPACES}{hidden}><p:cSld>{tree(''.join(shapes))}</p:cSld>"
            f"<p:clrMapOvr>{self._colour_map()}</p:clrMapOvr></p:sld>"
        )

    def _colour_map(self) -> str:
        """The master's, or that of its own which the layout has: slides do not inherit that."""
        foundation = self.deck.foundation
        own = foundation.maps.get(self.page.template) if foundation is not None else None
        return own or "<a:masterClrMapping/>"

    def _frame(self, fragment: Fragment) -> Frame:
        frame, room = self.template.frames[fragment.frame], self.page.rooms.get(fragment.frame)
        if room is None:
            return frame
        x, y, width, height = room
        return replace(frame, x=x, y=y, width=width, height=height, moved=True)

    def _content(self) -> Iterator[str]:
        fragments = sorted(
            self.page.fragments, key=lambda f: self._frame(f).placeholder not in TITLES
        )
        titled = fragments and self._frame(fragments[0]).placeholder in TITLES
        if self.page.title and not titled:
            yield from self._missing_title()
        inside: dict[str, int] = {}
        runs = [list(group) for _, group in groupby(fragments, self._group)]
        for group in runs:
            inside[group[0].frame] = inside.get(group[0].frame, 0) + 1
        for group in runs:
            frame = self._frame(group[0])
            if isinstance(group[0].plan, ParagraphPlan):
                alone = inside[group[0].frame] == 1
                yield self._paragraphs(group, frame, alone=alone)
            else:
                yield self._native(group[0], frame)

    @staticmethod
    def _group(fragment: Fragment) -> tuple[str, int]:
        """Paragraphs of one frame stand together; anything else by itself."""
        textual = isinstance(fragment.plan, ParagraphPlan)
        return fragment.frame, 0 if textual else id(fragment)

    def _native(self, fragment: Fragment, frame: Frame) -> str:
        draw = self._draw.get(type(fragment.plan))
        if draw is None:
            raise SceneError(f"a deck has no native form for {type(fragment.plan).__name__}")
        return draw(fragment, frame)

    def _hold(self, name: str, frame: Frame, *kinds: str) -> Frame | None:
        """The frame, if its placeholder is of the right kind and still free."""
        if frame.placeholder not in kinds or name in self._held:
            return None
        self._held.add(name)
        return frame

    def _missing_title(self) -> Iterator[str]:
        for name, frame in self.template.frames.items():
            if self._hold(name, frame, *TITLES):
                yield plain_title(
                    self.ids.next(), f"{self.page.title}", frame, self.text, self.page.title
                )
                return

    def _paragraphs(self, group: list[Fragment], frame: Frame, *, alone: bool) -> str:
        held = self._hold(group[0].frame, frame, *_TEXTUAL)
        levels = self.deck.levels.of(frame)
        places, body = self.deck.scene.places, self.deck.levels.bodies.get(frame.role)
        shape = TextFrame(frame, group, alone, levels, self.text, places, body)
        return shape.markup(self.ids.next(), holds=held is not None)

    def _table(self, fragment: Fragment, frame: Frame) -> str:
        held = self._hold(fragment.frame, frame, "table", "content")
        deck = self.deck
        maker = TableMaker(fragment.plan, deck.theme, deck.inks, self.text, deck.scene)
        inside, height = maker.markup(fragment.part, fragment.repeated)
        rect = fragment.rect
        node = fragment.plan.table.node
        rect = Rect(rect.x, rect.y, sum(fragment.plan.widths), height)
        # Checkers of Office ask for a text on tables too; what the slide says is what they show.
        alt = node.alt or self.page.title
        return graphic_frame(self.ids.next(), node.id, alt, rect, held, TABLE, inside)

    def _chart(self, fragment: Fragment, frame: Frame) -> str:
        held = self._hold(fragment.frame, frame, "chart", "content")
        deck, plan = self.deck, fragment.plan
        chart = plan.chart
        deck.charts += 1
        content = Workbook.of(plan)
        book = deck.package.part(
            f"/ppt/embeddings/Microsoft_Excel_Sheet{deck.charts}.xlsx",
            CT.SML_SHEET,
            content.content(),
        )
        part = deck.package.part(f"/ppt/charts/chart{deck.charts}.xml", CT.DML_CHART)
        lang = chart.node.lang or deck.scene.lang
        rid = part.relate(book, RT.PACKAGE)
        maker = ChartMaker(plan, deck.theme, deck.inks, deck.faces, lang, content, rid)
        part.fill(maker.markup())
        inside = f'<c:chart xmlns:c="{C}" r:id="{self.part.relate(part, RT.CHART)}"/>'
        alt = described(self.page.title, chart.node.alt or "")
        return graphic_frame(self.ids.next(), chart.node.id, alt, fragment.rect, held, C, inside)

    def _picture(self, fragment: Fragment, frame: Frame) -> str:
        held = self._hold(fragment.frame, frame, "picture", "content")
        plan = fragment.plan
        node, asset = plan.picture.node, plan.picture.asset
        rid = self.part.relate(self.deck.picture(asset), RT.IMAGE)
        vector = self.deck.vector(asset)
        drawn = "" if vector is None else self.part.relate(vector, RT.IMAGE)
        rect = plan.rect.moved(fragment.rect.x, fragment.rect.y)
        alt = None if plan.picture.decorative else node.alt
        return picture(self.ids.next(), node.id, alt, rect, held, rid, drawn)

    def _drawing(self, fragment: Fragment, frame: Frame) -> str:
        deck = self.deck
        styles = deck.theme.slide.stepped(fragment.plan.setting_step, frame.roles)
        return DrawingMaker(fragment, styles, deck.inks, self.text, self.ids).markup()

    def _furniture(self) -> Iterator[str]:
        styles = self.deck.theme.slide.styles
        for entry in sorted(entries(self.template), key=lambda e: FIELDS.index(e.field)):
            style = styles[entry.role]
            words = resolved(self.page, entry, style)
            if words and entry.field == "none":
                yield running_text(self.ids.next(), entry, words, style, self.text)
            elif words:
                click = self._way_back() if entry.field == "footer" else ""
                inside = self._field(entry, words)
                yield field_shape(self.ids.next(), entry, inside, click, self.text)

    def _field(self, entry: Furniture, words: str) -> str:
        size, ink = self._own_look(entry)
        if entry.field == "number":
            return numbered(words, self.page.number, self.text, size, ink)
        if entry.field == "date" and self.deck.scene.live_date:
            return self.text.field(DATE_TYPE, DATE_FIELD, self.deck.day, size, ink)
        return self.text.plain(words, size, ink)

    def _own_look(self, entry: Furniture) -> tuple[float, str]:
        """Size and ink of a field where they are not those of its placeholder on the layout."""
        body = self.deck.levels.bodies.get(entry.role)
        if body is None:
            return 0.0, ""
        style, under = self.deck.theme.slide.styles[entry.role], body.levels[0].style
        size = style.size if style.size != under.size else 0.0
        return size, style.ink if style.ink != under.ink else ""

    def _way_back(self) -> str:
        """The link of the footer to the slide that every slide leads back to."""
        home = self.deck.scene.home
        node = self.page.node
        if home is None or (node is not None and node.id == home[0]):
            return ""
        return Links(self.deck, self.part).click(f"#{home[0]}", home[1])
