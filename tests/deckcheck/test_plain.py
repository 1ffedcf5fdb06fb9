"""Decks of others: the usual sins are found, nothing else is, and nothing breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.deckcheck.judge import judge
from reports.deckcheck.rule import Verdict
from tests.deckcheck.plain_deck import SINS, sinful
from tests.judges_pptx import need_office
from tests.render.libreoffice import resave


def _found(verdicts: list[Verdict]) -> set[tuple[int, str]]:
    return {(spot.slide, verdict.rule.ident) for verdict in verdicts for spot in verdict.spots}


def test_the_usual_sins_of_a_plain_deck(tmp_path: Path) -> None:
    path = tmp_path / "plain.pptx"
    sinful().save(str(path))
    verdicts = judge(path)
    assert _found(verdicts) == SINS
    assert not [spot for v in verdicts for spot in v.spots if "cannot be examined" in spot.detail]


@pytest.mark.render
def test_a_deck_that_libreoffice_saved(tmp_path: Path) -> None:
    need_office()
    path = tmp_path / "plain.pptx"
    sinful().save(str(path))
    verdicts = judge(resave(path, tmp_path / "saved.pptx"))
    found = _found(verdicts)
    kept = {"title-twice", "words-on-slide", "picture-of-a-slide", "link-text", "contrast-text"}
    assert {one for one in SINS if one[1] in kept} <= found
    assert not [spot for v in verdicts for spot in v.spots if "cannot be examined" in spot.detail]
