"""Listings of what a pack and the layouts hold, for ``build.py list``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from layouts.problems import Place, Problems
from reports.config import Layouts
from reports.editions import find_pack, own_layouts_here, packs
from reports.pack import Dataset, Pack, load
from reports.setup import setup


def rows(what: str, pack: str | None, own_layouts: Path | None) -> list[dict[str, Any]]:
    """One row for each thing of a kind. Raises :class:`InputError` for a broken pack."""
    if what == "packs":
        return [{"pack": name, "folder": str(folder)} for name, folder in packs().items()]
    if what == "rules":
        return _rules()
    problems = Problems()
    if what == "audiences":
        layouts = Layouts(own_layouts or own_layouts_here())
        found = []
        for name in layouts.audiences():
            known = setup(layouts, name, Place("layouts"), problems)
            if known is not None:
                audience = known.audience
                found.append({"audience": name, "label": audience.label or audience.name})
        problems.stop()
        return found
    loaded = load(find_pack(pack), problems)
    problems.stop()
    assert loaded is not None
    return _of_pack(what, loaded)


def _rules() -> list[dict[str, Any]]:
    from reports.deckcheck.judge import rules as of_decks
    from reports.preflight.judge import rules as of_pages

    pages = [(one.ident, ", ".join(one.editions), one.what) for one in of_pages()]
    decks = [(one.ident, "deck", one.what) for one in of_decks()]
    return [dict(zip(("rule", "editions", "what"), row, strict=True)) for row in (*pages, *decks)]


def _of_pack(what: str, pack: Pack) -> list[dict[str, Any]]:
    if what == "facts":
        return [
            {"fact": name, "value": fact.value, "source": fact.source, "at": fact.locator}
            for name, fact in pack.facts.items()
        ]
    if what == "sources":
        return [
            {"source": name, "title": source.title, "publisher": source.publisher}
            for name, source in pack.sources.items()
        ]
    if what == "datasets":
        return [_of_dataset(pack, name, data) for name, data in pack.datasets.items()]
    return [
        {
            "block": f"{section.id}.{block.id}",
            "kind": block.kind,
            "place": f"{block.place.file}:{block.place.line}",
        }
        for section in pack.sections
        for block in section.blocks
    ]


def _of_dataset(pack: Pack, name: str, data: Dataset) -> dict[str, Any]:
    """A dataset; ``as_of`` is the day that the lock says, where it is pulled."""
    lock = pack.locks.get(name)
    return {
        "dataset": name,
        "file": data.file,
        "rows": pack.sheets[name].rows,
        "source": data.source,
        "as_of": lock.as_of if lock is not None else "",
    }
