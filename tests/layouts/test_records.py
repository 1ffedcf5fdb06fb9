"""Records: dataclasses that read themselves and write their schema."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.located import Entries, located
from layouts.problems import Place, Problems
from layouts.records import (
    Record,
    Words,
    choice,
    flag,
    integer,
    json_schema,
    leaves,
    many,
    mapping,
    number,
    one,
    read,
    ref,
    text,
    unread,
    variant,
    words,
)


class Leaf(Record):
    """A small record."""

    name: str = text(max=8, pattern=r"[a-z]+", shape="a lower-case name")
    size: float = number(0, 10, default=1.0)


class Round(Leaf):
    """A leaf of one shape."""

    edge: str = choice("smooth", "toothed", default="smooth")


class Long(Leaf):
    """A leaf of another shape."""

    veins: int = integer(1, 9)


class Tree(Record):
    """Every kind of field."""

    id: str = text(max=10)
    note: str = text(max=300, default="")
    tall: bool = flag()
    age: int = integer(0, 900, default=1)
    source: str | None = ref("source", optional=True)
    title: Words | None = words(max=20, optional=True)
    first: Leaf | None = one(Leaf, optional=True)
    leaves_: tuple[Leaf, ...] = many(one(Leaf, short="name"), high=3, default=(), key="leaves")
    forms: tuple[Leaf, ...] = many(
        variant("form", lambda: {"round": Round, "long": Long}), high=3, default=()
    )
    names: dict[str, str] = mapping(text(max=5), high=3, default={})
    rows: tuple[tuple[float, ...], ...] = many(
        many(number(0, 1), low=1, high=2), low=0, high=2, default=()
    )
    grown: tuple[str, ...] = unread(default=())


def problems_of(cls: type[Record], data: Any) -> list[str]:
    problems = Problems()
    record = read(cls, located(data), problems)
    assert (record is None) == bool(problems)
    return [problem.code for problem in problems]


GOOD: dict[str, Any] = {
    "id": "oak",
    "note": "tall",
    "tall": True,
    "age": 300,
    "source": "forester",
    "title": {"short": "Oak", "long": "The old oak"},
    "first": {"name": "ab"},
    "leaves": ["ab", {"name": "cd", "size": 2.5}],
    "forms": [{"form": "round", "name": "a"}, {"form": "long", "name": "b", "veins": 3}],
    "names": {"en": "oak", "no-de": "x"},
    "rows": [[0, 0.5], [1]],
}


def tree() -> Tree:
    record = read(Tree, located(GOOD), Problems())
    assert record is not None
    return record


def test_a_record_reads_all_kinds_of_fields() -> None:
    record = tree()
    assert record.id == "oak"
    assert record.title is not None
    assert record.title.pick("medium") == "Oak"
    assert record.first == Leaf(name="ab")
    assert record.leaves_ == (Leaf(name="ab"), Leaf(name="cd", size=2.5))
    assert record.forms == (Round(name="a"), Long(name="b", veins=3))
    assert record.names == {"en": "oak", "no-de": "x"}
    assert record.rows == ((0.0, 0.5), (1.0,))
    assert (record.tall, record.age, record.grown) == (True, 300, ())


class Said(Record):
    """A record for which words may stand."""

    loud: bool = flag()
    text: Words = words(max=20)


class Speech(Record):
    """Some of them."""

    said: tuple[Said, ...] = many(one(Said, short="text"))


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("aloud", []),
        ({"short": "ah", "long": "aloud"}, []),
        ({"text": {"short": "ah"}, "loud": True}, []),
        ({"short": "ah", "lang": "aloud"}, ["unknown-key"]),
        ({"short": "ah", "text": "aloud"}, ["unknown-key"]),
        ({"text": ["aloud"]}, ["wrong-type"]),
        (["aloud"], ["wrong-type"]),
        ({}, ["missing-key"]),
        ({"short": "more than twenty letters"}, ["too-long"]),
    ],
)
def test_words_in_lengths_stand_for_their_record(entry: Any, codes: list[str]) -> None:
    data = {"said": [entry]}
    assert problems_of(Speech, data) == codes
    validator = jsonschema.Draft202012Validator(json_schema(Speech))
    assert validator.is_valid(data) == (not codes)


def test_the_place_of_words_that_stand_for_their_record() -> None:
    record = read(Speech, located({"said": [{"short": "ah"}]}), Problems())
    assert record is not None
    assert record.said[0].text.pick("short") == "ah"
    assert record.said[0].at("text") == record.said[0].place


def test_a_record_is_a_frozen_dataclass() -> None:
    record = tree()
    assert dataclasses.is_dataclass(record)
    assert [field.name for field in dataclasses.fields(Leaf)] == ["_given", "name", "size"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.id = "ash"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del record.id
    other = dataclasses.replace(record, id="ash", grown=("x",))
    assert (other.id, other.age, other.grown) == ("ash", 300, ("x",))
    assert other.at("age") == record.at("age")
    assert record != other
    assert hash(Leaf(name="a")) == hash(Leaf(name="a"))
    assert repr(Leaf(name="a")) == "Leaf(name='a', size=1.0)"
    assert pickle.loads(pickle.dumps(record)) == record
    with pytest.raises(TypeError, match="needs name"):
        Leaf()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="has no colour"):
        Leaf(name="a", colour=1)  # type: ignore[call-arg]


def test_defaults_are_not_shared() -> None:
    first, second = (read(Tree, located({"id": name}), Problems()) for name in "ab")
    assert first is not None
    assert second is not None
    first.names["x"] = "y"
    assert second.names == {}


def test_a_field_may_not_hide_what_records_have() -> None:
    with pytest.raises(TypeError, match="hides Record.at"):

        class Bad(Record):
            at: str = text(max=1)  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"idd": "x"}, "unknown-key"),
        ({"id": None}, "wrong-type"),
        ({"id": "x" * 11}, "too-long"),
        ({"id": " "}, "blank"),
        ({"note": "x" * 201}, "long-word"),
        ({"tall": "yes"}, "wrong-type"),
        ({"age": 901}, "out-of-range"),
        ({"age": 1.5}, "wrong-type"),
        ({"age": "3"}, "wrong-type"),
        ({"title": {"short": "x", "tiny": "y"}}, "unknown-key"),
        ({"title": {}}, "wrong-type"),
        ({"title": "x" * 21}, "too-long"),
        ({"first": {"name": "AB"}}, "bad-value"),
        ({"first": "ab"}, "wrong-type"),
        ({"leaves": ["ab"] * 4}, "too-many"),
        ({"leaves": [1.5]}, "bad-value"),
        ({"forms": [{"form": "square"}]}, "unknown-name"),
        ({"forms": [{"name": "a"}]}, "missing-key"),
        ({"forms": [{"form": "round", "name": "a", "edge": "torn"}]}, "unknown-name"),
        ({"forms": [{"form": "long", "name": "a"}]}, "missing-key"),
        ({"names": {"EN": "x"}}, "bad-value"),
        ({"names": {"en": "x" * 6}}, "too-long"),
        ({"rows": [[]]}, "too-few"),
        ({"grown": ["x"]}, "unknown-key"),
    ],
)
def test_each_fault_is_found_alone(change: dict[str, Any], code: str) -> None:
    assert problems_of(Tree, {**GOOD, **change}) == [code]
    assert problems_of(Tree, GOOD) == []


def test_all_faults_are_found_together() -> None:
    data = {"age": -1, "first": {"name": 7}, "leaves": [{"nam": "a"}], "tall": 1, "colour": 2}
    assert sorted(problems_of(Tree, data)) == [
        "bad-value",
        "missing-key",
        "out-of-range",
        "unknown-key",
        "unknown-key",
        "wrong-type",
    ]


def test_a_misspelt_key_is_not_missing_too() -> None:
    problems = Problems()
    read(Leaf, located({"nmae": "a"}), problems)
    assert [problem.nearest for problem in problems] == ["name"]


def test_places_lead_to_values() -> None:
    record = tree()
    given = record._given
    assert isinstance(given, Entries)
    given.place = Place("f", 1, 1)
    inner = given.get("leaves")
    assert inner is not None
    inner.place = Place("f", 7, 3)  # type: ignore[misc]
    assert record.place == Place("f", 1, 1)
    assert record.at("leaves_") == Place("f", 7, 3)
    assert record.at("leaves_", 99) == Place("f", 7, 3)
    assert record.at("grown") == Place("f", 1, 1)
    assert Leaf(name="a").at("name") == Place("")


def test_leaves_walk_all_values() -> None:
    found = [(name, value) for _, name, _, value, _ in leaves(tree())]
    assert ("name", "cd") in found
    assert ("names", "oak") in found
    assert ("rows", 0.5) in found
    assert [name for name, value in found if isinstance(value, Words)] == ["title"]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 1000),
    st.sampled_from([0.5, -1.5, 3.25]),
    st.text("abcXY z", max_size=12),
    st.just("x" * 250),
)
KEYS = [
    *("id", "note", "tall", "age", "source", "title", "first", "leaves", "forms", "names", "rows"),
    *("name", "size", "form", "short", "long", "veins", "edge", "round", "en", "x", "Y"),
]
DATA = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "note",
                    "tall",
                    "age",
                    "source",
                    "title",
                    "first",
                    "leaves",
                    "forms",
                    "names",
                    "rows",
                    "name",
                    "size",
                    "form",
                    "short",
                    "long",
                    "veins",
                    "edge",
                    "round",
                    "en",
                    "x",
                    "Y",
                ]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


def agree(data: Any) -> None:
    """The reader and the schema take the same; a pattern wants a string (see json_schema)."""
    accepted = not problems_of(Tree, data)
    valid = jsonschema.Draft202012Validator(json_schema(Tree)).is_valid(data)
    assert accepted == valid


def patterned(data: Any) -> bool:
    """Whether a boolean stands where the pattern of a name would take its letters as text."""
    if isinstance(data, dict):
        return any(patterned(v) or (k == "name" and v in (True, False)) for k, v in data.items())
    return isinstance(data, list) and any(v is True or v is False or patterned(v) for v in data)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), DATA, max_size=3), st.booleans())
def test_reader_and_schema_agree(change: dict[str, Any], whole: bool) -> None:
    data = {**GOOD, **change} if whole else change
    if not patterned(data):
        agree(data)


@given(st.sampled_from(sorted(GOOD)), DATA)
def test_reader_and_schema_agree_on_single_changes(key: str, value: Any) -> None:
    if not patterned({key: value}):
        agree({**GOOD, key: value})


def test_reader_and_schema_agree_on_what_is_good() -> None:
    agree(GOOD)
    jsonschema.Draft202012Validator.check_schema(json_schema(Tree))


@given(DATA)
def test_anything_gives_a_record_or_problems(data: Any) -> None:
    problems_of(Tree, data)
    problems_of(Leaf, data)


def test_reading_is_lean() -> None:
    """Nothing but modules of ours is imported beyond those of layouts.problems."""
    code = (
        "import sys, layouts.problems; before = set(sys.modules); import layouts.records;"
        "print(*sorted(set(sys.modules) - before))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(name.startswith("layouts.") for name in out.stdout.split()), out.stdout
