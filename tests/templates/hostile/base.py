"""What a hostile or odd file is, and the sound template that all of them are made from."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from tests.templates.from_python_pptx import arial
from tests.templates.package import Parts, layout, packed, unpacked, without

REFUSED, CLEANED, USED, EITHER = "refused", "cleaned", "used", "either"
"""No deck, exit status 2; a deck without what is dangerous, and a warning; a deck; a deck or no
deck, where both may be right and only silence would be wrong."""


class Hostile(NamedTuple):
    """A file that somebody might hand over as a template."""

    name: str
    make: Callable[[], bytes]
    outcome: str
    """:data:`REFUSED`, :data:`CLEANED`, :data:`USED` or :data:`EITHER`."""
    says: str = ""
    """A regular expression that what is printed must match, in any case of letters."""
    suffix: str = ".pptx"


@lru_cache(maxsize=1)
def _good() -> bytes:
    return arial()


def good() -> Parts:
    """The members of the sound template; they may be changed."""
    return unpacked(_good())


@lru_cache
def _few(numbers: tuple[int, ...]) -> bytes:
    parts = good()
    for n in range(1, 12):
        if n not in numbers:
            without(parts, layout(n))
    return packed(parts)


def few(*numbers: int) -> Parts:
    """The sound template with these of its layouts alone, which take less time to read."""
    return unpacked(_few(numbers))


def edited(change: Callable[[Parts], None]) -> Callable[[], bytes]:
    """A maker that lets ``change`` loose on the sound template."""

    def make() -> bytes:
        parts = good()
        change(parts)
        return packed(parts)

    return make


def case(
    name: str,
    outcome: str,
    says: str,
    change: Callable[..., None],
    *arguments: object,
    suffix: str = ".pptx",
) -> Hostile:
    """The sound template after ``change(*arguments, parts)``."""
    return Hostile(name, edited(partial(change, *arguments)), outcome, says, suffix)
