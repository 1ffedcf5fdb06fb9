"""A print edition made by hand from a screen edition: the sample that print rules are tried on."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

MM = 72 / 25.4
BLEED, ROOM = 3 * MM, 10 * MM
SHIFT = BLEED + ROOM
X_SCHEMA = (
    "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
    "<xmpMM:DocumentID>uuid:0f4f0c0e-0000-4000-8000-000000000001</xmpMM:DocumentID>"
    "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
)
_COLOUR = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)\b")
_POINT = re.compile(rb"(-?[\d.]+) (-?[\d.]+) ([ml])\b")


def profile(space: bytes = b"CMYK", kind: bytes = b"prtr", version: int = 2) -> bytes:
    """The header of an ICC profile and nothing else: what the rules read."""
    head = bytearray(132)
    head[0:4] = len(head).to_bytes(4, "big")
    head[8] = version
    head[12:16], head[16:20], head[36:40] = kind, space, b"acsp"
    return bytes(head)


def separated(red: float, green: float, blue: float) -> tuple[float, float, float, float]:
    """Plain separation with all grey in black; what is nearly black is black alone."""
    k = 1 - max(red, green, blue)
    if k > 0.8:
        return 0.0, 0.0, 0.0, 1.0
    return 1 - red - k, 1 - green - k, 1 - blue - k, k


def _ink(match: re.Match[bytes]) -> bytes:
    inks = separated(*(float(match[n]) for n in (1, 2, 3)))
    state = b"/Over gs " if inks == (0, 0, 0, 1) else b"/Knock gs "
    operator = b"k" if match[4] == b"rg" else b"K"
    return state + b" ".join(b"%.4g" % part for part in inks) + b" " + operator


def _bled(width: float, height: float) -> object:
    def move(match: re.Match[bytes]) -> bytes:
        x, y = float(match[1]), float(match[2])
        x = -BLEED if x <= 0.5 else width + BLEED if x >= width - 0.5 else x
        y = -BLEED if y <= 0.5 else height + BLEED if y >= height - 0.5 else y
        return b"%.2f %.2f %b" % (x, y, match[3])

    return move


def write(screen: Path, to: Path) -> Path:
    """Turn a screen edition into a PDF/X-4 sample with tags; returns ``to``."""
    with pikepdf.open(screen) as pdf:
        for page in pdf.pages:
            _page(pdf, page)
        del pdf.Root.OutputIntents
        icc = pdf.make_stream(profile(), N=4)
        pdf.Root.OutputIntents = pdf.make_indirect(
            pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.OutputIntent,
                        S=pikepdf.Name.GTS_PDFX,
                        OutputConditionIdentifier="FOGRA39",
                        RegistryName="http://www.color.org",
                        Info="FOGRA39",
                        DestOutputProfile=icc,
                    )
                ]
            )
        )
        text = pdf.Root.Metadata.read_bytes().decode()
        text = re.sub(r"<pdf(u?a)id:\w+>[^<]*</pdf\1id:\w+>", "", text)
        text = text.replace("<dc:format>", X_SCHEMA + "<dc:format>")
        text = text.replace(
            ' xmlns:pdfaid="', ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"\n xmlns:pdfaid="'
        )
        pdf.Root.Metadata.write(text.encode())
        pdf.save(to, force_version="1.6")
    return to


def _page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    left, bottom, width, height = (float(edge) for edge in page.MediaBox)
    data = page.Contents.read_bytes()
    data = _POINT.sub(_bled(width, height), data)  # type: ignore[call-overload]
    data = _COLOUR.sub(_ink, data)
    marks = b"/Artifact BMC q /Knock gs 0 0 0 1 K 0.3 w "
    for x in (0.0, width):
        for y, way in ((-BLEED - 4, -1), (height + BLEED + 4, 1)):
            marks += b"%.2f %.2f m %.2f %.2f l S " % (x, y, x, y + 15 * way)
    marks += b"1 1 1 1 K %.2f %.2f m %.2f %.2f l S " % (width / 2, -30, width / 2 + 9, -30)
    data = b"q 1 0 0 1 %.4f %.4f cm\n" % (SHIFT, SHIFT) + data + b"\n" + marks + b"Q EMC\nQ"
    page.Contents = pdf.make_stream(data)
    page.MediaBox = pikepdf.Array([0, 0, width + 2 * SHIFT, height + 2 * SHIFT])
    trim = [SHIFT, SHIFT, SHIFT + width, SHIFT + height]
    page.TrimBox = pikepdf.Array([round(edge, 4) for edge in trim])
    grown = (trim[0] - BLEED, trim[1] - BLEED, trim[2] + BLEED, trim[3] + BLEED)
    page.BleedBox = pikepdf.Array([round(edge, 4) for edge in grown])
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    page.Resources = pikepdf.Dictionary(dict(page.Resources.items()))
    page.Resources.ExtGState = pikepdf.Dictionary(
        Over=pikepdf.Dictionary(OP=True, op=True, OPM=1),
        Knock=pikepdf.Dictionary(OP=False, op=False, OPM=1),
    )


def picture(pdf: pikepdf.Pdf, number: int, ink: bytes, pixels: int, points: float) -> int:
    """Put a picture of one CMYK colour on a page; returns its number."""
    image = pdf.make_stream(
        ink * (pixels * pixels),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=pixels,
        Height=pixels,
        ColorSpace=pikepdf.Name.DeviceCMYK,
        BitsPerComponent=8,
    )
    page = pdf.pages[number - 1]
    page.Resources.XObject = pikepdf.Dictionary(Pic=image)
    add(pdf, number, b"q %.2f 0 0 %.2f 40 400 cm /Pic Do Q" % (points, points))
    return number


def add(pdf: pikepdf.Pdf, number: int, code: bytes) -> int:
    """Paint something at the end of a page, as an artifact; returns its number."""
    content = pdf.pages[number - 1].Contents
    content.write(content.read_bytes() + b"\n/Artifact BMC\n" + code + b"\nEMC\n")
    return number
