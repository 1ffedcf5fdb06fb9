"""The rules on decks as a part of ``check``: what it prints, and which findings count."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reports import cli
from reports.check import check
from reports.deckcheck.judge import rules
from reports.findings import Finding, gated, verdict
from reports.manifest import dump, load
from tests.deckcheck.editing import Twin
from tests.deckcheck.faults import FAULTS

pytestmark = pytest.mark.usefixtures("read_once", "check_once")

ROOT = Path(__file__).resolve().parents[2]
STEM = "buenos-aires-press-en"
DECK = f"{STEM}.pptx"


@pytest.fixture
def out(shipped: Path, tmp_path: Path) -> Path:
    """The shipped pack, to be changed."""
    folder = tmp_path / "out"
    shutil.copytree(shipped, folder)
    return folder


def plant(folder: Path, *names: str) -> None:
    """Plant faults into the deck for the press, and enter it into the manifest as it is."""
    import hashlib

    twin = Twin(folder / DECK)
    for fault in FAULTS:
        if fault.name in names:
            fault.plant(twin)
    twin.save(folder / DECK)
    book = load(folder / "manifest.json")
    assert book is not None
    files = book["packs"]["buenos-aires"]["audiences"]["press"]["files"]
    files[DECK]["sha256"] = hashlib.sha256((folder / DECK).read_bytes()).hexdigest()
    (folder / "manifest.json").write_bytes(dump(book))


def run(folder: Path, *words: str) -> int:
    return cli.main(["check", "--audience", "press", "--out", str(folder), *words])


def test_the_report_ends_with_a_line_for_each_deck(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(out) == cli.FINE
    line = capsys.readouterr().out.splitlines()[-1]
    assert line == f"{DECK}: {len(rules())} rules on decks: 0 findings"


def test_a_finding_leads_to_its_line_and_says_what_to_do(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(out, "pale axis")
    assert run(out) == cli.FINDINGS
    said = capsys.readouterr().out
    [line] = [line for line in said.splitlines() if "contrast-chart" in line]
    place, _, rest = line.partition(": ")
    file, number, _ = place.split(":")
    assert "kind: chart" in (ROOT / file).read_text().splitlines()[int(number) - 1]
    assert rest.startswith(f"contrast-chart (likely): {DECK}: slide ")
    assert "category axis: #B9C6D0 on #FFFFFF" in rest or "on #" in rest
    assert rest.endswith("Take a darker or lighter colour for the text, or for what is behind it.")


def test_programs_get_severity_and_certainty(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(out, "pale axis", "small footer")
    run(out, "--format", "json")
    report = json.loads(capsys.readouterr().out)
    rows = {(row["rule"], row["severity"], row["certainty"]) for row in report["findings"]}
    assert {("contrast-chart", "error", "likely"), ("small-print", "warning", "certain")} <= rows
    assert [row["rule"] for row in report["deck"]] == [rule.ident for rule in rules()]
    [judged] = [row for row in report["deck"] if row["rule"] == "contrast-chart"]
    assert judged["outcome"] == "failed"
    assert judged["document"] == DECK
    assert judged["findings"][0]["slide"]
    assert judged["source"]
    assert judged["mend"]
    run(out, "--format", "github")
    said = capsys.readouterr().out
    assert "::error file=" in said
    assert "title=contrast-chart (likely)::" in said
    assert "::warning file=" in said


def test_the_gate_says_what_counts(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(out, "small footer")
    assert run(out) == cli.FINE
    assert run(out, "--gate", "warning") == cli.FINDINGS
    plant(out, "pale axis")
    assert run(out) == cli.FINDINGS
    assert run(out, "--certainty", "certain") == cli.FINE
    assert run(out, "--certainty", "likely") == cli.FINDINGS
    assert run(out, "--gate", "none") == cli.FINE
    with pytest.raises(SystemExit):
        run(out, "--gate", "some")
    capsys.readouterr()
    with pytest.raises(SystemExit):
        cli.main(["check", "--help"])
    said = capsys.readouterr().out
    assert "--gate {error,warning,none}" in said
    assert "--certainty {certain,likely,possible}" in said


def test_what_counts() -> None:
    from layouts.problems import Place

    findings = [
        Finding(Place("a"), "one", "x", "y", severity, certainty)
        for severity in ("error", "warning")
        for certainty in ("certain", "likely", "possible")
    ]
    assert len(gated(findings)) == 3
    assert len(gated(findings, "warning")) == 6
    assert gated(findings, "none") == []
    assert [f.certainty for f in gated(findings, "error", "likely")] == ["certain", "likely"]
    assert verdict(findings) == "3 findings, 3 warnings"
    assert verdict(findings[3:]) == "what was made agrees with the pack, 3 warnings"


def test_many_findings_of_one_rule_are_counted(out: Path) -> None:
    twin = Twin(out / DECK)
    for _, slide in twin.slides():
        for properties in slide.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):
            properties.attrib.pop("lang", None)
    twin.save(out / DECK)
    found = [f for f in check(None, "press", out).findings if f.rule == "text-language"]
    assert len(found) == 11
    assert any(finding.found.startswith("and ") for finding in found)


def test_a_damaged_deck_gives_the_documented_error(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out / DECK
    path.write_bytes(path.read_bytes()[:1000])
    assert run(out) == cli.NO_RESOURCE
    said = capsys.readouterr().err
    assert f"{path}: cannot be read: is no zip archive" in said
    assert "Traceback" not in said
    documented = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert "cannot be read:" in documented
    assert "is no zip archive" in documented


def test_a_build_loads_nothing_of_it(tmp_path: Path) -> None:
    code = (
        "import sys; from reports import cli;"
        f"cli.main(['build', '--quiet', '--out', {str(tmp_path)!r}]); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "reports.findings" in loaded
    assert not [name for name in loaded if name.startswith(("reports.deckcheck", "reports.check"))]
