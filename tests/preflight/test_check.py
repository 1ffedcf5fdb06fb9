"""The preflight as a part of ``check``: which files it judges, and what it says where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reports import cli
from reports.check import check
from reports.manifest import digest, dump
from reports.preflight.judge import judge, rules
from tests.preflight import press_specimen
from tests.preflight.conftest import KIT

pytestmark = pytest.mark.usefixtures("read_once", "check_once")

STEM = "buenos-aires-press-en"


@pytest.fixture
def out(kit: Path, tmp_path: Path) -> Path:
    """The shipped pack, with a print edition of the pages for the press."""
    folder = tmp_path / "out"
    shutil.copytree(kit, folder)
    press_specimen.write(folder / f"{STEM}.pdf", folder / f"{STEM}-print.pdf")
    register(folder)
    return folder


def register(folder: Path) -> None:
    """Enter the files into the manifest as they are."""
    book = json.loads((folder / "manifest.json").read_text())
    names = [f"{STEM}{ending}" for ending in (".pdf", ".pptx", "-print.pdf")]
    book["packs"]["buenos-aires"]["audiences"]["press"]["files"] = {
        name: {"sha256": digest((folder / name).read_bytes())} for name in names
    }
    (folder / "manifest.json").write_bytes(dump(book))


def change(folder: Path, name: str, edit: Callable[[pikepdf.Pdf], Any]) -> None:
    with pikepdf.open(folder / name, allow_overwriting_input=True) as pdf:
        edit(pdf)
        pdf.save(folder / name, force_version="1.6" if "print" in name else "1.7")
    register(folder)


def run(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = cli.main(
        ["check", "-a", "press", "--layouts", str(KIT), "-o", str(folder), "--format", form]
    )
    return status, capsys.readouterr().out


def test_every_rule_of_both_editions_has_its_outcome(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = run(out, "json", capsys)
    report = json.loads(said)
    assert status == cli.FINE
    assert [row for row in report["findings"] if row["severity"] == "error"] == []
    for edition, ending in (("screen", ".pdf"), ("print", "-print.pdf")):
        rows = [row for row in report["preflight"] if row["edition"] == edition]
        assert {row["document"] for row in rows} == {STEM + ending}
        assert [r["rule"] for r in rows] == [r.ident for r in rules() if edition in r.editions]
        assert {row["outcome"] for row in rows} == {"passed", "not applicable"}
    assert all(row["source"] and row["what"] for row in report["preflight"])


def test_without_a_print_edition_only_the_screen_is_judged(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(kit, tmp_path / "copy")
    status, said = run(tmp_path / "copy", "json", capsys)
    assert status == cli.FINE
    assert {row["edition"] for row in json.loads(said)["preflight"]} == {"screen"}


def test_a_failure_names_rule_page_and_object(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[2].obj["/TrimBox"]

    change(out, f"{STEM}-print.pdf", spoil)
    status, said = run(out, "text", capsys)
    assert status == cli.FINDINGS
    assert f"{STEM}-print.pdf: trim-box: {STEM}-print.pdf: page 3: TrimBox: has neither" in said
    status, said = run(out, "json", capsys)
    [row] = [r for r in json.loads(said)["preflight"] if r["rule"] == "trim-box"]
    assert row["outcome"] == "failed"
    assert row["findings"][0]["page"] == 3
    assert row["findings"][0]["object"] == "TrimBox"
    assert "::error file=" in run(out, "github", capsys)[1]


def test_a_warning_is_told_and_is_no_failure(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def coarse(pdf: pikepdf.Pdf) -> None:
        press_specimen.picture(pdf, 6, b"\0\0\0\x80", 75, 36)

    change(out, f"{STEM}-print.pdf", coarse)
    status, said = run(out, "text", capsys)
    assert status == cli.FINE
    assert "warning: image-resolution" in said
    assert "::warning file=" in run(out, "github", capsys)[1]


def test_many_findings_of_one_rule_are_counted(out: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            data = page.Contents.read_bytes()
            page.Contents.write(data.replace(b"/Over gs", b"/Knock gs"))

    change(out, f"{STEM}-print.pdf", spoil)
    found = [f for f in check(None, "press", out, KIT).findings if f.rule == "black-overprints"]
    assert len(found) == 11
    assert any(finding.found.startswith("and ") for finding in found)


def test_a_print_edition_that_is_gone_or_broken(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out / f"{STEM}-print.pdf"
    path.write_bytes(b"no PDF")
    assert run(out, "text", capsys)[0] == cli.NO_RESOURCE
    path.unlink()
    assert run(out, "text", capsys)[0] == cli.NO_RESOURCE


def test_a_changed_print_edition_is_not_that_of_the_manifest(out: Path) -> None:
    path = out / f"{STEM}-print.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    assert {f.rule for f in check(None, "press", out, KIT).gated()} == {"manifest-differs"}


def _no_rect(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[7].Annots[0].Rect


def _box_of_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.MediaBox = pikepdf.Array([pikepdf.Name.A, 0, 1, 1])


def _tree_in_a_circle(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    top.K[2].K.append(top)


def _tree_that_doubles(pdf: pikepdf.Pdf) -> None:
    """Thirty elements, each with the next one in it twice."""
    below = pdf.Root.StructTreeRoot.K.K[2]
    for _ in range(30):
        kids = pikepdf.Array([below, below])
        below = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect, K=kids))
    pdf.Root.StructTreeRoot.K.K.append(below)


def _fonts_that_are_none(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Resources.Font = pikepdf.Dictionary(F1=5, F2=pikepdf.Dictionary(), F3=[])


def _broken_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Contents.write(b"BT (a Tj ET Q Q Q 1 0 0 rg 5 5 re f /X Do BDC")


def _intents_of_nothing(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents = pikepdf.Array([1, 2])


ODD = [
    *(_no_rect, _box_of_words, _tree_in_a_circle, _tree_that_doubles, _fonts_that_are_none),
    *(_broken_content, _intents_of_nothing),
]


@pytest.mark.parametrize("spoil", ODD, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("edition", ["screen", "print"])
def test_an_odd_file_fails_rules_and_never_the_program(
    spoil: Callable[[pikepdf.Pdf], None], edition: str, kit: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "odd.pdf"
    with pikepdf.open(kit / f"{STEM}.pdf") as pdf:
        spoil(pdf)
        pdf.save(twin)
    assert any(verdict.outcome == "failed" for verdict in judge(twin, edition))
