"""Packages whose XML is broken, dangerous or of the wrong kind, and whose parts do not fit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.templates.hostile.base import REFUSED, USED, Hostile, case, edited
from tests.templates.package import (
    MASTER,
    PRESENTATION,
    ROOT_RELS,
    THEME,
    TYPES,
    Parts,
    changed,
    layout,
    related,
    rels,
    typed,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd"> %p;]>'
_LAUGHS = "<!DOCTYPE x [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)
_QUADRATIC = f"<!DOCTYPE x [<!ENTITY l9 '{'ha' * 50_000}'>]>"


def _cut(part: str, parts: Parts) -> None:
    parts[part] = parts[part][: len(parts[part]) * 2 // 3]


def _replaced(part: str, text: str, parts: Parts) -> None:
    parts[part] = text.encode()


def _raw(part: str, blob: bytes, parts: Parts) -> None:
    parts[part] = blob


def _declared(part: str, doctype: str, use: str, parts: Parts) -> None:
    """A document type before the root, and ``use`` as the first text."""
    changed(parts, part, r"(<\?xml[^>]*\?>)", r"\1" + doctype, 1)
    if use:
        changed(parts, part, "<a:t>[^<]*</a:t>", f"<a:t>{use}</a:t>", 1)


def _in_utf16(parts: Parts) -> None:
    changed(parts, MASTER, r"encoding=.UTF-8.", 'encoding="UTF-16"', 1)
    parts[MASTER] = parts[MASTER].decode().encode("utf-16")


def _deep(parts: Parts) -> None:
    group = '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    group += "<p:grpSpPr/>"
    text = parts[layout(2)].decode()
    nest = group * 20_000 + "</p:grpSp>" * 20_000
    parts[layout(2)] = text.replace("</p:spTree>", nest + "</p:spTree>").encode()


def _wide(parts: Parts) -> None:
    text = parts[MASTER].decode()
    shape = '<p:sp><p:nvSpPr><p:cNvPr id="{0}" name="s{0}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
    shape += "<p:spPr/></p:sp>"
    many = "".join(shape.format(n) for n in range(100, 60_000))
    parts[MASTER] = text.replace("</p:spTree>", many + "</p:spTree>").encode()


def _gone(part: str, parts: Parts) -> None:
    """The part alone: what leads to it stays."""
    parts.pop(part)


def _retargeted(owner: str, old: str, new: str, parts: Parts) -> None:
    changed(parts, rels(owner), f'Target="[^"]*{old}"', f'Target="{new}"', 1)


def _ids_twice(parts: Parts) -> None:
    changed(parts, MASTER, 'id="2147483650"', 'id="2147483649"', 1)


def _relationship_twice(parts: Parts) -> None:
    related(parts, MASTER, "theme", "../theme/theme1.xml", rid="rId1")


def _theme_as_slide(parts: Parts) -> None:
    typed(parts, THEME, "application/vnd.openxmlformats-officedocument.presentationml.slide+xml")


def _strict(parts: Parts) -> None:
    for name in list(parts):
        if name.endswith((".xml", ".rels")):
            text = parts[name].decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/",
                "http://purl.oclc.org/ooxml/officeDocument/",
            )
            text = text.replace(
                "http://schemas.openxmlformats.org/presentationml/2006/main",
                "http://purl.oclc.org/ooxml/presentationml/main",
            )
            text = text.replace(
                "http://schemas.openxmlformats.org/drawingml/2006/main",
                "http://purl.oclc.org/ooxml/drawingml/main",
            )
            parts[name] = text.encode()
    changed(parts, PRESENTATION, "<p:presentation ", '<p:presentation conformance="strict" ', 1)


def _other_folder(parts: Parts) -> None:
    """Every part elsewhere: names are not fixed, relationships say where parts are."""
    for name in list(parts):
        if name.startswith("ppt/"):
            parts["deck/" + name[4:]] = parts.pop(name)
    for name in (TYPES, ROOT_RELS):
        parts[name] = parts[name].replace(b"ppt/", b"deck/")


def _absolute(parts: Parts) -> None:
    changed(parts, rels(MASTER), r'Target="\.\./', 'Target="/ppt/')


def _later(doctype: str, use: str = "&l9;") -> Callable[[], bytes]:
    return edited(partial(_declared, layout(2), doctype, use))


MARKUP = [
    *(
        Hostile(f"{what} cut off", edited(partial(_cut, part)), REFUSED, part)
        for what, part in (
            ("presentation", PRESENTATION),
            ("master", MASTER),
            ("layout", layout(2)),
            ("theme", THEME),
            ("relationships of the master", rels(MASTER)),
        )
    ),
    case("content types cut off", REFUSED, "Content_Types", _cut, TYPES),
    case("no XML at all", REFUSED, MASTER, _replaced, MASTER, "master"),
    case("an empty part", REFUSED, layout(1), _replaced, layout(1), ""),
    case("not UTF-8", REFUSED, layout(1), _raw, layout(1), b"<x>\xff\xfe</x>"),
    case("another root", REFUSED, MASTER, _replaced, MASTER, f"{_HEAD}<x/>"),
    case("another root of a theme", REFUSED, THEME, _replaced, THEME, f"{_HEAD}<x/>"),
    case("another root of a layout", REFUSED, layout(1), _replaced, layout(1), f"{_HEAD}<x/>"),
    case(
        "another root of the presentation",
        REFUSED,
        PRESENTATION,
        _replaced,
        PRESENTATION,
        f"{_HEAD}<x/>",
    ),
    Hostile("billion laughs", _later(_LAUGHS), REFUSED, "document type|entit|no XML"),
    Hostile(
        "quadratic entities", _later(_QUADRATIC, "&l9;" * 2000), REFUSED, "document type|no XML"
    ),
    Hostile("external entity", _later(_XXE, "&e;"), REFUSED, "document type|entit"),
    Hostile("external parameter entity", _later(_PARAMETER, ""), REFUSED, "document type|entit"),
    Hostile("harmless document type", _later("<!DOCTYPE x>", ""), REFUSED, "document type|entit"),
    case(
        "entities in the content types",
        REFUSED,
        "document type|entit",
        _declared,
        TYPES,
        _LAUGHS,
        "",
    ),
    case(
        "entities in relationships",
        REFUSED,
        "document type|entit",
        _declared,
        rels(MASTER),
        _XXE,
        "",
    ),
    case("UTF-16", USED, "", _in_utf16),
    case("20,000 groups deep", REFUSED, "deep|nest|no XML|unpack", _deep),
    case("60,000 shapes", USED, "", _wide),
    case("no content types", REFUSED, "PowerPoint", _gone, TYPES),
    case("no relationships", REFUSED, "PowerPoint", _gone, ROOT_RELS),
    case("no presentation", REFUSED, "PowerPoint|presentation", _gone, PRESENTATION),
    case("master missing", REFUSED, "master", _gone, MASTER),
    case("layout missing", REFUSED, "rId|slideLayout2|layout", _gone, layout(2)),
    case("theme missing", REFUSED, "theme", _gone, THEME),
    case(
        "relationship out of the package",
        REFUSED,
        "theme",
        _retargeted,
        MASTER,
        "theme1.xml",
        "../../../../etc/passwd",
    ),
    case(
        "relationship out, encoded",
        REFUSED,
        "theme",
        _retargeted,
        MASTER,
        "theme1.xml",
        "..%2f..%2f..%2f..%2fetc/passwd",
    ),
    case(
        "master as layout",
        REFUSED,
        "layout|slideMaster1",
        _retargeted,
        MASTER,
        "slideLayout2.xml",
        "slideMaster1.xml",
    ),
    case("relationship id twice", REFUSED, "rId1", _relationship_twice),
    case("layout id twice", USED, "", _ids_twice),
    case("theme with the type of a slide", REFUSED, "theme", _theme_as_slide),
    case("strict", REFUSED, "Strict", _strict),
    case("other folder", USED, "", _other_folder),
    case("absolute targets", USED, "", _absolute),
]
