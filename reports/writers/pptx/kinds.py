"""Names of ISO/IEC 29500: content types of parts, and types of relationships between them."""

from __future__ import annotations

_OFFICE = "application/vnd.openxmlformats-officedocument."
_SLIDES = f"{_OFFICE}presentationml."
_PACKAGE = "application/vnd.openxmlformats-package."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class CT:
    """Content types (part 1, clauses 12 to 15; part 2, annex E)."""

    DML_CHART = f"{_OFFICE}drawingml.chart+xml"
    JPEG = "image/jpeg"
    OFC_EXTENDED_PROPERTIES = f"{_OFFICE}extended-properties+xml"
    OFC_THEME = f"{_OFFICE}theme+xml"
    OPC_CORE_PROPERTIES = f"{_PACKAGE}core-properties+xml"
    OPC_RELATIONSHIPS = f"{_PACKAGE}relationships+xml"
    PML_HANDOUT_MASTER = f"{_SLIDES}handoutMaster+xml"
    PML_NOTES_MASTER = f"{_SLIDES}notesMaster+xml"
    PML_NOTES_SLIDE = f"{_SLIDES}notesSlide+xml"
    PML_PRESENTATION_MAIN = f"{_SLIDES}presentation.main+xml"
    PML_PRES_PROPS = f"{_SLIDES}presProps+xml"
    PML_SLIDE = f"{_SLIDES}slide+xml"
    PML_SLIDE_LAYOUT = f"{_SLIDES}slideLayout+xml"
    PML_SLIDE_MASTER = f"{_SLIDES}slideMaster+xml"
    PML_TABLE_STYLES = f"{_SLIDES}tableStyles+xml"
    PML_VIEW_PROPS = f"{_SLIDES}viewProps+xml"
    PNG = "image/png"
    SVG = "image/svg+xml"
    SML_SHEET = f"{_OFFICE}spreadsheetml.sheet"
    X_FONTDATA = "application/x-fontdata"
    XML = "application/xml"


class RT:
    """Types of relationships (the same clauses)."""

    CHART = f"{_RELATIONS}chart"
    CORE_PROPERTIES = (
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    )
    EXTENDED_PROPERTIES = f"{_RELATIONS}extended-properties"
    FONT = f"{_RELATIONS}font"
    HANDOUT_MASTER = f"{_RELATIONS}handoutMaster"
    HYPERLINK = f"{_RELATIONS}hyperlink"
    IMAGE = f"{_RELATIONS}image"
    NOTES_MASTER = f"{_RELATIONS}notesMaster"
    NOTES_SLIDE = f"{_RELATIONS}notesSlide"
    OFFICE_DOCUMENT = f"{_RELATIONS}officeDocument"
    PACKAGE = f"{_RELATIONS}package"
    PRES_PROPS = f"{_RELATIONS}presProps"
    SLIDE = f"{_RELATIONS}slide"
    SLIDE_LAYOUT = f"{_RELATIONS}slideLayout"
    SLIDE_MASTER = f"{_RELATIONS}slideMaster"
    TABLE_STYLES = f"{_RELATIONS}tableStyles"
    THEME = f"{_RELATIONS}theme"
    VIEW_PROPS = f"{_RELATIONS}viewProps"
