"""The list of rules: each has a broken twin, and the documentation lists them as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.preflight.judge import FAMILIES, rules
from reports.preflight.page import page
from tests.preflight import print_faults, screen_faults

ROOT = Path(__file__).resolve().parents[2]


def test_every_rule_has_a_corrupted_twin() -> None:
    planted = {fault.rule for fault in (*screen_faults.FAULTS, *print_faults.FAULTS)}
    listed = {rule.ident for rule in rules()} - {"folded-sheets"}  # tried with its own limits
    assert planted == listed


def test_a_rule_of_one_edition_has_its_twin_there() -> None:
    for faults, edition in ((screen_faults.FAULTS, "screen"), (print_faults.FAULTS, "print")):
        own = {rule.ident for rule in rules() if rule.editions == (edition,)} - {"folded-sheets"}
        assert own <= {fault.rule for fault in faults}


def test_page_and_code_agree() -> None:
    written = (ROOT / "docs" / "preflight.md").read_text(encoding="utf-8")
    assert written == page()
    listed = re.findall(r"^\| `([a-z-]+)` \|", written, flags=re.M)
    assert listed == [rule.ident for rule in rules()]


def test_a_page_that_lacks_a_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    written = (ROOT / "docs" / "preflight.md").read_text(encoding="utf-8")
    monkeypatch.delitem(FAMILIES, "Ink")
    assert page() != written


def test_rules_name_what_they_ask_and_where_it_stands() -> None:
    idents = [rule.ident for rule in rules()]
    assert len(idents) == len(set(idents))
    for rule in rules():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.ident)
        assert re.fullmatch(r"[A-Z].*[^.]", rule.what)
        assert re.search(
            r"ISO \d|WCAG|Matterhorn|Ghent|PDF/UA|the pack|House rule|Our own", rule.source
        )
        assert set(rule.editions) <= {"screen", "print"}
