"""What the pack and its audience want of a deck, and where in the pack a shape comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layouts.diagram import Diagram
from layouts.problems import Place
from layouts.setting import Setting
from reports.deckcheck.measure import Measure
from reports.frontmatter import CHANGES
from reports.story import tell

if TYPE_CHECKING:
    from reports.edition import Edition
    from reports.pack import Pack

FLOOR, LEAST = 14.0, 12.0
"""Points: the smallest type of content, and of captions, sources and running lines, where no theme
says it."""
SLACK = 0.01
"""Share by which lines are taken wider than measured (a viewer breaks them again)."""
OWN_PARTS = ("cover", "contents", "sources", "source", CHANGES)
"""First words of ids that the program gives itself."""


@dataclass
class Expected:
    """What one deck must be."""

    language: str = ""
    title: str = ""
    floor: float = FLOOR
    least: float = LEAST
    measure: Measure = field(default_factory=Measure)
    order: Mapping[str, int] = field(default_factory=dict)
    """Place of every node of the structure tree in the order of reading."""
    diagrams: tuple[str, ...] = ()
    """Nodes of diagrams: texts below them are labels."""
    closing: str = ""
    """Name of the layout that sources stand on."""
    pack: Pack | None = None
    backup: str = ""
    """What the contents call back-up slides."""

    def is_label(self, name: str) -> bool:
        """Whether a shape of this name is a part of a diagram."""
        return any(name == node or name.startswith(f"{node}/") for node in self.diagrams)

    def place(self, name: str, key: str = "") -> Place | None:
        """Where in the pack the first node named in ``name`` is written; None for no node.

        ``key``: the field of the block or section that it is about, if one is.
        """
        node = name.split(" ")[0]
        ident, _, part = node.partition("/")
        if self.pack is None or not ident:
            return None
        section, _, block = ident.partition(".")
        if section == "source":
            source = self.pack.sources.get(block)
            return source.place if source is not None else self.pack.place
        if section in OWN_PARTS:
            return self.pack.at(part) if part in ("title", "subtitle") else self.pack.place
        try:
            found = self.pack.section(section)
            record = found.block(block) if block else found
        except KeyError:
            return None
        known = type(record).fields()
        wanted = key or (part if part in ("title", "caption") else "")
        return record.at(wanted) if wanted in known else record.place


def expected(edition: Edition) -> Expected:
    """What the deck of an edition must be; it comes from the selection and the layout files."""
    master = edition.masters["slide"]
    story, _telling = tell(edition.selections["slide"], edition.language, master)
    diagrams = dict.fromkeys(
        flowable.node.id
        for passage in story.passages
        for _length, flowables in passage.choices
        for flowable in flowables
        if isinstance(flowable, Diagram)
    )
    closing = master.templates["closing"].title if "closing" in master.templates else ""
    theme, faces = edition.look("slide")
    setting = Setting("slide", theme, edition.language, faces, SLACK)
    return Expected(
        edition.language.code,
        story.title,
        theme.slide.floor,
        theme.slide.least,
        Measure(setting),
        {node.id: n for n, node in enumerate(story.tree.walk())},
        tuple(diagrams),
        closing,
        edition.pack,
        edition.language.label("backup"),
    )
