"""Templates that open and in which something is missing, impossible or out of the way."""

from __future__ import annotations

from tests.templates.hostile.base import EITHER, REFUSED, USED, case
from tests.templates.package import (
    MASTER,
    PRESENTATION,
    THEME,
    Parts,
    changed,
    layout,
    related,
    rels,
    typed,
    without,
)

TITLE_SLIDE, CONTENT = layout(1), layout(2)
_LAYOUT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"
_TITLE = r'(<p:ph type="title"/></p:nvPr></p:nvSpPr>)<p:spPr/>'
_BODY = r'(<p:ph idx="1"/></p:nvPr></p:nvSpPr>)<p:spPr/>'


def _no_master(parts: Parts) -> None:
    changed(parts, PRESENTATION, "<p:sldMasterIdLst>.*?</p:sldMasterIdLst>", "", 1)
    without(parts, MASTER)


def _empty_master_list(parts: Parts) -> None:
    listed = "<p:sldMasterIdLst>.*?</p:sldMasterIdLst>"
    changed(parts, PRESENTATION, listed, "<p:sldMasterIdLst/>", 1)


def _no_layouts(parts: Parts) -> None:
    for number in range(1, 12):
        without(parts, layout(number))


def _layouts_alone(kept: tuple[int, ...], parts: Parts) -> None:
    for number in range(1, 12):
        if number not in kept:
            without(parts, layout(number))


def _no_title(parts: Parts) -> None:
    """The content layout without its title: the others keep theirs."""
    shape = r'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title 1"/>.*?</p:sp>'
    changed(parts, CONTENT, shape, "", 1)


def _no_titles(parts: Parts) -> None:
    for number in range(1, 12):
        text = parts[layout(number)]
        if b'type="title"' in text or b"ctrTitle" in text:
            changed(
                parts,
                layout(number),
                r'<p:sp><p:nvSpPr><p:cNvPr id="2" name="[^"]*Title 1"/>.*?</p:sp>',
                "",
                1,
            )


def _no_theme(parts: Parts) -> None:
    without(parts, THEME)


def _theme(pattern: str, replacement: str, parts: Parts) -> None:
    changed(parts, THEME, pattern, replacement, 1)


def _system_colours(parts: Parts) -> None:
    system = '<a:sysClr val="windowText" lastClr="1B1B1B"/>'
    changed(parts, THEME, r'(<a:dk1>)<a:srgbClr val="\w+"/>', rf"\g<1>{system}", 1)
    bare = '<a:sysClr val="window"/>'
    changed(parts, THEME, r'(<a:lt1>)<a:srgbClr val="\w+"/>', rf"\g<1>{bare}", 1)


def _all_system_colours(parts: Parts) -> None:
    bare = '<a:sysClr val="window"/>'
    changed(parts, THEME, r'<a:srgbClr val="\w+"/>(?=</a:(?:lt|dk|acc|hl|fol))', bare)


def _no_colour_map(parts: Parts) -> None:
    changed(parts, MASTER, "<p:clrMap [^>]*/>", "", 1)


def _size(size: str, parts: Parts) -> None:
    changed(parts, PRESENTATION, "<p:sldSz [^>]*/>", size, 1)


def _sized(width: object, height: object) -> str:
    return f'<p:sldSz cx="{width}" cy="{height}"/>'


def _placed(x: int, y: int, width: int, height: int, attributes: str = "") -> str:
    return (
        rf'\1<p:spPr><a:xfrm{attributes}><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
    )


def _moved(pattern: str, place: str, parts: Parts) -> None:
    changed(parts, CONTENT, pattern, place, 1)


def _nowhere(parts: Parts) -> None:
    """No geometry for title and body, neither on layouts nor on the master."""
    for name in (MASTER, *(layout(n) for n in range(1, 12))):
        text = parts[name].decode()
        head, *shapes = text.split("<p:sp>")
        bare = [
            shape.replace(
                shape[shape.index("<p:spPr>") : shape.index("</p:spPr>") + 9], "<p:spPr/>"
            )
            if "<p:ph" in shape and "<p:spPr>" in shape
            else shape
            for shape in shapes
        ]
        parts[name] = "<p:sp>".join([head, *bare]).encode()


def _same_index(parts: Parts) -> None:
    changed(parts, layout(4), '<p:ph sz="half" idx="2"/>', '<p:ph sz="half" idx="1"/>', 1)


def _great_index(parts: Parts) -> None:
    changed(parts, CONTENT, '<p:ph idx="1"/>', '<p:ph idx="4294967295"/>', 1)


def bad_index(parts: Parts) -> None:
    """A placeholder of the content layout with a word for its index."""
    changed(parts, CONTENT, '<p:ph idx="1"/>', '<p:ph idx="one"/>', 1)


def _body(attributes: str, parts: Parts) -> None:
    """Properties of the body's frame in the content layout."""
    pattern = r'(<p:ph idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>)<a:bodyPr/>'
    changed(parts, CONTENT, pattern, rf"\1<a:bodyPr {attributes}", 1)


def _levels(style: str, parts: Parts) -> None:
    """The first level of the body in the content layout."""
    pattern = r'(<p:ph idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>)<a:lstStyle/>'
    changed(
        parts, CONTENT, pattern, rf"\1<a:lstStyle><a:lvl1pPr {style}</a:lvl1pPr></a:lstStyle>", 1
    )


def _right_to_left(parts: Parts) -> None:
    changed(parts, MASTER, r'rtl="0"', 'rtl="1"')
    changed(parts, MASTER, r'algn="l"', 'algn="r"')


def _upright(parts: Parts) -> None:
    """The only content layouts that are left stand upright."""
    _layouts_alone((1, 10, 11), parts)


def _font(face: str, parts: Parts) -> None:
    for kind in ("majorFont", "minorFont"):
        changed(parts, THEME, rf'(<a:{kind}><a:latin typeface=")[^"]*', rf"\g<1>{face}", 1)


def _literal(parts: Parts) -> None:
    colour = '<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>'
    _levels(f'><a:defRPr>{colour}<a:latin typeface="Papyrus"/></a:defRPr>', parts)


def _unseen(parts: Parts) -> None:
    """Text in the colour of the ground."""
    changed(parts, MASTER, r'<a:schemeClr val="tx1"/>', '<a:schemeClr val="bg1"/>')


def _many_layouts(parts: Parts) -> None:
    """Two hundred layouts, all sound."""
    listed, links = "", ""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for n in range(12, 201):
        name = layout(n)
        parts[name] = parts[CONTENT].replace(b'name="Running text"', b'name="Running text %d"' % n)
        parts[rels(name)] = parts[rels(CONTENT)]
        typed(parts, name, _LAYOUT_TYPE)
        listed += f'<p:sldLayoutId id="{2147483700 + n}" r:id="rId{100 + n}"/>'
        there = f'Target="../slideLayouts/slideLayout{n}.xml"'
        links += f'<Relationship Id="rId{100 + n}" Type="{base}/slideLayout" {there}/>'
    changed(parts, MASTER, "</p:sldLayoutIdLst>", f"{listed}</p:sldLayoutIdLst>", 1)
    changed(parts, rels(MASTER), "</Relationships>", f"{links}</Relationships>", 1)


def called(name: str, parts: Parts) -> None:
    changed(parts, CONTENT, 'name="Running text"', f'name="{name}"', 1)


def _all_called(name: str, parts: Parts) -> None:
    for number in range(1, 12):
        changed(parts, layout(number), '<p:cSld name="[^"]*"', f'<p:cSld name="{name}"', 1)


def foreign_layout(parts: Parts) -> None:
    """A layout whose own relationships name a master that is not there."""
    changed(parts, rels(CONTENT), "slideMaster1", "slideMaster7", 1)


def slides(count: int, parts: Parts) -> None:
    """Slides as they come when somebody's last deck is the template."""
    listed = ""
    for n in range(1, count + 1):
        name = f"ppt/slides/slide{n}.xml"
        parts[name] = parts[CONTENT].replace(b"sldLayout", b"sld")
        changed(parts, name, r' type="obj"| preserve="1"', "")
        typed(parts, name, "application/vnd.openxmlformats-officedocument.presentationml.slide+xml")
        related(parts, name, "slideLayout", "../slideLayouts/slideLayout2.xml")
        rid = related(parts, PRESENTATION, "slide", f"slides/slide{n}.xml")
        listed += f'<p:sldId id="{255 + n}" r:id="{rid}"/>'
    there = f"</p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst>"
    changed(parts, PRESENTATION, "</p:sldMasterIdLst>", there, 1)


def _alternatives(parts: Parts) -> None:
    """The body stands twice: in a choice that few programs know, and in the fallback."""
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    pattern = r'(<p:sp><p:nvSpPr><p:cNvPr id="3" name="Content Placeholder 2"/>.*?</p:sp>)'
    wrapped = (
        rf'<mc:AlternateContent {space}><mc:Choice xmlns:p99="urn:future" Requires="p99">\1'
        r"</mc:Choice><mc:Fallback>\1</mc:Fallback></mc:AlternateContent>"
    )
    changed(parts, CONTENT, pattern, wrapped, 1)


_FAR = 20_000_000
_SPACED = '><a:lnSpc><a:spcPct val="300000"/></a:lnSpc><a:spcBef><a:spcPts val="6000"/></a:spcBef>'

ODD = [
    case("no master", REFUSED, "master", _no_master),
    case("no master in the list", REFUSED, "master", _empty_master_list),
    case("no layouts", REFUSED, "layout", _no_layouts),
    case("blank layout alone", REFUSED, "title", _layouts_alone, (7,)),
    case("title slide alone", EITHER, "layout|title", _layouts_alone, (1,)),
    case("no title slide", USED, "", _layouts_alone, (2, 6)),
    case("content without a title", USED, "", _no_title),
    case("no title anywhere", REFUSED, "title", _no_titles),
    case("no theme", REFUSED, "theme", _no_theme),
    case("a colour missing", REFUSED, "accent3", _theme, "<a:accent3>.*?</a:accent3>", ""),
    case("no colour scheme", REFUSED, "colour", _theme, "<a:clrScheme .*?</a:clrScheme>", ""),
    case("no faces", REFUSED, "font|face", _theme, "<a:fontScheme .*?</a:fontScheme>", ""),
    case(
        "no elements in the theme",
        REFUSED,
        "colour|theme",
        _theme,
        "<a:themeElements>.*</a:themeElements>",
        "",
    ),
    case(
        "bad colour",
        EITHER,
        "accent2|colour",
        _theme,
        '(<a:accent2><a:srgbClr val=")[^"]*',
        r"\g<1>blue",
    ),
    case("system colours", USED, "", _system_colours),
    case("system colours alone", EITHER, "contrast|colour", _all_system_colours),
    case("no colour map", EITHER, "clrMap|colour", _no_colour_map),
    case("no slide size", EITHER, "size", _size, ""),
    case("negative size", REFUSED, "size|wide|slides of", _size, _sized(-12192000, 6858000)),
    case("no width", REFUSED, "size|wide|slides of", _size, _sized(0, 6858000)),
    case("huge slides", REFUSED, "size|wide|slides of", _size, _sized(2147483647, 2147483647)),
    case("size in words", REFUSED, "size|wide|slides of", _size, _sized("wide", "high")),
    case("size beyond 64 bits", REFUSED, "size|wide|slides of", _size, _sized("9" * 40, "9" * 40)),
    case("stamp", EITHER, "size|fit|room|outside", _size, _sized(914400, 914400)),
    case("banner", EITHER, "size|fit|room|outside", _size, _sized(51206400, 2743200)),
    case("portrait", EITHER, "size|fit|room|outside", _size, _sized(6858000, 9906000)),
    case("no geometry anywhere", EITHER, "place|geometry|size|room", _nowhere),
    case("body outside", EITHER, "outside", _moved, _BODY, _placed(_FAR, 0, 9000000, 4000000)),
    case(
        "body half outside",
        EITHER,
        "outside",
        _moved,
        _BODY,
        _placed(9000000, 1600000, 9000000, 9000000),
    ),
    case("body of no size", EITHER, "size|room|place", _moved, _BODY, _placed(0, 0, 0, 0)),
    case(
        "body of negative size", EITHER, "size|room|place", _moved, _BODY, _placed(0, 0, -900, -900)
    ),
    case(
        "body of a millimetre",
        EITHER,
        "size|room|place|fit",
        _moved,
        _BODY,
        _placed(600000, 1600000, 36000, 36000),
    ),
    case(
        "title of a millimetre",
        EITHER,
        "size|room|place|fit",
        _moved,
        _TITLE,
        _placed(600000, 300000, 36000, 36000),
    ),
    case(
        "title over body",
        EITHER,
        "overlap|over",
        _moved,
        _TITLE,
        _placed(609600, 1600200, 10972800, 4525963),
    ),
    case(
        "place in words",
        EITHER,
        "place|left|XML",
        _moved,
        _BODY,
        _placed(0, 0, 9000000, 4000000).replace('x="0"', 'x="left"'),
    ),
    case(
        "turned body",
        EITHER,
        "turn|rotat",
        _moved,
        _BODY,
        _placed(609600, 1600200, 10972800, 4525963, ' rot="5400000"'),
    ),
    case(
        "turned a little",
        EITHER,
        "turn|rotat",
        _moved,
        _TITLE,
        _placed(609600, 274638, 10972800, 1143000, ' rot="300000"'),
    ),
    case("index twice", USED, "", _same_index),
    case("greatest index", USED, "", _great_index),
    case("index in words", REFUSED, "idx|index", bad_index),
    case("right to left", USED, "", _right_to_left),
    case("upright text", EITHER, "upright|vertical", _body, 'vert="vert"/>'),
    case("upright layouts alone", EITHER, "upright|vertical|layout", _upright),
    case("text in two columns", USED, "", _body, 'numCol="2" spcCol="360000"/>'),
    case(
        "insets wider than the frame",
        EITHER,
        "room|inset|fit",
        _body,
        'lIns="9000000" rIns="9000000"/>',
    ),
    case("frame that grows", USED, "", _body, 'wrap="none"><a:spAutoFit/></a:bodyPr>'),
    case(
        "type shrunk beforehand",
        USED,
        "",
        _body,
        '><a:normAutofit fontScale="40000" lnSpcReduction="20000"/></a:bodyPr>',
    ),
    case("type of 400 pt", EITHER, "fit|size|room", _levels, '><a:defRPr sz="40000"/>'),
    case("type of 4,000 pt", EITHER, "fit|size|room", _levels, '><a:defRPr sz="400000"/>'),
    case("type of no size", EITHER, "size", _levels, '><a:defRPr sz="0"/>'),
    case("type of 6 pt", EITHER, "small|floor|size", _levels, '><a:defRPr sz="600"/>'),
    case("triple spacing", USED, "", _levels, _SPACED + "<a:defRPr/>"),
    case("letters far apart", USED, "", _levels, '><a:defRPr spc="1200" cap="all"/>'),
    case(
        "indent wider than the frame",
        EITHER,
        "room|indent|fit",
        _levels,
        'marL="30000000" indent="0"><a:defRPr/>',
    ),
    case("unknown face", USED, "", _font, "Flubber Neue Pro"),
    case("face without a name", USED, "", _font, ""),
    case("face that is a path", USED, "", _font, "../../etc/passwd"),
    case("literal colours and faces", USED, "", _literal),
    case("text in the colour of the ground", EITHER, "contrast", _unseen),
    case("200 layouts", USED, "", _many_layouts),
    case("layout without a name", USED, "", called, ""),
    case("all of one name", USED, "", _all_called, "Layout"),
    case("name of 20,000 letters", USED, "", called, "x" * 20_000),
    case("name that controls terminals", USED, "", called, "a&#x9b;31mb&#x200f;c&#x202e;d&#10;e"),
    case("name with markup", USED, "", called, "&lt;b&gt;&amp;amp;{fact} %s"),
    case("layout of a master that is missing", EITHER, "slideMaster7|layout", foreign_layout),
    case("60 slides", USED, "", slides, 60),
    case("alternatives", USED, "", _alternatives),
]
