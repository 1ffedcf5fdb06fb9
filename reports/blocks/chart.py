"""Charts bound to a dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from layouts.chart import MOST_CATEGORIES, MOST_SERIES, NumberForm, Series
from layouts.chart import Chart as ChartFlowable
from layouts.charts.numbers import FORMS
from layouts.fields import Definitions, Schema
from layouts.flow import Flowable
from layouts.language import Language
from layouts.located import quote
from layouts.paragraph import Paragraph
from layouts.problems import Place, Problems
from layouts.records import Words, choice, integer, many, ref, text, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling

NUMBERS = "a column of numbers"


class Chart(Block):
    """A chart; its title is the takeaway, its numbers come from a dataset alone."""

    kind = "chart"
    layout = "chart"
    alone = True

    type: str = choice("column", "bar", "stacked", "line", "doughnut", "scatter")
    """Its form; ``stacked`` are stacked columns, ``scatter`` are points on two scales."""
    data: str = ref("dataset")
    """Id of the dataset with the numbers."""
    x: str = text(max=60)
    """Column of the categories; of a scatter chart that of the x values."""
    y: tuple[str, ...] = many(text(max=60), low=1, high=12)
    """Columns of the series."""
    labels: str = text(max=60, default="")
    """Scatter: column of the names of the points."""
    unit: str = text(max=60, default="")
    """Printed above the chart; empty: the unit of the dataset."""
    x_title: str = text(max=60, default="")
    """Title of the axis of categories; of a scatter chart that of the x axis."""
    y_title: str = text(max=60, default="")
    """Title of the axis of values."""
    decimals: int = integer(0, 4, default=0)
    """Decimals of the numbers at the marks."""
    format: str = choice(*FORMS, default="number")
    """How the values are written."""
    x_format: str = choice(*FORMS, default="number")
    """Scatter: how the numbers of the x axis are written."""
    alt: Words = words(max=400)
    """What the chart shows, for readers who cannot see it."""
    takeaway: Words | None = words(max=160, optional=True)
    """What the chart says in one sentence: beside it on slides, above it on pages."""
    caption: Words | None = words(max=300, optional=True)
    """Printed below; a citation in it goes to the line of sources."""

    @property
    def scatter(self) -> bool:
        """Whether both axes are of numbers."""
        return self.type == "scatter"

    @classmethod
    def _schema(cls, definitions: Definitions, tag: str | None) -> Schema:
        found = super()._schema(definitions, tag)
        found["properties"]["y"]["uniqueItems"] = True
        rules = []
        for form, most in MOST_SERIES.items():
            limits: Schema = {"y": {"maxItems": most}}
            if form != "scatter":
                limits |= {"labels": False, "x_format": {"const": cls._fields["x_format"].default}}
            if form == "doughnut":
                limits |= {"x_title": False, "y_title": False}
            chosen = {"required": ["type"], "properties": {"type": {"const": form}}}
            rules.append({"if": chosen, "then": {"properties": limits}})
        return found | {"allOf": rules}

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """The columns are in the dataset, hold numbers, and are not too many for the form."""
        self._check_fields(problems)
        sheet = sheets.get(self.data)
        if sheet is None:
            return
        for name, place, numbers in self._columns():
            if name not in sheet.types:
                found = f"no column {quote(name)} in dataset {quote(self.data)}"
                problems.add("unknown-name", place, found, given=name, names=sheet.types)
            elif numbers and sheet.types[name] == "text":
                problems.add("bad-value", place, f"column {quote(name)} holds text", NUMBERS)
        most = MOST_CATEGORIES[self.type]
        if sheet.rows > most:
            found = f"{sheet.rows} rows in dataset {quote(self.data)}"
            expected = f"at most {most} in a {self.type} chart"
            problems.add("too-many", self.at("data"), found, expected)
        elif self.type == "doughnut":
            self._check_ring(sheet, problems)

    def _check_fields(self, problems: Problems) -> None:
        """What only some types have, and how many series they take."""
        most = MOST_SERIES[self.type]
        if len(self.y) > most:
            found = f"{len(self.y)} series in a {self.type}{'' if most == 1 else ' chart'}"
            expected = "one column of numbers" if most == 1 else f"at most {most}"
            problems.add("too-many", self.at("y", most), found, expected)
        for number, name in enumerate(self.y):
            if name in self.y[:number]:
                found = f"column {quote(name)} twice"
                problems.add("bad-value", self.at("y", number), found, "each series once")
        if not self.scatter:
            for field in ("labels", "x_format"):
                if getattr(self, field) != self.fields()[field].default:
                    found = f"{field!r} in a {self.type} chart"
                    problems.add("bad-value", self.at(field), found, "a scatter chart for it")
        if self.type == "doughnut":
            for field in ("x_title", "y_title"):
                if getattr(self, field):
                    found = f"{field!r} for a doughnut"
                    problems.add("bad-value", self.at(field), found, "a chart with axes for it")

    def _columns(self) -> Iterator[tuple[str, Place, bool]]:
        """Each column named, where it is, and whether it must hold numbers."""
        yield self.x, self.at("x"), self.scatter
        for number, name in enumerate(self.y):
            yield name, self.at("y", number), True
        if self.labels:
            yield self.labels, self.at("labels"), False

    def _check_ring(self, sheet: Sheet, problems: Problems) -> None:
        """A doughnut shows the parts of one whole."""
        values = sheet.columns.get(self.y[0], ())
        if not values or isinstance(values[0], str):
            return
        for row, value in enumerate(values):
            if value < 0:
                found = f"{value:g} as part of a doughnut"
                problems.add("bad-value", sheet.place(self.y[0], row), found, "0 or more")
        if not any(values):
            found = f"nothing but zeros in column {quote(self.y[0])}"
            problems.add("bad-value", self.at("y", 0), found, "at least one part of the doughnut")

    def names(self, columns: Mapping[str, tuple[Any, ...]]) -> list[str]:
        """The categories, or the names of the points; none for points without names."""
        column = self.labels if self.scatter else self.x
        return [category(value) for value in columns[column]] if column else []

    def printed(self, value: float, language: Language) -> str:
        """A value of a series as it is printed."""
        return NumberForm(self.format, self.decimals).text(value, language)

    def heads(self) -> list[str]:
        """Heads of the columns of the workbook that stand before those of the series."""
        return [name for name in (self.labels if self.scatter else "", self.x) if name]

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """The chart as one figure with an alternative text."""
        dataset = telling.pack.datasets[self.data]
        columns = telling.pack.sheets[self.data].columns
        said = self._said(node, telling)
        own = node.child(Role.FIGURE, "chart", alt=telling.plain(self.alt))
        series = []
        for name in self.y:
            values = tuple(float(value) for value in columns[name])
            labels = tuple(self.printed(value, telling.language) for value in values)
            series.append(Series(name, values, labels))
        unit = self.unit or dataset.unit
        alone = self.scatter and len(self.y) == 1 and not unit
        chart = ChartFlowable(
            own,
            self.type,
            self.names(columns),
            series,
            unit,
            NumberForm(self.format, self.decimals),
            name=self.data,
            x_title=self.x_title or (self.x if self.scatter else ""),
            y_title=self.y_title or (self.y[0] if alone else ""),
            xs=[float(value) for value in columns[self.x]] if self.scatter else (),
            x_form=NumberForm(self.x_format),
            heads=self.heads(),
        )
        source = (dataset.source, dataset.locator)
        if self.data in telling.pack.as_of:
            day = telling.pack.as_of[self.data]
            telling.cited.days.setdefault(dataset.source, set()).add(day)
        return [
            *self.heading(node, telling),
            *said,
            chart,
            *self.captioned(node, telling, self.caption, source),
        ]

    def _said(self, node: Node, telling: Telling) -> list[Flowable]:
        if self.takeaway is None:
            return []
        said = node.child(Role.PARAGRAPH, "takeaway")
        runs = telling.text(self.takeaway, said, cite=False)
        return [Paragraph(said, runs, "takeaway", "body" if telling.on_pages else "takeaway")]

    @property
    def asks_for(self) -> str:
        """A chart with a takeaway has a place beside it."""
        return "chart-takeaway" if self.takeaway is not None else self.layout


def category(value: object) -> str:
    """A category as it was written: ``2015`` also where the column is one of numbers."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
