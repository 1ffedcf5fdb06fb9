"""The recipes of docs/cookbook.md build as they stand, and do what they say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from reports import cli
from reports.edition import Edition
from reports.editions import editions

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```yaml\n# ([^\n]*)\n(.*?)^```$", re.M | re.S)
LAYOUT, SECTION = "my-layouts/", "a section in sections.yaml"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layout files of the page."""
    root = tmp_path_factory.mktemp("cookbook")
    for name, text in FENCED.findall(PAGE):
        if name.startswith(LAYOUT):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
    return root / LAYOUT


@pytest.fixture(scope="module")
def made(own: Path) -> dict[str, Edition]:
    """Every audience of the page, by name."""
    names = sorted(path.stem for path in (own / "audiences").glob("*.yaml"))
    return {one.audience_name: one for one in editions(None, ",".join(names), own)}


def test_every_example_is_a_file_or_a_section() -> None:
    names = [name for name, _ in FENCED.findall(PAGE)]
    assert len(names) == PAGE.count("```yaml")
    assert all(name.startswith(LAYOUT) or name == SECTION for name in names)


def test_all_recipes_build(own: Path, made: dict[str, Edition], tmp_path: Path) -> None:
    words = ["build", "-q", "--strict", "-a", ",".join(made), "--layouts", str(own)]
    assert cli.main([*words, "-o", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.pptx"))) == len(made)


def test_recipes_do_what_they_say(made: dict[str, Edition]) -> None:
    assert made["other-theme"].theme.name == "Ocean"
    assert made["green"].theme.inks["accent"].rgb == "#1F6B3A"
    assert made["in-pine"].theme.page.styles["h1"].size == 23
    base = made["other-theme"].theme.page.styles["h2"].leading
    assert made["large"].theme.page.styles["h2"].leading != base
    assert made["press-and-cases"].selections["page"].sections[0][0].id == "examples"
    assert "lines_to_take" in {s.id for s, _ in made["ambassadors"].selections["page"].sections}
    assert made["letter"].masters["page"].size == (612, 792)
    assert made["letter"].masters["slide"].size == (720, 540)
    assert made["bulletin"].masters["page"].opening == "opening"
    assert len(made["plain-deck"].masters["slide"].templates["content"].panels) == 1
    assert made["columns"].pack.section("weight").block("shares_of_the_south").type == "column"  # type: ignore[attr-defined]
    assert len(made["short"].compose("page")[0].pages) <= 5
    assert len(made["short"].compose("slide")[0].pages) <= 15


def test_the_sections_of_the_page_are_sections(tmp_path: Path) -> None:
    pack = shutil.copytree(ROOT / "data" / "buenos-aires", tmp_path / "pack")
    given = [text for name, text in FENCED.findall(PAGE) if name == SECTION]
    assert given
    for text in given:
        file = pack / "sections.yaml"
        indented = "".join(f"  {line}\n" for line in text.splitlines())
        file.write_text(file.read_text(encoding="utf-8").rstrip() + "\n\n" + indented)
        [section] = yaml.safe_load(text)
        [edition] = editions(str(pack), "delegation", None)
        assert edition.pack.section(section["id"]).title
        if section.get("mark"):
            words = ["build", "-q", str(pack), "--set", "clearance=public", "--set"]
            drop = "packs={buenos-aires: {drop: [lines_to_take, questions, run_of_show]}}"
            assert cli.main([*words, drop, "-o", str(tmp_path / "out")]) == 2
