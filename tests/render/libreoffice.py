"""A deck drawn by LibreOffice: the nearest there is to seeing it open.

LibreOffice is kept running, one for each set of fonts, where a Python can talk to it; starting it
takes as long as drawing twenty slides.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

PPTX = "Impress MS PowerPoint 2007 XML"
"""The filter that saves as PowerPoint 2007."""
_PDF = "impress_pdf_Export"
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""
_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts")
_PROGRAM = Path(__file__).with_name("office.py")
_PATIENCE = 240


def command() -> str | None:
    """Path of LibreOffice, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def uno_python() -> str | None:
    """A Python that can talk to LibreOffice: this one, the system's, or LibreOffice's own."""
    office = command()
    own = [str(Path(office).resolve().parent / "python")] if office else []
    for python in (sys.executable, "/usr/bin/python3", *own):
        if Path(python).is_file():
            asked = [python, "-c", "import uno"]
            if (
                subprocess.run(asked, env=_clean(), capture_output=True, check=False).returncode
                == 0
            ):
                return python
    return None


def render(deck: Path, out: Path, fonts: Sequence[Path] = (), *, notes: bool = False) -> Path:
    """``deck`` as a PDF in ``out``, one page for each slide, hidden or not; returns its path.

    Only the font files ``fonts`` are visible besides the system's, and nothing of the user's
    profile. ``notes``: the notes pages instead, one for each slide. RuntimeError when LibreOffice
    makes no file.
    """
    asked = ["ExportHiddenSlides"]
    asked += ["ExportNotesPages", "ExportOnlyNotesPages"] if notes else []
    pdf = out / f"{deck.stem}.pdf"
    out.mkdir(parents=True, exist_ok=True)
    _save(deck, pdf, fonts, {"filter": _PDF, "data": dict.fromkeys(asked, True)})
    return pdf


def resave(
    deck: Path,
    target: Path,
    *,
    paragraph: tuple[str, str] | None = None,
    number: tuple[str, int, int, float] | None = None,
) -> Path:
    """``deck`` as LibreOffice saves it for PowerPoint; returns ``target``.

    ``paragraph``: what a paragraph says, and what it shall say. ``number``: shape, row, column and
    new number of a chart. RuntimeError when LibreOffice makes no file.
    """
    edits = {"paragraph": paragraph, "number": number}
    _save(deck, target, (), {"filter": PPTX, **{k: v for k, v in edits.items() if v is not None}})
    return target


def _save(deck: Path, target: Path, fonts: Sequence[Path], job: Mapping[str, Any]) -> None:
    seen = tuple(sorted({hashlib.sha256(font.read_bytes()).hexdigest(): font for font in fonts}))
    if _offices.get(seen) is None or _offices[seen].ended():
        _offices[seen] = _Office(fonts)
    target.unlink(missing_ok=True)
    paths = {"deck": str(deck.resolve()), "target": str(target.resolve())}
    wrong = _offices[seen].do({**paths, **job})
    if wrong or not target.is_file():
        raise RuntimeError(f"LibreOffice made no {target.name}: {wrong}")


class _Office:
    """A running LibreOffice that sees some fonts besides the system's."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        office, python = command(), uno_python()
        if office is None or python is None:
            raise RuntimeError("LibreOffice or its Python bridge is missing")
        self.folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
        (self.folder / "fonts").mkdir()
        for number, font in enumerate(fonts):
            shutil.copy(font, self.folder / "fonts" / f"{number}{font.suffix}")
        config = self.folder / "fonts.conf"
        folders = (self.folder / "fonts", *_SYSTEM)
        config.write_text(
            _CONFIG.format(
                folders="\n".join(f"  <dir>{folder}</dir>" for folder in folders),
                cache=self.folder / "cache",
            )
        )
        self.said = (self.folder / "said").open("w+b")
        self.process = subprocess.Popen(
            [python, str(_PROGRAM), office, str(self.folder / "profile")],
            env={**_clean(), "FONTCONFIG_FILE": str(config), "SAL_USE_VCLPLUGIN": "svp"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            encoding="utf-8",
            start_new_session=True,
        )
        atexit.register(self.end)

    def do(self, job: Mapping[str, Any]) -> str:
        """Do one job; returns what went wrong."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        patience = threading.Timer(_PATIENCE, self.end)
        patience.start()
        try:
            self.process.stdin.write(json.dumps(job) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            patience.cancel()
        if answer:
            return str(json.loads(answer)) if answer.strip() else ""
        self.said.seek(0)
        said = self.said.read()[-500:].decode("utf-8", "replace")
        self.end()
        return said or "it ended"

    def ended(self) -> bool:
        """Whether it has come to its end."""
        return self.process.poll() is not None

    def end(self) -> None:
        """Bring it to its end, with all that it started."""
        if not self.ended():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_offices: dict[tuple[str, ...], _Office] = {}
"""Those that run, by the fonts that they see."""


def _clean() -> dict[str, str]:
    """The environment without what is meant for this Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


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
