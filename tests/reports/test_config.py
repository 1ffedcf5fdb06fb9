"""Layout files: names held against each other, parents merged, all with file and line."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import yaml

from layouts.master import Master
from layouts.problems import InputError, Place, Problems
from reports import cli, fitting
from reports.changes import options
from reports.config import SHIPPED, Layouts
from reports.setup import setup
from tests.broken_packs import write_good

ROOT = Path(__file__).resolve().parent.parent.parent


def own(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        kind, _, stem = name.partition("__")
        path = tmp_path / "layouts" / kind / f"{stem}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "layouts"


def build(tmp_path: Path, audience: str) -> int:
    folder = tmp_path / "pack"
    if not folder.exists():
        folder.mkdir()
        write_good(folder)
    return cli.main(
        ["build", str(folder), "--layouts", str(tmp_path / "layouts"), "--audience", audience]
        + ["--out", str(tmp_path / "out")]
    )


MASTER = (SHIPPED / "masters" / "a4-brief.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("theme", "code", "says"),
    [
        ("page: {styles: {body: {bar: nope}}}", "unknown-name", "no ink"),
        ("page: {styles: {body: {ink: accen}}}", "unknown-name", "did you mean 'accent'"),
        ("series: [accent, nope]", "unknown-name", "no ink"),
        ("slide: {steps: []}", "too-few", "at least 1"),
        ("slide: {steps: [0.9, 1]}", "bad-value", "largest first"),
        ("slide: {styles: {cell: {size: 12}}}", "too-small", "at least 14 pt"),
        ("inks: {accent: {rgb: blue}}", "bad-value", "#rrggbb"),
    ],
)
def test_a_theme_with_a_fault(
    theme: str, code: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(
        tmp_path,
        themes__mine=f"extends: ocean\n{theme}\n",
        audiences__mine="extends: base\ntheme: mine\n",
    )
    assert build(tmp_path, "mine") == 2
    said = capsys.readouterr().err
    assert f"{code}:" in said
    assert says in said
    assert "layouts/themes/mine.yaml:2:" in said


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{ink: deep, x: 0", "{ink: nope, x: 0", "unknown-name"),
        ("role: running,", "role: nope,", "unknown-name"),
        ("default: body", "default: nope", "unknown-name"),
        ("kind: page", "kind: slide", "wrong-kind"),
        ("main: {slots", "other: {slots", "missing-key"),
        ("hang: 104", "hang: 150", "fine"),
        ("width: 471.28, height: 690", "width: 600, height: 690", "out-of-range"),
        ("width: 471.28, height: 690", "width: 120, height: 690", "out-of-range"),
    ],
)
def test_a_master_with_a_fault(
    old: str, new: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in MASTER
    own(
        tmp_path,
        masters__mine=MASTER.replace(old, new),
        audiences__mine="extends: base\npages: {master: mine}\n",
    )
    status = build(tmp_path, "mine")
    said = capsys.readouterr().err
    assert status == (0 if code == "fine" else 2), said
    assert code == "fine" or f"{code}:" in said


def test_an_own_audience_may_extend_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    folder = own(tmp_path, audiences__press="extends: press\nlabel: Our press kit\n")
    problems = Problems()
    layouts = Layouts(folder)
    found = setup(layouts, "press", Place("test"), problems)
    problems.stop()
    assert found is not None
    press = found.audience
    assert (press.label, press.theme) == ("Our press kit", "terra")
    assert list(layouts.inputs([("audience", "press")])) == [
        "own/audiences/press.yaml",
        "layouts/audiences/base.yaml",
        "layouts/audiences/press.yaml",
    ]


def test_a_circle_is_named(tmp_path: Path) -> None:
    folder = own(tmp_path, audiences__a="extends: b\n", audiences__b="extends: a\n")
    problems = Problems()
    assert setup(Layouts(folder), "a", Place("test"), problems) is None
    [problem] = problems
    assert problem.code == "extends-loop"
    assert "a → b → a" in problem.found


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Layouts(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ("{sections: [first, first]}", "duplicate-id"),
        ("{drop: [first, second]}", "nothing-left"),
        ("{omit: {slides: [{id: first, why: w}, {id: second, why: w}]}}", "nothing-left"),
        ("{sections: [frist]}", "unknown-name"),
        ("{omit: {pages: [{id: first.openin, why: w}]}}", "unknown-name"),
    ],
)
def test_an_arrangement_with_a_fault(
    plan: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(tmp_path, audiences__mine=f"extends: base\npacks:\n  small: {plan}\n")
    assert build(tmp_path, "mine") == 2
    said = capsys.readouterr().err
    assert f"{code}:" in said
    assert "audiences/mine.yaml:3:" in said


def test_a_label_without_glyphs_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(tmp_path, audiences__mine="extends: base\nlabel: 漢字\n")
    assert build(tmp_path, "mine") == 2
    assert "mine.yaml:2:8: missing-glyph" in capsys.readouterr().err


def test_what_is_never_set_needs_no_glyphs(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    write_good(folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    text = text.replace("A note for the speaker,", "A note 漢字,").replace("[one, two]", "[漢字]")
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    own(tmp_path, audiences__mine="extends: base\n")
    assert build(tmp_path, "mine") == 0


def test_the_roles_that_are_checked_are_those_that_the_code_asks_for() -> None:
    """Every string in the engine and the blocks that is a style of the shipped theme is listed."""
    styles = yaml.safe_load((SHIPPED / "themes" / "ocean.yaml").read_text(encoding="utf-8"))
    names = {*styles["page"]["styles"], *styles["slide"]["styles"]}
    asked: set[str] = set()
    for folder in ("layouts", "reports"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.name != "fitting.py":
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        asked.add(node.value)
    listed = {*fitting.ROLES["page"], *fitting.ROLES["slide"]}
    by_tone = {name for name in names if re.match("callout-", name)}
    furniture = {"running", "running-right", "folio", "number", "label"}
    assert (asked & names) - listed - furniture == set()
    assert listed - asked - by_tone == set()
    assert listed <= names


def test_the_labels_that_are_checked_are_those_that_the_code_asks_for() -> None:
    asked: set[str] = set()
    for path in (ROOT / "reports").rglob("*.py"):
        asked |= set(re.findall(r"label\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")))
    english = yaml.safe_load((SHIPPED / "languages" / "en.yaml").read_text(encoding="utf-8"))
    assert asked - set(fitting.LABELS) == set()
    assert set(fitting.LABELS) <= set(english["labels"])


def test_a_language_without_a_label(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (SHIPPED / "languages" / "en.yaml").read_text(encoding="utf-8")
    own(
        tmp_path,
        languages__en=text.replace("  edition:", "  editoin:"),
        audiences__mine="extends: base\n",
    )
    assert build(tmp_path, "mine") == 2
    assert "no label 'edition'" in capsys.readouterr().err


def test_no_audience_named_is_an_error_for_build_and_check(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["build", "--audience", " , "]) == 2
    assert "no audience is named" in capsys.readouterr().err


def test_text_on_a_panel_of_its_own_ink(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = (SHIPPED / "masters" / "a4-brief.yaml").read_text()
    assert "height: 262, ink: paper" in shipped
    for ink, status in (("paper", 0), ("deep", 2)):
        text = shipped.replace("height: 262, ink: paper", f"height: 262, ink: {ink}")
        own(tmp_path, masters__mine=text, audiences__mine="extends: base\npages: {master: mine}\n")
        assert build(tmp_path, "mine") == status
        said = capsys.readouterr().err
        assert ("low-contrast: 'title' in 'deep'" in said) == bool(status)


def test_a_slide_that_no_program_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own(
        tmp_path,
        masters__huge="extends: deck-16x9\nwidth: 3000\nheight: 4100\n",
        audiences__mine="extends: base\nslides: {master: huge}\n",
    )
    assert build(tmp_path, "mine") == 2
    assert "out-of-range" in capsys.readouterr().err


SET = {
    "masters__bold": "extends: deck-16x9\nset: bold\n",
    "slides/bold__base": "extends: base\nframes: {title: {x: 40}}\npanels: []\n",
    "slides/bold__title": "extends: title\ntitle: Bold title\n",
    "slides/bold__plate": "extends: content\ntitle: Plate\n",
}


def bold(tmp_path: Path, **more: str) -> Layouts:
    return Layouts(own(tmp_path, **{**SET, **more}))


def master(layouts: Layouts, name: str) -> Master:
    problems = Problems()
    found = layouts.master(name, "slide", Place("test"), problems)
    problems.stop()
    assert found is not None
    return found


def test_a_set_goes_before_the_shared_layouts_and_under_them(tmp_path: Path) -> None:
    layouts = bold(tmp_path)
    plain, deck = master(layouts, "deck-16x9"), master(layouts, "bold")
    assert "bold" in layouts.sets()
    assert layouts.slide_layouts("bold") == sorted([*layouts.slide_layouts(), "plate"])
    assert set(deck.templates) == {*plain.templates, "plate"}
    # The base of the set, which extends the shared one, is that of the shared layouts, too.
    for name in ("chart", "big-number", "plate"):
        frames = deck.templates[name].frames
        assert frames["title"].x == 40
        assert frames["title"].y == plain.templates["content"].frames["title"].y
        assert deck.templates[name].panels == ()
    assert plain.templates["chart"].frames["title"].x == 56
    assert plain.templates["chart"].panels != ()
    assert deck.templates["title"].title == "Bold title"
    assert deck.templates["title"].frames == plain.templates["title"].frames
    assert deck.templates["quotation"].details == plain.templates["quotation"].details != ()


def test_own_layouts_beside_and_in_a_set_are_found_in_this_order(tmp_path: Path) -> None:
    layouts = bold(
        tmp_path,
        slides__content="extends: content\ntitle: Ours\n",
        slides__base="extends: base\nframes: {title: {y: 50}}\n",
        **{"slides/bold__chart": "extends: chart\ntitle: Bold chart\n"},
    )
    deck, plain = master(layouts, "bold"), master(layouts, "deck-16x9")
    title = deck.templates["plate"].frames["title"]
    assert (title.x, title.y, plain.templates["content"].frames["title"].y) == (40, 50, 50)
    assert deck.templates["content"].title == plain.templates["content"].title == "Ours"
    assert deck.templates["chart"].title == "Bold chart"
    assert plain.templates["chart"].title != "Bold chart"


def test_inputs_name_the_files_of_the_set(tmp_path: Path) -> None:
    layouts = bold(tmp_path)
    deck = master(layouts, "bold")
    used = [("layout", name) for name in layouts.slide_layouts(deck.slide_set)]
    found = layouts.inputs(used, deck.slide_set)
    assert [name for name in found if name.startswith("own/")] == [
        "own/slides/bold/base.yaml",
        "own/slides/bold/plate.yaml",
        "own/slides/bold/title.yaml",
    ]
    assert {"layouts/slides/base.yaml", "layouts/slides/title.yaml"} <= set(found)
    assert set(layouts.inputs([("layout", "plate")], "bold")) == {
        "own/slides/bold/plate.yaml",
        "own/slides/bold/base.yaml",
        "layouts/slides/content.yaml",
        "layouts/slides/base.yaml",
    }


def test_the_manifest_names_the_files_of_the_set(tmp_path: Path) -> None:
    own(tmp_path, **SET, audiences__mine="extends: base\nslides: {master: bold}\n")
    assert build(tmp_path, "mine") == 0
    book = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    inputs = book["packs"]["small"]["audiences"]["mine"]["inputs"]
    assert "own/slides/bold/plate.yaml" in inputs
    assert "layouts/slides/base.yaml" in inputs


@pytest.mark.parametrize(
    ("files", "code", "says", "where"),
    [
        ({"masters__bold": "extends: deck-16x9\nset: blod\n"}, "unknown-name", "'bold'", "2:6"),
        ({"masters__bold": "extends: deck-16x9\nset: ../x\n"}, "unknown-name", "no set", "2:6"),
        ({"slides/bold__plate": "extends: plat\n"}, "unknown-name", "'plate'", "1:10"),
        ({"slides/bold__plate": "extends: plate\n"}, "unknown-name", "'plate'", "1:10"),
        (
            {"slides/bold__content": "extends: quotation\n"},
            "extends-loop",
            "content → quotation → content",
            "",
        ),
    ],
)
def test_a_set_with_a_fault(
    files: dict[str, str], code: str, says: str, where: str, tmp_path: Path
) -> None:
    problems = Problems()
    assert bold(tmp_path, **files).master("bold", "slide", Place("test"), problems) is None
    found = next(problem for problem in problems if problem.code == code)
    assert says in str(found)
    assert f":{where}: " in str(found) or not where


def test_a_master_may_take_back_the_set_that_it_inherits(tmp_path: Path) -> None:
    layouts = bold(tmp_path, masters__plain='extends: bold\nset: ""\n')
    assert "plate" not in master(layouts, "plain").templates


def test_a_master_of_pages_has_no_set(tmp_path: Path) -> None:
    layouts = bold(tmp_path, masters__pages="extends: a4-brief\nset: bold\n")
    problems = Problems()
    assert layouts.master("pages", "page", Place("test"), problems) is None
    assert [problem.code for problem in problems] == ["bad-value"]


@pytest.mark.parametrize("theme", Layouts().names("theme"))
def test_a_theme_is_changed_in_one_line(theme: str) -> None:
    """Every shipped theme can be read on every shipped master."""
    problems, shipped = Problems(), Layouts()
    for master in shipped.names("master"):
        kind = "slide" if master.startswith("deck") else "page"
        [output] = [{"page": "pages", "slide": "slides"}[kind]]
        given = [f"theme={theme}", f"{output}.master={master}"]
        setup(shipped, "base", Place("test"), problems, options(given, problems))
    assert not problems, "\n".join(map(str, problems))
