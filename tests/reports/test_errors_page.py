"""docs/errors.md explains the codes that the program has, all of them and no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from layouts.problems import Problems
from reports.pack import load
from tests.broken_packs import CASES, write_good

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
FAMILY = re.compile(r"(yaml|csv|picture|inline|svg|template)(-[a-z]+)+")
"""Codes that are handed on as values, such as that of a file too large."""
MAKERS = {"add", "_fault", "Problem", "Fault"}
NOT_INPUT = ("reports/check", "reports/deckcheck", "reports/readback", "reports/writers")
"""Their findings are about documents that were written, not about the input."""
COPY = "reports/meanings"
"""Made from the page itself."""


def documented() -> set[str]:
    found: set[str] = set()
    for line in (ROOT / "docs" / "errors.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            codes = re.findall(r"`([^`]+)`", line.split("|")[1])
            assert not found & set(codes), f"twice: {codes}"
            found.update(codes)
    return found


def emitted() -> set[str]:
    return {
        code
        for folder in ("layouts", "reports")
        for path in (ROOT / folder).rglob("*.py")
        if not path.relative_to(ROOT).as_posix().startswith((*NOT_INPUT, COPY))
        for code in codes(path.read_text(encoding="utf-8"))
    }


def codes(source: str) -> Iterator[str]:
    """Codes in a module: what makes a problem gets one first, and the families by their names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if FAMILY.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = getattr(node.args[0], "value", None)
            if name in MAKERS and isinstance(first, str) and CODE.fullmatch(first):
                yield first


def test_every_code_is_explained_and_no_other() -> None:
    assert documented() == emitted()


def test_a_code_that_nobody_explained_would_be_found() -> None:
    source = "problems.add('made-up', place, 'x')\nread(name, 'csv-made-up')"
    assert set(codes(source)) == {"made-up", "csv-made-up"}
    assert not set(codes(source)) & documented()


def test_the_broken_packs_show_nothing_else(tmp_path: Path) -> None:
    known = documented()
    shown = set()
    for number, case in enumerate(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        write_good(folder)
        case.mutate(folder)
        problems = Problems()
        load(folder, problems, label="")
        shown |= {problem.code for problem in problems}
    assert shown <= known
    # Templates have a corpus of their own.
    reading = {c for c in known if FAMILY.fullmatch(c) and not c.startswith("template-")}
    assert reading <= shown, reading - shown
