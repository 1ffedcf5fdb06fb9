"""Vetting: which parts of a template are carried over, byte by byte, and what stands against it.

Carried are masters, layouts, themes, the masters of notes and handouts, embedded fonts, and what
these refer to. Slides, macros, comments, custom XML and settings stay behind. Since what is
carried is not edited, a part that refers to something that may not be carried refuses the
template: the message names both.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from reports.template.container import Refused
from reports.template.markup import R, find, local, p
from reports.template.package import Package, Relationship
from reports.template.pictures import check_picture

STRUCTURE = ("slideMaster", "slideLayout", "theme", "notesMaster", "handoutMaster", "themeOverride")
"""Relationships that hold without being referred to by their id."""
MEDIA = ("image", "audio", "video", "media", "hdphoto", "model3d", "font")
INERT = (
    *("tags", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"),
    "diagramDrawing",
)
"""Parts of plain XML that do nothing by themselves."""
SCHEMES = ("https://", "http://", "mailto:")
"""Addresses that a master or layout may link to."""
ACTIONS = ("", "ppaction://hlinkshowjump", "ppaction://noaction", "ppaction://media")
"""What a click on a shape may do; others run programs or lead to slides that stay behind."""
_MASTERS = ("slideMaster", "notesMaster", "handoutMaster", "font")
_NAME = re.compile(r"[A-Za-z0-9_.~!$&'()+,;=@%/\[\]-]+")
_ROOTS = {
    **{"slideMaster+xml": "sldMaster", "slideLayout+xml": "sldLayout", "theme+xml": "theme"},
    **{"notesMaster+xml": "notesMaster", "handoutMaster+xml": "handoutMaster"},
}
"""Root elements by a piece of the content type."""
_KNOWN = {
    "slides/": "slides",
    "notesSlides/": "notes of slides",
    "comments": "comments",
    "customXml": "custom XML",
    "vbaProject": "macros",
    "activeX": "ActiveX controls",
    "embeddings": "embedded files",
    "tags": "tags",
    "_xmlsignatures": "digital signatures",
    "customUI": "changes to the ribbon",
    "userCustomization": "changes to the ribbon",
    "webextension": "add-ins",
}
"""Parts by a piece of their name, for people."""


@dataclass(frozen=True)
class Carried:
    """A part that goes into the deck as it is."""

    name: str
    """Inside the package, without a leading stroke."""
    type: str
    data: bytes = field(repr=False)
    links: tuple[Relationship, ...] = ()
    """Its relationships, with their ids."""


@dataclass
class Vetted:
    """What is carried, what stays behind and what stands against the template."""

    parts: dict[str, Carried] = field(default_factory=dict)
    """By name, masters first."""
    left: dict[str, int] = field(default_factory=dict)
    """What stays behind: how many of each kind, such as ``slides``."""
    refusals: list[Refused] = field(default_factory=list)


def vet(package: Package) -> Vetted:
    """Walk from the masters to all that they need."""
    vetted = Vetted()
    roots = [link.target for kind in _MASTERS for link in _roots(package, kind)]
    waiting = list(dict.fromkeys(roots))
    while waiting:
        name = waiting.pop(0)
        if name in vetted.parts:
            continue
        try:
            part = _part(package, name, vetted.refusals)
        except Refused as refusal:
            vetted.refusals.append(refusal)
            part = Carried(name, "", b"")
        vetted.parts[name] = part
        waiting += [link.target for link in part.links if not link.external]
    vetted.left = _left_behind(package, vetted)
    return vetted


def _roots(package: Package, kind: str) -> list[Relationship]:
    """Masters in the order in which the presentation lists them; of notes and handouts the one."""
    links = [link for link in package.links(package.main) if link.kind == kind]
    if kind != "slideMaster":
        return links
    listed = find(package.root(package.main), p("sldMasterIdLst"))
    order = [entry.get(f"{{{R}}}id") for entry in listed] if listed is not None else []
    return sorted(
        (link for link in links if link.id in order), key=lambda link: order.index(link.id)
    )


def _part(package: Package, name: str, refusals: list[Refused]) -> Carried:
    kind, data = package.type(name), package.data(name)
    if not kind:
        raise Refused("template-unreadable", f"{name!r} has no content type")
    if not _NAME.fullmatch(name):
        raise Refused("template-unreadable", f"{name!r} is an odd name of a part")
    if kind.startswith("image/"):
        check_picture(data, name, kind)
    for piece, root in _ROOTS.items():
        if piece in kind and local(package.root(name)) != root:
            raise Refused("template-unreadable", f"{name!r} is no {root} (its content is another)")
    used: set[str] | None = None
    if kind.endswith(("+xml", "/xml")) and kind != "image/svg+xml":
        used = _references(package, name, refusals)
    known = {link.id for link in package.links(name)}
    for ident in sorted((used or set()) - known):
        found = f"{name!r} refers to {ident!r}, which is missing"
        refusals.append(Refused("template-unreadable", found, "a file that PowerPoint opens"))
    links: list[Relationship] = []
    for link in package.links(name):
        if used is not None and link.id not in used and link.kind not in STRUCTURE:
            continue
        refusal = _refusal(package, name, link)
        if refusal is not None:
            refusals.append(refusal)
        else:
            links.append(link)
    return Carried(name, kind, data, tuple(links))


def _references(package: Package, name: str, refusals: list[Refused]) -> set[str]:
    """Ids of relationships that the XML of a part uses; actions are judged on the way."""
    used: set[str] = set()
    for element in package.root(name).iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in element.attrib.items():
            if key.startswith(f"{{{R}}}") and value:
                used.add(value)
        if local(element) in ("hlinkClick", "hlinkHover"):
            action = element.get("action", "").partition("?")[0]
            if action not in (*ACTIONS, "ppaction://hlinksldjump"):
                found = f"a click on a shape in {name!r} does {element.get('action')!r}"
                refusals.append(Refused("template-link", found, "a shape without an action"))
    return used


def _refusal(package: Package, name: str, link: Relationship) -> Refused | None:
    """Why a relationship cannot be carried; None when it can."""
    if link.external:
        if link.kind == "hyperlink" and link.target.casefold().startswith(SCHEMES):
            return None
        found = f"{name!r} leads to {link.target[:200]!r} outside the file ({link.kind})"
        expected = "pictures and media in the file; links to https, http or mailto alone"
        return Refused("template-link", found, expected)
    if link.kind in STRUCTURE:
        kind = package.type(link.target)
        if f"{link.kind}+xml" in kind:
            return None
        found = f"{link.target!r}, a {link.kind} of {name!r}, has the content type {kind!r}"
        return Refused("template-unreadable", found, "a file that PowerPoint opens")
    if link.kind in INERT:
        return None
    if link.kind in MEDIA:
        kind = package.type(link.target)
        if link.kind == "font" or kind.startswith(("image/", "audio/", "video/", "model/")):
            return None
    if link.kind == "slide":
        found = f"{name!r} links to the slide {link.target!r}, which stays behind"
        return Refused("template-link", found, "no link to a slide on masters and layouts")
    found = f"{name!r} needs {link.target!r} ({link.kind}), which is not carried over"
    return Refused("template-embedded", found, "masters and layouts of shapes, text and pictures")


def _left_behind(package: Package, vetted: Vetted) -> dict[str, int]:
    count: Counter[str] = Counter()
    for name in package.container.names():
        if name in vetted.parts or name.endswith(".rels"):
            continue
        for piece, words in _KNOWN.items():
            if piece in name:
                count[words] += 1
                break
    for link in package.links(package.main):
        if link.external:
            count[f"a link outside, to {link.target[:100]!r}"] += 1
    return dict(sorted(count.items()))
