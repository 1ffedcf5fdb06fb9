"""Intake: from the bytes of a presentation to a dress for decks, or the reasons why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from layouts.language import Language
from layouts.master import Master
from layouts.problems import Place, Problem, Problems
from layouts.theme import Theme
from reports.template import dressing
from reports.template.advice import advise
from reports.template.container import FILE_BYTES, Refused
from reports.template.deckfile import DeckFile, read
from reports.template.fontfiles import STYLES, FontFiles, carried
from reports.template.markup import Element, R, local, p
from reports.template.package import Package
from reports.template.vetting import Vetted, vet
from reports.writers.pptx.foundation import Foundation, Part, Relation

_MASTER = "presentationml.slideMaster+xml"


@dataclass
class Template:
    """A presentation that was opened, vetted and read."""

    name: str
    """As its file was named."""
    place: Place
    """Where it was chosen."""
    digest: str
    """SHA-256 of the file, in hexadecimal digits."""
    package: Package
    vetted: Vetted
    deck: DeckFile
    files: FontFiles
    warnings: list[Problem] = field(default_factory=list)

    def warn(self, code: str, found: str, expected: str = "") -> None:
        """Note what the owner should know."""
        self.warnings.append(Problem(code, self.place, f"{self.name}: {found}", expected))

    def dress(
        self,
        ours: Theme,
        base: Master,
        language: Language,
        asked: Mapping[str, str],
        problems: Problems,
    ) -> dressing.Dress | None:
        """The dress; None after a problem was added."""
        try:
            return dressing.dress(self.deck, ours, base, language, self.files, dict(asked))
        except Refused as refusal:
            _add(refusal, self.name, self.place, problems)
            return None

    def advice(self, dress: dressing.Dress) -> list[Problem]:
        """What its owner should know of this dress, and of what was left behind."""
        advised = advise(self.deck, dress, self.files)
        return self.warnings + [
            Problem(one.code, self.place, f"{self.name}: {one.found}", one.expected)
            for one in advised
        ]

    def foundation(self, dress: dressing.Dress) -> Foundation:
        """What a deck in this dress is written on."""
        main = self.package.root(self.package.main)
        targets = {link.id: link.target for link in self.package.links(self.package.main)}
        ids = {
            targets.get(entry.get(f"{{{R}}}id"), ""): entry.get("id", "")
            for entry in main.findall(f"{p('sldMasterIdLst')}/{p('sldMasterId')}")
        }
        matches = {name: dress.mapping.matches[name].layout for name in dress.master.templates}
        kinds = {name: part.type for name, part in self.vetted.parts.items()}
        return Foundation(
            parts=tuple(
                Part(
                    one.name,
                    one.type,
                    one.data,
                    tuple(
                        Relation(link.id, link.type, link.target, link.external)
                        for link in one.links
                    ),
                )
                for one in self.vetted.parts.values()
            ),
            masters=tuple((ids.get(name, ""), name) for name in kinds if _MASTER in kinds[name]),
            layouts={name: layout.part for name, layout in matches.items()},
            maps={name: one.map_override for name, one in matches.items() if one.map_override},
            bodies=dress.bodies,
            slots=dress.slots,
            notes=_of_kind(kinds, "notesMaster+xml"),
            handout=_of_kind(kinds, "handoutMaster+xml"),
            sizes="".join(_copied(main.find(p(tag))) for tag in ("sldSz", "notesSz")),
            fonts=tuple(self._fonts(main)),
            default_text=_copied(main.find(p("defaultTextStyle"))),
            table_styles=self._table_styles(),
        )

    def _fonts(self, main: Element) -> list[tuple[str, dict[str, str]]]:
        return [(_copied(font), styles) for font, styles in _embedded(self.package, main)]

    def _table_styles(self) -> str:
        name = self.package.first(self.package.main, "tableStyles")
        if not name:
            return ""
        return "".join(_copied(one) for one in self.package.root(name) if local(one) == "tblStyle")


def open_template(data: bytes, name: str, place: Place, problems: Problems) -> Template | None:
    """Open, vet and read a presentation; None after the reasons were added to ``problems``."""
    before = len(problems)
    template = None
    try:
        template = _opened(data, name, place, problems)
    except Refused as refusal:
        _add(refusal, name, place, problems)
    return template if len(problems) == before else None


def _opened(data: bytes, name: str, place: Place, problems: Problems) -> Template:
    if len(data) > FILE_BYTES:
        expected = f"at most {FILE_BYTES:,} bytes"
        raise Refused("template-unsafe", f"a file of {len(data):,} bytes", expected)
    package = Package(data)
    vetted = vet(package)
    for refusal in vetted.refusals:
        _add(refusal, name, place, problems)
    masters = [one.name for one in vetted.parts.values() if _MASTER in one.type]
    if not masters:
        raise Refused("template-layout", "there is no slide master", "a file with layouts")
    deck = read(package, masters)
    for refusal in deck.refusals:
        _add(refusal, name, place, problems)
    main = package.root(package.main)
    fonts = [
        (
            font.get("typeface", ""),
            {style: package.data(part) for style, part in styles.items()},
        )
        for font, styles in _embedded(package, main)
    ]
    digest = hashlib.sha256(data).hexdigest()
    template = Template(name, place, digest, package, vetted, deck, carried(fonts))
    if package.suffix.endswith("m") or "macros" in vetted.left:
        template.warn("template-cleaned", "its macros are left behind")
    others = {words: count for words, count in vetted.left.items() if words != "macros"}
    dangerous = [
        f"{n} {words}" for words, n in others.items() if words not in ("slides", "notes of slides")
    ]
    if dangerous:
        template.warn("template-cleaned", f"left behind: {', '.join(dangerous)}")
    return template


def _add(refusal: Refused, name: str, place: Place, problems: Problems) -> None:
    problems.add(refusal.code, place, f"{name}: {refusal.found}", refusal.expected)


def _embedded(package: Package, main: Element) -> list[tuple[Element, dict[str, str]]]:
    """The ``p:font`` of every family with embedded fonts, and the part of each style."""
    targets = {link.id: link.target for link in package.links(package.main) if link.kind == "font"}
    out: list[tuple[Element, dict[str, str]]] = []
    for entry in main.findall(f"{p('embeddedFontLst')}/{p('embeddedFont')}"):
        font = entry.find(p("font"))
        styles = {
            style: targets[one.get(f"{{{R}}}id")]
            for style in STYLES
            if (one := entry.find(p(style))) is not None and one.get(f"{{{R}}}id") in targets
        }
        if font is not None and styles:
            out.append((font, styles))
    return out


def _of_kind(kinds: Mapping[str, str], kind: str) -> str:
    return next((name for name, one in kinds.items() if kind in one), "")


def _copied(element: Element | None) -> str:
    """An element of the template as markup of its own, with its namespaces; nothing for None."""
    if element is None:
        return ""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return text
