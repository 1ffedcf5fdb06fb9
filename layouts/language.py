"""Languages: labels, numbers, hyphenation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.records import Record, integer, mapping, text

if TYPE_CHECKING:
    from datetime import date

MONTHS = 12
"""Names in the label ``months``, January first, with blanks between."""


class Language(Record):
    """What the engine must know of a language."""

    code: str = text(max=12)
    """BCP 47 tag for documents, such as ``en-GB``."""
    hyphenation: str = text(max=12, default="")
    """Dictionary of pyphen; empty: no hyphenation."""
    hyphen_left: int = integer(1, 6, default=2)
    """Fewest letters before a hyphen."""
    hyphen_right: int = integer(1, 6, default=3)
    """Fewest letters after a hyphen."""
    decimal: str = text(max=1, default=".")
    """Between the whole number and its decimals."""
    group: str = text(max=1, default=" ", blank=True)
    """Between groups of three digits."""
    percent: str = text(
        max=2, pattern=r"[ \u00a0\u202f]?%", shape="% with or without a blank", default="%"
    )
    """After a number of per cent, with the blank that the language sets before it."""
    labels: dict[str, str] = mapping(text(max=200))
    """Words that the program sets, by key; ``{n}`` and the like are filled in."""

    def label(self, key: str, **values: object) -> str:
        """The label ``key`` with ``{name}`` filled in; KeyError when the language lacks it."""
        words = self.labels[key]
        for name, value in values.items():
            words = words.replace("{" + name + "}", str(value))
        return words

    def spelt(self, day: date) -> str:
        """A day as it is printed, such as ``31 October 2026``."""
        month = self.label("months").split()[day.month - 1]
        return self.label("date", day=day.day, month=month, year=day.year)
