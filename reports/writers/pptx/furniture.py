"""Running texts of a slide: what the composer set, as footer and slide number fields."""

from __future__ import annotations

import re

from layouts.master import Furniture
from layouts.runs import Run
from layouts.scene import Page, TextItem
from layouts.theme import TextStyle
from reports.writers.pptx.markup import NUMBER_FIELD, identity, offset
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


def field_shape(
    number: int, entry: Furniture, words: str, page: Page, style: TextStyle, maker: TextMaker
) -> str:
    """A copy of the layout's footer or slide number placeholder on a slide.

    A field on a layout alone is not shown; LibreOffice inherits no formatting here, so the
    run says it all.
    """
    name = {"number": "Slide number", "footer": "Footer"}.get(entry.field, "Running text")
    if entry.field == "number":
        inside = _numbered(words, page.number, style, maker)
    else:
        inside = maker.run(Run(words), style, None, maker.lang)
    align = "" if style.align in ("left", "justify") else _ALIGN[style.align]
    paragraph = f"<a:p>{align}{inside}{maker.end(style)}</a:p>"
    if entry.field == "none":
        kind = '<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/>'
        box = offset(entry.x, entry.y, entry.width, entry.height or style.size * 1.25)
        geometry = (
            f'<p:spPr><a:xfrm>{box}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "<a:noFill/></p:spPr>"
        )
        body = body_properties("top")
    else:
        kind = (
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr>{field_placeholder(entry)}</p:nvPr>"
        )
        geometry, body = "<p:spPr/>", "<a:bodyPr/>"
    return (
        f"<p:sp><p:nvSpPr>{identity(number, name)}{kind}</p:nvSpPr>{geometry}"
        f"<p:txBody>{body}<a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


_ALIGN = {"center": '<a:pPr algn="ctr"/>', "right": '<a:pPr algn="r"/>'}


def _numbered(words: str, number: int, style: TextStyle, maker: TextMaker) -> str:
    """The words with the slide's number in them as a field."""
    found = re.search(rf"(?<!\d){number}(?!\d)", words)
    start, end = found.span() if found else (len(words), len(words))
    out = ""
    if words[:start]:
        out += maker.run(Run(words[:start]), style, None, maker.lang)
    out += maker.field("slidenum", NUMBER_FIELD, str(number), style)
    if words[end:]:
        out += maker.run(Run(words[end:]), style, None, maker.lang)
    return out
