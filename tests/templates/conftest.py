"""Decks of foreign templates, built once for all test processes of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sharing import once
from tests.templates.building import Built, build
from tests.templates.corpus import Template


@pytest.fixture(scope="session")
def built(common: Path) -> Callable[[Template], Built]:
    """Builds the shipped pack for all audiences with a template."""
    return lambda template: Built(once(common / template.name, lambda out: build(template, out)))
