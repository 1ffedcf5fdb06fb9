"""Furniture of a page: panels, running heads and folios; all of it is an artifact."""

from __future__ import annotations

from layouts.master import PageTemplate
from layouts.paths import box
from layouts.scene import Item, Page, Scene, ShapeItem, TextItem
from layouts.setting import Setting
from layouts.units import Rect

OTHER_SIDE = {"left": "right", "right": "left"}


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
    left-hand page (``verso``) to the other side."""
    style = setting.style(role)
    face = setting.face(style)
    words = []
    for n, word in enumerate(text.split(" ")):
        if n:
            words.append(face.word(" ", style.features))
        if word:
            words.append(face.word(word, style.features))
    length = sum(word.advance for word in words) * style.size / 1000
    align = OTHER_SIDE.get(style.align, style.align) if verso else style.align
    shift = {"right": width - length, "center": (width - length) / 2}.get(align, 0.0)
    return TextItem(x + shift, y, style.size, tuple(words), style.ink)


def furnish(
    page: Page,
    template: PageTemplate,
    setting: Setting,
    running: str,
    pages: int,
    *,
    verso: bool = False,
) -> None:
    """Give ``page`` the panels and running texts of its template, which on a left-hand page
    (``verso``) is mirrored already."""
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
        text = entry.text
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
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
                number = scene.places.get(item.page_of)
                face = setting.faces.by_key(item.words[0].face)
                right = item.x + item.width
                word = face.word(str(number) if number else "–", ("tnum",))
                item.words = (word,)
                item.x = right - word.advance * item.size / 1000
                item.page_of = None
