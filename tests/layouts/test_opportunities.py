"""Where lines may break, and where they may not."""

from __future__ import annotations

import pytest

from layouts.boxes import NEVER
from layouts.opportunities import HYPHEN_COST, Chance, between, core, inside


def held(text: str, kind: str = "page", *, english: bool = True) -> list[str]:
    """The pairs of words in ``text`` that must not part."""
    words = text.split(" ")
    costs = between(words, kind, english)
    return [
        f"{a} {b}" for a, b, cost in zip(words, words[1:], costs, strict=False) if cost == NEVER
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("on 20 March 2019 in Buenos Aires", ["20 March"]),
        ("on March 20, 2019, when", ["March 20,"]),
        ("reached 466 billion dollars last year", ["466 billion"]),
        ("rose by 12.5 per cent, or 4 %", ["12.5 per", "per cent,", "4 %"]),
        ("see No. 3 and question 2 of Goal 17.", ["No. 3", "question 2", "Goal 17."]),
        ("a plan that I like", ["a plan", "I like"]),
        ("by J. Smith and Mr. Jones", ["J. Smith", "Mr. Jones"]),
        ("South – a term – and more", ["South –", "a term", "term –"]),
        ("of 138 United Nations Member States", []),
        ("the year 2018. March was cold", []),
        ("in part because 3 may do", ["3 may"]),
        ("over 40 years, not 5 km", ["40 years,", "5 km"]),
    ],
)
def test_words_that_stay_together_on_pages(text: str, pairs: list[str]) -> None:
    assert held(text) == pairs


def test_other_languages_have_the_rules_of_signs_alone() -> None:
    assert held("le 20 mars, page 3, 4 % à Paris", english=False) == ["4 %", "à Paris"]
    assert held("see No. 3 in March 20", english=False) == []


def test_slides_rely_on_no_rule_of_ours_but_keep_what_a_viewer_keeps() -> None:
    assert held("on 20 March, see No. 3 – a lot", "slide") == []
    assert held("is it ? ( yes ) and / or", "slide") == ["it ?", "( yes", "yes )", "and /"]


def parts(word: str, kind: str = "page") -> list[str]:
    pieces, start = [], 0
    for chance in inside(word, kind):
        pieces.append(word[start : chance.end])
        start = chance.start
    return [*pieces, word[start:]]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("South-South", ["South-", "South"]),
        ("(non-interference),", ["(non-", "interference),"]),
        ("South–North", ["South–", "North"]),
        ("said—“so", ["said—", "“so"]),
        ("20–22", ["20–22"]),
        ("12-4", ["12-4"]),
        ("1990–2015", ["1990–2015"]),
        ("2018/19", ["2018/19"]),
        ("COVID-19", ["COVID-19"]),
        ("24-hour", ["24-hour"]),
        ("e-mail", ["e-mail"]),
        ("A/RES/73/291", ["A/RES/73/291"]),
        ("(A/CONF.235/3,", ["(A/CONF.235/3,"]),
        ("S/PV.8000", ["S/PV.8000"]),
        ("and/or", ["and/", "or"]),
        ("coop\u00aderation", ["coop", "eration"]),
        ("one\u200btwo", ["one", "two"]),
        ("well-known.", ["well-", "known."]),
        ("–", ["–"]),
    ],
)
def test_breaks_inside_words_on_pages(word: str, pieces: list[str]) -> None:
    assert parts(word) == pieces


def test_addresses_break_at_their_joints_alone() -> None:
    assert parts("https://www.un.org/en/a-b?x=1&y=2.") == (
        ["https://www.", "un.", "org/", "en/", "a-", "b?", "x=", "1&", "y=", "2."]
    )
    assert parts("mailto:some.one@example.org") == ["mailto:some.", "one@example.", "org"]
    assert parts("unsouthsouth.org/bapa40") == ["unsouthsouth.", "org/", "bapa40"]
    assert parts("etc.)") == ["etc.)"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("South-South", ["South-", "South"]),
        ("South–North", ["South–", "North"]),
        ("said—“so", ["said—“so"]),
        ("12-4", ["12-4"]),
        ("and/or", ["and/or"]),
        ("https://www.un.org/en", ["https://www.un.org/en"]),
        ("coop\u00aderation", ["coop\u00aderation"]),
    ],
)
def test_breaks_inside_words_on_slides_are_those_of_every_viewer(
    word: str, pieces: list[str]
) -> None:
    assert parts(word, "slide") == pieces


def test_written_and_inserted_hyphens_are_told_apart() -> None:
    assert inside("well-known", "page") == (Chance(5, 5, 50.0, hyphen=True),)
    assert inside("co\u00adop", "page") == (Chance(2, 3, HYPHEN_COST, hyphen=True, soft=True),)


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("cooperation", "cooperation"),
        ("“(cooperation),”", "cooperation"),
        ("South-South", None),
        ("un.org", None),
        ("SDG17", None),
        ("A/RES", None),
        ("don’t", None),
        ("“organization’s”", "organization"),
        ("…", None),
    ],
)
def test_what_may_be_hyphenated(word: str, letters: str | None) -> None:
    bounds = core(word)
    assert (word[slice(*bounds)] if bounds else None) == letters
