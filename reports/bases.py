"""Bases: the editions of which each recipient's are made, in every language that the pack has."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from layouts import hyphens, opportunities
from layouts.fonts import Faces
from layouts.problems import InputError, Problem, Problems
from reports.edition import Edition
from reports.editions import Request, editions_of, find_pack, personal
from reports.pack import Pack, load
from reports.recipients import LANGUAGE, Recipient

STRANGERS = 500
"""Words that faces keep beyond those of one pack."""


class Bases:
    """The editions from which the recipients' are made, by language; each is read once."""

    def __init__(self, request: Request, columns: Collection[str]) -> None:
        """``columns``: of the table.

        Raises :class:`InputError` with what is wrong with the pack or its audiences.
        """
        self._request, self._anyone = request, Recipient.anyone(columns)
        problems = Problems()
        pack = load(find_pack(request.pack), problems)
        self.main = self._editions(pack, problems)
        assert pack is not None
        self.pack = pack
        self._others: dict[str, list[Edition] | list[Problem]] = {}
        self._kept: dict[int, tuple[bool, int]] = {}
        """For each of the faces, whether they keep nothing yet, and the most words of one pack."""

    def _editions(self, pack: Pack | None, problems: Problems) -> list[Edition]:
        asked = self._request
        return editions_of(
            *(pack, asked.audiences, asked.own_layouts, problems),
            *(asked.choice, asked.settings, self._anyone),
        )

    def of(self, recipient: Recipient) -> list[Edition]:
        """The recipient's editions, one for each audience. Raises :class:`InputError`."""
        return [personal(edition, recipient) for edition in self.bases(recipient)]

    def bases(self, recipient: Recipient) -> list[Edition]:
        """The editions in the recipient's language."""
        language = recipient.value(LANGUAGE)
        if language in ("", self.pack.pack.language):
            return self.main
        place, there = recipient.place(LANGUAGE), self.pack.translations
        if language not in there:
            known = ", ".join([self.pack.pack.language, *there])
            found = f"there is no pack in {language!r}"
            raise InputError([Problem("wrong-language", place, found, f"one of {known}")])
        if language not in self._others:
            try:
                self._others[language] = self._translated(language)
            except InputError as error:
                self._others[language] = error.problems
        found_there = self._others[language]
        editions = [one for one in found_there if isinstance(one, Edition)]
        if not editions:
            faults = [one for one in found_there if isinstance(one, Problem)]
            said = f"the pack in {language!r} cannot be used: see {faults[0].place}"
            raise InputError([Problem("wrong-language", place, said), *faults])
        return editions

    def _translated(self, language: str) -> list[Edition]:
        problems = Problems()
        place = self.pack.at("translations", language)
        folder = Path(os.path.normpath(self.pack.folder / self.pack.translations[language]))
        if not (folder / "pack.yaml").is_file():
            problems.add("no-pack", place, f"there is no pack.yaml in {str(folder)!r}")
            problems.stop()
        pack = load(folder, problems)
        if pack is not None:
            was, wanted = pack.pack, (self.pack.pack.id, language)
            if (was.id, was.language) != wanted:
                found = f"the pack in {str(folder)!r} is {was.id!r} in {was.language!r}"
                expected = f"{wanted[0]!r} in {wanted[1]!r}"
                problems.add("wrong-language", place, found, expected)
        return self._editions(pack, problems)

    def tidy(self) -> None:
        """Between two packs: let go of words once those of too many recipients are kept.

        A pack's own words are asked for again and again; names come once, and what is kept of them
        would grow with the table.
        """
        for faces in self._faces():
            first, most = self._kept.get(id(faces), (True, 0))
            most = max(most, faces.kept) if first else most
            full = faces.kept > most + STRANGERS
            if full:
                faces.forget()
                hyphens.forget()
                opportunities.forget()
            self._kept[id(faces)] = full, most

    def _faces(self) -> Iterator[Faces]:
        for found in (self.main, *self._others.values()):
            for edition in found:
                if isinstance(edition, Edition):
                    looks = map(edition.look, ("page", "slide"))
                    yield from {id(faces): faces for _, faces in looks}.values()
