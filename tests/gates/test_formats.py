"""What build and check say in every format: of broken input, of warnings, and of findings."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from reports import cli
from reports.clock import VARIABLE
from reports.formats import FORMATS
from tests.gates.dated import dated_lines, epoch, set_clock, write
from tests.gates.sariflog import places, sound

ALL = ("fact", "source", "section", "dataset")
LATE = epoch("2031-01-01")
EARLY = epoch("2030-02-01")
DECK = "small-delegation-en.pptx"

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the dated pack, and what was built of it on a day when all was well."""
    folder = tmp_path_factory.mktemp("gates")
    (folder / ".git").mkdir()
    write(folder / "sub" / "pack", *ALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder / "sub")
        patch.setenv(VARIABLE, EARLY)
        assert cli.main(["build", "pack", "--strict"]) == cli.FINE
    return folder


@pytest.fixture
def work(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy, in which one works in the folder ``sub`` of the repository, on a late day."""
    shutil.copytree(built, tmp_path / "repo")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.setenv(VARIABLE, LATE)
    monkeypatch.chdir(tmp_path / "repo" / "sub")
    return tmp_path / "repo"


Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(work: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    def running(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main(list(words))
        said = capsys.readouterr()
        return status, said.out, said.err

    return running


def spoil(work: Path) -> None:
    """Two faults of the input: a name and a number."""
    path = work / "sub" / "pack" / "pack.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{adopters} met.", "{adoptes} met."), encoding="utf-8")
    table = work / "sub" / "pack" / "shares.csv"
    table.write_text("measure,share\ngrowth,many\ntrade,25.5\n", encoding="utf-8")


def fault(work: Path) -> tuple[int, int]:
    """Line and column of the name."""
    text = (work / "sub" / "pack" / "pack.yaml").read_text(encoding="utf-8")
    before = text[: text.index("{adoptes}")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def due(work: Path) -> list[tuple[str, int, int]]:
    """File, line and column of what is stale."""
    found = []
    for place in dated_lines(work / "sub" / "pack"):
        name, line, column = place.rsplit(":", 2)
        found.append((f"sub/pack/{name}", int(line), int(column)))
    return sorted(found)


ANNOTATION = re.compile(r"::(\w+) file=([^,]+),line=(\d+),col=(\d+),title=([^:,]+)::(.+)")


# Broken input


@pytest.mark.parametrize("verb", ["build", "check"])
def test_broken_input_in_every_format(verb: str, run: Said, work: Path) -> None:
    spoil(work)
    line, column = fault(work)
    wanted = {
        ("unknown-name", "sub/pack/pack.yaml", line, column),
        ("csv-value", "sub/pack/shares.csv", 2, 8),
    }
    status, text, told = run(verb, "pack")
    assert (status, text) == (cli.BAD_INPUT, "")
    assert "2 problems found" in told
    status, said, err = run(verb, "pack", "--format", "sarif")
    assert (status, err) == (cli.BAD_INPUT, told)
    log = sound(said)
    assert set(places(log)) == wanted
    assert log["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
    assert {result["level"] for result in log["results"]} == {"error"}
    assert any("did you mean 'adopters'?" in r["message"]["text"] for r in log["results"])
    status, said, err = run(verb, "pack", "--format", "github")
    assert (status, err) == (cli.BAD_INPUT, told)
    rows = [ANNOTATION.fullmatch(one) for one in said.splitlines()]
    assert {(r[5], r[2], int(r[3]), int(r[4])) for r in rows if r} == wanted
    assert {r[1] for r in rows if r} == {"error"}
    status, said, err = run(verb, "pack", "--format", "json")
    assert (status, err) == (cli.BAD_INPUT, told)
    report = json.loads(said)
    assert report["status"] == 2
    assert {(row["rule"], row["line"], row["column"]) for row in report["findings"]} == {
        (code, at, col) for code, _, at, col in wanted
    }
    assert set(report) == {"status", "findings"} | (
        {"lines"} if verb == "build" else {"preflight", "deck"}
    )


@pytest.mark.parametrize("form", FORMATS)
def test_sound_input_has_no_findings(form: str, run: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, EARLY)
    status, said, err = run("build", "pack", "--format", form)
    assert (status, err) == (cli.FINE, "")
    if form == "sarif":
        assert sound(said)["results"] == []
    elif form == "github":
        assert said == ""
    elif form == "json":
        report = json.loads(said)
        assert report["findings"] == []
        assert report["lines"][0].startswith("out/small-delegation-en.pdf  ")
    else:
        assert "manifest.json" in said


def test_a_pack_that_is_not_there(run: Said) -> None:
    status, said, _ = run("build", "pakc", "--format", "sarif")
    assert status == cli.BAD_INPUT
    assert places(sound(said)) == [("no-pack", "sub/pakc", 0, 0)]
    _, said, _ = run("build", "pakc", "--format", "github")
    assert said.startswith("::error title=no-pack::pakc: ")


def test_an_option_is_placed_at_the_pack(run: Said) -> None:
    status, said, _ = run("build", "pack", "-a", "nobody", "--format", "sarif")
    assert status == cli.BAD_INPUT
    log = sound(said)
    assert places(log) == [("unknown-name", "sub/pack/pack.yaml", 0, 0)]
    assert log["results"][0]["message"]["text"].startswith("--audience: ")


# Warnings of a build


def test_stale_things_in_every_format(run: Said, work: Path) -> None:
    status, text, told = run("build", "pack")
    assert status == cli.FINE
    assert told.count("warning: ") == 4
    assert "warning:" not in text
    status, said, err = run("build", "pack", "--format", "sarif")
    assert (status, err) == (cli.FINE, told)
    log = sound(said)
    assert sorted(row[1:] for row in places(log)) == due(work)
    assert {result["level"] for result in log["results"]} == {"warning"}
    assert log["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]
    [described] = [r for r in log["tool"]["driver"]["rules"] if r["id"] == "data-stale"]
    assert described["shortDescription"]["text"].startswith("The numbers of a dataset are older")
    _, said, _ = run("build", "pack", "--format", "github")
    rows = [ANNOTATION.fullmatch(one) for one in said.splitlines()]
    assert sorted((r[2], int(r[3]), int(r[4])) for r in rows if r) == due(work)
    assert {r[1] for r in rows if r} == {"warning"}
    _, said, _ = run("build", "pack", "--format", "json")
    assert {row["severity"] for row in json.loads(said)["findings"]} == {"warning"}


def test_strict_builds_fail_when_stale(run: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in FORMATS:
        status, said, _ = run("build", "pack", "--strict", "--format", form)
        assert status == cli.FINDINGS
        if form == "sarif":
            assert sound(said)["invocations"][0]["exitCode"] == cli.FINDINGS
    monkeypatch.setenv(VARIABLE, EARLY)
    assert run("build", "pack", "--strict")[0] == cli.FINE


def test_documents_do_not_depend_on_the_day(
    run: Said, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for number, day in enumerate(("2030-02-01", "2040-01-01")):
        set_clock(monkeypatch, day)
        status, _, err = run("build", "pack", "--out", f"made{number}", "--afresh")
        assert status == cli.FINE
        assert ("review-due" in err) == (number == 1)
        folder = work / "sub" / f"made{number}"
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 3


def test_what_the_last_run_said_is_said_until_the_day_changes_it(
    run: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from reports import lastrun

    monkeypatch.setenv("BRIEFPACK_CACHE", str(tmp_path / "cache"))
    words = ["build", "pack", "--format", "github"]
    days = iter(("2030-02-28", "2030-02-28", "2030-03-01"))
    told = []
    for form in ("asked", "answered", "asked"):
        day = next(days)
        set_clock(monkeypatch, day)
        monkeypatch.setattr(lastrun, "_today", lambda day=day: day)
        if form == "answered":
            assert lastrun.answered(words) == cli.FINE
            continue
        assert lastrun.answered(words) is None
        told.append(run(*words)[1].count("data-stale"))
    assert told == [0, 1]


# Findings of a check


def test_stale_things_are_findings_of_check(run: Said, work: Path) -> None:
    status, said, err = run("check", "pack")
    assert (status, err) == (cli.FINE, "")
    lines = [line for line in said.splitlines() if ": warning: " in line]
    assert len(lines) == 4
    assert "4 warnings" in said
    assert re.match(r"pack/\S+:\d+:\d+: warning: (review-due|data-stale): \w+ '", lines[0])
    assert run("check", "pack", "--strict")[0] == cli.FINDINGS
    assert run("check", "pack", "--gate", "warning")[0] == cli.FINDINGS
    assert run("check", "pack", "--gate", "none")[0] == cli.FINE


def test_strict_checks_pass_when_all_is_well(run: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, EARLY)
    assert run("check", "pack", "--strict")[0] == cli.FINE


def test_findings_in_documents_in_every_format(run: Said, work: Path) -> None:
    deck = work / "sub" / "out" / DECK
    Presentation(str(deck)).save(str(deck))
    status, said, _ = run(
        "check", "pack", "--format", "sarif", "--report", "json=found/report.json"
    )
    assert status == cli.FINDINGS
    log = sound(said)
    rows = places(log)
    assert ("manifest-differs", f"sub/out/{DECK}", 0, 0) in rows
    assert sorted(row[1:] for row in rows if row[1].endswith(".yaml") and row[2]) == due(work)
    assert log["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    report = json.loads((work / "sub" / "found" / "report.json").read_text(encoding="utf-8"))
    assert len(report["findings"]) == len(rows)
    assert report["preflight"]
    assert report["deck"]
    _, said, _ = run("check", "pack", "--format", "github")
    assert f"::error file=sub/out/{DECK},title=manifest-differs::{DECK}: was changed" in said


def test_a_check_without_documents(run: Said, work: Path) -> None:
    (work / "sub" / "out" / "manifest.json").unlink()
    status, said, err = run("check", "pack", "--format", "sarif")
    assert status == cli.NO_RESOURCE
    log = sound(said)
    assert log["results"] == []
    [invocation] = log["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    [note] = invocation["toolExecutionNotifications"]
    assert note["message"]["text"] == err.strip()
    _, said, _ = run("check", "pack", "--format", "github")
    assert said.startswith("::error title=briefpack::")
    _, said, _ = run("check", "pack", "--format", "json")
    assert json.loads(said)["failure"] == err.strip()


# Files and batches


def test_reports_in_files(run: Said, work: Path) -> None:
    words = ["--report", "sarif=one.sarif", "--report", "github=one.txt"]
    status, said, _ = run("build", "pack", "--strict", *words)
    assert status == cli.FINDINGS
    assert "out/manifest.json  " in said
    assert len(sound((work / "sub" / "one.sarif").read_text(encoding="utf-8"))["results"]) == 4
    assert (work / "sub" / "one.txt").read_text(encoding="utf-8").count("::warning ") == 4
    assert run("build", "pack", *words)[0] == cli.FINE


def test_reports_that_cannot_be_written(run: Said, work: Path) -> None:
    (work / "sub" / "taken").write_bytes(b"")
    status, _, err = run("build", "pack", "--report", "json=taken/report.json")
    assert status == cli.NO_RESOURCE
    assert "taken" in err


@pytest.mark.parametrize("given", ["sarif", "sarif=", "text=x", "yaml=x", "sarif=/"])
def test_reports_that_mean_nothing(given: str, run: Said) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("build", "pack", "--report", given)
    assert stopped.value.code == cli.BAD_INPUT


def test_batches(run: Said, work: Path) -> None:
    (work / "sub" / "people.csv").write_text("id,name\nana,Ana\nbo/b,Bob\n", encoding="utf-8")
    words = ["build", "pack", "--recipients", "people.csv", "--out", "packs"]
    status, said, err = run(*words, "--format", "sarif")
    assert status == cli.BAD_INPUT
    log = sound(said)
    levels = {(result["level"], result["ruleId"]) for result in log["results"]}
    assert ("warning", "review-due") in levels
    assert ("warning", "data-stale") in levels
    assert ("error", "bad-value") in levels
    assert ("bad-value", "sub/people.csv", 3, 1) in places(log)
    assert err.count("review-due") == 3
    _, said, _ = run(*words, "--format", "json")
    assert json.loads(said)["recipients"] == {"unchanged": 1, "failed": 1}
    _, said, _ = run(*words, "--format", "github")
    assert "::error file=sub/people.csv,line=3,col=1,title=bad-value::" in said
    (work / "sub" / "people.csv").write_text("id,name\nana,Ana\n", encoding="utf-8")
    assert run(*words)[0] == cli.FINE
    assert run(*words, "--strict")[0] == cli.FINDINGS
