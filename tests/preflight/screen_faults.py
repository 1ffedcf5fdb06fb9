"""Faults planted into a screen edition: each returns the page on which it must be found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pikepdf

from tests.preflight.editing import (
    codes,
    elements,
    first,
    line_ending,
    links,
    packet,
    page_of,
    rewrite,
    spliced,
    strings,
    swapped,
)
from tests.preflight.press_specimen import add, profile

Plant = Callable[[pikepdf.Pdf], int]
Name = pikepdf.Name


class Fault(NamedTuple):
    """One fault: what it is called, the rule that must name it, and how it is made."""

    name: str
    rule: str
    plant: Plant
    base: str = "shipped"
    """The pack that it is planted in: the shipped one, or the one at its ``limits``."""
    save: Mapping[str, Any] = MappingProxyType({})
    """How the file is saved."""
    after: Callable[[bytes], bytes] | None = None
    """A last change to the bytes of the file."""


def _figure(key: str, value: Any) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        figure = first(pdf, "Figure")
        figure[key] = value
        return page_of(pdf, figure)

    return plant


def _box(*edges: float) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        figure = first(pdf, "Figure")
        figure.A.BBox = pikepdf.Array(edges)
        return page_of(pdf, figure)

    return plant


def _gone(role: str, key: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        element = next(e for e in elements(pdf, role) if key in e)
        number = page_of(pdf, element)
        del element[key]
        return number

    return plant


def _role(role: str, to: str, nth: int = 0) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        element = list(elements(pdf, role))[nth]
        element.S = Name(f"/{to}")
        return page_of(pdf, element)

    return plant


def _bullets(pdf: pikepdf.Pdf) -> Any:
    return next(e for e in elements(pdf, "L") if e.A.ListNumbering == Name.Disc)


def list_without_numbering(pdf: pikepdf.Pdf) -> int:
    listing = _bullets(pdf)
    del listing.A
    return page_of(pdf, listing)


def bullets_called_none(pdf: pikepdf.Pdf) -> int:
    listing = _bullets(pdf)
    listing.A.ListNumbering = Name("/None")
    return page_of(pdf, listing)


def ragged_row(pdf: pikepdf.Pdf) -> int:
    row = list(elements(pdf, "TR"))[1]
    number = page_of(pdf, row)
    del row.K[-1]
    return number


def no_header_cells(pdf: pikepdf.Pdf) -> int:
    table = first(pdf, "Table")
    for cell in list(elements(pdf, "TH")):
        cell.S = Name.TD
    return page_of(pdf, table)


def no_scope(pdf: pikepdf.Pdf) -> int:
    cell = first(pdf, "TH")
    del cell.A
    return page_of(pdf, cell)


def emptied(role: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        element = next(e for e in elements(pdf, role) if isinstance(e.K[0], int))
        number = page_of(pdf, element)
        element.K = pikepdf.Array([])
        return number

    return plant


def untagged(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 2, swapped(rb"/Artifact<<[^\n]*BDC\n([^\n]*)\nEMC", rb"\1"))


def mark_of_nothing(pdf: pikepdf.Pdf) -> int:
    element = next(e for e in elements(pdf, "P") if isinstance(e.K[0], int))
    element.K.append(999)
    return page_of(pdf, element)


def element_twice(pdf: pikepdf.Pdf) -> int:
    section = pdf.Root.StructTreeRoot.K.K[2]
    element = next(e for e in elements(pdf, "P") if "/Pg" in e)
    section.K.append(element)
    return page_of(pdf, element)


def parents_swapped(pdf: pikepdf.Pdf) -> int:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[5]
    owners[0], owners[1] = owners[1], owners[0]
    return 3


def glued(pdf: pikepdf.Pdf) -> int:
    for number in range(3, len(pdf.pages) + 1):
        try:
            _, match = line_ending(pdf, number, " ")
        except LookupError:
            continue
        operand = re.sub(rb"[0-9A-F]{4}>$", b">", match[2])
        return rewrite(pdf, number, spliced(match, operand))
    raise LookupError


def hard_hyphen(pdf: pikepdf.Pdf) -> int:
    for number in range(3, len(pdf.pages) + 1):
        try:
            font, match = line_ending(pdf, number, "\N{SOFT HYPHEN}")
        except LookupError:
            continue
        hard = codes(pdf, number)[font].get("-")
        if hard is not None:
            operand = re.sub(rb"[0-9A-F]{4}>$", b"%04X>" % hard, match[2])
            return rewrite(pdf, number, spliced(match, operand))
    raise LookupError


def hyphen_within_a_line(pdf: pikepdf.Pdf) -> int:
    for number in range(3, len(pdf.pages) + 1):
        known = codes(pdf, number)
        for font, match in strings(pdf.pages[number - 1].Contents.read_bytes()):
            soft = known[font].get("\N{SOFT HYPHEN}")
            if soft is not None and len(match[2]) > 60:
                return rewrite(pdf, number, spliced(match, b"<%04X>" % soft + match[2]))
    raise LookupError


def _kids_swapped(pdf: pikepdf.Pdf, holder: Any, one: int, other: int) -> None:
    kids = holder.K
    kids[one], kids[other] = kids[other], kids[one]


def blocks_swapped(pdf: pikepdf.Pdf) -> int:
    section = next(e for e in elements(pdf, "Sect") if str(e.ID) == "at_a_glance")
    divisions = [n for n, kid in enumerate(section.K) if str(kid.S) == "/Div"]
    _kids_swapped(pdf, section, divisions[0], divisions[1])
    return page_of(pdf, section)


def sections_swapped(pdf: pikepdf.Pdf) -> int:
    top = pdf.Root.StructTreeRoot.K
    moved = top.K[2]
    _kids_swapped(pdf, top, 2, 3)
    return page_of(pdf, moved.K[-1])


def words_lost(pdf: pikepdf.Pdf) -> int:
    matches = [m for _, m in strings(pdf.pages[2].Contents.read_bytes()) if len(m[2]) > 150]
    return rewrite(pdf, 3, spliced(matches[3], b""))


def folio_tagged(pdf: pikepdf.Pdf) -> int:
    artifact = rb"/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
    return rewrite(pdf, 4, swapped(artifact, b"/P<</MCID 900>>BDC"))


def _lang(value: str | None) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        if value is None:
            del pdf.Root.Lang
        else:
            pdf.Root.Lang = pikepdf.String(value)
        return 0

    return plant


def language_by_word(pdf: pikepdf.Pdf) -> int:
    element = first(pdf, "BlockQuote")
    element.Lang = pikepdf.String("Castilian Spanish")
    return page_of(pdf, element)


def private_character(pdf: pikepdf.Pdf) -> int:
    font = pdf.pages[1].Resources.Font.F2
    data = font.ToUnicode.read_bytes()
    font.ToUnicode.write(re.sub(rb"(<[0-9A-F]{4}> )<0041>", rb"\1<E001>", data, count=1))
    assert font.ToUnicode.read_bytes() != data
    used = re.search(rb"<([0-9A-F]{4})> <E001>", font.ToUnicode.read_bytes())
    assert used is not None
    for number, page in enumerate(pdf.pages, 1):
        for name, match in strings(page.Contents.read_bytes()):
            digits = re.sub(rb">[^<]*<|^<|>$", b"", match[2])
            shown = [digits[n : n + 4] for n in range(0, len(digits), 4)]
            if name == "F2" and used[1] in shown:
                return number
    raise LookupError


def invisible(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"BT 1 0 0 1", b"BT 3 Tr 1 0 0 1"))


def covered(pdf: pikepdf.Pdf) -> int:
    return add(pdf, 3, b"1 1 1 rg 0 300 600 300 re f")


def off_the_page(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"BT 1 0 0 1 50 ", b"BT 1 0 0 1 590 "))


def address_lost(pdf: pikepdf.Pdf) -> int:
    number, link = next((n, a) for n, a in links(pdf, inside=False))
    assert "/URI" in link.A
    known = codes(pdf, number)
    data = pdf.pages[number - 1].Contents.read_bytes()
    for font, match in strings(data):
        colon = known[font].get(":")
        if colon is not None and b"%04X" % colon in match[2] and b"/Link" in data[: match.start()]:
            rewrite(pdf, number, spliced(match, b""))
            return 0
    raise LookupError


def _link(inside: bool, change: Callable[[pikepdf.Pdf, Any], None]) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        number, entries = next(links(pdf, inside=inside))
        change(pdf, entries)
        return number

    return plant


def _set(key: str, value: Any) -> Callable[[pikepdf.Pdf, Any], None]:
    return lambda _, entries: entries.__setitem__(key, value)


def _drop(key: str) -> Callable[[pikepdf.Pdf, Any], None]:
    return lambda _, entries: entries.__delitem__(key)


def link_forgotten(pdf: pikepdf.Pdf) -> int:
    number, entries = next(links(pdf))
    for element in elements(pdf, "Link"):
        for place, kid in enumerate(element.K):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Obj") == entries:
                del element.K[place]
                return number
    raise LookupError


def to_a_page_that_is_gone(pdf: pikepdf.Pdf) -> int:
    number, entries = next(links(pdf, inside=True))
    entries.Dest[0] = pdf.make_indirect(pikepdf.Dictionary(Type=Name.Page))
    return number


def no_tabs(pdf: pikepdf.Pdf) -> int:
    number, _ = next(links(pdf))
    del pdf.pages[number - 1].obj["/Tabs"]
    return number


def _note(change: Callable[[pikepdf.Pdf, Any], None], where: str) -> Plant:
    """``where``: ``label`` for the link of the first note's label, ``mark`` for its mark's."""

    def plant(pdf: pikepdf.Pdf) -> int:
        note = first(pdf, "Note")
        number = page_of(pdf, note)
        if where == "note":
            change(pdf, note)
            return number
        holder = (
            note
            if where == "label"
            else next(e for e in elements(pdf, "Reference") if "/mark1" in str(e.ID))
        )
        for element in _below(holder):
            for kid in element.K:
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    change(pdf, kid.Obj)
                    return number
        raise LookupError

    return plant


def _below(holder: Any) -> Any:
    for kid in holder.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _elsewhere(pdf: pikepdf.Pdf, link: Any) -> None:
    link.Dest[0] = pdf.pages[0].obj


def outline_short(pdf: pikepdf.Pdf) -> int:
    outlines = pdf.Root.Outlines
    outlines.First.Next.Title = pikepdf.String("Something else")
    return 3


def outline_astray(pdf: pikepdf.Pdf) -> int:
    entry = pdf.Root.Outlines.First
    for key in ("/Dest", "/A"):
        if key in entry:
            del entry[key]
    return 0


def no_labels(pdf: pikepdf.Pdf) -> int:
    del pdf.Root.PageLabels
    return 0


def labels_off_by_one(pdf: pikepdf.Pdf) -> int:
    pdf.Root.PageLabels = pikepdf.Dictionary(
        Nums=pikepdf.Array([0, pikepdf.Dictionary(S=Name.D, St=2)])
    )
    return 3


def pale_text(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"[\d.]+ [\d.]+ [\d.]+ rg (BT /F\d+ 9 Tf)", rb".6 .6 .6 rg \1"))


def dark_panel(pdf: pikepdf.Pdf) -> int:
    data = pdf.pages[2].Contents.read_bytes()
    panel = b"/Artifact BMC\n.2 .2 .2 rg 0 0 600 842 re f\nEMC\n"
    pdf.pages[2].Contents.write(panel + data)
    return 3


def four_inks(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"[\d.]+ [\d.]+ [\d.]+ rg BT", b"0 0 0 1 k BT"))


def _font(change: Callable[[Any], None]) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        name = re.search(rb"/(F\d+) [\d.]+ Tf", pdf.pages[0].Contents.read_bytes())
        assert name is not None
        change(pdf.pages[0].Resources.Font[f"/{name[1].decode()}"])
        return 1

    return plant


def _no_program(font: Any) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def missing_glyph(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"Tm\[<[0-9A-F]{4}", b"Tm[<0000"))


def tiny(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"(/F\d+) 9 Tf", rb"\1 4 Tf"))


def other_title(pdf: pikepdf.Pdf) -> int:
    pdf.docinfo["/Title"] = "Something else"
    return 0


def _catalog(key: str, value: Any = None) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value
        return 0

    return plant


def no_author(pdf: pikepdf.Pdf) -> int:
    return packet(pdf, r"<dc:creator>.*?</dc:creator>", "")


def no_edition(pdf: pikepdf.Pdf) -> int:
    return packet(pdf, r"<xmpMM:VersionID>.*?</xmpMM:VersionID>", "")


def no_claim(pdf: pikepdf.Pdf) -> int:
    return packet(pdf, r"<pdfuaid:part>1</pdfuaid:part>", "")


def profile_of_a_press(pdf: pikepdf.Pdf) -> int:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(profile(), N=4)
    return 0


def large_units(pdf: pikepdf.Pdf) -> int:
    pdf.pages[3].obj.UserUnit = 2
    return 4


def script(pdf: pikepdf.Pdf) -> int:
    action = pikepdf.Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    names = pikepdf.Dictionary(Names=pikepdf.Array(["a", action]))
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pikepdf.Dictionary()
    pdf.Root.Names.JavaScript = names
    return 0


def launch(pdf: pikepdf.Pdf) -> int:
    number, entries = next(links(pdf, inside=False))
    entries.A = pikepdf.Dictionary(S=Name.Launch, F="calc.exe")
    return number


def page_action(pdf: pikepdf.Pdf) -> int:
    pdf.pages[1].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=Name.Named, N=Name.NextPage))
    return 2


def transfer(pdf: pikepdf.Pdf) -> int:
    resources = pdf.pages[4].Resources
    resources.ExtGState = pikepdf.Dictionary(G=pikepdf.Dictionary(TR=Name.Identity))
    return 5


def _chart(pdf: pikepdf.Pdf) -> tuple[int, Any]:
    """Page and figure of the chart of two series (pack at its limits)."""
    figure = next(e for e in elements(pdf, "Figure") if str(e.ID).endswith("full_chart/chart"))
    return page_of(pdf, figure), figure


def _in_figures(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(
        rb"/Figure<</MCID \d+>>BDC.*?EMC", lambda match: change(match[0]), data, flags=re.S
    )


def series_unnamed(pdf: pikepdf.Pdf) -> int:
    number, _ = _chart(pdf)
    return rewrite(pdf, number, _in_figures(swapped(rb"Tm\[[^\]]*\]TJ", b"Tm[]TJ", count=2)))


def series_by_hue(pdf: pikepdf.Pdf) -> int:
    """Two colours of one lightness, and no label on any bar."""
    number, _ = _chart(pdf)
    inks = (b".85 .27 .15 rg", b".05 .48 .42 rg")
    known: dict[bytes, bytes] = {}

    def ink(match: re.Match[bytes]) -> bytes:
        return known.setdefault(match[0], inks[len(known) % 2])

    def change(data: bytes) -> bytes:
        data = re.sub(rb"(([\d.]+ ){3}rg )?BT.*?ET", b"", data, flags=re.S)
        return re.sub(rb"([\d.]+ ){3}rg", ink, data)

    return rewrite(pdf, number, _in_figures(change))


def _picture(pdf: pikepdf.Pdf, key: str, value: Any) -> int:
    for number, page in enumerate(pdf.pages, 1):
        for thing in page.Resources.get("/XObject", {}).values():
            thing[key] = value
            return number
    raise LookupError


def nothing(pdf: pikepdf.Pdf) -> int:
    return 0


FAULTS = [
    Fault("figure without a box", "figure-box", _gone("Figure", "/A")),
    Fault("box beyond the page", "figure-box", _box(0, 0, 9999, 9999)),
    Fault("empty box", "figure-box", _box(50, 50, 50, 50)),
    Fault("box beside the figure", "figure-box-holds", _box(50, 50, 80, 80)),
    Fault("no description", "figure-alt", _gone("Figure", "/Alt")),
    Fault("file name as description", "figure-alt", _figure("/Alt", "chart of growth_01.png")),
    Fault("one word as description", "figure-alt", _figure("/Alt", "Chart")),
    Fault("list without numbering", "list-numbering", list_without_numbering),
    Fault("bullets called none", "list-numbering", bullets_called_none),
    Fault("paragraph in a list", "list-parts", _role("LI", "P")),
    Fault("ragged row", "table-regular", ragged_row),
    Fault("no header cells", "table-heads", no_header_cells),
    Fault("header cell without scope", "table-heads", no_scope),
    Fault("heading skipped", "heading-order", _role("H2", "H4", 1)),
    Fault("empty heading", "heading-text", emptied("H3")),
    Fault("unknown structure type", "standard-types", _role("Div", "Fancy")),
    Fault("untagged rule", "content-marked", untagged),
    Fault("paragraph emptied", "content-owned", emptied("P")),
    Fault("mark that is not there", "content-there", mark_of_nothing),
    Fault("element that stands twice", "content-there", element_twice),
    Fault("parent tree swapped", "parent-tree", parents_swapped),
    Fault("words glued at a line end", "line-ends", glued),
    Fault("hard hyphen in a word", "hyphens-soft", hard_hyphen),
    Fault("soft hyphen within a line", "hyphens-at-ends", hyphen_within_a_line),
    Fault("blocks read in another order", "reading-order", blocks_swapped),
    Fault("sections in another order", "content-order", sections_swapped),
    Fault("a line lost", "content-words", words_lost),
    Fault("folio tagged as text", "furniture", folio_tagged),
    Fault("no language", "language", _lang(None)),
    Fault("language by its name", "language", _lang("English, British")),
    Fault("another language", "language", _lang("fr-FR")),
    Fault("language of a part by its name", "language-of-parts", language_by_word),
    Fault("private character", "characters", private_character),
    Fault("invisible text", "text-seen", invisible),
    Fault("covered text", "text-seen", covered),
    Fault("text off the page", "text-on-page", off_the_page),
    Fault("address lost", "addresses", address_lost),
    Fault("link without description", "link-description", _link(True, _drop("/Contents"))),
    Fault("link described by an id", "link-description", _link(True, _set("/Contents", "#a.b"))),
    Fault("link without parent", "link-tagged", _link(True, _drop("/StructParent"))),
    Fault("link in no element", "link-tagged", link_forgotten),
    Fault("link to a page that is gone", "link-target", to_a_page_that_is_gone),
    Fault("link without target", "link-target", _link(True, _drop("/Dest"))),
    Fault(
        "address without scheme",
        "link-target",
        _link(False, lambda _, entries: entries.A.__setitem__("/URI", "www.un.org")),
    ),
    Fault("link beside its text", "link-area", _link(True, _set("/Rect", [500, 5, 510, 9]))),
    Fault("link beyond the page", "link-area", _link(True, _set("/Rect", [0, 0, 999, 999]))),
    Fault("link not printed", "link-printed", _link(True, _set("/F", 0))),
    Fault("hidden link", "link-printed", _link(True, _set("/F", 6))),
    Fault("tabulator anyhow", "tab-order", no_tabs),
    Fault("note label leads elsewhere", "notes-linked", _note(_elsewhere, "label")),
    Fault("note mark leads elsewhere", "notes-linked", _note(_elsewhere, "mark")),
    Fault("note without id", "notes-linked", _note(_drop("/ID"), "note")),
    Fault("heading not in the outline", "outline-complete", outline_short),
    Fault("outline entry without target", "outline-leads", outline_astray),
    Fault("no page labels", "page-labels", no_labels),
    Fault("page labels off by one", "page-labels", labels_off_by_one),
    Fault("pale text", "contrast", pale_text),
    Fault("dark panel under dark text", "contrast", dark_panel),
    Fault("CMYK on screen", "colours-on-screen", four_inks),
    Fault("font not embedded", "font-embedded", _font(_no_program)),
    Fault(
        "font without subset name",
        "font-subset",
        _font(lambda font: font.__setitem__("/BaseFont", Name.SourceSans)),
    ),
    Fault(
        "font without ToUnicode", "font-unicode", _font(lambda font: font.__delitem__("/ToUnicode"))
    ),
    Fault("missing glyph", "font-glyphs", missing_glyph),
    Fault("text too small", "text-size", tiny),
    Fault("no metadata", "metadata-there", _catalog("/Metadata")),
    Fault("another title in Info", "metadata-agrees", other_title),
    Fault("no author", "metadata-complete", no_author),
    Fault("no edition", "metadata-complete", no_edition),
    Fault("title not shown", "title-shown", _catalog("/ViewerPreferences")),
    Fault("no claim of PDF/UA", "claims", no_claim),
    Fault(
        "tags suspect",
        "marked",
        _catalog("/MarkInfo", pikepdf.Dictionary(Marked=True, Suspects=True)),
    ),
    Fault("no output intent", "output-intent", _catalog("/OutputIntents")),
    Fault("profile of a press", "output-intent", profile_of_a_press),
    Fault("user units", "page-boxes", large_units),
    Fault("JavaScript", "no-scripts", script),
    Fault(
        "action on opening",
        "no-scripts",
        _catalog("/OpenAction", pikepdf.Dictionary(S=Name.Named, N=Name.Print)),
    ),
    Fault("link that launches", "no-actions", launch),
    Fault("page with an action", "no-actions", page_action),
    Fault("transfer function", "no-transfer", transfer),
    Fault("series without a name", "series-named", series_unnamed, "limits"),
    Fault("series told apart by hue", "told-without-colour", series_by_hue, "limits"),
    Fault(
        "interpolated picture",
        "image-smooth",
        lambda pdf: _picture(pdf, "/Interpolate", True),
        "limits",
    ),
    Fault(
        "alternate picture",
        "no-forms-by-name",
        lambda pdf: _picture(pdf, "/Alternates", pikepdf.Array()),
        "limits",
    ),
    Fault(
        "encrypted",
        "not-encrypted",
        nothing,
        save={"encryption": pikepdf.Encryption(owner="owner", user="")},
    ),
    Fault(
        "no ID",
        "identified",
        nothing,
        save={"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        after=lambda data: data.replace(b"/ID [", b"/IX ["),
    ),
]
