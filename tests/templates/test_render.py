"""Decks of foreign templates drawn by LibreOffice: no text leaves its frame, no two overlap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.blocks import kinds
from tests import torture
from tests.judges_pptx import need_office
from tests.render.frames import Finding, frames_ok
from tests.render.libreoffice import render
from tests.reports.deck_twins import put, twin
from tests.templates.building import AUDIENCES, Built
from tests.templates.corpus import TEMPLATES, Template, need, path_of
from tests.templates.running import Run, runs

pytestmark = [pytest.mark.render, pytest.mark.slow]

TOO_LONG = {
    "arial": ("chart", "picture"),
    "office-german": ("cards", "chart", "compare", "flow", "table"),
    "genjs-wide": ("chart", "compare", "table"),
}
"""Templates that the longest texts are laid out with, and blocks that then have no room in them."""


def _available() -> list[Template]:
    """Those that can be made here; in CI all must be."""
    out = []
    for template in TEMPLATES.values():
        try:
            need(template)
        except pytest.skip.Exception:
            continue
        out.append(template)
    return out


def _drawn(decks: list[Path], place: Path) -> dict[str, list[Finding]]:
    """What is wrong with the drawings, by name of the deck; those without a fault are left out."""
    found = {deck.stem: frames_ok(deck, render(deck, place)) for deck in decks}
    return {name: findings for name, findings in found.items() if findings}


def _broken(deck: Path, place: Path) -> Path:
    """A twin in which the first bullet of a slide is much longer than what was measured."""
    long = "<a:t>" + "Words that nobody measured. " * 60
    path = place / "broken.pptx"
    path.write_bytes(twin(deck.read_bytes(), "ppt/slides/slide3.xml", put("<a:t>", long)))
    return path


@pytest.mark.parametrize("audience", AUDIENCES)
def test_text_stays_in_its_frames(
    audience: str, built: Callable[[Template], Built], tmp_path: Path
) -> None:
    need_office()
    decks = [built(one).deck(audience) for one in _available()]
    decks = [deck for deck in decks if deck.exists()]
    twins = [_broken(deck, tmp_path) for deck in decks if deck.stem.startswith("arial")]
    found = _drawn([*decks, *twins], tmp_path)
    assert "outside" in {finding.rule for finding in found.pop("broken")}
    assert found == {}


def test_every_text_at_its_longest(tmp_path: Path) -> None:
    need_office()
    names = [one.name for one in _available() if one.name in TOO_LONG]
    decks = []
    for name in names:
        run = _limits(name, tuple(set(kinds()) - set(TOO_LONG[name])), tmp_path)
        assert run.status == 0, f"{name}: {run.err}"
        decks.append(tmp_path / f"{name}.pptx")
        (tmp_path / name / "torture-delegation-en.pptx").rename(decks[-1])
    assert _drawn(decks, tmp_path) == {}


def test_what_is_too_long_for_a_template_is_named(tmp_path: Path) -> None:
    name = "office-german"
    need(TEMPLATES[name])
    run = _limits(name, TOO_LONG[name], tmp_path)
    assert run.status == 2, run.out
    assert len(run.err.splitlines()) > len(TOO_LONG[name])
    assert {line.split(": ")[1] for line in run.err.splitlines()[:-1]} == {"cannot-fit"}


def _limits(name: str, only: tuple[str, ...], place: Path) -> Run:
    """A build of a pack of these kinds of blocks, every text as long as it may be."""
    folder = torture.write(place / name / "pack", torture.pack(only=only))
    template = ["--template", str(path_of(TEMPLATES[name])), "--out", str(place / name)]
    (run,) = runs([["build", str(folder), "--audience", "delegation", "--to", "pptx", *template]])
    return run
