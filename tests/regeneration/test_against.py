"""``check --against`` ends with 4 exactly when building would give other documents."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reports import cli
from tests.regeneration import accounts

WORDS = ["pack", "--layouts", "own"]
AUDIENCES = ["-a", "few,paper"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts in a folder with what was built of them."""
    folder = tmp_path_factory.mktemp("against")
    accounts.write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.main(["build", *WORDS, *AUDIENCES]) == 0
    return folder


@pytest.fixture
def work(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    shutil.copytree(built, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def check(*words: str) -> int:
    return cli.main(["check", *WORDS, "--against", "out", *words])


def test_nothing_changed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    assert check() == 0
    assert capsys.readouterr().out == "no difference\n"
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*")} == before


def _number(work: Path) -> None:
    path = work / "pack" / "debt.csv"
    path.write_text(path.read_text().replace("2021", "2020"))


def _document(work: Path) -> None:
    path = work / "out" / "pack-paper-en.pdf"
    path.write_bytes(path.read_bytes() + b" ")


def _missing(work: Path) -> None:
    (work / "out" / "pack-paper-en.pdf").unlink()


def _layout(work: Path) -> None:
    path = work / "own" / "audiences" / "paper.yaml"
    path.write_text(path.read_text() + "theme: terra\n")


@pytest.mark.parametrize("change", [_number, _document, _missing, _layout])
def test_what_differs_is_named(
    work: Path, change: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    change(work)
    out = {path: path.read_bytes() for path in (work / "out").iterdir()}
    assert check("--format", "json") == 4
    assert set(json.loads(capsys.readouterr().out)["files"]) == {"pack-paper-en.pdf"}
    assert check("-a", "few") == 0
    assert {path: path.read_bytes() for path in (work / "out").iterdir()} == out
    capsys.readouterr()
    assert check("--format", "github") == 4
    assert "outputs-differ" in capsys.readouterr().out


def test_another_compression_is_no_difference(work: Path) -> None:
    deck = work / "out" / "pack-few-en.pptx"
    with zipfile.ZipFile(deck) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    for twin in (False, True):
        with zipfile.ZipFile(deck, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for info, data in parts:
                spoilt = twin and info.filename == "ppt/slides/slide1.xml"
                archive.writestr(info.filename, data + b" " if spoilt else data)
        assert check() == (4 if twin else 0)


def test_an_audience_that_was_not_built(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("-a", "few,brief") == 4
    assert "added documents for brief" in capsys.readouterr().out


def test_a_document_that_is_not_there_is_missing(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _missing(work)
    assert check("--format", "json") == 4
    book = json.loads(capsys.readouterr().out)
    assert book["files"] == {"pack-paper-en.pdf": "added"}
    assert [one["found"] for one in book["findings"]] == ["is missing"]
    _number(work)
    assert check("--format", "json") == 4
    assert json.loads(capsys.readouterr().out)["files"] == {"pack-paper-en.pdf": "added"}


def test_an_audience_that_there_is_no_more(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "own" / "audiences" / "paper.yaml").unlink()
    assert check("--format", "json") == 4
    book = json.loads(capsys.readouterr().out)
    assert book["files"] == {"pack-paper-en.pdf": "removed"}
    assert [one["found"] for one in book["findings"]] == ["would not be made"]
    assert check() == 4
    assert "removed documents for paper" in capsys.readouterr().out
    assert check("-a", "few,paper") == 2
    assert check("-a", "few") == 0
    (work / "own" / "audiences" / "few.yaml").unlink()
    assert check() == 4


def test_formats_are_those_that_were_built(work: Path) -> None:
    assert cli.main(["build", *WORDS, "-a", "few", "--to", "print"]) == 0
    assert check("-a", "few") == 0
    (work / "out" / "pack-few-en-print.pdf").write_bytes(b"")
    assert check("-a", "few") == 4


def test_no_manifest(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "out" / "manifest.json").unlink()
    assert check() == 3
    assert "manifest" in capsys.readouterr().err


def test_broken_input_is_broken_input(work: Path) -> None:
    path = work / "pack" / "debt.csv"
    path.write_text(path.read_text().replace("2021,", "2021;"))
    assert check() == 2
