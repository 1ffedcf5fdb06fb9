"""Continuation: what the title of a slide says when its content runs on over further slides."""

from __future__ import annotations

from collections.abc import Callable

from layouts.flow import Flowable
from layouts.paragraph import Paragraph
from layouts.runs import Run
from reports.telling import Telling


def continued(telling: Telling, n: int) -> str:
    """What the ``n``-th slide of the same content adds to the title, such as "(continued)"."""
    return telling.label("continued") if n == 2 else telling.label("continued_n", n=n)


def continuation(telling: Telling, title: Paragraph) -> Callable[[int], tuple[str, list[Flowable]]]:
    """For :attr:`layouts.flow.Passage.again`: the suffix and title of the n-th slide."""

    def again(n: int) -> tuple[str, list[Flowable]]:
        suffix = f" {continued(telling, n)}"
        return suffix, [Paragraph(title.node, (*title.runs, Run(suffix)), "title", "title")]

    return again
