"""Packs for the rows of a table: what each says, what a bad row stops, and what stays the same."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import yaml
from pptx import Presentation

from layouts.problems import Place, Problems, ResourceError
from reports import bases, batch, cli, pool
from reports.brand import Choice
from reports.editions import Request, editions
from reports.recipients import VALUE, Recipient, Table, read_table

ROOT = Path(__file__).resolve().parents[2]
STEM = "small-guests-en"
HEAD = "id,name,country,language,seat"
GOOD = [
    "brazil,Maria da Silva,Brazil,,12",
    "kenya,James Mwangi,Kenya,en,44",
    '"fiji","Ratu ""Joe"" Cokanauto",Fiji,en,',
]
PACK: dict[str, Any] = {
    "pack": {"id": "small", "language": "en"},
    "title": "A harbour for two countries",
    "translations": {"fr": "../fr", "de": "../nowhere"},
    "sections": [
        {
            "id": "agreed",
            "title": "What {recipient.country} agreed to",
            "blocks": [
                {"kind": "paragraph", "id": "dear", "text": "Dear *{recipient.name}*, welcome."},
                {"kind": "paragraph", "id": "all", "text": "As [#agreed.south] and [#own] say."},
                {
                    "kind": "paragraph",
                    "id": "south",
                    "title": "For the south alone",
                    "only": {"country": ["Kenya", "Brazil"], "language": ["en"]},
                    "text": "The south is told this.",
                },
            ],
        },
        {
            "id": "own",
            "title": "A section of their own",
            "only": {"country": ["Kenya"]},
            "blocks": [{"kind": "paragraph", "id": "seat", "text": "Your seat is unlike others."}],
        },
    ],
}
COVER = ["**{recipient.name}**", "Seat {recipient.seat}"]


def write(folder: Path, *rows: str, head: str = HEAD, **audience: Any) -> list[str]:
    """A pack, an audience and a table in ``folder``; the words of a command that names them."""
    put(folder / "pack" / "pack.yaml", PACK)
    told = {"extends": "base", "name": "Guests", "personal": {"cover": COVER}, **audience}
    put(folder / "own" / "audiences" / "guests.yaml", told)
    table(folder, *(rows or GOOD), head=head)
    return [
        *(str(folder / "pack"), "-a", "guests", "--layouts", str(folder / "own")),
        *("--recipients", str(folder / "table.csv")),
    ]


def put(path: Path, told: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True), encoding="utf-8")


def table(folder: Path, *rows: str, head: str = HEAD) -> None:
    (folder / "table.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def build(folder: Path, words: list[str], *more: str, out: str = "out") -> int:
    return cli.main(["build", *words, "-o", str(folder / out), *more])


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def page_lines(folder: Path) -> str:
    with pdfplumber.open(folder / f"{STEM}.pdf") as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def page_words(folder: Path) -> str:
    return " ".join(page_lines(folder).split())


def slide_words(folder: Path) -> str:
    slides = Presentation(str(folder / f"{STEM}.pptx")).slides
    return " ".join(s.text_frame.text for one in slides for s in one.shapes if s.has_text_frame)


def told(folder: Path) -> dict[str, dict[str, Any]]:
    rows = json.loads((folder / "recipients.json").read_bytes())["recipients"]
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three good rows, made by one process."""
    folder = tmp_path_factory.mktemp("made")
    assert build(folder, write(folder)) == 0
    return folder


# What a recipient is told


@pytest.mark.parametrize("said", [page_words, slide_words])
def test_both_documents_say_whose_they_are(made: Path, said: Callable[[Path], str]) -> None:
    brazil, fiji = said(made / "out" / "brazil"), said(made / "out" / "fiji")
    assert "Seat 12" in brazil
    assert "What Brazil agreed to" in brazil
    assert "Dear Maria da Silva, welcome." in " ".join(brazil.split())
    assert "Maria" not in fiji
    assert 'Ratu "Joe" Cokanauto' in fiji
    assert "Seat" not in fiji  # a line that says nothing is left out
    assert "{" not in brazil + fiji


@pytest.mark.parametrize("said", [page_words, slide_words])
def test_only_those_whom_it_is_for_are_told(made: Path, said: Callable[[Path], str]) -> None:
    kenya, brazil = said(made / "out" / "kenya"), said(made / "out" / "brazil")
    assert "The south is told this." in kenya
    assert "unlike others" in kenya
    assert "The south is told this." not in brazil  # one of two columns does not match
    assert "unlike others" not in brazil
    assert "A section of their own" in brazil  # where a reference names it, without a link


def test_a_cover_without_room_says_the_same_in_fewer_lines(tmp_path: Path) -> None:
    words = write(tmp_path, personal={"cover": [*COVER, "{recipient.country}", "{recipient.id}"]})
    identity = {"id": "small", "edition": "7", "language": "en"}
    put(
        tmp_path / "pack" / "pack.yaml",
        {**PACK, "pack": identity, "event": "Port Ellen, June 2026", "author": "The secretariat"},
    )
    assert build(tmp_path, words, "--only", "kenya") == 0
    assert "Port Ellen, June 2026 · The secretariat · Edition 7" in slide_words(
        tmp_path / "out" / "kenya"
    )
    assert "Port Ellen, June 2026\nThe secretariat\nEdition 7" in page_lines(
        tmp_path / "out" / "kenya"
    )


def test_a_cover_without_a_place_for_them_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path, extends="chair")
    assert "guests.yaml:5:3: no-frame" in problems_of(tmp_path, words, capsys)
    write(tmp_path, extends="chair", personal={"cover": []})
    assert build(tmp_path, words, "--only", "kenya") == 0


def test_what_is_not_told_leaves_no_trace(made: Path) -> None:
    book = (made / "out" / "brazil" / "manifest.json").read_text()
    assert "agreed.south" not in book
    assert "own.seat" not in book
    assert "agreed.south" in (made / "out" / "kenya" / "manifest.json").read_text()


def test_the_manifest_names_the_row_by_its_hash_alone(made: Path) -> None:
    text = (made / "out" / "brazil" / "manifest.json").read_text()
    assert "Maria" not in text
    assert "table.csv" not in text
    [entry] = json.loads(text)["packs"]["small"]["audiences"].values()
    assert len(entry["inputs"]["recipients/brazil"]) == 64


def test_values_are_printed_as_they_are(tmp_path: Path) -> None:
    names = ["*a* {fact}", "=HYPERLINK(1)", "@SUM(A1)", "<b>&amp;</b>", "[x](y)", "{recipient.id}"]
    rows = [f'p{n},"{name}",Fiji,en,1' for n, name in enumerate(names)]
    assert build(tmp_path, write(tmp_path, *rows), "--to", "pdf,pptx") == 0
    for n, name in enumerate(names):
        assert f"Dear {name}, welcome." in " ".join(slide_words(tmp_path / "out" / f"p{n}").split())
        assert f"Dear {name}, welcome." in page_words(tmp_path / "out" / f"p{n}")


def test_the_documents_of_one_recipient_agree(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(made)
    of = ["check", *words, "-o", str(made / "out" / "kenya"), "--only"]
    shutil.copytree(made / "out" / "kenya", made / "checked")
    of[of.index("-o") + 1] = str(made / "checked")
    assert cli.main([*of, "kenya"]) == 0, capsys.readouterr().out
    # The twin: the documents of another are not hers.
    assert cli.main([*of, "brazil"]) == 1
    said = capsys.readouterr().out
    assert "text-missing" in said
    assert "cover" in said


def test_a_check_is_of_one_recipient(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = write(made)
    assert cli.main(["check", *words, "-o", str(made / "out" / "kenya")]) == 2
    assert "--only: usage" in capsys.readouterr().err


# Alone, together, again


def test_a_lone_build_is_equal_in_bytes(made: Path, tmp_path: Path) -> None:
    assert build(tmp_path, write(tmp_path), "--only", "kenya") == 0
    assert files(tmp_path / "out" / "kenya") == files(made / "out" / "kenya")
    assert not (tmp_path / "out" / "brazil").exists()


def test_two_processes_make_the_same(made: Path, tmp_path: Path) -> None:
    rows = [*GOOD, "tonga,Sela,Tonga,en,1", "bad,,Tonga,en,2", "niue,Tom,Niue,en,3"]
    words = write(tmp_path, *rows)
    assert build(tmp_path, words, "--jobs", "2") == 2
    assert build(tmp_path, words, out="one") == 2
    assert files(tmp_path / "out") == files(tmp_path / "one")
    for name in ("brazil", "kenya", "fiji"):
        assert files(tmp_path / "out" / name) == files(made / "out" / name)


def test_audiences_side_by_side_are_the_same(tmp_path: Path) -> None:
    words = write(tmp_path)[:-2]
    pack = {**PACK, "sections": [{**PACK["sections"][1], "only": {}}]}
    put(tmp_path / "pack" / "pack.yaml", pack)
    for jobs in ("1", "2"):
        names = ["-a", "guests,press", "--jobs", jobs]
        assert build(tmp_path, words, *names, out=jobs) == 0
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert len(files(tmp_path / "1")) == 5


def test_a_second_run_writes_no_pack_and_a_changed_row_its_own(tmp_path: Path) -> None:
    words = write(tmp_path)
    assert build(tmp_path, words) == 0
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.*") if p.parent.name}
    del times[tmp_path / "out" / "recipients.json"]
    assert build(tmp_path, words) == 0
    assert {p: p.stat().st_mtime_ns for p in times} == times
    assert {row["status"] for row in told(tmp_path / "out").values()} == {"unchanged"}
    table(tmp_path, "new,Ann,Fiji,en,2", GOOD[0].replace("12", "13"), *GOOD[1:])
    assert build(tmp_path, words) == 0
    now = told(tmp_path / "out")
    assert {name: row["status"] for name, row in now.items()} == {
        "new": "made",
        "brazil": "made",
        "kenya": "unchanged",
        "fiji": "unchanged",
    }
    assert now["brazil"]["line"] == 3


def test_the_summary_has_the_hashes_of_the_files(made: Path) -> None:
    for name, row in told(made / "out").items():
        for file, entry in row["files"].items():
            data = (made / "out" / name / file).read_bytes()
            assert entry == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def test_the_summary_keeps_what_was_not_asked_for(tmp_path: Path) -> None:
    words = write(tmp_path)
    assert build(tmp_path, words) == 0
    assert build(tmp_path, words, "--only", "fiji, kenya") == 0
    found = {name: row["status"] for name, row in told(tmp_path / "out").items()}
    assert found == {"brazil": "made", "kenya": "unchanged", "fiji": "unchanged"}


# Bad rows

BAD_ROWS = [
    ("~,Ann", "csv-ragged", 5),
    ("~,Ann,Fiji,en,1,2", "csv-ragged", 19),
    ('~,"Ann,Fiji,en,1', "csv-quote", 5),
    ('~,An"n,Fiji,en,1', "csv-quote", 5),
    (",Ann,Fiji,en,1", "bad-value", 1),
    ("../~,Ann,Fiji,en,1", "bad-value", 1),
    ("a/b,Ann,Fiji,en,1", "bad-value", 1),
    ("..,Ann,Fiji,en,1", "bad-value", 1),
    (".hidden,Ann,Fiji,en,1", "bad-value", 1),
    ("/etc,Ann,Fiji,en,1", "bad-value", 1),
    ("Nul,Ann,Fiji,en,1", "bad-value", 1),
    (f"{'a' * 61},Ann,Fiji,en,1", "bad-value", 1),
    ("~,Ann\u202e,Fiji,en,1", "bad-character", 5),
    (f"~,{'x' * (VALUE + 1)},Fiji,en,1", "too-long", 5),
    ("KENYA,Ann,Fiji,en,1", "duplicate-id", 1),
    ("~,,Fiji,en,1", "empty-cell", 5),
    ("~,محمد,Fiji,en,1", "missing-glyph", 5),
    ("~,Ann 😀,Fiji,en,1", "missing-glyph", 5),
    ("~,Ann,Fiji,es,1", "wrong-language", 14),
    ("~,Ann,Fiji,de,1", "wrong-language", 14),
    (f"~,Ann,{'W' * VALUE},en,1", "cannot-fit", 1),
]
"""Rows with their code and column; ~ is an id of three characters."""


def test_bad_rows_are_named_and_the_others_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row.replace("~", f"a{n}") for n, (row, _, _) in enumerate(BAD_ROWS, 10)]
    words = write(tmp_path, *GOOD[:2], *rows, GOOD[2])
    assert build(tmp_path, words) == 2
    said = capsys.readouterr()
    lines = [line for line in said.err.splitlines() if line.startswith(f"{tmp_path}/table.csv")]
    codes = [("duplicate-id", 3, 1)]  # both rows of the same id
    codes += [(code, n, column) for n, (_, code, column) in enumerate(BAD_ROWS, 4)]
    for line, (code, n, column) in zip(lines, codes, strict=True):
        assert line.startswith(f"{tmp_path}/table.csv:{n}:{column}: {code}: ")
    failed = len(codes)
    assert f"{failed + 2} recipients: 2 made, 0 unchanged, {failed} failed" in said.out
    made = {p.name for p in (tmp_path / "out").iterdir() if p.is_dir()}
    assert made == {"brazil", "fiji"}
    assert f"no-pack: there is no pack.yaml in '{tmp_path}/nowhere'" in said.err
    assert told(tmp_path / "out")["a10"]["problems"][0]["code"] == "csv-ragged"
    assert told(tmp_path / "out")["a10"]["status"] == "failed"


def test_the_good_twins_of_bad_rows_are_made(tmp_path: Path) -> None:
    """What is next to the limits, and faults in columns that nothing prints."""
    rows = [
        f"{'a' * 60},{'x' * 3},Fiji,en,1,",
        "Nully,Ann,Fiji,en,,😀 محمد",
        f"A-b_c,Ann,Fiji,en,1,{'y' * VALUE}",
        ",,,,,",
        "",
    ]
    assert build(tmp_path, write(tmp_path, *rows, head=f"{HEAD},remark")) == 0
    assert len(told(tmp_path / "out")) == 3


def test_a_failed_row_leaves_its_earlier_files(tmp_path: Path) -> None:
    words = write(tmp_path)
    assert build(tmp_path, words) == 0
    before = files(tmp_path / "out" / "kenya")
    table(tmp_path, GOOD[0], "kenya,,Kenya,en,44")
    assert build(tmp_path, words) == 2
    assert files(tmp_path / "out" / "kenya") == before
    assert told(tmp_path / "out")["kenya"]["files"] == {}


def test_what_cannot_be_written_is_one_row_s(tmp_path: Path) -> None:
    words = write(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kenya").write_text("in the way")
    assert build(tmp_path, words) == 3
    assert told(tmp_path / "out")["kenya"]["problems"][0]["code"] == "not-written"
    assert (tmp_path / "out" / "fiji" / f"{STEM}.pdf").is_file()


def test_a_bug_is_one_row_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = batch.release

    def release(out: Path, *rest: Any) -> list[str]:
        return real(out, *rest) if out.name != "kenya" else [][1]

    monkeypatch.setattr(batch, "release", release)
    assert build(tmp_path, write(tmp_path)) == 70
    assert "table.csv:3:1: not-made: a bug in briefpack: IndexError" in capsys.readouterr().err
    assert (tmp_path / "out" / "fiji" / f"{STEM}.pdf").is_file()


# Languages


def test_another_language_is_the_pack_in_it(tmp_path: Path) -> None:
    words = write(tmp_path, *GOOD, "anne,Anne,France,fr,1")
    put(tmp_path / "own" / "languages" / "fr.yaml", {"extends": "en", "code": "fr"})
    french = {**PACK, "pack": {"id": "small", "language": "fr"}, "title": "Un port"}
    put(tmp_path / "fr" / "pack.yaml", french)
    assert build(tmp_path, words) == 0
    assert [p.name for p in sorted((tmp_path / "out" / "anne").glob("*.pdf"))] == [
        "small-guests-fr.pdf"
    ]
    assert (tmp_path / "out" / "kenya" / f"{STEM}.pdf").is_file()
    of = ["check", *words, "-o", str(tmp_path / "out" / "anne"), "--only", "anne"]
    assert cli.main(of) == 0


def test_a_folder_with_another_pack_is_no_translation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path, *GOOD, "anne,Anne,France,fr,1")
    put(tmp_path / "fr" / "pack.yaml", {**PACK, "pack": {"id": "other", "language": "fr"}})
    assert build(tmp_path, words) == 2
    said = capsys.readouterr().err
    assert "table.csv:5:18: wrong-language: the pack in 'fr' cannot be used" in said
    assert "is 'other' in 'fr'; expected 'small' in 'fr'" in said


@pytest.mark.parametrize("where", ["../../fr", "/fr", "..", "a/b", "~"])
def test_translations_are_beside_the_pack(tmp_path: Path, where: str) -> None:
    words = write(tmp_path)
    put(tmp_path / "pack" / "pack.yaml", {**PACK, "translations": {"fr": where}})
    assert build(tmp_path, words) == 2
    assert not (tmp_path / "out").exists()


# Tables


def read(folder: Path, data: bytes | str) -> tuple[Table | None, list[str]]:
    path = folder / "t.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    problems = Problems()
    found = read_table(path, Place("--recipients"), problems)
    return found, [str(problem).replace(f"{folder}/", "") for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_as_spreadsheets_save_them(tmp_path: Path, encoding: str) -> None:
    found, problems = read(tmp_path, 'id,name\r\nx,"  Zoë  , Ann "\r\n'.encode(encoding))
    assert found is not None
    [row] = found.rows
    assert row.recipient is not None
    assert row.recipient.values == {"id": "x", "name": "Zoë , Ann"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "t.csv: csv-empty"),
        ("id,name\n", "t.csv: csv-empty"),
        ("name\nAnn\n", "t.csv:1:1: csv-header: no column 'id'"),
        ("ID,name\nx,Ann\n", "t.csv:1:1: csv-header: column 'ID'"),
        ("id,full name\nx,Ann\n", "t.csv:1:4: csv-header: column 'full name'"),
        ("id,name,name\nx,Ann,Ann\n", "t.csv:1:9: csv-header: column 'name' twice"),
        ("id,\nx,\n", "t.csv:1:4: csv-header: column ''"),
        ("id;name\nx;Ann\n", "t.csv:1:1: csv-separator"),
        ('id,"name\nx,Ann\n', "t.csv:1:4: csv-quote"),
        (b"id,name\nx,Zo\xeb\n", "t.csv:2:5: csv-encoding"),
        ("id\n" + "x\n" * 20_001, "t.csv:20002:1: csv-too-large"),
    ],
)
def test_a_bad_table_stops_the_run(tmp_path: Path, data: bytes | str, says: str) -> None:
    found, problems = read(tmp_path, data)
    assert found is None
    assert any(problem.startswith(says) for problem in problems), problems


def test_nothing_is_made_without_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path)
    words[-1] = str(tmp_path / "tabel.csv")
    assert build(tmp_path, words) == 2
    assert "missing-file" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("only", "says"),
    [("kenia", "did you mean 'kenya'?"), (" , ", "no recipient is named")],
)
def test_ids_that_are_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], only: str, says: str
) -> None:
    assert build(tmp_path, write(tmp_path), "--only", only) == 2
    assert says in capsys.readouterr().err


def test_only_needs_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path, write(tmp_path)[:-2], "--only", "kenya") == 2
    assert "--only: usage: there is no table" in capsys.readouterr().err


# Packs


def problems_of(folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert build(folder, words) == 2
    assert not (folder / "out").exists()
    return capsys.readouterr().err


def test_a_text_for_a_recipient_needs_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = problems_of(tmp_path, write(tmp_path)[:-2], capsys)
    assert said.count("no-recipient: {recipient.") == 2
    assert "pack.yaml:10:15: no-recipient: {recipient.country}" in said
    assert "expected a table with --recipients" in said


def test_without_a_table_what_is_for_some_is_left_out(tmp_path: Path) -> None:
    words = write(tmp_path)
    block = {"kind": "paragraph", "id": "all", "text": "For all."}
    section = PACK["sections"][1]
    put(
        tmp_path / "pack" / "pack.yaml",
        {**PACK, "sections": [section, {"id": "for_all", "title": "All", "blocks": [block]}]},
    )
    plan = {"small": {"backup": ["own"]}}
    write_audience = {"extends": "base", "name": "Guests", "packs": plan}
    put(tmp_path / "own" / "audiences" / "guests.yaml", write_audience)
    [edition] = editions(words[0], "guests", tmp_path / "own")
    assert edition.selections["slide"].ids == ["for_all.all"]


def test_unknown_columns_are_named_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path, "x,Ann,Fiji,en", head="id,nane,country,language")
    said = problems_of(tmp_path, words, capsys)
    lines = (tmp_path / "pack" / "pack.yaml").read_text().splitlines()
    [n] = [n for n, line in enumerate(lines, 1) if "Dear" in line]
    column = lines[n - 1].index("{") + 1
    where = f"pack.yaml:{n}:{column}: unknown-name"
    assert f"{where}: the table of recipients has no column 'name'" in said
    assert "did you mean 'nane'?" in said
    assert "guests.yaml:6:10: unknown-name: the table of recipients has no column 'seat'" in said


def test_a_condition_on_an_unknown_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path)
    own = {**PACK["sections"][1], "only": {"contry": ["Kenya"]}}
    put(tmp_path / "pack" / "pack.yaml", {**PACK, "sections": [PACK["sections"][0], own]})
    said = problems_of(tmp_path, words, capsys)
    assert "no column 'contry'" in said
    assert "did you mean 'country'?" in said


def test_a_condition_that_nobody_meets_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, write(tmp_path, "x,Ann,Kenia,en,1"), "--strict") == 1
    said = capsys.readouterr().err
    assert "unused: no recipient has 'Kenya' in column 'country'; did you mean 'Kenia'?" in said


@pytest.mark.parametrize("line", ["{fact}", "[#agreed]", "[@source]", "[x](https://x.org)", "{"])
def test_lines_for_the_cover_hold_words_and_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    words = write(tmp_path, personal={"cover": [f"For {line}"]})
    assert "guests.yaml:5:" in problems_of(tmp_path, words, capsys)


def test_the_page_of_the_docs_is_right(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "recipients.md").read_text(encoding="utf-8")
    fences = re.findall(r"^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    [rows] = [text for form, text in fences if form == "csv"]
    examples = [text for form, text in fences if form == "yaml"]
    [guests] = [yaml.safe_load(text) for text in examples if "personal:" in text]
    [main] = [yaml.safe_load(text) for text in examples if "translations:" in text]
    blocks = [yaml.safe_load(text)[0] for text in examples if text.startswith("- kind")]
    words = write(tmp_path)
    (tmp_path / "table.csv").write_text(rows, encoding="utf-8")
    put(tmp_path / "own" / "audiences" / "guests.yaml", guests)
    section = {"id": "agreed", "title": "What was agreed", "blocks": blocks}
    put(tmp_path / "pack" / "pack.yaml", {**PACK, **main, "sections": [section]})
    assert build(tmp_path, words) == 0
    assert set(told(tmp_path / "out")) == {"brazil-1", "kenya-1", "fiji-1"}
    assert "Your fleet" in page_words(tmp_path / "out" / "kenya-1")


def test_limits_hold_for_every_recipient(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path, pages={"max_pages": 9})
    assert build(tmp_path, words) == 0
    assert '"max_pages": 9' in (tmp_path / "out" / "fiji" / "manifest.json").read_text()
    write(tmp_path, pages={"max_pages": 1})
    assert build(tmp_path, words) == 2
    said = capsys.readouterr().err
    assert all(f"table.csv:{n}:1: over-limit: " in said for n in (2, 3, 4))


def test_settings_of_the_command_line_count(tmp_path: Path) -> None:
    words = write(tmp_path)
    assert build(tmp_path, words, "--set", "label=For one", "--only", "fiji", "--to", "pptx") == 0
    assert "For one" in slide_words(tmp_path / "out" / "fiji")
    assert not (tmp_path / "out" / "fiji" / f"{STEM}.pdf").exists()


# Processes


def lonely(folder: Path, words: list[str]) -> subprocess.Popen[str]:
    """The command as a process of its own, with two more."""
    command = [sys.executable, str(ROOT / "build.py"), "build", *words, "-o", str(folder / "out")]
    return subprocess.Popen(
        [*command, "--jobs", "2"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=_heeding,
    )


def _heeding() -> None:
    """Heed SIGINT, which a shell has ignored by what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def some(folder: Path) -> None:
    """Waits until the first pack is there."""
    for _ in range(600):
        if list((folder / "out").glob("*/manifest.json")):
            return
        time.sleep(0.05)
    raise AssertionError("no pack was made")


MANY = [f"p{n},Ann,Fiji,en,{n}" for n in range(400)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_processes_and_leaves_whole_sets(tmp_path: Path, number: int) -> None:
    process = lonely(tmp_path, write(tmp_path, *MANY))
    some(tmp_path)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "Traceback" not in said
    count = len(list((tmp_path / "out").iterdir()))
    assert count < len(MANY)
    for folder in (tmp_path / "out").iterdir():
        found = sorted(path.name for path in folder.iterdir())
        assert found in ([], ["manifest.json", f"{STEM}.pdf", f"{STEM}.pptx"])
    time.sleep(0.5)
    assert len(list((tmp_path / "out").iterdir())) == count  # nobody goes on


class Doubled:
    """Work that does not come back from some tasks."""

    def __call__(self) -> Callable[[Any], Any]:
        return self.work

    def work(self, task: Any) -> Any:
        if task == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return task * 2 if task != "fail" else {}["no"]


def test_a_process_that_dies_takes_its_task_alone() -> None:
    tasks = [1, "die", 2, "fail", 3, "die", 4]
    found = dict(pool.run(Doubled(), tasks, 2))
    assert [found[n] for n in (0, 2, 4, 6)] == [2, 4, 6, 8]
    assert found[1] == found[5] == pool.Lost("its process ended by signal 9", bug=False)
    assert found[3] == pool.Lost("KeyError: 'no'", bug=True)


class Stillborn:
    """Work that cannot begin."""

    def __call__(self) -> Callable[[Any], Any]:
        raise ResourceError("no font")


def test_a_process_that_cannot_begin_ends_the_run() -> None:
    with pytest.raises(ResourceError, match="could not begin: no font"):
        list(pool.run(Stillborn(), [1, 2], 2))


def test_a_row_whose_process_died_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*_: Any) -> Iterator[tuple[int, Any]]:
        yield 1, pool.Lost("its process ended by signal 9", bug=False)
        yield 0, batch.Outcome(batch.MADE)
        yield 2, batch.Outcome(batch.MADE)

    monkeypatch.setattr(batch, "run", run)
    assert build(tmp_path, write(tmp_path)) == 70
    said = capsys.readouterr()
    assert "table.csv:3:1: not-made: its process ended by signal 9" in said.err
    assert "2 made, 0 unchanged, 1 failed" in said.out


def test_files_that_change_during_the_run_are_noticed(tmp_path: Path) -> None:
    words = write(tmp_path)
    columns = tuple(HEAD.split(","))
    request = Request(words[0], "guests", tmp_path / "own", Choice())
    inputs = tuple(edition.inputs for edition in bases.Bases(request, columns).main)
    job = batch.Job(request, columns, tmp_path / "out", None, batch.date_of_build(), inputs)
    assert job()
    put(tmp_path / "pack" / "pack.yaml", {**PACK, "title": "Another"})
    with pytest.raises(ResourceError, match="changed"):
        job()


def test_words_of_recipients_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bases, "STRANGERS", 20)
    words = write(tmp_path)
    request = Request(words[0], "guests", tmp_path / "own", Choice())
    made = bases.Bases(request, HEAD.split(","))
    [edition] = made.main
    faces = edition.faces
    sizes = []
    for n in range(60):
        name = " ".join(chr(97 + n % 26) + chr(97 + n // 26) + end for end in "xyz")
        values = {"id": f"p{n}", "name": name, "country": "Fiji", "language": "en", "seat": ""}
        [own] = made.of(Recipient(f"p{n}", values))
        own.compose("slide")
        sizes.append(faces.kept)
        made.tidy()
    assert max(sizes) <= sizes[0] + 40  # without it: 60 times three words and more
    assert len(set(sizes)) > 5
