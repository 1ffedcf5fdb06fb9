"""Private copies of files, for libraries that open nothing but paths; gone when they are done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from layouts.problems import ResourceError


@contextmanager
def scratch(name: str, data: bytes) -> Iterator[Path]:
    """A file of these bytes in a folder of the system's that nobody else may enter.

    Raises :class:`ResourceError` when it cannot be written.
    """
    try:
        folder = TemporaryDirectory(prefix="briefpack-")
    except OSError as error:
        raise ResourceError(f"no folder for temporary files: {error.strerror or error}") from error
    with folder:
        path = Path(folder.name) / name
        try:
            path.write_bytes(data)
        except OSError as error:
            raise ResourceError(f"{path}: cannot be written: {error.strerror or error}") from error
        yield path
