"""Select: what of a pack one output of one audience gets, and why the rest is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layouts.audience import EDITION, Arrangement, Audience, Omission, Omissions, Output
from layouts.problems import Problems
from reports.blocks.base import Block
from reports.clearance import check_clearance
from reports.limits import Concessions
from reports.pack import Pack, Section, facts_of, references_of
from reports.recipients import Recipient

LABELLED = {
    "chart": "figure",
    "flow": "figure",
    "timeline": "figure",
    "picture": "figure",
    "table": "table",
    "compare": "table",
}
"""Kinds that carry a number when they have a caption, and the word before it."""


@dataclass
class Selection:
    """Sections with their blocks, in the order in which one output tells them."""

    pack: Pack
    audience: Audience
    medium: str
    output: Output
    sections: list[tuple[Section, list[Block]]]
    omitted: dict[str, str]
    """Blocks and sections that this output leaves out by a written rule: id and reason."""
    labels: dict[str, tuple[str, int]] = field(default_factory=dict)
    source_numbers: dict[str, int] = field(default_factory=dict)
    backup: frozenset[str] = frozenset()
    """Slides: full ids of the blocks that come last and are hidden. A section of which some blocks
    are among them stands in ``sections`` twice."""
    recipient: Recipient | None = None
    """Whose pack it is for, of a table of recipients."""
    given: Concessions = Concessions()
    """What it gives up to hold the limits of the audience."""
    last: Mapping[str, Any] | None = None
    """What the manifest of the last edition says of the audience, which asks for what changed."""

    def length(self, ident: str) -> str:
        """The longest length that the texts of a block (pages) or its notes (slides) may have."""
        return dict(self.given.lengths).get(ident, self.output.text)

    def spares(self, fact: str) -> bool:
        """Whether it may lack a fact because a block that prints it was left out or shortened."""
        touched = [*self.given.blocks, *(ident for ident, _ in self.given.lengths)]
        return any(fact in facts_of(self.pack.block(ident)) for ident in touched)

    @property
    def lists_changes(self) -> bool:
        """Whether the document has a list of what changed: not without one to hold it against."""
        made = self.last is not None and self.last[f"{self.medium}s"]
        return bool(made) and self.audience.changes.list

    def conceding(self, given: Concessions, why: str) -> Selection:
        """The same with these concessions; ``why`` is the rule by which blocks are left out."""
        gone = set(given.blocks)
        sections = []
        for section, blocks in self.sections:
            left = [b for b in blocks if f"{section.id}.{b.id}" not in gone]
            sections += [(section, left)] if left else []
        told = {section.id for section, _ in sections}
        lost = [section.id for section, _ in self.sections if section.id not in told]
        omitted = {**self.omitted, **dict.fromkeys([*given.blocks, *lost], why)}
        return replace(self, sections=sections, omitted=omitted, given=given)

    @property
    def shown(self) -> list[tuple[Section, list[Block]]]:
        """The sections that are not back-up."""
        return [entry for entry in self.sections if not self.keeps(*entry)]

    @property
    def kept(self) -> list[tuple[Section, list[Block]]]:
        """The sections that are back-up."""
        return [entry for entry in self.sections if self.keeps(*entry)]

    def keeps(self, section: Section, blocks: Sequence[Block]) -> bool:
        """Whether this entry of ``sections`` is back-up."""
        return f"{section.id}.{blocks[0].id}" in self.backup

    @property
    def own_layouts(self) -> dict[str, str]:
        """Slide layouts that the audience names for single blocks, by full id."""
        return self.audience.arrangement(self.pack.pack.id).layouts

    def layout(self, section: Section, block: Block) -> str:
        """The page template or slide layout that a block gets: what the audience says of the
        block, then what it says of its kind, then what the block asks for."""
        if self.medium == "page":
            return block.layout
        own = self.own_layouts.get(f"{section.id}.{block.id}")
        return own or self.audience.slides.layouts.get(block.kind) or block.asks_for

    @property
    def blocks(self) -> list[Block]:
        """The blocks, in order."""
        return [block for _, blocks in self.sections for block in blocks]

    @property
    def ids(self) -> list[str]:
        """Full ids of the blocks, in order."""
        return [f"{section.id}.{block.id}" for section, blocks in self.sections for block in blocks]


def select(
    pack: Pack,
    audience: Audience,
    problems: Problems,
    recipient: Recipient | None = None,
    name: str = "",
) -> tuple[Selection, Selection] | None:
    """The selections for pages and slides; None after adding what is wrong to ``problems``.

    ``name``: that of the audience's file, by which the last edition knows it.
    """
    plan = audience.arrangement(pack.pack.id)
    if audience.slides.date == EDITION and not pack.pack.edition:
        found = f"the pack {pack.pack.id!r} has no edition to print"
        problems.add("bad-value", audience.slides.at("date"), found, "the words of the date")
    if not _names_hold(pack, plan, problems):
        return None
    kept = _arranged(pack, plan, recipient)
    if not kept:
        problems.add("nothing-left", plan.place, "this audience gets no section of the pack")
        return None
    before = len(problems)
    check_clearance(pack, audience, kept, problems)
    if len(problems) > before:
        return None
    omit = plan.omit or Omissions()
    pages = _output(pack, audience, "page", kept, omit.pages)
    slides = _output(pack, audience, "slide", kept, omit.slides)
    for selection in (pages, slides):
        if not selection.sections:
            found = f"nothing is left for the {selection.medium}s of this audience"
            problems.add("nothing-left", plan.at("omit"), found, "fewer rules under 'omit'")
            return None
        selection.recipient = recipient
        selection.last = pack.last.get(name) if audience.changes.asked else None
    return numbered(pages, slides) if _set_aside(slides, plan, problems) else None


def numbered(pages: Selection, slides: Selection) -> tuple[Selection, Selection]:
    """Both with figure, table and source numbers for what one of them tells at least: given once,
    so that they agree, in the order of the audience."""
    told = {*pages.ids, *slides.ids}
    plan = pages.audience.arrangement(pages.pack.pack.id)
    kept = [
        (section, [b for b in blocks if f"{section.id}.{b.id}" in told])
        for section, blocks in _arranged(pages.pack, plan, pages.recipient)
    ]
    kept = [(section, blocks) for section, blocks in kept if blocks]
    labels, numbers = _labels(kept), _source_numbers(pages.pack, kept)
    return (
        replace(pages, labels=labels, source_numbers=numbers),
        replace(slides, labels=labels, source_numbers=numbers),
    )


def _arranged(
    pack: Pack, plan: Arrangement, recipient: Recipient | None
) -> list[tuple[Section, list[Block]]]:
    """What an audience, or one recipient, gets of a pack, in its order, before what one document
    leaves out."""
    order = [pack.section(name) for name in plan.sections] or list(pack.sections)
    gone = {*plan.drop, *_untold(pack, recipient)}
    kept = [
        (section, [b for b in section.blocks if f"{section.id}.{b.id}" not in gone])
        for section in order
        if section.id not in gone
    ]
    return [(section, inside) for section, inside in kept if inside]


def _untold(pack: Pack, recipient: Recipient | None) -> set[str]:
    """Sections and blocks that are for other recipients, or for some while there is none."""

    def told(thing: Section | Block) -> bool:
        return not thing.only or (recipient is not None and recipient.gets(thing.only))

    found = set()
    for section in pack.sections:
        blocks = {f"{section.id}.{b.id}" for b in section.blocks if told(section) and told(b)}
        found |= {f"{section.id}.{b.id}" for b in section.blocks} - blocks
        found |= set() if blocks else {section.id}
    return found


def _set_aside(slides: Selection, plan: Arrangement, problems: Problems) -> bool:
    """Move what is back-up to the end of the slides; whether that can be."""
    before = len(problems)
    untold = _untold(slides.pack, slides.recipient)
    found: set[str] = set()
    for n, name in enumerate(plan.backup):
        inside = {ident for ident in slides.ids if name in (ident, ident.partition(".")[0])}
        if not inside and name not in untold:
            said = f"{name!r} is on no slide of this audience"
            problems.add("bad-value", plan.at("backup", n), said, "what is on its slides")
        found |= inside
    if found and len(found) == len(slides.ids):
        said = "nothing but back-up is left for the slides of this audience"
        problems.add("nothing-left", plan.at("backup"), said, "fewer names under 'backup'")
    kept: list[tuple[Section, list[Block]]] = []
    shown: list[tuple[Section, list[Block]]] = []
    for section, blocks in slides.sections:
        for group, aside in ((shown, False), (kept, True)):
            those = [b for b in blocks if (f"{section.id}.{b.id}" in found) == aside]
            group += [(section, those)] if those else []
    slides.sections, slides.backup = shown + kept, frozenset(found)
    return len(problems) == before


def _names_hold(pack: Pack, plan: Arrangement, problems: Problems) -> bool:
    """Whether every name in the arrangement is a section or block of the pack."""
    sections = {s.id for s in pack.sections}
    everything = sections | {f"{s.id}.{b.id}" for s in pack.sections for b in s.blocks}
    omit = plan.omit or Omissions()
    named = [(name, plan.at("sections", n), sections) for n, name in enumerate(plan.sections)]
    named += [(name, plan.at("drop", n), everything) for n, name in enumerate(plan.drop)]
    named += [(name, plan.at("backup", n), everything) for n, name in enumerate(plan.backup)]
    named += [(o.id, o.at("id"), everything) for o in (*omit.pages, *omit.slides)]
    named += [(name, plan.at("layouts", name), everything - sections) for name in plan.layouts]
    before = len(problems)
    for n, name in enumerate(plan.sections):
        if name in plan.sections[:n]:
            problems.add("duplicate-id", plan.at("sections", n), f"section {name!r} again")
    for name, place, known in named:
        if name not in known:
            found = f"{name!r} is no part of the pack {pack.pack.id!r}"
            problems.add("unknown-name", place, found, given=name, names=known)
    return len(problems) == before


def _output(
    pack: Pack,
    audience: Audience,
    medium: str,
    kept: list[tuple[Section, list[Block]]],
    omissions: Sequence[Omission],
) -> Selection:
    rules = {omission.id: omission.why for omission in omissions}
    omitted: dict[str, str] = {}
    sections: list[tuple[Section, list[Block]]] = []
    for section, blocks in kept:
        inside = []
        for block in blocks:
            full = f"{section.id}.{block.id}"
            why = rules.get(full) or rules.get(section.id)
            if why:
                omitted[full] = why
            else:
                inside.append(block)
        if inside:
            sections.append((section, inside))
        else:
            omitted[section.id] = rules.get(section.id, "all its blocks are left out")
    output = audience.pages if medium == "page" else audience.slides
    return Selection(pack, audience, medium, output, sections, omitted)


def _labels(kept: list[tuple[Section, list[Block]]]) -> dict[str, tuple[str, int]]:
    counts = {"figure": 0, "table": 0}
    labels: dict[str, tuple[str, int]] = {}
    for section, blocks in kept:
        for block in blocks:
            label = LABELLED.get(block.kind)
            if label is not None and getattr(block, "caption", None) is not None:
                counts[label] += 1
                labels[f"{section.id}.{block.id}"] = (label, counts[label])
    return labels


def _source_numbers(pack: Pack, kept: list[tuple[Section, list[Block]]]) -> dict[str, int]:
    """Sources numbered in the order of the pack's list, those that are cited alone."""
    cited: set[str] = set()
    for section, blocks in kept:
        cited |= references_of(pack, section.title)
        for block in blocks:
            cited |= references_of(pack, block)
    return {name: n for n, name in enumerate((s for s in pack.sources if s in cited), 1)}
