"""Values that know where they stand in an input file: what a reader of YAML hands to the records.

Scalars keep the text as written; the field that takes one decides whether it is a number, a flag
or words. ``NO``, ``012`` and ``1:30`` therefore stay what the author typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from layouts.problems import Place

if TYPE_CHECKING:
    from typing import Self

PLAIN = ""
"""Style of a scalar without quotes; the others are ``'``, ``"``, ``|`` and ``>``."""
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_SPACE = " \t\n"
_ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}
_NUMBER_LIKE = re.compile(
    r"[-+]?(\.?[0-9][0-9_.,:eE+-]*|0[xo][0-9A-Fa-f]+|\.(inf|nan))", re.IGNORECASE
)


class Origin:
    """A file that was read: the name that messages use, and its text."""

    __slots__ = ("file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def place(self, index: int, start: int = 0, line: int = 1) -> Place:
        """Line and column (from 1) of the character at ``index``; ``start`` is on ``line``."""
        line += self.text.count("\n", start, index)
        return Place(self.file, line, index - self.text.rfind("\n", 0, index))


class Scalar:
    """Text as written, with its style and the index in the file where it begins."""

    __slots__ = ("_indices", "column", "index", "line", "origin", "style", "value")

    def __init__(
        self, value: str, style: str, origin: Origin, index: int, line: int, column: int
    ) -> None:
        self.value = value
        self.style = style
        self.origin = origin
        self.index = index
        self.line = line
        self.column = column
        self._indices: list[int] | None = None

    @property
    def place(self) -> Place:
        """Where it begins (at the quote or the block indicator, if it has one)."""
        return Place(self.origin.file, self.line, self.column)

    @property
    def null(self) -> bool:
        """Whether it is nothing: empty, ``~`` or ``null``, without quotes."""
        return self.style == PLAIN and self.value in NULLS

    def place_of(self, offset: int) -> Place:
        """Where the character number ``offset`` of the value stands in the file."""
        if not self.origin.text:
            return self.place
        if self._indices is None:
            text = self.origin.text
            self._indices = source_indices(text, self.index, self.style, self.value)
        indices = self._indices
        if not indices:
            return self.place
        index = indices[max(offset, 0)] if offset < len(indices) else indices[-1] + 1
        return self.origin.place(index, self.index, self.line)

    def __repr__(self) -> str:
        return f"Scalar({self.value!r} at {self.place})"


class Items:
    """A list."""

    __slots__ = ("flow", "items", "place")

    def __init__(self, items: list[Located], place: Place, flow: bool = False) -> None:
        self.items = items
        self.place = place
        self.flow = flow
        """Written in brackets on one line."""


class Entries:
    """A mapping: for each key the scalar that wrote it and the value."""

    __slots__ = ("entries", "flow", "place")

    def __init__(
        self, entries: dict[str, tuple[Scalar, Located]], place: Place, flow: bool = False
    ) -> None:
        self.entries = entries
        self.place = place
        self.flow = flow

    def get(self, key: str) -> Located | None:
        """The value under ``key``, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Located = Scalar | Items | Entries


def located(value: Any, file: str = "<given>") -> Located:
    """The located form of plain Python data; all of it stands at ``file`` without a line.

    Raises TypeError for anything but None, bool, int, float, str, list, tuple and dict with
    string keys.
    """
    origin = Origin(file, "")
    if value is None or isinstance(value, (bool, int, float)):
        text = "" if value is None else str(value).lower()
        return Scalar(text, PLAIN, origin, 0, 0, 0)
    if isinstance(value, str):
        return Scalar(str(value), '"', origin, 0, 0, 0)
    if isinstance(value, (list, tuple)):
        return Items([located(item, file) for item in value], Place(file))
    if isinstance(value, dict):
        entries = {}
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r} is not a string")
            entries[key] = (Scalar(key, PLAIN, origin, 0, 0, 0), located(inner, file))
        return Entries(entries, Place(file))
    raise TypeError(f"{type(value).__name__} has no located form")


def unlocated(given: Located) -> Any:
    """Plain data: strings as they were written, None, lists and mappings."""
    if isinstance(given, Items):
        return [unlocated(item) for item in given.items]
    if isinstance(given, Entries):
        return {key: unlocated(value) for key, (_, value) in given.entries.items()}
    return None if given.null else given.value


def describe(given: Located) -> str:
    """What was found, for a message: ``a list``, ``nothing``, ``the number 12`` …"""
    if isinstance(given, Items):
        return "a list"
    if isinstance(given, Entries):
        return "a mapping"
    if given.null:
        return "nothing"
    if given.style == PLAIN:
        if given.value in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return given.value.lower()
        if _NUMBER_LIKE.fullmatch(given.value):
            return f"the number {clip(given.value)}"
    return f"the text {quote(given.value)}"


def clip(text: str, most: int = 60) -> str:
    """``text`` on one line, cut to ``most`` characters."""
    text = re.sub(r"\s+", " ", text[: most * 4])
    return text if len(text) <= most else text[: most - 1] + "…"


def quote(text: str) -> str:
    """``text`` clipped and in quotes, as messages show it."""
    return f"'{clip(text)}'"


def source_indices(source: str, start: int, style: str, value: str) -> list[int]:
    """For each character of a scalar's value the index in ``source`` where it was written.

    ``start`` is the index of the scalar's first character (quote or block indicator included).
    Folding and indentation change white space only, so in every style but double quotes the
    n-th solid character of the value is the n-th solid character of the source.
    """
    if style == '"':
        return _double_quoted(source, start)
    if style in ("|", ">"):
        start = source.find("\n", start) + 1
    elif style == "'":
        start += 1
    indices: list[int] = []
    index = start
    for char in value:
        if char in _SPACE:
            after_solid = index < len(source) and source[index] in " \t"
            indices.append(index if after_solid else min(index, len(source)))
            index += after_solid
            continue
        while index < len(source) and source[index] in _SPACE:
            index += 1
        indices.append(index)
        index += 2 if char == "'" and style == "'" else 1
    return indices


def _double_quoted(source: str, start: int) -> list[int]:
    """Indices for a double-quoted scalar, after YAML 1.1, section 5.7 (escapes) and 4.2 (folds)."""
    indices: list[int] = []
    index = start + 1
    while index < len(source) and source[index] != '"':
        char = source[index]
        if char == "\\" and source[index + 1 : index + 2] == "\n":
            index += 2
            index = _fold(source, index, indices, joined=True)
        elif char == "\\":
            indices.append(index)
            index += _ESCAPE_LENGTHS.get(source[index + 1 : index + 2], 2)
        elif char in _SPACE:
            end = index
            while source[end : end + 1] in (" ", "\t"):
                end += 1
            if source[end : end + 1] == "\n":
                index = _fold(source, end + 1, indices, joined=False)
            else:
                indices.extend(range(index, end))
                index = end
        else:
            indices.append(index)
            index += 1
    return indices


def _fold(source: str, index: int, indices: list[int], joined: bool) -> int:
    """Pass over a line break: one becomes a space (none after a backslash), more stay breaks."""
    begin = index - 1
    breaks: list[int] = []
    while source[index : index + 1] in (" ", "\t", "\n") and index < len(source):
        if source[index] == "\n":
            breaks.append(index)
        index += 1
    if breaks:
        indices.extend(breaks)
    elif not joined:
        indices.append(begin)
    return index


NOWHERE = Place("")


class Text(str):
    """A string that knows where each of its characters stands in the input."""

    place: Place
    _scalar: Scalar | None

    def __new__(cls, value: str, place: Place = NOWHERE, scalar: Scalar | None = None) -> Self:
        text = super().__new__(cls, value)
        text.place = place
        text._scalar = scalar
        return text

    def place_of(self, offset: int) -> Place:
        """Where character number ``offset`` stands; the beginning where that is not known."""
        return self._scalar.place_of(offset) if self._scalar is not None else self.place

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (str(self), self.place)


LENGTHS = ("short", "medium", "long")


class Words:
    """Words in up to three lengths; one string counts for all of them."""

    __slots__ = ("_texts", "place")

    def __init__(
        self,
        text: str | None = None,
        *,
        short: str | None = None,
        medium: str | None = None,
        long: str | None = None,
        place: Place = NOWHERE,
    ) -> None:
        given = {"": text, "short": short, "medium": medium, "long": long}
        self._texts = {
            name: value if isinstance(value, Text) else Text(value, place)
            for name, value in given.items()
            if value is not None
        }
        if not self._texts or ("" in self._texts and len(self._texts) > 1):
            raise ValueError("words take one text, or at least one of short, medium and long")
        self.place = place

    def pick(self, length: str) -> Text:
        """The text of ``length``; else the next shorter one, else the next longer one."""
        if "" in self._texts:
            return self._texts[""]
        at = LENGTHS.index(length)
        for name in (*reversed(LENGTHS[: at + 1]), *LENGTHS[at + 1 :]):
            if name in self._texts:
                return self._texts[name]
        raise AssertionError("words without a text")

    def lengths(self) -> tuple[str, ...]:
        """The lengths written out, shortest first; empty for one string that counts for all."""
        return tuple(name for name in LENGTHS if name in self._texts)

    def texts(self) -> Iterable[Text]:
        """Every text that was written, shortest first."""
        return (self._texts[name] for name in ("", *LENGTHS) if name in self._texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Words({', '.join(f'{k or None}={str(v)!r}' for k, v in self._texts.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _words, (self._texts, self.place)


def _words(texts: dict[str, Text], place: Place) -> Words:
    names = {("text" if name == "" else name): text for name, text in texts.items()}
    return Words(**names, place=place)
