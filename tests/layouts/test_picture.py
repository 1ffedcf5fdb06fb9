"""Pictures: proportions, room, and what they keep for later checks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.picture import PLAIN_DENSITY, TALLEST, Picture, PicturePlan
from layouts.scene import Asset, ImageItem
from layouts.units import Rect
from tests.layouts.figure_specimen import (
    PAGE_MEASURE,
    SLIDE_HEIGHT,
    SLIDE_MEASURE,
    boxes,
    figure,
    setting,
)


def placed(
    width: int, height: int, kind: str = "page", *, decorative: bool = False
) -> tuple[PicturePlan, ImageItem]:
    asset = Asset("picture.png", b"", "png", width, height, "0" * 64)
    made = Picture(figure(), asset, decorative=decorative)
    if kind == "page":
        [box] = boxes(made.set(PAGE_MEASURE, setting("page")))
    else:
        [box] = boxes(made.set(SLIDE_MEASURE, setting("slide"), SLIDE_HEIGHT))
    plan, [item] = box.content.plan, box.content.items
    assert isinstance(plan, PicturePlan)
    assert isinstance(item, ImageItem)
    assert box.size == plan.height
    return plan, item


@given(st.integers(1, 9000), st.integers(1, 9000), st.sampled_from(["page", "slide"]))
def test_pictures_keep_their_proportions_inside_the_room(
    width: int, height: int, kind: str
) -> None:
    plan, item = placed(width, height, kind)
    assert plan.width / plan.height == pytest.approx(width / height)
    measure = PAGE_MEASURE if kind == "page" else SLIDE_MEASURE
    most = PAGE_MEASURE * TALLEST if kind == "page" else SLIDE_HEIGHT
    assert Rect(0, 0, measure, most).contains(item.rect)
    assert item.rect == plan.rect


def test_a_picture_fills_a_slide_in_the_middle() -> None:
    plan, item = placed(1000, 1000, "slide")
    assert plan.height == pytest.approx(SLIDE_HEIGHT)
    assert item.rect.x + item.rect.width / 2 == pytest.approx(SLIDE_MEASURE / 2)


def test_a_small_picture_is_not_blown_up_on_a_page() -> None:
    plan, item = placed(300, 150)
    assert plan.width == pytest.approx(300 / PLAIN_DENSITY * 72)
    assert plan.density == pytest.approx(PLAIN_DENSITY)
    assert item.rect.x == 0


def test_a_large_picture_takes_the_measure_and_keeps_its_resolution() -> None:
    plan, item = placed(3000, 1500)
    assert plan.width == pytest.approx(PAGE_MEASURE)
    assert plan.density == pytest.approx(3000 / PAGE_MEASURE * 72)
    assert item.asset.width == 3000


def test_decoration_is_an_artifact() -> None:
    assert placed(300, 150)[1].node is not None
    assert placed(300, 150, decorative=True)[1].node is None
