"""Editions that an earlier run made of the same inputs, and whose documents are still there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from layouts.fonts import digests
from layouts.problems import Place, Problem
from layouts.readings import Readings
from reports import cache
from reports.brand import FONTS
from reports.edition import Edition
from reports.editions import Request
from reports.made import Made
from reports.publish import keep
from reports.staleness import Used


class Earlier:
    """What is known of the editions of one request."""

    def __init__(
        self,
        folder: Path,
        out: Path,
        request: Request,
        targets: Sequence[str] | None,
        date: datetime,
        read: Readings,
    ) -> None:
        """``folder`` is that of the cache, ``out`` that of the documents; ``read`` is what the
        request was read from."""
        self._folder, self._out = folder, out
        asked = (request.pack, request.own_layouts, request.choice, request.settings)
        self._common = [cache.program(), targets, date.isoformat(), *map(repr, asked)]
        self._given = sorted(
            (path, one.sha256)
            for path, one in read.files.items()
            if os.path.dirname(path) in read.listed and path.casefold().endswith(FONTS)
        )
        self._names: dict[str, str] = {}

    def of(self, edition: Edition) -> Made | None:
        """What was made of it, if its documents are still what they were."""
        book = cache.load(self._folder / self._name(edition))
        if book is None:
            return None
        try:
            entry: dict[str, Any] = book["entry"]
            if any(
                cache.digest(self._out / name) != file["sha256"]
                for name, file in entry["files"].items()
            ):
                return None
            warnings = [_problem(row) for row in book["warnings"]]
            shown = None if book["shown"] is None else Used.of(book["shown"])
        except (KeyError, TypeError, AttributeError, ValueError):
            return None
        return Made({}, entry, warnings, inputs=edition.inputs, shown=shown)

    def keep(self, edition: Edition, made: Made) -> None:
        """Keep what was made of an edition."""
        book = {
            "entry": made.entry,
            "warnings": [_row(one) for one in made.warnings],
            "shown": made.shown.ids() if made.shown is not None else None,
        }
        keep(self._folder, self._name(edition), cache.sealed(book))

    def _name(self, edition: Edition) -> str:
        known = self._names.get(edition.audience_name)
        if known is None:
            fonts = [digests(edition.look(medium)[0]) for medium in ("page", "slide")]
            parts = (edition.pack.pack.id, edition.inputs, self._given, fonts)
            known = cache.name("edition", edition.audience_name, self._common, *parts)
            self._names[edition.audience_name] = known
        return known


def _row(problem: Problem) -> list[Any]:
    return [problem.code, list(problem.place), problem.found, problem.expected, problem.nearest]


def _problem(row: Sequence[Any]) -> Problem:
    code, place, found, expected, nearest = row
    return Problem(code, Place(*place), found, expected, nearest)
