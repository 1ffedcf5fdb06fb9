"""Speaker notes that are wrong."""

from __future__ import annotations

from tests.broken.base import Case, edited

_WRITTEN = "- A note for the speaker, on {adopted}."


def _note(name: str, code: str, new: str, says: str = "", alone: bool = True) -> Case:
    return edited(f"notes: {name}", code, _WRITTEN, f"- {new}", says=says, alone=alone)


NOTES = [
    _note("two lists", "bad-value", "{list: [one], steps: ¦[two]}", says="'list' and 'steps'"),
    _note("two lists below", "bad-value", "{list: [{text: a, list: [b], steps: ¦[c]}]}"),
    _note("nothing said", "missing-key", "¦{}", says="text, list or steps"),
    _note("nothing said at all", "missing-key", "¦{text: ~}"),
    _note("empty list", "too-few", "{list: ¦[]}"),
    _note("unknown key", "unknown-key", "{¦lits: [one]}", says="'list'"),
    _note("text for a list", "wrong-type", "{steps: ¦one}"),
    _note("fact without quotes", "wrong-type", "¦{adopted}", says="quotes"),
    _note("list for text", "wrong-type", "¦[sic]", says="quotes"),
    _note("unknown length", "unknown-key", "{short: a, ¦lang: b}", says="'long'"),
    _note("unknown length in a list", "unknown-key", "{list: [{short: a, ¦lang: b}]}"),
    _note("three deep", "unknown-key", "{list: [{text: a, list: [{¦text: b}]}]}"),
    _note("unknown fact in a list", "unknown-name", '{list: ["on ¦{adoptd}"]}', says="'adopted'"),
    _note("open emphasis below", "inline-unbalanced", '{steps: [{text: a, list: ["b ¦*c"]}]}'),
    _note("too long an entry", "too-long", "{list: [¦" + "word " * 65 + "]}", says="at most 320"),
    _note("too many entries", "too-many", "{list: [" + "a, " * 12 + "¦a]}"),
]
