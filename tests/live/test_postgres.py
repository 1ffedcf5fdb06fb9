"""Queries to a PostgreSQL server that the tests start: right rows, reading alone, and servers that
are stopped, deaf or of another mind."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reports.live import postgres
from reports.live.fault import SAID
from tests.live.server import SECRET, Server
from tests.live.shop import ROOT, TWO_ROWS, Shop, refused

NAME = "BRIEFPACK_TEST_PG"
TABLES = (
    "CREATE TABLE calls (year smallint, ships integer, tons numeric(12,3), day date, seen "
    "timestamptz)",
    "INSERT INTO calls VALUES (2022, 400, 1.500, '2022-12-31', '2023-01-01 00:00+00'), "
    "(2022, 10, 0, '2023-01-01', now()), (2023, 530, 10000000, '2023-12-31', now())",
    f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'",
    "GRANT SELECT ON calls TO reader",
    "CREATE SEQUENCE numbers",
)
SQL = "SELECT year, sum(ships) AS ships FROM calls GROUP BY year ORDER BY year"


def pull(sql: str = SQL, more: str = "") -> str:
    """What ``from`` says."""
    quoted = sql.replace("'", "''")
    return f"{{postgres: {NAME}, sql: '{quoted}'{more}}}"


@pytest.fixture(scope="module")
def filled(server: Server) -> Server:
    """The server with a table and a role that may read it."""
    import psycopg

    with psycopg.connect(server.string(), autocommit=True) as connection:
        for statement in TABLES:
            connection.execute(statement)
    return server


@pytest.fixture
def quay(shop: Shop, filled: Server, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A pack whose dataset is pulled from the server."""
    monkeypatch.setenv(NAME, filled.string("reader"))
    shop.write(pull())
    return shop


def test_a_query_to_the_server_becomes_the_snapshot(quay: Shop) -> None:
    quay.write(pull(more=", as_of: SELECT max(day) FROM calls"))
    done = quay.refresh()
    assert done == (0, "traffic  traffic.csv  written  2 rows, as of 2023-12-31\n", "")
    assert quay.snapshot == TWO_ROWS
    before = quay.kept()
    assert quay.refresh().out.split()[2] == "unchanged"
    assert quay.kept() == before
    lock = (quay.folder / "data.lock.json").read_text()
    assert SECRET not in lock
    assert "reader" not in lock


def test_the_same_in_another_zone_and_language(quay: Shop) -> None:
    columns = "{tons: number, day: text, seen: text, rate: number, name: text}"
    quay.write(
        pull(
            "SELECT tons, day, seen, 1e-7::float8 AS rate, 'a\"b, 50% c' AS name FROM calls "
            "WHERE ships = 400"
        ),
        columns,
    )
    assert quay.refresh().status == 0
    row = '1.5,2022-12-31,2023-01-01 00:00:00+00:00,0.0000001,"a""b, 50% c"'
    assert quay.snapshot.splitlines()[1] == row
    for zone, style in (("Asia/Tokyo", "SQL, DMY"), ("America/Lima", "German")):
        environment = {"PGTZ": zone, "PGDATESTYLE": style, "TZ": zone, "PYTHONHASHSEED": "1"}
        done = quay.apart("refresh", str(quay.folder), **environment)
        assert (done.status, done.out.split()[2]) == (0, "unchanged"), done


def sleeping(server: Server) -> set[int]:
    """The processes of the server whose query sleeps, those that were left among them."""
    import psycopg

    asked = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    with psycopg.connect(server.string(), autocommit=True) as connection:
        return {pid for (pid,) in connection.execute(asked).fetchall()}


FAULTS: list[tuple[str, str, list[str]]] = [
    ("SELEC 1", "pull-query", ["syntax error"]),
    ("SELECT nothing FROM calls", "pull-query", ['column "nothing" does not exist']),
    ("SELECT * FROM quays", "pull-query", ['relation "quays" does not exist']),
    ("SELECT year FROM calls", "pull-columns", ["no column 'ships'"]),
    ("SELECT year, ships, tons FROM calls", "pull-columns", ["'tons', too"]),
    ("SELECT year, 'many' AS ships FROM calls", "csv-value", ["'many'", "(row 1 of the result)"]),
    ("SELECT year, NULL AS ships FROM calls", "csv-value", ["an empty cell", "(row 3 of the"]),
    ("SELECT year, ships FROM calls WHERE false", "pull-empty", ["no rows"]),
    (
        "SELECT 1 AS year, n AS ships FROM generate_series(1, 2001) n",
        "pull-too-large",
        ["more than 2,000 rows"],
    ),
    ("SELECT 1; SELECT 2", "pull-query", ["cannot insert multiple commands"]),
    ("SELECT 1; DROP TABLE calls", "pull-query", ["cannot insert multiple commands"]),
    ("DELETE FROM calls", "pull-query", ["syntax error"]),
    ("WITH x AS (DELETE FROM calls RETURNING 1) SELECT * FROM x", "pull-query", ["query:"]),
    ("SELECT nextval('numbers') AS ships, 1 AS year", "pull-query", ["read-only transaction"]),
    ("SELECT set_config('transaction_read_only', 'off', true)", "pull-query", ["read-write mode"]),
    ("SELECT pg_read_file('/etc/passwd')", "pull-query", ["permission denied"]),
    ("SELECT pg_sleep(60)", "pull-time", ["takes longer than 0.3 s"]),
    ("", "pull-query", ["the query:"]),
]


@pytest.mark.parametrize(("sql", "code", "says"), FAULTS)
def test_a_query_that_is_no_good(
    quay: Shop,
    server: Server,
    sql: str,
    code: str,
    says: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def change() -> None:
        quay.write(pull(sql))
        monkeypatch.setattr(postgres, "SECONDS", 0.3 if "sleep" in sql else 60.0)

    if "numbers" in sql:  # that it may is not enough
        monkeypatch.setenv(NAME, server.string())
    done = refused(quay, change, code, *says)
    assert SECRET not in done.err
    monkeypatch.setattr(postgres, "SECONDS", 60.0)
    quay.write(pull())
    assert quay.refresh().status == 0


def test_without_reading_alone_the_sequence_would_be_moved(
    filled: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    with psycopg.connect(filled.string()) as connection:
        names, rows = postgres._asked(connection, "SELECT nextval('numbers') AS n")
    assert (names, len(rows)) == (["n"], 1)


def test_a_stopped_server(quay: Shop, server: Server) -> None:
    try:
        done = refused(
            quay, server.stop, "pull-server", "the server of BRIEFPACK_TEST_PG", status=3
        )
    finally:
        server.start()
    assert SECRET not in done.err
    assert quay.refresh().status == 0


@pytest.mark.parametrize(
    ("string", "says"),
    [
        ("host={folder} user=reader dbname=postgres password=wrong-one", "authentication failed"),
        ("host={folder} user=nobody dbname=postgres password=wrong-one", "authentication failed"),
        ("host={folder} user=reader dbname=nothing password=kept-quiet", "does not exist"),
        ("host={folder} user=reader wrong-one", "holds no connection string"),
        ("postgresql://reader:wrong-one@[::1/x", "holds no connection string"),
        ("   ", "there is no BRIEFPACK_TEST_PG in the environment"),
        ("postgresql://u:my@wrong-one@localhost/x", "more than one '@', or '/' before it"),
        ("postgresql://u:my/wrong-one@localhost/x", "more than one '@', or '/' before it"),
        ("postgresql://u:my@wrong-one/s@localhost/x", "more than one '@', or '/' before it"),
        ("postgres://u:x@localhost,wrong-one@localhost:1/x", "%40 for '@' and %2F for '/'"),
        ("postgresql://u:wrong-one/x", "whose port is no number"),
        ("host=localhost port=wrong-one user=u", "whose port is no number"),
    ],
)
def test_a_connection_string_that_the_server_does_not_take(
    quay: Shop, server: Server, string: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        monkeypatch.setenv(NAME, string.format(folder=server.folder))

    done = refused(quay, change, "pull-server", says, status=3)
    assert "wrong-one" not in done.err


# The last is so long that it is cut in the middle of the password.
@pytest.mark.parametrize(
    "said", [f"no host {SECRET}@db", "no key other-one", "x" * (SAID - 9) + SECRET]
)
def test_a_password_that_libpq_repeats_is_not_shown(
    quay: Shop, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    def connect(*_given: Any, **_more: Any) -> None:
        raise psycopg.OperationalError(said)

    monkeypatch.setattr(psycopg, "connect", connect)
    monkeypatch.setenv(NAME, f"host=db user=u password={SECRET} sslpassword=other-one")
    done = quay.refresh()
    assert done.status == 3
    assert ": its message has the password in it and is not shown; expected" in done.err
    assert not {word for word in ("kept", "other", "xxx") if word in done.err}


@pytest.mark.parametrize("secret", ["1", "127", "o"])
def test_a_short_password_leaves_no_gaps_in_a_message(
    quay: Shop, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gap would tell what belongs there."""
    monkeypatch.setenv(NAME, f"postgresql://u:{secret}@127.0.0.1:1/x")
    done = quay.refresh()
    assert "…" not in done.err
    assert "127.0.0.1" not in done.err
    assert "its message has the password in it and is not shown" in done.err


@pytest.mark.parametrize(
    "string",
    [
        "postgresql://u%40x:a%40b%2Fc@127.0.0.1:1/x",
        "postgres://127.0.0.1:1,127.0.0.1:2/x?user=u@x&password=a@b/c",
        "host=127.0.0.1 port=1 user=u@x password=a@b/c dbname=a@b",
    ],
)
def test_what_is_escaped_is_no_part_of_the_host(
    quay: Shop, string: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, string)
    assert "127.0.0.1" in quay.refresh().err


def test_a_server_that_does_not_answer(
    quay: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / ".s.PGSQL.5432"))
        deaf.listen()

        def change() -> None:
            monkeypatch.setenv(NAME, f"host={tmp_path} user=reader dbname=postgres")

        monkeypatch.setattr(postgres, "CONNECT_SECONDS", 2)  # libpq takes no less
        refused(quay, change, "pull-server", "timeout expired", status=3)


def test_a_server_that_forgets_its_time_is_left(
    quay: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "SECONDS", 0.0)  # to PostgreSQL: no limit
    monkeypatch.setattr(postgres, "GRACE", 0.3)
    quay.write(pull("SELECT pg_sleep(30)"))
    begun = time.monotonic()
    done = quay.refresh()
    assert done.status == 3
    assert ": pull-server: " in done.err
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_need_not_wait(quay: Shop, server: Server, number: int) -> None:
    quay.write(pull("SELECT pg_sleep(50)"))
    command = [sys.executable, str(ROOT / "build.py"), "refresh", str(quay.folder)]
    before, end = sleeping(server), time.monotonic() + 20
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            while sleeping(server) <= before:
                assert time.monotonic() < end, "the query does not run"
                time.sleep(0.02)
            begun = time.monotonic()
            process.send_signal(number)
            said = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, said) == (128 + number, (b"", b""))
    assert time.monotonic() - begun < 5


def test_an_absent_package_is_named(quay: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def hide() -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)

    said = "the package psycopg is not installed; expected pip install 'briefpack[postgres]'"
    refused(quay, hide, "pull-package", said, status=3)
