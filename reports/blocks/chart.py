"""Charts bound to a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layouts.chart import MOST_CATEGORIES, Series
from layouts.chart import Chart as ChartFlowable
from layouts.flow import Flowable
from layouts.located import quote
from layouts.paragraph import Paragraph
from layouts.problems import Place, Problems
from layouts.records import Words, choice, integer, many, ref, text, words
from layouts.tree import Node, Role
from reports.blocks.base import Block

if TYPE_CHECKING:
    from reports.csvfile import Sheet
    from reports.telling import Telling


class Chart(Block):
    """A chart; its title is the takeaway, its numbers come from a dataset alone."""

    kind = "chart"
    layout = "chart"
    alone = True

    type: str = choice("column", "bar", "stacked", "line", "doughnut")
    data: str = ref("dataset")
    x: str = text(max=60)
    """Column of the categories."""
    y: tuple[str, ...] = many(text(max=60), low=1, high=6)
    """Columns of the series."""
    unit: str = text(max=60, default="")
    decimals: int = integer(0, 4, default=0)
    alt: Words = words(max=400)
    takeaway: Words | None = words(max=160, optional=True)
    """What the chart says in one sentence: beside it on slides, above it on pages."""
    caption: Words | None = words(max=300, optional=True)

    def check(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        """The columns are in the dataset, hold numbers, and are not too many for the form."""
        sheet = sheets.get(self.data)
        if sheet is None:
            return
        for name, place, series in self._columns():
            if name not in sheet.types:
                found = f"no column {quote(name)} in dataset {quote(self.data)}"
                problems.add("unknown-name", place, found, given=name, names=sheet.types)
            elif series and sheet.types[name] == "text":
                found = f"column {quote(name)} holds text"
                problems.add("bad-value", place, found, "a column of numbers")
        most = MOST_CATEGORIES[self.type]
        if sheet.rows > most:
            found = f"{sheet.rows} rows in dataset {quote(self.data)}"
            expected = f"at most {most} in a {self.type} chart"
            problems.add("too-many", self.at("data"), found, expected)
        elif self.type == "doughnut":
            self._check_ring(sheet, problems)

    def _columns(self) -> list[tuple[str, Place, bool]]:
        """Each column named, where it is, and whether it is a series."""
        series = [(name, self.at("y", number), True) for number, name in enumerate(self.y)]
        return [(self.x, self.at("x"), False), *series]

    def _check_ring(self, sheet: Sheet, problems: Problems) -> None:
        """A doughnut shows the parts of one whole."""
        if len(self.y) > 1:
            found = f"{len(self.y)} series in a doughnut"
            problems.add("too-many", self.at("y", 1), found, "one column of numbers")
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

    def show(self, node: Node, telling: Telling) -> list[Flowable]:
        """The chart as one figure with an alternative text."""
        dataset = telling.pack.datasets[self.data]
        columns = telling.pack.sheets[self.data].columns
        said = self._said(node, telling)
        own = node.child(Role.FIGURE, "chart", alt=telling.plain(self.alt))
        series = [
            Series(
                name,
                tuple(float(value) for value in columns[name]),
                tuple(telling.number(float(value), self.decimals) for value in columns[name]),
                "",
            )
            for name in self.y
        ]
        zeros = "0" * self.decimals
        number_format = f"#,##0.{zeros}" if zeros else "#,##0"
        chart = ChartFlowable(
            own,
            self.type,
            [category(value) for value in columns[self.x]],
            series,
            self.unit,
            number_format,
            name=self.data,
        )
        source = (dataset.source, dataset.locator)
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
