"""Rules on what a file must not hold: scripts, actions, annotations, devices' own settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from reports.preflight.document import Document, Sheet
from reports.preflight.geometry import Box
from reports.preflight.rule import BOTH, PRINT, Spot, rule, whole

_ALLOWED = ("/URI", "/GoTo")
_PRINTERS = ("/TrapNet", "/PrinterMark")
_VIEWS = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")


@rule(
    "no-scripts",
    "There is no JavaScript, no form that runs by XFA, no action on opening",
    "ISO 19005-2, 6.5.1; ISO 15930-7; ISO 14289-1, 7.19",
    BOTH,
    whole,
)
def no_scripts(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    root = document.root
    if "/JavaScript" in root.get("/Names", {}):
        yield Spot(0, "Names", "has JavaScript")
    if "/XFA" in root.get("/AcroForm", {}):
        yield Spot(0, "AcroForm", "has XFA")
    if "/AA" in root:
        yield Spot(0, "AA", "the document has actions of its own")
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S")) != "/GoTo":
        yield Spot(0, "OpenAction", f"is an action {opening.get('/S')}")


@rule(
    "no-actions",
    "Pages and annotations start nothing but links",
    "ISO 19005-2, 6.5.1 and 6.5.2; ISO 15930-7",
    BOTH,
    lambda document: document.sheets,
)
def no_actions(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        if "/AA" in sheet.page.obj:
            yield Spot(sheet.number, "AA", "the page has actions of its own")
        for entries in sheet.annotations:
            kind = str(entries.get("/Subtype", "annotation"))[1:]
            action = entries.get("/A", {})
            if "/S" in action and str(action.S) not in _ALLOWED:
                yield Spot(sheet.number, kind, f"has an action {action.S}")
            if "/AA" in entries:
                yield Spot(sheet.number, kind, "has actions of its own")


@rule(
    "no-annotations",
    "No annotation lies on the page or its bleed, links neither",
    "ISO 15930-7; Ghostscript refuses them in PDF/X",
    PRINT,
    lambda document: document.sheets,
)
def no_annotations(document: Document, things: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in things:
        for entries in sheet.annotations:
            left, bottom, right, top = (float(edge) for edge in entries.get("/Rect", [0] * 4))
            kind = str(entries.get("/Subtype", "/Annotation"))
            if kind not in _PRINTERS and Box(left, bottom, right, top).meets(sheet.bleed):
                yield Spot(sheet.number, kind[1:], "lies on the page")


@rule(
    "no-forms-by-name",
    "No PostScript, reference XObject, OPI or alternate image",
    "ISO 15930-7; ISO 19005-2, 6.2.8 and 6.2.9",
    BOTH,
    lambda document: [r for r in document.resources if r[1] == "XObject"],
)
def no_forms_by_name(document: Document, things: Sequence[Any]) -> Iterator[Spot]:
    for page, _, name, thing in things:
        for key in ("/OPI", "/Ref", "/Alternates", "/PS"):
            if key in thing:
                yield Spot(page, f"XObject {name}", f"has {key[1:]}")
        if str(thing.get("/Subtype")) == "/PS" or str(thing.get("/Subtype2")) == "/PS":
            yield Spot(page, f"XObject {name}", "is PostScript")


@rule(
    "no-transfer",
    "No graphics state has transfer functions or a halftone of its own",
    "ISO 15930-7; ISO 19005-2, 6.2.5 (TR, TR2, HTP)",
    BOTH,
    lambda document: [r for r in document.resources if r[1] == "ExtGState"],
)
def no_transfer(document: Document, things: Sequence[Any]) -> Iterator[Spot]:
    for page, _, name, state in things:
        if "/TR" in state:
            yield Spot(page, f"ExtGState {name}", "has TR")
        if "/TR2" in state and str(state.TR2) != "/Default":
            yield Spot(page, f"ExtGState {name}", "has TR2")
        if "/HTP" in state:
            yield Spot(page, f"ExtGState {name}", "has HTP")
        halftone = state.get("/HT")
        if halftone is not None and str(halftone) != "/Default":
            kind = int(halftone.get("/HalftoneType", 0))
            if kind not in (1, 5) or "/HalftoneName" in halftone:
                yield Spot(page, f"ExtGState {name}", "has a halftone")


@rule(
    "view-areas",
    "The viewer is asked to show and print no other box than media or bleed",
    "ISO 15930-7; ISO 32000-1, 12.2",
    PRINT,
    whole,
)
def view_areas(document: Document, things: Sequence[Document]) -> Iterator[Spot]:
    preferences = document.root.get("/ViewerPreferences", {})
    for key in _VIEWS:
        if key in preferences and str(preferences[key]) not in ("/MediaBox", "/BleedBox"):
            yield Spot(0, key[1:], f"is {preferences[key]}")
