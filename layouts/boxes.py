"""Box, glue and penalty: one vocabulary for breaking lines and for breaking pages.

The terms and their meaning are those of Knuth and Plass, *Breaking Paragraphs into Lines* (1981).
For lines sizes are widths, for pages they are heights.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

NEVER = math.inf
"""Cost of a penalty at which no break may be taken."""
FORCED = -math.inf
"""Cost of a penalty at which a break must be taken."""


class Box(NamedTuple):
    """Something that is never broken."""

    size: float
    content: Any = None
    """For pages a :class:`layouts.flow.Piece`; for lines whatever the line setter put there."""
    inserts: tuple[str, ...] = ()
    """Keys of the footnotes called here; they are set at the foot of the same page."""
    repeat: tuple[Box, ...] = ()
    """Boxes to set again first where a page begins with this box (the head of a split table)."""


class Glue(NamedTuple):
    """Space that vanishes at a break."""

    size: float
    stretch: float = 0.0
    shrink: float = 0.0


class Penalty(NamedTuple):
    """A place where a break may be taken, at a cost; ``size`` is what the break itself adds."""

    cost: float
    size: float = 0.0


Part = Box | Glue | Penalty
