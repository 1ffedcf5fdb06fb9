"""Labels of values in native charts: which marks carry one, where it stands, in which ink."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from layouts.theme import TextStyle
from layouts.units import Rect
from reports.writers.pptx.markup import value

_PLACES = {"outside_end": "outEnd", "center": "ctr", "above": "t"}
_OFF = (
    '<c:showLegendKey val="0"/><c:showVal val="{shown}"/><c:showCatName val="0"/>'
    '<c:showSerName val="{named}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)

Words = Callable[[TextStyle, float, str], str]


def _flags(*, shown: bool, named: bool = False) -> str:
    return _OFF.format(shown=int(shown), named=int(named))


class Labels:
    """Composes ``c:dLbls`` for the series of a chart plan."""

    def __init__(self, plan: Any, words: Words) -> None:
        self.plan, self.chart, self._words = plan, plan.chart, words

    def _form(self) -> str:
        return f'<c:numFmt formatCode="{value(self.chart.number_format)}" sourceLinked="0"/>'

    def _bare(self) -> str:
        return "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"

    def of_series(self, n: int, style: TextStyle) -> str:
        """Labels of the bars or points of series ``n``; where only some show, the rest are off."""
        plan = self.plan
        place = _PLACES.get(plan.label_position)
        shown = plan.shown[n] if n < len(plan.shown) else ()
        if place is None or not any(shown):
            return f"<c:dLbls>{_flags(shown=False)}</c:dLbls>"
        words = self._words(style, plan.label_size, plan.label_inks[n])
        look = f"{self._form()}{self._bare()}{words}"
        last = len(shown) - 1
        below = plan.below[n] if n < len(plan.below) else (False,) * len(shown)
        single: list[str] = []
        for k, visible in enumerate(shown):
            if plan.end_labels and k == last:
                single.append(self._end_label(n, k, look))
            elif not visible:
                single.append(f'<c:dLbl><c:idx val="{k}"/><c:delete val="1"/></c:dLbl>')
            elif below[k]:
                single.append(
                    f'<c:dLbl><c:idx val="{k}"/>{look}<c:dLblPos val="b"/>'
                    f"{_flags(shown=True)}</c:dLbl>"
                )
        return (
            f'<c:dLbls>{"".join(single)}{look}<c:dLblPos val="{place}"/>{_flags(shown=True)}'
            "</c:dLbls>"
        )

    def _end_label(self, n: int, k: int, look: str) -> str:
        """Name and value to the right of the last point, moved where two would touch."""
        shift = self._shifts()[n] / self.plan.height
        layout = ""
        if abs(shift) > 1e-4:
            layout = (
                f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{shift:.5f}"/>'
                "</c:manualLayout></c:layout>"
            )
        return (
            f'<c:dLbl><c:idx val="{k}"/>{layout}{look}<c:dLblPos val="r"/>'
            f"{_flags(shown=True, named=True)}<c:separator> </c:separator></c:dLbl>"
        )

    def _shifts(self) -> list[float]:
        """Points by which each end label moves down (or up) to leave the others free."""
        plan = self.plan
        pitch = plan.label_size * 1.25
        ys = [
            plan.plot.bottom - plan.scale.share(series.values[-1]) * plan.plot.height
            for series in self.chart.series
        ]
        order = sorted(range(len(ys)), key=lambda n: ys[n])
        places = {n: ys[n] for n in order}
        low = -math.inf
        for n in order:
            places[n] = low = max(places[n], low + pitch)
        high = plan.plot.bottom + pitch
        for n in reversed(order):
            places[n] = high = min(places[n], high - pitch)
        return [places[n] - y for n, y in enumerate(ys)]

    def of_ring(self, style: TextStyle) -> str:
        """Labels on the parts of a ring, or in a column beside their names."""
        plan = self.plan
        single = [self._part(n, style) for n in range(len(self.chart.categories))]
        look = self._form() + self._bare() + self._words(style, plan.label_size, "text")
        return (
            f"<c:dLbls>{''.join(single)}{look}{_flags(shown=True)}"
            '<c:showLeaderLines val="0"/></c:dLbls>'
        )

    def _part(self, n: int, style: TextStyle) -> str:
        plan = self.plan
        if not plan.listed and not plan.shown[0][n]:
            return f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>'
        ink = "text" if plan.listed else plan.label_inks[n]
        words = self._words(style, plan.label_size, ink)
        layout = self._beside(n) if plan.listed else ""
        return (
            f'<c:dLbl><c:idx val="{n}"/>{layout}{self._form()}{self._bare()}{words}'
            f"{_flags(shown=True)}</c:dLbl>"
        )

    def _values_width(self) -> float:
        """Width of the column of values beside the names: figures are half an em wide."""
        longest = max(len(label) for label in self.chart.series[0].labels)
        return float(longest * self.plan.label_size * 0.54)

    def names_beside(self) -> Rect:
        """Where the names stand beside a ring: the list without its values."""
        rect: Rect = self.plan.legend
        if not self.plan.listed:
            return rect
        taken = self._values_width() + self.plan.axis_size
        return Rect(rect.x, rect.y, max(rect.width - taken, 1.0), rect.height)

    def _beside(self, n: int) -> str:
        """From its place on the ring to the end of its line in the list, in shares of the chart."""
        plan, values = self.plan, self.chart.series[0].values
        turn = 2 * math.pi * (math.fsum(values[:n]) + values[n] / 2) / math.fsum(values)
        radius = plan.plot.width / 4 * 1.5
        x = plan.plot.x + plan.plot.width / 2 + radius * math.sin(turn)
        y = plan.plot.y + plan.plot.height / 2 - radius * math.cos(turn)
        listed = plan.legend
        goal_x = listed.right - self._values_width() / 2
        goal_y = listed.y + (n + 0.5) * listed.height / len(values)
        return (
            f'<c:layout><c:manualLayout><c:x val="{(goal_x - x) / plan.width:.5f}"/>'
            f'<c:y val="{(goal_y - y) / plan.height:.5f}"/></c:manualLayout></c:layout>'
        )
