"""Hyphenation: the same places as pyphen, in a fraction of its time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyphen
import pytest

from layouts.hyphens import positions
from layouts.problems import ResourceError
from tests.layouts.text_specimen import PARAGRAPH

MORE = """hyphenation typesetting associate associates university reformation
élève coopération Zusammenarbeit Geschwindigkeit сотрудничество desarrollo"""
WORDS = sorted({*re.findall(r"[a-z]{5,}", PARAGRAPH.lower()), *re.findall(r"\w+", MORE)})


@pytest.mark.parametrize("dictionary", ["en_GB", "en_US", "fr", "es", "de_DE", "ru_RU", "eu"])
def test_places_are_those_of_pyphen(dictionary: str) -> None:
    oracle = pyphen.Pyphen(lang=dictionary, left=2, right=3)
    for word in WORDS:
        assert list(positions(word, dictionary)) == oracle.positions(word), word
    assert any(positions(word, dictionary) for word in WORDS)


def test_changes_of_spelling_are_left_out() -> None:
    oracle = pyphen.Pyphen(lang="hu_HU", left=2, right=3)
    plain = [int(at) for at in oracle.positions("asszonnyal") if at.data is None]
    assert list(positions("asszonnyal", "hu_HU")) == plain != oracle.positions("asszonnyal")


def test_letters_before_and_after_the_hyphen() -> None:
    assert positions("cooperation", "en_GB", 2, 3) == (2, 6, 7)
    assert positions("cooperation", "en_GB", 3, 5) == (6,)
    assert positions("cooperation", "en_GB", 5, 7) == ()


def test_capitals_do_not_matter_and_short_words_stay_whole() -> None:
    assert positions("COOPERATION", "en_GB") == positions("cooperation", "en_GB")
    assert positions("idea", "en_GB", 1, 1) == ()


@pytest.mark.parametrize("name", ["xx_XX", "../hyph_en_GB", ""])
def test_an_unknown_dictionary_is_named(name: str) -> None:
    with pytest.raises(ResourceError, match=re.escape(repr(name))):
        positions("cooperation", name)


def test_pyphen_itself_is_not_imported() -> None:
    code = (
        "import sys; from layouts.hyphens import positions;"
        "print(positions('cooperation', 'en_GB'), 'pyphen' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "(2, 6, 7) False"
