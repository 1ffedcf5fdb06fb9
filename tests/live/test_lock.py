"""Builds and the lock: offline, nothing but snapshots, and only those of the last pull."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layouts.problems import Problems
from reports import cli, publish
from reports.datalock import Locked, dump, read_lock
from reports.datasource import LOCK
from reports.pack import files_of, load
from reports.source import Folder
from tests.live.shop import FROM, PACK, ROOT, TWO_ROWS, Shop

PULL = "{csv: from/a.csv}"
OTHER = """\
  {name}:
    file: {name}.csv
    source: minutes
    columns: {{year: text, ships: integer}}
    from: {{csv: from/{name}.csv}}
"""
CHART = """\
      - {{kind: chart, id: {name}, type: column, data: {name}, x: year, y: [ships], alt: A}}
"""
HEAVY = ("duckdb", "python_calamine", "psycopg", "sqlite3")
PROBE = """\
import sys
from reports import cli
status = cli.main(sys.argv[1:])
print(status, [name for name in {names} if name in sys.modules])
"""
KILLED = """\
import os, signal, sys
from reports import cli
honest = os.replace
def replace(source, target):
    honest(source, target)
    if str(target).endswith("traffic.csv"):
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
cli.main(sys.argv[1:])
"""
"""A refresh that is killed after the first of its files was renamed."""


@pytest.fixture
def pulled(shop: Shop) -> Shop:
    """A pack after a refresh."""
    shop.put("from/a.csv", TWO_ROWS)
    shop.write(PULL)
    assert shop.refresh().status == cli.FINE
    assert shop.listed().out == "traffic  traffic.csv  2  minutes  2026-06-03\n"
    return shop


def two(shop: Shop, *names: str) -> None:
    """More datasets like the first, each on a chart."""
    whole = PACK.format(pull=PULL, columns="{year: text, ships: integer}", extra="note: pulled")
    head, sections = whole.split("sections:\n")
    head += "".join(OTHER.format(name=name) for name in names)
    sections += "".join(CHART.format(name=name) for name in names)
    (shop.folder / "pack.yaml").write_text(f"{head}sections:\n{sections}")
    for name in ("a", *names):
        shop.put(f"from/{name}.csv", TWO_ROWS)


def _append(name: str, text: str) -> Callable[[Shop], Any]:
    return lambda shop: shop.put(name, (shop.folder / name).read_text() + text)


def _replaced(name: str, old: str, new: str) -> Callable[[Shop], Any]:
    def change(shop: Shop) -> None:
        path = shop.folder / name
        text = path.read_text()
        assert text.count(old) == 1, text
        path.write_text(text.replace(old, new))

    return change


def _without(name: str) -> Callable[[Shop], Any]:
    return lambda shop: (shop.folder / name).unlink()


def _to_format(number: int) -> Callable[[Shop], Any]:
    return _replaced(LOCK, '"format": 1', f'"format": {number}')


def _linked(shop: Shop) -> None:
    (shop.folder / LOCK).unlink()
    os.symlink("/etc/passwd", shop.folder / LOCK)


BROKEN: list[tuple[Callable[[Shop], Any], str, str, str]] = [
    (_append("traffic.csv", "2024,1\n"), "snapshot-differs", "7:11", "not that of the last pull"),
    (_replaced("traffic.csv", "410", "411"), "snapshot-differs", "7:11", "not that of the last"),
    (_without("traffic.csv"), "missing-file", "7:11", "no file 'traffic.csv'"),
    (_without(LOCK), "not-pulled", f"{FROM}:11", f"'traffic' has not been pulled: {LOCK}"),
    (_replaced(LOCK, '"traffic": {', '"other": {'), "not-pulled", f"{FROM}:11", "build.py refresh"),
    (_replaced(LOCK, '"ships": "integer"', '"ships": "number"'), "snapshot-differs", "9:14", ""),
    (_replaced("pack.yaml", "year: text, ", "year: integer, "), "snapshot-differs", "9:14", ""),
    (_replaced("pack.yaml", "from/a.csv", "from/b.csv"), "snapshot-differs", f"{FROM}:11", ""),
    (_to_format(2), "bad-lock", LOCK, "not a lock"),
    (_replaced(LOCK, '"rows": 2', '"rows": "2"'), "bad-lock", LOCK, "not a lock"),
    (_replaced(LOCK, '"rows": 2', '"lines": 2'), "bad-lock", LOCK, "not a lock"),
    (_replaced(LOCK, "2026-06-03", "2026-06-31"), "bad-lock", LOCK, "not a lock"),
    (_replaced(LOCK, '"told": false', '"told": 0'), "bad-lock", LOCK, "not a lock"),
    (_append(LOCK, "]"), "bad-lock", LOCK, "build.py refresh"),
    (_linked, "outside-folder", f"{FROM}:11", "leads out"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place", "says"), BROKEN)
def test_what_does_not_belong_together_is_not_built(
    pulled: Shop, change: Callable[[Shop], Any], code: str, place: str, says: str
) -> None:
    change(pulled)
    done = pulled.run("build", str(pulled.folder), "-o", str(pulled.folder / "out"))
    assert done.status == cli.BAD_INPUT
    [line, count] = done.err.splitlines()
    assert f"{place}: {code}: " in line
    assert says in line
    assert count == "1 problem found; nothing was written"
    assert not (pulled.folder / "out").exists()


def test_a_refresh_mends_it(pulled: Shop) -> None:
    for change, code, *_ in BROKEN:
        if code in ("snapshot-differs", "not-pulled", "missing-file"):
            pulled.write(PULL)
            assert pulled.refresh().status == cli.FINE
            change(pulled)
            assert pulled.listed().status == cli.BAD_INPUT
            pulled.put("from/b.csv", TWO_ROWS)
            if (pulled.folder / "traffic.csv").exists() and pulled.snapshot != TWO_ROWS:
                pulled.refresh()
                (pulled.folder / "traffic.csv").rename(pulled.folder / "moved.csv")
            assert pulled.refresh().status == cli.FINE
            assert pulled.listed().status == cli.FINE


@pytest.mark.parametrize("own", ["year,ships\n2022,1\n", "x" * 1_000_001, "\0"])
def test_numbers_of_somebody_else_are_not_replaced(shop: Shop, own: str) -> None:
    two(shop, "b")
    shop.put("traffic.csv", own)
    done = shop.refresh()
    assert (done.status, done.out.splitlines()) == (
        cli.BAD_INPUT,
        ["b  b.csv  written  2 rows, as of 2026-06-03", "traffic  not pulled"],
    )
    [line] = done.err.splitlines()
    assert "pack.yaml:7:11: not-a-snapshot: 'traffic.csv' is not what a refresh has" in line
    assert line.endswith("; expected it to be moved away")
    assert shop.snapshot == own
    assert list(json.loads((shop.folder / LOCK).read_text())["datasets"]) == ["b"]
    (shop.folder / "traffic.csv").rename(shop.folder / "mine.csv")
    assert shop.refresh().status == cli.FINE
    assert shop.snapshot == TWO_ROWS


def test_numbers_that_are_those_of_the_source_are_taken_over(shop: Shop) -> None:
    shop.put("from/a.csv", TWO_ROWS)
    shop.put("traffic.csv", TWO_ROWS)
    shop.write(PULL)
    assert shop.refresh().out.split()[2] == "unchanged"
    assert shop.listed().status == cli.FINE


@pytest.mark.parametrize("source", ["410", "411"])
def test_a_snapshot_edited_by_hand_is_not_replaced(pulled: Shop, source: str) -> None:
    _replaced("traffic.csv", "410", "999")(pulled)
    pulled.put("from/a.csv", TWO_ROWS.replace("410", source))
    before = pulled.kept()
    done = pulled.refresh()
    assert (done.status, done.out) == (cli.BAD_INPUT, "traffic  not pulled\n")
    assert ": not-a-snapshot: " in done.err
    assert pulled.kept() == before
    assert "snapshot-differs" in pulled.listed().err
    assert "expected that one, or build.py refresh to be run after it was moved away" in (
        pulled.listed().err
    )


def test_an_earlier_pull_is_replaced_under_another_name_of_the_dataset(pulled: Shop) -> None:
    text = (pulled.folder / "pack.yaml").read_text()
    text = text.replace("  traffic:\n", "  ships:\n").replace("data: traffic", "data: ships")
    (pulled.folder / "pack.yaml").write_text(text)
    _replaced("from/a.csv", "410", "411")(pulled)
    assert pulled.refresh().status == cli.FINE
    assert "411" in pulled.snapshot


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL here")
@pytest.mark.parametrize("verb", ["list", "refresh", "build"])
def test_a_refresh_that_was_killed_is_carried_to_its_end(pulled: Shop, verb: str) -> None:
    pulled.put("from/a.csv", TWO_ROWS.replace("410", "411"))
    words = [sys.executable, "-c", KILLED, "refresh", str(pulled.folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done
    assert "411" in pulled.snapshot
    mixed = json.loads((pulled.folder / LOCK).read_text())["datasets"]["traffic"]["sha256"]
    assert mixed != hashlib.sha256(pulled.snapshot.encode()).hexdigest()
    (pulled.folder / "from" / "a.csv").unlink()  # the next pull fails
    if verb == "build":
        built = pulled.run("build", str(pulled.folder), "-o", str(pulled.folder / "out"))
        assert built.status == cli.FINE, built
    elif verb == "refresh":
        assert "missing-file" in pulled.refresh().err
    else:
        assert pulled.listed().status == cli.FINE
    assert not [name for name in os.listdir(pulled.folder) if name.startswith(".")]
    assert pulled.listed().status == cli.FINE
    assert "411" in pulled.snapshot


def test_the_folder_of_the_pack_stays_where_it_is(pulled: Shop) -> None:
    before = (pulled.folder.stat().st_ino, (pulled.folder / "pack.yaml").stat().st_ino)
    (pulled.folder / "from").rename(pulled.folder.parent / "from")
    (pulled.folder.parent / "from" / "a.csv").rename(pulled.folder / "a.csv")
    pulled.write("{csv: a.csv}")
    _replaced("a.csv", "410", "411")(pulled)
    assert not [path for path in pulled.folder.iterdir() if path.is_dir()]
    assert pulled.refresh().status == cli.FINE
    assert "411" in pulled.snapshot
    after = (pulled.folder.stat().st_ino, (pulled.folder / "pack.yaml").stat().st_ino)
    assert after == before


def test_without_its_source_a_pack_is_built_all_the_same(pulled: Shop) -> None:
    (pulled.folder / "from" / "a.csv").unlink()
    assert pulled.listed().status == cli.FINE


def test_builds_import_nothing_heavy(pulled: Shop) -> None:
    for words, heavy in (
        (["build", str(pulled.folder), "-o", str(pulled.folder / "out")], []),
        (["refresh", str(pulled.folder)], []),
    ):
        done = subprocess.run(
            [sys.executable, "-c", PROBE.format(names=HEAVY), *words],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == f"0 {heavy}", done


def test_a_pack_without_live_data_does_not_look_for_a_lock() -> None:
    names = ("reports.datalock", "reports.refresh", "reports.live")
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(names=names), "list", "facts"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"


# What a document is made from


def inputs(shop: Shop, block: str) -> dict[str, str]:
    """What the documents with one block are made from."""
    problems = Problems()
    pack = load(shop.folder, problems)
    assert pack is not None, list(problems)
    return files_of(pack, [pack.block(block)])


def test_a_dataset_is_an_input_of_what_shows_it_alone(shop: Shop) -> None:
    two(shop, "other")
    assert shop.refresh().status == cli.FINE
    first, second = inputs(shop, "one.growth"), inputs(shop, "one.other")
    assert set(first) == {"pack.yaml", "traffic.csv", f"{LOCK}#traffic"}
    assert set(second) == {"pack.yaml", "other.csv", f"{LOCK}#other"}
    shop.put("from/other.csv", TWO_ROWS.replace("530", "531"))
    assert shop.refresh().status == cli.FINE
    assert inputs(shop, "one.growth") == first
    changed = inputs(shop, "one.other")
    assert {n for n in second if second[n] != changed[n]} == {"other.csv", f"{LOCK}#other"}


def test_another_day_changes_the_lock_and_no_document(
    pulled: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, lock = inputs(pulled, "one.growth"), (pulled.folder / LOCK).read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1780444800 + 86400))
    assert "as of 2026-06-04" in pulled.refresh().out
    assert (pulled.folder / LOCK).read_bytes() != lock
    assert inputs(pulled, "one.growth") == before


def test_another_day_that_the_source_tells_is_one_of_its_documents(shop: Shop) -> None:
    shop.put("from/a.csv", "year,ships,day\n2022,410,2026-01-01\n")
    shop.write("{csv: from/a.csv, ignore: [day], as_of: day}")
    assert shop.refresh().status == cli.FINE
    before = inputs(shop, "one.growth")
    shop.put("from/a.csv", "year,ships,day\n2022,410,2026-01-02\n")
    assert shop.refresh().out.split()[2] == "unchanged"
    after = inputs(shop, "one.growth")
    assert {name for name in before if before[name] != after[name]} == {f"{LOCK}#traffic"}


def test_a_lock_comes_back_as_it_was_written(tmp_path: Path) -> None:
    one = Locked(
        "a.csv", "0" * 64, 2, {"b": "text", "a": "number"}, "2026-06-03", True, "1", {"f": "2"}
    )
    (tmp_path / LOCK).write_bytes(dump({"z": one, "a": one}))
    problems = Problems()
    door = Folder(tmp_path)
    found = read_lock(door, door.place("pack.yaml"), problems)
    assert found == {"a": one, "z": one}
    assert dump(found) == (tmp_path / LOCK).read_bytes()
    assert list(json.loads(dump(found))["datasets"]) == ["a", "z"]
    assert list(found["a"].columns) == ["b", "a"]
    assert door.inputs == {}


# Several datasets


def test_all_faults_are_told_in_one_run_and_what_is_good_is_published(shop: Shop) -> None:
    two(shop, "b", "c")
    assert shop.refresh().status == cli.FINE
    for name in ("a", "b"):
        shop.put(f"from/{name}.csv", "year,ships\n2022,many\n2023,few\n")
    shop.put("from/c.csv", TWO_ROWS.replace("410", "411"))
    before, lock = shop.kept(), json.loads((shop.folder / LOCK).read_text())["datasets"]
    done = shop.refresh()
    assert done.status == cli.BAD_INPUT
    assert done.err.count(": csv-value: ") == 4
    assert done.out.splitlines() == [
        "c  c.csv  written  2 rows, as of 2026-06-03",
        "traffic  not pulled",
        "b  not pulled",
    ]
    assert shop.kept()["traffic.csv"] == before["traffic.csv"]
    after = json.loads((shop.folder / LOCK).read_text())["datasets"]
    assert {name for name in lock if lock[name] != after[name]} == {"c"}
    assert shop.listed().status == cli.FINE


def test_the_worst_status_is_that_of_the_run(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    two(shop, "b")
    text = (shop.folder / "pack.yaml").read_text()
    (shop.folder / "pack.yaml").write_text(
        text.replace("{csv: from/b.csv}", "{postgres: BRIEFPACK_NOWHERE, sql: SELECT 1}")
    )
    shop.put("from/a.csv", "year,ships\n2022,many\n")
    assert shop.refresh().status == cli.NO_RESOURCE


def test_only_those_that_are_named(shop: Shop) -> None:
    two(shop, "b", "c")
    assert shop.refresh("--only", "c, b").out.splitlines() == [
        "b  b.csv  written  2 rows, as of 2026-06-03",
        "c  c.csv  written  2 rows, as of 2026-06-03",
    ]
    assert not (shop.folder / "traffic.csv").exists()
    assert f"{FROM}:11: not-pulled: 'traffic'" in shop.listed().err
    done = shop.refresh("--only", "trafic")
    assert (done.status, done.out) == (cli.BAD_INPUT, "")
    assert "--only: unknown-name: no dataset 'trafic' that is pulled; did you mean 'traffic'?" in (
        done.err
    )
    assert "--only: usage" in shop.refresh("--only", ",").err


def test_a_dataset_that_is_pulled_no_more_leaves_the_lock(shop: Shop) -> None:
    two(shop, "b")
    assert shop.refresh().status == cli.FINE
    shop.write(PULL)
    assert shop.refresh().status == cli.FINE
    assert list(json.loads((shop.folder / LOCK).read_text())["datasets"]) == ["traffic"]


def test_nothing_to_pull_is_said(shop: Shop) -> None:
    shop.write("~")
    shop.put("traffic.csv", TWO_ROWS)
    assert shop.refresh() == (0, "no dataset of the pack says where it is pulled from\n", "")
    assert not (shop.folder / LOCK).exists()
    assert shop.listed().out == "traffic  traffic.csv  2  minutes\n"


def test_nothing_is_half_published(pulled: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled.put("from/a.csv", TWO_ROWS.replace("410", "411"))
    before, honest, calls = pulled.kept(), os.replace, []

    def failing(source: Any, target: Any) -> None:
        calls.append(target)
        if Path(target).name == LOCK and len(calls) < 3:
            raise OSError(28, "No space left on device")
        honest(source, target)

    monkeypatch.setattr(publish.os, "replace", failing)
    done = pulled.refresh()
    assert done.status == cli.NO_RESOURCE
    assert "No space left" in done.err
    kept = pulled.kept()
    assert {n: data for n, (data, _) in kept.items()} == {n: d for n, (d, _) in before.items()}
    assert pulled.listed().status == cli.FINE


# What the pack says of it

WRONG: list[tuple[str, str, str]] = [
    ("{}", "missing-key", "one of the keys csv, xlsx, json, tables, postgres"),
    ("a.csv", "wrong-type", "a mapping with one of the keys csv"),
    ("{csv: a.csv, json: a.json}", "bad-value", "'json' beside 'csv'"),
    ("{csv: a.csv, sheet: Data}", "unknown-key", "'sheet'"),
    ("{xlsx: a.xlsx}", "missing-key", "'sheet'"),
    ("{xlsx: a.xlsx, sheet: Data, range: A1}", "bad-value", "a range such as A3:D20"),
    ("{tables: {}, sql: SELECT 1}", "too-few", "at least 1"),
    ("{tables: {a: a.csv}}", "missing-key", "'sql'"),
    ("{tables: {A: a.csv}, sql: SELECT 1}", "bad-value", "a name like"),
    ("{postgres: 'postgresql://me:secret@host/db', sql: SELECT 1}", "bad-value", "environment"),
    ("{csv: a.csv, columns: {vessels: Ships}}", "unknown-name", "no column 'vessels'"),
    ("{csv: traffic.csv}", "bad-value", "which the snapshot would replace"),
]


@pytest.mark.parametrize(("pull", "code", "says"), WRONG)
def test_what_from_cannot_say(shop: Shop, pull: str, code: str, says: str) -> None:
    shop.write(pull)
    for done in (shop.refresh(), shop.listed()):
        assert done.status == cli.BAD_INPUT
        [line] = [line for line in done.err.splitlines() if f": {code}: " in line]
        assert f"pack.yaml:{FROM}:" in line or code == "bad-value"
        assert says in line
        assert len(line) < 400
    assert os.listdir(shop.folder) == ["pack.yaml"]


@pytest.mark.parametrize("name", ["pack.yaml", "sub/traffic.csv", "../traffic.csv", "x.csv.yaml"])
def test_a_snapshot_has_a_name_of_its_own(shop: Shop, name: str) -> None:
    shop.put("from/a.csv", TWO_ROWS)
    shop.write(PULL)
    _replaced("pack.yaml", "file: traffic.csv", f"file: {name}")(shop)
    for done in (shop.refresh(), shop.listed()):
        assert done.status == cli.BAD_INPUT
        assert "for a snapshot; expected a name that ends in .csv, without a folder" in done.err


def test_two_datasets_have_two_snapshots(shop: Shop) -> None:
    two(shop, "b")
    _replaced("pack.yaml", "file: b.csv", "file: traffic.csv")(shop)
    for done in (shop.refresh(), shop.listed()):
        assert "13:11: bad-value: 'traffic.csv' is the file of dataset 'traffic', too" in done.err


def test_a_query_keeps_its_lines(shop: Shop) -> None:
    """A comment ends where its line does."""
    shop.put("from/a.csv", TWO_ROWS)
    query = "\n".join(
        ["|-", "        -- all years", "        SELECT *  -- and ships", "        FROM a"]
    )
    pull = f"\n      tables: {{a: from/a.csv}}\n      sql: {query}"
    shop.write(pull)
    assert shop.refresh().status == cli.FINE
    assert shop.snapshot == TWO_ROWS


def test_text_of_a_query_needs_no_glyphs(shop: Shop) -> None:
    shop.put("from/a.csv", "年,ships\n2022,410\n2023,530\n")
    shop.write("{csv: from/a.csv, columns: {year: 年}}")
    assert shop.refresh().status == cli.FINE
    done = shop.run("build", "-q", str(shop.folder), "-o", str(shop.folder / "out"))
    assert done == (0, "", "")


def test_the_unit_of_a_dataset_is_that_of_its_charts(shop: Shop) -> None:
    from reports.readback.pdf import read_pdf

    shop.put("from/a.csv", TWO_ROWS)
    shop.write(PULL, extra="unit: hulls of all kinds")
    assert shop.refresh().status == cli.FINE
    out = shop.folder / "out"
    words = ["build", "-q", str(shop.folder), "-o", str(out), "--to", "pdf"]

    def printed() -> str:
        assert shop.run(*words).status == cli.FINE
        return " ".join(read_pdf(out / "live-delegation-en.pdf").whole.values())

    assert "hulls of all kinds" in printed()
    _replaced("pack.yaml", "        alt:", "        unit: ships a year\n        alt:")(shop)
    text = printed()
    assert "ships a year" in text
    assert "hulls" not in text


def pages(shop: Shop, *, stale: str = "") -> str:
    """What the pages say, after a build that warns of numbers that are ``stale``."""
    from reports.readback.pdf import read_pdf

    out = shop.folder / "out"
    done = shop.run("build", "-q", str(shop.folder), "-o", str(out), "--to", "pdf")
    assert done.status == cli.FINE
    assert ("data-stale" in done.err) == bool(stale)
    assert stale in done.err
    return " ".join(read_pdf(out / "live-delegation-en.pdf").whole.values())


def test_the_day_that_a_source_tells_is_printed(shop: Shop) -> None:
    shop.put("from/a.csv", "year,ships,day\n2022,410,2026-01-02\n")
    shop.write("{csv: from/a.csv, ignore: [day], as_of: day}")
    assert shop.refresh().status == cli.FINE
    assert "as of 2 January 2026" in pages(shop)
    shop.write("{csv: from/a.csv, ignore: [day]}")
    assert shop.refresh().status == cli.FINE
    assert "as of" not in pages(shop)
    shop.write("{csv: from/a.csv, ignore: [day]}", extra="as_of: 2025-12-31")
    assert shop.refresh().status == cli.FINE
    assert "as of 31 December 2025" in pages(shop)


def test_numbers_grow_stale_from_the_day_of_the_pull(
    pulled: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled.write(PULL, extra="stale_after: 2 weeks")
    pages(pulled)
    for days, said in (
        (14, ""),
        (15, "until 2026-06-17, 1 day ago; expected build.py refresh to be run"),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1780444800 + days * 86400))
        pages(pulled, stale=said)
    assert pulled.refresh().status == cli.FINE
    pages(pulled)
