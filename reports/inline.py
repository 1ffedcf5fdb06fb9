r"""The inline grammar of ``words`` fields, parsed by us and by nothing else.

``*emphasis*``, ``**strong**``, ``[text](https://…)``, ``[@source]``, ``[@source, where]``,
``{fact}``, ``{recipient.column}``, ``[#block]``; a backslash before one of ``\*[]{}()@#`` prints it
as it is. All other characters are printed as written: ``<b>``, ``&``, ``%s``, ``{{x}}`` and
``[sic]`` mean nothing.
Asterisks switch emphasis on and off; one with white space on both sides is an asterisk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from layouts.fields import LONGEST_WORD
from layouts.located import Text, quote
from layouts.problems import Place, Problems

SCHEMES = ("http", "https", "mailto")

_SPECIAL = re.compile(r"[\\*\[{}]")
_ESCAPED = "\\*[]{}()@#"
_NAME = r"[a-z][a-z0-9_]*"
_FACT = re.compile(rf"\{{({_NAME})\}}")
_RECIPIENT = re.compile(rf"\{{recipient\.({_NAME})\}}")
_BRACED = re.compile(r"\{[^{}\n]{0,40}\}?")
_CITE = re.compile(rf"\[@({_NAME})(?:,((?:[^\\\[\]]|\\.)*))?\]", re.DOTALL)
_CROSS = re.compile(rf"\[#({_NAME}(?:\.{_NAME})?)\]")
_LINK = re.compile(r"\[((?:[^\\\[\]]|\\.)*)\]\(((?:[^()\\]|\\.|\([^()]*\))*)\)", re.DOTALL)
_URL = re.compile(
    r"https?://[^\s/?#<>\"{}|^`\\]+[^\s<>\"{}|^`\\]*|mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\n]+")
_UNESCAPE = re.compile(r"\\([\\*\[\]{}()@#])")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")


def _offset() -> int:
    return field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """Characters to print; white space is single spaces."""

    text: str
    strong: bool = False
    emphasis: bool = False
    offset: int = _offset()
    """Index in the text where it begins; :meth:`layouts.located.Text.place_of` finds it."""


@dataclass(frozen=True, slots=True)
class FactRef:
    """What the fact ``id`` prints stands here."""

    id: str
    strong: bool = False
    emphasis: bool = False
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class RecipientRef:
    """What the table of recipients has in ``column`` stands here, as plain characters."""

    column: str
    strong: bool = False
    emphasis: bool = False
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class Cite:
    """The source that says so, and where in it."""

    source: str
    locator: str = ""
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A figure, table, block or section of the pack: ``block`` or ``section.block``."""

    id: str
    strong: bool = False
    emphasis: bool = False
    offset: int = _offset()


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    text: str
    url: str
    strong: bool = False
    emphasis: bool = False
    offset: int = _offset()


Inline = Plain | FactRef | RecipientRef | Cite | CrossRef | Link


class Fault(NamedTuple):
    """A problem before it has a place."""

    code: str
    offset: int
    found: str
    expected: str


class Reference(NamedTuple):
    """A name used in a text: ``kind`` is ``fact``, ``source``, ``block`` or ``column``."""

    kind: str
    name: str
    offset: int


def parse(text: str, problems: Problems | None = None) -> list[Inline]:
    """The inlines of ``text``; each fault is added at its very column when it is a ``Text``.

    Without ``problems`` faults are left out: for texts that were parsed before.
    """
    inlines, faults = _parsed(str(text))
    for fault in faults if problems is not None else ():
        assert problems is not None
        place = text.place_of(fault.offset) if isinstance(text, Text) else Place("")
        problems.add(fault.code, place, fault.found, fault.expected)
    return list(inlines)


def references(text: str) -> list[Reference]:
    """The facts, sources and blocks that ``text`` names, in order."""
    found = []
    for inline in _parsed(str(text))[0]:
        if isinstance(inline, FactRef):
            found.append(Reference("fact", inline.id, inline.offset))
        elif isinstance(inline, Cite):
            found.append(Reference("source", inline.source, inline.offset))
        elif isinstance(inline, CrossRef):
            found.append(Reference("block", inline.id, inline.offset))
    return found


def recipient_columns(text: str) -> list[Reference]:
    """The columns of the table of recipients that ``text`` names, in order."""
    pieces = _parsed(str(text))[0]
    return [Reference("column", p.column, p.offset) for p in pieces if isinstance(p, RecipientRef)]


@lru_cache(maxsize=8192)
def _parsed(text: str) -> tuple[tuple[Inline, ...], tuple[Fault, ...]]:
    parser = _Parser(text)
    parser.run()
    return tuple(parser.inlines), tuple(parser.faults)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.inlines: list[Inline] = []
        self.faults: list[Fault] = []
        self.characters: list[str] = []
        self.begun = 0
        self.strong: int | None = None
        self.emphasis: int | None = None

    def run(self) -> None:
        text = self.text
        index = 0
        while True:
            match = _SPECIAL.search(text, index)
            if match is None:
                self._print(text[index:], index)
                break
            self._print(text[index : match.start()], index)
            index = self._special(match.group(), match.start())
        self._flush()
        for mark, opened in (("**", self.strong), ("*", self.emphasis)):
            if opened is not None:
                expected = f"a second {mark}, or \\* for an asterisk"
                self._fault("inline-unbalanced", opened, f"{mark} is never closed", expected)
        self._trim()

    def _special(self, char: str, index: int) -> int:
        """Deal with the special character at ``index``; returns where to go on."""
        text = self.text
        if char == "\\":
            escaped = text[index + 1 : index + 2]
            if escaped and escaped in _ESCAPED:
                self._print(escaped, index)
                return index + 2
        elif char == "*":
            return self._asterisks(index)
        elif char == "{":
            return self._brace(index)
        elif char == "}" and text.startswith("}}", index):
            self._print("}}", index)
            return index + 2
        elif char == "[":
            return self._bracket(index)
        self._print(char, index)
        return index + 1

    def _asterisks(self, index: int) -> int:
        text = self.text
        end = index
        while text[end : end + 1] == "*":
            end += 1
        before, after = text[index - 1 : index], text[end : end + 1]
        if not before.strip() and not after.strip():
            self._print(text[index:end], index)
            return end
        count = end - index
        if count > 3:
            expected = "one for emphasis, two for strong, \\* for an asterisk"
            self._fault("inline-unbalanced", index, f"{count} asterisks", expected)
            return end
        self._flush()
        if count >= 2:
            self.strong = index if self.strong is None else None
        if count != 2:
            self.emphasis = index if self.emphasis is None else None
        return end

    def _brace(self, index: int) -> int:
        text = self.text
        if text.startswith("{{", index):
            self._print("{{", index)
            return index + 2
        match = _RECIPIENT.match(text, index)
        if match is not None:
            self._flush()
            self.inlines.append(RecipientRef(match.group(1), *self._marks(), index))
            return match.end()
        match = _FACT.match(text, index)
        if match is None:
            braced = _BRACED.match(text, index)
            found = quote(braced.group() if braced else "{")
            expected = "{fact}, {recipient.column}, or \\{ for a brace"
            self._fault("inline-brace", index, found, expected)
            return index + 1
        self._flush()
        self.inlines.append(FactRef(match.group(1), *self._marks(), index))
        return match.end()

    def _bracket(self, index: int) -> int:
        text = self.text
        follows = text[index + 1 : index + 2]
        if follows == "@":
            match = _CITE.match(text, index)
            locator = match.group(2) if match else None
            if match is None or (locator is not None and not locator.strip(" \t\n")):
                return self._bad_reference(index, "[@source] or [@source, where], or \\[")
            self._flush()
            self.inlines.append(Cite(match.group(1), _printed(locator or ""), index))
            return match.end()
        if follows == "#":
            match = _CROSS.match(text, index)
            if match is None:
                return self._bad_reference(index, "[#block] or [#section.block], or \\[")
            self._flush()
            self.inlines.append(CrossRef(match.group(1), *self._marks(), index))
            return match.end()
        match = _LINK.match(text, index)
        if match is None:
            self._print("[", index)
            return index + 1
        self._link(match)
        return match.end()

    def _link(self, match: re.Match[str]) -> None:
        words, url = _printed(match.group(1)), _UNESCAPE.sub(r"\1", match.group(2).strip())
        bare = re.sub(r"\\.", "", match.group(1))
        if not words or re.search(r"[*{]", bare):
            found = "no words in a link" if not words else f"marks in a link, {quote(words)}"
            self._fault("inline-link", match.start(), found, "[plain words](address)")
        elif not _URL.fullmatch(url):
            found = f"the address {quote(url)}"
            expected = "an address that begins with https://, http:// or mailto:, or \\["
            self._fault("inline-url", match.start(2), found, expected)
        else:
            if "/" not in words:
                self._long_word(words, match.start(1))
            self._flush()
            self.inlines.append(Link(words, url, *self._marks(), match.start()))

    def _bad_reference(self, index: int, expected: str) -> int:
        end = self.text.find("]", index)
        found = quote(self.text[index : end + 1 if end > 0 else index + 20])
        self._fault("inline-reference", index, found, f"{expected} for a bracket")
        return index + 1

    def _fault(self, code: str, offset: int, found: str, expected: str) -> None:
        self.faults.append(Fault(code, offset, found, expected))

    def _marks(self) -> tuple[bool, bool]:
        return self.strong is not None, self.emphasis is not None

    def _print(self, characters: str, index: int) -> None:
        if characters:
            if not self.characters:
                self.begun = index
            self.characters.append(characters)

    def _flush(self) -> None:
        if not self.characters:
            return
        text = "".join(self.characters)
        self._long_word(text, self.begun)
        self.characters.clear()
        self.inlines.append(Plain(_SPACE.sub(" ", text), *self._marks(), self.begun))

    def _long_word(self, text: str, offset: int) -> None:
        match = _LONG_WORD.search(text) if len(text) > LONGEST_WORD else None
        if match:
            found = f"a word of more than {LONGEST_WORD} letters, {quote(match.group()[:30])}"
            self._fault("long-word", offset + match.start(), found, "spaces between words")

    def _trim(self) -> None:
        """Take white space off both ends, and one of two spaces that meet at a mark."""
        kept: list[Inline] = []
        after_space = True
        for inline in self.inlines:
            if isinstance(inline, Plain):
                text = inline.text.lstrip(" ") if after_space else inline.text
                if not text:
                    continue
                after_space = text.endswith(" ")
                if text != inline.text:
                    inline = Plain(text, inline.strong, inline.emphasis, inline.offset)
            else:
                after_space = False
            kept.append(inline)
        last = kept[-1] if kept else None
        if isinstance(last, Plain) and last.text.endswith(" "):
            kept.pop()
            text = last.text.rstrip(" ")
            if text:
                kept.append(Plain(text, last.strong, last.emphasis, last.offset))
        self.inlines = kept


def _printed(text: str) -> str:
    return _SPACE.sub(" ", _UNESCAPE.sub(r"\1", text)).strip(" ")
