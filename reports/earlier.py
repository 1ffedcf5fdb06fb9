"""Editions that an earlier run made of the same inputs, and whose documents are still there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from layouts.problems import Place, Problem
from reports import cache, source
from reports.brand import FONTS
from reports.edition import Edition
from reports.editions import Request
from reports.made import Made
from reports.publish import keep


class Earlier:
    """What is known of the editions of one request."""

    def __init__(
        self,
        folder: Path,
        out: Path,
        request: Request,
        targets: Sequence[str] | None,
        date: datetime,
    ) -> None:
        """``folder`` is that of the cache, ``out`` that of the documents."""
        self._folder, self._out = folder, out
        asked = (request.pack, request.own_layouts, request.choice, request.settings)
        self._common = [cache.program(), targets, date.isoformat(), *map(repr, asked)]

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
        except (KeyError, TypeError, AttributeError, ValueError):
            return None
        return Made({}, entry, warnings, inputs=edition.inputs)

    def keep(self, edition: Edition, made: Made) -> None:
        """Keep what was made of an edition."""
        book = {"entry": made.entry, "warnings": [_row(one) for one in made.warnings]}
        keep(self._folder, self._name(edition), book)

    def _name(self, edition: Edition) -> str:
        fonts = {
            path: sha for path, sha in source.opened.items() if path.casefold().endswith(FONTS)
        }
        parts = (edition.audience_name, edition.pack.pack.id, edition.inputs, sorted(fonts.items()))
        return cache.name("edition", self._common, *parts)


def _row(problem: Problem) -> list[Any]:
    return [problem.code, list(problem.place), problem.found, problem.expected, problem.nearest]


def _problem(row: Sequence[Any]) -> Problem:
    code, place, found, expected, nearest = row
    return Problem(code, Place(*place), found, expected, nearest)
