"""Hostile and odd files before the command: refused or cleaned with a reason, fast, and cleanly."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pptx import Presentation

from tests.templates.hostile import odd
from tests.templates.hostile.base import CLEANED, EITHER, REFUSED, USED, Hostile, good
from tests.templates.hostile.catalogue import CASES
from tests.templates.package import packed, unpacked
from tests.templates.running import MEGABYTES, SECONDS, Run, runs
from tests.templates.soundness import faults

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are watched after fork")

LINE = re.compile(r"^(?P<file>\S[^:\n]*)(?::\d+)*: (?P<code>[a-z]+(?:-[a-z]+)+): .+", re.MULTILINE)
"""A problem as it is printed: where, code, what."""
PACK = """\
pack: {id: small, edition: "1", language: en}
title: A small pack
sections:
  - id: first
    title: The first section
    blocks:
      - {kind: paragraph, id: opening, text: They met in the harbour and agreed on all points.}
      - {kind: list, id: points, items: [One point, Another point]}
"""
DECK = "small-press-en.pptx"
SHARE = 12
"""Files judged by one process."""
SAMPLE = 60
"""One case in so many is dealt with in every run, beside one for each outcome; the others in the
slow one."""


class Outcome:
    """What came of a file: its build, the doctor's word, and the output folder afterwards."""

    def __init__(self, case: Hostile, build: Run, doctor: Run, folder: Path) -> None:
        self.case, self.build, self.doctor = case, build, doctor
        self.files = {path.name: path.read_bytes() for path in folder.iterdir()}


def complaints(outcome: Outcome, before: dict[str, bytes]) -> Iterator[str]:
    """What is not as it should be; ``before``: the output folder with the last good build."""
    build, doctor = outcome.build, outcome.doctor
    for name, run in (("build", build), ("doctor", doctor)):
        said = run.out + run.err
        if "Traceback" in said or "a bug in briefpack" in said:
            yield f"{name}: a bug: {said[-300:]}"
        if run.status not in (0, 1, 2):
            yield f"{name}: ended with {run.status}: {said[-300:]}"
        if run.seconds > SECONDS:
            yield f"{name}: took {run.seconds:.1f} s"
        if run.megabytes > MEGABYTES:
            yield f"{name}: took {run.megabytes:.0f} MB"
        if re.search("root:x:|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]", said):
            yield f"{name}: prints what it should not: {said[:300]!r}"
    if build.status == 2:
        yield from _refused(outcome, before)
    elif build.status == 0:
        yield from _made(outcome)


def _refused(outcome: Outcome, before: dict[str, bytes]) -> Iterator[str]:
    case, said = outcome.case, outcome.build.err
    if case.outcome not in (REFUSED, EITHER):
        yield f"refused: {said[:300]}"
    if not LINE.search(said):
        yield f"no line with a code: {said[:300]}"
    if not re.search(case.says, said, re.IGNORECASE):
        yield f"does not say {case.says!r}: {said[:300]}"
    if outcome.files != before:
        yield "the output folder was touched"
    if outcome.doctor.status == 0:
        yield f"the doctor is content: {outcome.doctor.out[-300:]}"


def _made(outcome: Outcome) -> Iterator[str]:
    case = outcome.case
    said = "".join(run.out + run.err for run in (outcome.build, outcome.doctor))
    if case.outcome == REFUSED:
        yield "a deck was made"
    if case.outcome == CLEANED and not re.search(case.says, said, re.IGNORECASE):
        yield f"cleaned in silence, nothing of {case.says!r}: {said[:300]}"
    yield from (f"in the deck: {fault}" for fault in faults(outcome.files[DECK]))
    yield from (f"in the deck: {fault}" for fault in _unread(outcome.files[DECK]))


def _unread(deck: bytes) -> Iterator[str]:
    """Why python-pptx cannot read a deck."""
    try:
        slides = list(Presentation(io.BytesIO(deck)).slides)
        shapes = [shape for slide in slides for shape in slide.placeholders]
        shapes += [shape for slide in slides for shape in slide.slide_layout.placeholders]
        if not [shape.placeholder_format.idx for shape in shapes]:
            yield "nothing on the slides"
    except (KeyError, ValueError, AttributeError) as error:
        yield f"python-pptx: {error!r}"


def _build(pack: Path, out: Path) -> list[str]:
    return ["build", str(pack), "--audience", "press", "--to", "pptx", "--out", str(out)]


def _jobs(template: Path, pack: Path, out: Path) -> list[list[str]]:
    """What is run for a template: a build and the doctor."""
    return [
        [*_build(pack, out), "--template", str(template)],
        ["doctor", "--template", str(template)],
    ]


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A very small pack: the intake is what is judged here."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def last(tmp_path_factory: pytest.TempPathFactory, pack: Path) -> dict[str, bytes]:
    """The output folder after a good build."""
    folder = tmp_path_factory.mktemp("last")
    (run,) = runs([_build(pack, folder)])
    assert run.status == 0, run.err
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _judged(cases: list[Hostile], place: Path, pack: Path, last: dict[str, bytes]) -> list[Outcome]:
    jobs: list[list[str]] = []
    folders: list[Path] = []
    for number, case in enumerate(cases):
        folder = place / f"out{number}"
        folder.mkdir()
        for name, data in last.items():
            (folder / name).write_bytes(data)
        template = place / f"brand{number}{case.suffix}"
        template.write_bytes(case.make())
        jobs += _jobs(template, pack, folder)
        folders.append(folder)
    done = runs(jobs)
    pairs = zip(done[::2], done[1::2], strict=True)
    return [
        Outcome(case, build, doctor, folder)
        for case, (build, doctor), folder in zip(cases, pairs, folders, strict=True)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(CASES), SHARE))
def test_hostile_files_are_dealt_with(
    first: int, pack: Path, last: dict[str, bytes], tmp_path: Path
) -> None:
    outcomes = _judged(CASES[first : first + SHARE], tmp_path, pack, last)
    found = [f"{one.case.name}: {said}" for one in outcomes for said in complaints(one, last)]
    assert not found, "\n".join(found)


def test_some_of_them_in_every_run(pack: Path, last: dict[str, bytes], tmp_path: Path) -> None:
    each = {case.outcome: case for case in CASES}
    assert set(each) == {REFUSED, CLEANED, USED, EITHER}
    outcomes = _judged([*each.values(), *CASES[::SAMPLE]], tmp_path, pack, last)
    found = [f"{one.case.name}: {said}" for one in outcomes for said in complaints(one, last)]
    assert not found, "\n".join(found)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "nothing": (lambda path: None, "missing-file"),
    "a folder": (_folder, "not-a-file"),
    "a pipe": (_pipe, "not-a-file"),
    "a device": (_device, "not-a-file|too large|outside"),
    "a link to itself": (_loop, "unreadable-file|missing-file"),
}


def test_what_is_no_regular_file_is_named(pack: Path, tmp_path: Path) -> None:
    jobs: list[list[str]] = []
    for name, (make, _) in PLACES.items():
        make(tmp_path / f"{name}.pptx")
        jobs += _jobs(tmp_path / f"{name}.pptx", pack, tmp_path / "out")
    done = runs(jobs)
    for n, (name, (_, code)) in enumerate(PLACES.items()):
        for run in done[2 * n : 2 * n + 2]:
            assert run.status == 2, (name, run)
            assert re.search(code, run.err), (name, run)
            assert run.seconds < SECONDS, (name, run)
    assert not (tmp_path / "out").exists()


REFUSAL = "brand.pptx: template-unsafe: a bomb; expected none"


def _outcome(
    wanted: str, status: int, err: str, deck: bytes, *, out: str = "", **more: float
) -> Outcome:
    """An outcome made up; ``deck`` stands in the output folder."""
    case = Hostile("made up", lambda: b"", wanted, "bomb|macro")
    usual = {"seconds": 0.1, "megabytes": 90.0} | more
    run = Run(status, out, err, **usual)
    outcome = Outcome.__new__(Outcome)
    outcome.case, outcome.build, outcome.doctor = case, run, run
    outcome.files = {DECK: deck}
    return outcome


def _sound() -> bytes:
    """A deck of two slides."""
    parts = good()
    odd.slides(2, parts)
    return packed(parts)


@pytest.mark.parametrize("wanted", [REFUSED, EITHER])
def test_a_refusal_as_it_should_be_raises_no_complaint(wanted: str) -> None:
    assert list(complaints(_outcome(wanted, 2, REFUSAL, b"old"), {DECK: b"old"})) == []


@pytest.mark.parametrize("wanted", [CLEANED, USED, EITHER])
def test_a_deck_as_it_should_be_raises_no_complaint(wanted: str) -> None:
    made = _outcome(wanted, 0, "brand.pptx: note: macros stay behind", _sound())
    assert list(complaints(made, {DECK: b"old"})) == []


TWINS: dict[str, tuple[str, Outcome]] = {
    "traceback": ("a bug", _outcome(REFUSED, 2, f"{REFUSAL}\nTraceback (most", b"old")),
    "a bug": ("a bug", _outcome(REFUSED, 70, "a bug in briefpack: KeyError", b"old")),
    "killed": ("ended with -9", _outcome(REFUSED, -9, REFUSAL, b"old")),
    "slow": ("took 3.4 s", _outcome(REFUSED, 2, REFUSAL, b"old", seconds=3.4)),
    "fat": ("took 900 MB", _outcome(REFUSED, 2, REFUSAL, b"old", megabytes=900)),
    "leaking": ("prints", _outcome(REFUSED, 2, f"{REFUSAL} root:x:0:0", b"old")),
    "terminal": ("prints", _outcome(REFUSED, 2, f"{REFUSAL} \x9b31m", b"old")),
    "no code": ("no line", _outcome(REFUSED, 2, "a bomb", b"old")),
    "no reason": ("does not say", _outcome(REFUSED, 2, "a: b-c: no", b"old")),
    "touched": ("was touched", _outcome(REFUSED, 2, REFUSAL, b"new")),
    "refused": ("refused", _outcome(USED, 2, REFUSAL, b"old")),
    "made": ("a deck was made", _outcome(REFUSED, 0, REFUSAL, _sound())),
    "silent": ("in silence", _outcome(CLEANED, 0, "", _sound())),
}


@pytest.mark.parametrize("name", TWINS)
def test_a_complaint_is_raised(name: str) -> None:
    wanted, outcome = TWINS[name]
    assert any(wanted in said for said in complaints(outcome, {DECK: b"old"}))


@pytest.mark.parametrize("name", ["macros under .pptx", "linked picture", "embedded object"])
def test_what_is_left_in_a_deck_is_seen(name: str) -> None:
    (case,) = [case for case in CASES if case.name == name]
    made = _outcome(CLEANED, 0, "macros stay behind", case.make())
    assert any("in the deck" in said for said in complaints(made, {}))


def test_a_deck_that_python_pptx_cannot_read_is_seen() -> None:
    parts = unpacked(_sound())
    assert list(_unread(packed(parts))) == []
    odd.bad_index(parts)
    assert list(_unread(packed(parts)))
