"""Native tables, and the table styles that carry their rules and shades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layouts.lines import pitch
from layouts.runs import Run
from layouts.scene import Scene
from layouts.theme import TextStyle, Theme
from reports.writers.pptx.inks import Inks
from reports.writers.pptx.levels import BOLD, MINOR, Level, Typefaces
from reports.writers.pptx.markup import HEAD, A, emu, guid, value
from reports.writers.pptx.text import Shape, TextMaker

Rule = tuple[str, float]
"""Ink and width in points."""

_UNSAID = 0.0
"""No size: that of text in a table which says none depends on the presentation, so every cell says
its own."""


@dataclass(frozen=True)
class TableLook:
    """What tells one table style from another."""

    strong: Rule
    hairline: Rule
    closing: Rule
    zebra: bool
    head: TextStyle
    row_head: TextStyle
    cell: TextStyle
    late: bool = False
    """The second row is shaded, not the first: the part begins at a row that is not shaded."""

    @property
    def id(self) -> str:
        """The style's identifier."""
        return guid("table style", repr(self))


def table_look(plan: Any, theme: Theme, first: int = 0) -> TableLook:
    """The look of a planned table from body row ``first`` on."""
    styles, table = theme.slide.styles, plan.table
    head, row_head, cell = (
        styles[role] for role in (table.role_head, table.role_row_head, table.role_cell)
    )
    late = table.zebra and first % 2 == 1
    return TableLook(
        plan.strong, plan.hairline, plan.closing, table.zebra, head, row_head, cell, late
    )


def table_styles(
    looks: Iterable[TableLook], inks: Inks, faces: Typefaces, name: str, others: str = ""
) -> str:
    """The part with one style for each look (ISO/IEC 29500-1, 20.1.4.2.27), after ``others``."""
    unique = list(dict.fromkeys(looks))
    default = unique[0].id if unique else "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
    styles = "".join(
        _style(look, inks, faces, name + (f" {n}" if n > 1 else ""))
        for n, look in enumerate(unique, 1)
    )
    return f'{HEAD}<a:tblStyleLst xmlns:a="{A}" def="{default}">{others}{styles}</a:tblStyleLst>'


def _style(look: TableLook, inks: Inks, faces: Typefaces, name: str) -> str:
    def words(style: TextStyle) -> str:
        bold = ' b="on"' if style.weight >= BOLD else ""
        font = "minor" if faces.token(style.face) == MINOR else "major"
        return (
            f'<a:tcTxStyle{bold}><a:fontRef idx="{font}"><a:prstClr val="black"/></a:fontRef>'
            f"{inks.colour(style.ink)}</a:tcTxStyle>"
        )

    def borders(**sides: Rule) -> str:
        inside = "".join(
            f"<a:{side}>{_line(rule, 'a:ln', inks)}</a:{side}>" for side, rule in sides.items()
        )
        return f"<a:tcBdr>{inside}</a:tcBdr>"

    inner = {} if look.zebra else {"insideH": look.hairline}
    whole = borders(bottom=look.closing, **inner)
    band = ""
    if look.zebra:
        shade = inks.fill("mist")
        rows = "band2H" if look.late else "band1H"
        band = f"<a:{rows}><a:tcStyle><a:tcBdr/><a:fill>{shade}</a:fill></a:tcStyle></a:{rows}>"
    return (
        f'<a:tblStyle styleId="{look.id}" styleName="{value(name)}">'
        f"<a:wholeTbl>{words(look.cell)}<a:tcStyle>{whole}<a:fill><a:noFill/></a:fill>"
        f"</a:tcStyle></a:wholeTbl>{band}"
        f"<a:firstCol>{words(look.row_head)}<a:tcStyle><a:tcBdr/></a:tcStyle></a:firstCol>"
        f"<a:firstRow>{words(look.head)}<a:tcStyle>{borders(bottom=look.strong)}</a:tcStyle>"
        "</a:firstRow></a:tblStyle>"
    )


def _line(rule: Rule, tag: str, inks: Inks) -> str:
    ink, width = rule
    return (
        f'<{tag} w="{emu(width)}" cap="flat" cmpd="sng" algn="ctr">{inks.fill(ink)}'
        f'<a:prstDash val="solid"/></{tag}>'
    )


class TableMaker:
    """Composes the ``a:tbl`` of a part of a planned table."""

    def __init__(
        self, plan: Any, theme: Theme, inks: Inks, maker: TextMaker, scene: Scene | None = None
    ) -> None:
        """``scene`` knows the numbers of the slides that cells name."""
        self.plan, self.inks, self.maker, self._scene = plan, inks, maker, scene
        self.theme = theme
        self.look = table_look(plan, theme)
        self._styles = theme.slide.stepped(plan.setting_step, {})
        self.heads: int = len(plan.table.head_rows)

    def markup(self, part: tuple[int, int], repeated: int) -> tuple[str, float]:
        """The table with body rows ``part`` (first, before last), and its height in points.

        The head rows stand before the first row, and before others when they are ``repeated``.
        """
        first, last = part
        self.look = table_look(self.plan, self.theme, first)
        heads = range(self.heads if first == 0 or repeated else 0)
        rows = [*heads, *(self.heads + n for n in range(first, last))]
        grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in self.plan.widths)
        body = "".join(self._row(n, top=k == 0, end=n == rows[-1]) for k, n in enumerate(rows))
        flags = ' firstRow="1"' if heads else ""
        if all(row[0].head for row in self.plan.table.rows):
            flags += ' firstCol="1"'
        if self.look.zebra:
            flags += ' bandRow="1"'
        markup = (
            f"<a:tbl><a:tblPr{flags}><a:tableStyleId>{self.look.id}</a:tableStyleId></a:tblPr>"
            f"<a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>"
        )
        return markup, sum(self.plan.heights[n] for n in rows)

    def _row(self, n: int, *, top: bool, end: bool) -> str:
        in_head = n < self.heads
        cells = (self.plan.table.head_rows if in_head else self.plan.table.rows)[
            n if in_head else n - self.heads
        ]
        out, column = [f'<a:tr h="{emu(self.plan.heights[n])}">'], 0
        for cell in cells:
            out.append(self._cell(cell, n, column, top=top, end=end))
            out += [self._covered(cell, n, column)] * (cell.columns - 1)
            column += cell.columns
        out.append("</a:tr>")
        return "".join(out)

    def _words(self, cell: Any, runs: Sequence[Run], n: int, column: int) -> str:
        """The text of a cell: one paragraph, its lines at an exact distance."""
        in_head = n < self.heads
        style = self._styles[self.plan.table.role_of(cell, in_head)]
        under = self.look.head if n == 0 and in_head else self.look.cell
        if column == 0 and not in_head and cell.head:
            under = self.look.row_head
        # LibreOffice takes weight and colour from a table style, but not its font.
        plain = self.maker.faces.plain
        usual = replace(under, size=_UNSAID, leading=_UNSAID, align="left", face=plain)
        base = Level("cell", usual)
        shape = Shape(align=cell.align, exact=pitch(style, "slide"))
        paragraph = self.maker.paragraph(
            map(self._numbered, runs), style, shape, (0, base), cell.node.lang
        )
        return f"<a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody>"

    def _numbered(self, run: Run) -> Run:
        if run.page_of is None or self._scene is None:
            return run
        return replace(run, text=self._scene.number_of(run.page_of), page_of=None)

    def _cell(self, cell: Any, n: int, column: int, *, top: bool, end: bool) -> str:
        margins = self.plan.margins
        left, above = margins[column][0], margins[column][1]
        right, below = margins[column + cell.columns - 1][2], margins[column][3]
        if not any(run.text for run in cell.runs):
            # LibreOffice sets an empty line by the font's own height, whatever its distance.
            below = 0.0
        head = n < self.heads and self.plan.head_valign == "bottom"
        span = f' gridSpan="{cell.columns}"' if cell.columns > 1 else ""
        return (
            f"<a:tc{span}>{self._words(cell, cell.runs, n, column)}"
            f'<a:tcPr marL="{emu(left)}" marR="{emu(right)}" marT="{emu(above)}"'
            f' marB="{emu(below)}" anchor="{"b" if head else "t"}">'
            f"{self._rules(n, top=top, end=end)}</a:tcPr></a:tc>"
        )

    def _covered(self, cell: Any, n: int, column: int) -> str:
        """A cell that another spans; it holds nothing, and asks for no more height than it."""
        return (
            f'<a:tc hMerge="1">{self._words(cell, (), n, column)}<a:tcPr marT="0" marB="0"/></a:tc>'
        )

    def _rules(self, n: int, *, top: bool, end: bool) -> str:
        """Rules that the style does not give: above a table without a head, below a part of one."""
        out = ""
        if top and not self.heads:
            out += _line(self.plan.strong, "a:lnT", self.inks)
        if end and n != len(self.plan.heights) - 1:
            below = self.plan.rule_below(n)
            if below is not None and not (self.look.zebra and below == self.plan.hairline):
                out += _line(below, "a:lnB", self.inks)
        return out
