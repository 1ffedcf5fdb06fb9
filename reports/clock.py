"""The day and the time that a run goes by: given from outside, or the clock's."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone

from layouts.problems import InputError, Place, Problem

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 in UTC (reproducible-builds.org, SOURCE_DATE_EPOCH 1.1)."""


def source_date() -> datetime | None:
    """What SOURCE_DATE_EPOCH says, in UTC; None where it is not set.

    Raises :class:`InputError` when it is no time.
    """
    stamp = os.environ.get(VARIABLE, "")
    if not stamp:
        return None
    try:
        if not (stamp.isascii() and stamp.isdigit()):
            raise ValueError(stamp)
        return datetime.fromtimestamp(int(stamp), timezone.utc)
    except (ValueError, OverflowError, OSError):
        found, expected = f"{stamp!r} is no time", "seconds since 1970 as a whole number"
        raise InputError([Problem("usage", Place(VARIABLE), found, expected)]) from None


def today() -> date:
    """The day of SOURCE_DATE_EPOCH if it is set, else the clock's; in UTC.

    Documents may not depend on it: it is for warnings, and for the lock of what is pulled.
    """
    return (source_date() or datetime.now(timezone.utc)).date()
