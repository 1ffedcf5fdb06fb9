"""What of a template is in a deck that was made of it: parts byte by byte, and their wiring."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from tests.templates.package import TYPES, Parts, rels, unpacked

CARRIED = ("slideMaster", "slideLayout", "theme")


class Link(NamedTuple):
    """A relationship: what kind of thing under which id, and its bytes or address."""

    id: str
    kind: str
    what: bytes


def differences(template: bytes, deck: bytes) -> list[str]:
    """What of the template's masters, layouts and their themes is not in the deck as it was."""
    return list(_differences(unpacked(template), unpacked(deck)))


def _differences(before: Parts, after: Parts) -> Iterator[str]:
    for kind in CARRIED:
        found = {after[name]: name for name in _of(after, kind)}
        for name in _of(before, kind):
            if before[name] not in found:
                yield f"{name}: not in the deck as it was"
                continue
            there = found[before[name]]
            for link in set(_links(before, name)) - set(_links(after, there)):
                if link.kind in CARRIED or f'"{link.id}"'.encode() in before[name]:
                    yield f"{name}: {link.kind} {link.id} leads elsewhere"
        for blob, said in _content_types(before).items():
            if blob in found and _content_types(after)[blob] != said:
                yield f"{found[blob]}: another content type"
        own = {before[name] for name in _of(before, kind)}
        strange = [name for name in _of(after, kind) if after[name] not in own]
        yield from (f"{name}: not the template's" for name in strange)


def _main(parts: Parts) -> str:
    return next(name for name in parts if name.endswith("/presentation.xml"))


def _of(parts: Parts, kind: str) -> list[str]:
    """Parts of a kind that masters and layouts of slides lead to, whatever their names."""
    out: list[str] = []
    waiting = [_main(parts)]
    seen: set[str] = set()
    while waiting:
        owner = waiting.pop()
        for each, target in _targets(parts, owner):
            if each in CARRIED and target not in seen and not _beside(owner, each):
                seen.add(target)
                waiting.append(target)
                if each == kind:
                    out.append(target)
    return sorted(out)


def _beside(owner: str, kind: str) -> bool:
    """The presentation's own theme is that of its first master, or one that nobody sees."""
    return owner.endswith("/presentation.xml") and kind == "theme"


def _targets(parts: Parts, owner: str) -> Iterator[tuple[str, str]]:
    if rels(owner) in parts:
        for link in etree.fromstring(parts[rels(owner)]):
            if link.get("TargetMode") != "External":
                yield link.get("Type", "").rpartition("/")[2], _path(owner, link.get("Target", ""))


def _path(owner: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))


def _links(parts: Parts, owner: str) -> list[Link]:
    if rels(owner) not in parts:
        return []
    out = []
    for link in etree.fromstring(parts[rels(owner)]):
        target = link.get("Target", "")
        outside = link.get("TargetMode") == "External"
        what = target.encode() if outside else parts.get(_path(owner, target), b"")
        out.append(Link(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], what))
    return out


def _content_types(parts: Parts) -> dict[bytes, str]:
    """Content types of masters, layouts and themes by their bytes."""
    said = {
        entry.get("PartName", "")[1:]: entry.get("ContentType", "")
        for entry in etree.fromstring(parts[TYPES])
    }
    return {parts[name]: said.get(name, "") for kind in CARRIED for name in _of(parts, kind)}
