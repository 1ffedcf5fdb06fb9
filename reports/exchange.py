"""Exchange: two folders change places in one step, where the system can do that, and what is to be
seen to before and after."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
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


def like(model: Path, path: Path, attributes: str = "") -> None:
    """Mode, owner, and those extended attributes whose names begin so. Raises :class:`OSError`."""
    told, has = model.stat(), path.stat()
    if stat.S_IMODE(told.st_mode) != stat.S_IMODE(has.st_mode):
        path.chmod(stat.S_IMODE(told.st_mode))
    if hasattr(os, "listxattr"):
        for name in os.listxattr(model):
            if name.startswith(attributes):
                with suppress(OSError):
                    os.setxattr(path, name, os.getxattr(model, name))
    if hasattr(os, "chown") and (told.st_uid, told.st_gid) != (has.st_uid, has.st_gid):
        os.chown(path, told.st_uid, told.st_gid)


def sync(folder: Path) -> None:
    """Let the names in a folder reach the disk, where the system can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
