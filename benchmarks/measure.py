"""What a whole process costs, from start to end, as the operating system accounts for it."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_PEAK = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``."""


class Cost(NamedTuple):
    """Seconds, seconds, and megabytes (a million bytes)."""

    cpu: float
    """User and system time, children of the process included."""
    wall: float
    peak: float
    """Most memory resident at one time."""


def run(
    command: Sequence[str], environment: Mapping[str, str], expected: int = 0
) -> tuple[Cost, str]:
    """What ``command`` cost, and its standard output; processes that it waited for included.

    Raises RuntimeError when it ends with another exit status than ``expected``.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode != expected:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    peak = usage.ru_maxrss * _PEAK / 1e6
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak), output


def environment(bytecode: Path) -> dict[str, str]:
    """The environment without settings of Python's and without our cache.

    Compiled modules are kept in ``bytecode``.

    What is there from an earlier run is used, so a process is cold but not the first of its kind.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": str(bytecode), "BRIEFPACK_CACHE": "off"}


def median(values: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(column) for column in zip(*values, strict=True)))


def in_turn(rounds: int, runs: Mapping[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Costs of ``rounds`` runs of each, taken in turn, every second round backwards.

    A machine that is slower for a while is so for all of them. A round before that is not counted.
    """
    found: dict[str, list[Cost]] = {name: [] for name in runs}
    for n in range(rounds + 1):
        for name in sorted(runs, key=list(runs).index, reverse=bool(n % 2)):
            cost = runs[name]()
            if n:
                found[name].append(cost)
    return found


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are flush right."""
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = [cells[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return f"| {' | '.join(padded)} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(head), line(rule), *map(line, rows)])


def machine() -> str:
    """The machine in a few words."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


class Aim(NamedTuple):
    """A figure and what it should not exceed."""

    what: str
    found: float
    most: float
    unit: str = ""

    @property
    def met(self) -> bool:
        """Whether it does not."""
        return self.found <= self.most

    def __str__(self) -> str:
        verdict = "pass" if self.met else "FAIL"
        found, most = f"{self.found:.2f}{self.unit}", f"{self.most:.4g}{self.unit}"
        return f"{verdict}  {self.what}: {found} (aim: at most {most})"


def close(aims: Sequence[Aim], strict: bool) -> int:
    """Print the aims; the exit status, 1 when one is missed and ``strict``."""
    print()
    for aim in aims:
        print(aim)
    return int(strict and not all(aim.met for aim in aims))
