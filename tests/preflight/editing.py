"""Hands for planting faults: find things in a written PDF, and change its content streams."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from reports.preflight.document import Document
from reports.preflight.expected import Expected
from reports.preflight.glyphs import Font
from reports.preflight.judge import rules
from reports.preflight.rule import Verdict

TEXT = re.compile(rb"/(F\d+) [\d.]+ Tf|\]TJ")


def elements(pdf: pikepdf.Pdf, *roles: str) -> Iterator[Any]:
    """All structure elements of these types, or all, in reading order."""

    def walk(kids: Any) -> Iterator[Any]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if not roles or str(kid.S)[1:] in roles:
                    yield kid
                yield from walk(kid.get("/K", pikepdf.Array()))

    yield from walk(pdf.Root.StructTreeRoot.K)


def first(pdf: pikepdf.Pdf, *roles: str) -> Any:
    """The first element of these types."""
    return next(elements(pdf, *roles))


def page_of(pdf: pikepdf.Pdf, element: Any) -> int:
    """Number of the page on which an element, or the first below it, stands."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    stack = [element]
    while stack:
        at = stack.pop(0)
        if not isinstance(at, pikepdf.Dictionary):
            continue
        if "/Pg" in at:
            return numbers[at.Pg.objgen]
        kids = at.get("/K", pikepdf.Array())
        stack = [*(kids if isinstance(kids, pikepdf.Array) else [kids]), *stack]
    raise LookupError(str(element.get("/ID", "")))


def links(pdf: pikepdf.Pdf, inside: bool | None = None) -> Iterator[tuple[int, Any]]:
    """(page, link annotation); ``inside``: only those that stay in the file, or leave it."""
    for number, page in enumerate(pdf.pages, 1):
        for entries in page.obj.get("/Annots", []):
            if inside is None or inside == ("/Dest" in entries):
                yield number, entries


def rewrite(
    pdf: pikepdf.Pdf, number: int, change: Callable[[bytes], bytes], *, must: bool = True
) -> int:
    """Change the content of a page; returns its number."""
    content = pdf.pages[number - 1].Contents
    before = content.read_bytes()
    after = change(before)
    assert after != before or not must, f"nothing to change on page {number}"
    content.write(after)
    return number


def swapped(pattern: bytes, by: bytes, *, count: int = 1) -> Callable[[bytes], bytes]:
    """A change: the first matches of a pattern are replaced."""
    return lambda data: re.sub(pattern, by, data, count=count, flags=re.S)


def codes(pdf: pikepdf.Pdf, number: int) -> dict[str, dict[str, int]]:
    """Code of each text, by the name of the font on this page."""
    fonts = pdf.pages[number - 1].Resources.Font
    return {
        name[1:]: {text: code for code, text in Font(font, name).texts.items()}
        for name, font in fonts.items()
    }


def strings(data: bytes) -> Iterator[tuple[str, re.Match[bytes]]]:
    """(font, match) of every TJ array."""
    font = ""
    for match in re.finditer(rb"/(F\d+) [\d.]+ Tf|\[((?:[^\]])*)\]TJ", data):
        if match[1]:
            font = match[1].decode()
        else:
            yield font, match


def line_ending(
    pdf: pikepdf.Pdf, number: int, text: str, after: Callable[[bytes], bool] = lambda _: True
) -> tuple[str, re.Match[bytes]]:
    """(font, match) of the first TJ array that ends with ``text`` before another line begins."""
    known = codes(pdf, number)
    data = pdf.pages[number - 1].Contents.read_bytes()
    for font, match in strings(data):
        code = known[font].get(text)
        goes_on = data[match.end() : match.end() + 9] == b" ET\nBT 1 "
        if code is not None and match[2].endswith(b"%04X>" % code) and goes_on and after(match[2]):
            return font, match
    raise LookupError(f"no line on page {number} ends with {text!r}")


def spliced(match: re.Match[bytes], by: bytes) -> Callable[[bytes], bytes]:
    """A change: the operand of a TJ array becomes ``by``."""
    return lambda data: data[: match.start(2)] + by + data[match.end(2) :]


def planted(pdf: pikepdf.Pdf, faults: Iterable[Any]) -> list[str]:
    """Plant one fault after the other, but for those that find nothing left to spoil and those that
    change how the file is saved; returns the rules of those that are planted."""
    found = []
    for fault in faults:
        if fault.base == "shipped" and not fault.save and fault.after is None:
            with contextlib.suppress(LookupError, AttributeError, AssertionError, StopIteration):
                fault.plant(pdf)
                found.append(fault.rule)
    return found


def verdict(path: Path, edition: str, ident: str, expected: Expected | None = None) -> Verdict:
    """The verdict of one rule on a file."""
    [rule] = [one for one in rules() if one.ident == ident]
    document = Document(path, edition, expected)
    try:
        return rule.judge(document)
    finally:
        document.close()


def packet(pdf: pikepdf.Pdf, pattern: str, by: str) -> int:
    """Change the XMP packet; returns 0, for it stands on no page."""
    text = pdf.Root.Metadata.read_bytes().decode()
    after = re.sub(pattern, by, text, flags=re.S)
    assert after != text, pattern
    pdf.Root.Metadata.write(after.encode())
    return 0
