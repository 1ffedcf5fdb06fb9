"""The rules on the screen edition: good files pass them all, each planted fault is named."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from reports.editions import editions
from reports.preflight.expected import Expected, expected
from reports.preflight.judge import failures, judge, rules
from tests.preflight.conftest import KIT
from tests.preflight.editing import planted, verdict
from tests.preflight.screen_faults import FAULTS, Fault

STEM = "buenos-aires-press-en"


@pytest.fixture(scope="module")
def wanted(limits: Path) -> dict[str, Expected]:
    """What each pack wants said on the pages for the press."""
    packs = {"shipped": (None, KIT), "limits": (str(limits.parent / "pack"), None)}
    found = {}
    for name, (folder, own) in packs.items():
        [edition] = editions(folder, "press", own)
        found[name] = expected(edition.selections["page"], edition.language)
    return found


def test_what_faults_are_planted_in_passes(
    kit: Path, limits: Path, wanted: dict[str, Expected]
) -> None:
    """The shipped documents are judged where ``check`` is tried on them."""
    assert failures(judge(kit / f"{STEM}.pdf", "screen", wanted["shipped"])) == []
    verdicts = judge(limits / "torture-press-en.pdf", "screen", wanted["limits"])
    assert failures(verdicts) == []
    assert sum(verdict.outcome == "passed" for verdict in verdicts) > 50


def test_forty_faults_at_least() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named_with_its_page(
    fault: Fault, kit: Path, limits: Path, wanted: dict[str, Expected], tmp_path: Path
) -> None:
    good = limits / "torture-press-en.pdf" if fault.base == "limits" else kit / f"{STEM}.pdf"
    twin = tmp_path / "twin.pdf"
    with pikepdf.open(good) as pdf:
        page = fault.plant(pdf)
        pdf.save(twin, **fault.save)
    if fault.after is not None:
        twin.write_bytes(fault.after(twin.read_bytes()))
    found = verdict(twin, "screen", fault.rule, wanted[fault.base])
    assert page in {spot.page for _, spot in failures([found])}
    assert found.outcome == "failed"
    assert all(spot.thing and spot.detail for spot in found.spots)


def test_no_rule_stumbles_over_the_faults_of_others(
    kit: Path, wanted: dict[str, Expected], tmp_path: Path
) -> None:
    with pikepdf.open(kit / f"{STEM}.pdf") as pdf:
        faults = planted(pdf, FAULTS)
        pdf.save(tmp_path / "twin.pdf")
    verdicts = judge(tmp_path / "twin.pdf", "screen", wanted["shipped"])
    spots = [spot for verdict in verdicts for spot in verdict.spots]
    assert len(faults) > 60
    assert [spot for spot in spots if "cannot be examined" in spot.detail] == []
    assert len(set(faults) & {rule.ident for rule, _ in failures(verdicts)}) > 40


def test_rules_have_ids_of_their_own() -> None:
    idents = [rule.ident for rule in rules()]
    assert len(idents) == len(set(idents))
    assert all(rule.source and rule.what and rule.editions for rule in rules())
