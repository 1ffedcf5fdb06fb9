"""Timelines: down the page along a line, across the slide in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from layouts.diagrams.shapes import Band, Phrase, Shape, ShapeText, decoration
from layouts.setting import Setting
from layouts.textblock import widths
from layouts.tree import Node
from layouts.units import Rect

LINE_INK, DOT_INK = "rule", "accent"
MOST_ACROSS = 5
"""Most events in a row on a slide."""


class Event(NamedTuple):
    """One event: its date, what happened, and perhaps more; ``node`` is the whole of it."""

    date: Phrase
    title: Phrase
    text: Phrase | None
    node: Node | None


class Timeline:
    """Arranges events in their order."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = tuple(events)

    def arrange(self, measure: float, setting: Setting, height: float | None) -> list[Band]:
        """One band for each event on pages, for each row of up to five on slides."""
        if setting.kind == "page":
            return self._down(measure, setting)
        room = math.inf if height is None else height
        options: list[list[Band]] = []
        counts = dict.fromkeys(
            math.ceil(len(self.events) / math.ceil(len(self.events) / most))
            for most in range(min(MOST_ACROSS, len(self.events)), 1, -1)
        )
        for across in counts:
            bands = self._across(across, measure, setting)
            if sum(band.height for band in bands) <= room:
                return bands
            options.append(bands)
        # They go over several slides: as many in a row as a slide can hold.
        for bands in options:
            if all(band.height <= room for band in bands):
                return bands
        return min(options, key=lambda bands: max(band.height for band in bands))

    def _down(self, measure: float, setting: Setting) -> list[Band]:
        style = setting.style("event-date")
        gutter, radius = style.size * 1.15, style.size * 0.3
        gap = style.leading * 0.85
        wanted = [widths(event.date.runs, style, setting) for event in self.events]
        least, most = (max(column) for column in zip(*wanted, strict=True))
        column = max(min(most, measure * 0.2), min(least, measure * 0.3))
        axis = column + gutter
        left = axis + gutter
        bands: list[Band] = []
        for n, event in enumerate(self.events):
            date = ShapeText([(event.date, "event-date", "right")], column, setting)
            told = ShapeText(_told(event, dated=False), measure - left, setting)
            top = max(date.baseline, told.baseline)
            date_top, told_top = top - date.baseline, top - told.baseline
            last = n == len(self.events) - 1
            height = max(date_top + date.height, told_top + told.height) + (0 if last else gap)
            face = setting.face(style)
            middle = top - face.x_height * style.size / 2000
            start = middle if n == 0 else 0.0
            end = middle if last else height
            line = Rect(axis, start, 0.0, end - start)
            dot = Rect(axis - radius, middle - radius, 2 * radius, 2 * radius)
            shapes = [
                decoration("line", line, stroke=LINE_INK, stroke_width=1.0),
                decoration("dot", dot, fill=DOT_INK, stroke="paper", stroke_width=1.5),
                date.put(Shape("rect", Rect(0.0, date_top, column, date.height), node=event.node)),
                told.put(
                    Shape(
                        "rect", Rect(left, told_top, measure - left, told.height), node=event.node
                    )
                ),
            ]
            bands.append(Band(shapes, [], height))
        return bands

    def _across(self, across: int, measure: float, setting: Setting) -> list[Band]:
        style = setting.style("event-date")
        gutter, radius = 22.0, style.size * 0.34
        column = (measure - gutter * (across - 1)) / across
        below = 2 * radius + style.size * 0.55
        rows = [self.events[n : n + across] for n in range(0, len(self.events), across)]
        bands: list[Band] = []
        for n, row in enumerate(rows):
            texts = [ShapeText(_told(event, dated=True), column, setting) for event in row]
            tallest = max(text.height for text in texts)
            xs = [k * (column + gutter) for k in range(len(row))]
            last = n == len(rows) - 1
            end = xs[-1] + column if last else measure
            shapes = [
                decoration(
                    "line", Rect(radius, radius, end - radius, 0.0), stroke=LINE_INK, stroke_width=2
                )
            ]
            for x in xs:
                dot = Rect(x, 0.0, 2 * radius, 2 * radius)
                shapes.append(
                    decoration("dot", dot, fill=DOT_INK, stroke="paper", stroke_width=2.0)
                )
            for event, text, x in zip(row, texts, xs, strict=True):
                rect = Rect(x, below, column, tallest)
                shapes.append(text.put(Shape("rect", rect, node=event.node)))
            bands.append(Band(shapes, [], below + tallest + (0.0 if last else style.leading)))
        return bands


def _told(event: Event, *, dated: bool) -> list[tuple[Phrase, str, str]]:
    told = [(event.date, "event-date", "left")] if dated else []
    told.append((event.title, "event-title", "left"))
    if event.text is not None:
        told.append((event.text, "event-text", "left"))
    return told
