"""A deck drawn by LibreOffice: the nearest there is to seeing it open."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""
_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts")


def command() -> str | None:
    """Path of LibreOffice, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def uno_python() -> str | None:
    """A Python that can talk to LibreOffice: this one, the system's, or LibreOffice's own."""
    office = command()
    own = [str(Path(office).resolve().parent / "python")] if office else []
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for python in (sys.executable, "/usr/bin/python3", *own):
        if Path(python).is_file():
            asked = [python, "-c", "import uno"]
            if subprocess.run(asked, env=clean, capture_output=True, check=False).returncode == 0:
                return python
    return None


def render(deck: Path, out: Path, fonts: Sequence[Path] = (), *, notes: bool = False) -> Path:
    """``deck`` as a PDF in ``out``, one page for each slide, hidden or not; returns its path.

    ``notes``: the notes pages instead, one for each slide.
    """
    return render_all([deck], out, fonts, notes=notes)[0]


def render_all(
    decks: Sequence[Path], out: Path, fonts: Sequence[Path] = (), *, notes: bool = False
) -> list[Path]:
    """Decks of different names as PDFs in ``out``, in one run of LibreOffice.

    Only the font files ``fonts`` are visible besides the system's, and nothing of the user's
    profile. RuntimeError when LibreOffice makes no file.
    """
    work = out / ".libreoffice"
    work.mkdir(parents=True, exist_ok=True)
    folders = dict.fromkeys([*(str(font.parent) for font in fonts), *_SYSTEM])
    config = work / "fonts.conf"
    config.write_text(
        _CONFIG.format(
            folders="\n".join(f"  <dir>{folder}</dir>" for folder in folders),
            cache=work / "fontcache",
        )
    )
    office = command()
    if office is None:
        raise RuntimeError("LibreOffice is missing")
    done = subprocess.run(
        [
            office,
            f"-env:UserInstallation={(work / 'profile').resolve().as_uri()}",
            "--headless",
            "--norestore",
            *("--convert-to", f"pdf:impress_pdf_Export:{_options(notes)}", "--outdir", str(out)),
            *map(str, decks),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "SAL_USE_VCLPLUGIN": "svp"},
        capture_output=True,
        text=True,
        check=False,
        timeout=180 + 60 * len(decks),
    )
    pdfs = [out / f"{deck.stem}.pdf" for deck in decks]
    for pdf in pdfs:
        if not pdf.is_file():
            raise RuntimeError(f"LibreOffice made no {pdf.name}: {done.stdout}{done.stderr}")
    return pdfs


def _options(notes: bool) -> str:
    """What of a deck becomes pages."""
    asked = ["ExportHiddenSlides"]
    asked += ["ExportNotesPages", "ExportOnlyNotesPages"] if notes else []
    return json.dumps({name: {"type": "boolean", "value": "true"} for name in asked})


def pictures(pdf: Path, out: Path, width: int = 1280) -> list[Path]:
    """Every page of ``pdf`` as a PNG of this width, for eyes."""
    import pymupdf

    paths: list[Path] = []
    with pymupdf.open(pdf) as document:
        for number, page in enumerate(document, 1):
            zoom = width / page.rect.width
            path = out / f"{pdf.stem}-{number:02}.png"
            page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom)).save(path)
            paths.append(path)
    return paths
