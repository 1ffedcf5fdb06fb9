"""An independent judge of presentation files: what makes one broken, dangerous or unusable.

Nothing of the program under test is used here, so that it can be held against this. It judges the
corpus (sound), the hostile files (each must have a fault) and decks that were made of templates.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from tests.templates.package import PRESENTATION, ROOT_RELS, TYPES, rels

MEMBERS, MEMBER_BYTES, RATIO = 2_000, 40_000_000, 300
_OFFICE = ("presentation.main+xml", "template.main+xml", "slideshow.main+xml")
_ACTIVE = ("vbaProject", "activeX", "customUI", "_xmlsignatures", "webextension", "oleObject")
_ROOTS = {
    "slideMasters": "sldMaster",
    "slideLayouts": "sldLayout",
    "slides": "sld",
    "theme": "theme",
}
_KINDS = {"slideMaster": "sldMaster", "slideLayout": "sldLayout", "slide": "sld", "theme": "theme"}
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_LINKS = ("https://", "http://", "mailto:")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
_DANGEROUS_SVG = re.compile(rb"<script|<!DOCTYPE|href\s*=\s*[\"'](?!#|data:)", re.IGNORECASE)


def faults(data: bytes) -> list[str]:
    """What is wrong with a presentation file; empty when nothing is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ["no archive"]
    if not data.startswith(b"PK"):
        return ["no archive"]
    infos = [info for info in archive.infolist() if not info.is_dir()]
    found = list(_directory(infos))
    if found:
        return found
    parts: dict[str, bytes] = {}
    for info in infos:
        try:
            parts[info.filename] = archive.read(info)
            if len(parts[info.filename]) != info.file_size:
                found.append(f"{info.filename}: not {info.file_size} bytes")
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            found.append(f"{info.filename}: damaged or locked")
    return found or list(_parts(parts))


def _directory(infos: list[zipfile.ZipInfo]) -> Iterator[str]:
    """What the directory of the archive gives away, nothing unpacked."""
    if len(infos) > MEMBERS:
        yield f"{len(infos)} members"
    seen: set[str] = set()
    starts: set[int] = set()
    for info in infos[:MEMBERS]:
        name = info.orig_filename
        if name.casefold() in seen:
            yield f"{name}: twice"
        seen.add(name.casefold())
        if info.header_offset in starts:
            yield f"{name}: overlaps"
        starts.add(info.header_offset)
        steps = name.split("/")
        if ".." in steps or name.startswith("/") or re.search(r"[\\:\x00-\x1f]", name):
            yield f"{name!r}: leads elsewhere"
        if len(name) > 260:
            yield "a name of more than 260 letters"
        if info.file_size > MEMBER_BYTES:
            yield f"{name}: {info.file_size} bytes"
        if info.file_size > 1_000_000 and info.file_size > RATIO * max(info.compress_size, 1):
            yield f"{name}: a bomb"
        if info.flag_bits & 1:
            yield f"{name}: locked"


def _parts(parts: dict[str, bytes]) -> Iterator[str]:
    if TYPES not in parts or ROOT_RELS not in parts:
        yield "no package"
        return
    roots: dict[str, etree._Element] = {}
    for name, blob in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if _DOCTYPE.search(blob):
            yield f"{name}: document type"
            continue
        try:
            roots[name] = etree.fromstring(blob)
        except etree.XMLSyntaxError as error:
            yield f"{name}: {error}"
            continue
        wanted = _ROOTS.get(posixpath.basename(posixpath.dirname(name)))
        if wanted and etree.QName(roots[name]).localname != wanted:
            yield f"{name}: no {wanted}"
    for name in parts:
        if any(piece in name for piece in _ACTIVE):
            yield f"{name}: active"
        if name.endswith(".svg") and _DANGEROUS_SVG.search(parts[name]):
            yield f"{name}: active"
    if len(roots) < sum(name.endswith((".xml", ".rels")) for name in parts):
        return
    yield from _relationships(parts, roots)
    main = _main(roots)
    if main not in roots or not any(kind.encode() in parts[TYPES] for kind in _OFFICE):
        yield "no presentation"
    elif etree.QName(roots[main]) != f"{{{_P}}}presentation":
        yield "strict"
    else:
        yield from _structure(main, parts, roots)


def _main(roots: dict[str, etree._Element]) -> str:
    for link in roots[ROOT_RELS]:
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").lstrip("/")
    return PRESENTATION


def _relationships(parts: dict[str, bytes], roots: dict[str, etree._Element]) -> Iterator[str]:
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        ids = [link.get("Id") for link in root]
        if len(set(ids)) != len(ids):
            yield f"{name}: an id twice"
        for link in root:
            target, kind = link.get("Target", ""), link.get("Type", "").rpartition("/")[2]
            if link.get("TargetMode") == "External":
                if kind != "hyperlink" or not target.startswith(_LINKS):
                    yield f"{name}: leads to {target}"
                continue
            path = unquote(target)
            path = path[1:] if path.startswith("/") else posixpath.join(folder, path)
            path = posixpath.normpath(path)
            if path not in parts:
                yield f"{name}: {target} is missing"
            elif kind in _KINDS and not roots[path].tag.endswith(f"}}{_KINDS[kind]}"):
                yield f"{name}: {target} is no {kind}"
            if kind in ("oleObject", "control", "package") and "slideLayout" in name:
                yield f"{name}: {kind}"
        if "slideLayouts/" in name and b"/chart" in parts[name]:
            yield f"{name}: a chart"
        yield from _uses(owner, set(ids), roots)


def _uses(owner: str, ids: set[str | None], roots: dict[str, etree._Element]) -> Iterator[str]:
    """References of a part that its relationships do not have, and clicks that run something."""
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    for element in roots[owner].iter(etree.Element) if owner in roots else ():
        for key, value in element.attrib.items():
            if str(key).startswith(space) and value and value not in ids:
                yield f"{owner}: {value} leads nowhere"
        action = element.get("action", "").partition("?")[0]
        if action not in ("", "ppaction://hlinkshowjump", "ppaction://hlinksldjump"):
            yield f"{owner}: {action}"
        if action.endswith("sldjump") and "slides/" not in owner:
            yield f"{owner}: leads to a slide"


def _structure(
    main: str, parts: dict[str, bytes], roots: dict[str, etree._Element]
) -> Iterator[str]:
    """The size of slides, masters, layouts, titles and themes."""
    size = roots[main].find("{*}sldSz")
    for side in ("cx", "cy"):
        value = size.get(side, "") if size is not None else "0"
        if not re.fullmatch(r"\d{6,8}", value) or not 914400 <= int(value) <= 51206400:
            yield f"slides of {value}"
    masters = roots[main].findall("{*}sldMasterIdLst/{*}sldMasterId")
    if not masters:
        yield "no master"
    layouts = {name: root for name, root in roots.items() if root.tag.endswith("}sldLayout")}
    if not layouts:
        yield "no layout"
    elif not any(
        mark.get("type") in ("title", "ctrTitle")
        for root in layouts.values()
        for mark in root.iter("{*}ph")
    ):
        yield "no title"
    for name, root in layouts.items():
        marks = [mark.get("idx", "0") for mark in root.iter("{*}ph")]
        yield from (f"{name}: index {mark!r}" for mark in marks if not mark.isdecimal())
        if b"/slideMaster" not in parts.get(rels(name), b""):
            yield f"{name}: no master"
    for name in [name for name, root in roots.items() if root.tag.endswith("}sldMaster")]:
        if b"/theme" not in parts.get(rels(name), b""):
            yield f"{name}: no theme"
        if b"/slideLayout" not in parts.get(rels(name), b""):
            yield f"{name}: no layout"
    yield from _themes(roots)


def _themes(roots: dict[str, etree._Element]) -> Iterator[str]:
    """Colours and faces of themes, and what the content types say of them."""
    themes = [root for root in roots.values() if root.tag.endswith("}theme")]
    for root in themes:
        slots = {etree.QName(slot).localname for slot in root.iterfind(".//{*}clrScheme/*")}
        yield from (f"{slot} is missing" for slot in _SLOTS if slot not in slots)
        if root.find(".//{*}fontScheme") is None:
            yield "no faces"
    types = roots[TYPES]
    for entry in types:
        part = entry.get("PartName", "")
        if "/theme/" in part and not entry.get("ContentType", "").endswith("theme+xml"):
            yield f"{part}: {entry.get('ContentType')}"
