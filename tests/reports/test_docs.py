"""README.md, docs/packs.md and docs/audiences.md: every example loads, every limit is the real one.

An example is a fenced block of YAML, told by its first key: ``pack:`` and the other parts of a pack
are files of it, ``- kind:`` is an entry of ``blocks``, all others are layout files and begin with a
comment that has their path.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

import reports.pack as packs
from layouts import audience, language, master, theme
from layouts.fonts import locate
from layouts.problems import Place, Problems
from layouts.records import Record
from reports import cli
from reports.blocks import kinds
from reports.blocks.base import Block
from reports.config import KINDS as FOLDERS
from reports.config import Layouts
from reports.editions import editions
from reports.fitting import INKS, ROLES
from reports.notes import Note
from reports.pack import Pack, load
from reports.schema import KINDS, schema
from reports.setup import setup
from tests.reports.doc_tables import (
    EVERY_BLOCK,
    TABLE,
    faults,
    fences,
    fields,
    form,
    limit,
    lost_links,
    needed,
    rows,
    section,
)

ROOT = Path(__file__).resolve().parents[2]
README, PACKS, AUDIENCES = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/packs.md", "docs/audiences.md")
)
PARTS = ("sources", "facts", "datasets", "sections")
CSV = re.compile(r"`data/\w+/(\w+\.csv)`:\n\n```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KIND_SECTION = "  - id: kinds\n    title: Blocks of some kinds\n    blocks:\n"


def first_key(example: str) -> str:
    lines = (line for line in example.splitlines() if line and not line.startswith("#"))
    return next(lines).partition(":")[0]


def examples(page: str, key: str) -> list[str]:
    return [body for body in fences(page, "yaml") if first_key(body) == key]


def write_readme_pack(folder: Path) -> Path:
    (folder / "pack.yaml").write_text(*examples(README, "pack"), encoding="utf-8")
    for name, text in CSV.findall(README):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_pack(folder: Path) -> Path:
    """The pack that the examples of docs/packs.md are, the blocks in a section of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(*examples(PACKS, "pack"), encoding="utf-8")
    for part in PARTS:
        (folder / f"{part}.yaml").write_text(*examples(PACKS, part), encoding="utf-8")
    blocks = "".join(indent(body, " " * 6) for body in examples(PACKS, "- kind"))
    with (folder / "sections.yaml").open("a", encoding="utf-8") as file:
        file.write(KIND_SECTION + blocks)
    for name, text in CSV.findall(PACKS):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def layout_files() -> dict[str, str]:
    """Path in a folder of layouts, and text, of every layout file that is shown."""
    found = {}
    for body in fences(AUDIENCES, "yaml"):
        comment, _, text = body.partition("\n")
        assert comment.startswith("# my-layouts/"), comment
        found[comment.removeprefix("# my-layouts/")] = text
    return found


def write_layouts(folder: Path) -> Path:
    """The layout files of the page, with fonts under the names that it gives some."""
    for name in ("Regular", "Italic", "Bold", "BoldItalic"):
        path = folder / "fonts" / f"HarbourSans-{name}.ttf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(locate("fontpkg_source_sans_3:files/SourceSans3[wght].ttf").read_bytes())
    for name, text in layout_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path) -> Pack:
    problems = Problems()
    pack = load(folder, problems, label="")
    assert not problems, "\n".join(map(str, problems))
    assert pack is not None
    assert not pack.warnings, "\n".join(map(str, pack.warnings))
    return pack


# Examples


def test_every_yaml_block_is_an_example_of_a_known_form() -> None:
    assert {first_key(body) for body in fences(README, "yaml")} == {"pack"}
    assert {first_key(body) for body in fences(PACKS, "yaml")} == {"pack", "- kind", *PARTS}
    assert {first_key(body) for body in fences(AUDIENCES, "yaml")} <= {"extends", "name", "kind"}


def test_the_pack_of_the_readme_loads(tmp_path: Path) -> None:
    assert loaded(write_readme_pack(tmp_path)).block("agreed.growth").kind == "chart"


def test_the_pack_of_the_page_loads(tmp_path: Path) -> None:
    pack = loaded(write_pack(tmp_path))
    assert [section.id for section in pack.sections] == ["agreed", "kinds"]


def test_a_fault_in_an_example_would_be_found(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    text = (folder / "sections.yaml").read_text(encoding="utf-8")
    (folder / "sections.yaml").write_text(text.replace("tone: caution", "tone: loud"))
    problems = Problems()
    assert load(folder, problems) is None
    assert [problem.code for problem in problems] == ["unknown-name"]


def medium(name: str) -> str:
    """For which medium a master of the page is, by its name."""
    return "slide" if name.startswith("deck-") else "page"


def test_the_layout_files_of_the_page_load(tmp_path: Path) -> None:
    layouts = Layouts(write_layouts(tmp_path))
    readers: dict[str, Callable[..., Any]] = {
        "audiences": lambda name, *rest: setup(layouts, name, *rest),
        "themes": layouts.theme,
        "masters": lambda name, *rest: layouts.master(name, medium(name), *rest),
        "slides": layouts.slide_layout,
        "languages": layouts.language,
    }
    problems = Problems()
    for name in layout_files():
        kind, *slide_set = Path(name).parent.parts
        assert readers[kind](Path(name).stem, Place(name), problems, *slide_set) is not None
    assert not problems, "\n".join(map(str, problems))
    assert {Path(name).parts[0] for name in layout_files()} == set(readers)
    assert "band" in layouts.sets()


def test_examples_fit_the_schemas_that_editors_use() -> None:
    whole = jsonschema.Draft202012Validator(schema("pack"))
    part = jsonschema.Draft202012Validator(schema("pack-part"))
    for page in (README, PACKS):
        whole.validate(yaml.safe_load(*examples(page, "pack")))
    for key in PARTS:
        part.validate(yaml.safe_load(*examples(PACKS, key)))
    for name, text in layout_files().items():
        [kind] = [kind for kind, (folder, _) in FOLDERS.items() if folder == Path(name).parts[0]]
        jsonschema.Draft202012Validator(schema(kind)).validate(yaml.safe_load(text))


def test_the_examples_make_documents_that_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, out = str(write_pack(tmp_path / "harbour")), str(tmp_path / "out")
    layouts = write_layouts(tmp_path / "my-layouts")
    own = [path.stem for path in sorted((layouts / "audiences").glob("*.yaml"))]
    audiences = ",".join([*own, "chair", "delegation", "donors", "press", "students"])
    options = ["-a", audiences, "-o", out, "--layouts", str(layouts)]
    status = cli.main(["build", "--strict", pack, *options])
    assert status == cli.FINE, capsys.readouterr().err
    options[1] = ",".join([*own, "delegation"])
    status = cli.main(["check", pack, *options])
    assert status == cli.FINE, capsys.readouterr().out


def test_the_audience_of_the_page_gets_what_it_says(tmp_path: Path) -> None:
    pack, own = write_pack(tmp_path / "harbour"), write_layouts(tmp_path / "my-layouts")
    [donors] = editions(str(pack), "harbour-donors", own)
    plan = yaml.safe_load(layout_files()["audiences/harbour-donors.yaml"])["packs"]["harbour"]
    for medium, rules in plan["omit"].items():
        selection = donors.selections[medium.removesuffix("s")]
        assert [section.id for section, _ in selection.sections] == plan["sections"]
        assert not set(plan["drop"]) & set(selection.ids)
        assert selection.omitted == {rule["id"]: rule["why"] for rule in rules}


# Tables

TABLES: list[tuple[str, str, type[Record]]] = [
    (PACKS, "Identity and titles", Pack),
    (PACKS, "Sources", packs.Source),
    (PACKS, "Facts", packs.Fact),
    (PACKS, "Datasets", packs.Dataset),
    (PACKS, "Sections", packs.Section),
    (PACKS, "Speaker notes", Note),
    (AUDIENCES, "What an audience file says", audience.Audience),
    (AUDIENCES, "Arranging packs", audience.Arrangement),
    (AUDIENCES, "Tokens", audience.Tokens),
    (AUDIENCES, "Themes", theme.Theme),
    (AUDIENCES, "Inks", theme.Ink),
    (AUDIENCES, "Faces", theme.FaceFamily),
    (AUDIENCES, "Masters", master.Master),
    (AUDIENCES, "Templates", master.PageTemplate),
    (AUDIENCES, "Frames", master.Frame),
    (AUDIENCES, "Panels", master.Panel),
    (AUDIENCES, "Furniture", master.Furniture),
    (AUDIENCES, "Languages", language.Language),
]


@pytest.mark.parametrize(("page", "title", "cls"), TABLES, ids=[title for _, title, _ in TABLES])
def test_tables_give_the_keys_and_limits_of_the_program(
    page: str, title: str, cls: type[Record]
) -> None:
    assert faults(page, title, cls) == []


def test_styles_are_told_twice_alike() -> None:
    tables = [rows(table) for table in TABLE.findall(section(AUDIENCES, "Styles"))]
    for table, cls in zip(tables, (theme.TextStyle, theme.Medium), strict=True):
        own = {key: field for key, field in fields(cls) if "." not in key}
        assert list(table) == list(own)
        assert all(table[key].limit == limit(field) for key, field in own.items() if limit(field))


def test_a_wrong_table_would_be_found() -> None:
    right = "| `conflict.value` | text | 300 | yes |"
    assert PACKS.count(right) == 1
    for wrong, fault in (
        (right.replace("300", "200"), "Facts: conflict.value: 200, not 300"),
        (right.replace("text", "words"), "Facts: conflict.value: words, not text"),
        (right.replace("yes", "no"), "Facts: conflict.value: no, not yes"),
        (right.replace("value", "reading"), "Facts: no conflict.reading"),
    ):
        assert fault in faults(PACKS.replace(right, wrong), "Facts", packs.Fact)


def test_what_every_block_has_is_told_once() -> None:
    told = rows(TABLE.findall(section(PACKS, "Blocks"))[0])
    base = dict(fields(Block))
    assert set(told) == {"kind", *EVERY_BLOCK}
    for key in EVERY_BLOCK:
        assert told[key] == (form(base[key]), limit(base[key]), needed(base[key])), key


def test_every_kind_is_in_the_overview_as_it_is() -> None:
    told = section(PACKS, "Blocks")
    for kind, cls in kinds().items():
        slide = "own" if cls.alone else "shared"
        row = rf"^\| \[`{kind}`\]\(blocks/{kind}\.md\) \| [^|]+ \| {slide} \|"
        assert re.search(row, told, re.M), kind


def test_every_rule_of_the_check_is_told() -> None:
    made = re.compile(r'(?:_finding\(|Finding\([^"]*?)\s*"([a-z]+(?:-[a-z]+)+)"')
    sources = (ROOT / "reports" / name for name in ("check.py", "parity.py", "against.py"))
    rules = {rule for path in sources for rule in made.findall(path.read_text(encoding="utf-8"))}
    lines = section(PACKS, "Commands").split("| Rule |")[1].split("\n\n")[0]
    assert set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", lines)) == rules


def test_every_style_ink_and_layout_that_is_asked_for_is_told() -> None:
    problems = Problems()
    shipped = Layouts()
    told = section(AUDIENCES, "Styles")
    used = {role for roles in ROLES.values() for role in roles}
    assert [style for style in sorted(used) if f"`{style}`" not in told] == []
    assert [ink for ink in INKS if f"`{ink}` |" not in section(AUDIENCES, "Inks")] == []
    deck = shipped.master("deck-16x9", "slide", Place(""), problems)
    assert deck is not None
    assert set(deck.layouts) <= set(re.findall(r"`([a-z]+)`", section(AUDIENCES, "Masters")))


# Names

GALLERY = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["audience", "theme", "master"])
def test_everything_that_is_shipped_is_told_of(kind: str) -> None:
    for name in Layouts().names(kind):
        assert f"`{name}`" in AUDIENCES, name


def test_every_audience_is_in_the_gallery() -> None:
    for name in Layouts().audiences():
        assert f"(pictures/{name}.png)" in GALLERY, name
        assert f"## {name.replace('-', ' ').capitalize()}\n" in GALLERY, name


# Links


PAGES = ("packs", "audiences", "cookbook", "gallery", "recipients", "errors", "print", "templates")


@pytest.mark.parametrize("name", [f"docs/{name}.md" for name in PAGES])
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    assert lost_links(ROOT / name) == []


def test_a_lost_link_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n[a](#here) [b](#there) [c](gone.md) `[d](e)` [f](page.md#here)")
    assert lost_links(page) == ["#there", "gone.md"]


def test_the_command_for_every_schema_is_told() -> None:
    assert all(f"`schema {kind}`" in PACKS for kind in KINDS)
