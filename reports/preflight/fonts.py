"""Rules on fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.preflight.document import Document
from reports.preflight.glyphs import Font
from reports.preflight.marks import Text
from reports.preflight.rule import BOTH, Spot, quoted, rule

_SMALLEST = 5.0
"""Points below which nothing is set: marks that the face has no superiors for are the smallest."""


@rule(
    "font-embedded",
    "Every font that shows text is embedded",
    "ISO 14289-1, 7.21.4.1; ISO 19005-2, 6.2.11.4; ISO 15930-7",
    BOTH,
    lambda document: document.fonts,
)
def font_embedded(document: Document, things: Sequence[tuple[int, Font]]) -> Iterator[Spot]:
    for page, font in things:
        if font.program is None and font.kind != "Type3":
            yield Spot(page, f"font {font.name}", "is not embedded")
        elif font.program is not None and not len(font.program.read_bytes()):
            yield Spot(page, f"font {font.name}", "has an empty font program")


@rule(
    "font-subset",
    "Every embedded font is a subset with a name of its own",
    "ISO 32000-1, 9.6.4: six capitals and a plus sign; two subsets never share a name",
    BOTH,
    lambda document: document.fonts,
)
def font_subset(document: Document, things: Sequence[tuple[int, Font]]) -> Iterator[Spot]:
    seen: dict[str, Font] = {}
    for page, font in things:
        if not font.subset:
            yield Spot(page, f"font {font.name}", "has no subset prefix")
        elif font.name in seen:
            yield Spot(page, f"font {font.name}", "shares its name with another font")
        seen[font.name] = font


@rule(
    "font-unicode",
    "Every font says what its codes mean",
    "ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7.2",
    BOTH,
    lambda document: document.fonts,
)
def font_unicode(document: Document, things: Sequence[tuple[int, Font]]) -> Iterator[Spot]:
    for page, font in things:
        if "/ToUnicode" not in font.dictionary:
            yield Spot(page, f"font {font.name}", "has no ToUnicode")
        elif not font.texts:
            yield Spot(page, f"font {font.name}", "has an empty ToUnicode")


@rule(
    "font-glyphs",
    "No text is shown with the glyph that stands for a missing one",
    "ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8",
    BOTH,
    lambda document: document.texts,
)
def font_glyphs(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        if text.font.composite and any(text.font.cid(code) == 0 for code in text.codes):
            yield Spot(page, quoted(text.text), f"shows .notdef of font {text.font.name}")


@rule(
    "text-size",
    "No text is smaller than 5 points",
    "Our own floor: captions and notes are 8 pt and more; marks without superior glyphs 5.5",
    BOTH,
    lambda document: document.texts,
)
def text_size(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        if text.text.strip() and text.size < _SMALLEST - 0.01:
            yield Spot(page, quoted(text.text), f"is set in {text.size:.1f} pt")
