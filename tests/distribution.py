"""Which tests go to the same test process: those that share what is dear to make."""

from __future__ import annotations

import re
from typing import Any

import pytest

TOGETHER = {
    "veraPDF": r"conformance/test_(pdf|packs|vectors|opening|changes)\.py",
    "PostgreSQL": r"live/test_(postgres|docs)\.py",
    "LibreOffice": r"(render/|deckcheck/test_(plain|pixels)\.py|templates/test_render\.py)",
}
"""Files, by the program that is kept running for them."""
APART = re.compile(r"reports/test_build\.py|templates/test_(intake|hostile)\.py")
"""Files whose tests share nothing within a process, and take long."""


def unit(nodeid: str) -> str:
    """What a test belongs to that is run by one process: a program, its file, or nothing more."""
    path = nodeid.partition("::")[0]
    for program, files in TOGETHER.items():
        if re.search(files, path):
            return program
    return nodeid if APART.search(path) else path


def scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands whole units to the processes of pytest-xdist, in the order of the tests."""
    from xdist.scheduler import LoadScopeScheduling

    class Units(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    config.option.loadscopereorder = False
    return Units(config, log)


def slowest_first(items: list[pytest.Item]) -> None:
    """So that no process is left alone with a long test at the end: units with outside judges, and
    those with large packs, go before the others."""

    def cost(item: pytest.Item) -> int:
        judged = any(item.get_closest_marker(name) for name in ("conform", "render"))
        return 2 * judged + ("limits" in getattr(item, "fixturenames", ()))

    dearest: dict[str, int] = {}
    for item in items:
        name = unit(item.nodeid)
        dearest[name] = max(dearest.get(name, 0), cost(item))
    items.sort(key=lambda item: -dearest[unit(item.nodeid)])
