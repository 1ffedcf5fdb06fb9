"""Outside judges on documents with vector pictures: PDF/UA-1, PDF/A-2a, print, and the deck."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from reports import cli
from tests import judges, judges_print
from tests.judges_pptx import audit, need_audit, need_sdk, sdk
from tests.reports.deck_twins import put, twin
from tests.svg import packs

pytestmark = pytest.mark.conform
PROFILES = ("ua1", "2a")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of :mod:`tests.svg.packs` in all forms: gradients, clips and opacities in it."""
    folder = tmp_path_factory.mktemp("vectors")
    pack = packs.write_pack(folder / "pack")
    words = ["build", "--quiet", str(pack), "-a", "delegation", "--to", "pdf,pptx,print"]
    assert cli.main([*words, "--out", str(folder)]) == 0
    return folder


def _in_cmyk(pdf: pikepdf.Pdf) -> None:
    """One form of the screen edition in the colours of the other."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            thing.write(re.sub(rb"[\d.]+ [\d.]+ [\d.]+ rg", b"0 1 1 0 k", thing.read_bytes()))


def _blended(pdf: pikepdf.Pdf) -> None:
    """A blend mode that PDF does not know."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and "/Resources" in thing:
            for state in thing.Resources.get("/ExtGState", {}).values():
                state.BM = pikepdf.Name.Nonsense


def test_verapdf(built: Path, tmp_path: Path) -> None:
    judges.need("verapdf")
    good = built / f"{packs.STEM}.pdf"
    twins = []
    for spoil in (_in_cmyk, _blended):
        twins.append(tmp_path / f"{spoil.__name__}.pdf")
        with pikepdf.open(good) as pdf:
            spoil(pdf)
            pdf.save(twins[-1])
    failures = judges.verapdf([good, *twins], PROFILES)
    assert [failure for failure in failures if failure.path == str(good)] == []
    assert {Path(failure.path) for failure in failures} == set(twins)


def test_second_opinion_and_syntax(built: Path) -> None:
    judges.need("page", "qpdf")
    good = built / f"{packs.STEM}.pdf"
    assert judges.page_validation([good], PROFILES) == []
    assert judges.syntax(good) == ""
    assert judges.syntax(built / f"{packs.STEM}-print.pdf") == ""


def test_print(built: Path, tmp_path: Path) -> None:
    judges_print.need_proof()
    own = tmp_path / "own" / "audiences"
    own.mkdir(parents=True)
    (own / "bare.yaml").write_text("extends: delegation\nprint: {marks: false}\n")
    words = ["build", "--quiet", str(built / "pack"), "-a", "bare", "--to", "print"]
    assert cli.main([*words, "--layouts", str(own.parent), "--out", str(tmp_path)]) == 0
    good = tmp_path / "vectors-bare-en-print.pdf"
    assert judges_print.proof([good], "--strict-cmyk") == [[]]
    bad = tmp_path / "bad.pdf"
    with pikepdf.open(good) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
                thing.write(
                    re.sub(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ k", b"1 1 1 1 k", thing.read_bytes())
                )
        pdf.save(bad)
    [said] = judges_print.proof([bad], "--strict-cmyk")
    assert "ink coverage" in " ".join(said)


def test_deck(built: Path, tmp_path: Path) -> None:
    need_sdk()
    need_audit()
    deck = built / f"{packs.STEM}.pptx"
    assert sdk(deck) == []
    assert audit(deck) == []
    broken = tmp_path / "broken.pptx"
    spoil = put(r'(<asvg:svgBlip[^>]*) r:embed="(\w+)"', r'\1 r:embed="rId99"')
    broken.write_bytes(twin(deck.read_bytes(), "ppt/slides/slide2.xml", spoil))
    assert sdk(broken) or audit(broken)
