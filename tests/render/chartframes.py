"""Charts of a deck, and the words that a viewer must draw in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.render.letters import Box

EMU = 12700
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class ChartFrame(NamedTuple):
    """A native chart."""

    name: str
    box: Box
    texts: list[str]
    """Titles, names of series where a legend or a label shows them, categories, names of points;
    the longest first, as one may be the beginning of another."""


def chart_frames(shapes: Any) -> Iterator[ChartFrame]:
    """The charts among ``shapes``, in the order in which they are drawn."""
    for shape in shapes:
        if getattr(shape, "has_chart", False):
            left, top = shape.left / EMU, shape.top / EMU
            right, bottom = left + shape.width / EMU, top + shape.height / EMU
            space = shape.chart._chartSpace
            texts = sorted(_texts(space), key=len, reverse=True)
            yield ChartFrame(shape.name, Box(left, top, right, bottom), texts)


def _texts(space: Any) -> Iterator[str]:
    for title in space.iter(f"{_C}title"):
        for paragraph in title.iter(f"{_A}p"):
            yield "".join(node.text for node in paragraph.iter(f"{_A}t"))
    series = list(space.iter(f"{_C}ser"))
    ring = space.find(f".//{_C}doughnutChart") is not None
    legend = space.find(f".//{_C}legend") is not None
    for one in series:
        named = any(node.get("val") == "1" for node in one.iter(f"{_C}showSerName"))
        if (legend and not ring) or named:
            yield one.findtext(f"{_C}tx/{_C}strRef/{_C}strCache/{_C}pt/{_C}v")
        for label in one.iter(f"{_C}dLbl"):
            yield from (node.findtext(f"{_A}t") for node in label.iter(f"{_A}fld"))
    skip = space.find(f".//{_C}tickLblSkip")
    if series and (skip is None or skip.get("val") == "1"):
        yield from (node.text for node in series[0].findall(f"{_C}cat//{_C}v"))
