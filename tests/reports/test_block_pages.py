"""docs/blocks/: every kind has its page, and what it says of keys, tags, layouts, errors is so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from layouts.chart import MOST_CATEGORIES
from layouts.problems import Place, Problems
from layouts.tree import Node, Role
from reports import cli
from reports.blocks import kinds
from reports.config import Layouts
from reports.editions import editions
from reports.pack import Pack, load
from tests.reports.block_pages import (
    EXAMPLE,
    FOLDER,
    INDEX,
    PICTURES,
    all_examples,
    examples,
    kinds_told,
    page,
    sections,
)
from tests.reports.doc_tables import faults, lost_links, section

ROOT = FOLDER.parents[1]
SHIPPED = ROOT / "data" / "buenos-aires"
ALL = all_examples()
PARTS = ["Fields", "Text lengths", "Slide layouts", "Accessibility", "Errors"]
IMAGE = re.compile(r'<img src="pictures/([^"]+)" width="\d+" alt="([^"]+)">')
ROW = re.compile(r"^\| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
MOST_BYTES = 3_000_000


def loaded(folder: Path) -> Pack:
    problems = Problems()
    pack = load(folder, problems, label="")
    assert not problems, "\n".join(map(str, problems))
    assert pack is not None
    return pack


# Pages


def test_every_kind_has_its_page() -> None:
    assert kinds_told() == sorted(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_a_page_has_its_parts_and_shows_its_kind(kind: str) -> None:
    heads = re.findall(r"^## (.+)$", page(kind), re.MULTILINE)
    assert heads == PARTS
    assert page(kind).startswith(f"# {kind}\n\n")
    for example in examples(kind):
        assert set(re.findall(r"^- kind: (\w+)$", example.yaml, re.MULTILINE)) == {kind}


@pytest.mark.parametrize("kind", kinds())
def test_the_table_gives_the_keys_and_limits_of_the_program(kind: str) -> None:
    assert faults(page(kind), "Fields", kinds()[kind]) == []


def test_a_wrong_table_would_be_found() -> None:
    right = "| `cards.title` | words | 50 | yes |"
    assert page("cards").count(right) == 1
    for wrong, fault in (
        (right.replace("50", "60"), "Fields: cards.title: 60, not 50"),
        (right.replace("title", "name"), "Fields: no cards.name"),
    ):
        found = faults(page("cards").replace(right, wrong), "Fields", kinds()["cards"])
        assert fault in found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    assert lost_links(path) == []


def test_the_index_shows_every_kind() -> None:
    told = (FOLDER / INDEX).read_text(encoding="utf-8")
    for kind in kinds():
        pattern = (
            rf'^\| <img src="pictures/{kind}-slide\.png" [^|]+ \| \[`{kind}`\]\({kind}\.md\) \|'
        )
        assert re.search(pattern, told, re.MULTILINE), kind
    assert len(kinds()) == 15, "the index and README.md say how many kinds there are"


# Pictures


def test_every_picture_is_there_and_none_is_left_over() -> None:
    named = [name for kind in kinds() for name, _ in IMAGE.findall(page(kind))]
    made = [name for example in ALL for name in example.pictures]
    assert named == [name for kind in kinds() for one in examples(kind) for name in one.pictures]
    assert sorted(named) == sorted(made) == sorted(path.name for path in PICTURES.iterdir())
    assert len(set(named)) == len(named)


def test_pictures_are_small_and_of_one_width() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST_BYTES
    for path in PICTURES.iterdir():
        with Image.open(path) as picture:
            assert (picture.mode, picture.width) == ("P", 840), path.name


def test_every_picture_has_its_own_words() -> None:
    for kind in kinds():
        told = [alt for _, alt in IMAGE.findall(page(kind))]
        assert all(alt.endswith(".") and len(alt) > 20 for alt in told), kind
        assert len(set(told)) == len(told), kind


# The pack of the examples


def test_the_pack_holds_the_examples_as_the_pages_have_them() -> None:
    text = (EXAMPLE / "sections.yaml").read_text(encoding="utf-8")
    assert text == sections(ALL), "python docs/make_block_pages.py"
    assert [example.section for example in ALL] == [s.id for s in loaded(EXAMPLE).sections][:-1]


def test_facts_and_sources_are_those_of_the_shipped_pack() -> None:
    own, shipped = loaded(EXAMPLE), loaded(SHIPPED)
    assert all(fact == shipped.facts[name] for name, fact in own.facts.items())
    sources = {name: source for name, source in own.sources.items() if name != "minutes"}
    assert all(source == shipped.sources[name] for name, source in sources.items())
    for name in ("states", "shares"):
        assert own.datasets[name] == shipped.datasets[name]
        assert own.sheets[name].columns == shipped.sheets[name].columns


def test_quotations_are_those_of_the_shipped_pack() -> None:
    said = {
        (block.text, block.by, block.source, block.locator)  # type: ignore[attr-defined]
        for pack in (loaded(SHIPPED),)
        for part in pack.sections
        for block in part.blocks
        if block.kind == "quote"
    }
    for block in loaded(EXAMPLE).section("quote").blocks:
        assert (block.text, block.by, block.source, block.locator) in said  # type: ignore[attr-defined]


def test_the_examples_make_documents_that_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [str(EXAMPLE), "--out", str(tmp_path)]
    assert cli.main(["build", "--strict", *options]) == cli.FINE, capsys.readouterr().err
    assert cli.main(["check", *options]) == cli.FINE, capsys.readouterr().out


# Layouts


def layouts_of(kind: str) -> list[str]:
    """The slide layouts that a page names, in its order."""
    return re.findall(r"^\| `([a-z-]+)` \|", section(page(kind), "Slide layouts"), re.MULTILINE)


def test_what_a_kind_asks_for_is_among_its_layouts() -> None:
    deck = Layouts().master("deck-16x9", "slide", Place(""), Problems())
    assert deck is not None
    for kind, cls in kinds().items():
        assert deck.template(cls.layout)[0] in layouts_of(kind), kind


@pytest.mark.parametrize("number", range(4))
def test_a_kind_fits_the_layouts_that_its_page_names(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = {kind: layouts_of(kind)[number : number + 1] for kind in kinds()}
    lines = "".join(f"    {kind}: {name}\n" for kind, names in chosen.items() for name in names)
    own = tmp_path / "own" / "audiences" / "own.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(f"extends: delegation\nslides:\n  layouts:\n{lines}", encoding="utf-8")
    options = ["--layouts", str(tmp_path / "own"), "-a", "own", "-o", str(tmp_path), "-q"]
    status = cli.main(["build", str(EXAMPLE), "--to", "pptx", *options])
    assert status == cli.FINE, capsys.readouterr().err
    assert max(len(layouts_of(kind)) for kind in kinds()) <= 4


def test_the_most_categories_of_charts_are_told() -> None:
    told = section(page("chart"), "Fields")
    for form, most in MOST_CATEGORIES.items():
        assert re.search(rf"\b{most}\s+(\w+ )?for ([^,;.]* and )?`{form}`", told), form


# What readers who listen get


@cache
def tree() -> Node:
    """The structure of the example's pages."""
    [edition] = editions(str(EXAMPLE), "delegation", None)
    return edition.compose("page")[0].tree


def below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from below(child)


COMMON = {Role.DIVISION, Role.H3, Role.REFERENCE, Role.LINK, Role.SPAN}
"""Of a block of any kind: itself, its title, and what its citations are made of."""


@pytest.mark.parametrize("kind", kinds())
def test_the_tags_that_a_page_names_are_those_of_the_document(kind: str) -> None:
    [block] = [node for node in below(tree()) if node.id == f"{kind}.{next(examples(kind)).block}"]
    inside = [node for node in below(block) if not node.id.endswith(("/caption", "/takeaway"))]
    roles = {node.role for node in inside} - COMMON
    line = section(page(kind), "Accessibility").partition("- In the deck")[0]
    known = {role.value for role in Role}
    assert set(re.findall(r"`(\w+)`", line)) & known - {"H3"} == {role.value for role in roles}


# Errors


class Fault(NamedTuple):
    """A row of the table of errors of a page."""

    kind: str
    written: str
    code: str


def faults_told() -> Iterator[Fault]:
    for kind in kinds():
        for written, code, _ in ROW.findall(section(page(kind), "Errors"))[2:]:
            yield Fault(kind, written, code.strip("`"))


FAULTS = list(faults_told())


def changed(yaml: str, written: str) -> str:
    """The first block of an example with other keys in place of its own, or without one."""
    blocks = re.split(r"^(?=- kind)", yaml, flags=re.MULTILINE)[1:]
    for change in re.findall(r"`([^`]+)`", written):
        key = change.partition(":")[0]
        new = "" if written.startswith("no ") else f"  {change}\n"
        parts = re.split(rf"^  {key}:.*?(?=^  \w|\Z)", blocks[0], flags=re.M | re.S)
        blocks[0] = new.join(parts) if len(parts) > 1 else parts[0] + new
    return "".join(blocks)


def with_fault(fault: Fault) -> str:
    """The sections of the example, a fault in the first example of its page."""
    own = [e for e in ALL if e.kind == fault.kind and e.number == 0]
    return sections(
        [e._replace(yaml=changed(e.yaml, fault.written)) if e in own else e for e in ALL]
    )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind}: {fault.written}")
def test_an_error_that_a_page_tells_is_raised(fault: Fault, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    text = with_fault(fault)
    assert text != sections(ALL)
    (folder / "sections.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    assert load(folder, problems, label="") is None
    assert fault.code in {problem.code for problem in problems}, "\n".join(map(str, problems))


def test_every_kind_tells_some_errors() -> None:
    for kind in kinds():
        assert len([fault for fault in FAULTS if fault.kind == kind]) >= 3, kind
