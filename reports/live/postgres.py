"""A query to a PostgreSQL server, by psycopg (LGPL, the extra ``postgres``).

DuckDB reaches PostgreSQL through an extension that it fetches from the network; psycopg is a
package like any other, and lets the server itself hold the query to reading, to one statement and
to its time. The connection string comes from the environment and is never shown.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from reports.csvfile import ROWS
from reports.datasource import PostgresPull
from reports.live.fault import Fault, needed, shown
from reports.live.pulled import Pulled
from reports.live.query import query_digest, row_of_result, single_day
from reports.statuses import NO_RESOURCE

CONNECT_SECONDS = 10
SECONDS = 60.0
"""For each query, kept by the server."""
GRACE = 5.0
"""Seconds after which a server that keeps no time is left."""
CANCELLED = "57014"
"""SQLSTATE of a statement that took too long."""
LOST = ("08", "57P", "53")
"""Beginnings of the SQLSTATEs of a server that is going, or has no room."""
URI = ("postgresql://", "postgres://")
AFTER = ("host", "port", "dbname")
"""Keys of what follows user and password in an address; hosts and names with @ can be given in the
other form, as keyword=value."""
SECRET = ("password", "sslpassword")
NUMBERS = re.compile(r"[0-9,\s]*")
"""One port, or one for each host."""
SESSION = {"TimeZone": "UTC", "DateStyle": "ISO", "extra_float_digits": "1"}
"""So that values come out alike for every role and server."""


def pull_postgres(pull: PostgresPull) -> Pulled:
    """The rows of a query. Raises :class:`Fault`."""
    psycopg = needed("psycopg", "psycopg", "postgres")
    given = os.environ.get(pull.postgres, "")
    if not given.strip():
        found = f"there is no {pull.postgres} in the environment"
        raise Fault("pull-server", found, "a connection string in it", status=NO_RESOURCE)
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # it would print what a fault says
    secrets = _secrets(psycopg, given, pull.postgres)
    with _faults(psycopg, pull.postgres, secrets):
        timeout = {"connect_timeout": CONNECT_SECONDS, "application_name": "briefpack"}
        with psycopg.connect(given, **timeout) as connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            with _watched(connection):
                names, rows = _asked(connection, pull.sql)
            as_of = ""
            if pull.as_of:
                with _watched(connection):
                    as_of = single_day(*_asked(connection, pull.as_of))
            connection.rollback()
    return Pulled(names, rows, row_of_result, as_of, query_digest(pull.sql))


def _secrets(psycopg: Any, given: str, name: str) -> list[str]:
    """The passwords of a connection string. Raises :class:`Fault`, without a word of it."""
    try:
        told = psycopg.conninfo.conninfo_to_dict(given)
    except psycopg.Error:
        found, expected = f"{name} holds no connection string", "postgresql://… or keyword=value …"
        raise Fault("pull-server", found, expected, status=NO_RESOURCE) from None
    if given.lstrip().startswith(URI) and any("@" in str(told.get(key, "")) for key in AFTER):
        # libpq ends the password at the first @ or /, and its messages repeat what comes after.
        found = f"{name} holds a connection string with more than one '@', or '/' before it"
        expected = "in user and password %40 for '@' and %2F for '/'"
        raise Fault("pull-server", found, expected, status=NO_RESOURCE)
    if not NUMBERS.fullmatch(str(told.get("port", ""))):
        found = f"{name} holds a connection string whose port is no number"
        raise Fault("pull-server", found, "one such as 5432", status=NO_RESOURCE)
    return [str(told[key]) for key in SECRET if told.get(key)]


@contextmanager
def _watched(connection: Any) -> Iterator[None]:
    """Leaves a server that does not answer: it is cut off, which ends the wait for it."""

    def cut() -> None:
        with suppress(Exception), socket.socket(fileno=os.dup(connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(SECONDS + GRACE, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _faults(psycopg: Any, name: str, secrets: list[str]) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        said = shown(error)
        if any(secret in str(error) for secret in secrets):
            said = f"its message has the password in it and is not shown{state and f' ({state})'}"
        if state == CANCELLED:
            found = f"the query takes longer than {SECONDS:g} s"
            raise Fault("pull-time", found, "less to do") from None
        if state.startswith(LOST) or not state and isinstance(error, psycopg.OperationalError):
            found = f"the server of {name} does not serve: {said}"
            raise Fault("pull-server", found, "a server that answers", status=NO_RESOURCE) from None
        raise Fault("pull-query", f"the query: {said}", "one SELECT that runs") from None


def _asked(connection: Any, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows of the answer. As a cursor the server takes one SELECT and no other."""
    with connection.cursor() as settings:
        wanted = {**SESSION, "statement_timeout": f"{int(SECONDS * 1000)}"}
        for key, value in wanted.items():
            settings.execute("SELECT set_config(%s, %s, true)", (key, value))
    with connection.cursor(name="briefpack") as cursor:
        cursor.execute(sql.strip().rstrip(";"))
        names = [column.name for column in cursor.description or ()]
        return names, cursor.fetchmany(ROWS + 1)
