"""Rules on the file: its parts, identifiers, and what it must not carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.markup import A, P, R
from reports.deckcheck.package import Package, Part, Unreadable
from reports.deckcheck.rule import Spot, rule, slides, whole
from reports.findings import WARNING

_REFERENCES = tuple(R + name for name in ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs"))
_RUNS = ("vbaProject", "wordVbaData", "control", "activeXControl", "activeXControlBinary")
"""Kinds of relationships to what runs."""
_ENDS = (A + "stCxn", A + "endCxn")


def _parts(package: Package) -> list[Part]:
    """The XML parts, relationship parts and content types apart."""
    return [
        package.part(name)
        for name in package.names
        if name.endswith(".xml") and not name.startswith("[")
    ]


@rule(
    "parts-readable",
    "Every part can be read, every relationship leads to a part, every reference to a relationship",
    "ISO/IEC 29500-2, 8 and 9; PowerPoint offers to repair what breaks this",
    whole,
    mend="Build the deck again; a deck from elsewhere, save anew in PowerPoint.",
)
def parts_readable(deck: Deck, things: Sequence[Deck]) -> Iterator[Spot]:
    package = deck.package
    for name, (number, why) in deck.broken.items():
        yield Spot(number, name, why)
    for flaw in package.flaws:
        yield Spot(0, flaw.part, flaw.found)
    numbers = {slide.part.name: slide.number for slide in deck.slides}
    for part in _parts(package):
        number = numbers.get(part.name, 0)
        for relation in part.relations.values():
            if not relation.external and relation.target not in package.names:
                yield Spot(number, part.name, f"leads to {relation.target}, which is missing")
        try:
            missing = _dangling(part)
        except Unreadable as error:
            if part.name not in deck.broken:
                yield Spot(0, part.name, str(error))
            continue
        for ident in missing:
            yield Spot(number, part.name, f"names the relationship {ident}, which is missing")


def _dangling(part: Part) -> list[str]:
    """Relationships that a part names and does not have. Raises :class:`Unreadable`."""
    found: list[str] = []
    for element in part.root.iter():
        for key, value in element.attrib.items():
            if key in _REFERENCES and value and value not in part.relations:
                found.append(str(value))
    return list(dict.fromkeys(found))


@rule(
    "shape-id",
    "Every shape of a slide has an id of its own",
    "ISO/IEC 29500-1, 19.3.1.12; openxml-audit",
    slides,
    mend="Build the deck again; in PowerPoint, cut the shape and paste it.",
)
def shape_id(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        marks = list(slide.root.iter(P + "cNvPr"))
        counts = Counter(mark.get("id") for mark in marks)
        told: set[str | None] = set()
        for mark in marks:
            ident = mark.get("id")
            if counts[ident] > 1 and ident not in told:
                told.add(ident)
                name = mark.get("name") or f"shape {ident}"
                yield Spot(slide.number, name, f"shares the id {ident} with another")


@rule(
    "shape-name",
    "Every shape of a slide has a name of its own",
    "Our own promise: names are what the selection pane, screen readers and this check go by",
    slides,
    severity=WARNING,
    mend="Rename it in the selection pane.",
)
def shape_name(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        for name, count in Counter(shape.name for shape in slide.all_shapes).items():
            if count > 1:
                yield Spot(slide.number, name or "shapes", f"is the name of {count} shapes")


def _tied(slide: Slide) -> bool:
    """Whether a slide has connectors that are tied to shapes."""
    return next(slide.root.iter(*_ENDS), None) is not None


@rule(
    "connector-ends",
    "A connector is tied to shapes of its slide",
    "ISO/IEC 29500-1, 20.1.2.2.36",
    lambda deck: [slide for slide in deck.slides if _tied(slide)],
    severity=WARNING,
    mend="Tie the end to a shape again.",
)
def connector_ends(deck: Deck, things: Sequence[Slide]) -> Iterator[Spot]:
    for slide in things:
        known = {shape.ident for shape in slide.all_shapes}
        for shape in slide.all_shapes:
            if shape.kind == "line":
                for end in shape.element.iter(*_ENDS):
                    if end.get("id") not in known:
                        detail = f"is tied to shape {end.get('id')}, which is not there"
                        yield Spot(slide.number, shape.called, detail)


@rule(
    "macros",
    "The deck carries nothing that runs: no macros, no controls",
    "MS-OFFMACRO2; our own promise",
    whole,
    mend="Save it as .pptx without macros.",
)
def macros(deck: Deck, things: Sequence[Deck]) -> Iterator[Spot]:
    package = deck.package
    for name, kind in package.content_types.items():
        if "macroEnabled" in kind or "vbaProject" in kind or "activeX" in kind:
            if name.startswith(".") and not any(n.endswith(name) for n in package.names):
                continue
            yield Spot(0, name, f"has the type {kind}")
    for part in _parts(package):
        for relation in part.relations.values():
            if relation.kind in _RUNS:
                yield Spot(0, part.name, f"carries {relation.target}")


@rule(
    "outside-links",
    "Nothing but hyperlinks leads out of the file",
    "ISO/IEC 29500-2, 9.3 (TargetMode); our own promise",
    whole,
    mend="Embed the picture, sound or workbook in place of linking it.",
)
def outside_links(deck: Deck, things: Sequence[Deck]) -> Iterator[Spot]:
    numbers = {slide.part.name: slide.number for slide in deck.slides}
    for part in _parts(deck.package):
        for relation in part.relations.values():
            if relation.external and relation.kind != "hyperlink":
                detail = f"the {relation.kind} is loaded from {relation.target}"
                yield Spot(numbers.get(part.name, 0), part.name, detail)
    for relation in deck.package.root.values():
        if relation.external:
            yield Spot(0, "package", f"the {relation.kind} is loaded from {relation.target}")
