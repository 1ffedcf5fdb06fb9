"""Hands for planting faults: a deck as parts of XML that can be changed and written again."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{space[1:-1]}"' for prefix, space in (("a", A), ("p", P), ("c", C), ("r", R))
)


def made(markup: str) -> Any:
    """An element of DrawingML or PresentationML out of its markup."""
    holder = etree.fromstring(f"<holder {SPACES}>{markup}</holder>")
    return holder[0]


class Twin:
    """A copy of a deck."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.blobs = {info.filename: archive.read(info) for info in archive.infolist()}
        self._roots: dict[str, Any] = {}

    def xml(self, name: str) -> Any:
        """The root of a part; changes to it are written."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.blobs[name])
        return self._roots[name]

    def save(self, path: Path) -> None:
        """Write the deck, its parts not compressed: that would take half of the time."""
        with zipfile.ZipFile(path, "w") as archive:
            for name, blob in self.blobs.items():
                root = self._roots.get(name)
                data = blob if root is None else etree.tostring(root, xml_declaration=True)
                archive.writestr(name, data)

    def slide(self, number: int) -> Any:
        """The root of a slide."""
        return self.xml(f"ppt/slides/slide{number}.xml")

    def slides(self) -> Iterator[tuple[int, Any]]:
        """All slides with their numbers."""
        count = sum(name.startswith("ppt/slides/slide") for name in self.blobs)
        for number in range(1, count + 1):
            yield number, self.slide(number)

    def layout(self, number: int) -> Any:
        """The root of the layout that a slide follows."""
        for relation in self.relations(f"ppt/slides/_rels/slide{number}.xml.rels"):
            if relation.get("Type").endswith("/slideLayout"):
                return self.xml(f"ppt{relation.get('Target').removeprefix('..')}")
        raise LookupError(number)

    def tree(self, number: int) -> Any:
        """The shapes of a slide."""
        return self.slide(number).find(f"{P}cSld/{P}spTree")

    def shape(self, name: str) -> tuple[int, Any]:
        """The first shape of this name, and its slide."""
        return self.first(lambda shape: called(shape) == name)

    def first(self, choose: Callable[[Any], bool]) -> tuple[int, Any]:
        """The first shape that is chosen, and its slide."""
        for number, slide in self.slides():
            for shape in slide.iter(
                *(P + n for n in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))
            ):
                if choose(shape):
                    return number, shape
        raise LookupError

    def chart(self, name: str) -> tuple[int, Any]:
        """The slide and the part of the chart in a frame of this name."""
        number, frame = self.shape(name)
        ident = next(frame.iter(C + "chart")).get(R + "id")
        for relation in self.relations(f"ppt/slides/_rels/slide{number}.xml.rels"):
            if relation.get("Id") == ident:
                return number, self.xml(f"ppt{relation.get('Target').removeprefix('..')}")
        raise LookupError(name)

    def relations(self, name: str) -> Any:
        """The root of a relationship part."""
        return self.xml(name)

    def relate(self, name: str, kind: str, target: str, *, outside: bool = False) -> str:
        """A new relationship in a relationship part; returns its id."""
        root = self.relations(name)
        ident = f"rId{len(root) + 100}"
        mode = ' TargetMode="External"' if outside else ""
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        root.append(
            etree.fromstring(
                f'<Relationship xmlns="{space}" Id="{ident}" Type="{TYPES}/{kind}"'
                f' Target="{target}"{mode}/>'
            )
        )
        return ident


def mark(shape: Any) -> Any:
    """The ``p:cNvPr`` of a shape."""
    return next(shape.iter(P + "cNvPr"))


def called(shape: Any) -> str:
    """Name of a shape."""
    return str(mark(shape).get("name"))


def holds(shape: Any, kind: str) -> bool:
    """Whether a shape fills a placeholder of this type."""
    return shape.tag == P + "sp" and any(ph.get("type") == kind for ph in shape.iter(P + "ph"))


def runs(holder: Any) -> list[Any]:
    """The ``a:r`` below an element."""
    return list(holder.iter(A + "r"))


def painted(run: Any, colour: str) -> None:
    """Give a run a fill, in the markup of its colour."""
    properties = run.find(A + "rPr")
    for old in properties.findall(A + "solidFill"):
        properties.remove(old)
    properties.insert(0, made(f"<a:solidFill>{colour}</a:solidFill>"))


def moved(shape: Any, x: float, y: float) -> None:
    """Put a shape that says its own place somewhere else, in points."""
    offset = next(shape.iter(A + "off"))
    offset.set("x", str(round(x * 12700)))
    offset.set("y", str(round(y * 12700)))


def gone(element: Any) -> None:
    """Take an element away."""
    element.getparent().remove(element)
