"""Back-up slides: at the end, hidden, numbered, led to, held by the check; and dates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from pptx import Presentation

from layouts.problems import InputError
from layouts.runs import plain
from layouts.scene import Scene
from reports import cli
from reports.check import check
from reports.editions import editions

WORDS = "A sentence of the block that stands here."


def section(ident: str, title: str, *blocks: str) -> dict[str, Any]:
    told = []
    for name in blocks:
        block = {"kind": "paragraph", "id": name.strip("!"), "text": f"{WORDS} Called {name}."}
        told.append({**block, "title": f"Headline of {name}"} if name.endswith("!") else block)
    return {"id": ident, "title": title, "blocks": told}


PACK: dict[str, Any] = {
    "pack": {"id": "kept", "edition": "7", "language": "en"},
    "title": "What is kept back",
    "sources": {"report": {"title": "A report"}},
    "facts": {"count": {"value": "12", "source": "report"}},
    "sections": [
        section("one", "Section one", "a!", "b!", "c!"),
        section("two", "Section two, with {count}", "d", "e!"),
        section("three", "Section three", "f"),
        section("four", "Section four", "g"),
        section("five", "Section five", "h", "i"),
    ],
}


def write(folder: Path, plan: dict[str, Any], **slides: Any) -> tuple[str, Path]:
    """The pack and an audience in ``folder``; how both are called."""
    (folder / "pack").mkdir(exist_ok=True)
    (folder / "pack" / "pack.yaml").write_text(yaml.safe_dump(PACK), encoding="utf-8")
    (folder / "own" / "audiences").mkdir(parents=True, exist_ok=True)
    audience = {"extends": "base", "name": "Mine", "packs": {"kept": plan}, "slides": slides}
    text = yaml.safe_dump(audience, sort_keys=False)
    (folder / "own" / "audiences" / "mine.yaml").write_text(text, encoding="utf-8")
    return str(folder / "pack"), folder / "own"


def composed(folder: Path, *backup: str, medium: str = "slide", **slides: Any) -> Scene:
    pack, own = write(folder, {"backup": list(backup)}, **slides)
    [edition] = editions(pack, "mine", own)
    return edition.compose(medium)[0]


def titles(scene: Scene, *, hidden: bool) -> list[str]:
    return [page.title for page in scene.pages if page.hidden == hidden]


def notes(scene: Scene, title: str) -> list[str]:
    page = next(page for page in scene.pages if page.title == title)
    return [plain(remark.runs) for remark in page.notes]


def words(scene: Scene, number: int) -> str:
    page = scene.pages[number - 1]
    said = " ".join(getattr(item, "text", "") for item in page.items())
    return " ".join(said.split())


def test_backup_comes_last_in_the_order_of_the_pack_and_is_hidden(tmp_path: Path) -> None:
    scene = composed(tmp_path, "three", "one.b")
    assert titles(scene, hidden=True) == ["Headline of b!", "Section three"]
    assert [page.hidden for page in scene.pages] == [False] * 9 + [True] * 2
    assert scene.pages[8].title == "Sources"
    assert [page.number for page in scene.pages] == list(range(1, 12))
    assert {page.section for page in scene.pages[9:]} == {"Back-up slides"}
    assert [page.section for page in scene.pages[:3]] == [
        *["What is kept back"] * 2,
        "Section one",
    ]
    whole = composed(tmp_path)
    assert sorted(page.title for page in whole.pages) == sorted(page.title for page in scene.pages)


def test_backup_says_what_it_is_and_where_it_is_from(tmp_path: Path) -> None:
    scene = composed(tmp_path, "one.b", "two.d", "five")
    number = 1 + [page.title for page in scene.pages].index("Headline of b!")
    assert "Back-up: Section one" in words(scene, number)
    assert "Back-up slides" in words(scene, number + 1)
    assert scene.pages[number].title == "Section two, with 12"
    assert scene.pages[number + 1].title == "Section five"


def test_the_contents_lead_to_the_first_of_it(tmp_path: Path) -> None:
    scene = composed(tmp_path, "one.b", "three")
    links = [
        (run.text, run.link)
        for fragment in scene.pages[1].fragments
        for run in fragment.plan.paragraph.runs
        if run.link
    ]
    assert links[-2:] == [("Sources", "#sources"), ("Back-up slides", "#one.b")]
    assert scene.places["one.b"] == 10
    assert "Section three" not in dict(links)


def test_the_notes_of_the_slide_before_name_it(tmp_path: Path) -> None:
    scene = composed(tmp_path, "one.a", "one.c", "three")
    assert notes(scene, "Headline of b!") == [
        "Back-up: Headline of a! (slide 0)",
        "Back-up: Headline of c! (slide 0)",
    ]
    assert not any("Section three" in line for page in scene.pages for line in _lines(page))


def test_a_section_that_stands_twice_is_one_in_the_structure(tmp_path: Path) -> None:
    for backup in ([], ["one.b"], ["one.b", "two.d", "three"]):
        ids = [node.id for node in composed(tmp_path, *backup).tree.walk()]
        assert len(set(ids)) == len(ids), backup


def _lines(page: Any) -> list[str]:
    return [plain(remark.runs) for remark in page.notes]


def test_pages_know_nothing_of_it(tmp_path: Path) -> None:
    aside = composed(tmp_path, "one.b", "three", medium="page")
    assert [words(aside, n) for n in range(1, len(aside.pages) + 1)] == [
        words(composed(tmp_path, medium="page"), n) for n in range(1, len(aside.pages) + 1)
    ]


def test_fewer_shown_sections_than_it_takes_have_no_contents(tmp_path: Path) -> None:
    scene = composed(tmp_path, "three", "four")
    assert "Contents" not in titles(scene, hidden=False)
    assert scene.home is None


def test_dividers_are_for_what_is_shown(tmp_path: Path) -> None:
    scene = composed(tmp_path, "three", "one.b", dividers=True)
    assert [title for title in titles(scene, hidden=False) if title.startswith("Part")] == [
        f"Part {n}: {title}"
        for n, title in enumerate(
            ("Section one", "Section two, with 12", "Section four", "Section five"), 1
        )
    ]
    assert notes(scene, "Headline of a!") == ["Back-up: Headline of b! (slide 0)"]


@pytest.mark.parametrize(
    ("plan", "code", "says"),
    [
        ({"backup": ["thre"]}, "unknown-name", "'three'"),
        ({"backup": ["one.x"]}, "unknown-name", "'one.x' is no part of the pack"),
        ({"drop": ["three"], "backup": ["three"]}, "bad-value", "on no slide"),
        ({"sections": ["one", "two"], "backup": ["three"]}, "bad-value", "on no slide"),
        (
            {"backup": ["one.b"], "omit": {"slides": [{"id": "one.b", "why": "w"}]}},
            "bad-value",
            "on no slide",
        ),
        ({"sections": ["one"], "backup": ["one"]}, "nothing-left", "nothing but back-up"),
    ],
)
def test_names_that_cannot_be_backup(
    plan: dict[str, Any], code: str, says: str, tmp_path: Path
) -> None:
    pack, own = write(tmp_path, plan)
    with pytest.raises(InputError) as caught:
        editions(pack, "mine", own)
    [problem] = caught.value.problems
    assert problem.code == code
    assert says in str(problem)
    assert problem.place.file.endswith("mine.yaml")
    assert problem.place.line > 3


def options(folder: Path) -> list[str]:
    return ["--layouts", str(folder / "own"), "-a", "mine", "--out", str(folder / "out")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    pack, _ = write(folder, {"backup": ["three", "one.b"]})
    assert cli.main(["build", "--strict", pack, *options(folder)]) == 0
    return folder


def test_the_documents_agree(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(built / "pack"), *options(built)]) == 0, capsys.readouterr().out


def test_the_manifest_and_the_deck_say_which_slides_are_hidden(built: Path) -> None:
    book = json.loads((built / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert book["packs"]["kept"]["audiences"]["mine"]["hidden"] == [10, 11]
    deck = Presentation(str(built / "out" / "kept-mine-en.pptx"))
    assert [n for n, s in enumerate(deck.slides, 1) if s._element.get("show") == "0"] == [10, 11]
    said = [p.text for p in deck.slides[2].notes_slide.notes_text_frame.paragraphs]
    assert said == ["Back-up: Headline of b! (slide 10)"]


@pytest.mark.parametrize(
    ("slide", "show", "rule"), [(10, None, "backup-shown"), (3, "0", "block-hidden")]
)
def test_the_check_sees_what_is_hidden_and_what_is_not(
    slide: int, show: str | None, rule: str, built: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "twin"
    shutil.copytree(built, folder)
    path = folder / "out" / "kept-mine-en.pptx"
    deck = Presentation(str(path))
    element = deck.slides[slide - 1]._element
    if show is None:
        del element.attrib["show"]
    else:
        element.set("show", show)
    deck.save(str(path))
    found = check(str(folder / "pack"), "mine", folder / "out", folder / "own").findings
    assert {rule, "manifest-differs"} <= {finding.rule for finding in found}
    others = {"backup-shown", "block-hidden"} - {rule}
    assert not others & {finding.rule for finding in found}


# Dates


@pytest.mark.parametrize(
    ("date", "text"),
    [("edition", "Edition 7"), ("4 June 2026", "4 June 2026"), ("live", "00/00/0000"), ("", None)],
)
def test_the_date_that_the_audience_asks_for(date: str, text: str | None, tmp_path: Path) -> None:
    scene = composed(tmp_path, date=date)
    assert scene.live_date == (date == "live")
    assert "Edition 7" in words(scene, 1)
    assert text is None or text in words(scene, 3)
    assert text is not None or "Edition" not in words(scene, 3)
    pages = composed(tmp_path, medium="page", date="4 June 2026")
    assert not any("4 June" in words(pages, n) for n in range(1, len(pages.pages) + 1))


def test_an_edition_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACK, "pack", {"id": "kept", "language": "en"})
    pack, own = write(tmp_path, {}, date="edition")
    with pytest.raises(InputError) as caught:
        editions(pack, "mine", own)
    [problem] = caught.value.problems
    assert problem.code == "bad-value"
    assert "no edition" in problem.found


def test_a_date_without_glyphs_is_named(tmp_path: Path) -> None:
    pack, own = write(tmp_path, {}, date="漢")
    with pytest.raises(InputError) as caught:
        editions(pack, "mine", own)
    assert {problem.code for problem in caught.value.problems} == {"missing-glyph"}
