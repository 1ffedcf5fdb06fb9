"""Fields of records: what each takes, how it reads a located value, and its JSON Schema.

Every class here reads one located value. It returns the value, or :data:`FAILED` after it has
added the problem.
"""

from __future__ import annotations

import re
from typing import Any

from layouts.located import (
    LENGTHS,
    Entries,
    Items,
    Located,
    Scalar,
    Text,
    Words,
    describe,
    quote,
    unlocated,
)
from layouts.problems import Problems

Schema = dict[str, Any]
Definitions = dict[str, Schema]

FAILED: Any = object()
"""What :meth:`Field.read` returns for a value that it could not take."""
REQUIRED: Any = object()
"""Default of a field that must be given."""

NAME = r"[a-z][a-z0-9_]*"
"""Names that content refers to."""
KEY = r"[a-z][a-z0-9_-]*"
"""Names of things in layout files, such as text roles."""
LONGEST_KEY = 60
LONGEST_WORD = 200
"""Letters without a space; more is no word of any language and would never fit a line."""
DIGITS = 18

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*|(?=\.[0-9]))(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
_BREAKS = re.compile(r"[ \t\n]+")


class Field:
    """What one field takes."""

    key: str | None = None
    """Key in the file where it differs from the attribute's name."""
    default: Any = REQUIRED

    def read(self, given: Located, problems: Problems) -> Any:
        """The value, or :data:`FAILED` with the problem added."""
        raise NotImplementedError

    def schema(self, definitions: Definitions) -> Schema:
        """JSON Schema of the value; records go into ``definitions`` and are referred to."""
        raise NotImplementedError

    def stands_alone(self, given: Located) -> bool:
        """Whether ``given`` may stand for a whole record whose short form this field is."""
        return isinstance(given, Scalar) and not given.null

    def read_or_none(self, given: Located, problems: Problems) -> Any:
        """Like :meth:`read`; nothing (``~``) stands for None where that is the default."""
        if self.default is None and isinstance(given, Scalar) and given.null:
            return None
        return self.read(given, problems)


class RawField(Field):
    """Anything; as plain data, scalars as they were written."""

    def read(self, given: Located, problems: Problems) -> Any:
        return unlocated(given)

    def schema(self, definitions: Definitions) -> Schema:
        return {}


def _scalar(given: Located, expected: str, problems: Problems) -> Scalar | None:
    """``given`` if it is text and not nothing; else the problem is added."""
    if isinstance(given, Scalar) and not given.null:
        return given
    problems.add("wrong-type", given.place, describe(given), expected)
    return None


class TextField(Field):
    """A string without markup; runs of white space count as one space."""

    def __init__(self, most: int, pattern: str | None, shape: str, blank: bool) -> None:
        self.most = most
        self.pattern = re.compile(pattern) if pattern else None
        self.shape = shape or (f"text like {pattern}" if pattern else "")
        self.blank = blank

    def read(self, given: Located, problems: Problems) -> Any:
        scalar = _scalar(given, self.shape or "text", problems)
        if scalar is None:
            return FAILED
        value = scalar.value
        if not self.blank:
            if "\n" in value or value != value.strip(" \t"):
                value = _BREAKS.sub(" ", value).strip(" ")
            if not value:
                problems.add("blank", given.place, "blank text", self.shape or "text")
                return FAILED
        if len(value) > self.most:
            too_long(scalar, len(value), self.most, problems)
            return FAILED
        if self.pattern is None:
            found = _LONG_WORD.search(value) if len(value) > LONGEST_WORD else None
            if found:
                long_word(scalar.place_of(found.start()), found.group(), problems)
                return FAILED
        elif not self.pattern.fullmatch(value):
            problems.add("bad-value", given.place, quote(value), self.shape)
            return FAILED
        return value

    def schema(self, definitions: Definitions) -> Schema:
        schema: Schema = {"type": self._types(), "maxLength": self.most}
        if self.pattern is not None:
            schema["pattern"] = f"^(?:{self.pattern.pattern})$"
            return schema
        if self.most < DIGITS:
            schema["exclusiveMinimum"] = -(10 ** (self.most - 1))
            schema["exclusiveMaximum"] = 10**self.most
        if not self.blank:
            schema["pattern"] = "[^ \\t\\n]"
        if self.most > LONGEST_WORD:
            schema["not"] = {"type": "string", "pattern": _LONG_WORD.pattern}
        return schema

    def _types(self) -> list[str]:
        """What readers of YAML make of plain text that the field takes."""
        flags = ("true", "false")
        fits = all(len(flag) <= self.most for flag in flags)
        if self.pattern is not None:
            fits = fits and all(self.pattern.fullmatch(flag) for flag in flags)
            return ["string", "boolean"] if fits else ["string"]
        # The shortest fraction, such as .5, has two characters; three leave room for a sign.
        number = "number" if self.most > 2 else "integer"
        return ["string", number, "boolean"] if fits else ["string", number]


def too_long(scalar: Scalar, length: int, most: int, problems: Problems) -> None:
    """Add the problem of a text with more than ``most`` characters."""
    problems.add(
        "too-long",
        scalar.place,
        f"{length} characters, {length - most} too many",
        f"at most {most}",
    )


def long_word(place: Any, word: str, problems: Problems) -> None:
    """Add the problem of a word that fits no line."""
    problems.add(
        "long-word",
        place,
        f"a word of more than {LONGEST_WORD} letters, {quote(word[:30])}",
        "spaces between words",
    )


class WordsField(Field):
    """Words with inline marks, in one text or in up to three lengths."""

    def __init__(self, most: int) -> None:
        self.most = most

    def read(self, given: Located, problems: Problems) -> Any:
        if isinstance(given, Scalar):
            text = self._text(given, problems)
            return FAILED if text is None else Words(text, place=given.place)
        if isinstance(given, Items):
            problems.add("wrong-type", given.place, "a list", _unquoted(given))
            return FAILED
        if not given.entries or _looks_like_fact(given):
            problems.add("wrong-type", given.place, "a mapping", _unquoted(given))
            return FAILED
        texts: dict[str, Text | None] = {}
        failed = False
        for key, (written, value) in given.entries.items():
            if key not in LENGTHS:
                problems.add(
                    "unknown-key",
                    written.place,
                    f"key {quote(key)}",
                    "short, medium, long",
                    given=key[:LONGEST_KEY],
                    names=LENGTHS,
                )
                failed = True
                continue
            texts[key] = self._text(value, problems)
        if failed or None in texts.values():
            return FAILED
        return Words(**texts, place=given.place)

    def _text(self, given: Located, problems: Problems) -> Text | None:
        scalar = _scalar(given, "text", problems)
        if scalar is None:
            return None
        if not scalar.value.strip(" \t\n"):
            problems.add("blank", scalar.place, "blank text", "text")
            return None
        if len(scalar.value) > self.most and len(scalar.value.rstrip("\n")) > self.most:
            too_long(scalar, len(scalar.value), self.most, problems)
            return None
        return Text(scalar.value, scalar.place, scalar)

    def stands_alone(self, given: Located) -> bool:
        """Lengths do, too; and so does what was meant as text and lacks its quotes."""
        if isinstance(given, Entries):
            return _looks_like_fact(given) or any(key in LENGTHS for key in given.entries)
        return super().stands_alone(given) or (isinstance(given, Items) and given.flow)

    def schema(self, definitions: Definitions) -> Schema:
        name = f"words-{self.most}"
        if name not in definitions:
            one: Schema = {
                "type": ["string", "number", "boolean"],
                "maxLength": self.most,
                "pattern": "[^ \\t\\n]",
            }
            lengths: Schema = {
                "type": "object",
                "properties": {length: one for length in LENGTHS},
                "additionalProperties": False,
                "minProperties": 1,
            }
            about = "Words with marks: one text, or up to three lengths of it"
            definitions[name] = {"description": about, "anyOf": [one, lengths]}
        return {"$ref": f"#/$defs/{name}"}


def _looks_like_fact(given: Entries) -> bool:
    """Whether ``{name}`` was written without quotes, which YAML reads as a mapping."""
    values = [value for _, value in given.entries.values()]
    return given.flow and len(values) == 1 and isinstance(values[0], Scalar) and values[0].null


def _unquoted(given: Items | Entries) -> str:
    if given.flow:
        return "text (put quotes around a text that begins with { or [)"
    return "text, or a mapping with short, medium, long"


class NumberField(Field):
    """A number in a range, written plainly."""

    pattern = _NUMBER
    expected = "a number"

    def __init__(self, low: float, high: float) -> None:
        self.low = low
        self.high = high

    def read(self, given: Located, problems: Problems) -> Any:
        span = f"{self.expected} from {self.low:g} to {self.high:g}"
        scalar = _scalar(given, span, problems)
        if scalar is None:
            return FAILED
        if scalar.style or not self.pattern.fullmatch(scalar.value):
            hint = " without quotes" if scalar.style else ""
            problems.add("wrong-type", given.place, describe(given), span + hint)
            return FAILED
        if len(scalar.value) > DIGITS + 8 or not self.low <= float(scalar.value) <= self.high:
            problems.add("out-of-range", given.place, describe(given), span)
            return FAILED
        return self.convert(scalar.value)

    def convert(self, value: str) -> float:
        """The number that was written."""
        return float(value)

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


class IntegerField(NumberField):
    """A whole number in a range."""

    pattern = _INTEGER
    expected = "a whole number"

    def convert(self, value: str) -> int:
        return int(value)

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class FlagField(Field):
    """``true`` or ``false``."""

    def read(self, given: Located, problems: Problems) -> Any:
        if isinstance(given, Scalar) and given.style == "" and given.value in _FLAGS:
            return _FLAGS[given.value]
        problems.add("wrong-type", given.place, describe(given), "true or false")
        return FAILED

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": "boolean"}


class ChoiceField(Field):
    """One of a few names."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def read(self, given: Located, problems: Problems) -> Any:
        expected = "one of " + ", ".join(self.names)
        scalar = _scalar(given, expected, problems)
        if scalar is None:
            return FAILED
        if scalar.value not in self.names:
            unknown_name(scalar, scalar.value, self.names, problems, expected)
            return FAILED
        return scalar.value

    def schema(self, definitions: Definitions) -> Schema:
        return {"enum": list(self.names)}


def unknown_name(
    given: Located, name: str, names: Any, problems: Problems, expected: str = ""
) -> None:
    """Add the problem of a name that nothing has, with the nearest that exists."""
    problems.add(
        "unknown-name", given.place, quote(name), expected, given=name[:LONGEST_KEY], names=names
    )


class RefField(Field):
    """The name of something elsewhere in the pack, which the pack looks up later."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._text = TextField(200, None, f"the name of a {kind}", blank=False)

    def read(self, given: Located, problems: Problems) -> Any:
        return self._text.read(given, problems)

    def schema(self, definitions: Definitions) -> Schema:
        return self._text.schema(definitions)
