"""Places inside texts: every character of a value is found in the file, in every YAML style."""

from __future__ import annotations

import pickle

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from layouts.located import Entries, Origin, Scalar, Text, Words, located
from layouts.problems import Place, Problems
from reports.yamlfile import parse

SOLID = st.sampled_from("abé'\"\\#:{}[]*&!%@`,-?漢\U0001f600")
SPACE = st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\xa0"])
TEXTS = st.lists(st.one_of(SOLID, SOLID, SPACE), min_size=1, max_size=60).map("".join)


def scalar(source: str) -> Scalar:
    problems = Problems()
    tree = parse(Origin("f.yaml", source), problems)
    assert not problems, list(problems)
    assert isinstance(tree, Entries)
    value = tree.get("key")
    assert isinstance(value, Scalar)
    return value


@given(TEXTS, st.sampled_from(["'", '"', "|", ">", None]), st.integers(10, 60), st.booleans())
def test_solid_characters_are_found_in_every_style(
    text: str, style: str | None, width: int, unicode: bool
) -> None:
    source = yaml.dump(
        {"before": "x", "key": text}, default_style=style, width=width, allow_unicode=unicode
    )
    value = scalar(source)
    assert value.value == text
    lines = source.split("\n")
    for offset, char in enumerate(text):
        place = value.place_of(offset)
        written = lines[place.line - 1][place.column - 1 :]
        if not char.isspace():
            assert written[:1] == char or (value.style == '"' and written[:1] == "\\")


@pytest.mark.parametrize(
    ("source", "offset", "place"),
    [
        ("key: one two", 4, (1, 10)),
        ("key: 'it''s X'", 5, (1, 13)),
        ('key: "a\\tb\\u00e9X"', 4, (1, 17)),
        ('key: "a\\\n  X"', 1, (2, 3)),
        ('key: "a\n\n  X"', 2, (3, 3)),
        ("key: one\n  two X", 8, (2, 7)),
        ("key: |\n  one\n  two X\n", 8, (3, 7)),
        ("key: >- # why\n  one\n  two X\n", 8, (3, 7)),
        ("key: |2\n    one X\n", 6, (2, 9)),
        ("key: one", 3, (1, 9)),
        ("key: one", 99, (1, 9)),
    ],
)
def test_places(source: str, offset: int, place: tuple[int, int]) -> None:
    found = scalar(source).place_of(offset)
    assert (found.line, found.column) == place


def test_text_is_a_string_with_a_place() -> None:
    value = scalar("key: one two")
    text = Text(value.value, value.place, value)
    assert text == "one two"
    assert text.upper() == "ONE TWO"
    assert text.place_of(4) == Place("f.yaml", 1, 10)
    again = pickle.loads(pickle.dumps(text))
    assert isinstance(again, Text)
    assert (again, again.place) == (text, text.place)
    assert b"key: one" not in pickle.dumps(text)


def test_words_fall_back_to_the_next_shorter_then_longer() -> None:
    words = Words(short="s", long="l")
    assert [words.pick(n) for n in ("short", "medium", "long")] == ["s", "s", "l"]
    assert words.lengths() == ("short", "long")
    assert Words(long="l").pick("short") == "l"
    assert Words(medium="m", long="l").pick("short") == "m"
    one = Words("all")
    assert {one.pick(n) for n in ("short", "medium", "long")} == {"all"}
    assert one.lengths() == ()
    assert pickle.loads(pickle.dumps(words)) == words
    assert hash(Words("a")) == hash(Words("a"))
    assert Words("a") != Words(short="a")
    with pytest.raises(ValueError, match="words take"):
        Words()
    with pytest.raises(ValueError, match="words take"):
        Words("a", short="b")


def test_plain_data_is_located_without_a_line() -> None:
    tree = located({"a": [1, True, None, "x"]}, "--set")
    assert isinstance(tree, Entries)
    assert str(tree.place) == "--set"
    with pytest.raises(TypeError):
        located({1: 2})
    with pytest.raises(TypeError):
        located(object())
