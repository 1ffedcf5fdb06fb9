"""Decks made of foreign templates through the command line: valid, readable, the template's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from tests.judges_pptx import audit, need_audit, need_sdk
from tests.reports.deck_twins import put, twin
from tests.templates.building import AUDIENCES, Built
from tests.templates.corpus import TEMPLATES, Template, findings, need, path_of
from tests.templates.inside import differences
from tests.templates.soundness import faults

Builder = Callable[[Template], Built]
USUAL = ("arial", "bare", "office-german", "genjs-wide")
"""Of every origin one, and what is refused, in every run; the others in the slow one."""
every_template = pytest.mark.parametrize(
    "template",
    [
        pytest.param(one, id=name, marks=() if name in USUAL else pytest.mark.slow)
        for name, one in TEMPLATES.items()
    ],
)
every_deck = pytest.mark.parametrize(
    ("template", "audience"),
    [
        pytest.param(one, audience, id=f"{name}-{audience}", marks=marks)
        for name, one in TEMPLATES.items()
        for audience in AUDIENCES
        for marks in [() if name in USUAL and audience == AUDIENCES[0] else pytest.mark.slow]
    ],
)
TWIN = TEMPLATES["arial"]


@every_template
def test_a_deck_comes_of_it_or_a_reason(template: Template, built: Builder) -> None:
    need(template)
    made = built(template)
    assert "Traceback" not in made.said
    assert (made.status, bool(template.refused)) in ((0, False), (2, True)), made.said
    if template.refused:
        assert re.search(template.refused, made.said), made.said
        assert not any(made.deck(audience).exists() for audience in AUDIENCES)


def _decks(template: Template, built: Builder, *audiences: str) -> list[Path]:
    """The decks that came of a template, for some audiences or for all."""
    need(template)
    made = built(template)
    assert made.status in (0, 2), made.said
    return [made.deck(audience) for audience in audiences or AUDIENCES if not made.status]


@pytest.mark.conform
@every_deck
def test_the_sdk_finds_nothing_new(template: Template, audience: str, built: Builder) -> None:
    need_sdk()
    for deck in _decks(template, built, audience):
        assert _new(findings(deck), findings(path_of(template))) == []


@pytest.mark.conform
@every_deck
def test_the_audit_finds_nothing_new(template: Template, audience: str, built: Builder) -> None:
    need_audit()
    for deck in _decks(template, built, audience):
        assert _new(audit(deck), audit(path_of(template))) == []


def _new(found: list, known: list) -> list:  # type: ignore[type-arg]
    """What is found more often than it was in the template."""
    return list((Counter(found) - Counter(known)).elements())


@every_template
def test_masters_layouts_and_themes_come_out_as_they_were(
    template: Template, built: Builder
) -> None:
    before = path_of(template).read_bytes() if not template.refused else b""
    for deck in _decks(template, built):
        assert differences(before, deck.read_bytes()) == []
        assert faults(deck.read_bytes()) == []


@every_template
def test_every_slide_stands_on_a_layout_of_the_template(template: Template, built: Builder) -> None:
    for path in _decks(template, built):
        theirs, deck = Presentation(str(path_of(template))), Presentation(str(path))
        assert (deck.slide_width, deck.slide_height) == (theirs.slide_width, theirs.slide_height)
        names = {layout.name for master in theirs.slide_masters for layout in master.slide_layouts}
        assert len(deck.slides) >= 8
        for slide in deck.slides:
            assert slide.slide_layout.name in names
            assert any(_is_title(shape) and shape.text_frame.text for shape in slide.placeholders)
        assert len({slide.slide_layout.name for slide in deck.slides}) > 1 or len(names) < 3


def _is_title(shape: Any) -> bool:
    """By its type: python-pptx's own ``title`` wants index 0, which PptxGenJS does not give."""
    return shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def test_a_fault_in_a_slide_is_new(tmp_path: Path, built: Builder) -> None:
    need_sdk()
    need_audit()
    deck, broken = _decks(TWIN, built)[0], tmp_path / "deck.pptx"
    fault = put("<p:cSld", "<p:nonsense/><p:cSld")
    broken.write_bytes(twin(deck.read_bytes(), "ppt/slides/slide2.xml", fault))
    assert _new(findings(broken), findings(path_of(TWIN)))
    assert _new(audit(broken), audit(path_of(TWIN)))


CHANGES = {
    "a layout": ("ppt/slideLayouts/slideLayout2.xml", put("Running text", "Running texts")),
    "the master": ("ppt/slideMasters/slideMaster1.xml", put("<p:cSld>", "<p:cSld >")),
    "the theme": ("ppt/theme/theme1.xml", put("0F6B8C", "0F6B8D")),
    "a relationship": (
        "ppt/slideLayouts/_rels/slideLayout2.xml.rels",
        put(r"slideMasters/slideMaster1\.xml", "theme/theme1.xml"),
    ),
    "a type": ("[Content_Types].xml", put(r"presentationml\.slideMaster\+xml", "xml")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_one_change_to_the_templates_parts_is_seen(name: str) -> None:
    template = path_of(TWIN).read_bytes()
    assert differences(template, template) == []
    assert differences(template, twin(template, *CHANGES[name]))
