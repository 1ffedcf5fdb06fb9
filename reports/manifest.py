"""The manifest: inputs and outputs with hashes, and where every block, fact and source landed.

There is no clock in it, so the same input gives the same manifest.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from layouts.scene import Scene
from reports import limits, said
from reports.contents import content_digest
from reports.landing import Landing, places
from reports.selection import Selection
from reports.telling import Telling

FORMAT = 1
"""Raised when the shape of the manifest changes."""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def describe(
    selections: dict[str, Selection],
    scenes: dict[str, Scene],
    tellings: dict[str, Telling],
    files: dict[str, bytes],
) -> dict[str, Any]:
    """What one audience got; all but ``files`` go by medium, ``page`` and ``slide``."""
    landings = {medium: Landing(scene) for medium, scene in scenes.items()}
    some = next(iter(selections.values()))
    sections = {section.id: section for one in selections.values() for section, _ in one.sections}
    fit = {f"{medium}s": limits.told(selections[medium], scenes[medium]) for medium in scenes}
    known = {
        f"{section.id}.{block.id}": block
        for selection in selections.values()
        for section, blocks in selection.sections
        for block in blocks
    }
    blocks = {
        ident: {"kind": block.kind}
        | {f"{medium}s": places(landing, ident, medium) for medium, landing in landings.items()}
        | said.of_block(block, ident, selections, landings)
        for ident, block in known.items()
    }
    return {
        "document": said.of_document(some),
        "files": {
            name: {
                "sha256": digest(data),
                "content": content_digest(name, data),
                "bytes": len(data),
            }
            for name, data in sorted(files.items())
        },
        "pages": len(scenes["page"].pages) if "page" in scenes else 0,
        "slides": len(scenes["slide"].pages) if "slide" in scenes else 0,
        "hidden": [page.number for scene in scenes.values() for page in scene.pages if page.hidden],
        "sections": {
            ident: {"title": said.of_section(section, some)}
            | {
                f"{medium}s": [entry[medium] for entry in places(landing, ident, medium)]
                for medium, landing in landings.items()
            }
            for ident, section in sections.items()
        },
        "blocks": blocks,
        "facts": _facts(landings, tellings, selections),
        "sources": {
            ident: {"number": number}
            | {
                f"{medium}s": list(landing.pages(f"source.{ident}"))
                for medium, landing in landings.items()
            }
            | {"says": said.of_source(some.pack.sources[ident])}
            for ident, number in some.source_numbers.items()
        },
        "omitted": {f"{medium}s": selection.omitted for medium, selection in selections.items()},
        "lengths": {f"{medium}s": scene.steps for medium, scene in scenes.items() if scene.steps},
        **({"fit": {name: one for name, one in fit.items() if one}} if any(fit.values()) else {}),
        "losses": {f"{medium}s": scene.losses for medium, scene in scenes.items()},
    }


def _facts(
    landings: dict[str, Landing],
    tellings: dict[str, Telling],
    selections: dict[str, Selection],
) -> dict[str, Any]:
    selection = next(iter(selections.values()))
    facts: dict[str, Any] = {}
    for ident, fact in selection.pack.facts.items():
        entry: dict[str, Any] = {"value": fact.value, "source": fact.source, "at": fact.locator}
        entry |= said.of_fact(fact)
        found = False
        for medium, landing in landings.items():
            nodes = tellings[medium].fact_nodes.get(ident, ())
            pages = {
                page
                for printed in {fact.value, fact.printed}
                for page in landing.pages_with(printed, nodes)
            }
            entry[f"{medium}s"] = sorted(pages)
            found = found or bool(nodes)
        entry["ruled"] = _ruled(tellings, selections, ident)
        if "slide" in landings:
            entry["notes"] = landings["slide"].notes_with(fact.printed)
        if found:
            facts[ident] = entry
    return facts


def _ruled(tellings: dict[str, Telling], selections: dict[str, Selection], fact: str) -> bool:
    """Whether every block that prints a fact is kept out of one document by a rule, or fitting took
    the fact from it."""
    nodes = {node for telling in tellings.values() for node in telling.fact_nodes.get(fact, ())}
    blocks = {node.partition("/")[0] for node in nodes}
    gone = {ident for selection in selections.values() for ident in selection.omitted}
    ruled = all(block in gone or block.partition(".")[0] in gone for block in blocks)
    return ruled or any(selection.spares(fact) for selection in selections.values())


def given_up(audience: str, entry: dict[str, Any]) -> list[str]:
    """What a document of one audience gave up to hold its limits, a line for each."""
    lines = []
    for medium, fit in entry.get("fit", {}).items():
        said = []
        if fit.get("type", 1) != 1:
            said.append(f"type at {fit['type']:g}")
        if fit["lengths"]:
            said.append(f"{len(fit['lengths'])} shorter texts")
        if fit["left_out"]:
            said.append(f"without {', '.join(fit['left_out'])}")
        if said:
            limits = ", ".join(f"{name} {most:g}" for name, most in fit["limits"].items())
            lines.append(f"{audience}, {medium}: {'; '.join(said)}, to hold {limits}")
    return lines


def load(path: Path) -> dict[str, Any] | None:
    """A manifest written earlier; None when it is not there, broken, or of another format."""
    try:
        book = json.loads(path.read_bytes())
        whole = book["format"] == FORMAT and all(
            isinstance(entry["inputs"], dict)
            and all(isinstance(file["sha256"], str) for file in entry["files"].values())
            for pack in book["packs"].values()
            for entry in pack["audiences"].values()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return book if whole else None


def dump(manifest: dict[str, Any]) -> bytes:
    """The manifest as JSON, UTF-8, keys in the order given."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
