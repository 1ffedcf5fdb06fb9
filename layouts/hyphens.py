"""Hyphenation by Liang's patterns (*Word Hy-phen-a-tion by Com-put-er*, 1983).

The patterns are those that pyphen carries. pyphen takes 75 ms to be imported and to parse British
English; as a document asks for a few hundred words only, the lines of the dictionary are kept
here as they are, found by their letters, and read when a word holds them: 4 ms. Dictionaries
with spelling changes (``Schiff-fahrt`` of old, Hungarian) are left to pyphen itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from layouts.problems import ResourceError

SHORTEST = 5
"""Words of fewer letters are never hyphenated."""
_UNUSUAL = re.compile(r"/.*=|\^\^")
"""Lines with another spelling at the hyphen, or with characters written as their codes."""
_ENCODINGS = {"microsoft-cp1251": "cp1251"}

Positions = Callable[[str], list[int]]


def positions(word: str, dictionary: str, left: int = 2, right: int = 3) -> tuple[int, ...]:
    """Offsets at which ``word``, letters alone, may be hyphenated, in rising order.

    At least ``left`` letters stand before and ``right`` after each. Raises
    :class:`layouts.problems.ResourceError` when there is no such dictionary.
    """
    if len(word) < SHORTEST:
        return ()
    last = len(word) - right
    return tuple(at for at in _points(word.lower(), dictionary) if left <= at <= last)


def forget() -> None:
    """Let go of the words that were asked for."""
    _points.cache_clear()


@lru_cache(maxsize=20_000)
def _points(word: str, dictionary: str) -> tuple[int, ...]:
    return tuple(_patterns(dictionary)(word))


@lru_cache(maxsize=8)
def _patterns(dictionary: str) -> Positions:
    path = _file(dictionary)
    first, _, rest = path.read_bytes().partition(b"\n")
    name = first.decode("ascii").strip().lower()
    encoding = _ENCODINGS.get(name, name)
    data = rest.replace(b"\r", b"").replace(b" ", b"")
    text = data.decode(encoding)
    if ("/" in text or "^^" in text) and _UNUSUAL.search(text):
        return _standard(path)
    lines = text.split("\n")
    # Digits are deleted from the bytes: on text that is not ASCII it takes twenty times as long.
    letters = data.translate(None, b"0123456789").decode(encoding).split("\n")
    found = dict(zip(letters, lines, strict=True))
    if len(found) < len(lines):
        pairs = zip(letters, lines, strict=True)
        found = {key: line for key, line in pairs if len(key) < len(line)}
    return _liang(found, max(map(len, found), default=0))


def _liang(patterns: dict[str, str], longest: int) -> Positions:
    """Liang's algorithm on lines found by their letters: odd values allow a break."""

    def points(word: str) -> list[int]:
        dotted = f".{word}."
        values = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + longest, len(dotted)) + 1):
                pattern = patterns.get(dotted[start:end])
                if pattern is not None:
                    for at, value in _values(pattern):
                        values[start + at] = max(values[start + at], value)
        return [at - 1 for at, value in enumerate(values) if value % 2]

    return points


@lru_cache(maxsize=20_000)
def _values(pattern: str) -> tuple[tuple[int, int], ...]:
    """Digits of a pattern, each with the number of letters before it: ``a1bc3`` (1, 1), (3, 3)."""
    found, letters = [], 0
    for character in pattern.strip():
        if "0" <= character <= "9":
            found.append((letters, int(character)))
        else:
            letters += 1
    return tuple(found)


def _standard(path: Path) -> Positions:
    """Positions by pyphen, without those at which the spelling changes."""
    import pyphen  # type: ignore[import-untyped, unused-ignore]

    dictionary = pyphen.HyphDict(path)

    def points(word: str) -> list[int]:
        return [int(at) for at in dictionary.positions(word) if at.data is None]

    return points


def _file(dictionary: str) -> Path:
    spec = find_spec("pyphen")
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError("hyphenation needs the package 'pyphen', which is not installed")
    folder = Path(next(iter(spec.submodule_search_locations))) / "dictionaries"
    path = folder / f"hyph_{dictionary}.dic"
    if not dictionary.replace("_", "").isalnum() or not path.is_file():
        raise ResourceError(f"pyphen has no hyphenation dictionary {dictionary!r}")
    return path
