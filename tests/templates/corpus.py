"""Templates of other people's making, generated once and kept in ``.cache/templates``.

Every one is sound, in that its own program opens it, and odd in a way that organizations' templates
are. :data:`TEMPLATES` says how. What the Open XML SDK finds in one stands in ``own_errors``: only
what it finds beyond that in a deck is ours.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.judges_pptx import need_office, sdk
from tests.templates import from_office, from_pptxgenjs, from_python_pptx

FOLDER = Path(__file__).parent
CACHE = FOLDER.parent.parent / ".cache" / "templates"
_SOURCES = (
    *("package.py", "from_python_pptx.py", "from_office.py", "from_pptxgenjs.py"),
    *("brand.mjs", "kommission.fodp"),
)


class Template(NamedTuple):
    """A template and what is to be known of it beforehand."""

    name: str
    make: Callable[[], bytes]
    origin: str
    """``python-pptx``, ``LibreOffice`` or ``PptxGenJS``."""
    size: tuple[int, int]
    """Width and height of its slides in points, rounded."""
    masters: int
    layouts: int
    odd: str
    """What is unusual about it."""
    own_errors: tuple[str, ...] = ()
    """Ids of what the Open XML SDK (0.4.0 of the npm package) finds in the template itself."""
    refused: str = ""
    """A regular expression of the reason for which no deck can be made of it; empty: one can."""


_WIDE, _OLD, _METRIC = (960, 540), (720, 540), (794, 446)
_NOTES_LATE = "Sch_UnexpectedElementContentExpectingComplex"
"""``notesMasterIdLst`` after ``sldIdLst``: PptxGenJS writes the two in the wrong order."""

_REFUSED = {"bare": "template-layout: .*no layout has a title and"}
"""Templates that no deck can be made of, and the reason that must be given."""
_ROWS: tuple[tuple[str, tuple[int, int], int, int, str, tuple[str, ...]], ...] = (
    ("plain", _OLD, 1, 11, "4:3; titles of 44 pt; printer settings and a thumbnail", ()),
    ("arial", _WIDE, 1, 11, "no layout has a usual name; a logo in a group on the master", ()),
    ("bare", _WIDE, 1, 2, "no body on master or layouts, no title slide: title alone, blank", ()),
    ("extra", _WIDE, 1, 5, "eyebrow, source and two pictures beside the content; Georgia", ()),
    ("dark", _WIDE, 1, 11, "the master's colour map makes the ground dark", ()),
    ("dark-title", _WIDE, 1, 11, "a title layout with a colour map and a picture of its own", ()),
    ("spaced", _WIDE, 1, 11, "titles in spaced capitals; wide insets, lines and paragraphs", ()),
    ("two-masters", _OLD, 2, 13, "the first of two masters has two layouts, the second all", ()),
    (
        *("office-german", _OLD, 1, 12),
        "German names; no text styles on the master, sizes on runs alone, literal colours; "
        "placeholders without an index",
        (),
    ),
    (
        *("office-midnight", _METRIC, 3, 36),
        "slides of 28 × 15.75 cm; dark by literal colours while its theme is light; three masters "
        "whose layouts have the same names; missing faces",
        (),
    ),
    ("office-resaved", _WIDE, 3, 36, "one master for each layout that the deck used", ()),
    (
        *("genjs-wide", _WIDE, 1, 7),
        "Spanish names; a master without title or body; titles with an index, numbers with index "
        "4294967295; literal colours; an empty layout DEFAULT; folders among the zip's members",
        (_NOTES_LATE,),
    ),
    (
        *("genjs-4x3", _OLD, 1, 3),
        "the ground of the title layout is a picture of one dot; no number, no section",
        (_NOTES_LATE,),
    ),
)


def _all() -> dict[str, Template]:
    made = (
        ("python-pptx", from_python_pptx.MAKERS),
        ("LibreOffice", from_office.MAKERS),
        ("PptxGenJS", from_pptxgenjs.MAKERS),
    )
    makers = {name: (origin, make) for origin, each in made for name, make in each.items()}
    return {
        name: Template(
            name,
            makers[name][1],
            makers[name][0],
            size,
            masters,
            layouts,
            odd,
            own,
            _REFUSED.get(name, ""),
        )
        for name, size, masters, layouts, odd, own in _ROWS
    }


TEMPLATES = _all()


class Finding(NamedTuple):
    """One thing that the Open XML SDK finds; without the name of the part, which may change."""

    id: str
    where: str
    """The folder of the part, and the place in it."""
    description: str


def findings(path: Path) -> list[Finding]:
    """What the Open XML SDK finds in a file.

    Verdicts on templates are kept beside them, so that the SDK judges each of them once.
    """
    kept = path.with_suffix(".sdk.json")
    cached = path.is_relative_to(CACHE)
    if cached and kept.exists():
        errors = json.loads(kept.read_text())
    else:
        errors = sdk(path)
        if cached:
            _written(kept, json.dumps(errors).encode())
    return [_finding(error) for error in errors]


def _finding(error: str) -> Finding:
    try:
        said = json.loads(error)
    except json.JSONDecodeError:
        return Finding("", "", error)
    folder = str(said.get("path") or "").rpartition("/")[0]
    place = f"{folder} {said.get('xPath') or ''}"
    return Finding(str(said.get("id") or ""), place, str(said.get("description") or ""))


def need(template: Template) -> None:
    """Skip the test where the program that makes ``template`` is missing; fail it in CI."""
    if template.origin == "LibreOffice":
        need_office()
        _absent(from_office.shipped() is None, "LibreOffice's own templates are missing")
    if template.origin == "PptxGenJS":
        _absent(from_pptxgenjs.library() is None, "PptxGenJS is missing: bash .ci/judges")


def _absent(missing: bool, reason: str) -> None:
    import pytest

    if missing and os.environ.get("CI"):
        pytest.fail(reason)
    if missing:
        pytest.skip(reason)


def path_of(template: Template) -> Path:
    """The file of ``template``, made when it is not in the cache yet."""
    folder = CACHE / _key()
    path = folder / f"{template.name}.pptx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Those of one program are made in one run of it.
        for other in [each for each in TEMPLATES.values() if each.origin == template.origin]:
            _written(folder / f"{other.name}.pptx", other.make())
    return path


def _written(path: Path, data: bytes) -> None:
    """Written whole or not at all: other test processes look for it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as staged:
        staged.write(data)
    os.replace(staged.name, path)


def _key() -> str:
    """Stands for everything that a template is made from, the programs included."""
    parts = [(FOLDER / name).read_bytes() for name in _SOURCES]
    parts += [version("python-pptx").encode(), *from_office.program(), *from_pptxgenjs.program()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
