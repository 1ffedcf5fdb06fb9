"""Interrupts: Ctrl-C and SIGTERM end the process, after what was begun has been put away.

An exception that a handler raises can be lost: libraries that are being imported catch anything,
and callbacks of the interpreter print what they are sent and go on. So the process ends in the
handler, except while something would stay behind.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_careful = 0


class Terminated(BaseException):
    """SIGTERM came: unwinds like Ctrl-C, so that nothing half made stays behind."""


def heed() -> None:
    """End on SIGINT and SIGTERM with status 128 + number, unless the caller has them ignored."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def heed_terminated() -> None:
    """As :func:`heed`, in a process whose parent hears SIGINT and passes it on as SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)


@contextmanager
def careful() -> Iterator[None]:
    """While it lasts a signal raises :class:`KeyboardInterrupt` or :class:`Terminated`."""
    global _careful
    _careful += 1
    try:
        yield
    finally:
        _careful -= 1


@contextmanager
def undisturbed() -> Iterator[None]:
    """SIGINT and SIGTERM wait until the end of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(number: int, _frame: object) -> NoReturn:
    if _careful:
        raise KeyboardInterrupt if number == signal.SIGINT else Terminated
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\r\x1b[K")  # what is being done may stand on the line
    os._exit(128 + number)
