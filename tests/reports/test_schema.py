"""The JSON Schemas against an independent validator: the same verdict as the program, both ways.

The program reads files as it always does; the validator gets what an editor makes of them, which
reads YAML 1.2 with its core schema.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from layouts.attributes import described, examples, sentences
from layouts.problems import Place, Problems
from layouts.records import Record, json_schema, text
from reports import arguments, cli
from reports.config import KINDS as FOLDERS
from reports.config import Layouts
from reports.pack import load
from reports.schema import KINDS, files, schema
from reports.setup import setup
from tests.broken.base import Case, write_good
from tests.broken.content import RECORDS
from tests.broken.notes import NOTES
from tests.reports.schema_cases import BASES, BEYOND, BROKEN, ODD, STRICTER, Change

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "schema"


class Editor(yaml.SafeLoader):
    """YAML 1.2 with the core schema (section 10.3), as the YAML language server reads it."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _whole(loader: Editor, node: Any) -> float:
    text = loader.construct_scalar(node)
    if len(text) > 300:
        return float(text)
    return int(text, 0) if re.match("0[ox]", text) else int(text, 10)


def _number(loader: Editor, node: Any) -> float:
    return float(re.sub(r"\.(inf|nan)", r"\1", loader.construct_scalar(node), flags=re.I))


for _tag, _pattern in (
    ("null", "~|null|Null|NULL|"),
    ("bool", "true|True|TRUE|false|False|FALSE"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), None)
Editor.add_constructor("tag:yaml.org,2002:int", _whole)
Editor.add_constructor("tag:yaml.org,2002:float", _number)


def in_editor(text: str) -> Any:
    """What an editor makes of a file."""
    return yaml.load(text, Editor)


SCHEMAS = {kind: schema(kind) for kind in KINDS}
VALIDATORS = {kind: jsonschema.Draft202012Validator(SCHEMAS[kind]) for kind in KINDS}


def complaints(kind: str, text: str) -> list[str]:
    """What the validator says of a file."""
    return [error.message for error in VALIDATORS[kind].iter_errors(in_editor(text))]


def problems(kind: str, text: str, folder: Path) -> list[str]:
    """What the program says of a file: a pack.yaml, or a layout file in a folder of its kind."""
    found = Problems()
    if kind == "pack":
        write_good(folder)
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        record: Any = load(folder, found, label="")
    else:
        path = folder / FOLDERS[kind][0] / "mine.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        layouts, place = Layouts(folder), Place("")
        if kind == "audience":
            record = setup(layouts, "mine", place, found)
        else:
            record = layouts.theme("mine", place, found)
    assert record is not None or found
    return [str(problem) for problem in found]


# Verdicts


@pytest.mark.parametrize("base", BASES)
def test_the_good_files_are_good(base: str, tmp_path: Path) -> None:
    kind, text = BASES[base]
    assert problems(kind, text, tmp_path) == []
    assert complaints(kind, text) == []


@pytest.mark.parametrize("change", BROKEN, ids=str)
def test_a_broken_file_is_refused_by_both(change: Change, tmp_path: Path) -> None:
    assert problems(change.kind, change.text, tmp_path) != []
    assert complaints(change.kind, change.text) != []


@pytest.mark.parametrize("change", ODD, ids=str)
def test_an_odd_file_is_taken_by_both(change: Change, tmp_path: Path) -> None:
    assert problems(change.kind, change.text, tmp_path) == []
    assert complaints(change.kind, change.text) == []


@pytest.mark.parametrize("change", BEYOND, ids=str)
def test_what_no_schema_can_tell_is_refused_by_the_program(change: Change, tmp_path: Path) -> None:
    assert problems(change.kind, change.text, tmp_path) != []
    assert complaints(change.kind, change.text) == []


@pytest.mark.parametrize("change", STRICTER, ids=str)
def test_where_editors_are_stricter(change: Change, tmp_path: Path) -> None:
    assert problems(change.kind, change.text, tmp_path) == []
    assert complaints(change.kind, change.text) != []


def test_there_are_enough_of_them() -> None:
    for kind in ("pack", "audience", "theme"):
        assert len([one for one in BROKEN if one.kind == kind]) >= 30
        assert len([one for one in ODD if one.kind == kind]) >= 7
    for made in (BROKEN, ODD):
        assert len({str(one) for one in made}) == len(made)


UNTOLD = {
    "title missing": "it may stand in an included file",
    "hexadecimal": "0x2 is the number 2",
    "not a number": "JSON has no such number, and no limit is passed",
    "long word": "words end at marks",
    "keywords too long": "a sum over a list",
    "no day of the calendar": "formats are annotations",
    "stale after no day": "a dataset that is pulled has the day from the pull",
    "notes: unknown fact in a list": "a name",
    "notes: open emphasis below": "marks",
}
"""What a schema cannot tell, as docs/packs.md says, and why."""


@pytest.mark.parametrize("case", [*RECORDS, *NOTES], ids=lambda case: case.name)
def test_schemas_find_what_is_wrong_with_keys_and_values(case: Case, tmp_path: Path) -> None:
    write_good(tmp_path)
    case.mutate(tmp_path)
    kind = "pack" if case.file == "pack.yaml" else "pack-part"
    text = (tmp_path / case.file).read_text(encoding="utf-8")
    assert bool(complaints(kind, text)) == (case.name not in UNTOLD)


def test_what_is_untold_is_still_a_case() -> None:
    assert set(UNTOLD) <= {case.name for case in (*RECORDS, *NOTES)}


# Files that ship


def shipped() -> Iterator[tuple[str, Path]]:
    """Kind and path of every YAML file of a pack, or of layouts, that is part of the project."""
    for kind, (folder, _) in FOLDERS.items():
        globs = (f"layouts/{folder}/**/*.yaml", f"docs/**/{folder}/**/*.yaml")
        paths = {path for glob in globs for path in ROOT.glob(glob)}
        yield from ((kind, path) for path in sorted(paths))
    packs = [*(ROOT / "data").glob("*/pack.yaml"), *(ROOT / "docs").glob("**/pack.yaml")]
    for pack in sorted(packs):
        yield "pack", pack
        parts = sorted(set(pack.parent.glob("**/*.yaml")) - {pack})
        yield from (("pack-part", part) for part in parts)


SHIPPED = list(shipped())


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=[path.name for _, path in SHIPPED])
def test_what_ships_fits_the_schema_that_it_names(kind: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert complaints(kind, text) == []
    target = os.path.relpath(COMMITTED / f"{kind}.schema.json", path.parent)
    assert text.startswith(f"# yaml-language-server: $schema={target}\n"), path


def test_every_yaml_file_of_packs_and_layouts_is_one_of_them() -> None:
    found = {
        path for folder in ("data", "layouts", "docs") for path in ROOT.glob(f"{folder}/**/*.y*ml")
    } - set((ROOT / "docs" / "ci").iterdir())
    assert found == {path for _, path in SHIPPED}
    assert {kind for kind, _ in SHIPPED} == set(KINDS)


def test_the_committed_schemas_are_those_of_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["schema", "--all", "--out", str(tmp_path)]) == cli.FINE
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    told = "python build.py schema --all --out docs/schema"
    assert {
        path.name: path.read_text(encoding="utf-8") for path in COMMITTED.iterdir()
    } == written, told
    assert capsys.readouterr().out.splitlines() == [
        f"{tmp_path / name}  written" for name in files()
    ]
    for kind in KINDS:
        assert cli.main(["schema", kind]) == cli.FINE
        assert capsys.readouterr().out == written[f"{kind}.schema.json"]
    assert set(arguments.SCHEMAS) == set(KINDS)


@pytest.mark.parametrize(
    "words", [[], ["--all"], ["pack", "--all"], ["pack", "--out", "x"], ["--out", "x"]]
)
def test_the_two_forms_of_the_command_are_not_mixed(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["schema", *words]) == cli.BAD_INPUT
    assert "schema: usage: " in capsys.readouterr().err


# What editors show


def properties(kind: str) -> Iterator[tuple[str, str, Any]]:
    """Name of the definition, key and schema of every property."""
    known = {"": SCHEMAS[kind], **SCHEMAS[kind]["$defs"]}
    for name, definition in known.items():
        for key, value in definition.get("properties", {}).items():
            yield name, key, value


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_and_every_record_is_described(kind: str) -> None:
    lacking = [
        f"{name}.{key}"
        for name, key, value in properties(kind)
        if key != "kind" or not name.endswith("-kind")
        if not value.get("description", "").endswith((".", "extends", "different"))
    ]
    assert lacking == []
    assert [n for n, d in SCHEMAS[kind]["$defs"].items() if not d.get("description")] == []
    assert not re.search(r"``|:\w+:`|layouts\.|reports\.", json.dumps(SCHEMAS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_what_editors_offer_is_right(kind: str) -> None:
    offered = 0
    for name, key, value in properties(kind):
        inner = {**value, "$defs": SCHEMAS[kind]["$defs"]}
        default = [value["default"]] if "default" in value else []
        for example in [*value.get("examples", ()), *default]:
            assert jsonschema.Draft202012Validator(inner).is_valid(example), (name, key, example)
            offered += 1
    assert offered


def test_every_kind_of_block_is_told_when_one_is_chosen() -> None:
    blocks = SCHEMAS["pack"]["$defs"]["Section"]["properties"]["blocks"]["items"]
    choice = blocks["properties"]["kind"]
    assert len(choice["enum"]) == len(choice["enumDescriptions"]) == len(blocks["allOf"])
    assert all(choice["enumDescriptions"])


def patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "pattern" and isinstance(v, str))
        yield from (found for inner in value.values() for found in patterns(inner))
    elif isinstance(value, list):
        yield from (found for inner in value for found in patterns(inner))


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_mean_the_same_in_editors(kind: str) -> None:
    """With the flag u, ECMAScript knows no escape that is not needed (ECMA-262, 22.2.1)."""
    known = re.compile(r"\\[sStn\\^$.*+?()\[\]{}|/]|\\u[0-9a-f]{4}")
    for pattern in set(patterns(SCHEMAS[kind])):
        assert "\\" not in known.sub("", pattern), pattern
        assert "(?P" not in pattern
        assert "\\Z" not in pattern


# Sentences


class Told(Record):
    """A record with a sentence, and one without."""

    name: str = text(max=9, default="")
    """What it is called,
    such as ``oak`` (:mod:`layouts.theme`)."""
    kind: str = text(max=9, default="")


def test_sentences_are_read_from_the_source() -> None:
    sentence = "What it is called, such as ``oak`` (:mod:`layouts.theme`)."
    assert sentences(Told) == {"name": sentence}
    assert described(sentence) == "What it is called, such as `oak`."
    assert described("See :class:`layouts.theme.Ink`.") == "See layouts.theme.Ink."
    assert examples(sentence) == ["oak"]
    told = json_schema(Told)["$defs"]["Told"]["properties"]
    assert told["name"]["examples"] == ["oak"]
    assert "description" not in told["kind"]


def test_builds_read_no_source() -> None:
    code = (
        "import reports.pack, reports.config, layouts.attributes as a;"
        "from reports.blocks import kinds; kinds(); print(a._classes.cache_info().currsize)"
    )
    command = [sys.executable, "-c", code]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout == "0\n"
