"""Outside judges of the print edition: Ghostscript's separations, pdfinfo, pdftotext, proof-pdf.

proof-pdf 0.3.4 wants Python 3.15 for its syntax alone; ``.ci/judges`` puts it into an environment
of its own and brackets ten lines. ``BRIEFPACK_PROOF_PDF`` names the Python of that environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

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


def proof(path: Path, *options: str) -> str:
    """What proof-pdf has against a file, advice left out; empty when it passes."""
    done = subprocess.run(
        [str(proof_python()), "-c", _ENTRANCE, "verify", "--no-pdfa", *options, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode == 0:
        assert "OK" in done.stdout, done.stdout + done.stderr
        return ""
    return "\n".join(line for line in done.stdout.splitlines() if " x [" in line) or done.stderr


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
