"""Paths as other programs name them: from the root of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from layouts.problems import Place
from reports.findings import Finding
from reports.whereabouts import Spot, root, spot


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = tmp_path / "repository"
    (top / "sub" / "out").mkdir(parents=True)
    (top / ".git").mkdir()
    (top / "sub" / "pack.yaml").write_text("", encoding="utf-8")
    (top / "sub" / "out" / "one.pdf").write_bytes(b"")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(top / "sub")
    return top


def found(name: str, line: int = 3, column: int = 5, document: str = "") -> Spot | None:
    finding = Finding(Place(name, line, column), "rule", document, "found")
    return spot(finding, root(), Path("out"))


def test_the_root_is_that_of_the_repository(repository: Path) -> None:
    assert root() == repository
    assert found("pack.yaml") == Spot("sub/pack.yaml", 3, 5)
    assert found(str(repository / "sub" / "pack.yaml")) == Spot("sub/pack.yaml", 3, 5)
    assert found("../sub/./pack.yaml", 0, 0) == Spot("sub/pack.yaml", 0, 0)


def test_the_workspace_goes_before_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository.parent))
    assert found("pack.yaml") == Spot("repository/sub/pack.yaml", 3, 5)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository / "nowhere"))
    assert found("pack.yaml") == Spot("sub/pack.yaml", 3, 5)


def test_without_a_repository_it_is_where_one_works(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / ".git").rmdir()
    assert not any((folder / ".git").exists() for folder in repository.parents)
    assert found("pack.yaml") == Spot("pack.yaml", 3, 5)


def test_links_lead_to_the_same_path(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = repository.parent / "link"
    link.symlink_to(repository)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(link))
    assert found("pack.yaml") == Spot("sub/pack.yaml", 3, 5)


def test_files_outside_are_absolute(repository: Path) -> None:
    beside = repository.parent / "beside.yaml"
    beside.write_text("", encoding="utf-8")
    where = found("../../beside.yaml")
    assert where == Spot(beside.as_posix(), 3, 5)
    assert not where.inside


def test_documents_have_no_lines(repository: Path) -> None:
    assert found("one.pdf", document="one.pdf") == Spot("sub/out/one.pdf")
    assert found("one.pdf") is None


def test_files_of_the_program_have_their_own_folder(repository: Path) -> None:
    where = found("layouts/themes/ocean.yaml")
    assert where is not None
    assert where.path.endswith("/layouts/themes/ocean.yaml")


def test_what_is_no_file(repository: Path) -> None:
    for name in ("--audience", "SOURCE_DATE_EPOCH", "nothing.yaml", "", "x\0y", "themes/a.yaml"):
        assert found(name) is None
