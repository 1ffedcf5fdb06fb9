"""Which texts are small print and which are the body, and what is read before what."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.deckcheck.bodies import bodies, closing, is_foot, is_small
from reports.deckcheck.deck import Deck
from reports.deckcheck.expected import Expected, expected
from reports.deckcheck.order import _by_pack
from reports.editions import editions


@pytest.mark.parametrize(
    ("name", "foot"),
    [
        ("growth.chart/caption", True),
        ("growth/sources-chart", True),
        ("growth.chart growth", True),
        ("growth.first growth.second", False),
        ("growth.first", False),
        ("growth/title", False),
        ("cover", False),
        ("Title 1", False),
    ],
)
def test_feet_are_told_by_the_nodes_in_their_names(name: str, foot: bool) -> None:
    assert is_foot(name) == foot


def test_captions_and_sources_are_read_last_in_their_block() -> None:
    wanted = Expected(order={"growth": 0, "growth.chart": 1, "growth.chart/chart": 2})
    assert _by_pack(wanted, "growth.chart growth", "growth.chart/chart") is True
    assert _by_pack(wanted, "growth.chart/chart", "growth.chart growth") is False
    assert _by_pack(wanted, "growth", "growth.chart") is None


def test_words_count_in_bodies_alone(shipped: Path) -> None:
    [edition] = editions(None, "delegation", None)
    deck = Deck(shipped / f"{edition.stem}.pptx", expected(edition))
    try:
        for slide in deck.slides:
            counted = bodies(deck, slide)
            small = [shape for shape in slide.texts if is_small(deck, slide, shape)]
            assert not set(counted) & set(small)
            assert not any(shape.is_title or "/sources-" in shape.name for shape in counted)
        listing = [slide.number for slide in deck.slides if closing(deck, slide)]
        titles = [slide.title_text for slide in deck.slides if slide.number in listing]
        assert titles[:1] + titles[-1:] == ["Contents", "Sources"]
    finally:
        deck.close()
