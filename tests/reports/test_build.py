"""The whole way through the command line: what is made, what is refused, what is left alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reports import cli
from reports.editions import editions
from tests.broken_packs import CASES, Case, write_good

ROOT = Path(__file__).resolve().parent.parent.parent
STEM = "buenos-aires-delegation-en"
EVERY = sorted({path.stem for path in (ROOT / "layouts" / "audiences").glob("*.yaml")} - {"base"})
"""The shipped audiences."""


def run(*words: str) -> int:
    return cli.main(list(words))


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


@pytest.fixture
def built(shipped: Path) -> Path:
    return shipped


def test_both_documents_and_the_manifest_of_every_audience(built: Path) -> None:
    ends = {"pdf": ".pdf", "print": "-print.pdf", "pptx": ".pptx"}
    every = editions(None, "all", None)
    names = [f"{one.stem}{ends[made]}" for one in every for made in one.audience.formats]
    assert len(names) > 4
    assert sorted(p.name for p in built.iterdir()) == sorted([*names, "manifest.json"])


def test_shape_of_the_pack(built: Path) -> None:
    entries = json.loads((built / "manifest.json").read_text())["packs"]["buenos-aires"][
        "audiences"
    ]
    delegation, press = entries["delegation"], entries["press"]
    assert 10 <= delegation["pages"] <= 14
    assert 14 <= delegation["slides"] <= 20
    assert press["pages"] != delegation["pages"]
    assert press["slides"] != delegation["slides"]
    assert list(press["sections"]) != list(delegation["sections"])


def test_the_manifest_says_where_every_block_fact_and_source_landed(built: Path) -> None:
    book = json.loads((built / "manifest.json").read_text())
    entries = book["packs"]["buenos-aires"]["audiences"].values()
    for entry in (one for one in entries if one["pages"] and one["slides"]):
        out = entry["omitted"]
        for name, block in entry["blocks"].items():
            section = name.partition(".")[0]
            for medium in ("pages", "slides"):
                ruled = name in out[medium] or section in out[medium]
                assert bool(block[medium]) != ruled, (name, medium)
        for name, fact in entry["facts"].items():
            assert fact["pages"] or fact["slides"] or fact["notes"], name
        assert all(s["pages"] and s["slides"] for s in entry["sources"].values())
        for name, file in entry["files"].items():
            assert file["sha256"] == hashlib.sha256((built / name).read_bytes()).hexdigest()
        assert entry["inputs"]


@pytest.mark.parametrize("audience", EVERY)
def test_the_documents_agree(
    audience: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(built, tmp_path / "out")
    assert run("check", "--audience", audience, "--out", str(tmp_path / "out")) == 0
    assert "agree" in capsys.readouterr().out


def test_the_documents_of_every_audience_are_checked(built: Path) -> None:
    book = json.loads((built / "manifest.json").read_text())
    assert sorted(book["packs"]["buenos-aires"]["audiences"]) == EVERY


def test_a_second_run_writes_nothing(built: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in built.iterdir()}
    assert run("build", "--audience", "delegation,press", "--out", str(built)) == 0
    assert {p: p.stat().st_mtime_ns for p in built.iterdir()} == before


def test_same_bytes_in_another_folder_zone_locale_and_hash_seed(
    built: Path, tmp_path: Path
) -> None:
    env = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, str(ROOT / "build.py"), "--audience", "all", "--out", "elsewhere"]
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    assert hashes(tmp_path / "elsewhere") == hashes(built)


def test_one_audience_leaves_the_others_alone(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "out")
    assert run("build", "--audience", "press", "--out", str(tmp_path / "out")) == 0
    assert hashes(tmp_path / "out") == hashes(built)


@pytest.fixture
def earlier(tmp_path: Path) -> Callable[[], None]:
    """An output folder with earlier documents; calling it asserts that they are untouched."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("small-delegation-en.pdf", "small-delegation-en.pptx", "manifest.json"):
        (out / name).write_text(f"earlier {name}")
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in out.iterdir()}

    def untouched() -> None:
        assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in out.iterdir()} == before

    return untouched


@pytest.mark.parametrize("case", [c for c in CASES if c.name != "no pack"], ids=lambda c: c.name)
def test_a_broken_pack_ends_with_status_2_and_leaves_earlier_outputs(
    case: Case,
    tmp_path: Path,
    earlier: Callable[[], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    write_good(folder)
    case.mutate(folder)
    assert run("build", str(folder), "--out", str(tmp_path / "out")) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert f"{case.code}:" in said
    assert (f"{case.file}:{case.line}" if case.line else case.file) in said
    earlier()


def test_the_good_twin_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    write_good(folder)
    out = tmp_path / "out"
    assert run("build", str(folder), "--audience", "delegation,press", "--out", str(out)) == 0
    assert run("check", str(folder), "--out", str(out)) == 0


@pytest.mark.parametrize("audience", ["delegation", pytest.param("press", marks=pytest.mark.slow)])
def test_every_kind_at_the_limits_of_its_schema(
    audience: str, limits: Path, tmp_path: Path
) -> None:
    shutil.copytree(limits, tmp_path / "out")
    pack, out = str(limits.parent / "pack"), str(tmp_path / "out")
    assert run("check", pack, "--audience", audience, "--out", out) == 0


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["build", "nowhere"], 2, "no-pack"),
        (["build", "buenos-airs"], 2, "did you mean 'buenos-aires'?"),
        (["build", "--audience", "delegations"], 2, "did you mean 'delegation'?"),
        (["build", "--to", "docx"], 2, "pdf, print, pptx"),
        (["check", "--out", "nowhere"], 3, "run the build first"),
        (["list", "blocks", "nowhere"], 2, "no-pack"),
    ],
)
def test_usage(
    words: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == status
    assert says in capsys.readouterr().err


def test_unknown_words_end_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("build", "--colour", "red")
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_status_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out" / f"{STEM}.pdf").mkdir(parents=True)
    assert run("build", "--out", str(tmp_path / "out")) == 3
    assert "is a folder" in capsys.readouterr().err
    assert not (tmp_path / "out" / f"{STEM}.pptx").exists()


@pytest.mark.parametrize("what", ["packs", "audiences", "blocks", "facts", "sources", "rules"])
def test_listings(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", what) == 0
    text = capsys.readouterr().out
    assert run("list", what, "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert len(text.splitlines()) == len(rows)


@pytest.mark.parametrize("kind", ["pack", "audience", "theme", "master", "language"])
def test_schemas_are_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", kind) == 0
    assert "$schema" in json.loads(capsys.readouterr().out)


def test_source_date_epoch_is_honoured_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, seen = str(small(tmp_path)), []
    for stamp in ("1600000000", "1600000000", "1700000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
        assert run("build", pack, "--out", str(tmp_path / str(len(seen)))) == 0
        seen.append(hashes(tmp_path / str(len(seen)))["small-delegation-en.pdf"])
    assert seen[0] == seen[1] != seen[2]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run("build", pack, "--out", str(tmp_path / "never")) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err
    assert not (tmp_path / "never").exists()


def test_nothing_heavy_is_imported_to_print_help() -> None:
    code = "import sys; from reports import cli; cli.parser(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"reportlab", "pptx", "lxml", "yaml", "uharfbuzz", "PIL", "pikepdf"}


def small(tmp_path: Path, **changes: str) -> Path:
    """The small good pack, with texts replaced in its main file."""
    folder = tmp_path / "pack"
    if not folder.exists():
        folder.mkdir()
        write_good(folder)
    main = folder / "pack.yaml"
    text = main.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    main.write_text(text, encoding="utf-8")
    return folder


def test_a_manifest_that_cannot_be_read_is_not_thrown_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = small(tmp_path), tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text("{")
    assert run("build", str(folder), "--out", str(out)) == 3
    assert "move it away" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["manifest.json"]


def test_documents_of_another_pack_are_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = small(tmp_path), tmp_path / "out"
    assert run("build", str(folder), "--out", str(out)) == 0
    before = hashes(out)
    book = json.loads((out / "manifest.json").read_text())
    book["packs"]["other"] = book["packs"].pop("small")
    (out / "manifest.json").write_text(json.dumps(book))
    assert run("build", str(folder), "--out", str(out)) == 2
    assert "name-taken" in capsys.readouterr().err
    assert {n: h for n, h in hashes(out).items() if n != "manifest.json"} == {
        n: h for n, h in before.items() if n != "manifest.json"
    }


def test_a_print_edition_of_other_inputs_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = small(tmp_path), tmp_path / "out"
    assert run("build", str(folder), "--to", "pdf,print,pptx", "--out", str(out)) == 0
    assert run("check", str(folder), "--out", str(out)) == 0
    small(tmp_path, **{"At length,": "In the end,"})
    assert run("build", str(folder), "--out", str(out)) == 0
    assert run("check", str(folder), "--out", str(out)) == 1
    assert "small-delegation-en-print.pdf: was made of other inputs" in capsys.readouterr().out


def test_a_print_edition_with_other_words_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = small(tmp_path), tmp_path / "out"
    assert run("build", str(folder), "--to", "pdf,print,pptx", "--out", str(out)) == 0
    small(tmp_path, **{"At length,": "In the end,"})
    other = tmp_path / "other"
    assert run("build", str(folder), "--to", "print", "--out", str(other)) == 0
    shutil.copy(other / "small-delegation-en-print.pdf", out)
    assert run("check", str(folder), "--out", str(out)) == 1
    assert "editions-differ" in capsys.readouterr().out


@pytest.mark.parametrize("stamp", ["-62135596800", "1_000", "١٢", "9" * 30])
def test_a_time_that_is_none(stamp: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
    assert run("build", "--out", str(tmp_path / "out")) == 2


def test_readings_of_facts_in_titles_and_heads_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(
        tmp_path,
        **{
            "title: The second section": 'title: "Second, of {adopted}"',
            "columns: [What,": 'columns: ["What on {adopted}",',
        },
    )
    out = tmp_path / "out"
    assert run("build", str(folder), "--out", str(out), "--strict") == 0
    assert run("check", str(folder), "--out", str(out)) == 0, capsys.readouterr().out
