"""What came of one edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from layouts.problems import Problem
from reports.staleness import Used


@dataclass
class Made:
    """Documents, or why there are none."""

    files: dict[str, bytes] = field(default_factory=dict)
    """Those that were made; none where those of an earlier run stay."""
    entry: dict[str, Any] = field(default_factory=dict)
    """For the manifest."""
    warnings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    """SHA-256 of what the process that made it has read for it."""
    shown: Used | None = None
    """What the documents show, after fitting; None where nothing in the pack can become stale."""
