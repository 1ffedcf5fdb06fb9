"""A PDF read back by pdfplumber (pdfminer): text by structure element."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.data_structures import NumberTree
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from reports.readback import Document, Mark, Word


def read_pdf(path: Path | BytesIO) -> Document:
    """The document at ``path``, or in memory; text is joined glyph by glyph in drawing order."""
    found = Document()
    with pdfplumber.open(path) as pdf:
        root = resolve1(pdf.doc.catalog.get("StructTreeRoot")) or {}
        parents = dict(NumberTree(root["ParentTree"]).values) if "ParentTree" in root else {}
        names: dict[int, tuple[str, str]] = {}
        for page in pdf.pages:
            key: Any = page.page_obj.attrs.get("StructParents")
            owners = [
                owner if isinstance(resolve1(owner), dict) else None
                for owner in resolve1(parents.get(key)) or []
            ]
            _read_page(page, owners, names, found)
            page.close()
    return found


def _read_page(
    page: Any, owners: list[Any], names: dict[int, tuple[str, str]], found: Document
) -> None:
    number = page.page_number
    things = list(_things(page.layout))
    letters: list[Any] = [one for one in things if isinstance(one, LTChar)]
    whole: list[str] = []
    for letter in letters:
        text = letter.get_text()
        whole.append(text)
        if letter.tag == "Artifact":
            continue
        owner = _owner(letter, owners)
        if owner is None:
            found.unowned[number] = found.unowned.get(number, "") + text
            continue
        ident, alt = _name(owner, names)
        if alt:
            found.alts[ident] = alt
        pages = found.texts.setdefault(ident, {})
        pages[number] = pages.get(number, "") + text
    for image in (one for one in things if isinstance(one, LTImage)):
        owner = _owner(image, owners)
        if owner is not None:
            found.rasters.add(_name(owner, names)[0])
    for owner in owners:
        if owner is not None:
            ident, alt = _name(owner, names)
            if alt:
                found.alts[ident] = alt
            found.texts.setdefault(ident, {}).setdefault(number, "")
    found.whole[number] = "".join(whole)
    figures = {
        mcid: _name(owner, names)[0]
        for mcid, owner in enumerate(owners)
        if owner is not None and str(resolve1(resolve1(owner)["S"])) == "/'Figure'"
    }
    if figures:
        _read_figures(page, things, figures, found)


def _things(holder: Any) -> Iterator[Any]:
    """All that is drawn, in drawing order, with what is in forms.

    It is pdfminer's; pdfplumber's view of it takes as long to make as reading the page.
    """
    for one in holder:
        if isinstance(one, LTContainer):
            yield from _things(one)
        else:
            yield one


def _owner(thing: Any, owners: list[Any]) -> Any:
    """The element that owns a thing, or None."""
    mcid = getattr(thing, "mcid", None)
    return owners[mcid] if mcid is not None and mcid < len(owners) else None


def _read_figures(page: Any, things: list[Any], figures: dict[int, str], found: Document) -> None:
    """Words and paths of the figures on a page; their elements by MCID."""
    mine = [one for one in things if getattr(one, "mcid", None) in figures]
    for kind in (LTRect, LTCurve, LTLine):
        paths: list[Any] = [one for one in mine if type(one) is kind]
        for path in paths:
            points = tuple((float(x), float(y)) for x, y in map(page.point2coord, path.pts))
            found.marks.setdefault(figures[path.mcid], []).append(Mark(points, bool(path.fill)))
    letters: list[Any] = [one for one in mine if isinstance(one, LTChar)]
    for letter in letters:
        left, top = map(float, page.point2coord((letter.x0, letter.y1)))
        right, bottom = map(float, page.point2coord((letter.x1, letter.y0)))
        word = Word(letter.get_text(), left, top, right, bottom)
        _print(found.words.setdefault(figures[letter.mcid], []), word)


def _print(words: list[Word], letter: Word) -> None:
    """Enter a letter: it goes on with the last word where it stands right behind it."""
    if words:
        last = words[-1]
        if abs(last.top - letter.top) < 0.5 and abs(letter.left - last.right) < 1.0:
            words[-1] = last._replace(text=last.text + letter.text, right=letter.right)
            return
    words.append(letter)


def _name(owner: Any, names: dict[int, tuple[str, str]]) -> tuple[str, str]:
    key = getattr(owner, "objid", id(owner))
    if key not in names:
        element = resolve1(owner)
        ident = decode_text(resolve1(element["ID"])) if "ID" in element else f"#{key}"
        alt = decode_text(resolve1(element["Alt"])) if "Alt" in element else ""
        names[key] = (ident, alt)
    return names[key]
