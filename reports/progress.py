"""Progress of long work: one line on a terminal, silence elsewhere."""

from __future__ import annotations

import os
from typing import TextIO


class Progress:
    """Shows what is being done while ``stream`` is a terminal and CI is not set."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._on = not quiet and stream.isatty() and not os.environ.get("CI")
        self._width = 0

    def step(self, text: str, done: int = 0, total: int = 0) -> None:
        """Replace the line by ``text``, with a count when ``total`` is given."""
        if not self._on:
            return
        line = f"[{done}/{total}] {text}" if total else text
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)

    def close(self) -> None:
        """Clear the line."""
        if self._on and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
