"""Layout files that no page can be made of: each is refused at its line, and its twin is taken."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from layouts.fonts import locate
from layouts.located import quote
from layouts.problems import Place, Problems
from reports import cli
from reports.config import GENERATIONS, SHIPPED, Layouts
from reports.edition import Edition
from reports.editions import editions
from reports.fitting import HOLDING, MAY_HOLD
from reports.typefaces import whole
from tests.mutants import project

SANS = "fontpkg_source_sans_3:files/SourceSans3[wght].ttf"
FONT = locate(SANS).read_bytes()
PAGE, DECK, THEME = "masters/own-page.yaml", "slides/base.yaml", "themes/own.yaml"
AUDIENCE = "audiences/own.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound project as the working directory."""
    project.write(tmp_path)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def replaced(root: Path, name: str, old: str, new: str) -> None:
    path = root / "looks" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says of the project, which it must refuse."""
    assert cli.main(project.SEEDS["own"]) == 2
    said = capsys.readouterr().err
    assert not Path("out").exists()
    return said


def read() -> list[Edition]:
    return editions("pack", "own", Path("looks"))


CASES: dict[str, tuple[str, str, str, str]] = {
    "page of no width": (PAGE, "width: 595.28", "width: 0", "out-of-range"),
    "page of less": (PAGE, "width: 595.28", "width: -1", "out-of-range"),
    "page of what is no number": (PAGE, "width: 595.28", "width: .nan", "wrong-type"),
    "endless page": (PAGE, "width: 595.28", "width: .inf", "wrong-type"),
    "page beyond all paper": (PAGE, "width: 595.28", "width: 1e9", "out-of-range"),
    "page within its margins": (PAGE, "width: 595.28", "width: 100", "out-of-range"),
    "text of no width": (
        PAGE,
        "width: 471.28, height: 690",
        "width: 0, height: 690",
        "out-of-range",
    ),
    "a thousand columns": (AUDIENCE, "columns: 1", "columns: 1000", "out-of-range"),
    "columns in words": (AUDIENCE, "columns: 1", "columns: two", "wrong-type"),
    "columns less than none": (AUDIENCE, "columns: 1", "columns: -1", "out-of-range"),
    "bleed beyond the page": (
        AUDIENCE,
        "name: Own",
        "name: Own\nprint: {bleed: 900}",
        "out-of-range",
    ),
    "short colour": (THEME, '"#00629B"', '"#fff"', "bad-value"),
    "colour of two digits": (THEME, '"#00629B"', '"#12"', "bad-value"),
    "colour by name": (THEME, '"#00629B"', "red", "bad-value"),
    "colour as a number": (THEME, '"#00629B"', "7", "bad-value"),
    "three inks": (THEME, "[100, 40, 5, 10]", "[100, 40, 5]", "too-few"),
    "more than all ink": (THEME, "[100, 40, 5, 10]", "[101, 40, 5, 10]", "out-of-range"),
    "index of the footer": (DECK, "index: 10", "index: 90", "out-of-range"),
    "index twice": ("slides/content.yaml", "index: 20", "index: 10", "bad-value"),
    "two titles": (DECK, "placeholder: body, index: 10", "placeholder: title", "bad-value"),
    "label without what it is for": (
        "languages/en.yaml",
        'reading_short: "{value} [{number}]"',
        'reading_short: "-"',
        "bad-value",
    ),
    "label with another name": (
        "languages/en.yaml",
        "{n}: {title}",
        "{n} {title} {x}",
        "unknown-name",
    ),
    "lines far apart": (THEME, "size: 8, leading: 10.6", "size: 8, leading: 240", "out-of-range"),
    "lines on one another": (
        THEME,
        "size: 8, leading: 10.6",
        "size: 8, leading: 5",
        "out-of-range",
    ),
    "unknown theme": (AUDIENCE, "theme: own", "theme: ../themes/own", "bad-path"),
    "unknown master": (AUDIENCE, "master: own-page", "master: /etc/passwd", "unknown-name"),
    "font that is not there": (THEME, SANS, "fonts/none.ttf", "missing-file"),
    "font elsewhere": (THEME, SANS, "../../secret/token.txt", "bad-path"),
    "font by its whole path": (THEME, SANS, "/etc/passwd", "bad-path"),
    "font above its package": (THEME, SANS, "fontpkg_source_sans_3:../x.ttf", "bad-path"),
    "font not in its package": (THEME, SANS, "fontpkg_source_sans_3:files/x.ttf", "missing-file"),
    "font with an address": (THEME, SANS, "http://127.0.0.1:9/x.ttf", "bad-path"),
    "text as a font": (THEME, SANS, "themes/own.yaml", "font-broken"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_at_its_line(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, code = CASES[name]
    replaced(root, file, old, new)
    said = refusal(capsys)
    assert re.search(rf"^looks/{re.escape(file)}:\d+:\d+: {code}: ", said, re.MULTILINE), said


def test_the_good_twin_is_taken(root: Path) -> None:
    assert len(read()) == 1


def test_labels_hold_what_the_english_ones_hold() -> None:
    text = (SHIPPED / "languages" / "en.yaml").read_text(encoding="utf-8")
    found = re.findall(r"^  (\w+): (.*\{.*)$", text, re.MULTILINE)
    held = {key: set(re.findall(r"\{(\w+)\}", said)) for key, said in found}
    known = {key: {*must, *MAY_HOLD.get(key, ())} for key, must in HOLDING.items()}
    assert held == known


def _chain(root: Path, many: int) -> None:
    names = ["own", *(f"n{n}" for n in range(many - 1))]
    for name, below in zip(names, names[1:], strict=False):
        path = root / "looks" / "themes" / f"{name}.yaml"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"extends: {below}\n{before}", encoding="utf-8")
    (root / "looks" / "themes" / f"{names[-1]}.yaml").write_text("extends: ocean\n")


def test_generations_are_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _chain(root, GENERATIONS - 1)
    assert read()
    _chain(root, GENERATIONS + 1)
    assert f"too-many: more than {GENERATIONS} files that extend one another" in refusal(capsys)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _away(path: Path) -> None:
    path.symlink_to("../../../secret/theme.yaml")


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to itself": (_loop, "unreadable-file"),
    "a link that leads out": (_away, "outside-folder"),
    "a folder": (Path.mkdir, "not-a-file"),
    "a pipe": (os.mkfifo, "not-a-file"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_layout_file_that_is_none(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, code = KINDS[name]
    path = root / "looks" / THEME
    path.unlink()
    make(path)
    said = refusal(capsys)
    assert re.search(rf"^looks/{AUDIENCE}:\d+:\d+: {code}: 'themes/own.yaml' ", said, re.M), said


# Fonts of one's own


def _own_font(root: Path, data: bytes, name: str = "fonts/own.ttf") -> Path:
    path = root / "looks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    replaced(root, THEME, f'"{SANS}"', name)
    return path


def test_a_font_beside_the_layouts_is_taken_and_is_an_input(root: Path) -> None:
    path = _own_font(root, FONT)
    [edition] = read()
    assert edition.theme.faces["head"].upright == str(path.resolve())
    assert "own/fonts/own.ttf" in edition.inputs
    before = edition.inputs["own/fonts/own.ttf"]
    path.write_bytes(FONT + b"\0" * 4)
    text = (root / "looks" / THEME).read_text(encoding="utf-8")
    digest = re.search(r"upright_sha256: (042fe2cc\w+)", text)
    assert digest is not None
    replaced(root, THEME, digest[1], '""')
    [edition] = read()
    assert edition.inputs["own/fonts/own.ttf"] != before


def test_another_font_than_the_theme_was_made_with(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _own_font(root, FONT + b"\0" * 4)
    assert re.search(
        rf"^looks/{THEME}:\d+:\d+: bad-value: .*SHA-256 differs", refusal(capsys), re.M
    )


def test_a_font_behind_a_link_that_leads_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _own_font(root, FONT)
    path.rename(root.parent / "secret" / "own.ttf")
    path.symlink_to(root.parent / "secret" / "own.ttf")
    assert f"outside-folder: {quote('fonts/own.ttf')}" in refusal(capsys)


@pytest.mark.parametrize("length", [0, 4, 11, 12, 300, len(FONT) // 2, len(FONT) - 40_000])
def test_a_font_that_is_cut_off(
    length: int, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _own_font(root, FONT[:length])
    assert re.search(rf"^looks/{THEME}:\d+:\d+: font-broken: ", refusal(capsys), re.M)


def test_whole_fonts_are_whole() -> None:
    assert whole(FONT)
    assert not whole(b"\0\1\0\0" + FONT[4:12])
    assert not whole(FONT.replace(b"glyf", b"gXyf", 1))


def test_nothing_is_read_twice_when_a_theme_is_asked_for_again(root: Path) -> None:
    _own_font(root, FONT)
    layouts, problems = Layouts(Path("looks")), Problems()
    for _ in range(2):
        assert layouts.theme("own", Place("test"), problems) is not None
    names = layouts.inputs([("theme", "own")])
    assert [name for name in names if "fonts" in name] == ["own/fonts/own.ttf"]
