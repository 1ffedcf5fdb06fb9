"""JSON Schemas of the files that people write, for editors and other programs."""

from __future__ import annotations

from typing import Any

from layouts.audience import Audience
from layouts.fields import Definitions, Schema
from layouts.language import Language
from layouts.master import Master, PageTemplate
from layouts.records import Record, json_schema
from layouts.theme import Theme
from reports.pack import Pack

KINDS: dict[str, type[Record]] = {
    "pack": Pack,
    "audience": Audience,
    "theme": Theme,
    "master": Master,
    "layout": PageTemplate,
    "language": Language,
}
PART = "-part"


def schema(kind: str) -> Schema:
    """The schema of one kind of file (a key of :data:`KINDS`), draft 2020-12.

    What is required may stand in another file, in one that a pack includes or that a layout file
    extends; it is asked for where there is no ``include`` or ``extends``. A file that a pack
    includes fits ``#/$defs/Pack-part``.
    """
    found = json_schema(KINDS[kind])
    definitions: Definitions = found["$defs"]
    name = KINDS[kind].__name__
    whole = {"$ref": f"#/$defs/{name}"}
    part = {"$ref": f"#/$defs/{name}{PART}"}
    found.pop("$ref")
    if kind == "pack":
        top = definitions[name]
        others = {key: value for key, value in top["properties"].items() if key != "include"}
        definitions[name + PART] = {**top, "required": [], "properties": others}
        including = {**top, "required": ["include"]}
        return {**found, "if": {"required": ["include"]}, "then": including, "else": whole}
    _add_parts(definitions)
    definitions[name + PART]["properties"]["extends"] = {"type": "string"}
    return {**found, "if": {"required": ["extends"]}, "then": part, "else": whole}


def _add_parts(definitions: Definitions) -> None:
    """Beside each record one in which nothing is required: mappings merge with those extended,
    lists replace them and stay whole."""
    records = [name for name, definition in definitions.items() if "required" in definition]
    for name in records:
        definitions[name + PART] = _part(definitions[name], set(records))


def _part(schema: Any, records: set[str]) -> Any:
    if isinstance(schema, list):
        return [_part(inner, records) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    found = {}
    for key, value in schema.items():
        if key == "$ref" and value.rpartition("/")[2] in records:
            found[key] = value + PART
        elif key == "items":
            found[key] = value
        elif key == "required":
            found[key] = []
        else:
            found[key] = _part(value, records)
    return found
