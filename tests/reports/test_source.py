"""Project files: the door and YAML."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import reports.yamlfile
from layouts.located import Entries, Items, Located, Origin, Scalar
from layouts.problems import Place, Problems
from reports.source import Folder, decode, refused
from reports.yamlfile import parse

HERE = Place("pack.yaml", 3, 7)


def plain(value: Located | None) -> Any:
    """The texts of a tree, as plain data."""
    if isinstance(value, Entries):
        return {key: plain(inner) for key, (_, inner) in value.entries.items()}
    if isinstance(value, Items):
        return [plain(inner) for inner in value.items]
    return value.value if isinstance(value, Scalar) else None


def tree(data: bytes) -> Any:
    problems = Problems()
    origin = decode(data, "f.yaml", problems, "yaml-encoding")
    assert origin is not None
    found = parse(origin, problems)
    assert not problems, list(problems)
    return plain(found)


# The door


def test_a_file_is_read_and_its_digest_kept(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_bytes(b"hello")
    door, problems = Folder(tmp_path), Problems()
    assert door.read("a/b.txt", HERE, problems, 5, "x-too-large") == b"hello"
    assert door.inputs == {"a/b.txt": hashlib.sha256(b"hello").hexdigest()}
    assert door.read("a/b.txt", HERE, problems, 4, "x-too-large") is None
    assert [(p.code, p.place) for p in problems] == [("x-too-large", HERE)]


def test_links_inside_the_folder_are_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    os.symlink("a.txt", tmp_path / "b.txt")
    problems = Problems()
    assert Folder(tmp_path).read("b.txt", HERE, problems, 9, "x") == b"x"
    os.symlink(tmp_path.parent, tmp_path / "up")
    assert Folder(tmp_path).read(f"up/{tmp_path.name}/a.txt", HERE, problems, 9, "x") == b"x"


def test_a_folder_beside_with_a_longer_name_is_outside(tmp_path: Path) -> None:
    inside, beside = tmp_path / "pack", tmp_path / "pack2"
    inside.mkdir()
    beside.mkdir()
    (beside / "a.txt").write_bytes(b"secret")
    os.symlink(beside / "a.txt", inside / "a.txt")
    problems = Problems()
    assert Folder(inside).read("a.txt", HERE, problems, 99, "x") is None
    assert [p.code for p in problems] == ["outside-folder"]
    assert "secret" not in str(list(problems))


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/passwd", "../x", "a/../x", "./x", "a//x", "~/x", "~root/x", "C:/x", "C:x"),
        *("file:///x", "http://a/x", "\\\\a\\x", "%2e%2e/x", "a\0b", "a\nb", "", "x" * 301, "a/"),
    ],
)
def test_names_that_are_no_paths_in_the_folder(name: str, tmp_path: Path) -> None:
    assert refused(name)
    problems = Problems()
    assert Folder(tmp_path).read(name, HERE, problems, 9, "x") is None
    assert [p.code for p in problems] == ["bad-path"]


@pytest.mark.parametrize("name", ["a.csv", "a/b.csv", "a b.csv", "é.csv", "a..b/c", ".hidden"])
def test_names_that_are_paths(name: str) -> None:
    assert not refused(name)


@given(st.text(max_size=40))
@example("a/\ud800")
def test_no_name_raises(name: str) -> None:
    Folder(Path("/nowhere")).read(name, HERE, Problems(), 9, "x")


def test_a_missing_file_offers_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "shares.csv").touch()
    problems = Problems()
    Folder(tmp_path).read("a/share.csv", HERE, problems, 9, "x")
    Folder(tmp_path / "none").read("x", HERE, problems, 9, "x")
    assert [p.nearest for p in problems] == ["a/shares.csv", ""]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0)
    problems = Problems()
    Folder(tmp_path).read("a", HERE, problems, 9, "x")
    assert [p.code for p in problems] == ["unreadable-file"]


# YAML


def test_scalars_keep_their_text() -> None:
    source = (
        b"a: NO\nb: 012\nc: 16:9\nd: 1:30\ne: 2019-03-20\nf: 1e3\ng: ~\nh: 'on'\ni: .inf\nyes: x\n"
    )
    assert tree(source) == {
        **{"a": "NO", "b": "012", "c": "16:9", "d": "1:30", "e": "2019-03-20", "f": "1e3"},
        **{"g": "~", "h": "on", "i": ".inf", "yes": "x"},
    }


@pytest.mark.parametrize(
    "data",
    [
        "a: é\nb: [1, 2]\n".encode("utf-8-sig"),
        "a: é\nb: [1, 2]".encode("utf-16"),
        b"\xfe\xff" + "a: é\nb: [1, 2]".encode("utf-16-be"),
        "a: é\r\nb: [1, 2]".encode(),
        "a: é\rb: [1, 2]\r".encode(),
        "%YAML 1.1\n---\na: é\nb: [1, 2]\n...\n".encode(),
    ],
)
def test_marks_line_ends_and_the_last_line(data: bytes) -> None:
    assert tree(data) == {"a": "é", "b": ["1", "2"]}


def test_depth_of_forty_is_fine() -> None:
    assert tree(b"a: " + b"[" * 39 + b"]" * 39)


def test_places_of_keys_and_values() -> None:
    problems = Problems()
    found = parse(Origin("f", "a:\n  - b: c\n  - [d]\n"), problems)
    assert isinstance(found, Entries)
    inner = found.get("a")
    assert isinstance(inner, Items)
    assert inner.place == Place("f", 2, 3)
    first, second = inner.items
    assert isinstance(first, Entries)
    assert isinstance(second, Items)
    assert [first.place, second.place] == [Place("f", 2, 5), Place("f", 3, 5)]
    assert [first.flow, second.flow] == [False, True]


def test_independent_faults_are_all_reported() -> None:
    problems = Problems()
    parse(Origin("f", "a: &x b\n1: c\nd: *x\ne: !t f\na: g\n"), problems)
    assert [(p.code, p.place.line) for p in problems] == [
        ("yaml-alias", 1),
        ("yaml-key", 2),
        ("yaml-alias", 3),
        ("yaml-tag", 4),
        ("yaml-duplicate-key", 5),
    ]


@given(st.binary(max_size=200))
@example(b"a: 'b")
@example(b"\xff\xfea")
@example(b"a: !!timestamp foo")
@example(b'a: "\\uD800"')
@example(b"%TAG ! x")
@example(b"a: \xe2\x80\xa8b")
def test_any_bytes_give_a_tree_or_problems(data: bytes) -> None:
    problems = Problems()
    origin = decode(data, "f", problems, "yaml-encoding")
    found = None if origin is None else parse(origin, problems)
    assert found is not None or problems


SYNTAX = st.lists(
    st.sampled_from(
        [*"ab:-?[]{},&*!|>'\"%@`#~ \n\t.1<=", "\n  ", ": ", "- ", "---\n", "...\n", '"\\', "é"]
    ),
    max_size=60,
).map("".join)


@given(SYNTAX)
def test_any_yaml_like_text_gives_a_tree_or_problems(text: str) -> None:
    problems = Problems()
    found = parse(Origin("f", text), problems)
    assert found is not None or problems
    lines = text.split("\n")
    for problem in problems:
        assert problem.place.line <= len(lines) + 1


@given(SYNTAX)
def test_without_libyaml_the_same_is_read(text: str) -> None:
    """Where both parsers take a text, they read the same (they differ in what they take)."""
    ours, theirs = Problems(), Problems()
    found = parse(Origin("f", text), ours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yaml.__with_libyaml__", False)
        assert "PurePython" in repr(reports.yamlfile._events(text))
        other = parse(Origin("f", text), theirs)
    if not ours and not theirs:
        assert plain(found) == plain(other)
