"""Charts that print no values are read back by the scales they print, in both documents."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from layouts.language import Language
from reports import cli
from reports.check import check
from reports.drawn import Drawn, Scale, stacked
from reports.readback import Mark, Word
from reports.readback.deck import read_deck

YEARS = range(1990, 2020)
KINDS = ("column", "stacked", "line", "scatter")
COUNTRIES = ("Kenya", "Brazil", "Viet Nam", "Cuba", "India")


def _chart(kind: str, **given: Any) -> dict[str, Any]:
    alt = f"A {kind} chart of two things over thirty years, both of which rise."
    chart = {"kind": "chart", "id": kind, "title": f"Drawn as {kind}", "type": kind, "alt": alt}
    return chart | {"data": "years", "x": "year", "y": ["south", "north"], **given}


def _pack(folder: Path) -> Path:
    """A pack whose charts have too many values to print them all."""
    folder.mkdir(exist_ok=True)
    rows = [f"{year},{n * 37 + 100},{n * n + 1}.5" for n, year in enumerate(YEARS)]
    (folder / "years.csv").write_text("year,south,north\n" + "\n".join(rows) + "\n")
    lines = [
        f"{name},{round(n * 1.7 + 0.5, 1)},{n * n * 3 - 4}" for n, name in enumerate(COUNTRIES)
    ]
    (folder / "countries.csv").write_text("name,income,users\n" + "\n".join(lines) + "\n")
    numbers = {"year": "integer", "south": "integer", "north": "number"}
    places = {"name": "text", "income": "number", "users": "number"}
    points = {"data": "countries", "x": "income", "y": ["users"], "labels": "name"}
    data = {
        "pack": {"id": "drawn", "language": "en"},
        "title": "Drawn charts",
        "sources": {"a": {"title": "A source of numbers", "publisher": "Bank"}},
        "datasets": {
            "years": {"file": "years.csv", "source": "a", "columns": numbers},
            "countries": {"file": "countries.csv", "source": "a", "columns": places},
        },
        "sections": [
            {
                "id": "s",
                "title": "Charts",
                "blocks": [
                    *(_chart(kind) for kind in KINDS[:-1]),
                    _chart("scatter", x_format="plain"),
                    _chart("scatter", **points) | {"id": "points"},
                ],
            }
        ],
    }
    (folder / "pack.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The pack and what was made of it."""
    folder = _pack(tmp_path_factory.mktemp("drawn") / "pack")
    out = folder.parent / "out"
    assert cli.main(["build", "--quiet", str(folder), "--out", str(out)]) == 0
    return folder, out


def findings(pack: Path, out: Path) -> set[tuple[str, str]]:
    """Rule and chart of what is wrong with numbers."""
    found = check(str(pack), None, out).findings
    return {
        (f.rule, match[1])
        for f in found
        if f.rule.startswith("number") and (match := re.search(r"'s\.(\w+)'", str(f)))
    }


def test_every_value_is_found_in_both_documents(built: tuple[Path, Path]) -> None:
    assert findings(*built) == set()


@pytest.mark.parametrize(
    ("file", "pattern", "changed", "charts"),
    [
        ("years.csv", "2005,655,", "2005,670,", {*KINDS}),
        ("years.csv", "2005,", "2004,", {*KINDS}),
        ("countries.csv", "Cuba,5.6", "Cuba,5.7", {"points"}),
        ("countries.csv", ",44\n", ",45\n", {"points"}),
    ],
)
def test_a_value_that_is_not_drawn_is_seen(
    built: tuple[Path, Path],
    file: str,
    pattern: str,
    changed: str,
    charts: set[str],
    tmp_path: Path,
) -> None:
    pack = _pack(tmp_path / "pack")
    text = (pack / file).read_text()
    assert pattern in text
    (pack / file).write_text(text.replace(pattern, changed))
    found = findings(pack, built[1])
    assert {chart for rule, chart in found if rule == "number-differs"} == charts
    drawn = charts if "," + pattern.partition(",")[2] != "," else {"scatter"}
    assert {chart for rule, chart in found if rule == "number-missing"} == drawn


def test_a_deck_tells_the_x_values_and_the_names_of_its_points(built: tuple[Path, Path]) -> None:
    deck = read_deck(built[1] / "drawn-delegation-en.pptx")
    [(name, xs, ys)] = deck.charts["s.points/chart"]
    assert name == "users"
    assert xs == pytest.approx([0.5, 2.2, 3.9, 5.6, 7.3])
    assert ys == [-4, -1, 8, 23, 44]
    heads, *rows = deck.workbooks["s.points/chart"]
    assert heads == ["name", "income", "users"]
    assert [row[0] for row in rows] == list(COUNTRIES)
    assert all(name in (deck.text_of("s.points") or "") for name in COUNTRIES)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("chart", b"<c:v>5.6</c:v>", b"<c:v>6.5</c:v>"),
        ("chart", b"<c:v>44</c:v>", b"<c:v>45</c:v>"),
        ("book", b"<v>5.6", b"<v>6.5"),
        ("book", b"Cuba", b"Chad"),
    ],
)
def test_a_changed_point_of_a_deck_is_seen(
    built: tuple[Path, Path], part: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    pack, good = built
    out = tmp_path / "out"
    out.mkdir()
    for path in good.iterdir():
        if path.is_file():
            (out / path.name).write_bytes(path.read_bytes())
    path = out / "drawn-delegation-en.pptx"
    pattern = r"ppt/charts/chart5\.xml" if part == "chart" else r"ppt/embeddings/.*5\.xlsx"
    path.write_bytes(_edited(path.read_bytes(), pattern, old, new))
    assert findings(pack, out) == {("number-differs", "points")}


def _edited(blob: bytes, pattern: str, old: bytes, new: bytes) -> bytes:
    """A zip archive with bytes replaced in the members that match, and in archives inside them."""
    out, changed = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(blob)) as source, zipfile.ZipFile(out, "w") as archive:
        for info in source.infolist():
            content = source.read(info)
            if re.fullmatch(pattern, info.filename):
                before = content
                if info.filename.endswith(".xlsx"):
                    content = _edited(content, r"xl/(worksheets/\w+|sharedStrings)\.xml", old, new)
                else:
                    content = content.replace(old, new)
                changed = changed or content != before
            archive.writestr(info, content)
    assert changed
    return out.getvalue()


ENGLISH = Language(code="en-GB", group=" ", labels={})


def tick(text: str, right: float, middle: float) -> Word:
    return Word(text, right - 10, middle - 4, right, middle + 4)


def rule(y: float) -> Mark:
    return Mark(((50.0, y), (250.0, y)), filled=False)


def column(x: float, top: float, bottom: float) -> Mark:
    return Mark(((x, top), (x + 9, top), (x + 9, bottom), (x, bottom)), filled=True)


WORDS = [tick("0", 46, 100), tick("1 000 ", 46, 60), tick("2 000", 46, 20)]
GRID = [rule(100), rule(60), rule(20)]


def test_a_scale_is_read_off_its_ticks() -> None:
    drawn = Drawn(WORDS, GRID, ENGLISH)
    assert drawn.upward == Scale(100.0, -0.04)
    assert drawn.across is None
    assert Drawn(WORDS[:1], GRID, ENGLISH).upward is None
    crooked = [tick("0", 46, 100), tick("500", 46, 60), tick("2 000", 46, 20)]
    assert Drawn(crooked, GRID, ENGLISH).upward is None


def test_lengths_heights_and_points_are_looked_for() -> None:
    bars = Drawn(WORDS, [*GRID, column(60, 40, 100), column(80, 25, 100)], ENGLISH)
    assert bars.shows_lengths([1500, 1875])
    assert not bars.shows_lengths([1500, 1700])
    line = Drawn(WORDS, [*GRID, Mark(((60, 80), (90, 40)), filled=False)], ENGLISH)
    assert line.shows_heights([500, 1500])
    assert not line.shows_heights([600])
    assert not line.shows_points([(1, 500)])


def test_the_ends_of_stacks_are_sums() -> None:
    assert stacked([(1, -2), (3, 4), (-5, -6)]) == [1, 4, -5, 4, -2, -8]
