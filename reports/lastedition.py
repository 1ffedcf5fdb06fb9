"""The last edition: a manifest that stands beside the pack, read and checked to its last value.

It was written by this program and kept by a person. So it is data from outside: nothing of it is
used before its shape and its texts are known to be such as this program writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from layouts.located import quote
from layouts.problems import Place, Problems
from reports.source import BAD_CHARACTERS, Folder

if TYPE_CHECKING:
    from reports.pack import Identity

LAST_BYTES = 10_000_000
"""Of the manifest of the last edition, of which the shipped pack's has 430,000."""
LONGEST = 2_000
"""Characters of one text in it."""

_SPOTS = {
    "pages?": [{"page": int, "box": [float]}],
    "slides?": [{"slide": int, "box": [float]}],
}
_NUMBERS: dict[str, Any] = {"pages?": [int], "slides?": [int], "notes?": [int]}
_SAYS = [[str, str]]
_ENTRY = {
    "inputs": {"*": str},
    "document": {"*": str},
    "pages": int,
    "slides": int,
    "sections": {"*": {"title": str, **_NUMBERS}},
    "blocks": {"*": {"kind": str, "says": _SAYS, "slides_say?": _SAYS, **_SPOTS}},
    "facts": {
        "*": {
            **{"value": str, "source": str, "at": str, "text?": str, "note?": str},
            **{"readings?": [[str, str, str]], **_NUMBERS},
        }
    },
    "sources": {"*": {"number": int, "says": _SAYS, **_NUMBERS}},
}
"""What an audience's entry in a manifest must have: a type; a list, of which one shape holds for
all or each for one entry; a mapping with these keys, those with a question mark if they are there,
or with any (``*``)."""
_FILES = {"files": {"*": {"sha256": str, "content?": str}}}
"""And where its documents are compared, too."""


def read_last(
    identity: Identity, door: Folder, problems: Problems
) -> Mapping[str, Mapping[str, Any]]:
    """What every audience got of this pack in its last edition, by the name of the audience.

    Nothing where the pack names none, or after what is wrong was added to ``problems``, at the key
    that names it.
    """
    name = identity.last_edition
    if not name:
        return {}
    place = identity.at("last_edition")
    codes = ("file-too-large", "last-edition")
    origin = door.text(name, place, problems, LAST_BYTES, codes)
    if origin is None:
        return {}
    try:
        book = json.loads(origin.text)
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        return _refused(f"{quote(name)} is no JSON{where}", place, problems)
    fault = _fault(book, identity)
    if fault:
        return _refused(f"{quote(name)} {fault}", place, problems)
    audiences: Mapping[str, Mapping[str, Any]] = book["packs"][identity.id]["audiences"]
    return audiences


def lacking(book: Mapping[str, Any]) -> str:
    """The first audience in a manifest whose entry is none that this program writes, with its pack;
    empty when there is none."""
    for ident, pack in book["packs"].items():
        for audience, entry in pack["audiences"].items():
            if not _like(entry, {**_ENTRY, **_FILES}):
                return f"{quote(audience)} got of {quote(ident)}"
    return ""


def _refused(found: str, place: Place, problems: Problems) -> Mapping[str, Mapping[str, Any]]:
    expected = "the manifest.json of an earlier build of this pack, for no single recipient"
    problems.add("last-edition", place, found, expected)
    return {}


def _fault(book: Any, identity: Identity) -> str:
    """Why a manifest is none of an edition of this pack; empty when it is one."""
    from reports.manifest import FORMAT  # which imports packs

    if not _like(book, {"format": int, "packs": {"*": {"language": str, "audiences": {"*": {}}}}}):
        return "is no manifest of this program"
    if book["format"] != FORMAT:
        return f"has the format {book['format']}, not {FORMAT}"
    packs = book["packs"]
    if identity.id not in packs:
        held = ", ".join(map(quote, list(packs)[:5])) or "nothing"
        return f"tells of {held}, not of {quote(identity.id)}"
    pack = packs[identity.id]
    if pack["language"] != identity.language:
        return f"tells of the pack in {quote(pack['language'])}, not in {quote(identity.language)}"
    for audience, entry in pack["audiences"].items():
        if not _like(entry, _ENTRY):
            return f"does not say what {quote(audience)} got; build all audiences of it again"
        if any(name.startswith("recipients/") for name in entry["inputs"]):
            return "is that of a single recipient"
    return ""


def _like(value: Any, shape: Any) -> bool:
    """Whether a value out of JSON has this shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return False
        if "*" in shape:
            return all(_sound(key) and _like(inner, shape["*"]) for key, inner in value.items())
        return all(
            _like(value[key.rstrip("?")], inner) if key.rstrip("?") in value else key[-1] == "?"
            for key, inner in shape.items()
        )
    if isinstance(shape, list):
        if not isinstance(value, list):
            return False
        if len(shape) == 1:
            return all(_like(inner, shape[0]) for inner in value)
        return len(value) == len(shape) and all(map(_like, value, shape))
    if shape is str:
        return isinstance(value, str) and _sound(value)
    kinds = (int,) if shape is int else (int, float)
    return isinstance(value, kinds) and not isinstance(value, bool)


def _sound(text: str) -> bool:
    """Whether a text could have come out of a pack."""
    return len(text) <= LONGEST and not BAD_CHARACTERS.search(text)
