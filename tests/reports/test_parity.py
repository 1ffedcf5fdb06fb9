"""The parity check reads the written files back; every rule has a broken twin that turns it red."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pptx import Presentation

from reports import cli
from reports.check import Report, check
from reports.deckcheck.expected import Expected
from reports.deckcheck.report import DeckReport
from reports.findings import Finding
from tests.sharing import once

pytestmark = pytest.mark.usefixtures("read_once")

STEM = "buenos-aires-delegation-en"


@pytest.fixture(scope="session")
def built(common: Path) -> Path:
    """The shipped pack for delegations. To be left as it is."""

    def make(out: Path) -> None:
        assert cli.main(["build", "--quiet", "--out", str(out)]) == 0

    return once(common / "delegation", make)


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def rules(out: Path) -> set[str]:
    """The rules of parity that find something; those of preflight and on decks are left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.check._preflight", lambda *_: [])
        patch.setattr("reports.check._deck", lambda *_: DeckReport("", [], Expected()))
        found = {finding.rule for finding in check(None, None, out).gated()}
    return found - {"manifest-differs"}


def edit_deck(out: Path, change: Callable[[Presentation], None]) -> None:
    path = out / f"{STEM}.pptx"
    deck = Presentation(str(path))
    change(deck)
    deck.save(str(path))


def edit_pdf(out: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    path = out / f"{STEM}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)


def shape(deck: Presentation, name: str):  # type: ignore[no-untyped-def]
    return next(s for slide in deck.slides for s in slide.shapes if name in s.name.split(" "))


def element(pdf: pikepdf.Pdf, ident: str) -> pikepdf.Dictionary:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/ID", "")) == ident:
            return item
    raise KeyError(ident)


def test_the_good_twin_has_no_finding(built: Path) -> None:
    assert check(None, None, built).gated() == []


def test_a_dropped_shape_is_a_missing_block(out: Path) -> None:
    def drop(deck: Presentation) -> None:
        table = shape(deck, "examples.four_cases/table")
        table._element.getparent().remove(table._element)

    edit_deck(out, drop)
    assert {"text-missing", "fact-missing"} & rules(out) or "block-missing" in rules(out)


def test_a_renamed_shape_is_a_missing_block(out: Path) -> None:
    def rename(deck: Presentation) -> None:
        for slide in deck.slides:
            for one in slide.shapes:
                if one.name.startswith("timeline.four_decades"):
                    one.name = "nobody"

    edit_deck(out, rename)
    assert "block-missing" in rules(out)


def test_a_changed_word_in_the_deck(out: Path) -> None:
    def change(deck: Presentation) -> None:
        cell = shape(deck, "examples.four_cases/table").table.cell(1, 1)
        cell.text_frame.paragraphs[0].runs[0].text = "South Africa"

    edit_deck(out, change)
    assert "text-missing" in rules(out)


def test_a_changed_number_in_a_chart(out: Path) -> None:
    path = out / f"{STEM}.pptx"
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            if re.match(r"ppt/charts/chart\d*\.xml", info.filename):
                body = body.replace(b"<c:v>138</c:v>", b"<c:v>137</c:v>")
            new.writestr(info, body)
    path.write_bytes(data.getvalue())
    assert rules(out) == {"number-differs"}


def test_text_that_no_element_owns(out: Path) -> None:
    def disown(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.StructTreeRoot.ParentTree
        owners = tree.Nums[1] if "/Nums" in tree else tree.Kids[0].Nums[1]
        owners[0] = pikepdf.Object.parse(b"null")

    edit_pdf(out, disown)
    assert "unowned-text" in rules(out)


def test_a_block_without_its_element_in_the_pdf(out: Path) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            named = isinstance(item, pikepdf.Dictionary) and "/ID" in item and "/S" in item
            if named and str(item.ID).startswith("weight.shares_of_the_south"):
                item.ID = pikepdf.String("elsewhere." + str(item.ID)[6:])

    edit_pdf(out, rename)
    assert {"block-missing", "number-missing"} & rules(out)


def test_a_file_that_the_manifest_does_not_know(out: Path) -> None:
    edit_deck(out, lambda deck: None)
    assert {f.rule for f in check(None, None, out).gated()} == {"manifest-differs"}


def test_a_block_that_a_rule_excludes_may_not_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert cli.main(["build", "--audience", "press", "--out", str(out)]) == 0
    from reports import editions

    honest = editions.editions_of

    def stricter(*given):  # type: ignore[no-untyped-def]
        found = honest(*given)
        for edition in found:
            edition.selections["slide"].omitted["examples"] = "a rule of the test"
        return found

    monkeypatch.setattr("reports.check.editions_of", stricter)
    assert {f.rule for f in check(None, "press", out).gated()} == {"block-forbidden"}


def test_the_manifest_tells_what_the_preflight_found(out: Path) -> None:
    assert cli.main(["check", "--out", str(out)]) == 0
    book = json.loads((out / "manifest.json").read_text())
    files = book["packs"]["buenos-aires"]["audiences"]["delegation"]["files"]
    found = files[f"{STEM}.pdf"]["preflight"]
    assert found["rules"]["failed"] == 0 < found["rules"]["passed"]
    assert cli.main(["build", "--quiet", "--out", str(out)]) == 0
    assert json.loads((out / "manifest.json").read_text()) == book
    edit_pdf(out, lambda pdf: None)
    assert cli.main(["check", "--out", str(out)]) == cli.FINDINGS
    assert json.loads((out / "manifest.json").read_text()) == book


def test_findings_are_printed_in_three_forms(out: Path) -> None:
    edit_deck(out, lambda deck: None)
    report = check(None, None, out)
    findings = report.gated()
    assert isinstance(findings[0], Finding)
    assert "1 finding" in Report(findings).outcome(out).printed("text")
    [row] = json.loads(Report(findings).outcome(out).printed("json"))["findings"]
    assert row["rule"] == "manifest-differs"
    judged = json.loads(report.outcome(out).printed("json"))["preflight"]
    assert {entry["outcome"] for entry in judged} == {"passed", "not applicable"}
    assert "rules of preflight" in report.outcome(out).printed("text")
    assert Report(findings).outcome(out).printed("github").startswith("::error file=")
    assert "agree" in Report([]).outcome(out).printed("text")
    empty = Report().outcome(out).printed("json")
    assert json.loads(empty) == {"status": 0, "findings": [], "preflight": [], "deck": []}
    assert cli.main(["check", "--out", str(out)]) == cli.FINDINGS
