"""Streams: standard output and error that never decide how a run ends.

What was done stays done when nobody can be told of it: a closed pipe, a full disk, a terminal that
knows no umlauts. Python would raise there, or end with another status while it exits.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast


class _Forgiving:
    """A text stream whose characters and failures do not matter; the rest is the stream's own."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.failure: OSError | ValueError | None = None

    @property
    def encoding(self) -> str:
        """As a stream's."""
        return getattr(self._stream, "encoding", None) or "ascii"

    def write(self, text: str) -> int:
        """As a stream's; what its encoding lacks is written as an escape."""
        if self._stream is not None and self.failure is None:
            try:
                written = text.encode(self.encoding, "backslashreplace").decode(self.encoding)
                self._stream.write(written)
            except (OSError, ValueError) as error:
                self._fail(error)
        return len(text)

    def flush(self) -> None:
        """As a stream's."""
        if self._stream is not None and self.failure is None:
            try:
                self._stream.flush()
            except (OSError, ValueError) as error:
                self._fail(error)

    def _fail(self, error: OSError | ValueError) -> None:
        """Remember it, and let what is still in the stream's buffer go nowhere."""
        self.failure = error
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, cast(TextIO, self._stream).fileno())
            os.close(nowhere)

    def isatty(self) -> bool:
        """As a stream's."""
        return self._stream is not None and self._stream.isatty()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Told:
    """What became of what was printed."""

    lost = ""
    """Why standard output did not take all of it; empty where it did, or nobody wanted more."""


@contextmanager
def forgiving() -> Iterator[Told]:
    """While it lasts, nothing that is printed fails; afterwards it is known what was lost."""
    before = sys.stdout, sys.stderr
    out, err = _Forgiving(before[0]), _Forgiving(before[1])
    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, err)
    told = Told()
    try:
        yield told
    finally:
        out.flush()
        err.flush()
        if isinstance(out.failure, OSError) and not isinstance(out.failure, BrokenPipeError):
            told.lost = out.failure.strerror or str(out.failure)
        sys.stdout, sys.stderr = before
