"""Native charts: the marks, scales and labels of a chart plan, told to PowerPoint.

The parts follow ISO/IEC 29500-1, 21.2. Colours are theme colours, axis identifiers positive, and
numbers, names and categories are references into a workbook inside the deck
(:mod:`reports.writers.pptx.workbook`). What a chart shows follows when that is edited: marks are
styled by series, never one by one, but for the parts of a ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from layouts.charts.axes import NARROW
from layouts.theme import TextStyle, Theme
from layouts.units import Rect
from reports.writers.pptx.chartaxes import Axes
from reports.writers.pptx.chartlabels import Labels
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import BOLD, Typefaces
from reports.writers.pptx.markup import HEAD, A, C, R, emu, hundredths, text, value
from reports.writers.pptx.workbook import Workbook, number

EDGE = 0.75
"""Width of the line in paper's ink around the points of a scatter chart, in points."""
PARTED = 1.2
"""Width of the line between the parts of a ring, in points."""


class ChartMaker:
    """Composes the chart part of a plan; ``relation`` leads to its workbook."""

    def __init__(
        self,
        plan: Any,
        theme: Theme,
        inks: Inks,
        faces: Typefaces,
        lang: str,
        book: Workbook,
        relation: str,
    ) -> None:
        self.plan, self.chart = plan, plan.chart
        self.inks, self.faces, self.lang = inks, faces, lang
        self.book, self.relation = book, relation
        styles = theme.slide.styles
        self.axis, self.label = styles["axis"], styles["chart-label"]
        self.labels = Labels(plan, book, partial(self.words, wraps=False), self.characters)
        self.axes = Axes(self)
        self._first = len(book.columns) - len(self.chart.series)

    @property
    def headed(self) -> str:
        """Which title must be that of the chart: ``unit``, ``x_title`` or none.

        A ring has no axis, and viewers wrap the title of an upright axis where it is wide: of
        values, or of categories where bars lie.
        """
        plan = self.plan
        name, rect = ("x_title", plan.x_title) if plan.horizontal else ("unit", plan.unit)
        if rect is None:
            return ""
        wide = rect.width > NARROW * plan.width
        return name if wide or self.chart.type == "doughnut" else ""

    def title_of(self, name: str, align: str) -> str:
        """The title ``unit`` or ``x_title`` of the plan; empty where it has none."""
        rect = getattr(self.plan, name)
        lines = getattr(self.plan, f"{name}_lines")
        return self._title(lines, rect, align) if rect is not None else ""

    def markup(self) -> str:
        """The ``c:chartSpace``."""
        plan = self.plan
        ring = self.chart.type == "doughnut"
        title = self.title_of(self.headed, "l") if self.headed else ""
        return (
            f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}">'
            f'<c:date1904 val="0"/><c:lang val="{value(self.lang)}"/><c:roundedCorners val="0"/>'
            f'<c:chart>{title}<c:autoTitleDeleted val="{int(not title)}"/><c:plotArea>'
            f"{self._layout(plan.plot, inner=True)}{self._marks()}"
            f"{'' if ring else self.axes.markup()}"
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
            f'{self._legend()}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            f"{self.words(self.axis, plan.axis_size, 'text')}"
            f'<c:externalData r:id="{self.relation}"><c:autoUpdate val="0"/></c:externalData>'
            "</c:chartSpace>"
        )

    def words(
        self, style: TextStyle, size: float, ink: str, *, wraps: bool = True, level: bool = False
    ) -> str:
        """Text properties of labels, axes and legends; ``level``: never turned to make room."""
        wrap = "" if wraps else ' wrap="none"'
        wrap += ' rot="0" vert="horz"' if level else ""
        return (
            f"<c:txPr><a:bodyPr{wrap}/><a:lstStyle/><a:p><a:pPr>"
            f"{self.characters('a:defRPr', style, size, ink)}</a:pPr>"
            f'<a:endParaRPr lang="{value(self.lang)}"/></a:p></c:txPr>'
        )

    def characters(self, tag: str, style: TextStyle, size: float, ink: str) -> str:
        """Character properties in full; those of a run say its language."""
        family = self.faces.token(style.face)[1:3]
        language = f' lang="{value(self.lang)}"' if tag == "a:rPr" else ""
        return (
            f'<{tag}{language} sz="{hundredths(size or style.size)}"'
            f' b="{int(style.weight >= BOLD)}" i="{int(style.italic)}">{self.inks.fill(ink)}'
            f'<a:latin typeface="+{family}-lt"/><a:ea typeface="+{family}-ea"/>'
            f'<a:cs typeface="+{family}-cs"/></{tag}>'
        )

    def _title(self, lines: Sequence[str], rect: Rect, align: str) -> str:
        """The title of an axis or of the chart: lines as set, at their place."""
        characters = self.characters("a:rPr", self.axis, self.plan.axis_size, self.axis.ink)
        paragraphs = "".join(
            f'<a:p><a:pPr algn="{align}"/><a:r>{characters}<a:t>{text(line)}</a:t></a:r></a:p>'
            for line in lines
        )
        return (
            f'<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>{paragraphs}'
            f'</c:rich></c:tx>{self._layout(rect, size=False)}<c:overlay val="1"/></c:title>'
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

    def _legend(self) -> str:
        if self.plan.legend is None:
            return ""
        side = "r" if self.chart.type == "doughnut" else "t"
        return (
            f'<c:legend><c:legendPos val="{side}"/>{self._layout(self.plan.legend)}'
            f'<c:overlay val="0"/>{self.words(self.axis, self.plan.axis_size, "text")}</c:legend>'
        )

    def _marks(self) -> str:
        kind, axes = self.chart.type, self.axes.named()
        if kind == "doughnut":
            return self._ring()
        series = "".join(self._series(n) for n in range(len(self.chart.series)))
        if kind == "line":
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
                f'<c:marker val="1"/>{axes}</c:lineChart>'
            )
        if kind == "scatter":
            return (
                '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
                f"{series}{axes}</c:scatterChart>"
            )
        grouping = "stacked" if kind == "stacked" else "clustered"
        return (
            f'<c:barChart><c:barDir val="{"bar" if self.plan.horizontal else "col"}"/>'
            f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="{min(self.plan.gap_width, 500)}"/>'
            f'<c:overlap val="{self.plan.overlap}"/>{axes}</c:barChart>'
        )

    def _series(self, n: int) -> str:
        """One series: name, look, labels, categories and values, with what they were last."""
        kind, ink = self.chart.type, self.plan.inks[n]
        edge = '<c:invertIfNegative val="0"/>'
        look, data, after = f"<c:spPr>{self.inks.fill(ink)}</c:spPr>{edge}", self._data(n), ""
        labels = self.labels.of_series(n, self.label)
        if kind == "line":
            look = (
                f'<c:spPr><a:ln w="{emu(self.plan.stroke)}" cap="rnd">{self.inks.fill(ink)}'
                f"<a:round/></a:ln></c:spPr>{self._marker(n, '<a:ln><a:noFill/></a:ln>')}"
            )
            after = '<c:smooth val="0"/>'
        elif kind == "scatter":
            around = f'<a:ln w="{emu(EDGE)}">{self.inks.fill("paper")}</a:ln>'
            look = (
                f'<c:spPr><a:ln w="{emu(EDGE)}"><a:noFill/></a:ln></c:spPr>'
                f"{self._marker(n, around)}"
            )
            labels, data = self.labels.of_points(n, self.label), self._pairs(n)
            after = '<c:smooth val="0"/>' + self.labels.names(n)
        return (
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/>{self._name(n)}{look}{labels}{data}'
            f"{after}</c:ser>"
        )

    def _marker(self, n: int, edge: str) -> str:
        plan = self.plan
        if self.chart.type == "line" and not plan.markers:
            return '<c:marker><c:symbol val="none"/></c:marker>'
        return (
            f'<c:marker><c:symbol val="{plan.symbols[n]}"/><c:size val="{round(2 * plan.radius)}"/>'
            f"<c:spPr>{self.inks.fill(plan.inks[n])}{edge}</c:spPr></c:marker>"
        )

    def _name(self, n: int) -> str:
        name = text(self.chart.series[n].name)
        return (
            f"<c:tx><c:strRef><c:f>{self.book.head(self._first + n)}</c:f><c:strCache>"
            f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef>'
            "</c:tx>"
        )

    def _data(self, n: int) -> str:
        """Categories and values of a series."""
        names = points(map(text, self.chart.categories))
        return (
            f"<c:cat><c:strRef><c:f>{self.book.cells(0)}</c:f><c:strCache>{names}</c:strCache>"
            f"</c:strRef></c:cat><c:val>{self._numbers(self._first + n)}</c:val>"
        )

    def _pairs(self, n: int) -> str:
        """The x and y values of a series of points."""
        return (
            f"<c:xVal>{self._numbers(self._first - 1)}</c:xVal>"
            f"<c:yVal>{self._numbers(self._first + n)}</c:yVal>"
        )

    def _numbers(self, column: int) -> str:
        """A column of the workbook, by reference and as it was last."""
        cells = self.book.columns[column]
        figures = points(number(float(cell)) for cell in cells.cells)
        return (
            f"<c:numRef><c:f>{self.book.cells(column)}</c:f><c:numCache><c:formatCode>"
            f"{text(cells.form)}</c:formatCode>{figures}</c:numCache></c:numRef>"
        )

    def _ring(self) -> str:
        parts = "".join(
            f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/><c:spPr>{self.inks.fill(ink)}'
            f"{self._parted()}</c:spPr></c:dPt>"
            for n, ink in enumerate(self.plan.inks)
        )
        return (
            '<c:doughnutChart><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/>'
            f"{self._name(0)}<c:spPr>{self._parted()}</c:spPr>{parts}"
            f"{self.labels.of_ring(self.label)}{self._data(0)}</c:ser>"
            f'<c:firstSliceAng val="0"/><c:holeSize val="{self.plan.hole}"/></c:doughnutChart>'
        )

    def _parted(self) -> str:
        return f'<a:ln w="{emu(PARTED)}">{self.inks.fill("paper")}</a:ln>'


def points(cells: Any) -> str:
    """The cache of a column: how many points, and each (21.2.2.195)."""
    found = [f'<c:pt idx="{k}"><c:v>{cell}</c:v></c:pt>' for k, cell in enumerate(cells)]
    return f'<c:ptCount val="{len(found)}"/>{"".join(found)}'
