"""What notes pages and handouts share: their size, and the texts in their corners."""

from __future__ import annotations

from dataclasses import dataclass

from reports.writers.pptx.markup import (
    DATE_FIELD,
    DATE_TYPE,
    NUMBER_FIELD,
    emu,
    hundredths,
    identity,
    offset,
    text,
    value,
)

WIDTH, HEIGHT = 540.0, 720.0
"""Notes pages and handouts are 7.5 by 10 inches, as PowerPoint makes them."""
MARGIN = 54.0
SMALL = 10.0
"""Size of the texts in the corners."""
RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2"'
    ' accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink"'
    ' folHlink="folHlink"/>'
)
GROUND = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
_TOP, _BOTTOM, _LINE, _WIDE = 24.0, HEIGHT - 42.0, 18.0, (WIDTH - 2 * MARGIN - 12) / 2


def level(number: int, size: float, *, left: float = 0.0, before: float = 0.0, align: str) -> str:
    """The properties of one level of text, in full: LibreOffice passes over what it inherits."""
    return (
        f'<a:lvl{number}pPr marL="{emu(left)}" indent="0" algn="{align}" defTabSz="914400" rtl="0"'
        ' eaLnBrk="1" hangingPunct="1">'
        f'<a:spcBef><a:spcPts val="{hundredths(before)}"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{hundredths(size)}" b="0" i="0"><a:solidFill><a:schemeClr val="tx1"/>'
        '</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


@dataclass(frozen=True, slots=True)
class Corner:
    """A placeholder in a corner of a sheet."""

    kind: str
    """``hdr``, ``dt``, ``ftr`` or ``sldNum`` (ST_PlaceholderType)."""
    name: str
    right: bool
    top: bool

    def mark(self, index: int) -> str:
        """Its ``p:ph``; 0 is an index left out."""
        number = f' idx="{index}"' if index else ""
        return f'<p:ph type="{self.kind}" sz="quarter"{number}/>'

    def on_master(self, number: int, index: int, inside: str, lang: str) -> str:
        """The shape on a master, around the runs ``inside``."""
        left = WIDTH - MARGIN - _WIDE if self.right else MARGIN
        place = offset(left, _TOP if self.top else _BOTTOM, _WIDE, _LINE)
        anchor = "t" if self.top else "b"
        style = level(1, SMALL, align="r" if self.right else "l")
        return (
            f"<p:sp><p:nvSpPr>{identity(number, self.name)}<p:cNvSpPr>"
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{self.mark(index)}</p:nvPr></p:nvSpPr>'
            f"<p:spPr><a:xfrm>{place}</a:xfrm>{RECTANGLE}</p:spPr><p:txBody>"
            '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'
            f' anchor="{anchor}"/><a:lstStyle>{style}</a:lstStyle>{paragraph(inside, lang)}'
            "</p:txBody></p:sp>"
        )

    def on_page(self, number: int, index: int, inside: str, lang: str) -> str:
        """The shape on a page, which takes place and look from the master."""
        return (
            f"<p:sp><p:nvSpPr>{identity(number, self.name)}<p:cNvSpPr>"
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{self.mark(index)}</p:nvPr></p:nvSpPr>'
            f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraph(inside, lang)}"
            "</p:txBody></p:sp>"
        )


HEADER = Corner("hdr", "Header", right=False, top=True)
DATE = Corner("dt", "Date", right=True, top=True)
FOOTER = Corner("ftr", "Footer", right=False, top=False)
NUMBER = Corner("sldNum", "Number", right=True, top=False)


def paragraph(inside: str, lang: str) -> str:
    """A paragraph around runs, or around nothing."""
    return f'<a:p>{inside}<a:endParaRPr lang="{value(lang)}"/></a:p>'


def words(said: str, lang: str) -> str:
    """A run of plain words; nothing for none."""
    return f'<a:r><a:rPr lang="{value(lang)}"/><a:t>{text(said)}</a:t></a:r>' if said else ""


def number(shown: str, lang: str) -> str:
    """The number of the slide or sheet, as a field."""
    return _field(NUMBER_FIELD, "slidenum", shown, lang)


def day(shown: str, lang: str) -> str:
    """The day on which it is printed, as a field."""
    return _field(DATE_FIELD, DATE_TYPE, shown, lang)


def _field(ident: str, kind: str, shown: str, lang: str) -> str:
    properties = f'<a:rPr lang="{value(lang)}"/>'
    return f'<a:fld id="{ident}" type="{kind}">{properties}<a:t>{text(shown)}</a:t></a:fld>'


@dataclass(frozen=True, slots=True)
class Marks:
    """What the corners of all sheets of a deck say."""

    running: str
    """The document's short title, in the header."""
    day: str
    """The document's date, as fields show it until a viewer fills in another."""
    lang: str
    date: str = ""
    """The date on the slides as plain words; empty: none, or a field."""
    dated: bool = False
    """Slides show a date."""

    def shown(self) -> str:
        """Which corners a new sheet gets (19.3.1.25)."""
        return '<p:hf ftr="0"/>' if self.dated else '<p:hf ftr="0" dt="0"/>'

    def today(self) -> str:
        """The runs of the date."""
        return words(self.date, self.lang) if self.date else day(self.day, self.lang)
