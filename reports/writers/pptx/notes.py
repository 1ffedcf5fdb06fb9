"""Speaker notes: the notes master, and a notes slide for every slide that has some."""

from __future__ import annotations

from collections.abc import Iterable

from layouts.runs import Run
from reports.writers.pptx.markup import HEAD, NUMBER_FIELD, SPACES, identity, offset, value
from reports.writers.pptx.master import tree
from reports.writers.pptx.text import TextMaker

WIDTH, HEIGHT = 540.0, 720.0
"""Notes pages are 7.5 by 10 inches, as PowerPoint makes them."""
SIZE = 12


def notes_master(shape: tuple[float, float], lang: str) -> str:
    """The notes master: the slide's picture above, the notes below, a page number.

    ``shape`` is the size of the slides.
    """
    width = WIDTH - 108
    height = min(width * shape[1] / shape[0], 330.0)
    width = height * shape[0] / shape[1]
    picture = offset((WIDTH - width) / 2, 54, width, height)
    words = offset(54, 54 + height + 24, WIDTH - 108, HEIGHT - height - 54 - 24 - 60)
    number = offset(WIDTH - 54 - 120, HEIGHT - 42, 120, 18)
    shapes = (
        f'<p:sp><p:nvSpPr>{identity(2, "Slide image")}<p:cNvSpPr><a:spLocks noGrp="1"'
        ' noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr><a:xfrm>{picture}</a:xfrm>{_RECT}<a:noFill/>"
        '<a:ln w="6350"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:sp>'
        f'<p:sp><p:nvSpPr>{identity(3, "Notes")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr><a:xfrm>{words}</a:xfrm>{_RECT}</p:spPr><p:txBody>"
        '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>'
        f'<a:p><a:r><a:rPr lang="{value(lang)}"/><a:t>Notes</a:t></a:r></a:p></p:txBody></p:sp>'
        f'<p:sp><p:nvSpPr>{identity(4, "Slide number")}<p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr><a:xfrm>{number}</a:xfrm>{_RECT}</p:spPr><p:txBody>"
        '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle>'
        f'<a:lvl1pPr algn="r"><a:defRPr sz="{(SIZE - 2) * 100}"/></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{_number('‹#›', SIZE - 2, lang)}</a:p></p:txBody></p:sp>"
    )
    ground = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 228600}" algn="l"><a:spcBef><a:spcPts val="600"/>'
        f'</a:spcBef><a:defRPr sz="{SIZE * 100}"><a:solidFill><a:schemeClr val="tx1"/>'
        '</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    return (
        f"{HEAD}<p:notesMaster {SPACES}><p:cSld>{ground}{tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2"'
        ' accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink"'
        f' folHlink="folHlink"/><p:notesStyle>{levels}</p:notesStyle></p:notesMaster>'
    )


_RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def _number(shown: str, size: int, lang: str = "") -> str:
    language = f' lang="{value(lang)}"' if lang else ""
    return (
        f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr{language} sz="{size * 100}"/>'
        f"<a:t>{shown}</a:t></a:fld>"
    )


def notes_slide(paragraphs: Iterable[tuple[Run, ...]], number: int, maker: TextMaker) -> str:
    """The notes of slide ``number``, paragraph by paragraph."""
    words = "".join(maker.quiet(runs) for runs in paragraphs)
    shapes = (
        f'<p:sp><p:nvSpPr>{identity(2, "Slide image")}<p:cNvSpPr><a:spLocks noGrp="1"'
        ' noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/></p:sp>"
        f'<p:sp><p:nvSpPr>{identity(3, "Notes")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:lstStyle/>{words}</p:txBody></p:sp>"
        f'<p:sp><p:nvSpPr>{identity(4, "Slide number")}<p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f"{_number(str(number), SIZE - 2, maker.lang)}</a:p></p:txBody></p:sp>"
    )
    return (
        f"{HEAD}<p:notes {SPACES}><p:cSld>{tree(shapes)}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
