"""What a print edition must be, read with pikepdf: each rule with a twin that breaks it.

From public descriptions of PDF/X-4 (ISO 15930-7) and from what this project promises besides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

import pikepdf

FOGRA39 = "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57"
"""SHA-256 of the shipped profile, inflated."""
RGB = {"rg", "RG"}
GREY = {"g", "G"}
OTHER = {"cs", "CS", "sc", "SC", "scn", "SCN", "sh"}


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """What is wrong with a print edition, each as ``rule: where``."""
    found = [*_identity(pdf), *_intent(pdf)]
    for number, page in enumerate(pdf.pages, start=1):
        for rule in (*_boxes(page), *_objects(page), *_paint(page)):
            found.append(f"{rule}: page {number}")
    return found


def _identity(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.pdf_version != "1.6":
        yield f"version: {pdf.pdf_version}"
    if pdf.docinfo.get("/Trapped") != pikepdf.Name("/False"):
        yield "trapped: information"
    if "/OpenAction" in pdf.Root or "/AA" in pdf.Root or "/AcroForm" in pdf.Root:
        yield "action: catalog"
    with pdf.open_metadata() as xmp:
        if xmp.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
            yield "claim: metadata"
        for key in ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "dc:title"):
            if not xmp.get(key):
                yield f"{key}: metadata"
        if any(xmp.get(key) for key in ("pdfuaid:part", "pdfaid:part")):
            yield "other claim: metadata"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = list(pdf.Root.get("/OutputIntents", []))
    if [intent.S for intent in intents] != ["/GTS_PDFX"]:
        yield "intent: catalog"
        return
    intent = intents[0]
    if str(intent.get("/OutputConditionIdentifier", "")) != "FOGRA39":
        yield "condition: intent"
    profile = intent.get("/DestOutputProfile")
    if profile is None or hashlib.sha256(profile.read_bytes()).hexdigest() != FOGRA39:
        yield "profile: intent"
    elif profile.N != 4:
        yield "components: intent"


def _boxes(page: pikepdf.Page) -> Iterator[str]:
    boxes = [list(map(float, page.obj.get(f"/{n}Box", []))) for n in ("Media", "Bleed", "Trim")]
    if not all(boxes) or "/ArtBox" in page.obj:
        yield "boxes"
        return
    media, bleed, trim = boxes
    for outer, inner, least in ((media, bleed, 0.0), (bleed, trim, 3 / 25.4 * 72)):
        gaps = [inner[n] - outer[n] for n in (0, 1)] + [outer[n] - inner[n] for n in (2, 3)]
        if min(gaps) < least - 0.02:
            yield "nesting"


def _objects(page: pikepdf.Page) -> Iterator[str]:
    if "/Annots" in page.obj or "/AA" in page.obj:
        yield "annotation"
    for font in page.Resources.get("/Font", {}).values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not any(f"/FontFile{n}" in descriptor for n in ("", "2", "3")):
            yield "font"
    for thing in page.Resources.get("/XObject", {}).values():
        if thing.Subtype == "/Image" and thing.ColorSpace != "/DeviceCMYK":
            yield "picture"
        if thing.get("/SMask") is not None or thing.get("/Group") is not None:
            yield "transparency"


def _paint(page: pikepdf.Page) -> Iterator[str]:
    """Colours, overprint and lines of the page and of the forms it shows."""
    states = page.Resources.get("/ExtGState", {})
    forms = [x for x in page.Resources.get("/XObject", {}).values() if x.Subtype == "/Form"]
    for stream in (page, *forms):
        fill: tuple[float, ...] = ()
        over, width = False, 1.0
        saved: list[tuple[tuple[float, ...], bool, float]] = []
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name in RGB | GREY | OTHER:
                yield "colour"
            elif name == "q":
                saved.append((fill, over, width))
            elif name == "Q":
                fill, over, width = saved.pop()
            elif name == "k":
                fill = tuple(map(float, operands))
            elif name == "gs":
                over = bool(states[str(operands[0])].get("/op", False))
            elif name == "w":
                width = float(operands[0])
            elif name in ("S", "s", "B") and width < 0.25 - 1e-6:
                yield "hairline"
            black_text = name in ("TJ", "Tj") and fill == (0, 0, 0, 1)
            if name in ("TJ", "Tj", "f", "B", "Do") and over != black_text:
                yield "overprint"


def content(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Replace in the content of the first page that has ``old`` (a pattern)."""
    for page in pdf.pages:
        data = page.Contents.read_bytes()
        changed = re.sub(old, new, data, count=1)
        if changed != data:
            page.Contents.write(changed)
            return
    raise AssertionError(f"no {old!r}")


def _metadata(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    data = pdf.Root.Metadata.read_bytes()
    assert old in data
    pdf.Root.Metadata.write(data.replace(old, new))


def _annotated(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[9, 9, 99, 99]
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])


def _boxed(name: str, shift: float) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        box = list(map(float, pdf.pages[0].obj[name]))
        pdf.pages[0].obj[name] = pikepdf.Array([box[0] - shift, *box[1:]])

    return spoil


def _first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0].FontDescriptor


TWINS: dict[str, tuple[str, Callable[[pikepdf.Pdf], None]]] = {
    "not trapped": ("trapped", lambda pdf: pdf.docinfo.__delitem__("/Trapped")),
    "opens with an action": (
        "action",
        lambda pdf: pdf.Root.__setattr__("OpenAction", pikepdf.Dictionary(S=pikepdf.Name.GoTo)),
    ),
    "claims X-3": ("claim", lambda pdf: _metadata(pdf, b"PDF/X-4", b"PDF/X-3")),
    "claims UA too": (
        "other claim",
        lambda pdf: _metadata(
            pdf,
            b"<pdf:Trapped>False</pdf:Trapped>",
            b'<u:part xmlns:u="http://www.aiim.org/pdfua/ns/id/">1</u:part>',
        ),
    ),
    "no document id": (
        "xmpMM:DocumentID",
        lambda pdf: _metadata(pdf, b"xmpMM:DocumentID>", b"xmpMM:Elsewhere>"),
    ),
    "no intent": ("intent", lambda pdf: pdf.Root.__delattr__("OutputIntents")),
    "intent of PDF/A": (
        "intent",
        lambda pdf: pdf.Root.OutputIntents[0].__setattr__("S", pikepdf.Name.GTS_PDFA1),
    ),
    "another condition": (
        "condition",
        lambda pdf: pdf.Root.OutputIntents[0].__setattr__("OutputConditionIdentifier", "FOGRA51"),
    ),
    "no profile": (
        "profile",
        lambda pdf: pdf.Root.OutputIntents[0].__delattr__("DestOutputProfile"),
    ),
    "no trim": ("boxes", lambda pdf: pdf.pages[0].obj.__delattr__("TrimBox")),
    "trim and art": ("boxes", lambda pdf: pdf.pages[0].obj.__setattr__("ArtBox", [0, 0, 9, 9])),
    "bleed of 1 mm": ("nesting", _boxed("/TrimBox", 2 / 25.4 * 72)),
    "bleed off the sheet": ("nesting", _boxed("/BleedBox", 99)),
    "a link": ("annotation", _annotated),
    "a font left out": ("font", lambda pdf: _first_font(pdf).__delattr__("FontFile2")),
    "RGB": ("colour", lambda pdf: content(pdf, rb"0.95 0.51 0.09 0.61 k", b"0 0 1 rg")),
    "grey": ("colour", lambda pdf: content(pdf, rb"0.95 0.51 0.09 0.61 k", b"0 g")),
    "a line of 0.1 pt": ("hairline", lambda pdf: content(pdf, rb"[\d.]+ w\[", b".1 w[")),
    "black that knocks out": ("overprint", lambda pdf: content(pdf, rb"/Over gs", b"/Knock gs")),
    "white that overprints": (
        "overprint",
        lambda pdf: content(pdf, rb"0 0 0 0 k BT", b"0 0 0 0 k /Over gs BT"),
    ),
}
"""The rule that each twin breaks, and how."""
