"""What can be said of a print edition before it is written: ink and resolution."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from layouts.press import bounds, touches
from layouts.scene import Asset, ImageItem, Page, Scene, ShapeItem, TextItem
from layouts.theme import Ink, Theme

COARSEST = 120.0
"""Pixels per inch below which a picture is not printed."""
COARSE = 200.0
"""Pixels per inch below which a picture looks soft in a 150-line screen (1.33 per line)."""
BLACK = 100.0
"""Per cent of black in the ink of text that overprints."""


class Heavy(NamedTuple):
    """An ink that lays too much on one spot; ``page`` is 0 where it does so by itself."""

    ink: str
    load: float
    page: int


class Placed(NamedTuple):
    """A picture as placed."""

    asset: Asset
    ident: str
    """Id of its node; empty for a decoration."""
    page: int
    density: float
    """Pixels per inch."""


def overprints(ink: Ink) -> bool:
    """Whether text in this ink is printed over what lies below: black alone, in full."""
    return ink.cmyk[3] == BLACK and not any(ink.cmyk[:3])


def overloaded(theme: Theme, limit: float) -> Iterator[Heavy]:
    """Inks of the theme that are more than ``limit`` per cent by themselves."""
    for name, ink in theme.inks.items():
        if sum(ink.cmyk) > limit + 1e-6:
            yield Heavy(name, sum(ink.cmyk), 0)


def overprinted(scene: Scene, theme: Theme, limit: float) -> Iterator[Heavy]:
    """Where black text overprints a surface, and both together lie above ``limit``."""
    loads = {
        name: sum(ink.cmyk[:3]) + BLACK
        for name, ink in theme.inks.items()
        if sum(ink.cmyk[:3]) + BLACK > limit + 1e-6
    }
    black = {name for name, ink in theme.inks.items() if overprints(ink)}
    for page in scene.pages if loads else ():
        for name in dict.fromkeys(_below(page, black, set(loads))):
            yield Heavy(name, loads[name], page.number)


def _below(page: Page, black: set[str], heavy: set[str]) -> Iterator[str]:
    """Heavy inks of the surfaces on which black text begins or ends."""
    surfaces = [
        (bounds(item.path), item.fill)
        for item in page.items()
        if isinstance(item, ShapeItem) and item.fill in heavy and item.path
    ]
    for item in page.items() if surfaces else ():
        if not isinstance(item, TextItem) or item.ink not in black:
            continue
        width = sum(word.advance for word in item.words) * item.size / 1000
        for rect, ink in surfaces:
            inside = rect.x <= item.x + width and item.x <= rect.right
            if inside and rect.y <= item.y <= rect.bottom and ink is not None:
                yield ink


def coarse(scene: Scene, floor: float = COARSE) -> Iterator[Placed]:
    """Pictures with fewer than ``floor`` pixels per inch where they stand."""
    for page, item in _pictures(scene):
        placed = _placed(page, item)
        if placed.density < floor - 1e-6:
            yield placed


def ending_at_trim(scene: Scene) -> Iterator[Placed]:
    """Pictures that end at the edge of the page: there is nothing of them for the bleed."""
    for page, item in _pictures(scene):
        if touches(item.rect, scene.size):
            yield _placed(page, item)


def _placed(page: Page, item: ImageItem) -> Placed:
    density = item.asset.density(item.rect)
    return Placed(item.asset, item.node.id if item.node else "", page.number, density)


def _pictures(scene: Scene) -> Iterator[tuple[Page, ImageItem]]:
    for page in scene.pages:
        for item in page.items():
            if isinstance(item, ImageItem):
                yield page, item
