"""Tables of keys in the documentation, held against the records that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from layouts.composites import ManyField, MappingField, OneField
from layouts.dates import DateField
from layouts.fields import (
    REQUIRED,
    ChoiceField,
    Field,
    FlagField,
    IntegerField,
    NumberField,
    RefField,
    TextField,
    WordsField,
)
from layouts.records import Record
from reports.blocks.base import Block

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"\| Key \| Form \| Limit \| Needed \| Meaning \|\n\|[- |]+\n((?:\|.*\n)+)")


class Row(NamedTuple):
    """What a table says of a key."""

    form: str
    limit: str
    needed: str


def fences(page: str, form: str) -> list[str]:
    """The fenced blocks of one language."""
    return [body for name, body in FENCE.findall(page) if name == form]


def without_code(page: str) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", page)


def section(page: str, title: str) -> str:
    """What stands below a heading, up to the next of any level."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", without_code(page), re.M | re.S)
    assert found, f"no heading {title!r}"
    return found.group(1)


def rows(table: str) -> dict[str, Row]:
    """What is said of each key."""
    found = {}
    for line in table.splitlines():
        key, *told, meaning = (cell.strip() for cell in line.strip("|").split(" | "))
        assert meaning not in ("", "–"), line
        found[key.strip("`")] = Row(*told)
    return found


def fields(cls: type[Record], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Every key with its field, those of the records inside after it."""
    for name, field in cls.fields().items():
        if type(field) is not Field:
            key = prefix + (field.key or name)
            yield key, field
            while isinstance(field, (ManyField, MappingField)):
                field = field.inner
            if isinstance(field, OneField):
                yield from fields(field.cls, f"{key}.")


EVERY_BLOCK = tuple(key for key, _ in fields(Block) if "." not in key)
"""Keys that blocks of all kinds have."""
_FORMS = {
    WordsField: "words",
    TextField: "text",
    IntegerField: "whole number",
    NumberField: "number",
    FlagField: "flag",
    DateField: "day",
    ChoiceField: "one of",
}


def form(field: Field) -> str:
    """What a value is, as the tables write it."""
    if isinstance(field, RefField):
        return "file" if field.kind == "picture" else f"id of a {field.kind}"
    if isinstance(field, ManyField):
        inner = form(field.inner)
        if inner in ("text", "number", "list of words"):
            return {"list of words": "list of lists"}.get(inner, f"list of {inner}s")
        return "list of words" if inner == "words" else "list"
    return _FORMS.get(type(field), "mapping")


def limit(field: Field) -> str:
    """The limit of a field as the tables write it."""
    if isinstance(field, (TextField, WordsField)):
        return f"{field.most:,}"
    if isinstance(field, NumberField):
        low, high = f"{field.low:,g}", f"{field.high:,g}"
        return f"−{low[1:]} to {high}" if field.low < 0 else f"{low}–{high}"
    if isinstance(field, ChoiceField):
        return ", ".join(f"`{name}`" for name in field.names)
    if isinstance(field, FlagField):
        return "`true`, `false`"
    if isinstance(field, (ManyField, MappingField)):
        span = f"{field.low:,}" if field.low == field.high else f"{field.low:,}–{field.high:,}"
        inner = field.inner
        plain = isinstance(inner, (ManyField, TextField, WordsField, NumberField))
        return f"{span} of {limit(inner)}" if plain and isinstance(field, ManyField) else span
    return "–"


def needed(field: Field) -> str:
    """Whether a key must be there, or what holds without it; empty where a list does."""
    if field.default is REQUIRED:
        return "yes"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    if isinstance(field.default, (int, float)):
        return f"`{field.default:g}`"
    if isinstance(field.default, tuple) and field.default:
        return ""
    return f"`{field.default}`" if isinstance(field.default, str) and field.default else "no"


def faults(page: str, title: str, cls: type[Record]) -> list[str]:
    """Where the first table of a section and a record do not agree.

    Records inside another are told in the same table, or in one of their own; keys that every block
    has are told once for all kinds.
    """
    tables = TABLE.findall(section(page, title))
    assert tables, f"no table below {title!r}"
    known = rows(tables[0])
    wanted = dict(fields(cls))
    if issubclass(cls, Block):
        wanted = {k: field for k, field in wanted.items() if k.partition(".")[0] not in EVERY_BLOCK}
    out = [f"{title}: no {key}" for key in known if key not in wanted]
    for key, field in wanted.items():
        parent = key.rpartition(".")[0]
        if key not in known:
            told = parent and not any(name.startswith(f"{parent}.") for name in known)
            out += [] if told else [f"{title}: lacks {key}"]
            continue
        for shown, right in zip(
            known[key], (form(field), limit(field), needed(field)), strict=True
        ):
            if shown != right and (right or shown == "yes"):
                out.append(f"{title}: {key}: {shown}, not {right}")
    return out


def lost_links(path: Path) -> list[str]:
    """Links and pictures of a page that lead nowhere in the project."""
    page = without_code(path.read_text(encoding="utf-8"))
    page = re.sub(r"`[^`\n]*\]\([^`\n]*`", "", page)
    targets = re.findall(r"\]\((?!https?:)([^)\s]+)\)|<img src=\"([^\"]+)\"", page)
    return [target for pair in targets for target in pair if target and not _leads(path, target)]


def _leads(path: Path, target: str) -> Any:
    name, _, anchor = target.partition("#")
    file = path.parent / name if name else path
    if not anchor or not file.exists():
        return file.exists()
    heads = re.findall(r"^#+ (.+)$", without_code(file.read_text(encoding="utf-8")), re.M)
    return anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
