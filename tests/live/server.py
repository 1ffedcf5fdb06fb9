"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, on a socket there alone.

The programs are those of Debian's package (``.ci/judges`` installs it). PostgreSQL does not run as
root, so root runs it as the user ``postgres`` that the package makes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

OWNER = "postgres"
SECRET = "kept-quiet"
"""Password of the role ``reader``."""


def _programs() -> Path | None:
    """The folder of the newest server there is."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def need_postgres() -> None:
    """Skip the test where the server is missing; fail it in CI."""
    if _programs() is None:
        reason = "missing: PostgreSQL's server (bash .ci/judges installs it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


class Server:
    """A cluster that can be started and stopped."""

    def __init__(self) -> None:
        programs = _programs()
        assert programs is not None
        self._programs = programs
        # Not pytest's folder: others may not enter that, and a path of a socket has 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="briefpack-pg-"))
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.data, "-U", OWNER, "-A", "scram-sha-256", "-N", "-E", "UTF8",
                  "--locale=C", f"--pwfile={self._password()}")  # fmt: skip

    @property
    def data(self) -> str:
        """Folder of the cluster."""
        return str(self.folder / "data")

    def _password(self) -> Path:
        path = self.folder / "password"
        path.write_text(f"{SECRET}\n")
        return path

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", OWNER, "--", *command]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Begin to serve; returns when it does."""
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c max_connections=8"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop serving; connections are cut."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def string(self, role: str = OWNER, secret: str = SECRET) -> str:
        """A connection string."""
        return f"host={self.folder} dbname=postgres user={role} password={secret}"

    def close(self) -> None:
        """Stop, and leave nothing."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder)
