"""Decks of foreign templates, built once for all test processes of a run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.templates.building import Built, build, once
from tests.templates.corpus import Template


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of a run have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "templates"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def built(common: Path) -> Callable[[Template], Built]:
    """Builds the shipped pack for all audiences with a template."""
    return lambda template: Built(once(common / template.name, lambda out: build(template, out)))
