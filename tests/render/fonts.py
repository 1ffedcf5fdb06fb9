"""The fonts that a deck carries, taken out of it so that LibreOffice draws with them.

LibreOffice 7.4 does not read embedded fonts; made visible to it as files, the same fonts show
what a viewer that reads them would draw. A deck without its fonts is drawn as by any other.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.reports import eot
from tests.reports.deck_twins import put, twin

_PRESENTATION = "ppt/presentation.xml"
_LISTED = r' embedTrueTypeFonts="1"(.*)<p:embeddedFontLst>.*</p:embeddedFontLst>'


def carried_fonts(deck: Path, folder: Path) -> list[Path]:
    """The embedded fonts of ``deck`` as files in ``folder``, which is made."""
    folder.mkdir()
    out: list[Path] = []
    with zipfile.ZipFile(deck) as archive:
        for name in archive.namelist():
            if name.endswith(".fntdata"):
                out.append(folder / Path(name).with_suffix(".ttf").name)
                out[-1].write_bytes(eot.read(archive.read(name)).font)
    assert out, f"{deck.name} carries no fonts"
    return out


def without_fonts(deck: Path, folder: Path) -> Path:
    """A copy of ``deck`` in ``folder``, of the same name, that names no embedded fonts."""
    folder.mkdir()
    copy = folder / deck.name
    copy.write_bytes(twin(deck.read_bytes(), _PRESENTATION, put(_LISTED, r"\1")))
    return copy
