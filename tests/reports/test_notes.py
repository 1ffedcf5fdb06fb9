"""Speaker notes: what packs may write, and what becomes of it in the deck."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from pptx import Presentation

from layouts.located import located
from layouts.problems import Problems
from layouts.records import json_schema, read
from layouts.runs import Remark, plain
from layouts.scene import Scene
from reports import cli
from reports.edition import Edition
from reports.editions import editions
from reports.notes import Note
from tests.judges_pptx import need_sdk, sdk

PACK: dict[str, Any] = {
    "pack": {"id": "notes", "edition": "3", "language": "en"},
    "title": "Notes",
    "sources": {"report": {"title": "A report", "url": "https://example.org/report"}},
    "facts": {
        "count": {"value": "12", "source": "report"},
        "day": {"value": "4 June", "source": "report"},
    },
    "sections": [
        {
            "id": "one",
            "title": "The first section",
            "blocks": [
                {"kind": "paragraph", "id": "a", "title": "First", "text": "They were {count}."},
                {"kind": "paragraph", "id": "b", "title": "Second", "text": "Said on {day}."},
            ],
        }
    ],
}
NOTES: list[Any] = [
    "A paragraph with **weight** and [a link](https://example.org/a).",
    {"short": "Short.", "long": "Long."},
    {"list": ["A point", {"text": "With more", "steps": ["once", "twice"]}]},
    {"text": "First of all:", "steps": ["Begin with {count}.", {"short": "Go on.", "long": "On."}]},
    {"list": ["See [#one.b]."]},
]


def edition(folder: Path, notes: Sequence[Any], **changes: Any) -> Edition:
    """The pack with these notes at its first block, for an audience with these changes."""
    first, *others = PACK["sections"][0]["blocks"]
    section = {**PACK["sections"][0], "blocks": [{**first, "notes": list(notes)}, *others]}
    (folder / "pack").mkdir()
    text = yaml.safe_dump({**PACK, "sections": [section]}, allow_unicode=True)
    (folder / "pack" / "pack.yaml").write_text(text, encoding="utf-8")
    (folder / "own" / "audiences").mkdir(parents=True)
    audience = yaml.safe_dump({"extends": "base", "name": "Mine", **changes})
    (folder / "own" / "audiences" / "mine.yaml").write_text(audience, encoding="utf-8")
    [found] = editions(str(folder / "pack"), "mine", folder / "own")
    return found


def composed(made: Edition) -> Scene:
    return made.compose("slide")[0]


def said(remarks: Sequence[Remark]) -> list[tuple[int, str, str]]:
    return [(remark.depth, remark.label, plain(remark.runs)) for remark in remarks]


def test_notes_are_told_as_paragraphs_and_lists(tmp_path: Path) -> None:
    scene = composed(edition(tmp_path, NOTES))
    assert said(scene.pages[1].notes) == [
        (0, "", "A paragraph with weight and a link."),
        (0, "", "Short."),
        (0, "•", "A point"),
        (0, "•", "With more"),
        (1, "1.", "once"),
        (1, "2.", "twice"),
        (0, "", "First of all:"),
        (0, "1.", "Begin with 12."),
        (0, "2.", "Go on."),
        (0, "•", "See “Second” (slide 0)."),
    ]


def test_the_deck_has_them_as_lists_with_levels_links_and_numbers(tmp_path: Path) -> None:
    made = edition(tmp_path, NOTES)
    out = tmp_path / "out"
    folders = ["--layouts", str(tmp_path / "own"), "--audience", "mine", "--out", str(out)]
    assert cli.main(["build", str(tmp_path / "pack"), *folders]) == 0
    blob = (out / f"{made.stem}.pptx").read_bytes()
    paragraphs = Presentation(io.BytesIO(blob)).slides[1].notes_slide.notes_text_frame.paragraphs
    assert paragraphs[-1].text == "See “Second” (slide 3)."
    assert [p.level for p in paragraphs] == [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert paragraphs[0].runs[3].hyperlink.address == "https://example.org/a"
    need_sdk()
    assert sdk(out / f"{made.stem}.pptx") == []


def test_facts_in_lists_count_as_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edition(tmp_path, [{"list": [{"text": "a", "list": ["This was on {day}."]}]}])
    folders = ["--layouts", str(tmp_path / "own"), "--audience", "mine"]
    folders += ["--out", str(tmp_path / "out")]
    assert cli.main(["build", "--strict", str(tmp_path / "pack"), *folders]) == 0
    assert cli.main(["check", str(tmp_path / "pack"), *folders]) == 0, capsys.readouterr().out


def test_words_of_notes_are_asked_of_no_page(tmp_path: Path) -> None:
    made = edition(tmp_path, [{"list": ["Only said, 漢字 and all"]}])
    pages, _ = made.compose("page")
    words = "".join(getattr(item, "text", "") for page in pages.pages for item in page.items())
    assert "Only said" not in words
    assert "漢字" in plain(composed(made).pages[1].notes[0].runs)


GOOD: list[Any] = [
    *NOTES,
    {"text": "a", "list": ["b"]},
    {"list": [{"text": "a", "list": ["b"]}, {"text": "c", "steps": ["d"]}]},
]
BAD: list[Any] = [
    *({}, {"text": None}, {"list": []}, {"list": "a"}, {"list": ["a"], "steps": ["b"]}),
    {"list": [{"list": ["a"]}]},
    {"list": [{"text": "a", "list": [{"text": "b", "list": ["c"]}]}]},
    *({"steps": ["a"] * 13}, {"text": "a" * 901}, {"bullets": ["a"]}, ["a"], None),
    {"list": [{"text": "a", "list": ["b"], "steps": ["c"]}]},
]


@pytest.mark.parametrize("entry", [*GOOD, *BAD])
def test_reader_and_schema_agree_on_notes(entry: Any) -> None:
    from reports.blocks import kinds

    data = {"id": "a", "text": "b", "notes": [entry]}
    problems = Problems()
    cls = kinds()["paragraph"]
    good = entry in GOOD
    assert (read(cls, located(data), problems) is not None) == good, problems
    assert jsonschema.Draft202012Validator(json_schema(cls)).is_valid(data) == good


def test_notes_are_records_of_their_own() -> None:
    note = read(Note, located({"text": "a", "list": ["b", {"text": "c"}]}), Problems())
    assert note is not None
    assert [point.text.pick("short") for point in note.points] == ["b", "c"]
    assert note.steps == ()
