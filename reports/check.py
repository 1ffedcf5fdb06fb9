"""Check: reads the written files back and holds them against the pack and each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from layouts.problems import Place, ResourceError
from reports.findings import Finding
from reports.manifest import digest, load
from reports.parity import parity
from reports.pipeline import Edition, editions, pack_id
from reports.readback import Document

MOST_OF_A_SLIDE = 0.6
"""A picture that takes more of a slide is a slide that cannot be edited."""


def check(
    pack: str | None, audiences: str | None, out: Path, own_layouts: Path | None = None
) -> list[Finding]:
    """Findings for every audience asked for; without a name, for all that the manifest lists.

    Raises :class:`ResourceError` when a document is not there.
    """
    book = load(out / "manifest.json")
    if book is None:
        where = out / "manifest.json"
        raise ResourceError(f"{where}: is not there or cannot be read; run the build first")
    built = book["packs"].get(pack_id(pack), {}).get("audiences", {})
    if not built:
        known = ", ".join(book["packs"]) or "nothing"
        raise ResourceError(f"{out}: holds {known}; build this pack into it first")
    asked = ",".join(built) if audiences is None else audiences
    wanted = editions(pack, asked, own_layouts)
    findings: list[Finding] = []
    for edition in wanted:
        findings += _edition(edition, out, built)
    return sorted(set(findings))


def _edition(edition: Edition, out: Path, built: dict[str, Any]) -> list[Finding]:
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
    findings = _stale(edition, paths, built)
    findings += parity(edition.selections, documents, edition.language)
    return findings + _deck(paths["slide"].name, deck)


def _stale(edition: Edition, paths: dict[str, Path], built: dict[str, Any]) -> list[Finding]:
    """Files that are not those that the manifest tells of."""
    files = built.get(edition.audience_name, {}).get("files", {})
    out = []
    for path in paths.values():
        known = files.get(path.name)
        if known is None:
            found = "was made of other inputs than the last build"
        elif known["sha256"] != digest(path.read_bytes()):
            found = "was changed after it was built"
        else:
            continue
        out.append(Finding(Place(path.name), "manifest-differs", path.name, found))
    return out


def _deck(name: str, deck: Document) -> list[Finding]:
    """What a deck must hold by itself: unique titles, no slide that is a picture."""
    findings = []
    seen: dict[str, int] = {}
    for slide in deck.whole:
        title = deck.titles.get(slide, "").strip()
        where = Place(name)
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
