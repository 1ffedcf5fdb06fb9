"""What a run has read is its own and whole, and no other state of it passes for it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from layouts import readings
from layouts.fonts import locate
from layouts.problems import ResourceError
from reports import cache, cli, editions, lastrun
from reports.publish import keep
from tests.regeneration import accounts

ROOT = Path(__file__).resolve().parents[2]
WORDS = ["build", "pack", "-a", "one", "--layouts", "own", "--to", "pdf"]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The accounts, with one audience that gets one section on paper; not built yet."""
    return begun(tmp_path / "work", monkeypatch)


def begun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir()
    accounts.write(folder)
    audience(folder, "one", {"formats": ["pdf"]})
    monkeypatch.setenv("BRIEFPACK_CACHE", str(folder / "cache"))
    monkeypatch.chdir(folder)
    return folder


def audience(work: Path, name: str, more: dict[str, Any]) -> None:
    told = {"extends": "base", "name": name, "packs": {"pack": {"sections": ["debt"]}}}
    path = work / "own" / "audiences" / f"{name}.yaml"
    path.write_text(yaml.safe_dump(told | more, sort_keys=False))


def pack(work: Path, change: Any) -> None:
    path = work / "pack" / "pack.yaml"
    book = yaml.safe_load(path.read_text())
    change(book)
    path.write_text(yaml.safe_dump(book, sort_keys=False))


def built(words: list[str] = WORDS) -> None:
    """Built, and answered at once when nothing has changed."""
    assert cli.main(words) == 0
    assert lastrun.answered(words) == 0


# One run, one record


def test_a_run_knows_nothing_of_the_runs_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_before = begun(tmp_path / "before", monkeypatch)
    built()
    shutil.rmtree(built_before / "pack")
    begun(tmp_path / "after", monkeypatch)
    built()


def test_a_file_that_changes_between_two_looks_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a"
    readings.note(file, "1")
    readings.note(file, "2")  # outside a run
    with readings.recording() as read:
        readings.note(file, "1")
        readings.note(file, "1")
        with pytest.raises(ResourceError, match="a: files have changed during the build"):
            readings.note(file, "2")
    assert [one.sha256 for one in read.files.values()] == ["1"]


def test_no_publication_of_two_states(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pack is read again for an audience that changes it; its data have changed by then."""
    audience(work, "one", {"formats": ["pdf"], "override": {"event": "Another"}})
    honest = editions.load

    def slow(folder: Path, *more: Any, **named: Any) -> Any:
        if named.get("changes"):
            csv = work / "pack" / "debt.csv"
            csv.write_text(csv.read_text().replace("2021", "2020"))
        return honest(folder, *more, **named)

    monkeypatch.setattr(editions, "load", slow)
    assert cli.main(WORDS) == 3
    assert "have changed during the build" in capsys.readouterr().err
    assert not list((work / "out").glob("pack-*"))
    assert cli.main(WORDS) == 0  # the data stay as they are


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_no_longer_the_file_that_was_read(work: Path) -> None:
    built()
    csv = work / "pack" / "debt.csv"
    csv.rename(work / "debt.csv")
    csv.symlink_to(work / "debt.csv")
    assert lastrun.answered(WORDS) is None
    assert cli.main(WORDS) == 2


# Fonts

UPRIGHT = "fontpkg_source_sans_3:files/SourceSans3[wght].ttf"
ITALIC = "fontpkg_source_sans_3:files/SourceSans3-Italic[wght].ttf"


@pytest.fixture
def font(work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A theme whose headings are set in a font of a package, without its SHA-256."""
    folder = work / "site" / "fontpkg_of_ours"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    shutil.copy(locate(UPRIGHT), folder / "font.ttf")
    monkeypatch.syspath_prepend(str(work / "site"))
    where = "fontpkg_of_ours:font.ttf"
    head = {"family": "Ours", "upright": where, "upright_sha256": ""}
    head |= {"italic": where, "italic_sha256": ""}
    (work / "own" / "themes").mkdir()
    theme = {"extends": "ocean", "name": "Ours", "faces": {"head": head}}
    (work / "own" / "themes" / "ours.yaml").write_text(yaml.safe_dump(theme))
    audience(work, "one", {"formats": ["pdf"], "theme": "ours"})
    return folder / "font.ttf"


@pytest.mark.parametrize("warm", [False, True], ids=["made", "from the cache"])
def test_another_font_without_a_hash_is_seen(work: Path, font: Path, warm: bool) -> None:
    built()
    if warm:  # the edition comes out of the cache, and no face is opened for it
        (work / "out" / "manifest.json").unlink()
        built()
    before = (work / "out" / "pack-one-en.pdf").read_bytes()
    shutil.copy(locate(ITALIC), font)
    assert lastrun.answered(WORDS) is None
    assert cli.main(WORDS) == 0
    assert (work / "out" / "pack-one-en.pdf").read_bytes() != before


# Folders


def test_a_folder_with_too_many_files_is_not_taken_for_known(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built()
    shutil.rmtree(work / "cache")
    monkeypatch.setattr(cache, "MOST", 2)
    assert cli.main(WORDS) == 0
    assert lastrun.answered(WORDS) is None
    assert cache.listing(work / "own") is None


def test_only_folders_of_layouts_are_looked_through(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside them may stand anything, such as an environment with more files than are listed."""
    monkeypatch.setattr(cache, "MOST", 20)
    (work / "own" / ".venv").mkdir()
    for n in range(30):
        (work / "own" / ".venv" / str(n)).touch()
    built()
    (work / "own" / ".venv" / "more").touch()
    assert lastrun.answered(WORDS) == 0
    (work / "own" / "themes").mkdir()
    (work / "own" / "themes" / "ocean.yaml").write_text("extends: ocean\n")
    assert lastrun.answered(WORDS) is None


# The program


def test_the_program_is_what_its_files_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("reports", "layouts"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    here = cache.program()
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr(cache, "HERE", str(tmp_path))
    assert cache.program() == here
    (tmp_path / "reports" / ".#cache.py").symlink_to("nobody@nowhere")
    assert cache.program() == here
    theme = tmp_path / "layouts" / "themes" / "ocean.yaml"
    theme.write_bytes(theme.read_bytes().replace(b"1A2530", b"1A2531", 1))
    os.utime(theme, (1, 1))
    assert cache.program() != here


# The files of the cache


def test_a_file_of_the_cache_that_was_damaged_is_none(work: Path) -> None:
    built()
    files = {path: path.read_text() for path in (work / "cache").glob("*.json")}
    for path, text in files.items():
        for part in json.loads(text)["book"]:
            kept = json.loads(text)
            del kept["book"][part]
            path.write_text(json.dumps(kept))
            assert cache.load(path) is None, part
        path.write_text(
            text.replace('"status": 0', '"status": 5').replace('"pages": 1', '"pages": 7')
        )
    assert lastrun.answered(WORDS) is None
    assert cli.main(WORDS) == 0
    assert '"pages": 7' not in (work / "out" / "manifest.json").read_text()
    path.write_text("[" * 100_000)
    assert cache.load(path) is None


def test_the_cache_deletes_nothing_of_others(tmp_path: Path) -> None:
    mine = tmp_path / "package.json"
    mine.write_text("{}")
    os.utime(mine, (1, 1))
    names = [f"{n:040x}.json" for n in range(5)]
    for n, name in enumerate(names):
        keep(tmp_path, name, {"n": n}, most=3)
        os.utime(tmp_path / name, (n + 2, n + 2))
    there = {path.name for path in tmp_path.glob("*.json")}
    assert there == {"package.json", *names[2:]}


# Editions, each by its own pack


@pytest.mark.parametrize("order", ["aa,bb", "bb,aa"])
def test_audiences_that_change_the_pack_in_any_order(
    work: Path, order: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lengths = {"pages": {"text": "long"}, "slides": {"text": "short"}}
    fact = {"value": "77", "source": "office", "at": "page 7"}
    text = {"long": "There were {extra} of them.", "short": "There were some."}
    audience(work, "aa", {"formats": ["pdf"]})
    changes = {"facts.extra": fact, "debt.said.text": text, "pack.edition": "2"}
    audience(work, "bb", {**lengths, "override": changes})
    assert cli.main(["build", "pack", "-a", order, "--layouts", "own"]) == 0
    assert "one-sided: bb: the fact 'extra' stands on the pages alone" in capsys.readouterr().err
    [told] = json.loads((work / "out" / "manifest.json").read_text())["packs"].values()
    assert told["edition"] == "1"
    assert told["audiences"]["bb"]["document"]["edition"] == "2"


@pytest.mark.parametrize("limited", [True, False])
@pytest.mark.parametrize("again", [False, True], ids=["made", "from the cache"])
def test_what_fitting_left_out_is_not_due(
    work: Path, limited: bool, again: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    def due(book: dict[str, Any]) -> None:
        book["datasets"]["debt"] |= {"as_of": "2001-01-01", "stale_after": "1 year"}

    pack(work, due)
    told = dict(accounts.AUDIENCES["brief"], formats=["pptx"])
    told["slides"] = {"contents": False} | ({"max_slides": 5} if limited else {})
    audience(work, "one", told)
    words = ["build", "pack", "-a", "one", "--layouts", "own"]
    assert cli.main(words) == 0
    if again:
        capsys.readouterr()
        (work / "out" / "manifest.json").unlink()
        assert cli.main(words) == 0
    said = capsys.readouterr()
    assert ("without debt.chart" in said.out) == limited
    assert ("data-stale" in said.err) != limited
