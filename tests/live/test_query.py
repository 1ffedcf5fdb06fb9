"""Queries over CSV, Parquet and SQLite files: right rows, and nothing but the tables in reach."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from reports.datasource import Table, TablesPull
from reports.live import query, sqlitefile
from reports.live.fault import Fault
from reports.live.sqlitefile import affinity
from reports.source import Folder
from tests.live.shop import ROOT, TWO_ROWS, Shop, refused

TABLES = (
    "calls: from/calls.parquet, ports: {file: from/ports.db, table: ports}, open: from/open.csv"
)
SQL = (
    "SELECT calls.year, sum(ships)::BIGINT AS ships FROM calls JOIN ports USING (id) "
    "WHERE ports.name IN (SELECT name FROM open) GROUP BY ALL ORDER BY calls.year"
)

ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r"


def pull(sql: str = SQL, tables: str = TABLES, more: str = "") -> str:
    """What ``from`` says."""
    quoted = sql.replace("'", "''")
    return f"{{tables: {{{tables}}}, sql: '{quoted}'{more}}}"


def parquet(path: Path, rows: str) -> None:
    """A Parquet file of what a query answers."""
    path.parent.mkdir(exist_ok=True)
    with closing(duckdb.connect()) as connection:
        connection.sql(rows).write_parquet(str(path))


def sqlite(path: Path, *statements: str) -> None:
    """A SQLite file, or changes to it."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


CALLS = (
    "SELECT * FROM (VALUES (1, 2022, 400, DATE '2022-12-31'), (2, 2022, 10, DATE '2023-01-01'), "
    "(1, 2023, 530, DATE '2023-12-31'), (3, 2023, 7, DATE '2023-01-01')) t(id, year, ships, day)"
)
PORTS = (
    "CREATE TABLE ports (id INTEGER PRIMARY KEY, name TEXT, depth REAL, size NUMERIC, opened DATE)",
    "INSERT INTO ports VALUES (1, 'Port Ellen', 5.5, 3, '1826-01-01'), (2, 'Rye, old', 2, NULL, "
    "NULL), (3, 'Closed', 1, 2.5, NULL)",
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of each kind. To be left as they are."""
    folder = tmp_path_factory.mktemp("sources")
    parquet(folder / "calls.parquet", CALLS)
    sqlite(folder / "ports.db", *PORTS)
    (folder / "open.csv").write_text('name\nPort Ellen\n"Rye, old"\n')
    return folder


@pytest.fixture
def quay(shop: Shop, sources: Path) -> Shop:
    """A pack whose dataset is pulled out of one file of each kind."""
    shutil.copytree(sources, shop.folder / "from")
    shop.write(pull())
    return shop


def test_a_query_over_three_kinds_of_files_becomes_the_snapshot(quay: Shop) -> None:
    quay.write(pull(more=", as_of: SELECT max(day) FROM calls"))
    done = quay.refresh()
    assert done == (0, "traffic  traffic.csv  written  2 rows, as of 2023-12-31\n", "")
    assert quay.snapshot == TWO_ROWS


def test_the_same_in_other_processes(quay: Shop) -> None:
    assert quay.refresh().status == 0
    before = quay.kept()
    for seed, zone in (("0", "Asia/Tokyo"), ("1", "UTC")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = quay.apart("refresh", str(quay.folder), **environment)
        assert (done.status, done.out.split()[2]) == (0, "unchanged"), done
        assert quay.kept() == before
    for name in before:
        (quay.folder / name).unlink()
    assert quay.apart("refresh", str(quay.folder), PYTHONHASHSEED="2").status == 0
    assert {n: data for n, (data, _) in quay.kept().items()} == {
        n: data for n, (data, _) in before.items()
    }


def test_types_of_all_kinds(quay: Shop) -> None:
    columns = "{name: text, depth: number, size: text, day: text, share: number, whole: integer}"
    sql = (
        "SELECT name, depth, coalesce(size::TEXT, 'none') AS size, strftime(opened::DATE + 1, "
        "'%d.%m.%Y') AS day, 1.50::DECIMAL(9,4) AS share, 12345678901::HUGEINT AS whole "
        "FROM ports WHERE opened IS NOT NULL"
    )
    quay.write(pull(sql), columns)
    assert quay.refresh().status == 0
    assert quay.snapshot.splitlines()[1] == "Port Ellen,5.5,3.0,02.01.1826,1.5,12345678901"


def fault(quay: Shop, sql: str) -> Fault:
    """Why a query is refused."""
    tables = {"open": Table(file="from/open.csv")}
    with pytest.raises(Fault) as caught:
        query.pull_tables(TablesPull(sql=sql, tables=tables), Folder(quay.folder))
    return caught.value


REACHING = [
    "SELECT content FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_blob('from/ports.db')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM 'from/calls.parquet'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_metadata('from/calls.parquet')",
    "SELECT * FROM read_csv('https://example.org/a.csv')",
    "SELECT * FROM sqlite_scan('from/ports.db', 'ports')",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "SELECT * FROM sys",
    "SELECT getenv('HOME')",
]
NOT_ONE_SELECT = [
    "COPY open TO 'stolen.csv'",
    "EXPORT DATABASE 'stolen'",
    "ATTACH 'stolen.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "INSERT INTO open VALUES ('x')",
    "CREATE TABLE x AS SELECT 1",
    "DROP TABLE open",
    "SELECT 1; SELECT 2",
    "SELECT 1; COPY open TO 'stolen.csv'",
    "EXPLAIN SELECT 1",
    "",
    "-- nothing",
]


@pytest.mark.parametrize("sql", REACHING)
def test_a_query_reaches_no_file_and_no_variable(quay: Shop, sql: str) -> None:
    found = fault(quay, sql)
    assert found.code == "pull-query"
    assert "root:" not in found.found


@pytest.mark.parametrize("sql", NOT_ONE_SELECT)
def test_nothing_but_one_select_is_run(
    quay: Shop, sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(quay.folder)
    before = sorted(os.listdir("."))
    found = fault(quay, sql)
    assert (found.code, found.expected) == ("pull-query", "one SELECT")
    assert sorted(os.listdir(".")) == before


def test_without_the_locks_the_same_queries_would_reach(
    quay: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "LOCKED", ())
    tables = {"open": Table(file="from/open.csv")}
    for sql in REACHING[:2]:
        found = query.pull_tables(TablesPull(sql=sql, tables=tables), Folder(quay.folder))
        assert "/bin/bash" in str(found.rows)


QUERY_FAULTS: list[tuple[str, str, list[str]]] = [
    ("SELEC 1", "pull-query", ["the query under 'sql'", "syntax error"]),
    ("SELECT nothing FROM calls", "pull-query", ["nothing"]),
    ("SELECT * FROM quays", "pull-query", ["quays does not exist"]),
    ("SELECT year FROM calls", "pull-columns", ["no column 'ships'; it has 'year'"]),
    ("SELECT year, ships, day FROM calls", "pull-columns", ["a column 'day', too"]),
    ("SELECT year, year, ships FROM calls", "pull-columns", ["two columns 'year'"]),
    ("SELECT year, 'many' AS ships FROM calls", "csv-value", ["'many'", "(row 1 of the result)"]),
    ("SELECT year, NULL AS ships FROM calls", "csv-value", ["an empty cell", "(row 4 of the"]),
    ("SELECT year, 0/0 AS ships FROM calls", "csv-value", ["(row 1 of the result)"]),
    ("SELECT year, [ships] AS ships FROM calls", "pull-value", ["a list in row 1 of the result"]),
    ("SELECT year, ships FROM calls WHERE false", "pull-empty", ["no rows"]),
    ("SELECT 1 AS year, range AS ships FROM range(2001)", "pull-too-large", ["2,000 rows"]),
    ("SELECT 1 AS year, now() AS ships", "pull-query", ["a time with a zone", "ships::DATE"]),
    ("SELECT year, ships FROM calls WHERE year > ?", "pull-query", ["parameter"]),
    ("SELECT chr(8238) AS year, 1 AS ships", "bad-character", ["U+202E (row 1 of the result)"]),
    ("SELECT list(range) AS year, 1 AS ships FROM range(3000000000)", "pull-", ["the query"]),
]


@pytest.mark.parametrize(("sql", "code", "says"), QUERY_FAULTS)
def test_a_query_that_is_no_good(
    quay: Shop, sql: str, code: str, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if code == "pull-":  # whichever limit is met first
        monkeypatch.setattr(query, "SECONDS", 1.0)
        quay.write(pull(sql))
        done = quay.refresh()
        assert ": pull-too-large: " in done.err or ": pull-time: " in done.err
        return
    refused(quay, lambda: quay.write(pull(sql)), code, *says)


def test_a_query_that_does_not_end_is_stopped(quay: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "SECONDS", 0.5)
    refused(quay, lambda: quay.write(pull(ENDLESS)), "pull-time", "'sql' takes longer than 0.5 s")


def loaded(process: int) -> bool:
    """Whether a process has loaded DuckDB, after which it soon asks the query."""
    return "_duckdb" in Path(f"/proc/{process}/maps").read_text()


@pytest.mark.parametrize("kind", ["query", "view"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_need_not_wait(quay: Shop, kind: str, number: int, tmp_path: Path) -> None:
    assert quay.refresh().status == 0
    before = quay.kept()
    if kind == "view":
        _view_without_end(quay.folder / "from")
    else:
        quay.write(pull(ENDLESS))
    command = [sys.executable, str(ROOT / "build.py"), "refresh", str(quay.folder)]
    copies = tmp_path / "copies"
    copies.mkdir()
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "TMPDIR": str(copies)}
    with subprocess.Popen(command, **pipes, env=environment) as process:  # type: ignore[call-overload]
        end = time.monotonic() + 20
        while not (list(copies.rglob("table.sqlite")) if kind == "view" else loaded(process.pid)):
            if process.poll() is not None or time.monotonic() > end:
                break
            time.sleep(0.02)
        time.sleep(0.5)
        begun = time.monotonic()
        process.send_signal(number)
        try:
            said = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, said) == (128 + number, (b"", b""))
    assert time.monotonic() - begun < 5
    assert quay.kept() == before
    assert list(copies.iterdir()) == []


def _view_without_end(folder: Path) -> None:
    sqlite(folder / "ports.db", "DROP TABLE ports", f"CREATE VIEW ports AS {ENDLESS}")


def _without_table(folder: Path) -> None:
    sqlite(folder / "ports.db", "ALTER TABLE ports RENAME TO harbours")


def _text_for_number(folder: Path) -> None:
    sqlite(folder / "ports.db", "UPDATE ports SET depth = 'deep' WHERE id = 2")


def _half(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: len(data) // 2])

    return change


def _unfinished(folder: Path) -> None:
    (folder / "ports.db-wal").write_bytes(b"changes")


def _other_kind(folder: Path) -> None:
    (folder / "ports.db").write_text("id,name\n1,Port Ellen\n")


def _gone(folder: Path) -> None:
    (folder / "calls.parquet").unlink()


def _ragged(folder: Path) -> None:
    (folder / "open.csv").write_text('name,b\n"x\n')


SOURCE_FAULTS: list[tuple[Callable[[Path], None], str, list[str]]] = [
    (_view_without_end, "pull-time", ["table 'ports' takes longer than 0.5 s"]),
    (_without_table, "unknown-name", ["has no table 'ports'"]),
    (_text_for_number, "pull-value", ["'deep' in row 2 of 'ports', column 'depth'"]),
    (_half("ports.db"), "pull-file", ["'from/ports.db' cannot be read"]),
    (_half("calls.parquet"), "pull-file", ["'from/calls.parquet' cannot be read"]),
    (_unfinished, "pull-file", ["has changes in 'from/ports.db-wal'"]),
    (_other_kind, "pull-file", ["'from/ports.db' is no SQLite file"]),
    (_gone, "missing-file", ["no file 'from/calls.parquet'"]),
]


@pytest.mark.parametrize(("change", "code", "says"), SOURCE_FAULTS)
def test_a_file_that_has_changed_for_the_worse(
    quay: Shop,
    change: Callable[[Path], None],
    code: str,
    says: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def changed() -> None:
        change(quay.folder / "from")
        monkeypatch.setattr(query, "SECONDS", 0.5 if code == "pull-time" else 60.0)

    done = refused(quay, changed, code, *says)
    assert "briefpack-" not in done.err  # the copy that was opened


def test_a_sqlite_file_needs_the_name_of_its_table(quay: Shop) -> None:
    quay.write(pull(tables="calls: from/calls.parquet, ports: from/ports.db, open: from/open.csv"))
    assert (
        "'from/ports.db' is a SQLite file; expected 'table' beside its path" in quay.refresh().err
    )


@pytest.mark.parametrize("sql", ["SELECT 1, 2", "SELECT 1 WHERE false", "SELECT 'soon'"])
def test_a_day_that_is_none(quay: Shop, sql: str) -> None:
    quay.write(pull(more=f', as_of: "{sql}"'))
    assert ": pull-as-of: " in quay.refresh().err


def test_declared_types_are_those_of_sqlite() -> None:
    kinds = {word: affinity(word) for word in ("INTEGER", "BIGINT", "VARCHAR(20)", "TEXT", "REAL")}
    assert list(kinds.values()) == ["BIGINT", "BIGINT", "VARCHAR", "VARCHAR", "DOUBLE"]
    assert [affinity(word) for word in ("NUMERIC", "BLOB", "DATETIME", "")] == [
        *("DOUBLE", "BLOB", "VARCHAR", "")
    ]


def test_a_view_has_the_types_of_its_values(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    sqlite(path, *PORTS, "CREATE VIEW v AS SELECT id + 1 AS a, depth * 2 AS b, name || '' AS c, "
           "NULL AS d FROM ports")  # fmt: skip
    table = Table(file="a.db", table="v")
    columns = sqlitefile.columns_of(path, table, Folder(tmp_path), lambda: False)
    assert [one.kind for one in columns] == ["BIGINT", "DOUBLE", "VARCHAR", "BIGINT"]
    assert columns[1].values == [11.0, 4.0, 2.0]


def test_an_absent_package_is_named(quay: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def hide() -> None:
        monkeypatch.setitem(sys.modules, "duckdb", None)

    said = "the package duckdb is not installed; expected pip install 'briefpack[live]'"
    refused(quay, hide, "pull-package", said, status=3)
