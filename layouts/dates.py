"""Days of the calendar: as fields of files, and counted on by spans such as ``6 months``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from layouts.fields import FAILED, Definitions, Field, Schema
from layouts.located import Located, Scalar, describe, quote
from layouts.problems import Problems

if TYPE_CHECKING:
    from datetime import date
    from typing import TypeAlias

    Day: TypeAlias = date

SHAPE = "a day such as 2026-12-31"
"""ISO 8601, calendar date, extended format: the only form that means one day everywhere."""
SPAN = r"[1-9][0-9]{0,3} (day|week|month|year)s?"
"""A whole number of days, weeks, months or years."""

_ISO = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


class DateField(Field):
    """A day, written ``2026-12-31``, with or without quotes; read as a :class:`datetime.date`."""

    def read(self, given: Located, problems: Problems) -> Any:
        from datetime import date

        if not isinstance(given, Scalar) or given.null:
            problems.add("wrong-type", given.place, describe(given), SHAPE)
            return FAILED
        try:
            if not _ISO.fullmatch(given.value):
                raise ValueError(given.value)
            return date.fromisoformat(given.value)
        except ValueError:
            problems.add("bad-value", given.place, f"{quote(given.value)} is no day", SHAPE)
            return FAILED

    def schema(self, definitions: Definitions) -> Schema:
        return {"type": "string", "format": "date", "pattern": f"^(?:{_ISO.pattern})$"}


def later(day: date, span: str) -> date:
    """The day that lies ``span`` (of the form :data:`SPAN`) after ``day``.

    A month or year later is the same day of that month, or its last day where it has none so
    late. No day is later than the last one that can be written, 9999-12-31.
    """
    from datetime import date, timedelta

    number, unit = span.split(" ")
    count = int(number)
    try:
        if unit.startswith(("day", "week")):
            return day + timedelta(days=count * (7 if unit.startswith("week") else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit.startswith("year") else 1)
        first = date(months // 12, months % 12 + 1, 1)
        after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
        return first + timedelta(days=min(day.day, (after - first).days) - 1)
    except (OverflowError, ValueError):
        return date.max
