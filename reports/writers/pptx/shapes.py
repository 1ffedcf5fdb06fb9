"""Shapes of a slide that hold text, a picture, a table or a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.master import Frame
from layouts.runs import Run
from layouts.scene import Fragment
from layouts.units import Rect
from reports.writers.pptx.bullets import Bullet, Numbering, bullet
from reports.writers.pptx.foundation import Body
from reports.writers.pptx.levels import Level, gap, space_after
from reports.writers.pptx.markup import identity, offset
from reports.writers.pptx.master import ANCHOR, body_properties, placeholder
from reports.writers.pptx.text import Shape, TextMaker

TIGHT = 0.97
"""A body fuller than this share of its frame is not left to the viewer's autofit: LibreOffice
shrinks text that fits exactly when it opens the file (measured; never with 2 % to spare)."""


def union(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle around all of them."""
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.right for r in rects), max(r.bottom for r in rects)
    return Rect(left, top, right - left, bottom - top)


def text_name(fragments: Sequence[Fragment]) -> str:
    """The node of a single paragraph, else the blocks that stand in the frame."""
    ids: list[str] = [fragment.plan.paragraph.node.id for fragment in fragments]
    if len(ids) == 1:
        return ids[0]
    return " ".join(dict.fromkeys(name.partition("/")[0] for name in ids))


def widened(rect: Rect, insets: Sequence[float]) -> Rect:
    """The box of a text body around the area of its text."""
    if not insets:
        return rect
    left, top, right, bottom = insets
    return Rect(rect.x - left, rect.y - top, rect.width + left + right, rect.height + top + bottom)


@dataclass
class TextFrame:
    """Paragraphs that stand together in one shape."""

    frame: Frame
    fragments: list[Fragment]
    alone: bool
    """Nothing else stands in the frame: the placeholder keeps its place on the layout."""
    levels: tuple[Level, ...]
    maker: TextMaker
    pages: dict[str, int]
    """Numbers of the slides on which nodes begin."""
    carried: Body | None = None
    """The body of the placeholder where its layout is not ours."""

    def markup(self, number: int, *, holds: bool) -> str:
        """The shape with id ``number``; ``holds``: it fills the frame's placeholder."""
        rect = self.frame.rect if self.alone else union([f.rect for f in self.fragments])
        inherits = self.alone and not self.frame.moved
        name = text_name(self.fragments)
        alt = self.fragments[0].plan.paragraph.node.alt if len(self.fragments) == 1 else None
        if holds:
            kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            kind += f"<p:nvPr>{placeholder(self.frame)}</p:nvPr>"
            outer = widened(rect, self.frame.insets)
            geometry = "<p:spPr/>" if inherits else f"<p:spPr>{_frame(outer)}</p:spPr>"
        else:
            kind = '<p:cNvSpPr txBox="1"/><p:nvPr/>'
            geometry = f"<p:spPr>{_frame(rect)}{RECTANGLE}<a:noFill/></p:spPr>"
        return (
            f"<p:sp><p:nvSpPr>{identity(number, name, alt)}{kind}</p:nvSpPr>{geometry}"
            f"<p:txBody>{self._body(rect, holds)}<a:lstStyle/>{self.paragraphs(holds)}"
            "</p:txBody></p:sp>"
        )

    def _body(self, rect: Rect, holds: bool) -> str:
        anchor = self.frame.valign if self.alone else "top"
        if not holds:
            return body_properties(anchor)
        inherits = self.alone
        full = union([f.rect for f in self.fragments]).height > TIGHT * rect.height
        if self.carried is not None:
            return self._settled(self.carried, anchor, full)
        if self.frame.placeholder in ("body", "content") and full:
            if inherits:
                return "<a:bodyPr><a:noAutofit/></a:bodyPr>"
            return f'<a:bodyPr anchor="{ANCHOR[anchor]}"><a:noAutofit/></a:bodyPr>'
        return "<a:bodyPr/>" if inherits else f'<a:bodyPr anchor="{ANCHOR[anchor]}"/>'

    def _settled(self, body: Body, anchor: str, full: bool) -> str:
        """What a body on another's layout must say for its text to stand as it was set."""
        attributes = "" if self.alone else f' anchor="{ANCHOR[anchor]}"'
        if not body.settled:
            attributes += ' wrap="square" numCol="1"'
        if not body.settled or (body.shrinks and full):
            return f"<a:bodyPr{attributes}><a:noAutofit/></a:bodyPr>"
        return f"<a:bodyPr{attributes}/>"

    def paragraphs(self, holds: bool) -> str:
        """All paragraphs, each saying where it differs from its level."""
        numbering = Numbering()
        out: list[str] = []
        above: Rect | None = None
        kept = 0.0
        for fragment in self.fragments:
            before = max(0.0, fragment.rect.y - above.bottom - kept) if above else 0.0
            out.append(self._paragraph(fragment, before, above is None, numbering, holds))
            above = fragment.rect
            kept = self._kept(fragment) if holds else 0.0
        return "".join(out)

    def _kept(self, fragment: Fragment) -> float:
        """Space that the level of a paragraph keeps below it."""
        plan = fragment.plan
        mark = bullet("".join(run.text for run in plan.label)) if plan.label else Bullet()
        return space_after(plan.style, self._level(plan.paragraph, mark)[1])

    def _paragraph(
        self, fragment: Fragment, before: float, top: bool, numbering: Numbering, holds: bool
    ) -> str:
        plan = fragment.plan
        paragraph = plan.paragraph
        first, last = fragment.part
        runs: Sequence[Run] = plan.runs
        if (first, last) != (0, len(plan.lines)):
            runs = plan.part(first, last)
        mark = bullet("".join(run.text for run in plan.label)) if plan.label else Bullet()
        if first:
            mark = Bullet()
        start = numbering.start(mark, paragraph.level)
        level = self._level(paragraph, mark) if holds else None
        if top and level is not None:
            # Space above the first paragraph is ignored by viewers: leave the level's own.
            before = gap(level[1].style)
        labelled = bool(mark.sign or mark.scheme or mark.written)
        shape = Shape(
            before,
            plan.indent,
            plan.indent - plan.hang if labelled else 0.0,
            plan.style.align,
            mark if labelled else None,
            start,
            plan.measure if paragraph.leader else 0.0,
        )
        if paragraph.leader and len(runs) > 1:
            runs = (*runs[:-1], Run("\t"), runs[-1])
        runs = [self._numbered(run) for run in runs]
        lang = paragraph.lang or paragraph.node.lang
        return self.maker.paragraph(runs, plan.style, shape, level, lang)

    def _level(self, paragraph: Any, mark: Bullet) -> tuple[int, Level]:
        """The level that comes nearest: same role and depth, else a list's, else the first."""
        for number, level in enumerate(self.levels):
            if level.role == paragraph.role and level.depth == paragraph.level:
                return number, level
        if mark.sign or mark.scheme:
            for number, level in enumerate(self.levels):
                if level.bullet and level.depth == paragraph.level:
                    return number, level
        return 0, self.levels[0]

    def _numbered(self, run: Run) -> Run:
        if run.page_of is None:
            return run
        number = self.pages.get(run.page_of)
        return Run(str(number) if number else "–", run.strong, run.emphasis, link=run.link)


_SVG_BLIP = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def _frame(rect: Rect) -> str:
    return f"<a:xfrm>{offset(*rect)}</a:xfrm>"


def plain_title(number: int, name: str, frame: Frame, maker: TextMaker, words: str) -> str:
    """The title of a slide whose content brings none: outline, links and readers need one."""
    return (
        f'<p:sp><p:nvSpPr>{identity(number, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{placeholder(frame)}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>"
        f"<a:lstStyle/>{maker.quiet((Run(words),))}</p:txBody></p:sp>"
    )


def described(title: str, alt: str) -> str:
    """The alternative text of a chart: what it tells, which its title says, and what it shows."""
    if not title or title.casefold() in alt.casefold():
        return alt
    end = "" if title[-1] in ".!?:;…" else "."
    return f"{title}{end} {alt}".rstrip()


def graphic_frame(
    number: int, name: str, alt: str | None, rect: Rect, frame: Frame | None, kind: str, inside: str
) -> str:
    """A ``p:graphicFrame`` around a table or chart; ``frame``: whose placeholder it fills."""
    hold = placeholder(frame) if frame is not None else ""
    inner = f"<p:nvPr>{hold}</p:nvPr>" if hold else "<p:nvPr/>"
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{identity(number, name, alt)}<p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>{inner}</p:nvGraphicFramePr>'
        f'<p:xfrm>{offset(*rect)}</p:xfrm><a:graphic><a:graphicData uri="{kind}">{inside}'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def picture(
    number: int,
    name: str,
    alt: str | None,
    rect: Rect,
    frame: Frame | None,
    image: str,
    vector: str = "",
) -> str:
    """A ``p:pic`` of the picture related as ``image``; without ``alt`` it is decorative.

    ``vector`` is the relationship of the SVG that is shown in its place (MS-ODRAWXML, svgBlip).
    """
    blip = f'<a:blip r:embed="{image}"/>'
    if vector:
        blip = (
            f'<a:blip r:embed="{image}"><a:extLst><a:ext uri="{_SVG_BLIP}"><asvg:svgBlip'
            ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
            f' r:embed="{vector}"/></a:ext></a:extLst></a:blip>'
        )
    hold = placeholder(frame) if frame is not None else ""
    inner = f"<p:nvPr>{hold}</p:nvPr>" if hold else "<p:nvPr/>"
    return (
        f"<p:pic><p:nvPicPr>{identity(number, name, alt, decorative=not alt)}<p:cNvPicPr>"
        f'<a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>{inner}</p:nvPicPr>'
        f"<p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch>"
        f"</p:blipFill><p:spPr>{_frame(rect)}{RECTANGLE}</p:spPr></p:pic>"
    )
