"""The picture in pixels that stands beside an SVG, for viewers that draw none."""

from __future__ import annotations

from layouts.scene import Asset
from layouts.units import Size

WIDEST = 1920
"""Pixels across a slide that is shown full screen."""


def fallback(asset: Asset, slide: Size) -> bytes:
    """A PNG of a vector picture as large as it can stand on a ``slide`` of 1,920 pixels.

    resvg renders the very SVG that goes into the deck, without fonts and without a clock: the same
    picture gives the same bytes. What is not painted stays transparent.
    """
    import resvg_py

    tallest = WIDEST * slide.height / slide.width
    scale = min(WIDEST / asset.width, tallest / asset.height)
    rendered: bytes = resvg_py.svg_to_bytes(
        svg_string=asset.data.decode("ascii"),
        width=max(1, round(asset.width * scale)),
        height=max(1, round(asset.height * scale)),
        skip_system_fonts=True,
    )
    return bytes(rendered)
