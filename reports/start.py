"""Start: the whole process. Signals are heeded before anything is imported that takes long."""

from __future__ import annotations

from typing import NoReturn

from reports.interrupts import heed


def command() -> NoReturn:
    """The command line as a process; ends with its status."""
    heed()
    from reports import cli

    cli.command()
