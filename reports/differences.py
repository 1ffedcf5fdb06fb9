"""How a difference is printed: for people, for programs, and for a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from os.path import commonprefix

from reports.difference import (
    ADDED,
    CHANGED,
    DOCUMENT,
    MOVED,
    NUMBER,
    Change,
    Difference,
    Spot,
    What,
)

FORMAT = 1
"""Raised when the shape of the JSON changes."""
AROUND = 4
"""Words printed before and after what changed in a text."""
LONGEST = 160
"""Characters of an excerpt."""


def printed(found: Difference, form: str) -> str:
    """As ``text``, ``json`` or ``markdown``."""
    return {"text": _text, "json": _json, "markdown": _markdown}[form](found)


def _json(found: Difference) -> str:
    changes = [
        one.what._asdict()
        | {
            "before": [spot._asdict() for spot in one.before],
            "after": [spot._asdict() for spot in one.after],
        }
        for one in found.changes
    ]
    book = {"format": FORMAT, "same": found.same, "changes": changes}
    book |= {"files": found.files, "inputs": found.inputs}
    return json.dumps(book, ensure_ascii=False, indent=1)


def _text(found: Difference) -> str:
    lines = []
    for one in found.changes:
        lines.append(": ".join(filter(None, (_head(one.what), _values(one.what, '"')))))
        lines += [f"    {where}" for where in [_where(one)] if where]
    return "\n".join([*lines, _verdict(found)])


def _markdown(found: Difference) -> str:
    lines = [f"**{_verdict(found)}**"]
    if found.changes:
        lines += ["", "| What | Before | After | Where |", "| --- | --- | --- | --- |"]
    for one in found.changes:
        old, new = excerpts(one.what.old, one.what.new)
        cells = (_head(one.what), old, new, _where(one))
        lines.append("| " + " | ".join(map(_cell, cells)) + " |")
    if found.files:
        names = ", ".join(f"`{name}` ({how})" for name, how in found.files.items())
        lines += ["", f"Documents: {names}."]
    if found.files and not found.changes:
        lines += ["", "Nothing that they say is different."]
    if found.inputs:
        names = ", ".join(f"`{name}` ({how})" for name, how in found.inputs.items())
        lines += ["", f"Made from other files: {names}."]
    return "\n".join(lines)


def _head(what: What) -> str:
    """What changed, in a few words."""
    if what.what == DOCUMENT and what.how == CHANGED:
        return f"changed {what.field} of {what.pack}"
    if what.what == DOCUMENT:
        return f"{what.how} documents for {what.ident}"
    called = f" “{what.title}”" if what.title else ""
    if what.what == NUMBER:
        return f"changed number in {what.ident}{called}, {what.field}"
    part = f", {what.field}" if what.how == CHANGED and what.field != "value" else ""
    return f"{what.how} {what.what} {what.ident}{called}{part}"


def _values(what: What, quote: str) -> str:
    if not (what.old or what.new):
        return ""
    old, new = excerpts(what.old, what.new)
    if what.how == CHANGED:
        return f"{quote}{old}{quote} → {quote}{new}{quote}"
    return f"{quote}{new if what.how == ADDED else old}{quote}"


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Where two texts differ, with a few words around it."""
    if max(len(old), len(new)) <= LONGEST // 2:
        return old, new
    olds, news = old.split(), new.split()
    start = len(commonprefix([olds, news]))
    most = min(len(olds), len(news)) - start
    end = min(len(commonprefix([olds[::-1], news[::-1]])), most)
    return _cut(olds, start, end), _cut(news, start, end)


def _cut(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), len(words) - max(end - AROUND, 0)
    text = " ".join(words[first:last])
    text = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return ("… " if first else "") + text + (" …" if last < len(words) else "")


def _where(one: Change) -> str:
    """Where it stands; where it stood, if it does not stand there any more."""
    if one.what.how == MOVED:
        return f"{_spots(one.before)} → {_spots(one.after)}"
    if one.after:
        return _spots(one.after)
    return f"was on {_spots(one.before)}" if _spots(one.before) else ""


def _spots(spots: Sequence[Spot]) -> str:
    said = []
    for spot in spots:
        parts = [
            f"{word}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
            for word, numbers in (("page", spot.pages), ("slide", spot.slides))
            if numbers
        ]
        if parts:
            said.append(f"{spot.audience}: {', '.join(parts)}")
    return "; ".join(said)


def _verdict(found: Difference) -> str:
    if found.same:
        return "no difference"
    count, files = len(found.changes), len(found.files)
    said = f"{count} change{'s' if count != 1 else ''}" if count else "the same content"
    return f"{said}, {files} document{'s differ' if files != 1 else ' differs'}"


def _cell(text: str) -> str:
    for char in "\\|<>`*_[]":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())
