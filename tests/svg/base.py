"""What tests of vector pictures share: reading, writing, rendering, comparing."""

from __future__ import annotations

import io
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageChops

import layouts
from layouts.press import Press
from layouts.problems import Place, Problem, Problems
from layouts.scene import Asset, ImageItem, Page, Scene
from layouts.tree import Node, Role
from layouts.units import Rect, Size
from reports.preflight.document import Document
from reports.preflight.marks import Mark
from reports.svg import read_svg
from reports.writers import Order, press
from reports.writers.pdf.writer import write
from tests.reports import pdf_specimen as specimen

FOLDER = Path(__file__).parent
SPECIMEN = (FOLDER / "specimen.svg").read_bytes()
EMBLEM = (FOLDER / "emblem.svg").read_bytes()
_PROFILES = Path(layouts.__file__).parent / "profiles"
FOGRA39 = zlib.decompress((_PROFILES / "FOGRA39L_coated.icc.z").read_bytes())
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
OWN = Place("folder/picture.svg")
WIDTH = 1920
"""Pixels across what is compared."""
STRAYED = 64
"""Levels of 255 by which a pixel may differ before it counts: edges are smoothed in different
ways."""


def svg(body: str, box: str = "0 0 100 100", more: str = "") -> str:
    """A file around ``body``."""
    return f'<svg {NAMESPACE} {LINK} viewBox="{box}" {more}>{body}</svg>'


def tried(data: str | bytes) -> tuple[Asset | None, list[Problem]]:
    """What comes of a file."""
    problems = Problems()
    given = data.encode() if isinstance(data, str) else data
    asset = read_svg(given, "picture.svg", OWN, problems)
    assert (asset is None) == bool(problems)
    return asset, list(problems)


def read(data: str | bytes) -> Asset:
    """A file that is drawn."""
    asset, problems = tried(data)
    assert asset is not None, problems
    return asset


def paths(body: str, box: str = "0 0 1000 1000") -> list[str]:
    """The elements of the clean file that ``body`` becomes, without the root."""
    clean = read(svg(body, box)).data.decode()
    inside = clean.partition(">")[2].removesuffix("</svg>\n")
    return [f"<{part}" for part in inside.split("<")[1:]]


def scene(asset: Asset, width: float = WIDTH) -> Scene:
    """One page that the picture fills."""
    tree = Node(Role.DOCUMENT, "doc")
    node = tree.child(Role.FIGURE, "figure", alt="A picture")
    size = Size(width, width * asset.height / asset.width)
    item = ImageItem(Rect(0, 0, *size), asset, node)
    page = Page(1, "page", [specimen.fragment([item])])
    return Scene("page", size, [page], tree, "en", "A picture")


def pdf(asset: Asset) -> bytes:
    """The screen edition of :func:`scene`."""
    return write(scene(asset), specimen.THEME, specimen.FACES)


def opened(data: bytes) -> pikepdf.Pdf:
    """A file as pikepdf sees it."""
    return pikepdf.open(io.BytesIO(data))


def form(file: pikepdf.Pdf) -> Any:
    """The form of the picture on the first page."""
    [found] = file.pages[0].Resources.XObject.values()
    return found


def by_poppler(data: bytes, folder: Path) -> Image.Image:
    """The first page of a PDF at 72 pixels to the inch."""
    path = folder / "drawn.pdf"
    path.write_bytes(data)
    command = ["pdftoppm", "-r", "72", "-png", "-singlefile", str(path), str(folder / "drawn")]
    subprocess.run(command, check=True)
    with Image.open(folder / "drawn.png") as image:
        return image.convert("RGB")


def by_resvg(data: bytes, height: int) -> Image.Image:
    """An SVG as resvg renders it, on white."""
    import resvg_py

    png = resvg_py.svg_to_bytes(
        svg_string=data.decode(),
        width=WIDTH,
        height=height,
        dpi=96,
        background="white",
        skip_system_fonts=True,
    )
    with Image.open(io.BytesIO(bytes(png))) as image:
        return image.convert("RGB")


def strayed(one: Image.Image, other: Image.Image, cells: tuple[int, int]) -> list[float]:
    """Per cent of the pixels in each cell that differ by more than :data:`STRAYED` levels."""
    size = (min(one.width, other.width), min(one.height, other.height))
    box = (0, 0, *size)
    red, green, blue = ImageChops.difference(one.crop(box), other.crop(box)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    across, down = cells
    found = []
    for row in range(down):
        for column in range(across):
            left, right = size[0] * column // across, size[0] * (column + 1) // across
            top, foot = size[1] * row // down, size[1] * (row + 1) // down
            counts = most.crop((left, top, right, foot)).histogram()
            found.append(100 * sum(counts[STRAYED + 1 :]) / sum(counts))
    return found


def printed(made: Scene) -> bytes:
    """A scene in print, without marks."""
    order = Order(Press(marks=False), "FOGRA39", FOGRA39, False, "specimen", ())
    return press(order)(made, specimen.THEME, specimen.FACES)


def marks(path: Path, edition: str = "screen") -> list[Mark]:
    """All that a file paints, as the preflight sees it."""
    document = Document(path, edition)
    try:
        return [mark for sheet in document.sheets for mark in sheet.marks]
    finally:
        document.close()
