"""Twins of a deck with one thing broken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from pptx import Presentation


def twin(deck: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """``deck`` with ``part`` changed, or left out where ``change`` gives None; not compressed."""
    out = io.BytesIO()
    changed = False
    with zipfile.ZipFile(io.BytesIO(deck)) as source, zipfile.ZipFile(out, "w") as archive:
        for info in source.infolist():
            blob: bytes | None = source.read(info)
            if info.filename == part:
                assert blob is not None
                before, blob = blob, change(blob)
                changed = before != blob
            if blob is not None:
                info.compress_type = zipfile.ZIP_STORED
                archive.writestr(info, blob)
    assert changed, f"nothing changed in {part}"
    return out.getvalue()


def only(deck: bytes, number: int) -> bytes:
    """One slide of ``deck`` alone."""
    presentation = Presentation(io.BytesIO(deck))
    listed = presentation.slides._sldIdLst
    for n, entry in enumerate(list(listed), 1):
        if n != number:
            presentation.part.drop_rel(entry.rId)
            listed.remove(entry)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def put(pattern: str, replacement: str) -> Callable[[bytes], bytes]:
    """Replaces the first match of a regular expression."""
    return lambda blob: re.sub(pattern, replacement, blob.decode(), count=1).encode()


def gone(_blob: bytes) -> None:
    """Leaves the part out."""
