"""Where a line may break: between which words, and where inside a word.

Pages follow the eye: a number stays with its unit, ``No. 3`` and the symbol ``A/RES/73/291`` stay
whole, no line begins with a dash. On slides the viewer breaks the lines again by rules of its own
(Unicode Standard Annex 14, with differences from program to program), so only those breaks are
counted on that every viewer takes: a greedy line never ends earlier for having more places to
end at, so leaving some out can predict too many lines, never too few.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from layouts.boxes import NEVER

HYPHEN_COST = 300.0
"""Cost of a break after an inserted hyphen: that of a line with a ratio of 1.4. At 400 lines get
looser than those of others at 370 pt, at 200 one line in six has a hyphen there."""
WRITTEN_COST = 50.0
"""Cost of a break after a hyphen that is written (TeX's value)."""
SLASH_COST = 60.0
ADDRESS_COST = 40.0
"""Cost of a break inside a web address."""
SOFT = "\u00ad"
ZERO_SPACE = "\u200b"
JOINER = "\u2060"
"""Stands in a word for the mark of a note: no break beside it but where one would be anyway."""


class Chance(NamedTuple):
    """A place inside a word where a line may end."""

    end: int
    """Offset after the last character of the line."""
    start: int
    """Offset of the first character of the next line; what lies between vanishes anyway."""
    cost: float
    hyphen: bool = False
    """The line then ends with a hyphen, written or to be drawn."""
    soft: bool = False
    """The hyphen is yet to be drawn."""


_NUMBER, _UNIT, _MONTH, _DAY, _LEADS, _DIGIT, _HOLDS, _DASH, _PER, _CENT = (
    1 << bit for bit in range(10)
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTHS = _set(
    "january february march april may june july august september october november december"
)
_UNITS = _set(
    """% ‰ °c k m km cm mm ha kg g mg t l ml s h min kw mw gw kwh mwh gwh w v hz khz mhz ghz kb mb
    gb tb pt am pm a.m p.m per percent million millions billion billions trillion trillions hundred
    thousand dozen dollars euros years months weeks days hours minutes"""
)
_LEADERS = _set(
    """no nos no. nos. № § art. arts. p. pp. para. paras. vol. vols. ch. sect. fig. figs. article
    articles paragraph paragraphs page pages chapter chapters section sections figure figures table
    tables annex appendix question questions goal goals target targets resolution decision part
    step item box note slide sdg sdgs c. ca."""
)
_TITLES = _set("mr. mrs. ms. mr mrs ms dr dr. prof. st. h.e. § №")
_TRAIL = ".,;:!?)]}”’»\"'"
_LEAD = "([{“‘«\"'¿¡"

_EDGES = ".,;:!?()“”‘’\"'"
"""Punctuation at either end of a word of letters makes no place to break in it."""
_KNOWN = _MONTHS | _UNITS | _LEADERS | _TITLES | {"cent"}
"""Words that mean something to their neighbours."""

_IS_NUMBER = re.compile(r"[+−±~≈<>-]?(?:[A-Z]{0,3}[$€£¥])?\d[\d.,\u00a0\u202f/:×–-]*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+")
_ADDRESS = re.compile(
    r"\W*(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)|\w@\w"
    r"|^[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.[a-z]{2,}(?:/\S*)?\W*$"
)
_AFTER_SCHEME = re.compile(r"^\W*(?:[a-z][a-z0-9+.-]*://|mailto:)?")
_IN_ADDRESS = re.compile(r"(?<=[/.?&=_-])(?=[^\W_])")
_SYMBOL = re.compile(r"\W*[A-Z]{1,6}(?:\.[A-Z0-9]+)*(?:/[A-Z0-9][\w.()-]*)+\W*")
_LETTERS = r"[^\W\d_]"
_BREAKS = re.compile(
    rf"(?P<hyphen>(?<={_LETTERS}{_LETTERS})[-\u2010](?={_LETTERS}{_LETTERS}))"
    rf"|(?P<slash>(?<={_LETTERS}{_LETTERS})/(?={_LETTERS}{_LETTERS}))"
    rf"|(?P<dash>(?<=\S)[–—](?={_LETTERS}|[“‘(«]))"
    rf"|(?P<soft>(?<=.){SOFT}(?=.))|(?P<zero>{ZERO_SPACE})"
)

_POSSESSIVE = ("’s", "'s")

_NOT_BEFORE = frozenset("!?)]}/:;,.»")
_NOT_AFTER = frozenset("([{¿¡")


def between(words: Sequence[str], kind: str, english: bool = True) -> list[float]:
    """Cost of a break after each of ``words`` but the last: 0 or :data:`layouts.boxes.NEVER`.

    ``kind`` is ``page`` or ``slide``. ``english``: the words for units, months and the like are
    known; otherwise only signs and digits count.
    """
    if kind == "slide":
        return [
            NEVER if b[:1] in _NOT_BEFORE or a[-1:] in _NOT_AFTER else 0.0
            for a, b in pairwise(words)
        ]
    costs = []
    before = _trait(words[0], english) if words else 0
    for word in words[1:]:
        trait = _trait(word, english)
        costs.append(NEVER if (before or trait) and _held(before, trait) else 0.0)
        before = trait
    return costs


def inside(word: str, kind: str) -> tuple[Chance, ...]:
    """Where a line may break inside ``word``, in order; hyphenation not counted."""
    return () if word.strip(_EDGES).isalpha() else _inside(word, kind)


def core(word: str) -> tuple[int, int] | None:
    """Offsets of the letters of a word that may be hyphenated; None when there is none.

    It is one unbroken stretch of letters with punctuation or ``’s`` around it: addresses,
    compounds with a hyphen and words with digits are left alone.
    """
    if word.isalpha():
        return 0, len(word)
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    if word.endswith(_POSSESSIVE, start, end):
        end -= 2
    return (start, end) if word[start:end].isalpha() else None


def _held(a: int, b: int) -> bool:
    return bool(
        a & _HOLDS
        or b & _DASH
        or (a & _NUMBER and b & (_UNIT | _MONTH))
        or (a & _LEADS and b & _DIGIT)
        or (a & _MONTH and b & _DAY)
        or (a & _PER and b & _CENT)
    )


def forget() -> None:
    """Let go of what is known of words."""
    _trait.cache_clear()
    _inside.cache_clear()


@lru_cache(maxsize=20_000)
def _trait(word: str, english: bool) -> int:
    """What matters of a word to its neighbours."""
    if len(word) > 1 and word.isascii() and word.isalpha() and word.lower() not in _KNOWN:
        return 0
    bare = word.lstrip(_LEAD)
    name = bare.rstrip(_TRAIL).casefold()
    trait = 0
    if not name:
        return _HOLDS if word in ("(", "[", "“", "‘", "«") else 0
    if name in ("–", "—", "-", "−", "…", "/"):
        return _DASH
    if name[0].isdigit():
        trait |= _DIGIT
        if len(name) <= 2 and name.isdecimal():
            trait |= _DAY
    if bare[-1].isdigit() and _IS_NUMBER.fullmatch(bare):
        trait |= _NUMBER
    single = len(name) == 1 and name.isalpha() and bare[-1] not in ",;:!?"
    if single or (len(bare) <= 4 and bare[0].isupper() and _INITIAL.fullmatch(bare)):
        trait |= _HOLDS
    if name in ("%", "‰", "°c", "§", "№"):
        trait |= _UNIT if name in ("%", "‰", "°c") else _LEADS
    return trait | _english(bare.casefold(), name) if english else trait


def _english(full: str, name: str) -> int:
    trait = 0
    if name in _MONTHS:
        trait |= _MONTH
    if name in _UNITS:
        trait |= _UNIT
    if full in _LEADERS:
        trait |= _LEADS
    if full in _TITLES:
        trait |= _HOLDS
    if full == "per":
        trait |= _PER
    if name == "cent":
        trait |= _CENT
    return trait


@lru_cache(maxsize=20_000)
def _inside(word: str, kind: str) -> tuple[Chance, ...]:
    if kind == "page" and _ADDRESS.search(word):
        first = _AFTER_SCHEME.match(word)
        begin = first.end() if first else 0
        return tuple(
            Chance(found.start(), found.start(), ADDRESS_COST)
            for found in _IN_ADDRESS.finditer(word)
            if begin < found.start() < len(word) - 1
        )
    if _SYMBOL.fullmatch(word):
        return ()
    chances = []
    for found in _BREAKS.finditer(word):
        form, start, end = found.lastgroup, found.start(), found.end()
        if form == "hyphen":
            chances.append(Chance(end, end, WRITTEN_COST, hyphen=True))
        elif form == "dash":
            # A viewer takes no break before a quotation mark.
            if kind == "page" or word[end].isalpha():
                chances.append(Chance(end, end, 0.0))
        elif form == "zero":
            if start > 0 and end < len(word):
                chances.append(Chance(start, end, 0.0))
        elif kind == "page":
            if form == "soft":
                chances.append(Chance(start, end, HYPHEN_COST, hyphen=True, soft=True))
            else:
                chances.append(Chance(end, end, SLASH_COST))
    return tuple(chances)
