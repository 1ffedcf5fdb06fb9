"""The rules on the screen edition: good files pass them all, each planted fault is named."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from reports.editions import editions
from reports.preflight.expected import Expected, expected
from reports.preflight.judge import failures, judge, rules
from tests.conftest import ENDURING
from tests.preflight.screen_faults import FAULTS, Fault

STEM = "buenos-aires-press-en"


@pytest.fixture(scope="module")
def wanted(limits: Path) -> dict[str, Expected]:
    """What each pack wants said on the pages for the press."""
    packs = {"shipped": None, "limits": str(limits.parent / "pack")}
    found = {}
    for name, folder in packs.items():
        [edition] = editions(folder, "press", None)
        found[name] = expected(edition.selections["page"], edition.language)
    return found


def test_the_shipped_pack_passes(shipped: Path) -> None:
    for edition in editions(None, "all", None):
        wanted = expected(edition.selections["page"], edition.language)
        assert failures(judge(shipped / f"{edition.stem}.pdf", "screen", wanted)) == []


def test_a_pack_at_its_limits_passes(limits: Path) -> None:
    for edition in editions(str(limits.parent / "pack"), ENDURING, None):
        wanted = expected(edition.selections["page"], edition.language)
        verdicts = judge(limits / f"{edition.stem}.pdf", "screen", wanted)
        assert failures(verdicts) == []
        assert sum(verdict.outcome == "passed" for verdict in verdicts) > 50


def test_forty_faults_at_least() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named_with_its_page(
    fault: Fault, shipped: Path, limits: Path, wanted: dict[str, Expected], tmp_path: Path
) -> None:
    good = limits / "torture-press-en.pdf" if fault.base == "limits" else shipped / f"{STEM}.pdf"
    twin = tmp_path / "twin.pdf"
    with pikepdf.open(good) as pdf:
        page = fault.plant(pdf)
        pdf.save(twin, **fault.save)
    if fault.after is not None:
        twin.write_bytes(fault.after(twin.read_bytes()))
    verdicts = judge(twin, "screen", wanted[fault.base])
    assert (fault.rule, page) in {(rule.ident, spot.page) for rule, spot in failures(verdicts)}
    verdict = next(one for one in verdicts if one.rule.ident == fault.rule)
    assert verdict.outcome == "failed"
    assert all(spot.thing and spot.detail for spot in verdict.spots)


def test_rules_have_ids_of_their_own() -> None:
    idents = [rule.ident for rule in rules()]
    assert len(idents) == len(set(idents))
    assert all(rule.source and rule.what and rule.editions for rule in rules())
