"""Doctor: what it tells of a template and of the installation, and with which status it ends."""

from __future__ import annotations

import contextlib
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reports import cli, doctor
from reports.doctor import NEEDS, OWN, PACKAGES, Diagnosis
from reports.template.faces import HOW
from tests.templates.hostile import odd
from tests.templates.hostile.base import few, good
from tests.templates.package import MASTER, Parts, changed, layout, packed

PACK = """\
pack: {id: small, edition: "1", language: en}
title: A small pack
sections:
  - id: first
    title: The first section
    blocks:
      - {kind: paragraph, id: opening, text: They met in the harbour and agreed on all points.}
"""


@dataclass
class Told:
    """What a run of the doctor says."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON that it printed."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    def row(self, section: str, **wanted: str) -> dict[str, Any]:
        """The one row of a section with these values."""
        rows = self.data[section]
        (found,) = [row for row in rows if all(row[key] == one for key, one in wanted.items())]
        return dict(found)


class Doctor:
    """Runs the doctor on templates in a folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture

    def ask(self, *words: str) -> Told:
        """The doctor with these words of the command line."""
        self._capture.readouterr()
        status = cli.main(["doctor", *words])
        said = self._capture.readouterr()
        return Told(status, said.out, said.err)

    def on(self, parts: Parts | bytes, *words: str) -> Told:
        """What it says of a template, as JSON."""
        path = self.folder / "brand.pptx"
        path.write_bytes(parts if isinstance(parts, bytes) else packed(parts))
        return self.ask("--format", "json", "--template", str(path), *words)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the doctor says of the sound template that others are made from."""
    path = tmp_path_factory.mktemp("usual") / "brand.pptx"
    path.write_bytes(packed(good()))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = cli.main(["doctor", "--format", "json", "--template", str(path)])
    return Told(status, out.getvalue(), "")


@pytest.fixture
def ward(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """A doctor in a folder of its own."""
    return Doctor(tmp_path, capsys)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A deck on our own master, which has all that a template can have."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    words = ["--audience", "press", "--to", "pptx", "--quiet", "--out", str(folder / "out")]
    assert cli.main(["build", str(folder), *words]) == 0
    return (folder / "out" / "small-press-en.pptx").read_bytes()


def test_nothing_is_missing_from_a_whole_template(ward: Doctor, whole: bytes) -> None:
    told = ward.on(whole)
    assert (told.status, told.data["status"], told.data["advice"], told.err) == (0, 0, [], "")
    assert {row["how"] for row in told.data["layouts"]} == {"by its name"}


def test_what_a_template_lacks_is_advised(usual: Told) -> None:
    told = usual
    assert (told.status, told.data["status"]) == (1, 1)
    words = ("chart-takeaway: ", "three-content: ", "sections: ", "sources: ")
    assert [any(one.startswith(w) for one in told.data["advice"]) for w in words] == [True] * 4
    assert not any(one.startswith("comparison: ") for one in told.data["advice"])


def test_one_layout_less_is_advised_and_what_would_be_one(ward: Doctor) -> None:
    parts = good()
    changed(parts, layout(5), r'show="[^"]*"|(?=preserve=)', 'show="0" ', 1)
    told = ward.on(parts)
    (advice,) = [one for one in told.data["advice"] if one.startswith("comparison: ")]
    assert NEEDS["comparison"] in advice
    assert "a layout called 'Comparison'" in advice


def test_the_json_tells_of_layouts_fonts_and_colours(usual: Told) -> None:
    told = usual
    assert list(told.data) == [
        *("template", "layouts", "fonts", "colours", "could have layouts of their own"),
        *("advice", "status"),
    ]
    assert told.data["template"] == [
        {
            **{"file": "brand.pptx", "slides": "960 by 540 pt", "masters": 1},
            **{"master used": "Harbour", "layouts": 11},
        }
    ]
    assert told.row("layouts", ours="content") == {
        **{"ours": "content", "theirs": "Running text", "how": "by its type"},
        "places": "title: 'Title 1'; main: 'Content Placeholder 2'; foot: free",
    }
    assert told.row("fonts", family="Arial")["for"] == "headings and text"
    assert told.row("colours", what="accent") == {
        **{"what": "accent", "slot": "accent1", "colour": "#0F6B8C"},
        **{"on": "#FFFFFF", "contrast": "6.0"},
    }
    assert "quotation" in {row["ours"] for row in told.data["could have layouts of their own"]}
    assert not {row["ours"] for row in told.data["could have layouts of their own"]} & set(OWN)


def test_text_that_cannot_be_read_is_told_and_advised(ward: Doctor, usual: Told) -> None:
    words = "title of 'Running text'"
    assert not any(row["what"].startswith(words) for row in usual.data["colours"])
    parts = few(2, 4, 6)
    pale = '<a:solidFill><a:srgbClr val="E0E0E0"/></a:solidFill>'
    fill = r"(<p:titleStyle>.*?<a:defRPr[^>]*>)<a:solidFill>.*?</a:solidFill>"
    changed(parts, MASTER, fill, rf"\g<1>{pale}", 1)
    told = ward.on(parts)
    (row,) = [row for row in told.data["colours"] if row["what"].startswith(words)]
    assert (row["colour"], row["contrast"]) == ("#E0E0E0", "1.3")
    assert any("a contrast of 1.3 to 1" in one for one in told.data["advice"])


def test_fonts_that_nobody_has_are_advised(ward: Doctor, usual: Told) -> None:
    parts = few(2, 4, 6)
    changed(parts, "ppt/theme/theme1.xml", 'latin typeface="Arial"', 'latin typeface="Xyzzy"')
    told = ward.on(parts)
    assert told.row("fonts", family="Xyzzy")["measured"] == HOW["widest"]
    assert any("Xyzzy" in one and "--fonts" in one for one in told.data["advice"])
    assert not any("--fonts" in one for one in usual.data["advice"])


def test_people_read_the_same(ward: Doctor, usual: Told) -> None:
    path = ward.folder / "brand.pptx"
    path.write_bytes(packed(good()))
    text = ward.ask("--template", str(path)).out
    assert all(f"\n  {one}\n" in text for one in usual.data["advice"])
    assert "\nto do\n" in text


def test_names_do_not_control_terminals(ward: Doctor) -> None:
    parts = good()
    odd.called("a&#x9b;31mb&#x202e;c&#10;d", parts)
    said = [ward.on(parts).out, ward.ask("--template", str(ward.folder / "brand.pptx")).out]
    assert r"a\u009b31mb\u202ec" in said[0]
    assert r"a\x9b31mb\u202ec" in said[1]
    assert all(line.isprintable() for text in said for line in text.splitlines())
    assert "\nd" not in said[1]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("nowhere.pptx", None, "missing-file"),
        ("broken.pptx", b"no archive", "template-format"),
        ("empty.pptx", b"", "template-[a-z]+|empty"),
    ],
)
def test_a_template_that_cannot_be_used_ends_with_2(
    ward: Doctor, name: str, data: bytes | None, code: str
) -> None:
    path = ward.folder / name
    if data is not None:
        path.write_bytes(data)
    told = ward.ask("--template", str(path))
    assert (told.status, told.out) == (2, "")
    assert re.search(rf"^--template: ({code}): ", told.err)
    path.write_bytes(packed(few(2)))
    assert ward.ask("--template", str(path)).status == 1


def test_reasons_against_a_template_come_all_at_once(ward: Doctor) -> None:
    parts = few(2, 4, 6)
    for name in (layout(2), layout(4)):
        changed(parts, name, "</p:sldLayout>", '<p:x r:id="rId404"/></p:sldLayout>', 1)
    told = ward.on(parts)
    assert (told.status, told.out) == (2, "")
    assert [layout(n) in told.err for n in (2, 4, 6)] == [True, True, False]
    assert "Traceback" not in told.err


def test_the_installation_is_fine(ward: Doctor) -> None:
    told = ward.ask("--format", "json")
    assert (told.status, told.data["advice"]) == (0, [])
    assert [row["package"] for row in told.data["packages"]] == list(PACKAGES)
    assert {row["state"] for row in told.data["fonts"]} == {"as the theme wants it"}


def test_a_missing_package_is_advised(ward: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", (*PACKAGES, "briefpack-no-such-package"))
    told = ward.ask("--format", "json")
    assert told.status == 1
    assert told.data["advice"] == [
        "briefpack-no-such-package is not installed: pip install briefpack-no-such-package"
    ]


def test_a_program_that_is_not_there_is_no_fault(
    ward: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PROGRAMS", {"briefpack-no-such-program": "for nothing"})
    told = ward.ask("--format", "json")
    assert told.status == 0
    assert ward.ask().out.endswith("nothing to do\n")
    assert told.data["programs"][0]["where"] == "not there"


def test_an_unknown_audience_ends_with_2(ward: Doctor) -> None:
    told = ward.ask("--audience", "pres")
    assert (told.status, told.out) == (2, "")
    assert "--audience: " in told.err
    assert "did you mean 'press'?" in told.err
    assert ward.ask("--audience", "press").status == 0


def test_a_section_without_rows_is_left_out_for_people() -> None:
    told = Diagnosis({"none": [], "some": [{"a": 1, "b": "x"}, {"a": 22, "b": "y"}]})
    assert told.text() == "some\n  a   b\n  1   x\n  22  y\n\nnothing to do"
    assert told.data()["none"] == []
    told.advice.append("do it")
    assert (told.status, told.text().splitlines()[-2:]) == (1, ["to do", "  do it"])
