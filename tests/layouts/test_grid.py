"""The baseline grid: lines in columns side by side stand at the same height."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts import flowing
from layouts.boxes import Box, Glue
from layouts.flow import Flowable, Passage, Story
from layouts.grid import Snap, advanced
from layouts.paragraph import Paragraph, ParagraphPlan
from layouts.runs import Run
from layouts.scene import Fragment, Scene, TextItem
from layouts.tree import Node, Role
from layouts.vertical import joined
from reports.edition import Edition
from reports.editions import editions

EXACT = 0.1
"""Points by which baselines side by side may differ."""
WORDS = "Technical cooperation among developing countries is an instrument of exchange. "


@pytest.fixture(scope="module")
def press() -> Edition:
    [edition] = editions(None, "press", None)
    return edition


def bands(scene: Scene, edition: Edition) -> Iterator[list[Fragment]]:
    """Stretches of fragments in columns, between those that span them."""
    for page in scene.pages:
        template = edition.masters["page"].templates[page.template]
        if template.columns > 1:
            frame = template.frames["main"].rect

            def narrow(fragment: Fragment, width: float = frame.width / 2) -> bool:
                return fragment.frame == "main" and fragment.rect.width < width

            for inside, group in groupby(page.fragments, narrow):
                if inside:
                    yield list(group)


def baselines(fragments: list[Fragment], leading: float) -> dict[float, set[float]]:
    """Baselines of text at the full size, by the left edge of the column."""
    found: dict[float, set[float]] = {}
    for fragment in fragments:
        if isinstance(fragment.plan, ParagraphPlan) and fragment.plan.pitch == leading:
            size = fragment.plan.style.size
            items = [item for item in fragment.items if isinstance(item, TextItem)]
            lines = {item.y for item in items if item.size == size}
            found.setdefault(fragment.rect.x, set()).update(lines)
    return found


def apart(scene: Scene, edition: Edition) -> list[float]:
    """For every line with columns beside it, how far it is from the grid of the first column."""
    leading = edition.setting("page").style("body").leading
    out = []
    for band in bands(scene, edition):
        columns = list(baselines(band, leading).values())
        for other in columns[1:]:
            origin = min(columns[0])
            for y in other:
                rest = (y - origin) % leading
                out.append(min(rest, leading - rest))
    return out


def test_columns_of_the_built_press_pages_share_baselines(press: Edition) -> None:
    off = apart(press.compose("page")[0], press)
    assert len(off) > 20
    assert max(off) <= EXACT
    with patch.object(flowing, "gridded", lambda _flowable, parts, _setting: parts):
        assert max(apart(press.compose("page")[0], press)) > EXACT


ROLES = ["body", "h2", "list", "callout-note", "callout-message", "source"]


@pytest.mark.parametrize("shift", range(6))
def test_whatever_follows_what_columns_share_baselines(press: Edition, shift: int) -> None:
    def story() -> Story:
        tree = Node(Role.DOCUMENT, "document")
        flowables: list[Flowable] = []
        for n in range(60):
            node = tree.child(Role.PARAGRAPH, f"p{n}")
            role = ROLES[(n * (shift + 1) + n // 6) % 6]
            count = 1 if role == "h2" else 1 + n % 5
            label = (Run("•"),) if role == "list" else ()
            flowables.append(Paragraph(node, (Run(WORDS * count),), role, label=label))
        return Story(tree, [Passage("a", tree, "text", choices=[("", flowables)])], {}, "en", "T")

    from layouts.compose import compose

    off = apart(compose(story(), press.masters["page"], press.setting("page")), press)
    assert len(off) > 100
    assert max(off) <= EXACT


@given(st.floats(0, 300), st.floats(0, 30), st.floats(0, 30), st.floats(5, 30))
def test_snapped_space_ends_on_the_grid_and_never_above(
    height: float, gap: float, size: float, pitch: float
) -> None:
    space = advanced(height, gap, Snap(size, pitch))
    lines = (height + space) / pitch
    assert lines == pytest.approx(round(lines), abs=1e-6)
    assert space >= -0.03
    assert abs(space - gap - size) <= pitch
    assert advanced(height, gap, Glue(size)) == gap + size


@pytest.mark.parametrize(("size", "space"), [(0.0, 0.0), (3.5, 0.0), (6.5, 14.0), (20.0, 28.0)])
def test_small_spaces_vanish_and_others_are_whole_lines(size: float, space: float) -> None:
    assert advanced(28.0, 0.0, Snap(size, 14.0)) == pytest.approx(space)


def test_snapping_survives_a_larger_space() -> None:
    for first, second in ((Glue(9.0), Snap(2.0, 14.0)), (Snap(2.0, 14.0), Glue(9.0))):
        [_, glue, _] = joined([[Box(10.0), first], [second, Box(10.0)]])
        assert glue == Snap(9.0, 14.0)
        assert isinstance(glue, Snap)


def test_what_follows_a_list_stands_off_as_a_paragraph_does(press: Edition) -> None:
    [brief] = editions(None, "delegation", None)
    tree = Node(Role.DOCUMENT, "document")
    roles = ["body", "list", "list", "body", "body"]
    flowables: list[Flowable] = [
        Paragraph(
            tree.child(Role.PARAGRAPH, f"p{n}"),
            (Run("Words."),),
            role,
            label=(Run("•"),) if role == "list" else (),
        )
        for n, role in enumerate(roles)
    ]
    story = Story(tree, [Passage("a", tree, "text", choices=[("", flowables)])], {}, "en", "T")
    flow = flowing.Flow(story, brief.masters["page"], brief.setting("page"), 1)
    [page] = flow.fill(story.passages)
    tops = [fragment.rect for fragment in page.fragments]
    gaps = [round(b.y - a.bottom, 3) for a, b in zip(tops, tops[1:], strict=False)]
    style = brief.setting("page").style
    body, items = style("body").after, style("list").after
    assert gaps == [body, items, body, body]
