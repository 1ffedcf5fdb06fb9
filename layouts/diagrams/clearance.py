"""Whether a band is clear: nothing outside it, no words on words, no line through words."""

from __future__ import annotations

from itertools import combinations

from layouts.diagrams.shapes import Band
from layouts.segments import crosses
from layouts.units import Rect


def faults(band: Band, measure: float) -> list[str]:
    """What is wrong with the geometry of a band, one sentence each; empty: it is clear."""
    found: list[str] = []
    room = Rect(0.0, 0.0, measure, band.height)
    told = [(n, shape) for n, shape in enumerate(band.shapes) if shape.paragraphs]
    found += [
        f"shape {n} leaves the band" for n, shape in told if not room.contains(shape.rect, 0.05)
    ]
    for (n, one), (m, other) in combinations(told, 2):
        if one.rect.overlaps(other.rect, 0.05):
            found.append(f"shapes {n} and {m} overlap")
    for k, connector in enumerate(band.connectors):
        start, end = band.ends(connector)
        for n, shape in told:
            if n in (connector.start, connector.end):
                continue
            if crosses(start, end, shape.rect.inset(0.1, 0.1, 0.1, 0.1)):
                found.append(f"connector {k} runs through shape {n}")
    ends = [band.ends(connector) for connector in band.connectors]
    for (k, line), (m, second) in combinations(enumerate(ends), 2):
        if meets(line, second):
            found.append(f"connectors {k} and {m} cross")
    return found


Segment = tuple[tuple[float, float], tuple[float, float]]


def meets(one: Segment, other: Segment) -> bool:
    """Whether two segments cross, ends not counted."""
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Positive where c lies to the right of the way from a to b, zero on it (y downwards)."""
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return 0.0 if abs(area) < 1e-6 else area
