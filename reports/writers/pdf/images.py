"""Pictures in the file: image XObjects (ISO 32000-1, 8.9.5).

A JPEG goes in as it is, and so does the compressed data of a plain PNG, since Flate with PNG
predictors is what PDF has too: no pixel is touched, and the bytes hang on no library. Whatever
else a picture is (transparent, interlaced, of few colours, CMYK) goes through Pillow.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from layouts.scene import Asset
from reports.writers import SceneError
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.syntax import reference

_SPACES = {1: "DeviceGray", 3: "DeviceRGB"}
_PLAIN = {0: 1, 2: 3}
"""Colour types of PNG without palette and alpha, and their number of components."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that begin a frame header (ITU-T T.81, table B.1)."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of JPEG without a length."""


def embed(document: Document, asset: Asset) -> int:
    """The number of a new image XObject for the picture.

    Raises :class:`reports.writers.SceneError` when the data is not of the asset's format.
    """
    width, height = int(asset.width), int(asset.height)
    if asset.format == "jpeg":
        components = _components(asset)
        if components in _SPACES:
            return document.stream(
                _entries(width, height, components) + "/Filter/DCTDecode",
                asset.data,
                packed=False,
            )
    elif asset.format == "png":
        plain = _idat(asset)
        if plain is not None:
            components, data = plain
            predictor = f"<</Predictor 15/Colors {components}/Columns {width}>>"
            return document.stream(
                _entries(width, height, components) + f"/Filter/FlateDecode/DecodeParms{predictor}",
                data,
                packed=False,
            )
    else:
        raise SceneError(f"picture {asset.name} is {asset.format}, neither png nor jpeg")
    return _decoded(document, asset)


def _entries(width: int, height: int, components: int) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
        f"/ColorSpace/{_SPACES[components]}/BitsPerComponent 8"
    )


def _components(asset: Asset) -> int:
    """Colour components of a JPEG, from its frame header; 0 when it is not 8 bits deep."""
    data = asset.data
    place = 2
    while place + 10 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _ALONE or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            return data[place + 9] if data[place + 4] == 8 else 0
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    raise SceneError(f"picture {asset.name} has no JPEG frame")


def _idat(asset: Asset) -> tuple[int, bytes] | None:
    """Components and compressed rows of a PNG; None where PDF cannot take them as they are."""
    data = asset.data
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise SceneError(f"picture {asset.name} is no PNG")
    depth, colour, _, _, interlaced = struct.unpack_from(">5B", data, 24)
    if colour not in _PLAIN or depth != 8 or interlaced:
        return None
    rows: list[bytes] = []
    place = 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind = data[place + 4 : place + 8]
        if kind == b"tRNS":
            return None
        if kind == b"IDAT":
            rows.append(data[place + 8 : place + 8 + length])
        place += 12 + length
    return _PLAIN[colour], b"".join(rows)


def _decoded(document: Document, asset: Asset) -> int:
    """A picture through Pillow: RGB or grey, its transparency as a soft mask."""
    from PIL import Image

    with Image.open(BytesIO(asset.data)) as opened:
        opened.load()
        picture: Image.Image = opened
    clear = "A" in picture.getbands() or "transparency" in picture.info
    grey = picture.mode in ("1", "L", "LA")
    mask = ""
    if clear:
        whole = picture.convert("RGBA")
        number = document.stream(
            _entries(*whole.size, 1) + "/Filter/FlateDecode",
            zlib.compress(whole.getchannel("A").tobytes(), 6),
            packed=False,
        )
        mask = f"/SMask {reference(number)}"
    pixels = picture.convert("L" if grey else "RGB")
    return document.stream(
        _entries(*pixels.size, 1 if grey else 3) + mask + "/Filter/FlateDecode",
        zlib.compress(pixels.tobytes(), 6),
        packed=False,
    )
