"""``diff`` names what changed between two editions, where it stands, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports import cli
from reports.differences import excerpts

AUDIENCES = {"both": {}, "paper": {"formats": ["pdf"]}}
PACK: dict[str, Any] = {
    "pack": {"id": "harbour", "edition": "1", "language": "en"},
    "title": "A harbour for two countries",
    "sources": {
        "minutes": {"title": "Minutes of the third meeting", "date": "June 2026"},
        "map": {"title": "Map of the port"},
    },
    "facts": {
        "berths": {"value": "12", "text": "12 berths", "source": "minutes"},
        "cranes": {"value": "four cranes", "source": "minutes"},
    },
    "datasets": {
        "ships": {
            "file": "ships.csv",
            "source": "minutes",
            "columns": {"year": "text", "ships": "integer", "tons": "number"},
        }
    },
    "sections": [
        {
            "id": "agreed",
            "title": "What was agreed",
            "blocks": [
                {
                    "kind": "paragraph",
                    "id": "outline",
                    "title": "They share {berths}",
                    "text": {
                        "short": "They share {berths} and {cranes}.",
                        "long": "The two countries share {berths} and {cranes}, and divide the "
                        "cost of dredging equally between them from the first day[@map].",
                    },
                    "notes": ["Thank the hosts."],
                },
                {"kind": "list", "id": "next", "items": ["A survey", "A tender", "A contract"]},
            ],
        },
        {
            "id": "traffic",
            "title": "Traffic",
            "blocks": [
                {"kind": "paragraph", "id": "said", "text": "Ships have grown larger."},
                {
                    "kind": "chart",
                    "id": "growth",
                    "title": "More ships",
                    "type": "column",
                    "data": "ships",
                    "x": "year",
                    "y": ["ships"],
                    "alt": "Columns of ships a year.",
                },
            ],
        },
    ],
}
SHIPS = "year,ships,tons\n2024,660,1.5\n2025,820,2.5\n"
Pack = dict[str, Any]
Told = list[tuple[str, ...]]


class Desk:
    """Two editions of a pack, and what is told of their difference."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = folder / "own" / "audiences"
        own.mkdir(parents=True)
        for name, audience in AUDIENCES.items():
            told = {"extends": "base", "name": name, **audience}
            (own / f"{name}.yaml").write_text(yaml.safe_dump(told))

    def build(self, out: str, pack: Pack, ships: str = SHIPS) -> Path:
        """Build an edition for both audiences."""
        place = self.folder / "pack"
        place.mkdir(exist_ok=True)
        (place / "pack.yaml").write_text(yaml.safe_dump(pack, sort_keys=False))
        (place / "ships.csv").write_text(ships)
        words = ["build", str(place), "-a", "both,paper", "--layouts", str(self.folder / "own")]
        assert cli.main([*words, "--out", str(self.folder / out), "--quiet"]) == 0
        return self.folder / out


def copied() -> Pack:
    """The pack, to be changed."""
    pack: Pack = json.loads(json.dumps(PACK))
    return pack


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = Desk(tmp_path_factory.mktemp("desk"))
    found.build("old", PACK)
    return found


def diff(desk: Desk, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    status = cli.main(["diff", str(desk.folder / "old"), str(desk.folder / "new"), *words])
    return status, capsys.readouterr().out


def changes(desk: Desk, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(diff(desk, capsys, "--format", "json", *words)[1])[
        "changes"
    ]
    return found


def brief(found: list[dict[str, Any]]) -> Told:
    keys = ("how", "what", "ident", "field", "old", "new")
    return [tuple(one[key] for key in keys) for one in found]


def test_the_same_pack_has_no_difference(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.build("new", PACK)
    assert diff(desk, capsys, "--exit-code") == (0, "no difference\n")
    assert changes(desk, capsys) == []


def _fact(pack: Pack) -> None:
    pack["facts"]["berths"] |= {"value": "14", "text": "14 berths"}


def _source(pack: Pack) -> None:
    pack["sources"]["minutes"]["date"] = "July 2026"


def _title(pack: Pack) -> None:
    pack["title"] = "A port for two countries"


def _section(pack: Pack) -> None:
    pack["sections"][1]["title"] = "Ships"


def _long_text(pack: Pack) -> None:
    text = pack["sections"][0]["blocks"][0]["text"]
    text["long"] = text["long"].replace("equally", "evenly")


def _notes(pack: Pack) -> None:
    pack["sections"][0]["blocks"][0]["notes"] = ["Thank the pilots."]


def _added(pack: Pack) -> None:
    pack["sections"][1]["blocks"].append({"kind": "paragraph", "id": "more", "text": "And more."})


def _removed(pack: Pack) -> None:
    del pack["sections"][1]["blocks"][0]


def _moved(pack: Pack) -> None:
    pack["sections"][1]["blocks"].reverse()


def _item(pack: Pack) -> None:
    pack["sections"][0]["blocks"][1]["items"].insert(1, "A hearing")


def _used_source(pack: Pack) -> None:
    text = pack["sections"][0]["blocks"][0]["text"]
    text["long"] = text["long"].replace("[@map]", "")


def _form(pack: Pack) -> None:
    pack["sections"][1]["blocks"][1]["type"] = "bar"


def _day(pack: Pack) -> None:
    pack["datasets"]["ships"]["as_of"] = "2026-10-31"


def _unit(pack: Pack) -> None:
    pack["datasets"]["ships"]["unit"] = "ships a year"


def _unused(pack: Pack) -> None:
    pack["facts"]["idle"] = {"value": "nobody prints it", "source": "minutes"}


LONG = PACK["sections"][0]["blocks"][0]["text"]["long"]
CASES: list[tuple[Callable[[Pack], None], Told]] = [
    (
        _fact,
        [
            ("changed", "fact", "berths", "value", "12", "14"),
            ("changed", "fact", "berths", "text", "12 berths", "14 berths"),
        ],
    ),
    (_source, [("changed", "source", "minutes", "date", "June 2026", "July 2026")]),
    (
        _title,
        [
            (
                *("changed", "document", "cover", "title"),
                *("A harbour for two countries", "A port for two countries"),
            )
        ],
    ),
    (_section, [("changed", "section", "traffic", "title", "Traffic", "Ships")]),
    (
        _long_text,
        [
            (
                *("changed", "block", "agreed.outline", "text"),
                *(LONG, LONG.replace("equally", "evenly")),
            )
        ],
    ),
    (
        _notes,
        [
            (
                *("changed", "block", "agreed.outline", "notes"),
                *("Thank the hosts.", "Thank the pilots."),
            )
        ],
    ),
    (_added, [("added", "block", "traffic.more", "", "", "")]),
    (_removed, [("removed", "block", "traffic.said", "", "", "")]),
    (_moved, [("moved", "block", "traffic.growth", "", "", "")]),
    (_item, [("changed", "block", "agreed.next", "text", "", "A hearing")]),
    (
        _used_source,
        [
            (
                *("changed", "block", "agreed.outline", "text"),
                *(LONG, LONG.replace("[@map]", "")),
            ),
            ("removed", "source", "map", "", "", ""),
        ],
    ),
    (_form, [("changed", "block", "traffic.growth", "type", "column", "bar")]),
    (_day, [("changed", "block", "traffic.growth", "as_of", "", "2026-10-31")]),
    (_unit, [("changed", "block", "traffic.growth", "unit", "", "ships a year")]),
    (_unused, []),
]


@pytest.mark.parametrize(("change", "told"), CASES, ids=lambda one: getattr(one, "__name__", ""))
def test_each_change_is_named_once_and_alone(
    desk: Desk,
    change: Callable[[Pack], None],
    told: Told,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack = copied()
    change(pack)
    desk.build("new", pack)
    assert brief(changes(desk, capsys)) == told
    status, text = diff(desk, capsys, "--exit-code")
    assert status == 4  # bytes differ even where nothing that is said does
    for one in told:
        assert one[2] in text or one[1] == "document"


def test_a_number_has_its_page_and_slide(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.build("new", PACK, SHIPS.replace("660", "661"))
    [change] = changes(desk, capsys)
    assert brief([change]) == [("changed", "number", "traffic.growth", "2024, ships", "660", "661")]
    places = {spot["audience"]: (spot["pages"], spot["slides"]) for spot in change["after"]}
    for audience, entry in _entries(desk).items():
        block = entry["blocks"]["traffic.growth"]
        pages = [one["page"] for one in block["pages"]]
        slides = [one["slide"] for one in block.get("slides", ())]
        assert places[audience] == (pages, slides)
        assert pages
    text = diff(desk, capsys)[1]
    assert '2024, ships: "660" → "661"' in text
    assert "both: page" in text
    assert "slide" in text
    assert "paper: page" in text


def test_a_number_that_no_chart_shows_is_not_told(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.build("new", PACK, SHIPS.replace("1.5", "1.75"))
    assert changes(desk, capsys) == []


def _entries(desk: Desk) -> dict[str, Any]:
    book = json.loads((desk.folder / "new" / "manifest.json").read_bytes())
    found: dict[str, Any] = book["packs"]["harbour"]["audiences"]
    return found


def test_notes_stand_on_slides_alone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    pack = copied()
    _notes(pack)
    desk.build("new", pack)
    [change] = changes(desk, capsys)
    [spot] = change["after"]
    assert (spot["audience"], spot["pages"]) == ("both", [])
    assert spot["slides"]


def test_one_audience_can_be_asked_for(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    pack = copied()
    _notes(pack)
    desk.build("new", pack)
    assert changes(desk, capsys, "--audience", "paper") == []


def test_a_name_that_nobody_has_is_no_empty_difference(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.build("new", PACK, SHIPS.replace("660", "661"))
    assert diff(desk, capsys, "--audience", "papre", "--exit-code") == (2, "")
    diff(desk, capsys, "--audience", "papre")
    cli.main(["diff", str(desk.folder / "old"), str(desk.folder / "new"), "-a", "papre"])
    assert "did you mean 'paper'?" in capsys.readouterr().err


def test_audiences_come_and_go(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    out = desk.build("new", PACK)
    book = json.loads((out / "manifest.json").read_bytes())
    del book["packs"]["harbour"]["audiences"]["paper"]
    (out / "manifest.json").write_text(json.dumps(book))
    assert brief(changes(desk, capsys)) == [("removed", "document", "paper", "", "", "")]
    new, old = desk.folder / "new", desk.folder / "old"
    assert cli.main(["diff", str(new / "manifest.json"), str(old)]) == 0
    assert "added documents for paper" in capsys.readouterr().out


def test_markdown_is_a_table_that_nothing_breaks(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied()
    pack["sections"][1]["title"] = "Ships | and *boats*"
    desk.build("new", pack)
    lines = diff(desk, capsys, "--format", "markdown")[1].splitlines()
    assert lines[2].count("|") == 5
    [row] = [line for line in lines if "Ships" in line and line.startswith("|")]
    assert row.replace("\\|", "").count("|") == 5
    assert "\\*boats\\*" in row


@pytest.mark.parametrize("spoilt", [None, "", "[]", '{"format": 99}'])
def test_what_is_no_manifest_is_said(
    spoilt: str | None, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if spoilt is not None:
        (tmp_path / "manifest.json").write_text(spoilt)
    assert cli.main(["diff", str(desk.folder / "old"), str(tmp_path)]) == 3
    assert "manifest" in capsys.readouterr().err


SPOILT: list[Callable[[Any], None]] = [
    lambda entry: entry["blocks"]["agreed.outline"].update(says=5),
    lambda entry: entry["facts"].update(berths="12"),
    lambda entry: entry["facts"]["berths"].update(pages=["1"]),
    lambda entry: entry["sections"].update(agreed=[]),
    lambda entry: entry["sources"]["minutes"].update(says=[["title"]]),
    lambda entry: entry.update(document=None),
    lambda entry: entry.pop("inputs"),
    lambda entry: entry["files"]["harbour-paper-en.pdf"].update(content=7),
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_manifest_of_another_shape_is_said(
    spoil: Callable[[Any], None],
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = json.loads((desk.folder / "old" / "manifest.json").read_bytes())
    spoil(book["packs"]["harbour"]["audiences"]["paper"])
    (tmp_path / "manifest.json").write_text(json.dumps(book))
    for words in ([str(desk.folder / "old"), str(tmp_path)], [str(tmp_path), str(tmp_path)]):
        assert cli.main(["diff", *words]) == 3
        assert "manifest.json" in capsys.readouterr().err


def test_excerpts_keep_a_few_words_around() -> None:
    words = [f"word{n}" for n in range(100)]
    other = [*words[:50], "other", *words[51:]]
    old, new = excerpts(" ".join(words), " ".join(other))
    assert old == "… word46 word47 word48 word49 word50 word51 word52 word53 word54 …"
    assert new == old.replace("word50", "other")
    assert excerpts("a", "b") == ("a", "b")
    assert excerpts(" ".join(words), "")[1] == ""


def test_the_manifest_names_nothing_that_is_not_told(tmp_path: Path) -> None:
    """A reference to a section that an audience does not get leaves no name behind."""
    pack = copied()
    pack["sections"][1]["blocks"][0]["text"] = "As was agreed ([#agreed]), ships have grown."
    desk = Desk(tmp_path)
    own = tmp_path / "own" / "audiences" / "part.yaml"
    only = {"extends": "base", "name": "Part", "packs": {"harbour": {"sections": ["traffic"]}}}
    own.write_text(yaml.safe_dump(only))
    out = desk.build("whole", pack)
    assert "[#agreed]" in (out / "manifest.json").read_text()
    words = ["build", str(tmp_path / "pack"), "-a", "part", "--layouts", str(tmp_path / "own")]
    assert cli.main([*words, "--out", str(tmp_path / "part"), "--quiet"]) == 0
    assert "agreed]" not in (tmp_path / "part" / "manifest.json").read_text()
