"""A structure reader prints the text in the order of the pack, and nothing of it is unowned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from pdfminer.layout import LTChar, LTContainer

from reports.edition import Edition
from reports.editions import editions
from reports.landing import folded
from reports.preflight.expected import expected
from tests import judges

pytestmark = pytest.mark.conform
_MARK = re.compile(r"/mark\d+(/link)?$")


@cache
def told(path: Path) -> list[tuple[str, str]]:
    """(identifier, text) of every text in poppler's structure tree, in reading order."""
    found: list[tuple[str, str]] = []
    above: list[tuple[int, str]] = []
    for line in judges.structure(path).splitlines():
        depth = len(line) - len(line.lstrip())
        shown = line.strip()
        while above and above[-1][0] >= depth:
            above.pop()
        if shown.startswith('"') and shown.endswith('"'):
            found.append((above[-1][1] if above else "", shown[1:-1]))
        elif match := re.match(r"\w+(?: <(.+)>)?", shown):
            above.append((depth, match[1] or (above[-1][1] if above else "")))
    return found


def parts(texts: list[tuple[str, str]], ident: str) -> str:
    """Text of a part and all below it, without the marks of its notes."""
    below = [
        text
        for name, text in texts
        if (name == ident or name.startswith(f"{ident}/")) and not _MARK.search(name)
    ]
    return folded("".join(below))


def misplaced(texts: list[tuple[str, str]], edition: Edition) -> list[str]:
    """Parts of the pack that a structure reader tells at another place, and words it lacks."""
    out: list[str] = []
    places = {}
    for place, (name, _) in enumerate(texts):
        for ident in _heads(name):
            places.setdefault(ident, place)
    last = -1
    for part in expected(edition.selections["page"], edition.language).parts:
        if places.get(part.ident, -1) <= last:
            out.append(f"{part.ident} is out of order")
        last = max(last, places.get(part.ident, -1))
        bare = parts(texts, part.ident).replace(" ", "")
        at = 0
        for piece in part.pieces:
            found = bare.find(piece.replace(" ", ""), at)
            if found < 0:
                out.append(f"{part.ident} lacks {piece!r}")
            at = max(found, at)
    return out


def _heads(name: str) -> list[str]:
    """An identifier and all that it stands in."""
    steps = name.split("/")
    return ["/".join(steps[:n]) for n in range(1, len(steps) + 1)]


def letters(holder: Any) -> Iterator[Any]:
    """The letters of a layout by pdfminer, those in forms among them, without pdfplumber's view of
    each, which takes as long as reading them."""
    for one in holder:
        if isinstance(one, LTChar):
            yield one
        elif isinstance(one, LTContainer):
            yield from letters(one)


def share_owned(path: Path) -> float:
    """Share of the letters on the pages that are in poppler's tree or in artifacts."""
    in_tree = Counter("".join(text for _, text in told(path)).replace(" ", ""))
    missed = total = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for char in letters(page.layout):
                text = re.sub(r"\s|\N{SOFT HYPHEN}", "", char.get_text())
                total += len(text)
                if char.tag == "Artifact":
                    continue
                for letter in text:
                    in_tree[letter] -= 1
                    missed += in_tree[letter] < 0
            page.close()
    return 1 - missed / total


def on_screen() -> list[Edition]:
    """The editions of the shipped pack that are made for the screen."""
    return [one for one in editions(None, "all", None) if "pdf" in one.audience.formats]


def test_poppler_tells_the_pack_in_its_order(shipped: Path) -> None:
    judges.need("pdfinfo")
    for edition in on_screen():
        assert misplaced(told(shipped / f"{edition.stem}.pdf"), edition) == []


def test_all_text_is_owned(shipped: Path) -> None:
    judges.need("pdfinfo")
    for edition in on_screen():
        assert share_owned(shipped / f"{edition.stem}.pdf") == 1.0


def test_poppler_tells_a_pack_at_its_limits_in_its_order(limits: Path) -> None:
    """That nothing of it is unowned, ``check`` says of it in another test, by pdfplumber."""
    judges.need("pdfinfo")
    [edition] = editions(str(limits.parent / "pack"), "delegation", None)
    assert misplaced(told(limits / f"{edition.stem}.pdf"), edition) == []


def test_sections_that_change_places_are_seen(shipped: Path, tmp_path: Path) -> None:
    judges.need("pdfinfo")
    [edition] = editions(None, "press", None)
    path = shipped / f"{edition.stem}.pdf"
    twin = tmp_path / "swapped.pdf"
    with pikepdf.open(path) as pdf:
        kids = pdf.Root.StructTreeRoot.K.K
        kids[2], kids[3] = kids[3], kids[2]
        pdf.save(twin)
    assert any("out of order" in found for found in misplaced(told(twin), edition))


def test_a_heading_that_owns_nothing_is_seen(shipped: Path, tmp_path: Path) -> None:
    judges.need("pdfinfo")
    twin = tmp_path / "emptied.pdf"
    with pikepdf.open(shipped / "buenos-aires-press-en.pdf") as pdf:
        pdf.Root.StructTreeRoot.K.K[2].K[0].K = pikepdf.Array([])
        pdf.save(twin)
    assert share_owned(twin) < 1.0
