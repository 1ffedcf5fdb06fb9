"""Packs at the limits: every block kind with every text exactly as long as its schema allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from layouts.composites import ManyField, OneField
from layouts.fields import ChoiceField, RefField, TextField, WordsField
from layouts.records import Record
from reports.blocks import kinds
from reports.blocks.base import Block

SENTENCE = (
    "Technical cooperation among developing countries strengthens their collective negotiating "
    "position and the exchange of experience between institutions which face comparable problems "
    "under comparable circumstances although their histories and languages differ considerably"
)
ENGLISH = SENTENCE.split()
COUNTS = {"events": 5, "rows": 5, "terms": 7, "people": 7, "items": 7, "aspects": 4}
"""Entries of lists whose highest count would only repeat what fewer show: enough to go on over
several slides and to leave a last one alone."""
MANY = {"events": 10, "rows": 12, "terms": 20, "people": 20, "items": 24, "aspects": 6}
"""Nearly as many as there may be."""
COLUMNS = 4
AUDIENCES = "delegation,press"
"""Those that set no limits and have pages wide enough for the longest of everything."""
REFERENCES = {"source": "report", "fact": "fact", "dataset": "numbers", "picture": "picture.png"}
PARTIES = "abcde"
CHARTS: dict[str, dict[str, Any]] = {
    "chart": {"type": "column", "x": "name", "y": ["first", "second"]},
    "bar": {"type": "bar", "x": "name", "y": ["first", "second"]},
    "stacked": {"type": "stacked", "x": "name", "y": ["first", "second"]},
    "line": {"type": "line", "x": "name", "y": ["first", "second"]},
    "doughnut": {"type": "doughnut", "x": "name", "y": ["first"]},
    "scatter": {"type": "scatter", "x": "first", "y": ["second"], "labels": "name"},
}
"""Charts of every type, by the end of the block's id."""


def words(length: int, start: int = 0) -> str:
    """English-looking text of exactly ``length`` characters."""
    out, n = "", start
    while len(out) < length:
        out += ("" if not out else " ") + ENGLISH[n % len(ENGLISH)]
        n += 1
    out = out[:length]
    return out[:-1] + "m" if out.endswith(" ") else out


class Longest:
    """Makes YAML data for records, every text at ``share`` of its longest."""

    def __init__(self, share: float, start: int, counts: dict[str, int]) -> None:
        self.share, self.count, self.counts = share, start, counts

    def text(self, most: int) -> str:
        self.count += 1
        return words(max(3, int(most * self.share)), self.count * 5)

    def value(self, name: str, field: Any) -> Any:
        if isinstance(field, WordsField):
            return self.text(field.most)
        if isinstance(field, TextField):
            return self.text(min(field.most, 60))
        if isinstance(field, ChoiceField):
            return field.names[0]
        if isinstance(field, RefField):
            return REFERENCES[field.kind]
        if isinstance(field, OneField):
            return self.record(field.cls)
        if isinstance(field, ManyField):
            whole_rows = isinstance(field.inner, WordsField) and name in ("cells", "rows")
            count = COLUMNS if whole_rows else self.counts.get(name, min(field.high, 9))
            if name in ("subjects", "columns"):
                count = COLUMNS
            return [self.value("cells", field.inner) for _ in range(count)]
        raise AssertionError(f"{name}: {type(field).__name__}")

    def record(self, cls: type[Record]) -> dict[str, Any]:
        takes = (WordsField, OneField, ManyField, RefField)
        fields = cls.fields().items()
        return {f.key or name: self.value(name, f) for name, f in fields if isinstance(f, takes)}

    def blocks(self, kind: str, cls: type[Block]) -> list[dict[str, Any]]:
        """The data of one block, or of a chart of each type."""
        if kind != "chart":
            return [self.block(kind, cls)]
        return [self.chart(name, cls, given) for name, given in CHARTS.items()]

    def chart(self, name: str, cls: type[Block], given: dict[str, Any]) -> dict[str, Any]:
        """The data of one chart: long titles on all the axes it has."""
        titles = ("unit",) if name == "doughnut" else ("unit", "x_title", "y_title")
        long = {title: self.text(60) for title in titles}
        return self.block("chart", cls) | {"id": f"full_{name}"} | given | long

    def block(self, kind: str, cls: type[Block]) -> dict[str, Any]:
        """The data of one block."""
        data = {"kind": kind, "id": f"full_{kind}", **self.record(cls)}
        points = [{"text": self.text(320), "steps": [self.text(320)]} for _ in range(3)]
        data["notes"] = [self.text(900), {"text": self.text(900), "list": points}]
        del data["slide_title"]  # a block has one title
        if kind == "flow":
            for name, party in zip(PARTIES, data["parties"], strict=False):
                party |= {"id": name, "tone": "south"}
            for n, gift in enumerate(data["flows"]):
                gift |= {"from": PARTIES[n % 5], "to": PARTIES[(n + 1 + n // 5) % 5]}
        return data


def pack(
    share: float = 1.0, only: tuple[str, ...] = (), counts: dict[str, int] = COUNTS
) -> dict[str, Any]:
    """Data of a pack with one section for each block kind (or those in ``only``)."""
    chosen = {kind: cls for kind, cls in kinds().items() if not only or kind in only}
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
        "sections": [
            {
                "id": kind,
                "title": f"{kind} {words(int(80 * share), n * 3)}",
                "blocks": Longest(share, n, counts).blocks(kind, cls),
            }
            for n, (kind, cls) in enumerate(chosen.items())
        ],
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
