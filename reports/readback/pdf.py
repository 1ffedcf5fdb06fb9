"""A PDF read back by pdfplumber (pdfminer): text by structure element."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.data_structures import NumberTree
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
    whole: list[str] = []
    for char in page.chars:
        text = char["text"]
        whole.append(text)
        if char.get("tag") == "Artifact":
            continue
        mcid = char.get("mcid")
        owner = owners[mcid] if mcid is not None and mcid < len(owners) else None
        if owner is None:
            found.unowned[number] = found.unowned.get(number, "") + text
            continue
        ident, alt = _name(owner, names)
        if alt:
            found.alts[ident] = alt
        pages = found.texts.setdefault(ident, {})
        pages[number] = pages.get(number, "") + text
    for image in page.images:
        mcid = image.get("mcid")
        owner = owners[mcid] if mcid is not None and mcid < len(owners) else None
        if owner is not None:
            found.rasters.add(_name(owner, names)[0])
    for owner in owners:
        if owner is not None:
            ident, alt = _name(owner, names)
            if alt:
                found.alts[ident] = alt
            found.texts.setdefault(ident, {}).setdefault(number, "")
    found.whole[number] = "".join(whole)
    _read_figures(page, owners, names, found)


def _read_figures(
    page: Any, owners: list[Any], names: dict[int, tuple[str, str]], found: Document
) -> None:
    """Words and paths of the figures on a page."""
    figures = {
        mcid: _name(owner, names)[0]
        for mcid, owner in enumerate(owners)
        if owner is not None and str(resolve1(resolve1(owner)["S"])) == "/'Figure'"
    }
    for path in (*page.rects, *page.curves, *page.lines) if figures else ():
        ident = figures.get(path.get("mcid"))
        if ident is not None:
            points = tuple((float(x), float(y)) for x, y in path["pts"])
            found.marks.setdefault(ident, []).append(Mark(points, bool(path["fill"])))
    for char in page.chars if figures else ():
        ident = figures.get(char.get("mcid"))
        if ident is not None:
            _print(found.words.setdefault(ident, []), char)


def _print(words: list[Word], char: Any) -> None:
    """Enter a letter: it goes on with the last word where it stands right behind it."""
    left, top, right, bottom = (float(char[edge]) for edge in ("x0", "top", "x1", "bottom"))
    if words:
        last = words[-1]
        if abs(last.top - top) < 0.5 and abs(left - last.right) < 1.0:
            words[-1] = last._replace(text=last.text + char["text"], right=right)
            return
    words.append(Word(char["text"], left, top, right, bottom))


def _name(owner: Any, names: dict[int, tuple[str, str]]) -> tuple[str, str]:
    key = getattr(owner, "objid", id(owner))
    if key not in names:
        element = resolve1(owner)
        ident = decode_text(resolve1(element["ID"])) if "ID" in element else f"#{key}"
        alt = decode_text(resolve1(element["Alt"])) if "Alt" in element else ""
        names[key] = (ident, alt)
    return names[key]
