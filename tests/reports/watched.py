"""The command under an audit hook: what it opens, where in the program, and whom it calls.

As a module: runs the command with the words of its arguments and prints what it did as JSON, the
last line of standard output.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

CALLS = (
    *(
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.sendto",
        "socket.gethostbyname",
    ),
    *(
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.fork",
        "os.forkpty",
    ),
    *("urllib.Request", "http.client.connect", "ftplib.connect", "webbrowser.open", "pty.spawn"),
)
"""Events of a process or the network (Python, "Audit events table")."""


class Watch:
    """Collects what the hook hears."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, bool, list[str]]] = []
        """Path, whether it was opened for writing, and the modules of ours that led there."""
        self.called: list[tuple[str, str]] = []

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        """An audit hook."""
        if event == "open" and not isinstance(given[0], int):
            path = os.fsdecode(given[0])
            self.opened.append((os.path.abspath(path), _writes(given[1], given[2]), _modules()))
        elif event in CALLS:
            self.called.append((event, repr(given)))


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str) and mode:
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _modules() -> list[str]:
    """Our own modules on the stack, the innermost first."""
    frame, found = sys._getframe(2), []
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.partition(".")[0] in ("reports", "layouts", "plants"):
            found.append(name)
        frame = frame.f_back  # type: ignore[assignment]
    return list(dict.fromkeys(found))


def main(words: list[str]) -> None:
    """The command, watched; ``BRIEFPACK_PLANT`` names a module that is imported with it."""
    watch = Watch()
    sys.addaudithook(watch)
    from reports import cli

    if plant := os.environ.get("BRIEFPACK_PLANT"):
        __import__(plant)
    status = cli.main(words)
    print(json.dumps([status, watch.opened, watch.called]))


if __name__ == "__main__":
    main(sys.argv[1:])
