"""Outside judges of the print edition: Ghostscript's separations, pdfinfo, pdftotext, proof-pdf.

proof-pdf 0.3.4 wants Python 3.15 for its syntax alone; ``.ci/judges`` puts it into an environment
of its own and brackets ten lines. ``BRIEFPACK_PROOF_PDF`` names the Python of that environment.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from PIL import Image

from tests import judges

ROOT = Path(__file__).parents[1]
_PROOF = ROOT / ".cache" / "judges" / "proof-pdf" / "bin" / "python"
_ENTRANCE = "from proof_pdf.cli import pdf_app; pdf_app()"
_BOX = re.compile(r"Page +(\d+) (Media|Bleed|Trim)Box: +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+)")


def proof_python() -> Path:
    """The Python that has proof-pdf, whether or not it is there."""
    return Path(os.environ.get("BRIEFPACK_PROOF_PDF") or _PROOF)


def need_proof() -> None:
    """Skip the test unless proof-pdf is there; fail it instead where ``CI`` is set."""
    judges.need("gs")
    if not proof_python().is_file():
        reason = "missing: proof-pdf (.ci/judges installs it; CONTRIBUTING.md)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def proof(paths: Sequence[Path], *options: str) -> list[list[str]]:
    """What proof-pdf has against each of the files, as ``check: what``, advice left out."""
    done = subprocess.run(
        [str(proof_python()), "-c", _ENTRANCE, "verify", "--no-pdfa", "--json", *options]
        + [str(path) for path in paths],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    said = {record["path"]: record for record in json.loads(done.stdout)}
    assert all(said[str(path)]["exempt"] is None for path in paths)
    found = [
        [f"{one['check']}: {one['message']}" for one in record["findings"] if _fails(one)]
        for record in (said[str(path)] for path in paths)
    ]
    assert [not one for one in found] == [said[str(path)]["ok"] for path in paths]
    return found


def _fails(finding: dict[str, object]) -> bool:
    return finding["severity"] == "error"


def excerpt(path: Path, to: Path, pages: Iterable[int]) -> Path:
    """Some pages of a file, counted from 0 or from the end, with all that is not of a page."""
    with pikepdf.open(path) as pdf:
        kept = {pdf.pages[n].objgen for n in pages}
        for n in range(len(pdf.pages) - 1, -1, -1):
            if pdf.pages[n].objgen not in kept:
                del pdf.pages[n]
        pdf.save(to)
    return to


def boxes(path: Path, page: int) -> dict[str, tuple[float, ...]]:
    """Boxes of a page by pdfinfo: left, foot, right, top in points."""
    command = ["pdfinfo", "-box", "-f", str(page), "-l", str(page), str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {name: tuple(map(float, values)) for _page, name, *values in _BOX.findall(told)}


def nested(found: dict[str, tuple[float, ...]]) -> bool:
    """Whether trim lies inside bleed and bleed inside media, with room on all sides."""
    try:
        media, bleed, trim = (found[name] for name in ("Media", "Bleed", "Trim"))
    except KeyError:
        return False
    return all(
        outer[n] < inner[n] and inner[n + 2] < outer[n + 2]
        for outer, inner in ((media, bleed), (bleed, trim))
        for n in (0, 1)
    )


def text(path: Path, *options: str) -> list[str]:
    """The text of each page (pdftotext)."""
    with tempfile.TemporaryDirectory() as folder:
        bare = judges.colourless(path, Path(folder))
        told = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", *options, str(bare), "-"],
            capture_output=True,
            check=True,
        ).stdout.decode("utf-8")
    return told.split("\f")[:-1]


class Word(NamedTuple):
    """A word on a page."""

    text: str
    box: tuple[float, ...]
    """Left, top, right, foot, in points from the top left."""


_WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)


def words(path: Path, left: float = 0, top: float = 0) -> list[list[Word]]:
    """The words of each page by pdftotext, in the order of their places; ``left`` and ``top`` are
    taken off."""
    with tempfile.TemporaryDirectory() as folder:
        bare = judges.colourless(path, Path(folder))
        command = ["pdftotext", "-enc", "UTF-8", "-bbox", str(bare), "-"]
        told = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    off = (left, top, left, top)
    found = []
    for page in told.split("<page ")[1:]:
        here = []
        for *box, said in _WORD.findall(page):
            placed = tuple(float(edge) - shift for edge, shift in zip(box, off, strict=True))
            here.append(Word(said, placed))
        found.append(sorted(here, key=lambda w: (round(w.box[1], 1), round(w.box[0], 1), w.text)))
    return found


def margin(path: Path) -> tuple[float, float]:
    """Points from the left and the top of the sheet to the trim (pdfinfo), on the first page."""
    found = boxes(path, 1)
    (left, _, _, top), (trimmed, _, _, trim) = found["Media"], found["Trim"]
    return trimmed - left, top - trim


def plates(path: Path, folder: Path, dpi: int = 150) -> list[Image.Image]:
    """Each page as Ghostscript separates it: CMYK, 255 where a plate prints in full."""
    command = [
        *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{dpi}"),
        *("-dTextAlphaBits=1", "-dGraphicsAlphaBits=1", "-dOverprint=/enable"),
        *(f"-sOutputFile={folder}/%d.tif", str(path)),
    ]
    subprocess.run(command, check=True, timeout=600, capture_output=True)
    found = sorted(folder.glob("*.tif"), key=lambda file: int(file.stem))
    images = []
    for file in found:
        with Image.open(file) as opened:
            opened.load()
            images.append(opened.copy())
        file.unlink()
    return images
