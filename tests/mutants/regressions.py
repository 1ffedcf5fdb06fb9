"""Mutants that once came through, or came to grief: each is judged in every run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.mutants import looks
from tests.mutants.base import NONSENSE, PERHAPS, Project


class Regression(NamedTuple):
    """A change to the sound project of this seed."""

    name: str
    seed: str
    verdict: str
    change: Callable[[Project], None]


def replaced(file: str, old: str, new: str) -> Callable[[Project], None]:
    """Replace ``old``, which must be in the file."""

    def change(project: Project) -> None:
        path = project.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def written(file: str, text: str) -> Callable[[Project], None]:
    """Write a file anew."""

    def change(project: Project) -> None:
        (project.root / file).write_text(text, encoding="utf-8")

    return change


def with_setting(setting: str) -> Callable[[Project], None]:
    """Give the command a setting more."""

    def change(project: Project) -> None:
        project.words += ["--set", setting]

    return change


def _long_chain(project: Project) -> None:
    looks.chained(project, 1000)


REGRESSIONS = [
    Regression(
        "two placeholders of one index",
        "own",
        NONSENSE,
        replaced("looks/slides/two-content.yaml", "index: 2,", "index: 10,"),
    ),
    Regression("a thousand files that extend one another", "own", NONSENSE, _long_chain),
    Regression(
        "points in the corner, at the numbers of the axes",
        "own",
        PERHAPS,
        written("pack/shares.csv", "measure,share\ngrowth,0\ntrade,0\n"),
    ),
    Regression(
        "numbers of axes in large type", "plain", PERHAPS, with_setting("tokens.pages.scale=1.6")
    ),
    Regression(
        "a label that drops what it is for",
        "own",
        NONSENSE,
        replaced("looks/languages/en.yaml", '"{value} [{number}]"', '"-"'),
    ),
    Regression(
        "lines of footnotes a hand apart",
        "own",
        NONSENSE,
        replaced("looks/themes/own.yaml", "size: 8, leading: 10.6", "size: 8, leading: 240"),
    ),
    Regression(
        "lines of large type on one another",
        "own",
        NONSENSE,
        replaced(
            "looks/themes/own.yaml",
            "callout-caution: {face: head, size: 10,",
            "callout-caution: {face: head, size: 200,",
        ),
    ),
]
