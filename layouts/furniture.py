"""Furniture of a page: panels, running heads and folios; all of it is an artifact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from layouts.flow import Story
from layouts.master import Furniture, PageTemplate
from layouts.paths import box
from layouts.scene import GlyphRun, Item, Page, Scene, ShapeItem, TextItem
from layouts.setting import Setting
from layouts.theme import TextStyle
from layouts.units import Rect

OTHER_SIDE = {"left": "right", "right": "left"}
DATE_WIDTH, DATE_LEAST, DATE_GAP = 190.0, 90.0, 12.0
"""Room for a date on a slide, the least that is worth having, and the space beside it (points)."""


def line(
    text: str,
    role: str,
    setting: Setting,
    x: float,
    y: float,
    width: float,
    *,
    verso: bool = False,
) -> TextItem:
    """One unbroken line of an artifact, its baseline at ``y``, aligned as its role says; on a
    left-hand page (``verso``) to the other side.

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
    align = OTHER_SIDE.get(style.align, style.align) if verso else style.align
    shift = {"right": width - length, "center": (width - length) / 2}.get(align, 0.0)
    return TextItem(x + shift, y, style.size, tuple(words), style.ink)


def _words(parts: Sequence[str], style: TextStyle, setting: Setting) -> list[GlyphRun]:
    face = setting.face(style)
    words: list[GlyphRun] = []
    for word in parts:
        if words:
            words.append(face.word(" ", style.features))
        words.append(face.word(word, style.features))
    return words


def date_entry(template: PageTemplate) -> Furniture | None:
    """Where a date stands on a slide: where the template says, else left of the number, and set as
    that is.

    None where the template has no footer and number, or no room between them, or is not ours.
    """
    placed = {entry.field: entry for entry in reversed(template.furniture)}
    if "date" in placed:
        return placed["date"]
    footer, number = placed.get("footer"), placed.get("number")
    if footer is None or number is None or number.index >= 0:
        return None
    right = number.x - DATE_GAP
    width = min(DATE_WIDTH, right - (footer.x + footer.width + DATE_GAP))
    if width < DATE_LEAST:
        return None
    return replace(number, text="{date}", x=right - width, width=width, field="date")


def entries(template: PageTemplate) -> tuple[Furniture, ...]:
    """The running texts of a slide, with the date."""
    date = date_entry(template)
    if date is None or date in template.furniture:
        return template.furniture
    return (*template.furniture, date)


def furnish(
    page: Page,
    template: PageTemplate,
    setting: Setting,
    story: Story,
    pages: int,
    *,
    verso: bool = False,
) -> None:
    """Give ``page`` the panels and running texts of its template, which on a left-hand page
    (``verso``) is mirrored already."""
    items: list[Item] = [
        ShapeItem(box(Rect(p.x, p.y, p.width, p.height)), fill=p.ink) for p in template.behind
    ]
    values = {
        "running": story.running,
        "date": story.date,
        "section": page.section,
        "page": str(page.number),
        "pages": str(pages),
        "folio": setting.language.label("folio", page=page.number, pages=pages),
    }
    for entry in entries(template) if story.date else template.furniture:
        text = re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), entry.text)
        if text.strip():
            style = setting.style(entry.role)
            y = entry.y if setting.kind == "page" else entry.y + style.size
            items.append(line(text, entry.role, setting, entry.x, y, entry.width, verso=verso))
    page.furniture = items + page.furniture


def number_pages(scene: Scene, setting: Setting) -> None:
    """Put page numbers where an item waits for the page of a node (contents)."""
    for page in scene.pages:
        for item in page.items():
            if isinstance(item, TextItem) and item.page_of is not None:
                face = setting.faces.by_key(item.words[0].face)
                right = item.x + item.width
                word = face.word(scene.number_of(item.page_of), ("tnum",))
                item.words = (word,)
                item.x = right - word.advance * item.size / 1000
                item.page_of = None
