"""The corpus itself: templates are sound and odd as described, hostile files really are hostile."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pptx import Presentation

from tests.judges_pptx import need_sdk
from tests.templates.corpus import TEMPLATES, Template, findings, need, path_of
from tests.templates.hostile.base import CLEANED, EITHER, REFUSED, USED, Hostile
from tests.templates.hostile.catalogue import CASES
from tests.templates.package import MASTER, PRESENTATION, Parts, changed, layout, packed, unpacked
from tests.templates.soundness import faults

every_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def test_there_are_enough_of_both() -> None:
    assert len(TEMPLATES) >= 7
    assert {t.origin for t in TEMPLATES.values()} == {"python-pptx", "LibreOffice", "PptxGenJS"}
    for origin in ("python-pptx", "LibreOffice", "PptxGenJS"):
        shapes = {t.size[0] / t.size[1] > 1.5 for t in TEMPLATES.values() if t.origin == origin}
        assert shapes == {True, False}, origin
    assert len(CASES) >= 25
    assert len({case.name for case in CASES}) == len(CASES)


@every_template
def test_a_template_is_sound_and_as_described(template: Template) -> None:
    need(template)
    path = path_of(template)
    assert faults(path.read_bytes()) == []
    deck = Presentation(str(path))
    masters = list(deck.slide_masters)
    assert (round(deck.slide_width.pt), round(deck.slide_height.pt)) == template.size
    assert len(masters) == template.masters
    assert sum(len(master.slide_layouts) for master in masters) == template.layouts


@pytest.mark.conform
@every_template
def test_the_sdk_finds_what_is_known(template: Template) -> None:
    need(template)
    need_sdk()
    assert sorted(finding.id for finding in findings(path_of(template))) == sorted(
        template.own_errors
    )


def _said(part: str, pattern: str) -> Callable[[Parts], bool]:
    return lambda parts: bool(re.search(pattern, parts[part].decode(), re.DOTALL))


def _names(*wanted: str) -> Callable[[Parts], bool]:
    def named(parts: Parts) -> bool:
        layouts = [blob.decode() for name, blob in parts.items() if "/slideLayout" in name]
        return all(any(f'<p:cSld name="{name}"' in text for text in layouts) for name in wanted)

    return named


def _unstyled(parts: Parts) -> bool:
    return b"txStyles" not in parts[MASTER] and b"<p:ph/>" in parts[layout(3)]


ODD: dict[str, Callable[[Parts], bool]] = {
    "arial": _names("Opening", "Running text", "Photograph"),
    "bare": lambda parts: b'type="body"' not in b"".join(parts.values()),
    "extra": lambda parts: any(blob.count(b'<p:ph type="pic"') == 2 for blob in parts.values()),
    "dark": _said(MASTER, 'bg1="dk1" tx1="lt1"'),
    "dark-title": _said(layout(1), "blipFill.*overrideClrMapping"),
    "spaced": _said(MASTER, 'titleStyle.*cap="all" spc="200".*bodyStyle'),
    "two-masters": _said(PRESENTATION, "sldMasterId .*sldMasterId "),
    "office-german": lambda parts: _unstyled(parts) and _names("Titelfolie", "Nur Titel")(parts),
    "office-midnight": lambda parts: _unstyled(parts) and b"Source Sans Pro" in parts[MASTER],
    "office-resaved": lambda parts: _unstyled(parts) and b'name="Harbour"' in _theme(parts),
    "genjs-wide": lambda parts: (
        _names("Portada", "DEFAULT")(parts)
        and b'idx="4294967295"' in parts[layout(3)]
        and b'type="title"' not in parts[MASTER]
    ),
    "genjs-4x3": lambda parts: (
        _names("COVER", "CONTENT")(parts)
        and b"blipFill" in parts[layout(2)]
        and b"sldNum" not in parts[layout(3)]
    ),
}


def _theme(parts: Parts) -> bytes:
    return parts["ppt/theme/theme1.xml"]


@pytest.mark.parametrize("name", ODD)
def test_a_template_is_odd_as_described(name: str) -> None:
    template = TEMPLATES[name]
    need(template)
    assert ODD[name](unpacked(path_of(template).read_bytes()))
    assert not ODD[name](unpacked(path_of(TEMPLATES["plain"]).read_bytes())), "the plain one too"


@pytest.mark.parametrize("name", [n for n, t in TEMPLATES.items() if t.origin == "python-pptx"])
def test_a_template_comes_out_the_same_again(name: str) -> None:
    assert TEMPLATES[name].make() == path_of(TEMPLATES[name]).read_bytes()


@every_case
def test_a_hostile_file_is_hostile(case: Hostile) -> None:
    found = faults(case.make())
    assert case.outcome == EITHER or bool(found) == (case.outcome in (REFUSED, CLEANED)), found
    assert case.says or case.outcome == USED, "what must be said?"


UNREAD = (".potx", ".ppsx")
"""python-pptx refuses these by their content type alone."""


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.outcome != REFUSED and case.name != "size too small"],
    ids=lambda case: case.name,
)
def test_what_may_be_used_opens(case: Hostile) -> None:
    data = case.make()
    if case.suffix == ".potm" or case.name in UNREAD:
        with pytest.raises(ValueError, match="not a PowerPoint file"):
            Presentation(io.BytesIO(data))
    else:
        assert Presentation(io.BytesIO(data)).slide_layouts


TWINS = {
    PRESENTATION: ('r:id="[^"]*"', 'r:id="rId99"'),
    MASTER: ('r:id="[^"]*"', 'r:id="rId99"'),
    layout(2): ("<p:spTree>", ""),
    layout(3): ('(type="secHead")', r'\1 r:id="rId99"'),
}


@pytest.mark.parametrize("part", TWINS)
def test_the_judge_of_soundness_sees_one_change(part: str) -> None:
    parts = unpacked(path_of(TEMPLATES["plain"]).read_bytes())
    assert faults(packed(parts)) == []
    changed(parts, part, *TWINS[part], 1)
    assert faults(packed(parts))
