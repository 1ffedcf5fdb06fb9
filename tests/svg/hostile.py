"""Files that must not be drawn, each with the reason that is to be named; odd ones that must be."""

from __future__ import annotations

import gzip
from typing import NamedTuple

from tests.svg.base import LINK, NAMESPACE, svg

RECT = '<rect width="50" height="50"/>'


class Hostile(NamedTuple):
    """A file, the code of its refusal, and part of what the message says."""

    name: str
    data: bytes
    code: str
    says: str
    line: int = 1


def _case(name: str, text: str, code: str, says: str, line: int = 1) -> Hostile:
    return Hostile(name, text.encode(), code, says, line)


def _laughs() -> str:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    return f"<!DOCTYPE svg [{entities}]>{svg('<title>&m;</title>' + RECT)}"


def _doubling(levels: int) -> str:
    """Each group uses the one before twice."""
    groups = ['<g id="g0"><rect width="1" height="1"/></g>']
    for n in range(levels):
        groups.append(f'<g id="g{n + 1}"><use href="#g{n}"/><use href="#g{n}"/></g>')
    return svg(f'<defs>{"".join(groups)}</defs><use href="#g{levels}"/>')


def _clipped(levels: int) -> str:
    body = RECT
    for n in range(levels):
        body = f'<g clip-path="url(#c)" opacity=".{n % 9 + 1}">{body}{RECT}</g>'
    return svg(f'<clipPath id="c"><path d="M0 0H90V90z"/></clipPath>{body}')


def _fenced(count: int) -> str:
    """Many elements behind one clip of thirty forms."""
    bars = "".join(f'<rect x="{3 * n}" width="2" height="9"/>' for n in range(30))
    rect = '<rect width="9" height="9" clip-path="url(#c)"/>'
    return svg(f'<clipPath id="c">{bars}</clipPath>{rect * count}')


BLANK = " " * 1_000_000


def _often(body: str, attribute: str = "") -> str:
    """``body``, which has the id ``a``, used by many elements."""
    uses = "".join(f'<use href="#a" x="{n}"/>' for n in range(9_000))
    return svg(f"<style>.x{{fill:red}}</style><defs>{body}</defs>{uses}", more=attribute)


UNSAFE = "svg-unsafe"
UNDRAWN = "svg-unsupported"
VALUE = "svg-value"
LARGE = "svg-too-large"
SYNTAX = "svg-syntax"

HOSTILE = [
    _case("billion laughs", _laughs(), UNSAFE, "DOCTYPE"),
    _case(
        "external entity",
        f'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"{svg('<title>&x;</title>' + RECT)}",
        UNSAFE,
        "DOCTYPE",
        2,
    ),
    _case(
        "parameter entity",
        f'<!DOCTYPE svg [<!ENTITY % d SYSTEM "http://127.0.0.1/d">%d;]>{svg(RECT)}',
        UNSAFE,
        "DOCTYPE",
    ),
    _case(
        "plain DTD",
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">{svg(RECT)}',
        UNSAFE,
        "DOCTYPE",
    ),
    _case("unknown entity", svg("<title>&x;</title>"), SYNTAX, "entity"),
    _case(
        "style sheet by instruction",
        f'<?xml-stylesheet href="http://127.0.0.1/a.css"?>{svg(RECT)}',
        UNSAFE,
        "xml-stylesheet",
    ),
    _case("script", svg("<script>alert(1)</script>" + RECT), UNSAFE, "script"),
    _case(
        "script of another kind",
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>' + RECT),
        UNSAFE,
        "script",
    ),
    _case(
        "foreign document",
        svg("\n<foreignObject><p/></foreignObject>" + RECT),
        UNSAFE,
        "foreignObject",
        2,
    ),
    _case("event handler", svg('<rect width="9" height="9" onclick="x()"/>'), UNSAFE, "onclick"),
    _case("handler on the root", svg(RECT, more='ONLOAD="x()"'), UNSAFE, "ONLOAD"),
    _case("picture inside", svg('<image href="#a"/>' + RECT), UNSAFE, "image"),
    _case(
        "picture inside a filter",
        svg('<filter><feImage href="#a"/></filter>' + RECT),
        UNSAFE,
        "feImage",
    ),
    _case(
        "address", svg('<use xlink:href="http://127.0.0.1/a.svg#b"/>' + RECT), UNSAFE, "127.0.0.1"
    ),
    _case("file", svg('<use href="../other.svg#b"/>' + RECT), UNSAFE, "other.svg"),
    _case("data", svg('<use href="data:image/svg+xml;base64,AAAA#b"/>' + RECT), UNSAFE, "data:"),
    _case("base", svg(f'<g xml:base="http://127.0.0.1/">{RECT}</g>'), UNSAFE, "xml:base"),
    _case(
        "paint from outside",
        svg('<rect width="9" height="9" fill="url(http://127.0.0.1/#a)"/>'),
        UNSAFE,
        "fill",
    ),
    _case(
        "paint from a file",
        svg('<rect width="9" height="9" style="fill:url(\'a.svg#b\')"/>'),
        UNSAFE,
        "a.svg",
    ),
    _case(
        "import", svg('<style>@import "http://127.0.0.1/a.css";</style>' + RECT), UNSAFE, "@import"
    ),
    _case("face", svg("<style>@font-face{src:url(a.ttf)}</style>" + RECT), UNSAFE, "@font-face"),
    _case(
        "escaped url",
        svg(r"<style>rect{fill:u\72l(//127.0.0.1/a)}</style>" + RECT),
        UNSAFE,
        "127.0.0.1",
    ),
    _case(
        "animation",
        svg('<rect width="9" height="9"><animate attributeName="x"/></rect>'),
        UNSAFE,
        "animate",
    ),
    _case(
        "setting",
        svg('<rect width="9" height="9"><set attributeName="x" to="9"/></rect>'),
        UNSAFE,
        "set",
    ),
    _case("animated style", svg("<style>rect{animation:a 1s}</style>" + RECT), UNSAFE, "animation"),
    _case("text", svg("\n\n<text>Words</text>"), UNDRAWN, "outlines", 3),
    _case("link", svg(f'<a href="#b">{RECT}</a>'), UNDRAWN, "link"),
    _case("switch", svg(f"<switch>{RECT}</switch>"), UNDRAWN, "switch"),
    _case(
        "condition",
        svg('<rect width="9" height="9" systemLanguage="fr"/>'),
        UNDRAWN,
        "systemLanguage",
    ),
    _case(
        "filter",
        svg('<filter id="f"/><rect width="9" height="9" filter="url(#f)"/>'),
        UNDRAWN,
        "filter",
    ),
    _case(
        "mask",
        svg('<mask id="m"/><rect width="9" height="9" style="mask:url(#m)"/>'),
        UNDRAWN,
        "mask",
    ),
    _case(
        "pattern",
        svg('<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>'),
        UNDRAWN,
        "pattern",
    ),
    _case("marker", svg('<path d="M0 0L9 9" marker-end="url(#m)"/>'), UNDRAWN, "marker-end"),
    _case(
        "blending",
        svg('<rect width="9" height="9" style="mix-blend-mode:multiply"/>'),
        UNDRAWN,
        "mix-blend",
    ),
    _case(
        "media rule", svg("<style>@media print{rect{fill:red}}</style>" + RECT), UNDRAWN, "@media"
    ),
    _case("selector", svg("<style>g rect{fill:red}</style>" + RECT), UNDRAWN, "g rect"),
    _case("variable", svg("<style>rect{fill:var(--a)}</style>" + RECT), UNDRAWN, "var(--a)"),
    _case("unknown element", svg("<flowRoot/>" + RECT), UNDRAWN, "flowRoot"),
    _case(
        "clip of overlapping forms",
        svg(
            '<clipPath id="c"><circle r="9"/><circle r="5"/></clipPath>'
            f'<g clip-path="url(#c)">{RECT}</g>'
        ),
        UNDRAWN,
        "overlap",
    ),
    _case(
        "gradient between opacities",
        svg(
            '<linearGradient id="g"><stop stop-opacity="0"/><stop offset="1"/></linearGradient>'
            '<rect width="9" height="9" fill="url(#g)"/>'
        ),
        UNDRAWN,
        "stop-opacity",
    ),
    _case("use of itself", svg('<g id="a"><use href="#a"/></g>'), VALUE, "itself"),
    _case(
        "use in a circle",
        svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        VALUE,
        "itself",
    ),
    _case("use of the root", svg('<use href="#r"/>' + RECT, more='id="r"'), VALUE, "itself"),
    _case("use of nothing", svg('<use href="#zz"/>' + RECT), VALUE, "zz"),
    _case(
        "gradient in a circle",
        svg(
            '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
            '<rect width="9" height="9" fill="url(#a)"/>'
        ),
        VALUE,
        "itself",
    ),
    _case(
        "clip in a circle",
        svg(
            f'<clipPath id="a" clip-path="url(#a)">{RECT}</clipPath>'
            f'<g clip-path="url(#a)">{RECT}</g>'
        ),
        VALUE,
        "inside one another",
    ),
    _case("NaN", svg('<rect width="NaN" height="9"/>'), VALUE, "'NaN'"),
    _case("infinity", svg('<rect width="1e999" height="9"/>'), VALUE, "beyond all measure"),
    _case("far away", svg('<path d="M0 0L1e30 5L0 9z"/>'), VALUE, "too far"),
    _case(
        "overflowing transform",
        svg(f'<g transform="scale(1e200) scale(1e200)">{RECT}</g>'),
        VALUE,
        "beyond",
    ),
    _case("bad path", svg('<path d="M0 0 L 5"/>'), VALUE, "L with 1 numbers"),
    _case("path without a move", svg('<path d="L 5 5"/>'), VALUE, "does not begin with M"),
    _case("path with words", svg('<path d="M0 0 hello"/>'), VALUE, "'e'"),
    _case("bad flag", svg('<path d="M0 0a1 1 0 2 0 5 5"/>'), VALUE, "arc"),
    _case("bad colour", svg('<rect width="9" height="9" fill="bluish"/>'), VALUE, "bluish"),
    _case("bad transform", svg('<g transform="turn(9)">' + RECT + "</g>"), VALUE, "turn(9)"),
    _case("negative width", svg('<rect width="-9" height="9"/>'), VALUE, "negative"),
    _case(
        "endless digits",
        svg(f'<rect width="9" height="9" fill="rgb({"9" * 9000},0,0)"/>'),
        VALUE,
        "no colour",
    ),
    _case("deep brackets", svg(f"<style>rect{{fill:{'(' * 50_000}</style>{RECT}"), VALUE, "style"),
    _case("no size", f"<svg {NAMESPACE}>{RECT}</svg>", VALUE, "no size"),
    _case("no extent", svg(RECT, more='width="0" height="10"'), VALUE, "without extent"),
    _case("empty box", svg(RECT, box="0 0 0 5"), VALUE, "viewBox"),
    _case("NaN box", svg(RECT, box="0 0 NaN 5"), VALUE, "viewBox"),
    _case("sliver", svg(RECT, box="0 0 5000 1"), VALUE, "1,000 times"),
    _case("nothing drawn", svg(""), VALUE, "draws nothing"),
    _case(
        "all outside sight",
        svg('<rect width="9" height="9" display="none"/>'),
        VALUE,
        "draws nothing",
    ),
    _case("not closed", svg(RECT)[:-6], SYNTAX, "no XML"),
    _case("mismatched", "<svg><g></svg>", SYNTAX, "svg"),
    _case("HTML", "<!-- --><html><body/></html>", SYNTAX, "'html'"),
    _case("no namespace", '<svg viewBox="0 0 9 9"/>', SYNTAX, "http://www.w3.org/2000/svg"),
    _case("undeclared prefix", f'<svg {NAMESPACE} viewBox="0 0 9 9" x:a="b"/>', SYNTAX, "prefix"),
    Hostile(
        "unknown encoding",
        f'<?xml version="1.0" encoding="nope-8"?>{svg(RECT)}'.encode(),
        SYNTAX,
        "encoding",
    ),
    Hostile(
        "lying encoding",
        f'<?xml version="1.0" encoding="utf-16"?>{svg(RECT)}'.encode(),
        SYNTAX,
        "no XML",
    ),
    Hostile("null bytes", svg(RECT).encode().replace(b"rect", b"re\0ct"), SYNTAX, "no XML"),
    Hostile("cut UTF-8", svg("<title>\xe9</title>" + RECT).encode("latin-1"), SYNTAX, "no XML"),
    _case(
        "a million elements", f"<svg {NAMESPACE}>{'<g/>' * 1_000_000}</svg>", LARGE, "too large", 0
    ),
    _case("many elements", f"<svg {NAMESPACE}>{'<g/>' * 400_000}</svg>", LARGE, "elements"),
    _case("deep", f"<svg {NAMESPACE}>{'<g>' * 100_000}", LARGE, "deep"),
    _case("doubling use", _doubling(24), LARGE, "use"),
    _case("deep use", _doubling(70), LARGE, "elements"),
    _case("long path", svg(f'<path d="M0 0{"h1" * 900_000}"/>'), LARGE, "segments"),
    _case("long arc", svg(f'<path d="M0 0a{"1 1 0 011 1 " * 120_000}"/>'), LARGE, "arcs"),
    _case("many points", svg(f'<polygon points="{"1,2 " * 400_000}"/>'), LARGE, "points"),
    _case("many rules", svg(f"<style>{'*{}' * 2_000}</style>{RECT}"), LARGE, "rules"),
    _case("much style", svg(f"<style>{'*{}' * 200_000}</style>{RECT}"), LARGE, "characters"),
    _case(
        "rules times elements",
        svg(f"<style>{'*{a:b}' * 900}</style>{RECT * 9_000}"),
        LARGE,
        "rules",
    ),
    _case("blank path", _often(f'<path id="a" d="M0 0{BLANK}"/>'), LARGE, "read"),
    _case("blank class", _often(f'<path id="a" class="{BLANK}"/>'), LARGE, "read"),
    _case(
        "blank clip",
        _often(
            f'<clipPath id="c"><path d="M0 0H9V9{BLANK}"/></clipPath>'
            '<rect id="a" width="9" height="9" clip-path="url(#c)"/>'
        ),
        LARGE,
        "read",
    ),
    _case(
        "blank gradient",
        _often(
            f'<linearGradient id="g" x1="{BLANK}1"><stop/><stop stop-color="red"/></linearGradient>'
            '<rect id="a" width="9" height="9" fill="url(#g)"/>'
        ),
        LARGE,
        "read",
    ),
    _case(
        "long colour",
        svg(f'<rect width="9" height="9" fill="{"(" * 1_000_000}"/>'),
        VALUE,
        "colour",
    ),
    _case("many layers", _clipped(20), LARGE, "groups"),
    _case("clips times elements", _fenced(9_000), LARGE, "segments"),
    _case(
        "endless dashes",
        svg('<path d="M0 0H90" stroke="red" stroke-dasharray="1e-7"/>'),
        UNDRAWN,
        "too fine",
    ),
]
COMPRESSED = gzip.compress(svg(RECT).encode(), mtime=0)

ODD: dict[str, bytes] = {
    "byte order mark": b"\xef\xbb\xbf" + svg(RECT).encode(),
    "UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{svg(RECT)}'.encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + svg(RECT).encode("utf-16-be"),
    "Latin-1": (
        '<?xml version="1.0" encoding="ISO-8859-1"?>' + svg("<title>é</title>" + RECT)
    ).encode("latin-1"),
    "huge box": svg('<rect width="5e8" height="5e8"/>', box="0 0 1e9 1e9").encode(),
    "tiny box": svg('<rect width="5e-8" height="5e-8"/>', box="0 0 1e-7 1e-7").encode(),
    "white space before": ("\n \t" + svg(RECT)).encode(),
    "comments": f"<!-- <script/> -->{svg('<!-- <!ENTITY -->' + RECT)}<!-- end -->".encode(),
    "other namespaces": svg(
        '<i:view xmlns:i="https://example.org/i" i:onload="x" i:href="http://x"><i:image/></i:view>'
        + RECT
    ).encode(),
    "prefixed": f'<s:svg xmlns:s="http://www.w3.org/2000/svg" {LINK} viewBox="0 0 100 100">'
    f'<s:rect width="50" height="50"/></s:svg>'.encode(),
    "text that is not drawn": svg(f"<defs><text>a</text></defs><desc>b</desc>{RECT}").encode(),
    "as many elements as may be": svg(RECT * 9_900).encode(),
    "CRLF": svg("\r\n" + RECT + "\r\n").encode(),
}
"""Unusual, harmless, and all the same picture: a black square in the upper left quarter."""
