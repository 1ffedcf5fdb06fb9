"""The rules on the print edition, tried on a sample made by hand from a screen edition."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from reports.editions import editions
from reports.preflight.document import Limits
from reports.preflight.expected import expected
from reports.preflight.judge import failures, judge
from reports.preflight.report import limits
from reports.preflight.rule import NOT_APPLICABLE
from tests.preflight import press_specimen
from tests.preflight.editing import planted, verdict
from tests.preflight.print_faults import FAULTS
from tests.preflight.screen_faults import Fault
from tests.sharing import PRINTED


@pytest.fixture(scope="module")
def good(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as made."""
    to = tmp_path_factory.mktemp("press") / "good-print.pdf"
    return press_specimen.write(kit / "buenos-aires-press-en.pdf", to)


def test_the_good_twin_passes(good: Path) -> None:
    verdicts = judge(good, "print")
    assert failures(verdicts) == []
    idle = {verdict.rule.ident for verdict in verdicts if verdict.outcome == NOT_APPLICABLE}
    pictures = {"image-smooth", "image-resolution", "image-ink", "no-forms-by-name"}
    assert idle == pictures | {"content-order", "content-words", "addresses", "folded-sheets"}


def test_written_print_editions_pass(printed: Path) -> None:
    for edition in editions(None, PRINTED, None):
        wanted = expected(edition.selections["page"], edition.language)
        path = printed / f"{edition.stem}-print.pdf"
        verdicts = judge(path, "print", wanted, limits(edition))
        assert failures(verdicts) == []
        assert sum(verdict.outcome == "passed" for verdict in verdicts) > 40


def test_a_screen_edition_is_no_print_edition(kit: Path) -> None:
    verdicts = judge(kit / "buenos-aires-press-en.pdf", "print")
    found = {rule.ident for rule, _ in failures(verdicts)}
    assert found >= {"x-version", "x-claim", "x-intent", "trim-box", "cmyk-only", "no-annotations"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named_with_its_page(fault: Fault, good: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin-print.pdf"
    with pikepdf.open(good) as pdf:
        page = fault.plant(pdf)
        pdf.save(twin, **{"force_version": "1.6", **fault.save})
    found = verdict(twin, "print", fault.rule)
    assert page in {spot.page for _, spot in failures([found])}


def test_no_rule_stumbles_over_the_faults_of_others(good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        faults = planted(pdf, FAULTS)
        pdf.save(tmp_path / "twin.pdf", force_version="1.6")
    verdicts = judge(tmp_path / "twin.pdf", "print")
    spots = [spot for verdict in verdicts for spot in verdict.spots]
    assert len(faults) > 35
    assert [spot for spot in spots if "cannot be examined" in spot.detail] == []
    assert len(set(faults) & {rule.ident for rule, _ in failures(verdicts)}) > 20


@pytest.mark.parametrize(("pixels", "points", "warns"), [(150, 72, True), (300, 72, False)])
def test_a_picture_between_the_floors_is_a_warning(
    pixels: int, points: float, warns: bool, good: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "twin.pdf"
    with pikepdf.open(good) as pdf:
        press_specimen.picture(pdf, 6, b"\0\0\0\x80", pixels, points)
        pdf.save(twin, force_version="1.6")
    [verdict] = [v for v in judge(twin, "print") if v.rule.ident == "image-resolution"]
    assert verdict.outcome == "passed"
    assert [(spot.page, spot.warning) for spot in verdict.spots] == [(6, True)] * warns


def test_the_limits_of_the_audience_count(good: Path) -> None:
    strict = Limits(bleed=20.0, ink=100.0, hairline=1.0, saddle_stitch=True)
    found = {rule.ident for rule, _ in failures(judge(good, "print", limits=strict))}
    assert found >= {"bleed-width", "total-ink", "hairlines"}
    with pikepdf.open(good) as pdf:
        assert ("folded-sheets" in found) == bool(len(pdf.pages) % 4)
    none = {verdict.rule.ident: verdict for verdict in judge(good, "print", limits=Limits(bleed=0))}
    assert none["bleed-width"].outcome == NOT_APPLICABLE


def test_pages_that_make_no_whole_sheets(good: Path, tmp_path: Path) -> None:
    for count, outcome in ((3, "failed"), (4, "passed")):
        twin = tmp_path / f"{count}.pdf"
        with pikepdf.open(good) as pdf:
            del pdf.pages[count:]
            pdf.save(twin)
        verdicts = judge(twin, "print", limits=Limits(saddle_stitch=True))
        [verdict] = [v for v in verdicts if v.rule.ident == "folded-sheets"]
        assert verdict.outcome == outcome
