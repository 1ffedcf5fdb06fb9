"""Annotations and SARIF of findings made up for it: signs, fingerprints, limits, sentences."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from layouts.problems import Place
from reports import cli, sarif
from reports.findings import POSSIBLE, WARNING, Finding
from reports.formats import Outcome
from reports.meanings import MEANINGS
from tests.gates.sariflog import complaints, places, sound

ROOT = Path(__file__).resolve().parents[2]
ODD = "a:b,c %é'\"&#?.yaml"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a file of an odd name."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ODD).write_text("", encoding="utf-8")
    (tmp_path / "pack.yaml").write_text("", encoding="utf-8")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def finding(found: str = "is wrong", file: str = "pack.yaml", **other: Any) -> Finding:
    return Finding(Place(file, 3, 5), other.pop("rule", "bad-value"), "", found, **other)


def undone(text: str) -> str:
    """What a runner makes of an escaped property."""
    for escape, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def prints(findings: list[Finding]) -> list[str]:
    run = sound(Outcome(findings).printed("sarif"))
    return [result["partialFingerprints"][sarif.FINGERPRINT] for result in run["results"]]


# Annotations


def test_signs_of_annotations_are_escaped() -> None:
    said = Outcome([finding("one\r\ntwo: 100 %, ::error::", ODD)]).printed("github")
    head, message = said.removeprefix("::").split("::", 1)
    assert said.count("\n") == 0
    assert message == "one%0D%0Atwo: 100 %25, ::error::"
    word, _, properties = head.partition(" ")
    assert word == "error"
    told = dict(one.split("=", 1) for one in properties.split(","))
    assert ":" not in properties
    assert {name: undone(value) for name, value in told.items()} == {
        "file": ODD,
        "line": "3",
        "col": "5",
        "title": "bad-value",
    }


def test_annotations_say_how_grave_and_how_certain() -> None:
    said = Outcome([finding(severity=WARNING, certainty=POSSIBLE)]).printed("github")
    assert said == "::warning file=pack.yaml,line=3,col=5,title=bad-value (possible)::is wrong"


def test_commands_in_names_stay_text() -> None:
    """A name that holds a line break cannot make a command of its own."""
    said = Outcome([finding(file="x\n::set-output name=a::b")]).printed("github")
    assert [line for line in said.split("\n") if not line.startswith("::error ")] == []


# SARIF


def test_addresses_are_escaped() -> None:
    run = sound(Outcome([finding(file=ODD)]).printed("sarif"))
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uriBaseId"] == "%SRCROOT%"
    assert unquote(artifact["uri"]) == ODD
    assert not set(artifact["uri"]) & set(" :?#\"'é")


def test_a_log_is_the_same_anywhere(
    here: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = [finding(), finding("is é", ODD)]
    told = Outcome(findings).printed("sarif")
    other = tmp_path_factory.mktemp("other")
    (other / ".git").mkdir()
    for name in (ODD, "pack.yaml"):
        (other / name).write_text("", encoding="utf-8")
    monkeypatch.chdir(other)
    assert Outcome(findings).printed("sarif") == told
    assert told.isascii()
    assert str(here) not in told


def test_fingerprints_hold_while_lines_move_and_days_pass() -> None:
    was = prints([finding("due, 1 day ago"), finding("is wrong")])
    moved = Finding(Place("pack.yaml", 9, 1), "bad-value", "", "due, 12 days ago")
    assert prints([finding("is wrong"), moved]) == was[::-1]
    assert prints([finding("is wrong", rule="blank")])[0] not in was
    assert prints([finding("is wrong", ODD)])[0] not in was
    assert prints([finding("is odd")])[0] not in was


def test_findings_that_are_alike_have_their_own() -> None:
    first, second = prints([finding(), finding()])
    assert first != second
    assert prints([finding()]) == [first]


def test_severity_and_certainty() -> None:
    doubt = finding(severity=WARNING, certainty=POSSIBLE)
    run = sound(Outcome([doubt, finding()]).printed("sarif"))
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    assert [result.get("properties") for result in run["results"]] == [
        None,
        {"certainty": "possible"},
    ]


def test_a_log_has_no_more_than_can_be_uploaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 3)
    findings = [finding(str(n), severity=WARNING) for n in range(4)] + [finding("grave")]
    run = sound(Outcome(findings).printed("sarif"))
    assert len(run["results"]) == 3
    assert run["results"][0]["message"]["text"] == "grave"
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "and 2 more findings"


def test_columns_are_characters(here: Path) -> None:
    run = sound(Outcome([finding()]).printed("sarif"))
    assert run["columnKind"] == "unicodeCodePoints"
    assert places(run) == [("bad-value", "pack.yaml", 3, 5)]


def test_names_that_are_no_text() -> None:
    """A file name of bytes that are no UTF-8, as Python hands it over."""
    name = b"p\xff.yaml".decode("utf-8", "surrogateescape")
    Path(name).write_text("", encoding="utf-8")
    run = sound(Outcome([finding(f"in {name}", file=name)]).printed("sarif"))
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == "p%FF.yaml"
    assert json.loads(Outcome([finding(file=name)]).printed("json"))["findings"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.update(version="2.0.0"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["results"][0].update(level="grave"),
        lambda log: log["runs"][0]["results"][0]["locations"][0].update(line=3),
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["invocations"][0].pop("executionSuccessful"),
        lambda log: log["runs"][0].update(columnKind="bytes"),
    ],
)
def test_the_schema_sees_what_is_wrong(spoil: Any) -> None:
    log = json.loads(Outcome([finding()]).printed("sarif"))
    assert complaints(log) == []
    spoil(log)
    assert complaints(log) != []


# Sentences


def test_the_sentences_are_those_of_the_pages() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_meanings.py"))
    printed = (ROOT / "reports" / "meanings.py").read_text(encoding="utf-8")
    assert made["printed"]() == printed, "python docs/make_meanings.py > reports/meanings.py"
    assert MEANINGS["no-as-of"].endswith(".")
    assert len(MEANINGS) > 100
    assert not [said for said in MEANINGS.values() if "](" in said]


def test_what_a_bug_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("by nought")

    monkeypatch.setitem(cli._VERBS, "build", broken)
    assert cli.main(["build", "pack", "--format", "sarif"]) == cli.OUR_BUG
    said = capsys.readouterr()
    [invocation] = sound(said.out)["invocations"]
    assert not invocation["executionSuccessful"]
    assert "by nought" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert "BRIEFPACK_DEBUG" in said.err
