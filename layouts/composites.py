"""Fields that hold other fields: lists, mappings, records, and one of several records."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from layouts.fields import FAILED, LONGEST_KEY, ChoiceField, Definitions, Field, Schema
from layouts.located import Entries, Items, Located, describe, quote
from layouts.problems import Problems

if TYPE_CHECKING:
    from layouts.records import Record


class ManyField(Field):
    """A list; read as a tuple."""

    def __init__(self, inner: Field, low: int, high: int) -> None:
        self.inner = inner
        self.low = low
        self.high = high

    def read(self, given: Located, problems: Problems) -> Any:
        if not isinstance(given, Items):
            problems.add("wrong-type", given.place, describe(given), "a list")
            return FAILED
        count = len(given.items)
        if count < self.low:
            problems.add("too-few", given.place, _count(count), f"at least {self.low}")
            return FAILED
        if count > self.high:
            place = given.items[self.high].place
            problems.add("too-many", place, _count(count), f"at most {self.high}")
            return FAILED
        read = self.inner.read
        values = [read(item, problems) for item in given.items]
        return FAILED if any(value is FAILED for value in values) else tuple(values)

    def schema(self, definitions: Definitions) -> Schema:
        least = {"minItems": self.low} if self.low else {}
        items = self.inner.schema(definitions)
        return {"type": "array", "items": items, **least, "maxItems": self.high}


def _count(count: int) -> str:
    return "an empty list" if count == 0 else f"{count} entries" if count > 1 else "1 entry"


class MappingField(Field):
    """A mapping whose keys are names that the author gives."""

    def __init__(self, inner: Field, keys: str | None, low: int, high: int) -> None:
        self.inner = inner
        self.keys = re.compile(keys) if keys else None
        self.low = low
        self.high = high

    def read(self, given: Located, problems: Problems) -> Any:
        if not isinstance(given, Entries):
            problems.add("wrong-type", given.place, describe(given), "a mapping")
            return FAILED
        count = len(given.entries)
        if count < self.low:
            problems.add("too-few", given.place, _count(count), f"at least {self.low}")
            return FAILED
        if count > self.high:
            problems.add("too-many", given.place, _count(count), f"at most {self.high}")
            return FAILED
        values: dict[str, Any] = {}
        failed = False
        for key, (written, value) in given.entries.items():
            values[key] = self.inner.read(value, problems)
            bad = self.keys is not None and not self.keys.fullmatch(key)
            if bad or len(key) > LONGEST_KEY or not key.strip():
                shape = f"a name like {self.keys.pattern}" if self.keys else "a name"
                problems.add(
                    "bad-value",
                    written.place,
                    f"key {quote(key)}",
                    f"{shape}, at most {LONGEST_KEY} characters",
                )
                failed = True
        return FAILED if failed or FAILED in values.values() else values

    def schema(self, definitions: Definitions) -> Schema:
        names: Schema = {"maxLength": LONGEST_KEY, "pattern": "\\S"}
        if self.keys is not None:
            names["pattern"] = f"^(?:{self.keys.pattern})$"
        least = {"minProperties": self.low} if self.low else {}
        values = self.inner.schema(definitions)
        found = {"type": "object", "additionalProperties": values, "propertyNames": names}
        return {**found, **least, "maxProperties": self.high}


class OneField(Field):
    """A record of one class; with ``short`` the value of that field may stand for it: a plain
    scalar, or words in their lengths.
    """

    def __init__(self, cls: type[Record], short: str | None) -> None:
        self.cls = cls
        self.short = short

    def read(self, given: Located, problems: Problems) -> Any:
        return self.cls.read_located(given, problems, short=self.short)

    def schema(self, definitions: Definitions) -> Schema:
        reference = self.cls.schema_reference(definitions)
        if self.short is None:
            return reference
        return {"anyOf": [self.cls.fields()[self.short].schema(definitions), reference]}


class VariantField(Field):
    """A record of one of several classes, told apart by the value of one key."""

    def __init__(self, key: str, classes: Callable[[], Mapping[str, type[Record]]]) -> None:
        self.tag = key
        self.classes = classes

    def read(self, given: Located, problems: Problems) -> Any:
        if not isinstance(given, Entries):
            problems.add("wrong-type", given.place, describe(given), f"a mapping with {self.tag}")
            return FAILED
        classes = self.classes()
        expected = "one of " + ", ".join(sorted(classes))
        tag = given.get(self.tag)
        if tag is None:
            problems.add("missing-key", given.place, f"no key '{self.tag}'", expected)
            return FAILED
        name = ChoiceField(tuple(sorted(classes))).read(tag, problems)
        if name is FAILED:
            return FAILED
        return classes[name].read_located(given, problems, tag=self.tag)

    def schema(self, definitions: Definitions) -> Schema:
        classes = dict(sorted(self.classes().items()))
        kinds = [cls.schema_reference(definitions, tag=self.tag) for cls in classes.values()]
        told = [definitions[kind["$ref"].rpartition("/")[2]]["description"] for kind in kinds]
        about = f"One of {len(classes)}, which decides what the other keys are"
        # Read by editors alone: what each entry of the enumeration means.
        choice = {"description": about, "enum": list(classes), "enumDescriptions": told}
        return {
            "type": "object",
            "required": [self.tag],
            "properties": {self.tag: choice},
            "allOf": [
                {
                    "if": {"required": [self.tag], "properties": {self.tag: {"const": name}}},
                    "then": kind,
                }
                for name, kind in zip(classes, kinds, strict=True)
            ],
        }


class KeyedField(Field):
    """A record of one of several classes, told apart by which of their own keys it has."""

    def __init__(self, classes: Mapping[str, type[Record]]) -> None:
        self.classes = classes

    def read(self, given: Located, problems: Problems) -> Any:
        expected = "one of the keys " + ", ".join(self.classes)
        if not isinstance(given, Entries):
            problems.add("wrong-type", given.place, describe(given), f"a mapping with {expected}")
            return FAILED
        own = [key for key in given.entries if key in self.classes]
        if not own:
            problems.add("missing-key", given.place, "none of its own keys", expected)
            return FAILED
        for key in own[1:]:
            found = f"{quote(key)} beside {quote(own[0])}"
            problems.add("bad-value", given.entries[key][0].place, found, expected)
        return self.classes[own[0]].read_located(given, problems) if len(own) == 1 else FAILED

    def schema(self, definitions: Definitions) -> Schema:
        kinds = {key: cls.schema_reference(definitions) for key, cls in self.classes.items()}
        return {
            "type": "object",
            "anyOf": [{"required": [key]} for key in kinds],
            "allOf": [{"if": {"required": [key]}, "then": kind} for key, kind in kinds.items()],
        }
