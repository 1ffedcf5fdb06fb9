"""Makers of fields: what the body of a record's class is written with.

Each returns a field for the class; type checkers are told that it is the value. ``default`` makes
a field optional, ``optional`` makes None its default (``default=None`` does the same and is seen by
type checkers, for records that plain code makes too), ``key`` is its name in files where that
differs from the attribute's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from layouts.composites import KeyedField, ManyField, MappingField, OneField, VariantField
from layouts.dates import DateField
from layouts.fields import (
    KEY,
    REQUIRED,
    ChoiceField,
    Field,
    FlagField,
    IntegerField,
    NumberField,
    RawField,
    RefField,
    TextField,
    WordsField,
)

if TYPE_CHECKING:
    from layouts.records import Record


def _with(field: Field, default: Any = REQUIRED, key: str | None = None) -> Any:
    field.default = default
    field.key = key
    return field


def text(
    max: int,
    pattern: str | None = None,
    shape: str = "",
    default: Any = REQUIRED,
    blank: bool = False,
    key: str | None = None,
) -> Any:
    """A string of at most ``max`` characters; ``shape`` says in words what ``pattern`` wants."""
    return _with(TextField(max, pattern, shape, blank), default, key)


def words(max: int, optional: bool = False, default: Any = REQUIRED, key: str | None = None) -> Any:
    """:class:`Words`: text with inline marks, at most ``max`` characters in each length."""
    return _with(WordsField(max), None if optional else default, key)


def number(low: float, high: float, default: Any = REQUIRED, key: str | None = None) -> Any:
    """A float from ``low`` to ``high``."""
    return _with(NumberField(low, high), default, key)


def integer(low: int, high: int, default: Any = REQUIRED, key: str | None = None) -> Any:
    """An int from ``low`` to ``high``."""
    return _with(IntegerField(low, high), default, key)


def day(default: Any = REQUIRED, key: str | None = None) -> Any:
    """A :class:`datetime.date`, written ``2026-12-31``."""
    return _with(DateField(), default, key)


def flag(default: bool = False, key: str | None = None) -> Any:
    """A bool."""
    return _with(FlagField(), default, key)


def choice(*names: str, default: Any = REQUIRED, key: str | None = None) -> Any:
    """One of ``names``."""
    return _with(ChoiceField(names), default, key)


def ref(kind: str, optional: bool = False, default: Any = REQUIRED, key: str | None = None) -> Any:
    """The name of a source, fact, dataset or block, or the file of a picture; the pack checks."""
    return _with(RefField(kind), None if optional else default, key)


def many(
    inner: Any, low: int = 0, high: int = 200, default: Any = REQUIRED, key: str | None = None
) -> Any:
    """A tuple of what ``inner`` (another maker's field) reads, ``low`` to ``high`` of them."""
    return _with(ManyField(inner, low, high), default, key)


def mapping(
    inner: Any,
    *,
    keys: str | None = KEY,
    low: int = 0,
    high: int = 2000,
    default: Any = REQUIRED,
    key: str | None = None,
) -> Any:
    """A dict of what ``inner`` reads; its keys match ``keys``, or are any text with None."""
    return _with(MappingField(inner, keys, low, high), default, key)


def one(
    cls: type[Record],
    short: str | None = None,
    optional: bool = False,
    default: Any = REQUIRED,
    key: str | None = None,
) -> Any:
    """A record; with ``short`` a scalar, or words in lengths, stand for ``{short: …}``."""
    return _with(OneField(cls, short), None if optional else default, key)


def variant(
    tag: str, classes: Callable[[], Mapping[str, type[Record]]], key: str | None = None
) -> Any:
    """A record of the class that ``classes()`` has for the value of the key ``tag``."""
    return _with(VariantField(tag, classes), REQUIRED, key)


def keyed(
    classes: Mapping[str, type[Record]], default: Any = REQUIRED, key: str | None = None
) -> Any:
    """A record of the class whose key, one of those of ``classes``, it has."""
    return _with(KeyedField(classes), default, key)


def raw() -> Any:
    """Anything, as plain data; who asks for it reads the located values."""
    return _with(RawField(), REQUIRED, None)


def unread(default: Any = REQUIRED) -> Any:
    """A field that is no part of the file: the program sets it."""
    return _with(Field(), default)
