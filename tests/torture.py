"""Packs at the limits: every block kind with every text exactly as long as its schema allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from layouts.composites import ManyField, OneField
from layouts.fields import ChoiceField, RefField, TextField, WordsField
from layouts.records import Record
from reports.blocks import kinds

ENGLISH = (
    "Technical cooperation among developing countries strengthens their collective negotiating "
    "position and the exchange of experience between institutions which face comparable problems "
    "under comparable circumstances although their histories and languages differ considerably "
).split()
COUNTS = {
    "Timeline.events": 10,
    "Table.columns": 4,
    "Table.rows": 12,
    "Glossary.terms": 20,
    "Agenda.items": 20,
    "People.people": 20,
    "List.items": 24,
    "Compare.aspects": 6,
    "Block.notes": 2,
}
"""Items of lists whose highest count would only repeat what fewer show."""


def words(length: int, start: int = 0) -> str:
    """English-looking text of exactly ``length`` characters."""
    out, n = "", start
    while len(out) < length:
        out += ("" if not out else " ") + ENGLISH[n % len(ENGLISH)]
        n += 1
    out = out[:length]
    return out[:-1] + "m" if out.endswith(" ") else out


class Maximum:
    """Builds YAML data for record classes, with texts at their longest."""

    def __init__(self, share: float = 1.0) -> None:
        self.share = share
        self.count = 0

    def text(self, most: int) -> str:
        self.count += 1
        return words(max(3, int(most * self.share)), self.count * 5)

    def value(self, owner: str, name: str, field: Any, columns: int) -> Any:
        if isinstance(field, WordsField):
            return self.text(field.most)
        if isinstance(field, OneField):
            return self.record(field.cls, columns)
        if isinstance(field, ManyField):
            count = COUNTS.get(f"{owner}.{name}", min(field.high, 12))
            if name in ("rows", "cells") and isinstance(field.inner, WordsField):
                count = columns
            return [self.value(owner, f"{name}.row", field.inner, columns) for _ in range(count)]
        if isinstance(field, ChoiceField):
            return field.names[0]
        if isinstance(field, TextField):
            return self.text(min(field.most, 60))
        raise AssertionError(f"{owner}.{name}: {type(field).__name__}")

    def record(self, cls: type[Record], columns: int) -> dict[str, Any]:
        data = {}
        for name, field in cls.fields().items():
            key = field.key or name
            if isinstance(field, (WordsField, OneField, ManyField)):
                if name == "items.row" or isinstance(field, ManyField) and name == "flows":
                    continue
                data[key] = self.value(cls.__name__, name, field, columns)
        return data


def block(kind: str, cls: type[Record], n: int, share: float) -> dict[str, Any]:
    """The data of one block of a kind, full to its limits."""
    maximum = Maximum(share)
    maximum.count = n
    columns = {"compare": 4, "table": 4}.get(kind, 0)
    data: dict[str, Any] = {"kind": kind, "id": f"{kind}_{n}"}
    special = _SPECIAL.get(kind)
    for name, field in cls.fields().items():
        key = field.key or name
        if isinstance(field, (WordsField, OneField, ManyField)) and not (special and key in special):
            data[key] = maximum.value(
                "Block" if name == "notes" else cls.__name__, name, field, columns
            )
        elif isinstance(field, RefField):
            data[key] = {"source": "report", "fact": "fact", "dataset": "numbers"}.get(
                field.kind, "picture.png"
            )
    if special:
        data |= special
    if kind == "table":
        data["rows"] = [[maximum.text(240) for _ in range(4)] for _ in range(12)]
    if kind == "figures":
        data["figures"] = [{"fact": "fact", "label": maximum.text(130)} for _ in range(9)]
    if kind == "flow":
        parties = [chr(ord("a") + i) for i in range(5)]
        data["parties"] = [
            {"id": p, "title": maximum.text(40), "text": maximum.text(60), "tone": "south"}
            for p in parties
        ]
        data["flows"] = [
            {"from": parties[i % 5], "to": parties[(i + 1 + i // 5) % 5], "gives": maximum.text(60)}
            for i in range(8)
        ]
    return data


_SPECIAL: dict[str, dict[str, Any]] = {
    "chart": {"type": "column", "x": "name", "y": ["first", "second"]},
    "picture": {},
}


def pack(share: float = 1.0, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """Data of a pack with one section for each block kind (or those in ``only``)."""
    sections = []
    for n, (kind, cls) in enumerate(kinds().items()):
        if only and kind not in only:
            continue
        sections.append(
            {
                "id": kind,
                "title": f"{kind} " + words(int(110 * share), n * 3),
                "blocks": [block(kind, cls, n, share)],
            }
        )
    return {
        "pack": {"id": "torture", "edition": "1", "language": "en"},
        "title": words(int(100 * share)),
        "subtitle": words(int(140 * share), 3),
        "short": "Torture",
        "sources": {"report": {"title": words(200), "publisher": words(100), "date": "2018"}},
        "facts": {"fact": {"value": "1,234 million", "source": "report", "at": "page 1"}},
        "datasets": {
            "numbers": {
                "file": "numbers.csv",
                "source": "report",
                "columns": {"name": "text", "first": "number", "second": "number"},
            }
        },
        "sections": sections,
    }


def write(folder: Path, data: dict[str, Any]) -> Path:
    """Write a pack with its CSV and picture; returns the folder."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    rows = [f"{words(20, n)},{n * 3.5 + 1},{40 - n}" for n in range(8)]
    (folder / "numbers.csv").write_text("\n".join(["name,first,second", *rows]) + "\n", "utf-8")
    Image.new("RGB", (600, 400), (0, 98, 155)).save(folder / "picture.png")
    return folder
