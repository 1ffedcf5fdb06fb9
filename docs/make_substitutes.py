"""Measure the faces that viewers take for missing ones: ``python docs/make_substitutes.py``.

Prints the rows of ``layouts/substitutes.py``. Needs fontTools (extra ``test``), the packages
``fontpkg-arimo``, ``fontpkg-noto-sans`` and ``fontpkg-noto-serif``, and Debian's
``fonts-dejavu-core`` and ``fonts-dejavu-extra``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
STYLES = [(bold, italic) for italic in (False, True) for bold in (False, True)]
SANS = ("fontpkg_arimo:files/Arimo*[wght].ttf", "fontpkg_noto_sans:files/NotoSans*[wdth,wght].ttf")
SERIF = ("fontpkg_noto_serif:files/NotoSerif*[wdth,wght].ttf",)
STATIC = {
    "Sans": ("", "-Bold", "-Oblique", "-BoldOblique"),
    "Serif": ("", "-Bold", "-Italic", "-BoldItalic"),
}
WIDTH = 92


def faces(sans: bool, bold: bool, italic: bool):  # type: ignore[no-untyped-def]
    """The faces of one style that are taken for a sans, or for any other face; opened."""
    from layouts.fonts import Face, locate

    key = f"head-{700 if bold else 400}"
    style = STYLES.index((bold, italic))
    for pattern in SANS if sans else SANS + SERIF:
        path = locate(pattern.replace("*", "-Italic" if italic else ""))
        yield Face(key, path.stem, path, {"wght": 700.0 if bold else 400.0})
    for genus, endings in STATIC.items():
        if genus == "Sans" or not sans:
            yield Face(key, genus, DEJAVU / f"DejaVu{genus}{endings[style]}.ttf", {})


def advances(opened: list) -> Iterator[float]:  # type: ignore[type-arg]
    """For every character of the table the widest advance; 0 where no face has it."""
    from layouts.substitutes import POINTS

    for point in POINTS:
        character = chr(point)
        yield max(
            (face.plain(character) for face in opened if not face.missing(character)), default=0.0
        )


def main() -> None:
    """Print every style."""
    from layouts.substitutes import packed

    for sans in (True, False):
        for bold, italic in STYLES:
            print(f"    ({sans}, {bold}, {italic}): (")
            for row in wrap(packed(advances(list(faces(sans, bold, italic)))), WIDTH - 4):
                print(f'        "{row}"')
            print("    ),")


if __name__ == "__main__":
    main()
