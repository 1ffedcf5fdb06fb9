"""A small pack with days in it, and the command on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from layouts.problems import Problems
from reports import clock
from reports.pack import Pack, load
from tests.broken.base import FACTS, PACK, SOURCES, write_good

DATASET = "    source: report\n    columns"
LAST = {"fact": "2030-03-31", "source": "2030-04-30", "section": "2030-05-31"}
"""Days under ``review_by``."""
AS_OF, SPAN, GOOD = "2030-01-31", "1 month", "2030-02-28"
"""The day of the dataset, for how long it is good, and the last day of that."""


def write(folder: Path, *kinds: str) -> Path:
    """The small pack of the tests of errors with days for things of these kinds."""
    folder.mkdir(parents=True, exist_ok=True)
    write_good(folder)
    pack, sources, facts = PACK, SOURCES, FACTS
    if "dataset" in kinds:
        pack = pack.replace(
            DATASET, f"    source: report\n    as_of: {AS_OF}\n    stale_after: {SPAN}\n    columns"
        )
    if "section" in kinds:
        own = f"  - id: second\n    review_by: {LAST['section']}\n"
        pack = pack.replace("  - id: second\n", own)
    if "source" in kinds:
        sources += f"    review_by: {LAST['source']}\n"
    if "fact" in kinds:
        facts = facts.replace(
            "    at: paragraph 3\n", f"    at: paragraph 3\n    review_by: {LAST['fact']}\n"
        )
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    (folder / "parts" / "sources.yaml").write_text(sources, encoding="utf-8")
    (folder / "parts" / "facts.yaml").write_text(facts, encoding="utf-8")
    return folder


def loaded(folder: Path) -> Pack:
    """The pack, which must be sound."""
    problems = Problems()
    pack = load(folder, problems, label="")
    assert pack is not None, "\n".join(map(str, problems))
    return pack


def set_clock(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let the clock say noon, in UTC, of this day, and nothing say another."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Stopped:
            assert tz is timezone.utc
            return cls.fromisoformat(f"{day}T12:00:00+00:00")

    monkeypatch.setattr(clock, "datetime", Stopped)
    monkeypatch.delenv(clock.VARIABLE, raising=False)


def epoch(day: str) -> str:
    """The last second of a day in UTC, as SOURCE_DATE_EPOCH has it."""
    start = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    return str(int((start + timedelta(days=1)).timestamp()) - 1)


def dated_lines(folder: Path) -> Iterator[str]:
    """``file:line:column`` of every value that a warning is about, in the order of the files."""
    keys = ("review_by: ", "stale_after: ")
    for path in sorted(folder.rglob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            for key in keys:
                if key in line:
                    column = line.index(key) + len(key) + 1
                    yield f"{path.relative_to(folder).as_posix()}:{number}:{column}"
