"""Changes to keys and values of YAML files, by their place in the tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from tests.mutants.base import NONSENSE, PERHAPS, Family, InapplicableError, Project
from tests.mutants.nodes import Value, mappings, values
from tests.mutants.yamltext import chosen

TREE = Family("yaml tree", ("own", "own", "plain", "shipped", "print"))
FREE = {
    *("facts", "sources", "datasets", "columns", "inks", "faces", "styles", "frames", "templates"),
    *("labels", "packs", "override", "layouts", "translations", "only", "template_layouts"),
}
"""Mappings whose keys are names that the author chooses."""
REFERENCES = {
    "source",
    "fact",
    "data",
    "x",
    "labels",
    "from",
    "to",
    "theme",
    "master",
    "face",
    "kind",
}
ODD = (
    "\U0001f600 smile",
    "中文字",
    "שלום עולם",
    "مرحبا",
    "e" + "\u0301" * 200,
    "a\u200db\u200dc",
    "no\u00a0break\u202fhere",
    "soft\u00adhy\u00adphen" * 12,
    "<b>bold</b> &amp; <img src='../../secret/photo.png'/>",
    "=cmd|'/C calc'!A0",
    "{{x}} %s %(x)s ${HOME}",
    "\\{adopters\\} \\* \\[",
    "**strong** and *said*",
    "[@report, page 9] [#first.bars]",
    "a_b__c ~~d~~ `e`",
    "ﬁ ﬂ ŉ ǆ Ǆ ß ẞ İ ı",
    "x" * 150,
    "1/2 ½ ²³ ₂ ™ © € ₹ ₿",
    "\u1e9e\u0130\u0149",
    "\ue000private",
    "\U0010ffff",
    "a\u0300\u0316\u0327b\u20dd",
    "-",
    ".",
    "{adopters}" * 20,
    "x " * 300,
    "&#x27;&lt;",
    "file:///etc/passwd",
    "../../secret/token.txt",
    "\u2060\u2061\u180e\u3164\u115f",
    "ᚠᛇᚻ ꙮ ﷽ 𒐫",
)
NUMBERS = (
    *(".nan", ".inf", "-.inf", "1e999", "9" * 400, "0x10", "1_000", "0o17", "two", "'12'", "null"),
    *("true", "1e9", "-1e9", "1e400", "12pt", "50%", "--3", "1,5", "१२", "1:30"),
)


def _changed(
    random: Random,
    project: Project,
    wanted: Callable[[Value], bool],
    new: Callable[[Value, str], str],
) -> None:
    """Put ``new`` in the place of one value that is wanted."""
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    found = [value for value in values(text) if wanted(value)]
    if not found:
        raise InapplicableError
    value = random.choice(found)
    put = new(value, text)
    project.note(f"{'.'.join(value.path)}: {put.strip()}")
    path.write_text(text[: value.start] + put + text[value.end :], encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _inserted(random: Random, path: Path, project: Project, lines: Callable[[Value], str]) -> None:
    """Put an entry before the first one of a mapping."""
    text = path.read_text(encoding="utf-8")
    value = random.choice(mappings(text))
    first = value.node.value[0][0].start_mark
    entry = lines(value)
    put = entry + (", " if value.node.flow_style else "\n" + " " * first.column)
    project.note(f"{'.'.join(value.path)} gets {entry}")
    path.write_text(text[: first.index] + put + text[first.index :], encoding="utf-8")


@TREE.operator(NONSENSE)
def unknown_key(random: Random, project: Project) -> None:
    new = random.choice(
        ("zqx: {zqx: [zqx]}", "titel: {zq: [[x]]}", '"": {x: [[y]]}', "zq: [[[a]]]")
    )
    _inserted(random, chosen(random, project), project, lambda _: new)


@TREE.operator(NONSENSE)
def repeated_key(random: Random, project: Project) -> None:
    def again(value: Value) -> str:
        key = random.choice(value.node.value)[0]
        return f"{key.value if not key.style else _quoted(key.value)}: {{zq: [[x]]}}"

    _inserted(random, chosen(random, project), project, again)


@TREE.operator(NONSENSE)
def no_name(random: Random, project: Project) -> None:
    keys = ("1", "true", "~", "3.5", "[a]", "{a: b}", "<<", "!!str a", "&a b", "*a")
    key = random.choice(keys)
    _inserted(random, chosen(random, project), project, lambda _: f"{key} : {{zq: [[x]]}}")


@TREE.operator(NONSENSE)
def other_form(random: Random, project: Project) -> None:
    new = random.choice(("[[[zq]]]", "{zq: {zq: [zq]}}", "[{zq: [zq]}]", "[[zq, {a: b}], [[x]]]"))
    _changed(random, project, lambda value: value.scalar, lambda *_: new)


@TREE.operator(PERHAPS)
def other_scalar(random: Random, project: Project) -> None:
    scalars = (
        "",
        "~",
        "null",
        "true",
        "no",
        "012",
        "1:30",
        "2019-13-45",
        "0",
        "-1",
        "zq",
        "''",
        "1e3",
    )
    new = random.choice((*scalars, "[]", "{}", "[zq]", "' '", "!", "'x'", ".5", "+1", "2001-01-01"))
    _changed(random, project, lambda value: True, lambda *_: new)


@TREE.operator(NONSENSE)
def wrong_number(random: Random, project: Project) -> None:
    new = random.choice(NUMBERS)
    measured = {"date", "value", "time", "version", "edition", "at"}
    _changed(
        random,
        project,
        lambda value: value.number and value.path[-1] not in measured,
        lambda *_: new,
    )


@TREE.operator(PERHAPS)
def scaled_number(random: Random, project: Project) -> None:
    factor = random.choice((0, -1, 0.001, 0.1, 0.5, 1.5, 3, 10, 100, 1e6))

    def scaled(value: Value, text: str) -> str:
        number = float(text[value.start : value.end]) * factor
        return f"{number:.4f}".rstrip("0").rstrip(".")

    _changed(random, project, lambda value: value.number and "e" not in value.node.value, scaled)


@TREE.operator(PERHAPS)
def lost_entry(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    value = random.choice(values(text))
    start = value.key.start_mark.index if value.key is not None else value.start
    end = value.end
    if value.flow:
        end = end + 1 if text[end : end + 1] == "," else end
    elif value.key is None:
        start = text.rindex("-", 0, start)
    project.note(f"without {'.'.join(value.path)}")
    path.write_text(text[:start] + text[end:].lstrip(" "), encoding="utf-8")


@TREE.operator(PERHAPS)
def other_name(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    value = random.choice([value for value in values(text) if value.key is not None])
    assert value.key is not None
    start, end = value.key.start_mark.index, value.key.end_mark.index
    at = random.randrange(start, end)
    project.note(f"{'.'.join(value.path)} misspelt")
    path.write_text(text[:at] + random.choice("xq_A9") + text[at:], encoding="utf-8")


@TREE.operator(NONSENSE)
def wrong_reference(random: Random, project: Project) -> None:
    _changed(
        random,
        project,
        lambda value: value.scalar and value.path[-1] in REFERENCES,
        lambda *_: random.choice(("zqxx", "report2", "Shares", "second", "../zq", "1", '""')),
    )


@TREE.operator(NONSENSE)
def anchored(random: Random, project: Project) -> None:
    put = random.choice(
        ("&zq ", "!zq ", "!!str ", "!!python/object/apply:os.system ", "!!binary ", "!!int ")
    )
    _changed(
        random,
        project,
        lambda value: value.scalar,
        lambda value, text: put + text[value.start : value.end],
    )


@TREE.operator(NONSENSE)
def alias(random: Random, project: Project) -> None:
    _changed(random, project, lambda value: value.scalar, lambda *_: "*zq")


@TREE.operator(NONSENSE)
def deep(random: Random, project: Project) -> None:
    many = random.choice((42, 1000, 30_000, 100_000))
    opened, closed = random.choice((("[", "]"), ("{a: ", "}"), ("[", ""), ("{a: [", "]}")))
    _changed(
        random, project, lambda value: value.scalar, lambda *_: opened * many + "x" + closed * many
    )


@TREE.operator(NONSENSE)
def open_quote(random: Random, project: Project) -> None:
    mark = random.choice("'\"[{")
    _changed(
        random,
        project,
        lambda value: value.plain,
        lambda value, text: mark + text[value.start : value.end],
    )


def _printed(value: Value) -> bool:
    """Whether it is a text that a document prints."""
    names = ("title", "text", "short", "long", "alt", "caption", "label", "meaning", "who", "role")
    return value.scalar and value.path[-1] in names and value.path[0] in ("title", "sections")


@TREE.operator(PERHAPS)
def odd_text(random: Random, project: Project) -> None:
    odd = random.choice(ODD)

    def put(value: Value, _text: str) -> str:
        before = random.choice(("", value.node.value + " "))
        return _quoted(before + odd)

    _changed(random, project, _printed, put)


@TREE.operator(PERHAPS)
def odd_value(random: Random, project: Project) -> None:
    odd = random.choice(ODD)
    _changed(random, project, lambda value: value.scalar, lambda *_: _quoted(odd))


@TREE.operator(NONSENSE)
def escaped_character(random: Random, project: Project) -> None:
    escape = random.choice(
        ("\\0", "\\a", "\\e", "\\x7f", "\\uD800", "\\uFFFE", "\\u202E", "\\N", "\\L")
    )
    _changed(random, project, lambda value: value.scalar, lambda *_: f'"ab{escape}cd"')


@TREE.operator(NONSENSE)
def long_text(random: Random, project: Project) -> None:
    long = random.choice(
        ("x" * 300, "x" * 100_000, "word " * 20_001, "word " * 200_000, "é" * 9999, "a-" * 50_000)
    )
    _changed(random, project, lambda value: value.scalar, lambda *_: _quoted(long))


@TREE.operator(PERHAPS)
def many(random: Random, project: Project) -> None:
    times = random.choice((2, 5, 20, 300, 3000))
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    found = [v for v in values(text) if v.key is None and (v.flow or v.node.start_mark.column)]
    if not found:
        raise InapplicableError
    value = random.choice(found)
    entry = text[value.start : value.end]
    glue = ", " if value.flow else "\n" + " " * (value.node.start_mark.column - 2) + "- "
    project.note(f"{times} times {'.'.join(value.path)}")
    path.write_text(
        text[: value.end] + (glue + entry) * times + text[value.end :], encoding="utf-8"
    )


@TREE.operator(NONSENSE)
def same_id(random: Random, project: Project) -> None:
    path = project.root / (
        "shipped/sections.yaml" if "shipped" in project.words else "pack/pack.yaml"
    )
    text = path.read_text(encoding="utf-8")
    ids = [v for v in values(text) if v.path[0] == "sections" and v.path[-1] == "id"]
    blocks = [v for v in ids if len(v.path) == 5]
    a = random.choice(blocks)
    b = next((v for v in blocks if v.path[:2] == a.path[:2] and v != a), None)
    if b is None:
        raise InapplicableError
    project.note(f"{b.node.value} is {a.node.value}")
    path.write_text(text[: b.start] + a.node.value + text[b.end :], encoding="utf-8")


@TREE.operator(PERHAPS)
def swapped_values(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    a, b = sorted(random.sample([v for v in values(text) if v.scalar], 2), key=lambda v: v.start)
    one, other = text[a.start : a.end], text[b.start : b.end]
    project.note(f"{'.'.join(a.path)} and {'.'.join(b.path)}")
    path.write_text(
        text[: a.start] + other + text[a.end : b.start] + one + text[b.end :], encoding="utf-8"
    )


@TREE.operator(NONSENSE)
def plain_yaml(random: Random, project: Project) -> None:
    """A tree of another kind of file, well-formed."""
    path = chosen(random, project)
    trees = ([1, 2], {"a": {"b": [None, True, 1.5]}}, {"sections": "x"}, {"extends": ["x"]}, "word")
    path.write_text(yaml.safe_dump(random.choice(trees)), encoding="utf-8")
