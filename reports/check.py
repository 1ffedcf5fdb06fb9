"""Check: reads the written files back and holds them against the pack and each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from layouts.problems import Place, ResourceError
from reports.findings import Finding, printed
from reports.manifest import digest
from reports.parity import parity
from reports.pipeline import Edition, editions
from reports.readback import Document

__all__ = ["check", "printed"]
MOST_OF_A_SLIDE = 0.6
"""A picture that takes more of a slide is a slide that cannot be edited."""


def check(
    pack: str | None, audiences: str | None, out: Path, own_layouts: Path | None = None
) -> list[Finding]:
    """Findings for every audience asked for; without a name, for all that the manifest lists.

    Raises :class:`ResourceError` when a document is not there.
    """
    book = _manifest(out)
    asked = audiences or ",".join(book.get("audiences", {})) or None
    wanted = editions(pack, asked, own_layouts)
    findings: list[Finding] = []
    for edition in wanted:
        findings += _edition(edition, out, book)
    return sorted(set(findings))


def _edition(edition: Edition, out: Path, book: dict[str, Any]) -> list[Finding]:
    from reports.readback.deck import read_deck
    from reports.readback.pdf import read_pdf

    paths = {"page": out / f"{edition.stem}.pdf", "slide": out / f"{edition.stem}.pptx"}
    for path in paths.values():
        if not path.is_file():
            raise ResourceError(f"{path}: is not there; run the build for this audience first")
    try:
        deck = read_deck(paths["slide"])
        documents = {
            "page": (paths["page"].name, read_pdf(paths["page"])),
            "slide": (paths["slide"].name, deck),
        }
    except Exception as error:
        raise ResourceError(f"{out}: a document cannot be read: {error}") from error
    findings = _stale(edition, paths, book)
    findings += parity(edition.selections, documents, edition.language)
    return findings + _deck(paths["slide"].name, deck)


def _stale(edition: Edition, paths: dict[str, Path], book: dict[str, Any]) -> list[Finding]:
    files = book.get("audiences", {}).get(edition.audience_name, {}).get("files", {})
    return [
        Finding(Place(path.name), "manifest-differs", path.name, "is not the file of the manifest")
        for path in paths.values()
        if files.get(path.name, {}).get("sha256") != digest(path.read_bytes())
    ]


def _deck(name: str, deck: Document) -> list[Finding]:
    """What a deck must hold by itself: unique titles, no slide that is a picture."""
    findings = []
    seen: dict[str, int] = {}
    for slide in deck.whole:
        title = deck.titles.get(slide, "").strip()
        where = Place(name, slide)
        if not title:
            findings.append(Finding(where, "no-title", name, f"slide {slide} has no title"))
        elif title in seen:
            findings.append(
                Finding(where, "title-twice", name, f"slides {seen[title]} and {slide}: {title!r}")
            )
        seen[title] = slide
        if deck.pictures.get(slide, 0) > MOST_OF_A_SLIDE:
            findings.append(
                Finding(where, "picture-of-a-slide", name, f"slide {slide} is mostly a picture")
            )
    return findings


def _manifest(out: Path) -> dict[str, Any]:
    path = out / "manifest.json"
    try:
        book = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ResourceError(f"{path}: is not there; run the build first") from None
    except (OSError, ValueError) as error:
        raise ResourceError(f"{path}: cannot be read: {error}") from None
    return book if isinstance(book, dict) else {}
