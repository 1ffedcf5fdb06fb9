"""Tables: columns sized by their content, rows that break over pages, heads set again.

No boxes and no vertical lines: a strong rule under the head, hairlines between the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from layouts.boxes import NEVER, Box, Glue, Part, Penalty
from layouts.columns import Wants, column_widths
from layouts.flow import Piece
from layouts.paths import box, line
from layouts.placing import moved
from layouts.runs import Run
from layouts.scene import Item, ShapeItem
from layouts.setting import Setting
from layouts.textblock import TextBlock, set_block, widths
from layouts.theme import TextStyle
from layouts.tree import Node
from layouts.units import Rect

STRONG = 0.9
"""Width of the rule under the head, in points."""
CLOSING = 0.6
"""Width of the rule under the last row."""
HAIRLINE = 0.3
"""Width of the rules between rows; presses hold 0.25 pt and more."""
LONELY = 1000.0
"""Cost of a break after the first or before the last row: taken only where nothing else fits."""

Insets = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""


@dataclass(eq=False)
class TableCell:
    """The text of one cell, and the structure node (TH or TD) that owns it."""

    runs: tuple[Run, ...]
    node: Node
    head: bool = False
    align: str = "left"
    columns: int = 1
    """How many columns it spans."""
    role: str = ""
    """Text role; empty: that of the table for heads, row heads and cells."""


@dataclass(eq=False, repr=False)
class TablePlan:
    """A table set at a measure; lengths in points."""

    table: Table
    widths: list[float]
    heights: list[float]
    """Of the head rows, then of the body rows."""
    margins: list[Insets]
    """Insets of a cell by its column; a cell over several takes its left from the first and its
    right from the last."""
    measure: float
    setting_step: float
    squeezed: bool = False
    """The longest words do not fit side by side; they are broken, on pages with hyphens."""
    strong: tuple[str, float] = ("deep", STRONG)
    """Ink and width of the rule under the head (and above a table without one)."""
    hairline: tuple[str, float] = ("rule", HAIRLINE)
    closing: tuple[str, float] = ("deep", CLOSING)
    head_valign: str = "bottom"
    """Cells of the head stand on their rule; all others begin at the top."""

    @property
    def heads(self) -> int:
        """Number of head rows."""
        return len(self.table.head_rows)

    def row(self, n: int) -> list[TableCell]:
        """The cells of row ``n``, counted as in :attr:`heights`."""
        return [*self.table.head_rows, *self.table.rows][n]

    def rule_below(self, n: int) -> tuple[str, float] | None:
        """Ink and width of the rule under row ``n``, counted as in :attr:`heights`."""
        if n < self.heads - 1:
            return None
        if n == self.heads - 1:
            return self.strong
        return self.closing if n == len(self.heights) - 1 else self.hairline


class _Row(NamedTuple):
    height: float
    items: list[Item]
    notes: tuple[str, ...]


@dataclass(eq=False, repr=False)
class Table:
    """A table with head rows that are set again on every page that it continues on.

    ``widths`` are per cent of the measure by column, 0 for a width found from the content. Every
    row spans the same number of columns; ValueError otherwise, and for a table without rows.
    """

    node: Node
    head_rows: list[list[TableCell]]
    rows: list[list[TableCell]]
    widths: list[float] = field(default_factory=list)
    slot: str = "table"
    role_head: str = "table-head"
    role_cell: str = "cell"
    role_row_head: str = "cell-head"
    zebra: bool = False
    """Shade every other row instead of ruling between rows."""
    continued: Sequence[Run] = ()
    """Pages: set above the head where the table goes on (an artifact)."""

    def __post_init__(self) -> None:
        spans = {sum(cell.columns for cell in row) for row in (*self.head_rows, *self.rows)}
        if not self.rows or len(spans) != 1 or 0 in spans:
            raise ValueError(f"{self.node.id}: rows of a table span {sorted(spans)} columns")
        self.columns = spans.pop()

    def role_of(self, cell: TableCell, in_head: bool) -> str:
        """The text role in which a cell is set."""
        if cell.role:
            return cell.role
        if in_head:
            return self.role_head
        return self.role_row_head if cell.head else self.role_cell

    def set(self, measure: float, setting: Setting, height: float | None = None) -> list[Part]:
        """One box per row; the head rows first, tied to the first row.

        A row is never broken: a box taller than the page is the composer's to report.
        """
        styles = _Styles(self, setting)
        margins = self._margins(setting)
        wants = self._wants(styles, margins)
        plan = TablePlan(self, [], [], margins, measure, setting.step)
        plan.widths = column_widths(wants, measure, self.widths)
        plan.squeezed = sum(want.least for want in wants) > measure
        heads = [self._row(plan, styles, row, in_head=True) for row in self.head_rows]
        bodies = [self._row(plan, styles, row, in_head=False) for row in self.rows]
        plan.heights = [row.height for row in (*heads, *bodies)]
        self._rule(plan, heads, bodies)
        space = Glue(setting.style("body").leading / 2)
        return [space, *self._parts(plan, setting, heads, bodies), space]

    def _margins(self, setting: Setting) -> list[Insets]:
        """Room around the text; none at the outer edges, so that text and rules are flush."""
        style = setting.style(self.role_cell)
        tight = setting.kind == "slide"
        gap = round(style.size * (0.65 if tight else 0.8), 2)
        above = round(style.leading * (0.24 if tight else 0.32), 2)
        outer = gap if self.zebra else 0.0
        last = self.columns - 1
        return [
            (gap if n else outer, above, gap if n < last else outer, above)
            for n in range(self.columns)
        ]

    def _wants(self, styles: _Styles, margins: Sequence[Insets]) -> list[Wants]:
        """What each column asks for; cells that span several ask last, and each a share."""
        wants = [Wants() for _ in range(self.columns)]
        spanning: list[tuple[int, TableCell, float, float]] = []
        for in_head, row in self._all():
            column = 0
            for cell in row:
                pads = margins[column][0] + margins[column + cell.columns - 1][2]
                least, most = (w + pads for w in styles.widths(cell, in_head))
                if cell.columns > 1:
                    spanning.append((column, cell, least, most))
                    if not in_head:
                        for want in wants[column : column + cell.columns]:
                            want.texts.append(most / cell.columns)
                else:
                    want = wants[column]
                    want.least, want.most = max(want.least, least), max(want.most, most)
                    if not in_head:
                        want.texts.append(most)
                column += cell.columns
        for column, cell, least, most in spanning:
            spanned = wants[column : column + cell.columns]
            for want in spanned:
                want.least += max(least - sum(w.least for w in spanned), 0.0) / cell.columns
                want.most += max(most - sum(w.most for w in spanned), 0.0) / cell.columns
        return wants

    def _all(self) -> Iterable[tuple[bool, list[TableCell]]]:
        for row in self.head_rows:
            yield True, row
        for row in self.rows:
            yield False, row

    def _row(
        self,
        plan: TablePlan,
        styles: _Styles,
        row: Sequence[TableCell],
        *,
        in_head: bool,
    ) -> _Row:
        blocks: list[tuple[float, TextBlock]] = []
        top, bottom = plan.margins[0][1], plan.margins[0][3]
        x, column, height = 0.0, 0, styles.of(row[0], in_head).leading
        for cell in row:
            end = column + cell.columns
            width = sum(plan.widths[column:end])
            left, right = plan.margins[column][0], plan.margins[end - 1][2]
            style = styles.of(cell, in_head)
            inner = max(width - left - right, 1.0)
            if plan.squeezed and styles.widths(cell, in_head)[0] > inner:
                style = replace(style, hyphenate=True)
            block = set_block(
                cell.runs, style, inner, styles.setting, cell.node, cell.align, exact=True
            )
            blocks.append((x + left, block))
            height = max(height, block.height)
            x, column = x + width, end
        items: list[Item] = []
        notes: dict[str, None] = {}
        for x, block in blocks:
            items += block.placed(x, top + (height - block.height if in_head else 0.0))
            notes.update(dict.fromkeys(block.notes))
        return _Row(height + top + bottom, items, tuple(notes))

    def _rule(self, plan: TablePlan, heads: Sequence[_Row], bodies: Sequence[_Row]) -> None:
        """Rules below the rows, drawn before the text; they are artifacts."""
        for n, row in enumerate((*heads, *bodies)):
            rule = plan.rule_below(n)
            marks: list[Item] = []
            shaded = self.zebra and n >= plan.heads and (n - plan.heads) % 2 == 0
            if shaded:
                marks.append(ShapeItem(box(Rect(0, 0, plan.measure, row.height)), fill="mist"))
            if rule is not None and not (self.zebra and rule is plan.hairline):
                marks.append(_rule(plan.measure, row.height, rule))
            if n == 0 and not heads:
                marks.append(_rule(plan.measure, 0.0, plan.strong))
            row.items[:0] = marks

    def _parts(
        self,
        plan: TablePlan,
        setting: Setting,
        heads: Sequence[_Row],
        bodies: Sequence[_Row],
    ) -> list[Part]:
        parts: list[Part] = []
        again: list[Box] = []
        if self.continued and setting.kind == "page":
            again.append(self._continued_row(plan, setting))
        for row in heads:
            piece = Piece(plan, 0, row.items, head=True)
            parts += [Box(row.height, piece, row.notes), Penalty(NEVER)]
            # Pieces are moved where they are placed, so what is set again is a copy.
            copies = [moved(item, 0.0, 0.0) for item in row.items]
            again.append(Box(row.height, Piece(plan, 0, copies, head=True)))
        last = len(bodies) - 1
        for n, row in enumerate(bodies):
            if n:
                parts.append(Penalty(LONELY if n == 1 or n == last else 0.0))
            parts.append(Box(row.height, Piece(plan, n, row.items), row.notes, tuple(again)))
        return parts

    def _continued_row(self, plan: TablePlan, setting: Setting) -> Box:
        style = replace(setting.style("caption"), italic=True)
        block = set_block(self.continued, style, plan.measure, setting, None, "left")
        below = plan.margins[0][3] / 2
        return Box(block.height + below, Piece(plan, 0, block.items, head=True))


def _rule(measure: float, y: float, rule: tuple[str, float]) -> ShapeItem:
    ink, width = rule
    return ShapeItem(line(0.0, y, measure, y), stroke=ink, width=width)


class _Styles:
    """Styles of cells, each made once; figures in right-aligned columns stand below each other."""

    def __init__(self, table: Table, setting: Setting) -> None:
        self.table, self.setting = table, setting
        self._found: dict[tuple[str, bool], TextStyle] = {}
        self._widths: dict[int, tuple[float, float]] = {}

    def widths(self, cell: TableCell, in_head: bool) -> tuple[float, float]:
        """Longest word and whole text of a cell on one line, measured once."""
        found = self._widths.get(id(cell))
        if found is None:
            found = widths(cell.runs, self.of(cell, in_head), self.setting)
            self._widths[id(cell)] = found
        return found

    def of(self, cell: TableCell, in_head: bool) -> TextStyle:
        """The style that a cell is set in."""
        key = (self.table.role_of(cell, in_head), cell.align == "right")
        style = self._found.get(key)
        if style is None:
            style = self.setting.style(key[0])
            if key[1] and "tnum" not in style.features:
                style = replace(style, features=(*style.features, "tnum"))
            self._found[key] = style
        return style
