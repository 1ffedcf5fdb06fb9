"""The texts of a chart: titles, axes, legend and labels, each with its look and its ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.deckcheck.cascade import Look, look
from reports.deckcheck.deck import Slide, kept
from reports.deckcheck.ground import Coat
from reports.deckcheck.markup import A, C, flag, integer, local, val
from reports.deckcheck.palette import NOTHING, Paint, Palette
from reports.deckcheck.shapes import Shape, chart_element

USUAL_SIZE = 10.0
"""Points of text in a chart whose size nothing gives."""
AXES = ("catAx", "valAx", "dateAx", "serAx")
_SHOWN = ("showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_INSIDE = ("ctr", "inEnd", "inBase")
_VALUES = tuple(
    f"{C}{name}/{C}{kind}" for name in ("val", "yVal") for kind in (f"numRef/{C}numCache", "numLit")
)
_NAMES = {
    **{"catAx": "category axis", "valAx": "value axis", "dateAx": "date axis"},
    **{"serAx": "series axis", "legend": "legend", "title": "title"},
}


@dataclass(frozen=True)
class ChartText:
    """One text of a chart, or one kind of texts such as the labels of a series."""

    what: str
    words: str
    """Its text where it has one of its own."""
    look: Look
    coats: tuple[Coat, ...]
    """What the chart itself paints behind it, from the top."""


class Chart:
    """The chart in a graphic frame."""

    def __init__(self, slide: Slide, shape: Shape, root: Any) -> None:
        self.slide, self.shape, self.root = slide, shape, root
        self.chart = root.find(C + "chart")
        self.plot = root.find(f"{C}chart/{C}plotArea")

    @cached_property
    def palette(self) -> Palette:
        """The slide's colours, or through the chart's own map."""
        own = self.root.find(C + "clrMapOvr")
        palette = self.slide.palette
        return palette if own is None else palette.mapped(dict(own.attrib))

    @property
    def lang(self) -> str:
        """The language that the chart declares for itself, or for the texts that say none."""
        own = self.root.find(f"{C}txPr/{A}p/{A}endParaRPr")
        return val(self.root, C + "lang") or ("" if own is None else str(own.get("lang", "")))

    @cached_property
    def texts(self) -> list[ChartText]:
        """All that shows text."""
        return list(self._texts())

    def _texts(self) -> Iterator[ChartText]:
        if self.chart is None or self.plot is None:
            return
        area = self._coats(self.root)
        yield from self._title(self.chart, "title", area)
        legend = self.chart.find(C + "legend")
        if legend is not None:
            yield self._plain(legend, "legend", (*self._coats(legend), *area))
        inside = (*self._coats(self.plot), *area)
        for element in self.plot:
            name = local(element)
            if name in AXES:
                yield from self._axis(element, _NAMES[name], area)
            elif element.find(C + "ser") is not None:
                yield from self._labels(element, inside)

    def _coats(self, holder: Any) -> tuple[Coat, ...]:
        properties = holder.find(C + "spPr")
        paint = self.palette.paint(properties) if properties is not None else None
        return (Coat(paint),) if paint is not None else ()

    def _axis(self, axis: Any, name: str, area: tuple[Coat, ...]) -> Iterator[ChartText]:
        if flag(val(axis, C + "delete")):
            return
        yield from self._title(axis, f"title of the {name}", area)
        if val(axis, C + "tickLblPos") != "none":
            yield self._plain(axis, name, area)

    def _title(self, holder: Any, name: str, area: tuple[Coat, ...]) -> Iterator[ChartText]:
        title = holder.find(C + "title")
        if title is None:
            return
        rich = title.find(f"{C}tx/{C}rich")
        coats = (*self._coats(title), *area)
        if rich is None:
            yield self._plain(title, name, coats)
            return
        for run in rich.iter(A + "r"):
            own = run.getparent().find(f"{A}pPr/{A}defRPr")
            words = run.findtext(A + "t") or ""
            if words.strip():
                shown = self._look(run.find(A + "rPr"), own, self._general)
                yield ChartText(name, words, shown, coats)

    def _plain(self, holder: Any, name: str, coats: tuple[Coat, ...]) -> ChartText:
        return ChartText(name, "", self._look(None, _characters(holder), self._general), coats)

    @cached_property
    def _general(self) -> Any:
        return _characters(self.root)

    def _look(self, *sources: Any) -> Look:
        """The look that run properties give, nearest first; None: a place that has none."""
        own, *rest = sources
        return look([own, *(one for one in rest if one is not None)], self.palette, size=USUAL_SIZE)

    def _labels(self, group: Any, inside: tuple[Coat, ...]) -> Iterator[ChartText]:
        """The labels of all series of one kind of marks."""
        shared = group.find(C + "dLbls")
        for number, series in enumerate(group.iterfind(C + "ser")):
            labels = series.find(C + "dLbls")
            labels = shared if labels is None else labels
            if labels is None or flag(val(labels, C + "delete")):
                continue
            name = _series_name(series) or f"series {number + 1}"
            single = {val(one, C + "idx"): one for one in labels.iterfind(C + "dLbl")}
            count = integer(_points(series))
            rest = [n for n in range(count) if str(n) not in single] or ([] if single else [0])
            if _shown(labels) and rest:
                for n in self._distinct(series, rest):
                    yield self._label(group, series, labels, labels, n, name, inside)
            for index, one in single.items():
                if not flag(val(one, C + "delete")) and _shown(one):
                    n = integer(index)
                    yield self._label(group, series, one, labels, n, name, inside)

    @staticmethod
    def _distinct(series: Any, points: list[int]) -> list[int]:
        """Of several points one, unless each may have a colour of its own."""
        return points if series.find(C + "dPt") is not None else points[:1]

    def _label(
        self,
        group: Any,
        series: Any,
        label: Any,
        labels: Any,
        point: int,
        name: str,
        inside: tuple[Coat, ...],
    ) -> ChartText:
        shown = self._look(None, _characters(label), _characters(labels), self._general)
        own = self._coats(label) or self._coats(labels)
        mark = Paint("solid", self._mark(group, series, point).colours)
        share = _on_mark(group, label, labels)
        coats = (*own, Coat(mark, share), *inside) if share and mark.colours else (*own, *inside)
        return ChartText(f"labels of {name}", "", shown, coats)

    def _mark(self, group: Any, series: Any, point: int) -> Paint:
        """The fill of one bar, part or area."""
        for own in series.iterfind(C + "dPt"):
            if integer(val(own, C + "idx")) == point:
                properties = own.find(C + "spPr")
                paint = self.palette.paint(properties) if properties is not None else None
                if paint is not None:
                    return paint
        properties = series.find(C + "spPr")
        paint = self.palette.paint(properties) if properties is not None else None
        if paint is not None:
            return paint
        varied = flag(val(group, C + "varyColors")) and _ringed(group)
        number = point if varied else integer(val(series, C + "idx"))
        colour = self.palette.colours.get(f"accent{number % 6 + 1}")
        return NOTHING if colour is None else Paint("solid", (colour,))


def _characters(holder: Any) -> Any:
    """The ``a:defRPr`` of text properties; None without them."""
    return holder.find(f"{C}txPr/{A}p/{A}pPr/{A}defRPr")


def _shown(labels: Any) -> bool:
    return any(flag(val(labels, C + name)) for name in _SHOWN) or labels.find(C + "tx") is not None


def _points(series: Any) -> str | None:
    for path in _VALUES:
        found = val(series.find(path), C + "ptCount")
        if found is not None:
            return found
    return None


def _series_name(series: Any) -> str:
    return str(series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or "").strip()


def _ringed(group: Any) -> bool:
    return "pie" in local(group).lower() or local(group) == "doughnutChart"


def _on_mark(group: Any, label: Any, labels: Any) -> float:
    """How far a label stands on the mark that it labels: 1, 0, or a half where none can say."""
    if label.find(f"{C}layout/{C}manualLayout") is not None:
        return 0.0
    place = val(label, C + "dLblPos") or val(labels, C + "dLblPos") or ""
    kind = local(group)
    if kind.startswith("bar"):
        stacked = val(group, C + "grouping") in ("stacked", "percentStacked")
        return float(place in _INSIDE or (not place and stacked))
    if kind.startswith(("doughnut", "area")):
        return 1.0
    if "ie" in kind:  # pie, pie3D, ofPie
        return 1.0 if place in _INSIDE else 0.0 if place == "outEnd" else 0.5
    return 0.0


@kept
def charts(slide: Slide) -> list[Chart]:
    """The charts of a slide whose parts can be read."""
    found = []
    for shape in slide.seen:
        if shape.kind == "chart" and chart_element(shape):
            root = slide.deck.part_of(slide, shape)
            if root is not None:
                found.append(Chart(slide, shape, root))
    return found
