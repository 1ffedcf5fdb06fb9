"""The theme part: colours, fonts and a plain format scheme."""

from __future__ import annotations

from reports.writers.pptx.inks import SLOTS, Inks
from reports.writers.pptx.levels import Typefaces
from reports.writers.pptx.markup import HEAD, A, value

_FILLS = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
_LINES = "".join(
    f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr"><a:solidFill><a:schemeClr val="phClr"/>'
    '</a:solidFill><a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>'
    for width in (6350, 12700, 19050)
)
_EFFECTS = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3


def theme(name: str, inks: Inks, faces: Typefaces) -> str:
    """The theme: twelve colours from the inks, two fonts, flat fills and lines.

    ISO/IEC 29500-1, 20.1.6.9; a format scheme must hold three of each kind of style.
    """
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{inks.slots[slot]}"/></a:{slot}>' for slot in SLOTS
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{value(family)}"/><a:ea typeface=""/>'
        f'<a:cs typeface=""/></a:{kind}Font>'
        for kind, family in (("major", faces.major), ("minor", faces.minor))
    )
    title = value(name)
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="{title}"><a:themeElements>'
        f'<a:clrScheme name="{title}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{title}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{title}"><a:fillStyleLst>{_FILLS}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINES}</a:lnStyleLst><a:effectStyleLst>{_EFFECTS}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILLS}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
