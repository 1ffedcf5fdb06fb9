"""Records: a class is the schema of a mapping in a file.

A subclass of :class:`Record` lists its fields with the makers below. It is a frozen dataclass for
plain Python code, it reads itself from located values with every error at its line and column,
and it writes its own JSON Schema::

    class Source(Record):
        title: str = text(max=300)
        url: str = text(max=400, pattern=r"https?://\\S+", shape="a web address", default="")

A field called ``text`` hides the maker of that name from the lines below it: write it last.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from layouts.attributes import described, examples, sentences
from layouts.composites import ManyField, MappingField
from layouts.fields import (
    FAILED,
    LONGEST_KEY,
    REQUIRED,
    Definitions,
    Field,
    Schema,
    TextField,
    WordsField,
)
from layouts.located import Entries, Items, Located, Scalar, Text, Words, describe, quote
from layouts.makers import (
    choice,
    day,
    flag,
    integer,
    keyed,
    many,
    mapping,
    number,
    one,
    raw,
    ref,
    text,
    unread,
    variant,
    words,
)
from layouts.problems import Place, Problems, nearest

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_options: Any) -> Callable[[type], type]:
        """Stand-in at run time: only type checkers read the real one."""
        return lambda cls: cls


__all__ = [
    "Record",
    "Text",
    "Words",
    "choice",
    "day",
    "flag",
    "integer",
    "json_schema",
    "keyed",
    "leaves",
    "many",
    "mapping",
    "number",
    "one",
    "raw",
    "read",
    "ref",
    "text",
    "unread",
    "variant",
    "words",
]

R = TypeVar("R", bound="Record")
UNKNOWN_KEYS = 20
"""More unknown keys in one mapping are not worth reporting one by one."""


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        text,
        words,
        number,
        integer,
        day,
        flag,
        choice,
        ref,
        many,
        mapping,
        one,
        keyed,
        variant,
        unread,
    ),
)
class Record:
    """A mapping with known keys; see the module."""

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

    _fields: ClassVar[dict[str, Field]] = {}
    _keys: ClassVar[dict[str, str]] = {}
    _given: Located | None = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        fields: dict[str, Field] = {}
        for base in reversed(cls.__mro__[1:]):
            fields.update(base.__dict__.get("_fields", {}))
        for name, field in list(vars(cls).items()):
            if isinstance(field, Field):
                if hasattr(Record, name):
                    raise TypeError(f"{cls.__name__}.{name} hides Record.{name}; use key={name!r}")
                fields[name] = field
                # For dataclasses.replace; required or not is decided in __init__ below.
                setattr(cls, name, dataclasses.field())
        cls._fields = fields
        cls._keys = {
            field.key or name: name for name, field in fields.items() if type(field) is not Field
        }
        dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False)(cls)

    def __init__(self, **values: Any) -> None:
        own = vars(self)
        own["_given"] = values.pop("_given", None)
        for name, field in self._fields.items():
            if name in values:
                own[name] = values.pop(name)
            elif field.default is REQUIRED:
                raise TypeError(f"{type(self).__name__}() needs {name}")
            else:
                default = field.default
                own[name] = dict(default) if isinstance(default, dict) else default
        if values:
            raise TypeError(f"{type(self).__name__}() has no {', '.join(sorted(values))}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> dict[str, Any]:
        # A pickled record keeps its place but not the text of the file it was read from.
        return {**vars(self), "_given": Entries({}, self.place)}

    def _values(self) -> tuple[Any, ...]:
        return tuple(map(vars(self).__getitem__, self._fields))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={vars(self)[name]!r}" for name in self._fields)
        return f"{type(self).__name__}({inside})"

    @property
    def place(self) -> Place:
        """Where the mapping begins; an empty place for a record made by plain code."""
        return self._given.place if self._given is not None else Place("")

    def at(self, field: str, *path: str | int) -> Place:
        """Where the value of ``field`` stands, or what ``path`` (keys, indices) leads to in it.

        Falls back to the nearest place on the way: a field left out has that of the record.
        """
        given = self._given
        if given is None:
            return Place("")
        for step in (self._fields[field].key or field, *path):
            if isinstance(given, Entries) and isinstance(step, str):
                inner = given.get(step)
            elif isinstance(given, Items) and isinstance(step, int) and step < len(given.items):
                inner = given.items[step]
            else:
                inner = None
            if inner is None:
                break
            given = inner
        return given.place

    @classmethod
    def written(cls) -> Mapping[str, str]:
        """The names of the fields by their keys in files."""
        return cls._keys

    @classmethod
    def fields(cls) -> Mapping[str, Field]:
        """The fields by attribute name, those of the base first."""
        return cls._fields

    @classmethod
    def read_located(
        cls, given: Located, problems: Problems, short: str | None = None, tag: str | None = None
    ) -> Any:
        """A record, or :data:`layouts.fields.FAILED`; ``tag`` is a key that is not a field.

        ``short`` is the field whose value may stand for the whole record.
        """
        own = isinstance(given, Entries) and any(key in cls._keys for key in given.entries)
        if short is not None and not own and cls._fields[short].stands_alone(given):
            value = cls._fields[short].read(given, problems)
            return FAILED if value is FAILED else cls(_given=given, **{short: value})
        if not isinstance(given, Entries):
            expected = "a mapping with " + ", ".join(cls._keys)
            problems.add("wrong-type", given.place, describe(given), expected)
            return FAILED
        values: dict[str, Any] = {"_given": given}
        unknown: list[Scalar] = []
        for key, (written, inner) in given.entries.items():
            name = cls._keys.get(key)
            if name is not None:
                values[name] = cls._fields[name].read_or_none(inner, problems)
            elif key != tag:
                unknown.append(written)
        meant = {_unknown_key(written, cls._keys, problems) for written in unknown[:UNKNOWN_KEYS]}
        missing = [
            key
            for key, name in cls._keys.items()
            if name not in values and cls._fields[name].default is REQUIRED
        ]
        for key in missing:
            if key not in meant:
                problems.add("missing-key", given.place, f"no key '{key}'")
        if unknown or missing or any(value is FAILED for value in values.values()):
            return FAILED
        return cls(**values)

    @classmethod
    def schema_reference(cls, definitions: Definitions, tag: str | None = None) -> Schema:
        """A ``$ref`` to the class in ``definitions``, where it is put if it is not there yet."""
        name = cls.__name__ if tag is None else f"{cls.__name__}-{tag}"
        source = f"{cls.__module__}.{cls.__qualname__}"
        while name in definitions and definitions[name]["$comment"] != source:
            name += "-"
        if name not in definitions:
            # Put in before it is complete, so that a class may hold itself.
            definitions[name] = {"$comment": source}
            definitions[name] |= cls._schema(definitions, tag)
        return {"$ref": f"#/$defs/{name}"}

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        properties: Schema = {} if tag is None else {tag: {}}
        required = []
        said = sentences(cls)
        for key, name in cls._keys.items():
            field = cls._fields[name]
            schema = field.schema(definitions)
            if field.default is None:
                schema = {"anyOf": [schema, {"type": "null"}]}
            properties[key] = _annotated(schema, field, said.get(name, ""))
            if field.default is REQUIRED:
                required.append(key)
        about = " ".join((cls.__doc__ or "").strip().split("\n\n")[0].split())
        return {
            "description": described(about),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }


# Not a decorator: type checkers would take the base for a dataclass that is not frozen.
dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False)(Record)


def _annotated(schema: Schema, field: Field, sentence: str) -> Schema:
    """The schema of a field with what editors show and offer: what it is for, the value that it
    has when it is left out, and values that its sentence names."""
    out: Schema = {"description": described(sentence), **schema} if sentence else dict(schema)
    default = list(field.default) if isinstance(field.default, tuple) else field.default
    if isinstance(default, (bool, int, float)) or (isinstance(default, (str, list)) and default):
        out["default"] = default
    if isinstance(field, (TextField, WordsField)) and (named := examples(sentence)):
        out["examples"] = named
    return out


def _unknown_key(written: Scalar, keys: Mapping[str, str], problems: Problems) -> str:
    """Add the problem; returns the key that was meant, if one is near."""
    given = written.value[:LONGEST_KEY]
    expected = "one of " + ", ".join(keys)
    problems.add(
        "unknown-key", written.place, f"key {quote(given)}", expected, given=given, names=keys
    )
    return nearest(given, keys)


def read(cls: type[R], given: Located, problems: Problems) -> R | None:
    """A record of ``cls``, or None after every problem in ``given`` was added."""
    value: Any = cls.read_located(given, problems)
    return None if value is FAILED else value


def json_schema(cls: type[Record]) -> Schema:
    """JSON Schema (draft 2020-12) of files that hold ``cls``.

    It accepts and rejects the same structure as :func:`read`. YAML readers of editors turn plain
    ``2019`` or ``true`` into numbers and flags, which a text field takes as it was written; where
    the field has a pattern the schema wants no number.
    """
    definitions: Definitions = {}
    reference = cls.schema_reference(definitions)
    for definition in definitions.values():
        definition.pop("$comment", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": cls.__name__,
        **reference,
        "$defs": dict(sorted(definitions.items())),
    }


def leaves(record: Record) -> Iterator[tuple[Record, str, Field, Any, Place]]:
    """Every value that is no container, at any depth.

    Yields the record that holds it, the attribute's name there, the field, the value and its
    place; in the order of the fields.
    """
    for name, field in record.fields().items():
        if type(field) is not Field:
            value = getattr(record, name)
            yield from _inside(record, name, field, value, ())


def _inside(
    record: Record, name: str, field: Field, value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[Record, str, Field, Any, Place]]:
    if isinstance(value, Record):
        yield from leaves(value)
    elif isinstance(field, ManyField):
        for index, inner in enumerate(value or ()):
            yield from _inside(record, name, field.inner, inner, (*path, index))
    elif isinstance(field, MappingField):
        for key, inner in (value or {}).items():
            yield from _inside(record, name, field.inner, inner, (*path, key))
    elif value is not None:
        yield record, name, field, value, record.at(name, *path)
