"""Native charts: the marks, scales and labels of a chart plan, told to PowerPoint.

The parts follow ISO/IEC 29500-1, 21.2. Colours are theme colours, axis identifiers positive, and
the numbers come from a workbook inside the deck (:mod:`reports.writers.pptx.workbook`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from layouts.charts.ground import BASE, GRID
from layouts.theme import TextStyle, Theme
from layouts.units import Rect
from reports.writers.pptx.chartlabels import Labels
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import BOLD, Typefaces
from reports.writers.pptx.markup import HEAD, A, C, R, emu, hundredths, text, value
from reports.writers.pptx.workbook import cells, head, number

CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
"""Identifiers of the axes; unsigned, as the schema asks, and unique within the part."""
GRID_WIDTH = 0.8
"""Width of grid lines on slides, in points, as the plan's items draw them."""
BASE_WIDTH = 1.0


class ChartMaker:
    """Composes the chart part of a plan."""

    def __init__(
        self, plan: Any, theme: Theme, inks: Inks, faces: Typefaces, lang: str, workbook: str
    ) -> None:
        self.plan, self.chart = plan, plan.chart
        self.inks, self.faces, self.lang, self.workbook = inks, faces, lang, workbook
        styles = theme.slide.styles
        self.axis, self.label = styles["axis"], styles["chart-label"]
        self.labels = Labels(plan, partial(self.words, wraps=False))

    def markup(self) -> str:
        """The ``c:chartSpace``."""
        ring = self.chart.type == "doughnut"
        plot = self._ring() if ring else self._axes_plot()
        title = self._unit("c:title") if ring and self.plan.unit else ""
        gone = int(not title)
        return (
            f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}">'
            f'<c:date1904 val="0"/><c:lang val="{value(self.lang)}"/><c:roundedCorners val="0"/>'
            f'<c:chart>{title}<c:autoTitleDeleted val="{gone}"/><c:plotArea>'
            f"{self._layout(self.plan.plot, inner=True)}{plot}"
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
            f'{self._legend()}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            f"{self.words(self.axis, self.plan.axis_size, 'text')}"
            f'<c:externalData r:id="{self.workbook}"><c:autoUpdate val="0"/></c:externalData>'
            "</c:chartSpace>"
        )

    def words(self, style: TextStyle, size: float, ink: str, *, wraps: bool = True) -> str:
        """Text properties of labels, axes and legends."""
        wrap = "" if wraps else ' wrap="none"'
        return (
            f"<c:txPr><a:bodyPr{wrap}/><a:lstStyle/><a:p><a:pPr>"
            f"{self._characters('a:defRPr', style, size, ink)}</a:pPr>"
            f'<a:endParaRPr lang="{value(self.lang)}"/></a:p></c:txPr>'
        )

    def _characters(self, tag: str, style: TextStyle, size: float, ink: str) -> str:
        family = self.faces.token(style.face)[1:3]
        language = f' lang="{value(self.lang)}"' if tag == "a:rPr" else ""
        return (
            f'<{tag}{language} sz="{hundredths(size or style.size)}"'
            f' b="{int(style.weight >= BOLD)}" i="{int(style.italic)}">{self.inks.fill(ink)}'
            f'<a:latin typeface="+{family}-lt"/><a:ea typeface="+{family}-ea"/>'
            f'<a:cs typeface="+{family}-cs"/></{tag}>'
        )

    def _layout(self, rect: Rect, *, inner: bool = False, size: bool = True) -> str:
        """A fixed place inside the chart, in shares of its size (21.2.2.88)."""
        width, height = self.plan.width, self.plan.height
        target = '<c:layoutTarget val="inner"/>' if inner else ""
        extent = ""
        if size:
            extent = f'<c:w val="{rect.width / width:.5f}"/><c:h val="{rect.height / height:.5f}"/>'
        return (
            f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{rect.x / width:.5f}"/><c:y val="{rect.y / height:.5f}"/>{extent}'
            "</c:manualLayout></c:layout>"
        )

    def _unit(self, tag: str) -> str:
        """The unit above the plot, as a title."""
        body = '<a:bodyPr rot="0" vert="horz"/>'
        characters = self._characters("a:rPr", self.axis, self.plan.axis_size, self.axis.ink)
        return (
            f"<{tag}><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:r>{characters}"
            f"<a:t>{text(self.chart.unit)}</a:t></a:r></a:p></c:rich></c:tx>"
            f'{self._layout(self.plan.unit, size=False)}<c:overlay val="1"/></{tag}>'
        )

    def _legend(self) -> str:
        if self.plan.legend is None:
            return ""
        side, rect = "t", self.plan.legend
        if self.chart.type == "doughnut":
            side, rect = "r", self.labels.names_beside()
        return (
            f'<c:legend><c:legendPos val="{side}"/>{self._layout(rect)}'
            f'<c:overlay val="0"/>{self.words(self.axis, self.plan.axis_size, "text")}</c:legend>'
        )

    def _axes_plot(self) -> str:
        kind = self.chart.type
        axes = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
        series = "".join(self._series(n) for n in range(len(self.chart.series)))
        if kind == "line":
            marks = (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
                f'<c:marker val="1"/>{axes}</c:lineChart>'
            )
        else:
            grouping = "stacked" if kind == "stacked" else "clustered"
            marks = (
                f'<c:barChart><c:barDir val="{"bar" if self.plan.horizontal else "col"}"/>'
                f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
                f'<c:gapWidth val="{min(self.plan.gap_width, 500)}"/>'
                f'<c:overlap val="{self.plan.overlap}"/>{axes}</c:barChart>'
            )
        return marks + self._category_axis() + self._value_axis()

    def _series(self, n: int) -> str:
        """One series: name, look, labels, categories and values, with what they were last."""
        series, ink = self.chart.series[n], self.plan.inks[n]
        line = self.chart.type == "line"
        smooth = '<c:smooth val="0"/>' if line else ""
        if line:
            look = (
                f'<c:spPr><a:ln w="{emu(self.plan.stroke)}" cap="rnd">{self.inks.fill(ink)}'
                f"<a:round/></a:ln></c:spPr>{self._marker(ink)}"
            )
        else:
            look = f'<c:spPr>{self.inks.fill(ink)}</c:spPr><c:invertIfNegative val="0"/>'
        return (
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/>{self._name(n)}{look}'
            f"{self.labels.of_series(n, self.label)}{self._data(n, series.values)}"
            f"{smooth}</c:ser>"
        )

    def _marker(self, ink: str) -> str:
        if not self.plan.markers:
            return '<c:marker><c:symbol val="none"/></c:marker>'
        return (
            f'<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>{self.inks.fill(ink)}'
            "<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
        )

    def _name(self, n: int) -> str:
        name = text(self.chart.series[n].name)
        return (
            f'<c:tx><c:strRef><c:f>{head(n + 1)}</c:f><c:strCache><c:ptCount val="1"/>'
            f'<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )

    def _data(self, n: int, values: Sequence[float]) -> str:
        count = len(self.chart.categories)
        names = "".join(
            f'<c:pt idx="{k}"><c:v>{text(name)}</c:v></c:pt>'
            for k, name in enumerate(self.chart.categories)
        )
        figures = "".join(
            f'<c:pt idx="{k}"><c:v>{number(figure)}</c:v></c:pt>' for k, figure in enumerate(values)
        )
        return (
            f"<c:cat><c:strRef><c:f>{cells(0, count)}</c:f><c:strCache>"
            f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
            f"<c:val><c:numRef><c:f>{cells(n + 1, count)}</c:f><c:numCache><c:formatCode>"
            f'{text(self.chart.number_format)}</c:formatCode><c:ptCount val="{count}"/>{figures}'
            "</c:numCache></c:numRef></c:val>"
        )

    def _category_axis(self) -> str:
        lying = self.plan.horizontal
        order = "maxMin" if lying else "minMax"
        step = self.plan.category_step
        skip = f'<c:tickLblSkip val="{step}"/><c:tickMarkSkip val="{step}"/>' if step > 1 else ""
        return (
            f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/>'
            f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'<c:spPr><a:ln w="{emu(BASE_WIDTH)}">{self.inks.fill(BASE)}</a:ln></c:spPr>'
            f"{self.words(self.axis, self.plan.axis_size, 'text')}"
            f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
            f'<c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skip}<c:noMultiLvlLbl val="1"/>'
            "</c:catAx>"
        )

    def _value_axis(self) -> str:
        """Drawn with grid lines, or hidden: then it still holds the scale and the unit."""
        plan, lying = self.plan, self.plan.horizontal
        scale, seen = plan.scale, plan.axis_visible
        grid = (
            f'<c:majorGridlines><c:spPr><a:ln w="{emu(GRID_WIDTH)}">{self.inks.fill(GRID)}'
            "</a:ln></c:spPr></c:majorGridlines>"
            if seen
            else ""
        )
        title = self._unit("c:title") if plan.unit else ""
        unit = f'<c:majorUnit val="{number(scale.step)}"/>' if seen else ""
        return (
            f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{number(scale.high)}"/><c:min val="{number(scale.low)}"/></c:scaling>'
            f'<c:delete val="{int(not seen and not title)}"/>'
            f'<c:axPos val="{"b" if lying else "l"}"/>{grid}{title}'
            f'<c:numFmt formatCode="{value(plan.tick_format)}" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{"nextTo" if seen else "none"}"/>'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f"{self.words(self.axis, plan.axis_size, self.axis.ink)}"
            f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="{"max" if lying else "min"}"/>'
            f'<c:crossBetween val="between"/>{unit}</c:valAx>'
        )

    def _ring(self) -> str:
        # Values beside a ring are moved there from its middle, which LibreOffice knows for a hole
        # of half the diameter alone.
        hole = 50 if self.plan.listed else self.plan.hole
        points = "".join(
            f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/><c:spPr>{self.inks.fill(ink)}'
            f'<a:ln w="{emu(1.2)}">{self.inks.fill("paper")}</a:ln></c:spPr></c:dPt>'
            for n, ink in enumerate(self.plan.inks)
        )
        return (
            '<c:doughnutChart><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/>'
            f"{self._name(0)}{points}{self.labels.of_ring(self.label)}"
            f"{self._data(0, self.chart.series[0].values)}</c:ser>"
            f'<c:firstSliceAng val="0"/><c:holeSize val="{hole}"/></c:doughnutChart>'
        )
