"""Rules on pictures, and their pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from reports.preflight.document import Document
from reports.preflight.geometry import Point
from reports.preflight.marks import Picture
from reports.preflight.rule import BOTH, PRINT, Spot, rule

_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_COMPONENTS = {
    "DeviceGray": 1,
    "ICCGray": 1,
    "DeviceRGB": 3,
    "ICCRGB": 3,
    "DeviceCMYK": 4,
    "ICCCMYK": 4,
}
_ROUNDING = 2.0
"""Per cent by which the sum of four channels may be rounded."""


def decoded(picture: Picture) -> Any:
    """The picture as a Pillow image in its own components; None if it cannot be read."""
    if picture.decoded is False:
        picture.decoded = _decoded(picture)
    return picture.decoded


def _decoded(picture: Picture) -> Any:
    from PIL import Image, ImageChops

    count = _COMPONENTS.get(picture.ink.space)
    image = picture.image
    if count is None or int(image.get("/BitsPerComponent", 8)) != 8:
        return None
    try:
        if "/DCTDecode" in str(image.get("/Filter")):
            with Image.open(BytesIO(image.read_raw_bytes())) as opened:
                opened.load()
                found: Image.Image = opened
            if found.mode == "CMYK" and "adobe" in found.info:
                found = ImageChops.invert(found)  # Pillow has turned the components over
        else:
            found = Image.frombytes(_MODES[count], picture.pixels, image.read_bytes())
    except (OSError, ValueError, pikepdf.PdfError, NotImplementedError):
        return None
    turned = [float(v) for v in image.get("/Decode", [])][:2] == [1.0, 0.0]
    return ImageChops.invert(found) if turned else found


def pixel(picture: Picture, point: Point) -> tuple[float, float, float] | None:
    """The colour of the picture at a point of the page, as sRGB; None if it cannot be told."""
    found = decoded(picture)
    a, b, c, d, e, f = picture.matrix
    area = a * d - b * c
    if found is None or found.mode == "CMYK" or not area or "/SMask" in picture.image:
        return None
    x, y = point[0] - e, point[1] - f
    across, up = (d * x - c * y) / area, (a * y - b * x) / area
    wide, high = found.size
    column = min(max(int(across * wide), 0), wide - 1)
    row = min(max(int((1 - up) * high), 0), high - 1)
    value = found.getpixel((column, row))
    parts = (value,) * 3 if isinstance(value, (int, float)) else value[:3]
    red, green, blue = (part / 255 for part in parts)
    return red, green, blue


@rule(
    "image-smooth",
    "No picture asks the viewer to interpolate",
    "ISO 19005-2, 6.2.8 (Interpolate)",
    BOTH,
    lambda document: document.pictures,
)
def image_smooth(document: Document, things: Sequence[tuple[int, Picture]]) -> Iterator[Spot]:
    for page, picture in things:
        if bool(picture.image.get("/Interpolate", False)):
            yield Spot(page, f"picture {picture.name}", "has Interpolate true")


@rule(
    "image-resolution",
    "Pictures have at least 120 pixels per inch, and better 200",
    "House rule; 1.33 pixels for each line of a 150-line screen make 200",
    PRINT,
    lambda document: document.pictures,
)
def image_resolution(document: Document, things: Sequence[tuple[int, Picture]]) -> Iterator[Spot]:
    for page, picture in things:
        found = picture.resolution
        if found < document.limits.coarse - 0.5:
            bad = found < document.limits.coarsest - 0.5
            least = document.limits.coarsest if bad else document.limits.coarse
            detail = f"{found:.0f} pixels per inch; {least:g} are wanted"
            yield Spot(page, f"picture {picture.name}", detail, warning=not bad)


@rule(
    "image-ink",
    "No pixel takes more ink than the limit",
    "ISO 12647-2 (tone value sum); the limit is the audience's, 300 per cent if it says none",
    PRINT,
    lambda document: [(n, p) for n, p in document.pictures if p.ink.space.endswith("CMYK")],
)
def image_ink(document: Document, things: Sequence[tuple[int, Picture]]) -> Iterator[Spot]:
    from PIL import ImageChops

    seen: dict[Any, float] = {}
    for page, picture in things:
        key = picture.image.objgen
        if key not in seen or key == (0, 0):
            found = decoded(picture)
            if found is None:
                yield Spot(page, f"picture {picture.name}", "cannot be read", warning=True)
                continue
            c, m, y, k = found.split()
            mean = ImageChops.add(
                ImageChops.add(c, m, scale=2), ImageChops.add(y, k, scale=2), scale=2
            )
            _, highest = mean.getextrema()
            seen[key] = float(highest) * 400 / 255  # type: ignore[arg-type]
        if seen[key] > document.limits.ink + _ROUNDING:
            yield Spot(page, f"picture {picture.name}", f"{seen[key]:.0f} per cent of ink")
