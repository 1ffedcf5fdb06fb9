"""Lock: one process at a time writes into a folder.

The lock is on the folder itself (flock(2)), so it leaves no file and goes with the process. Where
the folder changes places with another, whoever waited has the lock of one that is gone, and asks
again.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from time import monotonic, sleep

from layouts.problems import ResourceError

PATIENCE = 30.0
"""Seconds for which a build waits for another one that writes into the same folder."""
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EBADF}
"""What flock(2) says on file systems without locks on folders; EBADF: NFS, open for reading."""


class Lock:
    """The lock of a folder, which must be given by its real path, for all places it takes."""

    def __init__(self, folder: Path) -> None:
        """Make the folder and wait for its lock, :data:`PATIENCE` seconds at most.

        Without effect where the system has no such locks. Raises :class:`ResourceError` when
        another process keeps it, :class:`OSError` when there can be no such folder.
        """
        self._handles: list[int] = []
        end = monotonic() + PATIENCE
        while True:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                handle = _locked(folder)
            except BlockingIOError:
                if monotonic() > end:
                    raise ResourceError(f"{folder}: another build is writing there") from None
                sleep(0.05)
                continue
            except FileNotFoundError:
                continue
            if handle is None:
                return
            self._handles.append(handle)
            if _is(handle, folder):
                return
            self.release()

    def extend(self, folder: Path) -> None:
        """To the folder that will take the place. Raises :class:`OSError`."""
        handle = _locked(folder)
        if handle is not None:
            self._handles.append(handle)

    def release(self) -> None:
        """Let others have it."""
        while self._handles:
            os.close(self._handles.pop())


def _locked(folder: Path) -> int | None:
    """A handle with the lock; None where there are none. Raises :class:`BlockingIOError` when
    another has it."""
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if error.errno in _NO_LOCKS:
            return None
        raise
    return handle


def _is(handle: int, folder: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(folder))
    except FileNotFoundError:
        return False
