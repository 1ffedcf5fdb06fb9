"""Furniture of a page: panels, running heads and folios; all of it is an artifact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from layouts.master import PageTemplate
from layouts.paths import box
from layouts.scene import GlyphRun, Item, Page, Scene, ShapeItem, TextItem
from layouts.setting import Setting
from layouts.theme import TextStyle
from layouts.units import Rect


def line(text: str, role: str, setting: Setting, x: float, y: float, width: float) -> TextItem:
    """One unbroken line of an artifact, its baseline at ``y``, aligned as its role says.

    What is wider than ``width`` ends with an ellipsis after the last word that fits.
    """
    style = setting.style(role)
    words = _words(text.split(), style, setting)
    length = sum(word.advance for word in words) * style.size / 1000
    parts = text.split()
    while length > width and len(parts) > 1:
        parts.pop()
        words = _words([*parts[:-1], f"{parts[-1]}…"], style, setting)
        length = sum(word.advance for word in words) * style.size / 1000
    shift = {"right": width - length, "center": (width - length) / 2}.get(style.align, 0.0)
    return TextItem(x + shift, y, style.size, tuple(words), style.ink)


def _words(parts: Sequence[str], style: TextStyle, setting: Setting) -> list[GlyphRun]:
    face = setting.face(style)
    words: list[GlyphRun] = []
    for word in parts:
        if words:
            words.append(face.word(" ", style.features))
        words.append(face.word(word, style.features))
    return words


def furnish(page: Page, template: PageTemplate, setting: Setting, running: str, pages: int) -> None:
    """Give ``page`` the panels and running texts of its template."""
    items: list[Item] = [
        ShapeItem(box(Rect(p.x, p.y, p.width, p.height)), fill=p.ink) for p in template.panels
    ]
    values = {
        "running": running,
        "section": page.section,
        "page": str(page.number),
        "pages": str(pages),
        "folio": setting.language.label("folio", page=page.number, pages=pages),
    }
    for entry in template.furniture:
        text = re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), entry.text)
        if text.strip():
            style = setting.style(entry.role)
            y = entry.y if setting.kind == "page" else entry.y + style.size
            items.append(line(text, entry.role, setting, entry.x, y, entry.width))
    page.furniture = items + page.furniture


def number_pages(scene: Scene, setting: Setting) -> None:
    """Put page numbers where an item waits for the page of a node (contents)."""
    for page in scene.pages:
        for item in page.items():
            if isinstance(item, TextItem) and item.page_of is not None:
                number = scene.places.get(item.page_of)
                face = setting.faces.by_key(item.words[0].face)
                right = item.x + item.width
                word = face.word(str(number) if number else "–", ("tnum",))
                item.words = (word,)
                item.x = right - word.advance * item.size / 1000
                item.page_of = None
