"""Speaker notes: the notes master, and the notes pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from layouts.runs import Remark, Run
from layouts.scene import Scene
from reports.writers.pptx.bullets import Bullet, bullet
from reports.writers.pptx.markup import HEAD, SPACES, emu, hundredths, identity, offset, value
from reports.writers.pptx.master import tree
from reports.writers.pptx.sheets import (
    DATE,
    FOOTER,
    GROUND,
    HEADER,
    HEIGHT,
    MAP,
    MARGIN,
    NUMBER,
    RECTANGLE,
    WIDTH,
    Marks,
    level,
    number,
    words,
)
from reports.writers.pptx.text import TextMaker

SIZE, LEADING = 12.0, 1.2
BEFORE, BEFORE_ENTRY = 6.0, 3.0
"""Space above a paragraph, and above an entry of a list (points)."""
INDENT = 18.0
"""Each level of a list begins so much further to the right."""
TOP, TALLEST, GAP, FOOT = 54.0, 330.0, 24.0, 60.0
"""Where the slide's picture begins and how tall it may be; space below it, and below the notes."""
ADVANCE = 0.5
"""Mean advance of a letter, in em, by which the length of notes is judged (measured on English in
Source Sans 3: 0.41; lines are not full, and viewers may put a wider face in its place)."""
SCALES = (100, 92.5, 85, 77.5, 70, 62.5)
"""Per cent of its size that PowerPoint takes text to, one after the other, until it fits."""


def notes_master(shape: tuple[float, float], marks: Marks) -> str:
    """The notes master: the slide's picture above, the notes below, header, date, footer, number.

    ``shape`` is the size of the slides.
    """
    width, height = _picture(shape)
    lang = marks.lang
    picture = offset((WIDTH - width) / 2, TOP, width, height)
    room = _room(shape)
    body = offset(MARGIN, HEIGHT - FOOT - room, WIDTH - 2 * MARGIN, room)
    levels = "".join(
        level(n, SIZE, left=(n - 1) * INDENT, before=BEFORE, align="l") for n in range(1, 10)
    )
    shapes = (
        HEADER.on_master(2, 0, words(marks.running, lang), lang)
        + DATE.on_master(3, 1, marks.today(), lang)
        + f'<p:sp><p:nvSpPr>{identity(4, "Slide image")}<p:cNvSpPr><a:spLocks noGrp="1"'
        ' noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr><a:xfrm>{picture}</a:xfrm>{RECTANGLE}<a:noFill/>"
        '<a:ln w="6350"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:sp>'
        f'<p:sp><p:nvSpPr>{identity(5, "Notes")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr><a:xfrm>{body}</a:xfrm>{RECTANGLE}</p:spPr><p:txBody>"
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"/>'
        # LibreOffice reads the levels here, PowerPoint in the notes style below.
        f"<a:lstStyle>{levels}</a:lstStyle><a:p>{words('Notes', lang)}"
        f'<a:endParaRPr lang="{value(lang)}"/></a:p></p:txBody></p:sp>'
        + FOOTER.on_master(6, 4, "", lang)
        + NUMBER.on_master(7, 5, number("‹#›", lang), lang)
    )
    return (
        f"{HEAD}<p:notesMaster {SPACES}><p:cSld>{GROUND}{tree(shapes)}</p:cSld>{MAP}"
        f"{marks.shown()}<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def noted(scene: Scene) -> bool:
    """Whether the slides of a deck have notes pages: all of them as soon as one says something,
    because LibreOffice prints slides without one by a master of its own."""
    return any(page.notes for page in scene.pages)


def notes_slide(
    remarks: Sequence[Remark],
    page: int,
    shape: tuple[float, float],
    marks: Marks,
    maker: TextMaker,
    places: Mapping[str, int],
) -> str:
    """The notes of slide ``page``, entry by entry.

    ``shape`` is the size of the slides; ``places`` has the number of the slide of each node.
    """
    lang = maker.lang
    scale = _scale(remarks, _room(shape))
    fit = f'<a:bodyPr><a:normAutofit fontScale="{scale}"/></a:bodyPr>' if scale else "<a:bodyPr/>"
    body = "".join(_paragraphs(remarks, maker, places)) or maker.quiet(())
    shapes = (
        HEADER.on_page(2, 0, words(marks.running, lang), lang)
        + (DATE.on_page(3, 1, marks.today(), lang) if marks.dated else "")
        + f'<p:sp><p:nvSpPr>{identity(4, "Slide image")}<p:cNvSpPr><a:spLocks noGrp="1"'
        ' noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/></p:sp>"
        f'<p:sp><p:nvSpPr>{identity(5, "Notes")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr/><p:txBody>{fit}<a:lstStyle/>{body}</p:txBody></p:sp>"
        + NUMBER.on_page(6, 5, number(str(page), lang), lang)
    )
    return (
        f"{HEAD}<p:notes {SPACES}><p:cSld>{tree(shapes)}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )


def _picture(shape: tuple[float, float]) -> tuple[float, float]:
    """Width and height of the slide's picture."""
    height = min((WIDTH - 2 * MARGIN) * shape[1] / shape[0], TALLEST)
    return height * shape[0] / shape[1], height


def _room(shape: tuple[float, float]) -> float:
    """Height of the notes below the picture."""
    return HEIGHT - FOOT - GAP - TOP - _picture(shape)[1]


def _paragraphs(
    remarks: Sequence[Remark], maker: TextMaker, places: Mapping[str, int]
) -> list[str]:
    out: list[str] = []
    counting: dict[int, str] = {}
    for remark in remarks:
        mark = bullet(remark.label) if remark.label else Bullet()
        for depth in [d for d in counting if d > remark.depth or not mark.scheme]:
            del counting[depth]
        if mark.scheme:
            mark = replace(mark, scheme=_scheme(mark, counting.get(remark.depth)))
            counting[remark.depth] = mark.scheme
        properties = _entry(mark, remark.depth) if remark.label else ""
        runs = [_placed(run, places) for run in remark.runs]
        out.append(maker.quiet(runs, properties))
    return out


def _scheme(mark: Bullet, above: str | None) -> str:
    """How an entry is numbered. PowerPoint takes neighbours that are numbered alike for one list:
    a list right below another has brackets where that has points, or the other way round."""
    other = {"arabicPeriod": "arabicParenR", "arabicParenR": "arabicPeriod"}
    if above is None:
        return mark.scheme
    return other[above] if mark.number == 1 else above


def _entry(mark: Bullet, depth: int) -> str:
    """The properties of an entry of a list."""
    number = f' lvl="{depth}"' if depth else ""
    return (
        f'<a:pPr marL="{emu(INDENT * (depth + 1))}"{number} indent="{-emu(INDENT)}">'
        f'<a:spcBef><a:spcPts val="{hundredths(BEFORE_ENTRY)}"/></a:spcBef>{mark.markup(1)}</a:pPr>'
    )


def _placed(run: Run, places: Mapping[str, int]) -> Run:
    if run.page_of is None:
        return run
    return replace(run, text=str(places.get(run.page_of, "–")), page_of=None)


def _scale(remarks: Sequence[Remark], room: float) -> int:
    """Thousandths of a per cent to which the notes shrink to fit their page; 0: they fit.

    An estimate: viewers that fit text themselves come to their own figure.
    """
    for scale in SCALES:
        size = SIZE * scale / 100
        height = 0.0
        for remark in remarks:
            width = WIDTH - 2 * MARGIN - (INDENT * (remark.depth + 1) if remark.label else 0.0)
            letters = sum(len(run.text) for run in remark.runs)
            lines = ceil(letters * ADVANCE * size / width)
            height += lines * size * LEADING + (BEFORE_ENTRY if remark.label else BEFORE)
        if height <= room:
            break
    return 0 if scale == SCALES[0] else round(scale * 1000)
