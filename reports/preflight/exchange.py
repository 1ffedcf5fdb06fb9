"""Rules of PDF/X-4 on the file as a whole: version, metadata, output intent, trapping.

The text of ISO 15930-7 was not at hand: conditions are those that public descriptions and other
checkers give, so no clause is numbered, and a printer's preflight may be stricter or laxer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reports.preflight.document import Document
from reports.preflight.metadata import intents, profile_of
from reports.preflight.rule import PRINT, Spot, quoted, rule, whole

_NEWEST = (1, 6)
_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
_IDENTITY = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)")


@rule(
    "x-version",
    "The file is of PDF 1.6 at most",
    "ISO 15930-7 (PDF 1.6)",
    PRINT,
    whole,
)
def x_version(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    given = str(document.root.get("/Version", "/" + document.pdf.pdf_version))[1:]
    for version in {given, document.pdf.pdf_version}:
        if tuple(int(part) for part in version.split(".")) > _NEWEST:
            yield Spot(0, "version", f"PDF {version}")


@rule(
    "x-claim",
    "The metadata says PDF/X-4",
    "ISO 15930-7 (pdfxid:GTS_PDFXVersion)",
    PRINT,
    whole,
)
def x_claim(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    found = document.packet.one("pdfxid:GTS_PDFXVersion")
    if found != "PDF/X-4":
        yield Spot(0, "GTS_PDFXVersion", f"is {quoted(found)}" if found else "is missing")


@rule(
    "x-title",
    "The metadata has a title",
    "ISO 15930-7 (dc:title)",
    PRINT,
    whole,
)
def x_title(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    if not document.packet.one("dc:title"):
        yield Spot(0, "dc:title", "is missing")


@rule(
    "x-dates",
    "The metadata says when the file was made and changed",
    "ISO 15930-7 (xmp:CreateDate, ModifyDate, MetadataDate)",
    PRINT,
    whole,
)
def x_dates(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    for name in _DATES:
        found = document.packet.one(name)
        if not _MOMENT.fullmatch(found):
            yield Spot(0, name, f"is {quoted(found)}, no date" if found else "is missing")


@rule(
    "x-identity",
    "The metadata names document, version and rendition",
    "ISO 15930-7 (xmpMM:DocumentID, VersionID, RenditionClass)",
    PRINT,
    whole,
)
def x_identity(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    for name in _IDENTITY:
        if not document.packet.one(name):
            yield Spot(0, name, "is missing")


@rule(
    "trapped",
    "The file says whether it is trapped, the same everywhere",
    "ISO 15930-7 (Trapped is True or False)",
    PRINT,
    whole,
)
def trapped(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    info, xmp = document.packet.info.get("Trapped", ""), document.packet.one("pdf:Trapped")
    if info not in ("True", "False"):
        yield Spot(0, "Trapped", f"is {info or 'missing'}")
    if xmp and xmp != info:
        yield Spot(0, "Trapped", f"is {info or 'missing'} in Info and {xmp} in XMP")


@rule(
    "x-intent",
    "There is exactly one output intent for PDF/X",
    "ISO 15930-7 (GTS_PDFX)",
    PRINT,
    whole,
)
def x_intent(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    found = intents(document, "GTS_PDFX")
    if len(found) != 1:
        yield Spot(0, "OutputIntents", f"has {len(found)} for PDF/X")


def _intent(document: Document) -> list[Any]:
    return intents(document, "GTS_PDFX")[:1]


@rule(
    "x-condition",
    "The output intent names the printing condition",
    "ISO 15930-7 (OutputConditionIdentifier; Info or RegistryName should be there)",
    PRINT,
    _intent,
)
def x_condition(document: Document, things: Sequence[Any]) -> Iterator[Spot]:
    for intent in things:
        if not str(intent.get("/OutputConditionIdentifier", "")).strip():
            yield Spot(0, "OutputConditionIdentifier", "is missing")
        if "/Info" not in intent and "/RegistryName" not in intent:
            yield Spot(0, "OutputIntent", "has neither Info nor RegistryName", warning=True)


@rule(
    "x-profile",
    "The output intent embeds the profile of a printer in CMYK, of ICC version 4 at most",
    "ISO 15930-7; ICC.1, 7.2 (class prtr, space CMYK)",
    PRINT,
    _intent,
)
def x_profile(document: Document, things: Sequence[Any]) -> Iterator[Spot]:
    for intent in things:
        if "/DestOutputProfile" not in intent:
            yield Spot(0, "DestOutputProfile", "is missing")
            continue
        stream = intent.DestOutputProfile
        profile = profile_of(stream)
        if not profile.proper:
            yield Spot(0, "DestOutputProfile", "is no ICC profile")
        elif profile.kind != "prtr" or profile.space != "CMYK":
            yield Spot(0, "DestOutputProfile", f"is {profile.kind} for {profile.space}")
        elif int(stream.get("/N", 0)) != 4:
            yield Spot(0, "DestOutputProfile", f"N is {stream.get('/N', 'missing')}; CMYK has 4")
        elif profile.version > 4:
            yield Spot(0, "DestOutputProfile", f"is of ICC version {profile.version}")


@rule(
    "one-profile",
    "All output intents share one profile object",
    "ISO 19005-2, 6.2.3",
    PRINT,
    lambda document: [
        i for i in document.root.get("/OutputIntents", []) if "/DestOutputProfile" in i
    ],
)
def one_profile(document: Document, things: Sequence[Any]) -> Iterator[Spot]:
    if len({intent.DestOutputProfile.objgen for intent in things}) > 1:
        yield Spot(0, "OutputIntents", "have profiles of their own")
