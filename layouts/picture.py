"""Pictures: placed whole, in their own proportions."""

from __future__ import annotations

from dataclasses import dataclass

from layouts.boxes import Box, Glue, Part
from layouts.flow import Piece
from layouts.scene import Asset, ImageItem
from layouts.setting import Setting
from layouts.tree import Node
from layouts.units import Rect

PLAIN_DENSITY = 150.0
"""Pixels per inch at which a picture gets its natural size on a page, if the measure allows."""
TALLEST = 0.75
"""Greatest height on a page, relative to the measure."""


@dataclass(eq=False, repr=False)
class PicturePlan:
    """A picture as placed; lengths in points."""

    picture: Picture
    width: float
    height: float
    left: float
    """Distance from the left edge of the measure: pictures narrower than a slide's are centred."""
    setting_step: float = 1.0

    @property
    def density(self) -> float:
        """Pixels per inch, along the side where there are fewer; infinite for a vector picture."""
        return self.picture.asset.density(self.rect)

    @property
    def rect(self) -> Rect:
        """Where it stands, relative to the top left corner of the piece."""
        return Rect(self.left, 0.0, self.width, self.height)


@dataclass(eq=False, repr=False)
class Picture:
    """A flowable that holds one picture; its alternative text stands on its node."""

    node: Node
    asset: Asset
    slot: str = "picture"
    decorative: bool = False

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """One box, as wide as the measure or as high as ``height``, whichever is reached first.

        On pages no wider than its pixels give at 150 to the inch, or than its author made a vector
        picture, and no taller than three quarters of the measure.
        """
        asset = self.asset
        if height is None:
            natural = asset.width / PLAIN_DENSITY * 72 if asset.art is None else asset.art.natural
            width = min(measure, natural)
            most = measure * TALLEST
        else:
            width, most = measure, height
        tall = width * asset.height / asset.width
        if tall > most:
            width, tall = most * asset.width / asset.height, most
        left = (measure - width) / 2 if setting.kind == "slide" else 0.0
        plan = PicturePlan(self, width, tall, left, setting.step)
        item = ImageItem(plan.rect, asset, None if self.decorative else self.node)
        space = Glue(setting.style("body").leading / 2)
        return [space, Box(tall, Piece(plan, 0, [item])), space]
