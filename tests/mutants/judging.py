"""What is wrong with what came of a mutant: ``complaints``."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.base import NONSENSE, SENSE, TOKEN
from tests.mutants.running import Run

SECONDS, MEGABYTES = 3.0, 400.0
"""What a refusal may take of the processor and of memory."""
LARGE = 700.0
"""Megabytes that a build may take."""
MESSAGE = re.compile(
    r"(?P<warning>warning: )?(?P<place>.+?): (?P<code>[a-z]+(?:-[a-z0-9]+)*): \S.*"
)
PLACED = re.compile(r".+:\d+:\d+")
_COUNT = re.compile(r"(\d+ problems? found(; nothing was written)?|and \d+ more)$")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
STAGE = ".briefpack-stage"

Tree = dict[str, bytes]
"""Content of files by their path below a folder; of others what they are."""


@dataclass
class Outcome:
    """What came of a mutant."""

    name: str
    verdict: str
    run: Run
    before: Tree
    """The output folder."""
    after: Tree
    project: tuple[Tree, Tree] = field(default_factory=lambda: ({}, {}))
    """The project without the output folder, before and after."""
    temporary: Tree = field(default_factory=dict)
    check: Run | None = None
    """Of what was made."""
    recipients: bool = False
    """Made for a table, each row by itself."""
    other: tuple[str, Run] | None = None
    """Another verb on the same project."""


@dataclass
class Said:
    """Messages of a run."""

    placed: int = 0
    """With file, line and column."""
    named: int = 0
    """With a file, or an option, alone."""
    others: list[str] = field(default_factory=list)
    """Lines that are no messages."""

    @property
    def all(self) -> int:
        """How many there are."""
        return self.placed + self.named + len(self.others)


def tree(folder: Path) -> Tree:
    """What is in a folder."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            found[name] = path.read_bytes()
        elif not stat.S_ISDIR(mode):
            found[name] = b"%o" % stat.S_IFMT(mode)
    return found


def said(err: str, *, warnings: bool = False) -> Said:
    """The messages of a run."""
    found = Said()
    for line in err.splitlines():
        if _COUNT.fullmatch(line) or not line.strip():
            continue
        match = MESSAGE.fullmatch(line)
        if match is None:
            found.others.append(line)
        elif bool(match["warning"]) is not warnings:
            continue
        elif PLACED.fullmatch(match["place"]):
            found.placed += 1
        else:
            found.named += 1
    return found


def complaints(outcome: Outcome) -> Iterator[str]:
    """All that is not as it should be."""
    run, printed = outcome.run, outcome.run.out + outcome.run.err
    yield from _manners(run, printed)
    if outcome.other is not None:
        words, other = outcome.other
        yield from (f"{words}: {one}" for one in _manners(other, other.out + other.err))
        if other.status in (2, 3) and other.seconds > SECONDS:
            yield f"{words}: slow: {other.seconds:.1f} s"
    if outcome.project[0] != outcome.project[1]:
        yield f"the project was touched: {_differs(*outcome.project)}"
    if outcome.temporary:
        yield f"left behind: {', '.join(outcome.temporary)}"
    if left := [name for name in outcome.after if STAGE in name]:
        yield f"left behind: {', '.join(left)}"
    if run.status in (0, 1):
        yield from _made(outcome)
    elif run.status in (2, 3):
        yield from _refused(outcome)


def _manners(run: Run, printed: str) -> Iterator[str]:
    """What no run may do, whatever it is asked."""
    if run.hung:
        yield f"hangs: ended after {run.seconds:.1f} s"
    elif "Traceback" in printed or "a bug in briefpack" in printed:
        yield f"a bug: {printed[-400:]}"
    elif run.status not in (0, 1, 2, 3):
        yield f"ended with {run.status}: {printed[-400:]}"
    if TOKEN in printed:
        yield f"leaks in a message: {printed[-400:]}"
    if _UNSEEN.search(printed):
        yield f"prints what it should not: {printed[:300]!r}"


def _refused(outcome: Outcome) -> Iterator[str]:
    run = outcome.run
    if outcome.verdict == SENSE:
        yield f"refused: {run.err[:300]}"
    if run.seconds > SECONDS:
        yield f"slow: {run.seconds:.1f} s"
    if run.megabytes > MEGABYTES:
        yield f"large: {run.megabytes:.0f} MB"
    if not said(run.err).all:
        yield f"refused without a word: {run.out[-300:]}"
    if outcome.recipients:
        yield from _rows(outcome)
    elif outcome.before != outcome.after:
        yield f"the output folder was touched: {_differs(outcome.before, outcome.after)}"


def _rows(outcome: Outcome) -> Iterator[str]:
    """Of a table rows alone fail, and their folders stay as they were."""
    before, after = outcome.before, outcome.after
    failed = _failed(after) if after.get(_SUMMARY) != before.get(_SUMMARY) else None
    for name in sorted({*before, *after}):
        lost = name in before and name not in after
        kept = failed is None or name.partition("/")[0] in failed
        if lost or (kept and name != _SUMMARY and before.get(name) != after.get(name)):
            yield f"a failed row was touched: {name}"
    yield from _sound(after)


_SUMMARY = "recipients.json"


def _failed(after: Tree) -> set[str]:
    rows = json.loads(after[_SUMMARY])["recipients"]
    return {row["id"] for row in rows if row["status"] == "failed"}


def _made(outcome: Outcome) -> Iterator[str]:
    run = outcome.run
    if outcome.verdict == NONSENSE:
        yield "nonsense was taken"
    if run.megabytes > LARGE:
        yield f"large: {run.megabytes:.0f} MB"
    if lost := outcome.before.keys() - outcome.after.keys():
        yield f"lost: {', '.join(sorted(lost))}"
    yield from _sound(outcome.after)
    if outcome.check is not None and outcome.check.status != 0:
        told = ("fact-missing",) if ": one-sided: " in run.err else ()
        lines = outcome.check.out.splitlines()
        wrong = [line for line in lines if not _excused(line, (*AUTHORS, *told))]
        if outcome.check.status != 1 or len(wrong) > 0:
            yield f"unsound: {outcome.check.status}: {wrong[:5]} {outcome.check.err[-300:]}"


AUTHORS = ("figure-alt",)
"""Rules on what the author wrote rather than on what we made of it; of a fact that stands in one
document alone the build warns."""
_VERDICT = re.compile(r"\d+ finding|.*: \d+ rules |what was made agrees")


def _excused(line: str, rules: tuple[str, ...]) -> bool:
    told = any(f": {rule}: " in line for rule in rules)
    return bool(_VERDICT.match(line)) or ": warning: " in line or told


def _differs(before: Tree, after: Tree) -> str:
    names = sorted({*before, *after})
    return ", ".join(name for name in names if before.get(name) != after.get(name))


def _sound(files: Tree) -> Iterator[str]:
    """What is wrong with the documents themselves."""
    documents = [name for name in files if name.endswith((".pdf", ".pptx"))]
    if not documents:
        yield "nothing was made"
    if not any(name.endswith("manifest.json") for name in files):
        yield "no manifest"
    for name, data in files.items():
        try:
            if name.endswith(".pdf"):
                texts = _pdf(data)
            elif name.endswith(".pptx"):
                texts = _deck(data)
            else:
                json.loads(data)
                texts = [data]
        except Exception as error:
            yield f"{name} is broken: {type(error).__name__}: {error}"
            continue
        if any(TOKEN.encode() in text or TOKEN.encode("utf-16-be") in text for text in texts):
            yield f"{name} leaks"


def _pdf(data: bytes) -> list[bytes]:
    """All that a PDF holds, decoded; raises when one of two readers cannot open it."""
    import pikepdf
    import pypdfium2

    found = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.get_warnings():
            raise ValueError(str(pdf.get_warnings()[0]))
        if not pdf.pages:
            raise ValueError("no pages")
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    found.append(one.read_bytes())
                except pikepdf.PdfError:
                    found.append(one.read_raw_bytes())
            elif isinstance(one, (pikepdf.Dictionary, pikepdf.Array)):
                found.append(repr(one).encode("utf-8", "replace"))
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range().encode("utf-8", "surrogatepass"))
            text.close()
            page.close()
    finally:
        document.close()
    return found


def _deck(data: bytes) -> list[bytes]:
    """All that a deck holds, decoded; raises when it cannot be read."""
    from lxml import etree
    from pptx import Presentation

    found: list[bytes] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if (bad := archive.testzip()) is not None:
            raise ValueError(f"{bad} is damaged")
        for name in archive.namelist():
            part = archive.read(name)
            found.append(part)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)
            elif name.endswith(".xlsx"):
                found += _deck_of_cells(part)
            elif name.endswith((".png", ".jpeg", ".jpg")):
                found.append(_pixels(part))
    slides = Presentation(io.BytesIO(data)).slides
    if not len(slides):
        raise ValueError("no slides")
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text.encode())
    return found


def _deck_of_cells(data: bytes) -> list[bytes]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part in parts.values():
        etree.fromstring(part)
    if any(b"<f>" in part or b"<f " in part for part in parts.values()):
        raise ValueError("a formula in a workbook")
    return list(parts.values())


def _pixels(data: bytes) -> bytes:
    import PIL.Image

    with PIL.Image.open(io.BytesIO(data)) as image:
        return image.convert("L").tobytes()
