"""Faults planted into a print edition: each returns the page on which it must be found."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from tests.preflight.editing import packet, rewrite, swapped
from tests.preflight.press_specimen import BLEED, SHIFT, add, picture, profile
from tests.preflight.screen_faults import Fault, Plant, transfer

Name = pikepdf.Name


def _box(name: str, change: Any, number: int = 3) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        page = pdf.pages[number - 1].obj
        edges = [float(edge) for edge in page[f"/{name}"]]
        page[f"/{name}"] = pikepdf.Array(change(edges))
        return number

    return plant


def _gone(name: str, number: int = 3) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        del pdf.pages[number - 1].obj[f"/{name}"]
        return number

    return plant


def both_boxes(pdf: pikepdf.Pdf) -> int:
    pdf.pages[1].obj.ArtBox = pdf.pages[1].obj.TrimBox
    return 2


def thin_bleed(edges: list[float]) -> list[float]:
    return [edge + way * 2 * BLEED / 3 for edge, way in zip(edges, (1, 1, -1, -1), strict=True)]


def _paint(code: bytes, number: int = 4) -> Plant:
    return lambda pdf: add(pdf, number, code)


def _packet(pattern: str, by: str = "") -> Plant:
    return lambda pdf: packet(pdf, pattern, by)


def _intent(key: str, value: Any = None) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        intent = pdf.Root.OutputIntents[0]
        if value is None:
            del intent[key]
        else:
            intent[key] = value
        return 0

    return plant


def _profile(data: bytes, count: int = 4) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(data, N=count)
        return 0

    return plant


def no_intents(pdf: pikepdf.Pdf) -> int:
    del pdf.Root.OutputIntents
    return 0


def two_intents(pdf: pikepdf.Pdf) -> int:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])
    return 0


def two_profiles(pdf: pikepdf.Pdf) -> int:
    other = pikepdf.Dictionary(dict(pdf.Root.OutputIntents[0].items()))
    other.S = Name.GTS_PDFA1
    other.DestOutputProfile = pdf.make_stream(profile(), N=4)
    pdf.Root.OutputIntents.append(other)
    return 0


def _trapped(value: Any) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        if value is None:
            del pdf.docinfo["/Trapped"]
        else:
            pdf.docinfo["/Trapped"] = value
        return 0

    return plant


def link(pdf: pikepdf.Pdf) -> int:
    annotation = pikepdf.Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[100, 100, 200, 120],
        A=pikepdf.Dictionary(S=Name.URI, URI="https://www.un.org"),
    )
    pdf.pages[4].obj.Annots = pikepdf.Array([pdf.make_indirect(annotation)])
    return 5


def script(pdf: pikepdf.Pdf) -> int:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return 0


def _form(number: int = 4, **entries: Any) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> int:
        form = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], **entries
        )
        pdf.pages[number - 1].Resources.XObject = pikepdf.Dictionary(Fx=form)
        return number

    return plant


def group_in_rgb(pdf: pikepdf.Pdf) -> int:
    pdf.pages[2].obj.Group = pikepdf.Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    return 3


def viewed_by_trim(pdf: pikepdf.Pdf) -> int:
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintClip=Name.TrimBox)
    return 0


def rich_black(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"0 0 0 1 k", b".6 .4 .4 1 k"))


def black_of_three(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"0 0 0 1 k", b".75 .7 .7 0 k"))


def knocked_out(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"/Over gs", b"/Knock gs"))


def grey_space(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"/Over gs 0 0 0 1 k", b"/Over gs 0 g"))


def white_lost(pdf: pikepdf.Pdf) -> int:
    return add(pdf, 2, b"/Over gs 0 0 0 0 k 100 100 50 50 re f")


def art_at_trim(pdf: pikepdf.Pdf) -> int:
    code = b"/Knock gs .2 0 0 0 k %.2f 300 200 100 re f" % SHIFT
    return add(pdf, 5, code)


def overprinted_heavily(pdf: pikepdf.Pdf) -> int:
    """Black text over a surface: allowed alone, too much together."""
    data = pdf.pages[2].Contents.read_bytes()
    panel = b"/Artifact BMC /Knock gs .9 .9 .8 0 k 0 0 700 950 re f EMC\n"
    pdf.pages[2].Contents.write(panel + data)
    return 3


def slug_in_the_bleed(pdf: pikepdf.Pdf) -> int:
    return rewrite(pdf, 3, swapped(rb"BT 1 0 0 1 50 ", b"BT 1 0 0 1 -6 "))


def thin_rule(pdf: pikepdf.Pdf) -> int:
    return add(pdf, 4, b"/Knock gs 0 0 0 .5 k 100 100 200 0.1 re f")


def no_font_file(pdf: pikepdf.Pdf) -> int:
    name = re.search(rb"/(F\d+) [\d.]+ Tf", pdf.pages[0].Contents.read_bytes())
    assert name is not None
    font = pdf.pages[0].Resources.Font[f"/{name[1].decode()}"]
    del font.DescendantFonts[0].FontDescriptor.FontFile2
    return 1


FAULTS = [
    Fault("PDF 1.7", "x-version", lambda pdf: 0, save={"force_version": "1.7"}),
    Fault("no claim", "x-claim", _packet(r"<pdfxid:.*?</pdfxid:\w+>")),
    Fault("another claim", "x-claim", _packet("PDF/X-4", "PDF/X-4p")),
    Fault("no title", "x-title", _packet(r"<dc:title>.*?</dc:title>")),
    Fault("no date", "x-dates", _packet(r"<xmp:MetadataDate>.*?</xmp:MetadataDate>")),
    Fault("half a date", "x-dates", _packet(r"(<xmp:CreateDate>\d{4})[^<]*", r"\1")),
    Fault("no document ID", "x-identity", _packet(r"<xmpMM:DocumentID>.*?</xmpMM:DocumentID>")),
    Fault("not said whether trapped", "trapped", _trapped(None)),
    Fault("trapping unknown", "trapped", _trapped(Name.Unknown)),
    Fault(
        "trapped and not",
        "trapped",
        _packet("<dc:format>", "<pdf:Trapped>True</pdf:Trapped><dc:format>"),
    ),
    Fault("no output intent", "x-intent", no_intents),
    Fault("two output intents", "x-intent", two_intents),
    Fault("no condition", "x-condition", _intent("/OutputConditionIdentifier")),
    Fault("no profile", "x-profile", _intent("/DestOutputProfile")),
    Fault("profile of a screen", "x-profile", _profile(profile(b"RGB ", b"mntr"), 3)),
    Fault("profile of a scanner", "x-profile", _profile(profile(b"CMYK", b"scnr"))),
    Fault("profile of ICC 5", "x-profile", _profile(profile(version=5))),
    Fault("N of three", "x-profile", _profile(profile(), 3)),
    Fault("a profile cut short", "x-profile", _profile(profile()[:100])),
    Fault("two profiles", "one-profile", two_profiles),
    Fault("no trim", "trim-box", _gone("TrimBox")),
    Fault("trim and art", "trim-box", both_boxes),
    Fault(
        "bleed beyond the medium", "boxes-nested", _box("BleedBox", lambda _: [-9, -9, 999, 999])
    ),
    Fault("trim beyond the bleed", "boxes-nested", _box("TrimBox", lambda _: [10, 10, 99, 99])),
    Fault("no bleed", "bleed-width", _gone("BleedBox")),
    Fault("1 mm of bleed", "bleed-width", _box("BleedBox", thin_bleed)),
    Fault("art ends at the trim", "bleed-reached", art_at_trim),
    Fault(
        "mark in the bleed",
        "marks-outside",
        _paint(b"/Knock gs 0 0 0 1 K .3 w 300 30 m 300 36.5 l S"),
    ),
    Fault(
        "mark beyond the medium",
        "marks-outside",
        _paint(b"/Knock gs 0 0 0 1 K .3 w 300 -30 m 300 10 l S"),
    ),
    Fault("text across the trim", "text-in-trim", slug_in_the_bleed),
    Fault("a page of another size", "pages-alike", _box("TrimBox", lambda e: [*e[:3], e[3] - 50])),
    Fault("link on the page", "no-annotations", link),
    Fault("JavaScript on opening", "no-scripts", script),
    Fault("OPI", "no-forms-by-name", _form(OPI=pikepdf.Dictionary())),
    Fault("reference XObject", "no-forms-by-name", _form(Ref=pikepdf.Dictionary())),
    Fault("PostScript XObject", "no-forms-by-name", _form(Subtype2=Name.PS)),
    Fault("transfer function", "no-transfer", transfer),
    Fault("view by the trim", "view-areas", viewed_by_trim),
    Fault("RGB paint", "cmyk-only", _paint(b"1 0 0 rg 100 100 50 50 re f")),
    Fault("grey as RGB", "cmyk-only", _paint(b".5 .5 .5 RG 2 w 100 100 m 300 100 l S")),
    Fault("RGB group", "cmyk-resources", group_in_rgb),
    Fault("rich black text", "black-text", rich_black),
    Fault("black text of three inks", "black-text", black_of_three),
    Fault("black knocks out", "black-overprints", knocked_out),
    Fault("black as grey", "black-overprints", grey_space),
    Fault("white overprints", "white-knocks-out", white_lost),
    Fault("400 per cent", "total-ink", _paint(b"/Knock gs 1 1 1 1 k 100 100 50 50 re f")),
    Fault("black over a heavy panel", "total-ink", overprinted_heavily),
    Fault("hairline", "hairlines", _paint(b"/Knock gs 0 0 0 .5 K 0.1 w 100 100 m 300 100 l S")),
    Fault("line of no width", "hairlines", _paint(b"/Knock gs 0 0 0 .5 K 0 w 90 90 m 300 90 l S")),
    Fault("thin rule", "hairlines", thin_rule),
    Fault("coarse picture", "image-resolution", lambda p: picture(p, 6, b"\0\0\0\x80", 100, 100)),
    Fault("heavy picture", "image-ink", lambda p: picture(p, 6, b"\xff\xff\xff\x20", 300, 72)),
    Fault("font not embedded", "font-embedded", no_font_file),
]
