"""What all slides of one deck share while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from layouts.contrast import contrast
from layouts.master import Master
from layouts.scene import Asset, Scene
from layouts.theme import Theme
from reports.writers import SceneError
from reports.writers.pptx.assembly import CT, RT, DeckPart, Package
from reports.writers.pptx.fallback import fallback
from reports.writers.pptx.foundation import Foundation
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import Levels, Typefaces
from reports.writers.pptx.markup import value
from reports.writers.pptx.text import TextMaker

_MEDIA = {"png": CT.PNG, "jpeg": CT.JPEG, "svg": CT.SVG}
"""Content types by suffix."""
_LINK_COLOUR = "{A12FA001-AC4F-418D-AE19-62706E023703}"
_LEAST = 4.5
_OUTSIDE = ("http://", "https://", "mailto:")


@dataclass
class Deck:
    """The scene, how it is styled, and the package under construction."""

    scene: Scene
    theme: Theme
    master: Master
    package: Package
    inks: Inks
    faces: Typefaces
    levels: Levels
    slides: list[DeckPart] = field(default_factory=list)
    """Parts of the slides, in order; made before any of them is filled, for links between them."""
    layouts: dict[str, DeckPart] = field(default_factory=dict)
    """Parts of the layouts, by the name of the page template."""
    notes_master: DeckPart | None = None
    day: str = ""
    """The document's date, as fields show it until a viewer fills in another."""
    charts: int = 0
    foundation: Foundation | None = None
    """Masters and layouts that are not ours; None: they are."""
    _pictures: dict[str, DeckPart] = field(default_factory=dict)

    def picture(self, asset: Asset) -> DeckPart:
        """The part of a picture in pixels; each is stored once.

        Of a vector picture it is the fallback for viewers that draw no SVG.
        """
        if asset.art is None:
            return self._media(asset.digest, asset.format, asset.data)
        part = self._pictures.get(f"{asset.digest}.png")
        if part is None:
            part = self._media(f"{asset.digest}.png", "png", fallback(asset, self.scene.size))
        return part

    def vector(self, asset: Asset) -> DeckPart | None:
        """The part of a vector picture as SVG; None for any other."""
        return None if asset.art is None else self._media(asset.digest, "svg", asset.data)

    def _media(self, key: str, suffix: str, data: bytes) -> DeckPart:
        part = self._pictures.get(key)
        if part is None:
            name = f"/ppt/media/image{len(self._pictures) + 1}.{suffix}"
            part = self._pictures[key] = self.package.part(name, _MEDIA[suffix], data)
        return part

    @property
    def pale_links(self) -> bool:
        """Whether links in the theme's colour read badly on paper (WCAG 2.2, 1.4.3)."""
        slots = self.inks.slots
        return contrast(f"#{slots['hlink']}", f"#{slots['lt1']}") < _LEAST

    def text(self, part: DeckPart) -> TextMaker:
        """Composes the text of ``part``, whose links become relationships of it."""
        explicit = self.foundation is not None
        click = Links(self, part).click
        return TextMaker(self.inks, self.faces, self.scene.lang, click, explicit=explicit)


@dataclass(frozen=True)
class Links:
    """Targets of runs as hyperlinks of one part."""

    deck: Deck
    part: DeckPart

    def click(self, target: str, tip: str = "") -> str:
        """The ``a:hlinkClick`` to ``target``; empty when the place is not in the deck.

        ``tip`` is its ScreenTip, which screen readers say. SceneError for an address that is
        neither https, http nor mailto: loaders reject it.
        """
        if target.startswith("#"):
            scene = self.deck.scene
            number = scene.places.get(scene.placed(target[1:]))
            if number is None or not 0 < number <= len(self.deck.slides):
                return ""
            rid = self.part.relate(self.deck.slides[number - 1], RT.SLIDE)
            shown = f' tooltip="{value(tip)}"' if tip else ""
            return self._coloured(f'r:id="{rid}" action="ppaction://hlinksldjump"{shown}')
        if not target.lower().startswith(_OUTSIDE):
            raise SceneError(f"a deck cannot link to {target!r}")
        return self._coloured(f'r:id="{value(self.part.link(target))}"')

    def _coloured(self, attributes: str) -> str:
        """A link in the theme's colour of links, or in that of its text (MS-ODRAWXML, 2.21) where
        the theme's cannot be read on paper."""
        if not self.deck.pale_links:
            return f"<a:hlinkClick {attributes}/>"
        return (
            f'<a:hlinkClick {attributes}><a:extLst><a:ext uri="{_LINK_COLOUR}"><ahyp:hlinkClr'
            ' xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"'
            ' val="tx"/></a:ext></a:extLst></a:hlinkClick>'
        )
