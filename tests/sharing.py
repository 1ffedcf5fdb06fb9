"""What is made once for many tests, by one test process for all of a run."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from reports.readback import Document

PRINTED = "delegation,press,print-shop"
"""Audiences of the shipped pack that both editions are made for."""
_PATIENCE = 300
_read: dict[str, Document] = {}
"""PDFs as read back, by the hash of their bytes."""


def common(factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of a run have in common."""
    base = factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "common"
    folder.mkdir(exist_ok=True)
    return folder


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """``folder``, filled by ``make`` in one of the test processes while the others wait.

    What is in it must be left as it is. Where ``make`` failed, it fails for all of them.
    """
    done = folder.parent / f"{folder.name}.done"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + _PATIENCE
        while not done.exists():
            assert time.monotonic() < end, f"nobody made {folder.name}"
            time.sleep(0.05)
        failed = done.read_text(encoding="utf-8")
        assert not failed, f"{folder.name} was not made: {failed}"
        return folder
    failed = "stopped"
    try:
        make(folder)
        failed = ""
    except BaseException as error:
        failed = repr(error)
        raise
    finally:
        staged = done.with_suffix(".staged")
        staged.write_text(failed, encoding="utf-8")
        staged.rename(done)
    return folder


def read_pdf_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``check`` read PDFs of the same bytes back once: pdfplumber takes most of its time, and
    most tests of it change the deck, or the pack, or ask for another form."""
    from reports.readback import pdf

    honest = pdf.read_pdf

    def reading(path: Path | BytesIO) -> Document:
        if isinstance(path, BytesIO):
            return honest(path)
        key = _digest(path)
        if key not in _read:
            _read[key] = honest(path)
        return _read[key]

    monkeypatch.setattr(pdf, "read_pdf", reading)


def check_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command check documents of the same bytes once, whatever it is asked to print of
    what is found. Only where documents and manifest change together."""
    from reports import check

    honest = check.check
    found: dict[tuple[object, ...], check.Report] = {}

    def checking(pack: str | None, audiences: str | None, out: Path, *more: object) -> check.Report:
        documents = (path for path in sorted(out.iterdir()) if path.name != "manifest.json")
        key = (pack, audiences, *map(repr, more), *map(_digest, documents))
        if key not in found:
            found[key] = honest(pack, audiences, out, *more)  # type: ignore[arg-type]
        return found[key]

    monkeypatch.setattr(check, "check", checking)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
