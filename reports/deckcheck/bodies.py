"""Which texts of a slide are its body, and which are small print."""

from __future__ import annotations

import re

from reports.deckcheck.cascade import look
from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.shapes import Shape

BODIES = ("body", "obj")
"""Placeholders for running text."""
_LISTED = ("source.", "contents")
"""Beginnings of the names of bodies that list sources, and contents."""
_PARTS = re.compile(r".*/(caption|sources-[^/]*)")
"""Nodes of captions and source lines."""


def is_foot(name: str) -> bool:
    """Whether the name of a shape is that of a caption or of sources: of one such node, or of a
    block together with its section, to which a line of sources belongs."""
    first, *rest = name.split(" ")
    return bool(_PARTS.fullmatch(first)) or ("." in first and any("." not in one for one in rest))


def closing(deck: Deck, slide: Slide) -> bool:
    """Whether a slide lists sources or contents: by its layout, or by what its bodies show."""
    if deck.expected.closing and slide.layout == deck.expected.closing:
        return True
    names = [shape.name for shape in slide.texts if shape.holds in BODIES]
    return bool(names) and all(name.startswith(_LISTED) for name in names)


def is_small(deck: Deck, slide: Slide, shape: Shape) -> bool:
    """Whether a shape holds small print: a running line, an eyebrow, a caption, sources.

    Besides what the names of nodes tell, a placeholder whose layout prompts in no more than the
    floor of content is one for small print, and so is a text box that is no label of a diagram.
    """
    ours = deck.expected.pack is not None
    if shape.is_furniture or (ours and is_foot(shape.name)):
        return True
    if shape.is_title:
        return False
    if shape.holder is None:  # a template may have no place for them
        return ours and not deck.expected.is_label(shape.name)
    if shape.name.endswith("/title"):  # an eyebrow, or the head of an area
        return True
    layout = slide.above
    if shape.inherited is None or layout is None:
        return False
    prompt = look([None, *layout.cascade(shape.inherited).characters(0)], slide.palette)
    return prompt.size <= deck.expected.floor + 0.005


def bodies(deck: Deck, slide: Slide) -> list[Shape]:
    """The shapes that hold the running text of a slide."""
    return [
        shape for shape in slide.texts if shape.holds in BODIES and not is_small(deck, slide, shape)
    ]
