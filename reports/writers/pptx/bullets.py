"""Labels of paragraphs as the bullets and numbering of PowerPoint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.writers.pptx.markup import value

_SIGNS = "•–—◦‣▪■●○►✓→*-·"
_NUMBER = re.compile(r"(\(?)(\d{1,4}|[a-z]|[A-Z])([.)]?)")
_KINDS = {
    ("", ""): "Plain",
    ("", "."): "Period",
    ("", ")"): "ParenR",
    ("(", ")"): "ParenBoth",
}


@dataclass(frozen=True, slots=True)
class Bullet:
    """What stands before a paragraph: a sign, a number that PowerPoint counts, or written text."""

    sign: str = ""
    scheme: str = ""
    """``arabicPeriod`` and the like (ST_TextAutonumberScheme)."""
    number: int = 0
    written: str = ""
    """A label that is neither: it is set as text, with a tab after it."""

    def markup(self, start: int) -> str:
        """The bullet properties; a numbered list begins at ``start``."""
        if self.sign:
            return f'<a:buFont typeface="+mn-lt"/><a:buChar char="{value(self.sign)}"/>'
        if self.scheme:
            first = f' startAt="{start}"' if start != 1 else ""
            return f'<a:buFontTx/><a:buAutoNum type="{self.scheme}"{first}/>'
        return "<a:buNone/>"


def bullet(label: str) -> Bullet:
    """The bullet that shows ``label``: ``•``, ``3.``, ``(b)``, ``2)``; anything else is written."""
    label = label.strip()
    if len(label) == 1 and label in _SIGNS:
        return Bullet(sign=label)
    found = _NUMBER.fullmatch(label)
    if not found:
        return Bullet(written=label)
    before, figure, after = found.groups()
    kind = _KINDS.get((before, after))
    if kind is None or (not figure.isdigit() and kind == "Plain"):
        return Bullet(written=label)
    if figure.isdigit():
        number = int(figure)
        return Bullet(scheme="arabic" + kind, number=number) if number else Bullet(written=label)
    case = "alphaLc" if figure.islower() else "alphaUc"
    return Bullet(scheme=case + kind, number=ord(figure.lower()) - ord("a") + 1)


class Numbering:
    """Keeps count through one text body, so that a list carries one start for all its entries.

    PowerPoint takes neighbouring paragraphs of one scheme and one start as one list; a start of
    its own for every entry would make each a list of one.
    """

    def __init__(self) -> None:
        self._open: dict[int, tuple[str, int, int]] = {}

    def start(self, mark: Bullet, depth: int) -> int:
        """The start to write for the next paragraph, with ``mark`` at ``depth``."""
        for deeper in [d for d in self._open if d > depth]:
            del self._open[deeper]
        if not mark.scheme:
            self._open.pop(depth, None)
            return 1
        scheme, start, last = self._open.get(depth, ("", 0, 0))
        if scheme != mark.scheme or mark.number != last + 1:
            start = mark.number
        self._open[depth] = (mark.scheme, start, mark.number)
        return start
