"""The parts beside the slides: document properties, view and show settings."""

from __future__ import annotations

from datetime import datetime

from layouts.scene import Scene
from reports.writers.pptx.markup import HEAD, SPACES, text
from reports.writers.pptx.notes import noted

_LONGEST = 255
"""Readers, python-pptx among them, refuse longer core properties."""


def stamp(date: datetime) -> str:
    """A moment as W3CDTF in UTC; a naive one is taken as UTC."""
    offset = date.utcoffset()
    moment = date.replace(tzinfo=None) - offset if offset is not None else date
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def core(scene: Scene, date: datetime, digest: str = "") -> str:
    """Core properties (ISO/IEC 29500-2, 11): what Explorer and search show.

    ``digest`` of all inputs becomes the identifier.
    """
    moment = stamp(date)
    fields = (
        ("dc:title", scene.title),
        ("dc:subject", scene.subject),
        ("dc:creator", scene.author),
        ("cp:keywords", ", ".join(scene.keywords)),
        ("dc:language", scene.lang),
        ("dc:identifier", digest),
    )
    inside = "".join(f"<{tag}>{text(_cut(words))}</{tag}>" for tag, words in fields if words)
    if scene.author:
        inside += f"<cp:lastModifiedBy>{text(_cut(scene.author))}</cp:lastModifiedBy>"
    return (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{inside}<cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def application(scene: Scene) -> str:
    """Extended properties: who wrote the file, and its size."""
    notes = len(scene.pages) if noted(scene) else 0
    hidden = sum(page.hidden for page in scene.pages)
    return (
        f"{HEAD}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<TotalTime>0</TotalTime><Application>briefpack</Application>"
        f"<Slides>{len(scene.pages)}</Slides><Notes>{notes}</Notes>"
        f"<HiddenSlides>{hidden}</HiddenSlides></Properties>"
    )


def show() -> str:
    """Show properties, all at their defaults."""
    return f"{HEAD}<p:presentationPr {SPACES}/>"


def view() -> str:
    """View properties: the deck opens in the normal view with the notes below the slide."""
    return (
        f'{HEAD}<p:viewPr {SPACES}><p:normalViewPr><p:restoredLeft sz="15620"/>'
        '<p:restoredTop sz="80000"/></p:normalViewPr><p:gridSpacing cx="76200" cy="76200"/>'
        "</p:viewPr>"
    )
