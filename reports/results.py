"""Results: the outcome of a verb, printed in the format asked for and written in others."""

from __future__ import annotations

import argparse
import sys

from layouts.problems import InputError, ResourceError
from reports.formats import Outcome

SARIF = "sarif"


def text(options: argparse.Namespace, outcome: Outcome) -> str:
    """What goes to standard output, as its encoding can hold it."""
    encoding = sys.stdout.encoding or "ascii"
    printed = _placed(options, outcome).printed(options.format)
    return printed.encode(encoding, "backslashreplace").decode(encoding)


def tell(options: argparse.Namespace, outcome: Outcome) -> None:
    """Print the outcome, and write the files of ``--report``.

    Raises :class:`ResourceError` when one cannot be written.
    """
    said = text(options, outcome)
    if said:
        print(said)
    if options.report:
        from reports.publish import locked, publish

        for form, file in options.report:
            data = f"{outcome.printed(form)}\n".encode("utf-8", "backslashreplace")
            with locked(file.parent):
                publish(file.parent, {file.name: data})


def _placed(options: argparse.Namespace, outcome: Outcome) -> Outcome:
    """The outcome with the files that places need."""
    outcome.out = options.out
    if SARIF in (options.format, *(form for form, _ in options.report)):
        outcome.home = _home(options.pack)
    return outcome


def _home(pack: str | None) -> str:
    """The main file of the pack asked for; empty when there is none."""
    from reports.editions import find_pack
    from reports.pack import MAIN

    try:
        return str(find_pack(pack) / MAIN)
    except (InputError, ResourceError):
        return ""
