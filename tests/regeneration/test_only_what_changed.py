"""A run makes what changed and nothing else, and its cache is never believed blindly."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports import cache, cli, fit, pipeline
from reports.lastrun import answered
from tests.regeneration import accounts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts, built once with a cache; to be copied."""
    folder = tmp_path_factory.mktemp("accounts")
    accounts.write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFPACK_CACHE", str(folder / "cache"))
        patch.chdir(folder)
        assert cli.main(WORDS) == 0
    return folder


WORDS = ["build", "pack", "-a", "all,few,paper,brief", "--layouts", "own"]


@pytest.fixture
def work(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the accounts as they were built."""
    shutil.copytree(begun, tmp_path / "work")
    monkeypatch.setenv("BRIEFPACK_CACHE", str(tmp_path / "work" / "cache"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


SOME = ["build", "pack", "-a", "few,paper", "--layouts", "own"]
"""Half of the documents, where it does not matter how many there are."""


@pytest.fixture(scope="module")
def begun_some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts, some of their documents built once; to be copied."""
    folder = tmp_path_factory.mktemp("some")
    accounts.write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFPACK_CACHE", str(folder / "cache"))
        patch.chdir(folder)
        assert cli.main(SOME) == 0
        assert cli.main([*SOME, "--out", "afresh", "--afresh"]) == 0
    return folder


@pytest.fixture
def some(begun_some: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with a record of this place."""
    shutil.copytree(begun_some, tmp_path / "work")
    monkeypatch.setenv("BRIEFPACK_CACHE", str(tmp_path / "work" / "cache"))
    monkeypatch.chdir(tmp_path / "work")
    assert cli.main(SOME) == 0
    assert answered(SOME) == 0
    return tmp_path / "work"


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every document."""
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.glob("pack-*")}


def touched(before: dict[str, tuple[bytes, int]], after: dict[str, tuple[bytes, int]]) -> set[str]:
    """Documents that were written, be it with the same bytes."""
    return {name for name in after if after[name] != before.get(name)}


def test_the_documents_are_those_that_were_meant(begun: Path) -> None:
    book = json.loads((begun / "out" / "manifest.json").read_bytes())
    entries = book["packs"]["pack"]["audiences"]
    assert {name for entry in entries.values() for name in entry["files"]} == set(accounts.SHOWN)
    for document, datasets in accounts.SHOWN.items():
        medium = "pages" if document.endswith(".pdf") else "slides"
        blocks = entries[document.split("-")[1]]["blocks"]
        there = {ident.partition(".")[0] for ident, one in blocks.items() if one.get(medium)}
        assert there & {f"{name}" for name in datasets} == set(datasets)
        charts = {i for i, one in blocks.items() if one["kind"] == "chart" and one.get(medium)}
        assert charts == {f"{name}.chart" for name in datasets}, document


def test_twenty_random_edits_make_exactly_what_shows_them(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(20)
    for _ in range(20):
        before = state(work / "out")
        shutil.copytree(work / "out", work / "old", dirs_exist_ok=True)
        edit = accounts.edit(work, rng)
        assert cli.main(WORDS) == 0
        after = state(work / "out")
        showing = {name for name, sets in accounts.SHOWN.items() if edit.dataset in sets}
        assert touched(before, after) == showing, edit
        capsys.readouterr()
        assert cli.main(["diff", "old", "out", "--format", "json", "--exit-code"]) == 4
        found = json.loads(capsys.readouterr().out)
        [change] = found["changes"]
        assert (change["what"], change["ident"]) == ("number", f"{edit.dataset}.chart")
        assert change["field"] == f"{edit.year}, {edit.series}"
        assert (change["old"], change["new"]) == (edit.old, edit.new)
        assert _documents(change["after"]) == showing
        assert set(found["files"]) == showing
        assert set(found["inputs"]) == {f"{edit.dataset}.csv"}


def _documents(spots: list[dict[str, Any]]) -> set[str]:
    found = set()
    for spot in spots:
        for medium, ending in (("pages", "pdf"), ("slides", "pptx")):
            if spot[medium]:
                found.add(f"pack-{spot['audience']}-en.{ending}")
    return found


def test_only_what_changed_is_laid_out(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = []
    honest = pipeline.make

    def watched(edition: Any, *more: Any) -> Any:
        laid_out.append(edition.audience_name)
        return honest(edition, *more)

    monkeypatch.setattr(pipeline, "make", watched)
    monkeypatch.setattr(fit.Fitting, "result", lambda *_: pytest.fail("fitted in vain"))
    csv = work / "pack" / "trade.csv"
    csv.write_text(csv.read_text().replace("2021", "2020"))
    assert cli.main(WORDS) == 0
    assert laid_out == ["all", "few"]


def test_what_comes_out_of_the_cache_is_what_would_be_made(work: Path) -> None:
    rng = random.Random(4)
    for _ in range(2):
        accounts.edit(work, rng)
        assert cli.main(WORDS) == 0
    assert cli.main([*WORDS, "--out", "afresh", "--afresh"]) == 0
    for path in (work / "afresh").iterdir():
        assert path.read_bytes() == (work / "out" / path.name).read_bytes(), path.name


def test_the_second_run_is_answered_at_once(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(WORDS) == 0  # the copy stands elsewhere
    told = capsys.readouterr().out.replace("written", "unchanged")
    assert answered(WORDS) == 0
    assert capsys.readouterr().out == told


def _spoil_output(work: Path) -> None:
    deck = work / "out" / "pack-few-en.pptx"
    deck.write_bytes(deck.read_bytes()[:-1] + b"?")


def _drop_output(work: Path) -> None:
    (work / "out" / "pack-few-en.pdf").unlink()


def _edit_pack(work: Path) -> None:
    path = work / "pack" / "pack.yaml"
    stat = path.stat()
    path.write_text(path.read_text().replace("What is to be said", "What was to be said"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _edit_idle_data(work: Path) -> None:
    path = work / "pack" / "aid.csv"
    path.write_text(path.read_text().replace("2021", "2020"))


def _shadow_theme(work: Path) -> None:
    (work / "own" / "themes").mkdir()
    (work / "own" / "themes" / "ocean.yaml").write_text("extends: ocean\n")


def _shadow_pack(work: Path) -> None:
    shutil.copytree(work / "pack", work / "data" / "pack")


def _edit_manifest(work: Path) -> None:
    path = work / "out" / "manifest.json"
    path.write_text(path.read_text().replace('"pages": 1', '"pages": 9', 1) + " ")


CHANGES = [
    _spoil_output,
    _drop_output,
    _edit_pack,
    _edit_idle_data,
    _shadow_theme,
    _shadow_pack,
    _edit_manifest,
]


OF_OUTPUTS = (_spoil_output, _drop_output, _edit_manifest)
"""After these the documents are to be what they were."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__.strip("_"))
def test_no_change_goes_unseen(some: Path, change: Any) -> None:
    change(some)
    assert answered(SOME) is None
    assert cli.main(SOME) == 0
    if change not in OF_OUTPUTS:
        assert cli.main([*SOME, "--out", "afresh", "--afresh"]) == 0
    for path in (some / "afresh").iterdir():
        assert path.read_bytes() == (some / "out" / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("name", "value"), [("SOURCE_DATE_EPOCH", "1"), ("BRIEFPACK_CACHE", "off")]
)
def test_another_environment_is_another_run(
    some: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert answered(SOME) is None


def test_another_program_is_another_run(some: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.cache.program", lambda: "another")
    assert answered(SOME) is None


def test_a_spoilt_cache_is_none(some: Path) -> None:
    before = state(some / "out")
    files = list((some / "cache").glob("*.json"))
    shapes: list[dict[str, Any]] = [{}, {"program": 1}, {"files": 3}]
    whole = [json.dumps(cache.sealed(shape)) for shape in shapes]
    for spoilt in ("", "{", "[]", '{"program": 1}', "\0", *whole):
        for path in files:
            path.write_text(spoilt)
        assert answered(SOME) is None, spoilt
    assert cli.main(SOME) == 0
    assert state(some / "out") == before


def test_a_lying_cache_is_found_out(some: Path) -> None:
    """Records of other bytes than those that stand in the folder."""
    for path in (some / "cache").glob("*.json"):
        book = cache.load(path)
        assert book is not None
        for file in book.get("entry", {}).get("files", {}).values():
            file["sha256"] = "0" * 64
        path.write_text(json.dumps(cache.sealed(book)))
    (some / "out" / "manifest.json").unlink()
    before = state(some / "out")
    assert cli.main(SOME) == 0
    assert state(some / "out") == before
    book = json.loads((some / "out" / "manifest.json").read_bytes())
    assert "0" * 64 not in json.dumps(book)


def test_the_cache_can_be_deleted_or_forbidden(some: Path) -> None:
    before = state(some / "out")
    shutil.rmtree(some / "cache")
    assert cli.main(SOME) == 0
    assert state(some / "out") == before
    shutil.rmtree(some / "cache")
    (some / "cache").write_text("a file in its place")
    assert cli.main(SOME) == 0
    assert state(some / "out") == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="watches by inotify")
@pytest.mark.parametrize("verb", [(), ("--quiet",)], ids=["aloud", "quiet"])
def test_the_second_run_writes_nothing(some: Path, verb: tuple[str, ...]) -> None:
    command = [sys.executable, "-B", str(ROOT / "build.py"), *SOME, *verb]

    def run(words: list[str]) -> None:
        subprocess.run(words, check=True, capture_output=True)

    run(command)
    with Watch(some, *(some / name for name in ("out", "pack", "cache", "own"))) as watch:
        run(command)
        assert watch.events() == []
        accounts.edit(some, random.Random(1))  # the twin: something is written
        run(command)
        assert watch.events() != []


class Watch:
    """Everything that is written, made, moved, deleted or dated in some folders (inotify(7))."""

    _MASK = 0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200
    """MODIFY, ATTRIB, CLOSE_WRITE, MOVED_FROM, MOVED_TO, CREATE, DELETE."""

    def __init__(self, *folders: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._handle >= 0
        for folder in folders:
            code = self._libc.inotify_add_watch(self._handle, os.fsencode(folder), self._MASK)
            assert code >= 0

    def events(self) -> list[str]:
        """Names of the files that events were about since the last call."""
        found = []
        try:
            data = os.read(self._handle, 1 << 16)
        except BlockingIOError:
            return []
        while data:
            _, mask, _, length = struct.unpack_from("iIII", data)
            found.append(f"{mask:x} {data[16 : 16 + length].rstrip(bytes(1)).decode()}")
            data = data[16 + length :]
        return found

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)
