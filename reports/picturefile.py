"""Pictures, normalised once: both documents hold the same bytes, or the same drawing.

PNG, JPEG and SVG, told apart by content. Of the first two comes what is upright, 8-bit, sRGB or
grey, without transparency, without metadata: a baseline that every PDF and PowerPoint reader shows
alike. SVG goes to :mod:`reports.svg`, which is imported with the first one.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
from typing import TYPE_CHECKING

from layouts.located import quote
from layouts.problems import Place, Problems
from layouts.scene import Asset

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS = 40_000_000
"""In one picture; judged from its header, before anything is decoded."""
PACK_PIXELS = 400_000_000
"""In all pictures of a pack."""
QUALITY = 95
"""Of a JPEG that had to be changed; 4:4:4."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_GZIP = b"\x1f\x8b"
_XML = re.compile(rb"\s*<[!?a-zA-Z]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte order marks: text, which among pictures is SVG."""
_KEPT_CHUNKS = (b"IHDR", b"IDAT", b"IEND")


def read_picture(
    data: bytes, name: str, place: Place, problems: Problems, own: Place | None = None
) -> Asset | None:
    """The picture as an asset, or None after the problem was added.

    Problems stand at ``place``, where the picture is named; those of an SVG at the lines of
    ``own``, the file itself.
    """
    if data.startswith(_PNG):
        return _raster(data, "png", name, place, problems)
    if data.startswith(_JPEG):
        return _raster(data, "jpeg", name, place, problems)
    if data.startswith(_MARKS) or _XML.match(data):
        from reports.svg import read_svg

        return read_svg(data, name, own or Place(name), problems)
    found = f"{quote(name)} is neither PNG, JPEG nor SVG"
    if data.startswith(_GZIP):
        found = f"{quote(name)} is compressed (svgz)"
    problems.add("picture-format", place, found, "a PNG, JPEG or plain SVG picture")
    return None


def _raster(data: bytes, form: str, name: str, place: Place, problems: Problems) -> Asset | None:
    import PIL.Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            image = PIL.Image.open(io.BytesIO(data), formats=(form.upper(),))
            if image.width * image.height > PIXELS:
                raise PIL.Image.DecompressionBombError
            if image.width < 1 or image.height < 1:
                raise ValueError("no pixels")
            image.load()
            bytes_, form, width, height = _normalised(image, data, form)
    except PIL.Image.DecompressionBombError:
        found = f"{quote(name)} has more than {PIXELS // 1_000_000} million pixels"
        problems.add("picture-too-large", place, found, "a smaller picture")
        return None
    except Exception:
        # Pillow reports broken files with OSError, SyntaxError, ValueError, struct.error,
        # zlib.error, EOFError, OverflowError and more; for the author they are one thing.
        problems.add("picture-broken", place, f"{quote(name)} is damaged", "a whole picture")
        return None
    digest = hashlib.sha256(bytes_).hexdigest()
    return Asset(name, bytes_, form, width, height, digest)


def _normalised(image: Image, data: bytes, form: str) -> tuple[bytes, str, int, int]:
    from PIL import ImageOps

    orientation = image.getexif().get(0x0112, 1)
    foreign = _foreign_profile(image)
    as_it_is = orientation == 1 and not foreign and image.mode in ("RGB", "L")
    if as_it_is and form == "jpeg":
        return strip_jpeg(data), form, image.width, image.height
    if as_it_is and _simple_png(image, data):
        return strip_png(data), form, image.width, image.height
    image = _to_srgb(_flat(_eight_bits(image)), image)
    image = ImageOps.exif_transpose(image)
    out = io.BytesIO()
    if form == "jpeg":
        image.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True, exif=b"")
    else:
        image.save(out, "PNG", optimize=False, compress_level=9)
    return _bare(out.getvalue(), form), form, image.width, image.height


def _bare(data: bytes, form: str) -> bytes:
    return strip_jpeg(data) if form == "jpeg" else strip_png(data)


def _foreign_profile(image: Image) -> bool:
    """Whether an ICC profile says that the values are not sRGB or plain grey."""
    profile = image.info.get("icc_profile")
    if not profile:
        return False
    return b"sRGB" not in profile and b"s\0R\0G\0B" not in profile


def _simple_png(image: Image, data: bytes) -> bool:
    """8 bits, grey or RGB, not interlaced, one frame, no transparent colour."""
    depth, _, _, _, interlace = struct.unpack(">BBBBB", data[24:29])
    animated = getattr(image, "n_frames", 1) > 1
    return depth == 8 and not interlace and not animated and "transparency" not in image.info


def _eight_bits(image: Image) -> Image:
    """Deep grey (Pillow's I and F modes) scaled, not clipped, to 8 bits."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return image


def _flat(image: Image) -> Image:
    """Palette resolved; transparency laid on white."""
    import PIL.Image

    exif = image.getexif()
    transparent = "transparency" in image.info or image.mode in ("LA", "PA", "RGBA", "La", "RGBa")
    if transparent:
        colours = image.convert("RGBA")
        white = PIL.Image.new("RGBA", colours.size, (255, 255, 255, 255))
        flat = PIL.Image.alpha_composite(white, colours).convert("RGB")
    elif image.mode in ("RGB", "L", "CMYK", "LAB"):
        return image
    else:
        flat = image.convert("L" if image.mode == "1" else "RGB")
    flat.info["exif"] = exif.tobytes()
    return flat


def _to_srgb(image: Image, original: Image) -> Image:
    """Values taken through the picture's own ICC profile where it has one that fits."""
    profile = original.info.get("icc_profile")
    exif = original.getexif()
    if profile and _foreign_profile(original):
        from PIL import ImageCms

        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile for another kind of colour than the picture's: as if it had none.
            converted = None
        if converted is not None:
            image = converted
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    image.info["exif"] = exif.tobytes()
    return image


def strip_png(data: bytes) -> bytes:
    """The same picture with the chunks alone that hold its pixels."""
    kept = [_PNG]
    index = len(_PNG)
    while index + 8 <= len(data):
        length = int.from_bytes(data[index : index + 4], "big")
        name = data[index + 4 : index + 8]
        end = index + 12 + length
        if name in _KEPT_CHUNKS:
            kept.append(data[index:end])
        if name == b"IEND":
            break
        index = end
    return b"".join(kept)


def strip_jpeg(data: bytes) -> bytes:
    """The same picture without metadata, profile, comments, and what follows its end.

    Markers after ISO/IEC 10918-1, B.1.1; kept are the JFIF (APP0) and Adobe (APP14) segments,
    which say how the colours are coded.
    """
    kept = [data[:2]]
    index = 2
    while index + 4 <= len(data):
        if data[index] != 0xFF:
            raise ValueError("no marker")
        marker = data[index + 1]
        if marker == 0xFF:
            index += 1
            continue
        if marker == 0xD9:
            break
        end = index + 2 + int.from_bytes(data[index + 2 : index + 4], "big")
        if marker == 0xDA:
            end = _scan_end(data, end)
        metadata = 0xE0 <= marker <= 0xEF and marker not in (0xE0, 0xEE)
        # A JFXX extension (APP0 too) may carry a thumbnail.
        thumbnail = marker == 0xE0 and data[index + 4 : index + 9] != b"JFIF\0"
        if not metadata and not thumbnail and marker != 0xFE:
            kept.append(data[index:end])
        index = end
    kept.append(b"\xff\xd9")
    return b"".join(kept)


def _scan_end(data: bytes, index: int) -> int:
    """Index of the marker after entropy-coded data (stuffed zeros and restarts belong to it)."""
    while True:
        index = data.find(b"\xff", index)
        if index < 0 or index + 1 >= len(data):
            return len(data)
        if data[index + 1] != 0 and not 0xD0 <= data[index + 1] <= 0xD7:
            return index
        index += 2
