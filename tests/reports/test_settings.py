"""Settings: extends, tokens, overrides and ``--set``, and what goes before what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from layouts.located import located, unlocated
from layouts.problems import Place, Problems
from reports import cli
from reports.changes import Change, changed, look, merged, options, overrides, settled
from reports.config import Layouts
from reports.edition import Edition
from reports.editions import editions
from reports.explain import Explanation, explain
from reports.setup import Setup, scope, setup
from tests.broken_packs import write_good

GRAND, PARENT, CHILD = "grand.yaml", "parent.yaml", "child.yaml"
FILES = {
    "audiences/grand.yaml": """\
extends: base
name: Grand
label: From the grandparent
theme: grand
pages: {text: short, contents: false}
slides:
  text: short
  date: edition
packs:
  buenos-aires:
    drop: [glossary]
    backup: [questions]
override:
  event: The event of the grandparent
  weight.title: The title of the grandparent
  theme.page.floor: 6.5
""",
    "audiences/parent.yaml": """\
extends: grand
name: Parent
pages:
  text: medium
  columns: 2
slides: {dividers: true}
print:
  bleed: 5
packs:
  buenos-aires:
    drop+: [lines_to_take]
tokens:
  inks:
    warm: {rgb: "#7A3B00", cmyk: [10, 70, 100, 40]}
override:
  event: The event of the parent
  pages.master.templates.body.hang: 96
""",
    "audiences/child.yaml": """\
extends: parent
name: Child
theme: child
pages: {text: long}
label: ~
slides:
  date: live
override:
  weight.shares_of_the_south.type: column
  theme.inks.accent.rgb: "#005A8C"
  weight.shares_of_the_south.caption: ~
  slides.notes: false
""",
    "themes/grand.yaml": """\
extends: ocean
name: Grand theme
page:
  styles:
    body: {size: 11}
    h1: {ink: accent}
""",
    "themes/child.yaml": """\
extends: grand
page:
  styles:
    body: {leading: 15.5}
    h1: {ink: warm}
""",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def found(own: Path, name: str = "child", *given: str) -> Setup:
    problems = Problems()
    said = setup(Layouts(own), name, Place("test"), problems, options(given, problems))
    problems.stop()
    assert said is not None
    return said


def told(own: Path, path: str, *given: str) -> Explanation:
    [one] = explain(path, None, "child", own, given)
    return one


def where(text: str, words: str) -> tuple[int, int]:
    """Line and column of the first of ``words`` in a file."""
    at = text.index(words)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


A, P, G = "audiences/child.yaml", "audiences/parent.yaml", "audiences/grand.yaml"
T, TG = "themes/child.yaml", "themes/grand.yaml"
CASES: list[tuple[str, str, str, str, list[str]]] = [
    # path, value, the file that wins, words at the place, the files it beat
    ("name", "Child", A, "Child", [P, G, "base.yaml"]),
    ("theme", "child", A, "child\npages", [G, "base.yaml"]),
    ("pages.text", "long", A, "long", [P, G, "base.yaml"]),
    ("pages.contents", "false", G, "false}", ["default"]),
    ("pages.columns", "2", P, "2\nslides", ["default"]),
    ("slides.text", "short", G, "short\n  date", ["base.yaml"]),
    ("slides.date", "live", A, "live", [G, "default"]),
    ("slides.dividers", "true", P, "true}", ["default"]),
    ("slides.notes", "false", A, "false\n", ["default"]),
    ("slides.layouts.callout", "statement", "base.yaml", "statement", []),
    ("print.bleed", "5", P, "5\npacks", ["default"]),
    ("packs.buenos-aires.backup", "[questions]", G, "[questions]", ["default"]),
    ("theme.inks.warm.rgb", "#7A3B00", P, '"#7A3B00"', ["ocean.yaml"]),
    ("theme.inks.accent.rgb", "#005A8C", A, '"#005A8C"', ["ocean.yaml"]),
    ("theme.page.styles.body.size", "11", TG, "11}", ["ocean.yaml"]),
    ("theme.page.styles.body.leading", "15.5", T, "15.5", ["ocean.yaml"]),
    ("theme.page.styles.h1.ink", "warm", T, "warm}", [TG, "ocean.yaml", "default"]),
    ("theme.page.floor", "6.5", G, "6.5", ["ocean.yaml", "default"]),
    ("pages.master.templates.body.hang", "96", P, "96", ["a4-brief.yaml", "default"]),
    ("weight.shares_of_the_south.type", "column", A, "column", ["sections.yaml"]),
    ("weight.title", "The title of the grandparent", G, "The title of", ["sections.yaml"]),
    ("event", "The event of the parent", P, "The event of", ["pack.yaml", "default"]),
]


@pytest.mark.parametrize(("path", "value", "file", "words", "beaten"), CASES)
def test_explain_names_the_winner_and_whom_it_beat(
    path: str, value: str, file: str, words: str, beaten: list[str], own: Path
) -> None:
    one = told(own, path)
    assert str(one.value) == value or str(one.value).lower() == value or [value[1:-1]] == one.value
    winner = one.winner
    assert winner is not None
    assert winner.place.file.endswith(file)
    if file in FILES:
        assert (winner.place.line, winner.place.column) == where(FILES[file], words)
    losers = [layer.place.file for layer in reversed(one.layers[:-1])]
    assert len(losers) == len(beaten)
    assert all(name.endswith(end) for name, end in zip(losers, beaten, strict=True))
    assert f"wins   {winner.place}" in one.text()


def test_a_list_that_is_added_to_has_several_authors(own: Path) -> None:
    one = told(own, "packs.buenos-aires.drop")
    assert one.value == ["glossary", "lines_to_take"]
    assert [(layer.by, layer.adds) for layer in one.layers] == [
        ("default", False),
        ("file", False),
        ("file", True),
    ]


def test_the_command_line_beats_all_files(own: Path) -> None:
    for path in ("pages.text", "theme.page.floor", "event"):
        one = told(own, path, f"{path}=short" if path != "theme.page.floor" else f"{path}=7")
        assert one.winner is not None
        assert one.winner.by == "--set"
        assert len(one.layers) == len(told(own, path).layers) + 1


def test_what_is_taken_away_beats_what_was_there(own: Path) -> None:
    one = told(own, "weight.shares_of_the_south.caption")
    assert one.value is None
    assert one.winner is not None
    assert (one.winner.by, one.winner.value) == ("override", None)
    label = told(own, "label")
    assert (label.value, found(own).audience.label) == ("", "")


def test_explain_agrees_with_what_is_read(own: Path) -> None:
    """The winner's place is where the record of the theme has it from."""
    said = found(own)
    assert said.theme is not None
    count = 0
    for start, record in (("theme.page", said.theme), ("theme.inks", said.theme)):
        for one in explain(start, None, "child", own):
            steps = one.path.split(".")
            if one.winner is None or one.winner.by == "default" or len(steps) < 2:
                continue
            place = record.at(record.written()[steps[1]], *steps[2:])
            assert place == one.winner.place, one.path
            count += 1
    assert count > 200


def test_explain_on_the_command_line(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["explain", "pages", "--layouts", str(own), "-a", "child"]
    assert cli.main(words) == 0
    text = capsys.readouterr().out
    assert text.startswith("pages.")
    assert cli.main([*words, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["path"] for row in rows} >= {"pages.text", "pages.master", "pages.columns"}
    assert all(row["layers"] for row in rows)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("pages.txet", "text"),
        ("theme.inks.acent.rgb", "accent"),
        ("weigth.title", "weight"),
        ("weight.shares_of_the_suoth", "shares_of_the_south"),
        ("nothing.like.it", ""),
    ],
)
def test_a_path_that_leads_nowhere(
    path: str, near: str, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", path, "--layouts", str(own), "-a", "child"]) == 2
    said = capsys.readouterr().err
    assert "bad-setting" in said
    assert (f"did you mean {near!r}" in said) == bool(near)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("weight.nothing.title=x", "bad-setting"),
        ("weight.shares_of_the_south.tpye=bar", "unknown-key"),
        ("weight.shares_of_the_south.x=nothing", "unknown-name"),
        ("theme.page.styles.body.size=1000", "out-of-range"),
        ("theme.inks.accent.rgb=red", "bad-value"),
        ("title.x.y=z", "bad-setting"),
        ("pages.text=huge", "unknown-name"),
        ("pages.size=A44", "unknown-name"),
        ("pages.size=16:9", "unknown-name"),
        ("slides.size=A4", "unknown-name"),
        ("pages.columns=9", "out-of-range"),
        ("tokens.inks={nothing: {rgb: '#000000', cmyk: [0, 0, 0, 100]}}", "unknown-name"),
        ("tokens.slides.scale=0.7", "too-small"),
        ("theme.inks.text.rgb='#EEEEEE'", "low-contrast"),
        ("pack.id=other", "bad-value"),
        ("event+=[x]", "bad-setting"),
        ("weight.blocks+=x", "bad-setting"),
        ("label", "usage"),
        ("a..b=1", "usage"),
        ("event=[", "yaml-syntax"),
        ("event={{x}}", "yaml-"),
        ("clearance=top", "unknown-name"),
        ("formats=[]", "too-few"),
        ("formats=[docx]", "unknown-name"),
    ],
)
def test_a_change_that_cannot_be(
    change: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert cli.main(["build", "-q", "-a", "delegation", "-o", str(out), "--set", change]) == 2
    assert f": {code}" in capsys.readouterr().err
    assert not (out / "manifest.json").exists()


def built(tmp_path: Path, *changes: str) -> Edition:
    [edition] = editions(None, "delegation", tmp_path, settings=changes)
    return edition


def test_sizes_columns_and_tokens_change_what_is_laid_out(tmp_path: Path) -> None:
    (tmp_path / "audiences").mkdir()
    edition = built(
        tmp_path,
        "pages.size=letter",
        "pages.columns=2",
        "slides.size=4:3",
        "tokens.pages={scale: 1.1, leading: 1.2, spacing: 2}",
    )
    page, slide = edition.masters["page"], edition.masters["slide"]
    assert (page.width, page.height) == (612, 792)
    assert page.template("text")[1].columns == 2
    assert (slide.width, slide.height) == (720, 540)
    plain, large = built(tmp_path).theme.page, edition.theme.page
    for role, style in plain.styles.items():
        assert large.styles[role].size == pytest.approx(style.size * 1.1, abs=0.01)
        assert large.styles[role].leading == pytest.approx(style.leading * 1.32, abs=0.01)
        assert large.styles[role].after == pytest.approx(style.after * 2.2, abs=0.01)
    assert edition.theme.slide == built(tmp_path).theme.slide
    assert "--set pages.size" in edition.inputs


def test_what_is_set_is_in_the_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["-a", "press", "-o", str(tmp_path), "--set", "slides.notes=false"]
    words += ["--set", "slides.size=4:3", "--set", "title=A title of this run"]
    words += ["--set", "at_a_glance.what_to_know.items+=[A point of this run]"]
    assert cli.main(["build", "-q", *words]) == 0
    deck = Presentation(str(next(tmp_path.glob("*.pptx"))))
    assert deck.slide_width == Pt(720)
    assert deck.core_properties.title == "A title of this run"
    notes = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    assert not any(notes)
    capsys.readouterr()
    assert cli.main(["check", *words]) in (0, 1)
    assert "manifest-differs" not in capsys.readouterr().out


def a_pack(folder: Path) -> str:
    """A small good pack in ``folder``."""
    folder.mkdir()
    write_good(folder)
    return str(folder)


def test_only_what_an_audience_makes_is_made(tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "pack")
    for formats, endings in (("[print]", {"-print.pdf"}), ("[pptx]", {".pptx"})):
        out = tmp_path / formats.strip("[]")
        words = [pack, "-a", "press", "-o", str(out), "--set", f"formats={formats}"]
        assert cli.main(["build", "-q", *words]) == 0
        names = {path.name.partition("-en")[2] for path in out.glob("small*")}
        assert names == endings
        assert cli.main(["check", *words]) == 0
        book = json.loads((out / "manifest.json").read_text())
        entry = book["packs"]["small"]["audiences"]["press"]
        assert bool(entry["pages"]) == ("print" in formats)
        assert bool(entry["slides"]) == ("pptx" in formats)
    twin = next((tmp_path / "print").glob("*-print.pdf"))
    twin.write_bytes(twin.read_bytes() + b" ")
    words = [pack, "-a", "press", "-o", str(twin.parent), "--set", "formats=[print]"]
    assert cli.main(["check", *words]) == 1


def test_a_file_claims_what_the_audience_asks(tmp_path: Path) -> None:
    pack, out = a_pack(tmp_path / "pack"), tmp_path / "out"
    for claims in (["ua-1"], []):
        words = [pack, "-a", "press", "-o", str(out), "--set", "formats=[pdf]"]
        asked = [*words, "--set", f"pages.conform={claims}"]
        assert cli.main(["build", "-q", *asked]) == 0
        data = next(out.glob("*.pdf")).read_bytes()
        assert (b"<pdfuaid:part>1" in data) == ("ua-1" in claims)
        assert b"<pdfaid:part>" not in data
        assert cli.main(["check", *asked]) == 0
    assert cli.main(["check", *words]) == 1


def change(path: str, value: Any) -> Change:
    [one] = overrides(located({"override": {path: value}}))  # type: ignore[arg-type]
    return one


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("a", 1, {"a": "1", "b": {"c": ["x", "y"]}, "l": [{"id": "p", "v": "1"}]}),
        ("b.c+", ["z"], {"a": "0", "b": {"c": ["x", "y", "z"]}, "l": [{"id": "p", "v": "1"}]}),
        ("b.c.0", "w", {"a": "0", "b": {"c": ["w", "y"]}, "l": [{"id": "p", "v": "1"}]}),
        ("b.c.1", None, {"a": "0", "b": {"c": ["x"]}, "l": [{"id": "p", "v": "1"}]}),
        ("l.p.v", 2, {"a": "0", "b": {"c": ["x", "y"]}, "l": [{"id": "p", "v": "2"}]}),
        ("b", None, {"a": "0", "l": [{"id": "p", "v": "1"}]}),
        (
            "n.m",
            3,
            {"a": "0", "b": {"c": ["x", "y"]}, "l": [{"id": "p", "v": "1"}], "n": {"m": "3"}},
        ),
    ],
)
def test_changes_are_put_in_and_leave_the_rest(path: str, value: Any, wanted: Any) -> None:
    tree: Any = located({"a": 0, "b": {"c": ["x", "y"]}, "l": [{"id": "p", "v": 1}]})
    before, problems = unlocated(tree), Problems()
    assert unlocated(changed(tree, [change(path, value)], problems)) == wanted
    assert not problems
    assert unlocated(tree) == before


def test_merging() -> None:
    base: Any = located({"a": 1, "m": {"x": 1, "y": [1]}, "l": [1]})
    own: Any = located({"a": None, "m": {"y+": [2]}, "l+": [2], "k+": [3]})
    problems = Problems()
    tree = settled(merged(base, own), problems)
    assert unlocated(tree) == {"m": {"x": "1", "y": ["1", "2"]}, "l": ["1", "2"], "k": ["3"]}
    assert unlocated(look(tree, ("m", "y", "1"))) == "2"  # type: ignore[arg-type]
    settled(located({"a+": 1}), problems)  # type: ignore[arg-type]
    assert [problem.code for problem in problems] == ["wrong-type"]


@pytest.mark.parametrize(
    ("path", "what", "inside"),
    [
        ("theme", "audience", "theme"),
        ("theme.inks", "theme", "inks"),
        ("pages.master", "audience", "pages.master"),
        ("pages.master.unit", "page master", "unit"),
        ("slides.master.layouts.text", "slide master", "layouts.text"),
        ("language.labels", "language", "labels"),
        ("weight.title", "pack", "weight.title"),
        ("sections.theme.title", "pack", "sections.theme.title"),
    ],
)
def test_what_a_path_is_about(path: str, what: str, inside: str) -> None:
    assert scope(path.split(".")) == (what, tuple(inside.split(".")))
