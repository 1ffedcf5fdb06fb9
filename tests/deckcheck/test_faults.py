"""Good decks pass; every planted fault is named, with its slide and its line in the pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.deckcheck.expected import Expected, expected
from reports.deckcheck.judge import judge, rules
from reports.deckcheck.rule import NOT_APPLICABLE, Spot, Verdict
from reports.editions import editions
from reports.findings import ERROR
from tests.conftest import ENDURING
from tests.deckcheck.editing import Twin
from tests.deckcheck.faults import FAULTS, Fault

STEMS = {"shipped": "buenos-aires-delegation-en", "limits": "torture-delegation-en"}
DENSITY = {one.ident for one in rules("Density")}


@pytest.fixture(scope="module")
def wanted(limits: Path) -> dict[str, Expected]:
    """What each pack wants of the deck for delegations."""
    packs = {"shipped": None, "limits": str(limits.parent / "pack")}
    found = {}
    for name, folder in packs.items():
        [edition] = editions(folder, "delegation", None)
        found[name] = expected(edition)
    return found


@pytest.fixture(scope="module")
def before(shipped: Path, limits: Path, wanted: dict[str, Expected]) -> dict[str, list[Verdict]]:
    """What is found in the good decks."""
    folders = {"shipped": shipped, "limits": limits}
    return {
        name: judge(folders[name] / f"{stem}.pptx", wanted[name]) for name, stem in STEMS.items()
    }


@pytest.mark.parametrize("name", ["shipped", "limits"])
def test_good_decks_have_no_findings_but_of_density(name: str, shipped: Path, limits: Path) -> None:
    folder, pack, audiences = shipped, None, "all"
    if name == "limits":
        folder, pack, audiences = limits, str(limits.parent / "pack"), ENDURING
    for edition in editions(pack, audiences, None):
        verdicts = judge(folder / f"{edition.stem}.pptx", expected(edition))
        found = [(v.rule.ident, spot) for v in verdicts for spot in v.spots]
        assert [one for one in found if one[0] not in DENSITY] == []
        assert all(v.severity(spot) != ERROR for v in verdicts for spot in v.spots)


def test_every_rule_has_something_to_look_at(before: dict[str, list[Verdict]]) -> None:
    idle = {rule.ident for rule in rules()}
    for verdicts in before.values():
        idle &= {v.rule.ident for v in verdicts if v.outcome == NOT_APPLICABLE}
    assert idle == {"text-box"}  # good decks have none


def test_thirty_faults_at_least_and_one_for_every_rule() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30
    assert {fault.rule for fault in FAULTS} == {rule.ident for rule in rules()}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named_with_slide_and_line(
    fault: Fault,
    shipped: Path,
    limits: Path,
    wanted: dict[str, Expected],
    before: dict[str, list[Verdict]],
    tmp_path: Path,
) -> None:
    folder = shipped if fault.base == "shipped" else limits
    twin = Twin(folder / f"{STEMS[fault.base]}.pptx")
    number = fault.plant(twin)
    path = tmp_path / "twin.pptx"
    twin.save(path)
    known = _spots(before[fault.base], fault.rule)
    verdicts = judge(path, wanted[fault.base])
    found = [spot for spot in _spots(verdicts, fault.rule) if spot not in known]
    assert number in {spot.slide for spot in found}
    assert all(spot.thing and spot.detail for spot in found)
    if fault.line:
        [spot, *_] = [spot for spot in found if spot.slide == number]
        place = wanted[fault.base].place(spot.thing, spot.field)
        assert place is not None
        lines = Path(place.file).read_text(encoding="utf-8").splitlines()
        assert fault.line in "\n".join(lines[place.line - 1 : place.line + 1])


def _spots(verdicts: list[Verdict], rule: str) -> list[Spot]:
    return next(verdict.spots for verdict in verdicts if verdict.rule.ident == rule)
