"""Running texts of a slide: what the composer set, as date, footer and slide number."""

from __future__ import annotations

import re

from layouts.master import Furniture
from layouts.runs import Run
from layouts.scene import Page, TextItem
from layouts.theme import TextStyle
from reports.writers.pptx.markup import NUMBER_FIELD, identity, offset, value
from reports.writers.pptx.master import body_properties, field_placeholder
from reports.writers.pptx.text import TextMaker

_NEAR = 0.5
"""Points by which a set line may lie beside the place that its entry names."""


def resolved(page: Page, entry: Furniture, style: TextStyle) -> str:
    """The text that stands at an entry of the page's furniture; empty when none was set."""
    for item in page.furniture:
        if not isinstance(item, TextItem):
            continue
        beside = entry.x - _NEAR <= item.x <= entry.x + entry.width + _NEAR
        if beside and abs(item.y - (entry.y + style.size)) <= _NEAR:
            return item.text.strip()
    return ""


def field_shape(number: int, entry: Furniture, inside: str, click: str, maker: TextMaker) -> str:
    """The layout's date, footer or slide number placeholder on a slide, around the runs ``inside``.

    A placeholder on a layout alone is not shown. Everything but the words is the layout's.
    ``click``: the ``a:hlinkClick`` of the shape, or nothing. The level is said because LibreOffice
    takes a paragraph that says nothing at all for a footer of its own making, in its own style.
    """
    name = {"number": "Slide number", "footer": "Footer", "date": "Date"}[entry.field]
    return (
        f"<p:sp><p:nvSpPr>{identity(number, name, click=click)}<p:cNvSpPr>"
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{field_placeholder(entry)}</p:nvPr>'
        "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr lvl="0"/>{inside}<a:endParaRPr lang="{value(maker.lang)}"/></a:p>'
        "</p:txBody></p:sp>"
    )


def running_text(
    number: int, entry: Furniture, words: str, style: TextStyle, maker: TextMaker
) -> str:
    """A running text that is none of the fields of a presentation, as a text box."""
    align = "" if style.align in ("left", "justify") else _ALIGN[style.align]
    box = offset(entry.x, entry.y, entry.width, entry.height or style.size * 1.25)
    run = maker.run(Run(words), style, None, maker.lang)
    return (
        f"<p:sp><p:nvSpPr>{identity(number, 'Running text')}"
        '<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm>{box}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:noFill/></p:spPr><p:txBody>{body_properties('top')}<a:lstStyle/>"
        f"<a:p>{align}{run}{maker.end(style)}</a:p></p:txBody></p:sp>"
    )


_ALIGN = {"center": '<a:pPr algn="ctr"/>', "right": '<a:pPr algn="r"/>'}


def numbered(words: str, number: int, maker: TextMaker, size: float = 0.0, ink: str = "") -> str:
    """The words with the slide's number as a field; size and ink where they are its own."""
    found = re.search(rf"(?<!\d){number}(?!\d)", words)
    start, end = found.span() if found else (len(words), len(words))
    out = maker.plain(words[:start], size, ink) if words[:start] else ""
    out += maker.field("slidenum", NUMBER_FIELD, str(number), size, ink)
    return out + (maker.plain(words[end:], size, ink) if words[end:] else "")
