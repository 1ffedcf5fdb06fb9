"""All packs with one fault: ``CASES`` of (name, mutate(folder), code, file, line, column …)."""

from __future__ import annotations

from tests.broken.base import FILES, Case, write_good
from tests.broken.content import INLINE, NAMES, RECORDS
from tests.broken.files import PATHS, PICTURES, SHEETS
from tests.broken.notes import NOTES
from tests.broken.syntax import SYNTAX

CASES: list[Case] = [*SYNTAX, *RECORDS, *NAMES, *INLINE, *NOTES, *SHEETS, *PATHS, *PICTURES]

__all__ = ["CASES", "FILES", "Case", "write_good"]
