"""Rules on text: words read whole, in the right order, in a known language, and can be seen."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reports.landing import folded
from reports.preflight.document import Document, Sheet
from reports.preflight.elements import Content, Element
from reports.preflight.expected import Part, word
from reports.preflight.marks import Area, Picture, Text
from reports.preflight.rule import BOTH, PRINT, SCREEN, Spot, quoted, rule, whole

HYPHENS = "-\N{HYPHEN}"
SOFT = "\N{SOFT HYPHEN}"
_ADDRESS = re.compile(r"^\W*(?:https?://|www\.|mailto:|[\w.+-]+@)")
_DASHES = "\N{EN DASH}\N{EM DASH}"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{4,8})*", re.I)
"""BCP 47, as far as documents like these need it."""
_BAND = 0.12
"""Share of the page at its head and foot where furniture stands."""
_SAME = 1.0
"""Points within which two texts stand at the same place."""
_REPEATS = 3
"""Pages on which a text at the same place is taken for furniture."""
_HIDDEN = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""


def breaks(document: Document) -> list[tuple[int, Element, str, str]]:
    """(page, element, line, rest) wherever a line of an element ends and the element goes on."""
    found = []
    for element, run in document.runs:
        line = ""
        for n, ((page, one), (later, other)) in enumerate(zip(run, run[1:], strict=False)):
            line += one.text
            if page != later or _apart(one, other):
                rest = "".join(text.text for _, text in run[n + 1 : n + 12])
                found.append((page + 1, element, line, rest))
                line = ""
    return found


def _apart(one: Text, other: Text) -> bool:
    """Whether two texts that follow one another do not stand side by side in one line.

    A mark of a note stands higher than its line, but not farther away.
    """
    drop = abs(one.start[1] - other.start[1])
    small, large = sorted((one.size, other.size))
    gap = other.start[0] - one.end[0]
    if gap < -0.5 * small:
        return True
    return drop > 1.2 * large or gap > 0.5 * small


def _last(line: str) -> str:
    return line.split()[-1] if line.split() else ""


def _first(rest: str) -> str:
    return rest.split()[0] if rest.split() else ""


def _known(document: Document) -> frozenset[str]:
    """Words that may stand in the document: those of the pack, or else those inside its lines."""
    if document.expected is not None:
        return document.expected.words
    return frozenset(word(token) for _, text in document.texts for token in text.text.split()[1:-1])


@rule(
    "line-ends",
    "A line ends with a space, a hyphen or a soft hyphen, so that words are not glued together",
    "ISO 32000-1, 14.8.2.5 (word breaks); not seen by validators",
    BOTH,
    breaks,
)
def line_ends(
    document: Document, things: Sequence[tuple[int, Element, str, str]]
) -> Iterator[Spot]:
    known = _known(document)
    address: Element | None = None
    for page, element, line, rest in things:
        end, joined = line[-1:], _last(line) + _first(rest)
        # An address may take more than two lines of a narrow column.
        goes_on = address is element and len(line.split()) == 1
        address = None
        if end.isspace() or rest[:1].isspace():
            continue
        if goes_on or _ADDRESS.match(joined):
            address = element
        elif end not in (SOFT, *HYPHENS, *_DASHES, "") and word(joined) not in known:
            yield Spot(page, str(element), f"glues {quoted(_last(line))} to {quoted(_first(rest))}")


@rule(
    "hyphens-soft",
    "A hyphen that parts a word at the end of a line is a soft one, and the word goes on",
    "ISO 32000-1, 14.8.2.2.3; not seen by validators",
    BOTH,
    breaks,
)
def hyphens_soft(
    document: Document, things: Sequence[tuple[int, Element, str, str]]
) -> Iterator[Spot]:
    known = _known(document)
    for page, element, line, rest in things:
        if line.endswith(SOFT):
            if not rest[:1].isalnum():
                yield Spot(page, str(element), f"{quoted(_last(line))} does not go on")
        elif line.endswith(tuple(HYPHENS)):
            joined = word(_last(line) + _first(rest))
            whole_word = word(_last(line)[:-1] + _first(rest))
            if joined not in known and whole_word in known:
                yield Spot(page, str(element), f"{quoted(whole_word)} is read as {quoted(joined)}")


@rule(
    "hyphens-at-ends",
    "A soft hyphen stands at the end of a line alone",
    "ISO 32000-1, 14.8.2.2.3",
    BOTH,
    lambda document: document.runs,
)
def hyphens_at_ends(
    document: Document, things: Sequence[tuple[Element, list[tuple[int, Text]]]]
) -> Iterator[Spot]:
    for element, run in things:
        for n, (page, text) in enumerate(run):
            ends = n + 1 == len(run) or abs(run[n + 1][1].start[1] - text.start[1]) > 1
            inner = text.text[:-1] if ends else text.text
            if SOFT in inner or (n + 1 == len(run) and text.text.endswith(SOFT)):
                yield Spot(page + 1, str(element), f"soft hyphen within {quoted(text.text)}")


@rule(
    "reading-order",
    "The structure goes through each page in the order in which it is painted, notes apart",
    "ISO 14289-1, 7.1 (logical reading order); ISO 32000-1, 14.8.2.3; not seen by veraPDF",
    SCREEN,
    lambda document: [c for e in document.tree.top for c in e.contents()],
)
def reading_order(document: Document, things: Sequence[Content]) -> Iterator[Spot]:
    last: dict[int, int] = {}
    for content in things:
        owner = document.tree.owners[content]
        if owner.within("Note") is not None:
            continue
        if content.mcid < last.get(content.page, -1):
            detail = "is read after what is painted below it"
            yield Spot(content.page + 1, str(owner), detail)
        last[content.page] = content.mcid


def _parts(document: Document) -> list[Part]:
    return document.expected.parts if document.expected and document.tree.top else []


@rule(
    "content-order",
    "The structure tells sections, blocks and sources in the order of the pack",
    "Matterhorn Protocol, human condition 09-001; the pack",
    BOTH,
    _parts,
)
def content_order(document: Document, things: Sequence[Part]) -> Iterator[Spot]:
    places = {element.ident: n for n, element in enumerate(document.elements)}
    by_ident = {element.ident: element for element in document.elements}
    last, before = -1, ""
    for part in things:
        place = places.get(part.ident)
        if place is None:
            yield Spot(0, part.ident, "is not in the structure")
        elif place < last:
            page = document.page_of(by_ident[part.ident])
            yield Spot(page, part.ident, f"is read before {before}")
        else:
            last, before = place, part.ident


@rule(
    "content-words",
    "The words of each part are there and in the order of the pack",
    "ISO 32000-1, 14.8.2.3; the pack, in the order of its fields",
    BOTH,
    _parts,
)
def content_words(document: Document, things: Sequence[Part]) -> Iterator[Spot]:
    by_ident = {element.ident: element for element in document.elements}
    for part in things:
        element = by_ident.get(part.ident)
        if element is None:
            continue
        text, at = folded(_unmarked(document, element)), 0
        for piece in part.pieces:
            found = text.find(piece, at)
            if found < 0:
                detail = "stands out of order" if piece in text else "is missing"
                yield Spot(document.page_of(element), part.ident, f"{quoted(piece)} {detail}")
            else:
                at = found + len(piece)


def _unmarked(document: Document, element: Element) -> str:
    """Text of an element without the marks of notes in it."""
    if element.actual is not None:
        return element.actual
    parts: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Content):
            parts += [m.text for m in document.by_content.get(kid, ()) if isinstance(m, Text)]
        elif isinstance(kid, Element) and kid.role not in ("Reference", "Note"):
            inner = _unmarked(document, kid)
            parts.append(inner if kid.role in ("Span", "Link", "Quote") else f" {inner} ")
    return "".join(parts)


@rule(
    "furniture",
    "Running heads, folios and whatever else repeats on pages are artifacts",
    "ISO 14289-1, 7.8; ISO 32000-1, 14.8.2.2; not seen by veraPDF",
    SCREEN,
    lambda document: document.sheets if len(document.sheets) > 1 else [],
)
def furniture(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    places: dict[tuple[float, float], set[int]] = defaultdict(set)
    words: dict[tuple[float, float, str], set[int]] = defaultdict(set)
    for sheet in things:
        for text in sheet.texts:
            x, y = (round(edge / _SAME) for edge in text.start)
            words[x, y, text.text.strip()].add(sheet.number)
            if text.owner is not None and text.owner.kind.startswith("Pagination/"):
                places[x, y].add(sheet.number)
    for sheet in things:
        page = sheet.seen
        edge = _BAND * page.height
        for text in sheet.texts:
            if text.owner is None or text.owner.artifact or not text.text.strip():
                continue
            x, y = (round(at / _SAME) for at in text.start)
            if _in_note(document, sheet, text):
                continue
            outside = not page.bottom + edge < text.start[1] < page.top - edge
            again = len(words[x, y, text.text.strip()]) >= _REPEATS
            if outside and (again or places[x, y] - {sheet.number}):
                yield Spot(sheet.number, quoted(text.text), "repeats, but is no artifact")


def _in_note(document: Document, sheet: Sheet, text: Text) -> bool:
    """Notes stand where furniture does, and often say the same."""
    mcid = text.owner.mcid if text.owner else None
    owner = document.tree.owners.get(Content(sheet.number - 1, -1 if mcid is None else mcid))
    return owner is not None and owner.within("Note") is not None


@rule(
    "language",
    "The document has a language, the one of the pack",
    "ISO 14289-1, 7.2; WCAG 2.2, 3.1.1",
    SCREEN,
    whole,
)
def language(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    given = str(document.root.get("/Lang", ""))
    wanted = document.expected.metadata.get("language") if document.expected else None
    if not _LANGUAGE.fullmatch(given):
        yield Spot(0, "Lang", f"is {quoted(given)}, no language tag" if given else "is missing")
    elif wanted and given != wanted:
        yield Spot(0, "Lang", f"is {given}; the pack is in {wanted}")


def _tagged(document: Document) -> list[tuple[int, str, str]]:
    """(page, where, language) of everything with a language of its own."""
    found = [
        (document.page_of(element), str(element), element.lang)
        for element in document.elements
        if element.lang is not None
    ]
    for sheet in document.sheets:
        found += [(sheet.number, "marked content", lang) for lang in sheet.langs]
    return found


@rule(
    "language-of-parts",
    "A part in another language says which, by a proper tag",
    "ISO 14289-1, 7.2; BCP 47; WCAG 2.2, 3.1.2",
    SCREEN,
    _tagged,
)
def language_of_parts(document: Document, things: Sequence[tuple[int, str, str]]) -> Iterator[Spot]:
    for page, where, lang in things:
        if not _LANGUAGE.fullmatch(lang):
            yield Spot(page, where, f"language {quoted(lang)} is no language tag")


@rule(
    "characters",
    "Every glyph has a meaning: no character is unknown, private or a control",
    "ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7",
    BOTH,
    lambda document: document.texts,
)
def characters(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        bad = [c for c in text.text if c == "\N{REPLACEMENT CHARACTER}" or _no_text(c)]
        if bad:
            yield Spot(page, quoted(text.text), f"holds U+{ord(bad[0]):04X}")


def _no_text(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    return unicodedata.category(char) in ("Co", "Cs", "Cc")


@rule(
    "text-seen",
    "No text is invisible or covered by what is painted later",
    "ISO 14289-1, 7.1 (content is what is seen); WCAG 2.2, 1.4.3",
    BOTH,
    lambda document: [sheet for sheet in document.sheets if sheet.texts],
)
def text_seen(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        covers = [
            (n, mark)
            for n, mark in enumerate(sheet.marks)
            if isinstance(mark, (Area, Picture)) and mark.alpha >= 1
        ]
        for n, text in enumerate(sheet.marks):
            if not isinstance(text, Text) or not text.text.strip():
                continue
            if text.mode in _HIDDEN:
                yield Spot(sheet.number, quoted(text.text), "is set in an invisible mode")
            for later, cover in covers:
                if later > n and cover.box.meets(text.box):
                    points = [p for p in text.samples if _hides(cover, p)]
                    if points:
                        detail = f"is covered by a {type(cover).__name__.lower()} painted later"
                        yield Spot(sheet.number, quoted(text.text), detail)
                        break


def _hides(cover: Area | Picture, point: tuple[float, float]) -> bool:
    if isinstance(cover, Area):
        return cover.covers(point)
    box = cover.box
    return box.left <= point[0] <= box.right and box.bottom <= point[1] <= box.top


@rule(
    "text-on-page",
    "All text stands on the page",
    "ISO 32000-1, 14.11.2; veraPDF passes over what lies outside the crop box",
    SCREEN,
    lambda document: document.texts,
)
def text_on_page(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        if text.text.strip() and not document.sheets[page - 1].seen.holds(text.box, 0.5):
            yield Spot(page, quoted(text.text), f"at {text.box} reaches beyond the page")


@rule(
    "text-in-trim",
    "All text stands inside the trimmed page or, as a slug, wholly outside the bleed",
    "ISO 32000-1, 14.11.2; Ghent Workgroup, text near the trim",
    PRINT,
    lambda document: document.texts,
)
def text_in_trim(document: Document, things: Sequence[tuple[int, Text]]) -> Iterator[Spot]:
    for page, text in things:
        sheet = document.sheets[page - 1]
        if text.text.strip() and not sheet.trim.holds(text.box) and sheet.bleed.meets(text.box):
            yield Spot(page, quoted(text.text), f"at {text.box} would be cut")


@rule(
    "addresses",
    "The address of every source can be read on the page",
    "House rule: a link is of no use on paper; the pack",
    BOTH,
    lambda document: document.expected.addresses if document.expected else (),
)
def addresses(document: Document, things: Sequence[str]) -> Iterator[Spot]:
    text = "".join("".join(t.text for t in sheet.texts) for sheet in document.sheets)
    bare = re.sub(r"\s|\N{SOFT HYPHEN}", "", text)
    for address in things:
        if address not in bare:
            yield Spot(0, address, "is nowhere to be read")
