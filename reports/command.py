"""The process of the command: what the cache answers at once, else the command line."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from reports.interrupts import heed
from reports.statuses import DIFFERS, FINDINGS, FINE, NO_RESOURCE
from reports.streams import forgiving

YOUNG = 1_000_000
"""New containers after which the collector looks for cycles (Python's own default: 700)."""
TELLING = ("check", "diff", "doctor", "explain", "list", "schema")
"""Verbs whose result is what they print: an output that cannot take it counts."""


def command() -> NoReturn:
    """Run it, with the collector of cycles kept away from what it makes.

    Nearly all of it lives to the end and holds no cycles: looking for some took 45 of 600 ms, and
    as much again at exit.
    """
    heed()  # before anything is imported that takes long
    from reports.lastrun import answered

    gc.set_threshold(YOUNG, 20, 50)
    words = sys.argv[1:]
    with forgiving() as told:
        status = answered(words)
        if status is None:
            from reports.cli import main

            status = main()
    if told.lost and status in (FINE, FINDINGS, DIFFERS) and words[:1] and words[0] in TELLING:
        with forgiving():
            print(f"standard output: {told.lost}", file=sys.stderr)
        status = NO_RESOURCE
    gc.freeze()
    sys.exit(status)
