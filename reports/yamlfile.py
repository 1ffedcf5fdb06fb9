"""YAML as located values, built from the parser's events.

PyYAML's loaders are not used: they turn ``NO``, ``012`` and ``1:30`` into other values, let the
last of two equal keys win, expand aliases without limit, and crash on deep nesting (measured with
PyYAML 6.0.3: CSafeLoader dies between 20,000 and 30,000 brackets). The event stream does none of
this, and what we refuse is refused while it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

if TYPE_CHECKING or yaml.__with_libyaml__:
    from yaml._yaml import CParser

from layouts.located import PLAIN, Entries, Items, Located, Origin, Scalar, quote
from layouts.problems import Place, Problems
from reports.source import BAD_CHARACTERS, bad_character

DEPTH = 40
NODES = 100_000
"""Scalars, lists and mappings in one file."""
FAULTS = 20
"""After so many problems the rest of the file is not looked at."""

_NOT_A_NAME = re.compile(r"[-+]?[0-9][0-9_,.eExobA-Fa-f]*|[-+]?\.(inf|nan)", re.IGNORECASE)
_CONSTANTS = frozenset(("true", "false", "null", "~", ""))
_BARE = re.compile(r"(?:^|[:-] )\s*([{\[*&!@`%|>])")


def parse(origin: Origin, problems: Problems) -> Located | None:
    """The one document in ``origin``; None after a problem that leaves nothing to go on with."""
    reader = _Reader(origin, problems)
    try:
        return reader.document()
    except _StopError:
        return None
    except yaml.YAMLError as error:
        _syntax(error, reader.last, origin, problems)
        return None


class _StopError(Exception):
    """The rest of the file is not worth reading; the problem has been added."""


class _PurePythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """Where PyYAML was built without libyaml."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _events(text: str) -> Callable[[], Event]:
    parser: Any = CParser(text) if yaml.__with_libyaml__ else _PurePythonParser(text)
    next_event: Callable[[], Event] = parser.get_event
    return next_event


class _Reader:
    def __init__(self, origin: Origin, problems: Problems) -> None:
        self.origin = origin
        self.problems = problems
        self.next = _events(origin.text)
        self.nodes = 0
        self.faults = 0
        self.usable = True
        self.last: Event | None = None
        """The scalar read last, to which a syntax error may be due."""

    def document(self) -> Located | None:
        self.next()
        event = self.next()
        if isinstance(event, StreamEndEvent):
            self._empty(Place(self.origin.file, 1, 1))
            return None
        root = self._node(self.next(), 1)
        self.next()
        event = self.next()
        if isinstance(event, DocumentStartEvent):
            found = "a second document begins here"
            self._fault("yaml-documents", self._place(event), found, "one document in a file")
            self.usable = False
        if isinstance(root, Scalar) and root.null:
            self._empty(root.place)
            return None
        return root if self.usable else None

    def _empty(self, place: Place) -> None:
        self._fault("yaml-empty", place, "the file is empty", "a mapping")

    def _place(self, event: Event) -> Place:
        mark: Any = event.start_mark
        return Place(self.origin.file, mark.line + 1, mark.column + 1)

    def _fault(self, code: str, place: Place, found: str, expected: str = "") -> None:
        self.problems.add(code, place, found, expected)
        self.faults += 1
        if self.faults >= FAULTS:
            raise _StopError

    def _node(self, event: Event, depth: int) -> Located:
        self.nodes += 1
        if self.nodes > NODES:
            found = f"more than {NODES:,} values in one file"
            self._fault("yaml-too-large", self._place(event), found, "a smaller file")
            raise _StopError
        if event.__class__ is ScalarEvent:
            self.last = event
            scalar = self._scalar(event)
            if event.tag is not None or event.anchor is not None:
                self._properties(event)
            return scalar
        if event.__class__ is AliasEvent:
            found = f"alias *{event.anchor}"
            expected = "the value itself (text that begins with * needs quotes)"
            self._fault("yaml-alias", self._place(event), found, expected)
            self.usable = False
            return self._scalar(event)
        if depth > DEPTH:
            found = f"nested more than {DEPTH} deep"
            self._fault("yaml-depth", self._place(event), found, "less nesting")
            raise _StopError
        self._properties(event)
        if event.__class__ is SequenceStartEvent:
            return self._items(event, depth)
        return self._entries(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        mark = event.start_mark
        style = getattr(event, "style", None) or PLAIN
        value = getattr(event, "value", "")
        scalar = Scalar(value, style, self.origin, mark.index, mark.line + 1, mark.column + 1)
        if style == '"':
            # Escapes such as "\0" pass the check of the file's own characters.
            match = BAD_CHARACTERS.search(value)
            if match:
                bad_character(match.group(), scalar.place_of(match.start()), self.problems)
                self.usable = False
        return scalar

    def _properties(self, event: Any) -> None:
        if event.tag is not None:
            found = f"tag {quote(event.tag.replace('tag:yaml.org,2002:', '!!'))}"
            expected = "no tag (text that begins with ! needs quotes)"
            self._fault("yaml-tag", self._place(event), found, expected)
            self.usable = False
        if event.anchor is not None:
            found = f"anchor &{event.anchor}"
            expected = "no anchor (text that begins with & needs quotes)"
            self._fault("yaml-alias", self._place(event), found, expected)
            self.usable = False

    def _items(self, start: Any, depth: int) -> Items:
        items: list[Located] = []
        event = self.next()
        while event.__class__ is not SequenceEndEvent:
            items.append(self._node(event, depth + 1))
            event = self.next()
        return Items(items, self._place(start), bool(start.flow_style))

    def _entries(self, start: Any, depth: int) -> Entries:
        entries: dict[str, tuple[Scalar, Located]] = {}
        event = self.next()
        while event.__class__ is not MappingEndEvent:
            key = self._node(event, depth + 1)
            value = self._node(self.next(), depth + 1)
            if self._is_name(key):
                assert isinstance(key, Scalar)
                known = entries.setdefault(key.value, (key, value))
                if known[0] is not key:
                    found = f"key {quote(key.value)} again; it is also on line {known[0].line}"
                    self._fault("yaml-duplicate-key", key.place, found, "each key once")
            event = self.next()
        return Entries(entries, self._place(start), bool(start.flow_style))

    def _is_name(self, key: Located) -> bool:
        """Whether ``key`` is text; else the problem is added."""
        if not isinstance(key, Scalar):
            self._fault("yaml-key", key.place, "a list or mapping as a key", "a name")
            return False
        if key.style != PLAIN:
            return True
        if key.value == "<<":
            found = "merge key '<<'"
            self._fault("yaml-alias", key.place, found, "the keys themselves")
            return False
        if key.value.lower() in _CONSTANTS or (
            not key.value[0].isalpha() and _NOT_A_NAME.fullmatch(key.value)
        ):
            found = f"{key.value} as a key" if key.value else "an empty key"
            self._fault("yaml-key", key.place, found, "a name (put quotes around it)")
            return False
        return True


def _syntax(error: yaml.YAMLError, last: Any, origin: Origin, problems: Problems) -> None:
    """Add a syntax error where it can be mended, with the usual cause where we know one."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None and last is not None and last.style in ("'", '"'):
        start, end = last.start_mark, last.end_mark
        if start.line < end.line == mark.line:
            # An open quote runs to the next quote in the file, and only there goes wrong.
            place = Place(origin.file, start.line + 1, start.column + 1)
            found = f"a quote that is closed on line {end.line + 1} only"
            problems.add("yaml-syntax", place, found, "the closing quote")
            return
    context = getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "not YAML"
    begun = ""
    if context is not None and mark is not None:
        in_brackets = "expected ','" in problem and mark.line > context.line
        if in_brackets or "end of stream" in problem or "document separator" in problem:
            mark = context
        elif (context.line, context.column) != (mark.line, mark.column):
            begun = f" (in what begins on line {context.line + 1})"
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = origin.text.split("\n")
    written = lines[line] if line < len(lines) else ""
    found, expected = _cause(problem, written, column)
    problems.add("yaml-syntax", Place(origin.file, line + 1, column + 1), found + begun, expected)


def _cause(problem: str, line: str, column: int) -> tuple[str, str]:
    """What is wrong on this line in the author's terms, and what would be right."""
    if "\t" in line[: column + 1] and not line[:column].strip():
        return "a tab in the indentation", "spaces"
    if (
        "end of stream" in problem
        or "expected ','" in problem
        and line[column : column + 1] in "[{"
    ):
        return "a quote or bracket that is not closed", "the closing quote or bracket"
    if "mapping values are not allowed" in problem:
        return "a colon inside text", "quotes around text that holds ': '"
    bare = _BARE.search(line)
    if bare:
        return (
            f"{problem}, after {bare.group(1)}",
            f"quotes around text that begins with {bare.group(1)}",
        )
    return problem, ""
