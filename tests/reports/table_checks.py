"""Rules that every native table keeps, read from the bytes of the deck.

They read the parts as XML and know nothing of the writer. The tests show that each turns red.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.reports.deck_checks import A, P, Parts

USUAL = 18.0
"""Size that text in a table has where nothing says another (ISO/IEC 29500-1, 21.1.2.3)."""
SINGLE = 1.2
"""Distance of lines in PowerPoint, in em, where no other is told."""


def tables(parts: Parts) -> Iterator[tuple[str, Any, Any]]:
    """Where it is, the frame and the ``a:tbl`` of every table."""
    for number, slide in enumerate(parts.slides(), 1):
        for frame in slide.iter(f"{P}graphicFrame"):
            table = frame.find(f".//{A}tbl")
            if table is not None:
                name = frame.find(f".//{P}cNvPr").get("name")
                yield f"slide {number}: {name}", frame, table


def grid(parts: Parts) -> Iterator[str]:
    """Every row has a cell for each column, spanned ones marked, and the frame is their sum."""
    for where, frame, table in tables(parts):
        widths = [int(column.get("w")) for column in table.iter(f"{A}gridCol")]
        rows = table.findall(f"{A}tr")
        for k, row in enumerate(rows):
            covered = 0
            cells = row.findall(f"{A}tc")
            if len(cells) != len(widths):
                yield f"{where}, row {k}: {len(cells)} cells in {len(widths)} columns"
            for cell in cells:
                hidden = cell.get("hMerge") == "1"
                if hidden != (covered > 0):
                    yield f"{where}, row {k}: a cell is wrongly merged or not"
                covered = covered - 1 if covered else int(cell.get("gridSpan", "1")) - 1
                if hidden and "".join(node.text or "" for node in cell.iter(f"{A}t")):
                    yield f"{where}, row {k}: a covered cell with text"
            if covered:
                yield f"{where}, row {k}: a cell spans beyond the last column"
        extent = frame.find(f"{P}xfrm/{A}ext")
        high = sum(int(row.get("h")) for row in rows)
        if abs(int(extent.get("cx")) - sum(widths)) > len(widths):
            yield f"{where}: the frame is not as wide as its columns"
        if abs(int(extent.get("cy")) - high) > len(rows):
            yield f"{where}: the frame is not as high as its rows"


def heads(parts: Parts) -> Iterator[str]:
    """The head row is flagged, and a first column is where its style makes heads of it."""
    styles = {style.get("styleId"): style for style in parts.tree("ppt/tableStyles.xml")}
    for where, _, table in tables(parts):
        flags = table.find(f"{A}tblPr")
        if flags.get("firstRow") != "1":
            yield f"{where}: no head row"
        style = styles.get(table.findtext(f"{A}tblPr/{A}tableStyleId"))
        if style is None:
            yield f"{where}: a style that the deck has not"
            continue
        for part in ("firstRow", "firstCol"):
            if flags.get(part) == "1" and style.find(f"{A}{part}") is None:
                yield f"{where}: its style has no {part}"


def heights(parts: Parts) -> Iterator[str]:
    """No row grows in PowerPoint: all lines are at an exact distance, of at least 1.2 em."""
    for where, _, table in tables(parts):
        for k, row in enumerate(table.findall(f"{A}tr")):
            room = int(row.get("h")) / 12700
            for cell in row.findall(f"{A}tc"):
                edges = cell.find(f"{A}tcPr")
                margins = sum(int(edges.get(side, "45720")) for side in ("marT", "marB")) / 12700
                sizes = [
                    int(node.get("sz", USUAL * 100)) / 100
                    for tag in ("rPr", "endParaRPr")
                    for node in cell.iter(A + tag)
                ]
                pitches = [int(node.get("val")) / 100 for node in cell.iter(f"{A}spcPts")]
                if len(pitches) != len(cell.findall(f".//{A}p")):
                    yield f"{where}, row {k}: lines without an exact distance"
                    continue
                if min(pitches) < SINGLE * max(sizes) - 0.1:
                    yield f"{where}, row {k}: lines closer than 1.2 em"
                if sum(pitches) + margins > room + 0.05:
                    yield f"{where}, row {k}: {room} pt are too few for one line each"


def sizes(parts: Parts) -> Iterator[str]:
    """Every text in a table says its size: what it has without depends on the presentation."""
    for where, _, table in tables(parts):
        for tag in ("rPr", "endParaRPr"):
            for node in table.iter(A + tag):
                if node.get("sz") is None:
                    yield f"{where}: text without a size"


CHECKS = (grid, heads, heights, sizes)
