"""Templates that LibreOffice exports: one written by hand, one that it ships, one saved again."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from pptx import Presentation

from tests.render.libreoffice import command
from tests.templates import from_python_pptx
from tests.templates.package import changed, packed, unpacked

GERMAN = {
    "Blank Slide": "Leere Folie",
    "Title Slide": "Titelfolie",
    "Title, Content": "Titel und Inhalt",
    "Title, 2 Content": "Titel und zwei Inhalte",
    "Title Only": "Nur Titel",
    "Centered Text": "Zentrierter Text",
    "Title, 2 Content and Content": "Titel, zwei Inhalte und Inhalt",
    "Title Content and 2 Content": "Titel, Inhalt und zwei Inhalte",
    "Title, 2 Content over Content": "Titel, zwei Inhalte über Inhalt",
    "Title, Content over Content": "Titel, Inhalt über Inhalt",
    "Title, 4 Content": "Titel und vier Inhalte",
    "Title, 6 Content": "Titel und sechs Inhalte",
}
_HERE = Path(__file__).parent
_SHIPPED = "share/template/common/presnt/Midnightblue.otp"


def german() -> bytes:
    """4:3, from a flat ODF file; the names that LibreOffice gives its layouts put into German."""
    parts = unpacked(_converted()["kommission.pptx"])
    for part in [part for part in parts if part.startswith("ppt/slideLayouts/slideLayout")]:
        for name, word in GERMAN.items():
            if f'<p:cSld name="{name}">'.encode() in parts[part]:
                changed(parts, part, f'<p:cSld name="{name}">', f'<p:cSld name="{word}">')
                break
    return packed(parts)


def midnight() -> bytes:
    """16:9, LibreOffice's own Midnightblue: three masters, 36 layouts, faces that are missing."""
    return _converted()["Midnightblue.pptx"]


def resaved() -> bytes:
    """16:9, a deck of three slides that LibreOffice opened and saved: every name three times."""
    return _converted()["resaved.pptx"]


MAKERS: dict[str, Callable[[], bytes]] = {
    "office-german": german,
    "office-midnight": midnight,
    "office-resaved": resaved,
}


def shipped() -> Path | None:
    """The template that comes with LibreOffice, or None."""
    office = command()
    if office is None:
        return None
    path = Path(os.path.realpath(office)).parent.parent / _SHIPPED
    return path if path.is_file() else None


def program() -> list[bytes]:
    """What stands for this LibreOffice: its version, and its template."""
    template = shipped()
    if template is None:
        return []
    release = template.parents[4] / "program" / "versionrc"
    return [template.read_bytes(), release.read_bytes() if release.exists() else b""]


@lru_cache(maxsize=1)
def _converted() -> dict[str, bytes]:
    """All three in one run of LibreOffice, by the names of their files."""
    office, template = command(), shipped()
    assert office is not None
    assert template is not None, f"LibreOffice has no {_SHIPPED}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "resaved.pptx").write_bytes(_deck_of_three())
        done = subprocess.run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--convert-to", "pptx"),
                *("--outdir", str(folder / "out")),
                *map(str, (_HERE / "kommission.fodp", template, folder / "resaved.pptx")),
            ],
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        out = {path.name: path.read_bytes() for path in (folder / "out").glob("*.pptx")}
        assert len(out) == 3, f"{sorted(out)}: {done.stdout}{done.stderr}"
    return out


def _deck_of_three() -> bytes:
    """A slide on each of the first three layouts, the places for text filled."""
    deck = Presentation(io.BytesIO(from_python_pptx.arial()))
    for number in range(3):
        slide = deck.slides.add_slide(deck.slide_layouts[number])
        for shape in slide.placeholders:
            shape.text_frame.text = f"Text of {shape.name}"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
