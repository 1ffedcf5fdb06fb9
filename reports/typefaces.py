"""Typefaces of a theme: font files that are found, inside their folder, and whole.

Judged before anything is set, so that a font that is missing or cut off is an error of the line
that names it, and never another face in its stead.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from layouts.fonts import locate
from layouts.located import quote
from layouts.problems import Place, Problems, ResourceError
from layouts.theme import FaceFamily, Theme
from reports.source import refused

FILES = ("upright", "italic", "bold", "bold_italic")
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_NEEDED = frozenset((b"cmap", b"head", b"hhea", b"hmtx", b"maxp"))
_OUTLINES = frozenset((b"glyf", b"CFF ", b"CFF2"))

Opener = Callable[[str, Place], "tuple[bytes, Path] | None"]
"""Content and path of a file of the layouts folders; None after a problem was added."""


def with_files(theme: Theme, opened: Opener, problems: Problems) -> Theme:
    """The theme with the whole paths of those of its fonts that are files of a layouts folder."""
    faces = {name: _family(family, opened, problems) for name, family in theme.faces.items()}
    return theme if faces == theme.faces else replace(theme, faces=faces)


def _family(family: FaceFamily, opened: Opener, problems: Problems) -> FaceFamily:
    found: dict[str, str] = {}
    for field in FILES:
        where: str = getattr(family, field)
        if not where:
            continue
        place = family.at(field)
        if ":" in where:
            _packaged(where, place, problems)
            continue
        file = opened(where, place)
        if file is not None:
            data, path = file
            digest: str = getattr(family, f"{field}_sha256")
            _judge(where, data, digest, place, problems)
            found[field] = str(path)
    return replace(family, **found) if found else family


def _packaged(where: str, place: Place, problems: Problems) -> None:
    """A font of an installed package; one that is not installed is no fault of the theme."""
    package, _, file = where.partition(":")
    refusal = "is an address or a drive" if not package.isidentifier() else refused(file)
    if len(package) == 1 or refusal:
        problems.add("bad-path", place, f"{quote(where)} {refusal}", "package:file, or a path")
        return
    try:
        path = locate(where)
    except ResourceError:
        return
    if not path.is_file():
        problems.add("missing-file", place, f"no font {quote(file)} in the package {package!r}")


def _judge(where: str, data: bytes, digest: str, place: Place, problems: Problems) -> None:
    if not whole(data):
        found = f"{quote(where)} is no font, or is cut off"
        problems.add("font-broken", place, found, "a TrueType or OpenType font")
    elif digest and sha256(data).hexdigest() != digest.lower():
        found = f"{quote(where)} is not the file that the theme was made with (SHA-256 differs)"
        problems.add("bad-value", place, found, "that file, or its own SHA-256, or an empty text")


def whole(data: bytes) -> bool:
    """Whether ``data`` is a font with all that its directory names (OpenType 1.9, "Font file")."""
    if data[:4] not in _KINDS or len(data) < 12:
        return False
    (count,) = struct.unpack(">H", data[4:6])
    if len(data) < 12 + 16 * count:
        return False
    tables = [struct.unpack(">4sIII", data[12 + 16 * n : 28 + 16 * n]) for n in range(count)]
    names = {name for name, *_ in tables}
    inside = all(offset + length <= len(data) for _, _, offset, length in tables)
    return inside and names >= _NEEDED and bool(names & _OUTLINES)
