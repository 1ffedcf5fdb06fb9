"""Templates made with python-pptx: its own one, and what a designer might make of it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from pptx import Presentation
from pptx.util import Emu, Pt

from tests.templates.package import (
    MASTER,
    PRESENTATION,
    THEME,
    Parts,
    added,
    changed,
    layout,
    packed,
    related,
    rels,
    suffix_typed,
    typed,
    unpacked,
)

WIDE = (12192000, 6858000)
SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
HARBOUR = "1B1B1B FFFFFF 14405A EEF2F4 0F6B8C B5471B 2E7D4F 8A6D00 6B4C9A 52616B 0B5C8A 6A4A80"
MOSS = "10201A FFFFFF 1F4D3A F1F5EE 2F6B4F A23B4A 305F8F 8C5A12 5C4A8C 5A6660 1F6A57 6A4A80"
NIGHT = "0E1726 FFFFFF 16243B C9D6E8 5BB8F5 FFB454 7BD88F F28FAD C9A5FF 9FB0C4 8CCBFF C3B4E6"


def plain() -> bytes:
    """The template inside python-pptx as it comes: 4:3, Calibri, 11 layouts."""
    return _saved(Presentation())


def arial() -> bytes:
    """16:9, own colours, Arial; every layout has a name that nobody would guess."""
    parts = unpacked(_widened())
    _themed(parts, "Harbour", HARBOUR, "Arial", "Arial")
    names = (
        "Opening",
        "Running text",
        "Chapter",
        "Two columns",
        "Two columns with heads",
        "Headline",
        "Empty",
        "Text beside text",
        "Photograph",
        "Upright text",
        "Upright headline",
    )
    _named(parts, names)
    _title_size(parts, 3200)
    _logo(parts)
    return packed(parts)


def bare() -> bytes:
    """16:9, a title and nothing else: no body on any layout, none on the master, no title slide."""
    deck = _widened_deck()
    _only(deck, {"Title Only", "Blank"})
    master = deck.slide_masters[0]
    for shape in list(master.placeholders):
        if shape.placeholder_format.type == 2:  # BODY
            shape._element.getparent().remove(shape._element)
    parts = unpacked(_saved(deck))
    _themed(parts, "Bare", HARBOUR, "Arial", "Arial")
    _title_size(parts, 3200)
    return packed(parts)


def extra() -> bytes:
    """16:9, a title and content layout that also has an eyebrow, a source and two pictures."""
    deck = _widened_deck()
    _only(deck, {"Title Slide", "Title and Content", "Section Header", "Title Only", "Two Content"})
    parts = unpacked(_saved(deck))
    _themed(parts, "Moss", MOSS, "Verdana", "Georgia")
    _title_size(parts, 3000)
    part = _part_of(parts, "Title and Content")
    changed(parts, part, 'type="obj" ', "", 1)
    changed(parts, part, '<p:cSld name="[^"]*"', '<p:cSld name="Text, eyebrow and pictures"', 1)
    changed(
        parts,
        part,
        r'(<p:ph idx="1"/></p:nvPr></p:nvSpPr>)<p:spPr/>',
        r"\1" + _at(48, 116, 560, 330),
        1,
    )
    changed(
        parts,
        part,
        r'(<p:ph type="title"/></p:nvPr></p:nvSpPr>)<p:spPr/>',
        r"\1" + _at(48, 44, 864, 66),
        1,
    )
    added(parts, part, _text(20, "Eyebrow", _at(48, 22, 864, 22), 21, 1400))
    added(parts, part, _text(21, "Source", _at(48, 452, 864, 36), 22, 1200))
    added(parts, part, _picture(22, "Picture above", _at(628, 116, 284, 158), 23))
    added(parts, part, _picture(23, "Picture below", _at(628, 288, 284, 158), 24))
    return packed(parts)


def dark() -> bytes:
    """16:9 on a dark ground: the master's colour map swaps light and dark."""
    parts = unpacked(_widened())
    _themed(parts, "Night", NIGHT, "Arial", "Arial")
    changed(
        parts,
        MASTER,
        'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"',
        'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"',
    )
    _title_size(parts, 3200)
    return packed(parts)


def dark_title() -> bytes:
    """16:9 on white, but the title layout lies on a dark picture and maps its colours anew."""
    parts = unpacked(_widened())
    _themed(parts, "Harbour at night", HARBOUR, "Trebuchet MS", "Trebuchet MS")
    _title_size(parts, 3200)
    part = layout(1)
    parts["ppt/media/ground.jpg"] = _ground()
    suffix_typed(parts, "jpg", "image/jpeg")
    rid = related(parts, part, "image", "../media/ground.jpg")
    ground = (
        f'<p:bg><p:bgPr><a:blipFill dpi="0" rotWithShape="1"><a:blip r:embed="{rid}"/><a:srcRect/>'
        "<a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    )
    changed(parts, part, r"(<p:cSld name=\"[^\"]*\">)", rf"\1{ground}", 1)
    mapping = (
        '<a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" '
        'accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" '
        'accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
    )
    changed(parts, part, "<a:masterClrMapping/>", mapping, 1)
    return packed(parts)


def spaced() -> bytes:
    """16:9, titles in spaced capitals, text with wide insets, wide lines and wide paragraphs."""
    parts = unpacked(_widened())
    _themed(parts, "Spaced", MOSS, "Arial", "Arial")
    _title_size(parts, 2800)
    changed(parts, MASTER, r"(<p:titleStyle>.*?<a:defRPr )", r'\1cap="all" spc="200" ', 1)
    wide = '<a:lnSpc><a:spcPct val="115000"/></a:lnSpc><a:spcBef><a:spcPts val="900"/></a:spcBef>'
    before = r'<a:spcBef><a:spcPct val="20000"/></a:spcBef>'
    changed(parts, MASTER, rf"(<p:bodyStyle><a:lvl1pPr [^>]*>){before}", rf"\1{wide}", 1)
    changed(parts, MASTER, r'(<p:bodyStyle>.*?<a:defRPr )sz="3200"', r'\1sz="2400"', 1)
    insets = r'(<p:ph type="body" idx="1"/>.*?<a:bodyPr [^>]*?)lIns="91440"(.*?)rIns="91440"'
    changed(parts, MASTER, insets, r'\1lIns="540000"\2rIns="540000"', 1)
    return packed(parts)


def two_masters() -> bytes:
    """4:3 with two masters: the first is for hand-outs and has two layouts, the second all."""
    deck = Presentation()
    parts = unpacked(_saved(deck))
    _themed(parts, "Main", HARBOUR, "Arial", "Arial")
    _title_size(parts, 3200)
    return packed(_with_second_master(parts))


MAKERS: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "arial": arial,
    "bare": bare,
    "extra": extra,
    "dark": dark,
    "dark-title": dark_title,
    "spaced": spaced,
    "two-masters": two_masters,
}


def _saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return packed(unpacked(out.getvalue()))


def _widened_deck() -> Any:
    """The default template with its slides widened to 16:9, everything on them with it."""
    deck = Presentation()
    stretch = WIDE[0] / deck.slide_width
    deck.slide_width, deck.slide_height = Emu(WIDE[0]), Emu(WIDE[1])
    deck.part._element.sldSz.attrib.pop("type", None)
    master = deck.slide_masters[0]
    for shape in (*master.shapes, *(s for each in master.slide_layouts for s in each.shapes)):
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = (
                Emu(int(shape.left * stretch)),
                Emu(int(shape.width * stretch)),
            )
    return deck


def _widened() -> bytes:
    return _saved(_widened_deck())


def _only(deck: Any, names: set[str]) -> None:
    layouts = deck.slide_layouts
    for each in [each for each in layouts if each.name not in names]:
        layouts.remove(each)


def _themed(parts: Parts, name: str, colours: str, head: str, body: str, part: str = THEME) -> None:
    """Name, colours and faces of a theme."""
    slots = "".join(
        f'<a:{slot}><a:srgbClr val="{rgb}"/></a:{slot}>'
        for slot, rgb in zip(SLOTS, colours.split(), strict=True)
    )
    scheme = f'<a:clrScheme name="{name}">{slots}</a:clrScheme>'
    changed(parts, part, r"<a:clrScheme .*?</a:clrScheme>", scheme, 1)
    changed(parts, part, r'name="Office Theme"', f'name="{name}"', 1)
    for kind, face in (("majorFont", head), ("minorFont", body)):
        changed(parts, part, rf'(<a:{kind}><a:latin typeface=")[^"]*', rf"\g<1>{face}", 1)


def _named(parts: Parts, names: Sequence[str]) -> None:
    for number, name in enumerate(names, 1):
        changed(parts, layout(number), '<p:cSld name="[^"]*"', f'<p:cSld name="{name}"', 1)


def _title_size(parts: Parts, size: int) -> None:
    """Size of titles on the master, in hundredths of a point, and set to the left."""
    changed(
        parts,
        MASTER,
        r'(<p:titleStyle><a:lvl1pPr )algn="ctr"(.*?<a:defRPr )sz="4400"',
        rf'\1algn="l"\2sz="{size}" b="1"',
        1,
    )


def _part_of(parts: Parts, name: str) -> str:
    found = [
        part
        for part, blob in parts.items()
        if part.startswith("ppt/slideLayouts/slideLayout") and f'name="{name}"'.encode() in blob
    ]
    assert len(found) == 1, name
    return found[0]


def _at(x: float, y: float, width: float, height: float) -> str:
    """Shape properties with a place, in points."""
    return (
        f'<p:spPr><a:xfrm><a:off x="{Pt(x)}" y="{Pt(y)}"/><a:ext cx="{Pt(width)}" '
        f'cy="{Pt(height)}"/></a:xfrm></p:spPr>'
    )


def _text(index: int, name: str, place: str, identity: int, size: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name="{name} Placeholder {index}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="{index}"/>'
        f"</p:nvPr></p:nvSpPr>{place}<p:txBody><a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle>"
        f'<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="{size}"/></a:lvl1pPr>'
        '</a:lstStyle><a:p><a:pPr lvl="0"/><a:r><a:rPr lang="en-US"/>'
        f"<a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _picture(index: int, name: str, place: str, identity: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name="{name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="pic" idx="{index}"/></p:nvPr>'
        f"</p:nvSpPr>{place}<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr "
        'lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def _ground() -> bytes:
    """A dark picture with some life in it, as JPEG."""
    from PIL import Image, ImageOps

    fade = Image.linear_gradient("L").resize((960, 540))
    picture = ImageOps.colorize(fade, "#0b1e33", "#24507a")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _logo(parts: Parts) -> None:
    """A logo in a group on the master, beside a line in the first accent."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (120, 60), (15, 107, 140, 200)).save(out, "PNG")
    parts["ppt/media/logo.png"] = out.getvalue()
    suffix_typed(parts, "png", "image/png")
    rid = related(parts, MASTER, "image", "../media/logo.png")
    place = (
        _at(884, 12, 60, 30).replace("p:spPr", "p:grpSpPr", 1).replace("</p:spPr>", "</p:grpSpPr>")
    )
    same = f'<a:chOff x="{Pt(884)}" y="{Pt(12)}"/><a:chExt cx="{Pt(60)}" cy="{Pt(30)}"/></a:xfrm>'
    added(
        parts,
        MASTER,
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="30" name="Logo"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        + place.replace("</a:xfrm>", same)
        + '<p:pic><p:nvPicPr><p:cNvPr id="31" name="Mark" descr="Harbour Commission"/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{rid}"/><a:stretch>'
        "<a:fillRect/></a:stretch></p:blipFill>"
        + _at(884, 12, 60, 30).replace(
            "</p:spPr>", '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        )
        + "</p:pic></p:grpSp>",
    )


def _with_second_master(parts: Parts) -> Parts:
    """A master of two layouts (title, title and content) before the one that is there."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml"
    master, theme = "ppt/slideMasters/slideMaster2.xml", "ppt/theme/theme2.xml"
    parts[master], parts[theme] = parts[MASTER], parts[THEME]
    changed(parts, theme, r'name="Main"', 'name="Office Theme"', 1)
    _themed(parts, "Hand-outs", MOSS, "Georgia", "Georgia", theme)
    listed, entries = "", ""
    for n, old in enumerate((1, 2)):
        new = f"ppt/slideLayouts/slideLayout{12 + n}.xml"
        parts[new] = parts[layout(old)]
        parts[rels(new)] = parts[rels(layout(old))].replace(b"slideMaster1", b"slideMaster2")
        changed(parts, new, '<p:cSld name="', '<p:cSld name="Hand-out: ', 1)
        typed(parts, new, f"{kind}.slideLayout+xml")
        listed += f'<p:sldLayoutId id="{2147483700 + n}" r:id="rId{n + 1}"/>'
        entries += _entry(f"rId{n + 1}", "slideLayout", f"../slideLayouts/slideLayout{12 + n}.xml")
    changed(
        parts,
        master,
        r"<p:sldLayoutIdLst>.*?</p:sldLayoutIdLst>",
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>",
    )
    entries += _entry("rId9", "theme", "../theme/theme2.xml")
    head = re.match(rb".*?<Relationships[^>]*>", parts[rels(MASTER)], re.DOTALL)
    assert head
    parts[rels(master)] = head[0] + f"{entries}</Relationships>".encode()
    typed(parts, master, f"{kind}.slideMaster+xml")
    typed(parts, theme, "application/vnd.openxmlformats-officedocument.theme+xml")
    rid = related(parts, PRESENTATION, "slideMaster", "slideMasters/slideMaster2.xml")
    first = f'<p:sldMasterIdLst><p:sldMasterId id="2147483699" r:id="{rid}"/>'
    changed(parts, PRESENTATION, "<p:sldMasterIdLst>", first, 1)
    return parts


def _entry(rid: str, kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{rid}" Type="{base}/{kind}" Target="{target}"/>'
