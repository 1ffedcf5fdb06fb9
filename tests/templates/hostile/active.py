"""Templates that run something, fetch something or carry files inside."""

from __future__ import annotations

import struct
import zlib

from tests.templates.hostile.archives import compound
from tests.templates.hostile.base import CLEANED, EITHER, REFUSED, USED, case
from tests.templates.package import (
    PRESENTATION,
    Parts,
    added,
    changed,
    layout,
    related,
    suffix_typed,
    typed,
)

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_MACRO = "application/vnd.ms-powerpoint"
_OLD = "http://schemas.microsoft.com/office/2006/relationships"
_AT = '<a:xfrm><a:off x="914400" y="914400"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
_RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
LAYOUT = layout(2)


def _main_type(kind: str, parts: Parts) -> None:
    typed(parts, PRESENTATION, kind)


def _macros(kind: str, parts: Parts) -> None:
    """A VBA project; with a content type of ``kind`` for the presentation."""
    typed(parts, PRESENTATION, kind)
    parts["ppt/vbaProject.bin"] = compound("VBA")
    typed(parts, "ppt/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    related(parts, PRESENTATION, f"{_OLD}/vbaProject", "vbaProject.bin")


def _ribbon(parts: Parts) -> None:
    parts["customUI/customUI.xml"] = (
        b'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui" onLoad="Run"/>'
    )
    related(parts, "", f"{_OLD}/ui/extensibility", "customUI/customUI.xml")


def _add_in(parts: Parts) -> None:
    part = "ppt/webextensions/taskpanes.xml"
    parts[part] = (
        b'<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/'
        b'taskpanes/2010/11"/>'
    )
    typed(parts, part, "application/vnd.ms-office.webextensiontaskpanes+xml")
    kind = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
    related(parts, "", kind, part)


def _signed(parts: Parts) -> None:
    origin, signature = "_xmlsignatures/origin.sigs", "_xmlsignatures/sig1.xml"
    parts[origin] = b""
    parts[signature] = b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
    base = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
    suffix_typed(parts, "sigs", f"{_PACKAGE}.digital-signature-origin")
    typed(parts, signature, f"{_PACKAGE}.digital-signature-xmlsignature+xml")
    related(parts, "", f"{base}/origin", origin)
    related(parts, origin, f"{base}/signature", "sig1.xml")


_PACKAGE = "application/vnd.openxmlformats-package"


def _picture(parts: Parts, blip: str) -> None:
    added(
        parts,
        LAYOUT,
        '<p:pic><p:nvPicPr><p:cNvPr id="50" name="Mark"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f"<p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr>{_AT}{_RECT}</p:spPr></p:pic>",
    )


def _far_picture(attribute: str, target: str, parts: Parts) -> None:
    rid = related(parts, LAYOUT, "image", target, outside=True)
    _picture(parts, f'<a:blip r:{attribute}="{rid}"/>')


def _media(name: str, kind: str, blob: bytes, parts: Parts) -> None:
    """A picture in the layout; its bytes are ``blob``."""
    parts[f"ppt/media/{name}"] = blob
    suffix_typed(parts, name.rpartition(".")[2], kind)
    rid = related(parts, LAYOUT, "image", f"../media/{name}")
    _picture(parts, f'<a:blip r:embed="{rid}"/>')


def _vector(svg: bytes, parts: Parts) -> None:
    """An SVG picture beside its PNG (MS-ODRAWXML, 2.2.18)."""
    parts["ppt/media/mark.svg"] = svg
    suffix_typed(parts, "svg", "image/svg+xml")
    rid = related(parts, LAYOUT, "image", "../media/mark.svg")
    png = related(parts, LAYOUT, "image", "../media/logo.png")
    _picture(
        parts,
        f'<a:blip r:embed="{png}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{rid}"/></a:ext></a:extLst></a:blip>',
    )


def _click(target: str, action: str, parts: Parts) -> None:
    """A shape in the layout with something that happens on a click."""
    rid = related(parts, LAYOUT, "hyperlink", target, outside=True) if target else ""
    act = f' action="{action}"' if action else ""
    added(
        parts,
        LAYOUT,
        '<p:sp><p:nvSpPr><p:cNvPr id="51" name="Button">'
        f'<a:hlinkClick r:id="{rid}"{act}/></p:cNvPr>'
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_AT}{_RECT}</p:spPr></p:sp>",
    )


def _object(how: str, parts: Parts) -> None:
    """An OLE object in the layout: ``embedded`` or ``linked``."""
    if how == "embedded":
        parts["ppt/embeddings/oleObject1.bin"] = compound("\x01Ole10Native")
        kind = "application/vnd.openxmlformats-officedocument.oleObject"
        typed(parts, "ppt/embeddings/oleObject1.bin", kind)
        rid = related(parts, LAYOUT, "oleObject", "../embeddings/oleObject1.bin")
    else:
        rid = related(parts, LAYOUT, "oleObject", "file:///c:/share/book.xls", outside=True)
    tag = "p:embed" if how == "embedded" else "p:link"
    added(
        parts,
        LAYOUT,
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="52" name="Object"/>'
        "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>"
        + _AT.replace("a:xfrm", "p:xfrm")
        + '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/presentationml/2006/ole">'
        f'<p:oleObj name="Package" r:id="{rid}" imgW="914400" imgH="914400" progId="Package">'
        f"<{tag}/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>",
    )


def _control(parts: Parts) -> None:
    """An ActiveX control in the layout."""
    part = "ppt/activeX/activeX1.xml"
    parts[part] = (
        b'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
        b'ax:classid="{8856F961-340A-11D0-A96B-00C04FD705A2}" ax:persistence="persistPropertyBag"/>'
    )
    typed(parts, part, "application/vnd.ms-office.activeX+xml")
    rid = related(parts, LAYOUT, "control", "../activeX/activeX1.xml")
    control = f'<p:control spid="1026" name="Browser" r:id="{rid}" imgW="1" imgH="1"/>'
    controls = f"<p:controls>{control}</p:controls>"
    changed(parts, LAYOUT, "</p:spTree>(.*?)</p:cSld>", rf"</p:spTree>{controls}</p:cSld>", 1)


def _chart(parts: Parts) -> None:
    """A chart in the layout, with its workbook."""
    parts["ppt/charts/chart1.xml"] = (
        b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    )
    typed(
        parts,
        "ppt/charts/chart1.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )
    rid = related(parts, LAYOUT, "chart", "../charts/chart1.xml")
    added(
        parts,
        LAYOUT,
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="53" name="Chart"/>'
        "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>"
        + _AT.replace("a:xfrm", "p:xfrm")
        + '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{rid}"/></a:graphicData></a:graphic></p:graphicFrame>',
    )


def _far_master(parts: Parts) -> None:
    rid = related(parts, PRESENTATION, "slideMaster", "https://example.org/m.xml", outside=True)
    entry = f'<p:sldMasterId id="2147483690" r:id="{rid}"/></p:sldMasterIdLst>'
    changed(parts, PRESENTATION, "</p:sldMasterIdLst>", entry, 1)


def _far_theme(parts: Parts) -> None:
    name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    there = 'Target="https://example.org/theme.xml" TargetMode="External"'
    changed(parts, name, r'Target="\.\./theme/theme1\.xml"', there, 1)


def _attached(parts: Parts) -> None:
    """As Word has it: a template that is fetched when the file opens."""
    related(parts, PRESENTATION, "attachedTemplate", "https://example.org/t.potm", outside=True)


def _to_slide(parts: Parts) -> None:
    parts["ppt/slides/slide1.xml"] = parts[layout(7)].replace(b"sldLayout", b"sld")
    changed(parts, "ppt/slides/slide1.xml", r' type="blank"| preserve="1"', "")
    typed(parts, "ppt/slides/slide1.xml", f"{_MAIN}.slide+xml")
    related(parts, "ppt/slides/slide1.xml", "slideLayout", "../slideLayouts/slideLayout7.xml")
    rid = related(parts, PRESENTATION, "slide", "slides/slide1.xml")
    listed = f'</p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="{rid}"/></p:sldIdLst>'
    changed(parts, PRESENTATION, "</p:sldMasterIdLst>", listed, 1)
    there = related(parts, LAYOUT, "slide", "../slides/slide1.xml")
    _click("", "ppaction://hlinksldjump", parts)
    changed(parts, LAYOUT, '<a:hlinkClick r:id=""', f'<a:hlinkClick r:id="{there}"', 1)


def _huge_png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
_FETCHING = _SVG.format('<image xlink:href="https://example.org/pixel.png" width="9" height="9"/>')
_SCRIPT = _SVG.format("<script>alert(1)</script>")
_ENTITY = '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _SVG.format(
    "<text>&e;</text>"
)
_PLAIN = _SVG.format('<rect width="9" height="9"/>')

ACTIVE = [
    case(".potx", USED, "", _main_type, f"{_MAIN}.template.main+xml", suffix=".potx"),
    case(".ppsx", USED, "", _main_type, f"{_MAIN}.slideshow.main+xml", suffix=".ppsx"),
    case(
        ".pptm",
        CLEANED,
        "macro",
        _macros,
        f"{_MACRO}.presentation.macroEnabled.main+xml",
        suffix=".pptm",
    ),
    case(
        ".potm",
        CLEANED,
        "macro",
        _macros,
        f"{_MACRO}.template.macroEnabled.main+xml",
        suffix=".potm",
    ),
    case("macros under .pptx", CLEANED, "macro", _macros, f"{_MAIN}.presentation.main+xml"),
    case("changed ribbon", CLEANED, "ribbon", _ribbon),
    case("add-in", CLEANED, "add-in", _add_in),
    case("signed", CLEANED, "signature", _signed),
    case(
        "linked picture",
        REFUSED,
        "example.org/a.png",
        _far_picture,
        "link",
        "https://example.org/a.png",
    ),
    case(
        "picture from a share",
        REFUSED,
        "server/share",
        _far_picture,
        "embed",
        r"file://server/share/a.png",
    ),
    case(
        "picture of 3,600 megapixels",
        EITHER,
        "big.png",
        _media,
        "big.png",
        "image/png",
        _huge_png(),
    ),
    case(
        "picture that is none",
        EITHER,
        "run.png",
        _media,
        "run.png",
        "image/png",
        b"MZ" + bytes(500),
    ),
    case("SVG", USED, "", _vector, _PLAIN.encode()),
    case("SVG that fetches", REFUSED, "mark.svg", _vector, _FETCHING.encode()),
    case("SVG with a script", REFUSED, "mark.svg", _vector, _SCRIPT.encode()),
    case("SVG with an entity", REFUSED, "mark.svg", _vector, _ENTITY.encode()),
    case("link to a page", USED, "", _click, "https://example.org/", ""),
    case("link to a file", REFUSED, "calc.exe", _click, "file:///c:/windows/system32/calc.exe", ""),
    case("link to a share", REFUSED, "server", _click, r"\\server\share\a.exe", ""),
    case("link to a script", REFUSED, "javascript", _click, "javascript:alert(1)", ""),
    case("click that runs a program", REFUSED, "program", _click, "calc.exe", "ppaction://program"),
    case("click that runs a macro", REFUSED, "macro", _click, "", "ppaction://macro?name=Go"),
    case(
        "click to the next slide", USED, "", _click, "", "ppaction://hlinkshowjump?jump=nextslide"
    ),
    case("click to a slide", REFUSED, "slide", _to_slide),
    case("embedded object", REFUSED, "oleObject", _object, "embedded"),
    case("linked object", REFUSED, "book.xls|oleObject", _object, "linked"),
    case("ActiveX control", REFUSED, "activeX|control", _control),
    case("chart in a layout", REFUSED, "chart", _chart),
    case("master elsewhere", REFUSED, "example.org|master", _far_master),
    case("theme elsewhere", REFUSED, "example.org|theme", _far_theme),
    case("attached template", CLEANED, "example.org|attached|outside", _attached),
]
