"""The list of rules: the documentation lists them as they are, and each says all it must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.deckcheck.judge import FAMILIES, rules
from reports.deckcheck.page import page
from reports.findings import CERTAINTIES, ERROR, WARNING
from reports.listing import rows
from reports.preflight.judge import rules as rules_on_pages

ROOT = Path(__file__).resolve().parents[2]


def test_page_and_code_agree() -> None:
    written = (ROOT / "docs" / "deck-rules.md").read_text(encoding="utf-8")
    assert written == page()
    listed = re.findall(r"^\| `([a-z-]+)` \|", written, flags=re.M)
    assert listed == [rule.ident for rule in rules()]


def test_a_page_that_lacks_a_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    written = (ROOT / "docs" / "deck-rules.md").read_text(encoding="utf-8")
    monkeypatch.delitem(FAMILIES, "Contrast")
    assert page() != written


def test_rules_say_what_they_ask_where_it_stands_and_what_to_do() -> None:
    known = r"WCAG 2.2, \d|EN 301 549|Microsoft, |ISO/IEC 29500|MS-|BCP 47|[Oo]ur own promise"
    for rule in rules():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.ident)
        assert re.fullmatch(r"[A-Z].*[^.]", rule.what)
        assert re.search(known, rule.source), rule.ident
        assert re.fullmatch(r"[A-Z].*\.", rule.mend)
        assert rule.severity in (ERROR, WARNING)
        assert rule.certainty in CERTAINTIES


def test_ids_are_given_once_over_pages_and_decks() -> None:
    idents = [rule.ident for rule in (*rules(), *rules_on_pages())]
    assert len(idents) == len(set(idents))


def test_density_only_warns_and_says_that_sources_are_exempt() -> None:
    assert {rule.severity for rule in rules("Density")} == {WARNING}
    exempt = [rule.ident for rule in rules() if "exempt" in rule.what]
    assert exempt == ["words-on-slide", "bullets-on-slide"]


def test_the_listing_has_rules_on_decks_too() -> None:
    listed = {row["rule"]: row["editions"] for row in rows("rules", None, None)}
    assert all(listed[rule.ident] == "deck" for rule in rules())
