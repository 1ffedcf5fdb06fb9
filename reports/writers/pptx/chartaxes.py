"""Axes of native charts: of categories, and of values.

An axis scales itself, so that it follows when numbers are changed; it is told an end only where
it would choose a wrong one. A hidden axis is told its step: then it ends where the plan's does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts.charts.ground import BASE, GRID
from layouts.charts.scale import Scale
from reports.writers.pptx.markup import emu, value
from reports.writers.pptx.workbook import number

if TYPE_CHECKING:
    from reports.writers.pptx.chart import ChartMaker

FIRST, SECOND = 111111111, 222222222
"""Identifiers of the axes; unsigned, as the schema asks, and unique within the part."""
GRID_WIDTH = 0.8
"""Width of grid lines on slides, in points, as the plan's items draw them."""
BASE_WIDTH = 1.0


class Axes:
    """Composes the axes of a chart plan."""

    def __init__(self, maker: ChartMaker) -> None:
        self.maker, self.plan, self.inks = maker, maker.plan, maker.inks

    def markup(self) -> str:
        """Both axes, in the order in which the marks name them."""
        if self.plan.chart.type == "scatter":
            return self._scatter()
        return self._categories() + self._values()

    def named(self) -> str:
        """The references of the marks to their axes."""
        return f'<c:axId val="{FIRST}"/><c:axId val="{SECOND}"/>'

    def _base(self) -> str:
        return f'<c:spPr><a:ln w="{emu(BASE_WIDTH)}">{self.inks.fill(BASE)}</a:ln></c:spPr>'

    def _grid(self) -> str:
        return (
            f'<c:majorGridlines><c:spPr><a:ln w="{emu(GRID_WIDTH)}">{self.inks.fill(GRID)}'
            "</a:ln></c:spPr></c:majorGridlines>"
        )

    def _title(self, name: str, align: str) -> str:
        """A title of the plan, unless it is that of the chart."""
        return self.maker.title_of(name, align) if self.maker.headed != name else ""

    def _form(self, form: str) -> str:
        return (
            f'<c:numFmt formatCode="{value(form)}" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        )

    def _categories(self) -> str:
        plan, maker = self.plan, self.maker
        lying = plan.horizontal
        order = "maxMin" if lying else "minMax"
        step = plan.category_step
        skip = f'<c:tickLblSkip val="{step}"/><c:tickMarkSkip val="{step}"/>'
        title = self._title("x_title", "r" if lying else "ctr")
        return (
            f'<c:catAx><c:axId val="{FIRST}"/><c:scaling><c:orientation val="{order}"/>'
            f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>{title}'
            f'{self._form("General")}<c:tickLblPos val="low"/>{self._base()}'
            f"{maker.words(maker.axis, plan.axis_size, 'text', level=plan.level)}"
            f'<c:crossAx val="{SECOND}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
            f'<c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skip}<c:noMultiLvlLbl val="1"/>'
            "</c:catAx>"
        )

    def _values(self) -> str:
        """Drawn with grid lines, or hidden: then it still holds the scale and the title."""
        plan, lying, maker = self.plan, self.plan.horizontal, self.maker
        scale, seen = plan.scale, plan.axis_visible
        title = self._title("unit", "l")
        low = f'<c:min val="{number(scale.low)}"/>' if plan.low_told else ""
        high = f'<c:max val="{number(scale.high)}"/>' if plan.high_told else ""
        return (
            f'<c:valAx><c:axId val="{SECOND}"/><c:scaling><c:orientation val="minMax"/>'
            f'{high}{low}</c:scaling><c:delete val="{int(not seen and not title)}"/>'
            f'<c:axPos val="{"b" if lying else "l"}"/>{self._grid() if seen else ""}{title}'
            f"{self._form(plan.tick_format)}"
            f'<c:tickLblPos val="{"nextTo" if seen else "none"}"/>'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f"{maker.words(maker.axis, plan.axis_size, maker.axis.ink)}"
            f'<c:crossAx val="{FIRST}"/><c:crosses val="{"max" if lying else "min"}"/>'
            f'<c:crossBetween val="between"/>{"" if seen else _step(scale)}</c:valAx>'
        )

    def _scatter(self) -> str:
        plan = self.plan
        x_title, title = self._title("x_title", "ctr"), self._title("unit", "l")
        return self._both(FIRST, SECOND, "b", x_title, plan.x_tick_format) + self._both(
            SECOND, FIRST, "l", title, plan.tick_format
        )

    def _both(self, ident: int, other: int, side: str, title: str, form: str) -> str:
        """One of the two axes of values; each crosses the other at its zero, if it has one."""
        maker = self.maker
        return (
            f'<c:valAx><c:axId val="{ident}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{side}"/>{self._grid()}{title}{self._form(form)}'
            f'<c:tickLblPos val="low"/>{self._base()}'
            f"{maker.words(maker.axis, self.plan.axis_size, maker.axis.ink)}"
            f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'
            '<c:crossBetween val="midCat"/></c:valAx>'
        )


def _step(scale: Scale) -> str:
    return f'<c:majorUnit val="{number(scale.step)}"/>'
