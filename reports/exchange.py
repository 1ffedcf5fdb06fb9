"""Exchange: two folders change places in one step, where the system can do that."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

SYSTEMS = ("linux", "darwin")
"""Systems that have such a call."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Linux: renameat2(2)."""
_RENAME_SWAP = 2
"""macOS: sys/stdio.h, renamex_np(2)."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places; there is no moment between.

    Raises :class:`OSError` where that is not possible, with both as they were: on systems and file
    systems without such a call, across mount points, without the right to write in a parent.
    """
    if sys.platform not in SYSTEMS:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, ctypes.c_uint(_RENAME_SWAP))
        else:
            here, flags = ctypes.c_int(_AT_FDCWD), ctypes.c_uint(_RENAME_EXCHANGE)
            failed = library.renameat2(here, first, here, second, flags)
    except AttributeError:  # a C library older than the call
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from None
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(one))
