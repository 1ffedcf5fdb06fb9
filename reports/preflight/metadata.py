"""Rules on what a file says of itself: XMP, information dictionary, claims, output intent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from layouts.audience import CLAIMS
from reports.preflight.document import Document
from reports.preflight.packet import moment
from reports.preflight.rule import BOTH, SCREEN, Spot, quoted, rule, whole

_PAIRS = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": "pdf:Keywords",
    "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
}
_DATES = {"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}
_COMPLETE = {
    "title": "dc:title",
    "subject": "dc:description",
    "keywords": "pdf:Keywords",
    "author": "dc:creator",
    "language": "dc:language",
    "edition": "xmpMM:VersionID",
}
"""Where the XMP packet has what the pack gives; the edition is the version of the document."""


@rule(
    "metadata-there",
    "There is an XMP packet that can be read",
    "ISO 14289-1, 7.1; ISO 19005-2, 6.6.2; ISO 15930-7",
    BOTH,
    whole,
)
def metadata_there(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    packet = document.packet
    if packet.stream is None:
        yield Spot(0, "Metadata", "is missing")
    elif not packet.xmp:
        yield Spot(0, "Metadata", "is no XMP packet")
    elif "/Filter" in packet.stream:
        yield Spot(0, "Metadata", "is compressed, so that few tools find it", warning=True)


@rule(
    "metadata-agrees",
    "XMP and information dictionary say the same",
    "ISO 19005-2, 6.6.3; ISO 15930-7; not seen by veraPDF for 2a",
    BOTH,
    lambda document: [k for k in (*_PAIRS, *_DATES) if k in document.packet.info],
)
def metadata_agrees(document: Document, things: Sequence[str]) -> Iterator[Spot]:
    packet = document.packet
    for key in things:
        name = _PAIRS.get(key) or _DATES[key]
        said, other = packet.info[key], packet.joined(name)
        same = moment(said) == moment(other) if key in _DATES else said == other
        if not same:
            yield Spot(
                0, key, f"is {quoted(said)}, {name} is {quoted(other) if other else 'missing'}"
            )


@rule(
    "metadata-complete",
    "Title, subject, keywords, author, language and edition are there as the pack has them",
    "House rule; XMP (ISO 16684-1): dc:title, dc:description, pdf:Keywords, dc:creator, "
    "dc:language, xmpMM:VersionID",
    SCREEN,
    whole,
)
def metadata_complete(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    wanted = document.expected.metadata if document.expected else dict.fromkeys(_COMPLETE, "")
    for key, value in wanted.items():
        found = document.packet.joined(_COMPLETE[key])
        if not found:
            yield Spot(0, key, f"is missing ({_COMPLETE[key]})")
        elif value and found != value:
            yield Spot(0, key, f"is {quoted(found)}; the pack has {quoted(value)}")


@rule(
    "title-shown",
    "The window shows the title of the document",
    "ISO 14289-1, 7.1 (DisplayDocTitle); WCAG 2.2, 2.4.2",
    SCREEN,
    whole,
)
def title_shown(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    preferences = document.root.get("/ViewerPreferences", {})
    if not bool(preferences.get("/DisplayDocTitle", False)):
        yield Spot(0, "DisplayDocTitle", "is not true")


@rule(
    "claims",
    "The file claims PDF/UA-1 and PDF/A-2a, or of them what the audience asks for",
    "ISO 14289-1, 5; ISO 19005-2, 6.6.4",
    SCREEN,
    whole,
)
def claims(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    asked = document.expected.claims if document.expected is not None else CLAIMS
    wanted = {
        "pdfuaid:part": "1" if "ua-1" in asked else "",
        "pdfaid:part": "2" if "a-2a" in asked else "",
        "pdfaid:conformance": "A" if "a-2a" in asked else "",
    }
    for name, value in wanted.items():
        found = document.packet.one(name) or ""
        if found != value:
            yield Spot(0, name, f"is {found or 'missing'}; {value or 'none'} is wanted")


@rule(
    "marked",
    "The file says that it is tagged, and not that its tags are suspect",
    "ISO 14289-1, 7.1; ISO 32000-1, 14.7.1 (MarkInfo)",
    SCREEN,
    whole,
)
def marked(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    info = document.root.get("/MarkInfo", {})
    if not bool(info.get("/Marked", False)):
        yield Spot(0, "MarkInfo", "Marked is not true")
    if bool(info.get("/Suspects", False)):
        yield Spot(0, "MarkInfo", "Suspects is true")
    if not document.tree.top:
        yield Spot(0, "StructTreeRoot", "there is no structure")


@rule(
    "identified",
    "The trailer has an ID of two strings",
    "ISO 19005-2, 6.1.3; ISO 15930-7",
    BOTH,
    whole,
)
def identified(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    ident = document.pdf.trailer.get("/ID")
    if ident is None or len(ident) != 2 or not all(bytes(part) for part in ident):
        yield Spot(0, "ID", "is missing" if ident is None else "is not two strings")


@rule(
    "not-encrypted",
    "The file is not encrypted",
    "ISO 19005-2, 6.1.3; ISO 15930-7; ISO 14289-1, 7.16",
    BOTH,
    whole,
)
def not_encrypted(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    if document.pdf.is_encrypted:
        yield Spot(0, "Encrypt", "the file is encrypted")


class Profile(NamedTuple):
    """The header of an ICC profile (ICC.1, 7.2)."""

    version: int
    kind: str
    space: str
    proper: bool
    """Whether size and signature are right."""


def profile_of(stream: Any) -> Profile:
    """The header of an embedded profile."""
    data = stream.read_bytes()
    if len(data) < 128:
        return Profile(0, "", "", False)
    proper = data[36:40] == b"acsp" and int.from_bytes(data[:4], "big") == len(data)
    kind, space = (data[at : at + 4].decode("latin-1").strip() for at in (12, 16))
    return Profile(data[8], kind, space, proper)


def intents(document: Document, kind: str) -> list[Any]:
    """The output intents of one kind."""
    given = document.root.get("/OutputIntents", [])
    return [intent for intent in given if intent.get("/S") == f"/{kind}"]


@rule(
    "output-intent",
    "One output intent for PDF/A with an embedded RGB profile of ICC version 4 at most",
    "ISO 19005-2, 6.2.3",
    SCREEN,
    whole,
)
def output_intent(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    found = intents(document, "GTS_PDFA1")
    if len(found) != 1:
        yield Spot(0, "OutputIntents", f"has {len(found)} for PDF/A")
        return
    if "/DestOutputProfile" not in found[0]:
        yield Spot(0, "OutputIntents", "has no profile")
        return
    stream = found[0].DestOutputProfile
    profile = profile_of(stream)
    if not profile.proper or profile.kind not in ("mntr", "prtr", "scnr", "spac"):
        yield Spot(0, "DestOutputProfile", "is no output profile")
    elif profile.space != "RGB" or int(stream.get("/N", 0)) != 3:
        yield Spot(0, "DestOutputProfile", f"is for {profile.space}; the colours are RGB")
    elif profile.version > 4:
        yield Spot(0, "DestOutputProfile", f"is of ICC version {profile.version}")
