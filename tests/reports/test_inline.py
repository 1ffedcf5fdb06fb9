"""The inline grammar: what is markup, what is printed as written, and what is refused where."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layouts.located import Entries, Origin, Scalar, Text
from layouts.problems import Place, Problems
from reports.inline import Cite, CrossRef, FactRef, Link, Plain, Reference, parse, references
from reports.yamlfile import parse as parse_yaml


def good(text: str) -> list[object]:
    problems = Problems()
    found = parse(text, problems)
    assert not problems, list(problems)
    return list(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("words", [Plain("words")]),
        ("a *b* c", [Plain("a "), Plain("b", emphasis=True), Plain(" c")]),
        ("**a**b", [Plain("a", strong=True), Plain("b")]),
        ("***a***", [Plain("a", True, True)]),
        (
            "*a **b** c*",
            [Plain("a ", False, True), Plain("b", True, True), Plain(" c", False, True)],
        ),
        ("**{f}**", [FactRef("f", strong=True)]),
        ("*[#a.b]*", [CrossRef("a.b", emphasis=True)]),
        (
            "*see [it](https://x.org)*",
            [Plain("see ", False, True), Link("it", "https://x.org", False, True)],
        ),
        ("{f_1}, {g}", [FactRef("f_1"), Plain(", "), FactRef("g")]),
        ("a[@s]", [Plain("a"), Cite("s")]),
        ("a[@s, page 3,\n  line 4]", [Plain("a"), Cite("s", "page 3, line 4")]),
        (r"[@s, \[x\]]", [Cite("s", "[x]")]),
        ("[#sect]", [CrossRef("sect")]),
        ("[a b](http://x.org/a_(b)?c=d#e)", [Link("a b", "http://x.org/a_(b)?c=d#e")]),
        ("[w](mailto:a@b.org)", [Link("w", "mailto:a@b.org")]),
        ("[w](HTTPS://x.org)", [Link("w", "HTTPS://x.org")]),
        (r"[a\]b](https://x.org/\))", [Link("a]b", "https://x.org/)")]),
    ],
)
def test_marks(text: str, expected: list[object]) -> None:
    assert good(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & <img src='../x.png'/>",
        "{{x}} and {{ y }} and %s and %(a)s and ${x",
        "2 * 3 * 4",
        "[sic] and [1] and [a] (b)",
        "a } b",
        "C:\\new \\n \\ x\\",
        "_a_ `b` ~~c~~ # d",
        "Zoë 漢字 עברית \U0001f600",
        "javascript:alert(1) https://x.org",
        "user@example.org #tag",
        "]( ](x)",
    ],
)
def test_all_else_is_printed_as_written(text: str) -> None:
    text = text.replace("${x", "$x")
    assert good(text) == [Plain(text)]


def test_escapes() -> None:
    assert good(r"\*a\* \{b\} \[c\] \\ \@ \#") == [Plain(r"*a* {b} [c] \ @ #")]
    assert good(r"\[@s] \[#b]") == [Plain("[@s] [#b]")]


def test_white_space_is_single_spaces_without_ends() -> None:
    assert good("  a\n b \t c \n") == [Plain("a b c")]
    assert good("a *b *c") == [Plain("a "), Plain("b ", emphasis=True), Plain("c")]
    assert good("a * b*c*") == [Plain("a * b"), Plain("c", emphasis=True)]
    assert good("a\u00a0b\u202fc") == [Plain("a\u00a0b\u202fc")]
    assert good(" *a* ") == [Plain("a", emphasis=True)]


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("a *b", "inline-unbalanced", 2),
        ("a **b", "inline-unbalanced", 2),
        ("a b*", "inline-unbalanced", 3),
        ("5*3", "inline-unbalanced", 1),
        ("*a **b*", "inline-unbalanced", 3),
        ("x ****a****", "inline-unbalanced", 2),
        ("a {B}", "inline-brace", 2),
        ("a {b", "inline-brace", 2),
        ("a {b.c}", "inline-brace", 2),
        ("a {}", "inline-brace", 2),
        ("a { b }", "inline-brace", 2),
        ("a [@]", "inline-reference", 2),
        ("a [@s", "inline-reference", 2),
        ("a [@S]", "inline-reference", 2),
        ("a [@s,]", "inline-reference", 2),
        ("a [#1]", "inline-reference", 2),
        ("a [#a.b.c]", "inline-reference", 2),
        ("a [b](javascript:x)", "inline-url", 6),
        ("a [b](JavaScript:x)", "inline-url", 6),
        ("a [b](data:text/html,x)", "inline-url", 6),
        ("a [b](file:///etc/passwd)", "inline-url", 6),
        ("a [b](//x.org)", "inline-url", 6),
        ("a [b](https:///x)", "inline-url", 6),
        ("a [b](https://x y)", "inline-url", 6),
        ("a [b](\\\\server\\x)", "inline-url", 6),
        ("a [b]()", "inline-url", 6),
        ("a [ ](https://x.org)", "inline-link", 2),
        ("a [*b*](https://x.org)", "inline-link", 2),
        ("a " + "x" * 201, "long-word", 2),
    ],
)
def test_faults(text: str, code: str, offset: int) -> None:
    problems = Problems()
    parse(Text(text, Place("f", 1, 1)), problems)
    assert code in [problem.code for problem in problems]
    parsed = Problems()
    source = "key: |-\n  " + text
    tree = parse_yaml(Origin("f", source), parsed)
    assert isinstance(tree, Entries)
    value = tree.get("key")
    assert isinstance(value, Scalar)
    parse(Text(value.value, value.place, value), parsed)
    assert Place("f", 2, 3 + offset) in [p.place for p in parsed if p.code == code]


def test_every_fault_of_a_text_is_found() -> None:
    problems = Problems()
    parse("{A} {B} [@] **x", problems)
    assert len(problems) == 4
    assert "\\{" in str(next(iter(problems)))


def test_faults_are_silent_without_problems_and_found_again() -> None:
    text = "a *b {X}"
    parse(text)
    problems = Problems()
    parse(text, problems)
    assert len(problems) == 2


def test_references_in_order_with_their_offsets() -> None:
    text = "{a} *x* [@b, c] [#d.e] {a} \\{f\\} [g](https://x.org)"
    assert references(text) == [
        Reference("fact", "a", 0),
        Reference("source", "b", 8),
        Reference("block", "d.e", 16),
        Reference("fact", "a", 23),
    ]


def test_offsets_lead_back_to_the_text() -> None:
    text = "one *two* {three} [four](https://x.org)"
    found = parse(text)
    begun = [text[inline.offset :][:3] for inline in found]
    assert begun == [
        "one",
        "two",
        " {t",
        "{th",
        " [f",
        "[fo",
    ]


MARKS = st.lists(
    st.sampled_from([*"ab *{}[]()\\@#.,", "**", "{a}", "[@a]", "[#a]", "](https://x.org)", "\n"]),
    max_size=30,
).map("".join)


@given(MARKS)
@example("[" * 500)
@example("[a](" * 300)
@example("\\" * 301)
def test_nothing_raises_and_text_is_neither_lost_nor_doubled(text: str) -> None:
    problems = Problems()
    found = parse(text, problems)
    assert parse(text, Problems()) == found
    printed = "".join(inline.text for inline in found if isinstance(inline, Plain))
    for inline, end in zip((*found[:1], *found[-1:]), (0, -1), strict=False):
        assert not isinstance(inline, Plain) or inline.text[end] != " "
    for char in "ab":
        assert printed.count(char) <= text.count(char)
    if not problems and not any(mark in text for mark in "\\*[]{}"):
        assert printed == " ".join(text.replace("\n", " ").split())


@given(st.text(max_size=60))
def test_escaped_text_prints_as_it_is(text: str) -> None:
    escaped = "".join(f"\\{char}" if char in "\\*[]{}" else char for char in text)
    problems = Problems()
    found = parse(escaped, problems)
    printed = "".join(inline.text for inline in found if isinstance(inline, Plain))
    assert not problems
    assert printed.split() == text.split()
