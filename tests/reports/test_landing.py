"""Where words stand on pages."""

from __future__ import annotations

import pytest

from layouts.scene import Fragment, GlyphRun, Page, Scene, TextItem
from layouts.tree import Node, Role
from layouts.units import Rect, Size
from reports.landing import Landing


def landing(*pages: str) -> Landing:
    """One paragraph, told over several pages."""
    node = Node(Role.PARAGRAPH, "a.b")
    made = []
    for number, words in enumerate(pages, 1):
        run = GlyphRun("body", (), words, 0.0)
        item = TextItem(0.0, 0.0, 10.0, (run,), "text", node)
        part = Fragment("main", Rect(0, 0, 1, 1), None, (0, 1), [item])
        made.append(Page(number, "body", [part]))
    return Landing(Scene("page", Size(1, 1), made, node, "en", "Words"))


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (("met in March 2019 and", "went home"), [1]),
        (("met in ", "March 2019"), [2]),
        (("met in March ", "2019 and went home"), [1]),
        (("met in March ", "2019, in March 2019"), [2]),
        (("met in March ", "1978 and ", "2019"), []),
    ],
)
def test_words_that_a_page_ends_in_stand_where_they_begin(
    pages: tuple[str, ...], found: list[int]
) -> None:
    assert landing(*pages).pages_with("March 2019", ["a.b"]) == found
