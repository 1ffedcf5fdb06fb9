"""The steps of the action, and of the GitLab job, run as scripts from a clean clone: with and
without a change, broken and stale, in a pull request and on a schedule."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.judges import need
from tests.workflows.steps import ROOT, Outcome, run_action, run_gitlab

pytestmark = pytest.mark.conform
PACK = "data/port"
SHIPS = "year,ships\n2024,660\n2025,820\n"
INPUTS = {"pack": PACK, "audiences": "delegation"}
NOW = "1790000000"
"""21 September 2026, for what goes stale."""
LATER = "1900000000"
STEM = "port-delegation-en"


def write_pack(work: Path) -> None:
    """A small pack with a dataset that is pulled from a file of the statistical office."""
    folder = work / PACK
    folder.mkdir(parents=True)
    chart = {"kind": "chart", "id": "growth", "title": "More ships", "type": "column"}
    chart |= {"data": "traffic", "x": "year", "y": ["ships"], "alt": "Columns of ships a year."}
    book = {
        "pack": {"id": "port", "edition": "1", "language": "en"},
        "title": "A port",
        "sources": {"office": {"title": "Harbour office"}},
        "facts": {"berths": {"value": "12", "source": "office", "review_by": "2029-12-31"}},
        "datasets": {
            "traffic": {
                "file": "traffic.csv",
                "source": "office",
                "columns": {"year": "text", "ships": "integer"},
                "from": {"csv": "office.csv"},
            }
        },
        "sections": [
            {
                "id": "traffic",
                "title": "Traffic",
                "blocks": [
                    {"kind": "paragraph", "id": "said", "text": "There are {berths} berths."},
                    chart,
                ],
            }
        ],
    }
    (folder / "pack.yaml").write_text(yaml.safe_dump(book, sort_keys=False))
    (folder / "office.csv").write_text(SHIPS)


def git(folder: Path, *words: str) -> str:
    """What git prints, as somebody."""
    names = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    done = subprocess.run(
        ["git", "-C", str(folder), *names, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


class Project:
    """A repository with the program and a pack, its origin, and a clone of it."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.work = folder / "origin.git", folder / "runner" / "work"
        desk = folder / "desk"
        git(folder, "clone", "-q", "--no-hardlinks", str(ROOT), str(desk))
        git(desk, "checkout", "-q", "-B", "main")
        # What is not committed yet is what is tried.
        changed = subprocess.run(
            ["git", "-C", str(ROOT), "diff", "--binary", "HEAD"], capture_output=True, check=True
        ).stdout
        if changed:
            subprocess.run(["git", "-C", str(desk), "apply"], input=changed, check=True)
        write_pack(desk)
        git(desk, "add", "-A")
        git(desk, "commit", "-q", "-m", "A port")
        git(folder, "clone", "-q", "--bare", str(desk), str(self.origin))
        self.work.parent.mkdir()
        git(folder, "clone", "-q", str(self.origin), str(self.work))

    def schedule(self, clock: str = NOW, **more: str) -> Outcome:
        """A scheduled run, in the clone as it is; the first one installs."""
        git(self.work, "pull", "-q", "--ff-only")
        skip = ["Install"] if (self.work / ".venv" / "bin" / "briefpack").exists() else []
        return run_action(self.work, {**INPUTS, **more}, skip, clock)

    def published(self) -> str:
        """The commit that was published last."""
        return git(self.origin, "rev-parse", "published")

    def shown(self, name: str, branch: str = "published") -> str:
        """A file of a branch of the origin."""
        return git(self.origin, "show", f"{branch}:{name}")

    def edition(self, name: str, branch: str = "published") -> str:
        """A file of the edition that was published last."""
        return self.shown(f"port/{name}", branch)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file of the pack, commit and push it."""
        path = self.work / PACK / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new))
        git(self.work, "commit", "-q", "-a", "-m", f"Edit {name}")
        git(self.work, "push", "-q", "origin", "HEAD")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """After its first scheduled run."""
    need("git")
    found = Project(tmp_path_factory.mktemp("project"))
    first = found.schedule()
    assert first.status == 0, first.printed
    steps = ["Install", "Fetch the last edition", "Refresh", "Build", "Check"]
    assert first.ran == [*steps, "Keep what was pulled", "Compare", "Publish"]
    assert first.outputs["compare"]["changed"] == "true"
    assert "The first edition" in first.summary
    return found


def test_the_first_edition_is_published_with_its_data(project: Project) -> None:
    book = json.loads(project.edition("manifest.json"))
    assert set(book["packs"]) == {"port"}
    assert "The first edition" in project.edition("CHANGES.md")
    assert git(project.origin, "cat-file", "-t", f"published:port/{STEM}.pdf") == "blob"
    assert project.shown(f"{PACK}/traffic.csv", "main") == SHIPS.strip()
    assert "traffic" in project.shown(f"{PACK}/data.lock.json", "main")


def test_without_a_change_nothing_is_published(project: Project) -> None:
    before, head = project.published(), git(project.origin, "rev-parse", "main")
    again = project.schedule()
    assert again.status == 0, again.printed
    assert "Publish" not in again.ran
    assert again.outputs["compare"]["changed"] == "false"
    assert "no difference" in again.summary
    assert project.published() == before
    assert git(project.origin, "rev-parse", "main") == head


def test_a_changed_number_is_pulled_published_and_named(project: Project) -> None:
    before = project.published()
    project.edit("office.csv", "820", "821")
    run = project.schedule()
    assert run.status == 0, run.printed
    assert run.ran[-1] == "Publish"
    assert "| 820 | 821 |" in run.summary
    assert "delegation: page" in run.summary
    assert git(project.origin, "rev-parse", "published^") == before
    assert "| 820 | 821 |" in project.edition("CHANGES.md")
    assert "821" in project.shown(f"{PACK}/traffic.csv", "main")
    assert project.schedule().outputs["compare"]["changed"] == "false"


def test_a_broken_pack_publishes_nothing_and_is_annotated(project: Project) -> None:
    before = project.published()
    project.edit("pack.yaml", "kind: chart", "kind: charts")
    run = project.schedule()
    assert (run.status, run.failed) == (2, "Build")
    assert f"::error file={PACK}/pack.yaml,line=" in run.printed
    assert project.published() == before
    project.edit("pack.yaml", "kind: charts", "kind: chart")


def test_broken_data_publishes_nothing_and_keeps_the_snapshot(project: Project) -> None:
    before, data = project.published(), project.shown(f"{PACK}/traffic.csv", "main")
    project.edit("office.csv", "ships", "boats")
    run = project.schedule()
    assert (run.status, run.failed) == (2, "Refresh")
    assert (project.work / PACK / "traffic.csv").read_text().strip() == data
    assert project.published() == before
    project.edit("office.csv", "boats", "ships")


def test_what_confirms_old_numbers_is_kept_without_an_edition(project: Project) -> None:
    """A later day of the pull, and nothing else: the numbers stay fresh for whoever builds."""
    git(project.work, "pull", "-q", "--ff-only")
    project.edit("data.lock.json", '"as_of": "2026-09-21"', '"as_of": "2026-09-01"')
    before, head = project.published(), git(project.origin, "rev-parse", "main")
    run = project.schedule()
    assert run.status == 0, run.printed
    assert run.outputs["compare"]["changed"] == "false"
    assert project.published() == before
    changed = git(project.origin, "diff", "--name-only", head, "main").splitlines()
    assert changed == [f"{PACK}/data.lock.json"]


def test_nothing_but_what_was_pulled_is_committed(project: Project) -> None:
    for name in ("scratch.csv", f"{PACK}/salaries.csv"):
        (project.work / name).write_text("name,pay\nnobody,1\n")
    project.edit("office.csv", "660", "661")
    run = project.schedule()
    assert run.status == 0, run.printed
    there = git(project.origin, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert f"{PACK}/traffic.csv" in there
    assert not {"scratch.csv", f"{PACK}/salaries.csv"} & set(there)


def test_editions_of_other_packs_stay(project: Project) -> None:
    first = project.schedule(pack="buenos-aires", audiences="chair")
    assert first.status == 0, first.printed
    names = git(project.origin, "ls-tree", "--name-only", "published").splitlines()
    assert names == ["buenos-aires", "port"]
    again = project.schedule()
    assert again.outputs["compare"]["changed"] == "false"


def test_a_remote_that_does_not_answer_is_no_first_edition(project: Project) -> None:
    before = project.published()
    git(project.work, "remote", "set-url", "origin", str(project.origin) + "-gone")
    try:
        run = run_action(project.work, INPUTS, ["Install"], NOW)
    finally:
        git(project.work, "remote", "set-url", "origin", str(project.origin))
    assert run.status not in (0, 2)
    assert run.failed == "Fetch the last edition"
    assert project.published() == before


def test_stale_facts_fail_loudly(project: Project) -> None:
    before = project.published()
    run = project.schedule(clock=LATER)
    assert (run.status, run.failed) == (1, "Build")
    assert "review-due" in run.printed
    assert project.published() == before
    relaxed = project.schedule(clock=LATER, strict="false")
    assert relaxed.failed == ""


def test_a_pull_request_is_drawn_and_publishes_nothing(project: Project) -> None:
    need("soffice", "pdftoppm")
    before = project.published()
    run = project.schedule(mode="pull-request")
    assert run.status == 0, run.printed
    assert "Refresh" not in run.ran
    assert "Publish" not in run.ran
    book = json.loads((project.work / "out" / "manifest.json").read_bytes())
    entry = book["packs"]["port"]["audiences"]["delegation"]
    pictures = project.work / run.outputs["draw"]["pictures"]
    assert len(list(pictures.glob("*-page*.png"))) == entry["pages"]
    assert len(list(pictures.glob("*-slide*.png"))) == entry["slides"]
    assert {path.suffix for path in pictures.iterdir()} == {".png"}
    assert project.published() == before


def test_the_gitlab_job_publishes_likewise(project: Project) -> None:
    git(project.work, "pull", "-q", "--ff-only")
    settings = {"PACK": PACK, "AUDIENCES": "delegation", "CI_COMMIT_BRANCH": "main"}
    settings |= {"BRANCH": "from-gitlab", "SOURCE_DATE_EPOCH": NOW}
    first = run_gitlab(project.work, "scheduled", settings)
    assert first.status == 0, first.printed
    assert "The first edition" in project.edition("CHANGES.md", "from-gitlab")
    before = git(project.origin, "rev-parse", "from-gitlab")
    again = run_gitlab(project.work, "scheduled", settings)
    assert again.status == 0, again.printed
    assert "nothing changed" in again.printed
    assert git(project.origin, "rev-parse", "from-gitlab") == before
    project.edit("office.csv", "661", "650")
    changed = run_gitlab(project.work, "scheduled", settings)
    assert changed.status == 0, changed.printed
    assert "| 661 | 650 |" in project.edition("CHANGES.md", "from-gitlab")
    request = run_gitlab(project.work, "merge-request", settings)
    assert request.status == 0, request.printed
    assert (project.work / "changes.md").read_text().count("no difference") == 1
