"""Why a pull fails: a problem without its place, which is that of the dataset."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from types import ModuleType

from layouts.located import clip
from layouts.problems import Problem
from reports.statuses import BAD_INPUT, NO_RESOURCE

SAID = 300
"""Characters of a message of somebody else's that are shown."""


class Fault(Exception):  # noqa: N818 - what it says is what happens
    """The dataset cannot be pulled; its snapshot stays."""

    def __init__(
        self,
        code: str,
        found: str,
        expected: str = "",
        *,
        given: str = "",
        names: Collection[str] = (),
        status: int = BAD_INPUT,
    ) -> None:
        super().__init__(found)
        self.code, self.found, self.expected = code, found, expected
        self.given, self.names = given, names
        self.status = status
        """Exit status that it leads to."""


def of_problem(problem: Problem) -> Fault:
    """A problem that a reader of files has found."""
    nearest = {"given": problem.nearest, "names": [problem.nearest]} if problem.nearest else {}
    return Fault(problem.code, problem.found, problem.expected, **nearest)  # type: ignore[arg-type]


def needed(module: str, package: str, extra: str) -> ModuleType:
    """A module that an installation need not have. Raises :class:`Fault`, status 3."""
    try:
        return import_module(module)
    except ImportError as error:
        found = f"the package {package} is not installed"
        expected = f"pip install 'briefpack[{extra}]'"
        raise Fault("pull-package", found, expected, status=NO_RESOURCE) from error


def shown(error: BaseException) -> str:
    """The first lines of a message of somebody else's, as one line."""
    return clip(str(error).split("\n\n")[0].strip(), SAID)
