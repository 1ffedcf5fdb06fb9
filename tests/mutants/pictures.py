"""Changes to pictures: PNG, JPEG and SVG."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

from tests.broken.base import png
from tests.mutants.base import NONSENSE, PERHAPS, SENSE, Family, Project
from tests.mutants.project import DRAWING

PICTURES = Family("pictures", ("own", "plain", "print"))
DRAWINGS = Family("svg", ("own", "plain"))


def _image(mode: str, size: tuple[int, int] = (80, 60)) -> Any:
    import PIL.Image

    grey = PIL.Image.linear_gradient("L").resize(size)
    if mode in ("I;16", "I", "F"):
        return PIL.Image.new(mode, size, 20000)
    if mode == "P":
        return grey.convert("RGB").quantize(16)
    return grey.convert("RGB").convert(mode) if mode != "L" else grey


def _saved(image: Any, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@PICTURES.operator(PERHAPS)
def cut_picture(random: Random, project: Project) -> None:
    path = project.pack / random.choice(("photo.png", "scene.jpg", "drawing.svg"))
    data = path.read_bytes()
    project.note(path.name)
    path.write_bytes(data[: random.randrange(len(data))])


@PICTURES.operator(PERHAPS)
def flipped_picture(random: Random, project: Project) -> None:
    path = project.pack / random.choice(("photo.png", "scene.jpg", "drawing.svg"))
    data = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 1, 3, 20))):
        data[random.randrange(len(data))] = random.randrange(256)
    project.note(path.name)
    path.write_bytes(data)


@PICTURES.operator(NONSENSE)
def no_picture(random: Random, project: Project) -> None:
    fakes: dict[str, Callable[[], bytes]] = {
        "text": lambda: b"hello\n",
        "nothing": lambda: b"",
        "pdf": lambda: b"%PDF-1.7\n%%EOF\n",
        "gif": lambda: _saved(_image("P"), "GIF"),
        "bmp": lambda: _saved(_image("RGB"), "BMP"),
        "tiff": lambda: _saved(_image("RGB"), "TIFF"),
        "webp": lambda: _saved(_image("RGB"), "WEBP"),
        "ico": lambda: _saved(_image("RGB"), "ICO"),
        "html": lambda: b"<html><img src='x'/></html>",
        "xml": lambda: b"<?xml version='1.0'?><a/>",
        "mark of png": lambda: b"\x89PNG\r\n\x1a\n",
        "mark of jpeg": lambda: b"\xff\xd8\xff\xe0",
        "mpo": lambda: b"\xff\xd8\xff" + bytes(500),
        "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n/x {(/etc/passwd) (r) file} def\n",
        "zip": lambda: b"PK\x03\x04" + bytes(60),
        "noise": lambda: random.randbytes(3000),
        "bomb": lambda: png(13_000, 13_000, b"\0" * 100),
        "real bomb": lambda: _bomb(9000, 9000),
        "largest": lambda: png(2**31 - 1, 2**31 - 1, b""),
        "no pixels": lambda: png(0, 10, b""),
        "too few pixels": lambda: png(100, 100, b"\0" * 50),
        "long line": lambda: png(30_000_000, 1, b"\0"),
        "text bomb": lambda: _with_text(),
        "large file": lambda: png(4, 4) + bytes(21_000_000),
    }
    name = random.choice(list(fakes))
    path = project.pack / random.choice(("photo.png", "scene.jpg", "drawing.svg"))
    project.note(f"{name} as {path.name}")
    path.write_bytes(fakes[name]())


def _bomb(width: int, height: int) -> bytes:
    """All its pixels are there, in a few kilobytes."""
    row = b"\0" * (width + 1)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return _png(width, height, body)


def _png(width: int, height: int, body: bytes, *more: tuple[bytes, bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), *more, (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(b)) + n + b + struct.pack(">I", zlib.crc32(n + b)) for n, b in chunks
    )


def _with_text() -> bytes:
    """A comment that unpacks to a hundred megabytes."""
    text = zlib.compress(bytes(100_000_000), 9)
    return _png(4, 4, zlib.compress(b"\0\0\0\0\0" * 4), (b"zTXt", b"Comment\0\0" + text))


@PICTURES.operator(PERHAPS)
def odd_picture(random: Random, project: Project) -> None:
    odd: dict[str, Callable[[], bytes]] = {
        "cmyk": lambda: _saved(_image("CMYK"), "JPEG"),
        "16 bit": lambda: _saved(_image("I;16"), "PNG"),
        "bits": lambda: _saved(_image("1"), "PNG"),
        "palette": lambda: _saved(_image("P"), "PNG", transparency=3),
        "alpha": lambda: _saved(_image("RGBA"), "PNG"),
        "grey and alpha": lambda: _saved(_image("LA"), "PNG"),
        "animated": lambda: _saved(
            _image("RGB"), "PNG", save_all=True, append_images=[_image("L").convert("RGB")]
        ),
        "progressive": lambda: _saved(_image("RGB"), "JPEG", progressive=True),
        "one pixel": lambda: _saved(_image("RGB", (1, 1)), "PNG"),
        "wide": lambda: _saved(_image("RGB", (4000, 1)), "PNG"),
        "high": lambda: _saved(_image("RGB", (1, 4000)), "PNG"),
        "large": lambda: _saved(_image("RGB", (3000, 2000)), "JPEG"),
        "profile": lambda: _saved(_image("RGB"), "JPEG", icc_profile=b"not a profile"),
        "adobe": lambda: _saved(_image("CMYK"), "JPEG", quality=20),
        "grey jpeg": lambda: _saved(_image("L"), "JPEG"),
        "tail": lambda: _saved(_image("RGB"), "JPEG") + b"<?php tail ?>" * 50,
        "comment": lambda: _saved(_image("RGB"), "JPEG", comment=b"x" * 60_000),
        "dpi": lambda: _saved(_image("RGB"), "PNG", dpi=(0, 10**6)),
        "deep": lambda: _saved(_image("I"), "PNG"),
        "long metadata": lambda: _png(
            4, 4, zlib.compress(b"\0\0\0\0\0" * 4), (b"tEXt", b"a\0" * 9)
        ),
    }
    name = random.choice(list(odd))
    path = project.pack / random.choice(("photo.png", "scene.jpg"))
    project.note(f"{name} as {path.name}")
    path.write_bytes(odd[name]())


@PICTURES.operator(SENSE)
def turned_picture(random: Random, project: Project) -> None:
    image = _image("RGB", (300, 200))
    exif = image.getexif()
    exif[0x0112] = random.randint(1, 8)
    form = random.choice(("JPEG", "PNG"))
    (project.pack / "photo.png").write_bytes(_saved(image, form, exif=exif))


INSIDE_NO = (
    *("<script>alert(1)</script>", "<image href='../../secret/photo.png' width='9' height='9'/>"),
    *("<image href='file:///etc/passwd' width='9' height='9'/>", "<foreignObject/>"),
    *("<use href='http://example.org/x.svg#a'/>", "<use href='../secret/drawing.svg#c'/>"),
    *("<rect width='9' height='9' onclick='x()'/>", "<text>words</text>", "<animate/>"),
    *("<style>@import url(http://example.org/a.css);</style>", "<g><g><g>", "</g></g>"),
    *("<rect width='NaN' height='9'/>", "<rect width='1e999' height='9'/>", "<path d='M0 0 L x'/>"),
    *("<rect width='9' height='9' fill='url(http://example.org/#a)'/>", "<use href='#nowhere'/>"),
    *("<rect width='9' height='9' fill='url(#zq)'/>", "<filter id='f'/><rect filter='url(#f)'/>"),
    *("<g id='a'><use href='#a'/></g>", "<rect fill='bluish' width='3' height='3'/>", "&xxe;"),
    *("<g>" * 200 + "</g>" * 200, "<g/>" * 20_000, "<a href='javascript:x'><path d='M0 0'/></a>"),
    *("<iframe src='x'/>", "<set/>", "<video/>", "<metadata>&#0;</metadata>", "<g a='1' a='2'/>"),
)


@DRAWINGS.operator(NONSENSE)
def bad_drawing(random: Random, project: Project) -> None:
    inside = random.choice(INSIDE_NO)
    project.note(inside)
    text = DRAWING.replace("</svg>", f"{inside}</svg>")
    (project.pack / "drawing.svg").write_text(text, encoding="utf-8")


@DRAWINGS.operator(NONSENSE)
def bad_head(random: Random, project: Project) -> None:
    secret = (project.secret / "token.txt").as_uri()
    heads = (
        f'<!DOCTYPE svg [<!ENTITY xxe SYSTEM "{secret}">]>',
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">',
        '<?xml-stylesheet href="../secret/x.css"?>',
        "<!DOCTYPE svg [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]>",
    )
    head = random.choice(heads)
    project.note(head)
    start, _, rest = DRAWING.partition("\n")
    body = rest.replace("A drawing", "&xxe;") if "xxe" in head else rest
    (project.pack / "drawing.svg").write_text(f"{start}\n{head}\n{body}", encoding="utf-8")


@DRAWINGS.operator(PERHAPS)
def odd_drawing(random: Random, project: Project) -> None:
    old, new = random.choice(
        (
            ('width="120" height="80"', 'width="0" height="80"'),
            ('width="120" height="80"', 'width="100%" height="100%"'),
            ('width="120" height="80"', 'width="1e6" height="1"'),
            ('viewBox="0 0 120 80"', 'viewBox="0 0 0 0"'),
            ('viewBox="0 0 120 80"', 'viewBox="1e308 0 1e308 80"'),
            ('viewBox="0 0 120 80"', ""),
            ("scale(.9)", "scale(0)"),
            ("scale(.9)", "scale(1e30)"),
            ("scale(.9)", "rotate(1e9) skewX(90)"),
            ("M10 10 L110 10", "M10 10 " + "L110 10 " * 20_000),
            ("M10 10 L110 10", "M1e38 1e38 L-1e38 10"),
            ("M10 10 L110 10", "m1e400 0"),
            ('stroke="black"', 'stroke="black" stroke-dasharray="0.0001" stroke-width="1e9"'),
            ("opacity:.5", "opacity:nan;fill:#12345"),
            ("<title>A drawing</title>", "<title>" + "x" * 500_000 + "</title>"),
            ('r="38"', 'r="-1"'),
            ("<rect", "<rect rx='1e9' ry='-3'"),
            ("UTF-8", "UTF-16"),
            ("UTF-8", "latin-1"),
            ("UTF-8", "zq"),
            ("\n", "\r"),
        )
    )
    project.note(f"{old[:30]} → {new[:60]}")
    (project.pack / "drawing.svg").write_text(DRAWING.replace(old, new), encoding="utf-8")
