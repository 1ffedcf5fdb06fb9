"""The command run in a process of its own, with limits on time and memory, and watched.

A *press* is a process that has imported the program and is forked for each run, so that a run costs
what its work costs and leaves nothing behind for the next. A press is replaced after
:data:`RECYCLED` runs. Started as a module this file is a press: it takes one job after the other as
a line of JSON and answers with one.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "reports.cli:main"
PRELOADED = "reports.pipeline reports.batch reports.check reports.writers.pdf reports.writers.pptx"
PRELOADED += " reports.svg resvg_py tinycss2 PIL.Image reports.template lxml.etree"
RECYCLED = 200
"""Runs of one press."""
CEILING = 3_000_000_000
"""Bytes of address space: a bomb that goes off takes the run down, not the machine."""
CPU = 60
"""Seconds of the processor after which the system ends a run."""
PATIENCE = 150.0
"""Seconds by the clock, for what waits instead of working, on a machine with other things to do."""
HUNG = "hung"


class Run(NamedTuple):
    """What came of one run."""

    status: int
    """Exit status; minus the signal that ended it."""
    out: str
    err: str
    seconds: float
    """Of the processor."""
    megabytes: float
    """Resident at the most, the imported program included."""
    hung: bool
    """It was ended because it took too long."""


class Press:
    """Runs the command, a fork for each."""

    def __init__(
        self, program: str = PROGRAM, patience: float = PATIENCE, *, preloaded: bool = True
    ) -> None:
        """``preloaded``: what builds and checks import is imported once, before the first fork."""
        self._program, self._patience, self._preloaded = program, patience, preloaded
        self._process: subprocess.Popen[str] | None = None
        self._runs = 0

    def run(self, words: Sequence[str], folder: Path, temporary: Path) -> Run:
        """Run the command in ``folder``; it has ``temporary`` for temporary files and as home."""
        if self._process is None or self._runs >= RECYCLED:
            self.close()
            self._begin()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        job = {"words": list(words), "folder": str(folder), "temporary": str(temporary)}
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        self._runs += 1
        line = process.stdout.readline()
        assert line, "the press has died"
        return Run(*json.loads(line))

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.running", self._program, str(self._patience)]
            + ["preloaded"] * self._preloaded,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self._runs = 0

    def close(self) -> None:
        """End the press."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(30)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _watched(program: str, job: dict[str, Any], patience: float) -> Run:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os._exit(_limited(program, job))
        status, used, hung = _awaited(child, patience)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read(2_000_000).decode("utf-8", "replace"))
    code = os.waitstatus_to_exitcode(status)
    hung = hung or code == -signal.SIGXCPU
    scale = 1e6 if sys.platform == "darwin" else 1e3
    seconds = used.ru_utime + used.ru_stime
    return Run(code, texts[0], texts[1], seconds, used.ru_maxrss / scale, hung)


def _awaited(child: int, patience: float) -> tuple[int, Any, bool]:
    """Status and usage of the child, ended when it takes too long."""
    end, hung, pause = time.monotonic() + patience, False, 0.002
    while True:
        done, status, used = os.wait4(child, 0 if hung else os.WNOHANG)
        if done:
            return status, used, hung
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            hung = True
        time.sleep(pause)
        pause = min(pause * 1.3, 0.05)


def _limited(program: str, job: dict[str, Any]) -> int:
    import resource
    import traceback

    os.chdir(job["folder"])
    os.environ["TMPDIR"] = os.environ["HOME"] = job["temporary"]
    os.environ["BRIEFPACK_CACHE"] = "off"
    tempfile.tempdir = None
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 2))
    resource.setrlimit(resource.RLIMIT_AS, (CEILING, CEILING))
    try:
        module, _, name = program.partition(":")
        status = getattr(importlib.import_module(module), name)(job["words"])
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        traceback.print_exc()
        status = 99
    sys.stdout.flush()
    sys.stderr.flush()
    return int(status)


def _main(program: str, patience: float, *preloaded: str) -> None:
    for name in PRELOADED.split() if preloaded else ():
        importlib.import_module(name)
    importlib.import_module(program.partition(":")[0])
    for line in sys.stdin:
        print(json.dumps(_watched(program, json.loads(line), patience)), flush=True)


if __name__ == "__main__":
    _main(sys.argv[1], float(sys.argv[2]), *sys.argv[3:])
