"""Rules that every deck keeps, read from the bytes of the file; each tells what breaks it.

They read the parts as XML and know nothing of the writer. The tests show that each turns red.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
TITLES = ("title", "ctrTitle")
LAST = ("dt", "ftr", "sldNum")
MOMENT = (1980, 1, 1, 0, 0, 0)
_STYLED = r"ppt/(slides|slideLayouts|slideMasters|charts|notes\w+|handoutMasters)/\w+\.xml"


class Parts:
    """The parts of a package by name."""

    def __init__(self, deck: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(deck)) as archive:
            self.infos = archive.infolist()
            self.blobs = {info.filename: archive.read(info) for info in self.infos}
        self._trees: dict[str, Any] = {}

    def tree(self, name: str) -> Any:
        """The root element of a part."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.blobs[name])
        return self._trees[name]

    def named(self, pattern: str) -> list[str]:
        """Names of parts that match, numbers in their order."""
        found = [name for name in self.blobs if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: [int(n) for n in re.findall(r"\d+", name)])

    def slides(self) -> list[Any]:
        """The roots of the slides."""
        return [self.tree(name) for name in self.named(r"ppt/slides/slide\d+\.xml")]

    def relations(self, name: str) -> dict[str, Any]:
        """The relationships of a part by id."""
        folder, file = posixpath.split(name)
        rels = f"{folder}/_rels/{file}.rels"
        if rels not in self.blobs:
            return {}
        return {relation.get("Id"): relation for relation in self.tree(rels)}


def theme_only(parts: Parts) -> Iterator[str]:
    """Colours and fonts come from the theme alone."""
    for name in parts.named(_STYLED):
        root = parts.tree(name)
        for tag in ("srgbClr", "sysClr", "scrgbClr", "hslClr"):
            if root.find(f".//{A}{tag}") is not None:
                yield f"{name}: {tag}"
        for tag in ("latin", "ea", "cs", "buFont", "sym"):
            for font in root.iter(A + tag):
                if not font.get("typeface", "").startswith("+"):
                    yield f"{name}: {tag} {font.get('typeface')!r}"


def languages(parts: Parts) -> Iterator[str]:
    """Every run and every paragraph mark says its language."""
    for name in parts.named(r"ppt/(slides|slideLayouts|charts|notes\w+|handoutMasters)/\w+\.xml"):
        for tag in ("rPr", "endParaRPr"):
            for properties in parts.tree(name).iter(A + tag):
                if not properties.get("lang"):
                    yield f"{name}: {tag} without lang"
        for run in parts.tree(name).iter(f"{A}r"):
            if run.find(f"{A}rPr") is None:
                yield f"{name}: a run without properties"


def reading_order(parts: Parts) -> Iterator[str]:
    """The title comes first, the slide number last, the footer right before it."""
    for number, slide in enumerate(parts.slides(), 1):
        shapes = slide.find(f".//{P}spTree")
        kinds = [mark.get("type") for mark in shapes.iter(f"{P}ph")]
        if not kinds or kinds[0] not in TITLES:
            yield f"slide {number}: begins with {kinds[:1]}"
        if sum(kind in TITLES for kind in kinds) != 1:
            yield f"slide {number}: not one title"
        fields = [kind for kind in kinds if kind in LAST]
        if fields != sorted(set(fields)) or (fields and kinds[-len(fields) :] != fields):
            yield f"slide {number}: {fields} do not come last"


def described(parts: Parts) -> Iterator[str]:
    """Pictures, charts, tables and groups have an alternative text or are marked decorative."""
    for number, slide in enumerate(parts.slides(), 1):
        for tag in ("pic", "graphicFrame", "grpSp"):
            for shape in slide.iter(P + tag):
                mark = shape.find(f".//{P}cNvPr")
                if not mark.get("descr") and mark.find(f".//{DECORATIVE}") is None:
                    yield f"slide {number}: {mark.get('name')!r} has no alternative text"
        for shape in slide.iter(f"{P}sp", f"{P}cxnSp"):
            mark = shape.find(f".//{P}cNvPr")
            words = "".join(node.text or "" for node in shape.iter(f"{A}t")).strip()
            decorative = mark.find(f".//{DECORATIVE}") is not None
            if not words and not decorative:
                yield f"slide {number}: {mark.get('name')!r} is neither text nor decoration"


def identifiers(parts: Parts) -> Iterator[str]:
    """Shape ids are unique on their part, and connectors are glued to shapes beside them."""
    for name in parts.named(r"ppt/(slides|slideLayouts|slideMasters|notes\w+|hand\w+)/\w+\.xml"):
        root = parts.tree(name)
        ids = [mark.get("id") for mark in root.iter(f"{P}cNvPr")]
        if len(set(ids)) != len(ids):
            yield f"{name}: an id twice"
        for tag in ("stCxn", "endCxn"):
            for glue in root.iter(A + tag):
                if glue.get("id") not in ids:
                    yield f"{name}: a connector glued to nothing"
    master = parts.named(r"ppt/slideMasters/\w+\.xml")
    above = parts.tree("ppt/presentation.xml").iter(f"{P}sldMasterId")
    listed = [node.get("id") for node in above]
    for name in master:
        listed += [node.get("id") for node in parts.tree(name).iter(f"{P}sldLayoutId")]
    if len(set(listed)) != len(listed):
        yield "a master or layout id twice"


def relationships(parts: Parts) -> Iterator[str]:
    """Every reference has its relationship, every relationship its part, every part a reader."""
    read: set[str] = {"[Content_Types].xml"}
    for name in parts.blobs:
        if name.endswith(".rels"):
            read.add(name)
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in parts.tree(name):
                if relation.get("TargetMode") == "External":
                    if not re.match(r"(https?://|mailto:)", relation.get("Target")):
                        yield f"{name}: {relation.get('Target')}"
                    continue
                target = posixpath.normpath(posixpath.join(folder, relation.get("Target")))
                read.add(target.lstrip("/"))
                if target.lstrip("/") not in parts.blobs:
                    yield f"{name}: no part {target}"
        elif name.endswith(".xml") and name != "[Content_Types].xml":
            known = parts.relations(name)
            for node in parts.tree(name).iter():
                for attribute in ("id", "embed", "link"):
                    found = node.get(R + attribute)
                    if found is not None and found not in known:
                        yield f"{name}: no relationship {found}"
    yield from (f"{name}: nothing leads there" for name in sorted(parts.blobs.keys() - read))


def bullets(parts: Parts) -> Iterator[str]:
    """No paragraph begins with a typed bullet or number."""
    for number, slide in enumerate(parts.slides(), 1):
        for paragraph in slide.iter(f"{A}p"):
            words = "".join(node.text or "" for node in paragraph.iter(f"{A}t"))
            if re.match(r"([•–▪◦‣*-]|\d+[.)])\s", words):
                yield f"slide {number}: {words[:30]!r}"


def clock(parts: Parts) -> Iterator[str]:
    """No member of the archive tells when it was made, and none stands there twice."""
    names = [info.filename for info in parts.infos]
    if len(set(names)) != len(names):
        yield "a member twice"
    yield from (info.filename for info in parts.infos if info.date_time != MOMENT)


def frames(parts: Parts) -> Iterator[str]:
    """Text wraps in frames that no viewer resizes; only bodies may shrink, and never by a scale."""
    for name in parts.named(r"ppt/(slides|slideLayouts)/\w+\.xml"):
        for shape in parts.tree(name).iter(f"{P}sp"):
            body = shape.find(f"{P}txBody/{A}bodyPr")
            if body is None:
                continue
            mark = shape.find(f".//{P}ph")
            kind = mark.get("type", "obj") if mark is not None else None
            if body.get("wrap", "square") != "square":
                yield f"{name}: text that does not wrap"
            if body.find(f"{A}spAutoFit") is not None:
                yield f"{name}: a frame that grows"
            shrinking = body.find(f"{A}normAutofit")
            if shrinking is not None and (kind not in ("body", "obj") or shrinking.attrib):
                yield f"{name}: text that shrinks in {kind}"


def inherited(parts: Parts) -> Iterator[str]:
    """Runs in placeholders repeat nothing that their level on the layout says already."""
    for name in parts.named(r"ppt/slides/slide\d+\.xml"):
        layout = next(
            posixpath.normpath(posixpath.join("ppt/slides", relation.get("Target")))
            for relation in parts.relations(name).values()
            if relation.get("Type").endswith("/slideLayout")
        )
        above = {_placeholder(shape): shape for shape in parts.tree(layout).iter(f"{P}sp")}
        for shape in parts.tree(name).iter(f"{P}sp"):
            base = above.get(_placeholder(shape)) if _placeholder(shape) else None
            for paragraph in shape.iter(f"{A}p") if base is not None else ():
                properties = paragraph.find(f"{A}pPr")
                number = 1 + int("0" if properties is None else properties.get("lvl", "0"))
                level = base.find(f"{P}txBody/{A}lstStyle/{A}lvl{number}pPr/{A}defRPr")
                for run in paragraph.iter(f"{A}rPr", f"{A}endParaRPr"):
                    yield from (f"{name}: {said} again" for said in _repeated(run, level))


def _placeholder(shape: Any) -> tuple[str | None, str | None] | None:
    """What tells a placeholder from the others of its slide or layout."""
    mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return None if mark is None else (mark.get("type"), mark.get("idx"))


def _repeated(run: Any, level: Any) -> Iterator[str]:
    if level is None:
        return
    for attribute in ("sz", "b", "i"):
        if run.get(attribute) is not None and run.get(attribute) == level.get(attribute):
            yield f"{attribute}={run.get(attribute)}"
    for tag in ("solidFill", "latin"):
        own, given = run.find(A + tag), level.find(A + tag)
        if own is not None and given is not None and etree.tostring(own) == etree.tostring(given):
            yield tag


CHECKS = (
    *(theme_only, languages, reading_order, described, identifiers),
    *(relationships, bullets, clock, frames, inherited),
)
