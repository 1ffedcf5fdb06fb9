"""Pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.fields import Definitions, Schema
from layouts.flow import Flowable
from layouts.picture import Picture as PictureFlowable
from layouts.problems import Problems
from layouts.records import Words, flag, ref, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


class Picture(Block):
    """A picture with an alternative text, or marked as decoration."""

    kind = "picture"
    layout = "picture"
    alone = True

    file: str = ref("picture")
    """PNG, JPEG or SVG, relative to the folder of the pack."""
    alt: Words | None = words(max=400, optional=True)
    """What the picture shows, for readers who cannot see it."""
    decorative: bool = flag()
    """The picture says nothing, and screen readers pass over it."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        decoration = {"required": ["decorative"], "properties": {"decorative": {"const": True}}}
        told = {"required": ["alt"], "properties": {"alt": {"not": {"type": "null"}}}}
        rule = {"if": decoration, "then": {"not": told}, "else": told}
        return super()._schema(definitions, tag) | rule

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """A picture is told in words, or marked as decoration."""
        if self.decorative and self.alt is not None:
            found = "an alternative text for a decoration"
            problems.add("bad-value", self.at("alt"), found, "one of alt and decorative")
        if not self.decorative and self.alt is None:
            found = "no key 'alt'"
            problems.add("missing-key", self.place, found, "what the picture shows, in words")

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """The picture, as a figure or as decoration."""
        alt = telling.plain(self.alt) if self.alt is not None else None
        own = node.child(Role.FIGURE, "picture", alt=alt)
        asset = telling.pack.pictures[self.file]
        return [
            *self.heading(node, telling),
            PictureFlowable(own, asset, decorative=self.decorative),
            *self.captioned(node, telling, self.caption),
        ]
