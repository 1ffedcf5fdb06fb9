"""Pictures of masters and layouts: what they are, judged before they are carried over."""

from __future__ import annotations

import io
import re

from reports.template.container import Refused
from reports.template.markup import local, parse

PIXELS = 120_000_000
"""Columns times rows of a picture."""
MAGIC = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/jpg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/bmp": (b"BM",),
    "image/tiff": (b"II*\0", b"MM\0*"),
    "image/x-emf": (b"\x01\0\0\0", b"\x1f\x8b"),
    "image/x-wmf": (b"\xd7\xcd\xc6\x9a", b"\x01\0\t\0", b"\x02\0\t\0", b"\x1f\x8b"),
}
"""How files begin, by content type; vector pictures may be packed."""
SVG = "image/svg+xml"
_REFERENCE = re.compile(r"\s*(#|data:image/)")
_FETCHES = re.compile(r"url\((?!\s*['\"]?\s*#)|@import|javascript:", re.IGNORECASE)


def check_picture(data: bytes, name: str, kind: str) -> None:
    """Raises :class:`Refused` for a picture that is another thing than it says, that fetches or
    runs something, or that has more pixels than anybody needs."""
    if kind == SVG:
        _check_svg(data, name)
        return
    begins = MAGIC.get(kind)
    if begins is not None and not data.startswith(begins):
        found = f"{name!r} is no picture of the kind that it says ({kind})"
        raise Refused("template-unsafe", found, "pictures that programs can show")
    if kind in ("image/png", "image/jpeg", "image/jpg", "image/gif", "image/bmp"):
        _check_size(data, name)


def _check_size(data: bytes, name: str) -> None:
    from PIL import Image

    try:
        Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and nothing is decoded here
        with Image.open(io.BytesIO(data)) as picture:
            pixels = picture.width * picture.height
    except Exception:  # any decoder's any complaint
        raise Refused("template-unsafe", f"{name!r} is a damaged picture") from None
    if pixels > PIXELS:
        found = f"{name!r} has {pixels / 1e6:,.0f} megapixels"
        raise Refused("template-unsafe", found, f"at most {PIXELS / 1e6:.0f}")


def _check_svg(data: bytes, name: str) -> None:
    root = parse(data, name)
    sheets = root.getroottree().xpath("//processing-instruction('xml-stylesheet')")
    if sheets:
        raise Refused("template-unsafe", f"{name!r} fetches {str(sheets[0].text)[:100]!r}")
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = local(element)
        if tag in ("script", "foreignObject", "handler", "iframe"):
            raise Refused("template-unsafe", f"{name!r} holds a {tag}", "drawings alone")
        texts = [element.text or ""] if tag == "style" else []
        for key, value in element.attrib.items():
            plain = key.rpartition("}")[2]
            if plain.startswith("on"):
                raise Refused("template-unsafe", f"{name!r} runs something ({plain})")
            if plain in ("href", "src") and not _REFERENCE.match(value) and tag != "a":
                raise Refused("template-unsafe", f"{name!r} fetches {value[:100]!r}")
            texts.append(value)
        if any(_FETCHES.search(text) for text in texts):
            raise Refused("template-unsafe", f"{name!r} fetches or runs something")
