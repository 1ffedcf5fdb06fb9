"""Pictures for the press: converted once into the inks of the printing condition.

Colour goes through the ICC profile with the perceptual intent. What is grey never does: it would
come back as a mixture of four inks, and is printed with black alone. Nothing lays more ink on a
spot than the limit: black is kept and the three colours are thinned.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from layouts.problems import ResourceError
from layouts.scene import Asset
from reports.writers.pdf.icc import srgb

if TYPE_CHECKING:
    from PIL.Image import Image

    from reports.writers.pdf.canvas import Document

PERCEPTUAL = 0
"""Rendering intent (ICC.1:2010, table 23): keeps what is out of reach apart."""


def embed(document: Document, asset: Asset, profile: bytes, limit: float) -> int:
    """The number of a new image XObject for the picture; ``limit``: per cent of ink in all."""
    pixels = separated(asset, profile, limit)
    entries = (
        f"/Type/XObject/Subtype/Image/Width {pixels.width}/Height {pixels.height}"
        "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/FlateDecode"
    )
    return document.stream(entries, zlib.compress(pixels.tobytes(), 6), packed=False)


def operands(rgb: str, profile: bytes, limit: float) -> str:
    """A colour of a vector picture, ``#RRGGBB``, as the four inks that a pixel of it would have."""
    from PIL import Image

    parts = tuple(bytes.fromhex(rgb.lstrip("#")))
    pixel = Image.new("RGB", (1, 1), parts)
    inks = _inks(pixel, profile, limit).tobytes()
    return " ".join(f"{round(part / 255, 4):g}" for part in inks)


def separated(asset: Asset, profile: bytes, limit: float) -> Image:
    """The picture in CMYK, transparency laid on white.

    Raises :class:`layouts.problems.ResourceError` for a profile that does not convert.
    """
    from PIL import Image

    with Image.open(BytesIO(asset.data)) as opened:
        opened.load()
        picture: Image.Image = opened
    if "A" in picture.getbands() or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        white = Image.new("RGBA", whole.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(white, whole).convert("RGB")
    if picture.mode in ("1", "L"):
        return _black(picture.convert("L"))
    if picture.mode == "CMYK":
        return limited(picture, limit)
    return _inks(picture.convert("RGB"), profile, limit)


def _inks(colours: Image, profile: bytes, limit: float) -> Image:
    """An RGB picture in CMYK; in black alone where all of it is grey."""
    red, green, blue = colours.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        return _black(red)
    return limited(_converted(colours, profile), limit)


def _black(grey: Image) -> Image:
    from PIL import Image, ImageChops

    none = Image.new("L", grey.size, 0)
    return Image.merge("CMYK", (none, none, none, ImageChops.invert(grey)))


def _converted(colours: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    try:
        converted: Image | None = ImageCms.applyTransform(colours, _transform(profile))
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise ResourceError(f"the ICC profile does not convert pictures: {error}") from error
    assert converted is not None
    return converted


@lru_cache(maxsize=4)
def _transform(profile: bytes) -> Any:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(srgb())),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent(PERCEPTUAL),
    )


def heaviest(pixels: Image) -> float:
    """Per cent of ink on the spot that has most."""
    from PIL import ImageMath

    channels = dict(zip("cmyk", pixels.split(), strict=True))
    total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], **channels)
    return float(total.getextrema()[1]) * 100 / 255


def limited(pixels: Image, limit: float) -> Image:
    """The picture with cyan, magenta and yellow thinned where all four are above ``limit``."""
    from PIL import Image, ImageMath

    if heaviest(pixels) <= limit:
        return pixels
    most = int(limit * 255 / 100)
    cyan, magenta, yellow, black = pixels.split()
    channels = {"c": cyan, "m": magenta, "y": yellow, "k": black}

    def thinned(one: Image.Image) -> Image.Image:
        # In whole numbers and rounded down, so that no rounding lands above the limit.
        found = ImageMath.lambda_eval(
            lambda a: a["min"](
                a["one"], a["one"] * (most - a["k"]) / a["max"](a["c"] + a["m"] + a["y"], 1)
            ),
            one=one,
            **channels,
        )
        grey: Image.Image = found.convert("L")
        return grey

    return Image.merge("CMYK", (thinned(cyan), thinned(magenta), thinned(yellow), black))
