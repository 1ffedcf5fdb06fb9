"""Labels in native charts: which marks carry one, where it stands, in which ink.

A label shows the number of its mark, the name of its series, or a cell of the workbook; it holds
no text of its own, so it follows when the workbook is edited.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layouts.theme import TextStyle
from reports.writers.pptx.markup import guid, text, value
from reports.writers.pptx.workbook import Workbook

_PLACES = {"outside_end": "outEnd", "center": "ctr", "above": "t"}
_SIDES = {"right": "r", "left": "l", "above": "t", "below": "b"}
_OFF = (
    '<c:showLegendKey val="0"/><c:showVal val="{shown}"/><c:showCatName val="0"/>'
    '<c:showSerName val="{named}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_FROM_CELLS = (
    f'<c:extLst><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="{_C15}">'
    '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst>'
)
"""The extension by which a label shows a cell of the workbook (MS-ODRAWXML, 2.6.3)."""
_CELLS = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
"""The extension that names these cells, at the end of a series."""
_BARE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"

Words = Callable[[TextStyle, float, str], str]
Characters = Callable[[str, TextStyle, float, str], str]


def _flags(*, shown: bool, named: bool = False) -> str:
    return _OFF.format(shown=int(shown), named=int(named))


class Labels:
    """Composes ``c:dLbls`` for the series of a chart plan."""

    def __init__(self, plan: Any, book: Workbook, words: Words, characters: Characters) -> None:
        self.plan, self.chart, self.book = plan, plan.chart, book
        self._words, self._characters = words, characters

    def _form(self) -> str:
        return f'<c:numFmt formatCode="{value(self.plan.label_format)}" sourceLinked="0"/>'

    def of_series(self, n: int, style: TextStyle) -> str:
        """Labels of the bars or points of series ``n``.

        Bars have all of them or none; what is too short for its label is left out by the number
        format. Of lines those points are named that carry one, unless all do.
        """
        plan = self.plan
        place = _PLACES.get(plan.label_position)
        shown = plan.shown[n] if n < len(plan.shown) else ()
        if place is None or not any(map(any, plan.shown)):
            return f"<c:dLbls>{_flags(shown=False)}</c:dLbls>"
        look = f"{self._form()}{_BARE}{self._words(style, plan.label_size, plan.label_inks[n])}"
        single, every = "", True
        if self.chart.type == "line":
            every = all(shown)
            single = "".join(self._point(n, k, look, every) for k in range(len(shown)) if shown[k])
        return f'<c:dLbls>{single}{look}<c:dLblPos val="{place}"/>{_flags(shown=every)}</c:dLbls>'

    def _point(self, n: int, k: int, look: str, every: bool) -> str:
        """The label of one point of a line; none where it would say what all of them do."""
        plan = self.plan
        if plan.end_labels and k == len(plan.shown[n]) - 1:
            return self._end_label(n, k, look)
        if every and not plan.below[n][k]:
            return ""
        side = "b" if plan.below[n][k] else "t"
        return (
            f'<c:dLbl><c:idx val="{k}"/>{look}<c:dLblPos val="{side}"/>{_flags(shown=True)}'
            "</c:dLbl>"
        )

    def _end_label(self, n: int, k: int, look: str) -> str:
        """Name and value to the right of the last point, moved where two would touch."""
        plan, layout = self.plan, ""
        value_of = self.chart.series[n].values[k]
        point = plan.plot.bottom - plan.scale.share(value_of) * plan.plot.height
        shift = (plan.end_middles[n] - point) / plan.height
        if abs(shift) > 1e-4:
            layout = (
                f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{shift:.5f}"/>'
                "</c:manualLayout></c:layout>"
            )
        return (
            f'<c:dLbl><c:idx val="{k}"/>{layout}{look}<c:dLblPos val="r"/>'
            f"{_flags(shown=True, named=True)}<c:separator> </c:separator></c:dLbl>"
        )

    def of_points(self, n: int, style: TextStyle) -> str:
        """Names of the points of a scatter chart, from the cells that hold them."""
        plan = self.plan
        if plan.label_position != "point" or not any(plan.shown[n]):
            return f"<c:dLbls>{_flags(shown=False)}</c:dLbls>"
        ink = plan.label_inks[n]
        single = "".join(
            self._named(k, side, style, ink)
            if side
            else f'<c:dLbl><c:idx val="{k}"/><c:delete val="1"/></c:dLbl>'
            for k, side in enumerate(plan.sides)
        )
        return (
            f"<c:dLbls>{single}{_BARE}{self._words(style, plan.label_size, ink)}"
            f'<c:dLblPos val="r"/>{_flags(shown=False)}{_FROM_CELLS}</c:dLbls>'
        )

    def _named(self, k: int, side: str, style: TextStyle, ink: str) -> str:
        """A label whose text is a field: the cell of its point, with what the cell held last."""
        ident = guid("label", self.chart.node.id, str(k))
        characters = self._characters("a:rPr", style, self.plan.label_size, ink)
        return (
            f'<c:dLbl><c:idx val="{k}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
            f'<a:fld id="{ident}" type="CELLRANGE">{characters}<a:pPr/>'
            f"<a:t>{text(self.chart.categories[k])}</a:t></a:fld></a:p></c:rich></c:tx>{_BARE}"
            f'<c:dLblPos val="{_SIDES[side]}"/>{_flags(shown=False)}'
            f"{_FROM_CELLS}</c:dLbl>"
        )

    def names(self, n: int) -> str:
        """The cells from which the labels of series ``n`` are read, for the end of the series."""
        if self.plan.label_position != "point" or not any(self.plan.shown[n]):
            return ""
        names = "".join(
            f'<c:pt idx="{k}"><c:v>{text(name)}</c:v></c:pt>'
            for k, name in enumerate(self.chart.categories)
        )
        count = len(self.chart.categories)
        return (
            f'<c:extLst><c:ext uri="{_CELLS}" xmlns:c15="{_C15}"><c15:datalabelsRange>'
            f'<c15:f>{self.book.cells(0)}</c15:f><c15:dlblRangeCache><c:ptCount val="{count}"/>'
            f"{names}</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
        )

    def of_ring(self, style: TextStyle) -> str:
        """Labels on the parts of a ring, each in an ink that can be read there."""
        plan = self.plan
        if plan.label_position == "none":
            return f"<c:dLbls>{_flags(shown=False)}</c:dLbls>"
        single = "".join(
            f'<c:dLbl><c:idx val="{n}"/>{self._form()}{_BARE}'
            f"{self._words(style, plan.label_size, ink)}{_flags(shown=True)}</c:dLbl>"
            for n, ink in enumerate(plan.label_inks)
        )
        look = self._form() + _BARE + self._words(style, plan.label_size, "text")
        return f'<c:dLbls>{single}{look}{_flags(shown=True)}<c:showLeaderLines val="0"/></c:dLbls>'
