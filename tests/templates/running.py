"""The command run many times, each time in a process of its own with limits, and watched.

One process imports the program and is then forked for each run: a run costs what the work costs.
Started as a module it is that process: it takes a list of argument lists as JSON on its standard
input and prints a list of results.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS, MEGABYTES = 3, 400
"""What a run may take of the processor and of memory."""
_PATIENCE = 60
"""Seconds by the clock, for a machine that has other things to do."""
_CEILING = 4_000_000_000
"""Bytes of address space: a bomb that goes off takes the run down, not the machine."""


class Run(NamedTuple):
    """What came of one run."""

    status: int
    """Exit status; minus the signal that ended it."""
    out: str
    err: str
    seconds: float
    """Of the processor."""
    megabytes: float
    """Resident at the most."""


def runs(arguments: Sequence[Sequence[str]]) -> list[Run]:
    """Run the command once for each list of arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.templates.running"],
        input=json.dumps([list(words) for words in arguments]),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=_PATIENCE * (len(arguments) + 1),
    )
    assert done.returncode == 0, done.stderr
    return [Run(*each) for each in json.loads(done.stdout)]


def _watched(words: Sequence[str]) -> Run:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os._exit(_limited(words))
        _, status, used = os.wait4(child, 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    scale = 1e6 if sys.platform == "darwin" else 1e3
    seconds = used.ru_utime + used.ru_stime
    return Run(os.waitstatus_to_exitcode(status), *texts, seconds, used.ru_maxrss / scale)


def _limited(words: Sequence[str]) -> int:
    import resource
    import traceback

    from reports import cli

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * 5, SECONDS * 5 + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_CEILING, _CEILING))
    signal.alarm(_PATIENCE)
    try:
        status = cli.main(list(words))
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        traceback.print_exc()
        status = 99
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _main() -> None:
    import pptx  # noqa: F401 - the largest import that a run would make

    import reports.pipeline  # noqa: F401

    results = [_watched(words) for words in json.load(sys.stdin)]
    print(json.dumps(results))


if __name__ == "__main__":
    _main()
