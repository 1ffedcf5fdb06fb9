"""Runs the steps of the action, and the script of the GitLab jobs, as their runners would.

Only what these files use of their languages is understood: ``inputs.x``, ``steps.y.outputs.z``,
``==`` and ``&&``. Anything else fails.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / ".github" / "actions" / "regenerate" / "action.yml"
GITLAB = ROOT / "docs" / "ci" / "gitlab-ci.yml"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass
class Outcome:
    """What came of a run."""

    status: int = 0
    """Exit status of the step that failed; 0 when all passed."""
    failed: str = ""
    """Its name."""
    ran: list[str] = field(default_factory=list)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    printed: str = ""
    summary: str = ""


def steps(path: Path = ACTION) -> list[dict[str, Any]]:
    """The steps of the action."""
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["runs"]["steps"]
    return found


def run_action(
    work: Path, given: Mapping[str, str], skip: Sequence[str] = (), clock: str = ""
) -> Outcome:
    """Run the action in ``work`` with these inputs; ``clock`` is a SOURCE_DATE_EPOCH."""
    book = yaml.safe_load(ACTION.read_text("utf-8"))
    values = {name: one.get("default", "") for name, one in book["inputs"].items()}
    assert given.keys() <= values.keys()
    values |= given
    outcome = Outcome()
    for step in book["runs"]["steps"]:
        if step["name"] in skip or not _holds(step.get("if", ""), values, outcome):
            continue
        outcome.ran.append(step["name"])
        if not _passed(step, work, values, outcome, clock):
            break
    return outcome


def _passed(
    step: dict[str, Any], work: Path, values: Mapping[str, str], outcome: Outcome, clock: str
) -> bool:
    outputs, summary = work.parent / "outputs", work.parent / "summary"
    for file in (outputs, summary):
        file.write_text("")
    own = {
        name: _EXPRESSION.sub(lambda m: _value(m.group(1), values, outcome), text)
        for name, text in step.get("env", {}).items()
    }
    settings = _environment() | own
    settings |= {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary)}
    settings |= {"GITHUB_WORKSPACE": str(work), "GITHUB_ACTIONS": "true"}
    settings |= {"GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "main"}
    if clock:
        settings["SOURCE_DATE_EPOCH"] = clock
    # Runners start `shell: bash` with these options.
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(
        words, cwd=work, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    outcome.printed += done.stdout
    outcome.summary += summary.read_text("utf-8")
    if "id" in step:
        lines = outputs.read_text("utf-8").splitlines()
        outcome.outputs[step["id"]] = dict(line.split("=", 1) for line in lines)
    if done.returncode:
        outcome.status, outcome.failed = done.returncode, step["name"]
    return not done.returncode


def _holds(condition: str, values: Mapping[str, str], outcome: Outcome) -> bool:
    for part in condition.split("&&") if condition else ():
        left, _, right = part.partition("==")
        match = re.fullmatch(r"\s*'(.*)'\s*", right)
        assert match, condition
        if _value(left.strip(), values, outcome) != match.group(1):
            return False
    return True


def _value(name: str, values: Mapping[str, str], outcome: Outcome) -> str:
    if name.startswith("inputs."):
        return values[name.removeprefix("inputs.")]
    match = re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", name)
    assert match, f"not understood: {name}"
    return outcome.outputs.get(match.group(1), {}).get(match.group(2), "")


def _environment() -> dict[str, str]:
    """That of a runner: nothing of the tests' own."""
    gone = ("PYTHON", "PYTEST", "BRIEFPACK", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH", "GIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
    identity = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return kept | identity | {"CI": "true"}


def run_gitlab(work: Path, job: str, given: Mapping[str, str]) -> Outcome:
    """Run a job of the GitLab file in ``work``, all its lines in one shell; what is installed there
    already is not installed again."""
    book = yaml.safe_load(GITLAB.read_text("utf-8"))
    base = book[book[job]["extends"]]
    prepared = base["before_script"]
    if (work / ".venv" / "bin" / "briefpack").exists():
        prepared = [line for line in prepared if ".venv" not in line]
        assert len(prepared) == len(base["before_script"]) - 2
    lines = [*prepared, *book[job]["script"]]
    settings = _environment() | book["variables"] | given
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=work,
        env=settings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Outcome(done.returncode, job if done.returncode else "", [job], {}, done.stdout)
