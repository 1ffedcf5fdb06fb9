"""Limits: 50 random packs hold them or say what would have to go, with the longest texts that fit;
in which order what is given up; what the manifest and the check know of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.audience import PageOutput, SlideOutput
from layouts.problems import Place, Problem, Problems
from layouts.runs import plain
from layouts.scene import Scene
from reports import cli, fit
from reports.check import check
from reports.concessions import BLOCK, TEXT, Step, ladder, ranked, summed
from reports.config import Layouts
from reports.edition import Edition
from reports.editions import editions
from reports.fit import Fitting, fitted
from reports.limits import Concessions, limits_of
from reports.pack import load
from reports.selection import numbered, select

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = (
    "the",
    "delegation",
    "of",
    "each",
    "State",
    "may",
    "ask",
    "in",
    "writing",
    "for",
    "what",
)
LENGTHS = ("short", "medium", "long")


def words(count: int, start: int = 0) -> str:
    said = " ".join(islice(cycle(VOCABULARY), start, start + count))
    return f"{said[0].upper()}{said[1:]}."


def texts(*counts: int) -> dict[str, str]:
    """A text in as many lengths as there are counts of words, shortest first."""
    return {
        name: words(count, n) for n, (name, count) in enumerate(zip(LENGTHS, counts, strict=False))
    }


def paragraph(ident: str, *counts: int, priority: int = 1, **more: Any) -> dict[str, Any]:
    told = {"kind": "paragraph", "id": ident, "text": texts(*counts), **more}
    return told if priority == 1 else {**told, "priority": priority}


def pack_of(*sections: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "pack": {"id": "fits", "language": "en"},
        "title": "What fits",
        "sections": [
            {"id": f"s{n}", "title": f"Section {n}", "blocks": blocks}
            for n, blocks in enumerate(sections, 1)
        ],
        **more,
    }


def write(folder: Path, pack: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(yaml.safe_dump(pack, sort_keys=False), encoding="utf-8")
    return folder


@cache
def shipped() -> Edition:
    """An edition whose theme, masters and faces all others of these tests share."""
    [edition] = editions("buenos-aires", "base", None)
    return edition


def edition_of(pack: dict[str, Any], **limits: float) -> Edition:
    """An edition that is not fitted yet; texts are long in both documents."""
    problems = Problems()
    with TemporaryDirectory() as folder:
        read = load(write(Path(folder), pack), problems)
    assert read is not None, list(problems)
    known = shipped().audience
    pages = {name: most for name, most in limits.items() if name == "max_pages"}
    slides = {name: most for name, most in limits.items() if name != "max_pages"}
    audience = replace(
        known,
        pages=PageOutput(master=known.pages.master, text="long", **pages),
        slides=SlideOutput(master=known.slides.master, text="long", **slides),
    )
    chosen = select(read, audience, problems)
    assert chosen is not None, list(problems)
    selections = dict(zip(("page", "slide"), chosen, strict=True))
    return replace(shipped(), pack=read, audience=audience, selections=selections)


def fit_of(pack: dict[str, Any], **limits: float) -> tuple[Edition, list[Problem]]:
    problems = Problems()
    return fitted(edition_of(pack, **limits), problems), list(problems)


def given_of(edition: Edition) -> tuple[Concessions, Concessions]:
    return edition.selections["page"].given, edition.selections["slide"].given


def size(scene: Scene) -> dict[str, float]:
    """Pages, slides and minutes, counted by this test itself."""
    if scene.kind == "page":
        return {"max_pages": len(scene.pages)}
    shown = [page for page in scene.pages if not page.hidden]
    said = " ".join(plain(note.runs) for page in shown for note in page.notes)
    spoken = len(re.findall(r"\S*\w\S*", said))
    return {"max_slides": len(shown), "max_minutes": spoken / 130}


def holds(edition: Edition, medium: str) -> bool:
    sizes = size(edition.compose(medium)[0])
    return all(sizes[one.name] <= one.most for one in limits_of(edition.audience, medium))


def fewer(start: Edition, end: Edition, medium: str) -> Iterator[tuple[str, Edition]]:
    """What was given up in one document, each with the edition in which that alone is not."""
    given = end.selections[medium].given
    scales = start.theme.page.fit
    longer = {}
    for ident, length in given.lengths:
        told = start.pack.block(ident)
        after = LENGTHS[LENGTHS.index(length) + 1 :]
        # The next length in which something else is said.
        for name in after:
            if _said(told, name, medium) != _said(told, length, medium):
                longer[ident] = name
                break
    for ident, name in longer.items():
        rest = [pair for pair in given.lengths if pair[0] != ident]
        yield ident, conceding(start, end, medium, replace(given, lengths=(*rest, (ident, name))))
    if given.scale != 1:
        scale = scales[scales.index(given.scale) - 1]
        yield "type", conceding(start, end, medium, replace(given, scale=scale))
    for ident in given.blocks:
        blocks = tuple(other for other in given.blocks if other != ident)
        yield ident, conceding(start, end, medium, replace(given, blocks=blocks))


def _said(block: Any, length: str, medium: str) -> list[str]:
    if medium == "page":
        return [block.text.pick(length)]
    return [note.text.pick(length) for note in block.notes]


def conceding(start: Edition, end: Edition, medium: str, given: Concessions) -> Edition:
    """``end`` with other concessions of one document; ``start`` is without any."""
    selections = dict(end.selections)
    selections[medium] = start.selections[medium].conceding(given, "a rule of the test")
    pages, slides = numbered(selections["page"], selections["slide"])
    theme = end.theme
    if medium == "page":
        theme = replace(start.theme, page=start.theme.page.scaled(given.scale))
    return replace(end, theme=theme, selections={"page": pages, "slide": slides})


# Random packs


@st.composite
def blocks(draw: st.DrawFn, ident: str) -> dict[str, Any]:
    short = draw(st.integers(3, 40))
    counts = [short]
    for most in draw(st.lists(st.integers(10, 100), max_size=2)):
        counts.append(counts[-1] + most)
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["title"] = f"Title of {ident}"
    if draw(st.booleans()):
        said = draw(st.lists(st.integers(1, 60), min_size=1, max_size=3))
        more["notes"] = [{"text": texts(*(sum(said[: n + 1]) for n in range(len(said))))}]
    priority = draw(st.sampled_from((1, 2, 3, 5, 9)))
    block = paragraph(ident, *counts, priority=priority, **more)
    if draw(st.integers(0, 4)) == 0:
        longest = list(block["text"])[-1]
        block["text"][longest] += draw(st.sampled_from((" {one}", " {two}", " Said[@c]")))
    return block


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Any]:
    sections = []
    for n in range(draw(st.integers(1, 4))):
        sections.append([draw(blocks(f"b{n}{m}")) for m in range(draw(st.integers(1, 5)))])
    return pack_of(
        *sections,
        sources={name: {"title": f"Source {name}", "publisher": name.upper()} for name in "abc"},
        facts={"one": {"value": "1", "source": "a"}, "two": {"value": "2", "source": "b"}},
    )


SHARES = st.fixed_dictionaries(
    {},
    optional={
        "max_pages": st.sampled_from((0.5, 0.7, 0.8)),
        "max_slides": st.sampled_from((0.5, 0.8, 0.9)),
        "max_minutes": st.sampled_from((0.3, 0.6, 0.9)),
    },
)
"""Limits as shares of what a pack takes without any."""


def limits_for(pack: dict[str, Any], shares: dict[str, float]) -> dict[str, float]:
    whole = edition_of(pack)
    full = {**size(whole.compose("page")[0]), **size(whole.compose("slide")[0])}
    limits = {name: full[name] * share for name, share in shares.items()}
    return {
        name: round(most, 1) if name == "max_minutes" else max(1, int(most))
        for name, most in limits.items()
    }


@settings(max_examples=50)
@given(packs(), SHARES)
def test_random_packs_hold_their_limits_or_say_why_not(
    pack: dict[str, Any], shares: dict[str, float]
) -> None:
    limits = limits_for(pack, shares)
    start = edition_of(pack, **limits)
    edition, problems = fit_of(pack, **limits)
    again, twice = fit_of(pack, **limits)
    assert given_of(edition) == given_of(again)
    assert problems == twice
    if problems:
        assert {problem.code for problem in problems} == {"over-limit"}
        for problem in problems:
            name = problem.expected.split()[0]
            least = float(re.findall(r"[\d.]+", problem.found)[0])
            assert least > limits[name], problem
        return
    for medium in ("page", "slide"):
        assert holds(edition, medium)
        for what, other in fewer(start, edition, medium):
            assert not holds(other, medium), f"{what} fits the {medium}s after all"
    told = {ident for one in edition.selections.values() for ident in one.ids}
    for ident, block in ranked(start.selections["page"]):
        assert block.priority > 1 or ident in told
