"""JSON Schemas of the files that people write, for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Collection

from layouts.audience import Audience
from layouts.fields import Definitions, Schema
from layouts.language import Language
from layouts.master import Master, PageTemplate
from layouts.records import Record, json_schema
from layouts.theme import Theme
from reports.changes import ADDS
from reports.pack import Pack

PART = "-part"
ANNOTATIONS = ("description", "default", "examples")
"""Keywords that say what a value is for, and forbid nothing."""
KINDS: dict[str, type[Record]] = {
    "pack": Pack,
    f"pack{PART}": Pack,
    "audience": Audience,
    "theme": Theme,
    "master": Master,
    "layout": PageTemplate,
    "language": Language,
}
"""Class of each kind of file; ``pack-part`` is a file that a pack includes."""


def schema(kind: str) -> Schema:
    """The schema of one kind of file (a key of :data:`KINDS`), draft 2020-12.

    What is required may stand in another file, in one that a pack includes or that a layout file
    extends; it is asked for where there is no ``include`` or ``extends``. A file that a pack
    includes (``pack-part``) needs nothing, and includes nothing itself.
    """
    found = json_schema(KINDS[kind])
    definitions: Definitions = found["$defs"]
    name = KINDS[kind].__name__
    whole = {"$ref": found.pop("$ref")}
    if kind == "pack":
        including = {**definitions[name], "required": ["include"]}
        return {**found, "if": {"required": ["include"]}, "then": including, "else": whole}
    if kind == f"pack{PART}":
        top = definitions.pop(name)
        keys = {key: value for key, value in top["properties"].items() if key != "include"}
        about = "A file that a pack includes: some of the keys of pack.yaml"
        return {**found, **top, "description": about, "required": [], "properties": keys}
    _add_parts(definitions)
    extends = {
        "description": f"The {kind} that this one begins from; it says what is different",
        "type": ["string", "number", "boolean"],
    }
    part = definitions[name + PART]
    part["properties"] = {"extends": extends, **part["properties"]}
    extending = {"$ref": f"#/$defs/{name}{PART}"}
    return {**found, "if": {"required": ["extends"]}, "then": extending, "else": whole}


def printed(kind: str) -> str:
    """The schema of one kind as JSON, as files hold it."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n"


def files() -> dict[str, bytes]:
    """The schemas of all kinds, by the names of their files."""
    return {f"{kind}.schema.json": printed(kind).encode() for kind in KINDS}


def _add_parts(definitions: Definitions) -> None:
    """Beside each record one for files that extend others (:func:`reports.changes.merged`): nothing
    is required, ``~`` takes out what need not be there, and ``key+`` adds to a list. What stands in
    lists stays whole."""
    records = [name for name, definition in definitions.items() if "required" in definition]
    for name in records:
        definitions[name + PART] = _part(definitions[name], set(records))


def _part(schema: Schema, records: set[str]) -> Schema:
    """A schema as it is in a file that extends another."""
    found: Schema = {}
    for key, value in schema.items():
        if key == "$ref" and value.rpartition("/")[2] in records:
            found[key] = value + PART
        elif key == "properties":
            found[key] = _properties(value, schema.get("required", ()), records)
        elif key == "additionalProperties" and value:
            found[key] = _or_nothing(_part(value, records))
        elif key == "anyOf":
            found[key] = [_part(inner, records) for inner in value]
        elif key == "required":
            found[key] = []
        elif key != "minProperties":
            found[key] = value
    return found


def _properties(
    properties: Schema, required: Collection[str], records: set[str]
) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for name, inner in properties.items():
        part = _part(inner, records)
        found[name] = part if name in required else _or_nothing(part)
        if inner.get("type") == "array":
            about = f"Added to what is there. {inner.get('description', '')}".rstrip()
            added = {"description": about, "type": "array", "items": inner["items"]}
            found[name + ADDS] = added
    return found


def _or_nothing(schema: Schema) -> Schema:
    told = {key: value for key, value in schema.items() if key in ANNOTATIONS}
    bare = {key: value for key, value in schema.items() if key not in ANNOTATIONS}
    if not bare or {"type": "null"} in bare.get("anyOf", ()):
        return schema
    return {**told, "anyOf": [bare, {"type": "null"}]}
