"""A small pack with four datasets, and audiences that show some of them each."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import yaml

DATASETS = ("aid", "trade", "debt", "ships")
YEARS = ("2021", "2022", "2023", "2024")
SERIES = ("south", "north")
SHOWN = {
    "pack-all-en.pdf": DATASETS,
    "pack-all-en.pptx": DATASETS,
    "pack-few-en.pdf": ("aid", "trade"),
    "pack-few-en.pptx": ("aid",),
    "pack-paper-en.pdf": ("debt",),
    "pack-brief-en.pdf": ("debt", "ships"),
    "pack-brief-en.pptx": ("ships",),
}
"""Datasets by the documents that show them: ``few`` leaves one chart out of its slides by a rule,
``brief`` one by their limit."""
AUDIENCES = {
    "all": {"formats": ["pdf", "pptx"]},
    "few": {
        "packs": {
            "pack": {
                "sections": ["aid", "trade"],
                "omit": {"slides": [{"id": "trade", "why": "it is on paper"}]},
            }
        }
    },
    "paper": {"formats": ["pdf"], "packs": {"pack": {"sections": ["debt"]}}},
    "brief": {
        "pages": {"contents": False, "max_pages": 2},
        "slides": {"contents": False, "max_slides": 5},
        "packs": {"pack": {"sections": ["ships", "debt"]}},
    },
}


class Edit(NamedTuple):
    """One number, and what it becomes."""

    dataset: str
    year: str
    series: str
    old: str
    new: str


def write(folder: Path) -> None:
    """The pack in ``folder/pack``, its layouts in ``folder/own``."""
    pack = folder / "pack"
    pack.mkdir(parents=True)
    rng = random.Random(6)
    for name in DATASETS:
        rows = [[year, *(rng.randrange(10, 90) for _ in SERIES)] for year in YEARS]
        _save(pack, name, [["year", *SERIES], *rows])
    sections = []
    for name in DATASETS:
        chart = {"kind": "chart", "id": "chart", "title": f"How {name} went", "type": "column"}
        chart |= {"data": name, "x": "year", "y": list(SERIES), "alt": f"Columns of {name}."}
        chart |= {"priority": 2 if name == "debt" else 1}
        said = {"kind": "paragraph", "id": "said", "text": f"What is to be said of {name}."}
        sections.append({"id": name, "title": name.title(), "blocks": [said, chart]})
    types = {"year": "text"} | dict.fromkeys(SERIES, "integer")
    book = {
        "pack": {"id": "pack", "edition": "1", "language": "en"},
        "title": "Accounts",
        "sources": {"office": {"title": "Accounts of the office"}},
        "datasets": {
            name: {"file": f"{name}.csv", "source": "office", "columns": dict(types)}
            for name in DATASETS
        },
        "sections": sections,
    }
    (pack / "pack.yaml").write_text(yaml.safe_dump(book, sort_keys=False))
    own = folder / "own" / "audiences"
    own.mkdir(parents=True)
    for name, audience in AUDIENCES.items():
        told = {"extends": "base", "name": name, **audience}
        (own / f"{name}.yaml").write_text(yaml.safe_dump(told, sort_keys=False))


def edit(folder: Path, rng: random.Random) -> Edit:
    """Change one number of one dataset in ``folder/pack``."""
    name = rng.choice(DATASETS)
    path = folder / "pack" / f"{name}.csv"
    rows = [line.split(",") for line in path.read_text().splitlines()]
    row, column = rng.randrange(1, len(rows)), rng.randrange(1, len(rows[0]))
    old = rows[row][column]
    rows[row][column] = str(int(old) + rng.choice((-3, -2, -1, 1, 2, 3)))
    _save(folder / "pack", name, rows)
    return Edit(name, rows[row][0], rows[0][column], old, rows[row][column])


def _save(pack: Path, name: str, rows: list[list[object]] | list[list[str]]) -> None:
    lines = [",".join(map(str, row)) for row in rows]
    (pack / f"{name}.csv").write_text("\n".join(lines) + "\n")
